//! Every figure that a run tells of itself, in a run of everything and in one of calls: counts, answers, causes, pictures' data,
//! forms. They are what they were; a commit that changes a line of tests/figures says why.
use md5::Digest;
use shardscope_core::api::Service;
use shardscope_core::base::{Duration, Instant, Rng};
use shardscope_core::cli;
use shardscope_core::client::settings::Input;
use shardscope_core::report::RunState;
use shardscope_core::script::{Script, command_line};
use shardscope_core::sim::{Command, Config, Flights, Sim};
use shardscope_core::timeline::Timeline;
use shardscope_core::wire::{Member, Shape, Value};
use shardscope_core::{api, why};
use shardscope_tests::golden::{TraceDigest, everything};
use shardscope_tests::mixes::{Mix, command};
use shardscope_tests::runs::{read, runs};
use std::borrow::Cow;
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
        let same = kept.lines().zip(now.lines()).take_while(|(kept, now)| kept == now).count();
        let (kept, now) = (kept.lines().nth(same), now.lines().nth(same));
        panic!(
            "tests/figures/{name} is not what the run says; target/figures/{name} is. Line {}: {kept:?}, now {now:?}",
            same + 1
        );
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

fn digest(text: &str) -> String {
    md5::Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
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
        let digest = digest(&figures(&sim));
        let (name, events) = (path.file_name().expect("a file").to_string_lossy().into_owned(), trace.events);
        let _ = writeln!(text, "{name} {} {digest} {events} {}", trace.with_state(&sim), sim.steps());
    }
    is_kept("runs.out.txt", &text);
}

/// Timers of a stretch of a run.
const MOST: u64 = 100_000;

const READERS: &str = include_str!("../corpus/readers.txt");

/// Random runs in which everything meets everything: digests of their answers, traces and figures.
#[test]
fn random_runs_go_as_they_went() {
    let mut text = String::new();
    for seed in 0..24 {
        let mut config = Config { seed, ..Config::default() };
        config.account.lifecycle = Duration::from_secs(2);
        let mix = if seed % 2 == 0 { Mix::new(seed) } else { Mix::on_the_second(seed) };
        let (mut sim, mut mix, mut trace) = (Sim::new(config), mix, TraceDigest::default());
        let (mut answers, mut before) = (String::new(), sim.clone());
        for act in 0..70 {
            let command = command(&mix.line(&sim));
            let answer = sim.submit(&command, &mut trace).map(|reply| api::answer(&sim, &command, &reply));
            let _ = writeln!(answers, "{answer:?}");
            let until = sim.now() + mix.pause();
            sim.step(until, MOST, &mut trace);
            if act % 10 == 0 {
                let _ = writeln!(answers, "{} {}", sim.bytes_beside(&before), before.bytes_beside(&sim));
                before.clone_from(&sim);
            }
        }
        answers.push_str(&figures(&sim));
        let events = trace.events;
        let (trace, answers) = (trace.with_state(&sim), digest(&answers));
        let _ = writeln!(text, "{seed} {trace} {answers} {events} {}", sim.steps());
    }
    is_kept("mixes.out.txt", &text);
}

