up-to-the-end-of-the = { $swallowed }, hasta el final del archivo
this-row-has-more-than-4 = esta fila tiene más de 4 MiB
a-quotation-mark-is-left-open = hay unas comillas sin cerrar; se tragaron { $lines } que venían detrás
not-utf-8 = no es UTF-8

utf-16-big-endian = UTF-16, big-endian

instead-of = { $found } en lugar de { $expected }
the-key-is-empty = la clave ({ $columns }) está vacía
the-key-has-characters-256-is = la clave tiene { $chars } caracteres; el máximo es 256
the-row-has-bytes-a-record = la fila tiene { $row } bytes; un record tiene 1.048.576 como máximo

this-line-has-more-than-4 = esta línea tiene más de 4 MiB
not-json = no es JSON: { $error }
not-a-json-object = no es un objeto JSON

day-or-month-first-the-first = ¿Primero el día o el mes? Las primeras filas no lo dicen.
these-letters-are-not-utf-8 = Estas letras no son UTF-8; se leen como Latin-1. ¿Se ven bien los nombres?
this-looks-like-a-column-of = Esto parece una columna de tiempos. ¿Lo es?
no-column-of-times-was-found = No se encontró ninguna columna de tiempos. ¿Cuántas filas llegan por segundo?
the-file-is-empty = El archivo está vacío.
this-is-not-a-text-file = Esto no es un archivo de texto: la línea { $line } tiene un byte NUL.
the-first-lines-are-blank = Los primeros 256 KiB del archivo son líneas en blanco: bórralas.
the-row-has-nul-bytes = la fila tiene bytes NUL
line-1-this-is-one-json = Línea 1: esto es un único array JSON. Escribe un objeto por línea (NDJSON).
line = Línea { $line }: { $reason }.
the-first-line-has-more-than = la primera línea tiene más de 256 KiB
line-1 = Línea 1: { $what }.
line-1-the-first-row-has = Línea 1: la primera fila tiene más de 256 KiB: ¿hay unas comillas sin cerrar?
the-file-has-no-rows = El archivo no tiene filas.
column = columna { $number }

there-is-no-such-column = no existe esa columna
no-column = falta la columna { $name }
no-field = falta el campo { $name }
is-not-a-text-or-number = { $name } no es un texto ni un número

year-month-day = año, mes, día
day-month-year = día, mes, año
month-day-year = mes, día, año
is-not-a-number = “{ $text }” no es un número
is-out-of-range = { $text } está fuera de rango
is-not-a-date = “{ $text }” no es una fecha como 2026-01-31 12:00:00
is-not-a-day-first-date = “{ $text }” no es una fecha como 31/01/2026 12:00
utf-8 = UTF-8
latin-1 = Latin-1
utf-16 = UTF-16
seconds = segundos
milliseconds = milisegundos
microseconds = microsegundos
