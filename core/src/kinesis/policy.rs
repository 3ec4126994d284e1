//! Resource policies of streams and consumers: kept, and given back. Nobody is refused by one: every call is the owner's.
use super::arguments::invalid;
use super::{Error, Kinesis, Operation, quota};
use crate::base::Instant;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::Value;

impl Kinesis {
    /// PutResourcePolicy on a stream or, by its ARN, a consumer; the policy before is replaced.
    ///
    /// Errors: `InvalidArgument` for what is no policy, `ResourceNotFound`, `ResourceInUse` for a stream that is not ACTIVE or
    /// UPDATING, or a consumer that is not ACTIVE, `LimitExceeded` over 5 calls a second.
    pub fn put_resource_policy(&mut self, now: Instant, arn: &str, policy: &str) -> Result<(), Error> {
        check(policy).map_err(invalid)?;
        *self.policy_of(now, arn, Operation::PutResourcePolicy)? = Some(policy.to_string());
        Ok(())
    }

    /// GetResourcePolicy: the text as it was given. Errors: `ResourceNotFound`, also where there is no policy, and the others
    /// of [`put_resource_policy`](Self::put_resource_policy).
    pub fn get_resource_policy(&mut self, now: Instant, arn: &str) -> Result<String, Error> {
        self.policy_of(now, arn, Operation::GetResourcePolicy)?.clone().ok_or_else(|| no_policy(arn))
    }

    /// DeleteResourcePolicy. Errors: as for [`get_resource_policy`](Self::get_resource_policy).
    pub fn delete_resource_policy(&mut self, now: Instant, arn: &str) -> Result<(), Error> {
        self.policy_of(now, arn, Operation::DeleteResourcePolicy)?.take().map(drop).ok_or_else(|| no_policy(arn))
    }

    /// Where the policy of a resource is kept.
    fn policy_of(&mut self, now: Instant, arn: &str, operation: Operation) -> Result<&mut Option<String>, Error> {
        let consumer = arn.contains("/consumer/").then(|| self.consumer_in_arn(arn)).transpose()?;
        let name = match &consumer {
            Some(consumer) => &*consumer.stream_name,
            None => self.name_in_arn(arn)?,
        };
        let id = self.called(operation, name, now)?;
        let Some(consumer) = consumer else {
            if !self.streams[&id].is_serving() {
                return Err(self.in_use(id));
            }
            return Ok(&mut self.get_mut(id).settings.policy);
        };
        self.active_consumer(id, &consumer).map(|consumer| &mut consumer.policy)
    }
}

fn no_policy(arn: &str) -> Error {
    Error::ResourceNotFound(format!("Resource policy of {arn} not found."))
}

/// What the developer guide asks of a policy of a stream: statements with an effect, principals and actions, the last two
/// without wildcards. Errors: what is wrong.
fn check(policy: &str) -> Result<(), String> {
    if policy.len() > quota::POLICY_BYTES {
        return Err(format!("The policy has {} bytes; at most {} are kept.", policy.len(), quota::POLICY_BYTES));
    }
    let parsed: Value =
        serde_json::from_str(policy).map_err(|error| format!("The policy is not valid JSON: {error}."))?;
    let statements = match &parsed["Statement"] {
        Value::Array(all) if !all.is_empty() => all.as_slice(),
        one @ Value::Object(_) => core::slice::from_ref(one),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            return Err("The policy has no Statement.".into());
        }
    };
    for (place, statement) in (1..).zip(statements) {
        let wrong = |what: String| Err(format!("Statement {place}: {what}."));
        if !matches!(statement["Effect"].as_str(), Some("Allow" | "Deny")) {
            return wrong("Effect must be Allow or Deny".into());
        }
        let principals = match statement["Principal"].as_object() {
            Some(kinds) => kinds.values().map(texts).collect::<Option<Vec<_>>>().map(|all| all.concat()),
            None => texts(&statement["Principal"]),
        };
        for (member, texts) in [("Principal", principals), ("Action", texts(&statement["Action"]))] {
            let Some(texts) = texts.filter(|texts| !texts.is_empty()) else {
                return wrong(format!("{member} is missing, or has no text"));
            };
            if let Some(text) = texts.iter().find(|text| text.contains('*')) {
                return wrong(format!(
                    "{member} \"{text}\" is not allowed for a stream or consumer: it has a wildcard"
                ));
            }
        }
    }
    Ok(())
}

/// A text, or a list of texts; `None` for anything else.
fn texts(value: &Value) -> Option<Vec<&str>> {
    match value.as_array() {
        Some(all) => all.iter().map(Value::as_str).collect(),
        None => value.as_str().map(|text| alloc::vec![text]),
    }
}
