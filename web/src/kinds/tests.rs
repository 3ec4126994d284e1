//! Every kind against a run in which each of them has a part.
use super::*;
use crate::card::{Focus, Part};
use crate::event_log::EventLog;
use crate::scene::Theme;
use crate::scene::raster::Raster;
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::timeline::Timeline;
use std::collections::BTreeSet;

/// A run with every kind of actor, a queue and a topic, after a while.
fn everything() -> Timeline<EventLog> {
    let text = "shardscope 1
lifecycle 1s
at 0s aws kinesis create-stream --stream-name s --shard-count 2
at 2s producer p --stream-name s --workload hot:a --rate 1400
at 2s producer log --stream-name s --workload sensors --api agent --rate 50
at 2s reader r --stream-name s --records-per-second 100
at 2s application a --stream-name s
at 2s lambda f --stream-name s --destination
at 2s aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,ContentBasedDeduplication=true
at 2s aws sqs create-queue --queue-name gone
at 2s aws sns create-topic --name t
at 2s aws sns subscribe --topic-arn arn:aws:sns:us-east-1:123456789012:t --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:123456789012:gone
at 2s aws sqs create-queue --queue-name jobs
at 2s message-lambda g --queue-name jobs --failures 20%
at 3s lane k --queue-name jobs --rate 20 --consumers 0
at 3s lane l --queue-name q.fifo --rate 50 --consumers 2
at 3s lane m --topic-name t --rate 10 --consumers 1
at 20s aws sqs delete-queue --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/gone
at 30s fault crash 3 0 --restart-after 5s
at 30s fault poison-lambda 4 0
";
    let mut timeline = Timeline::of(Script::parse(text).expect("a script"));
    timeline.step(timeline.epoch() + Duration::from_secs(90), u64::MAX);
    timeline
}

fn seen(sim: &Sim) -> Seen<'_> {
    Seen { sim, stream: sim.kinesis().streams().next().map(|stream| stream.id), speed: 1.0 }
}

#[test]
fn each_kind_has_its_cards_and_says_something_of_each() {
    let run = everything();
    let sim = run.sim();
    // The stream is the stage itself, and lanes stand in their room.
    for kind in ALL.into_iter().filter(|kind| !["stream", "lane"].contains(&kind.name)) {
        let cards = (kind.cards)(seen(sim));
        assert!(!cards.is_empty(), "{} has no card", kind.name);
        for card in cards {
            assert!(!card.name.is_empty() && !card.about.is_empty() && card.of.kind == kind.name, "{card:?}");
            assert!(
                card.parts.iter().any(|part| matches!(part, Part::Counts(counts) if !counts.is_empty())),
                "{card:?}"
            );
            assert_eq!(card.explains, !why(sim, card.of).is_empty(), "{}", card.name);
            assert_eq!(card.pictured, picture(card.of).is_some(), "{}", card.name);
        }
    }
    assert!(ALL.into_iter().any(|kind| (kind.room)(seen(sim)).is_some()));
}

#[test]
fn tables_have_a_cell_for_each_column() {
    let run = everything();
    for kind in ALL {
        for table in (kind.tables)(seen(run.sim())) {
            assert!(!table.caption.is_empty() && !table.rows.is_empty(), "{}: {}", kind.name, table.caption);
            assert!(table.rows.iter().all(|row| row.len() == table.head.len()), "{}", table.caption);
        }
    }
}

#[test]
fn pictures_are_drawn_at_any_size_and_say_the_same_as_a_table() {
    let run = everything();
    let pictured = ALL.into_iter().filter_map(|kind| Some((kind, kind.picture.as_ref()?)));
    for (kind, picture) in pictured {
        let card = (kind.cards)(seen(run.sim())).remove(0);
        for (width, height, scale) in [(1, 1, 1.0), (40, 900, 2.0), (1_280, 500, 1.0), (3_840, 30, 2.0)] {
            let mut raster = Raster::default();
            raster.resize(width, height);
            let size = Size { width, height, scale };
            let palette = Theme::Dark.palette();
            raster.clear(palette.page);
            let pen = &mut Pen { raster: &mut raster, palette, scale, reduced_motion: false };
            assert!((picture.draw)(pen, run.sim(), card.of.id) && !(picture.draw)(pen, run.sim(), 99));
            let scenery = (picture.scenery)(run.sim(), card.of.id, size).expect("it is there");
            assert!(!scenery.labels.is_empty() && !scenery.table.rows.is_empty(), "{}", kind.name);
            if width == 1_280 {
                let drawn = raster.pixels().iter().filter(|&&pixel| pixel != palette.page.0).count();
                assert!(drawn > 5_000, "{}: {drawn} pixels", kind.name);
                let points = (0..width).step_by(4).flat_map(|x| (0..height).step_by(4).map(move |y| (x, y)));
                let spots: BTreeSet<u64> =
                    points.filter_map(|at| (picture.spot)(run.sim(), card.of.id, size, at)).collect();
                assert!(!spots.is_empty(), "{} has nothing to point at", kind.name);
                let told = spots.iter().filter_map(|spot| (picture.told)(run.sim(), card.of.id, *spot));
                assert_eq!(told.collect::<BTreeSet<_>>().len(), spots.len(), "each is told of in words of its own");
                // What was pointed at may have gone since.
                assert!((picture.told)(run.sim(), card.of.id, u64::from(u32::MAX)).is_some());
            }
        }
        assert_eq!((picture.scenery)(run.sim(), 99, Size::default()), None);
        assert_eq!((picture.spot)(run.sim(), 99, Size { width: 500, height: 500, scale: 1.0 }, (250, 250)), None);
    }
}

