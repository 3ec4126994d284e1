//! Producers and readers as options of a line.
use super::options::{Options, fraction, fraction_text, number};
use super::quantity::{duration, duration_text};
use crate::base::Duration;
use crate::cli::{Mistake, Word, quote};
use crate::client::{
    AgentKey, AgentSettings, Api, Distribution, KplSettings, ProducerSpec, ReaderSpec, Retry, StartingPosition,
    Workload,
};
use alloc::format;
use alloc::string::{String, ToString};

const PRODUCER: &str = "--stream-name, --workload, --rate, --record-bytes, --keys, --distribution, --api, --retry, \
                        --keep-order, --latency, --encrypted, --name; with --api kpl: --aggregation-max-size, --aggregation-max-count, \
                        --collection-max-count, --collection-max-size, --buffered-time, --record-ttl, --rate-limit; with \
                        --api agent: --buffer-records, --buffer-bytes, --buffer-age, --partition-key";
const READER: &str = "--stream-name, --polling, --records-per-second, --start, --any-order, --name";

/// Milliseconds of a length of time.
pub(super) fn millis(text: &str) -> Result<u32, String> {
    let length = duration(text)?;
    let exact = length.as_micros().is_multiple_of(1_000).then_some(length.as_millis());
    exact
        .and_then(|millis| u32::try_from(millis).ok())
        .ok_or_else(|| format!("expected whole milliseconds, found '{text}'"))
}

fn workload(text: &str) -> Result<Workload, String> {
    let (kind, of) = text.split_once(':').unwrap_or((text, ""));
    Ok(match (kind, of) {
        ("trucks", "") => Workload::Trucks,
        ("clicks", "") => Workload::Clicks,
        ("sensors", "") => Workload::Sensors,
        ("countries", "") => Workload::Countries,
        ("keys", prefix) => Workload::Custom { prefix: prefix.into() },
        ("hot", key) => Workload::HotKey { partition_key: key.into() },
        ("file" | "file-by-time", of) => Workload::File { dataset: number(of)?, own_timestamps: kind != "file" },
        _ => {
            return Err(format!(
                "expected trucks, clicks, sensors, countries, keys:PREFIX, hot:KEY, file:N or file-by-time:N, found '{text}'"
            ));
        }
    })
}

fn workload_text(workload: &Workload) -> String {
    match workload {
        Workload::Trucks => "trucks".into(),
        Workload::Clicks => "clicks".into(),
        Workload::Sensors => "sensors".into(),
        Workload::Countries => "countries".into(),
        Workload::Custom { prefix } => format!("keys:{prefix}"),
        Workload::HotKey { partition_key } => format!("hot:{partition_key}"),
        Workload::File { dataset, own_timestamps: false } => format!("file:{dataset}"),
        Workload::File { dataset, own_timestamps: true } => format!("file-by-time:{dataset}"),
    }
}

fn distribution(text: &str) -> Result<Distribution, String> {
    let (kind, of) = text.split_once(':').unwrap_or((text, ""));
    Ok(match (kind, of) {
        ("even", "") => Distribution::Even,
        ("uniform", "") => Distribution::Uniform,
        ("unique", "") => Distribution::Unique,
        ("zipf", exponent) => Distribution::Zipf { exponent_hundredths: fraction(exponent, 100)? },
        ("share", percent) => Distribution::Share { per_mille: fraction(percent.trim_end_matches('%'), 10)? },
        _ => return Err(format!("expected even, uniform, unique, zipf:1.1 or share:90%, found '{text}'")),
    })
}

fn distribution_text(distribution: Distribution) -> String {
    match distribution {
        Distribution::Even => "even".into(),
        Distribution::Uniform => "uniform".into(),
        Distribution::Unique => "unique".into(),
        Distribution::Zipf { exponent_hundredths } => format!("zipf:{}", fraction_text(exponent_hundredths, 100)),
        Distribution::Share { per_mille } => format!("share:{}%", fraction_text(per_mille, 10)),
    }
}

