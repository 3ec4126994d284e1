//! The CLI's short form of structures, lists and maps: `Key=Value,Other=[a,b],Third={A=1}`.
use crate::wire::Value;
use alloc::borrow::Cow;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::iter::Peekable;
use core::str::Chars;

/// Levels of brackets within brackets.
const DEPTH: usize = 16;

/// Reads `a=b,c=[d,e]`. Errors: what was expected.
pub fn object(text: &str) -> Result<Value<'static>, String> {
    let mut reader = Reader { chars: text.chars().peekable(), depth: 0 };
    let object = reader.members(None)?;
    match reader.chars.next() {
        None => Ok(object),
        Some(other) => Err(format!("expected ',' or the end, found '{other}'")),
    }
}

struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    depth: usize,
}

impl Reader<'_> {
    fn members(&mut self, end: Option<char>) -> Result<Value<'static>, String> {
        let mut members = Vec::new();
        loop {
            let mut name = String::new();
            while let Some(letter) = self.chars.next_if(|c| !matches!(c, '=' | ',' | '}' | ']' | '{' | '[')) {
                name.push(letter);
            }
            if self.chars.next_if_eq(&'=').is_none() {
                return Err(format!("expected '=' after '{name}'"));
            }
            members.push((Cow::Owned(name.trim().to_string()), self.value()?));
            if self.chars.next_if_eq(&',').is_some() {
                continue;
            }
            return match end {
                Some(end) if self.chars.next() != Some(end) => Err(format!("expected ',' or '{end}'")),
                _ => Ok(Value::Map(members)),
            };
        }
    }

    fn value(&mut self) -> Result<Value<'static>, String> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(format!("more than {DEPTH} levels"));
        }
        let value = match self.chars.peek() {
            Some('{') => {
                self.chars.next();
                self.members(Some('}'))?
            }
            Some('[') => {
                self.chars.next();
                self.items()?
            }
            Some(&quote @ ('"' | '\'')) => {
                self.chars.next();
                Value::text(self.quoted(quote)?)
            }
            _ => Value::text(self.plain()),
        };
        self.depth -= 1;
        Ok(value)
    }

    fn items(&mut self) -> Result<Value<'static>, String> {
        let mut items = Vec::new();
        if self.chars.next_if_eq(&']').is_some() {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value()?);
            match self.chars.next() {
                Some(',') => {}
                Some(']') => return Ok(Value::List(items)),
                _ => return Err("expected ',' or ']'".into()),
            }
        }
    }

    fn quoted(&mut self, quote: char) -> Result<String, String> {
        let mut text = String::new();
        loop {
            match self.chars.next() {
                None => return Err(format!("this {quote} is not closed")),
                Some(end) if end == quote => return Ok(text),
                Some('\\') => text.extend(self.chars.next()),
                Some(other) => text.push(other),
            }
        }
    }

    fn plain(&mut self) -> String {
        let mut text = String::new();
        while let Some(letter) = self.chars.next_if(|c| !matches!(c, ',' | ']' | '}')) {
            match letter {
                '\\' => text.extend(self.chars.next()),
                other => text.push(other),
            }
        }
        text
    }
}
