//! Every figure as a table: for screen readers, for reading off, for copying.
use super::PanelProps;
use super::charts::title;
use crate::format::{bytes, grouped, millis};
use yew::prelude::*;

#[inline(never)]
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
        <div class="tables">
            if stream.shards.is_empty() { <p>{ format!("{} open shards: too many to list.", grouped(stream.open_shards.into())) }</p> }
            <table><caption>{ "Open shards" }</caption>
                <thead><tr><th>{ "shard" }</th><th>{ "records/s" }</th><th>{ "bytes/s" }</th><th>{ "refused/s" }</th><th>{ "kept" }</th><th>{ "from" }</th><th>{ "to" }</th></tr></thead>
                <tbody>{ for shards }</tbody></table>
            <table><caption>{ "CloudWatch, namespace AWS/Kinesis" }</caption>
                <thead><tr><th>{ "metric" }</th><th>{ "statistic" }</th><th>{ "last minute" }</th><th>{ "last second" }</th></tr></thead>
                <tbody>{ for props.view.metrics.iter().map(|metric| html! {
                    <tr><th scope="row">{ metric.name }</th><td>{ metric.statistic }</td><td>{ grouped(metric.minute) }</td><td>{ grouped(metric.second) }</td></tr>
                }) }</tbody></table>
            <table><caption>{ "Charts: the last ten points, newest first" }</caption><tbody>{ for charts }</tbody></table>
            <table><caption>{ "Applications" }</caption>
                <thead><tr><th>{ "application" }</th><th>{ "records" }</th><th>{ "lag" }</th><th>{ "in order" }</th><th>{ "out of order" }</th><th>{ "missed" }</th></tr></thead>
                <tbody>{ for props.view.readers.iter().map(|reader| html! {
                    <tr><th scope="row">{ &reader.spec.name }</th><td>{ grouped(reader.stats.records) }</td><td>{ millis(reader.lag_millis) }</td>
                        <td>{ grouped(reader.order.in_order) }</td><td>{ grouped(reader.order.out_of_order) }</td><td>{ grouped(reader.stats.missed) }</td></tr>
                }) }</tbody></table>
        </div>
    }
}
