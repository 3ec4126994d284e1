copied = Copiado
not-copied = No se copió

not-tried = No se probó
no-stream = No hay stream
create-a-stream-first-the-rows = Crea primero un stream; las filas irán a él.

run-restored = Simulación recuperada
it-is-paused-where-it-was = Está en pausa donde se guardó por última vez.
run-not-restored = Simulación no recuperada
there-is-none-named-there-are = No hay ninguna llamada “{ $name }”. Hay: { $names }.
no-such-scenario = No existe esa simulación
this-scenario-cannot-be-set-up = esta simulación no se puede configurar así: { $refusal }
clock-expected-manual-found = clock: se esperaba manual, se encontró '{ $other }'
the-address-has-a-mistake = La dirección tiene un error

no-producer-of-this-stream-sends = Ningún producer de este stream envía la clave “{ $wanted }”.
key-not-found = Clave no encontrada

without-a-title = sin título
its-beginning = su comienzo
up-to = { $title }, { $lines } hasta { $until }
it-is-too-long-to-be = Es demasiado larga para guardarla mientras avanza.
what-you-do-here-is-gone = { $reason } Lo que hagas aquí se pierde al cerrar la página; Compartir (Ctrl S) lo guarda en un archivo.
this-run-is-not-remembered = Esta simulación no se recuerda
the-browser-keeps-nothing-for-this = El navegador no guarda nada para esta página, o no tiene espacio.
run-not-loaded = Simulación no cargada
you-left-a-run = Dejaste una simulación
as-you-left-it = Como la dejaste
your-run-is-played-again-up = Tu simulación se reproduce otra vez hasta donde la dejaste, y ahí se pone en pausa.
run-loaded = Simulación cargada
it-is-being-played-again-up = Se reproduce otra vez hasta donde se dejó, y después se pone en pausa.

branching-is-f-now-b-blanks = Crear una rama es ahora f: b oscurece la pantalla al presentar.
the-next-event-is-now-and = Lo siguiente es ahora →, y un solo record es Mayús →.
this-key-has-another-meaning = Esta tecla tiene otro significado

branches-are-kept = Se guardan 16 ramas
no-more-fit-forget-one-by = No caben más. Olvida una con la ✕ junto a su nombre, debajo de la línea de tiempo; después inténtalo de nuevo.
a-file-is-missing = Falta un archivo
nothing-to-redo = Nada que rehacer
nothing-to-undo = Nada que deshacer
this-story-has-a-mistake = Esta historia tiene un error
it-plays-up-to-where-it-was-saved = Se reproduce otra vez hasta donde se guardó, y después se pone en pausa.
its-story-has-a-mistake-and = {" "}Su historia tiene un error y se omite: { $why }

not-saved = No se guardó
the-browser-refused-the-download = El navegador rechazó la descarga.
the-rows-of-your-own-file = Las filas de tu propio archivo no están dentro: se quedan contigo.
saved = Guardado
the-browser-refused = el navegador lo rechazó
this-link-holds-no-run = Este enlace no contiene ninguna simulación
no-such-story = No existe esa historia
no-such-lesson = No existe esa lección

this-step-could-not-do-what = Este paso no pudo hacer lo que dice
newer-version = Hay una versión más nueva de Shardscope
newer-version-when = Se usará cuando se hayan cerrado todas las pestañas de esta, o ahora: esta simulación sigue con ella.
step-expected = step: se espera un número desde 1, hay { $found }
this-branch-goes-on = Sigue esta rama
branches-are-not-kept = Las demás no se conservan al recargar la página.
the-page-is-loading = La página se está cargando…
the-page-could-not-be-loaded = La página no se pudo cargar: se cortó la conexión.
what-you-see-keeps-playing = Lo que ves sigue en marcha.
load-it-again = Cargarla de nuevo
key-not-sent = Nadie envía esta clave
it-would-go-to = Su MD5 es { $hash }: iría al shard { $shard }.
