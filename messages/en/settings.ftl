# The settings of actors: for each option of a line what a form calls it, and what it does. Options and their values are
# part of the language of scripts and stay as they are.

## producer

producer-name = Name
producer-name-help = What it is called: 64 characters at most.
producer-stream-name = Stream
producer-stream-name-help = Where its records go.
producer-workload = Workload
producer-workload-help = What its records are about.
producer-rate = Rate
producer-rate-help = How many records it makes.
producer-record-bytes = Record size
producer-record-bytes-help = Bytes of data in each record; a record has 1 MiB at most, 1,052 bytes of which are kept for its key and encryption.
producer-keys = Keys
producer-keys-help = How many senders there are: trucks, users, sensors, or keys.
producer-distribution = Key order
producer-distribution-help = Which of them sends the next record.
producer-api = Call
producer-api-help = Which call it makes, or what makes it.
producer-retry = On throttle
producer-retry-help = What becomes of a record that was refused.
producer-keep-order = Retries keep the order of each subject
producer-keep-order-help = A record waits until the one before it about the same subject has arrived.
producer-latency = Latency
producer-latency-help = One way to the service; a call takes up to a quarter longer.
producer-encrypted = Encrypts the data itself
producer-encrypted-help = AES-128-GCM, 28 bytes more; partition keys stay readable.
producer-aggregation-max-size = AggregationMaxSize
producer-aggregation-max-size-help = Bytes of a packed record; never more than the stream takes.
producer-aggregation-max-count = AggregationMaxCount
producer-aggregation-max-count-help = User records in a packed one; with 1 nothing is packed.
producer-collection-max-count = CollectionMaxCount
producer-collection-max-count-help = Records of one PutRecords.
producer-collection-max-size = CollectionMaxSize
producer-collection-max-size-help = Bytes of one PutRecords.
producer-buffered-time = RecordMaxBufferedTime
producer-buffered-time-help = How long a record may wait to be packed.
producer-record-ttl = RecordTtl
producer-record-ttl-help = How long a record is tried before it is given up.
producer-rate-limit = RateLimit
producer-rate-limit-help = Of what a shard takes.
producer-buffer-records = maxBufferSizeRecords
producer-buffer-records-help = Lines of one PutRecords.
producer-buffer-bytes = maxBufferSizeBytes
producer-buffer-bytes-help = Bytes of one PutRecords.
producer-buffer-age = maxBufferAgeMillis
producer-buffer-age-help = How long a line may wait to be sent.
producer-partition-key = Partition key
producer-partition-key-help = The field that is the partition key, or random: a UUID for each record. Of an agent: whether a line's key is random, or deterministic, a hash of its data.
producer-subject = What a record is about
producer-subject-help = The field by which order, duplicates and losses are judged.

## reader

reader-name = Name
reader-name-help = What it is called: 64 characters at most.
reader-stream-name = Stream
reader-stream-name-help = What it reads.
reader-polling = Polls every
reader-polling-help = Time between two GetRecords on a shard.
reader-records-per-second = Processes up to
reader-records-per-second-help = How many records each of its processes handles.
reader-latency = Latency
reader-latency-help = From a GetRecords call to its answer.
reader-start = Starts at
reader-start-help = Where it starts without a position.
reader-any-order = Children before parents
reader-any-order-help = Children of a shard do not wait until it has been read to its end.

## application

application-name = Name
application-name-help = What it is called, and its lease table and consumer with it.
application-stream-name = Stream
application-stream-name-help = What it reads.
application-workers = Workers
application-workers-help = Workers to begin with.
application-retrieval = Retrieval
application-retrieval-help = How records come: by GetRecords so often at most, or by enhanced fan-out, to a consumer of the application's name.
application-start = Starts at
application-start-help = Where it starts without a checkpoint.
application-work = Work for a record
application-work-help = A worker's time for one record; it has one processor for all its shards.
application-checkpoint = Checkpoint every
application-checkpoint-help = Time between two checkpoints of a shard; 0s is after every batch.
application-checkpoint-when = Checkpoint
application-checkpoint-when-help = Whether a checkpoint is written before the work on a batch, or after it.
application-failover = Failover
application-failover-help = KCL's failoverTimeMillis: how long a lease lives without renewal.
application-idempotence = Idempotence
application-idempotence-help = What keeps a record that comes twice from counting twice.
application-latency = Latency
application-latency-help = From a GetRecords call to its answer.
application-worker-utilization-aware = Balances by CPU
application-worker-utilization-aware-help = The leader assigns leases by the workers' CPU use, as KCL 3 does; without it each worker takes its share of the leases, as in KCL 2.
application-graceful = Hands leases over
application-graceful-help = A lease is handed over with a last checkpoint, as KCL 3 does, and not simply taken.

