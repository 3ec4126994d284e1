## A student's progress

title = Your progress
nothing-yet = Nothing yet: a lesson is noted here once you have predicted something in it.
lesson = Lesson
predictions = Predictions
challenge = Challenge
hints = Hints
right-of = { $right } of { $known } right
solved = solved in { $time }
not-solved = not yet
stays-here = This stays in your browser. To hand it in, save or print it.
export = Save as a file
import = Load from a file
print = Print
loaded = Progress loaded
not-loaded = Progress not loaded
too-large = the file has more than { $most } MiB
is-none = this is no progress of lessons: { $reason }
later-version = this progress was saved by a later version ({ $version })
too-many = there are more than { $most } lessons in it, or more predictions in one than a lesson has steps
not-by-link = It holds the progress of lessons, which is taken from files only.
