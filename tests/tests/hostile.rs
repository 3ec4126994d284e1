//! What comes from outside: scripts, console lines, API bodies, mutated from a corpus. Nothing panics, nothing takes long,
//! and what is refused changes nothing. The number of cases can be chosen: PROPTEST_CASES. Links and messages are tried in
//! a browser (tests/e2e/hostile.mjs).
use proptest::prelude::*;
use shardscope_core::api::{self, HttpRequest};
use shardscope_core::base::Duration;
use shardscope_core::cli;
use shardscope_core::script::Script;
use shardscope_core::sim::{Config, Sim};
use shardscope_core::timeline::Timeline;

const SCRIPTS: [&str; 3] = [
    include_str!("../corpus/everything.txt"),
    include_str!("../corpus/children-first.txt"),
    include_str!("../corpus/zones.txt"),
];
const LINES: &str = include_str!("../corpus/lines.txt");
const BODIES: &str = include_str!("../corpus/bodies.txt");

/// What a hostile hand does to a text: cut, double, swap, insert.
#[derive(Clone, Debug)]
enum Mutation {
    Cut(usize, usize),
    Repeat(usize, usize),
    Insert(usize, &'static str),
    Replace(usize, char),
}

const PIECES: [&str; 22] = [
    "\"",
    "'",
    "\\",
    "{",
    "}",
    "[",
    "]",
    "--",
    "=",
    ",",
    "\n",
    "\0",
    "é",
    "🚚",
    "-1",
    "1e400",
    "null",
    "99999999999999999999",
    "$'\\u",
    "at 1s ",
    "file://",
    "\u{202e}",
];

fn mutation() -> impl Strategy<Value = Mutation> {
    let place = 0_usize..4_000;
    prop_oneof![
        (place.clone(), 1_usize..80).prop_map(|(at, length)| Mutation::Cut(at, length)),
        (place.clone(), 1_usize..80).prop_map(|(at, length)| Mutation::Repeat(at, length)),
        (place.clone(), prop::sample::select(&PIECES[..])).prop_map(|(at, piece)| Mutation::Insert(at, piece)),
        (place, any::<char>()).prop_map(|(at, letter)| Mutation::Replace(at, letter)),
    ]
}

fn mutated(text: &str, mutations: &[Mutation]) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    for mutation in mutations {
        let length = letters.len().max(1);
        let within = |at: usize, count: usize| (at % length, (at % length + count).min(letters.len()));
        match *mutation {
            Mutation::Cut(at, count) => {
                let (from, to) = within(at, count);
                letters.drain(from.min(to)..to);
            }
            Mutation::Repeat(at, count) => {
                let (from, to) = within(at, count);
                let piece = letters[from.min(to)..to].to_vec();
                letters.splice(to..to, piece);
            }
            Mutation::Insert(at, piece) => {
                let place = (at % length).min(letters.len());
                letters.splice(place..place, piece.chars());
            }
            Mutation::Replace(at, letter) => {
                if let Some(slot) = letters.get_mut(at % length) {
                    *slot = letter;
                }
            }
        }
    }
    letters.into_iter().collect()
}

