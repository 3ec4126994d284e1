retries-until-they-expire = reintenta hasta que caducan
retries = { $most ->
    [one] { $most } reintento
   *[other] { $most } reintentos
}
tumbling-windows-of-s = {" "}· tumbling windows de { $seconds } s
bisects = {" "}· biseca
reports-failures = {" "}· informa de fallos
lambda-batches-of-window-s-per = Lambda{ $delivered } · batches de { $batch_size }, ventana de { $window_seconds } s{ $tumbling } · { $parallelization_factor } a la vez por shard · { $retries }{ $bisects }{ $reports } · { $lag_records } de retraso
running-and-most = { $running } (máx. { $most_at_once })
invocations-under-way-and-the-most = Invocaciones en curso, y el máximo que hubo a la vez
invocations-refused-for-the = Invocaciones rechazadas por la concurrencia reservada
shard-is-held-up-by-a = { $attempts ->
    [one] Un batch que ha fallado una vez detiene el shard { $shard }.
   *[other] Un batch que ha fallado { $attempts } veces detiene el shard { $shard }.
}
window-of-shard-from-sum = Ventana del shard { $shard } desde { $start }: { $records }, suma { $of }
on-failure-destination-shard = Destino en caso de fallo: shard { $shard }, { $records }, { $why }
the-function-fails-at-the-next = La función falla en el próximo record del shard { $shard }
poison-a-record = Envenenar un record
remove-poison = Quitar el veneno

of-shard-given-up = abandona { $records } del shard { $shard }
of-shard-throttled = { $invocations } del shard { $shard } con throttling
of-shard-failed = { $invocations } del shard { $shard } con error
a-batch-of-shard-is-cut = un batch del shard { $shard } se parte en dos
shard-is-read-to-its-end = el shard { $shard } se ha leído hasta el final
a-window-of-shard-ends-with = una ventana del shard { $shard } termina con { $records }

lambda-function = Función Lambda
lambda-10-at-once-per-shard = Lambda, 10 a la vez por shard
lambda-windows-of-30-s = Lambda, ventanas de 30 s
larger-than-an-event-may-be = más grande de lo que puede ser un evento
cloudwatch-namespace-aws-lambda = CloudWatch, espacio de nombres AWS/Lambda, desde el principio
cut-short-by-the-end-of = , acortada por el final del shard
tumbling-windows-the-newest-first = Tumbling windows, las más recientes primero
begins-at = empieza en
first-record = primer record
last-record = último record
batch-size = tamaño del batch
on-failure-destination-the-newest = Destino en caso de fallo, lo más reciente primero
fail-at-the-next-record = fallo en el próximo record
name-and-shard = { $name }: shard { $shard }

failed = { $records }, ha fallado { $times }
records-and-time-left = { $records }, quedan { $since }
about-to-run = { $records }, a punto de ejecutarse
times = { $number } veces
shard = shard { $shard }
behind = { $lag } de retraso
a-row-per-shard-its-batch = Una fila por shard: su batch, y lo que espera detrás. En curso: { $running }.
batches-of = Batches de { $function_name }
the-function-no-longer-reads-this = La función ya no lee este shard
shard-waiting = Shard { $number }: { $said }; { $records } en espera
running = en curso
invocations = invocaciones
errors = errores
throttles = throttling
a-function = una función
shard-head = shard
sum = suma
condition = condición
idle = inactivo
once = una vez
batch = batch
waiting = en espera
behind-head = retraso
several = funciones
function-head = función
