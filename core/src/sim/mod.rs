//! The simulator: one value that holds the services, the clients, and the network between them.
//!
//! ```
//! use shardscope_core::{base::Duration, kinesis::Request, sim::{Config, Sim}};
//! let mut sim = Sim::new(Config::default());
//! let mut trace = Vec::new();
//! let create = Request::create_stream("gps", Some(5));
//! sim.submit(&create.into(), &mut trace).unwrap();
//! sim.step(sim.now() + Duration::from_secs(31), u64::MAX, &mut trace);
//! assert_eq!(sim.kinesis().stream_named("gps").unwrap().open_shards().len(), 5);
//! ```
//!
//! Next-event: `step(a); step(b)` gives the same run as `step(b)`. Nothing outside this folder changes a
//! service, and only this folder connects clients to services.
mod actors;
mod calls;
mod command;
mod ending;
mod kcl;
mod lab;
mod lambda;
mod lanes;
mod message_lambda;
mod packing;
mod polls;
mod producing;
mod reading;
mod routing;
mod services;
mod subscribers;
mod trace;
mod view;

pub use actors::Actor;
pub use command::{Command, Error, Reply, Request};
pub use kcl::Fault;
pub use trace::{Event, Sink};
pub use view::{Flight, Flights, Inspected};

use self::subscribers::Subscriber;
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::kcl::WorkerId;
use crate::client::lab::Drawing;
use crate::client::{Dataset, Pending, Source};
use crate::engine::EventQueue;
use crate::kinesis::{self, Account, ShardId};
use crate::message::{Content, Supplied, supplied};
use crate::service::Context;
use crate::sqs::{PollId, Received};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// What a run starts from: together with the commands, all that it depends on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Config {
    pub seed: u64,
    /// When the run begins.
    pub epoch: Instant,
    pub account: Account,
    /// Of a thousand short polls of a standard queue, how many ask only half of its partitions.
    #[serde(default = "short_polls_sampled")]
    pub short_polls_sampled_per_mille: u32,
    /// Live bytes at which the run stops; see [`Step::OutOfMemory`].
    pub memory_limit: u64,
}

/// The default, also of a run that was saved before this could be set.
const fn short_polls_sampled() -> u32 {
    crate::sqs::quota::SHORT_POLLS_SAMPLED_PER_MILLE
}

impl Default for Config {
    fn default() -> Self {
        Self {
            seed: 7,
            // 2026-01-01T00:00:00Z.
            epoch: Instant::from_secs(1_767_225_600),
            account: Account::default(),
            short_polls_sampled_per_mille: short_polls_sampled(),
            memory_limit: 256 << 20,
        }
    }
}

/// How far a step got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Reached,
    /// So many timers were carried out, and there are more.
    OutOfBudget,
    /// The records kept need more memory than the configuration allows. Time stands still until there is
    /// room: after a decrease of the retention, a stream deleted, or a higher limit.
    OutOfMemory,
}

/// What has to be done at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Timer {
    Service(services::ServiceTimer),
    /// A call arrives at the service.
    Arrive(u64),
    /// Its answer arrives at the producer.
    Answer(u64),
    /// Refused records are sent again.
    Retry(Box<producing::Call>),
    /// A single one; the producer's life when it was sent, and whether its key is reserved until it is there.
    RetryOne(ActorId, u32, bool, Pending),
    /// A producer's limiter looks at what it holds back.
    Drain(ActorId),
    /// A producer makes records; the number tells wake-ups of before a change apart.
    Produce(ActorId, u32),
    /// An application looks for its shards.
    StartReader(ActorId),
    /// An application polls a shard; the number tells polls of before a change apart.
    Poll(ActorId, ShardId, u32),
    /// A fault that was to last for a time ends.
    FaultEnds(ending::Ending),
    /// What has expired is dropped from memory.
    Trim,
    /// A worker is woken; the number tells its lives apart.
    Worker(ActorId, WorkerId, u32, kcl::Task),
    /// An event of a subscription arrives at a worker.
    Pushed(Box<kinesis::Push>),
    /// An event source mapping is woken.
    Mapping(ActorId, lambda::Task),
    /// A worker learns that its subscription has ended.
    SubscriptionEnded(kinesis::SubscriptionId),
    /// Something is to be done in a lane of the lab.
    Lane(polls::Task),
    /// A function that messages invoke is woken.
    MessageFunction(ActorId, message_lambda::Task),
}

impl Timer {
    /// Order of different timers at the same instant: the service first, then what reaches it, then those
    /// who act.
    const fn class(&self) -> u8 {
        match self {
            Self::Service(timer) => timer.class(),
            Self::Arrive(_) => 1,
            Self::Answer(_) => 2,
            Self::Retry(_) | Self::RetryOne(..) => 3,
            Self::Produce(..) => 4,
            Self::StartReader(_) => 5,
            Self::Poll(..) => 6,
            Self::Pushed(_) => 8,
            Self::SubscriptionEnded(_) => 9,
            Self::Worker(..) => 10,
            Self::Mapping(..) => 11,
            Self::Trim => 7,
            Self::Drain(_) => 12,
            Self::FaultEnds(_) => 13,
            Self::Lane(_) => 16,
            Self::MessageFunction(..) => 17,
        }
    }
}

