//! The service models as JSON, so that a test can lay them beside those that AWS's clients ship.
use serde_json::{Map, Value, json};
use shardscope_core::api::Service;
use shardscope_core::wire::{Member, Shape};

/// For each service its operations with their members, and the names of those that are not simulated.
pub fn model() -> String {
    let of = |service: Service| {
        let operations = service.operations().iter();
        let operations: Map<String, Value> =
            operations.map(|operation| (operation.name.into(), members(operation.members))).collect();
        (service.command().into(), json!({ "operations": operations, "not_simulated": service.model().not_simulated }))
    };
    Value::Object(Service::ALL.into_iter().map(of).collect()).to_string()
}

fn members(members: &[Member]) -> Value {
    let member = |member: &Member| {
        let mut said = shape(member.shape);
        said["required"] = member.required.into();
        (member.name.to_string(), said)
    };
    Value::Object(members.iter().map(member).collect())
}

/// In the terms of the service model's own JSON; bounds that there are not are left out.
fn shape(shape: &Shape) -> Value {
    let mut said = match shape {
        Shape::String { pattern, .. } => json!({ "type": "string", "pattern": pattern.text }),
        Shape::Enum(values) => json!({ "type": "string", "enum": values }),
        Shape::Integer { .. } => json!({ "type": "integer" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Blob { .. } => json!({ "type": "blob" }),
        Shape::Timestamp => json!({ "type": "timestamp" }),
        Shape::List { of, .. } => json!({ "type": "list", "member": self::shape(of) }),
        Shape::Map { key, value, .. } => json!({ "type": "map", "key": self::shape(key), "value": self::shape(value) }),
        Shape::Structure { members, .. } => json!({ "type": "structure", "members": self::members(members) }),
    };
    let (least, most) = match *shape {
        Shape::String { least, most, .. } | Shape::List { least, most, .. } | Shape::Map { least, most, .. } => {
            (Some(least as i64).filter(|_| most != usize::MAX), Some(most as i64).filter(|_| most != usize::MAX))
        }
        Shape::Integer { least, most } => {
            (Some(least).filter(|&least| least != i64::MIN), Some(most).filter(|&most| most != i64::MAX))
        }
        Shape::Blob { most } if most != usize::MAX => (Some(0), Some(most as i64)),
        Shape::Enum(_) | Shape::Boolean | Shape::Blob { .. } | Shape::Timestamp | Shape::Structure { .. } => {
            (None, None)
        }
    };
    for (name, bound) in [("min", least), ("max", most)] {
        if let Some(bound) = bound {
            said[name] = bound.into();
        }
    }
    said
}
