## Console

copied = Copied
not-copied = Not copied

## File

not-tried = Not tried
no-stream = No stream
create-a-stream-first-the-rows = Create a stream first; the rows then go into it.

## First

run-restored = Run restored
it-is-paused-where-it-was = It is paused where it was kept last.
run-not-restored = Run not restored
there-is-none-named-there-are = There is none named “{ $name }”. There are: { $names }.
no-such-scenario = No such scenario
this-scenario-cannot-be-set-up = this scenario cannot be set up like that: { $refusal }
clock-expected-manual-found = clock: expected manual, found '{ $other }'
the-address-has-a-mistake = The address has a mistake

## Focus

no-producer-of-this-stream-sends = No producer of this stream sends the key “{ $wanted }”.
key-not-found = Key not found

## Keeping

without-a-title = without a title
its-beginning = its beginning
up-to = { $title }, { $lines } up to { $until }
it-is-too-long-to-be = It is too long to be kept while it goes on.
what-you-do-here-is-gone = { $reason } What you do here is gone when the page is closed; Share (Ctrl S) saves it as a file.
this-run-is-not-remembered = This run is not remembered
the-browser-keeps-nothing-for-this = The browser keeps nothing for this page, or has no room.
run-not-loaded = Run not loaded
you-left-a-run = You left a run
as-you-left-it = As you left it
your-run-is-played-again-up = Your run is played again up to where you left it, and pauses there.
run-loaded = Run loaded
it-is-being-played-again-up = It is being played again up to where it was left, and then pauses.

## Keys

branching-is-f-now-b-blanks = Branching is f now: b blanks the screen while presenting.
the-next-event-is-now-and = The next event is → now, and one record at a time is Shift →.
this-key-has-another-meaning = This key has another meaning

## Opening

the-page-is-loading = The page is loading …
the-page-could-not-be-loaded = The page could not be loaded: the connection was lost.
what-you-see-keeps-playing = What you see keeps playing.
load-it-again = Load it again

## Run

branches-are-kept = 16 branches are kept
no-more-fit-forget-one-by = No more fit. Forget one by the ✕ beside its name, below the timeline; then try again.
a-file-is-missing = A file is missing
nothing-to-redo = Nothing to redo
nothing-to-undo = Nothing to undo
this-story-has-a-mistake = This story has a mistake
it-plays-up-to-where-it-was-saved = It is being played again up to where it was saved, and then pauses.
its-story-has-a-mistake-and = {" "}Its story has a mistake and is left out: { $why }

## Share

not-saved = Not saved
the-browser-refused-the-download = The browser refused the download.
the-rows-of-your-own-file = The rows of your own file are not in it: they stay with you.
saved = Saved
the-browser-refused = the browser refused
this-link-holds-no-run = This link holds no run
no-such-story = No such story
no-such-lesson = No such lesson

## Story

this-step-could-not-do-what = This step could not do what it says
newer-version = There is a newer version of Shardscope
newer-version-when = It is used once every tab of this one has been closed, or now: this run goes on with it.
step-expected = step: expected a number from 1, found { $found }
this-branch-goes-on = This branch goes on
branches-are-not-kept = The others are not kept when the page is loaded again.
key-not-sent = Nobody sends this key
it-would-go-to = Its MD5 is { $hash }: it would go to shard { $shard }.
