//! Those who poll a shard share what it answers a second: who exceeds it is told so, and nobody is left out for ever.
use shardscope_core::base::Duration;
use shardscope_core::client::Reader;
use shardscope_core::kinesis::{Counts, Limit};
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;
use shardscope_core::timeline::Timeline;
use shardscope_core::why::{Cause, actor};
use shardscope_tests::mixes::command;

/// A stream `s` of one shard that so many records of so many bytes a second are written to, and `lines`.
fn run(rate: u32, bytes: u32, lines: &[String]) -> Sim {
    let mut sim = Sim::new(Default::default());
    let mut ask = |line: &str| sim.submit(&command(line), &mut ()).unwrap();
    ask("aws kinesis create-stream --stream-name s --shard-count 1");
    ask(&format!("producer p --stream-name s --rate {rate} --record-bytes {bytes} --api put-record"));
    lines.iter().for_each(|line| {
        ask(line);
    });
    pass(&mut sim, 60);
    sim
}

fn pass(sim: &mut Sim, seconds: u64) {
    sim.step(sim.now() + Duration::from_secs(seconds), u64::MAX, &mut ());
}

fn total(sim: &Sim) -> Counts {
    sim.kinesis().stream_named("s").unwrap().series.total
}

fn readers(many: u32) -> Vec<String> {
    (0..many).map(|number| format!("reader r{number} --stream-name s --records-per-second 1000000")).collect()
}

fn millis_behind(reader: &Reader) -> u64 {
    reader.shards.values().map(|shard| shard.millis_behind_latest).max().unwrap_or(0)
}

#[test]
fn three_pollers_at_142_per_cent_are_refused_as_often_as_the_limit_wants() {
    let mut sim = run(243, 4_096, &readers(3));
    let before = total(&sim);
    pass(&mut sim, 300);
    let after = total(&sim);
    let read = (after.outgoing_bytes - before.outgoing_bytes) / 300;
    assert!((1_950_000..=2_100_000).contains(&read), "{read} bytes a second, of 2,097,152");
    // Falling behind, they read up to 10 MiB at once, for which all are refused five seconds.
    let refused = after.throttled_reads - before.throttled_reads;
    assert!((300..=880).contains(&refused), "{refused} of 900 polls");
    for reader in sim.readers() {
        let chain = actor(&sim, reader.id);
        let calls = reader.stats.refused;
        assert!(chain.contains(&Cause::ReadsRefused { calls, by: Limit::ReadBytes }), "{chain:?}");
    }
    // Far enough below the limit nobody is, once they have caught up.
    for (many, rate) in [(1, 243), (2, 180)] {
        let mut sim = run(rate, 4_096, &readers(many));
        pass(&mut sim, 120);
        let before = total(&sim).throttled_reads;
        pass(&mut sim, 120);
        assert_eq!(total(&sim).throttled_reads, before, "{many} readers");
    }
}

#[test]
fn consumers_of_every_kind_are_refused_by_the_limit_of_records() {
    let lines = [
        "application a --stream-name s --retrieval polling:1s",
        "lambda f --stream-name s --batch-size 1000 --work 1us --parallelization-factor 10",
        "reader r --stream-name s --records-per-second 1000000",
    ];
    let mut sim = run(950, 128, &lines.map(String::from));
    pass(&mut sim, 120);
    for id in [1, 2, 3].map(shardscope_core::base::ActorId) {
        let chain = actor(&sim, id);
        let by = |cause: &Cause| if let Cause::ReadsRefused { by, .. } = cause { Some(*by) } else { None };
        let by: Vec<Limit> = chain.iter().filter_map(by).collect();
        assert_eq!(by, [Limit::ReadRecords], "{id:?}: {chain:?}");
    }
    // What was refused stays told when the worker that it happened to has stopped.
    sim.submit(&command("stop-worker a 0"), &mut ()).expect("it runs");
    pass(&mut sim, 1);
    let chain = actor(&sim, shardscope_core::base::ActorId(1));
    assert!(chain.iter().any(|cause| matches!(cause, Cause::ReadsRefused { .. })), "{chain:?}");
}

