//! How the values of a producer's settings are written.
use crate::base::quantity::{fraction, fraction_text, number};
use crate::client::{
    AgentKey, AgentSettings, Api, COUNTRIES, Distribution, Field, KplSettings, PartitionKey, ProducerSpec, Retry,
    Workload,
};
use alloc::format;
use alloc::string::{String, ToString};

/// A workload, and the number of keys that suits it.
pub(super) fn set_workload(of: &mut ProducerSpec, text: &str) -> Result<(), String> {
    let (kind, rest) = text.split_once(':').unwrap_or((text, ""));
    let workload = match (kind, rest) {
        ("trucks", "") => Workload::Trucks,
        ("clicks", "") => Workload::Clicks,
        ("sensors", "") => Workload::Sensors,
        ("countries", "") => Workload::Countries,
        ("keys", prefix) => Workload::Custom { prefix: prefix.into() },
        ("hot", key) => Workload::HotKey { partition_key: key.into() },
        ("file" | "file-by-time", rest) => Workload::File { dataset: number(rest)?, own_timestamps: kind != "file" },
        _ => {
            return Err(format!(
                "expected trucks, clicks, sensors, countries, keys:PREFIX, hot:KEY, file:N or file-by-time:N, found '{text}'"
            ));
        }
    };
    if of.workload == workload {
        return Ok(());
    }
    // Another's fields say nothing of these data.
    (of.workload, of.partition_key, of.subject) = (workload, PartitionKey::default(), Field::Id);
    of.keys = match of.workload {
        Workload::HotKey { .. } | Workload::File { .. } => 1,
        Workload::Countries => COUNTRIES.len() as u32,
        Workload::Trucks | Workload::Clicks | Workload::Sensors | Workload::Custom { .. } => 100,
    };
    Ok(())
}

pub(super) fn workload_text(workload: &Workload) -> String {
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

pub(super) fn distribution(text: &str) -> Result<Distribution, String> {
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

pub(super) fn distribution_text(distribution: Distribution) -> String {
    match distribution {
        Distribution::Even => "even".into(),
        Distribution::Uniform => "uniform".into(),
        Distribution::Unique => "unique".into(),
        Distribution::Zipf { exponent_hundredths } => format!("zipf:{}", fraction_text(exponent_hundredths, 100)),
        Distribution::Share { per_mille } => format!("share:{}%", fraction_text(per_mille, 10)),
    }
}

pub(super) fn set_api(of: &mut ProducerSpec, text: &str) -> Result<(), String> {
    // What is set of the library or the agent stays, if it is still that.
    if text == api_text(of.api) {
        return Ok(());
    }
    of.api = match text.split_once(':') {
        None if text == "put-record" => Api::PutRecord,
        None if text == "kpl" => Api::Kpl(KplSettings::default()),
        None if text == "agent" => Api::Agent(AgentSettings::default()),
        Some(("put-records", batch)) => Api::PutRecords { batch: number(batch)? },
        _ => return Err(format!("expected put-record, put-records:N, kpl or agent, found '{text}'")),
    };
    Ok(())
}

pub(super) fn api_text(api: Api) -> String {
    match api {
        Api::PutRecord => "put-record".into(),
        Api::Kpl(_) => "kpl".into(),
        Api::Agent(_) => "agent".into(),
        Api::PutRecords { batch } => format!("put-records:{batch}"),
    }
}

pub(super) fn retry(text: &str) -> Result<Retry, String> {
    match text {
        "never" => Ok(Retry::Never),
        "at-once" => Ok(Retry::AtOnce),
        "backoff" => Ok(Retry::Backoff),
        other => Err(format!("expected never, at-once or backoff, found '{other}'")),
    }
}

pub(super) const fn retry_text(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "never",
        Retry::AtOnce => "at-once",
        Retry::Backoff => "backoff",
    }
}

pub(super) fn set_partition_key(of: &mut ProducerSpec, text: &str) -> Result<(), String> {
    if let Api::Agent(settings) = &mut of.api {
        settings.partition_key = match text {
            "random" => AgentKey::Random,
            "deterministic" => AgentKey::Deterministic,
            other => return Err(format!("expected random or deterministic, found '{other}'")),
        };
        return Ok(());
    }
    of.partition_key = match text {
        "random" => PartitionKey::Uuid,
        name => {
            let field = of
                .workload
                .field_named(name)
                .map_err(|reason| format!("expected random, {}", reason.trim_start_matches("expected ")))?;
            PartitionKey::Field(field)
        }
    };
    Ok(())
}

/// A file's rows have keys of their own.
pub(super) fn partition_key_text(of: &ProducerSpec) -> Option<String> {
    match (of.api, of.partition_key) {
        (Api::Agent(settings), _) => Some(match settings.partition_key {
            AgentKey::Random => "random".to_string(),
            AgentKey::Deterministic => "deterministic".to_string(),
        }),
        (_, PartitionKey::Uuid) => of.workload.field(Field::Id).map(|_| "random".to_string()),
        (_, PartitionKey::Field(field)) => of.workload.field(field).map(ToString::to_string),
    }
}
