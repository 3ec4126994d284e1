//! Events and charts as CSV.
use serde_json::Value;
use std::fmt::Write as _;

/// One row per event: its time, its name, and what it says as `name=value`.
pub fn trace_csv(ndjson: &str) -> String {
    let mut text = String::from("at_millis,event,details\n");
    for told in ndjson.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let (name, details) = flat(&told["event"]);
        let (name, details) = (cell(name), cell(details.join(" ")));
        let _ = writeln!(text, "{},{name},{details}", told["at_millis"]);
    }
    text
}

/// The innermost name of an event, and its fields.
#[expect(clippy::wildcard_enum_match_arm, reason = "serde_json's values: what is no list or map is printed alike")]
fn flat(json: &Value) -> (String, Vec<String>) {
    let field = |(name, value): (&String, &Value)| format!("{name}={}", plain(value));
    match json {
        Value::Object(members) if members.len() == 1 => match members.iter().next() {
            Some((name, inner)) if name == "Kinesis" => flat(inner),
            Some((name, Value::Object(fields))) => (name.clone(), fields.iter().map(field).collect()),
            Some((name, other)) => (name.clone(), vec![plain(other)]),
            None => (String::new(), Vec::new()),
        },
        other => (plain(other), Vec::new()),
    }
}

/// Without commas and quotes: they part the columns.
fn plain(value: &Value) -> String {
    value.to_string().replace(['"', ','], "")
}

/// A cell: a spreadsheet takes a text that begins with one of these signs for a formula. One in front says that it is text.
fn cell(text: String) -> String {
    let is_number = text.parse::<f64>().is_ok();
    if !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']) { format!("'{text}") } else { text }
}

/// One row per point, with a column for each count.
pub fn charts_csv(ndjson: &str) -> String {
    const FIRST: [&str; 3] = ["stream", "from_seconds", "seconds"];
    let mut text = String::new();
    for point in ndjson.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let Some(counts) = point["counts"].as_object() else { continue };
        if text.is_empty() {
            let names: Vec<&str> = FIRST.into_iter().chain(counts.keys().map(String::as_str)).collect();
            let _ = writeln!(text, "{}", names.join(","));
        }
        let cells: Vec<String> =
            FIRST.iter().map(|name| cell(plain(&point[*name]))).chain(counts.values().map(plain)).collect();
        let _ = writeln!(text, "{}", cells.join(","));
    }
    text
}
