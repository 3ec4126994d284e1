## Card

in-flight = in flight
received-and-not-deleted = ApproximateNumberOfMessagesNotVisible: received, and neither deleted nor back
sent-again-within-five-minutes-and = Sent again within five minutes, and kept once
empty-receives = empty receives
messages-were-visible-meanwhile = NumberOfEmptyReceives while messages were visible
dead-letters = dead letters
moved-to-its-dead-letter-queue = Moved to its dead-letter queue
older-than-the-queue-keeps-messages = Older than the queue keeps messages
calls-refused = calls refused
requestthrottled-the-throughput-of = RequestThrottled: the throughput of the FIFO queue
none-visible = none visible
oldest = oldest { $approximate_age_of_oldest_message }
waiting = { $visible } waiting
fifo-queue = FIFO queue
standard-queue = standard queue
delay-s = {" "}· delay { $seconds } s
dead-letters-after-receives = {" "}· dead letters after { $max_receive_count } receives
sqs-visibility-timeout-s-retention = SQS { $kind } · visibility timeout { $visibility_timeout } s · retention { $message_retention_period }{ $delay }{ $dead }
its-messages-one-by-one = Its messages, one by one
send = Send
add-a-lane = Add a lane
trucks-that-send-to-it-and = Trucks that send to it, and consumers
add-a-function = Add a function
a-lambda-function-that-is-invoked = A Lambda function that is invoked with its messages
purge = Purge

## Events

queue-created = queue { $name } created
queue-deleted = queue deleted
purged = { $name } purged: { $messages }
of-expired = { $messages } of { $name } expired
of-moved-to = { $messages } of { $name } moved to { $target }
refused-throughput = { $name } refused { $calls }: { $action }, throughput
sent-again-and-kept-once = { $name }: { $messages } sent again, and kept once
created = Created
taken = Taken
a-message-with-this-deduplication = A message with this deduplication id was sent before: it is not delivered again.
sent = Sent
it-is-counted-above = It is counted above.
sent-refused = { $sent } sent, { $refused } refused
in-one-call = in one call

## Form

there-is-no-queue-yet = There is no queue yet.
the-console-c-knows-everything-else = The console (c) knows everything else: receiving, deleting, dead letters, topics.
to-receive-in-flight-delayed = { $visible } to receive, { $in_flight } in flight, { $delayed } delayed
times-are-in-seconds-what-aws = Times are in seconds. What AWS would refuse is refused here, in its words.
type-of-queue = Type
create = Create
expected-whole-seconds = expected whole seconds
separate-bodies-with-to-send-a = Separate bodies with | to send a batch, and likewise the ids of its entries; without them they are 1, 2, 3 …
queue = Queue
entry-ids = Entry ids

## Queue

its-handle-is-one-of-this = its handle is one of this run
what-it-receives-differs-from-run = what it receives differs from run to run
its-messages-are-those-of-this = its messages are those of this run
cloudwatch-namespace-aws-sqs-now = CloudWatch, namespace AWS/SQS: now, and since the beginning

## Picture

shown = , { $shown } shown
oldest-first-colour-and-shape-show = Oldest first. Colour and shape show the group; a frame means received before.
one-mark-per-message-oldest-first = One mark per message, oldest first; a frame means received before.
sent-at = sent at
the-oldest-messages-of = The { $listed } oldest messages of { $name }
this-message-is-no-longer-in-the = This message is no longer in the queue
of-group = {" "}of group { $name }
hidden-for-more = , hidden for { $since } more
not-received-yet = not received yet
received = received { $times }
message-sent-at = Message { $uuid }{ $group }: sent at { $sent }, { $received }{ $left }
mark-create = create { $QueueName }
mark-delete = delete { $QueueUrl }
mark-purge = purge { $QueueUrl }
mark-changed = { $QueueUrl } changed
mark-redrive = redrive of { $SourceArn }
waiting-field = waiting
delayed-field = delayed
waiting-count = waiting
delayed-count = delayed
deduplicated = deduplicated
expired = expired
empty = empty
several-queues = queues
a-queue = a queue
message = message
state = state
group = group
received-head = received
queue-head = queue
name = Name
standard = standard