/// Random ways through time: where branches leave, what checkpoints there are, and what they keep.
#[test]
fn ways_through_time_go_as_they_went() {
    let mut text = String::new();
    for seed in 0..10 {
        let mut config = Config { seed, ..Config::default() };
        config.account.lifecycle = Duration::from_secs(2);
        let mix = if seed % 2 == 0 { Mix::new(seed) } else { Mix::on_the_second(seed) };
        let (mut timeline, mut mix, mut way) = (Timeline::<()>::new(config), mix, Rng::of_actor(seed, 7));
        let mut way_there = String::new();
        for _ in 0..40 {
            let _ = timeline.act(command(&mix.line(timeline.sim())));
            timeline.step(timeline.now() + mix.pause(), MOST);
        }
        for _ in 0..100 {
            let (begin, now) = (timeline.epoch(), timeline.now());
            let some_time = begin + Duration::from_micros(way.below(1 + now.since(begin).as_micros()));
            let branches = timeline.branches().len() as u64;
            let did = match way.below(28) {
                0..=8 => format!("{:?}", timeline.act(command(&mix.line(timeline.sim()))).is_ok()),
                9 | 10 => format!("{:?}", timeline.seek(some_time)),
                11..=16 => format!("{}", timeline.step_event()),
                17 => format!("{:?}", timeline.undo().map(|target| timeline.step(target, MOST))),
                18 => format!("{:?}", timeline.redo().map(|target| timeline.step(target, MOST))),
                19 if branches < 6 => format!("{:?}", timeline.fork().expect("there is room")),
                19 | 20 => format!("{}", timeline.remove_branch(way.below(branches) as usize)),
                21 => {
                    let target = timeline.switch(way.below(branches) as usize);
                    format!("{:?}", target.map(|target| timeline.step(target, MOST)))
                }
                _ => format!("{:?}", timeline.step(now + Duration::from_millis(way.below(30_000)), MOST)),
            };
            let checkpoints: Vec<u64> = timeline.checkpoints().map(Instant::as_micros).collect();
            let parents: Vec<_> = timeline.branches().iter().map(|branch| branch.parent).collect();
            let (now, kept) = (timeline.now().as_micros(), timeline.checkpoint_bytes());
            let _ = writeln!(way_there, "{did} {now} {parents:?} {} {kept} {checkpoints:?}", timeline.sim().steps());
        }
        let (now, steps) = (timeline.now().since(timeline.epoch()).as_micros(), timeline.sim().steps());
        let _ = writeln!(text, "{seed} {} {now} {steps} {}", digest(&way_there), timeline.branches().len());
    }
    is_kept("ways.out.txt", &text);
}

