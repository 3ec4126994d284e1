//! The fault simulation: a random mix of load, resharding and faults from a seed; then everything is healed, and every
//! lag must come to nothing. [`checkers`] look at nothing but the trace.
pub mod checkers;
mod generator;

use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::Kind;
use shardscope_core::client::kcl::Application;
use shardscope_core::kinesis::ZONES;
use shardscope_core::sim::{Command, Config, Event, Fault, Sim, Sink};

/// Everything that happened, record by record.
#[derive(Clone, Debug, Default)]
pub struct Trace(pub Vec<(Instant, Event)>);

impl Sink for Trace {
    fn record(&mut self, at: Instant, event: Event) {
        self.0.push((at, event));
    }
    fn wants_records(&self) -> bool {
        true
    }
}

/// Simulated time for the random part, and for the way back to health.
const RANDOM: Duration = Duration::from_secs(240);
const HEALING: Duration = Duration::from_secs(30 * 60);

/// A run of a seed, to its end. Errors: what is wrong, by the checker that found it.
pub fn run(seed: u64) -> Result<Trace, String> {
    let (sim, trace) = play(seed);
    checkers::all(&trace)?;
    let behind = behind(&sim);
    if behind.is_empty() {
        Ok(trace)
    } else {
        Err(format!("liveness: after 30 minutes of health {}", behind.join("; ")))
    }
}

/// The trace of a seed, whatever it shows.
pub fn trace_of(seed: u64) -> Trace {
    play(seed).1
}

fn play(seed: u64) -> (Sim, Trace) {
    let mut config = Config { seed, ..Config::default() };
    config.account.lifecycle = Duration::from_secs(2);
    let (mut sim, mut trace) = (Sim::new(config), Trace::default());
    let end = sim.now() + RANDOM;
    let mut generator = generator::Generator::new(seed);
    while sim.now() < end {
        for command in generator.next(&sim) {
            // Whatever a run refuses changes nothing.
            let _ = sim.submit(&command, &mut trace);
        }
        let pause = Duration::from_millis(generator.pause_millis());
        sim.step((sim.now() + pause).min(end), u64::MAX, &mut trace);
    }
    heal(&mut sim, &mut trace);
    let end = sim.now() + HEALING;
    while sim.now() < end && !behind(&sim).is_empty() {
        sim.step(sim.now() + Duration::from_secs(30), u64::MAX, &mut trace);
    }
    (sim, trace)
}

/// Stops the producers, ends every fault, and gives each application a worker that runs.
fn heal(sim: &mut Sim, trace: &mut Trace) {
    let producers: Vec<_> = sim.producers().map(|producer| producer.id).collect();
    let applications: Vec<_> = sim.applications().map(|application| application.id).collect();
    let mut commands: Vec<Command> = (0..ZONES as u8).map(Command::ResumeZone).collect();
    commands.extend(producers.into_iter().map(|id| Command::Remove(Kind::Producer, id)));
    let functions: Vec<_> = sim.mappings().map(|mapping| mapping.id).collect();
    commands.extend(functions.into_iter().map(|function| Command::Fault(Fault::HealFunction { function })));
    for id in applications {
        commands.push(Command::Fault(Fault::Heal { application: id }));
        commands.push(Command::AddWorker(id));
    }
    for command in commands {
        let _ = sim.submit(&command, trace);
    }
}

/// What is not worked off yet.
fn behind(sim: &Sim) -> Vec<String> {
    let functions = sim.mappings().filter_map(|mapping| {
        let stream = sim.kinesis().stream(mapping.stream)?;
        let waits = stream.shards.iter().find(|shard| match mapping.processed(shard.id) {
            Some(done) => done < shard.log.end(),
            None => !mapping.ended.contains(&shard.id),
        })?;
        Some(format!("the function has not worked off {}", waits.id))
    });
    sim.applications().filter_map(|application| lag(sim, application)).chain(functions).collect()
}

/// What an application has not read yet, if anything.
fn lag(sim: &Sim, application: &Application) -> Option<String> {
    let stream = sim.kinesis().stream(application.stream)?;
    let waits = stream.shards.iter().find_map(|shard| match application.processed(shard, sim.now()) {
        Some(done) if done < shard.log.end() => Some(format!("{} at {done} of {}", shard.id, shard.log.end())),
        // An open shard without a lease: its parents have not ended.
        None if shard.is_open() && !application.table.leases.contains_key(&shard.id) => {
            Some(format!("no lease for {}", shard.id))
        }
        _ => None,
    })?;
    Some(format!("{} has {waits}", application.spec.name))
}
