//! Functions with their event source mappings as options of a line.
use super::actors::{millis, start, start_text};
use super::applications::{idempotence, idempotence_text, micros};
use super::options::{Options, number};
use super::quantity::{duration, duration_text};
use crate::base::Duration;
use crate::cli::{Mistake, Word, quote};
use crate::client::lambda::MappingSpec;
use alloc::format;
use alloc::string::{String, ToString};

const KNOWN: &str = "--stream-name, --batch-size, --window, --tumbling-window, --parallelization-factor, --start, --retries, --age, --bisect, \
                     --report-failures, --destination, --concurrency, --invocation, --work, --idempotence, --name";

fn seconds(text: &str) -> Result<u32, String> {
    let micros = duration(text)?.as_micros();
    let whole = micros.is_multiple_of(1_000_000).then_some(micros / 1_000_000);
    whole
        .and_then(|seconds| u32::try_from(seconds).ok())
        .ok_or_else(|| format!("expected whole seconds, found '{text}'"))
}

/// A value, or `unlimited`.
fn limited<T>(text: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Option<T>, String> {
    if text == "unlimited" { Ok(None) } else { read(text).map(Some) }
}

/// Reads a function: its name, and options. What is left out is Lambda's default.
pub fn read(name: Option<String>, words: &[Word], end: usize) -> Result<MappingSpec, Mistake> {
    let mut options = Options::of(words, &["bisect", "report-failures", "destination"], end)?;
    let stream_name = options.required("stream-name")?;
    let name = options.text("name")?.or(name).unwrap_or_default();
    let usual = MappingSpec::new(&name, &stream_name);
    let spec = MappingSpec {
        batch_size: options.number("batch-size")?.unwrap_or(usual.batch_size),
        window_seconds: options.take("window", seconds)?.unwrap_or(usual.window_seconds),
        tumbling_seconds: options.take("tumbling-window", seconds)?.unwrap_or(usual.tumbling_seconds),
        parallelization_factor: options.number("parallelization-factor")?.unwrap_or(usual.parallelization_factor),
        start: options.take("start", start)?.unwrap_or(usual.start),
        maximum_retry_attempts: options.take("retries", |text| limited(text, number))?.flatten(),
        maximum_record_age_seconds: options.take("age", |text| limited(text, seconds))?.flatten(),
        bisect: options.flag("bisect"),
        report_failures: options.flag("report-failures"),
        destination: options.flag("destination"),
        concurrency: options.number("concurrency")?.unwrap_or(usual.concurrency),
        invocation_millis: options.take("invocation", millis)?.unwrap_or(usual.invocation_millis),
        work_micros: options.take("work", micros)?.unwrap_or(usual.work_micros),
        idempotence: options.take("idempotence", idempotence)?.unwrap_or(usual.idempotence),
        ..usual
    };
    options.finish(KNOWN)?;
    Ok(spec)
}

/// The options of a function, all of them.
pub fn text(spec: &MappingSpec) -> String {
    let seconds = |seconds: u32| duration_text(Duration::from_secs(u64::from(seconds)));
    let unlimited = || "unlimited".to_string();
    let tumbling = match spec.tumbling_seconds {
        0 => String::new(),
        length => format!(" --tumbling-window {}", seconds(length)),
    };
    let flag = |set: bool, name: &'static str| if set { name } else { "" };
    format!(
        "--stream-name {} --batch-size {} --window {}{} --parallelization-factor {} --start {} --retries {} --age {}{}{}{} \
         --concurrency {} --invocation {} --work {} --idempotence {}",
        quote(&spec.stream_name),
        spec.batch_size,
        seconds(spec.window_seconds),
        tumbling,
        spec.parallelization_factor,
        start_text(spec.start),
        spec.maximum_retry_attempts.map_or_else(unlimited, |most| most.to_string()),
        spec.maximum_record_age_seconds.map_or_else(unlimited, seconds),
        flag(spec.bisect, " --bisect"),
        flag(spec.report_failures, " --report-failures"),
        flag(spec.destination, " --destination"),
        spec.concurrency,
        duration_text(Duration::from_millis(u64::from(spec.invocation_millis))),
        duration_text(Duration::from_micros(u64::from(spec.work_micros))),
        idempotence_text(spec.idempotence),
    )
}
