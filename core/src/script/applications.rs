//! KCL applications as options of a line.
use super::actors::{millis, start, start_text};
use super::options::{Options, number};
use super::quantity::{duration, duration_text};
use crate::base::Duration;
use crate::cli::{Mistake, Word, quote};
use crate::client::kcl::{ApplicationSpec, CheckpointWhen, Idempotence, Retrieval};
use alloc::format;
use alloc::string::{String, ToString};

const KNOWN: &str = "--stream-name, --workers, --retrieval, --start, --work, --checkpoint, --checkpoint-when, --failover, \
                     --idempotence, --graceful, --name";

fn retrieval(text: &str) -> Result<Retrieval, String> {
    match text.split_once(':') {
        None if text == "fan-out" => Ok(Retrieval::FanOut),
        Some(("polling", idle)) => Ok(Retrieval::Polling { idle_millis: millis(idle)? }),
        _ => Err(format!("expected fan-out or polling:1500ms, found '{text}'")),
    }
}

pub(super) fn idempotence(text: &str) -> Result<Idempotence, String> {
    match text.split_once(':') {
        None if text == "none" => Ok(Idempotence::None),
        None if text == "sequence-number" => Ok(Idempotence::SequenceNumber),
        Some(("conditional-put", ttl)) => {
            let length = duration(ttl)?;
            let whole = length.as_micros().is_multiple_of(1_000_000).then_some(length.as_micros() / 1_000_000);
            let seconds = whole.and_then(|seconds| u32::try_from(seconds).ok());
            let ttl_seconds = seconds.ok_or_else(|| format!("expected whole seconds, found '{ttl}'"))?;
            Ok(Idempotence::ConditionalPut { ttl_seconds })
        }
        _ => Err(format!("expected none, sequence-number or conditional-put:24h, found '{text}'")),
    }
}

fn when(text: &str) -> Result<CheckpointWhen, String> {
    match text {
        "before" => Ok(CheckpointWhen::Before),
        "after" => Ok(CheckpointWhen::After),
        _ => Err(format!("expected before or after, found '{text}'")),
    }
}

pub(super) fn micros(text: &str) -> Result<u32, String> {
    u32::try_from(duration(text)?.as_micros()).map_err(|_| format!("expected an hour at most, found '{text}'"))
}

pub(super) fn idempotence_text(idempotence: Idempotence) -> String {
    match idempotence {
        Idempotence::None => "none".to_string(),
        Idempotence::SequenceNumber => "sequence-number".to_string(),
        Idempotence::ConditionalPut { ttl_seconds } => {
            format!("conditional-put:{}", duration_text(Duration::from_secs(u64::from(ttl_seconds))))
        }
    }
}

/// Reads an application: its name, and options. What is left out is KCL's default.
pub fn read(name: Option<String>, words: &[Word], end: usize) -> Result<ApplicationSpec, Mistake> {
    let mut options = Options::of(words, &["graceful"], end)?;
    let stream_name = options.required("stream-name")?;
    let name = options.text("name")?.or(name).unwrap_or_default();
    let usual = ApplicationSpec::new(&name, &stream_name, 1);
    let spec = ApplicationSpec {
        workers: options.take("workers", number)?.unwrap_or(usual.workers),
        retrieval: options.take("retrieval", retrieval)?.unwrap_or(usual.retrieval),
        start: options.take("start", start)?.unwrap_or(usual.start),
        work_micros: options.take("work", micros)?.unwrap_or(usual.work_micros),
        checkpoint_millis: options.take("checkpoint", millis)?.unwrap_or(usual.checkpoint_millis),
        checkpoint_when: options.take("checkpoint-when", when)?.unwrap_or(usual.checkpoint_when),
        failover_millis: options.take("failover", millis)?.unwrap_or(usual.failover_millis),
        idempotence: options.take("idempotence", idempotence)?.unwrap_or(usual.idempotence),
        graceful: options.flag("graceful"),
        ..usual
    };
    options.finish(KNOWN)?;
    Ok(spec)
}

/// The options of an application, all of them.
pub fn text(spec: &ApplicationSpec) -> String {
    let millis = |millis: u32| duration_text(Duration::from_millis(u64::from(millis)));
    let retrieval = match spec.retrieval {
        Retrieval::FanOut => "fan-out".to_string(),
        Retrieval::Polling { idle_millis } => format!("polling:{}", millis(idle_millis)),
    };
    let idempotence = idempotence_text(spec.idempotence);
    format!(
        "--stream-name {} --workers {} --retrieval {retrieval} --start {} --work {} --checkpoint {} --checkpoint-when {} \
         --failover {} --idempotence {idempotence}{}",
        quote(&spec.stream_name),
        spec.workers,
        start_text(spec.start),
        duration_text(Duration::from_micros(u64::from(spec.work_micros))),
        millis(spec.checkpoint_millis),
        if spec.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" },
        millis(spec.failover_millis),
        if spec.graceful { " --graceful" } else { "" },
    )
}
