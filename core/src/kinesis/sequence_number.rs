//! AWS's sequence numbers (version 2): 186 bits, written as 56 decimal digits.
//!
//! As 47 hex digits: `2`, creation second of the shard (9), low nibble of the shard's number, counter (16),
//! `00`, arrival second (9), shard number (8), `2`. The counter outranks the arrival second, so numbers
//! increase within a shard; the creation second outranks the counter, so a child's are above its parent's.
//! Nothing documents the layout: it is read off numbers that AWS printed (docs/MODEL.md).
use super::ShardId;
use core::fmt;
use core::str::FromStr;
use ethnum::U256;
use serde::{Deserialize, Serialize};

/// A sequence number, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SequenceNumber {
    /// When the shard was created, in seconds since 1970, below 2^36.
    pub creation_second: u64,
    /// 0 for a shard's first number, [`SequenceNumber::CLOSING`] for its last.
    pub counter: u64,
    /// When the record arrived, in seconds since 1970, below 2^36.
    pub arrival_second: u64,
    pub shard_id: ShardId,
}

/// Text that is not a sequence number of version 2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a sequence number")]
pub struct ParseSequenceNumberError;

impl SequenceNumber {
    /// The counter of the number at which a shard was closed.
    pub const CLOSING: u64 = i64::MAX as u64;

    fn to_bits(self) -> U256 {
        let part = |value: u64, shift: u32| U256::from(value) << shift;
        let shard = u64::from(self.shard_id.0);
        part(2, 184)
            | part(self.creation_second, 148)
            | part(shard & 0xf, 144)
            | part(self.counter, 80)
            | part(self.arrival_second, 36)
            | part(shard, 4)
            | U256::from(2_u8)
    }

    fn from_bits(bits: U256) -> Option<Self> {
        let part = |shift: u32, width: u32| ((bits >> shift) & ((U256::ONE << width) - 1)).as_u64();
        let number = Self {
            creation_second: part(148, 36),
            counter: part(80, 64),
            arrival_second: part(36, 36),
            shard_id: ShardId(part(4, 32) as u32),
        };
        (number.to_bits() == bits).then_some(number)
    }
}

impl fmt::Display for SequenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_bits().fmt(f)
    }
}

impl FromStr for SequenceNumber {
    type Err = ParseSequenceNumberError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() <= 60 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        let bits = digits.then(|| text.parse::<U256>().ok()).flatten();
        bits.and_then(Self::from_bits).ok_or(ParseSequenceNumberError)
    }
}
