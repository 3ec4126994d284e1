numberofnotificationsdelivered-of = NumberOfNotificationsDelivered, de todas las subscriptions
filtered-out = filtrados
kept-out-by-filter-policies = Excluidos por filter policies
published-again-within-five-minutes = Publicados otra vez en menos de cinco minutos, y entregados una vez
to-be-tried-again = por reintentar
deliveries-that-an-endpoint-has-not = Entregas que un endpoint todavía no ha aceptado
given-up-dead-letters-included = Abandonados, dead letters incluidas
publishes-refused-for-the = Publicaciones rechazadas por el rendimiento
messages-that-can-be-replayed = Mensajes que se pueden reproducir de nuevo
fifo-topic = topic FIFO
standard-topic = topic estándar
who-gets-what = Quién recibe qué
sns = SNS, { $kind }
raw = , raw
filtered = , con filtro
delivered = → { $name }{ $raw }{ $filter }: { $number_of_notifications_delivered } entregados

topic-created = topic { $name } creado
topic-deleted = topic borrado
subscribes-to = { $endpoint } se suscribe a { $name }
a-subscription-ends = termina una subscription
published-again-and-delivered-once = { $name }: nueva publicación de { $messages }, con una sola entrega
does-not-take-tried-again = { $endpoint } no acepta { $messages }: se reintenta
for-go-to-its-dead-letter = { $messages ->
    [one] { $messages } mensaje para { $endpoint } va a su dead-letter queue
   *[other] { $messages } mensajes para { $endpoint } van a su dead-letter queue
}
for-are-lost = { $messages ->
    [one] { $messages } mensaje para { $endpoint } se pierde
   *[other] { $messages } mensajes para { $endpoint } se pierden
}
refused = { $name } rechazó { $calls }
replayed-to = nueva reproducción de { $messages } hacia { $endpoint }

its-subscription-is-one-of-this = su subscription es de esta simulación
topic-endpoint = topic, endpoint
cloudwatch-namespace-aws-sns-since = CloudWatch, espacio de nombres AWS/SNS, desde el principio

published = { $published } publicados
more-in-the-table = ; { $more } más en la tabla
each-with-a-copy-of-every = { $subscriptions }, cada una con una copia de todo mensaje que deja pasar su filtro{ $more }
subscriptions-to = Subscriptions a { $name }
delivered-to = { $name }: { $delivered } entregados
this-subscription-has-ended = Esta subscription ha terminado
filter-policy = ; filter policy { $policy }
mark-create = crear { $Name }
mark-delete = borrar { $TopicArn }
mark-subscribe = suscribir a { $TopicArn }
published-count = publicados
delivered-count = entregados
deduplicated = deduplicados
failed = fallidos
refused-count = rechazadas
archived = archivados
topics = topics
a-topic = un topic
a-subscription = una subscription
endpoint = endpoint
delivered-head = entregados
