//! AWS's sequence numbers (version 2): 186 bits, written as 56 decimal digits.
//!
//! As 47 hex digits: `2`, creation second of the shard (9), low nibble of the shard's number, counter (16),
//! `00`, arrival second (9), shard number (8), `2`. The counter outranks the arrival second, so numbers
//! increase within a shard; the creation second outranks the counter, so a child's are above its parent's.
//! Nothing documents the layout: it is read off numbers that AWS printed (docs/MODEL.md).
use super::ShardId;
use core::fmt;
use core::str::FromStr;
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

    /// The 186 bits in 32-bit limbs, lowest first: what fits the divisions that every machine does fast.
    const fn limbs(self) -> [u32; 6] {
        let (counter, time, shard) = (self.counter, self.arrival_second, self.shard_id.0 as u64);
        let low = time << 36 | shard << 4 | 2;
        let middle = counter << 16 | time >> 28;
        let high = 2 << 56 | self.creation_second << 20 | (shard & 0xf) << 16 | counter >> 48;
        [low as u32, (low >> 32) as u32, middle as u32, (middle >> 32) as u32, high as u32, (high >> 32) as u32]
    }

    fn from_limbs(limbs: [u32; 6]) -> Option<Self> {
        let pair = |at: usize| u64::from(limbs[at]) | u64::from(limbs[at + 1]) << 32;
        let (low, middle, high) = (pair(0), pair(2), pair(4));
        let number = Self {
            creation_second: high >> 20 & 0xf_ffff_ffff,
            counter: middle >> 16 | high << 48,
            arrival_second: (low >> 36 | middle << 28) & 0xf_ffff_ffff,
            shard_id: ShardId((low >> 4) as u32),
        };
        (number.limbs() == limbs).then_some(number)
    }
}

/// Nine decimal digits at a time.
const CHUNK: u64 = 1_000_000_000;
const DIGITS: usize = 63;

impl fmt::Display for SequenceNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mut limbs, mut digits) = (self.limbs(), [b'0'; DIGITS]);
        let mut top = limbs.len();
        for chunk in digits.rchunks_mut(9) {
            let mut rest = 0_u64;
            for limb in limbs[..top].iter_mut().rev() {
                let part = rest << 32 | u64::from(*limb);
                *limb = (part / CHUNK) as u32;
                rest = part % CHUNK;
            }
            while top > 0 && limbs[top - 1] == 0 {
                top -= 1;
            }
            let mut rest = rest as u32;
            for digit in chunk.iter_mut().rev() {
                *digit = b'0' + (rest % 10) as u8;
                rest /= 10;
            }
        }
        let first = digits.iter().position(|&digit| digit != b'0').unwrap_or(DIGITS - 1);
        f.pad(core::str::from_utf8(&digits[first..]).map_err(|_| fmt::Error)?)
    }
}

impl FromStr for SequenceNumber {
    type Err = ParseSequenceNumberError;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.len() <= 60 && text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
        if !digits {
            return Err(ParseSequenceNumberError);
        }
        let mut limbs = [0_u32; 6];
        for digit in text.bytes() {
            let mut carry = u64::from(digit - b'0');
            for limb in &mut limbs {
                carry += u64::from(*limb) * 10;
                *limb = carry as u32;
                carry >>= 32;
            }
            if carry > 0 {
                return Err(ParseSequenceNumberError);
            }
        }
        Self::from_limbs(limbs).ok_or(ParseSequenceNumberError)
    }
}
