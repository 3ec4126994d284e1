## Card

figures = Figures
replayable = Replayable: { $replay }
wait-to-be-sent-refused-so = { $waiting } wait to be sent, { $refused } refused so far{ $why }
points-of-earlier-sheets-go-first = { $before } points of earlier sheets go first
why = Why
s-accepted = /s accepted
of-limit = of { $limit }
not-known-here = not known here
cost-so-far = cost so far
nothing-yet = nothing yet
in-order = in order
out-of-order = out of order

## Differs

each-cell-opens-a-run-that = Each cell opens a run that shows it. What a cell says beyond its run, of other kinds of topic for instance, is from AWS documentation.
what-differs = What differs

## Lab

show-the-stream = Show the stream
sheet = Sheet
draw-here = Draw here
of-at-most = { $points } of at most { $most }
the-same-points-at-the-same = The same points, at the same times. On the way: the longer ago a message was made, the further to the right it is.{" "}
a-consumer-has-it = {" "}a consumer has it{" "}
it-came-back = {" "}it came back.{" "}
order-the-newest-on-the-right = Order: the newest on the right.{" "}
in-order-in-its-trucks-colour = {" "}in order, in its truck's colour{" "}
after-a-later-one-of-its = {" "}after a later one of its truck{" "}
duplicate = {" "}duplicate.{" "}
consumers = Consumers:{" "}
at-work = {" "}at work{" "}
idle = {" "}idle{" "}
crashed = {" "}crashed
each-point-is-a-message-its = Each point is a message. Its receiver draws a line to it from the message received before.{" "}
not-the-next-one-out-of = {" "}not the next one: out of order{" "}
duplicate-mark = {" "}duplicate{" "}
consumer-at-work = {" "}consumer at work{" "}
all-lanes = All lanes
points-a-second = Points a second
messages-a-second = Messages a second
consumers-label = Consumers
work = Work
crashes = Crashes

## Lane

your-drawing = Your drawing
side-by-side = Side by side
draw-a-shape = Draw a shape
show-the-drawing = Show the drawing
ordering-lab = Ordering lab
show-the-ordering-lab = Show the ordering lab
a-lane-of-the-lab-writes = A lane of the lab writes to this stream. The lab shows its messages.
the-consumers-of-a-lane-read = The consumers of a lane read this stream. The lab shows them.

## Pad

a-sheet-to-draw-on-with = A sheet to draw on with mouse or finger; the buttons beside it draw shapes
draw = Draw
send-again = Send again
new-sheet = New sheet

## Settings

visibility-timeout = Visibility timeout

## Sketch

the-drawing-as-received-points-of = The drawing as received: { $points } points, { $broken } of them not the next

## Topic

n-3-000-a-second-300-for = 3,000 a second, 300 for a group
sns-topic = SNS topic · { $queues }
nothing-a-topic-keeps-no-message = nothing: a topic keeps no message
does-not-subscribe-any-more = does not subscribe any more
gets-envelopes-which-are-not = gets envelopes, which are not counted here: subscribe with RawMessageDelivery=true

## View

kinesis-stream = Kinesis stream · { $shards }
a-second-1-000-for-each = { $shards } a second: 1,000 for each shard
for-h-by-any-consumer = { $records } for { $hours } h, by any consumer
one-group = one group
a-group-per-truck = a group per truck
groups = { $groups } groups
n-70-000-calls-a-second-high = 70,000 calls a second: high throughput
a-second-300-calls-of = { $messages } a second: 300 calls of { $size }
sqs-fifo-queue = SQS FIFO queue · { $groups }
sqs-standard-queue = SQS standard queue
nearly-any-number-a-second = nearly any number a second
nothing-what-is-done-is-deleted = nothing: what is done is deleted

## Ways

messages-that-are-not-done = Messages that are not done: { $depth }
waiting-in-progress-s-processed = { $waiting } waiting, { $working } in progress · { $processed }/s processed
the-most-consumers-that-worked-at = The most consumers that worked at once in the last 5 seconds
in-parallel = {" "}in parallel,{" "}
idle-count = {" "}idle
last-5-s = {" "}· last 5 s
what-a-consumer-that-comes-now = What a consumer that comes now could still read
in-us-east-1-so-far = In us-east-1, so far
service = service
on-the-way = on the way
consumers-head = consumers
order-truck-by-truck = order, truck by truck
so-far = so far
nothing-received-yet = Nothing received yet.
the-last-messages-in-order-for = The last { $messages } messages: { $in_order } in order for their truck, { $out_of_order } out of order, { $duplicates } duplicates
replayable-label = replayable
pending = pending
of-a-thousand = of 1,000
lanes = lanes
thirty-thousand-a-second = 30,000 a second
cost = cost
