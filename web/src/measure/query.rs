//! A JMESPath over an answer or over a run's state, of a size that cannot hold the page up.
//!
//! The library works by recursion, copies what a query doubles, and adds the numbers of a slice: so a query's operators and digits
//! are counted, those in its literals too, and so is what it comes to.
use jmespath::Variable;
use serde_json::{Map, Value};
use std::rc::Rc;

/// Brackets and operators of a query, at most: what nests and what multiplies.
const OPERATORS_MOST: usize = 40;
/// Characters of a query, at most.
const CHARACTERS_MOST: usize = 4_096;
/// Digits of a number, at most: two of them together are far from the largest.
const DIGITS_MOST: usize = 9;
/// Bytes that a query may come to, at most: those of its texts, and [`VALUE_BYTES`] for each value.
const BYTES_MOST: usize = 32 << 20;
const VALUE_BYTES: usize = 32;

/// A query that has been read.
#[derive(Clone, Debug)]
pub struct Query {
    text: Rc<str>,
    expression: Rc<jmespath::Expression<'static>>,
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl std::fmt::Display for Query {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        to.write_str(&self.text)
    }
}

impl Query {
    /// Reads a query. Errors: why it is none, or too large.
    pub fn parse(text: &str) -> Result<Self, String> {
        fits(text)?;
        let expression = jmespath::compile(text).map_err(|error| error.to_string())?;
        Ok(Self { text: text.into(), expression: expression.into() })
    }

    /// What it finds. Errors: why that cannot be told, or that it is too much.
    pub fn search(&self, of: &Rc<Variable>) -> Result<Value, String> {
        let found = self.expression.search(of.clone()).map_err(|error| error.to_string())?;
        let mut left = BYTES_MOST;
        plain(&found, &mut left).ok_or_else(|| t!(measure.it_comes_to_more_than_mib, most = BYTES_MOST >> 20))
    }

    /// The number that it finds, if it is one.
    pub fn number(&self, of: &Rc<Variable>) -> Option<f64> {
        self.expression.search(of.clone()).ok()?.as_number()
    }
}

/// Carries out a query. Errors: why it is none, or too much.
pub fn select(value: Value, query: &str) -> Result<Value, String> {
    if query == "@" {
        return Ok(value);
    }
    let wrong = |reason: String| t!(measure.bad_value_for_query, shortened = shortened(query), reason = reason);
    let find = |query: Query| {
        let of = Variable::try_from(value).map_err(|error| error.to_string())?;
        query.search(&Rc::new(of))
    };
    Query::parse(query).and_then(find).map_err(wrong)
}

fn shortened(query: &str) -> String {
    let begin: String = query.chars().take(80).collect();
    if begin.len() < query.len() { format!("{begin}…") } else { begin }
}

fn fits(query: &str) -> Result<(), String> {
    let characters = query.chars().count();
    if characters > CHARACTERS_MOST {
        return Err(t!(
            measure.it_has_characters_at_most_are,
            characters = characters,
            characters_most = CHARACTERS_MOST
        ));
    }
    let operators = operators(query);
    if operators > OPERATORS_MOST {
        return Err(t!(measure.it_has_brackets_commas_and, operators = operators, operators_most = OPERATORS_MOST));
    }
    if digits(query) > DIGITS_MOST {
        return Err(t!(measure.a_number_in_it_has_more, digits_most = DIGITS_MOST));
    }
    Ok(())
}

/// Digits of the longest number that stands in no quotes.
fn digits(query: &str) -> usize {
    let (mut longest, mut run, mut quote, mut escaped) = (0, 0, None, false);
    for sign in query.chars() {
        run = if quote.is_none() && sign.is_ascii_digit() { run + 1 } else { 0 };
        longest = longest.max(run);
        quote = quoted(quote, sign, &mut escaped);
    }
    longest
}

/// The quotation mark within which the next sign stands.
pub(super) fn quoted(quote: Option<char>, sign: char, escaped: &mut bool) -> Option<char> {
    match (quote, sign) {
        (Some(open), _) if core::mem::take(escaped) => Some(open),
        (Some(open), '\\') => {
            *escaped = true;
            Some(open)
        }
        (Some(open), sign) if open == sign => None,
        (Some(open), _) => Some(open),
        (None, '\'' | '"' | '`') => Some(sign),
        (None, _) => None,
    }
}