#[test]
fn only_messages_that_are_drawn_can_be_pointed_at() {
    let lines = "shardscope 1
at 1s aws sqs create-queue --queue-name q
at 2s lane l --queue-name q --rate 500 --trucks 5 --batch 10 --consumers 1 --work 1s
";
    let mut run: Timeline<EventLog> = Timeline::of(Script::parse(lines).expect("a script"));
    run.step(run.epoch() + Duration::from_secs(12), u64::MAX);
    let kind = ALL.into_iter().find(|kind| kind.name == "queue").expect("a kind");
    let (picture, id) = (kind.picture.as_ref().expect("a picture"), (kind.cards)(seen(run.sim()))[0].of.id);
    let size = Size { width: 300, height: 203, scale: 1.0 };
    let label = (picture.scenery)(run.sim(), id, size).expect("it is there").labels.remove(0).text;
    let drawn = label.split(", ").nth(1).and_then(|rest| rest.strip_suffix(" shown")).expect("more than is drawn");
    let points = (0..130).flat_map(|x| (0..203).map(move |y| (x, y)));
    let spots: BTreeSet<u64> = points.filter_map(|at| (picture.spot)(run.sim(), id, size, at)).collect();
    assert_eq!(spots.len().to_string(), drawn);
}

#[test]
fn causes_are_sentences_and_lead_to_what_there_is() {
    let run = everything();
    let sim = run.sim();
    let mut said = BTreeSet::new();
    for kind in ALL {
        for id in 0..20 {
            for reason in reasons(sim, &(kind.why)(sim, id)) {
                let first = reason.text.chars().next().expect("not empty");
                assert!(!first.is_lowercase(), "{}", reason.text);
                assert!(reason.text.ends_with('.'), "{}", reason.text);
                assert!(!matches!(reason.leads_to, Some(Focus::Shard(shard)) if shard.0 > 1), "{}", reason.text);
                said.insert(reason.text);
            }
        }
    }
    for part in ["alone sends", "has failed", "no queue “gone” now", "handles 100", "furthest behind"] {
        assert!(said.iter().any(|text| text.contains(part)), "nobody says {part}: {said:#?}");
    }
}

#[test]
fn what_happens_has_words_and_its_kind_of_trouble() {
    let run = everything();
    let lines: Vec<_> = run.sink().lines().map(|line| (line.text(run.sim()), line.is_trouble())).collect();
    assert!(lines.len() > 20 && lines.iter().all(|(text, _)| !text.is_empty()), "{lines:#?}");
    for (part, is_trouble) in [("refused", true), ("crashes", true), ("topic t created", false), ("are lost", true)] {
        let line = lines.iter().find(|(text, _)| text.contains(part));
        assert_eq!(line.map(|(_, trouble)| *trouble), Some(is_trouble), "{part} in {lines:#?}");
    }
}

#[test]
fn rows_name_operations_and_members_that_there_are() {
    for kind in ALL {
        let Some(calls) = &kind.calls else { continue };
        for (name, _) in calls.left_out {
            assert!(calls.service.operation(name).is_some(), "{name} is no operation");
        }
        for (member, _) in (calls.values)(everything().sim()) {
            // An endpoint of one service may be what another asks for.
            let all = Service::ALL.into_iter().flat_map(Service::operations);
            assert!(all.into_iter().any(|operation| operation.member(member).is_some()), "{member} is no member");
        }
    }
    let names: Vec<_> = ALL.into_iter().flat_map(|kind| kind.sheets).map(|leaf| leaf.name).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "{names:?}");
}
