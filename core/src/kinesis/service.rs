//! The account: its streams, its quotas, its call rates, and the way out for events and timers.
use super::branch::Branches;
use super::calls::Calls;
use super::zones::Zones;
use super::{ConsumerId, ConsumerStatus, Ending, Push, SubscriptionId};
use super::{Error, Limit, Operation, ShardId, Stream, StreamId, StreamStatus, ZONES, quota};
use crate::base::{Duration, Instant};
use crate::service::{Context, Service};
use crate::wire::{Model, Value};
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// What an account may be configured to, with AWS's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Twelve digits, as they stand in ARNs and messages.
    pub account_id: String,
    /// Open shards that the account may have.
    pub shard_limit: u32,
    /// Streams that may be CREATING at once.
    #[serde(default = "streams_creating")]
    pub streams_creating: u32,
    /// How long CREATING, DELETING and each step of UPDATING take.
    pub lifecycle: Duration,
}

/// The default that an old script gets, which could not set this.
const fn streams_creating() -> u32 {
    quota::STREAMS_CREATING
}

impl Default for Account {
    fn default() -> Self {
        Self {
            account_id: "123456789012".into(),
            shard_limit: quota::SHARDS_PER_ACCOUNT,
            streams_creating: quota::STREAMS_CREATING,
            lifecycle: quota::LIFECYCLE,
        }
    }
}

/// What happened in the service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Event {
    StatusChanged {
        stream: StreamId,
        status: StreamStatus,
    },
    Deleted {
        stream: StreamId,
    },
    ShardOpened {
        stream: StreamId,
        shard: ShardId,
    },
    ShardClosed {
        stream: StreamId,
        shard: ShardId,
    },
    RetentionChanged {
        stream: StreamId,
        hours: u64,
    },
    /// One PutRecord or PutRecords call.
    Put {
        stream: StreamId,
        accepted: u32,
        refused: u32,
        bytes: u64,
    },
    /// Records of one call that one shard refused for one limit.
    Throttled {
        stream: StreamId,
        shard: ShardId,
        limit: Limit,
        records: u32,
    },
    /// Records of one call that no two zones could hold.
    PutFailed {
        stream: StreamId,
        records: u32,
    },
    /// One GetRecords call: `records` from ordinal `from` on.
    Got {
        stream: StreamId,
        shard: ShardId,
        from: u64,
        records: u32,
        bytes: u32,
        millis_behind_latest: u64,
    },
    GetThrottled {
        stream: StreamId,
        shard: ShardId,
        limit: Limit,
    },
    /// Records that fell out of the retention period.
    Trimmed {
        stream: StreamId,
        shard: ShardId,
        records: u64,
    },
    ZonePaused {
        zone: u8,
    },
    ZoneResumed {
        zone: u8,
    },
    ConsumerStatusChanged {
        stream: StreamId,
        consumer: ConsumerId,
        status: ConsumerStatus,
    },
    ConsumerDeleted {
        stream: StreamId,
        consumer: ConsumerId,
    },
    Subscribed {
        stream: StreamId,
        shard: ShardId,
        consumer: ConsumerId,
        subscription: SubscriptionId,
    },
    SubscriptionEnded {
        stream: StreamId,
        shard: ShardId,
        subscription: SubscriptionId,
        ending: Ending,
    },
    /// One event of a subscription.
    Pushed(Push),
    /// A record was accepted: only where somebody wants to know of each.
    Accepted {
        stream: StreamId,
        shard: ShardId,
        ordinal: u64,
        bytes: u32,
        hash_key: u128,
    },
}

impl Serialize for Limit {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(*self as u8)
    }
}

/// What the service has to be woken up for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timer {
    /// CREATING ends.
    Created(StreamId),
    /// DELETING ends.
    Deleted(StreamId),
    /// The running split or merge ends.
    Resharded(StreamId),
    /// A change of the stream's settings takes effect.
    Updated(StreamId),
    /// The shards of an on-demand stream are looked at.
    Scale(StreamId),
    /// A consumer's CREATING ends.
    ConsumerCreated(StreamId, ConsumerId),
    /// Its DELETING ends.
    ConsumerDeleted(StreamId, ConsumerId),
    /// The subscribers of a shard are looked after.
    Push(StreamId, ShardId),
}

