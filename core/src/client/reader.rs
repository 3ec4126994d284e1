//! A polling application: one process per shard, each with its position.
use super::{OrderBook, Propagation, ReaderSpec, Refusals, Source, StartingPosition};
use crate::base::Instant;
use crate::client::ActorId;
use crate::engine::{Log, Slot};
use crate::kinesis::{GetRecordsOutput, Shard, ShardId, ShardIterator, Stream, StreamId};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::Serialize;

/// Totals since the application began.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReaderStats {
    pub records: u64,
    pub bytes: u64,
    /// GetRecords calls that were refused.
    pub refused: u64,
    /// Records that expired before they were read.
    pub missed: u64,
}

/// Where an application is in one shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Position {
    /// Its parents have not been read to the end.
    WaitsForParents,
    /// Ordinal of the next record that it will read.
    At(u64),
    /// Everything in the closed shard has been read.
    Ended,
}

/// The process that reads one shard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardReader {
    pub position: Position,
    /// As the last GetRecords said.
    pub millis_behind_latest: u64,
    /// Until when it works on what it read.
    pub busy_until: Instant,
    /// Where its work on the last batch began, and when.
    pub working_from: (u64, Instant),
    pub(crate) iterator: Option<ShardIterator>,
    pub(crate) under_way: Option<Box<UnderWay>>,
}

/// An answer that is on its way, when it comes, and when the poll after it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct UnderWay {
    pub got: GetRecordsOutput,
    pub comes_at: Instant,
    pub again: Instant,
}

/// A polling application. Fields are read by views; only `sim` changes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    pub id: ActorId,
    pub spec: ReaderSpec,
    pub stream: StreamId,
    pub stats: ReaderStats,
    /// What `stats.refused` counts, as far as a shard's limit refused it.
    pub refusals: Refusals,
    pub shards: BTreeMap<ShardId, ShardReader>,
    pub book: OrderBook,
    pub propagation: Propagation,
    /// It has found its stream's shards.
    pub(crate) started: bool,
    /// Numbers its polls' settings, so that a poll set before a change is recognised as old.
    pub(crate) polls: u32,
}

impl Reader {
    pub(crate) fn new(id: ActorId, spec: ReaderSpec, stream: StreamId) -> Self {
        Self {
            id,
            spec,
            stream,
            stats: ReaderStats::default(),
            refusals: Refusals::default(),
            shards: BTreeMap::new(),
            book: OrderBook::default(),
            propagation: Propagation::default(),
            started: false,
            polls: 0,
        }
    }

    /// Finds the shards to start with. Returns those that can be read at once.
    pub(crate) fn start(&mut self, stream: &Stream, now: Instant) -> Vec<ShardId> {
        self.started = true;
        if self.spec.start == StartingPosition::Latest {
            for shard in stream.open_shards() {
                self.shards.insert(shard.id, ShardReader::new(Position::At(shard.log.end()), now));
            }
            return self.shards.keys().copied().collect();
        }
        for shard in stream.live_shards(now) {
            self.shards.insert(shard.id, ShardReader::new(Position::WaitsForParents, now));
        }
        let mut ready: Vec<ShardId> = self.shards.keys().copied().collect();
        ready.retain(|shard| self.begin_if_ready(stream, *shard));
        ready
    }

    /// Takes over the children of a shard that has ended. Returns those that it now begins to read.
    pub(crate) fn ended(
        &mut self,
        stream: &Stream,
        shard: ShardId,
        children: &[ShardId],
        now: Instant,
    ) -> Vec<ShardId> {
        if let Some(reader) = self.shards.get_mut(&shard) {
            debug_assert_ne!(reader.position, Position::WaitsForParents, "it was read before it ended");
            reader.position = Position::Ended;
        }
        for child in children {
            self.shards.entry(*child).or_insert_with(|| ShardReader::new(Position::WaitsForParents, now));
        }
        children.iter().copied().filter(|child| self.begin_if_ready(stream, *child)).collect()
    }