fn api(text: &str) -> Result<Api, String> {
    match text.split_once(':') {
        None if text == "put-record" => Ok(Api::PutRecord),
        None if text == "kpl" => Ok(Api::Kpl(KplSettings::default())),
        None if text == "agent" => Ok(Api::Agent(AgentSettings::default())),
        Some(("put-records", batch)) => Ok(Api::PutRecords { batch: number(batch)? }),
        _ => Err(format!("expected put-record, put-records:N, kpl or agent, found '{text}'")),
    }
}

fn retry(text: &str) -> Result<Retry, String> {
    match text {
        "never" => Ok(Retry::Never),
        "at-once" => Ok(Retry::AtOnce),
        "backoff" => Ok(Retry::Backoff),
        other => Err(format!("expected never, at-once or backoff, found '{other}'")),
    }
}

/// Reads the settings of the way that a producer puts.
fn settings(api: Api, options: &mut Options<'_>) -> Result<Api, Mistake> {
    Ok(match api {
        Api::Kpl(usual) => Api::Kpl(KplSettings {
            aggregation_max_size: options.number("aggregation-max-size")?.unwrap_or(usual.aggregation_max_size),
            aggregation_max_count: options.number("aggregation-max-count")?.unwrap_or(usual.aggregation_max_count),
            collection_max_count: options.number("collection-max-count")?.unwrap_or(usual.collection_max_count),
            collection_max_size: options.number("collection-max-size")?.unwrap_or(usual.collection_max_size),
            buffered_millis: options.take("buffered-time", millis)?.unwrap_or(usual.buffered_millis),
            ttl_millis: options.take("record-ttl", millis)?.unwrap_or(usual.ttl_millis),
            rate_limit: options
                .take("rate-limit", |text| number(text.trim_end_matches('%')))?
                .unwrap_or(usual.rate_limit),
        }),
        Api::Agent(usual) => Api::Agent(AgentSettings {
            buffer_records: options.number("buffer-records")?.unwrap_or(usual.buffer_records),
            buffer_bytes: options.number("buffer-bytes")?.unwrap_or(usual.buffer_bytes),
            buffer_age_millis: options.take("buffer-age", millis)?.unwrap_or(usual.buffer_age_millis),
            partition_key: options.take("partition-key", agent_key)?.unwrap_or(usual.partition_key),
        }),
        plain => plain,
    })
}

fn agent_key(text: &str) -> Result<AgentKey, String> {
    match text {
        "random" => Ok(AgentKey::Random),
        "deterministic" => Ok(AgentKey::Deterministic),
        other => Err(format!("expected random or deterministic, found '{other}'")),
    }
}

/// The settings of the way that a producer puts, all of them.
fn settings_text(api: Api) -> String {
    let millis = |millis: u32| duration_text(Duration::from_millis(u64::from(millis)));
    match api {
        Api::Kpl(of) => format!(
            " --aggregation-max-size {} --aggregation-max-count {} --collection-max-count {} --collection-max-size {} \
             --buffered-time {} --record-ttl {} --rate-limit {}%",
            of.aggregation_max_size,
            of.aggregation_max_count,
            of.collection_max_count,
            of.collection_max_size,
            millis(of.buffered_millis),
            millis(of.ttl_millis),
            of.rate_limit,
        ),
        Api::Agent(of) => format!(
            " --buffer-records {} --buffer-bytes {} --buffer-age {} --partition-key {}",
            of.buffer_records,
            of.buffer_bytes,
            millis(of.buffer_age_millis),
            if of.partition_key == AgentKey::Random { "random" } else { "deterministic" },
        ),
        Api::PutRecord | Api::PutRecords { .. } => String::new(),
    }
}

