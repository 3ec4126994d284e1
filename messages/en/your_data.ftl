## panels/data.rs

looking-at-the-file = Looking at the file…
reading = Reading… { $part } %
reading-the-file = Reading the file
stop = Stop
back-to-the-columns = Back to the columns
choose-another-file = Choose another file
will-your-partition-key-be-hot = Will your partition key be hot? Choose a CSV or NDJSON file of up to 50 MiB, or drop one anywhere on this page.
a-run-that-you-saved-here = A run that you saved here, or a story that somebody wrote, opens in the same way.
choose-a-file = Choose a file
try-the-sample-5-000-flights = Try the sample: 5,000 flights
the-partition-key = the partition key
none-fixed-rate = none: fixed rate
separated-by = separated by { $char }
partition-key = Partition key
what-a-row-is-about = What a row is about
timestamp-column = Timestamp column
read-the-file = Read the file
rows-a-second = Rows a second
written-as = Written as
letters = Letters
the-first-row-names-the-columns = {" "}The first row names the columns
the-first-of-are-offered-and = The first { $offered_most } of { $columns } are offered, and the first { $sampled_most } are shown. A key further on has to be moved forward in the file.
first-rows = First rows

## panels/file_columns.rs

spreads-better-its-most-frequent = “{ $name }” spreads better: its most frequent value is in { $rows } of the rows, at most { $peak_records } of them in a second.
use-column = Use “{ $name }”
use-as-the-key = Use “{ $columns }” as the key
comparing-the-columns = Comparing the columns…
over = over { $shards }
better = {" "}better
chosen = chosen
use-it = Use it
columns-as-partition-keys = Columns as partition keys
column = column
values = values
most-frequent = most frequent
a-values-peak-second = a value's peak second
as-a-key = as a key
choose = choose
missing-in-of-the-rows-which = missing in { $rows } of the rows, which could not be sent
one-value-one-shard = one value: one shard
hot-no-number-of-shards-would = hot: no number of shards would do
spreads-keeps-no-order = spreads, keeps no order
little-room-for-growth = little room for growth

## panels/file_report.rs

the-file-has-no-rows-of = The file has no rows of data.
no-row-of-the-file-can = No row of the file can be used.
trying-shards = Trying { $fits } shards…
more-than-64-shards = more than 64 shards
its-hottest-key-has-in-its = Its hottest key has { $records } in its peak second; a shard takes 1,000.
even-on-average-that-is-more = Even on average that is more than a shard takes. A finer key helps.
the-average-load-would-fit-a = The average load would fit { $fits }. A finer key helps, or a producer that can wait.
as-the-key-no-number-of = “{ $name }” as the key: no number of shards would do.
one-key-alone-has-records-and = {" "}One key alone has { $key_peak_records } records and { $key_peak_bytes } in one second, and a shard takes 1,000 and 1 MiB. { $why }
the-peak-second-needs-the-average = The peak second needs { $fits }, the average load { $average }.
the-fullest-of-which-has-less = { $fits }, the fullest of which has less than a quarter to spare
with-a-quarter-to-spare = { $fits }, with a quarter to spare
as-the-key = “{ $name }” as the key: { $spare }.
in-line = {" "}Line { $line }: { $reason }.
cannot-be-used-can = { $rows } cannot be used; { $usable } can.{ $first }
line-with-reason = line { $line }: { $reason }
the-first-in-line = { $rows }, the first in line { $line }: { $reason }
for-other-reasons = { $rows } for other reasons.
top-of-records = Top { $hottest }: { $hottest_rows } of records
shard-records = shard { $shard }: { $records } records, { $size }
number-of-shards = Number of shards
records-per-shard = Records per shard: { $list }
as-a-table = As a table
shard = shard
records = records
bytes = bytes
fullest-shard-and-in-all-in = Fullest shard: { $records } and { $bytes } in all; in its peak second { $peak_records } and { $peak_bytes }.
fits-even-in-the-peak-second = Fits, even in the peak second.
the-average-load-fits-the-peak = The average load fits; the peak second does not.
does-not-fit = Does not fit.
at-rows-a-second = , { $thin_rate } rows a second
send-them-to-at-their-own = Send them to { $name } at their own times
send-them-to-at-a-second = Send them to { $name } at { $rate } a second
let-the-kinesis-agent-tail-it = Let the Kinesis agent tail it
a-line-for-each-row-with = A line for each row, with random partition keys: the Kinesis agent knows no columns
an-account-with-nothing-but-a = An account with nothing but a stream for these rows
try-it = Try it: { $shards }{ $pace }
