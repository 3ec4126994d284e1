//! What a producer's records are, as a function of their index: what they are about, key, hash key, size and data.
//!
//! A source never changes. Where a user changes what is made, the producer goes on with a new source.
//!
//! | module | what it owns |
//! |---|---|
//! | [`keys`] | partition keys, and where records are routed |
//! | [`subjects`] | what records are about |
//! | [`data`] | their bytes |
mod data;
mod keys;
mod subjects;

#[cfg(test)]
mod tests;

use self::keys::RouteKey;
use self::subjects::Subjects;
use super::lab::Point;
use super::numbered::Numbered;
use super::sealed;
use super::spec::{Distribution, ProducerSpec, Workload};
use super::{Api, Dataset, Field, PartitionKey, payload};
use crate::base::{below, mix};
use crate::client::ActorId;
use crate::engine::AliasTable;
use crate::hash::HashKey;
use crate::service::Contents;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Up to so many keys, their hash keys are computed once: 2 MiB, and some 15 ms in a browser. Records on their way are routed
/// again in every frame.
const CACHED_KEYS: u32 = 131_072;

/// Data that is made, at most: with the longest key, and encrypted, it is a record of 1 MiB.
pub const MADE_BYTES: u32 = (1 << 20) - 1_024 - sealed::OVERHEAD;

/// A recipe for records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Whose records they are: a producer's, or a lane's.
    pub actor: ActorId,
    /// The actor's index of this source's record 0.
    pub base: u64,
    /// How many partition keys there are, as far as they have numbers.
    pub keys: u32,
    seed: u64,
    kind: Workload,
    /// How many senders there are to draw from.
    ids: u32,
    draw: Draw,
    /// The field that is the partition key.
    key: Field,
    subjects: Subjects,
    record_bytes: u32,
    /// Text before a sender's number, and its least digits; `None` where they are not numbered.
    numbered: Option<Numbered>,
    /// Shared with the sources before it that have the same keys.
    hash_keys: Arc<[HashKey]>,
    /// Whether another source counts their bytes.
    keys_are_shared: bool,
    rows: Option<Arc<Dataset>>,
    /// The points of a drawing, as far as it is drawn: of a lane that sends it.
    points: Option<Arc<Vec<Point>>>,
    /// A partition key that has no number; others are fields.
    by_record: Option<RouteKey>,
    encrypted: bool,
}

/// What counts for a source without its keys, the same on every machine.
const SOURCE_BYTES: u64 = 320;
const _: () = assert!(size_of::<Source>() as u64 <= SOURCE_BYTES);

/// Which sender the next record is of.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Draw {
    Even,
    Uniform,
    Weighted(AliasTable),
    /// Random numbers below this go to sender 0.
    Share(u64),
    Unique,
    Rows,
    /// One truck of so many after the other; keys are groups of them.
    Grouped(u32),
}

impl Contents for Vec<Arc<Source>> {
    fn data(&self, recipe: u16, index: u32) -> Vec<u8> {
        self.get(usize::from(recipe)).map(|source| source.data(index)).unwrap_or_default()
    }
    fn partition_key(&self, recipe: u16, index: u32) -> Vec<u8> {
        self.get(usize::from(recipe)).map(|source| source.route_key(index, source.key_of(index))).unwrap_or_default()
    }
}

