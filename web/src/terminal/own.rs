//! Completion of the lines that are this simulator's own: their words, options, and the options' values.
use crate::terminal::live::Live;
use shardscope_core::cli::Word;
use shardscope_core::client::Kind;

/// An option and what it takes: words to choose from, or nothing that could be proposed.
type Opt = (&'static str, &'static [&'static str]);

const FOR: Opt = ("for", &["30s"]);

/// Each line but those of actors, whose options are their settings: its first words, how many names or numbers come after
/// them, and its options.
pub const LINES: &[(&str, usize, &[Opt])] = &[
    ("add-worker", 1, &[]),
    ("set-worker", 2, &[("speed", &["50%", "100%", "200%"])]),
    ("stop-worker", 2, &[]),
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
    ("measure", 1, &[]),
];

/// The first words of all lines, each once.
pub fn verbs() -> Vec<String> {
    let of_actors =
        Kind::ALL.iter().flat_map(|kind| ["", "set-", "remove-"].map(|verb| format!("{verb}{}", kind.word())));
    let mut all: Vec<String> = of_actors.chain(LINES.iter().map(|(line, ..)| first(line).to_string())).collect();
    all.dedup();
    all
}

fn first(line: &str) -> &str {
    line.split(' ').next().unwrap_or(line)
}

/// What could come after the words of a line of ours.
pub fn possible(done: &[Word], live: &Live) -> Vec<String> {
    let text: Vec<&str> = done.iter().map(|word| word.text.as_str()).collect();
    if let [first, after @ ..] = &text[..]
        && let Some(kind) = Kind::ALL.iter().find(|kind| first.trim_start_matches("set-") == kind.word())
    {
        return of_actor(*kind, first.starts_with("set-"), after, live);
    }
    if text == ["fault"] {
        return LINES.iter().filter_map(|(line, ..)| line.strip_prefix("fault ")).map(String::from).collect();
    }
    let begins = |line: &str| line.split(' ').eq(text.iter().take(line.split(' ').count()).copied());
    if let [first] = text[..]
        && let Some(kind) = Kind::ALL.iter().find(|kind| first.strip_prefix("remove-") == Some(kind.word()))
    {
        return live.named(*kind);
    }
    let Some((line, numbers, options)) = LINES.iter().find(|(line, ..)| begins(line)) else { return Vec::new() };
    let after = &text[line.split(' ').count()..];
    if after.len() < *numbers {
        return if line.ends_with("-zone") { ["a", "b", "c"].map(String::from).to_vec() } else { Vec::new() };
    }
    option(options, after, live)
}

/// A line that adds an actor or changes one: whom, then its settings.
fn of_actor(kind: Kind, changes: bool, after: &[&str], live: &Live) -> Vec<String> {
    match (after, changes) {
        ([], true) => live.named(kind),
        ([], false) => Vec::new(),
        (after, _) => {
            let options = if changes { kind.changeable() } else { kind.options() };
            let values: Vec<Vec<&str>> =
                options.iter().map(|(_, values)| values.iter().map(String::as_str).collect()).collect();
            let options: Vec<(&str, &[&str])> =
                options.iter().zip(&values).map(|((name, _), of)| (*name, &of[..])).collect();
            option(&options, after, live)
        }
    }
}

/// The values of the option that was begun, or the options that are left.
fn option(options: &[(&str, &[&str])], after: &[&str], live: &Live) -> Vec<String> {
    let chosen = after.last().and_then(|last| last.strip_prefix("--"));
    let values =
        chosen.and_then(|name| options.iter().find(|(of, _)| *of == name)).map_or(&[][..], |(_, values)| values);
    match values {
        ["{stream}"] => return live.streams.iter().map(|(name, _)| name.clone()).collect(),
        ["{queue}"] => return live.of_member("QueueName"),
        ["{topic}"] => {
            let name = |arn: &String| arn.rsplit(':').next().unwrap_or_default().to_string();
            return live.of_member("TopicArn").iter().map(name).collect();
        }
        [] => {}
        values => return values.iter().map(|value| (*value).to_string()).collect(),
    }
    let left = options.iter().filter(|(name, _)| !after.iter().any(|word| word.strip_prefix("--") == Some(name)));
    left.map(|(name, _)| format!("--{name}")).collect()
}
