lag = { $lag_millis } zurück
delivered-after = , geliefert nach { $mean }
deliveries-that-were-processed = Verarbeitete Lieferungen, Duplikate eingeschlossen
deliveries-of-records-that-had-been = Lieferungen von Records, die schon verarbeitet waren
records-older-than-one-about-the = Records, die älter sind als ein schon verarbeiteter zum selben Objekt (Lkw, Nutzer, Sensor)
records-that-were-passed-over = Übergangene Records: nach einer Exception übersprungen, nach Wiederholungen aufgegeben oder ungelesen abgelaufen
repetitions-that-did-not-count = Wiederholungen, die dank Idempotenz nicht zählten
kept-out = aussortiert
first-deliveries-that-did-not-count = Erste Lieferungen, die nicht zählten: zu Unrecht aussortiert
left-out = ausgelassen
of-keys = { $wrong } von { $keys } Keys
keys-whose-count-sum-or-last = Keys, bei denen Anzahl, Summe oder letzter Record nicht stimmt
wrong-results = falsche Ergebnisse
out-of-order-newer-ones-about = { $late } nicht der Reihe nach: Neuere zum selben Objekt kamen zuerst.
invocations-failed = { $invocations }, { $errors } davon gescheitert.
a-batch-is-retried-from-the-report = ein gescheiterter Batch wird ab dem ersten gemeldeten Record wiederholt.
a-batch-is-retried-whole = ein gescheiterter Batch wird ganz wiederholt, mit den guten Records vor dem schlechten. Gemeldete Batch Item Failures verhindern das.
did-not-count-although-new-the = { $records } nicht gezählt, obwohl neu: Die Prüfung auf Duplikate hat sie aussortiert.
wrong-results-for-of-count-sum = falsche Ergebnisse für { $wrong } von { $of }: Anzahl, Summe oder letzter Record stimmt nicht.
after-the-owner-had-stopped = nach Ablauf, weil der Besitzer nicht mehr erneuerte
from-a-worker-that-was-running = einem laufenden Worker abgenommen, um die Arbeit aufzuteilen
by-its-own-worker-after-a = vom eigenen Worker nach einem Neustart
with-a-graceful-handoff-a-stolen = {" "}Bei einer sanften Übergabe wird für eine weggenommene Lease zuerst ein Checkpoint geschrieben.
after-each-batch = nach jedem Batch
every = alle { $checkpoint_every }
and = ; und{" "}
leases-were-taken-over-whoever = Leases wurden übernommen: { $said }. Wer eine übernimmt, macht ab ihrem letzten Checkpoint weiter; geschrieben wird er { $every }.{ $handoff }
producer = Producer { $name }
is-down = ist ausgefallen
is-stalled = steht still
does-not-reach-the-lease-table = erreicht die Lease Table nicht
works-at-of-its-speed = arbeitet mit { $per_cent } % seines Tempos
refuses-records-a-second-with = { $shard } weist { $per_second } Records pro Sekunde mit ProvisionedThroughputExceededException ab: Er nimmt { $limit } an.
records-a-second-are-offered-to = { $per_second } Records pro Sekunde werden ihm angeboten; er nimmt { $taken } an.
key-alone-sends-a-second = der Key { $partition_key } allein sendet { $much } pro Sekunde. { $one_key_cannot_be_split }
no-counted-key-exceeds-the-shards = kein gezählter Key überschreitet allein das Limit des Shards: Eine Teilung würde die Records { $part } zu { $rest } aufteilen.
were-made-so-far-and-came = { $records ->
    [one] { $records } Record wurde bisher erzeugt, dazu kamen { $retries }: Jede wird wie ein neuer Record angeboten.
   *[other] { $records } Records wurden bisher erzeugt, dazu kamen { $retries }: Jede wird wie ein neuer Record angeboten.
}
and-so-far = bisher { $refusals } und { $retries }.
given-up-refused-without-a-retry = { $records } aufgegeben: ohne Wiederholung abgewiesen, zu lange wiederholt oder mehr, als warten können.
what-it-sends-again-is-stored = : Was er noch einmal sendet, wird doppelt gespeichert
its-answers-get-lost-for-more = seine Antworten gehen noch { $left } lang verloren{ $twice }.
the-answers-to-of-got-lost = { $producer }: Die Antworten auf { $records } gingen verloren, nachdem sie gespeichert waren; was er davon noch einmal sendet, wird doppelt gespeichert.
the-agent-of-was-restarted-and = { $producer }: Der Agent wurde neu gestartet und hat ab seinem Checkpoint { $lines } noch einmal gesendet; was schon gespeichert war, ist doppelt gespeichert.
one-of-them-came-after = zum Beispiel zu { $subject }: Nummer { $record } des Absenders kam nach Nummer { $by }, die später entstanden ist.
held-back-behind-one-about-the = { $records } zurückgehalten: hinter einem zum selben Objekt, oder bis der Shard Platz hat.
has-made-while-a-record-waits = { $producer } hat { $retries } gemacht. Während ein Record auf seine Wiederholung wartet, kommen neuere Records zum selben Objekt vor ihm an. Die Einstellung „Wiederholungen wahren die Reihenfolge je Objekt“ verhindert das.
puts-records-about-one-subject-with = { $producer } schreibt Records zu einem Objekt mit verschiedenen Partition Keys: Sie liegen in mehreren Shards, und nichts wahrt ihre Reihenfolge. Mit dem Objekt als Partition Key tut es ein Shard.
of-it-wait-the-oldest-for = { $records ->
    [one] { $records } Record daraus wartet, seit { $lag }
   *[other] { $records } Records daraus warten, der älteste seit { $lag }
}
is-the-furthest-behind = { $shard } liegt am weitesten zurück: { $waiting }.
unread-the-oldest-of-them-expires = ungelesen; der älteste davon läuft in { $left } ab.
expired-before-they-were-read = { $records } abgelaufen, bevor sie gelesen waren.
records-a-second-are-written-to = { $written } Records pro Sekunde werden in { $shard } geschrieben; verarbeitet werden { $handled }.
is-a-child-it-is-read = { $shard } ist ein Kind: Er wird gelesen, wenn seine Eltern zu Ende gelesen sind.
it-reads-the-children-of-a = liest die Kinder eines Shards vor ihren Eltern: Neuere Records kommen zuerst.
were-refused = { $getrecords_calls } abgewiesen:
reads-refused = { $calls ->
    [one] { $calls } GetRecords-Aufruf wurde abgewiesen: { $shared }
   *[other] { $calls } GetRecords-Aufrufe wurden abgewiesen: { $shared }
}
metric-knows-reads = IteratorAgeMilliseconds des Streams zeigt { $iterator_age_millis }, nicht { $lag_millis }: Die Metrik kennt nur die Lesezugriffe, die es gab.
no-worker-holds-the-lease-of = kein Worker hält die Lease von { $shard }.
for-more = {" "}(noch { $left })
worker-which-holds-it = worker-{ $id }, der die Lease hält, { $worker }{ $left }.
what-is-written-to-the-shards = was in die Shards von worker-{ $id } geschrieben wird, braucht { $per_cent } % seines Prozessors.
processed-again = { $records } noch einmal verarbeitet.
a-batch-of-has-failed-and = ein Batch von { $shard } ist { $times } gescheitert und wird wiederholt.
refused-run-at-once-at-most = { $invocations } abgewiesen: Höchstens { $most } laufen gleichzeitig.
after = {" "}nach { $retries }
given-up-a-batch-that-still = { $records } aufgegeben: Ein Batch, der{ $after } immer noch scheitert, wird ganz verworfen, mit den guten Records darin.
given-up-unseen-as-json-with = { $records } ungesehen aufgegeben: Als JSON, mit den Daten in Base64, hat ein Event höchstens { $most }.
given-up-their-batch-failed-and = { $records } aufgegeben: Der Batch scheiterte, und sie waren zu alt für eine Wiederholung.
passed-over-skipped-after-an = { $records } übergangen: nach einer Exception übersprungen oder ungelesen abgelaufen.
visible-the-oldest-in-the-queue = { $messages } sichtbar; die älteste in der Queue ist { $oldest } alt.
in-flight-received-but-not-yet = { $messages } in flight: empfangen, aber noch nicht gelöscht oder zurückgekehrt. Eine Queue erlaubt höchstens { $most }.
groups-locked = { $groups ->
    [one] { $groups } Message Group ist im Moment blockiert: Bis ihre Messages in flight gelöscht oder wieder sichtbar sind, werden keine weiteren ausgegeben.
   *[other] { $groups } Message Groups sind im Moment blockiert: Bis ihre Messages in flight gelöscht oder wieder sichtbar sind, werden keine weiteren ausgegeben.
}
cannot-be-received-yet-the-queues = { $messages } noch nicht zu empfangen; die Verzögerung der Queue ist { $seconds } s.
a-message-is-hidden-for-and = eine Message ist { $visibility } lang verborgen, und ein voller Empfang von zehn braucht { $work }: Was bis dahin nicht gelöscht ist, kommt zurück.
empty-a-short-poll = leere Antworten, obwohl Messages sichtbar waren: { $calls } von { $of }. Short Polling fragt nur einige Server der Queue ab, eine Wartezeit (Long Polling) alle.
empty-for-locked-groups = leere Antworten, obwohl Messages sichtbar waren: { $calls } von { $of }. Sie warten auf eine andere Message derselben Message Group, die in flight ist.
stored-twice-a-standard-queue = { $messages } doppelt gespeichert: Eine Standard-Queue liefert mindestens einmal.
a-standard-queue-promises-no-order = eine Standard-Queue verspricht keine Reihenfolge.
calls-refused-for-the-queue = { $calls } wegen des Durchsatzes der FIFO-Queue abgewiesen.
were-received-too-often-and-moved = { $messages ->
    [one] { $messages } Message wurde zu oft empfangen und in die Dead-letter Queue verschoben.
   *[other] { $messages } Messages wurden zu oft empfangen und in die Dead-letter Queue verschoben.
}
were-older-than-the-queue-keeps = { $messages ->
    [one] { $messages } Message war älter, als die Queue Messages aufbewahrt.
   *[other] { $messages } Messages waren älter, als die Queue Messages aufbewahrt.
}
has-not-taken-yet-since-the = „{ $endpoint }“ hat { $messages } noch nicht angenommen: { $failed_attempts } seit Beginn; der Dienst wiederholt 23 Tage lang.
there-is-no-queue-now = es gibt jetzt keine Queue „{ $endpoint }“.
moved-to-its-dead-letter-queue = ; { $dead_letters } in die Dead-letter Queue verschoben
for-will-not-be-delivered = { $messages } an „{ $endpoint }“ nicht mehr zustellbar{ $kept }.
the-filter-policy-of-keeps-out = die Filter Policy von „{ $endpoint }“ hält { $messages } fern.
published-again-within-five-minutes = { $messages } innerhalb von fünf Minuten noch einmal veröffentlicht: einmal zugestellt.
calls-refused-for-the-topic = { $publish_calls } wegen des Durchsatzes des Topics abgewiesen.
wait-to-be-sent = { $messages ->
    [one] { $messages } Message wartet auf das Senden: { $error }.
   *[other] { $messages } Messages warten auf das Senden: { $error }.
}
consumers-have-crashed-what-a = Consumer sind { $times } abgestürzt. Was ein abgestürzter Consumer hält, wird noch einmal geliefert: Messages nach dem Visibility Timeout, bis zu dem der Rest einer FIFO-Group wartet; Records ab dem letzten Checkpoint.
work-at-once-and-nothing-keeps = { $consumers } arbeiten gleichzeitig, und nichts hält die Messages eines Lkw zusammen.
shard-by-number = Shard { $shard }, nach Nummer
keeps-a-result-for-each-truck = { $name } führt ein Ergebnis für jeden Lkw, Nutzer oder Sensor, unabhängig vom Partition Key: wie viele Records, die Summe ihrer Messwerte (die Geschwindigkeit eines Lkw, sonst die Bytes der Daten) und den letzten Record. Das Soll zählt jeden Record einmal. { $wrong } von { $known } Keys sind jetzt falsch.
nothing-has-been-processed-yet = Noch ist nichts verarbeitet.
no-record-has-a-keys-result = Kein Record hat das Ergebnis eines Keys: Jeder hat einen eigenen Key, oder niemand hat ihn zerlegt.
results-by-subject-of-the-wrong = Ergebnisse je Objekt: { $shown } von { $known }, die falschen zuerst
results-by-subject-the-wrong-ones = Ergebnisse je Objekt, die falschen zuerst
last-record-that-counted = letzter gezählter Record
counted-too-often = zu oft gezählt
one-for-another = einer statt eines anderen
an-older-one-is-last = ein älterer ist der letzte
number = Nummer { $id }
expired-the-next-put-of-one = abgelaufen: Der nächste Put einer davon räumt sie weg
external-table-of-ids-items-put = Externe Tabelle der IDs: { $items } Einträge, geschrieben unter der Bedingung, dass es noch keinen gibt; Time to Live { $ttl }, für je 4.096 IDs gemeinsam geführt
from-id = ab ID
to-id = bis ID
expires-in = läuft ab in
shard = Shard { $id }
write-bytes = 1 MiB pro Sekunde und Shard
write-records = 1.000 Records pro Sekunde und Shard
read-bytes = 2 MiB pro Sekunde und Shard beim Lesen
read-records = 2.000 Records pro Sekunde und Shard beim Lesen
getrecords-calls = 5 GetRecords pro Sekunde und Shard
getsharditerator-calls = 5 GetShardIterator pro Sekunde und Shard
one-after-the-other = der Reihe nach
at-random = zufällig
skewed-zipf = schief (Zipf)
a-share-to-one-key = ein Anteil an einen Key
each-record-its-own = jeder Record hat einen eigenen
all-records-of-one-key-hash = Alle Records eines Keys haben denselben Hash Key, also gehen sie an einen Shard, wie man auch teilt. Ein Hot Key braucht einen anderen Key: zum Beispiel Lkw und Fahrt.
five-calls = fünf Aufrufe
polling-less-often-helps-so-does = Seltener pollen hilft; Enhanced Fan-out auch.
more-shards-help-so-does-enhanced = Mehr Shards helfen; Enhanced Fan-out auch.
all-that-poll-a-shard-share = Alle, die einen Shard pollen, teilen sich { $share } pro Sekunde. { $helps }
processed = verarbeitet
reordered = vertauscht
a-producer = ein Producer
key-head = Key
verdict = Urteil
count = Anzahl
truth = Soll
sum = Summe
right = richtig
whose = von
items = Einträge
two-thousand-records = 2.000 Records
two-mib = 2 MiB
