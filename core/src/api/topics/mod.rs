//! The requests of SNS, as command lines bring them, and the answers that the AWS CLI prints.
#[cfg(test)]
mod tests;

use super::error::ApiError;
use super::json::Json;
use super::model::{Operation, Service};
use super::named;
use crate::sim::{Command, Sim};
use crate::sns::{self, Reply, Request, Sent, Sns, SubscriptionId, TopicId};
use alloc::borrow::Cow;
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Reads and checks a request. Errors: SerializationException, MissingParameter.
pub fn command(operation: &'static Operation, body: &Json<'_>) -> Result<Command, ApiError> {
    named::read(operation, body, |path| error(&sns::Error::MissingParameter(path))).map(Command::Sns)
}

/// The operation and body of a request.
pub fn encode(request: &Request) -> Option<(Service, &'static str, Json<'static>)> {
    named::write(Service::Sns, request)
}

/// A refusal of the service as AWS answers it.
pub fn error(error: &sns::Error) -> ApiError {
    let (name, status) = error.aws_code();
    ApiError { status, ..ApiError::new(name, error.to_string()) }
}

/// The body of an answer; `None` where it is empty.
pub fn answer(sim: &Sim, request: &Request, reply: &Reply) -> Option<Json<'static>> {
    let sns = sim.sns();
    let one = |name: &'static str, value: Json<'static>| Some(Json::object([(name, Some(value))]));
    match (reply, request) {
        (Reply::Done, _) => None,
        (Reply::Topic(id), _) => one("TopicArn", topic(sns, *id)),
        (Reply::Subscription(id), _) => one("SubscriptionArn", Json::text(subscription_arn(sns, *id))),
        (Reply::Topics(ids, token), _) => {
            let each = ids.iter().map(|id| Json::object([("TopicArn", Some(topic(sns, *id)))]));
            Some(Json::object([
                ("Topics", Some(Json::List(each.collect()))),
                ("NextToken", token.clone().map(Json::text)),
            ]))
        }
        (Reply::Subscriptions(ids, token), _) => {
            let each = ids.iter().filter_map(|id| listed(sns, sim, *id));
            let list = ("Subscriptions", Some(Json::List(each.collect())));
            Some(Json::object([list, ("NextToken", token.clone().map(Json::text))]))
        }
        (Reply::Attributes(texts), _) => one("Attributes", of_texts(texts)),
        (Reply::Tags(tags), _) => one("Tags", of_tags(tags)),
        (Reply::Sent(sent), _) => Some(Json::Map(self::sent(sent))),
        (Reply::SentBatch(results), Request::PublishBatch(of)) => {
            Some(batch(of.publish_batch_request_entries.iter().map(|entry| &*entry.id), results))
        }
        _ => None,
    }
}

fn topic(sns: &Sns, id: TopicId) -> Json<'static> {
    Json::text(sns.topic(id).map(|topic| topic.arn.to_string()).unwrap_or_default())
}

fn subscription_arn(sns: &Sns, id: SubscriptionId) -> String {
    sns.subscription(id).map(|subscription| sns.subscription_arn(subscription)).unwrap_or_default()
}

fn listed(sns: &Sns, sim: &Sim, id: SubscriptionId) -> Option<Json<'static>> {
    let subscription = sns.subscription(id)?;
    let account = &sim.config().account.account_id;
    let (protocol, endpoint) = subscription.endpoint.texts(account);
    Some(Json::object([
        ("SubscriptionArn", Some(Json::text(sns.subscription_arn(subscription)))),
        ("Owner", Some(Json::text(account.as_str()))),
        ("Protocol", Some(Json::text(protocol))),
        ("Endpoint", Some(Json::text(endpoint))),
        ("TopicArn", Some(topic(sns, subscription.topic))),
    ]))
}

fn of_texts(texts: &BTreeMap<String, String>) -> Json<'static> {
    Json::Map(texts.iter().map(|(name, value)| (Cow::Owned(name.clone()), Json::text(value.as_str()))).collect())
}

fn of_tags(tags: &BTreeMap<String, String>) -> Json<'static> {
    let tag = |(key, value): (&String, &String)| {
        Json::object([("Key", Some(Json::text(key.as_str()))), ("Value", Some(Json::text(value.as_str())))])
    };
    Json::List(tags.iter().map(tag).collect())
}

fn sent(sent: &Sent) -> Vec<(Cow<'static, str>, Json<'static>)> {
    let number = sent.sequence_number.map(|number| Json::text(sns::sequence_number(number)));
    let id = (Cow::Borrowed("MessageId"), Json::text(sent.id.uuid()));
    core::iter::once(id).chain(number.map(|number| (Cow::Borrowed("SequenceNumber"), number))).collect()
}

fn batch<'a>(ids: impl Iterator<Item = &'a str>, results: &[Result<Sent, sns::Error>]) -> Json<'static> {
    let (mut successful, mut failed) = (Vec::new(), Vec::new());
    for (id, result) in ids.zip(results) {
        let id = (Cow::Borrowed("Id"), Json::text(id));
        match result {
            Ok(sent) => successful.push(Json::Map(core::iter::once(id).chain(self::sent(sent)).collect())),
            Err(error) => failed.push(Json::Map(alloc::vec![
                id,
                (Cow::Borrowed("Code"), Json::text(error.aws_code().0)),
                (Cow::Borrowed("Message"), Json::text(error.to_string())),
                (Cow::Borrowed("SenderFault"), Json::Bool(true)),
            ])),
        }
    }
    Json::object([("Successful", Some(Json::List(successful))), ("Failed", Some(Json::List(failed)))])
}
