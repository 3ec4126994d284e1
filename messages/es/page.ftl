to = { $least } a { $most }
a-number-is-needed = se necesita un número: { $range }
not-a-whole-number = no es un número entero; { $range }
out-of-range = fuera de rango; { $range }

kinesis-agent = Kinesis Agent
give-up = abandonar
retry-at-once = reintentar enseguida
back-off-with-jitter = esperar cada vez más, con jitter
after-the-work = después del trabajo
before-the-work = antes del trabajo

a-link-does-not-hold-the = Un enlace no contiene las filas de tu propio archivo. Guarda la simulación como archivo y comparte ambos.
the-browser-made-no-picture = el navegador no generó ninguna imagen

the-file-has-mib-50-mib = El archivo tiene { $size } MiB; el máximo es 50 MiB.
could-not-be-loaded = No se pudo cargar “{ $path }”: { $reason }.
is-on-another-site-a-story = “{ $path }” está en otro sitio. Una historia se abre desde este, con un archivo o con un enlace que la contenga.
could-not-be-loaded-http = No se pudo cargar “{ $path }” (HTTP { $status }).
is-no-story-docs-stories-md = “{ $path }” no es una historia: docs/STORIES.md dice cómo empieza una.
the-file-cannot-be-read = No se puede leer el archivo: { $error }.
the-sample-file-could-not-be = No se pudo cargar el archivo de ejemplo.
the-sample-file-http-status = No se pudo cargar el archivo de ejemplo (HTTP { $status }).

the-browser-has-no-room-for = el navegador no tiene espacio para ella
this-run-is-no-longer-kept = Esta simulación ya no está guardada.

the-run-is-still-on-its = la simulación aún está en camino; espera, o ponla en pausa donde está

truck = Camión
star = Estrella
spiral = Espiral

the-records-kept-have-reached-the = Los records guardados han alcanzado el límite de memoria. No se ha descartado nada; el tiempo está detenido. Permite más, acorta la retención de un stream, borra uno o empieza de nuevo.
the-file-is-read-in-this = El archivo se lee en esta página y nunca sale de tu navegador.
visitors-by-country = visitantes por país
one-key = una clave
your-file = tu archivo
its-number-in-scripts-and-in = Su número en los scripts y en la consola
worker-crashes = worker-{ $worker } se cae
worker-stalls = worker-{ $worker } se congela
worker-at = worker-{ $worker } al { $per_cent } %
worker-is-cut-off = worker-{ $worker } queda aislado
the-clock-of-worker-jumps = el reloj de worker-{ $worker } salta
poison-for-shard = veneno para el shard { $id }
poison-removed = veneno retirado
answers-get-lost = se pierden respuestas
the-agent-stops = el agente se para
it-sends-the-rows-of-a = Envía las filas de un archivo, y una simulación no guarda archivos: su producer se omite. Elige el archivo otra vez en Tus datos.
stopped = Detenido.
gone = ya no existe
trucks = camiones
clicks = clics
sensors = sensores
custom = propias
