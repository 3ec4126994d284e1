//! A run as a CloudFormation template: its streams, queues, topics and mappings as they are at the end of the run.
//!
//! A template says how many shards a stream has, not where they were cut: ranges cut by hand are in the shell script. What a
//! template cannot make of a run (the functions themselves, KCL applications, producers) its `Metadata` names.
#[cfg(test)]
mod tests;

use crate::kinds::ALL;
use crate::kinds::stream::is_cut_by_hand;
use crate::terminal::played;
use serde_json::{Map, json};
use shardscope_core::kinesis::{Stream, StreamStatus};
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;

pub fn export(script: Script) -> String {
    let title = script.title.clone();
    let timeline = played(script);
    let sim = timeline.sim();
    let mut resources = Map::new();
    ALL.iter().for_each(|kind| (kind.resources)(sim, &mut resources));
    if resources.is_empty() {
        // A template without a resource is refused; this one makes nothing.
        resources.insert("Nothing".into(), json!({ "Type": "AWS::CloudFormation::WaitConditionHandle" }));
    }
    let about = match title.is_empty() {
        true => "What a Shardscope run has".to_string(),
        false => format!("What the Shardscope run has: {title}"),
    };
    let mut template = Map::new();
    template.insert("AWSTemplateFormatVersion".into(), "2010-09-09".into());
    template.insert("Description".into(), about.into());
    let left_out = left_out(sim);
    if !left_out.is_empty() {
        template.insert("Metadata".into(), json!({ "LeftOut": left_out }));
    }
    template.insert("Resources".into(), resources.into());
    serde_json::to_string_pretty(&template).unwrap_or_default() + "\n"
}

/// What of a run is no resource, in words.
fn left_out(sim: &Sim) -> Vec<String> {
    let list = |what: &str, names: Vec<&str>| (!names.is_empty()).then(|| format!("{what}: {}", names.join(", ")));
    let functions = sim.mappings().map(|of| &*of.spec.function_name);
    let functions = functions.chain(sim.message_functions().map(|of| &*of.spec.function_name)).collect();
    let lanes = sim.lanes().map(|of| &*of.spec.name).collect();
    let there = |stream: &&Stream| stream.status != StreamStatus::Deleting && is_cut_by_hand(stream);
    let cut = sim.kinesis().streams().filter(there).map(|stream| &*stream.name);
    let parts = [
        list("The code and roles of functions, which have to be there before their mappings", functions),
        list("KCL applications, which are programs", sim.applications().map(|of| &*of.spec.name).collect()),
        list("Consumers that poll, which are programs", sim.readers().map(|of| &*of.spec.name).collect()),
        list("Producers, which are programs", sim.producers().map(|of| &*of.spec.name).collect()),
        list("Lanes of the lab", lanes),
        list("Ranges that were cut by hand (the shell script has them), of the streams", cut.collect()),
    ];
    parts.into_iter().flatten().collect()
}
