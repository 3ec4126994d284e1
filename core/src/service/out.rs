//! What a service has to say while it works on a call.
use super::Service;
use crate::base::Instant;
use alloc::vec::Vec;
use core::fmt;

/// Takes what a service says, in its order. The caller of the service passes it on.
pub struct Out<S: Service> {
    pub events: Vec<S::Event>,
    pub timers: Vec<(Instant, S::Timer)>,
    pub effects: Vec<S::Effect>,
    /// Whether an event is wanted for each record that is accepted, too.
    pub wants_records: bool,
}

impl<S: Service> Out<S> {
    pub fn emit(&mut self, event: S::Event) {
        self.events.push(event);
    }
    /// Has the service woken at `at`.
    pub fn wake(&mut self, at: Instant, timer: S::Timer) {
        self.timers.push((at, timer));
    }
    /// Asks something of others.
    pub fn effect(&mut self, effect: S::Effect) {
        self.effects.push(effect);
    }
}

impl<S: Service> Default for Out<S> {
    fn default() -> Self {
        Self { events: Vec::new(), timers: Vec::new(), effects: Vec::new(), wants_records: false }
    }
}

/// It is no part of a run: a copy begins with nothing, and any two are equal.
impl<S: Service> Clone for Out<S> {
    fn clone(&self) -> Self {
        Self::default()
    }
}
impl<S: Service> PartialEq for Out<S> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl<S: Service> Eq for Out<S> {}

impl<S: Service> fmt::Debug for Out<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Out({} events, {} timers, {} effects)", self.events.len(), self.timers.len(), self.effects.len())
    }
}