impl Source {
    /// The recipe of `spec`, for the records of `actor`. All that is random in it comes from `seed`: of the same spec and
    /// seed the same records are made, by any actor. `rows` is the file of a [`Workload::File`]; `before` is a source
    /// that may have the same keys, which are then shared.
    pub fn new(
        spec: &ProducerSpec,
        actor: ActorId,
        seed: u64,
        base: u64,
        rows: Option<Arc<Dataset>>,
        before: Option<&Self>,
    ) -> Self {
        let draw = match (&rows, spec.distribution) {
            (Some(_), _) => Draw::Rows,
            (None, Distribution::Even) => Draw::Even,
            (None, Distribution::Uniform) => Draw::Uniform,
            (None, Distribution::Zipf { exponent_hundredths }) => {
                Draw::Weighted(AliasTable::zipf(spec.keys, exponent_hundredths))
            }
            (None, Distribution::Share { per_mille }) => Draw::Share(u64::MAX / 1_000 * u64::from(per_mille)),
            (None, Distribution::Unique) => Draw::Unique,
        };
        let (key, by_record) = match (spec.api, spec.partition_key) {
            (Api::Agent(settings), _) => (Field::Id, Some(RouteKey::Agent(settings.partition_key))),
            (_, PartitionKey::Uuid) => (Field::Id, Some(RouteKey::Uuid)),
            (_, PartitionKey::Field(field)) => (field, None),
        };
        let by_record = by_record.filter(|of| rows.is_none() || matches!(of, RouteKey::Agent(_)));
        let key = if rows.is_none() { key } else { Field::Id };
        let ids = rows.as_ref().map_or(spec.keys, |rows| rows.keys());
        let mut source = Self {
            actor,
            base,
            keys: if key == Field::Detail { spec.workload.details() } else { ids },
            seed,
            kind: spec.workload.clone(),
            ids,
            draw,
            key,
            subjects: if rows.is_some() { Subjects::Rows } else { Subjects::Field(spec.subject) },
            record_bytes: spec.record_bytes.min(MADE_BYTES),
            numbered: Numbered::of(&spec.workload),
            hash_keys: Arc::default(),
            keys_are_shared: false,
            rows,
            points: None,
            by_record,
            encrypted: spec.encrypted,
        };
        source.hash_keys_once(before);
        source
    }

    /// Computes hash keys once and for all, where there are few enough of them, or takes those of a source with the same.
    fn hash_keys_once(&mut self, before: Option<&Self>) {
        if self.keys > CACHED_KEYS || self.keys_are_unique() || self.rows.is_some() {
            return;
        }
        let alike = |before: &&Self| {
            before.hash_keys.len() == self.keys as usize && before.kind == self.kind && before.key == self.key
        };
        let same = before.filter(alike);
        self.keys_are_shared = same.is_some();
        self.hash_keys = match same {
            Some(before) => before.hash_keys.clone(),
            None => (0..self.keys).map(|key| self.computed_hash_key(key)).collect(),
        };
    }

    /// The same recipe, with what has been drawn until now: it grows, and what was there stays.
    pub fn with_points(&self, points: Arc<Vec<Point>>) -> Self {
        Self { points: Some(points), subjects: Subjects::Drawing, ..self.clone() }
    }

    /// The same recipe for so many trucks, whose groups are its keys.
    pub fn grouped(self, trucks: u32) -> Self {
        Self { draw: Draw::Grouped(trucks), subjects: Subjects::Trucks(trucks), ..self }
    }

    /// Takes the place of `before`, of which nothing was made: keys that both have are counted here from now on, if they were
    /// counted there.
    pub fn replace(&mut self, before: &Self) {
        if Arc::ptr_eq(&self.hash_keys, &before.hash_keys) {
            self.keys_are_shared = before.keys_are_shared;
        }
    }

    /// Bytes on the heap that no other source counts.
    pub fn heap_bytes(&self) -> u64 {
        let table = if let Draw::Weighted(_) = self.draw { u64::from(self.ids) * 8 } else { 0 };
        let own = if self.keys_are_shared { 0 } else { self.hash_keys.len() as u64 * 16 };
        table + own + SOURCE_BYTES
    }

    /// The rows behind a file's source.
    pub fn rows(&self) -> Option<&Arc<Dataset>> {
        self.rows.as_ref()
    }

    /// The actor's number of record `index`: what everything about it comes from.
    fn absolute(&self, index: u32) -> u64 {
        self.base + u64::from(index)
    }

    /// Number of the sender of record `index`; of grouped trucks of the group.
    #[inline]
    fn id_of(&self, index: u32) -> u32 {
        let absolute = self.absolute(index);
        let random = || mix(self.seed, absolute);
        match &self.draw {
            Draw::Even => (absolute % u64::from(self.ids)) as u32,
            Draw::Uniform => below(random(), u64::from(self.ids)) as u32,
            Draw::Weighted(table) => table.draw(random()),
            Draw::Share(limit) => match random() {
                random if random < *limit || self.ids == 1 => 0,
                random => 1 + below(mix(self.seed, random), u64::from(self.ids - 1)) as u32,
            },
            Draw::Unique => absolute as u32,
            Draw::Grouped(trucks) => (absolute % u64::from(*trucks)) as u32 % self.ids,
            Draw::Rows => self.rows.as_ref().expect("a file's source has rows").key(index),
        }
    }

    /// What a record tells besides who sends it.
    fn detail_of(&self, index: u32) -> u32 {
        payload::detail(&self.kind, self.seed, self.absolute(index), self.id_of(index))
    }
}
