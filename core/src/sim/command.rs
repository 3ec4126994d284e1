//! What a user can do to a run: requests to the service, and what AWS has no call for.
use super::actors::Actor;
use super::{Fault, Sim, Sink, Timer};
use crate::base::{Duration, Instant, mix};
use crate::client::ActorId;
use crate::client::kcl::WorkerId;
use crate::client::lab::Drawn;
use crate::client::{
    ActorSpec, Api, Dataset, InvalidSpec, Kind, Producer, ProducerSpec, Reader, ReaderSpec, Setting, ShardReader,
    Source, Workload,
};
use crate::kinesis::{BranchId, Kinesis};
use crate::service::{Context, Principal, Service, enum_of_services, services};
use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

services! { enum_of_services! {
    /// A request to a service, as AWS's clients make it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Request of Request {}
} }

/// One thing done to a run. Commands and their times are all that a run is made of, besides its [`Config`](super::Config).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Written down even when it is refused.
    Request(Request),
    Add(ActorSpec),
    /// All settings of an actor. What its rows call fixed stays as it is.
    Set(ActorId, ActorSpec),
    /// Some of its settings; the others stay as they are.
    Change(ActorId, Kind, Vec<Setting>),
    Remove(Kind, ActorId),
    /// Of the one actor of a kind that is called so when it is carried out; the number in the command is a place for its own.
    ByName(Kind, String, Box<Command>),
    /// So many times the rate, for so long.
    Burst {
        producer: ActorId,
        factor: u32,
        length: Duration,
    },
    AddWorker(ActorId),
    /// A worker stops by itself: it writes its checkpoints and gives its leases back.
    StopWorker(ActorId, WorkerId),
    Fault(Fault),
    /// A fault now, undone after so long: a paused zone, a clock, poison.
    ForATime(Box<Command>, Duration),
    /// A worker's processor works at so many per cent of its speed, 1 … 1,000.
    SetWorker {
        application: ActorId,
        worker: WorkerId,
        per_cent: u32,
    },
    /// More of the drawing that lanes send, point by point.
    Draw(Drawn),
    PauseZone(u8),
    ResumeZone(u8),
    /// The run goes on as another branch of time from here.
    Branch(BranchId),
    /// What a user wants to remember about this moment. Changes nothing.
    Note(String),
}

services! { enum_of_services! {
    /// What a command answered.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub enum Reply of Reply {
        Done,
        /// The number of a new actor.
        Added(ActorId),
    }
} }

