//! The format in which the Kinesis Producer Library packs user records into one record, and takes them apart again.
//!
//! Four bytes of magic, a protobuf message, and the MD5 of that message. The message (AggregatedRecord): 1 partition keys,
//! 2 explicit hash keys, 3 records of { 1 index of the key, 2 index of the explicit hash key, 3 data, 4 tags }.
//! Source: aggregation-format.md of amazon-kinesis-producer.
use crate::hash::{HashKey, HashKeyRange};
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use md5::{Digest, Md5};

const MAGIC: [u8; 4] = [0xf3, 0x89, 0x9a, 0xc2];
const DIGEST: usize = 16;

/// A user record within an aggregated one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRecord {
    pub partition_key: String,
    pub explicit_hash_key: Option<HashKey>,
    pub data: Vec<u8>,
}

/// Packs user records.
#[derive(Debug, Default)]
pub struct Aggregator {
    keys: Vec<String>,
    hash_keys: Vec<String>,
    records: Vec<u8>,
    count: u32,
    /// Bytes of both tables, as they are written.
    tables: usize,
}

impl Aggregator {
    pub fn add(&mut self, partition_key: &str, explicit_hash_key: Option<HashKey>, data: &[u8]) {
        let mut body = Vec::with_capacity(data.len() + 12);
        let key = index_of(&mut self.keys, partition_key, &mut self.tables);
        number(&mut body, 1, key);
        if let Some(hash_key) = explicit_hash_key {
            let place = index_of(&mut self.hash_keys, &hash_key.to_string(), &mut self.tables);
            number(&mut body, 2, place);
        }
        bytes(&mut body, 3, data);
        bytes(&mut self.records, 3, &body);
        debug_assert!((key as usize) < self.keys.len(), "a record names a key of the table");
        self.count += 1;
    }

    pub const fn count(&self) -> u32 {
        self.count
    }

    /// Bytes of the record as it would be now.
    pub const fn size(&self) -> usize {
        MAGIC.len() + self.tables + self.records.len() + DIGEST
    }

    /// The record.
    pub fn finish(self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.size());
        out.extend_from_slice(&MAGIC);
        self.keys.iter().for_each(|key| bytes(&mut out, 1, key.as_bytes()));
        self.hash_keys.iter().for_each(|key| bytes(&mut out, 2, key.as_bytes()));
        out.extend_from_slice(&self.records);
        let digest = Md5::digest(&out[MAGIC.len()..]);
        out.extend_from_slice(&digest);
        out
    }
}

fn index_of(table: &mut Vec<String>, text: &str, size: &mut usize) -> u64 {
    let known = table.iter().position(|known| known == text);
    known.unwrap_or_else(|| {
        let mut written = Vec::new();
        bytes(&mut written, 1, text.as_bytes());
        *size += written.len();
        table.push(text.into());
        table.len() - 1
    }) as u64
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

fn number(out: &mut Vec<u8>, field: u8, value: u64) {
    debug_assert!(field < 16, "field {field} fits one byte");
    out.push(field << 3);
    varint(out, value);
}

fn bytes(out: &mut Vec<u8>, field: u8, value: &[u8]) {
    debug_assert!(field < 16, "field {field} fits one byte");
    out.push(field << 3 | 2);
    varint(out, value.len() as u64);
    out.extend_from_slice(value);
}

/// A field of a message.
enum Field<'a> {
    Number(u64),
    Bytes(&'a [u8]),
}

/// Takes the next field off a message. `None` if it is broken.
fn field<'a>(rest: &mut &'a [u8]) -> Option<(u64, Field<'a>)> {
    let tag = read_varint(rest)?;
    let value = match tag & 7 {
        0 => Field::Number(read_varint(rest)?),
        2 => {
            let length = usize::try_from(read_varint(rest)?).ok()?;
            let (value, after) = rest.split_at_checked(length)?;
            *rest = after;
            Field::Bytes(value)
        }
        _ => return None,
    };
    Some((tag >> 3, value))
}

fn read_varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

/// The user records of an aggregated one; `None` if it is an ordinary record: no magic, a digest that does not fit, or a
/// message that cannot be read.
pub fn deaggregate(data: &[u8]) -> Option<Vec<UserRecord>> {
    let body = data.strip_prefix(&MAGIC).filter(|body| body.len() > DIGEST)?;
    let (message, digest) = body.split_at(body.len() - DIGEST);
    if Md5::digest(message).as_slice() != digest {
        return None;
    }
    let (mut keys, mut hash_keys, mut parts, mut rest) = (Vec::new(), Vec::new(), Vec::new(), message);
    while !rest.is_empty() {
        match field(&mut rest)? {
            (1, Field::Bytes(key)) => keys.push(core::str::from_utf8(key).ok()?),
            (2, Field::Bytes(key)) => hash_keys.push(core::str::from_utf8(key).ok()?.parse::<HashKey>().ok()?),
            (3, Field::Bytes(record)) => parts.push(record),
            _ => {}
        }
    }
    parts.into_iter().map(|part| user_record(part, &keys, &hash_keys)).collect()
}

/// How many user records a record has; 1 for an ordinary one. Whether its digest fits is not looked at.
pub fn count(data: &[u8]) -> u32 {
    let Some(body) = data.strip_prefix(&MAGIC).filter(|body| body.len() > DIGEST) else { return 1 };
    let (mut rest, mut count) = (&body[..body.len() - DIGEST], 0);
    while !rest.is_empty() {
        match field(&mut rest) {
            Some((number, _)) => count += u32::from(number == 3),
            None => return 1,
        }
    }
    count
}

fn user_record(mut rest: &[u8], keys: &[&str], hash_keys: &[HashKey]) -> Option<UserRecord> {
    let (mut key, mut hash_key, mut data) = (None, None, Vec::new());
    while !rest.is_empty() {
        match field(&mut rest)? {
            (1, Field::Number(place)) => key = Some(*keys.get(usize::try_from(place).ok()?)?),
            (2, Field::Number(place)) => hash_key = Some(*hash_keys.get(usize::try_from(place).ok()?)?),
            (3, Field::Bytes(bytes)) => data = bytes.to_vec(),
            _ => {}
        }
    }
    Some(UserRecord { partition_key: key?.to_string(), explicit_hash_key: hash_key, data })
}

/// As the KCL does it: the user records of a record in a shard of that range. Where one of them does not belong into the
/// range, all are dropped: they were packed for a shard that has been split since. `None` for an ordinary record.
pub fn deaggregate_in(data: &[u8], range: &HashKeyRange) -> Option<Vec<UserRecord>> {
    let records = deaggregate(data)?;
    let hash_key = |record: &UserRecord| {
        record.explicit_hash_key.unwrap_or_else(|| HashKey::of_partition_key(record.partition_key.as_bytes()))
    };
    Some(if records.iter().all(|record| range.contains(hash_key(record))) { records } else { Vec::new() })
}
