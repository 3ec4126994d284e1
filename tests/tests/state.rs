//! docs/STATE.md lists every field of a run's state, and none that there is not.
use serde_json::Value;
use shardscope_core::base::Duration;
use shardscope_core::report::{RunState, VERSION};
use shardscope_tests::golden::everything;
use std::collections::BTreeSet;

/// Paths of all fields: `streams[].shards[].rate.records`. Where names are data, as in `invocations`, they are `*`.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(_) if at == "invocations" => {
            found.insert(format!("{at}.*"));
        }
        Value::Object(fields) => {
            for (name, value) in fields {
                let path = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
                found.insert(path.clone());
                paths(value, &path, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}[]"), found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn the_document_lists_every_field() {
    let (sim, _) = everything(Duration::from_hours(1), &mut ());
    let state = serde_json::to_value(RunState::of(&sim)).unwrap();
    let mut fields = BTreeSet::new();
    paths(&state, "", &mut fields);
    let document = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/STATE.md")).unwrap();
    assert!(document.contains(&format!("Version {VERSION}")), "the document is of version {VERSION}");
    let row = |line: &str| Some(line.strip_prefix("| `")?.split('`').next()?.to_string());
    let listed: BTreeSet<String> = document.lines().filter_map(row).collect();
    let missing: Vec<_> = fields.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(&fields).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the document: {missing:#?}\nnot in the state: {gone:#?}");
}

#[test]
fn equal_runs_have_equal_states_and_looking_changes_nothing() {
    let (one, _) = everything(Duration::from_hours(1), &mut ());
    let (other, _) = everything(Duration::from_millis(333), &mut ());
    let before = one.clone();
    assert_eq!(RunState::of(&one), RunState::of(&other));
    assert!(one == before);
}
