//! The charts, as SVG: crisp at any size, and a text for each.
use super::charts::{Chart, ChartKind};
use crate::card::{Cell, Table};
use crate::format::{bytes, grouped, millis};
use yew::prelude::*;

const WIDTH: usize = 360;
const HEIGHT: usize = 80;
/// Points across a chart: as many as there are, within these.
const POINTS: (usize, usize) = (60, 180);

pub fn show(charts: &[Chart]) -> Html {
    html! { <div class="charts">{ for charts.iter().map(chart) }</div> }
}

const fn title(kind: ChartKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ChartKind::Records => ("Records", "in", "out"),
        ChartKind::Bytes => ("Bytes", "in", "out"),
        ChartKind::Throttled => ("Throttled", "writes", "reads"),
        ChartKind::Age => ("Iterator age", "GetRecords", "fan-out"),
    }
}

fn chart(chart: &Chart) -> Html {
    let (name, first, second) = title(chart.kind);
    let class = match chart.kind {
        ChartKind::Records => "chart records",
        ChartKind::Bytes => "chart bytes",
        ChartKind::Throttled => "chart throttled",
        ChartKind::Age => "chart age",
    };
    let top = match chart.kind {
        ChartKind::Records | ChartKind::Throttled => format!("{}/s", grouped(chart.most)),
        ChartKind::Bytes => format!("{}/s", bytes(chart.most)),
        ChartKind::Age => millis(chart.most),
    };
    let line = points(&chart.first, chart.most);
    let area = format!("{line} {WIDTH},{HEIGHT} {},{HEIGHT}", x(chart.first.len(), 0));
    let seconds = across(chart.first.len()) as u64 * chart.step;
    let span = match seconds {
        0..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{:.1} d", seconds as f64 / 86_400.0),
    };
    let alarm = chart.alarm.filter(|alarm| *alarm <= chart.most);
    let class = classes!(class, alarm.is_some().then_some("alarm"));
    let summary = format!("{name}: {first} {} now, at most {top}", chart.now.0);
    html! {
        <figure {class} title={explanation(chart.kind)}>
            <figcaption><span>{ format!("{name}, {span}") }if let Some(alarm) = alarm { <em class="bad">{ format!(", alarm at {}", millis(alarm)) }</em> }</span>
                <b class="first">{ format!("{first} {}", chart.now.0) }</b>
                if !second.is_empty() { <b class="second">{ format!("{second} {}", chart.now.1) }</b> }
            </figcaption>
            <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={summary}>
                <polygon points={area} />
                if !second.is_empty() { <polyline class="second" points={points(&chart.second, chart.most)} /> }
                <polyline class="first" points={line} />
                if let Some(alarm) = alarm {
                    <line class="alarm" x1="0" x2={WIDTH.to_string()} y1={y(alarm, chart.most).to_string()} y2={y(alarm, chart.most).to_string()} />
                }
            </svg>
            <span class="top-mark">{ top }</span>
        </figure>
    }
}

const fn explanation(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Records => "IncomingRecords and OutgoingRecords, per second",
        ChartKind::Bytes => "IncomingBytes and OutgoingBytes with partition keys, per second",
        ChartKind::Throttled => {
            "WriteProvisionedThroughputExceeded (records) and ReadProvisionedThroughputExceeded (calls), per second"
        }
        ChartKind::Age => {
            "GetRecords.IteratorAgeMilliseconds and SubscribeToShardEvent.MillisBehindLatest: how far behind the last record \
             answered is; 0 at the tip, whatever the application still has to process. An alarm belongs at half the retention"
        }
    }
}

fn across(len: usize) -> usize {
    len.clamp(POINTS.0, POINTS.1)
}

/// The newest point stands at the right edge.
fn x(len: usize, place: usize) -> usize {
    WIDTH - (len.saturating_sub(1) - place) * WIDTH / (across(len) - 1)
}

fn y(value: u64, most: u64) -> u64 {
    HEIGHT as u64 - value * (HEIGHT as u64 - 4) / most
}

fn points(values: &[u64], most: u64) -> String {
    let mut text = String::with_capacity(values.len() * 8);
    for (place, &value) in values.iter().enumerate() {
        text.push_str(&format!("{},{} ", x(values.len(), place), y(value, most)));
    }
    text.truncate(text.trim_end().len());
    text
}

/// What the charts show, in numbers.
pub fn table(charts: &[Chart]) -> Table {
    let last = |line: &[u64]| line.iter().rev().take(10).map(|v| grouped(*v)).collect::<Vec<_>>().join(", ");
    let rows = charts.iter().flat_map(|chart| {
        let (name, first, second) = title(chart.kind);
        let lines = [(first, &chart.first), (second, &chart.second)];
        let lines = lines.into_iter().filter(|(_, line)| !line.is_empty());
        lines.map(move |(of, line)| vec![Cell::from(format!("{name}, {of}")), last(line).into()]).collect::<Vec<_>>()
    });
    Table::new("Charts: the last ten points, newest first", &["chart", "points"], rows)
}
