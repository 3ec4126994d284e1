call = { $n ->
    [one] { $n } Aufruf
   *[other] { $n } Aufrufe
}
column = { $n ->
    [one] { $n } Spalte
   *[other] { $n } Spalten
}
consumer = { $n } Consumer
failed-attempt = { $n ->
    [one] { $n } Fehlversuch
   *[other] { $n } Fehlversuche
}
field = { $n ->
    [one] { $n } Feld
   *[other] { $n } Felder
}
getrecords-call = { $n ->
    [one] { $n } GetRecords-Aufruf
   *[other] { $n } GetRecords-Aufrufe
}
invocation = { $n ->
    [one] { $n } Aufruf
   *[other] { $n } Aufrufe
}
key = { $n ->
    [one] { $n } Key
   *[other] { $n } Keys
}
lane = { $n ->
    [one] { $n } Bahn
   *[other] { $n } Bahnen
}
lease = { $n ->
    [one] { $n } Lease
   *[other] { $n } Leases
}
line = { $n ->
    [one] { $n } Zeile
   *[other] { $n } Zeilen
}
message = { $n ->
    [one] { $n } Message
   *[other] { $n } Messages
}
open-shard = { $n ->
    [one] { $n } offener Shard
   *[other] { $n } offene Shards
}
point = { $n ->
    [one] { $n } Punkt
   *[other] { $n } Punkte
}
publish-call = { $n ->
    [one] { $n } Publish-Aufruf
   *[other] { $n } Publish-Aufrufe
}
queue = { $n ->
    [one] { $n } Queue
   *[other] { $n } Queues
}
read = { $n ->
    [one] { $n } Lesezugriff
   *[other] { $n } Lesezugriffe
}
record = { $n ->
    [one] { $n } Record
   *[other] { $n } Records
}
refusal = { $n ->
    [one] { $n } Abweisung
   *[other] { $n } Abweisungen
}
row = { $n ->
    [one] { $n } Zeile
   *[other] { $n } Zeilen
}
shard = { $n ->
    [one] { $n } Shard
   *[other] { $n } Shards
}
subscription = { $n ->
    [one] { $n } Subscription
   *[other] { $n } Subscriptions
}
time = { $n }-mal
retry = { $n ->
    [one] { $n } Wiederholung
   *[other] { $n } Wiederholungen
}
