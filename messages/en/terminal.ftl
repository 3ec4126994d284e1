## terminal/mod.rs

there-is-no-export-there-are = there is no export { $other }; there are link, shell, cloudformation, script, model, trace.csv, trace.ndjson, charts.csv and charts.ndjson

## terminal/query.rs

bad-value-for-query = Bad value for --query { $shortened }: { $reason }
it-comes-to-more-than-mib = it comes to more than { $most } MiB
it-has-characters-at-most-are = it has { $characters } characters; { $characters_most } at most are taken
it-has-brackets-commas-and = it has { $operators } brackets, commas and operators; { $operators_most } at most are taken
a-number-in-it-has-more = a number in it has more than { $digits_most } digits

## terminal/saved.rs

this-is-not-a-saved-run = This is not a saved run: { $error }.
this-run-was-saved-as-json = This run was saved as JSON of version { $version }; there has only been version 1.
this-run-cannot-be-a-script = This run cannot be a script: { $error }
