## Terminal

there-is-no-export-there-are = there is no export { $other }; there are link, shell, cloudformation, script, model, trace.csv, trace.ndjson, charts.csv and charts.ndjson


## Saved

this-is-not-a-saved-run = This is not a saved run: { $error }.
this-run-was-saved-as-json = This run was saved as JSON of version { $version }; there has only been version 1.
this-run-cannot-be-a-script = This run cannot be a script: { $error }

## Help

a-flag = a flag
text-form = text
range = { $least } to { $most }
by-default = , { $text } by default
# The first and the last two lines, and what stands in round brackets, are prose; the rest is what one types. The lines between
# begin with two spaces: help about one command looks for them.
own-lines =
    Lines of this simulator, for what AWS has no call for:
      producer|reader|application|lambda NAME --stream-name S [options]
      message-lambda NAME [--queue-name Q] [options]
      lane NAME --stream-name S|--queue-name Q|--topic-name T [options]
      set-producer NAME|N [options] / set-reader / set-application / set-lambda / set-message-lambda / set-lane
      remove-producer NAME|N / remove-reader / remove-application / remove-lambda / remove-message-lambda / remove-lane
      add-worker APPLICATION / set-worker APPLICATION WORKER --speed 50% / stop-worker APPLICATION WORKER
      draw [--new-sheet] M120,40 130,44 … M500,300 …   (M begins a stroke; a sheet goes to 999,599)
      burst PRODUCER [--factor 5] [--for 10s]
      fault pause-zone a|b|c [--for 30s] / resume-zone a|b|c
      fault crash APPLICATION WORKER [--restart-after 30s] / stall|cut-from-table APPLICATION WORKER [--for 30s]
      fault slow APPLICATION WORKER [--to 10%] [--for 30s] / skew APPLICATION WORKER --ahead|--back 30s [--for 30s]
      fault poison APPLICATION SHARD [--for 30s] / heal APPLICATION / poison-lambda FUNCTION SHARD / heal-lambda FUNCTION
      fault lose-answers|stop-agent PRODUCER [--for 10s]
      note 'text'
      measure NUMBER | NUMBER OP NUMBER   (what a lesson measures, as docs/LESSONS.md has it)
    An actor is given by its name or number. 'help producer' lists the options of a producer; set-producer changes those that
    it names, one or more, and leaves the others: set-producer hot --rate 900.
commands-of =
    aws { $service } <command> [options]

    Commands of { $title }:
options-of-every-command = Options of every command:
help-says-more = help <command> says more. Tab completes; the arrows bring back earlier lines.
no-such-command = There is no command '{ $topic }'. 'help' lists all.
not-modelled = { $name } is part of { $title }, but this simulator does not model it.
named-in-the-reference = The API reference has it as { $name }.
required = required;{" "}
characters = , { $least } to { $most } characters
text-of = text of { $pattern }{ $bounds }
text-within = text{ $bounds }
a-whole-number = a whole number
a-whole-number-from = a whole number from { $least }
a-whole-number-within = a whole number, { $least } to { $most }
bytes-in-base64 = bytes in base64, or as text with --cli-binary-format raw-in-base64-out
a-time-such-as = a time such as 2026-01-01T00:00:00Z, or seconds since 1970
some-of = { $least } to { $most } of: { $shape }
key-value-or-json = key=value,key=value or JSON
members-or-json = { $members } or JSON
lines-of-an-actor =
    { $word } NAME …
    set-{ $word } NAME|N …
    remove-{ $word } NAME|N
