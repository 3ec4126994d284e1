//! Numbers and conditions as authors write them, and what is refused.
use super::*;
use shardscope_core::base::{Duration, Instant};

fn at(seconds: u64) -> Instant {
    Instant::from_micros(seconds * 1_000_000)
}

/// Numbers that are known without a run: a query finds the second times ten.
struct Known;

impl Looks for Known {
    fn at(&self, _: &Query, at: Instant) -> Option<(Instant, f64)> {
        Some((at, at.as_secs() as f64 * 10.0))
    }
    fn between(&self, query: &Query, from: Instant, to: Instant) -> Box<dyn Iterator<Item = f64> + '_> {
        let all: Vec<f64> =
            (from.as_secs()..=to.as_secs()).filter_map(|second| Some(self.at(query, at(second))?.1)).collect();
        Box::new(all.into_iter())
    }
    fn named(&self, place: usize) -> Option<f64> {
        [Some(100.0), None].get(place).copied().flatten()
    }
}

fn value(text: &str) -> Option<f64> {
    number(text, &["before", "unknown"]).unwrap_or_else(|reason| panic!("{text}: {reason}")).value(
        at(60),
        at(20),
        &Known,
    )
}

#[test]
fn numbers_are_what_they_say() {
    let cases = [
        ("12", Some(12.0)),
        ("`-0.5`", Some(-0.5)),
        ("before", Some(100.0)),
        ("unknown", None),
        ("1 + 2 * 3", Some(7.0)),
        ("before / 4 - 5", Some(20.0)),
        ("10 - 4 - 3", Some(3.0)),
        ("1 / 0", None),
        ("rate(a.b, 10s)", Some(10.0)),
        ("gain(a.b, 10s)", Some(100.0)),
        ("gain(a.b)", Some(400.0)),
        ("rate(a.b, 5m)", Some(10.0)),
        ("max(a[?b == 'x, y'].c | [0], 10s)", Some(600.0)),
        ("min(a, 10s)", Some(500.0)),
        ("max(a[].b)", Some(600.0)),
        ("sum(a[?b=='1 + 2'].c) / 6", Some(100.0)),
        ("a.* | [0]", Some(600.0)),
    ];
    for (text, expected) in cases {
        assert_eq!(value(text), expected, "{text}");
    }
    assert_eq!(number("rate(a, 10s)", &[]).map(|of| of.value(at(20), at(20), &Known)), Ok(None), "a rate over no time");
}

#[test]
fn what_is_no_number_says_what_was_expected() {
    let many = vec!["1"; 40].join(" + ");
    let cases = [
        ("", "expected a number"),
        ("1 + ", "expected a number"),
        ("rate(a)", "expected rate(QUERY, TIME)"),
        ("rate(a, 0s)", "a time above 0"),
        ("rate(a, x)", "expected a time such as"),
        ("max([, 10s)", "is no number"),
        ("a[", "is no number"),
        (&many, "16 parts at most"),
    ];
    for (text, reason) in cases {
        let said = number(text, &[]).expect_err(text);
        assert!(said.contains(reason), "{text}: {said}");
    }
    let deep = "(".repeat(20_000);
    assert!(number(&deep, &[]).is_err_and(|said| said.contains("4096 at most")), "a query has its own bounds");
}

#[test]
fn conditions_compare_two_numbers() {
    let holds = |text: &str| {
        let condition = condition(text, &["before"]).unwrap_or_else(|reason| panic!("{text}: {reason}"));
        let [left, right] = condition.numbers().map(|number| number.value(at(60), at(20), &Known));
        condition.op.holds(left, right)
    };
    for (text, expected) in [
        ("before == 100", true),
        ("before != 100", false),
        ("before < 100", false),
        ("before <= 100", true),
        ("before > 99.5", true),
        ("before >= 100.5", false),
        ("a[?b == 'c'].d | [0] == 600", true),
        ("a[?b >= `1`].d | [0] * 2 > before", true),
    ] {
        assert_eq!(holds(text), expected, "{text}");
    }
    for text in ["before", "a[?b == 'c']", "before==100", "== 3", "1 ==", "a & b"] {
        assert!(condition(text, &["before"]).is_err(), "{text}");
    }
}

#[test]
fn labels_are_words() {
    for good in ["refused before the split", "order, by sensor", "it’s 5 % late", "überholt"] {
        assert!(is_label(good), "{good}");
    }
    for bad in ["", "it's late", "1 shard", "a - b", "a/b", "a == b", "x(y)", "a:b", &"a".repeat(81)] {
        assert!(!is_label(bad), "{bad}");
    }
}

fn goal(when: When, text: &str) -> Goal {
    Goal { words: String::new(), when, condition: condition(text, &[]).expect(text) }
}

/// A watch that sees numbers of which a test knows the truth: literals.
fn judged(goals: &[(When, &[bool])], seconds: u64) -> (Judge, Vec<Vec<bool>>) {
    let of = |truth: bool| if truth { "1 == 1" } else { "1 == 2" };
    let first: Vec<Goal> = goals.iter().map(|(when, truths)| goal(*when, of(truths[0]))).collect();
    let mut judge = Judge::new(&first, at(100));
    let mut met = Vec::new();
    for second in 0..=seconds {
        let now: Vec<Goal> = goals
            .iter()
            .map(|(when, truths)| goal(*when, of(truths[(second as usize).min(truths.len() - 1)])))
            .collect();
        judge.look(&now, &Watch::default(), at(100 + second));
        met.push(judge.each.iter().map(|standing| standing.is_met).collect());
    }
    (judge, met)
}

#[test]
fn a_goal_is_held_without_a_break_reached_in_time_or_true_at_the_end() {
    let hold = When::Hold(Duration::from_secs(3));
    let (judge, met) = judged(&[(hold, &[true, true, false, true])], 6);
    assert_eq!(met.concat(), [false, false, false, false, false, false, true], "the break begins it anew");
    assert_eq!(judge.won, Some(at(106)));
    let within = When::Within(Duration::from_secs(2));
    let (judge, met) = judged(&[(within, &[false, true, false, false])], 3);
    assert_eq!((met.concat(), judge.each[0].is_missed), (vec![false, true, true, true], false), "once is enough");
    let (judge, _) = judged(&[(within, &[false, false, false, true])], 5);
    assert_eq!((judge.won, judge.each[0].is_missed), (None, true), "too late");
    let (judge, _) = judged(&[(hold, &[true]), (When::AtTheEnd, &[true, true, true, true, false, true])], 6);
    assert_eq!(judge.won, Some(at(103)), "all of them at one moment; what comes after takes nothing away");
}

#[test]
fn goals_are_looked_at_as_often_as_the_shortest_time_asks() {
    let of = |text: &str| stride(&[goal(When::Hold(Duration::from_hours(10)), text)]).as_secs();
    assert_eq!((of("1 == 1"), of("rate(a, 10m) == 1"), of("rate(a, 5s) == 1")), (600, 10, 1));
}
