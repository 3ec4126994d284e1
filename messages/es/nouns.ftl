call = { $n ->
    [one] { $n } llamada
    [many] { $n } de llamadas
   *[other] { $n } llamadas
}
column = { $n ->
    [one] { $n } columna
    [many] { $n } de columnas
   *[other] { $n } columnas
}
consumer = { $n ->
    [one] { $n } consumer
    [many] { $n } de consumers
   *[other] { $n } consumers
}
failed-attempt = { $n ->
    [one] { $n } intento fallido
    [many] { $n } de intentos fallidos
   *[other] { $n } intentos fallidos
}
field = { $n ->
    [one] { $n } campo
    [many] { $n } de campos
   *[other] { $n } campos
}
getrecords-call = { $n ->
    [one] { $n } llamada a GetRecords
    [many] { $n } de llamadas a GetRecords
   *[other] { $n } llamadas a GetRecords
}
invocation = { $n ->
    [one] { $n } invocación
    [many] { $n } de invocaciones
   *[other] { $n } invocaciones
}
key = { $n ->
    [one] { $n } clave
    [many] { $n } de claves
   *[other] { $n } claves
}
lane = { $n ->
    [one] { $n } carril
    [many] { $n } de carriles
   *[other] { $n } carriles
}
lease = { $n ->
    [one] { $n } lease
    [many] { $n } de leases
   *[other] { $n } leases
}
line = { $n ->
    [one] { $n } línea
    [many] { $n } de líneas
   *[other] { $n } líneas
}
message = { $n ->
    [one] { $n } mensaje
    [many] { $n } de mensajes
   *[other] { $n } mensajes
}
open-shard = { $n ->
    [one] { $n } shard abierto
    [many] { $n } de shards abiertos
   *[other] { $n } shards abiertos
}
point = { $n ->
    [one] { $n } punto
    [many] { $n } de puntos
   *[other] { $n } puntos
}
publish-call = { $n ->
    [one] { $n } llamada de publicación
    [many] { $n } de llamadas de publicación
   *[other] { $n } llamadas de publicación
}
queue = { $n ->
    [one] { $n } queue
    [many] { $n } de queues
   *[other] { $n } queues
}
read = { $n ->
    [one] { $n } lectura
    [many] { $n } de lecturas
   *[other] { $n } lecturas
}
record = { $n ->
    [one] { $n } record
    [many] { $n } de records
   *[other] { $n } records
}
refusal = { $n ->
    [one] { $n } rechazo
    [many] { $n } de rechazos
   *[other] { $n } rechazos
}
row = { $n ->
    [one] { $n } fila
    [many] { $n } de filas
   *[other] { $n } filas
}
shard = { $n ->
    [one] { $n } shard
    [many] { $n } de shards
   *[other] { $n } shards
}
subscription = { $n ->
    [one] { $n } subscription
    [many] { $n } de subscriptions
   *[other] { $n } subscriptions
}
time = { $n ->
    [one] { $n } vez
    [many] { $n } de veces
   *[other] { $n } veces
}
retry = { $n ->
    [one] { $n } reintento
    [many] { $n } de reintentos
   *[other] { $n } reintentos
}
