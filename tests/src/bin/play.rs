//! Plays a run for so many simulated seconds and says how fast: `play web/scenarios/hot-key.txt 600`.
use shardscope_core::base::Duration;
use shardscope_core::script::Script;
use shardscope_core::timeline::Timeline;
use std::time::Instant;

fn main() -> Result<(), String> {
    let mut args = std::env::args().skip(1);
    let file = args.next().ok_or("expected a script and a number of seconds")?;
    let seconds: u64 = args.next().and_then(|text| text.parse().ok()).unwrap_or(600);
    let text = std::fs::read_to_string(&file).map_err(|error| format!("{file}: {error}"))?;
    let mut timeline = Timeline::<()>::of(Script::parse(&text).map_err(|error| format!("{file}: {error}"))?);
    timeline.seek(timeline.end());
    let (from, steps, begin) = (timeline.sim().now(), timeline.sim().steps(), Instant::now());
    timeline.seek(from + Duration::from_secs(seconds));
    let (real, sim) = (begin.elapsed().as_secs_f64(), timeline.sim());
    let simulated = sim.now().since(from).as_micros() as f64 / 1e6;
    let steps = sim.steps() - steps;
    println!(
        "{file}: {simulated:.0} s in {real:.2} s, {:.0} times as fast; {:.0} timers a simulated second, {:.0} ns each",
        simulated / real,
        steps as f64 / simulated,
        real * 1e9 / steps as f64
    );
    println!("{} checkpoints, {} MiB", timeline.checkpoints().count(), timeline.checkpoint_bytes() >> 20);
    Ok(())
}
