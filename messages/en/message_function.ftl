## Card

its-batches-one-by-one = Its batches, one by one
running = { $running } running
throttled = { $throttles } throttled
failed = { $errors } failed
lambda-topics-invoke-it = Lambda · topics invoke it asynchronously · { $retries }
window-s = , window { $seconds } s
reports-failures = {" "}· reports failures
lambda-queue-batches-of-at-once = Lambda · queue { $queue_name } · batches of { $batch_size }{ $window } · { $batches } at once now{ $report } · timeout { $timeout }
running-and-most = { $running } (most { $most_at_once })
invocations-under-way-and-the-most = Invocations under way, and the most there were at once
invocations-that-failed-or-were = Invocations that failed, or were stopped at the timeout
failed-messages = failed messages
they-come-again-when-their = They come again when their visibility timeout is over
invocations-refused-for-the = Invocations refused for the reserved concurrency
back-to-the-queue = back to the queue
messages-of-throttled-batches-that = Messages of throttled batches that became visible again
messages-deleted-from-the-queue = Messages deleted from the queue
from-topics = from topics
messages-of-topics-that-wait-for = Messages of topics that wait for an invocation
given-up = given up
asynceventsdropped-after-the = AsyncEventsDropped: after the retries, or too old

## Events

by-a-topic = {" "}by a topic
stopped-at-the-timeout = { $invocations } stopped at the timeout
failed-wholly-or-in-part = { $invocations }{ $of } failed, wholly or in part
throttled-of = { $invocations }{ $of } throttled
of-throttled-batches-back-in-the = { $messages } of throttled batches back in the queue
of-topics-given-up-for-their = { $messages } of topics given up for their age
of-topics-given-up-after-the = { $messages } of topics given up after the retries
processed = { $messages } processed
batches-at-once = batches at once: { $batches }
batches-are-added-up-to = 300 a minute are added, up to
its-maximum-is = its maximum is
all-batches-that-the-mapping = all { $batches } batches that the mapping processes at once are in progress; { $grows } { $most }.
from-topics-waiting-for-an = { $messages } from topics waiting for an invocation.
all-messages-of-their-batches-come = : all messages of their batches come again, done or not
of-failed = { $errors } of { $all } failed{ $then }.
the-function-reported-as-failed = the function reported { $messages } as failed: only these come again.
failed-with-a-whole-batch-or = { $messages } failed, with a whole batch or reported by the function.
stopped-at-the-timeout-of-with = { $invocations } stopped at the timeout of { $timeout }, with its work unfinished.
went-back-to-the-queue-throttled = { $messages } went back to the queue: throttled until their visibility timeout was over. Each receive counts towards maxReceiveCount.
processed-again-what-fails-or-is = { $messages } processed again: what fails, or is not deleted within the visibility timeout, is delivered again.
from-topics-given-up-after-or = { $messages } from topics given up: after { $retries_text }, or too old.

## Message function

messages-that-users-sent-by-id = messages that users sent, by id
cloudwatch-namespace-aws-lambda = CloudWatch, namespace AWS/Lambda, functions of queues and topics, since the beginning

## Picture

worked-on = processing
shown = , { $room } shown
topics-invoke-it-waiting = Topics invoke it. Waiting: { $events_waiting }.
one-square-per-batch-the-fuller = One square per batch, the fuller the larger. { $batches } at once now, { $batches_most } at most.
ends-in = ends in
the-first-batches-of = The first { $listed } batches of { $function_name }
the-mapping-has-fewer-pollers-now = The mapping has fewer pollers now
the-function-works-on-them-for = { $messages }: the function works on them for { $ends_in } more
throttled-the-functions-concurrency = { $messages }, throttled: the function's concurrency is used up
its-messages-are-being-deleted = its messages are being deleted
it-receives-with-so-far = it receives, with { $messages } so far
poller = Poller { $number }: { $said }
throttled-field = throttled
receiving-field = receiving
functions = functions
running-label = running
invocations = invocations
errors = errors
throttles = throttles
deleted = deleted
waiting = waiting
a-function = a function
batch = batch
state = state
messages = messages
function-head = function