/// How often expired records are dropped from memory. Nobody can see when: reads and views go by the clock.
const TRIM_EVERY: Duration = Duration::from_secs(60);

/// Steps between two looks at the run's bytes.
const WEIGH_EVERY: u64 = 512;

/// What counts for a call under way, with its place in the list, and for a timer, the same on every machine.
const CALL_BYTES: u64 = 168;
const TIMER_BYTES: u64 = 40;
const _: () = assert!(size_of::<producing::Call>() as u64 <= CALL_BYTES && size_of::<Timer>() as u64 <= TIMER_BYTES);

/// A run at one moment. A clone is a checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sim {
    config: Config,
    now: Instant,
    queue: EventQueue<Timer>,
    services: services::Services,
    /// Who waits for messages of queues.
    polls: Arc<polls::Polls>,
    /// How often topics have invoked each function.
    invocations: BTreeMap<String, u64>,
    /// What was drawn, for the lanes that send it.
    drawing: Drawing,
    sources: Vec<Arc<Source>>,
    datasets: Vec<Arc<Dataset>>,
    actors: actors::Actors,
    /// Who reads which shard by a subscription.
    subscribers: BTreeMap<kinesis::SubscriptionId, Subscriber>,
    calls: calls::Calls,
    /// Refused calls that wait to be made again; each lies in its timer.
    retrying: u64,
    /// Faults that end by themselves, and when.
    endings: Vec<(ending::Ending, Instant)>,
    next_actor: u32,
    next_call: u64,
    /// Timers and commands carried out so far.
    steps: u64,
    /// Whether the run's bytes are counted before time goes on; it stays so while they are too many.
    weigh_now: bool,
    /// Records in calls, answers and retries under way.
    pending: u64,
    /// Bytes of packed records under way.
    bundled: u64,
    source_bytes: u64,
    /// Bytes of the commands so far: the log of the run.
    said_bytes: u64,
    scratch: producing::Scratch,
    outs: services::Outs,
    effects: services::Effects,
    is_routing: bool,
}

impl Sim {
    /// An empty account at the epoch.
    pub fn new(config: Config) -> Self {
        let mut sim = Self {
            now: config.epoch,
            queue: EventQueue::default(),
            services: services::Services::new(&config),
            polls: Arc::default(),
            invocations: BTreeMap::new(),
            drawing: Drawing::default(),
            sources: Vec::new(),
            datasets: Vec::new(),
            actors: actors::Actors::default(),
            subscribers: BTreeMap::new(),
            calls: calls::Calls::default(),
            retrying: 0,
            endings: Vec::new(),
            next_actor: 0,
            next_call: 0,
            steps: 0,
            weigh_now: false,
            pending: 0,
            bundled: 0,
            source_bytes: 0,
            said_bytes: 0,
            scratch: producing::Scratch::default(),
            outs: services::Outs::default(),
            effects: services::Effects::default(),
            is_routing: false,
            config,
        };
        sim.schedule(sim.now + TRIM_EVERY, 0, Timer::Trim);
        sim
    }

