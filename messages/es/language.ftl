name = Español
choose = Idioma
could-not-be-loaded = No se pudo cargar { $name }
of-another-version = { $file } es de otra versión de la página
spoken-already = ya se habla un idioma
not-kept = Esta simulación se perdería
not-kept-what = Este navegador no guarda nada de este sitio. Guarda o comparte la simulación; abre luego la página con ?lang=de, es o en en su dirección.
