## Card

all-sent = all sent
putrecords = PutRecords ×{ $batch }
kpl-aggregated = KPL: aggregated
kinesis-agent = Kinesis agent
key = key { $partition_key } · { $size }
rows-of-a-file = rows of a file
by = {" "}· by { $field }
a-random-key-for-each-record = {" "}· a random key for each record
keys = { $keys ->
    [one] { $keys } key, { $distribution }{ $by } · { $size }
   *[other] { $keys } keys, { $distribution }{ $by } · { $size }
}
encrypted = {" "}· encrypted
its-answers-get-lost-for-more = Its answers get lost for { $left } more.
one-key-can-write-1-000 = One key can write 1,000 records and 1 MiB a second at most. Splitting cannot help.
rate = Rate
each-refusal-counts-a-record-that = Each refusal counts: a record that is refused three times counts three times
records-of-the-stream-that-they = Records of the stream that they were packed into
packed-into = packed into
put-payload-units-of-25-kib = PUT payload units of 25 KiB that were not spent, each record by itself being one
put-units-saved = PUT units saved
checkpoint-line-byte-sent-but-not = checkpoint: line { $line }, byte { $byte } · { $sent } sent but not checkpointed
the-agents-own-database-where-it = The agent's own database: where it goes on after a crash
the-agent-is-down-for-more = The agent is down for { $left } more; the file grows. Then it sends again what is behind its checkpoint.
withdraw = Withdraw
sends-1-400-records-a-second = { $key } sends 1,400 records a second more (h)
inject-hot-key = Inject hot key
end-burst = End burst
five-times-the-rate-for-10 = Five times the rate for 10 s

## Events

given-up-by-producers = { $records } given up by producers

## Producer

trucks-gps = 100 trucks (GPS)
clicks-by-user = clicks by user
visitors-by-country = visitors by country
custom-keys = custom keys
a-log-file-by-the-agent = a log file, by the agent
lose-the-answers-to-it = lose the answers to it
producer-named = producer { $name }
sensors = sensors
producers = producers
accepted = accepted
refused = refused
waiting = waiting
burst-times-five = Burst ×5
stop = stop
