//! The format: its template, lessons that are bad on purpose, mistakes with their places, hostile texts.
use super::{LESSONS, SEEDS, read, text, try_out};
use crate::story::Story;

/// The template of docs/LESSONS.md.
fn template() -> String {
    let docs = std::fs::read_to_string(format!("{}/../docs/LESSONS.md", env!("CARGO_MANIFEST_DIR"))).expect("the docs");
    let text = docs.split_once("````markdown\n").and_then(|(_, text)| text.split_once("````")).expect("a template").0;
    text.into()
}

#[test]
fn the_template_is_a_lesson_that_holds() {
    let (faults, report) = try_out(&read(&template()), &SEEDS);
    assert_eq!(faults, [""; 0], "{report}");
}

#[test]
fn a_bad_lesson_is_found_out_for_what_is_bad_in_it() {
    let good = template();
    let cases = [
        // What is changed, and the fault that is found.
        (
            "taught at 0s aws kinesis update-shard-count",
            "at 0s aws kinesis update-shard-count",
            "nothing in its reference is taught",
        ),
        ("set-producer trucks\naws kinesis\n", "set-producer trucks\n", "its reference may not be done: aws kinesis"),
        ("trap capacity", "trap other", "it has no trap 'capacity'"),
        ("--target-shard-count 2 ", "--target-shard-count 1 ", "seed 7: the reference does not win"),
        ("Two shards at most · at the end: length(streams[0].open_shards) <= 2\n", "", "seed 7: capacity wins"),
        (
            "Still 1,500 a second · hold 20s: rate(streams[0].total.incoming_records, 5s) >= 1450\n",
            "",
            "seed 7: less-traffic wins",
        ),
        (
            "throttled_records, 5s) == 0\nStill 1,500 a second · hold 20s: rate(streams[0].total.incoming_records, 5s) >= 1450",
            "throttled_records, 5s) >= 0",
            "seed 7: nobody wins",
        ),
        ("- (x) What is over", "- ( ) What is over", "None is said to be right, Some(1) is"),
        ("when: refused a second >= 1", "when: refused a second >= 1000", "Some(1) is said to be right, None is"),
        (
            "rate(streams[0].total.throttled_records, 10s)\n",
            "rate(streams[0].total.nothing, 10s)\n",
            "there is no number for 'refused a second'",
        ),
        (
            "at 0s set-producer trucks --rate 900",
            "at 0s set-producer buses --rate 900",
            "less-traffic: set-producer buses",
        ),
    ];
    for (from, to, fault) in cases {
        assert!(good.contains(from), "{from}");
        let (faults, report) = try_out(&read(&good.replace(from, to)), &[7]);
        assert!(faults.iter().any(|found| found.contains(fault)), "{fault}: {faults:#?}\n{report}");
    }
    let no_challenge = good.split("\n## Nothing refused").next().expect("a beginning");
    assert_eq!(try_out(&read(no_challenge), &[7]).0, ["it has no challenge"]);
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let good = template();
    let cases = [
        ("time: 5 min", "time: soon", "expected 'time: N min'"),
        ("level: 1", "level: 9", "expected 'time: N min'"),
        ("· when: refused a second < 1", "", "either all answers"),
        (
            "when: refused a second < 1",
            "when: refused < 1",
            "expected the label of a measurement, or a number; found 'refused'",
        ),
        ("when: refused a second < 1", "when: refused a second", "expected NUMBER OP NUMBER"),
        ("refused a second: rate", "1 refused: rate", "cannot be a label"),
        ("records, 10s)\n", "records, 10s) at 26s\n", "so far goes the run"),
        ("records, 10s)\n", "records, 10s) of somebody\n", "expected 'of nothing'"),
        ("records, 10s)\n", "records, 10s)\nrefused a second: 1\n", "another measurement is called"),
        ("Nothing is refused · hold 20s", "Nothing is refused · keep 20s", "expected 'WORDS · hold TIME"),
        ("Nothing is refused · hold 20s", "Nothing is refused · hold 0s", "a time above 0"),
        ("Nothing is refused · hold 20s", "hold 20s", "expected 'WORDS · hold TIME"),
        ("trap less-traffic", "trap", "expected 'trap NAME'"),
        ("trap less-traffic", "trap capacity", "another trap is called"),
        ("```goal", "```goals", "expected a block that begins with"),
        ("```allowed", "```allowed few", "expected nothing after allowed"),
        ("taught at 0s", "taught 0s", "expected 'at TIME LINE'"),
        ("taught at 0s aws kinesis update-shard-count", "taught at 0s aws kineses update-shard-count", "kineses"),
    ];
    for (from, to, reason) in cases {
        assert!(good.contains(from), "{from}");
        let text = good.replacen(from, to, 1);
        let mistake = Story::parse(&text).expect_err(reason);
        assert!(mistake.reason.contains(reason), "{from} -> {to}: {mistake}");
        let line = text.lines().nth(mistake.line - 1).unwrap_or_default();
        let is_there =
            to.is_empty() || line.contains(to.trim()) || to.contains(line) || mistake.line == text.lines().count() + 1;
        assert!(is_there, "{from} -> {to}: {mistake}, which is '{line}'");
    }
    let second = good.replace(
        "show: stream · light: bar\n",
        "show: stream · light: bar\n\n## Again\n\n```goal\nA · at the end: 1 == 1\n```\n",
    );
    assert!(Story::parse(&second).expect_err("two").reason.contains("one challenge"));
}

/// What a hostile hand does to a text: cuts, doubles, inserts.
fn mutated(text: &str, changes: &[(usize, usize, u8)]) -> String {
    const PIECES: [&str; 12] =
        ["[", "`", "(", " · ", ": ", "\n```goal\n", "when:", " >= ", "🚚", "\n- (x) ", "rate(", "\0"];
    let mut letters: Vec<char> = text.chars().collect();
    for &(at, length, what) in changes {
        let at = at % letters.len().max(1);
        let end = (at + length).min(letters.len());
        match usize::from(what) {
            0..=3 => drop(letters.drain(at..end)),
            4..=7 => {
                let twice: Vec<char> = letters[at..end].to_vec();
                letters.splice(at..at, twice);
            }
            piece => drop(letters.splice(at..at, PIECES[piece % PIECES.len()].chars())),
        }
    }
    letters.into_iter().collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_dropped_on_the_page_is_a_lesson_or_has_a_mistake_with_a_place(
        which in 0..14_usize,
        changes in proptest::collection::vec((0..12_000_usize, 0..200_usize, 0..20_u8), 1..6),
    ) {
        let text = mutated(&text(LESSONS[which].name), &changes);
        match Story::parse(&text) {
            Ok(story) => proptest::prop_assert!(!story.steps.is_empty()),
            Err(mistake) => proptest::prop_assert!((1..=text.lines().count() + 1).contains(&mistake.line), "{}", mistake),
        }
    }
}