/// What the service asks of others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// An event goes to its subscriber.
    Push(Push),
    /// A subscription has ended.
    Ended(SubscriptionId, Ending),
    /// A stream is gone: those who work on it have nothing left to do.
    Deleted(StreamId),
}

/// Takes what the service says.
pub type Out = crate::service::Out<Kinesis>;

/// Kinesis Data Streams in one account and region.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kinesis {
    pub account: Account,
    pub(super) streams: BTreeMap<StreamId, Stream>,
    /// The names of streams that are gone, and since when, while there may be iterators of them.
    deleted: BTreeMap<StreamId, (Instant, String)>,
    pub(super) calls: Calls,
    pub(super) zones: Zones,
    pub(super) next_stream: u32,
    pub(super) next_consumer: u32,
    pub(super) next_subscription: u64,
    pub(super) branches: Branches,
}

impl Kinesis {
    pub fn new(account: Account) -> Self {
        Self {
            account,
            streams: BTreeMap::new(),
            deleted: BTreeMap::new(),
            calls: Calls::default(),
            zones: Zones::default(),
            next_stream: 0,
            next_consumer: 0,
            next_subscription: 0,
            branches: Branches::default(),
        }
    }

    /// The streams, oldest first, those that are being created or deleted included.
    pub fn streams(&self) -> impl DoubleEndedIterator<Item = &Stream> {
        self.streams.values()
    }
    pub fn stream(&self, id: StreamId) -> Option<&Stream> {
        self.streams.get(&id)
    }
    /// The stream of this name; `ResourceNotFound` if there is none.
    pub fn stream_named(&self, name: &str) -> Result<&Stream, Error> {
        self.streams.values().find(|stream| stream.name == name).ok_or_else(|| self.no_stream(name))
    }

    /// What the three zones hold of a shard, as ordinals up to which each has every record.
    pub fn copies(&self, stream: StreamId, shard: ShardId, now: Instant) -> [u64; ZONES] {
        let end = self.streams.get(&stream).and_then(|s| s.shard(shard)).map_or(0, |s| s.log.end());
        self.zones.copies(stream, shard, end, now)
    }

    /// Finds a stream by name for an operation on it, and counts the call.
    pub(super) fn called(&mut self, operation: Operation, name: &str, now: Instant) -> Result<StreamId, Error> {
        let id = self.stream_named(name).map(|stream| stream.id);
        self.calls.admit(operation, id.as_ref().ok().copied(), now)?;
        id
    }

    pub(super) fn get_mut(&mut self, id: StreamId) -> &mut Stream {
        self.streams.get_mut(&id).expect("an id that was just looked up")
    }

    pub(super) fn no_stream(&self, name: &str) -> Error {
        Error::ResourceNotFound(format!("Stream {name} under account {} not found.", self.account.account_id))
    }

    pub(super) fn in_use(&self, id: StreamId) -> Error {
        let (stream, account) = (&self.streams[&id], self.account.account_id.clone());
        Error::ResourceInUse { stream: stream.name.clone(), account, status: Some(stream.status) }
    }

    /// The branch of time that this run is on.
    pub const fn branch(&self) -> super::BranchId {
        self.branches.current()
    }
    /// Goes on as another branch of time.
    pub fn enter_branch(&mut self, branch: super::BranchId, now: Instant) {
        debug_assert!(self.streams.values().all(|of| of.created_at <= now), "a branch begins in the present");
        self.branches.enter(branch, now);
    }

    pub(super) fn no_shard(&self, shard: ShardId, name: &str) -> Error {
        let account = &self.account.account_id;
        Error::ResourceNotFound(format!("Could not find shard {shard} in stream {name} under account {account}."))
    }

