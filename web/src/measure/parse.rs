//! From text to numbers and conditions.
//!
//! Operators have a space on each side and stand outside quotation marks and brackets: so none is taken for a sign of a JMESPath.
use super::number::{Condition, Number, Op, Over, Sign};
use super::query::{Query, quoted};
use shardscope_core::base::quantity;
use strum::VariantNames as _;

/// Most numbers that one is calculated from.
const TERMS_MOST: usize = 16;
/// Longest label, in characters.
const LABEL_MOST: usize = 80;

/// Reads `NUMBER OP NUMBER`; `labels` are the names of numbers that are known. Errors: what was expected.
pub fn condition(text: &str, labels: &[&str]) -> Result<Condition, String> {
    let signs = Op::ALL.map(|(sign, _)| sign);
    let expected = || t!(measure.expected_number_op_number, signs = signs.join(" "));
    let (left, sign, right) = split_at_last(text, &signs).ok_or_else(expected)?;
    let op = Op::ALL.iter().find(|(of, _)| *of == sign).map(|(_, op)| *op).ok_or_else(expected)?;
    Ok(Condition { left: number(left, labels)?, op, right: number(right, labels)?, text: text.trim().into() })
}

/// Reads a number. Errors: what was expected.
pub fn number(text: &str, labels: &[&str]) -> Result<Number, String> {
    sum(text, labels, &mut TERMS_MOST.clone())
}

fn sum(text: &str, labels: &[&str], left: &mut usize) -> Result<Number, String> {
    const SIGNS: [&[(&str, Sign)]; 2] =
        [&[("+", Sign::Plus), ("-", Sign::Minus)], &[("*", Sign::Times), ("/", Sign::By)]];
    *left = left.checked_sub(1).ok_or_else(|| t!(measure.a_number_has_parts_at_most, most = TERMS_MOST))?;
    for signs in SIGNS {
        let names: Vec<&str> = signs.iter().map(|(name, _)| *name).collect();
        if let Some((before, sign, after)) = split_at_last(text, &names) {
            let sign = signs.iter().find(|(name, _)| *name == sign).map_or(Sign::Plus, |(_, sign)| *sign);
            return Ok(Number::Both(sum(before, labels, left)?.into(), sign, sum(after, labels, left)?.into()));
        }
    }
    term(text.trim(), labels)
}

fn term(text: &str, labels: &[&str]) -> Result<Number, String> {
    if text.is_empty() {
        return Err(t!(measure.expected_a_number).into());
    }
    if let Some(place) = labels.iter().position(|label| *label == text) {
        return Ok(Number::Named(place));
    }
    let plain = text.strip_prefix('`').and_then(|text| text.strip_suffix('`')).unwrap_or(text);
    let is_literal = plain.starts_with(|sign: char| sign.is_ascii_digit() || sign == '-' || sign == '.');
    if let Some(number) = plain.parse().ok().filter(|number: &f64| is_literal && number.is_finite()) {
        return Ok(Number::Literal(number));
    }
    match over(text)? {
        Some(number) => Ok(number),
        None => {
            Query::parse(text).map(Number::Now).map_err(|reason| t!(measure.no_number, text = text, reason = reason))
        }
    }
}

/// `rate(QUERY, TIME)` and its like. JMESPath has a `max` and a `min` of its own, of one argument: they stay what they are.
fn over(text: &str) -> Result<Option<Number>, String> {
    let Some((name, inner)) = text.split_once('(').and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)))
    else {
        return Ok(None);
    };
    let Ok(over) = name.parse::<Over>() else { return Ok(None) };
    let (query, length) = match split_at_last(inner, &[","]) {
        Some((query, _, length)) => (query, Some(length.trim())),
        None => (inner, None),
    };
    let length = match (over, length) {
        (_, Some(length)) => {
            Some(quantity::duration(length).map_err(|reason| format!("{name}(…, {length}): {reason}"))?)
        }
        (Over::Gain, None) => None,
        (Over::Rate, None) => {
            return Err(t!(measure.expected_query_time, name = name, names = Over::VARIANTS.join(", ")));
        }
        (Over::Max | Over::Min, None) => return Ok(None),
    };
    if length.is_some_and(|length| length.as_micros() == 0) {
        return Err(t!(measure.expected_query_time, name = name, names = Over::VARIANTS.join(", ")));
    }
    let query =
        Query::parse(query.trim()).map_err(|reason| t!(measure.no_number, text = query.trim(), reason = reason))?;
    Ok(Some(Number::Over(over, query, length)))
}

/// Splits at the last of some signs that stands between spaces (a comma: before one), outside quotation marks and brackets.
pub fn split_at_last<'a, 'b>(text: &'a str, signs: &[&'b str]) -> Option<(&'a str, &'b str, &'a str)> {
    let (mut quote, mut escaped, mut depth, mut found) = (None, false, 0usize, None);
    for (at, sign) in text.char_indices() {
        if quote.is_none() && depth == 0 && (at > 0 || sign == ',') {
            let before = sign == ',' || text[..at].ends_with(' ');
            let here =
                signs.iter().find(|sign| text[at..].strip_prefix(**sign).is_some_and(|rest| rest.starts_with(' ')));
            found = here.filter(|_| before).map(|sign| (at, *sign)).or(found);
        }
        match sign {
            '(' | '[' | '{' if quote.is_none() => depth += 1,
            ')' | ']' | '}' if quote.is_none() => depth = depth.saturating_sub(1),
            _ => {}
        }
        quote = quoted(quote, sign, &mut escaped);
    }
    found.map(|(at, sign)| (&text[..at], sign, &text[at + sign.len()..]))
}

/// Whether a text can be the name of a number: words, without the signs of numbers and queries.
pub fn is_label(text: &str) -> bool {
    let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, ' ' | '-' | '_' | ',' | '%' | '’');
    let begins = text.starts_with(char::is_alphabetic);
    begins && text.chars().count() <= LABEL_MOST && text.chars().all(plain) && !text.contains(" - ")
}
