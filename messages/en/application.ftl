## Card

polls-every = polls every { $idle_millis }
enhanced-fan-out = enhanced fan-out
without-an-owner = , { $count } without an owner
conditional-put-of-ids = {" "}· conditional put of ids
keeps-sequence-numbers = {" "}· keeps sequence numbers
kcl-checkpoints-every-the-work = KCL · { $how }{ $delivered } · { $leases }{ $unowned } · checkpoints every { $checkpoint_millis } { $when } the work{ $once } · { $lag_records } behind
lease-table = Lease table
the-application-fails-at-the-next = The application fails at the next record of shard { $shard }: the library skips the rest of its batch
poison-a-record = Poison a record
remove-poison = Remove poison

## Events

an-application = an application
starts = { $worker } starts
crashes = { $worker } crashes
stops = { $worker } stops
takes-shard-from = { $worker } takes shard { $shard } from { $from }
takes-shard = { $worker } takes shard { $shard }
has-lost-shard = { $worker } has lost shard { $shard }
of-shard-processed-again = { $records } of shard { $shard } processed again
of-shard-out-of-order = { $records } of shard { $shard } out of order
of-shard-skipped-after-an-exception = { $records } of shard { $shard } skipped after an exception
of-shard-missed-expired = { $records } of shard { $shard } missed: expired
a-checkpoint-of-on-shard-is = a checkpoint of { $worker } on shard { $shard } is refused
shard-is-read-to-its-end = shard { $shard } is read to its end
a-lease-for-shard = a lease for shard { $shard }
the-lease-of-shard-is-deleted = the lease of shard { $shard } is deleted
shard = shard { $shard }

## Leases

the-dynamodb-table-rows-writes-of = The DynamoDB table { $name }: { $leases ->
    [one] { $leases } row
   *[other] { $leases } rows
}, { $writes } writes, { $failed_conditions } of them refused by their condition. Its owner raises a lease's counter with every renewal; who sees it stand still for { $failover_seconds } s may take the lease.

## Application

kcl-two-workers = KCL, two workers
kcl-enhanced-fan-out = KCL, enhanced fan-out
kcl-ids-in-a-table = KCL, ids in a table
kcl-sequence-numbers-kept = KCL, sequence numbers kept
kcl-applications = KCL applications
fail-at-the-next-record = fail at the next record
name-and-shard = { $name }: shard { $shard }

## Picture

no-owner = no owner
shard-behind = shard { $shard } · { $lag } behind
who-holds-which-lease-and-how = Who holds which lease, and how far behind it is: a full bar is { $full }.
leases-of = Leases of { $name }
the-lease-table-has-no-such = The lease table has no such row any more
shard-holds-its-lease-counter = Shard { $shard }: { $owner } holds its lease (counter { $counter }), { $behind } behind

## Worker

records = { $records ->
    [one] { $records } record{ $cpu }
   *[other] { $records } records{ $cpu }
}
of-its-cpu-used = , { $cpu } of its CPU used
stalled = stalled, { $left }
cut-off = cut off, { $left }
at-speed-for = at { $slow } %, { $left }
clock-s-off = clock { $ahead } s off
at-speed = at { $speed } %
crash-back-in-30-s = crash, back in 30 s
crash-for-good = crash for good
stall-for-45-s = stall for 45 s
work-at-10-for-60-s = work at 10 % for 60 s
cut-from-lease-table-30-s = cut from lease table, 30 s
clock-30-s-ahead = clock 30 s ahead
shut-down-gracefully = shut down gracefully
half-a-processor = half a processor
one-processor = one processor
two-processors = two processors
crash-and-come-back = crash, and come back
work-at-10-of-its-speed = work at 10 % of its speed
work-at-300-of-its-speed = work at 300 % of its speed
cut-from-the-lease-table = cut from the lease table
a-worker-looks-at-its-clock = A worker looks at its clock when it looks for leases, every 20 s: a short fault may pass unseen.
worker = { $name }: worker-{ $worker }
before = before
after = after
add-worker = + Worker
reordered = reordered
nobody = nobody
shard-head = shard
behind = behind
starting = starting
crashed = crashed
working = working
idle = idle
several = applications
application-head = application
worker-head = worker
stall = stall
