//! Filter policies: which messages a subscription wants. Guide, "Amazon SNS message filtering".
//!
//! A policy is a map: each key of it must be met (and), by any of its values (or). Numbers are compared to five places
//! behind the point, as AWS does, as whole numbers of hundred-thousandths.
use super::error::wrong;
use super::{Error, quota};
use crate::message::{MessageAttribute, Supplied};
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use serde_json::{Map, Value};

/// What a policy is held against.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    #[default]
    MessageAttributes,
    MessageBody,
}

/// A policy that has been read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterPolicy {
    scope: Scope,
    all: Vec<Condition>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// One of the rules holds for the value of this key.
    Key(String, Vec<Rule>),
    /// The same, deeper in a body.
    Within(String, Vec<Condition>),
    /// `$or`.
    Or(Vec<Vec<Condition>>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Rule {
    Text(String),
    Number(i64),
    Flag(bool),
    Null,
    Prefix(String),
    Suffix(String),
    EqualsIgnoreCase(String),
    AnythingBut(Vec<Rule>),
    /// Least and most, and whether each itself is within.
    Numeric(Option<(i64, bool)>, Option<(i64, bool)>),
    Exists(bool),
}

/// A value of a message.
enum Found<'a> {
    Text(Cow<'a, str>),
    Number(i64),
    Flag(bool),
    Null,
    /// It is there, and equals nothing that a policy can name: a number outside of ±10⁹.
    Other,
}

impl FilterPolicy {
    /// Reads a policy. Errors: `InvalidParameter`, with the key that is wrong.
    pub fn read(text: &str, scope: Scope) -> Result<Self, Error> {
        let invalid = |reason: &str| wrong("FilterPolicy", reason);
        let Ok(Value::Object(map)) = serde_json::from_str(text) else {
            return Err(invalid("failed to parse JSON: it must be a map"));
        };
        let mut size = Size { keys: 0, combinations: 1 };
        let all = conditions(&map, scope, &mut size).map_err(|reason| invalid(&reason))?;
        if size.keys > quota::FILTER_KEYS {
            return Err(invalid("Filter policy can not have more than 5 keys"));
        }
        if size.combinations > quota::FILTER_COMBINATIONS {
            return Err(invalid("Filter policy is too complex"));
        }
        Ok(Self { scope, all })
    }

    /// Whether the subscription wants a message.
    pub fn wants(&self, message: &Supplied) -> bool {
        match self.scope {
            _ if self.all.is_empty() => true,
            // Without any attribute not even the absence of one is wanted.
            Scope::MessageAttributes if message.attributes.is_empty() => false,
            Scope::MessageAttributes => all_hold(&self.all, &Attributes(&message.attributes)),
            Scope::MessageBody => match serde_json::from_str::<Value>(&message.body) {
                Ok(body @ Value::Object(_)) => all_hold(&self.all, &Body(alloc::vec![&body])),
                _ => false,
            },
        }
    }
}

struct Size {
    keys: usize,
    combinations: usize,
}

fn conditions(map: &Map<String, Value>, scope: Scope, size: &mut Size) -> Result<Vec<Condition>, String> {
    map.iter().map(|(key, value)| condition(key, value, scope, size)).collect()
}

fn condition(key: &str, value: &Value, scope: Scope, size: &mut Size) -> Result<Condition, String> {
    match value {
        Value::Array(choices) if key == "$or" && choices.len() >= 2 && choices.iter().all(Value::is_object) => {
            let each = choices.iter().filter_map(Value::as_object).map(|choice| conditions(choice, scope, size));
            Ok(Condition::Or(each.collect::<Result<_, _>>()?))
        }
        Value::Array(rules) if rules.is_empty() => Err(alloc::format!("Empty arrays are not allowed: {key}")),
        Value::Array(rules) => {
            size.keys += 1;
            size.combinations = size.combinations.saturating_mul(rules.len());
            Ok(Condition::Key(
                key.to_string(),
                rules.iter().map(|rule| self::rule(key, rule)).collect::<Result<_, _>>()?,
            ))
        }
        Value::Object(inner) if scope == Scope::MessageBody => {
            Ok(Condition::Within(key.to_string(), conditions(inner, scope, size)?))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Object(_) => {
            Err(alloc::format!("\"{key}\" must be an object or an array"))
        }
    }
}

fn rule(key: &str, rule: &Value) -> Result<Rule, String> {
    let strange = || alloc::format!("Match value must be String, number, true, false, or null: {key}");
    Ok(match rule {
        Value::String(text) => Rule::Text(text.clone()),
        Value::Number(number) => Rule::Number(fixed(&number.to_string()).ok_or_else(strange)?),
        Value::Bool(flag) => Rule::Flag(*flag),
        Value::Null => Rule::Null,
        Value::Object(map) if map.len() == 1 => {
            let (name, value) = map.iter().next().ok_or_else(strange)?;
            return operator(key, name, value);
        }
        Value::Array(_) | Value::Object(_) => return Err(strange()),
    })
}

fn operator(key: &str, name: &str, value: &Value) -> Result<Rule, String> {
    let text = || {
        value
            .as_str()
            .map(ToString::to_string)
            .ok_or_else(|| alloc::format!("{name} match pattern must be a string: {key}"))
    };
    Ok(match name {
        "prefix" => Rule::Prefix(text()?),
        "suffix" => Rule::Suffix(text()?),
        "equals-ignore-case" => Rule::EqualsIgnoreCase(text()?.to_lowercase()),
        "exists" => Rule::Exists(
            value
                .as_bool()
                .ok_or_else(|| alloc::format!("exists match pattern must be either true or false: {key}"))?,
        ),
        "anything-but" => {
            let single = [value.clone()];
            let rules = value.as_array().map_or(&single[..], Vec::as_slice);
            Rule::AnythingBut(rules.iter().map(|one| rule(key, one)).collect::<Result<_, _>>()?)
        }
        "numeric" => numeric(key, value.as_array().map(Vec::as_slice).unwrap_or_default())?,
        _ => return Err(alloc::format!("Unrecognized match type {name}: {key}")),
    })
}

/// `["=", 5]`, `[">", 0, "<=", 150]`.
fn numeric(key: &str, parts: &[Value]) -> Result<Rule, String> {
    let wrong = || alloc::format!("Value of numeric must be a list of operators and numbers: {key}");
    let (mut least, mut most) = (None, None);
    if !matches!(parts.len(), 2 | 4) {
        return Err(wrong());
    }
    for pair in parts.chunks(2) {
        let Value::Number(number) = &pair[1] else { return Err(wrong()) };
        let bound = fixed(&number.to_string()).ok_or_else(wrong)?;
        match pair[0].as_str() {
            Some("=") if parts.len() == 2 => (least, most) = (Some((bound, true)), Some((bound, true))),
            Some(">") if least.is_none() => least = Some((bound, false)),
            Some(">=") if least.is_none() => least = Some((bound, true)),
            Some("<") if most.is_none() => most = Some((bound, false)),
            Some("<=") if most.is_none() => most = Some((bound, true)),
            _ => return Err(wrong()),
        }
    }
    Ok(Rule::Numeric(least, most))
}

/// A number in hundred-thousandths: what is behind the fifth place is cut off. `None` outside of ±10⁹.
fn fixed(text: &str) -> Option<i64> {
    let text = text.strip_prefix('+').unwrap_or(text);
    match text.split_once(['e', 'E']) {
        None => plain(text),
        Some((mantissa, exponent)) => {
            let exponent: i32 = exponent.parse().ok().filter(|exponent: &i32| exponent.abs() <= EXPONENT_MOST)?;
            plain(&shifted(mantissa, exponent))
        }
    }
}

/// Beyond it a number is 0 or too large.
const EXPONENT_MOST: i32 = 300;

/// A number with its point moved to the right so many places, or to the left.
fn shifted(text: &str, places: i32) -> String {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all = alloc::format!("{whole}{part}");
    let point = whole.len() as i32 + places;
    let zeros = |many: i32| "0".repeat(many.max(0) as usize);
    match usize::try_from(point).ok().and_then(|point| all.split_at_checked(point)) {
        Some((whole, part)) if point > 0 => alloc::format!("{sign}{whole}.{part}"),
        _ if point > 0 => alloc::format!("{sign}{all}{}", zeros(point - all.len() as i32)),
        _ => alloc::format!("{sign}0.{}{all}", zeros(-point)),
    }
}

fn plain(text: &str) -> Option<i64> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(part) {
        return None;
    }
    let whole: i64 = whole.parse().ok().filter(|number| *number <= 1_000_000_000)?;
    let places = part.bytes().chain(core::iter::repeat(b'0')).take(5);
    let part = places.fold(0, |number, digit| number * 10 + i64::from(digit - b'0'));
    Some(sign * (whole * 100_000 + part))
}

/// Where the values of a key are.
trait Values {
    /// Whether any value of the key meets any of the rules; the key's absence can be wanted, too.
    fn any(&self, key: &str, rules: &[Rule]) -> bool;
    fn within(&self, key: &str, conditions: &[Condition]) -> bool;
}

fn all_hold(conditions: &[Condition], values: &dyn Values) -> bool {
    conditions.iter().all(|condition| match condition {
        Condition::Key(key, rules) => values.any(key, rules),
        Condition::Within(key, inner) => values.within(key, inner),
        Condition::Or(choices) => choices.iter().any(|choice| all_hold(choice, values)),
    })
}

fn meets(rules: &[Rule], found: &[Found<'_>]) -> bool {
    rules.iter().any(|rule| match rule {
        Rule::Exists(true) => found.iter().any(|value| !matches!(value, Found::Null) && !is_empty(value)),
        Rule::Exists(false) => found.is_empty(),
        // Of a list one value is enough.
        Rule::AnythingBut(none) => found.iter().any(|value| !none.iter().any(|rule| holds(rule, value))),
        rule @ (Rule::Text(_)
        | Rule::Number(_)
        | Rule::Flag(_)
        | Rule::Null
        | Rule::Prefix(_)
        | Rule::Suffix(_)
        | Rule::EqualsIgnoreCase(_)
        | Rule::Numeric(..)) => found.iter().any(|value| holds(rule, value)),
    })
}

fn is_empty(found: &Found<'_>) -> bool {
    matches!(found, Found::Text(text) if text.is_empty())
}

fn holds(rule: &Rule, found: &Found<'_>) -> bool {
    match (rule, found) {
        (Rule::Text(wanted), Found::Text(text)) => wanted == text,
        (Rule::Prefix(start), Found::Text(text)) => text.starts_with(&**start),
        (Rule::Suffix(end), Found::Text(text)) => text.ends_with(&**end),
        (Rule::EqualsIgnoreCase(wanted), Found::Text(text)) => *wanted == text.to_lowercase(),
        (Rule::Number(wanted), Found::Number(number)) => wanted == number,
        (Rule::Numeric(least, most), Found::Number(number)) => {
            least.is_none_or(|(bound, itself)| *number > bound || (itself && *number == bound))
                && most.is_none_or(|(bound, itself)| *number < bound || (itself && *number == bound))
        }
        (Rule::Flag(wanted), Found::Flag(flag)) => wanted == flag,
        (Rule::Null, Found::Null) => true,
        _ => false,
    }
}

struct Attributes<'a>(&'a [MessageAttribute]);

impl Values for Attributes<'_> {
    fn any(&self, key: &str, rules: &[Rule]) -> bool {
        let attribute = self.0.iter().find(|attribute| attribute.name == key);
        meets(rules, &attribute.map(of_attribute).unwrap_or_default())
    }
    fn within(&self, _: &str, _: &[Condition]) -> bool {
        false
    }
}

