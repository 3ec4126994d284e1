## Dialogs

close = Close
how-to-use-this = How to use this
your-data = Your data
share-and-export = Share and export
open-the-link = Open the link?
tables = Tables
it-is-gone = It is gone.
the-link-holds-another-run-opening = The link holds another run. Opening it ends this one, with all that you did to it.
save-this-run = Save this run
open-the-link-button = Open the link
stay-here = Stay here
space = Space
play-or-pause = play or pause
page-down-page-up = Page Down, Page Up
the-next-and-the-last-step = the next and the last step of a story; without one, what happened next and before
to-what-happened-next-and-before = to what happened next and before; with Shift, one record. On the route or the picture: the next thing, the next shard
one-second-on = one second on
slower-faster = slower, faster
split-the-selected-shard-in-half = split the selected shard in half
merge-it-with-its-right-neighbour = merge it with its right neighbour
inject-a-hot-key = inject a hot key
find-a-partition-key = find a partition key
all-figures-as-tables = all figures as tables
the-console = the console
let-time-run-back = let time run back
go-on-as-another-branch = go on as another branch
present-the-picture-the-cause-one = present: the picture, the cause, one consequence; then b, . and w blank the screen
undo-the-last-change-with-shift = undo the last change; with Shift, redo it
share-save-export = share, save, export
close-deselect = close, deselect
this-page = this page
on-a-shard-split-it-in = on a shard: split it in half
producers-send-records-the-md5-of = Producers send records. The MD5 of a record's partition key is a place on the bar, and the shard that owns that place takes the record: 1,000 records or 1 MiB a second, and after a pause up to one second's worth more at once. Below, its log; beside it, how far each application has read.
drag-a-boundary-into-a-shard = Drag a boundary into a shard to split it there. Drag a shard onto its neighbour to merge the two. Both take 30 simulated seconds, as on AWS. Click anything to see why.
time-runs-both-ways-drag-the = Time runs both ways: drag the scrubber, and act in the past: a branch begins there, and the other one stays. Whatever you do is shown as the AWS CLI line that does it; the console takes such lines.
everything-shown-is-a-value-that = Everything shown is a value that the simulator holds. What is simplified is in docs/MODEL.md.

## Faults

there-is-nobody-yet = There is nobody yet.
starts-at-the-time-shown-and = Starts at the time shown, and ends by itself. For another moment, go there on the scrubber first; in the past it begins a branch. In a script, the line begins with the time:
to = To
that-target-no-longer-exists-choose = That target no longer exists: choose another.
what = What
for-how-long = For
do-it = Do it
double-click = Double-click
ctrl-z = Ctrl Z
ctrl-s = Ctrl S
esc = Esc
a-fault = A fault
