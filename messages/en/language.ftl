# What the language calls itself.
name = English
# Before the list of languages.
choose = Language
could-not-be-loaded = { $name } could not be loaded
of-another-version = { $file } is of another version of the page
spoken-already = a language is spoken already
not-kept = This run would be lost
not-kept-what = This browser keeps nothing for this site. Save or share the run; then open the page with ?lang=de, es or en in its address.
