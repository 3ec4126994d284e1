//! Faults as lines: `fault stall 2 0 --for 15s`.
use super::options::Options;
use super::who::{Who, numbered};
use crate::base::quantity::{duration, duration_text};
use crate::base::{ActorId, Duration};
use crate::cli::{Mistake, Word};
use crate::client::Kind;
use crate::client::kcl::WorkerId;
use crate::client::settings::Unit;
use crate::kinesis::ShardId;
use crate::sim::{Command, Fault};
use alloc::boxed::Box;
use alloc::format;
use alloc::string::String;

const KINDS: &str = "pause-zone or resume-zone with a, b or c; crash, stall, slow, cut-from-table or skew with an application's \
                     and a worker's number; poison with an application and a shard; heal with an application; poison-lambda \
                     with a function and a shard; heal-lambda with a function; lose-answers or stop-agent with a producer";

/// Milliseconds of a length of time.
fn millis(text: &str) -> Result<u32, String> {
    Unit::Millis.read(text)
}

pub fn read(words: &[Word], end: usize, who: &Who) -> Result<Command, Mistake> {
    let [kind, rest @ ..] = words else { return Err(Mistake { column: end, reason: format!("expected {KINDS}") }) };
    match kind.text.as_str() {
        "resume-zone" => Ok(Command::ResumeZone(zone(kind, rest, end)?)),
        "heal" => Ok(Command::Fault(Fault::Heal { application: who.alone(Kind::Application, rest, end)? })),
        "heal-lambda" => Ok(Command::Fault(Fault::HealFunction { function: who.alone(Kind::Function, rest, end)? })),
        "crash" | "stall" | "slow" | "cut-from-table" => of_worker(&kind.text, rest, end, who).map(Command::Fault),
        "lose-answers" | "stop-agent" => of_producer(&kind.text, rest, end, who).map(Command::Fault),
        "pause-zone" => {
            let (place, options) = rest.split_at(rest.len().min(1));
            timed(Command::PauseZone(zone(kind, place, end)?), options)
        }
        "skew" => {
            let (application, worker, rest) = worker_of(rest, end, who)?;
            let mut options = Options::of(rest)?;
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
            let (application, rest) = who.first(Kind::Application, rest, end)?;
            let (shard, rest) = numbered(rest, end)?;
            timed(Command::Fault(Fault::Poison { application, shard: ShardId(shard) }), rest)
        }
        "poison-lambda" => {
            let (function, rest) = who.first(Kind::Function, rest, end)?;
            let (shard, rest) = numbered(rest, end)?;
            timed(Command::Fault(Fault::PoisonFunction { function, shard: ShardId(shard) }), rest)
        }
        other => Err(Mistake::at(kind, format!("expected {KINDS}; found '{other}'"))),
    }
}

/// A fault that lasts until somebody undoes it, or for the time given.
fn timed(fault: Command, options: &[Word]) -> Result<Command, Mistake> {
    for_a_time(fault, Options::of(options)?, "--for")
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

fn worker_of<'w>(words: &'w [Word], end: usize, who: &Who) -> Result<(ActorId, WorkerId, &'w [Word]), Mistake> {
    let (id, words) = who.first(Kind::Application, words, end)?;
    let (worker, words) = numbered(words, end)?;
    Ok((id, WorkerId(worker), words))
}

fn of_worker(kind: &str, words: &[Word], end: usize, who: &Who) -> Result<Fault, Mistake> {
    let (application, worker, words) = worker_of(words, end, who)?;
    let mut options = Options::of(words)?;
    if kind == "crash" {
        let restart_after = options.take("restart-after", duration)?;
        options.finish("--restart-after")?;
        return Ok(Fault::Crash { application, worker, restart_after });
    }
    let slow = kind == "slow";
    let per_cent = if slow { options.take("to", |text| Unit::PerCent.read(text))?.unwrap_or(10) } else { 100 };
    let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(30));
    options.finish(if slow { "--to and --for" } else { "--for" })?;
    Ok(match kind {
        "stall" => Fault::Stall { application, worker, length },
        "cut-from-table" => Fault::CutFromTable { application, worker, length },
        _ => Fault::Slow { application, worker, per_cent, length },
    })
}

fn of_producer(kind: &str, words: &[Word], end: usize, who: &Who) -> Result<Fault, Mistake> {
    let (producer, words) = who.first(Kind::Producer, words, end)?;
    let mut options = Options::of(words)?;
    let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(10));
    options.finish("--for")?;
    Ok(match kind {
        "lose-answers" => Fault::LoseAnswers { producer, length },
        _ => Fault::StopAgent { producer, length },
    })
}

/// A fault as a line has it; `who` says how an actor is named.
pub fn text(fault: &Fault, who: &dyn Fn(&ActorId) -> String) -> String {
    let of = |application: &ActorId, worker: &WorkerId| format!("{} {}", who(application), worker.0);
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
        Fault::Poison { application, shard } => format!("poison {} {}", who(application), shard.0),
        Fault::Heal { application } => format!("heal {}", who(application)),
        Fault::PoisonFunction { function, shard } => format!("poison-lambda {} {}", who(function), shard.0),
        Fault::HealFunction { function } => format!("heal-lambda {}", who(function)),
        Fault::StopAgent { producer, length } => {
            format!("stop-agent {} --for {}", who(producer), duration_text(*length))
        }
        Fault::LoseAnswers { producer, length } => {
            format!("lose-answers {} --for {}", who(producer), duration_text(*length))
        }
    }
}
