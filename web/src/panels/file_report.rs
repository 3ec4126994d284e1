//! The report on a file's keys: is one hot, and how many shards does it take?
use super::on;
use crate::data::{Loaded, Timestamps};
use crate::format::{bytes, count, grouped, millis, percent};
use crate::msg::{FileStep, Msg};
use crate::scenario;
use crate::scenario::proposed;
use crate::view::View;
use shardscope_core::client::{KeyReport, ProducerSpec, REPORT_SHARDS};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ReportProps {
    pub loaded: Rc<Loaded>,
    pub view: Rc<View>,
    pub send: Callback<Msg>,
}

#[component]
pub fn Report(props: &ReportProps) -> Html {
    let shown = use_state(|| 5_usize);
    let (loaded, report) = (&props.loaded, &props.loaded.report);
    if report.rows == 0 {
        let nothing =
            if loaded.bad_rows == 0 { "The file has no rows of data." } else { "No row of the file can be used." };
        return html! { <><p class="field-error" role="alert">{ nothing }</p>{ problems(loaded) }</> };
    }
    let choose = {
        let shown = shown.clone();
        Callback::from(move |shards: usize| shown.set(shards))
    };
    html! {
        <div class="report">
            <p>{ format!("{}: {}, {}, {}, {}", loaded.plan.file_name, count(report.rows.into(), "row"), count(report.keys.into(), "key"),
                bytes(report.bytes), millis(report.seconds * 1_000)) }</p>
            { verdict(report, report.hottest.first().map_or(0, |&key| loaded.rows.rows_of(key).into())) }
            { problems(loaded) }
            <div class="report-columns">
                { hottest(loaded) }
                { shards(report, *shown, &choose) }
            </div>
            { send(props) }
        </div>
    }
}

fn verdict(report: &KeyReport, hottest: u64) -> Html {
    if report.fits.len() < REPORT_SHARDS as usize {
        return html! { <p role="status">{ format!("Trying {} shards…", report.fits.len() + 1) }</p> };
    }
    let fits =
        |shards: Option<u32>| shards.map_or("more than 64 shards".to_string(), |shards| count(shards.into(), "shard"));
    let by_peak = match report.any_number_would_do() {
        true => format!("The peak second needs at least {}.", fits(report.first_by_peak())),
        false => format!(
            "No number of shards would do: one key alone has {} records and {} in one second, and a shard takes 1,000 and 1 MiB.",
            grouped(report.key_peak_records),
            bytes(report.key_peak_bytes)
        ),
    };
    // A key whose average load is over the limit stays over it with any number of shards.
    let never = hottest > report.seconds * 1_000;
    let by_mean = match never {
        true => "Even on average this key sends more than a shard takes: no number of shards helps, a finer key does."
            .into(),
        false => format!("The average load needs {}.", fits(report.first_by_mean())),
    };
    let class = if report.any_number_would_do() { "verdict good" } else { "verdict bad" };
    html! { <p {class}><b>{ by_peak }</b>{ format!(" {by_mean}") }</p> }
}

fn problems(loaded: &Loaded) -> Html {
    if loaded.bad_rows == 0 {
        return Html::default();
    }
    let first = loaded.problems.first().map(|problem| format!(" Line {}: {}.", problem.line, problem.reason));
    let summary = format!(
        "{} cannot be used; {} can.{}",
        count(loaded.bad_rows, "row"),
        grouped(loaded.report.rows.into()),
        first.unwrap_or_default()
    );
    html! {
        <details class="problems">
            <summary>{ summary }</summary>
            <ol>{ for loaded.problems.iter().map(|problem| html! { <li>{ format!("line {}: {}", problem.line, problem.reason) }</li> }) }</ol>
            if loaded.bad_rows > loaded.problems.len() as u64 { <p class="muted">{ format!("The first {} are listed.", loaded.problems.len()) }</p> }
        </details>
    }
}

