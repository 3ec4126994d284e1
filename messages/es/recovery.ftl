stopped = Shardscope se ha detenido
kept = El error es nuestro, no tuyo. Lo que hiciste está guardado: guárdalo en un archivo, o recarga y sigue desde ahí.
reload = Recargar y seguir
save = Guardar esta simulación
fresh = Empezar de nuevo
