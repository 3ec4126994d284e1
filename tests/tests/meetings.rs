//! Everything meets everything: a reader of every kind on every stream of every run that is kept, and random mixes of all
//! actors and services. Nothing panics, nothing overflows, time goes on. `MIX_SEEDS=2000 cargo test --release --test
//! meetings` tries more; `MIX_SEED=7` tries one. The page does the first in `tests/e2e/meetings.mjs`, for longer.
use shardscope_core::base::{Duration, Instant};
use shardscope_core::script::Script;
use shardscope_core::sim::{Config, Sim, Step};
use shardscope_tests::mixes::{Mix, command};
use shardscope_tests::runs::{read, runs};

const READERS: &str = include_str!("../corpus/readers.txt");

/// Timers that a run may take: refused calls that are tried again at once are work without end.
const MOST: u64 = 200_000;

/// Plays as far as `until`, or until the memory is used up or the run has taken `most` steps. Fails where time stands still.
/// Whether there is work left.
fn play(sim: &mut Sim, until: Instant, most: u64, what: &str) -> bool {
    while sim.steps() < most {
        let before = sim.now();
        match sim.step(until, MOST / 4, &mut ()) {
            Step::Reached | Step::OutOfMemory => return true,
            Step::OutOfBudget => assert!(sim.now() > before, "{what}: time stands still at {before:?}"),
        }
    }
    false
}

#[test]
fn readers_of_every_kind_read_every_stream() {
    let runs = runs();
    assert!(runs.len() > 25, "{} runs", runs.len());
    let mut taken = std::collections::BTreeMap::<String, u32>::new();
    for path in runs {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let script = Script::parse(&read(&path)).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut sim = Sim::new(script.config.clone());
        for logged in &script.commands {
            play(&mut sim, script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &name);
            let _ = sim.submit(&logged.command, &mut ());
        }
        let streams: Vec<String> = sim.kinesis().streams().map(|stream| stream.name.clone()).collect();
        for stream in streams {
            let lines = READERS.lines().filter(|line| !line.starts_with('#'));
            for line in lines.map(|line| line.replace("STREAM", &stream)) {
                // A stream that is not there yet, or not any more, has no readers; what is refused changes nothing.
                if sim.submit(&command(&line), &mut ()).is_ok() {
                    *taken.entry(line.split(' ').take(2).collect::<String>().replace(&stream, "")).or_insert(0) += 1;
                }
            }
        }
        let (until, most) = (sim.now() + Duration::from_secs(60), sim.steps() + MOST);
        play(&mut sim, until, most, &name);
        sim.check();
    }
    assert_eq!(taken.len(), 8, "{taken:?}");
    assert!(taken.values().all(|runs| *runs > 15), "each of them was taken by most runs: {taken:?}");
}

#[test]
fn random_mixes_of_all_actors_and_services_live() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect("a number"));
    let seeds = match number("MIX_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("MIX_SEEDS").unwrap_or(20),
    };
    for seed in seeds {
        let mut config = Config { seed, ..Config::default() };
        config.account.lifecycle = Duration::from_secs(2);
        let (mut sim, mut mix) = (Sim::new(config), Mix::new(seed));
        let mut done = Vec::new();
        for _ in 0..70 {
            let line = mix.line(&sim);
            done.push(sim.submit(&command(&line), &mut ()).is_ok());
            let until = sim.now() + mix.pause();
            if !play(&mut sim, until, MOST, &format!("MIX_SEED={seed}, after {line}")) {
                break;
            }
            sim.check();
        }
        let accepted = done.iter().filter(|done| **done).count();
        assert!(accepted * 2 > done.len(), "MIX_SEED={seed}: {accepted} of {} lines were accepted", done.len());
        let until = sim.now() + Duration::from_secs(120);
        play(&mut sim, until, MOST, &format!("MIX_SEED={seed}, at its end"));
        sim.check();
    }
}
