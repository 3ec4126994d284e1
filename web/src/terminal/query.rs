//! `--query`: a JMESPath over an answer, of a size that cannot hold the page up.
//!
//! The library works by recursion and copies what a query doubles: so both a query's operators and what it comes to are
//! counted.
use jmespath::Variable;
use serde_json::{Map, Value};

/// Brackets and operators of a query, at most: what nests and what multiplies.
const OPERATORS_MOST: usize = 40;
/// Characters of a query, at most.
const CHARACTERS_MOST: usize = 4_096;
/// Values that a query may come to, at most.
const VALUES_MOST: usize = 1_000_000;

/// Carries out a query. Errors: why it is none, or too much.
pub fn select(value: Value, query: &str) -> Result<Value, String> {
    if query == "@" {
        return Ok(value);
    }
    let wrong = |reason: String| format!("Bad value for --query {}: {reason}", shortened(query));
    fits(query).map_err(wrong)?;
    let expression = jmespath::compile(query).map_err(|error| wrong(error.to_string()))?;
    let found = expression.search(value).map_err(|error| wrong(error.to_string()))?;
    let mut left = VALUES_MOST;
    plain(&found, &mut left).ok_or_else(|| wrong(format!("it comes to more than {VALUES_MOST} values")))
}

fn shortened(query: &str) -> String {
    let begin: String = query.chars().take(80).collect();
    if begin.len() < query.len() { format!("{begin}…") } else { begin }
}

fn fits(query: &str) -> Result<(), String> {
    let characters = query.chars().count();
    if characters > CHARACTERS_MOST {
        return Err(format!("it has {characters} characters; {CHARACTERS_MOST} at most are taken"));
    }
    let operators = operators(query);
    if operators > OPERATORS_MOST {
        return Err(format!("it has {operators} brackets, commas and operators; {OPERATORS_MOST} at most are taken"));
    }
    Ok(())
}

/// Signs that stand in no quotes and are no part of a name or a number.
fn operators(query: &str) -> usize {
    let (mut count, mut quote, mut escaped) = (0, None, false);
    for sign in query.chars() {
        match (quote, sign) {
            (Some(_), _) if escaped => escaped = false,
            (Some(_), '\\') => escaped = true,
            (Some(open), sign) if open == sign => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"' | '`') => quote = Some(sign),
            (None, '[' | '{' | '(' | '.' | ',' | '|' | '&' | '!' | '*' | '?' | '@') => count += 1,
            (None, _) => {}
        }
    }
    count
}

/// A result without what is shared in it; `None` where more than `left` values are in it.
fn plain(found: &Variable, left: &mut usize) -> Option<Value> {
    *left = left.checked_sub(1)?;
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
        let million = format!("Shards[*].{{a: {}}}", ["`[[[1,1],[1,1]],[[1,1],[1,1]]]`"; 3].join(".a || "));
        assert!(select(json!({ "Shards": [1] }), &million).is_ok());
        let rows = json!({ "Shards": vec![0; 300_000] });
        assert!(select(rows, "Shards[].[@,@,@]").expect_err("too much").contains("more than 1000000 values"));
    }

    #[test]
    fn what_stands_in_quotes_is_text() {
        let quoted = format!("Shards[?ShardId != '{}'].ShardId | [0]", "[".repeat(60));
        let answer = json!({ "Shards": [{ "ShardId": "a" }] });
        assert_eq!(select(answer.clone(), &quoted), Ok(json!("a")));
        assert_eq!(select(answer, r#""Sh\"[[[ards""#), Ok(Value::Null));
        assert_eq!(operators(r"`[\`[`.'a'.[b]"), 3);
    }
}
