//! Resource policies of streams and consumers: kept, and given back. Nobody is refused by one: every call is the owner's.
use super::arguments::invalid;
use super::{Error, Kinesis, Operation, quota};
use crate::base::Instant;
use alloc::format;
use alloc::string::{String, ToString};
use serde_json::Value;

impl Kinesis {
    /// PutResourcePolicy on a stream or, by its ARN, a consumer; the policy before is replaced.
    ///
    /// Errors: `InvalidArgument` for a policy that is none, `ResourceNotFound`, `ResourceInUse` for a stream that is not
    /// ACTIVE or UPDATING, `LimitExceeded` over 5 calls a second.
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
        if !self.streams[&id].is_serving() {
            return Err(self.in_use(id));
        }
        let Some(consumer) = consumer else { return Ok(&mut self.get_mut(id).settings.policy) };
        let (_, found) = self.consumer(&consumer)?;
        let of = self.get_mut(id).fan_out.consumers.iter_mut().find(|of| of.id == found);
        of.map(|of| &mut of.policy).ok_or(Error::InternalFailure)
    }
}

fn no_policy(arn: &str) -> Error {
    Error::ResourceNotFound(format!("Resource policy of {arn} not found."))
}

/// What the developer guide asks of a policy of a stream: statements that allow or deny, for whom and what, neither of them `*`.
/// Errors: what is wrong.
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
        let wrong = |what: &str| Err(format!("Statement {place} of the policy {what}."));
        if !matches!(statement["Effect"].as_str(), Some("Allow" | "Deny")) {
            return wrong("needs an Effect, Allow or Deny");
        }
        for member in ["Principal", "Action"] {
            if statement[member].is_null() {
                return wrong(&format!("needs a{} {member}", if member == "Action" { "n" } else { "" }));
            }
            if is_for_all(&statement[member]) {
                return wrong(&format!("has {member} *, which a stream or consumer does not take"));
            }
        }
    }
    Ok(())
}

/// Whether `*` is one of the values, or the only one.
fn is_for_all(value: &Value) -> bool {
    match value {
        Value::String(text) => text == "*",
        Value::Array(all) => all.iter().any(is_for_all),
        Value::Object(members) => members.values().any(is_for_all),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
