bad-value-for-query = Valor incorrecto para --query { $shortened }: { $reason }
it-comes-to-more-than-mib = su resultado supera { $most } MiB
it-has-characters-at-most-are = tiene { $characters } caracteres; se aceptan { $characters_most } como máximo
it-has-brackets-commas-and = tiene { $operators } paréntesis, comas y operadores; se aceptan { $operators_most } como máximo
a-number-in-it-has-more = contiene un número de más de { $digits_most } dígitos

expected-a-number = se esperaba un número
expected-number-op-number = se esperaba NUMBER OP NUMBER, con un espacio a cada lado de OP, que es uno de { $signs }
a-number-has-parts-at-most = un número tiene { $most } partes como máximo
no-number = '{ $text }' no es un número ni una consulta: { $reason }
expected-query-time = se esperaba { $name }(QUERY, TIME), con un tiempo mayor que 0; hay { $names }
no-number-now = ningún número
too-long = La simulación hace demasiado en ese tiempo para volver a revisarlo aquí: elige un tiempo más corto.
busy = La simulación está ocupada.
