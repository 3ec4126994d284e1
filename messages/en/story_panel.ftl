## Story

story = Story
step-of = { $step } of { $of }
running-on-to-go = Running on: { $left } to go
run-it = Run it
the-step-before-page-up = The step before (Page Up)
back = Back
do-what-you-like-with-this = Do what you like with this run; the story waits
play-freely = Play freely
go-on-freely = Go on freely
back-to-the-story = Back to the story
what-do-you-predict = What do you predict?
the-run-waits-for-your-prediction = The run waits for your prediction.
as-you-predicted = As you predicted:{" "}
you-predicted-it-is = You predicted “{ $chosen }”. It is: { $right }
your-word = Your word
page-down = PgDn
