## What is wrong with a lesson

expected-nothing-after = expected nothing after { $name }
expected-label-number-at-time = expected LABEL: NUMBER at TIME
expected-a-label = '{ $label }' cannot be a label: expected words, without the signs of numbers and queries, 80 characters at most
another-measurement-is-called = another measurement is called '{ $label }'
a-lesson-has-measurements-at-most = a lesson has { $most } measurements at most
expected-of = expected 'of nothing' or 'of reference'; found 'of { $of }'
so-far-goes-the-run = expected { $until } at the latest: so far goes the run up to here
a-lesson-has-one-challenge = a lesson has one challenge
expected-hold-within-or-at-the-end = expected 'WORDS · hold TIME: CONDITION', 'WORDS · within TIME: CONDITION', 'WORDS · at the end: CONDITION' or 'limit TIME'
expected-a-time-above-0 = expected a time above 0
a-challenge-has-goals-at-most = a challenge has { $most } goals at most
a-challenge-has-rules-at-most = a challenge allows { $most } kinds of lines at most
expected-trap-name = expected 'trap NAME', with letters, digits and - in the name
another-trap-is-called = another trap is called '{ $name }'
a-challenge-has-traps-at-most = a challenge has { $most } traps at most
expected-at-time-line = expected 'at TIME LINE' or 'taught at TIME LINE'
lines-in-the-order-of-time = expected lines in the order of time, { $most } at most
a-challenge-has-hints-at-most = a challenge has { $most } hints at most
either-all-answers-have-a-condition = either all answers of a step have a condition (' · when: …'), or none; see '{ $step }'
expected-a-block-goal = the challenge of '{ $step }' has no goals: expected a block ```goal
expected-time-needs-or-level = expected 'time: N min', 'needs: LESSON, …' or 'level: 1 to 3'; found '{ $part }'
it-is-not-refused = { $line }: this is not refused, as it should be
expected-a-label-of-a-measurement = expected the label of a measurement, or a number; found '{ $query }'
