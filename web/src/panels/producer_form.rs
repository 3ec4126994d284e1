//! All settings of a producer. What is wrong stays in its field with the reason; what is right takes effect at once.
use super::field::{Choice, Number};
use super::producer_api::{self, With};
use super::setting::{self, Fields};
use crate::msg::Msg;
use crate::text;
use shardscope_core::client::ActorId;
use shardscope_core::client::settings::Described;
use shardscope_core::client::{Api, Distribution, ProducerSpec, Retry, Workload};
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
        let (changes, refused) = (setting::changes(props.id, spec, &props.send), refused.clone());
        Callback::from(move |spec: ProducerSpec| match spec.validate() {
            Ok(()) => {
                refused.set(None);
                changes.emit(spec);
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
    let fields = Fields { spec, set: set.clone(), refused: refused.as_ref() };
    let (made_up, one_key) =
        (!matches!(spec.workload, Workload::File { .. }), matches!(spec.workload, Workload::HotKey { .. }));
    html! {
        <div class="form">
            if made_up {
                { fields.number("record-bytes") }
                if !one_key {
                    { fields.number("keys") }
                    { keys(spec, &set, &with) }
                }
            }
            { producer_api::api(&fields, &with) }
            { fields.number("latency") }
            { retry(&fields) }
        </div>
    }
}

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
        Distribution::Even | Distribution::Uniform | Distribution::Unique => Html::default(),
    };
    html! {
        <>
            <Choice label="Key order" {options} value={now.to_string()} on_change={choose} />
            { parameter }
        </>
    }
}

fn retry(fields: &Fields<'_, ProducerSpec>) -> Html {
    let spec = fields.spec;
    let options: Vec<_> = RETRIES
        .iter()
        .enumerate()
        .map(|(place, retry)| (place.to_string().into(), text::retry(*retry).into()))
        .collect();
    let now = RETRIES.iter().position(|retry| *retry == spec.retry).unwrap_or(0);
    let choose = {
        let (set, spec) = (fields.set.clone(), spec.clone());
        Callback::from(move |place: String| {
            let retry = RETRIES[place.parse::<usize>().unwrap_or(0).min(2)];
            set.emit(ProducerSpec { retry, ..spec.clone() });
        })
    };
    // The agent tries for ever, and knows no keys.
    let is_agent = matches!(spec.api, Api::Agent(_));
    html! {
        <>
            if !is_agent {
                <Choice label="On throttle" {options} value={now.to_string()} on_change={choose} />
                { fields.flag("keep-order") }
            }
            { fields.flag("encrypted") }
        </>
    }
}
