//! Lambda functions: a card each.
use super::application_card::{does, result};
use super::setting::Fields;
use super::{PanelProps, on};
use crate::format::{clock, grouped, millis};
use crate::msg::Msg;
use crate::text;
use crate::view::Dialog;
use crate::view::{MappingView, ResultsOf};
use shardscope_core::client::Kind;
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::{Command, Fault};
use yew::prelude::*;

pub fn functions(props: &PanelProps) -> Html {
    let shard = props.view.stream.as_ref().and_then(|stream| stream.shards.first()).map(|shard| shard.id);
    let before = props.view.readers.len() + props.view.applications.len();
    let cards = props.view.mappings.iter().enumerate().map(|(number, mapping)| {
        html! { <key={mapping.id.0}>{ card(mapping, before + number, shard, &props.send) }</> }
    });
    html! { <>{ for cards }</> }
}

fn card(mapping: &MappingView, number: usize, shard: Option<ShardId>, send: &Callback<Msg>) -> Html {
    let id = mapping.id;
    let late = mapping.lag_millis > 5_000;
    html! {
        <article class="card lambda">
            <header>
                <span class={format!("position r{}", number % 4)} aria-hidden="true"></span>
                <h3>{ &mapping.spec.function_name }{ text::number(id.0) }</h3>
                <output class={classes!(late.then_some("bad"))}>{ format!("lag {}", millis(mapping.lag_millis)) }</output>
            </header>
            <p class="muted">{ about(mapping) }</p>
            <dl class="counts">
                <div title="Invocations under way, and the most there were at once"><dt>{ "running" }</dt>
                    <dd>{ format!("{} (most {})", mapping.running, mapping.stats.most_at_once) }</dd></div>
                <div><dt>{ "invocations" }</dt><dd>{ grouped(mapping.stats.invocations) }</dd></div>
                if mapping.stats.errors > 0 { <div class="bad"><dt>{ "errors" }</dt><dd>{ grouped(mapping.stats.errors) }</dd></div> }
                if mapping.stats.throttles > 0 { <div class="bad" title="Invocations refused for the reserved concurrency"><dt>{ "throttles" }</dt><dd>{ grouped(mapping.stats.throttles) }</dd></div> }
            </dl>
            { for mapping.failing.iter().map(|(shard, attempts)| html! {
                <p class="warn">{ format!("Shard {} is held up by a batch that has failed {attempts} times.", shard.0) }</p> }) }
            { result(&mapping.tally, mapping.keys) }
            { for mapping.windows.iter().map(|(shard, start, records, sum)| html! {
                <p class="muted">{ format!("Window of shard {} from {}: {}, sum {}", shard.0, clock(*start), crate::format::count(*records, "record"), grouped(*sum)) }</p> }) }
            { for mapping.destination.iter().map(|(shard, records, why)| html! {
                <p class="muted">{ format!("On-failure destination: shard {}, {}, {why}", shard.0, crate::format::count(u64::from(*records), "record")) }</p> }) }
            <div class="buttons">
                if let Some(shard) = shard {
                    <button class="danger" title={format!("The function fails at the next record of shard {}", shard.0)}
                        onclick={does(send, move || Command::Fault(Fault::PoisonFunction { function: id, shard }))}>{ "Poison a record" }</button>
                }
                <button onclick={on(send, move || Msg::Show(Some(Dialog::Results(ResultsOf::Function(id)))))}>{ "Results" }</button>
                if mapping.poison > 0 { <button onclick={does(send, move || Command::Fault(Fault::HealFunction { function: id }))}>{ "Remove poison" }</button> }
            </div>
            <details>
                <summary>{ "Settings" }</summary>
                { settings(mapping, send) }
            </details>
        </article>
    }
}

fn about(mapping: &MappingView) -> String {
    let spec = &mapping.spec;
    let retries =
        spec.maximum_retry_attempts.map_or("retries until they expire".into(), |most| format!("{most} retries"));
    let tumbling = match spec.tumbling_seconds {
        0 => String::new(),
        seconds => format!(" · tumbling windows of {seconds} s"),
    };
    let flag = |set: bool, text: &'static str| if set { text } else { "" };
    format!(
        "Lambda{} · batches of {}, window {} s{} · {} per shard at once · {retries}{}{} · {} behind",
        text::delivered(mapping.propagation),
        grouped(spec.batch_size.into()),
        spec.window_seconds,
        tumbling,
        spec.parallelization_factor,
        flag(spec.bisect, " · bisects"),
        flag(spec.report_failures, " · reports failures"),
        grouped(mapping.lag_records)
    )
}

fn settings(mapping: &MappingView, send: &Callback<Msg>) -> Html {
    let id = mapping.id;
    let fields = Fields::new(id, &mapping.spec, send);
    let switch = |on: bool, label: &'static str, change: fn(&mut MappingSpec)| {
        let (set, spec) = (fields.set.clone(), mapping.spec.clone());
        let onchange = Callback::from(move |_: Event| {
            let mut spec = spec.clone();
            change(&mut spec);
            set.emit(spec);
        });
        html! { <label class="check"><input type="checkbox" checked={on} {onchange} />{ label }</label> }
    };
    let spec = &mapping.spec;
    html! {
        <div class="form">
            { for ["batch-size", "window", "concurrency", "invocation"].map(|name| fields.number(name)) }
            { switch(spec.maximum_retry_attempts.is_some(), "3 retries at most", |spec| spec.maximum_retry_attempts = spec.maximum_retry_attempts.xor(Some(3))) }
            { switch(spec.maximum_record_age_seconds.is_some(), "a minute old at most", |spec| spec.maximum_record_age_seconds = spec.maximum_record_age_seconds.xor(Some(60))) }
            { for ["bisect", "report-failures", "destination"].map(|name| fields.flag(name)) }
            <button class="quiet" onclick={does(send, move || Command::Remove(Kind::Function, id))}>{ "Remove" }</button>
        </div>
    }
}
