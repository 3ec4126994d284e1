all-sent = todo enviado
putrecords = PutRecords ×{ $batch }
kpl-aggregated = KPL: agregado
kinesis-agent = Kinesis Agent
key = clave { $partition_key } · { $size }
rows-of-a-file = filas de un archivo
by = {" "}· por { $field }
a-random-key-for-each-record = {" "}· una clave aleatoria por record
keys = { $keys ->
    [one] { $keys } clave, { $distribution }{ $by } · { $size }
   *[other] { $keys } claves, { $distribution }{ $by } · { $size }
}
encrypted = {" "}· cifrado
its-answers-get-lost-for-more = Sus respuestas se pierden durante { $left } más.
one-key-can-write-1-000 = Una clave puede escribir 1000 records y 1 MiB por segundo como máximo. Dividir no puede ayudar.
rate = Ritmo
each-refusal-counts-a-record-that = Cada rechazo cuenta: un record rechazado tres veces cuenta tres veces
records-of-the-stream-that-they = Records del stream en los que se empaquetaron
packed-into = empaquetados en
put-payload-units-of-25-kib = PUT payload units de 25 KiB que no se gastaron, si cada record por sí solo es una
put-units-saved = PUT units ahorradas
checkpoint-line-byte-sent-but-not = checkpoint: línea { $line }, byte { $byte } · enviadas sin checkpoint: { $sent }
the-agents-own-database-where-it = La base de datos propia del agente: desde dónde sigue tras una caída
the-agent-is-down-for-more = El agente está caído durante { $left } más; el archivo crece. Después envía otra vez lo que hay a partir de su checkpoint.
withdraw = Retirar
sends-1-400-records-a-second = { $key } envía 1400 records por segundo más (h)
inject-hot-key = Inyectar clave caliente
end-burst = Terminar ráfaga
five-times-the-rate-for-10 = Cinco veces el ritmo durante 10 s

given-up-by-producers = los producers abandonan { $records }

trucks-gps = 100 camiones (GPS)
clicks-by-user = clics por usuario
visitors-by-country = visitantes por país
custom-keys = claves propias
a-log-file-by-the-agent = un archivo de log, con el agente
lose-the-answers-to-it = pérdida de sus respuestas
producer-named = producer { $name }
sensors = sensores
producers = producers
accepted = aceptados
refused = rechazados
waiting = en espera
burst-times-five = Ráfaga ×5
stop = parada
