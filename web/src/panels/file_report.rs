//! The report on a file's keys: is one hot, and how many shards does it take?
use super::file_columns::{better, columns};
use super::on;
use crate::data::{Loaded, Problem, Timestamps};
use crate::format::{bytes, count, grouped, millis, share};
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

/// Rows a second of a file whose own times are far apart.
const THIN_RATE: u32 = 100;

#[component]
pub fn Report(props: &ReportProps) -> Html {
    let chosen = use_state(|| None::<usize>);
    let (loaded, report) = (&props.loaded, &props.loaded.report);
    let shown = chosen.unwrap_or_else(|| report.first_with_headroom().unwrap_or(5) as usize);
    if report.rows == 0 {
        let nothing =
            if loaded.problems.rows == 0 { "The file has no rows of data." } else { "No row of the file can be used." };
        return html! { <><p class="field-error" role="alert">{ nothing }</p>{ problems(loaded) }</> };
    }
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |shards: usize| chosen.set(Some(shards)))
    };
    html! {
        <div class="report">
            <p>{ format!("{}: {}, {}, {}, {}", loaded.plan.file_name, count(report.rows.into(), "row"), count(report.keys.into(), "key"),
                bytes(report.bytes), millis(report.seconds * 1_000)) }</p>
            { verdict(loaded) }
            { better(loaded, &props.send) }
            { problems(loaded) }
            { columns(loaded, &props.send) }
            <div class="report-columns">
                { hottest(loaded) }
                { shards(report, shown, &choose) }
            </div>
            { send(props) }
        </div>
    }
}

/// The decision: how many shards this key needs, or that none would do.
fn verdict(loaded: &Loaded) -> Html {
    let report = &loaded.report;
    if report.fits.len() < REPORT_SHARDS as usize {
        return html! { <p role="status">{ format!("Trying {} shards…", report.fits.len() + 1) }</p> };
    }
    let name = &loaded.plan.columns[loaded.plan.key];
    let fits =
        |shards: Option<u32>| shards.map_or("more than 64 shards".to_string(), |shards| count(shards.into(), "shard"));
    let hottest = format!(
        "Its hottest key has {} in its peak second; a shard takes 1,000.",
        count(report.key_peak_records, "record")
    );
    if !report.any_number_would_do() {
        let often = report.hottest.first().map_or(0, |&key| u64::from(loaded.rows.rows_of(key)));
        // A key whose average load is over the limit stays over it with any number of shards.
        let why = match often > report.seconds * 1_000 {
            true => "Even on average that is more than a shard takes. A finer key helps.".to_string(),
            false => format!(
                "The average load would fit {}. A finer key helps, or a producer that can wait.",
                fits(report.first_by_mean())
            ),
        };
        return html! { <p class="verdict bad"><b>{ format!("“{name}” as the key: no number of shards would do.") }</b>
        { format!(" One key alone has {} records and {} in one second, and a shard takes 1,000 and 1 MiB. {why}", grouped(report.key_peak_records), bytes(report.key_peak_bytes)) }</p> };
    }
    let needs = format!(
        "The peak second needs {}, the average load {}.",
        fits(report.first_by_peak()),
        fits(report.first_by_mean())
    );
    // A key that fills more than three quarters of a shard does so with any number of them, and 64 may be too few.
    let spare = match report.first_with_headroom() {
        None if report.first_by_peak().is_some() => {
            format!("{}, the fullest of which has less than a quarter to spare", fits(report.first_by_peak()))
        }
        shards => format!("{}, with a quarter to spare", fits(shards)),
    };
    html! { <p class="verdict good"><b>{ format!("“{name}” as the key: {spare}.") }</b>{ format!(" {needs} {hottest}") }</p> }
}

fn problems(loaded: &Loaded) -> Html {
    let problems = &loaded.problems;
    if problems.rows == 0 {
        return Html::default();
    }
    let first = problems.listed.first().map(|problem| format!(" Line {}: {}.", problem.line, problem.reason));
    let summary = format!(
        "{} cannot be used; {} can.{}",
        count(problems.rows, "row"),
        grouped(loaded.report.rows.into()),
        first.unwrap_or_default()
    );
    let kind = |(first, rows): &(Problem, u64)| {
        let text = match rows {
            1 => format!("line {}: {}", first.line, first.reason),
            _ => format!("{}, the first in line {}: {}", count(*rows, "row"), first.line, first.reason),
        };
        html! { <li>{ text }</li> }
    };
    html! {
        <details class="problems">
            <summary>{ summary }</summary>
            <ol>{ for problems.kinds.iter().map(kind) }</ol>
            if problems.others > 0 { <p class="muted">{ format!("{} for other reasons.", count(problems.others, "row")) }</p> }
        </details>
    }
}

fn hottest(loaded: &Loaded) -> Html {
    let (rows, report) = (&loaded.rows, &loaded.report);
    let share = |count: u64| share(count, report.rows.into());
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
            <p class="muted">{ format!("Fullest shard: {} and {} in all; in its peak second {} and {}.",
                count(most, "record"), bytes(fit.bytes.iter().copied().max().unwrap_or(0)), count(fit.peak_records, "record"), bytes(fit.peak_bytes)) }</p>
            <p class={if fit.fits_peak { "good" } else { "bad" }}>{ if fit.fits_peak { "Fits, even in the peak second." } else if fit.fits_mean { "The average load fits; the peak second does not." } else { "Does not fit." } }</p>
        </div>
    }
}

fn send(props: &ReportProps) -> Html {
    let (own, rate) = match props.loaded.plan.timestamps {
        Timestamps::Column(..) => (true, 1),
        Timestamps::Rate(rate) => (false, rate),
    };
    let report = &props.loaded.report;
    let best = report.first_with_headroom().or_else(|| report.first_by_peak());
    let shards = best.or_else(|| report.first_by_mean()).unwrap_or(REPORT_SHARDS);
    // Rows that come too seldom to be watched come at a rate instead.
    let thin = own && u64::from(report.rows) * 10 < report.seconds;
    let anew = if thin {
        proposed("file", &props.loaded, false, THIN_RATE)
    } else {
        proposed("file", &props.loaded, own, rate)
    };
    let pace = if thin { format!(", {THIN_RATE} rows a second") } else { String::new() };
    let button = |spec: &ProducerSpec, label: String, title: &'static str, primary: bool| {
        let spec = spec.clone();
        html! { <button class={primary.then_some("primary")} {title} onclick={on(&props.send, move || Msg::File(FileStep::Send(Box::new(spec.clone()))))}>{ label }</button> }
    };
    let here = props.view.stream.as_ref().map(|stream| {
        let spec = proposed(&stream.name, &props.loaded, own, rate);
        // The same file as a log that an agent tails: a line for each row, and no keys.
        let by_agent = ProducerSpec { api: scenario::agent(&stream.name).api, ..spec.clone() };
        let label = match own {
            true => format!("Send them to {} at their own times", stream.name),
            false => format!("Send them to {} at {} a second", stream.name, grouped(rate.into())),
        };
        html! {
            <>
                { button(&spec, label, "", false) }
                { button(&by_agent, "Let the Kinesis agent tail it".into(), "A line for each row, with random partition keys: the Kinesis agent knows no columns", false) }
            </>
        }
    });
    let attempt = on(&props.send, move || Msg::File(FileStep::Try(Box::new(anew.clone()), shards)));
    html! {
        <p class="buttons">
            <button class="primary" title="An account with nothing but a stream for these rows" onclick={attempt}>{ format!("Try it: {}{pace}", count(shards.into(), "shard")) }</button>
            { here }
        </p>
    }
}
