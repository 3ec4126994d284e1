//! The tree as CBOR (RFC 8949), as clients in Java write it: bytes are bytes, and a time is the milliseconds since 1970 under
//! tag 1.
use super::{VALUES_MOST, Value};
use crate::base::Instant;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use minicbor::data::{Tag, Type};
use minicbor::decode::Error;
use minicbor::{Decoder, Encoder};

/// Levels of a body at most, as in JSON.
const LEVELS: u32 = 128;
/// The tag of a time.
const TIME: u64 = 1;

/// Bytes that are no CBOR, or of a kind that no request has.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct NotCbor(pub String);

/// What is being read.
struct Body<'a> {
    bytes: Decoder<'a>,
    values_left: u32,
}

/// Reads one value, which is all that there is. Errors: what is wrong.
pub fn read(bytes: &[u8]) -> Result<Value<'_>, NotCbor> {
    let mut from = Body { bytes: Decoder::new(bytes), values_left: VALUES_MOST };
    let value = value(&mut from, LEVELS).map_err(|error| NotCbor(error.to_string()))?;
    match from.bytes.position() {
        end if end == bytes.len() => Ok(value),
        end => Err(NotCbor(alloc::format!("more than one value: the first ends at byte {end}"))),
    }
}

fn value<'a>(from: &mut Body<'a>, levels: u32) -> Result<Value<'a>, Error> {
    let levels = levels.checked_sub(1).ok_or_else(|| Error::message("too many levels"))?;
    from.values_left = from.values_left.checked_sub(1).ok_or_else(|| Error::message("too many values"))?;
    Ok(match from.bytes.datatype()? {
        Type::Null | Type::Undefined => {
            from.bytes.skip()?;
            Value::Null
        }
        Type::Bool => Value::Bool(from.bytes.bool()?),
        Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 | Type::Int => {
            let number = i128::from(from.bytes.int()?);
            Value::Integer(number.clamp(i64::MIN.into(), i64::MAX.into()) as i64)
        }
        Type::F16 => bounded(Value::fraction(from.bytes.f16()?))?,
        Type::F32 => bounded(Value::fraction(from.bytes.f32()?))?,
        Type::F64 => bounded(Value::fraction(from.bytes.f64()?))?,
        Type::Bytes => Value::Bytes(Cow::Borrowed(from.bytes.bytes()?)),
        Type::BytesIndef => chunks(from)?,
        Type::String => Value::Text(Cow::Borrowed(from.bytes.str()?)),
        Type::StringIndef => Value::text(from.bytes.str_iter()?.collect::<Result<String, _>>()?),
        Type::Array | Type::ArrayIndef => list(from, levels)?,
        Type::Map | Type::MapIndef => map(from, levels)?,
        Type::Tag if from.bytes.tag()? == Tag::new(TIME) => time(value(from, levels)?)?,
        // Any other tag says how a value is meant, and no request has one that matters.
        Type::Tag => value(from, levels)?,
        Type::Simple | Type::Break | Type::Unknown(_) => {
            return Err(Error::message("a value of a kind that is not read").at(from.bytes.position()));
        }
    })
}

/// Bytes that come in parts.
fn chunks(from: &mut Body<'_>) -> Result<Value<'static>, Error> {
    let mut whole = Vec::new();
    for part in from.bytes.bytes_iter()? {
        whole.extend_from_slice(part?);
    }
    Ok(Value::bytes(whole))
}

fn bounded(number: Option<Value<'static>>) -> Result<Value<'static>, Error> {
    number.ok_or_else(|| Error::message("a number without bounds"))
}

/// Milliseconds since 1970.
fn time(millis: Value<'_>) -> Result<Value<'static>, Error> {
    let micros = match millis {
        Value::Integer(millis) => millis.checked_mul(1_000),
        // A fraction of a millisecond is dropped, as Java's clock does.
        Value::Micros(millionths) => (millionths / 1_000_000).checked_mul(1_000),
        Value::Null
        | Value::Bool(_)
        | Value::Text(_)
        | Value::Bytes(_)
        | Value::Time(_)
        | Value::List(_)
        | Value::Map(_) => None,
    };
    let micros = micros.and_then(|micros| u64::try_from(micros).ok());
    let micros = micros.ok_or_else(|| Error::message("a time that is no number of milliseconds since 1970"))?;
    Ok(Value::Time(Instant::from_micros(micros.min(Instant::LAST_SECOND * 1_000_000))))
}

fn list<'a>(from: &mut Body<'a>, levels: u32) -> Result<Value<'a>, Error> {
    let mut items = Vec::new();
    match from.bytes.array()? {
        // What a head promises may not be there: nothing is set aside for it.
        Some(many) => {
            for _ in 0..many {
                items.push(value(from, levels)?);
            }
        }
        None => {
            while !ends(from)? {
                items.push(value(from, levels)?);
            }
        }
    }
    Ok(Value::List(items))
}

fn map<'a>(from: &mut Body<'a>, levels: u32) -> Result<Value<'a>, Error> {
    let mut members = Vec::new();
    let mut left = from.bytes.map()?;
    loop {
        let is_over = match &mut left {
            Some(0) => true,
            Some(left) => {
                *left -= 1;
                false
            }
            None => ends(from)?,
        };
        if is_over {
            return Ok(Value::Map(members));
        }
        let Value::Text(name) = value(from, levels)? else { return Err(Error::message("a name must be text")) };
        members.push((name, value(from, levels)?));
    }
}

