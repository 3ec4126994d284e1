//! What the CloudFormation resources of all kinds have in common.
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Resources by their logical ids.
pub type Resources = Map<String, Value>;

/// Letters and digits only; the number keeps names apart that differ in other characters alone.
pub fn logical_id(kind: &str, number: usize, name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_alphanumeric).take(200).collect();
    format!("{kind}{}{letters}", number + 1)
}

pub fn resource(kind: &str, properties: Map<String, Value>) -> Value {
    json!({ "Type": kind, "Properties": properties })
}

pub fn arn(id: &str) -> Value {
    json!({ "Fn::GetAtt": [id, "Arn"] })
}

/// Adds tags, where there are any.
pub fn tagged(properties: &mut Map<String, Value>, tags: &BTreeMap<String, String>) {
    if !tags.is_empty() {
        let tags: Vec<Value> = tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
        properties.insert("Tags".into(), tags.into());
    }
}

/// A policy of the simulator's account, for another one: its ARNs name the account and the region of the stack.
pub fn portable(policy: Value, account: &str) -> Value {
    match policy {
        Value::String(text) => match text.strip_prefix("arn:aws:").and_then(|rest| of_the_stack(rest, account)) {
            Some(rest) => json!({ "Fn::Sub": format!("arn:${{AWS::Partition}}:{rest}") }),
            None => text.into(),
        },
        Value::Array(items) => items.into_iter().map(|item| portable(item, account)).collect(),
        Value::Object(members) => members.into_iter().map(|(name, value)| (name, portable(value, account))).collect(),
        other @ (Value::Null | Value::Bool(_) | Value::Number(_)) => other,
    }
}

/// `sqs:us-east-1:123456789012:q` with the region and the account of the stack; `None` where it is of another one, or has blanks itself.
fn of_the_stack(arn: &str, account: &str) -> Option<String> {
    let [service, region, owner, name] = arn.splitn(4, ':').collect::<Vec<_>>()[..] else { return None };
    (region == "us-east-1" && owner == account && !name.contains("${"))
        .then(|| format!("{service}:${{AWS::Region}}:${{AWS::AccountId}}:{name}"))
}

/// A text that may be JSON, as what it is.
pub fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_names_what_is_in_the_account_of_the_stack() {
        let own = read(r#"{"Statement":[{"Resource":"arn:aws:sqs:us-east-1:123456789012:q","Principal":"*"}]}"#);
        let stack = json!({ "Fn::Sub": "arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q" });
        assert_eq!(portable(own, "123456789012"), json!({"Statement": [{ "Resource": stack, "Principal": "*" }]}));
        for other in ["arn:aws:sqs:us-east-1:1:q", "arn:aws:sqs:eu-west-1:123456789012:q", "arn:aws:s3:::b", "text"] {
            assert_eq!(portable(other.into(), "123456789012"), Value::from(other));
        }
    }
}