macro_rules! of_requests {
    ([$($Name:ident $folder:ident $class:literal),*]) => {
        /// Why a command was refused. The run is as it was.
        #[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
        pub enum Error {
            $(
                /// What a client of the service would see.
                #[error(transparent)]
                $Name(#[from] crate::$folder::Error),
            )*
            #[error(transparent)]
            Invalid(#[from] InvalidSpec),
            #[error("there is no such producer, reader, application, worker, function or lane")]
            NoSuchActor,
        }

        impl Request {
            /// Bytes of what it carries, within a few per cent.
            fn heap_bytes(&self) -> u64 {
                match self {
                    $(Self::$Name(request) => request.heap_bytes(),)*
                }
            }

            /// Whether it only looks.
            pub const fn is_read(&self) -> bool {
                match self {
                    $(Self::$Name(request) => request.is_read(),)*
                }
            }
        }

        $(impl From<crate::$folder::Request> for Command {
            fn from(request: crate::$folder::Request) -> Self {
                Self::Request(Request::$Name(request))
            }
        })*

        impl Sim {
            /// Carries out a request to a service.
            fn request(&mut self, request: &Request, trace: &mut dyn Sink) -> Result<Reply, Error> {
                match request {
                    $(Request::$Name(request) => {
                        let reply = self.with(Principal::User, trace, |service: &mut crate::$folder::$Name, context, out| {
                            service.handle(context, request, out)
                        });
                        reply.map(Reply::$Name).map_err(Error::$Name)
                    })*
                }
            }
        }
    };
}
services! { of_requests! {} }

impl Command {
    /// What a command counts in the log of a run, the same on every machine.
    pub fn heap_bytes(&self) -> u64 {
        let setting = |(name, value): &Setting| (name.len() + value.len() + 64) as u64;
        let own = if let Self::Request(request) = self {
            request.heap_bytes()
        } else if let Self::Change(_, _, settings) = self {
            settings.iter().map(setting).sum()
        } else {
            128
        };
        own + COMMAND_BYTES
    }

    /// Whether it only looks.
    pub const fn is_read(&self) -> bool {
        if let Self::Request(request) = self { request.is_read() } else { false }
    }

    /// The same of another actor.
    fn of_actor(&self, id: ActorId) -> Self {
        let mut command = self.clone();
        match &mut command {
            Self::Set(of, _)
            | Self::Change(of, ..)
            | Self::Remove(_, of)
            | Self::Burst { producer: of, .. }
            | Self::AddWorker(of)
            | Self::StopWorker(of, _)
            | Self::SetWorker { application: of, .. } => *of = id,
            Self::Fault(fault) => *fault.actor() = id,
            Self::ForATime(of, _) | Self::ByName(_, _, of) => **of = of.of_actor(id),
            Self::Request(_)
            | Self::Add(_)
            | Self::Draw(_)
            | Self::PauseZone(_)
            | Self::ResumeZone(_)
            | Self::Branch(_)
            | Self::Note(_) => {}
        }
        command
    }

    /// What makes one description of an actor out of another: what differs, and no more. `None` if nothing does.
    pub fn changed(id: ActorId, from: &ActorSpec, to: &ActorSpec) -> Option<Self> {
        let settings = to.settings(from);
        (!settings.is_empty()).then(|| Self::Change(id, to.kind(), settings))
    }
}

/// A command of so many bytes has the run's bytes counted before anything else happens.
const LARGE_BYTES: u64 = 64 << 10;

/// Most characters of a note.
const NOTE_MOST: usize = 1_000;

/// What counts for a command without the texts that it points to.
const COMMAND_BYTES: u64 = 320;
const _: () = assert!(size_of::<Command>() as u64 + 32 <= COMMAND_BYTES);

/// Different recipes that a run can have.
const SOURCES_MOST: usize = u16::MAX as usize - 1;

impl Sim {
    /// Carries out a command now.
    ///
    /// Errors: [`Error`]; the run is then untouched, but for the call that a refused request has used up.
    pub fn submit(&mut self, command: &Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
        if let Command::ByName(kind, name, of) = command {
            let id = self.roll().find(*kind, name).map_err(|reason| InvalidSpec::new("actor", reason))?;
            return self.submit(&of.of_actor(id), trace);
        }
        let reply = self.carry(command, trace);
        // What a replay does too is work: a command that was carried out, and a request that was refused.
        if reply.is_ok() || matches!(command, Command::Request(_)) {
            debug_assert!(self.effects.is_empty(), "what services ask for is done at once");
            self.count_step();
            self.said_bytes += command.heap_bytes();
            self.weigh_now |= command.heap_bytes() > LARGE_BYTES;
        }
        let reply = reply?;
        if !self.endings.is_empty() {
            self.forget_endings(command);
        }
        Ok(reply)
    }

    fn carry(&mut self, command: &Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
        let done = |()| Reply::Done;
        match command {
            Command::Request(request) => self.request(request, trace),
            Command::Burst { producer, factor, length } => self.burst(*producer, *factor, *length).map(done),
            Command::ForATime(fault, length) => self.for_a_time(fault, *length, trace),
            Command::PauseZone(zone) => {
                let call = |kinesis: &mut Kinesis, context: &Context<'_>, out: &mut _| {
                    kinesis.pause_zone(context.now, *zone, out)
                };
                Ok(self.with(Principal::User, trace, call).map(done)?)
            }
            Command::ResumeZone(zone) => {
                let call = |kinesis: &mut Kinesis, context: &Context<'_>, out: &mut _| {
                    kinesis.resume_zone(context.now, *zone, out)
                };
                Ok(self.with(Principal::User, trace, call).map(done)?)
            }
            Command::Branch(branch) => {
                Arc::make_mut(&mut self.services.kinesis).enter_branch(*branch, self.now);
                Ok(Reply::Done)
            }
            Command::Note(text) if text.chars().count() > NOTE_MOST => {
                Err(InvalidSpec::new("note", "a note has 1,000 characters at most").into())
            }
            Command::Note(_) => Ok(Reply::Done),
            Command::Draw(drawn) => self.draw(drawn).map(done),
            Command::Add(spec) => self.add_actor(spec, trace).map(Reply::Added),
            Command::Set(id, spec) => self.set_actor(*id, spec, trace).map(done),
            Command::Change(id, kind, settings) => self.change_actor(*id, *kind, settings, trace).map(done),
            Command::Remove(kind, id) => self.remove_actor(*kind, *id, trace).map(done),
            // A name is looked up before.
            Command::ByName(..) => Err(Error::NoSuchActor),
            Command::AddWorker(id) => self.add_worker(*id).map(done),
            Command::SetWorker { application, worker, per_cent } => {
                self.set_worker(*application, *worker, *per_cent).map(done)
            }
            Command::StopWorker(id, worker) => self.stop_worker(*id, *worker, trace).map(done),
            Command::Fault(fault) => self.fault(fault, trace).map(done),
        }
    }

    /// Takes the rows of a user's file. The number returned is what a [`Workload::File`] names.
    pub fn load_dataset(&mut self, rows: Arc<Dataset>) -> u32 {
        let known = self.datasets.iter().position(|known| Arc::ptr_eq(known, &rows));
        let number = known.unwrap_or(self.datasets.len());
        if known.is_none() {
            debug_assert_eq!(number, self.datasets.len(), "a file has the next number");
            self.datasets.push(rows);
        }
        number as u32
    }

    /// Uses up an actor's number: a replay does so for a producer whose file is not there, so that those after it keep
    /// theirs.
    pub const fn skip_actor(&mut self) {
        self.next_actor += 1;
    }

    pub(super) fn add_producer(&mut self, spec: &ProducerSpec) -> Result<ActorId, Error> {
        let stream = self.services.kinesis.stream_named(&spec.stream_name)?.id;
        let id = ActorId(self.next_actor);
        let source = self.new_source(spec, id, 0)?;
        let mut producer = Producer::new(id, spec.clone(), stream, source, self.config.seed, self.now);
        producer.set_source(source, &self.sources[source as usize], true, self.now);
        self.actors.insert(id, Actor::Producer(Box::new(producer)));
        self.next_actor += 1;
        self.schedule_production(id);
        Ok(id)
    }

    pub(super) fn set_producer(&mut self, id: ActorId, spec: &ProducerSpec) -> Result<(), Error> {
        let producer = self.actors.producer(id).ok_or(Error::NoSuchActor)?;
        let old = &producer.spec;
        if matches!(spec.api, Api::Agent(_)) != matches!(old.api, Api::Agent(_)) {
            return Err(InvalidSpec::new(
                "api",
                "an agent cannot become another kind of producer, nor another kind an agent",
            )
            .into());
        }
        let keys = |spec: &ProducerSpec| {
            let by = if let Api::Agent(settings) = spec.api { Some(settings.partition_key) } else { None };
            (spec.keys, spec.distribution, spec.partition_key, by)
        };
        let makes = |spec: &ProducerSpec| (spec.record_bytes, spec.encrypted, keys(spec));
        let other_keys = keys(spec) != keys(old);
        let source = match makes(spec) == makes(old) {
            true => None,
            false => {
                // The rows of a file go on where they are.
                let is_file = matches!(spec.workload, Workload::File { .. });
                let base = if is_file { producer.source_base } else { producer.next_index };
                Some(self.new_source(spec, id, base)?)
            }
        };
        let producer = self.actors.producer_mut(id).ok_or(Error::NoSuchActor)?;
        // When it wakes, right now, it first makes what the old rate still owes.
        let before = core::mem::replace(&mut producer.spec, spec.clone());
        if let (Some(limiter), Api::Kpl(old), Api::Kpl(settings)) = (&mut producer.limiter, before.api, spec.api)
            && old.rate_limit != settings.rate_limit
        {
            limiter.reset(&settings, self.now);
        }
        if let Some(number) = source {
            producer.set_source(number, &self.sources[number as usize], other_keys, self.now);
        }
        self.schedule_production(id);
        Ok(())
    }

    /// A new recipe for a producer's records from its index `base` on.
    pub(super) fn new_source(&mut self, spec: &ProducerSpec, id: ActorId, base: u64) -> Result<u16, Error> {
        let rows = match spec.workload {
            Workload::File { dataset, .. } => {
                let rows = self.datasets.get(dataset as usize).cloned();
                let rows = rows.filter(|rows| !rows.is_empty());
                Some(rows.ok_or_else(|| InvalidSpec::new("file", "the file has to be chosen again"))?)
            }
            Workload::Trucks
            | Workload::Clicks
            | Workload::Sensors
            | Workload::Countries
            | Workload::Custom { .. }
            | Workload::HotKey { .. } => None,
        };
        let producer = self.actors.producer(id);
        let before = producer.map(|producer| self.sources[producer.source as usize].clone());
        let seed = mix(self.config.seed, u64::from(id.0));
        let source = Source::new(spec, id, seed, base, rows, before.as_deref());
        // No record was made of the one before: this one takes its place.
        let unused = producer.filter(|producer| producer.next_index == producer.source_base);
        let unused = unused.map(|producer| producer.source);
        self.keep_source(source, unused)
    }

    /// Numbers a recipe; it takes the place of one that nothing was made of, if there is one.
    ///
    /// Errors: the run has no more numbers.
    pub(super) fn keep_source(&mut self, mut source: Source, unused: Option<u16>) -> Result<u16, Error> {
        if let Some(number) = unused {
            let place = &mut self.sources[usize::from(number)];
            source.replace(place);
            self.source_bytes = self.source_bytes - place.heap_bytes() + source.heap_bytes();
            debug_assert!(self.source_bytes >= source.heap_bytes(), "what is kept is counted");
            *place = Arc::new(source);
            return Ok(number);
        }
        if self.sources.len() >= SOURCES_MOST {
            let reason = "this run has changed its records 65,534 times; start a new one";
            return Err(InvalidSpec::new("producer", reason).into());
        }
        self.source_bytes += source.heap_bytes();
        debug_assert!(self.sources.len() < SOURCES_MOST, "a number has 16 bits");
        self.sources.push(Arc::new(source));
        Ok(self.sources.len() as u16 - 1)
    }

    /// Sets the producer's next wake-up, in place of any that was set before.
    fn schedule_production(&mut self, id: ActorId) {
        let Some(producer) = self.actors.producer_mut(id) else { return };
        producer.tick += 1;
        // An agent that is down wakes when it comes back.
        let (tick, at) = (producer.tick, producer.file.as_ref().and_then(|file| file.down_until));
        let at = at.unwrap_or(self.now).max(self.now);
        debug_assert!(at >= self.now, "a producer wakes now, or later");
        self.schedule(at, id.0, Timer::Produce(id, tick));
    }

    fn burst(&mut self, id: ActorId, factor: u32, length: Duration) -> Result<(), Error> {
        if !(1..=100).contains(&factor) || length > Duration::from_hours(1) || length == Duration::ZERO {
            return Err(InvalidSpec::new("burst", "1 to 100 times the rate, for an hour at most").into());
        }
        let until: Instant = self.now + length;
        let producer = self.actors.producer_mut(id).ok_or(Error::NoSuchActor)?;
        producer.burst = Some(crate::client::Burst { factor, until });
        self.schedule_production(id);
        Ok(())
    }

    pub(super) fn add_reader(&mut self, spec: &ReaderSpec) -> Result<ActorId, Error> {
        let stream = self.services.kinesis.stream_named(&spec.stream_name)?.id;
        let id = self.next_actor();
        self.actors.insert(id, Actor::Reader(Box::new(Reader::new(id, spec.clone(), stream))));
        self.schedule(self.now, id.0, Timer::StartReader(id));
        Ok(id)
    }

    pub(super) fn set_reader(&mut self, id: ActorId, spec: &ReaderSpec) -> Result<(), Error> {
        let reader = self.actors.reader_mut(id).ok_or(Error::NoSuchActor)?;
        reader.spec = spec.clone();
        reader.polls += 1;
        let polls = reader.polls;
        let now = self.now;
        let due =
            |process: &ShardReader| process.under_way.as_ref().map_or(process.busy_until, |answer| answer.comes_at);
        let due: Vec<_> = reader.shards.iter().map(|(&shard, process)| (shard, due(process).max(now))).collect();
        // Each process that has nothing to read drops its poll.
        for (shard, at) in due {
            debug_assert!(at >= now, "a poll is now, or later");
            self.schedule(at, id.0, Timer::Poll(id, shard, polls));
        }
        Ok(())
    }
}
