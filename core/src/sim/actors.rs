//! The actors of a run: added, changed, removed, asked.
use super::{Error, Sim, Sink};
use crate::base::ActorId;
use crate::client::kcl::Application;
use crate::client::lab::Lane;
use crate::client::lambda::Mapping;
use crate::client::message_lambda::MessageFunction;
use crate::client::{ActorSpec, InvalidSpec, Kind, Producer, Reader, Roll, Setting};
use crate::kinesis::StreamId;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::sync::Arc;

/// Someone who acts in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    Producer(Box<Producer>),
    Reader(Box<Reader>),
    Application(Box<Application>),
    Function(Box<Mapping>),
    /// Shared by checkpoints until something in it changes.
    Lane(Arc<Lane>),
    /// The same.
    MessageFunction(Arc<MessageFunction>),
}

impl Actor {
    pub const fn kind(&self) -> Kind {
        match self {
            Self::Producer(_) => Kind::Producer,
            Self::Reader(_) => Kind::Reader,
            Self::Application(_) => Kind::Application,
            Self::Function(_) => Kind::Function,
            Self::Lane(_) => Kind::Lane,
            Self::MessageFunction(_) => Kind::MessageFunction,
        }
    }

    pub fn spec(&self) -> ActorSpec {
        match self {
            Self::Producer(producer) => producer.spec.clone().into(),
            Self::Reader(reader) => reader.spec.clone().into(),
            Self::Application(application) => application.spec.clone().into(),
            Self::Function(mapping) => mapping.spec.clone().into(),
            Self::Lane(lane) => lane.spec.clone().into(),
            Self::MessageFunction(function) => function.spec.clone().into(),
        }
    }

    /// What people call it.
    pub fn name(&self) -> &str {
        match self {
            Self::Producer(producer) => &producer.spec.name,
            Self::Reader(reader) => &reader.spec.name,
            Self::Application(application) => &application.spec.name,
            Self::Function(mapping) => &mapping.spec.function_name,
            Self::Lane(lane) => &lane.spec.name,
            Self::MessageFunction(function) => &function.spec.function_name,
        }
    }

    /// The stream without which it has nothing to do. A lane, or a function with a queue, waits for it to come back.
    pub const fn stream(&self) -> Option<StreamId> {
        match self {
            Self::Producer(producer) => Some(producer.stream),
            Self::Reader(reader) => Some(reader.stream),
            Self::Application(application) => Some(application.stream),
            Self::Function(mapping) => Some(mapping.stream),
            Self::Lane(_) | Self::MessageFunction(_) => None,
        }
    }

    /// Bytes that it takes, by lengths with fixed sizes.
    pub fn heap_bytes(&self) -> u64 {
        match self {
            Self::Producer(producer) => producer.heap_bytes() + 1_024,
            Self::Reader(reader) => reader.book.heap_bytes() + 512,
            Self::Application(application) => application.heap_bytes(),
            Self::Function(mapping) => mapping.heap_bytes(),
            Self::Lane(lane) => lane.heap_bytes(),
            Self::MessageFunction(function) => function.heap_bytes(),
        }
    }

    /// Bytes that this copy keeps alive beside another of the same actor.
    fn bytes_beside(&self, other: Option<&Self>) -> u64 {
        match (self, other) {
            (Self::Lane(own), Some(Self::Lane(other))) if Arc::ptr_eq(own, other) => 0,
            (Self::Lane(own), Some(Self::Lane(other))) => own.bytes_beside(other),
            (Self::MessageFunction(own), Some(Self::MessageFunction(other))) if Arc::ptr_eq(own, other) => 0,
            (Self::MessageFunction(own), Some(Self::MessageFunction(other))) => own.bytes_beside(other),
            // Of these every copy has its own.
            (own, _) => own.heap_bytes(),
        }
    }

    fn check(&self) {
        if let Self::Lane(lane) = self {
            lane.receivers.iter().for_each(|receiver| receiver.check.check());
        }
    }
}

/// All actors of a run, by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Actors(BTreeMap<ActorId, Actor>);

