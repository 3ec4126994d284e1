//! SplitShard, MergeShards and UpdateShardCount: parents close, children open, records stay where they are.
//!
//! A change takes one lifecycle time, in which the stream is UPDATING and goes on serving; at its end the
//! parents close and the children open in one instant. One change at a time per stream.
use super::control::in_range;
use super::cut_and_join::next_change;
use super::{
    Error, Event, Kinesis, Operation, Out, Shard, ShardId, Stream, StreamId, StreamMode, StreamStatus, Timer, quota,
};
use crate::base::{Duration, Instant};
use crate::hash::{HashKey, HashKeyRange};
use alloc::format;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// One split or one merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Change {
    Split { shard: ShardId, new_starting_hash_key: HashKey },
    Merge { shard: ShardId, adjacent: ShardId },
}

/// The change that is under way, and where UpdateShardCount is heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Resharding {
    pub change: Change,
    pub target: Option<u32>,
}

impl Kinesis {
    /// SplitShard: `given`, a hash key in decimal, begins the upper child. It may be larger than any hash key is.
    ///
    /// Errors: `ResourceNotFound`, `ResourceInUse` unless ACTIVE, `InvalidArgument` for a closed shard or a
    /// key not inside `start + 1 < key < end`, `Validation` for an on-demand stream, `LimitExceeded` over the
    /// account's shards or 5 calls a second.
    pub fn split_shard(
        &mut self,
        now: Instant,
        name: &str,
        shard: ShardId,
        given: &str,
        out: &mut Out,
    ) -> Result<(), Error> {
        let id = self.reshardable(now, name, Operation::SplitShard, &[shard])?;
        let range = self.streams[&id].shards[shard.index()].range;
        let within = given.parse().ok().filter(|key| range.split_at(*key).is_some());
        let Some(new_starting_hash_key) = within else {
            return Err(Error::InvalidArgument(format!(
                "NewStartingHashKey {given} used in SplitShard() on shard {shard} in stream {name} under \
                 account {} is not both greater than one plus the shard's StartingHashKey {} and less than the \
                 shard's EndingHashKey {}.",
                self.account.account_id, range.starting_hash_key, range.ending_hash_key
            )));
        };
        self.check_room_for_shards(1)?;
        self.begin(now, id, Change::Split { shard, new_starting_hash_key }, None, out);
        Ok(())
    }

    /// MergeShards: `adjacent` begins right after `shard` ends; the order matters.
    ///
    /// Errors: `ResourceNotFound`, `ResourceInUse` unless ACTIVE, `InvalidArgument` for a closed shard or two
    /// that are not adjacent in this order, `Validation` for an on-demand stream, `LimitExceeded` over 5
    /// calls a second.
    pub fn merge_shards(
        &mut self,
        now: Instant,
        name: &str,
        shard: ShardId,
        adjacent: ShardId,
        out: &mut Out,
    ) -> Result<(), Error> {
        let id = self.reshardable(now, name, Operation::MergeShards, &[shard, adjacent])?;
        let stream = &self.streams[&id];
        let range = |shard: ShardId| stream.shards[shard.index()].range;
        if range(shard).merge(&range(adjacent)).is_none() {
            return Err(Error::InvalidArgument(format!(
                "Shards {shard} and {adjacent} in stream {name} under account {} are not an adjacent pair of \
                 shards eligible for merging",
                self.account.account_id
            )));
        }
        debug_assert_ne!(shard, adjacent, "a shard is not next to itself");
        self.begin(now, id, Change::Merge { shard, adjacent }, None, out);
        Ok(())
    }

    /// UpdateShardCount, UNIFORM_SCALING: splits and merges, one after the other, until `target` equal
    /// shards are open. Returns the number of open shards before.
    ///
    /// Errors: `Validation` for an on-demand stream or a target below 1, `ResourceNotFound`,
    /// `ResourceInUse` unless ACTIVE, `LimitExceeded` outside half to twice the open shards, above 10,000,
    /// over the account's shards, for the 11th call within 24 hours, or over 10 calls a second.
    pub fn update_shard_count(&mut self, now: Instant, name: &str, target: u32, out: &mut Out) -> Result<u32, Error> {
        in_range("targetShardCount", target, 1, u32::MAX)?;
        let id = self.reshardable(now, name, Operation::UpdateShardCount, &[])?;
        let open = self.streams[&id].open_shards().len() as u32;
        self.check_target(open, target)?;
        self.check_room_for_shards(target.saturating_sub(open))?;
        let stream = self.get_mut(id);
        let day = Duration::from_hours(24);
        stream.shard_count_updates.retain(|&at| now.since(at) < day);
        if stream.shard_count_updates.len() >= quota::UPDATE_SHARD_COUNT_PER_DAY {
            let most = quota::UPDATE_SHARD_COUNT_PER_DAY;
            return Err(Error::LimitExceeded(format!(
                "UpdateShardCount may be called {most} times per stream in 24 hours."
            )));
        }
        debug_assert!(stream.shard_count_updates.last().is_none_or(|at| *at <= now), "time does not run back");
        stream.shard_count_updates.push(now);
        if let Some(change) = next_change(stream, target) {
            self.begin(now, id, change, Some(target), out);
        }
        Ok(open)
    }

