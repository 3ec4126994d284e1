retries-until-they-expire = Wiederholung bis zum Ablauf
retries = { $most ->
    [one] { $most } Wiederholung
   *[other] { $most } Wiederholungen
}
tumbling-windows-of-s = {" "}· Tumbling Windows von { $seconds } s
bisects = {" "}· halbiert
reports-failures = {" "}· meldet Fehler
lambda-batches-of-window-s-per = Lambda{ $delivered } · Batches zu { $batch_size }, Fenster { $window_seconds } s{ $tumbling } · { $parallelization_factor } je Shard gleichzeitig · { $retries }{ $bisects }{ $reports } · { $lag_records } zurück
running-and-most = { $running } (max. { $most_at_once })
invocations-under-way-and-the-most = Laufende Aufrufe und die meisten, die es gleichzeitig gab
invocations-refused-for-the = Aufrufe, die wegen der Reserved Concurrency abgewiesen wurden
shard-is-held-up-by-a = { $attempts ->
    [one] Shard { $shard } wird von einem Batch aufgehalten, der einmal gescheitert ist.
   *[other] Shard { $shard } wird von einem Batch aufgehalten, der { $attempts }-mal gescheitert ist.
}
window-of-shard-from-sum = Fenster von Shard { $shard } ab { $start }: { $records }, Summe { $of }
on-failure-destination-shard = On-failure Destination: Shard { $shard }, { $records }, { $why }
the-function-fails-at-the-next = Die Funktion scheitert am nächsten Record von Shard { $shard }
poison-a-record = Record vergiften
remove-poison = Gift entfernen
of-shard-given-up = { $records } von Shard { $shard } aufgegeben
of-shard-throttled = { $invocations } für Shard { $shard } gedrosselt
of-shard-failed = { $invocations } für Shard { $shard } gescheitert
a-batch-of-shard-is-cut = ein Batch von Shard { $shard } wird halbiert
shard-is-read-to-its-end = Shard { $shard } ist zu Ende gelesen
a-window-of-shard-ends-with = ein Fenster von Shard { $shard } endet mit { $records }
lambda-function = Lambda-Funktion
lambda-10-at-once-per-shard = Lambda, 10 gleichzeitig je Shard
lambda-windows-of-30-s = Lambda, Fenster von 30 s
larger-than-an-event-may-be = größer, als ein Event sein darf
cloudwatch-namespace-aws-lambda = CloudWatch, Namespace AWS/Lambda, seit Beginn
cut-short-by-the-end-of = , durch das Ende des Shards verkürzt
tumbling-windows-the-newest-first = Tumbling Windows, die neuesten zuerst
begins-at = beginnt bei
first-record = erster Record
last-record = letzter Record
batch-size = Batchgröße
on-failure-destination-the-newest = On-failure Destination, das Neueste zuerst
fail-at-the-next-record = am nächsten Record scheitern
name-and-shard = { $name }: Shard { $shard }
failed = { $records }, { $times } gescheitert
records-and-time-left = { $records }, noch { $since }
about-to-run = { $records }, gleich an der Reihe
times = { $number }-mal
shard = Shard { $shard }
behind = { $lag } zurück
a-row-per-shard-its-batch = Eine Zeile je Shard: sein Batch und was dahinter wartet. Laufend: { $running }.
batches-of = Batches von { $function_name }
the-function-no-longer-reads-this = Die Funktion liest diesen Shard nicht mehr
shard-waiting = Shard { $number }: { $said }; { $records } wartend
running = laufend
invocations = Aufrufe
errors = Fehler
throttles = Throttles
a-function = eine Funktion
shard-head = Shard
sum = Summe
condition = Bedingung
idle = untätig
once = einmal
batch = Batch
waiting = wartend
behind-head = zurück
several = Funktionen
function-head = Funktion
