//! What every service of AWS has in common here: requests in, answers out, and what it has to say besides.
//!
//! Owns the shape. Leaves to others: the rules (each service's own folder), which services there are and who hands what to
//! whom (`sim`). A service is a value that is told the time; it imports no other service. What it wants from one it says as
//! an [`Effect`](Service::Effect), which the simulator carries out in the same instant, and tells it what came of it.
mod out;
mod table;

pub use out::Out;
pub(crate) use table::{enum_of_services, services};

use crate::base::{ActorId, Instant};
use crate::wire::{ApiError, Model, Value};
use alloc::vec::Vec;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// A service in one account and region. Plain data: a clone is a checkpoint.
pub trait Service: Clone + Eq + Sized {
    /// What it can be asked.
    const MODEL: &'static Model;
    /// By AWS's names: its variants are those of the operations.
    type Request: Serialize + DeserializeOwned;
    type Reply;
    /// What a client is refused for, by AWS's names.
    type Error: Into<ApiError>;
    /// Something that happened, for the trace.
    type Event;
    /// What it is to be woken for.
    type Timer;
    /// What it asks of others in the same instant.
    type Effect;

    /// Carries out a request. Errors: what AWS refuses it for; the call may have used up a rate all the same.
    fn handle(
        &mut self,
        context: &Context<'_>,
        request: &Self::Request,
        out: &mut Out<Self>,
    ) -> Result<Self::Reply, Self::Error>;

    /// The body of what a request was answered; `None` where AWS answers with an empty one.
    fn answer(&self, context: &Context<'_>, request: &Self::Request, reply: &Self::Reply) -> Option<Value<'static>>;

    /// Carries out what a timer was set for.
    fn wake(&mut self, context: &Context<'_>, timer: Self::Timer, out: &mut Out<Self>);

    /// Drops from memory what has expired. Nobody can see when: reads go by the clock.
    fn trim(&mut self, context: &Context<'_>, out: &mut Out<Self>);

    /// Bytes that it takes, by lengths with fixed sizes: the same for the same history, on every machine.
    fn heap_bytes(&self) -> u64;

    /// Bytes that this copy keeps alive beside another, an earlier or a later one.
    fn bytes_beside(&self, other: &Self) -> u64;

    /// Panics where what it keeps does not agree: for tests, after every act.
    fn check(&self);
}

/// What a service knows of a call besides its request.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    pub now: Instant,
    pub principal: Principal,
    pub source: Source,
    /// What the simulator makes up.
    pub contents: &'a dyn Contents,
}

impl<'a> Context<'a> {
    /// What the user of the account does now, from outside.
    pub const fn of_user(now: Instant, contents: &'a dyn Contents) -> Self {
        Self { now, principal: Principal::User, source: Source::Internet, contents }
    }
}

/// On whose behalf a call is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Principal {
    /// The user of the account, whose credentials sign what is typed, clicked, or sent by another program.
    User,
    /// The role of a producer, an application, a function or a lane.
    Actor(ActorId),
    /// Another service of AWS, by the name that policies give it: `lambda.amazonaws.com`.
    Service(&'static str),
}

/// The way by which a call comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The region's public endpoint.
    Internet,
    /// From within AWS, as one service calls another.
    Aws,
}

/// Makes the records and messages again that the simulator made up, by the number of their recipe and their index in it.
pub trait Contents {
    fn data(&self, recipe: u16, index: u32) -> Vec<u8>;
    /// The key that a record was sent with.
    fn partition_key(&self, recipe: u16, index: u32) -> Vec<u8>;
}

/// For services that are told nothing made up: in tests.
impl Contents for () {
    fn data(&self, _: u16, _: u32) -> Vec<u8> {
        Vec::new()
    }
    fn partition_key(&self, _: u16, _: u32) -> Vec<u8> {
        Vec::new()
    }
}
