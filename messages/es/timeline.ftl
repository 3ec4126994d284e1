events = Eventos
events-newest-first = Eventos, los más nuevos primero

moment-of = { $now } de { $end }
moment = Momento
any-moment-of-this-run = Cualquier momento de esta simulación
undo-the-last-change-ctrl-z = Deshacer el último cambio (Ctrl Z)
undo = Deshacer
redo-what-was-undone-ctrl-shift = Rehacer lo deshecho (Ctrl Mayús Z)
redo = Rehacer
go-on-from-here-as-another = Seguir desde aquí en otra rama (f)
branch = Rama
from-the-beginning-to = desde el principio hasta { $end }
branched-at-simulated-to = nace en { $forked_at }, simulada hasta { $end }
beside-this-one = { $name } junto a esta
show-it-beside-this-one-on = Mostrarla junto a esta, con el mismo reloj
forget = Olvidar { $name }
forget-this-branch = Olvidar esta rama
branches = Ramas
rename-this-branch = Renombrar esta rama
rename = Renombrar
name-of-this-branch = Nombre de esta rama

pause = Pausar
play = Reproducir
play-or-pause-space = Reproducir o pausar (espacio)
play-backwards = Reproducir hacia atrás
let-time-run-back-r = Hacer que el tiempo retroceda (r)
the-next-thing-that-happens-shift = Lo próximo que sucede
step = Paso
one-second = Un segundo (>)
thirty-seconds-as-long-as-a = Treinta segundos: lo que tarda una división
speed = Velocidad
slower-and-faster = Más lento [ y más rápido ]
simulated-time = Tiempo simulado
manual-clock = reloj manual
simulated = simulado
the-machine-cannot-play-faster = La máquina no puede ir más rápido; no se salta nada
to-go = quedan { $left }
reached = alcanza { $reached }×
records-in-refused = { $incoming_records } records recibidos · { $throttled_records } rechazados
failed = {" "}· { $failed_records } fallidos
read = {" "}· { $outgoing_records } leídos · { $memory }

changed = cambiar { $name }
removed = quitar { $kind }
zone-pauses = zona en pausa
zone-resumes = zona reanudada
new-sheet = hoja nueva
worker-added = worker añadido
worker-stops = worker-{ $worker } se detiene
act-for = { $act } durante { $length }
worker-works-at = worker-{ $worker } trabaja al { $per_cent } %

records-refused-at-shard = Records rechazados en el shard { $id }

next = Siguiente

leaves = sale { $name }
burst = ráfaga
producer = producer
reader = reader
application = aplicación
function = función
lane = carril
