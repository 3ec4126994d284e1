## Query

bad-value-for-query = Bad value for --query { $shortened }: { $reason }
it-comes-to-more-than-mib = it comes to more than { $most } MiB
it-has-characters-at-most-are = it has { $characters } characters; { $characters_most } at most are taken
it-has-brackets-commas-and = it has { $operators } brackets, commas and operators; { $operators_most } at most are taken
a-number-in-it-has-more = a number in it has more than { $digits_most } digits

## Numbers and conditions

expected-a-number = expected a number
expected-number-op-number = expected NUMBER OP NUMBER, with a space on each side of OP, which is one of { $signs }
a-number-has-parts-at-most = a number has { $most } parts at most
no-number = '{ $text }' is no number and no query: { $reason }
expected-query-time = expected { $name }(QUERY, TIME), with a time above 0; there are { $names }
no-number-now = no number
too-long = The run does too much in that time to be looked at again here: choose a shorter time.
busy = The run is busy.
