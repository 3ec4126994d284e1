//! The fault simulation: a random mix of load, resharding and faults from a seed; then everything is healed, and every
//! lag must come to nothing. [`checkers`] look at nothing but the trace.
pub mod checkers;
mod generator;

use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::kcl::Application;
use shardscope_core::client::lab::{Lane, Receiver};
use shardscope_core::client::message_lambda::MessageFunction;
use shardscope_core::client::{Kind, Position, Reader};
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
    promises(&sim)?;
    sim.check();
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
    // Nothing more is sent, nobody crashes, and somebody is there to receive.
    let lanes: Vec<_> = sim.lanes().map(|lane| (lane.id.0, if is_for_function(sim, lane) { 0 } else { 3 })).collect();
    let calm = |(lane, consumers)| {
        crate::mixes::command(&format!("set-lane {lane} --rate 0 --failures 0% --consumers {consumers}"))
    };
    commands.extend(lanes.into_iter().map(calm));
    let well = |of: &MessageFunction| {
        let settings = "--failures 0% --poison 0% --concurrency 50 --work 1ms --invocation 20ms";
        crate::mixes::command(&format!("set-message-lambda {} {settings}", of.id.0))
    };
    commands.extend(sim.message_functions().map(well));
    for command in commands {
        let _ = sim.submit(&command, trace);
    }
}

/// What is not processed yet.
fn behind(sim: &Sim) -> Vec<String> {
    let functions = sim.mappings().filter_map(|mapping| {
        let stream = sim.kinesis().stream(mapping.stream)?;
        let waits = stream.shards.iter().find(|shard| match mapping.processed(shard.id) {
            Some(done) => done < shard.log.end(),
            None => !mapping.ended.contains(&shard.id),
        })?;
        Some(format!("the function has not processed {}", waits.id))
    });
    let lanes = sim.lanes().filter_map(|lane| unfinished(sim, lane));
    let events = sim.message_functions().filter(|of| !of.events.is_empty());
    let events = events.map(|of| format!("{} has {} events to process", of.spec.function_name, of.events.len()));
    let applications = sim.applications().filter_map(|application| lag(sim, application));
    let readers = sim.readers().filter_map(|reader| unread(sim, reader));
    applications.chain(readers).chain(functions).chain(lanes).chain(events).collect()
}

/// A shard that a polling reader has not read to its end, if there is one.
fn unread(sim: &Sim, reader: &Reader) -> Option<String> {
    let stream = sim.kinesis().stream(reader.stream)?;
    let waits = stream.shards.iter().find(|shard| match reader.shards.get(&shard.id).map(|of| of.position) {
        Some(Position::At(next)) => next < shard.log.end(),
        Some(Position::Ended) => shard.is_open(),
        Some(Position::WaitsForParents) | None => true,
    })?;
    Some(format!("{} has not read {}", reader.spec.name, waits.id))
}

/// What a lane has not sent, or its consumers have not received of its queues, if anything.
fn unfinished(sim: &Sim, lane: &Lane) -> Option<String> {
    let waiting = lane.sender.waiting();
    let queues = lane.receivers.iter().filter_map(|receiver| sim.sqs().queue(receiver.queue?));
    let kept: usize = queues.map(|queue| queue.messages().count()).sum();
    let outstanding = |of: &Receiver| of.check.outstanding(lane.sender.taken - of.from);
    let by_consumers: u64 = lane.receivers.iter().filter(|of| of.queue.is_some()).map(outstanding).sum();
    let lost = match reader_of(sim, lane) {
        // Nothing but this lane sends to its queue.
        Some(function) => {
            let tally = &function.results.tally;
            lane.sender.taken.saturating_sub(tally.processed - tally.duplicates)
        }
        None => by_consumers,
    };
    let name = &lane.spec.name;
    (waiting > 0 || kept > 0 || lost > 0).then(|| {
        format!("lane {name} has {waiting} messages to send, {kept} in its queues, and {lost} that nobody has received")
    })
}

/// The function that receives what a lane sends, where one does.
fn reader_of<'a>(sim: &'a Sim, lane: &Lane) -> Option<&'a MessageFunction> {
    sim.message_functions().find(|function| function.spec.queue_name == lane.spec.target.name())
}

fn is_for_function(sim: &Sim, lane: &Lane) -> bool {
    reader_of(sim, lane).is_some()
}

/// What a FIFO queue promises, whatever was done.
fn promises(sim: &Sim) -> Result<(), String> {
    for function in sim.message_functions().filter(|of| of.spec.queue_name.ends_with(".fifo")) {
        if function.results.tally.reordered > 0 {
            let name = &function.spec.function_name;
            return Err(format!(
                "{name}: {} messages of a FIFO queue came out of order",
                function.results.tally.reordered
            ));
        }
    }
    for lane in sim.lanes() {
        for receiver in &lane.receivers {
            let check = &receiver.check;
            let is_fifo = receiver.queue.and_then(|id| sim.sqs().queue(id)).is_some_and(|queue| queue.is_fifo());
            // Who was received twice came in order the first time.
            if is_fifo && check.out_of_order > 0 {
                return Err(format!(
                    "lane {}: {} messages of a FIFO queue came out of order",
                    lane.spec.name, check.out_of_order
                ));
            }
        }
    }
    Ok(())
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