/// One kind of actor by number, and all of it in the order in which they were added.
macro_rules! by_kind {
    ($($Kind:ident $Type:ident $one:ident $one_mut:ident $all:ident;)*) => {
        impl Actors {
            $(
                pub fn $one(&self, id: ActorId) -> Option<&$Type> {
                    if let Some(Actor::$Kind(actor)) = self.0.get(&id) { Some(actor) } else { None }
                }
                pub fn $all(&self) -> impl DoubleEndedIterator<Item = &$Type> {
                    self.0.values().filter_map(|actor| if let Actor::$Kind(actor) = actor { Some(&**actor) } else { None })
                }
            )*
        }
    };
}

macro_rules! by_kind_mut {
    ($($Kind:ident $Type:ident $one_mut:ident;)*) => {
        impl Actors {
            $(pub fn $one_mut(&mut self, id: ActorId) -> Option<&mut $Type> {
                if let Some(Actor::$Kind(actor)) = self.0.get_mut(&id) { Some(actor) } else { None }
            })*
        }
    };
}

by_kind! {
    Producer Producer producer producer_mut producers;
    Reader Reader reader reader_mut readers;
    Application Application application application_mut applications;
    Function Mapping function function_mut functions;
    Lane Lane lane lane_mut lanes;
    MessageFunction MessageFunction message_function message_function_mut message_functions;
}
by_kind_mut! {
    Producer Producer producer_mut;
    Reader Reader reader_mut;
    Application Application application_mut;
    Function Mapping function_mut;
}

impl Actors {
    pub fn insert(&mut self, id: ActorId, actor: Actor) {
        let before = self.0.insert(id, actor);
        debug_assert!(before.is_none(), "a number is used once");
    }

    pub fn message_function_mut(&mut self, id: ActorId) -> Option<&mut MessageFunction> {
        if let Some(Actor::MessageFunction(actor)) = self.0.get_mut(&id) { Some(Arc::make_mut(actor)) } else { None }
    }

    /// Takes a lane out, for as long as it acts.
    pub fn take_lane(&mut self, id: ActorId) -> Option<Arc<Lane>> {
        self.lane(id)?;
        if let Some(Actor::Lane(lane)) = self.0.remove(&id) { Some(lane) } else { None }
    }

    pub fn lanes_mut(&mut self) -> impl Iterator<Item = &mut Arc<Lane>> {
        self.0.values_mut().filter_map(|actor| if let Actor::Lane(lane) = actor { Some(lane) } else { None })
    }

    /// Nobody works on a stream that is gone.
    pub fn leave(&mut self, stream: StreamId) {
        self.0.retain(|_, actor| actor.stream() != Some(stream));
        debug_assert!(self.0.values().all(|actor| actor.stream() != Some(stream)), "nothing uses the stream");
    }

    pub fn heap_bytes(&self) -> u64 {
        self.0.values().map(Actor::heap_bytes).sum()
    }

    pub fn bytes_beside(&self, other: &Self) -> u64 {
        self.0.iter().map(|(id, own)| own.bytes_beside(other.0.get(id))).sum()
    }

    pub fn check(&self) {
        self.0.values().for_each(Actor::check);
    }
}

impl Sim {
    /// The actors, by number: in the order in which they were added.
    pub fn actors(&self) -> impl DoubleEndedIterator<Item = (ActorId, &Actor)> {
        self.actors.0.iter().map(|(id, actor)| (*id, actor))
    }
    pub fn actor(&self, id: ActorId) -> Option<&Actor> {
        self.actors.0.get(&id)
    }
    pub fn producers(&self) -> impl DoubleEndedIterator<Item = &Producer> {
        self.actors.producers()
    }
    pub fn readers(&self) -> impl DoubleEndedIterator<Item = &Reader> {
        self.actors.readers()
    }
    pub fn applications(&self) -> impl DoubleEndedIterator<Item = &Application> {
        self.actors.applications()
    }
    pub fn application(&self, id: ActorId) -> Option<&Application> {
        self.actors.application(id)
    }
    /// The functions with their event source mappings.
    pub fn mappings(&self) -> impl DoubleEndedIterator<Item = &Mapping> {
        self.actors.functions()
    }
    pub fn lanes(&self) -> impl DoubleEndedIterator<Item = &Lane> {
        self.actors.lanes()
    }
    /// The functions that messages invoke.
    pub fn message_functions(&self) -> impl DoubleEndedIterator<Item = &MessageFunction> {
        self.actors.message_functions()
    }
    pub fn has_lanes(&self) -> bool {
        self.lanes().next().is_some()
    }

