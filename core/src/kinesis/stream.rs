//! One stream: its shards, open and closed, and which of them owns which part of the key space.
use super::reshard::Resharding;
use super::{FanOut, Heat, Series, Settings, Shard, ShardId};
use crate::base::{Duration, Instant};
use crate::hash::{HashKey, HashKeyRange};
use crate::wire::texts_weight;
use alloc::string::String;
use alloc::vec::Vec;
use core::fmt;
use serde::{Deserialize, Serialize};

/// A stream's number within its account: never reused, so a stream created again under an old name is
/// another stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StreamId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StreamStatus {
    Creating,
    Active,
    Updating,
    Deleting,
}

impl fmt::Display for StreamStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Creating => "CREATING",
            Self::Active => "ACTIVE",
            Self::Updating => "UPDATING",
            Self::Deleting => "DELETING",
        })
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum StreamMode {
    #[default]
    Provisioned,
    OnDemand,
}

impl StreamMode {
    /// AWS's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Provisioned => "PROVISIONED",
            Self::OnDemand => "ON_DEMAND",
        }
    }
}

/// A stream. Fields are read by views; only the service changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    pub id: StreamId,
    pub name: String,
    pub mode: StreamMode,
    pub status: StreamStatus,
    pub created_at: Instant,
    pub retention: Duration,
    /// The latest trim horizon that there has been: a longer retention does not bring back what is before it.
    pub(super) trimmed_until: Instant,
    /// Every shard there ever was, by its number; an expired one stays as a stub without records.
    pub shards: Vec<Shard>,
    pub series: Series,
    pub heat: Heat,
    pub(super) resharding: Option<Resharding>,
    pub(super) scaling: super::scaling::Scaling,
    /// When UpdateShardCount was accepted in the last 24 hours.
    pub(super) shard_count_updates: Vec<Instant>,
    pub settings: Settings,
    pub fan_out: FanOut,
    /// Starting hash key and number of the open shards, in the order of the key space.
    open: Vec<(u128, u32)>,
    /// Where in `open` to look for a key, by its uppermost bits. A search by halves would be guessed wrong at every step: it
    /// took most of the time of a put.
    guide: Guide,
}

/// A first look at a sorted list of starting hash keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Guide {
    /// For each value of the uppermost bits the place of the range that holds the lowest such key; one more at the end.
    places: Vec<u32>,
    /// How far a key is shifted to leave these bits.
    shift: u32,
}

impl Guide {
    /// Sorted starts of ranges, the first of which is 0.
    fn of(starts: &[(u128, u32)]) -> Self {
        // Four times as many parts as ranges, so that most parts lie within one of them.
        let bits = (starts.len() as u32 * 4).next_power_of_two().ilog2().clamp(4, 16);
        let shift = u128::BITS - bits;
        let place = |part: u32| starts.partition_point(|(start, _)| *start <= u128::from(part) << shift) as u32 - 1;
        let last = starts.len() as u32 - 1;
        Self { places: (0..1 << bits).map(place).chain([last]).collect(), shift }
    }

    #[inline]
    fn place(&self, starts: &[(u128, u32)], key: u128) -> usize {
        let part = (key >> self.shift) as usize;
        let (from, to) = (self.places[part] as usize, self.places[part + 1] as usize);
        let within = &starts[from + 1..=to];
        from + match within {
            [] => 0,
            [one] => usize::from(one.0 <= key),
            many => many.partition_point(|(start, _)| *start <= key),
        }
    }
}

impl Stream {
    pub(super) fn new(id: StreamId, name: String, mode: StreamMode, now: Instant) -> Self {
        Self {
            id,
            name,
            mode,
            status: StreamStatus::Creating,
            created_at: now,
            retention: Duration::from_hours(u64::from(super::quota::RETENTION_HOURS.0.unsigned_abs())),
            trimmed_until: now,
            shards: Vec::new(),
            series: Series::default(),
            heat: Heat::default(),
            resharding: None,
            scaling: super::scaling::Scaling::default(),
            shard_count_updates: Vec::new(),
            settings: Settings::default(),
            fan_out: FanOut::default(),
            open: Vec::new(),
            guide: Guide::default(),
        }
    }

    /// The shard with this number, expired or not.
    pub fn shard(&self, id: ShardId) -> Option<&Shard> {
        self.shards.get(id.index())
    }

    /// Open shards in the order of the key space.
    pub fn open_shards(&self) -> impl DoubleEndedIterator<Item = &Shard> + ExactSizeIterator {
        self.open.iter().map(|&(_, number)| &self.shards[number as usize])
    }

    /// Index of the open shard that owns `key`. The stream has at least one shard.
    #[inline]
    pub fn owner(&self, key: HashKey) -> usize {
        self.open[self.guide.place(&self.open, key.0)].1 as usize
    }

