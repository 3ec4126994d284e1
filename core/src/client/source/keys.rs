//! Partition keys of records, and where they are routed.
use super::{Draw, Field, Source, Workload};
use crate::base::{below, mix};
use crate::client::AgentKey;
use crate::client::field::{UUID_BYTES, uuid};
use crate::client::spec::COUNTRIES;
use crate::hash::HashKey;
use crate::hash::lanes::{LANES, hash_keys};
use alloc::format;
use alloc::vec::Vec;

/// A partition key that each record has for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RouteKey {
    /// The agent's way.
    Agent(AgentKey),
    Uuid,
}

impl RouteKey {
    const fn bytes(self) -> u32 {
        match self {
            Self::Agent(AgentKey::Random) => 13,
            Self::Agent(AgentKey::Deterministic) => 32,
            Self::Uuid => UUID_BYTES,
        }
    }
}

impl Source {
    /// Whether every record has a key of its own that is a field.
    pub fn keys_are_unique(&self) -> bool {
        self.draw == Draw::Unique && self.key == Field::Id
    }

    /// Number of the key of record `index`; where keys have no numbers, of its sender.
    #[inline]
    pub fn key_of(&self, index: u32) -> u32 {
        match self.key {
            Field::Id => self.id_of(index),
            Field::Detail => self.detail_of(index),
        }
    }

    /// Where the key of that number is routed.
    #[inline]
    pub fn hash_key(&self, key: u32) -> HashKey {
        match (self.hash_keys.get(key as usize), &self.rows) {
            (Some(hash_key), _) => *hash_key,
            (None, Some(rows)) => rows.hash_key(key),
            (None, None) => self.computed_hash_key(key),
        }
    }

    pub(super) fn computed_hash_key(&self, key: u32) -> HashKey {
        match (&self.numbered, self.key) {
            (Some(numbered), Field::Id) => HashKey::of_partition_key(numbered.text(key).as_bytes()),
            _ => HashKey::of_partition_key(&self.partition_key(key)),
        }
    }

    /// Where records are routed that lie one after the other, from index `first` on. What was not hashed once and for all is
    /// hashed in lanes.
    pub fn routes(&self, first: u32, count: u32, mut found: impl FnMut(u32, u32, HashKey)) {
        let mut index = first;
        let end = first + count;
        if self.hash_keys.is_empty()
            && self.by_record.is_none()
            && let Some(numbered) = &self.numbered
        {
            debug_assert_eq!(self.key, Field::Id, "a detail has few values");
            while end - index >= LANES as u32 {
                let keys: [u32; LANES] = core::array::from_fn(|lane| self.key_of(index + lane as u32));
                let blocks = keys.map(|key| numbered.block(key).unwrap_or([0; 64]));
                if blocks.contains(&[0; 64]) {
                    break;
                }
                for (lane, hash_key) in hash_keys(&blocks).into_iter().enumerate() {
                    found(index + lane as u32, keys[lane], hash_key);
                }
                index += LANES as u32;
            }
        }
        for index in index..end {
            let key = self.key_of(index);
            found(index, key, self.route(index, key));
        }
    }

    /// Whether a partition key has a number: not with the agent, nor where keys are random.
    pub const fn routes_by_key(&self) -> bool {
        self.by_record.is_none()
    }

    /// Where a record is routed; `key` is the number of its key.
    #[inline]
    pub fn route(&self, index: u32, key: u32) -> HashKey {
        match self.by_record {
            None => self.hash_key(key),
            Some(_) => HashKey::of_partition_key(&self.route_key(index, key)),
        }
    }

    /// The partition key that a record is put with.
    pub fn route_key(&self, index: u32, key: u32) -> Vec<u8> {
        let absolute = self.absolute(index);
        match self.by_record {
            None => self.partition_key(key),
            Some(RouteKey::Uuid) => uuid([mix(self.seed ^ 0x1d_0001, absolute), mix(self.seed ^ 0x1d_0002, absolute)]),
            Some(RouteKey::Agent(AgentKey::Random)) => {
                let random = below(mix(self.seed ^ 0xa6e7, absolute), 1_000_000_000_000);
                format!("{:06}.{:06}", random / 1_000_000, random % 1_000_000).into_bytes()
            }
            Some(RouteKey::Agent(AgentKey::Deterministic)) => {
                format!("{:032x}", HashKey::of_partition_key(&self.data(index)).0).into_bytes()
            }
        }
    }

    /// The partition key of that number.
    pub fn partition_key(&self, key: u32) -> Vec<u8> {
        match self.key {
            Field::Id => self.id_text(key),
            Field::Detail => self.kind.detail_text(key),
        }
    }

    /// The sender of that number.
    pub(super) fn id_text(&self, id: u32) -> Vec<u8> {
        match (&self.kind, &self.rows) {
            (_, Some(rows)) => rows.partition_key(id).to_vec(),
            (Workload::Countries, _) => COUNTRIES[id as usize % COUNTRIES.len()].as_bytes().to_vec(),
            (Workload::HotKey { partition_key }, _) => partition_key.as_bytes().to_vec(),
            _ => self.numbered.as_ref().map(|numbered| numbered.text(id).as_bytes().to_vec()).unwrap_or_default(),
        }
    }

    /// Bytes of the key of that number, or of the key that a record has for itself.
    pub(super) fn key_bytes(&self, key: u32) -> u32 {
        if let Some(own) = self.by_record {
            return own.bytes();
        }
        match (&self.numbered, &self.kind, self.key) {
            (_, kind, Field::Detail) => kind.detail_text(key).len() as u32,
            (Some(numbered), ..) => numbered.length(key) as u32,
            (None, Workload::HotKey { partition_key }, _) => partition_key.len() as u32,
            (None, ..) => COUNTRIES[0].len() as u32,
        }
    }
}
