stopped = Shardscope ist stehen geblieben
kept = Das ist unser Fehler, nicht deiner. Was du getan hast, bleibt erhalten: Speichere es, oder lade neu und mach von dort weiter.
reload = Neu laden und weitermachen
save = Diesen Lauf speichern
fresh = Neu anfangen
