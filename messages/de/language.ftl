name = Deutsch
choose = Sprache
could-not-be-loaded = { $name } konnte nicht geladen werden
of-another-version = { $file } gehört zu einer anderen Version der Seite
spoken-already = eine Sprache wird schon gesprochen
