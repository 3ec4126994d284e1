## Csv

up-to-the-end-of-the = { $swallowed }, up to the end of the file
this-row-has-more-than-4 = this row has more than 4 MiB
a-quotation-mark-is-left-open = a quotation mark is left open; it swallowed { $lines } behind it
not-utf-8 = not UTF-8

## Encoding

utf-16-big-endian = UTF-16, big-endian

## Data

instead-of = { $found } instead of { $expected }
the-key-is-empty = the key ({ $columns }) is empty
the-key-has-characters-256-is = the key has { $chars } characters; 256 is the most
the-row-has-bytes-a-record = the row has { $row } bytes; a record has 1,048,576 at most

## Ndjson

this-line-has-more-than-4 = this line has more than 4 MiB
not-json = not JSON: { $error }
not-a-json-object = not a JSON object

## Peek

day-or-month-first-the-first = Day or month first? The first rows do not tell.
these-letters-are-not-utf-8 = These letters are not UTF-8; they are read as Latin-1. Do the names look right?
this-looks-like-a-column-of = This looks like a column of times. Is it?
no-column-of-times-was-found = No column of times was found. How many rows come in a second?
the-file-is-empty = The file is empty.
this-is-not-a-text-file = This is not a text file: line { $line } has a NUL byte.
the-first-lines-are-blank = The first 256 KiB of the file are blank lines: delete them.
the-row-has-nul-bytes = the row has NUL bytes
line-1-this-is-one-json = Line 1: this is one JSON array. Write one object per line (NDJSON).
line = Line { $line }: { $reason }.
the-first-line-has-more-than = the first line has more than 256 KiB
line-1 = Line 1: { $what }.
line-1-the-first-row-has = Line 1: the first row has more than 256 KiB: is a quotation mark left open?
the-file-has-no-rows = The file has no rows.
column = column { $number }

## Plan

there-is-no-such-column = there is no such column
no-column = no column { $name }
no-field = no field { $name }
is-not-a-text-or-number = { $name } is not a text or number

## Time

year-month-day = year, month, day
day-month-year = day, month, year
month-day-year = month, day, year
is-not-a-number = “{ $text }” is not a number
is-out-of-range = { $text } is out of range
is-not-a-date = “{ $text }” is not a date such as 2026-01-31 12:00:00
is-not-a-day-first-date = “{ $text }” is not a date such as 31/01/2026 12:00
utf-8 = UTF-8
latin-1 = Latin-1
utf-16 = UTF-16
seconds = seconds
milliseconds = milliseconds
microseconds = microseconds
