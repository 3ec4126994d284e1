//! Consumers: what they hold, and whether they work.
use super::{Check, Drawing, LaneSpec, Seconds, Verdict};
use crate::base::{Duration, Instant};
use crate::kinesis::{ShardId, ShardIterator, StreamId};
use crate::sqs::{PollId, QueueId, ReceiptHandle};
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::vec::Vec;

/// What tells a message that was taken from a queue, or from a shard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ticket {
    Queue(ReceiptHandle),
    Shard(ShardId),
}

/// A message that a consumer has taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// `None` for a message that no truck of the lane has sent.
    pub index: Option<u32>,
    pub ticket: Ticket,
}

/// What a consumer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Nothing: there is nothing for it.
    Idle,
    /// It waits for the first message of a queue.
    Polls(PollId),
    Works,
    /// It has crashed and comes back.
    Restarts,
}

/// A consumer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consumer {
    pub doing: Doing,
    /// What it has taken and not worked on yet, first the next.
    pub batch: VecDeque<Taken>,
    /// What it has worked on, of this batch.
    pub done: Vec<Taken>,
    /// Where a shard goes on, when the batch of it is done.
    pub goes_on: Option<(ShardId, u64, Option<ShardIterator>)>,
    /// Messages worked on since it is there.
    pub worked: u64,
    /// Tells wake-ups of before a change apart.
    pub life: u32,
    /// Whether something will wake it.
    pub started: bool,
}

/// A shard that consumers read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lease {
    /// The first record that nobody has finished.
    pub checkpoint: u64,
    pub iterator: Option<ShardIterator>,
    /// When it may be read again.
    pub due: Instant,
}

/// The consumers of one stream or queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receiver {
    /// The queue, or the lane's stream.
    pub queue: Option<QueueId>,
    /// Whose shards are read.
    pub stream: Option<StreamId>,
    /// Messages that its lane had sent before it was there.
    pub from: u64,
    pub consumers: Vec<Consumer>,
    /// Lives of consumers so far: a new one is never taken for one that sat in its place.
    lives: u32,
    /// Crashes of its consumers, those who have gone included.
    pub crashes: u64,
    pub check: Check,
    pub leases: BTreeMap<ShardId, Lease>,
    /// Shards that have been read to their end.
    pub ended: BTreeSet<ShardId>,
    /// The most consumers that worked at once.
    pub parallel: Seconds,
    /// Messages worked on.
    pub seconds: Seconds,
    /// The last ones, oldest first: which message, and how it came.
    pub recent: VecDeque<(u32, Verdict)>,
}

impl Consumer {
    /// How long a consumer is away after a crash.
    pub const AWAY: Duration = Duration::SECOND;

    pub const fn new(life: u32) -> Self {
        Self {
            doing: Doing::Idle,
            batch: VecDeque::new(),
            done: Vec::new(),
            goes_on: None,
            worked: 0,
            life,
            started: false,
        }
    }

    fn take(&mut self, batch: impl IntoIterator<Item = Taken>) {
        debug_assert!(self.batch.is_empty(), "one batch after the other");
        self.batch.extend(batch);
        self.doing = Doing::Works;
    }

    /// It drops everything that it holds.
    pub fn drop_all(&mut self, next_life: u32) {
        self.batch.clear();
        self.done.clear();
        self.goes_on = None;
        debug_assert!(next_life > self.life, "a life is new");
        self.life = next_life;
    }
}

impl Receiver {
    /// How often a shard is read. The library's idle time between reads.
    pub const READ_EVERY: Duration = Duration::SECOND;
    /// How many of the last messages are remembered, of trucks.
    const RECENT: usize = 120;
    /// The same of a drawing, which is to be seen as a whole: its points, and some that came twice.
    const RECENT_POINTS: usize = Drawing::POINTS_MOST * 2;

    pub fn new(queue: Option<QueueId>, consumers: u32) -> Self {
        let mut receiver = Self {
            queue,
            stream: None,
            from: 0,
            consumers: Vec::new(),
            lives: 0,
            crashes: 0,
            check: Check::default(),
            leases: BTreeMap::new(),
            ended: BTreeSet::new(),
            parallel: Seconds::default(),
            seconds: Seconds::default(),
            recent: VecDeque::new(),
        };
        receiver.resize(consumers as usize);
        receiver
    }

    /// The number of a consumer's next life.
    pub const fn next_life(&mut self) -> u32 {
        self.lives += 1;
        self.lives
    }

    /// Nothing is known of shards any more, and nothing is held.
    pub fn forget(&mut self) {
        (self.stream, self.leases, self.ended) = (None, BTreeMap::new(), BTreeSet::new());
        for place in 0..self.consumers.len() {
            let life = self.next_life();
            let consumer = &mut self.consumers[place];
            consumer.drop_all(life);
            (consumer.doing, consumer.started) = (Doing::Idle, false);
        }
    }

    /// It goes on with another queue of the same name, with nothing held.
    pub fn turn_to(&mut self, queue: QueueId, sent: u64) {
        (self.queue, self.from) = (Some(queue), sent.saturating_sub(self.check.different()));
        self.forget();
    }

    /// So many consumers: the last ones go, or new ones come.
    pub fn resize(&mut self, consumers: usize) {
        self.consumers.truncate(consumers);
        while self.consumers.len() < consumers {
            let life = self.next_life();
            self.consumers.push(Consumer::new(life));
        }
    }

    /// A message of the lane has been worked on.
    pub fn worked(&mut self, now: Instant, index: u32, spec: &LaneSpec) {
        let (truck, number) = spec.order_of(index);
        let verdict = self.check.received(truck, number);
        self.seconds.add(now, 1);
        let most = if spec.drawing { Self::RECENT_POINTS } else { Self::RECENT };
        if self.recent.len() == most {
            self.recent.pop_front();
        }
        self.recent.push_back((index, verdict));
    }

    /// Whose shard it is: one after the other, as a lease table deals them out.
    pub fn owner_of(&self, shard: ShardId) -> Option<usize> {
        let place = self.leases.keys().position(|lease| *lease == shard)?;
        (!self.consumers.is_empty()).then(|| place % self.consumers.len())
    }

    /// Whether somebody works on a shard's records.
    pub fn is_held(&self, shard: ShardId) -> bool {
        self.consumers.iter().any(|consumer| consumer.goes_on.as_ref().is_some_and(|(held, ..)| *held == shard))
    }

    /// Consumers that work right now.
    pub fn working(&self) -> usize {
        self.consumers.iter().filter(|consumer| consumer.doing == Doing::Works).count()
    }

    /// Gives a consumer a batch.
    pub fn give(&mut self, now: Instant, consumer: usize, batch: impl IntoIterator<Item = Taken>) {
        self.consumers[consumer].take(batch);
        debug_assert!(self.working() <= self.consumers.len(), "who works is a consumer");
        self.parallel.most(now, self.working() as u32);
    }
}
