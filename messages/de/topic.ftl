numberofnotificationsdelivered-of = NumberOfNotificationsDelivered, aller Subscriptions
filtered-out = ausgefiltert
kept-out-by-filter-policies = Durch Filter Policies ferngehalten
published-again-within-five-minutes = Innerhalb von fünf Minuten noch einmal veröffentlicht und einmal zugestellt
to-be-tried-again = zu wiederholen
deliveries-that-an-endpoint-has-not = Zustellungen, die ein Endpoint noch nicht angenommen hat
given-up-dead-letters-included = Aufgegeben, Dead Letters eingeschlossen
publishes-refused-for-the = Wegen des Durchsatzes abgewiesene Publishes
messages-that-can-be-replayed = Messages, die erneut zugestellt werden können
fifo-topic = FIFO-Topic
standard-topic = Standard-Topic
who-gets-what = Wer was bekommt
sns = SNS { $kind }
raw = , raw
filtered = , gefiltert
delivered = → { $name }{ $raw }{ $filter }: { $number_of_notifications_delivered } zugestellt
topic-created = Topic { $name } angelegt
topic-deleted = Topic gelöscht
subscribes-to = { $endpoint } abonniert { $name }
a-subscription-ends = eine Subscription endet
published-again-and-delivered-once = { $name }: { $messages } noch einmal veröffentlicht und einmal zugestellt
does-not-take-tried-again = { $endpoint } nimmt { $messages } nicht an: wird wiederholt
for-go-to-its-dead-letter = { $messages ->
    [one] { $messages } Message für { $endpoint } geht in die Dead-letter Queue
   *[other] { $messages } Messages für { $endpoint } gehen in die Dead-letter Queue
}
for-are-lost = { $messages ->
    [one] { $messages } Message für { $endpoint } ist verloren
   *[other] { $messages } Messages für { $endpoint } sind verloren
}
refused = { $name } hat { $calls } abgewiesen
replayed-to = { $messages } erneut an { $endpoint } zugestellt
its-subscription-is-one-of-this = seine Subscription gehört zu diesem Lauf
topic-endpoint = Topic, Endpoint
cloudwatch-namespace-aws-sns-since = CloudWatch, Namespace AWS/SNS, seit Beginn
published = { $published } veröffentlicht
more-in-the-table = ; { $more } weitere in der Tabelle
each-with-a-copy-of-every = { $subscriptions }, je mit einer Kopie jeder Message, die der Filter durchlässt{ $more }
subscriptions-to = Subscriptions von { $name }
delivered-to = { $name }: { $delivered } zugestellt
this-subscription-has-ended = Diese Subscription ist beendet
filter-policy = ; Filter Policy { $policy }
mark-create = { $Name } anlegen
mark-delete = { $TopicArn } löschen
mark-subscribe = { $TopicArn } abonnieren
published-count = veröffentlicht
delivered-count = zugestellt
deduplicated = dedupliziert
failed = gescheitert
refused-count = abgewiesen
archived = archiviert
topics = Topics
a-topic = ein Topic
a-subscription = eine Subscription
endpoint = Endpoint
delivered-head = zugestellt
