## The class

no-code = { $code } is no code of this question
counted-already = { $code } is counted already
your-code = Your answer's code:
votes = Votes for “{ $answer }”
one-more = One vote more for “{ $answer }”
one-less = One vote less for “{ $answer }”
type-a-code = An answer's code
show-link = Link for the class
title = The same lesson on your screen
scan = Scan this, or type the address. It opens this lesson at this step; nothing is sent anywhere.
no-address = This lesson is not one of the course: share its run instead, by “Share”.
copy = Copy the address
camera = Codes by camera
by-camera = By camera
no-camera = No camera: { $reason }
counted = Votes: { $votes }
hold-up = Everybody holds up their answer’s code, one after another or some at a time. What the camera sees stays in this page.
to-camera = Show it to the camera
your-code-title = Your answer, for the camera
nothing-to-show = There is no answer to show.
nothing-to-count = This question is not open.
