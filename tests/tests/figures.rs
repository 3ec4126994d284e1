//! Every figure that a run tells of itself, in a run of everything and in one of calls: counts, answers, causes, pictures' data,
//! forms. They are what they were; a commit that changes a line of tests/figures says why.
use md5::Digest;
use shardscope_core::base::Duration;
use shardscope_core::cli;
use shardscope_core::client::settings::Input;
use shardscope_core::report::RunState;
use shardscope_core::script::{Script, command_line};
use shardscope_core::sim::{Command, Flights, Sim};
use shardscope_core::{api, why};
use shardscope_tests::golden::{TraceDigest, everything};
use shardscope_tests::mixes::command;
use shardscope_tests::runs::{read, runs};
use std::fmt::Write;
use std::path::Path;

/// What an external hand checks: the file as it is kept. Writes what it should be beside it, where it differs.
fn is_kept(name: &str, now: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("figures");
    let kept = std::fs::read_to_string(folder.join(name)).unwrap_or_default();
    if kept != now {
        let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/figures");
        std::fs::create_dir_all(&target).expect("a folder");
        std::fs::write(target.join(name), now).expect("a file");
        let lines = || kept.lines().zip(now.lines()).enumerate();
        let first = lines().find(|(_, (kept, now))| kept != now);
        panic!("tests/figures/{name} is not what the run says; target/figures/{name} is. First: {first:?}");
    }
}

/// All that can be asked of a run without changing it.
fn figures(sim: &Sim) -> String {
    let mut text = serde_json::to_string_pretty(&RunState::of(sim)).expect("a state is plain data");
    let _ = writeln!(text, "\nnow {} steps {} bytes {}", sim.now().as_micros(), sim.steps(), sim.heap_bytes());
    for (id, actor) in sim.actors() {
        let spec = actor.spec();
        let fields = spec.form().into_iter().map(|field| match field.input {
            Input::Number { value, unit, least, most } => {
                format!("{} {} of {} to {}", field.name, unit.text(value), unit.text(least), unit.text(most))
            }
            Input::Flag(is) => format!("{} {is}", field.name),
            Input::Choice { text, .. } => format!("{} {text}", field.name),
        });
        let _ = writeln!(text, "{} {}: {}", spec.kind().word(), id.0, fields.collect::<Vec<_>>().join(", "));
        let all = Command::changed(id, &spec.kind().unnamed(), &spec).map(|command| command_line(&command));
        let _ = writeln!(text, "  set {}", all.unwrap_or_default());
        let _ = writeln!(text, "  lags {:?}\n  why {:?}", why::lags(sim, id), why::actor(sim, id));
    }
    let mut flights = Flights::default();
    for stream in sim.kinesis().streams() {
        sim.flights(stream.id, 50, &mut flights);
        let _ = writeln!(text, "{}: {} in flight, each {}", stream.name, flights.total, flights.each);
        for flight in &flights.records {
            let _ = writeln!(text, "  {} {} {}", flight.producer.0, flight.hash_key, flight.refused);
        }
        for shard in &stream.shards {
            let first = shard.log.live_from(stream.horizon(sim.now()));
            let mut tail = Vec::new();
            sim.log_tail(stream.id, shard.id, shard.log.end().saturating_sub(5).max(first), 3, |at, key| {
                tail.push((at, key))
            });
            let _ = writeln!(text, "  {} {:?} {tail:?}", shard.id, why::shard(sim, stream.id, shard.id));
            if let Some(record) = sim.inspect(stream.id, shard.id, first) {
                let (key, data) =
                    (String::from_utf8_lossy(&record.partition_key), String::from_utf8_lossy(&record.data));
                let _ = writeln!(
                    text,
                    "    {key} {} {}",
                    record.sequence_number,
                    &data.chars().take(60).collect::<String>()
                );
            }
        }
    }
    for queue in sim.sqs().queues() {
        let _ = writeln!(text, "{}: {:?}", queue.name, why::queue(sim, queue.id));
    }
    for topic in sim.sns().topics() {
        let _ = writeln!(text, "{}: {:?}", topic.name, why::topic(sim, topic.id));
    }
    text
}

#[test]
fn the_run_of_everything_says_of_itself_what_it_said() {
    let (sim, _) = everything(Duration::from_hours(1), &mut ());
    is_kept("everything.out.txt", &figures(&sim));
}

/// Each run that is kept, with a reader of every kind on each of its streams: digests of its trace and of its figures.
#[test]
fn runs_that_are_kept_go_as_they_went() {
    let mut text = String::new();
    for path in runs() {
        let script = Script::parse(&read(&path)).expect("a script");
        let (mut sim, mut trace) = (Sim::new(script.config.clone()), TraceDigest::default());
        for logged in &script.commands {
            let at = script.config.epoch + Duration::from_micros(logged.at_micros);
            sim.step(at, MOST, &mut trace);
            let _ = sim.submit(&logged.command, &mut trace);
        }
        let streams: Vec<String> = sim.kinesis().streams().map(|stream| stream.name.clone()).collect();
        for line in streams.iter().flat_map(|stream| READERS.lines().map(move |line| line.replace("STREAM", stream))) {
            if !line.starts_with('#') {
                // A stream that has gone has no readers; what is refused is in the trace of nobody.
                let _ = sim.submit(&command(&line), &mut trace);
            }
        }
        for _ in 0..3 {
            sim.step(sim.now() + Duration::from_secs(20), MOST, &mut trace);
        }
        let digest = md5::Md5::digest(figures(&sim).as_bytes());
        let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        let (name, events) = (path.file_name().expect("a file").to_string_lossy().into_owned(), trace.events);
        let _ = writeln!(text, "{name} {} {digest} {events} {}", trace.with_state(&sim), sim.steps());
    }
    is_kept("runs.out.txt", &text);
}

/// Timers of a stretch of a run.
const MOST: u64 = 100_000;

const READERS: &str = include_str!("../corpus/readers.txt");

/// Each line of a script of calls with what it was answered, and as other languages say it.
#[test]
fn calls_are_answered_as_they_were() {
    let script =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/figures/calls.in.txt")).expect("it lies there");
    let script = Script::parse(&script).expect("a script");
    let mut sim = Sim::new(script.config.clone());
    let mut text = String::new();
    for logged in &script.commands {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        let _ = writeln!(text, "{}", command_line(&logged.command));
        match sim.submit(&logged.command, &mut ()) {
            Ok(reply) => {
                let answer = api::answer(&sim, &logged.command, &reply);
                let _ = writeln!(text, "  {}", answer.map(|answer| answer.to_string()).unwrap_or_default());
            }
            Err(error) => drop(writeln!(text, "  refused: {}", api::of_error(error))),
        }
        if let Some((service, operation, body)) = api::encode(&logged.command) {
            let one_line = |text: String| text.replace('\n', " ");
            let _ = writeln!(text, "  {}", one_line(cli::boto3(service, operation, &body)));
            let _ = writeln!(text, "  {}", one_line(cli::javascript(service, operation, &body)));
        }
    }
    text.push_str(&figures(&sim));
    is_kept("calls.out.txt", &text);
}