    /// As the calls that read answer where there is nothing to read.
    pub(super) fn nothing_to_read(&self, shard: ShardId, name: &str) -> Error {
        let account = &self.account.account_id;
        Error::ResourceNotFound(format!("Shard {shard} in stream {name} under account {account} does not exist"))
    }

    /// A stream's name, also for as long after it has gone as an iterator lives.
    pub(super) fn once_named(&self, id: StreamId) -> &str {
        let of_deleted = || self.deleted.get(&id).map(|(_, name)| name.as_str());
        self.streams.get(&id).map(|stream| stream.name.as_str()).or_else(of_deleted).unwrap_or_default()
    }

    /// What every copy has for itself of the streams that are gone.
    fn bytes_of_deleted(&self) -> u64 {
        self.deleted.values().map(|(_, name)| name.len() as u64 + 64).sum()
    }

    /// Open shards of the account, those that running reshardings will add included.
    pub(super) fn shards_in_use(&self) -> u32 {
        self.streams.values().map(|stream| stream.open_shards().len() as u32 + stream.shards_to_come()).sum()
    }
}

impl Service for Kinesis {
    const MODEL: &'static Model = &super::model::MODEL;
    type Request = super::Request;
    type Reply = super::Reply;
    type Error = Error;
    type Event = Event;
    type Timer = Timer;
    type Effect = Effect;

    fn handle(&mut self, context: &Context<'_>, request: &Self::Request, out: &mut Out) -> Result<Self::Reply, Error> {
        self.carry_out(context.now, request, out)
    }

    fn answer(&self, context: &Context<'_>, request: &Self::Request, reply: &Self::Reply) -> Option<Value<'static>> {
        super::answer::body(self, context, request, reply)
    }

    fn wake(&mut self, context: &Context<'_>, timer: Timer, out: &mut Out) {
        let now = context.now;
        match timer {
            Timer::Created(id) => {
                if let Some(stream) = self.streams.get_mut(&id) {
                    stream.status = StreamStatus::Active;
                    out.emit(Event::StatusChanged { stream: id, status: StreamStatus::Active });
                }
                self.watch(id, now, out);
            }
            Timer::Scale(id) => self.scale(id, now, out),
            Timer::Deleted(id) => {
                debug_assert!(
                    self.streams.get(&id).is_none_or(|of| of.status == StreamStatus::Deleting),
                    "a stream that goes was DELETING"
                );
                self.deleted.retain(|_, (at, _)| now.since(*at) <= quota::SHARD_ITERATOR_LIFE);
                self.deleted.extend(self.streams.remove(&id).map(|stream| (id, (now, stream.name))));
                self.calls.forget(id);
                self.zones.forget(id);
                out.emit(Event::Deleted { stream: id });
                out.effect(Effect::Deleted(id));
            }
            Timer::Resharded(id) => self.finish_resharding(id, now, out),
            Timer::Updated(id) => {
                self.finish_update(id, now, out);
                self.watch(id, now, out);
            }
            Timer::ConsumerCreated(id, consumer) => self.consumer_created(id, consumer, out),
            Timer::ConsumerDeleted(id, consumer) => self.consumer_deleted(id, consumer, out),
            Timer::Push(id, shard) => self.push(id, shard, now, out),
        }
    }

    fn trim(&mut self, context: &Context<'_>, out: &mut Out) {
        self.drop_expired(context.now, out);
    }

    fn heap_bytes(&self) -> u64 {
        self.streams.values().map(Stream::heap_bytes).sum::<u64>() + self.bytes_of_deleted()
    }

    fn bytes_beside(&self, other: &Self) -> u64 {
        let stream =
            |own: &Stream| other.streams.get(&own.id).map_or(own.heap_bytes(), |other| own.bytes_beside(other));
        self.streams.values().map(stream).sum::<u64>() + self.bytes_of_deleted()
    }

    fn check(&self) {
        self.streams.values().for_each(Stream::check);
        assert!(self.zones.streams().all(|id| self.streams.contains_key(&id)), "zones know the streams that there are");
    }
}
