## Lessons of the course

key-to-shard = Key to shard
forty-trucks = Forty trucks, five shards
hot-partition = Hot partition
split = Split
merge = Merge
parents-first = Parents before children
partial-failure = Partial failure
retention = Retention and replay
shared-or-fan-out = Shared or fan-out
workers = Workers and shards
at-least-once = At least once
poison-record = Lambda and a poison record
standard-or-fifo = Standard or FIFO
fan-out-by-topic = Fan-out with SNS
