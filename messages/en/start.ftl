## Start

your-last-run = Your last run
before-that = Before that
resume = Resume
a-working-model-of-amazon-kinesis = A working model of Amazon Kinesis and the services around it, with their real limits and errors. Each picture is a run; what has steps explains itself, and can be left at any of them for a try of your own. No account is needed, and nothing leaves this page.
learn = Learn
how-streams-work-in-a-few = How streams work, in a few steps each.
break-things = Break things
what-goes-wrong-why-and-what = What goes wrong, why, and what helps.
which-service = Which service?
the-same-load-through-streams = The same load through streams, queues and topics.
what-differs = What differs
stream-queue-or-topic-a-table = Stream, queue or topic: a table whose cells are runs.
your-data = Your data
would-your-partition-key-be-hot = Would your partition key be hot?
a-file-or-a-saved-run = A file, or a saved run
csv-or-json-lines-which-column = CSV or JSON lines: which column is the best key, and how many shards it needs.
build = Build
a-run-to-change-as-you = A run to change as you like.
how-to-use-this = How to use this

## Top bar

what-there-is-to-see-and = What there is to see and do
what-to-do = What to do
all-of-them-with-pictures = All of them, with pictures
lines-of-the-aws-cli-c = Lines of the AWS CLI (c)
console = Console
link-files-aws-exports-ctrl-s = Link, files, AWS, exports (Ctrl S)
share = Share
for-a-projector-the-picture-the = For a projector: the picture, the cause, one consequence (p)
present = Present
theme = Theme: { $name }
more = More
start-this-run-again = Start this run again
save-this-run-as-a-file = Save this run as a file
all-figures-as-tables = All figures as tables
motion-reduced = Motion: reduced
reduce-motion = Reduce motion
help = Help
dark = dark
light = light
projector = projector
course = Course
predict-run-measure-solve = Predict, run, measure, understand; then solve a challenge. Five to ten minutes each.
minutes = { $minutes } min
solved = ✓ solved
begun = begun
