//! The way a producer puts, and what can be set about it.
use super::field::{Choice, Number};
use super::producer_form::With;
use shardscope_core::client::{AgentKey, AgentSettings, Api, KplSettings, ProducerSpec};
use yew::prelude::*;

type Error<'a> = &'a dyn Fn(&str) -> Option<AttrValue>;

pub fn api(spec: &ProducerSpec, set: &Callback<ProducerSpec>, with: With<'_>, error: Error<'_>) -> Html {
    let settings = match spec.api {
        Api::PutRecord => Html::default(),
        Api::PutRecords { batch } => html! {
            <Number label="Batch" value={batch} least={1} most={500}
                on_change={with(|spec, batch| spec.api = Api::PutRecords { batch })} error={error("batch")} />
        },
        Api::Kpl(settings) => kpl(settings, with, error),
        // An agent stays one.
        Api::Agent(settings) => return agent(settings, spec, set, with, error),
    };
    let choose = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |name: String| {
            let api = match name.as_str() {
                "PutRecords" => Api::PutRecords { batch: 50 },
                "KPL" => Api::Kpl(KplSettings::default()),
                _ => Api::PutRecord,
            };
            set.emit(ProducerSpec { api, ..spec.clone() });
        })
    };
    let options = ["PutRecord", "PutRecords", "KPL"].map(|name| (name.into(), name.into())).to_vec();
    let now = match spec.api {
        Api::PutRecords { .. } => "PutRecords",
        Api::Kpl(_) => "KPL",
        Api::PutRecord | Api::Agent(_) => "PutRecord",
    };
    html! {
        <>
            <Choice label="Call" {options} value={now} on_change={choose} />
            { settings }
        </>
    }
}

/// Changes one of the library's settings.
macro_rules! kpl {
    ($field:ident) => {
        |spec: &mut ProducerSpec, value: u32| {
            if let Api::Kpl(settings) = &mut spec.api {
                settings.$field = value;
            }
        }
    };
}

/// Changes one of the agent's settings.
macro_rules! agent {
    ($field:ident) => {
        |spec: &mut ProducerSpec, value: u32| {
            if let Api::Agent(settings) = &mut spec.api {
                settings.$field = value;
            }
        }
    };
}

fn kpl(of: KplSettings, with: With<'_>, error: Error<'_>) -> Html {
    html! {
        <>
            <Number label="AggregationMaxSize" unit="bytes" value={of.aggregation_max_size} least={64} most={10 << 20}
                on_change={with(kpl!(aggregation_max_size))} error={error("aggregation_max_size")} />
            <Number label="AggregationMaxCount" value={of.aggregation_max_count} least={1} most={u32::MAX}
                on_change={with(kpl!(aggregation_max_count))} error={error("aggregation_max_count")} />
            <Number label="CollectionMaxSize" unit="bytes" value={of.collection_max_size} least={52_224} most={10 << 20}
                on_change={with(kpl!(collection_max_size))} error={error("collection_max_size")} />
            <Number label="CollectionMaxCount" value={of.collection_max_count} least={1} most={500}
                on_change={with(kpl!(collection_max_count))} error={error("collection_max_count")} />
            <Number label="RecordMaxBufferedTime" unit="ms" value={of.buffered_millis} least={1} most={3_600_000}
                on_change={with(kpl!(buffered_millis))} error={error("buffered_time")} />
            <Number label="RecordTtl" unit="ms" value={of.ttl_millis} least={100} most={86_400_000}
                on_change={with(kpl!(ttl_millis))} error={error("record_ttl")} />
            <Number label="RateLimit" unit="%" value={of.rate_limit} least={1} most={1_000}
                on_change={with(kpl!(rate_limit))} error={error("rate_limit")} />
        </>
    }
}

fn agent(
    of: AgentSettings,
    spec: &ProducerSpec,
    set: &Callback<ProducerSpec>,
    with: With<'_>,
    error: Error<'_>,
) -> Html {
    let choose = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |name: String| {
            let partition_key = if name == "RANDOM" { AgentKey::Random } else { AgentKey::Deterministic };
            set.emit(ProducerSpec { api: Api::Agent(AgentSettings { partition_key, ..of }), ..spec.clone() });
        })
    };
    let options = ["RANDOM", "DETERMINISTIC"].map(|name| (name.into(), name.into())).to_vec();
    let now = if of.partition_key == AgentKey::Random { "RANDOM" } else { "DETERMINISTIC" };
    html! {
        <>
            <Number label="maxBufferSizeRecords" value={of.buffer_records} least={1} most={500}
                on_change={with(agent!(buffer_records))} error={error("buffer_records")} />
            <Number label="maxBufferSizeBytes" value={of.buffer_bytes} least={1} most={4 << 20}
                on_change={with(agent!(buffer_bytes))} error={error("buffer_bytes")} />
            <Number label="maxBufferAgeMillis" value={of.buffer_age_millis} least={1_000} most={900_000}
                on_change={with(agent!(buffer_age_millis))} error={error("buffer_age")} />
            <Choice label="partitionKeyOption" {options} value={now} on_change={choose} />
        </>
    }
}
