//! The service's own rules, each told as a short story. Oracles from AWS (vectors.json) are in `tests/`.
mod fan_out;
mod reading;
mod resharding;
mod writing;

use super::*;
use crate::base::{Duration, Instant};
use crate::service::{Context, Service};
use alloc::string::ToString;
use alloc::vec::Vec;

/// An account whose timers are carried out as time goes on.
pub(super) struct World {
    pub kinesis: Kinesis,
    pub now: Instant,
    pub out: Out,
}

impl Out {
    pub fn pushes(&self) -> Vec<&Push> {
        fn push(effect: &Effect) -> Option<&Push> {
            if let Effect::Push(push) = effect { Some(push) } else { None }
        }
        self.effects.iter().filter_map(push).collect()
    }
    pub fn endings(&self) -> Vec<(SubscriptionId, Ending)> {
        let ending = |effect: &Effect| if let Effect::Ended(id, ending) = *effect { Some((id, ending)) } else { None };
        self.effects.iter().filter_map(ending).collect()
    }
}

impl World {
    /// A stream "s" of that many shards, just ACTIVE.
    pub fn with_shards(count: u32) -> Self {
        let mut world = Self {
            kinesis: Kinesis::new(Account::default()),
            now: Instant::from_secs(1_767_225_600),
            out: Out::default(),
        };
        world.ask(|k, now, out| k.create_stream(now, "s", StreamMode::Provisioned, Some(count), out)).unwrap();
        world.after(30_000);
        world
    }
    /// Lets so many milliseconds pass.
    pub fn after(&mut self, millis: u64) {
        let until = self.now + Duration::from_millis(millis);
        while let Some(index) = self.next_timer(until) {
            let (at, timer) = self.out.timers.remove(index);
            self.now = at;
            self.kinesis.wake(&Context::of_user(at, &()), timer, &mut self.out);
            self.kinesis.check();
        }
        self.now = until;
    }
    fn next_timer(&self, until: Instant) -> Option<usize> {
        let due = self.out.timers.iter().enumerate().filter(|(_, (at, _))| *at <= until);
        due.min_by_key(|(_, (at, _))| *at).map(|(index, _)| index)
    }
    pub fn ask<T>(&mut self, call: impl FnOnce(&mut Kinesis, Instant, &mut Out) -> T) -> T {
        call(&mut self.kinesis, self.now, &mut self.out)
    }
    pub fn stream(&self) -> &Stream {
        self.kinesis.stream_named("s").unwrap()
    }
    pub fn open(&self) -> Vec<u32> {
        self.stream().open_shards().map(|shard| shard.id.0).collect()
    }
    pub fn put(&mut self, key: &str, bytes: usize) -> Result<(ShardId, SequenceNumber), Error> {
        let data = alloc::vec![b'x'; bytes];
        let entry = Entry::supplied(key, None, &data)?;
        self.ask(|k, now, out| k.put_record(now, "s", &entry, None, out))
    }
    pub fn iterator(&mut self, shard: u32, kind: IteratorType) -> ShardIterator {
        self.ask(|k, now, _| k.get_shard_iterator(now, "s", ShardId(shard), kind)).unwrap()
    }
    pub fn get(&mut self, iterator: ShardIterator) -> Result<GetRecordsOutput, Error> {
        self.ask(|k, now, out| k.get_records(now, iterator, None, out))
    }
}

#[track_caller]
pub(super) fn refused<T: core::fmt::Debug>(result: Result<T, Error>, code: &str) -> alloc::string::String {
    let error = result.expect_err("this should be refused");
    assert_eq!(error.aws_code(), code, "{error}");
    alloc::string::ToString::to_string(&error)
}
