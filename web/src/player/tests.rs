use super::*;
use crate::scenario::{self, SCENARIOS};

#[test]
fn every_scenario_is_legal_and_flows_when_its_picture_begins() {
    for scenario in SCENARIOS.iter().chain(scenario::TOLD).chain(scenario::DIFFERS) {
        let player = Player::of(scenario);
        assert_eq!(player.timeline.done(), scenario.script().commands.len(), "{}", scenario.name);
        assert_eq!(player.title, scenario.title());
        let produced: u64 = player.sim().producers().map(|producer| producer.stats.accepted).sum();
        let by_lanes: u64 = player.sim().lanes().map(|lane| lane.sender.taken).sum();
        assert_eq!(produced + by_lanes > 0, scenario.name != "empty", "{}", scenario.name);
    }
}

#[test]
fn frame_rate_does_not_change_the_run() {
    let frames = |count: u32, millis: f64| {
        let mut player = Player::of(&SCENARIOS[0]);
        (0..count).for_each(|_| player.advance(millis, || true));
        player
    };
    assert_eq!(frames(40, 50.0).sim(), frames(200, 10.0).sim());
}

#[test]
fn a_saved_run_comes_back_as_it_was() {
    let mut player = Player::of(&SCENARIOS[0]);
    player.advance(90.0, || true);
    let mut again = Player::restore(&player.save()).unwrap();
    again.advance(1.0, || true);
    assert_eq!(again.hurrying(), None);
    assert_eq!(player.sim(), again.sim());
    assert!(Player::restore("{}").is_err());
    assert!(Player::restore("").is_err());
    let later = player.save().replace("shardscope 1", "shardscope 2");
    assert!(Player::restore(&later).is_err_and(|reason| reason.contains("version 2")));
}

#[test]
fn memory_runs_out_with_a_stop_and_goes_on_with_more() {
    let mut player = Player::of(&SCENARIOS[0]);
    player.timeline.set_memory_limit(1);
    player.advance(50.0, || true);
    let stopped = player.now();
    assert!(player.out_of_memory && !player.playing);
    player.play(true);
    player.advance(50.0, || true);
    assert_eq!(player.now(), stopped);
    player.allow_memory(1 << 30);
    player.play(true);
    player.advance(50.0, || true);
    assert!(player.now() > stopped);
}

#[test]
fn time_runs_back_to_the_beginning_and_stops() {
    let mut player = Player::of(&SCENARIOS[0]);
    let end = player.now();
    player.speed = 10.0;
    player.play_backwards();
    player.advance(100.0, || true);
    assert_eq!(end.since(player.now()), Duration::SECOND);
    (0..60).for_each(|_| player.advance(100.0, || true));
    assert_eq!(player.elapsed(), Duration::ZERO);
    assert!(!player.playing && !player.backwards);
    player.play(true);
    (0..60).for_each(|_| player.advance(100.0, || true));
    assert!(player.now() > end);
    let mut straight = Player::of(&SCENARIOS[0]);
    straight.hurry(player.now().since(straight.now()));
    straight.finish();
    assert_eq!(player.sim(), straight.sim());
}

#[test]
fn two_branches_go_by_one_clock() {
    let mut player = Player::of(&SCENARIOS[0]);
    let before = player.now();
    player.hurry(Duration::from_secs(5));
    player.finish();
    let first = player.sim().clone();
    player.seek(before);
    player.finish();
    player.submit(Command::Add(scenario::hot("gps", "truck_1").into())).unwrap();
    assert_eq!(player.timeline.branches().len(), 2);
    player.compare_with(Some(0));
    player.hurry(Duration::from_secs(5));
    player.finish();
    player.advance(0.0, || true);
    let compare = player.compare.as_ref().unwrap();
    assert_eq!(compare.cursor.sim, first);
    assert_eq!(compare.cursor.sim.now(), player.now());
    // Going back takes both along.
    player.seek(before + Duration::SECOND);
    player.finish();
    player.advance(0.0, || true);
    assert_eq!(player.compare.as_ref().unwrap().cursor.sim.now(), player.now());
}

#[test]
fn lists_are_asked_for_page_by_page() {
    let mut player = Player::empty(Config::default());
    let line = "aws kinesis create-stream --stream-name s --shard-count 1500";
    player.ask(&shardscope_core::cli::parse(line).unwrap()).unwrap();
    player.hurry(Duration::from_secs(31));
    player.finish();
    let mut shards = |line: &str| {
        let answer = player.ask(&shardscope_core::cli::parse(line).unwrap()).unwrap().unwrap();
        let list = answer.get("Shards").or_else(|| answer.get("StreamDescription")?.get("Shards")).cloned();
        let Some(shardscope_core::api::Value::List(shards)) = list else { panic!("no shards") };
        shards.len()
    };
    assert_eq!(shards("aws kinesis list-shards --stream-name s"), 1_500);
    assert_eq!(shards("aws kinesis list-shards --stream-name s --no-paginate"), 1_000);
    assert_eq!(shards("aws kinesis describe-stream --stream-name s --limit 400"), 1_500);
}

#[test]
fn an_opened_run_without_its_file_says_so() {
    let run = |line: &str| {
        let text = format!(
            "shardscope 1\nlifecycle 1s\nat 0s aws kinesis create-stream --stream-name s --shard-count 1\n{line}\nuntil 9s\n"
        );
        Player::restore(&text).unwrap()
    };
    let of_file = run("at 2s producer 'a file' --stream-name s --workload file-by-time:0");
    assert!(of_file.lacks_a_file());
    assert!(!run("at 2s producer p --stream-name s").lacks_a_file());
    // One that has its file lacks nothing, nor does what goes on with it.
    let mut begun = run("at 2s reader r --stream-name s");
    begun.load_dataset(Default::default());
    assert!(!begun.lacks_a_file());
}

#[test]
fn one_record_on_and_one_back() {
    let taken = |of: &Player| of.sim().kinesis().streams().map(|of| of.series.total.incoming_records).sum::<u64>();
    let mut player = Player::of(crate::stories::named("trucks").expect("it comes with the page"));
    let mut moments = Vec::new();
    for _ in 0..5 {
        let before = taken(&player);
        player.step_record();
        assert!(taken(&player) > before);
        moments.push(player.now());
    }
    moments.dedup();
    // Of records that came at once the moment is one.
    for pair in moments.windows(2).rev() {
        player.seek(pair[1]);
        player.finish();
        assert_eq!(player.record_before(), Some(pair[0]));
    }
    assert!(moments.len() > 1);
}
