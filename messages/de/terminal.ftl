there-is-no-export-there-are = es gibt keinen Export { $other }; es gibt link, shell, cloudformation, script, model, trace.csv, trace.ndjson, charts.csv und charts.ndjson
this-is-not-a-saved-run = Das ist kein gespeicherter Lauf: { $error }.
this-run-was-saved-as-json = Dieser Lauf wurde als JSON der Version { $version } gespeichert; es gab nur Version 1.
this-run-cannot-be-a-script = Dieser Lauf kann kein Skript sein: { $error }
a-flag = ein Flag
text-form = Text
range = { $least } bis { $most }
by-default = , Standard: { $text }
own-lines =
    Zeilen dieses Simulators, für das, wofür AWS keinen Aufruf hat:
      producer|reader|application|lambda NAME --stream-name S [options]
      message-lambda NAME [--queue-name Q] [options]
      lane NAME --stream-name S|--queue-name Q|--topic-name T [options]
      set-producer NAME|N [options] / set-reader / set-application / set-lambda / set-message-lambda / set-lane
      remove-producer NAME|N / remove-reader / remove-application / remove-lambda / remove-message-lambda / remove-lane
      add-worker APPLICATION / set-worker APPLICATION WORKER --speed 50% / stop-worker APPLICATION WORKER
      draw [--new-sheet] M120,40 130,44 … M500,300 …   (M beginnt einen Strich; ein Blatt reicht bis 999,599)
      burst PRODUCER [--factor 5] [--for 10s]
      fault pause-zone a|b|c [--for 30s] / resume-zone a|b|c
      fault crash APPLICATION WORKER [--restart-after 30s] / stall|cut-from-table APPLICATION WORKER [--for 30s]
      fault slow APPLICATION WORKER [--to 10%] [--for 30s] / skew APPLICATION WORKER --ahead|--back 30s [--for 30s]
      fault poison APPLICATION SHARD [--for 30s] / heal APPLICATION / poison-lambda FUNCTION SHARD / heal-lambda FUNCTION
      fault lose-answers|stop-agent PRODUCER [--for 10s]
      note 'text'
      measure NUMBER | NUMBER OP NUMBER   (was eine Lektion misst, wie es in docs/LESSONS.md steht)
    Ein Akteur wird mit Name oder Nummer angegeben. 'help producer' listet die Optionen eines Producers; set-producer ändert nur die
    genannten Optionen, eine oder mehrere, und lässt die anderen: set-producer hot --rate 900.
commands-of =
    aws { $service } <command> [options]

    Befehle von { $title }:
options-of-every-command = Optionen jedes Befehls:
help-says-more = help <command> sagt mehr. Tab ergänzt; die Pfeile holen frühere Zeilen zurück.
no-such-command = Es gibt keinen Befehl '{ $topic }'. 'help' listet alle.
not-modelled = { $name } gehört zu { $title }, aber dieser Simulator bildet es nicht nach.
named-in-the-reference = In der API-Referenz heißt es { $name }.
required = erforderlich;{" "}
characters = , { $least } bis { $most } Zeichen
text-of = Text aus { $pattern }{ $bounds }
text-within = Text{ $bounds }
a-whole-number = eine ganze Zahl
a-whole-number-from = eine ganze Zahl ab { $least }
a-whole-number-within = eine ganze Zahl, { $least } bis { $most }
bytes-in-base64 = Bytes in Base64, oder als Text mit --cli-binary-format raw-in-base64-out
a-time-such-as = eine Zeit wie 2026-01-01T00:00:00Z, oder Sekunden seit 1970
some-of = { $least } bis { $most } von: { $shape }
key-value-or-json = key=value,key=value oder JSON
members-or-json = { $members } oder JSON
lines-of-an-actor =
    { $word } NAME …
    set-{ $word } NAME|N …
    remove-{ $word } NAME|N
