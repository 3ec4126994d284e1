//! What a story does later, and another try at its challenge, however hastily time is turned.
use super::{Course, Player};
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
