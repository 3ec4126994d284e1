//! Plays a run for ten minutes, with checkpoints, and prints what it counts and what the process holds, in bytes:
//! `memory PATH [SECONDS]`. One process for one run: what another one has left behind would count.
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::sim::Step;
use shardscope_core::timeline::Timeline;

/// Bytes that the process holds now.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells it");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it is among them");
    line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") << 10
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("memory PATH [SECONDS]");
    let seconds = arguments.next().map_or(600, |text| text.parse().expect("a number of seconds"));
    let text = std::fs::read_to_string(&path).expect("a script");
    let script = Script::parse(&text).unwrap_or_else(|error| panic!("{path}: {error}"));
    let before = resident();
    let mut timeline: Timeline<()> = Timeline::of(script);
    let until = timeline.end() + Duration::from_secs(seconds);
    // In frames, as the page plays.
    let mut slowest = 0.0_f64;
    while timeline.now() < until {
        let began = std::time::Instant::now();
        let step = timeline.step((timeline.now() + Duration::from_millis(500)).min(until), u64::MAX);
        slowest = slowest.max(began.elapsed().as_secs_f64() * 1_000.0);
        if step == Step::OutOfMemory {
            break;
        }
    }
    println!(
        "played {} run {} checkpoints {} resident {} before {before} slowest {slowest:.0} ms kept {}",
        timeline.now().since(timeline.epoch()).as_secs(),
        timeline.sim().heap_bytes(),
        timeline.checkpoint_bytes(),
        resident(),
        timeline.checkpoints().count(),
    );
}
