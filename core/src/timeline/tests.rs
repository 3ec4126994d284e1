//! Time both ways. tests/tests/timeline.rs tries random runs.
use super::*;
use crate::hash::HashKey;
use crate::kinesis::{Request, ShardId};
use crate::script::Script;
use crate::sim::Event;
use alloc::string::ToString;

type Trace = Vec<(Instant, Event)>;

const RUN: &str = "\
shardscope 1
lifecycle 2s
at 0s aws kinesis create-stream --stream-name s --shard-count 2
at 2s producer trucks --stream-name s --rate 800 --api put-records:20
at 2s reader positions --stream-name s
at 10s aws kinesis split-shard --stream-name s --shard-to-split shardId-000000000000 --new-starting-hash-key 5000
at 20s aws kinesis put-record --stream-name s --partition-key a --data aGk=
until 60s
";

fn played() -> Timeline<Trace> {
    let mut timeline = Timeline::of(Script::parse(RUN).unwrap());
    assert_eq!(timeline.seek(timeline.end()), Step::Reached);
    timeline
}

fn at(timeline: &Timeline<Trace>, seconds: u64) -> Instant {
    timeline.epoch() + Duration::from_secs(seconds)
}

fn put(key: &str) -> Command {
    let line =
        alloc::format!("shardscope 1\nat 0s aws kinesis put-record --stream-name s --data aGk= --partition-key {key}");
    Script::parse(&line).unwrap().commands[0].command.clone()
}

#[test]
fn any_moment_is_as_it_was() {
    let mut timeline = played();
    assert!(timeline.checkpoints().count() > 1);
    let end = timeline.clone();
    for seconds in [59, 3, 20, 0, 41, 10, 60] {
        timeline.seek(at(&end, seconds));
        let mut fresh: Timeline<Trace> = Timeline::of(Script::parse(RUN).unwrap());
        fresh.step(at(&end, seconds), u64::MAX);
        assert_eq!(timeline.sim(), fresh.sim(), "{seconds}");
        assert_eq!(timeline.sink(), fresh.sink(), "{seconds}");
    }
    assert_eq!(timeline.sim(), end.sim());
    assert_eq!(timeline.branches().len(), 1);
}

#[test]
fn backwards_is_the_same_way() {
    let mut timeline = played();
    for seconds in (0..60).rev() {
        let target = at(&timeline, seconds);
        while timeline.seek_back(target, 1_000) == Step::OutOfBudget {}
        let mut other = played();
        other.seek(at(&timeline, seconds));
        assert_eq!(timeline.sim(), other.sim(), "{seconds}");
    }
}

#[test]
fn acting_in_the_past_forks_and_the_other_way_stays() {
    let mut timeline = played();
    let end = timeline.sim().clone();
    timeline.seek(at(&timeline, 15));
    timeline.act(put("b")).unwrap();
    assert_eq!((timeline.branches().len(), timeline.current(), timeline.branches()[1].parent), (2, 1, Some(0)));
    assert_eq!(timeline.log().len(), 6, "four before, the branch, and the record");
    timeline.step(at(&timeline, 60), u64::MAX);
    assert_ne!(timeline.sim(), &end);
    let other = timeline.sim().clone();
    // Now at the end of this branch: no further fork.
    timeline.act(put("c")).unwrap();
    assert_eq!(timeline.branches().len(), 2);
    let target = timeline.switch(0).unwrap();
    timeline.step(target, u64::MAX);
    assert_eq!(timeline.sim(), &end);
    // What is written of a branch plays as the branch did.
    timeline.switch(1);
    let text = timeline.script("x").print();
    let mut again: Timeline<Trace> = Timeline::of(Script::parse(&text).unwrap());
    again.step(at(&again, 59), u64::MAX);
    timeline.seek(at(&again, 59));
    assert_eq!(again.sim(), timeline.sim());
    assert_ne!(again.sim(), &other);
}

#[test]
fn a_mistake_in_the_past_costs_no_branch() {
    let mut timeline = played();
    timeline.seek(at(&timeline, 15));
    let before = timeline.sim().clone();
    let (first, last) = (ShardId(0), ShardId(7));
    let mistakes = [
        Command::Remove(crate::client::Kind::Producer, crate::client::ActorId(9)),
        Request::split_shard("s", last, HashKey(1)).into(),
        Request::merge_shards("s", first, last).into(),
        Request::create_stream("s", Some(1)).into(),
    ];
    for mistake in mistakes {
        assert!(timeline.act(mistake.clone()).is_err(), "{mistake:?}");
        assert!(timeline.branches().len() == 1 && timeline.sim() == &before, "{mistake:?}");
    }
}