    /// Who is there, by name.
    pub fn roll(&self) -> Roll {
        let mut roll = Roll::default();
        self.actors().for_each(|(id, actor)| roll.add(id, actor.kind(), actor.name()));
        roll
    }

    pub(super) fn add_actor(&mut self, spec: &ActorSpec, trace: &mut dyn Sink) -> Result<ActorId, Error> {
        spec.validate()?;
        match spec {
            ActorSpec::Producer(spec) => self.add_producer(spec),
            ActorSpec::Reader(spec) => self.add_reader(spec),
            ActorSpec::Application(spec) => self.add_application(spec, trace),
            ActorSpec::Function(spec) => self.add_mapping(spec, trace),
            ActorSpec::Lane(spec) => self.add_lane(spec),
            ActorSpec::MessageFunction(spec) => self.add_message_function(spec),
        }
    }

    /// The number of a new actor.
    pub(super) fn next_actor(&mut self) -> ActorId {
        let id = ActorId(self.next_actor);
        debug_assert!(self.actor(id).is_none(), "a number is new");
        self.next_actor += 1;
        id
    }

    /// Changes an actor. Errors: none of this kind is there; a value out of bounds; something that stays as it is.
    pub(super) fn set_actor(&mut self, id: ActorId, spec: &ActorSpec, trace: &mut dyn Sink) -> Result<(), Error> {
        spec.validate()?;
        let now = self.actor(id).filter(|actor| actor.kind() == spec.kind()).ok_or(Error::NoSuchActor)?.spec();
        if let [first, rest @ ..] = &*spec.fixed(&now) {
            let rest: alloc::string::String = rest.iter().map(|name| format!(", {name}")).collect();
            let reason = format!("these stay as they are, of a {}: {first}{rest}", spec.kind().word());
            return Err(InvalidSpec::new(first, reason).into());
        }
        match spec {
            ActorSpec::Producer(spec) => self.set_producer(id, spec),
            ActorSpec::Reader(spec) => self.set_reader(id, spec),
            ActorSpec::Application(spec) => self.set_application(id, spec),
            ActorSpec::Function(spec) => self.set_mapping(id, spec),
            ActorSpec::Lane(spec) => self.set_lane(id, spec, trace),
            ActorSpec::MessageFunction(spec) => self.set_message_function(id, spec),
        }
    }

    /// Changes some of its settings, and leaves the others as they are.
    pub(super) fn change_actor(
        &mut self,
        id: ActorId,
        kind: Kind,
        settings: &[Setting],
        trace: &mut dyn Sink,
    ) -> Result<(), Error> {
        let mut spec = self.actor(id).filter(|actor| actor.kind() == kind).ok_or(Error::NoSuchActor)?.spec();
        for (name, value) in settings {
            spec.set(name, value).map_err(|fault| InvalidSpec::new(kind.word(), fault.to_string()))?;
        }
        debug_assert_eq!(spec.kind(), kind, "a setting does not change what it is");
        self.set_actor(id, &spec, trace)
    }

    pub(super) fn remove_actor(&mut self, kind: Kind, id: ActorId, trace: &mut dyn Sink) -> Result<(), Error> {
        match (kind, self.actor(id)) {
            (Kind::Application, Some(Actor::Application(_))) => self.leave_application(id, trace),
            (Kind::Function, Some(Actor::Function(_))) => self.leave_function(id, trace),
            (Kind::MessageFunction, Some(Actor::MessageFunction(_))) => self.leave_message_function(id),
            (Kind::Lane, Some(Actor::Lane(_))) => self.leave_lane(id, trace)?,
            (kind, Some(actor)) if actor.kind() == kind => {}
            _ => return Err(Error::NoSuchActor),
        }
        debug_assert!(self.actor(id).is_none_or(|actor| actor.kind() == kind), "it is one of that kind");
        self.actors.0.remove(&id);
        Ok(())
    }
}
