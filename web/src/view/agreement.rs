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
                    if !chain.iter().any(|text| text.contains(&number)) {
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
    let mut course = stories::titled(&player.title).map(|story| Course::of(story, &player));
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
