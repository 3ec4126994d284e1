figures = Cifras
replayable = Relectura: { $replay }
wait-to-be-sent-refused-so = por enviar: { $waiting }, rechazados hasta ahora: { $refused }{ $why }
points-of-earlier-sheets-go-first = antes van { $before } puntos de hojas anteriores
why = Por qué
s-accepted = /s aceptados
of-limit = de { $limit }
not-known-here = aquí no se sabe
cost-so-far = coste hasta ahora
nothing-yet = nada todavía
in-order = en orden
out-of-order = fuera de orden

each-cell-opens-a-run-that = Cada celda abre una simulación que lo muestra. Lo que una celda dice más allá de su simulación, por ejemplo sobre otros tipos de topic, procede de la documentación de AWS.
what-differs = Qué los distingue

show-the-stream = Mostrar el stream
sheet = Hoja
draw-here = Dibuja aquí
of-at-most = { $points } de { $most } como máximo
the-same-points-at-the-same = Los mismos puntos, en los mismos momentos. En camino: cuanto más tiempo hace que se creó un mensaje, más a la derecha está.{" "}
a-consumer-has-it = {" "}lo tiene un consumer{" "}
it-came-back = {" "}volvió.{" "}
order-the-newest-on-the-right = Orden: lo más nuevo a la derecha.{" "}
in-order-in-its-trucks-colour = {" "}en orden, con el color de su camión{" "}
after-a-later-one-of-its = {" "}después de uno posterior de su camión{" "}
duplicate = {" "}duplicado.{" "}
consumers = Consumers:{" "}
at-work = {" "}trabajando{" "}
idle = {" "}inactivo{" "}
crashed = {" "}caído
each-point-is-a-message-its = Cada punto es un mensaje. Quien lo recibe traza una línea hasta él desde el mensaje recibido antes.{" "}
not-the-next-one-out-of = {" "}no es el siguiente: fuera de orden{" "}
duplicate-mark = {" "}duplicado{" "}
consumer-at-work = {" "}consumer trabajando{" "}
all-lanes = Todos los carriles
points-a-second = Puntos por segundo
messages-a-second = Mensajes por segundo
consumers-label = Consumers
work = Trabajo
crashes = Caídas

your-drawing = Tu dibujo
side-by-side = Lado a lado
draw-a-shape = Dibujar una figura
show-the-drawing = Mostrar el dibujo
ordering-lab = Laboratorio de orden
show-the-ordering-lab = Mostrar el laboratorio de orden
a-lane-of-the-lab-writes = Un carril del laboratorio escribe en este stream. El laboratorio muestra sus mensajes.
the-consumers-of-a-lane-read = Los consumers de un carril leen este stream. El laboratorio los muestra.

a-sheet-to-draw-on-with = Una hoja para dibujar con el ratón o el dedo; los botones de al lado dibujan figuras
draw = Dibujar
send-again = Enviar otra vez
new-sheet = Hoja nueva

visibility-timeout = Visibility timeout

the-drawing-as-received-points-of = El dibujo tal como se recibió: { $points } puntos, de los que { $broken } no son el siguiente

n-3-000-a-second-300-for = 3000 por segundo, 300 para un grupo
sns-topic = Topic SNS · { $queues }
nothing-a-topic-keeps-no-message = nada: un topic no guarda ningún mensaje
does-not-subscribe-any-more = ya no está suscrita
gets-envelopes-which-are-not = recibe sobres, que aquí no se cuentan: suscríbela con RawMessageDelivery=true

kinesis-stream = Stream de Kinesis · { $shards }
a-second-1-000-for-each = { $shards } por segundo: 1000 por cada shard
for-h-by-any-consumer = { $records } durante { $hours } h, por cualquier consumer
one-group = un grupo
a-group-per-truck = un grupo por camión
groups = { $groups } grupos
n-70-000-calls-a-second-high = 70.000 llamadas por segundo: alto rendimiento
a-second-300-calls-of = { $messages } por segundo: 300 llamadas de { $size }
sqs-fifo-queue = Queue FIFO de SQS · { $groups }
sqs-standard-queue = Queue estándar de SQS
nearly-any-number-a-second = casi cualquier número por segundo
nothing-what-is-done-is-deleted = nada: lo terminado se borra

messages-that-are-not-done = Mensajes sin terminar: { $depth }
waiting-in-progress-s-processed = { $waiting } en espera, { $working } en curso · { $processed }/s procesados
the-most-consumers-that-worked-at = El máximo de consumers que trabajaron a la vez en los últimos 5 segundos
in-parallel = {" "}en paralelo,{" "}
idle-count = {" "}sin trabajo
last-5-s = {" "}· últimos 5 s
what-a-consumer-that-comes-now = Lo que aún podría leer un consumer que llegue ahora
in-us-east-1-so-far = En us-east-1, hasta ahora
service = servicio
on-the-way = en camino
consumers-head = consumers
order-truck-by-truck = orden, camión por camión
so-far = hasta ahora
nothing-received-yet = Todavía no se ha recibido nada.
the-last-messages-in-order-for = Los últimos { $messages } mensajes: { $in_order } en orden para su camión, { $out_of_order } fuera de orden, { $duplicates } duplicados
replayable-label = releíbles
pending = pendientes
of-a-thousand = de 1000
lanes = carriles
thirty-thousand-a-second = 30.000 por segundo
cost = coste
