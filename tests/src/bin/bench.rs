//! `cargo xtask bench` natively: prints figures of one run, as ratios.
use shardscope_tests::bench::{Figures, clone_millis, holding};

fn main() {
    // First, while nothing else has used the heap: what the system counts is then what the run holds.
    let records = 20_000_000;
    let before = resident_mib();
    let sim = holding(records);
    let after = resident_mib();
    println!("20 M records, counted        {:7.1} MiB", sim.heap_bytes() as f64 / (1 << 20) as f64);
    println!("20 M records, resident       {:7.1} MiB (at most 256)", after - before);
    println!("clone of it and first step   {:7.2} ms (at most 5)", clone_millis(&sim));
    drop(sim);

    let figures = Figures::measure(4_000_000);
    let millions = |rate: f64| rate / 1e6;
    println!("native md-5 floor            {:7.2} M keys/s", millions(figures.floor));
    println!("native whole way, new keys   {:7.2} M records/s", millions(figures.new_keys));
    println!("native whole way, 100 keys   {:7.2} M records/s", millions(figures.repeating_keys));
    println!("time, new keys / floor       {:7.2} (at most 1.1)", figures.floor / figures.new_keys);
    println!("time, 100 keys / floor       {:7.2} (at most 0.5)", figures.floor / figures.repeating_keys);
}

/// Resident memory of this process; 0 where the system does not say.
fn resident_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1_024.0
}