fn of_lines(text: &'static str) -> impl Strategy<Value = &'static str> {
    prop::sample::select(text.lines().collect::<Vec<_>>())
}

/// A run of few seconds, whatever a script says: a rate of a million for years would only take long.
fn a_little(script: Script) {
    let mut timeline: Timeline<()> = Timeline::of(script);
    for _ in 0..40 {
        timeline.step(timeline.now() + Duration::from_millis(700), 2_000);
    }
    timeline.rewind(timeline.epoch() + Duration::SECOND);
    timeline.step(timeline.now() + Duration::SECOND, 2_000);
    let _ = timeline.undo();
}

#[test]
fn the_corpus_itself_is_read() {
    for text in SCRIPTS {
        let script = Script::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(Script::parse(&script.print()), Ok(script.clone()));
        a_little(script);
    }
    let good = LINES.lines().filter(|line| cli::parse(line).is_ok()).count();
    assert!(good >= 5, "{good} lines of the corpus are read");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(400), ..ProptestConfig::default() })]

    #[test]
    fn scripts_are_read_or_refused_with_a_place(
        of in prop::sample::select(&SCRIPTS[..]),
        mutations in prop::collection::vec(mutation(), 0..6),
    ) {
        let text = mutated(of, &mutations);
        match Script::parse(&text) {
            Ok(script) => {
                prop_assert_eq!(&Script::parse(&script.print()), &Ok(script.clone()), "{}", text);
                a_little(script);
            }
            Err(error) => {
                prop_assert!(error.line >= 1 && error.column >= 1 && !error.reason.is_empty());
                prop_assert!(error.line <= text.lines().count().max(1), "{} of {}", error, text);
            }
        }
    }

    #[test]
    fn lines_are_read_or_refused_with_a_place(
        of in of_lines(LINES),
        mutations in prop::collection::vec(mutation(), 0..6),
    ) {
        let text = mutated(of, &mutations);
        if let Err(mistake) = cli::parse(&text) {
            prop_assert!(mistake.column >= 1 && mistake.column <= text.chars().count() + 1, "{} in {}", mistake, text);
        }
    }

    #[test]
    fn bodies_are_answered_and_refusals_change_nothing(
        calls in prop::collection::vec((of_lines(BODIES), prop::collection::vec(mutation(), 0..4)), 1..8),
    ) {
        let mut sim = Sim::new(Config::default());
        post(&mut sim, "CreateStream", b"{\"StreamName\":\"s\",\"ShardCount\":2}");
        post(&mut sim, "AmazonSQS.CreateQueue", b"{\"QueueName\":\"q\"}");
        let fifo = br#"{"QueueName":"q.fifo","Attributes":{"FifoQueue":"true","ContentBasedDeduplication":"true"}}"#;
        post(&mut sim, "AmazonSQS.CreateQueue", fifo);
        sim.step(sim.now() + Duration::from_secs(31), u64::MAX, &mut ());
        for (line, mutations) in calls {
            let (operation, body) = line.split_once(' ').expect("an operation and its body");
            let body = mutated(body, &mutations);
            // Whatever is taken for a request can be said in a script, and is the same request there.
            let target = target(operation);
            let http = HttpRequest::trusted(&target, body.as_bytes(), api::Door::Json);
            if let Ok(call) = api::parse(&http).1 {
                let line = shardscope_core::script::command_line(&call.command);
                let script = Script::parse(&format!("shardscope 1\nat 1s {line}"));
                prop_assert!(script.is_ok(), "{:?}: {}", script, line);
                prop_assert_eq!(&script.unwrap().commands[0].command, &call.command, "{}", line);
            }
            let before = sim.clone();
            let answer = post(&mut sim, operation, body.as_bytes());
            prop_assert!(matches!(answer.status, 200 | 400), "{} {}", answer.status, answer.text().to_string());
            if answer.status != 200 {
                prop_assert!(api::Value::parse(answer.text()).is_ok(), "{}", answer.text());
                prop_assert!(answer.text().starts_with("{\"__type\":"), "{}", answer.text());
                let records = |sim: &Sim| {
                    let streams = sim.kinesis().streams();
                    let of = |shards: &[shardscope_core::kinesis::Shard]| shards.iter().map(|s| s.log.end()).sum::<u64>();
                    let queues = sim.sqs().queues().map(|q| (q.attributes.clone(), q.tags.clone(), q.total));
                    let queues = queues.collect::<Vec<_>>();
                    (streams.map(|s| (s.status, s.shards.len(), of(&s.shards))).collect::<Vec<_>>(), queues)
                };
                prop_assert_eq!(records(&before), records(&sim));
            }
        }
    }
}

/// An operation of Kinesis, or a whole target.
fn target(operation: &str) -> String {
    if operation.contains('.') { operation.into() } else { format!("{}{operation}", "Kinesis_20131202.") }
}

fn post(sim: &mut Sim, operation: &str, body: &[u8]) -> api::HttpResponse {
    api::call(sim, &HttpRequest::trusted(&target(operation), body, api::Door::Json), &mut ())
}

/// As many as PROPTEST_CASES says, or so many.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn what_is_huge_is_refused_at_once() {
    let deep = "[".repeat(1 << 20);
    assert!(api::Value::parse(&deep).is_err());
    assert!(cli::parse(&format!("aws kinesis list-shards --shard-filter {deep}")).is_err());
    assert!(cli::parse(&"x".repeat(cli::LINE_MOST + 1)).is_err());
    let long = format!("shardscope 1\nat 0s note {}", "x".repeat(2_000));
    assert!(Script::parse(&long).is_ok(), "its form is right");
    let mut timeline: Timeline<()> = Timeline::of(Script::parse(&long).unwrap());
    timeline.seek(timeline.end());
    assert!(Script::parse("shardscope 1\nmemory 999999GiB").is_err());
    assert!(Script::parse("shardscope 1\nshard-limit 99999999").is_err());
}
