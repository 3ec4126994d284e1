//! All settings of a producer. What is wrong stays in its field with the reason; what is right takes effect at once.
use super::field::{Choice, Number};
use super::producer_api;
use crate::msg::Msg;
use crate::platform::page;
use crate::text;
use shardscope_core::client::ActorId;
use shardscope_core::client::{Api, COUNTRIES, Distribution, ProducerSpec, Retry, Workload};
use shardscope_core::sim::Command;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FormProps {
    pub id: ActorId,
    pub spec: ProducerSpec,
    pub send: Callback<Msg>,
}

const RETRIES: [Retry; 3] = [Retry::Never, Retry::AtOnce, Retry::Backoff];

fn distributions(now: Distribution) -> Vec<Distribution> {
    let or = |wanted: Distribution| {
        let same = std::mem::discriminant(&wanted) == std::mem::discriminant(&now);
        if same { now } else { wanted }
    };
    [
        Distribution::Even,
        Distribution::Uniform,
        Distribution::Zipf { exponent_hundredths: 100 },
        Distribution::Share { per_mille: 900 },
        Distribution::Unique,
    ]
    .map(or)
    .to_vec()
}

#[component]
pub fn ProducerForm(props: &FormProps) -> Html {
    let spec = &props.spec;
    // The reason for which a combination of right values was refused.
    let refused = use_state(|| None::<(String, String)>);
    let set = {
        let (id, send, refused) = (props.id, props.send.clone(), refused.clone());
        Callback::from(move |spec: ProducerSpec| match spec.validate() {
            Ok(()) => {
                refused.set(None);
                send.emit(Msg::Do(Box::new(Command::SetProducer(id, spec))));
            }
            Err(invalid) => refused.set(Some((invalid.field.to_string(), invalid.reason))),
        })
    };
    let with = |change: fn(&mut ProducerSpec, u32)| {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |value: u32| {
            let mut spec = spec.clone();
            change(&mut spec, value);
            set.emit(spec);
        })
    };
    let error =
        |field: &str| refused.as_ref().filter(|(of, _)| of == field).map(|(_, reason)| AttrValue::from(reason.clone()));
    let (made_up, one_key) =
        (!matches!(spec.workload, Workload::File { .. }), matches!(spec.workload, Workload::HotKey { .. }));
    let most_keys = if spec.workload == Workload::Countries { COUNTRIES.len() as u32 } else { 1_000_000 };
    html! {
        <div class="form">
            if made_up {
                <Number label="Record size" unit="bytes" value={spec.record_bytes} least={spec.workload.least_bytes()} most={1 << 20}
                    on_change={with(|spec, value| spec.record_bytes = value)} error={error("record_bytes")} />
                if !one_key {
                    <Number label="Keys" value={spec.keys} least={1} most={most_keys}
                        on_change={with(|spec, value| spec.keys = value)} error={error("keys")} />
                    { keys(spec, &set, &with) }
                }
            }
            { producer_api::api(spec, &set, &with, &error) }
            <Number label="Latency" unit="ms" value={spec.latency_millis} least={0} most={60_000}
                on_change={with(|spec, value| spec.latency_millis = value)} error={error("latency")} />
            { retry(spec, &set) }
        </div>
    }
}

pub(super) type With<'a> = &'a dyn Fn(fn(&mut ProducerSpec, u32)) -> Callback<u32>;

fn keys(spec: &ProducerSpec, set: &Callback<ProducerSpec>, with: With<'_>) -> Html {
    let all = distributions(spec.distribution);
    let options: Vec<_> =
        all.iter().enumerate().map(|(place, d)| (place.to_string().into(), text::distribution(*d).into())).collect();
    let now = all.iter().position(|d| *d == spec.distribution).unwrap_or(0);
    let choose = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |place: String| {
            let distribution = all[place.parse::<usize>().unwrap_or(0).min(all.len() - 1)];
            set.emit(ProducerSpec { distribution, ..spec.clone() });
        })
    };
    let parameter = match spec.distribution {
        Distribution::Zipf { exponent_hundredths } => html! {
            <Number label="Skew" unit="/ 100" value={exponent_hundredths} least={0} most={300} slide_to={300} settle=true
                on_change={with(|spec, exponent_hundredths| spec.distribution = Distribution::Zipf { exponent_hundredths })} />
        },
        Distribution::Share { per_mille } => html! {
            <Number label="Share" unit="‰" value={per_mille} least={0} most={1_000} slide_to={1_000} settle=true
                on_change={with(|spec, per_mille| spec.distribution = Distribution::Share { per_mille })} />
        },
        _ => Html::default(),
    };
    html! {
        <>
            <Choice label="Keys come" {options} value={now.to_string()} on_change={choose} />
            { parameter }
        </>
    }
}

fn retry(spec: &ProducerSpec, set: &Callback<ProducerSpec>) -> Html {
    let options: Vec<_> = RETRIES
        .iter()
        .enumerate()
        .map(|(place, retry)| (place.to_string().into(), text::retry(*retry).into()))
        .collect();
    let now = RETRIES.iter().position(|retry| *retry == spec.retry).unwrap_or(0);
    let choose = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |place: String| {
            let retry = RETRIES[place.parse::<usize>().unwrap_or(0).min(2)];
            set.emit(ProducerSpec { retry, ..spec.clone() });
        })
    };
    let order = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |event: Event| {
            set.emit(ProducerSpec { keep_order: page::checked(&event), ..spec.clone() });
        })
    };
    let encrypt = {
        let (set, spec) = (set.clone(), spec.clone());
        Callback::from(move |event: Event| {
            set.emit(ProducerSpec { encrypted: page::checked(&event), ..spec.clone() });
        })
    };
    // The agent tries for ever, and knows no keys.
    let is_agent = matches!(spec.api, Api::Agent(_));
    html! {
        <>
            if !is_agent {
                <Choice label="On throttle" {options} value={now.to_string()} on_change={choose} />
                <label class="check" title="One record per key under way at a time">
                    <input type="checkbox" checked={spec.keep_order} onchange={order} />{ " Retries keep the order per key" }
                </label>
            }
            <label class="check" title="AES-128-GCM, 28 bytes more; partition keys stay readable">
                <input type="checkbox" checked={spec.encrypted} onchange={encrypt} />{ " Encrypts the data itself" }
            </label>
        </>
    }
}
