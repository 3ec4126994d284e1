use super::*;
use crate::scenario::SCENARIOS;

#[test]
fn every_scenario_is_legal_and_flows_when_its_picture_begins() {
    for scenario in SCENARIOS {
        let player = Player::of(scenario);
        assert_eq!(player.commands.len(), (scenario.commands)().len(), "{}", scenario.name);
        let accepted: u64 = player.sim.producers().map(|producer| producer.stats.accepted).sum();
        assert_eq!(accepted > 0, scenario.name != "empty", "{}", scenario.name);
    }
}

#[test]
fn frame_rate_does_not_change_the_run() {
    let frames = |count: u32, millis: f64| {
        let mut player = Player::of(&SCENARIOS[0]);
        (0..count).for_each(|_| player.advance(millis, || true));
        player.sim
    };
    assert_eq!(frames(40, 50.0), frames(200, 10.0));
}

#[test]
fn a_saved_run_comes_back_as_it_was() {
    let mut player = Player::of(&SCENARIOS[0]);
    player.advance(90.0, || true);
    let mut again = Player::restore(&player.save()).unwrap();
    again.advance(1.0, || true);
    assert_eq!(again.hurrying(), None);
    assert_eq!(player.sim, again.sim);
    assert!(Player::restore("{}").is_err());
    let later = player.save().replace("\"version\":1", "\"version\":2");
    assert!(Player::restore(&later).is_err());
}

#[test]
fn memory_runs_out_with_a_stop_and_goes_on_with_more() {
    let mut player = Player::of(&SCENARIOS[0]);
    player.sim.set_memory_limit(1);
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
