## Consumers

lag = lag { $lag_millis }
delivered-after = , delivered after { $mean }
deliveries-that-were-processed = Deliveries that were processed, duplicates included
deliveries-of-records-that-had-been = Deliveries of records that had been processed before
records-older-than-one-about-the = Records older than one about the same subject (truck, user, sensor) that was processed before
records-that-were-passed-over = Records that were passed over: skipped after an exception, given up after retries, or expired unread
repetitions-that-did-not-count = Repetitions that did not count, thanks to idempotence
kept-out = kept out
first-deliveries-that-did-not-count = First deliveries that did not count: wrongly kept out
left-out = left out
of-keys = { $wrong } of { $keys } keys
keys-whose-count-sum-or-last = Keys whose count, sum or last record is not what it should be
wrong-results = wrong results

## Outcomes

out-of-order-newer-ones-about = { $late } out of order: newer ones about the same subject came first.
invocations-failed = { $errors } of { $invocations } failed.
a-batch-is-retried-from-the-report = a batch that fails is retried from the first record that was reported.
a-batch-is-retried-whole = a batch that fails is retried whole, with the good records before the bad one. Reported batch item failures prevent that.
did-not-count-although-new-the = { $records } did not count, although new: the check for duplicates kept them out.
wrong-results-for-of-count-sum = wrong results for { $wrong } of { $of }: count, sum or last record is not what it should be.
after-the-owner-had-stopped = after the owner had stopped renewing
from-a-worker-that-was-running = from a worker that was running, to share out the work
by-its-own-worker-after-a = by its own worker after a restart
with-a-graceful-handoff-a-stolen = {" "}With a graceful handoff, a stolen lease is checkpointed first.
after-each-batch = after each batch
every = every { $checkpoint_every }
and = , and{" "}
leases-were-taken-over-whoever = leases were taken over { $said }. Whoever takes one continues from its last checkpoint, written { $every }.{ $handoff }

## Reasons

producer = producer { $name }
is-down = is down
is-stalled = is stalled
does-not-reach-the-lease-table = does not reach the lease table
works-at-of-its-speed = works at { $per_cent } % of its speed
refuses-records-a-second-with = { $shard } refuses { $per_second } records a second with ProvisionedThroughputExceededException: it takes { $limit }.
records-a-second-are-offered-to = { $per_second } records a second are offered to it; it takes { $taken }.
key-alone-sends-a-second = key { $partition_key } alone sends { $much } a second. { $one_key_cannot_be_split }
no-counted-key-exceeds-the-shards = no counted key exceeds the shard's limit on its own: a split would divide the records { $part } to { $rest }.
were-made-so-far-and-came = { $records ->
    [one] { $records } record was made so far, and { $retries } came on top: each is offered like a new record.
   *[other] { $records } records were made so far, and { $retries } came on top: each is offered like a new record.
}
and-so-far = { $refusals } and { $retries } so far.
given-up-refused-without-a-retry = { $records } given up: refused without a retry, retried for too long, or more than can wait.
what-it-sends-again-is-stored = : what it sends again is stored twice
its-answers-get-lost-for-more = its answers get lost for { $left } more{ $twice }.
the-answers-to-of-got-lost = the answers to { $records } of { $producer } got lost after they had been stored: any that it sends again are stored twice.
the-agent-of-was-restarted-and = the agent of { $producer } was restarted and sent { $lines } again, from its checkpoint on: what had been stored is stored twice.
one-of-them-came-after = one of them, about { $subject }: number { $record } of its sender came after number { $by }, which was made later.
held-back-behind-one-about-the = { $records } held back: behind one about the same subject, or until the shard has room.
has-made-while-a-record-waits = { $producer } has made { $retries }. While a record waits for its retry, newer records about the same subject get in first. The setting “Retries keep the order of each subject” prevents this.
puts-records-about-one-subject-with = { $producer } puts records about one subject with different partition keys: they lie in several shards, and nothing keeps their order. With the subject as the partition key, one shard does.
of-it-wait-the-oldest-for = { $records ->
    [one] { $records } record of it waits, for { $lag }
   *[other] { $records } records of it wait, the oldest for { $lag }
}
is-the-furthest-behind = { $shard } is the furthest behind: { $waiting }.
unread-the-oldest-of-them-expires = unread, the oldest of them expires in { $left }.
expired-before-they-were-read = { $records } expired before they were read.
records-a-second-are-written-to = { $written } records a second are written to { $shard }; it handles { $handled }.
is-a-child-it-is-read = { $shard } is a child: it is read when its parents have been read to their end.
it-reads-the-children-of-a = it reads the children of a shard before their parents: newer records come first.
were-refused = { $getrecords_calls } were refused:
reads-refused = { $calls ->
    [one] { $calls } GetRecords call was refused: { $shared }
   *[other] { $calls } GetRecords calls were refused: { $shared }
}
metric-knows-reads = the stream's IteratorAgeMilliseconds says { $iterator_age_millis }, not { $lag_millis }: it knows only the reads that were made.
no-worker-holds-the-lease-of = no worker holds the lease of { $shard }.
for-more = {" "}for { $left } more
worker-which-holds-it = worker-{ $id }, which holds it, { $worker }{ $left }.
what-is-written-to-the-shards = what is written to the shards of worker-{ $id } needs { $per_cent } % of its processor.
processed-again = { $records } processed again.
a-batch-of-has-failed-and = a batch of { $shard } has failed { $times } and is tried again.
refused-run-at-once-at-most = { $invocations } refused: { $most } run at once at most.
after = {" "}after { $retries }
given-up-a-batch-that-still = { $records } given up: a batch that still fails{ $after } is discarded whole, with the good records in it.
given-up-unseen-as-json-with = { $records } given up unseen: as JSON, with its data in base64, an event has { $most } at most.
given-up-their-batch-failed-and = { $records } given up: their batch failed, and they were too old to be retried.
passed-over-skipped-after-an = { $records } passed over: skipped after an exception, or expired unread.
visible-the-oldest-in-the-queue = { $messages } visible; the oldest in the queue is { $oldest } old.
in-flight-received-but-not-yet = { $messages } in flight: received, but not yet deleted or returned. A queue allows { $most } at most.
groups-locked = { $groups ->
    [one] { $groups } message group is blocked for the moment: until its messages in flight are deleted or become visible again, no more are handed out.
   *[other] { $groups } message groups are blocked for the moment: until their messages in flight are deleted or become visible again, no more are handed out.
}
cannot-be-received-yet-the-queues = { $messages } cannot be received yet; the queue's delay is { $seconds } s.
a-message-is-hidden-for-and = a message is hidden for { $visibility }, and a full receive of ten takes { $work }: what is not deleted by then comes back.
empty-a-short-poll = empty receives although messages were visible: { $calls } of { $of }. A short poll asks only some of the queue's servers; a wait time (long polling) has all of them asked.
empty-for-locked-groups = empty receives although messages were visible: { $calls } of { $of }. They wait for another message of their group, which is in flight.
stored-twice-a-standard-queue = { $messages } stored twice: a standard queue delivers at least once.
a-standard-queue-promises-no-order = a standard queue promises no order.
calls-refused-for-the-queue = { $calls } refused for the throughput of the FIFO queue.
were-received-too-often-and-moved = { $messages ->
    [one] { $messages } message was received too often and moved to the dead-letter queue.
   *[other] { $messages } messages were received too often and moved to the dead-letter queue.
}
were-older-than-the-queue-keeps = { $messages ->
    [one] { $messages } message was older than the queue keeps messages.
   *[other] { $messages } messages were older than the queue keeps messages.
}
has-not-taken-yet-since-the = “{ $endpoint }” has not taken { $messages } yet: { $failed_attempts } since the beginning; the service retries for 23 days.
there-is-no-queue-now = there is no queue “{ $endpoint }” now.
moved-to-its-dead-letter-queue = ; { $dead_letters } moved to its dead-letter queue
for-will-not-be-delivered = { $messages } for “{ $endpoint }” will not be delivered{ $kept }.
the-filter-policy-of-keeps-out = the filter policy of “{ $endpoint }” keeps { $messages } out.
published-again-within-five-minutes = { $messages } published again within five minutes: delivered once.
calls-refused-for-the-topic = { $publish_calls } refused for the throughput of the topic.
wait-to-be-sent = { $messages ->
    [one] { $messages } message waits to be sent: { $error }.
   *[other] { $messages } messages wait to be sent: { $error }.
}
consumers-have-crashed-what-a = consumers have crashed { $times }. What a crashed consumer holds is delivered again: messages after the visibility timeout, until which the rest of a FIFO group waits; records from the last checkpoint on.
work-at-once-and-nothing-keeps = { $consumers } work at once, and nothing keeps the messages of a truck together.

