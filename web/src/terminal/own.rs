//! Completion of the lines that are this simulator's own: their words, options, and the options' values.
use crate::terminal::complete::Live;
use shardscope_core::cli::Word;

/// An option and what it takes: words to choose from, or nothing that could be proposed.
type Opt = (&'static str, &'static [&'static str]);

const STREAM: Opt = ("stream-name", &["{stream}"]);
const START: Opt = ("start", &["TRIM_HORIZON", "LATEST"]);
const IDEMPOTENCE: Opt = ("idempotence", &["none", "conditional-put:24h", "sequence-number"]);

const PRODUCER: &[Opt] = &[
    STREAM,
    ("workload", &["trucks", "clicks", "sensors", "countries", "keys:", "hot:"]),
    ("rate", &[]),
    ("record-bytes", &[]),
    ("keys", &[]),
    ("distribution", &["even", "uniform", "unique", "zipf:1.1", "share:90%"]),
    ("api", &["put-record", "put-records:50", "kpl", "agent"]),
    ("retry", &["never", "at-once", "backoff"]),
    ("keep-order", &[]),
    ("latency", &["100ms"]),
    ("encrypted", &[]),
    ("name", &[]),
    ("aggregation-max-size", &[]),
    ("aggregation-max-count", &[]),
    ("collection-max-count", &[]),
    ("collection-max-size", &[]),
    ("buffered-time", &["100ms"]),
    ("record-ttl", &["30s"]),
    ("rate-limit", &["150%"]),
    ("buffer-records", &[]),
    ("buffer-bytes", &[]),
    ("buffer-age", &["60s"]),
    ("partition-key", &["random", "deterministic"]),
];
const READER: &[Opt] =
    &[STREAM, ("polling", &["1s"]), ("records-per-second", &[]), START, ("any-order", &[]), ("name", &[])];
const APPLICATION: &[Opt] = &[
    STREAM,
    ("workers", &[]),
    ("retrieval", &["polling:1500ms", "fan-out"]),
    START,
    ("work", &["200us"]),
    ("checkpoint", &["10s"]),
    ("checkpoint-when", &["after", "before"]),
    ("failover", &["10s"]),
    IDEMPOTENCE,
    ("graceful", &[]),
    ("name", &[]),
];
const LAMBDA: &[Opt] = &[
    STREAM,
    ("batch-size", &[]),
    ("window", &["5s"]),
    ("tumbling-window", &["30s"]),
    ("parallelization-factor", &[]),
    START,
    ("retries", &["unlimited"]),
    ("age", &["unlimited"]),
    ("bisect", &[]),
    ("report-failures", &[]),
    ("destination", &[]),
    ("concurrency", &[]),
    ("invocation", &["20ms"]),
    ("work", &["200us"]),
    IDEMPOTENCE,
    ("name", &[]),
];
const LANE: &[Opt] = &[
    STREAM,
    ("queue-name", &[]),
    ("topic-name", &[]),
    ("trucks", &[]),
    ("rate", &[]),
    ("groups", &[]),
    ("batch", &[]),
    ("consumers", &[]),
    ("work", &["5ms"]),
    ("failures", &["1%"]),
    ("drawing", &[]),
    ("note", &[]),
    ("name", &[]),
];
const FOR: Opt = ("for", &["30s"]);

/// Each line: its first words, how many names or numbers come after them, and its options.
pub const LINES: &[(&str, usize, &[Opt])] = &[
    ("producer", 1, PRODUCER),
    ("set-producer", 1, PRODUCER),
    ("remove-producer", 1, &[]),
    ("reader", 1, READER),
    ("set-reader", 1, READER),
    ("remove-reader", 1, &[]),
    ("application", 1, APPLICATION),
    ("set-application", 1, APPLICATION),
    ("remove-application", 1, &[]),
    ("add-worker", 1, &[]),
    ("set-worker", 2, &[("speed", &["50%", "100%", "200%"])]),
    ("stop-worker", 2, &[]),
    ("lambda", 1, LAMBDA),
    ("set-lambda", 1, LAMBDA),
    ("remove-lambda", 1, &[]),
    ("lane", 1, LANE),
    ("set-lane", 1, LANE),
    ("remove-lane", 1, &[]),
    ("draw", 0, &[("new-sheet", &[])]),
    ("burst", 1, &[("factor", &[]), ("for", &["10s"])]),
    ("fault pause-zone", 1, &[FOR]),
    ("fault resume-zone", 1, &[]),
    ("fault crash", 2, &[("restart-after", &["30s"])]),
    ("fault stall", 2, &[FOR]),
    ("fault slow", 2, &[("to", &["10%"]), FOR]),
    ("fault cut-from-table", 2, &[FOR]),
    ("fault skew", 2, &[("ahead", &["30s"]), ("back", &["30s"]), FOR]),
    ("fault poison", 2, &[FOR]),
    ("fault heal", 1, &[]),
    ("fault poison-lambda", 2, &[FOR]),
    ("fault heal-lambda", 1, &[]),
    ("fault lose-answers", 1, &[FOR]),
    ("fault stop-agent", 1, &[FOR]),
    ("note", 1, &[]),
];

/// The first words of all lines, each once.
pub fn verbs() -> Vec<String> {
    let mut all: Vec<String> = LINES.iter().map(|(line, ..)| first(line).to_string()).collect();
    all.dedup();
    all
}

fn first(line: &str) -> &str {
    line.split(' ').next().unwrap_or(line)
}

/// What could come after the words of a line of ours.
pub fn possible(done: &[Word], live: &Live) -> Vec<String> {
    let text: Vec<&str> = done.iter().map(|word| word.text.as_str()).collect();
    if text == ["fault"] {
        return LINES.iter().filter_map(|(line, ..)| line.strip_prefix("fault ")).map(String::from).collect();
    }
    let begins = |line: &str| line.split(' ').eq(text.iter().take(line.split(' ').count()).copied());
    let Some((line, numbers, options)) = LINES.iter().find(|(line, ..)| begins(line)) else { return Vec::new() };
    let after = &text[line.split(' ').count()..];
    if after.len() < *numbers {
        return if line.ends_with("-zone") { ["a", "b", "c"].map(String::from).to_vec() } else { Vec::new() };
    }
    let chosen = after.last().and_then(|last| last.strip_prefix("--"));
    let values =
        chosen.and_then(|name| options.iter().find(|(of, _)| *of == name)).map_or(&[][..], |(_, values)| values);
    if values == ["{stream}"] {
        return live.streams.iter().map(|(name, _)| name.clone()).collect();
    }
    if !values.is_empty() {
        return values.iter().map(|value| (*value).to_string()).collect();
    }
    let left = options.iter().filter(|(name, _)| !after.iter().any(|word| word.strip_prefix("--") == Some(name)));
    left.map(|(name, _)| format!("--{name}")).collect()
}