fn of_attribute(attribute: &MessageAttribute) -> Vec<Found<'_>> {
    let text = String::from_utf8_lossy(&attribute.value);
    let kind = &*attribute.data_type;
    if kind.starts_with("Binary") {
        // AWS does not look into them.
        return Vec::new();
    }
    if kind == "String.Array"
        && let Ok(Value::Array(items)) = serde_json::from_str::<Value>(&text)
    {
        return items.iter().filter_map(of_json).collect();
    }
    match kind.starts_with("Number") {
        true => alloc::vec![number(&text)],
        false => alloc::vec![Found::Text(text)],
    }
}

fn number(text: &str) -> Found<'static> {
    fixed(text).map_or(Found::Other, Found::Number)
}

fn of_json(value: &Value) -> Option<Found<'static>> {
    Some(match value {
        Value::String(text) => Found::Text(Cow::Owned(text.clone())),
        Value::Number(found) => number(&found.to_string()),
        Value::Bool(flag) => Found::Flag(*flag),
        Value::Null => Found::Null,
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// Every object at one place of a body: lists are looked through.
struct Body<'a>(Vec<&'a Value>);

fn spread<'a>(value: &'a Value, into: &mut Vec<&'a Value>) {
    if let Value::Array(items) = value {
        return items.iter().for_each(|item| spread(item, into));
    }
    into.push(value);
}

impl Body<'_> {
    fn at(&self, key: &str) -> Vec<&Value> {
        let mut found = Vec::new();
        self.0.iter().filter_map(|value| value.get(key)).for_each(|value| spread(value, &mut found));
        found
    }
}

impl Values for Body<'_> {
    fn any(&self, key: &str, rules: &[Rule]) -> bool {
        meets(rules, &self.at(key).into_iter().filter_map(of_json).collect::<Vec<_>>())
    }
    fn within(&self, key: &str, conditions: &[Condition]) -> bool {
        all_hold(conditions, &Body(self.at(key)))
    }
}