/// Reads a producer: its name, and options. What is left out is what suits most.
pub fn producer(name: Option<String>, words: &[Word], end: usize) -> Result<ProducerSpec, Mistake> {
    let mut options = Options::of(words, &["keep-order", "encrypted"], end)?;
    let stream_name = options.required("stream-name")?;
    let workload = options.take("workload", workload)?.unwrap_or(Workload::Trucks);
    let keys = match workload {
        Workload::HotKey { .. } | Workload::File { .. } => 1,
        Workload::Countries => 24,
        _ => 100,
    };
    let api = options.take("api", api)?.unwrap_or(Api::PutRecord);
    let spec = ProducerSpec {
        name: options.text("name")?.or(name).unwrap_or_default(),
        stream_name,
        workload,
        rate: options.number("rate")?.unwrap_or(100),
        record_bytes: options.number("record-bytes")?.unwrap_or(180),
        keys: options.number("keys")?.unwrap_or(keys),
        distribution: options.take("distribution", distribution)?.unwrap_or(Distribution::Even),
        api: match api {
            Api::PutRecord | Api::PutRecords { .. } => api,
            Api::Kpl(_) | Api::Agent(_) => settings(api, &mut options)?,
        },
        retry: options.take("retry", retry)?.unwrap_or(Retry::Backoff),
        keep_order: options.flag("keep-order"),
        latency_millis: options.take("latency", millis)?.unwrap_or(100),
        encrypted: options.flag("encrypted"),
    };
    options.finish(PRODUCER)?;
    Ok(spec)
}

/// The options of a producer, all of them.
pub fn producer_text(spec: &ProducerSpec) -> String {
    let api = match spec.api {
        Api::PutRecord => "put-record".to_string(),
        Api::Kpl(_) => "kpl".to_string(),
        Api::Agent(_) => "agent".to_string(),
        Api::PutRecords { batch } => format!("put-records:{batch}"),
    };
    let retry = match spec.retry {
        Retry::Never => "never",
        Retry::AtOnce => "at-once",
        Retry::Backoff => "backoff",
    };
    format!(
        "--stream-name {} --workload {} --rate {} --record-bytes {} --keys {} --distribution {} --api {api} --retry {retry}{} \
         --latency {}{}{}",
        quote(&spec.stream_name),
        quote(&workload_text(&spec.workload)),
        spec.rate,
        spec.record_bytes,
        spec.keys,
        distribution_text(spec.distribution),
        if spec.keep_order { " --keep-order" } else { "" },
        duration_text(Duration::from_millis(u64::from(spec.latency_millis))),
        if spec.encrypted { " --encrypted" } else { "" },
        settings_text(spec.api),
    )
}

pub(super) fn start(text: &str) -> Result<StartingPosition, String> {
    match text {
        "TRIM_HORIZON" => Ok(StartingPosition::TrimHorizon),
        "LATEST" => Ok(StartingPosition::Latest),
        other => Err(format!("expected TRIM_HORIZON or LATEST, found '{other}'")),
    }
}

/// Reads a polling application: its name, and options.
pub fn reader(name: Option<String>, words: &[Word], end: usize) -> Result<ReaderSpec, Mistake> {
    let mut options = Options::of(words, &["any-order"], end)?;
    let spec = ReaderSpec {
        stream_name: options.required("stream-name")?,
        name: options.text("name")?.or(name).unwrap_or_default(),
        polling_millis: options.take("polling", millis)?.unwrap_or(1_000),
        records_per_second: options.number("records-per-second")?.unwrap_or(2_000),
        start: options.take("start", start)?.unwrap_or(StartingPosition::TrimHorizon),
        parents_first: !options.flag("any-order"),
    };
    options.finish(READER)?;
    Ok(spec)
}

pub(super) const fn start_text(start: StartingPosition) -> &'static str {
    match start {
        StartingPosition::TrimHorizon => "TRIM_HORIZON",
        StartingPosition::Latest => "LATEST",
    }
}

/// The options of a polling application, all of them.
pub fn reader_text(spec: &ReaderSpec) -> String {
    let start = start_text(spec.start);
    format!(
        "--stream-name {} --polling {} --records-per-second {} --start {start}{}",
        quote(&spec.stream_name),
        duration_text(Duration::from_millis(u64::from(spec.polling_millis))),
        spec.records_per_second,
        if spec.parents_first { "" } else { " --any-order" },
    )
}
