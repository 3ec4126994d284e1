## Chart

none-in-this-time = none in this time
now = now
metric = Metric
now-at-most = { $name }: { $first } { $now } now, at most { $top }
records = Records
bytes = Bytes
throttled = Throttled
iterator-age = Iterator age
alarm-at = , alarm at { $alarm }
incomingrecords-and-outgoingrecords = IncomingRecords and OutgoingRecords, per second
incomingbytes-and-outgoingbytes = IncomingBytes and OutgoingBytes with partition keys, per second
writeprovisionedthroughputexceeded = WriteProvisionedThroughputExceeded (records) and ReadProvisionedThroughputExceeded (calls), per second
getrecords-iteratoragemilliseconds = GetRecords.IteratorAgeMilliseconds and SubscribeToShardEvent.MillisBehindLatest: how far behind the last record answered is; 0 at the tip, whatever the application still has to process. An alarm belongs at half the retention
charts-the-last-ten-points-newest = Charts: the last ten points, newest first

## Details

that-has-expired-it-is-older = That has expired: it is older than the retention period, and gone for good.
record-of = Record { $ordinal } of{" "}
partition-key = partition key
hash-key = hash key
as-a-number = as a number
sequence-no = sequence no.
arrived = arrived
size = size
with-its-key = { $size } with its key
copies-in = copies in
zones = zones { $zones }
the-library-has-packed-user-records = The library has packed { $user_records } user records into this one.
encrypted-by-its-producer-aes-128 = Encrypted by its producer (AES-128-GCM), here as hexadecimal digits. With the producer's key it reads:
any-shard-the-agent-knows-no = any shard: the agent knows no keys
goes-to = goes to
its-records-in-flight-and-in = Its records, in flight and in the log, stay bright; all others are dimmed.

## Events

stream-deleted = stream deleted
opened = { $shard } opened
closed-readable-until-it-expires = { $shard } closed, readable until it expires
retention-of-is-now-h = retention of { $stream } is now { $hours } h
refused = { $shard } refused { $records }: { $limit }
reads-refused = { $shard } refused { $reads }: { $limit }
failed-fewer-than-two-zones-or = { $records } failed: fewer than two zones, or no stream
zone-paused = zone { $zone } paused
zone-resumed-catching-up = zone { $zone } resumed, catching up
consumer = consumer { $name } { $status }
its-five-minutes-are-over = its five minutes are over
another-call-has-taken-over = another call has taken over
the-shard-is-read-to-its = the shard is read to its end
its-consumer-is-deleted = its consumer is deleted
a-subscription-to-ends = a subscription to { $shard } ends: { $why }
put-into = Put into { $shard }
sequencenumber = SequenceNumber { $sequence_number }

## Metrics

sum = Sum
maximum = Maximum
records-that-two-zones-could-not = Records that two zones could not hold (ours)
cloudwatch-namespace-aws-kinesis = CloudWatch, namespace AWS/Kinesis: the last three hours by the minute, and the last three minutes by the second. The dashed line is an alarm at half the retention period.
last-minute = last minute
last-second = last second

## Stream

stream = Stream
create-a-stream = Create a stream
pushes-to-a-program-version-1 = pushes to a program; version 1 of the CLI has no such command
refused-s = { $refused } refused/s
zone-number = zone { $zone }
open-shards = Open shards
open-shards-too-many-to-list = { $open } open shards: too many to list

## Near

refused-a-second = { $throttled } refused/s
records-and-bytes-a-second = { $records } records/s · { $rate }/s
kept-the-oldest-for = { $records } kept, the oldest for { $oldest }

## Settings

holds-everything = holds everything
paused-behind = paused, { $behind } behind
catching-up-behind = catching up, { $behind } behind
zone-named = zone { $name }
resume = Resume
pause = Pause
zone-named-label = { $paused } zone { $name }
three-copies = Three copies
a-put-is-acknowledged-when-two = A put is acknowledged when two of three zones hold it
retention = Retention
hours = Hours
increase = Increase
decrease = Decrease
n-24-to-8-760-an-increase = 24 to 8,760. An increase brings nothing back that has expired.
aws-scales-an-on-demand-stream = AWS scales an on-demand stream itself and refuses this call.
update = Update
half-to-twice-the-open-shards = Half to twice the open shards: { $least } to { $most }. Each split or merge on the way takes { $length }.
delete-this-stream-and-all-its = Delete this stream and all its records
key-characters-at-most = 256 characters at most, this has { $chars }
partition-key-label = Partition key
data = Data
explicit-hash-key = Explicit hash key
put = Put
a-name-is-needed = a name is needed
letters-digits-and-only = letters, digits, _ . and - only
name-characters-at-most = 128 characters at most
on-demand-4-shards = on demand (4 shards)
mode = Mode
create = Create
the-stream-is-creating-for-30 = The stream is CREATING for 30 simulated seconds.

