//! The tree of values that requests and answers are, and how JSON writes it.
//!
//! Text is borrowed where it can be. JSON has neither bytes nor times: it writes base64, and seconds since 1970. Here is the one
//! place where a floating-point number is met: one in a body. It becomes whole millionths at once.
use super::base64;
use crate::base::Instant;
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use core::fmt;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A value. A member that is not given is not in its map; one that is given as nothing is [`Null`](Self::Null).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number with a fraction, in millionths.
    Micros(i64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Time(Instant),
    List(Vec<Self>),
    /// In the order of the text.
    Map(Vec<(Cow<'a, str>, Self)>),
}

/// Text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotJson(pub String);

impl<'a> Value<'a> {
    /// Reads a text. Errors: what is wrong, with line and column; more than 128 levels, or [`VALUES_MOST`] values, are wrong too.
    pub fn parse(text: &'a str) -> Result<Self, NotJson> {
        serde_json::from_str(text).map_err(|error| NotJson(error.to_string()))
    }

    /// The member of that name; where there are two, the last.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Value::Map(members) = self else { return None };
        let found = members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value);
        found.filter(|value| **value != Value::Null)
    }

    pub fn text(text: impl Into<String>) -> Value<'static> {
        Value::Text(Cow::Owned(text.into()))
    }

    pub fn bytes(bytes: impl Into<Vec<u8>>) -> Value<'static> {
        Value::Bytes(Cow::Owned(bytes.into()))
    }

    /// A whole number, from what has no sign.
    pub fn number(number: u64) -> Value<'static> {
        Value::Integer(i64::try_from(number).unwrap_or(i64::MAX))
    }

    /// A number with a fraction; `None` for one that is infinite or none. Adding a half and cutting off rounds, here and in a
    /// browser alike; what is out of range is the nearest.
    pub fn fraction(number: impl Into<f64>) -> Option<Value<'static>> {
        let number = number.into();
        let half = if number < 0.0 { -0.5 } else { 0.5 };
        number.is_finite().then_some(Value::Micros((number * 1e6 + half) as i64))
    }

    /// The same number as a door writes it that knows fractions.
    pub fn of_micros(micros: i64) -> f64 {
        micros as f64 / 1e6
    }

    /// A time as AWS answers it: cut to milliseconds.
    pub const fn time(at: Instant) -> Value<'static> {
        Value::Time(Instant::from_micros(at.as_micros() / 1_000 * 1_000))
    }

    /// Bytes that it takes at most, the same on every machine: those of its texts, and [`VALUE_BYTES`] for each value and name.
    pub fn weight(&self) -> u64 {
        let own = match self {
            Self::Text(text) => text.len() as u64,
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::List(items) => items.iter().map(Self::weight).sum(),
            Self::Map(members) => {
                let member = |(name, value): &(Cow<'_, str>, Self)| name.len() as u64 + VALUE_BYTES + value.weight();
                members.iter().map(member).sum()
            }
            Self::Null | Self::Bool(_) | Self::Integer(_) | Self::Micros(_) | Self::Time(_) => 0,
        };
        own + VALUE_BYTES
    }

    /// The text that it is, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Value::Text(text) = self { Some(text) } else { None }
    }

    /// As JSON, in one piece.
    pub fn print(&self) -> String {
        // Text, lists and names that are text: nothing of which JSON has no form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// An object of the members that there are.
    pub fn object<const N: usize>(members: [(&'static str, Option<Value<'a>>); N]) -> Self {
        let there = members.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?)));
        Value::Map(there.collect())
    }

    pub fn into_owned(self) -> Value<'static> {
        match self {
            Value::Null => Value::Null,
            Value::Bool(is) => Value::Bool(is),
            Value::Integer(number) => Value::Integer(number),
            Value::Micros(number) => Value::Micros(number),
            Value::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
            Value::Bytes(bytes) => Value::Bytes(Cow::Owned(bytes.into_owned())),
            Value::Time(at) => Value::Time(at),
            Value::List(items) => Value::List(items.into_iter().map(Value::into_owned).collect()),
            Value::Map(members) => {
                let owned =
                    |(key, value): (Cow<'_, str>, Value<'_>)| (Cow::Owned(key.into_owned()), value.into_owned());
                Value::Map(members.into_iter().map(owned).collect())
            }
        }
    }
}

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print())
    }
}

impl Serialize for Value<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(is) => serializer.serialize_bool(*is),
            Value::Integer(number) => serializer.serialize_i64(*number),
            Value::Micros(number) => fraction(*number, serializer),
            Value::Text(text) => serializer.serialize_str(text),
            Value::Bytes(bytes) => serializer.serialize_str(&base64::encode(bytes)),
            Value::Time(at) if at.as_micros() % 1_000_000 == 0 => serializer.serialize_u64(at.as_secs()),
            Value::Time(at) => fraction(at.as_micros() as i64, serializer),
            Value::List(items) => serializer.collect_seq(items),
            Value::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

fn fraction<S: Serializer>(micros: i64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(Value::of_micros(micros))
}

/// What counts for a value without its text: a list of short texts needs as much.
const VALUE_BYTES: u64 = 64;

/// Values of a body at most: more than any request has, and no more than a page has room for.
pub const VALUES_MOST: u32 = 1_000_000;

/// Reads a value, as long as so many may still come.
#[derive(Clone, Copy)]
struct Reader<'c>(&'c Cell<u32>);

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader(&Cell::new(VALUES_MOST)).deserialize(deserializer)
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        let left = self.0.get().checked_sub(1).ok_or_else(|| D::Error::custom("too many values"))?;
        self.0.set(left);
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }
    fn visit_bool<E>(self, is: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(is))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        Ok(Value::Integer(i64::try_from(number).unwrap_or(i64::MAX)))
    }
    fn visit_f64<E: Error>(self, number: f64) -> Result<Value<'de>, E> {
        Value::fraction(number).ok_or_else(|| E::custom("a number without bounds"))
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(name) = members.next_key_seed(self)? {
            let Value::Text(name) = name else { return Err(A::Error::custom("a name must be text")) };
            map.push((name, members.next_value_seed(self)?));
        }
        Ok(Value::Map(map))
    }
}
