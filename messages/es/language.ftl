name = Español
choose = Idioma
could-not-be-loaded = No se pudo cargar { $name }
of-another-version = { $file } es de otra versión de la página
spoken-already = ya se habla un idioma
