//! Faults as lines: `fault stall 2 0 --for 15s`.
use super::actors::millis;
use super::options::{Options, number};
use super::parse::{last, numbered};
use super::quantity::{duration, duration_text};
use crate::base::Duration;
use crate::cli::{Mistake, Word};
use crate::client::ActorId;
use crate::client::kcl::WorkerId;
use crate::kinesis::ShardId;
use crate::sim::{Command, Fault};
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

const KINDS: &str = "pause-zone or resume-zone with a, b or c; crash, stall, slow, cut-from-table or skew with an application's \
                     and a worker's number; poison with an application and a shard; heal with an application; poison-lambda \
                     with a function and a shard; heal-lambda with a function; lose-answers or stop-agent with a producer";

pub fn read(words: &[Word], end: usize) -> Result<Command, Mistake> {
    let [kind, rest @ ..] = words else { return Err(Mistake { column: end, reason: format!("expected {KINDS}") }) };
    match kind.text.as_str() {
        "resume-zone" => Ok(Command::ResumeZone(zone(kind, rest, end)?)),
        "heal" => Ok(Command::Fault(Fault::Heal { application: ActorId(last(rest, end)?) })),
        "heal-lambda" => Ok(Command::HealMapping(ActorId(last(rest, end)?))),
        "crash" | "stall" | "slow" | "cut-from-table" => of_worker(&kind.text, rest, end).map(Command::Fault),
        "lose-answers" | "stop-agent" => of_producer(&kind.text, rest, end).map(Command::Fault),
        "pause-zone" => {
            let (place, options) = rest.split_at(rest.len().min(1));
            timed(Command::PauseZone(zone(kind, place, end)?), options, end)
        }
        "skew" => {
            let (application, worker, rest) = worker_of(rest, end)?;
            let mut options = Options::of(rest, &[], end)?;
            let (ahead, back) = (options.take("ahead", millis)?, options.take("back", millis)?);
            let ahead_millis = match (ahead, back) {
                (Some(ahead), None) => i64::from(ahead),
                (None, Some(back)) => -i64::from(back),
                _ => return Err(Mistake { column: end, reason: "expected either --ahead or --back".into() }),
            };
            let fault = Fault::Skew { application, worker, ahead_millis };
            for_a_time(Command::Fault(fault), options, "--ahead, --back and --for")
        }
        "poison" => {
            let (id, rest) = numbered(rest, end)?;
            let (shard, rest) = numbered(rest, end)?;
            let fault = Fault::Poison { application: ActorId(id), shard: ShardId(shard) };
            timed(Command::Fault(fault), rest, end)
        }
        "poison-lambda" => {
            let (id, rest) = numbered(rest, end)?;
            let (shard, rest) = numbered(rest, end)?;
            timed(Command::PoisonMapping(ActorId(id), ShardId(shard)), rest, end)
        }
        other => Err(Mistake::at(kind, format!("expected {KINDS}; found '{other}'"))),
    }
}

/// A fault that lasts until somebody undoes it, or for the time given.
fn timed(fault: Command, options: &[Word], end: usize) -> Result<Command, Mistake> {
    for_a_time(fault, Options::of(options, &[], end)?, "--for")
}

fn for_a_time(fault: Command, mut options: Options<'_>, known: &str) -> Result<Command, Mistake> {
    let length = options.take("for", duration)?;
    options.finish(known)?;
    Ok(match length {
        Some(length) => Command::ForATime(Box::new(fault), length),
        None => fault,
    })
}

fn zone(kind: &Word, rest: &[Word], end: usize) -> Result<u8, Mistake> {
    let expected = format!("expected {} and a, b or c", kind.text);
    match rest {
        [zone] => match zone.text.as_str() {
            "a" => Ok(0),
            "b" => Ok(1),
            "c" => Ok(2),
            _ => Err(Mistake::at(zone, expected)),
        },
        _ => Err(Mistake { column: end, reason: expected }),
    }
}

fn worker_of(words: &[Word], end: usize) -> Result<(ActorId, WorkerId, &[Word]), Mistake> {
    let (id, words) = numbered(words, end)?;
    let (worker, words) = numbered(words, end)?;
    Ok((ActorId(id), WorkerId(worker), words))
}

fn of_worker(kind: &str, words: &[Word], end: usize) -> Result<Fault, Mistake> {
    let (application, worker, words) = worker_of(words, end)?;
    let mut options = Options::of(words, &[], end)?;
    if kind == "crash" {
        let restart_after = options.take("restart-after", duration)?;
        options.finish("--restart-after")?;
        return Ok(Fault::Crash { application, worker, restart_after });
    }
    let slow = kind == "slow";
    let per_cent = if slow { options.take("to", per_cent)?.unwrap_or(10) } else { 100 };
    let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(30));
    options.finish(if slow { "--to and --for" } else { "--for" })?;
    Ok(match kind {
        "stall" => Fault::Stall { application, worker, length },
        "cut-from-table" => Fault::CutFromTable { application, worker, length },
        _ => Fault::Slow { application, worker, per_cent, length },
    })
}

pub(super) fn per_cent(text: &str) -> Result<u32, String> {
    number(text.trim_end_matches('%'))
}

fn of_producer(kind: &str, words: &[Word], end: usize) -> Result<Fault, Mistake> {
    let (producer, words) = numbered(words, end)?;
    let mut options = Options::of(words, &[], end)?;
    let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(10));
    options.finish("--for")?;
    let producer = ActorId(producer);
    Ok(match kind {
        "lose-answers" => Fault::LoseAnswers { producer, length },
        _ => Fault::StopAgent { producer, length },
    })
}

pub fn text(fault: &Fault) -> String {
    let of = |application: &ActorId, worker: &WorkerId| format!("{} {}", application.0, worker.0);
    match fault {
        Fault::Crash { application, worker, restart_after } => {
            let again = restart_after.map(|after| format!(" --restart-after {}", duration_text(after)));
            format!("crash {}{}", of(application, worker), again.unwrap_or_default())
        }
        Fault::Stall { application, worker, length } => {
            format!("stall {} --for {}", of(application, worker), duration_text(*length))
        }
        Fault::Slow { application, worker, per_cent, length } => {
            format!("slow {} --to {per_cent}% --for {}", of(application, worker), duration_text(*length))
        }
        Fault::CutFromTable { application, worker, length } => {
            format!("cut-from-table {} --for {}", of(application, worker), duration_text(*length))
        }
        Fault::Skew { application, worker, ahead_millis } => {
            let way = if *ahead_millis < 0 { "back" } else { "ahead" };
            let length = duration_text(Duration::from_millis(ahead_millis.unsigned_abs()));
            format!("skew {} --{way} {length}", of(application, worker))
        }
        Fault::Poison { application, shard } => format!("poison {} {}", application.0, shard.0),
        Fault::Heal { application } => format!("heal {}", application.0),
        Fault::StopAgent { producer, length } => format!("stop-agent {} --for {}", producer.0, duration_text(*length)),
        Fault::LoseAnswers { producer, length } => {
            format!("lose-answers {} --for {}", producer.0, duration_text(*length))
        }
    }
}
