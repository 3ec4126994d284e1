//! What a story does later, and another try at its challenge, however hastily time is turned.
use super::{Course, Player};
use crate::lessons::code;
use crate::story::trial::{Hands, measured};
use shardscope_core::base::Duration;
use shardscope_core::sim::Command;

/// A story of one's own, where its first step begins.
fn own(text: &str) -> (Course, Player) {
    let mut player = Player::open(text).expect("a story");
    player.finish();
    (Course::of(player.story().expect("it tells one"), &player), player)
}

/// Plays to the end of a step.
fn play(player: &mut Player, length: Duration) {
    player.hurry(length);
    player.finish();
}

#[test]
fn a_step_waits_for_its_reader_and_its_lines_keep_their_distance() {
    let text = "# T\n\nabout\n\n## One\n\ntext\n\n```shardscope\nshardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\nuntil 40s\n```\n\n## Two\n\n```shardscope\nat 40s note first\nat 45s note second\nuntil 50s\n```\n";
    let (mut course, mut player) = own(text);
    // The reader thinks for a minute.
    play(&mut player, Duration::from_secs(60));
    assert_eq!(course.next(&mut player), Ok(true));
    play(&mut player, Duration::from_secs(30));
    let times: Vec<_> = player.timeline.log().iter().map(|logged| logged.at_micros / 1_000_000).collect();
    assert_eq!(times, [0, 100, 100, 105]);
    // Back, and on again: nothing happens twice.
    assert!(course.back(&mut player));
    player.finish();
    assert_eq!((course.place(&player), player.now().since(player.timeline.epoch())), (0, Duration::from_secs(40)));
    assert_eq!(course.next(&mut player), Ok(true));
    player.finish();
    play(&mut player, Duration::from_secs(60));
    assert_eq!((course.place(&player), player.timeline.log().len()), (1, 4));
}

#[test]
fn what_a_step_does_later_happens_once_however_hastily_time_is_turned() {
    let text = "# T\n\nabout\n\n## One\n\ntext\n\n```shardscope\nshardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\nuntil 40s\n```\n\n## Two\n\n```shardscope\nat 40s note first\nat 45s note second\nuntil 50s\n```\n";
    let notes = |player: &Player| {
        let log = player.timeline.log().iter();
        log.filter(|logged| matches!(&logged.command, Command::Note(note) if note == "second")).count()
    };
    // Taken back and done again while the clock runs, without a pause for anything else.
    let (mut course, mut player) = own(text);
    assert_eq!(course.next(&mut player), Ok(true));
    for _ in 0..90 {
        player.submit(Command::Note("mine".into())).expect("a note");
        assert!(player.undo(false));
        player.hurry(Duration::from_millis(20));
        player.advance(16.0, || false);
    }
    play(&mut player, Duration::from_secs(10));
    assert_eq!(notes(&player), 1);
    // Back, and past the end of what is known in one leap.
    let (mut course, mut player) = own(text);
    assert_eq!(course.next(&mut player), Ok(true));
    player.seek(player.now() - Duration::from_secs(20));
    play(&mut player, Duration::from_secs(60));
    assert_eq!(notes(&player), 1);
}

#[test]
fn another_try_leaves_where_the_challenge_began_though_time_goes_on_at_once() {
    let path = format!("{}/lessons/hot-partition.md", env!("CARGO_MANIFEST_DIR"));
    let (mut course, mut player) = own(&std::fs::read_to_string(path).expect("a lesson"));
    let challenge = course.story.challenge().expect("it has one").0;
    while course.place(&player) < challenge {
        while course.ripen(&mut player) {
            player.finish();
        }
        assert_eq!(course.next(&mut player), Ok(true));
    }
    play(&mut player, Duration::from_secs(2));
    player.submit(Command::Note("a foul".into())).expect("a note");
    play(&mut player, Duration::from_secs(40));
    assert_eq!(course.try_again(&mut player), Ok(()));
    // No frame has passed in which the way back could have arrived.
    play(&mut player, Duration::from_secs(20));
    assert_eq!(player.timeline.branches().len(), 2);
    assert_eq!(player.now(), course.entered(&player, challenge).expect("it was entered") + Duration::from_secs(20));
    let foul = Command::Note("a foul".into());
    assert!(
        player.timeline.log().iter().all(|logged| logged.command != foul),
        "what was done in the first try is on its branch"
    );
}

/// Plays a lesson up to a step's end, each step as soon as there is nothing more to see in the one before.
fn play_to(course: &mut Course, player: &mut Player, step: usize) {
    while course.place(player) < step {
        while course.ripen(player) {
            player.finish();
        }
        assert_eq!(course.next(player), Ok(true));
        player.finish();
    }
    play(player, course.story.steps[step].length);
}

