//! What a producer's records are, as a function of their index: key, hash key, size and data.
//!
//! A source never changes. Where a user changes what is made, the producer goes on with a new source.
use super::lab::Point;
use super::numbered::Numbered;
use super::payload;
use super::sealed;
use super::spec::{COUNTRIES, Distribution, ProducerSpec, Workload};
use super::{AgentKey, Api, Dataset};
use crate::base::{below, mix};
use crate::client::ActorId;
use crate::engine::AliasTable;
use crate::hash::HashKey;
use crate::hash::lanes::{LANES, hash_keys};
use crate::service::Contents;
use alloc::format;
use alloc::string::String;
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
    pub keys: u32,
    seed: u64,
    kind: Workload,
    draw: Draw,
    record_bytes: u32,
    /// Text before a key's number, and its least digits; `None` where keys are not numbered.
    numbered: Option<Numbered>,
    /// Shared with the sources before it that have the same keys.
    hash_keys: Arc<[HashKey]>,
    /// Whether another source counts their bytes.
    keys_are_shared: bool,
    rows: Option<Arc<Dataset>>,
    /// The points of a drawing, as far as it is drawn: of a lane that sends it.
    points: Option<Arc<Vec<Point>>>,
    /// The agent's way to a partition key; others take the record's own.
    by_line: Option<AgentKey>,
    encrypted: bool,
}