## lambda

lambda-name = Name
lambda-name-help = What the function is called: 64 characters at most.
lambda-stream-name = Stream
lambda-stream-name-help = What it reads.
lambda-consumer-name = Consumer
lambda-consumer-name-help = The consumer that gets them by enhanced fan-out; without one, each shard is polled once a second.
lambda-batch-size = Batch size
lambda-batch-size-help = Records of one invocation, at most.
lambda-window = Window
lambda-window-help = How long it waits for a batch to fill.
lambda-tumbling-window = Tumbling window
lambda-tumbling-window-help = Length of the windows that keep a state; 0s is none.
lambda-parallelization-factor = Parallelization factor
lambda-parallelization-factor-help = Concurrent batches for each shard.
lambda-start = Starts at
lambda-start-help = Where it starts.
lambda-retries = Retries
lambda-retries-help = How often a batch that failed is tried again: unlimited, or 0 to 10000.
lambda-age = Maximum age
lambda-age-help = Records older than that are given up: unlimited, or 1m to 168h.
lambda-bisect = Bisect on error
lambda-bisect-help = A batch that failed is halved, and the halves are tried by themselves.
lambda-report-failures = Report batch item failures
lambda-report-failures-help = The function says at which record it failed, and those before count as done.
lambda-destination = On-failure destination
lambda-destination-help = What is given up is noted in a destination.
lambda-concurrency = Concurrency
lambda-concurrency-help = Invocations at once, at most.
lambda-invocation = Invocation
lambda-invocation-help = Time of an invocation besides its records.
lambda-work = Work for a record
lambda-work-help = Time for each record.
lambda-latency = Latency
lambda-latency-help = From a GetRecords call to its answer.
lambda-idempotence = Idempotence
lambda-idempotence-help = What keeps a record that comes twice from counting twice.

## lane

lane-name = Name
lane-name-help = What it is called: 64 characters at most.
lane-stream-name = Stream
lane-stream-name-help = The stream that it sends to and reads.
lane-queue-name = Queue
lane-queue-name-help = The queue that it sends to and receives from.
lane-topic-name = Topic
lane-topic-name-help = The topic that it publishes to; it receives from the queues that subscribe.
lane-trucks = Trucks
lane-trucks-help = Who sends, one after the other.
lane-rate = Messages a second
lane-rate-help = How many messages the trucks send together.
lane-groups = Groups
lane-groups-help = Partition keys or message groups that the trucks share.
lane-batch = Messages per call
lane-batch-help = Messages that are sent at once.
lane-consumers = Consumers
lane-consumers-help = Of the stream, the queue, or each queue of the topic.
lane-work = Work
lane-work-help = Time for a message.
lane-failures = Crashes
lane-failures-help = Share of the messages at which a consumer crashes.
lane-drawing = Sends the drawing
lane-drawing-help = Its messages are the points of the run's drawing.
lane-note = Note
lane-note-help = What there is to see in it: 200 characters at most.

## message-lambda

message-lambda-name = Name
message-lambda-name-help = What the function is called: topics invoke it by its name. 64 characters at most.
message-lambda-queue-name = Queue
message-lambda-queue-name-help = The queue that its event source mapping reads; without one only topics invoke it.
message-lambda-batch-size = Batch size
message-lambda-batch-size-help = Messages of one invocation, at most; more than 10 need a window.
message-lambda-window = Window
message-lambda-window-help = How long it waits for a batch to fill; none of a FIFO queue.
message-lambda-maximum-concurrency = Maximum concurrency
message-lambda-maximum-concurrency-help = Batches of the queue at once: unlimited (1250), or 2 to 1000.
message-lambda-report-failures = Report batch item failures
message-lambda-report-failures-help = The function says which messages failed, and the others are deleted.
message-lambda-concurrency = Concurrency
message-lambda-concurrency-help = Invocations at once, at most.
message-lambda-timeout = Timeout
message-lambda-timeout-help = An invocation is stopped after it, and fails. When the mapping is made, the queue's visibility timeout must not be shorter.
message-lambda-invocation = Invocation
message-lambda-invocation-help = Time of an invocation besides its messages.
message-lambda-work = Work for a message
message-lambda-work-help = Time for each message.
message-lambda-failures = Failures
message-lambda-failures-help = Share of the messages at which the function fails, drawn anew at each attempt.
message-lambda-poison = Poison
message-lambda-poison-help = Share of the messages at which the function fails each time.
message-lambda-retries = Retries
message-lambda-retries-help = How often a topic's message is tried again: after one minute, and after two.
message-lambda-event-age = Maximum age
message-lambda-event-age-help = A topic's message that is older is given up.
message-lambda-idempotence = Idempotence
message-lambda-idempotence-help = What keeps a message that comes twice from counting twice.
