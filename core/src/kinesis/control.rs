//! CreateStream, DeleteStream, and the checks that many operations share.
use super::{Error, Event, Kinesis, Operation, Out, Stream, StreamId, StreamMode, StreamStatus, Timer, quota};
use crate::base::Instant;
use crate::hash::uniform_ranges;
use alloc::format;
use alloc::string::ToString;

impl Kinesis {
    /// CreateStream. A provisioned stream needs `shard_count` (1 …), an on-demand one must not have it.
    ///
    /// Errors: `Validation`, `ResourceInUse` for a name that exists, `LimitExceeded` over 5 calls a second,
    /// 5 streams CREATING, 50 on-demand streams or the account's shards.
    pub fn create_stream(
        &mut self,
        now: Instant,
        name: &str,
        mode: StreamMode,
        shard_count: Option<u32>,
        out: &mut Out,
    ) -> Result<StreamId, Error> {
        validate_name("streamName", name)?;
        if shard_count == Some(0) {
            return Err(less_than("shardCount", 1));
        }
        self.calls.admit(Operation::CreateStream, None, now)?;
        let shards = match (mode, shard_count) {
            (StreamMode::Provisioned, Some(count)) => count,
            (StreamMode::OnDemand, None) => quota::ON_DEMAND_SHARDS,
            (StreamMode::Provisioned, None) => {
                return Err(Error::Validation {
                    field: "shardCount",
                    constraint: "ShardCount must be specified in PROVISIONED mode".into(),
                });
            }
            (StreamMode::OnDemand, Some(_)) => {
                return Err(Error::Validation {
                    field: "shardCount",
                    constraint: "ShardCount cannot be specified in ON_DEMAND mode".into(),
                });
            }
        };
        if self.stream_named(name).is_ok() {
            let (stream, account) = (name.to_string(), self.account.account_id.clone());
            return Err(Error::ResourceInUse { stream, account, status: None });
        }
        self.check_room_for_stream(mode, shards)?;

        let id = StreamId(self.next_stream);
        self.next_stream += 1;
        let mut stream = Stream::new(id, name.to_string(), mode, now);
        for range in uniform_ranges(shards) {
            stream.add_shard(range, now, now.as_secs());
        }
        stream.reindex();
        debug_assert_eq!(stream.open_shards().len(), shards as usize, "the key space is cut into so many shards");
        debug_assert!(!self.streams.contains_key(&id), "a number is new");
        self.streams.insert(id, stream);
        out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Creating });
        out.wake(now + self.account.lifecycle, Timer::Created(id));
        Ok(id)
    }

    fn check_room_for_stream(&self, mode: StreamMode, shards: u32) -> Result<(), Error> {
        let creating = self.streams().filter(|s| s.status == StreamStatus::Creating).count();
        let most = self.account.streams_creating;
        if creating >= most as usize {
            return Err(Error::LimitExceeded(format!("At most {most} streams may be CREATING at once.")));
        }
        if mode == StreamMode::OnDemand {
            self.check_room_for_on_demand()?;
        }
        self.check_room_for_shards(shards)
    }

    /// `LimitExceeded` if the account may not have one more on-demand stream.
    pub(super) fn check_room_for_on_demand(&self) -> Result<(), Error> {
        let (used, most) =
            (self.streams().filter(|s| s.mode == StreamMode::OnDemand).count(), quota::ON_DEMAND_STREAMS);
        if used < most {
            return Ok(());
        }
        Err(Error::LimitExceeded(format!("At most {most} on-demand streams per account.")))
    }

    /// `LimitExceeded` if the account may not open `more` shards.
    pub(super) fn check_room_for_shards(&self, more: u32) -> Result<(), Error> {
        let (used, limit) = (self.shards_in_use(), self.account.shard_limit);
        if used.saturating_add(more) <= limit {
            return Ok(());
        }
        let account = &self.account.account_id;
        Err(Error::LimitExceeded(format!(
            "This request would exceed the shard limit for the account {account} in us-east-1. Current shard count for \
             the account: {used}. Limit: {limit}. Number of additional shards that would have resulted from this \
             request: {more}. Refer to the AWS Service Limits page \
             (http://docs.aws.amazon.com/general/latest/gr/aws_service_limits.html) for current limits and how to \
             request higher limits."
        )))
    }

    /// DeleteStream: the stream is DELETING at once and gone after one lifecycle time, records and all.
    ///
    /// Errors: `ResourceNotFound`, `LimitExceeded` over 5 calls a second, `ResourceInUse` while it has consumers that are
    /// not to go with it.
    pub fn delete_stream(
        &mut self,
        now: Instant,
        name: &str,
        enforce_consumer_deletion: bool,
        out: &mut Out,
    ) -> Result<(), Error> {
        let id = self.called(Operation::DeleteStream, name, now)?;
        self.check_no_consumers(id, enforce_consumer_deletion)?;
        let lifecycle = self.account.lifecycle;
        let stream = self.get_mut(id);
        if stream.status == StreamStatus::Deleting {
            return Ok(());
        }
        if stream.status == StreamStatus::Creating {
            return Err(self.in_use(id));
        }
        stream.status = StreamStatus::Deleting;
        stream.resharding = None;
        stream.end_subscriptions(|_| true, out);
        debug_assert!(stream.fan_out.subscriptions.iter().all(|of| !of.is_open), "nothing is pushed any more");
        stream.fan_out.consumers.clear();
        // Nothing of it can be read any more: its memory is free at once.
        stream.shards.iter_mut().for_each(|shard| shard.log.clear());
        out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Deleting });
        out.wake(now + lifecycle, Timer::Deleted(id));
        Ok(())
    }
}

/// AWS's pattern for names: 1 to 128 of `[a-zA-Z0-9_.-]`.
pub(super) fn validate_name(field: &'static str, name: &str) -> Result<(), Error> {
    let legal = |b: u8| b.is_ascii_alphanumeric() || b"_.-".contains(&b);
    let constraint = match name.len() {
        0 => "Member must have length greater than or equal to 1",
        129.. => "Member must have length less than or equal to 128",
        _ if name.bytes().all(legal) => return Ok(()),
        _ => "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
    };
    Err(Error::Validation { field, constraint: constraint.into() })
}

pub(super) fn less_than(field: &'static str, least: u32) -> Error {
    Error::Validation { field, constraint: format!("Member must have value greater than or equal to {least}") }
}

/// `value`, if it lies in `least ..= most`.
pub(super) fn in_range(field: &'static str, value: u32, least: u32, most: u32) -> Result<u32, Error> {
    match value {
        _ if value < least => Err(less_than(field, least)),
        _ if value > most => {
            let constraint = format!("Member must have value less than or equal to {most}");
            Err(Error::Validation { field, constraint })
        }
        _ => Ok(value),
    }
}
