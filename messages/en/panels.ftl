## Call

the-same-as-a-call = The same as a call
aws-has-no-call-for-this = AWS has no call for this: it is a line of a Shardscope script
shardscope-command-no-aws = Shardscope command (no AWS equivalent):
call = Call
copy = Copy

## Card

why = Why?
why-of = Why? { $name }
settings = Settings
and-more = and { $more } more
and-more-workers = and { $more } more workers
do-something-to = Do something to { $name }

## Columns

producers = Producers
consumers = Consumers
queues-and-topics = Queues and topics
crash-stall-cut-off-poison-lose = Crash, stall, cut off, poison, lose answers, pause: for as long as you say
faults = Faults
add-a-producer = Add a producer
add-a-consumer = Add a consumer
add = + Add
a-stream = A stream
a-queue = A queue
create-a-stream-first = Create a stream first.
this-run-has-no-stream = This run has no stream.
nobody-writes-to-this-stream-add = Nobody writes to this stream. Add a producer.
no-one-is-reading-this-stream = No one is reading this stream. Records stay until they expire, whether read or not.

## Console

console = Console
aws-kinesis-help-tab-completes = aws kinesis … · help · Tab completes, ↑ brings back earlier lines. Blobs are base64, as in version 2 of the CLI.
completions = Completions
command-line = Command line
clear = Clear
close-the-console = Close the console
characters-in-all-pick-with-query = … { $output } characters in all: pick with --query
exit-code = { $stderr }
    (exit code { $code })

## Document

at-most = at most { $most }

## Panels

story-and-producers = Story and producers
consumers-and-details = Consumers and details

## Route

route = Route

## Stage

stream-on-the-other-branch = Stream on the other branch
stage = Stage
picture-arrows-walk-the-shards = Picture: arrows walk the shards
back-to-the-stream = Back to the stream
nothing-is-chosen-the-route-above = Nothing is chosen. The route above shows what there is.
an-empty-account = An empty account
create-a-stream-then-add-a = Create a stream, then add a producer and a consumer.
create-a-stream = Create a stream
dismiss = Dismiss
start-anew = Start anew
resume = Resume
memory-budget-reached-of = Memory budget reached: { $used } of { $limit }
allow = Allow { $more }
takes-30-simulated-seconds = takes 30 simulated seconds.
skip = Skip { $length }

## Why

why-head = Why
back = Back
find-a-partition-key = Find a partition key  ( / )
find-a-partition-key-label = Find a partition key
it-no-longer-exists = It no longer exists.
there-is-nothing-to-explain = There is nothing to explain.
each-key-hashes-to-one-place = Each key hashes to one place on the bar, so to one shard. Click a shard, a record or a boundary; drag a boundary into a shard to split it, a shard onto its neighbour to merge them.
look-at-it = Look at it
use-it-now = Use it now
others = more
