//! Event source mappings of queues as CloudFormation resources.
use crate::kinds::queue::queue_id;
use crate::kinds::template::{Resources, arn, logical_id, resource};
use serde_json::{Map, Value, json};
use shardscope_core::client::message_lambda::MessageFunctionSpec;
use shardscope_core::sim::Sim;

pub fn add(sim: &Sim, resources: &mut Resources) {
    for (number, function) in sim.message_functions().enumerate() {
        let Some(queue) = queue_id(sim, &function.spec.queue_name) else { continue };
        let id = logical_id("QueueMapping", number, &function.spec.function_name);
        resources.insert(id, resource("AWS::Lambda::EventSourceMapping", mapping_properties(&function.spec, &queue)));
    }
}

fn mapping_properties(spec: &MessageFunctionSpec, queue: &str) -> Map<String, Value> {
    let mut properties = Map::new();
    properties.insert("EventSourceArn".into(), arn(queue));
    properties.insert("FunctionName".into(), spec.function_name.as_str().into());
    properties.insert("BatchSize".into(), spec.batch_size.into());
    if spec.window_seconds > 0 {
        properties.insert("MaximumBatchingWindowInSeconds".into(), spec.window_seconds.into());
    }
    if let Some(most) = spec.maximum_concurrency {
        properties.insert("ScalingConfig".into(), json!({ "MaximumConcurrency": most }));
    }
    if spec.report_failures {
        properties.insert("FunctionResponseTypes".into(), json!(["ReportBatchItemFailures"]));
    }
    properties
}
