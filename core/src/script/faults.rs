//! Faults as lines: `fault stall 2 0 --for 15s`.
use super::options::{Options, number};
use super::parse::{last, numbered};
use super::quantity::{duration, duration_text};
use crate::base::Duration;
use crate::cli::{Mistake, Word};
use crate::client::ProducerId;
use crate::client::kcl::{ApplicationId, WorkerId};
use crate::client::lambda::MappingId;
use crate::kinesis::ShardId;
use crate::sim::{Command, Fault};
use alloc::format;
use alloc::string::String;

const KINDS: &str = "pause-zone or resume-zone with a, b or c; crash, stall, slow, cut-from-table or skew with an application's \
                     and a worker's number; poison with an application and a shard; heal with an application; poison-lambda with a function and a shard; heal-lambda with a function; lose-answers \
                     with a producer";

pub fn read(words: &[Word], end: usize) -> Result<Command, Mistake> {
    let [kind, rest @ ..] = words else { return Err(Mistake { column: end, reason: format!("expected {KINDS}") }) };
    match kind.text.as_str() {
        "pause-zone" => Ok(Command::PauseZone(zone(kind, rest, end)?)),
        "resume-zone" => Ok(Command::ResumeZone(zone(kind, rest, end)?)),
        "crash" | "stall" | "slow" | "cut-from-table" | "skew" => of_worker(&kind.text, rest, end).map(Command::Fault),
        "poison" | "heal" | "lose-answers" => of_other(&kind.text, rest, end).map(Command::Fault),
        "poison-lambda" => {
            let (id, rest) = numbered(rest, end)?;
            Ok(Command::PoisonMapping(MappingId(id), ShardId(last(rest, end)?)))
        }
        "heal-lambda" => Ok(Command::HealMapping(MappingId(last(rest, end)?))),
        other => Err(Mistake::at(kind, format!("expected {KINDS}; found '{other}'"))),
    }
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

fn of_worker(kind: &str, words: &[Word], end: usize) -> Result<Fault, Mistake> {
    let (id, words) = numbered(words, end)?;
    let (worker, words) = numbered(words, end)?;
    let (application, worker) = (ApplicationId(id), WorkerId(worker));
    let mut options = Options::of(words, &[], end)?;
    let fault = match kind {
        "skew" => {
            let ahead = options.take("ahead", duration)?.map(|length| length.as_millis() as i64);
            let back = options.take("back", duration)?.map(|length| -(length.as_millis() as i64));
            Fault::Skew { application, worker, ahead_millis: ahead.or(back).unwrap_or(0) }
        }
        "crash" => Fault::Crash { application, worker, restart_after: options.take("restart-after", duration)? },
        _ => {
            let per_cent = options.take("to", per_cent)?;
            let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(30));
            match kind {
                "stall" => Fault::Stall { application, worker, length },
                "cut-from-table" => Fault::CutFromTable { application, worker, length },
                _ => Fault::Slow { application, worker, per_cent: per_cent.unwrap_or(10), length },
            }
        }
    };
    options.finish("--for; --restart-after for crash; --to for slow; --ahead and --back for skew")?;
    Ok(fault)
}

fn per_cent(text: &str) -> Result<u32, String> {
    number(text.trim_end_matches('%'))
}

fn of_other(kind: &str, words: &[Word], end: usize) -> Result<Fault, Mistake> {
    let (first, words) = numbered(words, end)?;
    if kind == "poison" {
        let (shard, words) = numbered(words, end)?;
        Options::of(words, &[], end)?.finish("none")?;
        return Ok(Fault::Poison { application: ApplicationId(first), shard: ShardId(shard) });
    }
    let mut options = Options::of(words, &[], end)?;
    let fault = match kind {
        "heal" => Fault::Heal { application: ApplicationId(first) },
        _ => {
            let length = options.take("for", duration)?.unwrap_or(Duration::from_secs(10));
            Fault::LoseAnswers { producer: ProducerId(first), length }
        }
    };
    options.finish("--for")?;
    Ok(fault)
}

pub fn text(fault: &Fault) -> String {
    let of = |application: &ApplicationId, worker: &WorkerId| format!("{} {}", application.0, worker.0);
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
        Fault::LoseAnswers { producer, length } => {
            format!("lose-answers {} --for {}", producer.0, duration_text(*length))
        }
    }
}
