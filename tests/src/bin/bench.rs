//! `cargo xtask bench` natively: prints figures of one run, as ratios. Its exit code is 1 where one of them misses its target.
use shardscope_tests::bench::{Copied, Figures, clone_millis, holding, waiting};
use std::process::ExitCode;

/// Messages that wait in the queue of a run that is copied.
const WAITING: u64 = 100_000;

/// Figures as they come, and whether all have met their targets so far.
struct Printed(bool);

impl Printed {
    /// A figure that may be so much at most.
    fn at_most(&mut self, name: &str, value: f64, most: f64, unit: &str) {
        println!("{name:28} {value:7.2}{unit} (at most {most})");
        self.0 &= value <= most;
    }
}

fn main() -> ExitCode {
    let mut printed = Printed(true);
    // First, while nothing else has used the heap: what the system counts is then what the run holds.
    let records = 20_000_000;
    let before = resident_mib();
    let sim = holding(records);
    let after = resident_mib();
    println!("20 M records, counted        {:7.1} MiB", sim.heap_bytes() as f64 / (1 << 20) as f64);
    printed.at_most("20 M records, resident", after - before, 256.0, " MiB");
    printed.at_most("clone of it and first step", clone_millis(&sim), 5.0, " ms");
    drop(sim);
    let copied = Copied::measure(&waiting(WAITING));
    printed.at_most("100,000 messages wait, copy", copied.copy, 1.0, " ms");
    printed.at_most("first step / slowest after", copied.first / copied.others, 1.0, "");

    let figures = Figures::measure(4_000_000);
    let millions = |rate: f64| rate / 1e6;
    println!("native md-5 floor            {:7.2} M keys/s", millions(figures.floor));
    println!("native whole way, new keys   {:7.2} M records/s", millions(figures.new_keys));
    println!("native whole way, 100 keys   {:7.2} M records/s", millions(figures.repeating_keys));
    printed.at_most("time, new keys / floor", figures.floor / figures.new_keys, 1.1, "");
    printed.at_most("time, 100 keys / floor", figures.floor / figures.repeating_keys, 0.5, "");
    if printed.0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Resident memory of this process; 0 where the system does not say.
fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1_024.0
}
