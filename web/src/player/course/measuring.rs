//! What a lesson measures, found out while its run is played: each number from a second look at the run, as far as it has been
//! played. So it is the same whether the run was played, sought, loaded or undone.
use super::{Course, Player};
use crate::measure::Watch;
use crate::story::{Measure, Of};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script::Logged;
use shardscope_core::sim::Step;
use shardscope_core::timeline::Cursor;
use std::collections::VecDeque;
use std::sync::Arc;

/// Timers between two looks at the clock.
pub(super) const BUDGET: u64 = 512;

/// A log, as far as it counts for something that was found out.
pub(super) type Log = Vec<Arc<Logged>>;

/// Whether two logs are the same, command by command.
pub(super) fn are_same(one: &[Arc<Logged>], other: &[Arc<Logged>]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| Arc::ptr_eq(one, other) || one == other)
}

/// The measurements of a story, by their place.
#[derive(Default)]
pub struct Measuring {
    each: Vec<Option<Looking>>,
    /// Which log they are of: its branch, its length, its last command.
    of: Option<(usize, usize, usize)>,
}

/// A run that is looked at once more.
struct Looking {
    log: Log,
    at: Instant,
    /// Until it was found.
    cursor: Option<Box<Cursor<()>>>,
    /// The measurements that were known when it began.
    named: Vec<Option<f64>>,
    left: VecDeque<Instant>,
    watch: Watch,
    /// What was found, once it was: perhaps no number.
    found: Option<Option<f64>>,
}

impl Measuring {
    /// What is known, by place; `None` where nothing is yet, or where there is no number.
    pub fn values(&self) -> Vec<Option<f64>> {
        self.each.iter().map(|looking| looking.as_ref()?.found?).collect()
    }

    /// Whether a measurement has come to an end.
    pub fn is_known(&self, place: usize) -> bool {
        self.each.get(place).and_then(Option::as_ref).is_some_and(|looking| looking.found.is_some())
    }

    /// Goes on measuring while there is time.
    pub(super) fn advance(&mut self, course: &Course, player: &Player, mut has_time: impl FnMut() -> bool) {
        let measures = &course.story.measures;
        self.each.resize_with(measures.len(), || None);
        let log = player.timeline.log();
        let last = log.last().map_or(0, |last| Arc::as_ptr(last) as usize);
        let of = Some((player.timeline.current(), log.len(), last));
        let is_same = std::mem::replace(&mut self.of, of) == of;
        for (place, measure) in measures.iter().enumerate() {
            if is_same && self.is_known(place) {
                continue;
            }
            let plan = plan(course, player, measure);
            let named = self.values()[..place].to_vec();
            let is_current = match (&self.each[place], &plan) {
                (Some(looking), Some((log, at))) => {
                    looking.at == *at && looking.named == named && are_same(&looking.log, log)
                }
                (None, None) => true,
                _ => false,
            };
            if !is_current {
                self.each[place] = plan.and_then(|(log, at)| Looking::new(log, at, measure, named, player));
            }
            let Some(looking) = &mut self.each[place] else { continue };
            while looking.found.is_none() {
                if !has_time() {
                    return;
                }
                looking.go_on(measure, player.timeline.epoch());
            }
        }
    }
}

/// The log of the run that is measured, and when; `None` before the run has come there.
fn plan(course: &Course, player: &Player, measure: &Measure) -> Option<(Log, Instant)> {
    let epoch = player.timeline.epoch();
    let begin = if measure.at.step == 0 { epoch } else { course.entered(player, measure.at.step)? };
    let at = begin + measure.at.after;
    if at > player.now() {
        return None;
    }
    let all = player.timeline.log();
    let upto = |at: Instant| all.partition_point(|logged| epoch.as_micros() + logged.at_micros <= at.as_micros());
    let mut log = match measure.of {
        Of::Run => all[..upto(at)].to_vec(),
        Of::Nothing => all[..course.note_of(player, measure.step)?].to_vec(),
        Of::Reference => Vec::new(),
    };
    if measure.of == Of::Reference {
        let (place, challenge) = course.story.challenge()?;
        let own = course.note_of(player, place)? + 1 + course.at_once(place);
        log.extend_from_slice(&all[..own.min(all.len())]);
        let begin = course.entered(player, place)?;
        // What the step does later happens beside what wins.
        let later = course.story.steps[place].lines.iter().filter(|line| line.after > Duration::ZERO);
        let mut lines: Vec<_> = later.chain(&challenge.reference).collect();
        lines.sort_by_key(|line| line.after);
        for line in lines {
            let at_micros = (begin + line.after).since(epoch).as_micros();
            log.push(Arc::new(Logged { at_micros, command: course.command(player, &line.text).ok()? }));
        }
    }
    Some((log, at))
}

impl Looking {
    fn new(log: Log, at: Instant, measure: &Measure, named: Vec<Option<f64>>, player: &Player) -> Option<Self> {
        let moments = measure.number.moments(at, player.timeline.epoch());
        let first = *moments.first()?;
        // The run that is played is the same up to where the logs part.
        let all = player.timeline.log();
        let same = log.iter().zip(all).take_while(|(one, other)| one == other).count();
        let parted = all.get(same).map_or(first, |logged| player.timeline.epoch() + micros(logged.at_micros));
        let look = player.timeline.look(player.timeline.current(), first.min(parted))?;
        let look = if look.done > same {
            player.timeline.look(player.timeline.current(), player.timeline.epoch())?
        } else {
            look
        };
        let cursor = Some(Box::new(Cursor { sim: look.sim, sink: (), done: look.done }));
        let watch = Watch::of([&measure.number], named.clone());
        Some(Self { log, at, cursor, named, left: moments.into_iter().collect(), watch, found: None })
    }

    /// Goes on for a while.
    fn go_on(&mut self, measure: &Measure, epoch: Instant) {
        let (Some(&next), Some(cursor)) = (self.left.front(), &mut self.cursor) else {
            self.found = Some(measure.number.value(self.at, epoch, &self.watch));
            // A number is all that is left of it.
            (self.cursor, self.watch) = (None, Watch::default());
            return;
        };
        match cursor.step(&self.log, next, BUDGET).0 {
            Step::Reached => {
                self.watch.look(&cursor.sim);
                self.left.pop_front();
            }
            Step::OutOfBudget => {}
            // What does not fit into the memory is not measured.
            Step::OutOfMemory => (self.found, self.cursor) = (Some(None), None),
        }
    }
}

fn micros(of: u64) -> shardscope_core::base::Duration {
    shardscope_core::base::Duration::from_micros(of)
}
