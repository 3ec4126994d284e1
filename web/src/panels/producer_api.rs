//! The way a producer puts, and what can be set about it.
use super::field::{Choice, Number};
use super::setting::Fields;
use shardscope_core::client::{AgentKey, AgentSettings, Api, KplSettings, ProducerSpec};
use yew::prelude::*;

/// Makes the callback of a change.
pub(super) type With<'a> = &'a dyn Fn(fn(&mut ProducerSpec, u32)) -> Callback<u32>;

pub fn api(fields: &Fields<'_, ProducerSpec>, with: With<'_>) -> Html {
    let spec = fields.spec;
    let settings = match spec.api {
        Api::PutRecord => Html::default(),
        Api::PutRecords { batch } => html! {
            <Number label="Batch" value={batch} least={1} most={500}
                on_change={with(|spec, batch| spec.api = Api::PutRecords { batch })} />
        },
        Api::Kpl(_) => numbers(fields, &KPL),
        // An agent stays one.
        Api::Agent(settings) => return agent(settings, fields),
    };
    let choose = {
        let (set, spec) = (fields.set.clone(), spec.clone());
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

const KPL: [&str; 7] = [
    "aggregation-max-size",
    "aggregation-max-count",
    "collection-max-size",
    "collection-max-count",
    "buffered-time",
    "record-ttl",
    "rate-limit",
];
const AGENT: [&str; 3] = ["buffer-records", "buffer-bytes", "buffer-age"];

fn numbers(fields: &Fields<'_, ProducerSpec>, names: &[&str]) -> Html {
    html! { <>{ for names.iter().map(|name| fields.number(name)) }</> }
}

fn agent(of: AgentSettings, fields: &Fields<'_, ProducerSpec>) -> Html {
    let choose = {
        let (set, spec) = (fields.set.clone(), fields.spec.clone());
        Callback::from(move |name: String| {
            let partition_key = if name == "RANDOM" { AgentKey::Random } else { AgentKey::Deterministic };
            set.emit(ProducerSpec { api: Api::Agent(AgentSettings { partition_key, ..of }), ..spec.clone() });
        })
    };
    let options = ["RANDOM", "DETERMINISTIC"].map(|name| (name.into(), name.into())).to_vec();
    let now = if of.partition_key == AgentKey::Random { "RANDOM" } else { "DETERMINISTIC" };
    html! {
        <>
            { numbers(fields, &AGENT) }
            <Choice label="partitionKeyOption" {options} value={now} on_change={choose} />
        </>
    }
}
