//! Stories as they are told: those that come with the page, and texts that are none.
use super::{Course, Player};
use crate::scenario::{self, Scenario};
use crate::stories::{self, STORIES};
use crate::story::{STEPS_MOST, Story, TEXT_MOST};
use shardscope_core::base::Duration;

fn told(scenario: &Scenario) -> (Course, Player) {
    let player = Player::of(scenario);
    let story = stories::titled(&player.title).expect("its title leads to it");
    (Course::of(story, &player), player)
}

/// Plays to the end of a step.
fn play(player: &mut Player, length: Duration) {
    player.hurry(length);
    player.finish();
}

#[test]
fn stories_are_what_the_page_says_of_them() {
    for (_, scenario) in STORIES {
        let story = Story::parse(scenario.english).unwrap_or_else(|mistake| panic!("{}: {mistake}", scenario.name));
        assert_eq!((story.title.as_str(), story.about.as_str()), (scenario.title(), scenario.about()));
        assert!((4..=8).contains(&story.steps.len()), "{}: {} steps", scenario.name, story.steps.len());
        assert!(
            scenario::SCENARIOS.iter().chain(scenario::TOLD).all(|of| of.title() != story.title),
            "{}: a run has this title",
            scenario.name
        );
        for step in &story.steps {
            assert!(step.choices.is_empty() || step.choices.iter().filter(|choice| choice.is_right).count() == 1);
            assert!(
                !(step.lights.is_empty() || step.text.is_empty() && step.choices.is_empty()),
                "{}: {}",
                scenario.name,
                step.title
            );
        }
    }
}

#[test]
fn every_step_does_what_it_says_and_nothing_is_refused() {
    for (_, scenario) in STORIES {
        let (mut course, mut player) = told(scenario);
        for place in 1..course.story.steps.len() {
            assert_eq!(course.next(&mut player), Ok(true), "{}, step {}", scenario.name, place + 1);
            assert_eq!(course.place(&player), place, "{}", scenario.name);
            play(&mut player, course.story.steps[place].length);
        }
        assert_eq!(course.next(&mut player), Ok(false));
        let lines: usize = course.story.steps.iter().map(|step| step.lines.len()).sum();
        let notes = course.story.steps.len() - 1 + usize::from(course.word(&player).is_some());
        let begun = course.story.beginning.commands.len();
        assert_eq!(player.timeline.log().len(), begun + lines + notes, "{}: each line was carried out", scenario.name);
    }
}

#[test]
fn who_goes_on_early_sees_what_the_step_speaks_of_all_the_same() {
    let (mut course, mut player) = told(&STORIES[0].1);
    for place in 1..course.story.steps.len() {
        while course.ripen(&mut player) {
            player.finish();
        }
        assert_eq!(course.next(&mut player), Ok(true));
        assert_eq!(course.place(&player), place);
    }
    let lengths: u64 =
        course.story.steps[..course.story.steps.len() - 1].iter().map(|step| step.length.as_secs()).sum();
    assert_eq!(player.elapsed(), course.story.beginning.until + Duration::from_secs(lengths));
    // The last one leads nowhere, and back nothing has to be waited for.
    assert!(!course.ripen(&mut player) && course.back(&mut player));
    player.finish();
    assert!(!course.ripen(&mut player), "what comes next is known");
}

#[test]
fn whatever_word_is_typed_the_story_can_be_told() {
    for word in ["0", "62", "--rate", "trucks", "a:b", "-", "{middle}", "it's", &"x".repeat(300)] {
        let (mut course, mut player) = told(&STORIES[0].1);
        course.set_word(word);
        for place in 1..course.story.steps.len() {
            assert_eq!(course.next(&mut player), Ok(true), "{word}, step {}", place + 1);
            play(&mut player, course.story.steps[place].length);
        }
        assert!(player.sim().producers().any(|of| of.spec.name == "trucks" && of.spec.rate == 1_000), "{word}");
    }
}

