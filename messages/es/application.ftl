polls-every = polling cada { $idle_millis }
enhanced-fan-out = enhanced fan-out
without-an-owner = , { $count } sin propietario
conditional-put-of-ids = {" "}· put condicional de ids
keeps-sequence-numbers = {" "}· guarda sequence numbers
kcl-checkpoints-every-the-work = KCL · { $how }{ $delivered } · { $leases }{ $unowned } · checkpoint cada { $checkpoint_millis } { $when } del trabajo{ $once } · { $lag_records } de retraso
lease-table = Tabla de leases
the-application-fails-at-the-next = La aplicación falla en el próximo record del shard { $shard }: la biblioteca se salta el resto de su batch
poison-a-record = Envenenar un record
remove-poison = Quitar el veneno

an-application = una aplicación
starts = { $worker } arranca
crashes = { $worker } se cae
stops = { $worker } se detiene
takes-shard-from = { $worker } toma el shard { $shard } de { $from }
takes-shard = { $worker } toma el shard { $shard }
has-lost-shard = { $worker } ha perdido el shard { $shard }
of-shard-processed-again = procesa otra vez { $records } del shard { $shard }
of-shard-out-of-order = procesa fuera de orden { $records } del shard { $shard }
of-shard-skipped-after-an-exception = se salta { $records } del shard { $shard } tras una excepción
of-shard-missed-expired = pierde { $records } del shard { $shard } por caducidad
a-checkpoint-of-on-shard-is = se rechaza un checkpoint de { $worker } en el shard { $shard }
shard-is-read-to-its-end = el shard { $shard } se ha leído hasta el final
a-lease-for-shard = una lease para el shard { $shard }
the-lease-of-shard-is-deleted = se borra la lease del shard { $shard }
shard = shard { $shard }

the-dynamodb-table-rows-writes-of = La tabla { $name } de DynamoDB: { $leases ->
    [one] { $leases } fila
   *[other] { $leases } filas
}; escrituras: { $writes }, de ellas rechazadas por su condición: { $failed_conditions }. El propietario de una lease aumenta su contador con cada renovación; quien lo ve quieto durante { $failover_seconds } s puede tomar la lease.

kcl-two-workers = KCL, dos workers
kcl-enhanced-fan-out = KCL, enhanced fan-out
kcl-ids-in-a-table = KCL, ids en una tabla
kcl-sequence-numbers-kept = KCL, guarda sequence numbers
kcl-applications = Aplicaciones KCL
fail-at-the-next-record = fallo en el próximo record
name-and-shard = { $name }: shard { $shard }

no-owner = sin propietario
shard-behind = shard { $shard } · { $lag } de retraso
who-holds-which-lease-and-how = Quién tiene cada lease, y cuánto retraso lleva: una barra llena es { $full }.
leases-of = Leases de { $name }
the-lease-table-has-no-such = La tabla de leases ya no tiene esa fila
shard-holds-its-lease-counter = Shard { $shard }: { $owner } tiene su lease (contador { $counter }), { $behind } de retraso

records = { $records ->
    [one] { $records } record{ $cpu }
   *[other] { $records } records{ $cpu }
}
of-its-cpu-used = , { $cpu } de su CPU en uso
stalled = congelado, { $left }
cut-off = aislado, { $left }
at-speed-for = al { $slow } %, { $left }
clock-s-off = reloj desviado { $ahead } s
at-speed = al { $speed } %
crash-back-in-30-s = caída, vuelve en 30 s
crash-for-good = caída definitiva
stall-for-45-s = congelación de 45 s
work-at-10-for-60-s = al 10 % durante 60 s
cut-from-lease-table-30-s = sin tabla de leases, 30 s
clock-30-s-ahead = reloj 30 s adelantado
shut-down-gracefully = apagado ordenado
half-a-processor = medio procesador
one-processor = un procesador
two-processors = dos procesadores
crash-and-come-back = caída y vuelta
work-at-10-of-its-speed = trabajo al 10 % de su velocidad
work-at-300-of-its-speed = trabajo al 300 % de su velocidad
cut-from-the-lease-table = sin acceso a la tabla de leases
a-worker-looks-at-its-clock = Un worker mira su reloj cuando busca leases, cada 20 s: un fallo breve puede pasar inadvertido.
worker = { $name }: worker-{ $worker }
before = antes
after = después
add-worker = + Worker
reordered = desordenados
nobody = nadie
shard-head = shard
behind = retraso
starting = arrancando
crashed = caído
working = trabajando
idle = inactivo
several = aplicaciones
application-head = aplicación
worker-head = worker
stall = congelación
