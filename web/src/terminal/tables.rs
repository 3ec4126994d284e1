//! Events and charts as CSV.
use csv_core::Writer;
use serde_json::Value;

/// One row per event: its time, its name, and what it says as `name=value`.
pub fn trace_csv(ndjson: &str) -> String {
    let mut text = row(["at_millis", "event", "details"].map(String::from));
    for told in ndjson.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok()) {
        let (name, details) = flat(&told["event"]);
        text += &row([plain(&told["at_millis"]), cell(name), cell(details.join(" "))]);
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

/// A text without quotes around it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), String::from)
}

/// A row of a table, with its end.
fn row(cells: impl IntoIterator<Item = String>) -> String {
    let (mut writer, mut written) = (Writer::new(), Vec::new());
    for (place, cell) in cells.into_iter().enumerate() {
        // Each character may be a quote, which is written twice.
        let (begin, most) = (written.len(), 2 * cell.len() + 4);
        written.resize(begin + most, 0);
        let parted = if place == 0 { 0 } else { writer.delimiter(&mut written[begin..]).1 };
        let (_, _, long) = writer.field(cell.as_bytes(), &mut written[begin + parted..]);
        written.truncate(begin + parted + long);
    }
    let begin = written.len();
    written.resize(begin + 4, 0);
    let end = writer.terminator(&mut written[begin..]).1;
    written.truncate(begin + end);
    String::from_utf8_lossy(&written).into_owned()
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
            text = row(FIRST.into_iter().chain(counts.keys().map(String::as_str)).map(String::from));
        }
        text += &row(FIRST.iter().map(|name| cell(plain(&point[*name]))).chain(counts.values().map(plain)));
    }
    text
}