## Shard

open = open
closed = closed
from = from
to = to
first-sequence-number = first sequence number
last-number = last number
parents = parents
children = children
kept = kept
records-the-oldest = { $records ->
    [one] { $records } record, { $oldest } old
   *[other] { $records } records, the oldest { $oldest }
}
writes = writes
records-s-of-1-000-s = { $records } records/s of 1,000, { $rate }/s of 1 MiB
refused-row = refused
records-so-far = { $throttled ->
    [one] { $throttled } record so far
   *[other] { $throttled } records so far
}
closed-takes-no-records-any-more = Closed: takes no records any more. What it holds can be read until it expires.
not-inside-this-shard-it-must = not inside this shard: it must lie between { $starting_hash_key } + 1 and { $ending_hash_key }
split-in-the-middle-s = Split in the middle (s)
split-in-half = Split in half
merge-with-left = Merge { $left } + { $id }
merge-with-right = Merge { $id } + { $right }
new-starting-hash-key = New starting hash key
split-there = Split there
no-cut-divides-this-traffic-nearly = No cut divides this traffic: nearly all of it is in one place.{" "}
split = Split { $left } / { $right } %
where-the-traffic-of-the-last = Where the traffic of the last seconds is halved

## Stage

a-mark-is-records = {" "}· a mark is { $each } records
splitting = splitting { $shard }
merging-and = merging { $shard } and { $adjacent }
on-the-way-to-shards = on the way to { $target } shards
on-demand = on demand ·{" "}
up-to-records-are-drawn-one = Up to { $flights_most } records are drawn one by one
in-flight = { $in_flight } in flight{ $bundle }
settings = Settings
earlier-shards-time-now = earlier shards · time ↓ now
records-on-their-way = records on their way
expired = expired
one-shard-refuses = {" "}· 1 shard refuses: red
shards-refuse-red = {" "}· { $many } shards refuse: red
the-shards-side-by-side-full = the shards, side by side · full colour: { $busiest } of a shard's limit{ $refusing }
limit-of-a-shard-1-000 = limit of a shard: 1,000 records/s or 1 MiB/s
limit-of-a-shard-and-yellow = limit of a shard: 1,000 records/s or 1 MiB/s · yellow: 75 % of it or more
limit-1-000-rec-s-or = limit: 1,000 rec/s or 1 MiB/s
records-kept-by-shard = records kept, by shard
newest-on-top = newest on top
trim-horizon-h = { $what } · trim horizon −{ $hours } h
refused-a-second-short = refused { $number }/s
lease-of = { $holder } of { $name }
split-of-shard = split { $shard }{ $division }
merge-and = merge { $shard } and { $neighbour }
drag-onto-its-neighbour-to-merge = drag { $shard } onto its neighbour to merge
mark-create = create { $StreamName }
mark-delete = delete { $StreamName }
mark-split = split shard { $ShardToSplit }
mark-merge = merge { $ShardToMerge } and { $AdjacentShardToMerge }
mark-count = { $TargetShardCount ->
    [one] to { $TargetShardCount } shard
   *[other] to { $TargetShardCount } shards
}
mark-retention = retention { $RetentionPeriodHours } h
mark-consumer = consumer { $ConsumerName }
mark-consumer-removed = consumer { $ConsumerName } removed
mark-changed = { $StreamARN } changed
shard-level-all-together = { $metric } (shard level, all together)
shard-level-the-worst = { $metric } (shard level, the worst)
into = in
out-of = out
writes-line = writes
reads-line = reads
chart = chart
points = points
fan-out = fan-out
stream-noun = stream
consumer-noun = consumer
metric-head = metric
statistic = statistic
streams = streams
shard-head = shard
records-s = records/s
bytes-s = bytes/s
refused-s-label = refused/s
kept-head = kept
from-head = from
to-head = to
nobody = nobody
name = Name
pause-zone = pause
provisioned = provisioned
shard-state = shard { $shard } { $state }
no-neighbours = { $shard } and { $other } are no neighbours: only shards whose ranges touch can be merged
key-a-second = { $key }: { $much }/s
