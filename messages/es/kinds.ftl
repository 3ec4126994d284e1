lag = { $lag_millis } de retraso
delivered-after = , entrega tras { $mean }
deliveries-that-were-processed = Entregas procesadas, duplicados incluidos
deliveries-of-records-that-had-been = Entregas de records que ya se habían procesado
records-older-than-one-about-the = Records más antiguos que otro sobre la misma entidad (camión, usuario, sensor) que se procesó antes
records-that-were-passed-over = Records que se pasaron por alto: saltados tras una excepción, abandonados tras los reintentos o caducados sin leer
repetitions-that-did-not-count = Repeticiones que no contaron, gracias a la idempotencia
kept-out = evitados
first-deliveries-that-did-not-count = Primeras entregas que no contaron: evitadas por error
left-out = omitidos
of-keys = { $wrong } de { $keys } claves
keys-whose-count-sum-or-last = Claves cuyo recuento, suma o último record no es el que debería ser
wrong-results = resultados erróneos

out-of-order-newer-ones-about = { $late } fuera de orden: otros más nuevos sobre la misma entidad llegaron antes.
invocations-failed = { $errors } de { $invocations } con error.
a-batch-is-retried-from-the-report = un batch que falla se reintenta desde el primer record del que se informó.
a-batch-is-retried-whole = un batch que falla se reintenta entero, con los records buenos que van antes del malo. Informar de los batch item failures lo evita.
did-not-count-although-new-the = sin contar, pese a ser primeras entregas: { $records }. El control de duplicados lo impidió.
wrong-results-for-of-count-sum = resultados erróneos en { $wrong } de { $of }: el recuento, la suma o el último record no es el que debería ser.
after-the-owner-had-stopped = después de que el propietario dejara de renovar
from-a-worker-that-was-running = a un worker en marcha, para repartir el trabajo
by-its-own-worker-after-a = por su propio worker tras un reinicio
with-a-graceful-handoff-a-stolen = {" "}Con un traspaso ordenado, antes se escribe el checkpoint de una lease robada.
after-each-batch = tras cada batch
every = cada { $checkpoint_every }
and = , y{" "}
leases-were-taken-over-whoever = se tomaron leases { $said }. Quien toma una continúa desde su último checkpoint, que se escribe { $every }.{ $handoff }

