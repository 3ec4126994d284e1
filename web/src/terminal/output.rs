//! Answers as the AWS CLI prints them: `--query`, then `--output`.
use crate::measure::select;
use serde_json::Value;
use std::fmt::Write as _;

/// Prints an answer. Errors: a query that is none.
pub fn print(answer: &str, query: &str, output: &str, operation: &str) -> Result<String, String> {
    let value: Value = serde_json::from_str(answer).map_err(|error| error.to_string())?;
    let value = select(value, query)?;
    Ok(match output {
        "text" => {
            let mut text = String::new();
            text_of(&value, None, None, &mut text);
            text.trim_end_matches('\n').to_string()
        }
        "table" => table(&value, operation),
        _ => json(&value),
    })
}

fn json(value: &Value) -> String {
    use serde::Serialize as _;
    let mut text = Vec::new();
    let format = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut text, format);
    // Writing to memory, names are text: nothing that can fail.
    let _ = value.serialize(&mut serializer);
    String::from_utf8(text).unwrap_or_default()
}

/// A single value, as Python writes it: the CLI does.
#[expect(clippy::wildcard_enum_match_arm, reason = "serde_json's values: what is no list or map is printed alike")]
fn scalar(value: &Value) -> String {
    match value {
        Value::Null => "None".into(),
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

const fn is_scalar(value: &Value) -> bool {
    !matches!(value, Value::Array(_) | Value::Object(_))
}

/// Tabs between values, a line for each object; what is nested has its name in front.
#[expect(clippy::wildcard_enum_match_arm, reason = "serde_json's values: what is no list or map is printed alike")]
fn text_of(value: &Value, name: Option<&str>, keys: Option<&[String]>, out: &mut String) {
    match value {
        Value::Object(members) => {
            let mut line: Vec<String> = match keys {
                Some(keys) => keys.iter().map(|key| members.get(key).map(scalar).unwrap_or_default()).collect(),
                None => members.values().filter(|value| is_scalar(value)).map(scalar).collect(),
            };
            if !line.is_empty() {
                if let Some(name) = name {
                    line.insert(0, name.to_uppercase());
                }
                let _ = writeln!(out, "{}", line.join("\t"));
            }
            for (name, value) in members.iter().filter(|(_, value)| !is_scalar(value)) {
                text_of(value, Some(name), None, out);
            }
        }
        Value::Array(items) => text_of_items(items, name, out),
        single => {
            let _ = writeln!(out, "{}", scalar(single));
        }
    }
}

fn text_of_items(items: &[Value], name: Option<&str>, out: &mut String) {
    if items.iter().any(Value::is_object) {
        let mut keys: Vec<String> = Vec::new();
        for (key, value) in items.iter().filter_map(Value::as_object).flatten() {
            if is_scalar(value) && !keys.contains(key) {
                keys.push(key.clone());
            }
        }
        keys.sort();
        items.iter().for_each(|item| text_of(item, name, item.is_object().then_some(&keys[..]), out));
        return;
    }
    let line: Vec<String> = items.iter().filter(|item| is_scalar(item)).map(scalar).collect();
    match name {
        Some(name) => line.iter().for_each(|item| {
            let _ = writeln!(out, "{}\t{item}", name.to_uppercase());
        }),
        None if !line.is_empty() => {
            let _ = writeln!(out, "{}", line.join("\t"));
        }
        None => {}
    }
    items.iter().filter(|item| !is_scalar(item)).for_each(|item| text_of(item, name, None, out));
}

/// A box with the operation's name, and one for each nested list.
fn table(value: &Value, operation: &str) -> String {
    let mut sections = Vec::new();
    collect(value, operation, &mut sections);
    let width = sections.iter().map(Section::width).max().unwrap_or(0);
    let mut text = String::new();
    let rule = format!("+{}+\n", "-".repeat(width - 2));
    for section in &sections {
        text.push_str(&rule);
        let _ = writeln!(text, "|{:^1$}|", section.title, width - 2);
        if !section.rows.is_empty() {
            text.push_str(&rule);
        }
        let columns = section.columns(width);
        for (number, row) in section.rows.iter().enumerate() {
            let cells: Vec<_> =
                row.iter().zip(&columns).map(|(cell, &wide)| format!("  {cell:<0$}", wide - 2)).collect();
            let _ = writeln!(text, "|{}|", cells.join("|"));
            if number == 0 && section.has_head {
                text.push_str(&rule);
            }
        }
    }
    text.push_str(&rule);
    text.trim_end().to_string()
}

struct Section {
    title: String,
    has_head: bool,
    rows: Vec<Vec<String>>,
}

impl Section {
    fn natural(&self) -> Vec<usize> {
        let count = self.rows.first().map_or(0, Vec::len);
        let widest = |column: usize| self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0) + 4;
        (0..count).map(widest).collect()
    }
    fn width(&self) -> usize {
        let columns = self.natural();
        let rows = columns.iter().sum::<usize>() + columns.len().max(1) + 1;
        rows.max(self.title.chars().count() + 4)
    }
    /// Widths of the columns; the last one takes what is left.
    fn columns(&self, width: usize) -> Vec<usize> {
        let mut columns = self.natural();
        let used = columns.iter().sum::<usize>() + columns.len() + 1;
        if let Some(last) = columns.last_mut() {
            *last += width - used.min(width);
        }
        columns
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "serde_json's values: what is no list or map is printed alike")]
fn collect(value: &Value, title: &str, sections: &mut Vec<Section>) {
    let section = |has_head, rows| Section { title: title.into(), has_head, rows };
    match value {
        Value::Object(members) => {
            let rows = members.iter().filter(|(_, value)| is_scalar(value));
            let rows = rows.map(|(name, value)| vec![name.clone(), scalar(value)]).collect();
            sections.push(section(false, rows));
            for (name, value) in members.iter().filter(|(_, value)| !is_scalar(value)) {
                collect(value, name, sections);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            let mut keys: Vec<String> = Vec::new();
            for (key, value) in items.iter().filter_map(Value::as_object).flatten() {
                if is_scalar(value) && !keys.contains(key) {
                    keys.push(key.clone());
                }
            }
            let row = |item: &Value| keys.iter().map(|key| item.get(key).map(scalar).unwrap_or_default()).collect();
            let mut rows = vec![keys.clone()];
            rows.extend(items.iter().map(row));
            sections.push(section(!keys.is_empty(), if keys.is_empty() { Vec::new() } else { rows }));
            for (name, value) in items.iter().filter_map(Value::as_object).flatten() {
                if !is_scalar(value) {
                    collect(value, name, sections);
                }
            }
        }
        // A list of lists is rows of cells.
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_array) => {
            let wide = items.iter().filter_map(Value::as_array).map(Vec::len).max().unwrap_or(0);
            let text = |cell: Option<&Value>| cell.map(|c| if is_scalar(c) { scalar(c) } else { c.to_string() });
            let row = |item: &Value| (0..wide).map(|at| text(item.get(at)).unwrap_or_default()).collect();
            sections.push(section(false, items.iter().map(row).collect()));
        }
        Value::Array(items) => {
            let cell = |item: &Value| vec![if is_scalar(item) { scalar(item) } else { item.to_string() }];
            sections.push(section(false, items.iter().map(cell).collect()));
        }
        single => sections.push(section(false, vec![vec![scalar(single)]])),
    }
}