#[test]
fn of_six_that_poll_once_a_second_none_is_always_the_one_that_is_refused() {
    let mut sim = run(100, 128, &readers(6));
    pass(&mut sim, 600);
    for reader in sim.readers() {
        let calls = reader.stats.refused;
        assert!((40..=180).contains(&calls), "{} was refused {calls} times in 660 s", reader.spec.name);
        assert!(millis_behind(reader) < 8_000, "{} is behind", reader.spec.name);
    }
}

#[test]
fn two_that_catch_up_take_turns() {
    let mut sim = run(200, 4_096, &[]);
    pass(&mut sim, 240);
    for line in readers(2) {
        sim.submit(&command(&line), &mut ()).unwrap();
    }
    // Some 220 MiB for each, of which they get 2 MiB a second together.
    pass(&mut sim, 60);
    let records: Vec<u64> = sim.readers().map(|reader| reader.stats.records).collect();
    let (least, most) = (records.iter().min().unwrap(), records.iter().max().unwrap());
    assert!(*least * 4 > *most, "{records:?}");
}

/// What the scenario's note says: five use all five reads a second, and the sixth is one too many, by that limit.
#[test]
fn five_applications_fit_on_a_shard_and_a_sixth_does_not() {
    let script = Script::parse(include_str!("../../web/scenarios/five-applications.txt")).expect("a scenario");
    let mut timeline = Timeline::<()>::of(script);
    let play = |timeline: &mut Timeline<()>| {
        let until = timeline.now() + Duration::from_secs(600);
        while timeline.now() < until {
            timeline.step(until, 1_000_000);
        }
        let stream = timeline.sim().kinesis().stream_named("gps").expect("the stream").id;
        let late = timeline.sim().readers().map(millis_behind).max();
        let refused = timeline.sim().kinesis().stream(stream).expect("the stream").series.total.throttled_reads;
        (refused, late)
    };
    let (refused, late) = play(&mut timeline);
    assert!(refused < 30 && late < Some(2_500), "{refused} of 3,000 reads refused, {late:?} ms behind");
    timeline.act(command("reader sixth --stream-name gps --polling 1s --start LATEST")).expect("a reader");
    let (with_sixth, _) = play(&mut timeline);
    assert!(with_sixth > 300, "{with_sixth} refused");
    let chain = actor(timeline.sim(), timeline.sim().readers().next().expect("a reader").id);
    let by_calls = |cause: &Cause| matches!(cause, Cause::ReadsRefused { by: Limit::GetRecordsCalls, .. });
    assert!(chain.iter().any(by_calls), "{chain:?}");
    assert!(
        !chain.iter().any(|cause| matches!(cause, Cause::ReadsRefused { by: Limit::ReadRecords, .. })),
        "{chain:?}"
    );
}

/// The mean time from arrival to delivery over the last 5 to 10 s, in milliseconds.
fn delivered_after(sim: &Sim) -> u64 {
    let now = sim.now();
    let reader = sim.readers().next().map(|of| of.propagation);
    let application = sim.applications().next().map(|of| of.propagation);
    let function = sim.mappings().next().map(|of| of.propagation);
    reader.or(application).or(function).and_then(|of| of.mean(now)).expect("something was delivered").as_millis()
}

#[test]
fn one_poller_at_the_usual_interval_gets_its_records_after_200_ms_on_average() {
    let after = |line: &str| {
        let mut sim = run(300, 200, &[line.to_string()]);
        // An application looks for its shards again after a minute.
        pass(&mut sim, 60);
        delivered_after(&sim)
    };
    for line in [
        "reader r --stream-name s --polling 200ms --records-per-second 1000000",
        "application a --stream-name s --retrieval polling:200ms --work 1us",
    ] {
        assert!((190..=215).contains(&after(line)), "{line}: {} ms", after(line));
        assert!((92..=112).contains(&after(&format!("{line} --latency 0s"))), "half of the interval: {line}");
    }
    // Lambda polls once a second.
    let function = after("lambda f --stream-name s");
    assert!((560..=640).contains(&function), "{function} ms");
    let mut sim = run(300, 200, &[]);
    sim.submit(&command("application a --stream-name s --retrieval fan-out --work 1us"), &mut ()).unwrap();
    // Its consumer takes half a minute to become ACTIVE.
    pass(&mut sim, 60);
    let pushed = delivered_after(&sim);
    assert!((60..=80).contains(&pushed), "nothing of that is in a push: {pushed} ms");
}