#[test]
fn undo_takes_back_and_redo_does_again() {
    let mut timeline = played();
    timeline.act(put("b")).unwrap();
    timeline.step(at(&timeline, 70), u64::MAX);
    let (with, now) = (timeline.sim().clone(), timeline.now());
    let target = timeline.undo().unwrap();
    assert_eq!(target, now);
    timeline.step(target, u64::MAX);
    let records = |sim: &Sim| sim.kinesis().stream_named("s").unwrap().series.total.incoming_records;
    assert_eq!(records(timeline.sim()), records(&with) - 1);
    assert_eq!(timeline.branches().len(), 1);
    let target = timeline.redo().unwrap();
    timeline.step(target, u64::MAX);
    assert_eq!(timeline.sim(), &with);
    assert!(timeline.redo().is_none());
    // What the run came with stays.
    let mut count = 0;
    while let Some(target) = timeline.undo() {
        timeline.step(target, u64::MAX);
        count += 1;
    }
    assert_eq!((count, timeline.sim().kinesis().streams().count()), (1, 1));
}

#[test]
fn the_trace_of_any_stretch_can_be_told_again() {
    let mut timeline = played();
    let all = timeline.sink().clone();
    timeline.seek(at(&timeline, 40));
    let (from, until) = (at(&timeline, 12), at(&timeline, 40));
    let mut told = Trace::new();
    timeline.replay(from, &mut told);
    let expected: Trace = all.into_iter().filter(|(when, _)| (from..=until).contains(when)).collect();
    assert!(expected.len() > 1_000);
    assert_eq!(told, expected);
}

#[test]
fn there_are_never_too_many_checkpoints_or_branches() {
    let mut timeline = played();
    timeline.step(at(&timeline, 1_500), u64::MAX);
    assert!((8..=COARSE_MOST).contains(&timeline.checkpoints().count()));
    for n in 0..20 {
        timeline.seek(at(&timeline, 100 - n));
        let (before, acts) = (timeline.branches().len(), timeline.done());
        match timeline.act(put("x")) {
            Ok(_) => assert_eq!(timeline.branches().len(), before + 1),
            Err(error) => {
                // Which of them may go is asked, not decided; the run is as it was.
                assert_eq!(error.to_string(), "branches: 16 are kept: remove one of them first");
                assert_eq!((before, timeline.done(), timeline.is_full()), (BRANCHES_MOST, acts, true));
                assert_eq!(timeline.undo(), None);
            }
        }
    }
    assert_eq!(timeline.branches().len(), BRANCHES_MOST);
    assert!(timeline.remove_branch(3));
    timeline.act(put("x")).unwrap();
    assert_eq!(timeline.branches().len(), BRANCHES_MOST);
    assert!(timeline.branches().iter().all(|branch| branch.parent.is_none_or(|parent| parent < BRANCHES_MOST)));
}

#[test]
fn the_trace_of_what_is_still_to_come_is_empty() {
    let mut timeline = played();
    timeline.seek(at(&timeline, 1));
    let mut told = Trace::new();
    timeline.replay(at(&timeline, 40), &mut told);
    assert!(told.is_empty());
}

#[test]
fn redo_in_the_past_stays_in_the_past() {
    let mut timeline = played();
    timeline.act(put("b")).unwrap();
    timeline.step(at(&timeline, 70), u64::MAX);
    let target = timeline.undo().unwrap();
    timeline.step(target, u64::MAX);
    timeline.seek(at(&timeline, 10));
    let target = timeline.redo().unwrap();
    timeline.step(target, u64::MAX);
    assert_eq!(timeline.now(), at(&timeline, 10));
}

#[test]
fn the_first_act_in_the_past_of_a_script_can_be_taken_back() {
    let mut timeline = played();
    timeline.seek(at(&timeline, 15));
    let before = timeline.sim().clone();
    assert!(!timeline.can_undo(), "what the script came with stays");
    timeline.act(put("mine")).unwrap();
    assert!(timeline.can_undo());
    let target = timeline.undo().unwrap();
    timeline.step(target, u64::MAX);
    assert!(!timeline.can_undo());
    let records = |sim: &Sim| sim.kinesis().stream_named("s").unwrap().series.total.incoming_records;
    assert_eq!(records(timeline.sim()), records(&before));
    let target = timeline.redo().unwrap();
    timeline.step(target, u64::MAX);
    assert_eq!(records(timeline.sim()), records(&before) + 1);
}

#[test]
fn a_way_back_that_has_not_arrived_ends_when_something_is_taken_back() {
    let mut timeline = played();
    timeline.act(put("late")).unwrap();
    let target = at(&timeline, 40);
    assert_eq!(timeline.seek_back(target, 10), Step::OutOfBudget);
    let now = timeline.undo().unwrap();
    timeline.step(now, u64::MAX);
    while timeline.seek_back(target, 1_000) == Step::OutOfBudget {}
    assert_eq!(timeline.now(), target);
    timeline.step(now, u64::MAX);
    let mut fresh: Timeline<Trace> = Timeline::of(timeline.script(""));
    fresh.step(now, u64::MAX);
    assert!(timeline.sim() == fresh.sim());
}