/// Each line of a script of calls with what it was answered, and as other languages say it.
#[test]
fn calls_are_answered_as_they_were() {
    let script =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/figures/calls.in.txt")).expect("it is there");
    let script = Script::parse(&script).expect("a script");
    let (mut sim, mut trace) = (Sim::new(script.config.clone()), TraceDigest::default());
    let mut text = String::new();
    for logged in &script.commands {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut trace);
        let _ = writeln!(text, "{}", command_line(&logged.command));
        match sim.submit(&logged.command, &mut trace) {
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
    let events = trace.events;
    let _ = writeln!(text, "{events} events, {}", trace.with_state(&sim));
    is_kept("calls.out.txt", &text);
}

/// Values that a member of a shape could be given, right and wrong.
fn variants(shape: &Shape, now: &Value<'static>) -> Vec<Value<'static>> {
    let text = |text: &str| Value::text(text);
    match shape {
        Shape::String { least, most, .. } => {
            let long = "a".repeat((*most).min(300));
            let mut all = TEXTS.map(text).to_vec();
            all.extend([text(&long), text(&format!("{long}a")), text(&"a".repeat((*least).saturating_sub(1)))]);
            let own = now.as_text().unwrap_or_default().to_string();
            all.extend([text(&format!("{own}x")), text(&own.replace("123456789012", "210987654321"))]);
            all.extend([text(&own.replace("us-east-1", "eu-west-1")), text(&own.to_uppercase())]);
            all
        }
        Shape::Enum(values) => values.iter().map(|value| text(value)).chain([text("X")]).collect(),
        Shape::Integer { least, most } => {
            let all = [
                least.saturating_sub(1),
                *least,
                least.saturating_add(1),
                *most,
                most.saturating_add(1),
                0,
                1,
                2,
                3,
                5,
                7,
                10,
                100,
                1_000,
            ];
            all.map(Value::Integer).to_vec()
        }
        Shape::Boolean => vec![Value::Bool(true), Value::Bool(false)],
        Shape::Blob { .. } => [0, 1, 1_000].map(|bytes| Value::bytes(vec![7; bytes])).to_vec(),
        Shape::Timestamp => {
            [0, 1_767_225_600, 1_767_225_650, 9_999_999_999].map(|at| Value::Time(Instant::from_secs(at))).to_vec()
        }
        Shape::List { of, most, .. } => {
            let Value::List(items) = now else { return vec![Value::List(Vec::new())] };
            let many = |count: usize| Value::List(items.iter().cycle().take(count).cloned().collect());
            let mut all = vec![many(0), many(1), many(2), many(11), many((*most).min(50) + 1)];
            // The first item, changed.
            let first = items.first().into_iter().flat_map(|first| nested(of, first));
            all.extend(
                first.map(|first| Value::List([first].into_iter().chain(items.iter().skip(1).cloned()).collect())),
            );
            all
        }
        Shape::Map { value, .. } => {
            let pair = |name: &str, value: Value<'static>| Value::Map(vec![(name.to_string().into(), value)]);
            let mut all = vec![Value::Map(Vec::new()), pair("Nothing", text("x")), pair("", text("x"))];
            let Value::Map(members) = now else { return all };
            for (name, of) in members {
                all.extend(nested(value, of).into_iter().map(|of| pair(name, of)));
            }
            all
        }
        Shape::Structure { .. } => nested(shape, now),
    }
}

/// The same of each member of a structure, one at a time; with none of it, too.
fn nested(shape: &Shape, now: &Value<'static>) -> Vec<Value<'static>> {
    let Shape::Structure { members, .. } = shape else { return variants(shape, now) };
    // One that was not given begins with nothing in it.
    let given = if let Value::Map(given) = now { given.clone() } else { Members::new() };
    members.iter().flat_map(|member| changed(member, &given).into_iter().map(Value::Map)).collect()
}

type Members = Vec<(Cow<'static, str>, Value<'static>)>;

/// A structure with each variant of a member, and without it.
fn changed(member: &Member, given: &Members) -> Vec<Members> {
    let now = given.iter().find(|(name, _)| name == member.name).map_or(Value::Null, |(_, value)| value.clone());
    let without: Members = given.iter().filter(|(name, _)| name != member.name).cloned().collect();
    let with = |value| without.iter().cloned().chain([(Cow::Borrowed(member.name), value)]).collect::<Members>();
    variants(member.shape, &now).into_iter().map(with).chain([without.clone()]).collect()
}

const TEXTS: [&str; 14] = [
    "",
    "x",
    "s",
    "a b",
    "ü",
    "q.fifo",
    "All",
    "true",
    "5",
    "-1",
    "shardId-000000000001",
    "arn:aws:kinesis:us-east-1:123456789012:stream/s",
    "arn:aws:sqs:us-east-1:123456789012:dead",
    "{\"maxReceiveCount\":3}",
];

/// Each request of the script of calls with each of its members changed in every way: digests of what is answered.
#[test]
fn requests_with_one_thing_changed_are_answered_as_they_were() {
    let script = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/figures/calls.in.txt")).expect("a text");
    let script = Script::parse(&script).expect("a script");
    let mut sim = Sim::new(script.config.clone());
    let (mut digests, mut all, mut known) = (String::new(), String::new(), std::collections::BTreeSet::new());
    for logged in &script.commands {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        if let Some((service, operation, Value::Map(body))) = api::encode(&logged.command)
            && sim.clone().submit(&logged.command, &mut ()).is_ok()
            && known.insert(operation)
        {
            for member in service.operation(operation).expect("it was read").members {
                let mut text = String::new();
                for body in changed(member, &body) {
                    let _ = writeln!(text, "{}", outcome(&sim, service, operation, Value::Map(body)));
                }
                let digest: String =
                    md5::Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
                let _ = writeln!(digests, "{operation} {} {digest} {}", member.name, text.lines().count());
                let _ = writeln!(all, "== {operation} {}\n{text}", member.name);
            }
        }
        let _ = sim.submit(&logged.command, &mut ());
    }
    // What the digests are of, to be compared with what it was.
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/figures");
    std::fs::create_dir_all(&target).expect("a folder");
    std::fs::write(target.join("requests.all.txt"), all).expect("a file");
    is_kept("requests.out.txt", &digests);
}

/// What a request is answered on a copy of the run, what happens in the second after it, and the memory it then holds.
fn outcome(sim: &Sim, service: Service, operation: &str, body: Value<'static>) -> String {
    let said: String = body.to_string().chars().take(300).collect();
    let operation = service.operation(operation).expect("it was read");
    let call = match api::of_body(service, operation, body) {
        Ok(call) => call,
        Err(error) => return format!("{said}: {error}"),
    };
    let (mut sim, mut trace) = (sim.clone(), Vec::new());
    let answer = match sim.submit(&call.command, &mut trace) {
        Ok(reply) => api::answer(&sim, &call.command, &reply).map(|answer| answer.to_string()).unwrap_or_default(),
        Err(error) => api::of_error(error).to_string(),
    };
    sim.step(sim.now() + Duration::from_secs(1), u64::MAX, &mut trace);
    let events = serde_json::to_string(&trace.iter().map(|(_, event)| event).collect::<Vec<_>>()).expect("plain data");
    format!("{said}: {answer} {events} {}", sim.heap_bytes())
}
