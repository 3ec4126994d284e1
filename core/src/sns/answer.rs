//! From what the service replied to the body of an answer, as the AWS CLI prints it.
use super::{Error, Reply, Request, Sent, Sns, SubscriptionId, TopicId, sequence_number};
use crate::wire::Value;
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// The body of an answer; `None` where it is empty.
pub(super) fn body(sns: &Sns, request: &Request, reply: &Reply) -> Option<Value<'static>> {
    let one = |name: &'static str, value: Value<'static>| Some(Value::object([(name, Some(value))]));
    match (reply, request) {
        (Reply::Done, _) => None,
        (Reply::Topic(id), _) => one("TopicArn", topic(sns, *id)),
        (Reply::Subscription(id), _) => one("SubscriptionArn", Value::text(subscription_arn(sns, *id))),
        (Reply::Topics(ids, token), _) => {
            let each = ids.iter().map(|id| Value::object([("TopicArn", Some(topic(sns, *id)))]));
            Some(Value::object([
                ("Topics", Some(Value::List(each.collect()))),
                ("NextToken", token.clone().map(Value::text)),
            ]))
        }
        (Reply::Subscriptions(ids, token), _) => {
            let each = ids.iter().filter_map(|id| listed(sns, *id));
            let list = ("Subscriptions", Some(Value::List(each.collect())));
            Some(Value::object([list, ("NextToken", token.clone().map(Value::text))]))
        }
        (Reply::Attributes(texts), _) => one("Attributes", of_texts(texts)),
        (Reply::Tags(tags), _) => one("Tags", of_tags(tags)),
        (Reply::Sent(sent), _) => Some(Value::Map(self::sent(sent))),
        (Reply::SentBatch(results), Request::PublishBatch(of)) => {
            Some(batch(of.publish_batch_request_entries.iter().map(|entry| &*entry.id), results))
        }
        // Nothing else is answered with it.
        (Reply::SentBatch(_), _) => None,
    }
}

fn topic(sns: &Sns, id: TopicId) -> Value<'static> {
    Value::text(sns.topic(id).map(|topic| topic.arn.to_string()).unwrap_or_default())
}

fn subscription_arn(sns: &Sns, id: SubscriptionId) -> String {
    sns.subscription(id).map(|subscription| sns.subscription_arn(subscription)).unwrap_or_default()
}

fn listed(sns: &Sns, id: SubscriptionId) -> Option<Value<'static>> {
    let subscription = sns.subscription(id)?;
    let account = &sns.account_id;
    let (protocol, endpoint) = subscription.endpoint.texts(account);
    Some(Value::object([
        ("SubscriptionArn", Some(Value::text(sns.subscription_arn(subscription)))),
        ("Owner", Some(Value::text(account.as_str()))),
        ("Protocol", Some(Value::text(protocol))),
        ("Endpoint", Some(Value::text(endpoint))),
        ("TopicArn", Some(topic(sns, subscription.topic))),
    ]))
}

fn of_texts(texts: &BTreeMap<String, String>) -> Value<'static> {
    Value::Map(texts.iter().map(|(name, value)| (Cow::Owned(name.clone()), Value::text(value.as_str()))).collect())
}

fn of_tags(tags: &BTreeMap<String, String>) -> Value<'static> {
    let tag = |(key, value): (&String, &String)| {
        Value::object([("Key", Some(Value::text(key.as_str()))), ("Value", Some(Value::text(value.as_str())))])
    };
    Value::List(tags.iter().map(tag).collect())
}

fn sent(sent: &Sent) -> Vec<(Cow<'static, str>, Value<'static>)> {
    let number = sent.sequence_number.map(|number| Value::text(sequence_number(number)));
    let id = (Cow::Borrowed("MessageId"), Value::text(sent.id.uuid()));
    core::iter::once(id).chain(number.map(|number| (Cow::Borrowed("SequenceNumber"), number))).collect()
}

fn batch<'a>(ids: impl Iterator<Item = &'a str>, results: &[Result<Sent, Error>]) -> Value<'static> {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (id, result) in ids.zip(results) {
        let id = (Cow::Borrowed("Id"), Value::text(id));
        match result {
            Ok(sent) => successful.push(Value::Map(core::iter::once(id).chain(self::sent(sent)).collect())),
            Err(error) => failed.push(Value::Map(alloc::vec![
                id,
                (Cow::Borrowed("Code"), Value::text(error.aws_code().0)),
                (Cow::Borrowed("Message"), Value::text(error.to_string())),
                (Cow::Borrowed("SenderFault"), Value::Bool(true)),
            ])),
        }
    }
    Value::object([("Successful", Some(Value::List(successful))), ("Failed", Some(Value::List(failed)))])
}
