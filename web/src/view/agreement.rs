//! Whatever is red opens a chain, and the chain says the same number: in every run that comes with the page.
use crate::card::{Card, Count, Part, Seen, Status, Tone};
use crate::kinds::{ALL, reasons, why};
use crate::player::{Course, Player};
use crate::stories;
use shardscope_core::base::Duration;
use shardscope_core::sim::Sim;
use std::collections::BTreeSet;

/// What is red of a card: the name of the figure, and the number in it.
fn red(card: &Card) -> Vec<(String, String)> {
    let mut red = Vec::new();
    for part in &card.parts {
        let Part::Counts(counts) = part else { continue };
        let bad = counts.iter().filter(|of| of.tone == Tone::Bad);
        red.extend(bad.map(|Count { name, value, .. }| ((*name).into(), value.clone())));
    }
    red.extend(card.status.iter().filter_map(figure));
    red
}

/// The figure of a status that is red.
fn figure(status: &Status) -> Option<(String, String)> {
    let Status { text, tone: Tone::Bad } = status else { return None };
    let number = text.split(' ').find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    Some(("status".into(), number.trim_end_matches("/s").into()))
}

/// Whether a sentence has that number, and not one that it is a part of.
fn says(text: &str, number: &str) -> bool {
    let is_within = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit() || letter == '-');
    text.match_indices(number).any(|(at, _)| {
        let (before, behind) = (&text[..at], &text[at + number.len()..]);
        // A comma or a point goes on with a number only if a digit follows.
        let mut next = behind.chars();
        let first = next.next();
        let goes_on = is_within(first) || matches!(first, Some(',' | '.')) && is_within(next.next());
        let comes_from = before.ends_with([',', '.']) || is_within(before.chars().next_back());
        !goes_on && !comes_from
    })
}

#[test]
fn a_number_is_found_whole_or_not_at_all() {
    for (text, number, expected) in [
        ("1 record", "1", true),
        ("worker-1, which holds it", "1", false),
        ("1,000 records", "1", false),
        ("21 records", "1", false),
        ("for 5.1 s", "1", false),
        ("so far: 12, and", "12", true),
    ] {
        assert_eq!(says(text, number), expected, "{number} in {text}");
    }
}

/// What is red now and not explained with its own number.
fn unexplained(sim: &Sim, run: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let streams: Vec<_> = sim.kinesis().streams().map(|stream| Some(stream.id)).chain([None]).collect();
    for stream in streams {
        let seen = Seen { sim, stream, speed: 1.0 };
        for kind in ALL {
            for card in (kind.cards)(seen) {
                let chain: Vec<_> = reasons(sim, &why(sim, card.of)).into_iter().map(|reason| reason.text).collect();
                for (name, number) in red(&card) {
                    if !chain.iter().any(|text| says(text, &number)) {
                        found.insert(format!("{run}: {} {} “{name}” {number}: {chain:#?}", kind.name, card.name));
                    }
                }
            }
        }
    }
    found
}

/// Plays a run to its end and a while on, and looks now and then.
fn look(scenario: &'static crate::scenario::Scenario, found: &mut BTreeSet<String>) {
    let mut player = Player::of(scenario);
    let mut course = player.story().map(|story| Course::of(story, &player));
    for _ in 0..8 {
        if let Some(course) = &mut course {
            course.next(&mut player).expect("a story that comes with the page");
        }
        player.hurry(Duration::from_secs(25));
        player.finish();
        found.extend(unexplained(player.timeline.sim(), scenario.name));
    }
}

#[test]
fn what_is_red_opens_a_chain_with_the_same_number() {
    let mut found = BTreeSet::new();
    stories::all().for_each(|scenario| look(scenario, &mut found));
    assert!(found.is_empty(), "{} figures: {}", found.len(), found.into_iter().collect::<Vec<_>>().join("\n"));
}
