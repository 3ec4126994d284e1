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

/// A text that may be JSON, as what it is.
pub fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}
