# Counts with their nouns: a part of sentences, and of labels.

call = { $n ->
    [one] { $n } call
   *[other] { $n } calls
}
column = { $n ->
    [one] { $n } column
   *[other] { $n } columns
}
consumer = { $n ->
    [one] { $n } consumer
   *[other] { $n } consumers
}
failed-attempt = { $n ->
    [one] { $n } failed attempt
   *[other] { $n } failed attempts
}
field = { $n ->
    [one] { $n } field
   *[other] { $n } fields
}
getrecords-call = { $n ->
    [one] { $n } GetRecords call
   *[other] { $n } GetRecords calls
}
invocation = { $n ->
    [one] { $n } invocation
   *[other] { $n } invocations
}
key = { $n ->
    [one] { $n } key
   *[other] { $n } keys
}
lane = { $n ->
    [one] { $n } lane
   *[other] { $n } lanes
}
lease = { $n ->
    [one] { $n } lease
   *[other] { $n } leases
}
line = { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
message = { $n ->
    [one] { $n } message
   *[other] { $n } messages
}
open-shard = { $n ->
    [one] { $n } open shard
   *[other] { $n } open shards
}
point = { $n ->
    [one] { $n } point
   *[other] { $n } points
}
publish-call = { $n ->
    [one] { $n } publish call
   *[other] { $n } publish calls
}
queue = { $n ->
    [one] { $n } queue
   *[other] { $n } queues
}
read = { $n ->
    [one] { $n } read
   *[other] { $n } reads
}
record = { $n ->
    [one] { $n } record
   *[other] { $n } records
}
refusal = { $n ->
    [one] { $n } refusal
   *[other] { $n } refusals
}
row = { $n ->
    [one] { $n } row
   *[other] { $n } rows
}
shard = { $n ->
    [one] { $n } shard
   *[other] { $n } shards
}
subscription = { $n ->
    [one] { $n } subscription
   *[other] { $n } subscriptions
}
time = { $n ->
    [one] { $n } time
   *[other] { $n } times
}
retry = { $n ->
    [one] { $n } retry
   *[other] { $n } retries
}
