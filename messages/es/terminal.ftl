there-is-no-export-there-are = no hay ninguna exportación { $other }; hay link, shell, cloudformation, script, model, trace.csv, trace.ndjson, charts.csv y charts.ndjson

this-is-not-a-saved-run = Esto no es una simulación guardada: { $error }.
this-run-was-saved-as-json = Esta simulación se guardó como JSON de la versión { $version }; solo ha existido la versión 1.
this-run-cannot-be-a-script = Esta simulación no puede ser un script: { $error }

a-flag = un indicador
text-form = texto
range = { $least } a { $most }
by-default = , { $text } por defecto
own-lines =
    Líneas de este simulador, para lo que AWS no tiene ninguna llamada:
      producer|reader|application|lambda NAME --stream-name S [options]
      message-lambda NAME [--queue-name Q] [options]
      lane NAME --stream-name S|--queue-name Q|--topic-name T [options]
      set-producer NAME|N [options] / set-reader / set-application / set-lambda / set-message-lambda / set-lane
      remove-producer NAME|N / remove-reader / remove-application / remove-lambda / remove-message-lambda / remove-lane
      add-worker APPLICATION / set-worker APPLICATION WORKER --speed 50% / stop-worker APPLICATION WORKER
      draw [--new-sheet] M120,40 130,44 … M500,300 …   (M empieza un trazo; una hoja llega hasta 999,599)
      burst PRODUCER [--factor 5] [--for 10s]
      fault pause-zone a|b|c [--for 30s] / resume-zone a|b|c
      fault crash APPLICATION WORKER [--restart-after 30s] / stall|cut-from-table APPLICATION WORKER [--for 30s]
      fault slow APPLICATION WORKER [--to 10%] [--for 30s] / skew APPLICATION WORKER --ahead|--back 30s [--for 30s]
      fault poison APPLICATION SHARD [--for 30s] / heal APPLICATION / poison-lambda FUNCTION SHARD / heal-lambda FUNCTION
      fault lose-answers|stop-agent PRODUCER [--for 10s]
      note 'text'
      measure NUMBER | NUMBER OP NUMBER   (lo que mide una lección, como dice docs/LESSONS.md)
    Un actor se indica por su nombre o su número. 'help producer' muestra las opciones de un producer; set-producer cambia las que
    nombra, una o varias, y deja las demás: set-producer hot --rate 900.
commands-of =
    aws { $service } <command> [options]

    Comandos de { $title }:
options-of-every-command = Opciones de todos los comandos:
help-says-more = help <command> dice más. Tab completa; las flechas recuperan las líneas anteriores.
no-such-command = No existe el comando '{ $topic }'. 'help' los muestra todos.
not-modelled = { $name } forma parte de { $title }, pero este simulador no lo modela.
named-in-the-reference = La referencia de la API lo llama { $name }.
required = obligatorio;{" "}
characters = , de { $least } a { $most } caracteres
text-of = texto de { $pattern }{ $bounds }
text-within = texto{ $bounds }
a-whole-number = un número entero
a-whole-number-from = un número entero desde { $least }
a-whole-number-within = un número entero, de { $least } a { $most }
bytes-in-base64 = bytes en base64, o como texto con --cli-binary-format raw-in-base64-out
a-time-such-as = un tiempo como 2026-01-01T00:00:00Z, o segundos desde 1970
some-of = de { $least } a { $most } de: { $shape }
key-value-or-json = key=value,key=value o JSON
members-or-json = { $members } o JSON
lines-of-an-actor =
    { $word } NAME …
    set-{ $word } NAME|N …
    remove-{ $word } NAME|N