    /// Shards that have not expired, by number.
    pub fn live_shards(&self, now: Instant) -> impl Iterator<Item = &Shard> {
        let horizon = self.horizon(now);
        self.shards.iter().filter(move |shard| !shard.is_expired(horizon))
    }

    /// Shards whose parent is `id`.
    pub fn children(&self, id: ShardId) -> impl Iterator<Item = &Shard> {
        let of = move |shard: &&Shard| shard.parent == Some(id) || shard.adjacent_parent == Some(id);
        // A child has a higher number than its parents.
        self.shards[(id.index() + 1).min(self.shards.len())..].iter().filter(of)
    }

    /// What the running resharding does now.
    pub fn change(&self) -> Option<super::Change> {
        self.resharding.as_ref().map(|resharding| resharding.change)
    }

    /// The shard count that a running UpdateShardCount is heading for.
    pub fn target_shard_count(&self) -> Option<u32> {
        self.resharding.as_ref().and_then(|resharding| resharding.target)
    }

    /// By how much the running resharding will raise the number of open shards.
    pub(super) fn shards_to_come(&self) -> u32 {
        match (self.target_shard_count(), self.change()) {
            (Some(target), _) => target.saturating_sub(self.open.len() as u32),
            (None, Some(super::Change::Split { .. })) => 1,
            (None, Some(super::Change::Merge { .. }) | None) => 0,
        }
    }

    pub(super) fn add_shard(&mut self, range: HashKeyRange, now: Instant, creation_second: u64) -> &mut Shard {
        let id = ShardId(self.shards.len() as u32);
        debug_assert!(creation_second >= now.as_secs(), "numbers begin with the second of creation, or later");
        self.shards.push(Shard::new(id, range, now, creation_second));
        self.shards.last_mut().expect("just pushed")
    }

    pub(super) fn reindex(&mut self) {
        let open = self.shards.iter().filter(|shard| shard.is_open());
        self.open = open.map(|shard| (shard.range.starting_hash_key.0, shard.id.0)).collect();
        self.open.sort_unstable();
        debug_assert!(self.open.windows(2).all(|two| two[0].0 < two[1].0), "a key has one owner");
        self.guide = if self.open.is_empty() { Guide::default() } else { Guide::of(&self.open) };
    }

    /// Whether records may be put and read.
    pub const fn is_serving(&self) -> bool {
        matches!(self.status, StreamStatus::Active | StreamStatus::Updating)
    }

    /// Panics where what is kept does not agree: open shards partition the hash keys, and a shard is younger than its parents.
    pub(super) fn check(&self) {
        let mut next = Some(HashKey::default());
        for shard in self.open_shards() {
            assert_eq!(
                next,
                Some(shard.range.starting_hash_key),
                "{}: open shards leave no gap and do not overlap",
                self.name
            );
            next = shard.range.ending_hash_key.0.checked_add(1).map(HashKey);
            assert!(shard.closed_at.is_none());
        }
        assert!(next.is_none() || self.open_shards().len() == 0, "{}: the last shard ends at 2^128-1", self.name);
        for shard in self.open_shards() {
            let HashKeyRange { starting_hash_key, ending_hash_key } = shard.range;
            assert_eq!([starting_hash_key, ending_hash_key].map(|key| self.owner(key)), [shard.id.index(); 2]);
        }
        for (number, shard) in self.shards.iter().enumerate() {
            assert_eq!(shard.id.index(), number);
            let parents = [shard.parent, shard.adjacent_parent].into_iter().flatten();
            parents.for_each(|parent| assert!(parent < shard.id));
        }
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        let logs: u64 = self.shards.iter().map(|shard| shard.log.heap_bytes()).sum();
        logs + self.shards.len().next_power_of_two() as u64 * SHARD_BYTES + self.own_bytes()
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let logs = self.shards.iter().map(|shard| match other.shard(shard.id) {
            Some(other) => shard.log.bytes_beside(&other.log),
            None => shard.log.heap_bytes(),
        });
        // The list of a copy is as long as it needs to be.
        logs.sum::<u64>() + self.shards.len() as u64 * SHARD_BYTES + self.own_bytes()
    }

    /// Bytes of what every copy has for itself, but for its shards.
    fn own_bytes(&self) -> u64 {
        let fan_out = (self.fan_out.consumers.len() + self.fan_out.subscriptions.len()) as u64 * 256;
        let policies = self.fan_out.consumers.iter().map(|of| &of.policy).chain([&self.settings.policy]).flatten();
        let policies: usize = policies.map(String::len).sum();
        fan_out
            + policies as u64
            + texts_weight(&self.settings.tags)
            + self.open.len() as u64 * 32
            + self.guide.places.len() as u64 * 4
            + Heat::BYTES
            + Series::BYTES
            + 1_024
    }
}

/// What counts for a shard, the same on every machine.
const SHARD_BYTES: u64 = 768;
const _: () = assert!(size_of::<Shard>() as u64 <= SHARD_BYTES);