#[test]
fn an_answer_on_its_way_is_neither_lost_nor_read_twice_whatever_is_done() {
    let put =
        |sim: &Sim| sim.kinesis().stream_named("s").unwrap().shards.iter().map(|shard| shard.log.end()).sum::<u64>();
    let lines = [
        "reader r --stream-name s --polling 300ms --records-per-second 1000000 --latency 10s",
        "application a --stream-name s --workers 2 --retrieval polling:300ms --work 1us --checkpoint 0s --latency 5s --failover 3s",
        "lambda f --stream-name s --latency 9s",
    ];
    let mut sim = run(0, 200, &lines.map(String::from));
    let act = |sim: &mut Sim, line: &str| {
        sim.submit(&command(line), &mut ()).unwrap_or_else(|error| panic!("{line}: {error}"));
        pass(sim, 2);
    };
    act(&mut sim, "set-producer p --rate 100");
    pass(&mut sim, 33);
    act(&mut sim, "set-reader r --polling 1s");
    act(&mut sim, "fault crash a 0 --restart-after 5s");
    act(&mut sim, "set-application a --latency 0s");
    act(&mut sim, "set-lambda f --latency 1s");
    let half = "170141183460469231731687303715884105728";
    act(
        &mut sim,
        &format!(
            "aws kinesis split-shard --stream-name s --shard-to-split shardId-000000000000 --new-starting-hash-key {half}"
        ),
    );
    act(&mut sim, "set-reader r --latency 0s");
    pass(&mut sim, 60);
    act(&mut sim, "remove-producer p");
    pass(&mut sim, 60);
    let reader = sim.readers().next().unwrap();
    assert_eq!((reader.stats.records, reader.stats.missed), (put(&sim), 0));
    assert_eq!((reader.book.order.read_twice, reader.book.order.out_of_order), (0, 0));
    let application = &sim.applications().next().unwrap().results.tally;
    assert_eq!((application.processed, application.duplicates, application.lost), (put(&sim), 0, 0));
    let function = &sim.mappings().next().unwrap().results.tally;
    assert_eq!((function.processed, function.duplicates, function.lost), (put(&sim), 0, 0));
}

#[test]
fn a_change_of_a_reader_brings_no_answer_early() {
    let mut sim = run(0, 200, &["reader r --stream-name s --polling 1s --latency 10s".to_string()]);
    sim.submit(&command("aws kinesis put-record --stream-name s --partition-key k --data aGk="), &mut ()).unwrap();
    let mut arrived = Vec::new();
    for second in 0..25_u64 {
        sim.submit(&command(&format!("set-reader r --records-per-second {}", 1_000 + second)), &mut ()).unwrap();
        pass(&mut sim, 1);
        arrived.extend((sim.readers().next().unwrap().stats.records > 0).then_some(second));
    }
    assert!((9..=21).contains(&arrived[0]), "an answer takes 10 s, after {} s", arrived[0]);
}

#[test]
fn what_expires_while_an_answer_is_on_its_way_is_missed() {
    let mut sim = run(0, 200, &[]);
    let act = |sim: &mut Sim, line: &str| drop(sim.submit(&command(line), &mut ()).unwrap());
    act(&mut sim, "aws kinesis increase-stream-retention-period --stream-name s --retention-period-hours 168");
    (0..50).for_each(|_| act(&mut sim, "aws kinesis put-record --stream-name s --partition-key k --data aGk="));
    pass(&mut sim, 100 * 3_600);
    act(&mut sim, "lambda f --stream-name s --latency 10s");
    pass(&mut sim, 2);
    act(&mut sim, "aws kinesis decrease-stream-retention-period --stream-name s --retention-period-hours 24");
    // What has expired is dropped each minute; the answers of several polls are on their way then.
    pass(&mut sim, 200);
    let tally = sim.mappings().next().unwrap().results.tally;
    assert_eq!(tally.processed + tally.lost, 50, "{tally:?}");
}