producer = el producer { $name }
is-down = está caído
is-stalled = está congelado
does-not-reach-the-lease-table = no llega a la tabla de leases
works-at-of-its-speed = trabaja al { $per_cent } % de su velocidad
refuses-records-a-second-with = el { $shard } rechaza { $per_second } records por segundo con ProvisionedThroughputExceededException: acepta { $limit }.
records-a-second-are-offered-to = se le ofrecen { $per_second } records por segundo; acepta { $taken }.
key-alone-sends-a-second = la clave { $partition_key } sola envía { $much } por segundo. { $one_key_cannot_be_split }
no-counted-key-exceeds-the-shards = ninguna clave contada supera por sí sola el límite del shard: una división repartiría los records { $part } a { $rest }.
were-made-so-far-and-came = { $records ->
    [one] hasta ahora se creó { $records } record, y se sumaron { $retries }: cada uno se ofrece como un record nuevo.
   *[other] hasta ahora se crearon { $records } records, y se sumaron { $retries }: cada uno se ofrece como un record nuevo.
}
and-so-far = { $refusals } y { $retries } hasta ahora.
given-up-refused-without-a-retry = abandono de { $records }: rechazo sin reintento, reintentos durante demasiado tiempo, o más de los que pueden esperar.
what-it-sends-again-is-stored = : lo que envía otra vez se almacena dos veces
its-answers-get-lost-for-more = sus respuestas se pierden durante { $left } más{ $twice }.
the-answers-to-of-got-lost = { $producer } perdió las respuestas a { $records } después del almacenamiento: lo que envíe otra vez se almacena dos veces.
the-agent-of-was-restarted-and = { $producer } reinició su agente, que envió otra vez { $lines }, desde su checkpoint: lo que ya estaba almacenado se almacena dos veces.
one-of-them-came-after = por ejemplo, sobre { $subject }: el número { $record } de su emisor llegó después del número { $by }, que se creó más tarde.
held-back-behind-one-about-the = { $records } en espera: detrás de otro sobre la misma entidad, o hasta que el shard tenga sitio.
has-made-while-a-record-waits = { $producer } ha hecho { $retries }. Mientras un record espera su reintento, otros más nuevos sobre la misma entidad entran antes. El ajuste “Los reintentos mantienen el orden de cada entidad” lo evita.
puts-records-about-one-subject-with = { $producer } envía records sobre una misma entidad con partition keys distintas: quedan en varios shards, y nada mantiene su orden. Con la entidad como partition key, lo mantiene un shard.
of-it-wait-the-oldest-for = { $records ->
    [one] { $records } record suyo espera, desde hace { $lag }
   *[other] { $records } records suyos esperan, el más antiguo desde hace { $lag }
}
is-the-furthest-behind = el { $shard } es el que más retraso lleva: { $waiting }.
unread-the-oldest-of-them-expires = sin leer, el más antiguo de ellos caduca en { $left }.
expired-before-they-were-read = caducidad de { $records } antes de la lectura.
records-a-second-are-written-to = en el { $shard } se escriben { $written } records por segundo; se procesan { $handled }.
is-a-child-it-is-read = el { $shard } es un hijo: se lee cuando sus padres se han leído hasta el final.
it-reads-the-children-of-a = lee los hijos de un shard antes que sus padres: los records más nuevos llegan primero.
were-refused = rechazo de { $getrecords_calls }:
reads-refused = { $calls ->
    [one] se rechazó { $calls } llamada a GetRecords: { $shared }
   *[other] se rechazaron { $calls } llamadas a GetRecords: { $shared }
}
metric-knows-reads = IteratorAgeMilliseconds del stream dice { $iterator_age_millis }, no { $lag_millis }: solo conoce las lecturas que se hicieron.
no-worker-holds-the-lease-of = ningún worker tiene la lease del { $shard }.
for-more = {" "}durante { $left } más
worker-which-holds-it = worker-{ $id }, que la tiene, { $worker }{ $left }.
what-is-written-to-the-shards = lo que se escribe en los shards de worker-{ $id } necesita el { $per_cent } % de su procesador.
processed-again = nuevo procesamiento de { $records }.
a-batch-of-has-failed-and = un batch del { $shard } ha fallado { $times } y se intenta otra vez.
refused-run-at-once-at-most = rechazo de { $invocations }: se ejecutan { $most } a la vez como máximo.
after = {" "}tras { $retries }
given-up-a-batch-that-still = abandono de { $records }: un batch que sigue fallando{ $after } se descarta entero, con los records buenos que contiene.
given-up-unseen-as-json-with = abandono de { $records } sin procesar: como JSON, con sus datos en base64, un evento tiene { $most } como máximo.
given-up-their-batch-failed-and = abandono de { $records }: fallo de su batch, y demasiada edad para un reintento.
passed-over-skipped-after-an = { $records } sin procesar: salto tras una excepción, o caducidad sin lectura.
visible-the-oldest-in-the-queue = { $messages } en espera; el más antiguo de la queue tiene { $oldest }.
in-flight-received-but-not-yet = { $messages } en vuelo: tras la recepción, y antes de borrarse o volver. Una queue permite { $most } como máximo.
groups-locked = { $groups ->
    [one] { $groups } message group está bloqueado por ahora: hasta que sus mensajes en vuelo se borren o vuelvan a ser visibles, no se entregan más.
   *[other] { $groups } message groups están bloqueados por ahora: hasta que sus mensajes en vuelo se borren o vuelvan a ser visibles, no se entregan más.
}
cannot-be-received-yet-the-queues = { $messages } sin recepción posible todavía; el retraso de la queue es de { $seconds } s.
a-message-is-hidden-for-and = un mensaje queda oculto { $visibility }, y una recepción completa de diez requiere { $work }: lo que para entonces no se ha borrado vuelve.
empty-a-short-poll = respuestas vacías aunque había mensajes visibles: { $calls } de { $of }. Un sondeo corto consulta solo algunos servidores de la queue; un tiempo de espera (sondeo largo), todos.
empty-for-locked-groups = respuestas vacías aunque había mensajes visibles: { $calls } de { $of }. Esperan a otro mensaje de su message group, que está en vuelo.
stored-twice-a-standard-queue = almacenamiento doble de { $messages }: una queue estándar entrega al menos una vez.
a-standard-queue-promises-no-order = una queue estándar no promete ningún orden.
calls-refused-for-the-queue = rechazo de { $calls } por el rendimiento de la queue FIFO.
were-received-too-often-and-moved = { $messages ->
    [one] { $messages } mensaje se recibió demasiadas veces y pasó a la dead-letter queue.
   *[other] { $messages } mensajes se recibieron demasiadas veces y pasaron a la dead-letter queue.
}
were-older-than-the-queue-keeps = { $messages ->
    [one] { $messages } mensaje superó el tiempo que la queue guarda los mensajes.
   *[other] { $messages } mensajes superaron el tiempo que la queue guarda los mensajes.
}
has-not-taken-yet-since-the = “{ $endpoint }” todavía no ha aceptado { $messages }: { $failed_attempts } desde el principio; el servicio reintenta durante 23 días.
there-is-no-queue-now = ahora no hay ninguna queue “{ $endpoint }”.
moved-to-its-dead-letter-queue = ; { $dead_letters ->
    [one] { $dead_letters } pasó a su dead-letter queue
   *[other] { $dead_letters } pasaron a su dead-letter queue
}
for-will-not-be-delivered = no habrá entrega de { $messages } para “{ $endpoint }”{ $kept }.
the-filter-policy-of-keeps-out = la filter policy de “{ $endpoint }” no deja pasar { $messages }.
published-again-within-five-minutes = nueva publicación de { $messages } en menos de cinco minutos: una sola entrega.
calls-refused-for-the-topic = rechazo de { $publish_calls } por el rendimiento del topic.
wait-to-be-sent = { $messages ->
    [one] { $messages } mensaje espera su envío: { $error }.
   *[other] { $messages } mensajes esperan su envío: { $error }.
}
consumers-have-crashed-what-a = los consumers se han caído { $times }. Lo que tiene un consumer caído se entrega otra vez: los mensajes, tras el visibility timeout, que hasta entonces retiene el resto de un grupo FIFO; los records, desde el último checkpoint.
work-at-once-and-nothing-keeps = { $consumers } trabajan a la vez, y nada mantiene juntos los mensajes de un camión.

