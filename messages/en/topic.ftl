## Card

numberofnotificationsdelivered-of = NumberOfNotificationsDelivered, of all subscriptions
filtered-out = filtered out
kept-out-by-filter-policies = Kept out by filter policies
published-again-within-five-minutes = Published again within five minutes, and delivered once
to-be-tried-again = to be tried again
deliveries-that-an-endpoint-has-not = Deliveries that an endpoint has not taken yet
given-up-dead-letters-included = Given up, dead letters included
publishes-refused-for-the = Publishes refused for the throughput
messages-that-can-be-replayed = Messages that can be replayed
fifo-topic = FIFO topic
standard-topic = standard topic
who-gets-what = Who gets what
sns = SNS { $kind }
raw = , raw
filtered = , filtered
delivered = → { $name }{ $raw }{ $filter }: { $number_of_notifications_delivered } delivered

## Events

topic-created = topic { $name } created
topic-deleted = topic deleted
subscribes-to = { $endpoint } subscribes to { $name }
a-subscription-ends = a subscription ends
published-again-and-delivered-once = { $name }: { $messages } published again, and delivered once
does-not-take-tried-again = { $endpoint } does not take { $messages }: tried again
for-go-to-its-dead-letter = { $messages ->
    [one] { $messages } message for { $endpoint } goes to its dead-letter queue
   *[other] { $messages } messages for { $endpoint } go to its dead-letter queue
}
for-are-lost = { $messages ->
    [one] { $messages } message for { $endpoint } is lost
   *[other] { $messages } messages for { $endpoint } are lost
}
refused = { $name } refused { $calls }
replayed-to = { $messages } replayed to { $endpoint }

## Topic

its-subscription-is-one-of-this = its subscription is one of this run
topic-endpoint = topic, endpoint
cloudwatch-namespace-aws-sns-since = CloudWatch, namespace AWS/SNS, since the beginning

## Picture

published = { $published } published
more-in-the-table = ; { $more } more in the table
each-with-a-copy-of-every = { $subscriptions }, each with a copy of every message that its filter lets through{ $more }
subscriptions-to = Subscriptions to { $name }
delivered-to = { $name }: { $delivered } delivered
this-subscription-has-ended = This subscription has ended
filter-policy = ; filter policy { $policy }
mark-create = create { $Name }
mark-delete = delete { $TopicArn }
mark-subscribe = subscribe to { $TopicArn }
published-count = published
delivered-count = delivered
deduplicated = deduplicated
failed = failed
refused-count = refused
archived = archived
topics = topics
a-topic = a topic
a-subscription = a subscription
endpoint = endpoint
delivered-head = delivered
