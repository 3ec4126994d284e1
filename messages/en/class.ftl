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
