//! Event source mappings of streams as CloudFormation resources.
use crate::kinds::stream::source;
use crate::kinds::template::{Resources, logical_id, resource};
use serde_json::{Map, Value, json};
use shardscope_core::client::StartingPosition;
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::sim::Sim;

pub fn add(sim: &Sim, resources: &mut Resources) {
    for (number, mapping) in sim.mappings().enumerate() {
        let Some(source) = source(sim, mapping.stream, &mapping.spec.consumer_name) else { continue };
        let id = logical_id("Mapping", number, &mapping.spec.function_name);
        resources.insert(id, resource("AWS::Lambda::EventSourceMapping", mapping_properties(&mapping.spec, source)));
    }
}

fn mapping_properties(spec: &MappingSpec, source: Value) -> Map<String, Value> {
    let start = match spec.start {
        StartingPosition::TrimHorizon => "TRIM_HORIZON",
        StartingPosition::Latest => "LATEST",
    };
    let Value::Object(mut properties) = json!({
        "EventSourceArn": source,
        "FunctionName": spec.function_name,
        "StartingPosition": start,
        "BatchSize": spec.batch_size,
        "MaximumBatchingWindowInSeconds": spec.window_seconds,
        "ParallelizationFactor": spec.parallelization_factor,
        "BisectBatchOnFunctionError": spec.bisect,
    }) else {
        unreachable!("an object was written")
    };
    if spec.tumbling_seconds > 0 {
        properties.insert("TumblingWindowInSeconds".into(), spec.tumbling_seconds.into());
    }
    if let Some(most) = spec.maximum_retry_attempts {
        properties.insert("MaximumRetryAttempts".into(), most.into());
    }
    if let Some(seconds) = spec.maximum_record_age_seconds {
        properties.insert("MaximumRecordAgeInSeconds".into(), seconds.into());
    }
    if spec.report_failures {
        properties.insert("FunctionResponseTypes".into(), json!(["ReportBatchItemFailures"]));
    }
    properties
}