#[test]
fn a_page_measures_what_a_trial_measures_however_time_was_turned() {
    let mut state = 7_u64;
    let mut roll = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut compared = 0;
    for name in ["hot-partition", "split", "partial-failure", "shared-or-fan-out"] {
        let path = format!("{}/lessons/{name}.md", env!("CARGO_MANIFEST_DIR"));
        let (mut course, mut player) = own(&std::fs::read_to_string(path).expect("a lesson"));
        let story = course.story.clone();
        let last = story.challenge().expect("it has one").0 - 1;
        play_to(&mut course, &mut player, last);
        let end = player.now();
        for _ in 0..6 {
            let back = end.since(player.timeline.epoch()).as_micros();
            player.seek(player.timeline.epoch() + Duration::from_micros(roll(back)));
            match roll(3) {
                // Something is done in the past, on a branch of its own, and left again.
                0 => {
                    player.submit(Command::Note("mine".into())).expect("a note");
                    play(&mut player, Duration::from_millis(roll(9_000)));
                    course.measure(&player, || true);
                    player.switch(0);
                }
                1 => {
                    player.finish();
                    course.measure(&player, || roll(4) > 0);
                }
                _ => player.hurry(Duration::from_millis(roll(20_000))),
            }
            player.finish();
        }
        player.seek(end);
        player.finish();
        course.recall(&player);
        course.measure(&player, || true);
        let hands = Hands { seed: story.beginning.config.seed, word: story.word(), lines: &[] };
        let (page, trial) = (course.measuring.values(), measured(&story, hands));
        assert_eq!(page.len(), trial.len());
        for (measure, (page, trial)) in story.measures.iter().zip(page.iter().zip(&trial)) {
            assert_eq!(page, trial, "{name}: {}", measure.label);
            compared += usize::from(page.is_some());
        }
    }
    assert!(compared >= 8, "{compared} numbers were compared");
}

#[test]
fn going_from_event_to_event_a_step_does_what_it_does_later() {
    let text = "# T\n\nabout\n\n## One\n\ntext\n\n```shardscope\nshardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\nuntil 40s\n```\n\n## Two\n\n```shardscope\nat 40s note first\nat 45s note second\nuntil 50s\n```\n";
    let (mut course, mut player) = own(text);
    assert_eq!(course.next(&mut player), Ok(true));
    let entered = player.now();
    for _ in 0..50 {
        player.step_event();
        if player.now() > entered + Duration::from_secs(30) {
            break;
        }
    }
    let second = Command::Note("second".into());
    let at = player.timeline.log().iter().filter(|logged| logged.command == second).map(|logged| logged.at_micros);
    assert_eq!(at.collect::<Vec<_>>(), [45_000_000]);
}

#[test]
fn whoever_only_presses_try_again_gets_no_branches_and_who_tries_gets_one() {
    let path = format!("{}/lessons/hot-partition.md", env!("CARGO_MANIFEST_DIR"));
    let (mut course, mut player) = own(&std::fs::read_to_string(path).expect("a lesson"));
    let challenge = course.story.challenge().expect("it has one").0;
    play_to(&mut course, &mut player, challenge);
    let again = |course: &mut Course, player: &mut Player| {
        course.try_again(player).expect("there is room");
        player.finish();
        player.timeline.branches().len()
    };
    assert_eq!([(); 20].map(|()| again(&mut course, &mut player)), [1; 20]);
    player.set_speed(100.0);
    player.submit(Command::Note("mine".into())).expect("a note");
    assert_eq!([(); 20].map(|()| again(&mut course, &mut player)), [2; 20]);
    assert_eq!(player.speed, 1.0, "as fast as the step begins");
}

#[test]
fn a_student_who_answers_anew_has_one_vote_and_what_was_counted_is_in_the_run() {
    let path = format!("{}/lessons/merge.md", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(path).expect("a lesson");
    let (mut course, mut player) = own(&text);
    play_to(&mut course, &mut player, 0);
    assert_eq!(course.next(&mut player), Ok(true));
    let question = "Merge/2";
    let code = |choice, student| code::code(question, code::Answer { choice, sure: Some(1) }, student).expect("a code");
    let votes = |course: &Course| course.votes.get(&1).cloned().unwrap_or_default();
    for (text, expected) in [
        (format!("{}-1F", code(0, 31)), [1, 0]),
        (format!("{}-1F", code(0, 31)), [1, 0]),
        (code(0, 31), [1, 0]),
        (format!("{}-1F", code(1, 31)), [0, 1]),
        (format!("{}-2A", code(1, 42)), [0, 2]),
        (code(0, 77).to_lowercase(), [1, 2]),
        ("ABCD".into(), [1, 2]),
        (format!("{}-{}", code(0, 5), "9".repeat(40)), [1, 2]),
    ] {
        course.take_code(&mut player, &text);
        assert_eq!(votes(&course), expected, "{text}");
    }
    course.vote(&mut player, 0, true);
    assert_eq!(votes(&course), [2, 2]);
    let mut again = Player::open(&player.save()).expect("a saved run");
    again.finish();
    let found = Course::of(again.story().expect("it carries its story"), &again);
    assert_eq!(votes(&found), [2, 2]);
    assert!(player.undo(false));
    course.recall(&player);
    assert_eq!(votes(&course), [1, 2], "what was undone does not count");
}