/// Signs that are no part of a name, a number or a text. A literal's count too: what it lists is multiplied.
fn operators(query: &str) -> usize {
    let (mut count, mut quote, mut escaped) = (0, None, false);
    for sign in query.chars() {
        let counts = matches!(sign, '[' | '{' | '(' | '.' | ',' | '|' | '&' | '!' | '*' | '?' | '@');
        count += usize::from(counts && matches!(quote, None | Some('`')));
        quote = quoted(quote, sign, &mut escaped);
    }
    count
}

/// A result without what is shared in it; `None` where it has more than `left` bytes.
fn plain(found: &Variable, left: &mut usize) -> Option<Value> {
    let text = if let Variable::String(text) = found { text.len() } else { 0 };
    *left = left.checked_sub(text + VALUE_BYTES)?;
    Some(match found {
        Variable::Array(items) => Value::Array(items.iter().map(|item| plain(item, left)).collect::<Option<_>>()?),
        Variable::Object(members) => {
            let each = members.iter().map(|(name, member)| Some((name.clone(), plain(member, left)?)));
            Value::Object(each.collect::<Option<Map<String, Value>>>()?)
        }
        Variable::String(text) => Value::String(text.clone()),
        Variable::Bool(flag) => Value::Bool(*flag),
        Variable::Number(number) => Value::Number(number.clone()),
        Variable::Null | Variable::Expref(_) => Value::Null,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn refused(query: &str) -> String {
        let answer = json!({ "Shards": [{ "ShardId": "shardId-000000000000" }] });
        select(answer, query).expect_err("it is refused")
    }

    #[test]
    fn what_is_deep_long_or_multiplies_is_refused_with_its_size() {
        assert!(refused(&"[".repeat(20_000)).contains("it has 20000 characters; 4096 at most are taken"));
        assert!(refused(&"[".repeat(4_000)).contains("it has 4000 brackets, commas and operators; 40 at most"));
        assert!(refused(&"!".repeat(41)).contains("it has 41 brackets"));
        assert!(refused(&"a.".repeat(2_000)).contains("it has 2000 brackets"));
        assert!(refused(&"(".repeat(40)).contains("Parse error"));
        assert!(refused("Shards[").contains("Bad value for --query Shards[: "));
        assert!(refused(&"é".repeat(5_000)).starts_with(&format!("Bad value for --query {}…: ", "é".repeat(80))));
        // Each part makes four of one.
        let fourfold = ["[a,a,a,a]"; 8].join("|").replace('a', "@");
        assert!(refused(&fourfold).contains("brackets"));
        let ones = |many: usize| format!("`[{}]`", vec!["1"; many].join(","));
        assert!(refused(&format!("{0}[].[{0}][][].[{0}][][]", ones(600))).contains("brackets"), "literals count");
        for far in ["Shards[1::2147483647]", "Shards[1:9999999999]", "Shards[-12345678901]"] {
            assert!(refused(far).contains("a number in it has more than 9 digits"), "{far}");
        }
        for near in ["Shards[999999999::999999999]", "Shards[::-999999999]", "Shards[-999999999:999999999]"] {
            assert!(select(json!({ "Shards": [1, 2] }), near).is_ok(), "{near}");
        }
        let rows = json!({ "Shards": vec![0; 600_000] });
        assert!(select(rows, "Shards[].[@,@,@]").expect_err("too much").contains("more than 32 MiB"));
        let text = json!({ "Data": "x".repeat(4 << 20) });
        assert!(select(text, "[Data,Data,Data,Data,Data,Data,Data,Data]").expect_err("too much").contains("32 MiB"));
    }

    #[test]
    fn what_stands_in_quotes_is_text() {
        let quoted = format!("Shards[?ShardId != '{}'].ShardId | [0]", "[".repeat(60));
        let answer = json!({ "Shards": [{ "ShardId": "a" }] });
        assert_eq!(select(answer.clone(), &quoted), Ok(json!("a")));
        assert_eq!(select(answer.clone(), r#""Sh\"[[[ards""#), Ok(Value::Null));
        assert_eq!(operators(r"`[\`[`.'a[['.[b]"), 5);
        assert_eq!(select(answer, "Shards[?ShardId != '12345678901234567890'] | [0].ShardId"), Ok(json!("a")));
    }
}
