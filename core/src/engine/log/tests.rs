use super::*;
use crate::base::mix;
use alloc::vec;

#[test]
fn a_copy_keeps_alive_what_it_does_not_share() {
    let mut log = Log::default();
    let now = Instant::from_secs(1);
    for index in 0..5_000 {
        log.append(now, 0, index, 100);
    }
    let early = log.clone();
    let places = log.bytes_beside(&early);
    assert!(places * 100 < log.heap_bytes(), "all of it is shared, but for the list: {places} bytes");
    for index in 5_000..9_000 {
        log.append(now, 0, index, 100);
    }
    let own = log.bytes_beside(&early);
    // The segment that was open in both, and those that came since.
    assert!((4_000 * SLOT_BYTES..6_000 * SLOT_BYTES).contains(&own), "{own} bytes");
    assert!(early.bytes_beside(&log) < own);
}

/// Ordinals and bytes of all records from one on.
fn sizes(log: &Log, from: u64) -> Vec<(u64, u32)> {
    let of_run = |run: Run<'_>| (0..run.slots.len()).map(|at| (run.first + at as u64, run.bytes(at))).collect();
    log.runs(from).flat_map(|run| -> Vec<_> { of_run(run) }).collect()
}

#[test]
fn large_records_have_their_size_from_wherever_they_are_read() {
    let mut log = Log::default();
    let bytes = [10, 70_000, 20, 65_534, 65_535, 1_000_000, 30];
    for (second, bytes) in (0..).zip(bytes) {
        log.append(Instant::from_secs(second), 0, second as u32, bytes);
    }
    for from in 0..7 {
        let expected: Vec<(u64, u32)> = (0..).zip(bytes).skip(from).collect();
        assert_eq!(sizes(&log, from as u64), expected, "from {from}");
    }
    log.trim_before(Instant::from_secs(2));
    assert_eq!((log.trimmed(), sizes(&log, 4)), (2, vec![(4, 65_535), (5, 1_000_000), (6, 30)]));
}

/// Records that are appended, trimmed and cleared at random, beside a plain list of all of them; with copies, and without.
#[test]
fn it_is_a_list_and_its_bytes_are_those_of_its_past() {
    let walk = |copies: bool| {
        let (mut log, mut all, mut kept) = (Log::default(), Vec::<(Instant, u32)>::new(), Vec::new());
        let (mut now, mut trimmed) = (Instant::from_secs(1), 0);
        for round in 0..30_000_u64 {
            let dice = mix(11, round);
            match dice % 4_000 {
                0..=9 => {
                    let horizon = now - Duration::from_millis(dice >> 46);
                    let before = trimmed;
                    trimmed = all.partition_point(|(at, _)| *at < horizon).max(trimmed);
                    assert_eq!(log.trim_before(horizon), (trimmed - before) as u64);
                }
                10 => {
                    log.clear();
                    trimmed = all.len();
                }
                // More than 2^32 microseconds.
                11 => now = now + Duration::from_secs(5_000),
                12..=60 => kept.extend(copies.then(|| log.clone())),
                _ => {
                    now = now + Duration::from_millis(dice >> 32 & 7);
                    assert_eq!(log.append(now, 0, round as u32, 100), all.len() as u64);
                    all.push((now, round as u32));
                }
            }
            if round % 97 == 0 {
                agrees(&log, &all, trimmed, dice);
            }
        }
        (log, kept.len())
    };
    let ((with, copies), (without, none)) = (walk(true), walk(false));
    assert!(copies > 100 && none == 0);
    assert_eq!(with.heap_bytes(), without.heap_bytes());
    assert!(with == without && with.full.len() > 3, "{} full segments", with.full.len());
}

/// What the log answers is what the list says.
fn agrees(log: &Log, all: &[(Instant, u32)], trimmed: usize, dice: u64) {
    assert_eq!((log.trimmed(), log.end()), (trimmed as u64, all.len() as u64));
    let from = trimmed + (dice >> 20) as usize % (all.len() - trimmed + 1);
    let told = log.runs(from as u64).flat_map(|run| {
        let slots = run.slots.iter().map(|slot| (run.arrival(slot), slot.index));
        slots.collect::<Vec<_>>()
    });
    assert!(told.eq(all[from..].iter().copied()), "from {from} of {}", all.len());
    assert_eq!(log.arrival(from as u64), all.get(from).map(|(at, _)| *at));
    if let Some((when, _)) = all.get(from) {
        let first = all.partition_point(|(at, _)| at < when).max(trimmed) as u64;
        assert_eq!((log.first_at_or_after(*when), log.live_from(*when)), (first, first));
    }
    assert!(log.bytes_beside(&log.clone()) * 20 < log.heap_bytes() + 20_000, "a copy shares nearly all");
}

#[test]
fn what_is_trimmed_needs_no_memory() {
    let data = vec![7; 100_000];
    let mut log = Log::default();
    let record = || Supplied { hash_key: HashKey(0), partition_key: b"k", data: &data, origins: &[] };
    let mut second = 0;
    let mut append = |log: &mut Log, records: u64| {
        for _ in 0..records {
            log.append_supplied(Instant::from_secs(second), record());
            second += 1;
        }
    };
    let slots = segment_slots(0) as u64;
    append(&mut log, slots);
    let full = log.heap_bytes();
    assert!(full > slots * 100_000, "{full}");
    append(&mut log, 1);
    log.trim_before(Instant::from_secs(slots));
    assert_eq!((log.trimmed(), log.end()), (slots, slots + 1));
    assert!(log.heap_bytes() < 300_000, "one record is left: {} bytes of {full}", log.heap_bytes());
    log.clear();
    assert!(log.heap_bytes() < 100_000, "{}", log.heap_bytes());
}
