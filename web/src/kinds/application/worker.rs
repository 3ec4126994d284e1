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
    let tab = |shard: u32| Tab { number: shard, title: format!("shard {shard}"), class: "" };
    Row {
        number: worker.id.0,
        name: format!("worker-{}", worker.id.0),
        state: state(worker, now),
        title: format!("{} records{}", grouped(worker.records), cpu(worker)),
        tabs: worker.processors.keys().take(SHARDS).map(|shard| tab(shard.0)).collect(),
        more: worker.processors.len().saturating_sub(SHARDS),
        choices: choices(application, worker.id),
    }
}

/// What it last reported, where leases go by that.
fn cpu(worker: &Worker) -> String {
    worker.cpu.per_mille.map_or_else(String::new, |cpu| format!(", {} of its CPU used", percent(cpu.into())))
}

pub(super) fn state(worker: &Worker, now: Instant) -> Status {
    let left = |until: Instant| (until > now).then(|| millis(until.since(now).as_millis()));
    let ahead = worker.clock_ahead_micros / 1_000_000;
    let (text, tone) = if worker.is_starting() {
        ("starting".into(), Tone::Plain)
    } else if !worker.running {
        ("crashed".into(), Tone::Bad)
    } else if let Some(left) = left(worker.stalled_until) {
        (format!("stalled, {left}"), Tone::Bad)
    } else if let Some(left) = left(worker.cut_until) {
        (format!("cut off, {left}"), Tone::Bad)
    } else if let Some(left) = left(worker.slow.1) {
        (format!("at {} %, {left}", worker.slow.0), Tone::Bad)
    } else if worker.clock_ahead_micros.abs() >= 1_000 {
        (format!("clock {ahead} s off"), Tone::Bad)
    } else if worker.speed != 100 {
        (format!("at {} %", worker.speed), Tone::Plain)
    } else {
        (if worker.busy_until > now { "working" } else { "idle" }.into(), Tone::Plain)
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
        fault("crash", "crash, back in 30 s", crash(Some(seconds(30)))),
        fault("kill", "crash for good", crash(None)),
        fault("stall", "stall for 45 s", Fault::Stall { application, worker, length: seconds(45) }),
        fault("slow", "work at 10 % for 60 s", Fault::Slow { application, worker, per_cent: 10, length: seconds(60) }),
        fault("cut", "cut from lease table, 30 s", Fault::CutFromTable { application, worker, length: seconds(30) }),
        fault("skew", "clock 30 s ahead", Fault::Skew { application, worker, ahead_millis: 30_000 }),
        of("stop", "shut down gracefully", Command::StopWorker(application, worker)),
        speed("half", "half a processor", 50),
        speed("whole", "one processor", 100),
        speed("twice", "two processors", 200),
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
        fault("crash, and come back", |application, worker, length| Fault::Crash {
            application,
            worker,
            restart_after: Some(length),
        }),
        fault("stall", |application, worker, length| Fault::Stall { application, worker, length }),
        fault("work at 10 % of its speed", |application, worker, length| Fault::Slow {
            application,
            worker,
            per_cent: 10,
            length,
        }),
        fault("work at 300 % of its speed", |application, worker, length| Fault::Slow {
            application,
            worker,
            per_cent: 300,
            length,
        }),
        fault("cut from the lease table", |application, worker, length| Fault::CutFromTable {
            application,
            worker,
            length,
        }),
        FaultOf {
            text: "clock 30 s ahead",
            note: "A worker looks at its clock when it looks for leases, every 20 s: a short fault may pass unseen.",
            command: Rc::new(skew),
        },
    ];
    Victim {
        key: format!("{} worker {}", application.0, worker.0),
        name: format!("{name}: worker-{}", worker.0),
        faults,
    }
}