    /// Starts a waiting shard at its trim horizon, unless a parent has still to be read. Returns whether it did.
    fn begin_if_ready(&mut self, stream: &Stream, shard: ShardId) -> bool {
        let Some(state) = stream.shard(shard) else { return false };
        let unread = |parent: Option<ShardId>| {
            let parent = parent.and_then(|parent| self.shards.get(&parent));
            parent.is_some_and(|reader| reader.position != Position::Ended)
        };
        let blocked = self.spec.parents_first && (unread(state.parent) || unread(state.adjacent_parent));
        let Some(reader) = self.shards.get_mut(&shard) else { return false };
        let begins = reader.position == Position::WaitsForParents && !blocked;
        if begins {
            debug_assert!(reader.iterator.is_none(), "a shard that begins has no iterator");
            reader.position = Position::At(0);
        }
        begins
    }

    /// A shard has expired before it was read to its end: what was left is missed, and its children are next.
    pub(crate) fn expired(&mut self, stream: &Stream, shard: ShardId, now: Instant) -> Vec<ShardId> {
        let end = stream.shard(shard).map_or(0, |shard| shard.log.end());
        if let Some(Position::At(position)) = self.shards.get(&shard).map(|reader| reader.position) {
            self.stats.missed += end.saturating_sub(position);
        }
        let children: Vec<ShardId> = stream.children(shard).map(|child| child.id).collect();
        self.ended(stream, shard, &children, now)
    }

    /// Takes the records of one answer: checks their order and counts them. Returns until when it works.
    pub(crate) fn process(
        &mut self,
        now: Instant,
        shard: &Shard,
        got: &GetRecordsOutput,
        sources: &[Arc<Source>],
    ) -> Instant {
        let Some(reader) = self.shards.get_mut(&shard.id) else { return now };
        let records = got.to - got.from;
        if let Position::At(position) = reader.position {
            self.stats.missed += got.from.saturating_sub(position);
        }
        let micros = records * 1_000_000 / u64::from(self.spec.records_per_second);
        debug_assert!(got.to >= got.from, "a reader goes forward");
        reader.position = Position::At(got.to);
        reader.iterator = got.next_shard_iterator;
        reader.millis_behind_latest = got.millis_behind_latest;
        reader.working_from = (got.from, now);
        reader.busy_until = now + crate::base::Duration::from_micros(micros);
        self.stats.records += records;
        self.stats.bytes += u64::from(got.bytes);
        let busy_until = reader.busy_until;
        self.propagation.delivered(now, &shard.log, got.from, got.to);
        self.check_order(&shard.log, got.from, got.to, sources);
        busy_until
    }

    fn check_order(&mut self, log: &Log, from: u64, to: u64, sources: &[Arc<Source>]) {
        for run in log.runs(from) {
            let count = to.saturating_sub(run.first).min(run.slots.len() as u64) as usize;
            if count == 0 {
                return;
            }
            for slot in &run.slots[..count] {
                if slot.source != Slot::SUPPLIED {
                    self.book.check(&sources[slot.source as usize], slot.index);
                }
            }
        }
    }
}

impl ShardReader {
    fn new(position: Position, now: Instant) -> Self {
        Self {
            position,
            millis_behind_latest: 0,
            busy_until: now,
            working_from: (0, now),
            iterator: None,
            under_way: None,
        }
    }

    /// Ordinal up to which the work is done at `now`.
    pub fn processed(&self, now: Instant) -> Option<u64> {
        let Position::At(position) = self.position else { return None };
        let (from, since) = self.working_from;
        if now >= self.busy_until {
            return Some(position);
        }
        let (done, all) = (now.since(since).as_micros(), self.busy_until.since(since).as_micros().max(1));
        Some(from + (u128::from(position - from.min(position)) * u128::from(done) / u128::from(all)) as u64)
    }
}