shard-by-number = shard { $shard }, por número
keeps-a-result-for-each-truck = { $name } guarda un resultado por cada camión, usuario o sensor, sea cual sea la partition key: cuántos records, la suma de sus mediciones (la velocidad de un camión; si no, bytes de datos) y el último record. El valor real cuenta cada record una vez. Ahora son erróneas { $wrong } de { $known } claves.
nothing-has-been-processed-yet = Todavía no se ha procesado nada.
no-record-has-a-keys-result = Ningún record tiene el resultado de una clave: cada uno tiene su propia clave, o nadie lo ha descompuesto.
results-by-subject-of-the-wrong = Resultados por entidad: { $shown } de { $known }, los erróneos primero
results-by-subject-the-wrong-ones = Resultados por entidad, los erróneos primero
last-record-that-counted = último record que contó
counted-too-often = contados de más
one-for-another = uno por otro
an-older-one-is-last = el último es uno más antiguo
number = número { $id }
expired-the-next-put-of-one = caducados: el próximo put de uno los borra
external-table-of-ids-items-put = Tabla externa de ids: { $items } elementos, escritos con la condición de que no existan; tiempo de vida { $ttl }, guardado para 4096 ids juntos
from-id = desde id
to-id = hasta id
expires-in = caduca en

shard = shard { $id }
write-bytes = 1 MiB por segundo y shard
write-records = 1000 records por segundo y shard
read-bytes = 2 MiB leídos por segundo y shard
read-records = 2000 records leídos por segundo y shard
getrecords-calls = 5 GetRecords por segundo y shard
getsharditerator-calls = 5 GetShardIterator por segundo y shard
one-after-the-other = una tras otra
at-random = al azar
skewed-zipf = sesgado (Zipf)
a-share-to-one-key = una parte a una clave
each-record-its-own = cada record la suya
all-records-of-one-key-hash = Todos los records de una clave tienen el mismo hash, así que van a un solo shard, se divida como se divida. Una clave caliente necesita otra clave: camión y viaje, por ejemplo.
five-calls = cinco llamadas
polling-less-often-helps-so-does = Ayuda hacer polling con menos frecuencia; también enhanced fan-out.
more-shards-help-so-does-enhanced = Ayudan más shards; también enhanced fan-out.
all-that-poll-a-shard-share = todos los que hacen polling de un shard comparten { $share } por segundo. { $helps }
processed = procesados
reordered = desordenados
a-producer = un producer
key-head = clave
verdict = veredicto
count = recuento
truth = valor real
sum = suma
right = correcto
whose = de quién
items = elementos
two-thousand-records = 2000 records
two-mib = 2 MiB
