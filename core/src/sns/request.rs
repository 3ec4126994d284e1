//! The requests of the API, by AWS's names: read from a body, and written as one, by serde.
pub use crate::message::AttributeValue;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};
use strum::IntoStaticStr;

/// A request. Its variant is the name of the operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr)]
pub enum Request {
    CreateTopic(CreateTopic),
    DeleteTopic(OfTopic),
    GetSubscriptionAttributes(OfSubscription),
    GetTopicAttributes(OfTopic),
    ListSubscriptions(List),
    ListSubscriptionsByTopic(List),
    ListTagsForResource(OfResource),
    ListTopics(List),
    Publish(Publish),
    PublishBatch(PublishBatch),
    SetSubscriptionAttributes(SetAttribute),
    SetTopicAttributes(SetAttribute),
    Subscribe(Subscribe),
    TagResource(OfResource),
    Unsubscribe(OfSubscription),
    UntagResource(OfResource),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Tag {
    pub key: String,
    pub value: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct CreateTopic {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub tags: Vec<Tag>,
    /// Kept by nobody: no data is inspected here.
    pub data_protection_policy: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OfTopic {
    pub topic_arn: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct OfSubscription {
    pub subscription_arn: String,
}

/// A request about the tags of a topic.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct OfResource {
    pub resource_arn: String,
    pub tags: Vec<Tag>,
    pub tag_keys: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct List {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub topic_arn: String,
    pub next_token: Option<String>,
}

/// One attribute of a topic or of a subscription.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct SetAttribute {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub topic_arn: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subscription_arn: String,
    pub attribute_name: String,
    pub attribute_value: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Subscribe {
    pub topic_arn: String,
    pub protocol: String,
    pub endpoint: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub return_subscription_arn: Option<bool>,
}

/// What a message consists of: of Publish, and of an entry of its batch.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct MessageInput {
    pub message: String,
    pub subject: Option<String>,
    pub message_structure: Option<String>,
    pub message_attributes: BTreeMap<String, AttributeValue>,
    pub message_deduplication_id: Option<String>,
    pub message_group_id: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct Publish {
    pub topic_arn: Option<String>,
    pub target_arn: Option<String>,
    pub phone_number: Option<String>,
    #[serde(flatten)]
    pub message: MessageInput,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PublishEntry {
    pub id: String,
    #[serde(flatten)]
    pub message: MessageInput,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub struct PublishBatch {
    pub topic_arn: String,
    pub publish_batch_request_entries: Vec<PublishEntry>,
}

impl Request {
    /// Whether it only looks.
    pub const fn is_read(&self) -> bool {
        matches!(
            self,
            Self::GetSubscriptionAttributes(_)
                | Self::GetTopicAttributes(_)
                | Self::ListSubscriptions(_)
                | Self::ListSubscriptionsByTopic(_)
                | Self::ListTagsForResource(_)
                | Self::ListTopics(_)
        )
    }

    /// Bytes of what it carries, at most.
    pub fn heap_bytes(&self) -> u64 {
        crate::wire::weight(self)
    }
}
