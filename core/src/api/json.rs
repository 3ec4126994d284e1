//! JSON as requests and answers have it: text is borrowed where it can be, and numbers are whole or millionths.
//!
//! The one place where a floating-point number is met: a timestamp in a body. It becomes whole microseconds at once.
use alloc::borrow::{Cow, ToOwned};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// A JSON value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'a> {
    Null,
    Bool(bool),
    Integer(i64),
    /// A number with a fraction, in millionths.
    Micros(i64),
    Text(Cow<'a, str>),
    List(Vec<Self>),
    /// In the order of the text.
    Map(Vec<(Cow<'a, str>, Self)>),
}

/// Text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotJson(pub String);

impl<'a> Json<'a> {
    /// Reads a text. Errors: what is wrong, with line and column; more than 128 levels are wrong too.
    pub fn parse(text: &'a str) -> Result<Self, NotJson> {
        serde_json::from_str(text).map_err(|error| NotJson(error.to_string()))
    }

    /// The member of that name; where there are two, the last.
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Json::Map(members) = self else { return None };
        let found = members.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value);
        found.filter(|value| **value != Json::Null)
    }

    pub fn text(text: impl Into<String>) -> Json<'static> {
        Json::Text(Cow::Owned(text.into()))
    }

    /// As JSON, in one piece.
    pub fn print(&self) -> String {
        // Text, lists and names that are text: nothing of which JSON has no form.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// An object of the members that there are.
    pub fn object<const N: usize>(members: [(&'static str, Option<Json<'a>>); N]) -> Self {
        let there = members.into_iter().filter_map(|(name, value)| Some((Cow::Borrowed(name), value?)));
        Json::Map(there.collect())
    }

    pub fn into_owned(self) -> Json<'static> {
        match self {
            Json::Null => Json::Null,
            Json::Bool(is) => Json::Bool(is),
            Json::Integer(number) => Json::Integer(number),
            Json::Micros(number) => Json::Micros(number),
            Json::Text(text) => Json::Text(Cow::Owned(text.into_owned())),
            Json::List(items) => Json::List(items.into_iter().map(Json::into_owned).collect()),
            Json::Map(members) => {
                let owned = |(key, value): (Cow<'_, str>, Json<'_>)| (Cow::Owned(key.into_owned()), value.into_owned());
                Json::Map(members.into_iter().map(owned).collect())
            }
        }
    }
}

impl fmt::Display for Json<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.print())
    }
}

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(is) => serializer.serialize_bool(*is),
            Json::Integer(number) => serializer.serialize_i64(*number),
            Json::Micros(number) => serializer.serialize_f64(*number as f64 / 1e6),
            Json::Text(text) => serializer.serialize_str(text),
            Json::List(items) => serializer.collect_seq(items),
            Json::Map(members) => {
                let mut map = serializer.serialize_map(Some(members.len()))?;
                members.iter().try_for_each(|(key, value)| map.serialize_entry(key, value))?;
                map.end()
            }
        }
    }
}

struct Reader;

impl<'de> Deserialize<'de> for Json<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

/// A member's name, borrowed if it has no escapes.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Json::deserialize(deserializer)? {
            Json::Text(text) => Ok(Key(text)),
            Json::Null | Json::Bool(_) | Json::Integer(_) | Json::Micros(_) | Json::List(_) | Json::Map(_) => {
                Err(D::Error::custom("a name must be text"))
            }
        }
    }
}

impl<'de> Visitor<'de> for Reader {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }
    fn visit_bool<E>(self, is: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(is))
    }
    fn visit_i64<E>(self, number: i64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(number))
    }
    fn visit_u64<E>(self, number: u64) -> Result<Json<'de>, E> {
        Ok(Json::Integer(i64::try_from(number).unwrap_or(i64::MAX)))
    }
    fn visit_f64<E>(self, number: f64) -> Result<Json<'de>, E> {
        // Adding a half and cutting off rounds, here and in a browser alike; what is out of range is the nearest.
        let half = if number < 0.0 { -0.5 } else { 0.5 };
        Ok(Json::Micros((number * 1e6 + half) as i64))
    }
    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(text)))
    }
    fn visit_str<E>(self, text: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(text.to_owned())))
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Json::List(list))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Json<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some((Key(key), value)) = members.next_entry()? {
            map.push((key, value));
        }
        Ok(Json::Map(map))
    }
}
