//! What serde writes, as a [`Value`]. A member that is none is not written at all.
use super::kinds::TIMESTAMP;
use super::value::Value;
use crate::base::Instant;
use alloc::borrow::Cow;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use serde::de::value::Error;
use serde::ser::{
    Error as _, Impossible, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, Serializer,
};

type Written = Result<Value<'static>, Error>;

/// Makes a value of what is written into it.
pub(super) struct Writer;

fn no<T>(what: &str) -> Result<T, Error> {
    Err(Error::custom(alloc::format!("no request holds {what}")))
}

/// What no request holds.
macro_rules! none {
    ($($method:ident($($argument:ty),*) $what:literal;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Written {
            no($what)
        })*
    };
}

impl Serializer for Writer {
    type Ok = Value<'static>;
    type Error = Error;
    type SerializeSeq = Items;
    type SerializeTuple = Impossible<Value<'static>, Error>;
    type SerializeTupleStruct = Impossible<Value<'static>, Error>;
    type SerializeTupleVariant = Impossible<Value<'static>, Error>;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    fn serialize_bool(self, is: bool) -> Written {
        Ok(Value::Bool(is))
    }
    fn serialize_i32(self, number: i32) -> Written {
        Ok(Value::Integer(number.into()))
    }
    fn serialize_i64(self, number: i64) -> Written {
        Ok(Value::Integer(number))
    }
    fn serialize_u32(self, number: u32) -> Written {
        Ok(Value::Integer(number.into()))
    }
    fn serialize_u64(self, number: u64) -> Written {
        Ok(Value::number(number))
    }
    fn serialize_str(self, text: &str) -> Written {
        Ok(Value::text(text))
    }
    fn serialize_bytes(self, bytes: &[u8]) -> Written {
        Ok(Value::bytes(bytes))
    }
    fn serialize_none(self) -> Written {
        Ok(Value::Null)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }
    fn serialize_unit(self) -> Written {
        Ok(Value::Null)
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Written {
        match (name, value.serialize(Self)?) {
            (TIMESTAMP, Value::Integer(micros)) => Ok(Value::Time(Instant::from_micros(micros.unsigned_abs()))),
            (_, value) => Ok(value),
        }
    }
    /// A map with one member: the name of the variant, and what it holds.
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Written {
        Ok(Value::Map(vec![(Cow::Borrowed(variant), value.serialize(self)?)]))
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        Ok(Value::Map(vec![(Cow::Borrowed(variant), Value::Map(Vec::new()))]))
    }
    fn serialize_seq(self, length: Option<usize>) -> Result<Items, Error> {
        Ok(Items(Vec::with_capacity(length.unwrap_or_default())))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Members, Error> {
        Ok(Members::default())
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members, Error> {
        Ok(Members::default())
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, name: &'static str, _: usize) -> Result<Members, Error> {
        Ok(Members { variant: Some(name), ..Members::default() })
    }
    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Error> {
        no("a tuple")
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Error> {
        no("a tuple")
    }
    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Error> {
        no("a tuple")
    }
    none! {
        serialize_i8(i8) "a number of 8 bits";
        serialize_i16(i16) "a number of 16 bits";
        serialize_u8(u8) "a number of 8 bits";
        serialize_u16(u16) "a number of 16 bits";
        serialize_f32(f32) "a fraction";
        serialize_f64(f64) "a fraction";
        serialize_char(char) "a single character";
        serialize_unit_struct(&'static str) "a structure without members";
    }
}

/// A list that is written.
pub(super) struct Items(Vec<Value<'static>>);

impl SerializeSeq for Items {
    type Ok = Value<'static>;
    type Error = Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.0.push(value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Written {
        Ok(Value::List(self.0))
    }
}

/// A map or a structure that is written.
#[derive(Default)]
pub(super) struct Members {
    variant: Option<&'static str>,
    members: Vec<(Cow<'static, str>, Value<'static>)>,
    /// The name whose value comes next.
    name: String,
}

impl Members {
    fn push(&mut self, name: Cow<'static, str>, value: Value<'static>) {
        if value != Value::Null {
            self.members.push((name, value));
        }
    }
    fn done(self) -> Value<'static> {
        let map = Value::Map(self.members);
        match self.variant {
            Some(variant) => Value::Map(vec![(Cow::Borrowed(variant), map)]),
            None => map,
        }
    }
}

impl SerializeMap for Members {
    type Ok = Value<'static>;
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let name = key.serialize(Writer)?;
        self.name = name.as_text().ok_or_else(|| Error::custom("a name must be text"))?.to_string();
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        let name = core::mem::take(&mut self.name);
        self.push(Cow::Owned(name), value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Written {
        Ok(self.done())
    }
}

impl SerializeStruct for Members {
    type Ok = Value<'static>;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.push(Cow::Borrowed(name), value.serialize(Writer)?);
        Ok(())
    }
    fn end(self) -> Written {
        Ok(self.done())
    }
}

impl SerializeStructVariant for Members {
    type Ok = Value<'static>;
    type Error = Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        SerializeStruct::serialize_field(self, name, value)
    }
    fn end(self) -> Written {
        Ok(self.done())
    }
}
