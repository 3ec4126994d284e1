//! A place in the key space.
use core::fmt;
use core::str::FromStr;
use md5::{Digest, Md5};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A hash key: an unsigned 128-bit number. Written in decimal, as AWS writes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HashKey(pub u128);

impl HashKey {
    pub const MIN: Self = Self(0);
    pub const MAX: Self = Self(u128::MAX);

    /// Where AWS routes a partition key: the MD5 of its UTF-8 bytes, read as a big-endian number.
    pub fn of_partition_key(key: &[u8]) -> Self {
        let digest = Md5::digest(key);
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&digest);
        Self(u128::from_be_bytes(bytes))
    }
}

impl fmt::Display for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The text is not a decimal number from 0 to 2^128-1 without leading zeros.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a hash key is a whole number from 0 to 340282366920938463463374607431768211455")]
pub struct ParseHashKeyError;

impl FromStr for HashKey {
    type Err = ParseHashKeyError;
    /// AWS's pattern `0|([1-9]\d{0,38})`, and below 2^128.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let leading_zero = text.len() > 1 && text.starts_with('0');
        if leading_zero || !text.bytes().all(|b| b.is_ascii_digit()) {
            return Err(ParseHashKeyError);
        }
        text.parse().map(Self).map_err(|_| ParseHashKeyError)
    }
}

impl Serialize for HashKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for HashKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = alloc::string::String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