    fn check_target(&self, open: u32, target: u32) -> Result<(), Error> {
        let beyond = |how: &str| {
            Err(Error::LimitExceeded(format!(
                "UpdateShardCount cannot scale {how} your current open shard count. Current open shard count: {open}, Target \
                 shard count: {target}"
            )))
        };
        match target {
            _ if target > open * 2 => beyond("up over double"),
            _ if target < open.div_ceil(2) => beyond("down below half"),
            _ if target > quota::UPDATE_SHARD_COUNT_MAX => Err(Error::LimitExceeded(format!(
                "UpdateShardCount cannot scale a stream to more than {} shards. Target shard count: {target}",
                quota::UPDATE_SHARD_COUNT_MAX
            ))),
            _ => Ok(()),
        }
    }

    /// The stream, if it may be resharded now and all of `shards` are open.
    fn reshardable(
        &mut self,
        now: Instant,
        name: &str,
        operation: Operation,
        shards: &[ShardId],
    ) -> Result<StreamId, Error> {
        let id = self.called(operation, name, now)?;
        let stream = &self.streams[&id];
        let known = |shard: &&ShardId| stream.shard(**shard).is_none_or(|s| s.is_expired(stream.horizon(now)));
        if let Some(missing) = shards.iter().find(known) {
            return Err(self.no_shard(*missing, name));
        }
        if stream.mode == StreamMode::OnDemand {
            return Err(Error::OnDemand);
        }
        if stream.status != StreamStatus::Active {
            return Err(self.in_use(id));
        }
        match shards.iter().find(|shard| !stream.shards[shard.index()].is_open()) {
            Some(closed) => Err(Error::InvalidArgument(self.already_closed(*closed, name))),
            None => Ok(id),
        }
    }

    fn already_closed(&self, shard: ShardId, name: &str) -> String {
        let account = &self.account.account_id;
        format!(
            "Shard {shard} in stream {name} under account {account} has already been merged or split, and thus is \
             not eligible for merging or splitting."
        )
    }

    fn begin(&mut self, now: Instant, id: StreamId, change: Change, target: Option<u32>, out: &mut Out) {
        let lifecycle = self.account.lifecycle;
        let stream = self.get_mut(id);
        debug_assert!(stream.resharding.is_none(), "one change after the other");
        stream.resharding = Some(Resharding { change, target });
        if stream.status != StreamStatus::Updating {
            stream.status = StreamStatus::Updating;
            out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Updating });
        }
        out.wake(now + lifecycle, Timer::Resharded(id));
    }

    /// The running change takes effect; UpdateShardCount goes on to its next one.
    pub(super) fn finish_resharding(&mut self, id: StreamId, now: Instant, out: &mut Out) {
        // A stream that is deleted meanwhile has dropped its resharding.
        let Some(stream) = self.streams.get_mut(&id) else { return };
        let Some(resharding) = stream.resharding.take() else { return };
        debug_assert_eq!(stream.status, StreamStatus::Updating, "a stream that changes is UPDATING");
        stream.apply(resharding.change, now, out);
        let next = resharding.target.and_then(|target| next_change(stream, target));
        match next {
            Some(change) => self.begin(now, id, change, resharding.target, out),
            None => {
                stream.status = StreamStatus::Active;
                out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Active });
            }
        }
    }
}

impl Stream {
    pub(super) fn apply(&mut self, change: Change, now: Instant, out: &mut Out) {
        match change {
            Change::Split { shard, new_starting_hash_key } => {
                let parent = &self.shards[shard.index()];
                let (lower, upper) =
                    parent.range.split_at(new_starting_hash_key).expect("checked when the split was accepted");
                let second = parent.child_creation_second(now);
                self.close(shard, now, out);
                self.open_child(lower, now, second, (shard, None), out);
                self.open_child(upper, now, second, (shard, None), out);
            }
            Change::Merge { shard, adjacent } => {
                let (a, b) = (&self.shards[shard.index()], &self.shards[adjacent.index()]);
                let union = a.range.merge(&b.range).expect("checked when the merge was accepted");
                let second = a.child_creation_second(now).max(b.child_creation_second(now));
                self.close(shard, now, out);
                self.close(adjacent, now, out);
                self.open_child(union, now, second, (shard, Some(adjacent)), out);
            }
        }
        debug_assert!(
            self.shards.iter().all(|of| of.closed_at.is_none_or(|at| at <= now)),
            "no shard closes in the future"
        );
        self.reindex();
    }

    fn close(&mut self, shard: ShardId, now: Instant, out: &mut Out) {
        debug_assert!(self.shards[shard.index()].is_open(), "{shard} closes once");
        self.shards[shard.index()].closed_at = Some(now);
        if self.shards[shard.index()].push_at.is_some() {
            // Its subscribers are told that this was all, and what comes after it.
            self.push_by(shard, now + super::quota::FAN_OUT_LATENCY, out);
        }
        out.emit(Event::ShardClosed { stream: self.id, shard });
    }

    fn open_child(
        &mut self,
        range: HashKeyRange,
        now: Instant,
        creation_second: u64,
        (parent, adjacent): (ShardId, Option<ShardId>),
        out: &mut Out,
    ) {
        let stream = self.id;
        debug_assert!(
            creation_second > self.shards[parent.index()].creation_second,
            "numbers of a child lie above its parents'"
        );
        let child: &mut Shard = self.add_shard(range, now, creation_second);
        child.parent = Some(parent);
        child.adjacent_parent = adjacent;
        let shard = child.id;
        out.emit(Event::ShardOpened { stream, shard });
    }
}
