//! A worker: how it is, and what can be done to it.
use crate::card::{Choice, Deed, Row, Status, Tab, Tone};
use crate::format::{grouped, millis, percent};
use crate::kinds::{FaultOf, Victim};
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Worker, WorkerId};
use shardscope_core::sim::{Command, Fault};
use std::rc::Rc;

/// Shards of a worker that a card lists.
const SHARDS: usize = 12;

pub fn row(application: ActorId, worker: &Worker, now: Instant) -> Row {
    let tab = |shard: u32| Tab { number: shard, title: t!(application.shard, shard = shard), class: "" };
    Row {
        number: worker.id.0,
        name: format!("worker-{}", worker.id.0),
        state: state(worker, now),
        title: t!(application.records, records = grouped(worker.records), cpu = cpu(worker)),
        tabs: worker.processors.keys().take(SHARDS).map(|shard| tab(shard.0)).collect(),
        more: worker.processors.len().saturating_sub(SHARDS),
        choices: choices(application, worker.id),
    }
}

/// What it last reported, where leases go by that.
fn cpu(worker: &Worker) -> String {
    worker.cpu.per_mille.map_or_else(String::new, |cpu| t!(application.of_its_cpu_used, cpu = percent(cpu.into())))
}

pub(super) fn state(worker: &Worker, now: Instant) -> Status {
    let left = |until: Instant| (until > now).then(|| millis(until.since(now).as_millis()));
    let ahead = worker.clock_ahead_micros / 1_000_000;
    let (text, tone) = if worker.is_starting() {
        (t!(application.starting).into(), Tone::Plain)
    } else if !worker.running {
        (t!(application.crashed).into(), Tone::Bad)
    } else if let Some(left) = left(worker.stalled_until) {
        (t!(application.stalled, left = left), Tone::Bad)
    } else if let Some(left) = left(worker.cut_until) {
        (t!(application.cut_off, left = left), Tone::Bad)
    } else if let Some(left) = left(worker.slow.1) {
        (t!(application.at_speed_for, slow = worker.slow.0, left = left), Tone::Bad)
    } else if worker.clock_ahead_micros.abs() >= 1_000 {
        (t!(application.clock_s_off, ahead = ahead), Tone::Bad)
    } else if worker.speed != 100 {
        (t!(application.at_speed, speed = worker.speed), Tone::Plain)
    } else {
        (if worker.busy_until > now { t!(application.working) } else { t!(application.idle) }.into(), Tone::Plain)
    };
    Status { text, tone }
}

fn choices(application: ActorId, worker: WorkerId) -> Vec<Choice> {
    let seconds = Duration::from_secs;
    let of = |name, text, command| Choice { name, text, deed: Deed::Do(command) };
    let fault = |name, text, fault| of(name, text, Command::Fault(fault));
    let speed = |name, text, per_cent| of(name, text, Command::SetWorker { application, worker, per_cent });
    let crash = |restart_after| Fault::Crash { application, worker, restart_after };
    vec![
        fault("crash", t!(application.crash_back_in_30_s), crash(Some(seconds(30)))),
        fault("kill", t!(application.crash_for_good), crash(None)),
        fault(
            t!(application.stall),
            t!(application.stall_for_45_s),
            Fault::Stall { application, worker, length: seconds(45) },
        ),
        fault(
            "slow",
            t!(application.work_at_10_for_60_s),
            Fault::Slow { application, worker, per_cent: 10, length: seconds(60) },
        ),
        fault(
            "cut",
            t!(application.cut_from_lease_table_30_s),
            Fault::CutFromTable { application, worker, length: seconds(30) },
        ),
        fault("skew", t!(application.clock_30_s_ahead), Fault::Skew { application, worker, ahead_millis: 30_000 }),
        of("stop", t!(application.shut_down_gracefully), Command::StopWorker(application, worker)),
        speed("half", t!(application.half_a_processor), 50),
        speed("whole", t!(application.one_processor), 100),
        speed("twice", t!(application.two_processors), 200),
    ]
}

/// The faults of a worker, for as long as one says.
pub fn victim(application: ActorId, name: &str, worker: WorkerId) -> Victim {
    let fault = |text, fault: fn(ActorId, WorkerId, Duration) -> Fault| FaultOf {
        text,
        note: "",
        command: Rc::new(move |length| Command::Fault(fault(application, worker, length))),
    };
    let skew = move |length| {
        let skew = Fault::Skew { application, worker, ahead_millis: 30_000 };
        Command::ForATime(Box::new(Command::Fault(skew)), length)
    };
    let faults = vec![
        fault(t!(application.crash_and_come_back), |application, worker, length| Fault::Crash {
            application,
            worker,
            restart_after: Some(length),
        }),
        fault(t!(application.stall), |application, worker, length| Fault::Stall { application, worker, length }),
        fault(t!(application.work_at_10_of_its_speed), |application, worker, length| Fault::Slow {
            application,
            worker,
            per_cent: 10,
            length,
        }),
        fault(t!(application.work_at_300_of_its_speed), |application, worker, length| Fault::Slow {
            application,
            worker,
            per_cent: 300,
            length,
        }),
        fault(t!(application.cut_from_the_lease_table), |application, worker, length| Fault::CutFromTable {
            application,
            worker,
            length,
        }),
        FaultOf {
            text: t!(application.clock_30_s_ahead),
            note: t!(application.a_worker_looks_at_its_clock),
            command: Rc::new(skew),
        },
    ];
    Victim {
        key: format!("{} worker {}", application.0, worker.0),
        name: t!(application.worker, name = name, worker = worker.0),
        faults,
    }
}
