## Lesson

how-sure-are-you = How sure are you?
guessing = Guessing
fairly-sure = Fairly sure
certain = Certain
as-you-predicted = As you predicted
not-as-you-predicted = Not as you predicted
measured = Measured
solved = Solved, { $time } after the challenge began.
does-not-count = This is not part of the challenge; undo it, or try again:{" "}
goals = Goals
hints = Hints
hint = A hint
try-again = Try again
back-to-where-it-began = Back to where the challenge began; what you do then is another branch
met = Met:
missed = Missed:
not-yet = Not yet:
now-wanted = now { $now }, wanted { $wanted }
held-of = { $held } of { $length }
for-so-long = for { $length }
go-on-unsolved = Go on unsolved
