## Events

events = Events
events-newest-first = Events, newest first

## Timeline

moment-of = { $now } of { $end }
moment = Moment
any-moment-of-this-run = Any moment of this run
undo-the-last-change-ctrl-z = Undo the last change (Ctrl Z)
undo = Undo
redo-what-was-undone-ctrl-shift = Redo what was undone (Ctrl Shift Z)
redo = Redo
go-on-from-here-as-another = Go on from here as another branch (f)
branch = Branch
from-the-beginning-to = from the beginning to { $end }
branched-at-simulated-to = branched at { $forked_at }, simulated to { $end }
beside-this-one = { $name } beside this one
show-it-beside-this-one-on = Show it beside this one, on the same clock
forget = Forget { $name }
forget-this-branch = Forget this branch
branches = Branches
rename-this-branch = Rename this branch
rename = Rename
name-of-this-branch = Name of this branch

## Transport

pause = Pause
play = Play
play-or-pause-space = Play or pause (space)
play-backwards = Play backwards
let-time-run-back-r = Let time run back (r)
the-next-thing-that-happens-shift = The next thing that happens
step = Step
one-second = One second (>)
thirty-seconds-as-long-as-a = Thirty seconds: as long as a split takes
speed = Speed
slower-and-faster = Slower [ and faster ]
simulated-time = Simulated time
manual-clock = manual clock
simulated = simulated
the-machine-cannot-play-faster = The machine cannot play faster; nothing is skipped
to-go = { $left } to go
reached = reached { $reached }×
records-in-refused = { $incoming_records } records in · { $throttled_records } refused
failed = {" "}· { $failed_records } failed
read = {" "}· { $outgoing_records } read · { $memory }

## Acts

changed = { $name } changed
removed = { $kind } removed
zone-pauses = zone pauses
zone-resumes = zone resumes
new-sheet = new sheet
worker-added = worker added
worker-stops = worker-{ $worker } stops
act-for = { $act } for { $length }
worker-works-at = worker-{ $worker } works at { $per_cent } %

## View

records-refused-at-shard = Records refused at shard { $id }

## Story

next = Next

## Time

leaves = { $name } leaves
burst = burst
producer = producer
reader = consumer
application = application
function = function
lane = lane
