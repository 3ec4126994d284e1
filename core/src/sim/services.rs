//! The services of a run, side by side, and the one way to call them.
use super::{Config, Event, Sim, Sink, Timer};
use crate::base::ActorId;
use crate::service::{Context, Out, Principal, Service, Source, enum_of_services, services};
use alloc::collections::VecDeque;
use alloc::sync::Arc;

services! { enum_of_services! {
    /// What services have asked of others, and nobody has carried out yet.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(super) enum Effect of Effect {}
} }

/// What the simulator adds to a service: its place in a run. The table writes it.
pub(super) trait Hosted: super::routing::Routed {
    /// Where its timers stand among those of the same instant.
    const CLASS: u8;
    fn place(services: &mut Services) -> &mut Arc<Self>;
    fn out(outs: &mut Outs) -> &mut Out<Self>;
    fn event(event: Self::Event) -> Event;
    fn timer(timer: Self::Timer) -> Timer;
    fn effect(effect: Self::Effect) -> Effect;
}

macro_rules! host {
    ([$($Name:ident $folder:ident $class:literal),*]) => {
        /// The services of a run.
        #[derive(Debug, PartialEq, Eq)]
        pub(super) struct Services {
            $(pub $folder: Arc<crate::$folder::$Name>,)*
        }

        /// Room for what services say, so that no call has to ask for memory.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub(super) struct Outs {
            $($folder: Out<crate::$folder::$Name>,)*
        }

        impl Clone for Services {
            fn clone(&self) -> Self {
                Self { $($folder: super::routing::Routed::copy(&self.$folder),)* }
            }
        }

        impl Services {
            pub fn new(config: &Config) -> Self {
                Self { $($folder: Arc::new(super::routing::Routed::begin(config)),)* }
            }

            /// Bytes of all of them, by lengths.
            pub fn heap_bytes(&self) -> u64 {
                0 $(+ self.$folder.heap_bytes())*
            }

            /// Bytes that these copies keep alive beside others.
            pub fn bytes_beside(&self, other: &Self) -> u64 {
                // Also where both are still one: the next change makes them two.
                0 $(+ self.$folder.bytes_beside(&other.$folder))*
            }

            pub fn check(&self) {
                $(self.$folder.check();)*
            }
        }

        impl Sim {
            $(
                /// The service, to be looked at: requests change it.
                pub fn $folder(&self) -> &crate::$folder::$Name {
                    &self.services.$folder
                }
            )*

            /// A service's timer is due.
            #[inline(never)]
            pub(super) fn service_wakes(&mut self, timer: ServiceTimer, trace: &mut dyn Sink) {
                match timer {
                    $(ServiceTimer::$Name(timer) => {
                        self.with(Principal::User, trace, |service: &mut crate::$folder::$Name, context, out| {
                            service.wake(context, timer, out);
                        });
                    })*
                }
            }

            /// What has expired in the services is dropped from memory.
            pub(super) fn trim_services(&mut self, trace: &mut dyn Sink) {
                $(self.with(Principal::User, trace, |service: &mut crate::$folder::$Name, context, out| {
                    service.trim(context, out);
                });)*
            }

            fn route(&mut self, effect: Effect, trace: &mut dyn Sink) {
                match effect {
                    $(Effect::$Name(effect) => <crate::$folder::$Name as super::routing::Routed>::route(self, effect, trace),)*
                }
            }
        }

        $(impl Hosted for crate::$folder::$Name {
            const CLASS: u8 = $class;
            fn place(services: &mut Services) -> &mut Arc<Self> {
                &mut services.$folder
            }
            fn out(outs: &mut Outs) -> &mut Out<Self> {
                &mut outs.$folder
            }
            fn event(event: Self::Event) -> Event {
                Event::$Name(event)
            }
            fn timer(timer: Self::Timer) -> Timer {
                Timer::Service(ServiceTimer::$Name(timer))
            }
            fn effect(effect: Self::Effect) -> Effect {
                Effect::$Name(effect)
            }
        })*

        impl ServiceTimer {
            /// Order of different timers at the same instant.
            pub const fn class(&self) -> u8 {
                match self {
                    $(Self::$Name(_) => $class,)*
                }
            }
        }
    };
}

services! { enum_of_services! {
    /// What a service has to be woken for.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(super) enum ServiceTimer of Timer {}
} }
services! { host! {} }

impl Sim {
    /// Calls a service now, on somebody's behalf, and passes on what it says.
    pub(super) fn with<S: Hosted, T>(
        &mut self,
        by: Principal,
        trace: &mut dyn Sink,
        call: impl FnOnce(&mut S, &Context<'_>, &mut Out<S>) -> T,
    ) -> T {
        let mut out = core::mem::take(S::out(&mut self.outs));
        out.wants_records = trace.wants_records();
        let source = if let Principal::Service(_) = by { Source::Aws } else { Source::Internet };
        let context = Context { now: self.now, principal: by, source, contents: &self.sources };
        let result = call(Arc::make_mut(S::place(&mut self.services)), &context, &mut out);
        out.events.drain(..).for_each(|event| trace.record(self.now, S::event(event)));
        for (at, timer) in out.timers.drain(..) {
            self.queue.push(at, S::CLASS, 0, S::timer(timer));
        }
        self.effects.extend(out.effects.drain(..).map(S::effect));
        debug_assert!(
            out.events.is_empty() && out.timers.is_empty() && out.effects.is_empty(),
            "all of it was passed on"
        );
        *S::out(&mut self.outs) = out;
        self.carry_out_effects(trace);
        result
    }

    /// The same for one of the actors of the run.
    pub(super) fn call<S: Hosted, T>(
        &mut self,
        actor: ActorId,
        trace: &mut dyn Sink,
        call: impl FnOnce(&mut S, &Context<'_>, &mut Out<S>) -> T,
    ) -> T {
        self.with(Principal::Actor(actor), trace, call)
    }

    /// One effect after the other, in the order in which they were asked for. What one of them sets off stands behind those
    /// that wait: however long a chain is, it is a loop.
    fn carry_out_effects(&mut self, trace: &mut dyn Sink) {
        if self.is_routing || self.effects.is_empty() {
            return;
        }
        self.is_routing = true;
        while let Some(effect) = self.effects.pop_front() {
            self.route(effect, trace);
        }
        debug_assert!(self.effects.is_empty(), "whatever was asked for is done");
        self.is_routing = false;
    }
}

/// Effects that wait; none do between two steps.
pub(super) type Effects = VecDeque<Effect>;