/// Whether a collection of no given length ends here.
fn ends(from: &mut Body<'_>) -> Result<bool, Error> {
    let ends = from.bytes.datatype()? == Type::Break;
    if ends {
        from.bytes.skip()?;
    }
    Ok(ends)
}

/// The bytes of a value.
pub fn write(value: &Value<'_>) -> Vec<u8> {
    let mut to = Encoder::new(Vec::new());
    // A vector takes whatever comes.
    let _ = put(&mut to, value);
    to.into_writer()
}

type Put = Result<(), minicbor::encode::Error<core::convert::Infallible>>;

fn put(to: &mut Encoder<Vec<u8>>, value: &Value<'_>) -> Put {
    match value {
        Value::Null => to.null()?,
        Value::Bool(is) => to.bool(*is)?,
        Value::Integer(number) => to.i64(*number)?,
        Value::Micros(micros) => to.f64(Value::of_micros(*micros))?,
        Value::Text(text) => to.str(text)?,
        Value::Bytes(bytes) => to.bytes(bytes)?,
        Value::Time(at) => to.tag(Tag::new(TIME))?.u64(at.as_micros() / 1_000)?,
        Value::List(items) => {
            to.array(items.len() as u64)?;
            return items.iter().try_for_each(|item| put(to, item));
        }
        Value::Map(members) => {
            to.map(members.len() as u64)?;
            return members.iter().try_for_each(|(name, value)| {
                to.str(name)?;
                put(to, value)
            });
        }
    };
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;

    fn hex(text: &str) -> Vec<u8> {
        (0..text.len()).step_by(2).map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap()).collect()
    }

    /// Of RFC 8949, appendix A.
    #[test]
    fn the_examples_of_the_standard_are_read_and_written() {
        let list = |numbers: &[i64]| Value::List(numbers.iter().map(|number| Value::Integer(*number)).collect());
        let map = |members: Vec<(&'static str, Value<'static>)>| {
            Value::Map(members.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
        };
        for (bytes, value) in [
            ("00", Value::Integer(0)),
            ("17", Value::Integer(23)),
            ("1818", Value::Integer(24)),
            ("1903e8", Value::Integer(1_000)),
            ("1b000000e8d4a51000", Value::Integer(1_000_000_000_000)),
            ("3903e7", Value::Integer(-1_000)),
            ("f4", Value::Bool(false)),
            ("f6", Value::Null),
            ("fb3ff199999999999a", Value::Micros(1_100_000)),
            ("4401020304", Value::bytes([1, 2, 3, 4])),
            ("6161", Value::text("a")),
            ("62c3bc", Value::text("ü")),
            ("83010203", list(&[1, 2, 3])),
            ("a26161016162820203", map(vec![("a", Value::Integer(1)), ("b", list(&[2, 3]))])),
        ] {
            assert_eq!(read(&hex(bytes)), Ok(value.clone()), "{bytes}");
            assert_eq!(write(&value), hex(bytes), "{bytes}");
        }
        // Forms that are read and never written: of no given length, and undefined.
        for (bytes, value) in [
            ("5f42010243030405ff", Value::bytes([1, 2, 3, 4, 5])),
            ("7f657374726561646d696e67ff", Value::text("streaming")),
            ("9f0102ff", list(&[1, 2])),
            ("bf6346756ef563416d7421ff", map(vec![("Fun", Value::Bool(true)), ("Amt", Value::Integer(-2))])),
            ("f7", Value::Null),
            ("f93e00", Value::Micros(1_500_000)),
            ("fa47c35000", Value::Micros(100_000_000_000)),
            ("1bffffffffffffffff", Value::Integer(i64::MAX)),
        ] {
            assert_eq!(read(&hex(bytes)), Ok(value), "{bytes}");
        }
    }

    #[test]
    fn a_time_is_milliseconds_under_tag_one() {
        let at = Value::Time(Instant::from_micros(1_767_225_600_250_000));
        assert_eq!(write(&at), hex("c11b0000019b76daa8fa"));
        assert_eq!(read(&write(&at)), Ok(at.clone()));
        // As a number with a fraction: 1767225600250.5.
        assert_eq!(read(&hex("c1fb4279b76daa8fa800")), Ok(at));
        assert!(read(&hex("c120")).is_err(), "before 1970");
        assert!(read(&hex("c16161")).is_err(), "no number");
    }

    #[test]
    fn what_is_wrong_is_refused_and_promises_cost_nothing() {
        for bytes in [
            "",
            "ff",
            "83",
            "a161",
            "a10101",
            "0000",
            "9bffffffffffffffff",
            "bbffffffffffffffff",
            "5bffffffffffffffff",
            "62c328",
            "f97e00",
            "fb7ff0000000000000",
        ] {
            assert!(read(&hex(bytes)).is_err(), "{bytes}");
        }
        let nested = |levels: usize| [vec![0x81; levels], vec![0]].concat();
        assert!(read(&nested(127)).is_ok());
        assert!(read(&nested(128)).is_err());
        assert!(read(&nested(1_000_000)).is_err());
        // A list of so many zeros: with itself one value too many.
        let zeros = |many: u32| [&[0x9a][..], &many.to_be_bytes(), &vec![0; many as usize]].concat();
        assert!(read(&zeros(VALUES_MOST - 1)).is_ok());
        assert!(read(&zeros(VALUES_MOST)).is_err());
    }
}