/// What counts for a source without its keys, the same on every machine.
const SOURCE_BYTES: u64 = 320;
const _: () = assert!(size_of::<Source>() as u64 <= SOURCE_BYTES);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Draw {
    Even,
    Uniform,
    Weighted(AliasTable),
    /// Random numbers below this go to key 0.
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
        let mut source = Self {
            actor,
            base,
            keys: rows.as_ref().map_or(spec.keys, |rows| rows.keys()),
            seed,
            kind: spec.workload.clone(),
            draw,
            record_bytes: spec.record_bytes.min(MADE_BYTES),
            numbered: Numbered::of(&spec.workload),
            hash_keys: Arc::default(),
            keys_are_shared: false,
            rows,
            points: None,
            by_line: if let Api::Agent(settings) = spec.api { Some(settings.partition_key) } else { None },
            encrypted: spec.encrypted,
        };
        if source.keys <= CACHED_KEYS && source.draw != Draw::Unique && source.rows.is_none() {
            let same =
                before.filter(|before| before.hash_keys.len() == source.keys as usize && before.kind == source.kind);
            source.keys_are_shared = same.is_some();
            source.hash_keys = match same {
                Some(before) => before.hash_keys.clone(),
                None => (0..source.keys).map(|key| source.computed_hash_key(key)).collect(),
            };
        }
        source
    }

    /// The same recipe, with what has been drawn until now: it grows, and what was there stays.
    pub fn with_points(&self, points: Arc<Vec<Point>>) -> Self {
        Self { points: Some(points), ..self.clone() }
    }

    /// The same recipe for so many trucks, whose groups are its keys.
    pub fn grouped(self, trucks: u32) -> Self {
        Self { draw: Draw::Grouped(trucks), ..self }
    }

    /// The data of a point's message.
    fn point_text(&self, index: u32) -> Option<String> {
        let points = self.points.as_ref()?;
        Some(points.get(index as usize).map(|point| point.text(index)).unwrap_or_default())
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
        let table = if let Draw::Weighted(_) = self.draw { u64::from(self.keys) * 8 } else { 0 };
        let own = if self.keys_are_shared { 0 } else { self.hash_keys.len() as u64 * 16 };
        table + own + SOURCE_BYTES
    }

    /// Whether every record has a key of its own: then there is no order to keep.
    pub fn is_unique(&self) -> bool {
        self.draw == Draw::Unique
    }

    /// The rows behind a file's source.
    pub fn rows(&self) -> Option<&Arc<Dataset>> {
        self.rows.as_ref()
    }

    /// Number of the key of record `index`.
    #[inline]
    pub fn key_of(&self, index: u32) -> u32 {
        let absolute = self.base + u64::from(index);
        let random = || mix(self.seed, absolute);
        match &self.draw {
            Draw::Even => (absolute % u64::from(self.keys)) as u32,
            Draw::Uniform => below(random(), u64::from(self.keys)) as u32,
            Draw::Weighted(table) => table.draw(random()),
            Draw::Share(limit) => match random() {
                random if random < *limit || self.keys == 1 => 0,
                random => 1 + below(mix(self.seed, random), u64::from(self.keys - 1)) as u32,
            },
            Draw::Unique => absolute as u32,
            Draw::Grouped(trucks) => (absolute % u64::from(*trucks)) as u32 % self.keys,
            Draw::Rows => self.rows.as_ref().expect("a file's source has rows").key(index),
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

    fn computed_hash_key(&self, key: u32) -> HashKey {
        match &self.numbered {
            Some(numbered) => HashKey::of_partition_key(numbered.text(key).as_bytes()),
            None => HashKey::of_partition_key(&self.partition_key(key)),
        }
    }

    /// Where records are routed that lie one after the other, from index `first` on. What was not hashed once and for all is
    /// hashed in lanes.
    pub fn routes(&self, first: u32, count: u32, mut found: impl FnMut(u32, u32, HashKey)) {
        let mut index = first;
        let end = first + count;
        if self.hash_keys.is_empty()
            && self.by_line.is_none()
            && let Some(numbered) = &self.numbered
        {
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

    /// Whether the partition key says which key a record has: not with the agent.
    pub const fn routes_by_key(&self) -> bool {
        self.by_line.is_none()
    }

    /// Where a record is routed; `key` is the number of its key.
    #[inline]
    pub fn route(&self, index: u32, key: u32) -> HashKey {
        match self.by_line {
            None => self.hash_key(key),
            Some(_) => HashKey::of_partition_key(&self.route_key(index, key)),
        }
    }

    /// The partition key that a record is put with.
    pub fn route_key(&self, index: u32, key: u32) -> Vec<u8> {
        let absolute = self.base + u64::from(index);
        match self.by_line {
            None => self.partition_key(key),
            Some(AgentKey::Random) => {
                let random = below(mix(self.seed ^ 0xa6e7, absolute), 1_000_000_000_000);
                format!("{:06}.{:06}", random / 1_000_000, random % 1_000_000).into_bytes()
            }
            Some(AgentKey::Deterministic) => {
                format!("{:032x}", HashKey::of_partition_key(&self.data(index)).0).into_bytes()
            }
        }
    }

    /// The partition key of that number.
    pub fn partition_key(&self, key: u32) -> Vec<u8> {
        match (&self.kind, &self.rows) {
            (_, Some(rows)) => rows.partition_key(key).to_vec(),
            (Workload::Countries, _) => COUNTRIES[key as usize % COUNTRIES.len()].as_bytes().to_vec(),
            (Workload::HotKey { partition_key }, _) => partition_key.as_bytes().to_vec(),
            _ => self.numbered.as_ref().map(|numbered| numbered.text(key).as_bytes().to_vec()).unwrap_or_default(),
        }
    }

    /// Bytes of a record: data and partition key.
    #[inline]
    pub fn bytes(&self, index: u32, key: u32) -> u32 {
        let sealed = if self.encrypted { sealed::OVERHEAD } else { 0 };
        if self.by_line.is_some() {
            return self.line_bytes(index) as u32 - 1 + sealed + self.route_key_bytes();
        }
        if let Some(rows) = &self.rows {
            return rows.bytes(index) + sealed;
        }
        let key_bytes = match (&self.numbered, &self.kind) {
            (Some(numbered), _) => numbered.length(key),
            (None, Workload::HotKey { partition_key }) => partition_key.len(),
            (None, _) => COUNTRIES[0].len(),
        };
        let data_bytes = self.point_text(index).map_or(self.record_bytes, |text| text.len() as u32);
        data_bytes + key_bytes as u32 + sealed
    }

    /// Bytes of a record of a key, data and key; of a file's rows the mean of all.
    pub fn mean_bytes(&self, key: u32) -> u64 {
        match &self.rows {
            Some(rows) => {
                let sealed = if self.encrypted { sealed::OVERHEAD } else { 0 };
                rows.mean_row_bytes() + rows.partition_key(key).len() as u64 + u64::from(sealed)
            }
            None => self.bytes(0, key).into(),
        }
    }

    const fn route_key_bytes(&self) -> u32 {
        if let Some(AgentKey::Random) = self.by_line { 13 } else { 32 }
    }

    /// Bytes of a record's line in a file, with its end.
    pub fn line_bytes(&self, index: u32) -> u64 {
        let made = || self.point_text(index).map_or(u64::from(self.record_bytes), |text| text.len() as u64);
        1 + self.rows.as_ref().map_or_else(made, |rows| rows.row(index).len() as u64)
    }

    /// What an application sums up of a record: the speed of a truck, else its bytes.
    pub fn reading(&self, index: u32) -> u64 {
        match self.kind {
            Workload::Trucks => payload::speed_kmh(self.seed, self.base + u64::from(index)),
            // Of the data as it was before anybody encrypted it.
            Workload::Clicks
            | Workload::Sensors
            | Workload::Countries
            | Workload::Custom { .. }
            | Workload::HotKey { .. }
            | Workload::File { .. } => self.line_bytes(index) - 1,
        }
    }

    /// The data of a record, made now: always the same for the same index.
    pub fn data(&self, index: u32) -> Vec<u8> {
        let plain = self.plain_data(index);
        if self.encrypted { sealed::seal(self.seed, self.base + u64::from(index), plain) } else { plain }
    }

    /// Whether only who has the producer's key can read the data.
    pub const fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// The first bytes of that: what a view shows of it.
    pub fn plain_start(&self, index: u32) -> Vec<u8> {
        const MOST: usize = 400;
        if let Some(rows) = &self.rows {
            let row = rows.row(index);
            return row[..row.len().min(MOST)].to_vec();
        }
        if let Some(point) = self.point_text(index) {
            return point.into_bytes();
        }
        self.made(index, (self.record_bytes as usize).min(MOST))
    }

    /// What the workload makes up.
    fn made(&self, index: u32, length: usize) -> Vec<u8> {
        let absolute = self.base + u64::from(index);
        if let Draw::Grouped(trucks) = self.draw {
            let truck = (absolute % u64::from(trucks)) as u32;
            let name = format!("truck_{}", truck + 1);
            return payload::make(&Workload::Trucks, self.seed, absolute, truck, name.as_bytes(), length);
        }
        let key = self.key_of(index);
        payload::make(&self.kind, self.seed, absolute, key, &self.partition_key(key), length)
    }

    /// The data as an application that has the producer's key reads it.
    pub fn plain_data(&self, index: u32) -> Vec<u8> {
        if let Some(rows) = &self.rows {
            return rows.row(index).to_vec();
        }
        if let Some(point) = self.point_text(index) {
            return point.into_bytes();
        }
        self.made(index, self.record_bytes as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::{Api, Retry};

    fn source(workload: Workload, keys: u32, distribution: Distribution) -> Source {
        let spec = ProducerSpec {
            name: "p".into(),
            stream_name: "s".into(),
            workload,
            rate: 1,
            record_bytes: 200,
            keys,
            distribution,
            api: Api::PutRecord,
            retry: Retry::Never,
            keep_order: false,
            latency_millis: 0,
            encrypted: false,
        };
        Source::new(&spec, ActorId(0), 7, 0, None, None)
    }

    #[test]
    fn hash_keys_are_those_of_the_partition_keys() {
        let custom = Workload::Custom { prefix: "é-".into() };
        for workload in [Workload::Trucks, Workload::Clicks, Workload::Sensors, Workload::Countries, custom] {
            for (keys, distribution) in [(20, Distribution::Uniform), (20, Distribution::Unique)] {
                let source = source(workload.clone(), keys, distribution);
                for key in [0, 8, 9, 19] {
                    let text = source.partition_key(key);
                    assert_eq!(source.hash_key(key), HashKey::of_partition_key(&text));
                    assert_eq!(source.bytes(0, key) as usize, 200 + text.len(), "{workload:?} {key}");
                }
            }
        }
    }

    #[test]
    fn data_has_its_length_and_is_always_the_same() {
        for workload in [Workload::Trucks, Workload::Clicks, Workload::Sensors, Workload::Countries] {
            let source = source(workload.clone(), 20, Distribution::Uniform);
            for index in [0, 1, 77_777] {
                let data = source.data(index);
                assert_eq!(data.len(), 200);
                assert_eq!(data, source.data(index));
                let text = core::str::from_utf8(&data).unwrap();
                assert!(text.starts_with('{') && text.ends_with('}'), "{text}");
            }
            assert_ne!(source.data(1), source.data(2));
        }
    }

    #[test]
    fn shares_are_as_asked_for() {
        let source = source(Workload::Countries, 24, Distribution::Share { per_mille: 900 });
        let first = (0..100_000).filter(|&index| source.key_of(index) == 0).count();
        assert!((89_500..90_500).contains(&first), "{first}");
    }
}