    pub const fn config(&self) -> &Config {
        &self.config
    }
    pub const fn now(&self) -> Instant {
        self.now
    }
    /// What services are told when their user asks something now.
    pub fn context(&self) -> Context<'_> {
        Context::of_user(self.now, &self.sources)
    }
    /// What a receive from outside that waited was given; `None` while it waits, or where nobody knows it any more.
    pub fn answer(&self, poll: PollId) -> Option<&[Received]> {
        self.polls.answers.get(&poll).map(Vec::as_slice)
    }
    /// Body and attributes of a message, made up or sent by a user.
    pub fn content(&self, content: &Content) -> Arc<Supplied> {
        supplied(&self.sources, content)
    }
    /// How often topics have invoked each function.
    pub fn invocations(&self) -> impl Iterator<Item = (&str, u64)> {
        self.invocations.iter().map(|(name, count)| (&**name, *count))
    }
    /// The sources of records, by number.
    pub fn sources(&self) -> &[Arc<Source>] {
        &self.sources
    }

    /// Allows the run more, or less, memory.
    pub const fn set_memory_limit(&mut self, bytes: u64) {
        // With less there may be too much already.
        self.weigh_now |= bytes < self.config.memory_limit;
        self.config.memory_limit = bytes;
    }

    /// Bytes of the run, counted from lengths with fixed sizes: the same however it came here, and on every machine.
    pub fn heap_bytes(&self) -> u64 {
        let files: u64 = self.datasets.iter().map(|rows| rows.heap_bytes()).sum();
        let values = self.services.heap_bytes() + self.actors.heap_bytes();
        values + files + self.source_bytes + self.said_bytes + self.own_bytes() + self.queue.heap_bytes(TIMER_BYTES)
    }

    /// Bytes that this copy of a run keeps alive beside another, an earlier or a later one.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        let values = self.services.bytes_beside(&other.services) + self.actors.bytes_beside(&other.actors);
        values + self.own_bytes() + self.queue.copy_bytes(TIMER_BYTES)
    }

    /// Bytes of what every copy has for itself, but for its timers: calls under way.
    fn own_bytes(&self) -> u64 {
        // A record under way costs its own bytes, and its call's.
        let calls = (self.calls.len() as u64 + self.retrying) * CALL_BYTES;
        let records = self.pending * Pending::BYTES + self.bundled;
        let places = (self.sources.len() + self.subscribers.len()) as u64 * 40;
        let held = self.polls.heap_bytes() + u64::from(self.drawing.len()) * 8;
        calls + records + places + held
    }

    /// Fails where what is kept does not agree: for tests, after every step.
    pub fn check(&self) {
        self.services.check();
        self.actors.check();
        assert!(self.effects.is_empty() && !self.is_routing, "what services ask for is done at once");
    }

    /// Timers and commands carried out so far: a measure of work, the same on every machine.
    pub const fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether it is the same as another but for how much was done and said to it.
    pub fn is_alike(&self, other: &Self) -> bool {
        let mut other = other.clone();
        (other.steps, other.weigh_now, other.said_bytes) = (self.steps, self.weigh_now, self.said_bytes);
        *self == other
    }

    /// When something happens next.
    pub fn next_at(&self) -> Option<Instant> {
        self.queue.next_at()
    }

    /// Lets time pass until `until`, or until `budget` timers have been carried out. Time never runs back.
    pub fn step(&mut self, until: Instant, budget: u64, trace: &mut dyn Sink) -> Step {
        let mut left = budget;
        loop {
            // When the bytes are counted depends on the run alone, so that it ends at the same moment on every way there.
            if self.weigh_now {
                if self.heap_bytes() > self.config.memory_limit {
                    return Step::OutOfMemory;
                }
                self.weigh_now = false;
            }
            if self.queue.next_at().is_none_or(|at| at > until) {
                break;
            }
            if left == 0 {
                return Step::OutOfBudget;
            }
            left -= 1;
            if let Some((at, timer)) = self.queue.pop_due(until) {
                debug_assert!(at >= self.now, "time does not run back");
                self.now = at;
                self.count_step();
                self.carry_out(timer, trace);
            }
        }
        self.now = self.now.max(until);
        Step::Reached
    }

    /// Counts a timer or a command. Every so many of them the bytes are counted before anything else happens.
    const fn count_step(&mut self) {
        self.steps += 1;
        self.weigh_now |= self.steps.is_multiple_of(WEIGH_EVERY);
    }

    /// Carries out what happens next, whenever that is. `false` if nothing ever will.
    pub fn step_event(&mut self, trace: &mut dyn Sink) -> bool {
        let Some(at) = self.queue.next_at() else { return false };
        self.step(at, 1, trace);
        true
    }

    // What it calls is never built into it: a browser would not get to its best code for one function that holds all of it.
    #[inline(never)]
    fn carry_out(&mut self, timer: Timer, trace: &mut dyn Sink) {
        match timer {
            Timer::Service(timer) => self.service_wakes(timer, trace),
            Timer::Arrive(call) => self.call_arrives(call, trace),
            Timer::Answer(call) => self.answer_arrives(call, trace),
            Timer::Retry(call) => self.retry(call, trace),
            Timer::RetryOne(id, life, ordered, record) => self.retry_one(id, life, ordered, record, trace),
            Timer::FaultEnds(ending) => self.fault_ends(ending, trace),
            Timer::Drain(producer) => self.drain_due(producer, trace),
            Timer::Produce(producer, tick) => self.produce(producer, tick, trace),
            Timer::StartReader(reader) => self.start_reader(reader),
            Timer::Poll(reader, shard, polls) => self.poll(reader, shard, polls, trace),
            Timer::Worker(id, worker, life, task) => self.worker_wakes(id, worker, life, task, trace),
            Timer::Mapping(id, task) => self.mapping_wakes(id, task, trace),
            Timer::Pushed(push) => self.push_arrives(*push, trace),
            Timer::SubscriptionEnded(subscription) => self.subscription_ended(subscription),
            Timer::Lane(task) => self.lane_wakes(task, trace),
            Timer::MessageFunction(id, task) => self.message_function_wakes(id, task, trace),
            Timer::Trim => {
                self.trim_services(trace);
                self.schedule(self.now + TRIM_EVERY, 0, Timer::Trim);
            }
        }
    }

    fn schedule(&mut self, at: Instant, actor: u32, timer: Timer) {
        debug_assert!(at >= self.now, "nothing is set for the past");
        self.queue.push(at, timer.class(), actor, timer);
    }
}
