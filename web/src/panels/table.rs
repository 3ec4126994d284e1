//! Every figure as a table: for screen readers, for reading off, for copying.
use super::PanelProps;
use super::charts::title;
use crate::format::{bytes, grouped, millis};
use crate::view::MetricView;
use shardscope_core::base::Duration;
use yew::prelude::*;

pub fn tables(props: &PanelProps) -> Html {
    let Some(stream) = &props.view.stream else { return html! { <p>{ "There is no stream." }</p> } };
    let shards = stream.shards.iter().map(|shard| {
        html! {
            <tr><th scope="row">{ shard.id.to_string() }</th>
                <td>{ grouped(shard.rate.records) }</td><td>{ bytes(shard.rate.bytes) }</td><td>{ grouped(shard.rate.throttled) }</td>
                <td>{ grouped(shard.records) }</td>
                <td>{ shard.range.starting_hash_key.to_string() }</td><td>{ shard.range.ending_hash_key.to_string() }</td></tr>
        }
    });
    let charts = props.view.charts.iter().map(|chart| {
        let (name, first, second) = title(chart.kind);
        let last = |line: &[u64]| line.iter().rev().take(10).map(|v| grouped(*v)).collect::<Vec<_>>().join(", ");
        html! {
            <>
                <tr><th scope="row">{ format!("{name}, {first}") }</th><td>{ last(&chart.first) }</td></tr>
                if !second.is_empty() { <tr><th scope="row">{ format!("{name}, {second}") }</th><td>{ last(&chart.second) }</td></tr> }
            </>
        }
    });
    html! {
        <div class="tables" tabindex="0" role="region" aria-label="Tables">
            if stream.shards.is_empty() { <p>{ format!("{} open shards: too many to list.", grouped(stream.open_shards.into())) }</p> }
            <table><caption>{ "Open shards" }</caption>
                <thead><tr><th>{ "shard" }</th><th>{ "records/s" }</th><th>{ "bytes/s" }</th><th>{ "refused/s" }</th><th>{ "kept" }</th><th>{ "from" }</th><th>{ "to" }</th></tr></thead>
                <tbody>{ for shards }</tbody></table>
            { metrics(&props.view.metrics) }
            <table><caption>{ "Charts: the last ten points, newest first" }</caption><tbody>{ for charts }</tbody></table>
            { readers(props) }
        </div>
    }
}

/// The metrics of CloudWatch, each with a line by the minute and one by the second.
fn metrics(metrics: &[MetricView]) -> Html {
    let rows = metrics.iter().map(|metric| {
        let last = |values: &[u64]| values.last().map_or("–".into(), |value| grouped(*value));
        html! {
            <tr><th scope="row">{ metric.name }</th><td>{ metric.statistic }</td>
                <td>{ last(&metric.minutes) }</td><td class="spark">{ spark(&metric.minutes, metric.alarm) }</td>
                <td>{ last(&metric.seconds) }</td><td class="spark">{ spark(&metric.seconds, metric.alarm) }</td></tr>
        }
    });
    html! {
        <table class="metrics"><caption>{ "CloudWatch, namespace AWS/Kinesis: the last three hours by the minute, and the last three minutes by the \
                second. The dashed line is an alarm at half the retention period." }</caption>
            <thead><tr><th>{ "metric" }</th><th>{ "statistic" }</th><th>{ "last minute" }</th><th>{ "3 h" }</th><th>{ "last second" }</th><th>{ "3 min" }</th></tr></thead>
            <tbody>{ for rows }</tbody></table>
    }
}

/// A line of values, the newest at the right, without a scale: the figure beside it has the last one.
fn spark(values: &[u64], alarm: Option<u64>) -> Html {
    const WIDTH: usize = 180;
    const HEIGHT: u64 = 24;
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let first = WIDTH.saturating_sub(values.len());
    let y = |value: u64| HEIGHT - value * (HEIGHT - 1) / most;
    let points: String =
        values.iter().enumerate().map(|(at, value)| format!("{},{} ", first + at, y(*value))).collect();
    let alarm = alarm.filter(|alarm| *alarm <= most).map(|alarm| y(alarm).to_string());
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={format!("at most {}", grouped(most))}>
            <polyline points={points.trim_end().to_string()} />
            if let Some(y) = alarm { <line class="alarm" x1="0" x2={WIDTH.to_string()} y1={y.clone()} y2={y.clone()} /> }
        </svg>
    }
}

/// Everybody who reads, by the names that the libraries and Lambda give their metrics.
fn readers(props: &PanelProps) -> Html {
    let view = &props.view;
    let propagation = |mean: Option<Duration>| mean.map_or("–".into(), |mean| millis(mean.as_millis()));
    let polling = view.readers.iter().map(|reader| html! {
        <tr><th scope="row">{ &reader.spec.name }</th><td>{ grouped(reader.stats.records) }</td><td>{ millis(reader.lag_millis) }</td>
            <td>{ propagation(reader.propagation) }</td><td>{ grouped(reader.order.in_order) }</td><td>{ grouped(reader.order.out_of_order) }</td>
            <td>{ grouped(reader.stats.missed) }</td></tr>
    });
    let applications = view.applications.iter().map(|of| html! {
        <tr><th scope="row">{ &of.spec.name }</th><td>{ grouped(of.tally.processed) }</td><td>{ millis(of.lag_millis) }</td>
            <td>{ propagation(of.propagation) }</td><td>{ grouped(of.tally.doubled) }</td><td>{ grouped(of.tally.reordered) }</td><td>{ grouped(of.tally.lost) }</td></tr>
    });
    let functions = view.mappings.iter().map(|of| html! {
        <tr><th scope="row">{ &of.spec.function_name }</th><td>{ grouped(of.stats.invocations) }</td><td>{ grouped(of.stats.errors) }</td>
            <td>{ grouped(of.stats.throttles) }</td><td>{ grouped(of.running.into()) }</td><td>{ millis(of.lag_millis) }</td><td>{ propagation(of.propagation) }</td></tr>
    });
    html! {
        <>
            <table><caption>{ "Polling applications" }</caption>
                <thead><tr><th>{ "application" }</th><th>{ "records" }</th><th>{ "lag" }</th><th>{ "delivered after" }</th><th>{ "in order" }</th><th>{ "out of order" }</th><th>{ "missed" }</th></tr></thead>
                <tbody>{ for polling }</tbody></table>
            <table><caption>{ "KCL applications" }</caption>
                <thead><tr><th>{ "application" }</th><th>{ "RecordsProcessed" }</th><th>{ "MillisBehindLatest" }</th><th>{ "delivered after" }</th><th>{ "doubled" }</th><th>{ "reordered" }</th><th>{ "lost" }</th></tr></thead>
                <tbody>{ for applications }</tbody></table>
            <table><caption>{ "CloudWatch, namespace AWS/Lambda, since the beginning" }</caption>
                <thead><tr><th>{ "function" }</th><th>{ "Invocations" }</th><th>{ "Errors" }</th><th>{ "Throttles" }</th><th>{ "ConcurrentExecutions" }</th><th>{ "IteratorAge" }</th><th>{ "delivered after" }</th></tr></thead>
                <tbody>{ for functions }</tbody></table>
        </>
    }
}
