the-same-as-a-call = Lo mismo como llamada
aws-has-no-call-for-this = AWS no tiene ninguna llamada para esto: es una línea de un script de Shardscope
shardscope-command-no-aws = Comando de Shardscope (sin equivalente en AWS):
call = Llamada
copy = Copiar

why = ¿Por qué?
why-of = ¿Por qué? { $name }
settings = Ajustes
and-more = y { $more } más
and-more-workers = y { $more } workers más
do-something-to = Hacer algo con { $name }

producers = Producers
consumers = Consumers
queues-and-topics = Queues y topics
crash-stall-cut-off-poison-lose = Caída, congelación, aislamiento, veneno, respuestas perdidas, pausa: durante el tiempo que digas
faults = Fallos
add-a-producer = Añadir un producer
add-a-consumer = Añadir un consumer
add = + Añadir
a-stream = Un stream
a-queue = Una queue
create-a-stream-first = Crea primero un stream.
this-run-has-no-stream = Esta simulación no tiene ningún stream.
nobody-writes-to-this-stream-add = Nadie escribe en este stream. Añade un producer.
no-one-is-reading-this-stream = Nadie lee este stream. Los records se quedan hasta que caducan, se lean o no.

console = Consola
aws-kinesis-help-tab-completes = aws kinesis … · help · Tab completa, ↑ recupera las líneas anteriores. Los blobs van en base64, como en la versión 2 de la CLI.
completions = Sugerencias
command-line = Línea de comandos
clear = Limpiar
close-the-console = Cerrar la consola
characters-in-all-pick-with-query = … { $output } caracteres en total: selecciona con --query
exit-code = { $stderr }
    (código de salida { $code })

at-most = máximo { $most }

story-and-producers = Historia y producers
consumers-and-details = Consumers y detalles

route = Ruta

stream-on-the-other-branch = Stream en la otra rama
stage = Escenario
picture-arrows-walk-the-shards = Imagen: las flechas recorren los shards
back-to-the-stream = Volver al stream
nothing-is-chosen-the-route-above = No hay nada elegido. La ruta de arriba muestra lo que hay.
an-empty-account = Una cuenta vacía
create-a-stream-then-add-a = Crea un stream y luego añade un producer y un consumer.
create-a-stream = Crear un stream
dismiss = Descartar
start-anew = Empezar de nuevo
resume = Reanudar
memory-budget-reached-of = Límite de memoria alcanzado: { $used } de { $limit }
allow = Permitir { $more }
takes-30-simulated-seconds = tarda 30 segundos simulados.
skip = Saltar { $length }

why-head = Por qué
back = Volver
find-a-partition-key = Buscar una partition key  ( / )
find-a-partition-key-label = Buscar una partition key
it-no-longer-exists = Ya no existe.
there-is-nothing-to-explain = No hay nada que explicar.
each-key-hashes-to-one-place = El hash de cada clave es un lugar de la barra, y por tanto un shard. Haz clic en un shard, un record o un límite; arrastra un límite hacia dentro de un shard para dividirlo, o un shard sobre su vecino para fusionarlos.
look-at-it = Verlo
use-it-now = Usar ahora
others = más
