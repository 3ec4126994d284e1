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
        let nothing = if loaded.problems.rows == 0 {
            t!(your_data.the_file_has_no_rows_of)
        } else {
            t!(your_data.no_row_of_the_file_can)
        };
        return html! { <><p class="field-error" role="alert">{ nothing }</p>{ problems(loaded) }</> };
    }
    let choose = {
        let chosen = chosen.clone();
        Callback::from(move |shards: usize| chosen.set(Some(shards)))
    };
    html! {
        <div class="report">
            <p>{ format!("{}: {}, {}, {}, {}", loaded.plan.file_name, count(report.rows.into(), message!(nouns.row)), count(report.keys.into(), message!(nouns.key)),
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
        return html! { <p role="status">{ t!(your_data.trying_shards, fits = report.fits.len() + 1) }</p> };
    }
    let name = &loaded.plan.columns[loaded.plan.key];
    let fits = |shards: Option<u32>| {
        shards
            .map_or(t!(your_data.more_than_64_shards).to_string(), |shards| count(shards.into(), message!(nouns.shard)))
    };
    let hottest =
        t!(your_data.its_hottest_key_has_in_its, records = count(report.key_peak_records, message!(nouns.record)));
    if !report.any_number_would_do() {
        let often = report.hottest.first().map_or(0, |&key| u64::from(loaded.rows.rows_of(key)));
        // A key whose average load is over the limit stays over it with any number of shards.
        let why = match often > report.seconds * 1_000 {
            true => t!(your_data.even_on_average_that_is_more).to_string(),
            false => t!(your_data.the_average_load_would_fit_a, fits = fits(report.first_by_mean())),
        };
        return html! { <p class="verdict bad"><b>{ t!(your_data.as_the_key_no_number_of, name = name) }</b>
        { t!(your_data.one_key_alone_has_records_and, key_peak_records = grouped(report.key_peak_records), key_peak_bytes = bytes(report.key_peak_bytes), why = why) }</p> };
    }
    let needs = t!(
        your_data.the_peak_second_needs_the_average,
        fits = fits(report.first_by_peak()),
        average = fits(report.first_by_mean())
    );
    // A key that fills more than three quarters of a shard does so with any number of them, and 64 may be too few.
    let spare = match report.first_with_headroom() {
        None if report.first_by_peak().is_some() => {
            t!(your_data.the_fullest_of_which_has_less, fits = fits(report.first_by_peak()))
        }
        shards => t!(your_data.with_a_quarter_to_spare, fits = fits(shards)),
    };
    html! { <p class="verdict good"><b>{ t!(your_data.as_the_key, name = name, spare = spare) }</b>{ format!(" {needs} {hottest}") }</p> }
}

fn problems(loaded: &Loaded) -> Html {
    let problems = &loaded.problems;
    if problems.rows == 0 {
        return Html::default();
    }
    let first =
        problems.listed.first().map(|problem| t!(your_data.in_line, line = problem.line, reason = problem.reason));
    let summary = t!(
        your_data.cannot_be_used_can,
        rows = count(problems.rows, message!(nouns.row)),
        usable = grouped(loaded.report.rows.into()),
        first = first.unwrap_or_default()
    );
    let kind = |(first, rows): &(Problem, u64)| {
        let text = match rows {
            1 => t!(your_data.line_with_reason, line = first.line, reason = first.reason),
            _ => t!(
                your_data.the_first_in_line,
                rows = count(*rows, message!(nouns.row)),
                line = first.line,
                reason = first.reason
            ),
        };
        html! { <li>{ text }</li> }
    };
    html! {
        <details class="problems">
            <summary>{ summary }</summary>
            <ol>{ for problems.kinds.iter().map(kind) }</ol>
            if problems.others > 0 { <p class="muted">{ t!(your_data.for_other_reasons, rows = count(problems.others, message!(nouns.row))) }</p> }
        </details>
    }
}

fn hottest(loaded: &Loaded) -> Html {
    let (rows, report) = (&loaded.rows, &loaded.report);
    let share = |count: u64| share(count, report.rows.into());
    html! {
        <table><caption>{ t!(your_data.top_of_records, hottest = report.hottest.len(), hottest_rows = share(report.hottest_rows)) }</caption><tbody>
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
        let title = t!(your_data.shard_records, shard = shard, records = grouped(*records), size = bytes(*size));
        html! { <i style={format!("height:{}%", records * 100 / most)} {title}></i> }
    });
    html! {
        <div class="spread">
            <label>{ count(fit.records.len() as u64, message!(nouns.shard)) }
                <input type="range" min="1" max={report.fits.len().to_string()} value={shown.to_string()} oninput={input} aria-label={t!(your_data.number_of_shards)} /></label>
            <div class="bars" role="img" aria-label={t!(your_data.records_per_shard, list = fit.records.iter().map(u64::to_string).collect::<Vec<_>>().join(", "))}>{ for bars }</div>
            <details><summary>{ t!(your_data.as_a_table) }</summary><div class="tables shard-table" tabindex="0" role="region" aria-label={t!(common.shards)}><table>
                <thead><tr><th>{ t!(your_data.shard) }</th><th>{ t!(common.records) }</th><th>{ t!(your_data.bytes) }</th></tr></thead>
                <tbody>{ for fit.records.iter().zip(&fit.bytes).enumerate().map(|(shard, (records, size))| html! {
                    <tr><th scope="row">{ shard }</th><td>{ grouped(*records) }</td><td>{ bytes(*size) }</td></tr>
                }) }</tbody></table></div></details>
            <p class="muted">{ t!(your_data.fullest_shard_and_in_all_in, records = count(most, message!(nouns.record)), bytes = bytes(fit.bytes.iter().copied().max().unwrap_or(0)), peak_records = count(fit.peak_records, message!(nouns.record)), peak_bytes = bytes(fit.peak_bytes)) }</p>
            <p class={if fit.fits_peak { "good" } else { "bad" }}>{ if fit.fits_peak { t!(your_data.fits_even_in_the_peak_second) } else if fit.fits_mean { t!(your_data.the_average_load_fits_the_peak) } else { t!(your_data.does_not_fit) } }</p>
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
    let pace = if thin { t!(your_data.at_rows_a_second, thin_rate = THIN_RATE) } else { String::new() };
    let button = |spec: &ProducerSpec, label: String, title: &'static str, primary: bool| {
        let spec = spec.clone();
        html! { <button class={primary.then_some("primary")} {title} onclick={on(&props.send, move || Msg::File(FileStep::Send(Box::new(spec.clone()))))}>{ label }</button> }
    };
    let here = props.view.stream.as_ref().map(|stream| {
        let spec = proposed(&stream.name, &props.loaded, own, rate);
        // The same file as a log that an agent tails: a line for each row, and no keys.
        let by_agent = ProducerSpec { api: scenario::agent(&stream.name).api, ..spec.clone() };
        let label = match own {
            true => t!(your_data.send_them_to_at_their_own, name = stream.name),
            false => t!(your_data.send_them_to_at_a_second, name = stream.name, rate = grouped(rate.into())),
        };
        html! {
            <>
                { button(&spec, label, "", false) }
                { button(&by_agent, t!(your_data.let_the_kinesis_agent_tail_it).into(), t!(your_data.a_line_for_each_row_with), false) }
            </>
        }
    });
    let attempt = on(&props.send, move || Msg::File(FileStep::Try(Box::new(anew.clone()), shards)));
    html! {
        <p class="buttons">
            <button class="primary" title={t!(your_data.an_account_with_nothing_but_a)} onclick={attempt}>{ t!(your_data.try_it, shards = count(shards.into(), message!(nouns.shard)), pace = pace) }</button>
            { here }
        </p>
    }
}
