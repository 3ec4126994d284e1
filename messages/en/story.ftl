## Block

expected = expected '{ $name }: …'
expected-question-next = expected 'question: next'
expected-a-speed-from-to = expected a speed from { $start } to { $end }
expected-found = expected { $directives }; found '{ $other }'
the-first-step-has-one-block = the first step has one block: the story's beginning
expected-at-time-or-until-time = expected 'at TIME …' or 'until TIME'; found '{ $verb }'
expected-or-later-so-far-goes = expected { $earliest } or later: so far goes what stands before
a-story-has-lines-at-most = a story has { $lines_most } lines at most
show-light-next-ask-question-or = show, light, next, ask, question or speed
expected-shard-n-or-shard-of = expected { $names }, shard N or shard of KEY; found '{ $name }'

## Markdown

expected-a-title = expected a title
expected-title-or-title-of-a = expected '# title' or '## title of a step'
expected-no-space-at-the-beginning = expected no space at the beginning of a line
a-story-has-headings-paragraphs = a story has headings, paragraphs, answers to choose, and blocks
expected-an-answer-or-x-the = expected '- ( ) an answer' or '- (x) the right answer'
a-story-has-no-links = a story has no links
a-story-has-no-numbered-lists = a story has no numbered lists
a-story-has-no-rules = a story has no rules
expected-a-block-that-begins-with = expected a block that begins with ```shardscope
this-block-has-no-end-expected = this block has no end: expected ``` on a line of its own
this-backtick-has-no-other = this ` has no other that closes it
this-neither-begins-nor-ends = this * neither begins nor ends anything: write \* for the sign
this-star-has-no-other = this * has no other that closes it
a-story-has-no-html = a story has no HTML
expected-the-sign-itself-not-its = expected the sign itself, not its name between & and ;
expected-emphasis-write-for-the = expected *emphasis*; write \_ for the sign

## Parse

a-story-has-bytes-at-most = a story has { $text_most } bytes at most
expected-title-of-a-step-before = expected '## title of a step' before this
a-story-has-one-title = a story has one title
expected-title-before-the-first = expected '# title' before the first step
another-step-has-this-title = another step has this title
a-story-has-steps-at-most = a story has { $steps_most } steps at most
expected-title-as-the-first-line = expected '# title' as the first line
expected-a-block-shardscope-in-the = expected a block ```shardscope in the first step
at-line-and-column = line { $line }, column { $column }: { $reason }
plain-most = a title or an answer has { $most } letters at most