## Results

shard-by-number = shard { $shard }, by number
keeps-a-result-for-each-truck = { $name } keeps a result for each truck, user or sensor, whatever the partition key is: how many records, the sum of their readings (a truck's speed, else bytes of data), and the last record. The truth counts each record once. { $wrong } of { $known } keys are wrong now.
nothing-has-been-processed-yet = Nothing has been processed yet.
no-record-has-a-keys-result = No record has a key's result: each has a key of its own, or nobody has taken it apart.
results-by-subject-of-the-wrong = Results by subject: { $shown } of { $known }, the wrong ones first
results-by-subject-the-wrong-ones = Results by subject, the wrong ones first
last-record-that-counted = last record that counted
counted-too-often = counted too often
one-for-another = one for another
an-older-one-is-last = an older one is last
number = number { $id }
expired-the-next-put-of-one = expired: the next put of one clears them
external-table-of-ids-items-put = External table of ids: { $items } items, put on condition that there is none; time to live { $ttl }, kept by 4,096 ids together
from-id = from id
to-id = to id
expires-in = expires in

## Words

shard = shard { $id }
write-bytes = 1 MiB per second and shard
write-records = 1,000 records per second and shard
read-bytes = 2 MiB read per second and shard
read-records = 2,000 records read per second and shard
getrecords-calls = 5 GetRecords per second and shard
getsharditerator-calls = 5 GetShardIterator per second and shard
one-after-the-other = one after the other
at-random = at random
skewed-zipf = skewed (Zipf)
a-share-to-one-key = a share to one key
each-record-its-own = each record its own
all-records-of-one-key-hash = All records of one key hash to one place, so they go to one shard, whatever it is cut into. A hot key needs another key: truck and trip, for instance.
five-calls = five calls
polling-less-often-helps-so-does = Polling less often helps; so does enhanced fan-out.
more-shards-help-so-does-enhanced = More shards help; so does enhanced fan-out.
all-that-poll-a-shard-share = all that poll a shard share { $share } a second. { $helps }
processed = processed
reordered = reordered
a-producer = a producer
key-head = key
verdict = verdict
count = count
truth = truth
sum = sum
right = right
whose = whose
items = items
two-thousand-records = 2,000 records
two-mib = 2 MiB
