## Reader

polling-from-trim-horizon = polling from TRIM_HORIZON
polling-from-latest = polling from LATEST
polling-children-before-parents = polling, children before parents
ignores-parents = {" "}· ignores parents
shared-polling-every-behind = shared polling, every { $polling_millis }{ $delivered }{ $order } · { $lag_records } behind
shard-waits-until-its-parents-are = shard { $number } waits until its parents are read
shard-behind = shard { $number }: { $behind } behind
in-order = in order
out-of-order = out of order
getrecords-calls-refused-for-the = GetRecords calls refused for the shard's limits
records-that-expired-before-they = Records that expired before they were read
polling-applications = Polling applications
has-read-shard-to-its-end = { $name } has read shard { $shard } to its end
read-of-shard-out-of-order = { $name } read { $records } of shard { $shard } out of order
missed-of-shard-expired = { $name } missed { $records } of shard { $shard }: expired
refused = refused
missed = missed
lag = lag
a-reader = a consumer
several = consumers
application-head = application