#[test]
fn another_word_after_going_back_is_another_run() {
    let (mut course, mut player) = told(&STORIES[0].1);
    assert_eq!(course.next(&mut player), Ok(true));
    // At the same instant: going back goes before it.
    assert!(course.back(&mut player));
    player.finish();
    assert_eq!(course.place(&player), 0);
    course.set_word("bob");
    assert_eq!((course.next(&mut player), course.place(&player)), (Ok(true), 1));
    play(&mut player, Duration::from_secs(3));
    assert_eq!(course.next(&mut player), Ok(true), "what is done to the key finds it");
    assert_eq!(course.word(&player).as_deref(), Some("bob"));
    assert_eq!(player.timeline.branches().len(), 2);
    // On the other branch the word is the other one.
    player.switch(0);
    player.finish();
    assert_eq!((course.place(&player), course.word(&player).as_deref()), (1, Some("ada")));
}

#[test]
fn a_run_that_is_opened_again_knows_its_step_and_its_word() {
    let (mut course, mut player) = told(&STORIES[0].1);
    course.set_word("  zoë {shard} 'x'  ");
    for _ in 0..2 {
        assert_eq!(course.next(&mut player), Ok(true));
        play(&mut player, Duration::from_secs(3));
    }
    let again = Player::restore(&player.save()).expect("what was saved can be opened");
    let mut again = again;
    again.finish();
    let found = Course::of(stories::titled(&again.title).expect("it is known by its title"), &again);
    assert_eq!((found.place(&again), found.word(&again).as_deref()), (2, Some("zoë {shard} 'x'")));
    assert!(again.sim().producers().any(|producer| producer.spec.name == "key zoë {shard} 'x'"));
}

#[test]
fn a_story_of_ones_own_goes_where_its_run_goes() {
    let text = "# Mine\n\nabout\n\n## One\n\ntext\n\n```shardscope\nshardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\nuntil 40s\n```\n\n## Two\n\nWill it?\n\n- ( ) yes\n- (x) no\n\n```shardscope\nat 40s note first\nuntil 50s\n```\n";
    let mut player = Player::open(text).expect("a story");
    player.finish();
    let mut course = Course::of(player.story().expect("it tells one"), &player);
    assert_eq!(course.next(&mut player), Ok(true));
    // Nothing is shown of what is asked about until somebody has answered, and then the answer stands.
    assert!(course.waits(&player) && !player.playing && course.is_open(&player));
    course.choose(&mut player, 1);
    assert!(player.playing && !course.waits(&player));
    play(&mut player, Duration::from_secs(5));
    course.choose(&mut player, 0);
    assert_eq!(course.chosen.get(&1).map(|of| of.choice), Some(1));
    let saved = player.save();
    let mut again = Player::open(&saved).expect("a saved run");
    again.finish();
    let found = Course::of(again.story().expect("it carries its story"), &again);
    assert_eq!((found.story.title.as_str(), found.place(&again), again.save()), ("Mine", 1, saved.clone()));
    assert_eq!(found.chosen.get(&1).map(|of| of.choice), Some(1), "the answer is in the run");
    // What is wrong with a story is said, with its place, wherever it is.
    let refused = Player::open(&text.replace("- (x) no", "- [x] no")).err().expect("a mistake");
    assert!(refused.contains("line 20"), "{refused}");
    // A run is one without its story, too.
    let without = Player::open(&saved.replace("- (x) no", "- [x] no")).expect("a saved run");
    assert!(without.story().is_none() && without.lost_story.is_some_and(|why| why.contains("line 20")));
    assert!(Player::open(&format!("# mine\n#|----\n{saved}")).is_ok_and(|player| player.story().is_some()));
}

