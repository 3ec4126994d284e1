## Card

retries-until-they-expire = retries until they expire
retries = { $most ->
    [one] { $most } retry
   *[other] { $most } retries
}
tumbling-windows-of-s = {" "}· tumbling windows of { $seconds } s
bisects = {" "}· bisects
reports-failures = {" "}· reports failures
lambda-batches-of-window-s-per = Lambda{ $delivered } · batches of { $batch_size }, window { $window_seconds } s{ $tumbling } · { $parallelization_factor } per shard at once · { $retries }{ $bisects }{ $reports } · { $lag_records } behind
running-and-most = { $running } (most { $most_at_once })
invocations-under-way-and-the-most = Invocations under way, and the most there were at once
invocations-refused-for-the = Invocations refused for the reserved concurrency
shard-is-held-up-by-a = { $attempts ->
    [one] Shard { $shard } is held up by a batch that has failed once.
   *[other] Shard { $shard } is held up by a batch that has failed { $attempts } times.
}
window-of-shard-from-sum = Window of shard { $shard } from { $start }: { $records }, sum { $of }
on-failure-destination-shard = On-failure destination: shard { $shard }, { $records }, { $why }
the-function-fails-at-the-next = The function fails at the next record of shard { $shard }
poison-a-record = Poison a record
remove-poison = Remove poison

## Events

of-shard-given-up = { $records } of shard { $shard } given up
of-shard-throttled = { $invocations } of shard { $shard } throttled
of-shard-failed = { $invocations } of shard { $shard } failed
a-batch-of-shard-is-cut = a batch of shard { $shard } is cut in two
shard-is-read-to-its-end = shard { $shard } is read to its end
a-window-of-shard-ends-with = a window of shard { $shard } ends with { $records }

## Function

lambda-function = Lambda function
lambda-10-at-once-per-shard = Lambda, 10 at once per shard
lambda-windows-of-30-s = Lambda, windows of 30 s
larger-than-an-event-may-be = larger than an event may be
cloudwatch-namespace-aws-lambda = CloudWatch, namespace AWS/Lambda, since the beginning
cut-short-by-the-end-of = , cut short by the end of the shard
tumbling-windows-the-newest-first = Tumbling windows, the newest first
begins-at = begins at
first-record = first record
last-record = last record
batch-size = batch size
on-failure-destination-the-newest = On-failure destination, the newest first
fail-at-the-next-record = fail at the next record
name-and-shard = { $name }: shard { $shard }

## Picture

failed = { $records }, failed { $times }
records-and-time-left = { $records }, { $since } left
about-to-run = { $records }, about to run
times = { $number } times
shard = shard { $shard }
behind = { $lag } behind
a-row-per-shard-its-batch = A row per shard: its batch, and what waits behind it. { $running } running.
batches-of = Batches of { $function_name }
the-function-no-longer-reads-this = The function no longer reads this shard
shard-waiting = Shard { $number }: { $said }; { $records } waiting
running = running
invocations = invocations
errors = errors
throttles = throttles
a-function = a function
shard-head = shard
sum = sum
condition = condition
idle = idle
once = once
batch = batch
waiting = waiting
behind-head = behind
several = functions
function-head = function