fn hottest(loaded: &Loaded) -> Html {
    let (rows, report) = (&loaded.rows, &loaded.report);
    let share = |count: u64| percent(count * 1_000 / u64::from(report.rows));
    html! {
        <table><caption>{ format!("Top {}: {} of records", report.hottest.len(), share(report.hottest_rows)) }</caption><tbody>
            { for report.hottest.iter().map(|&key| {
                let count = u64::from(rows.rows_of(key));
                html! { <tr><th scope="row">{ String::from_utf8_lossy(rows.partition_key(key)).chars().take(40).collect::<String>() }</th>
                    <td>{ grouped(count) }</td><td>{ share(count) }</td></tr> }
            }) }
        </tbody></table>
    }
}

/// Bars: the fullest shard's share of its limit for each number of shards, and the shards of the chosen number.
fn shards(report: &KeyReport, shown: usize, choose: &Callback<usize>) -> Html {
    let Some(fit) = report.fits.get(shown.clamp(1, report.fits.len().max(1)) - 1) else { return Html::default() };
    let most = fit.records.iter().copied().max().unwrap_or(1).max(1);
    let input = {
        let choose = choose.clone();
        Callback::from(move |event: InputEvent| choose.emit(crate::platform::page::value(&event).parse().unwrap_or(1)))
    };
    let bars = fit.records.iter().zip(&fit.bytes).enumerate().map(|(shard, (records, size))| {
        let title = format!("shard {shard}: {} records, {}", grouped(*records), bytes(*size));
        html! { <i style={format!("height:{}%", records * 100 / most)} {title}></i> }
    });
    html! {
        <div class="spread">
            <label>{ count(fit.records.len() as u64, "shard") }
                <input type="range" min="1" max={report.fits.len().to_string()} value={shown.to_string()} oninput={input} aria-label="Number of shards" /></label>
            <div class="bars" role="img" aria-label={format!("Records per shard: {}", fit.records.iter().map(u64::to_string).collect::<Vec<_>>().join(", "))}>{ for bars }</div>
            <details><summary>{ "As a table" }</summary><div class="tables shard-table" tabindex="0" role="region" aria-label="Shards"><table>
                <thead><tr><th>{ "shard" }</th><th>{ "records" }</th><th>{ "bytes" }</th></tr></thead>
                <tbody>{ for fit.records.iter().zip(&fit.bytes).enumerate().map(|(shard, (records, size))| html! {
                    <tr><th scope="row">{ shard }</th><td>{ grouped(*records) }</td><td>{ bytes(*size) }</td></tr>
                }) }</tbody></table></div></details>
            <p class="muted">{ format!("Fullest shard: {} records and {} in all; in its peak second {} records and {}.",
                grouped(most), bytes(fit.bytes.iter().copied().max().unwrap_or(0)), grouped(fit.peak_records), bytes(fit.peak_bytes)) }</p>
            <p class={if fit.fits_peak { "good" } else { "bad" }}>{ if fit.fits_peak { "Fits, even in the peak second." } else if fit.fits_mean { "The average load fits; the peak second does not." } else { "Does not fit." } }</p>
        </div>
    }
}

fn send(props: &ReportProps) -> Html {
    let Some(stream) = &props.view.stream else { return html! { <p>{ "Create a stream to send these rows to." }</p> } };
    let (own, rate) = match props.loaded.plan.timestamps {
        Timestamps::Column(..) => (true, 1),
        Timestamps::Rate(rate) => (false, rate),
    };
    let spec = proposed(&stream.name, &props.loaded, own, rate);
    let label = match own {
        true => format!("Send them to {} at their own times", stream.name),
        false => format!("Send them to {} at {} a second", stream.name, grouped(rate.into())),
    };
    // The same file as a log that an agent tails: a line for each row, and no keys.
    let by_agent = ProducerSpec { api: scenario::agent(&stream.name).api, ..spec.clone() };
    html! {
        <>
            <button class="primary" onclick={on(&props.send, move || Msg::File(FileStep::Send(Box::new(spec.clone()))))}>{ label }</button>
            <button title="A line for each row, with random partition keys: the Kinesis agent knows no columns"
                onclick={on(&props.send, move || Msg::File(FileStep::Send(Box::new(by_agent.clone()))))}>{ "Let the Kinesis agent tail it" }</button>
        </>
    }
}
