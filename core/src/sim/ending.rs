//! Faults that last for a time and are then undone: a zone resumes, a clock is set right, a poison record is one no more.
use super::{Command, Error, Fault, Reply, Sim, Sink, Timer};
use crate::base::Duration;
use crate::client::ActorId;
use crate::client::InvalidSpec;
use crate::client::kcl::WorkerId;
use crate::kinesis::Kinesis;
use crate::kinesis::ShardId;
use crate::service::Principal;

/// Longest fault.
pub(super) const LONGEST: Duration = Duration::from_hours(24);

/// What ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    Zone(u8),
    Clock(ActorId, WorkerId),
    Poison(ActorId, ShardId, u64),
    MappingPoison(ActorId, ShardId, u64),
}

impl Sim {
    /// Carries out a fault and has it undone after `length`. A later fault of the same kind takes its place.
    pub(super) fn for_a_time(
        &mut self,
        fault: &Command,
        length: Duration,
        trace: &mut dyn Sink,
    ) -> Result<Reply, Error> {
        if length > LONGEST || length == Duration::ZERO {
            return Err(InvalidSpec::new("fault", "a fault lasts for some time, 24 hours at most").into());
        }
        let ending = self.ending_of(fault).ok_or_else(|| InvalidSpec::new("fault", "this does not end by itself"))?;
        let reply = self.submit(fault, trace)?;
        let at = self.now + length;
        self.endings.retain(|(of, _)| *of != ending);
        self.endings.push((ending, at));
        self.schedule(at, 0, Timer::FaultEnds(ending));
        Ok(reply)
    }

    fn ending_of(&self, fault: &Command) -> Option<Ending> {
        let end = |stream, shard| Some(self.services.kinesis.stream(stream)?.shard(shard)?.log.end());
        if let Command::PauseZone(zone) = *fault {
            return Some(Ending::Zone(zone));
        }
        let Command::Fault(fault) = fault else { return None };
        if let Fault::Skew { application, worker, .. } = *fault {
            return Some(Ending::Clock(application, worker));
        }
        if let Fault::Poison { application, shard } = *fault {
            let next = end(self.actors.application(application)?.stream, shard)?;
            return Some(Ending::Poison(application, shard, next));
        }
        let Fault::PoisonFunction { function: mapping, shard } = *fault else { return None };
        let next = end(self.actors.function(mapping)?.stream, shard)?;
        Some(Ending::MappingPoison(mapping, shard, next))
    }

    /// Somebody has decided anew about what would have ended by itself.
    pub(super) fn forget_endings(&mut self, command: &Command) {
        // Without a time it stays until somebody sets it right.
        let again = self.ending_of(command);
        let is_over = |ending: Ending| {
            again == Some(ending)
                || match ending {
                    Ending::Zone(zone) => *command == Command::ResumeZone(zone),
                    Ending::Clock(..) => false,
                    Ending::Poison(application, ..) => *command == Command::Fault(Fault::Heal { application }),
                    Ending::MappingPoison(function, ..) => *command == Command::Fault(Fault::HealFunction { function }),
                }
        };
        let kept = self.endings.iter().filter(|(ending, _)| !is_over(*ending)).copied().collect();
        self.endings = kept;
    }

    pub(super) fn fault_ends(&mut self, ending: Ending, trace: &mut dyn Sink) {
        let Some(place) = self.endings.iter().position(|of| *of == (ending, self.now)) else { return };
        self.endings.swap_remove(place);
        debug_assert!(self.endings.iter().all(|(of, _)| *of != ending), "a fault ends once");
        match ending {
            Ending::Zone(zone) => {
                // Somebody may have resumed it meanwhile.
                let _ = self.with(Principal::User, trace, |kinesis: &mut Kinesis, context, out| {
                    kinesis.resume_zone(context.now, zone, out)
                });
            }
            Ending::Clock(application, worker) => {
                let of = self.actors.application_mut(application);
                if let Some(worker) = of.and_then(|application| application.workers.get_mut(&worker)) {
                    worker.clock_ahead_micros = 0;
                }
            }
            Ending::Poison(application, shard, ordinal) => {
                if let Some(application) = self.actors.application_mut(application) {
                    application.poison.remove(&(shard, ordinal));
                }
            }
            Ending::MappingPoison(mapping, shard, ordinal) => {
                if let Some(mapping) = self.actors.function_mut(mapping) {
                    mapping.poison.remove(&(shard, ordinal));
                }
            }
        }
    }
}