#[test]
fn a_question_is_asked_again_where_it_was_passed_over_and_no_clock_stops_it() {
    let (_, worker) = STORIES.iter().find(|(_, of)| of.name == "worker").expect("it is there");
    let (mut course, mut player) = told(worker);
    assert_eq!(course.next(&mut player), Ok(true));
    assert!(course.waits(&player));
    course.skip(&mut player);
    assert!(player.playing && !course.waits(&player));
    play(&mut player, Duration::from_secs(3));
    assert!(!course.is_open(&player), "what was asked about has been seen");
    assert_eq!(course.next(&mut player), Ok(true));
    assert!(course.back(&mut player));
    player.finish();
    assert!(!course.waits(&player), "it was passed over once");
    // Where it was never met, going back to it asks it.
    let mut course = Course::of(player.story().expect("it tells one"), &player);
    assert_eq!(course.next(&mut player), Ok(true));
    player.finish();
    assert!(course.back(&mut player));
    player.finish();
    assert!(course.waits(&player) && !player.playing);
    // The clock of somebody else is not started: the step is taken to its end.
    let (mut course, mut player) = told(worker);
    player.manual = true;
    assert_eq!(course.next(&mut player), Ok(true));
    course.skip(&mut player);
    assert!(!player.playing && !course.waits(&player) && course.ripen(&mut player));
}

#[test]
fn an_answer_goes_with_its_note() {
    let (_, worker) = STORIES.iter().find(|(_, of)| of.name == "worker").expect("it is there");
    let (mut course, mut player) = told(worker);
    assert_eq!(course.next(&mut player), Ok(true));
    course.choose(&mut player, 1);
    assert_eq!(course.chosen.get(&1).map(|of| of.choice), Some(1));
    assert!(player.undo(false));
    course.recall(&player);
    assert_eq!(course.chosen.get(&1), None, "what was undone is not answered");
    assert!(player.undo(true));
    course.recall(&player);
    assert_eq!(course.chosen.get(&1).map(|of| of.choice), Some(1));
}

#[test]
fn what_is_no_story_is_refused_with_its_place() {
    let first = "```shardscope\nshardscope 1\nuntil 1s\n```\n";
    let step = |text: &str| format!("# T\n\n## A\n\n{first}\n## B\n\n{text}\n");
    let cases = [
        ("", 1, "expected a block"),
        ("text\n", 1, "expected '# title'"),
        ("## A\n", 1, "expected '# title' before"),
        ("# T\n\n# U\n", 3, "one title"),
        ("# T\n\n## A\n\n<b>x</b>\n", 5, "no HTML"),
        ("# T\n\n## A\n\n```sh\nls\n```\n", 5, "expected a block that begins with"),
        ("# T\n\n```shardscope\nshardscope 1\n```\n", 3, "expected '## title of a step'"),
        (&step("- an answer"), 12, "expected '- ( ) an answer'"),
        (&step("light: moon"), 12, "found 'moon'"),
        (&step("speed: 0"), 12, "expected a speed from 0.1 to 1000"),
        (&step("show: stream · dance: yes"), 12, "found 'dance'"),
        (&step("```shardscope\nat 2s note x\nat 1s note y\n```"), 14, "expected 2s or later"),
        (&step("```shardscope\nat 2s fly\n```"), 13, "there is no command 'fly'"),
        (&step("```shardscope\nseed 1\n```"), 13, "expected 'at TIME …'"),
        (&format!("# T\n\n## A\n\n{first}{first}"), 9, "one block"),
        (&"# T\n\n## A\n\n".replace("## A", &"## A\n\n".repeat(2)), 5, "another step has this title"),
    ];
    for (text, line, reason) in cases {
        let mistake = Story::parse(text).expect_err(text);
        assert!(mistake.reason.contains(reason), "{text:?}: {mistake}");
        assert_eq!(mistake.line, line, "{text:?}: {mistake}");
    }
    let long = format!("# T\n{}", "x".repeat(TEXT_MOST));
    assert!(Story::parse(&long).is_err_and(|mistake| mistake.reason.contains("bytes at most")));
    let steps: String = (0..=STEPS_MOST).map(|number| format!("## {number}\n\n")).collect();
    assert!(Story::parse(&format!("# T\n\n{steps}")).is_err_and(|mistake| mistake.reason.contains("steps at most")));
}
