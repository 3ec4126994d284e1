## Field

to = { $least } to { $most }
a-number-is-needed = a number is needed: { $range }
not-a-whole-number = not a whole number; { $range }
out-of-range = out of range; { $range }

## Settings

kinesis-agent = Kinesis agent
give-up = give up
retry-at-once = retry at once
back-off-with-jitter = back off with jitter
after-the-work = after the work
before-the-work = before the work

## Browser

a-link-does-not-hold-the = A link does not hold the rows of your own file. Save the run as a file and share both.
the-browser-made-no-picture = the browser made no picture

## Files

the-file-has-mib-50-mib = The file has { $size } MiB; 50 MiB is the most.
could-not-be-loaded = “{ $path }” could not be loaded: { $reason }.
is-on-another-site-a-story = “{ $path }” is on another site. A story is opened from this one, by a file, or by a link that holds it.
could-not-be-loaded-http = “{ $path }” could not be loaded (HTTP { $status }).
is-no-story-docs-stories-md = “{ $path }” is no story: docs/STORIES.md says how one begins.
the-file-cannot-be-read = The file cannot be read: { $error }.
the-sample-file-could-not-be = The sample file could not be loaded.
the-sample-file-http-status = The sample file could not be loaded (HTTP { $status }).

## Kept

the-browser-has-no-room-for = the browser has no room for it
this-run-is-no-longer-kept = This run is no longer kept.

## Storage


## Clock

the-run-is-still-on-its = the run is still on its way; wait, or pause it where it is

## Shapes

truck = Truck
star = Star
spiral = Spiral

## Text

the-records-kept-have-reached-the = The records kept have reached the memory budget. Nothing was dropped; time stands still. Allow more, shorten the retention of a stream, delete one, or start again.
the-file-is-read-in-this = The file is read in this page and never leaves your browser.
visitors-by-country = visitors by country
one-key = one key
your-file = your file
its-number-in-scripts-and-in = Its number in scripts and in the console
worker-crashes = worker-{ $worker } crashes
worker-stalls = worker-{ $worker } stalls
worker-at = worker-{ $worker } at { $per_cent } %
worker-is-cut-off = worker-{ $worker } is cut off
the-clock-of-worker-jumps = the clock of worker-{ $worker } jumps
poison-for-shard = poison for shard { $id }
poison-removed = poison removed
answers-get-lost = answers get lost
the-agent-stops = the agent stops
it-sends-the-rows-of-a = It sends the rows of a file, and a run keeps no files: their producer is left out. Choose the file again under Your data.
stopped = Stopped.
gone = gone
trucks = trucks
clicks = clicks
sensors = sensors
custom = custom
