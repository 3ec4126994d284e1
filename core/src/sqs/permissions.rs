//! AddPermission and RemovePermission: statements of a queue's policy. The policy is kept and given back; it decides nothing
//! yet, as every call is the owner's.
use super::attributes::arn;
use super::request::AddPermission;
use super::{Error, QueueId, Sqs, quota};
use crate::base::Instant;
use crate::wire::Value;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Actions that an owner may share; all others are the owner's alone. API reference, AddPermission.
const SHARED: [&str; 9] = [
    "*",
    "ChangeMessageVisibility",
    "DeleteMessage",
    "GetQueueAttributes",
    "GetQueueUrl",
    "ListDeadLetterSourceQueues",
    "PurgeQueue",
    "ReceiveMessage",
    "SendMessage",
];

impl Sqs {
    /// AddPermission: a statement of its own, by its label.
    ///
    /// Errors: `QueueDoesNotExist`; `InvalidParameterValue` for a label that is there already or malformed, an action that
    /// cannot be shared, or a malformed account id; `OverLimit` over 7 actions, 20 statements, or the bytes of a
    /// policy.
    pub(super) fn add_permission(&mut self, now: Instant, id: QueueId, of: &AddPermission) -> Result<(), Error> {
        check(of)?;
        let account = self.account.account_id.clone();
        let queue = self.queues.get_mut(&id).ok_or(Error::QueueDoesNotExist)?;
        let resource = arn(&account, &queue.name);
        let mut policy = match queue.attributes.others.get("Policy") {
            Some(text) => read(text)?,
            None => Value::object([
                ("Version", Some(Value::text("2012-10-17"))),
                ("Id", Some(Value::text(format!("{resource}/SQSDefaultPolicy")))),
                ("Statement", Some(Value::List(Vec::new()))),
            ]),
        };
        let statements = statements(&mut policy)?;
        if statements.iter().any(|statement| sid(statement) == Some(&of.label)) {
            return Err(wrong(&of.label, "Label", "Already exists."));
        }
        if statements.len() >= quota::POLICY_STATEMENTS {
            return Err(Error::OverLimit(format!(
                "{} statements were found, maximum allowed is {}.",
                statements.len() + 1,
                quota::POLICY_STATEMENTS
            )));
        }
        statements.push(statement(of, resource));
        let text = policy.print();
        if text.len() > quota::POLICY_BYTES {
            let (bytes, most) = (text.len(), quota::POLICY_BYTES);
            return Err(Error::OverLimit(format!("The policy would have {bytes} bytes, maximum allowed is {most}.")));
        }
        queue.attributes.others.insert("Policy".to_string(), text);
        queue.modified_at = now;
        Ok(())
    }

    /// RemovePermission: the statement of a label; the policy is removed with its last statement.
    ///
    /// Errors: `QueueDoesNotExist`, `InvalidParameterValue` for a label that the policy does not have.
    pub(super) fn remove_permission(&mut self, now: Instant, id: QueueId, label: &str) -> Result<(), Error> {
        let queue = self.queues.get_mut(&id).ok_or(Error::QueueDoesNotExist)?;
        let missing = || wrong(label, "Label", "can't find label on existing policy.");
        let text = queue.attributes.others.get("Policy").ok_or_else(missing)?;
        let mut policy = read(text)?;
        let statements = statements(&mut policy)?;
        let before = statements.len();
        statements.retain(|statement| sid(statement) != Some(label));
        match statements.len() {
            after if after == before => return Err(missing()),
            0 => queue.attributes.others.remove("Policy"),
            _ => queue.attributes.others.insert("Policy".to_string(), policy.print()),
        };
        queue.modified_at = now;
        Ok(())
    }
}

fn wrong(value: &str, parameter: &str, reason: &str) -> Error {
    Error::InvalidParameterValue(format!("Value {value} for parameter {parameter} is invalid. Reason: {reason}"))
}

fn check(of: &AddPermission) -> Result<(), Error> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    if of.label.is_empty() || of.label.len() > quota::NAME_CHARS || !of.label.bytes().all(plain) {
        let reason = "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length";
        return Err(wrong(&of.label, "Label", reason));
    }
    if of.actions.is_empty() {
        return Err(Error::MissingParameter("Actions".to_string()));
    }
    if of.actions.len() > quota::POLICY_ACTIONS {
        return Err(Error::OverLimit(format!(
            "{} actions were found, maximum allowed is {}.",
            of.actions.len(),
            quota::POLICY_ACTIONS
        )));
    }
    if let Some(own) = of.actions.iter().find(|action| !SHARED.contains(&action.as_str())) {
        let reason = "Only the queue owner is allowed to invoke this action.";
        return Err(wrong(&format!("SQS:{own}"), "ActionName", reason));
    }
    if of.aws_account_ids.is_empty() {
        return Err(Error::MissingParameter("AWSAccountIds".to_string()));
    }
    let is_account = |id: &String| id.len() == 12 && id.bytes().all(|byte| byte.is_ascii_digit());
    match of.aws_account_ids.iter().find(|id| !is_account(id)) {
        Some(id) => Err(wrong(id, "PrincipalId", "Unable to verify.")),
        None => Ok(()),
    }
}

/// The policy as it was given, its members in their order. Errors: `InvalidParameterValue` where it cannot be read.
fn read(text: &str) -> Result<Value<'static>, Error> {
    Value::parse(text).map(Value::into_owned).map_err(|_| unreadable())
}

fn unreadable() -> Error {
    Error::InvalidParameterValue("The policy of the queue cannot be read: it is to be a JSON object.".to_string())
}

/// The statements of a policy: made a list where there is one or none.
fn statements<'a>(policy: &'a mut Value<'static>) -> Result<&'a mut Vec<Value<'static>>, Error> {
    let Value::Map(members) = policy else { return Err(unreadable()) };
    let place = match members.iter().position(|(name, _)| name == "Statement") {
        Some(place) => place,
        None => {
            members.push((Cow::Borrowed("Statement"), Value::List(Vec::new())));
            members.len() - 1
        }
    };
    let value = &mut members[place].1;
    if !matches!(value, Value::List(_)) {
        *value = Value::List(alloc::vec![core::mem::replace(value, Value::Null)]);
    }
    let Value::List(statements) = value else { return Err(unreadable()) };
    Ok(statements)
}

fn sid<'a>(statement: &'a Value<'_>) -> Option<&'a str> {
    statement.get("Sid")?.as_text()
}

fn statement(of: &AddPermission, resource: String) -> Value<'static> {
    let one_or_all = |mut texts: Vec<Value<'static>>| match texts.pop() {
        Some(only) if texts.is_empty() => only,
        last => {
            texts.extend(last);
            Value::List(texts)
        }
    };
    let accounts = of.aws_account_ids.iter().map(|id| Value::text(format!("arn:aws:iam::{id}:root"))).collect();
    let actions = of.actions.iter().map(|action| Value::text(format!("SQS:{action}"))).collect();
    Value::object([
        ("Sid", Some(Value::text(of.label.as_str()))),
        ("Effect", Some(Value::text("Allow"))),
        ("Principal", Some(Value::object([("AWS", Some(one_or_all(accounts)))]))),
        ("Action", Some(one_or_all(actions))),
        ("Resource", Some(Value::text(resource))),
    ])
}
