name = Deutsch
choose = Sprache
could-not-be-loaded = { $name } konnte nicht geladen werden
of-another-version = { $file } gehört zu einer anderen Version der Seite
spoken-already = eine Sprache wird schon gesprochen
not-kept = Dieser Lauf ginge verloren
not-kept-what = Dieser Browser bewahrt für diese Seite nichts auf. Speichere oder teile den Lauf; öffne die Seite dann mit ?lang=de, es oder en in ihrer Adresse.
