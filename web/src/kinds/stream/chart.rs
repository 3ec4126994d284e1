//! The charts, as SVG: crisp at any size, and a text for each.
use super::charts::{Chart, ChartKind};
use crate::card::{Cell, Deed, Table};
use crate::form::menu::Pick;
use crate::format::{bytes, decimal, grouped, millis};
use shardscope_core::base::Duration;
use yew::prelude::*;

const WIDTH: usize = 360;
const HEIGHT: usize = 80;
/// Units across the chart below the scrubber.
const WIDE: f64 = 1_000.0;
/// Points across a chart: as many as there are, within these.
const POINTS: (usize, usize) = (60, 180);

/// The time that the scrubber shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    pub from: Duration,
    pub to: Duration,
    pub now: Duration,
}

/// All charts; and, where there is room for one, the chosen one on the scrubber's axis.
pub fn show(charts: &[Chart], metric: usize, axis: &Axis, send: &Callback<Deed>) -> Html {
    let Some(one) = charts.get(metric).or(charts.first()) else { return Html::default() };
    let options: Vec<(AttrValue, AttrValue)> =
        charts.iter().enumerate().map(|(place, of)| (place.to_string().into(), title(of.kind).0.into())).collect();
    let choose = send.reform(|place: String| Deed::Metric(place.parse().unwrap_or(0)));
    html! {
        <>
            <div class="one-chart"><Pick label={t!(stream.metric)} {options} value={metric.to_string()} on_pick={choose} class="up" />{ on_axis(one, axis) }</div>
            <div class="charts">{ for charts.iter().map(chart) }</div>
        </>
    }
}

/// A chart whose points stand below their moments on the scrubber.
fn on_axis(of: &Chart, axis: &Axis) -> Html {
    let whole = (axis.to.as_micros() - axis.from.as_micros()).max(1) as f64;
    let place = |len: usize, point: usize| {
        // The newest point covers the step before now.
        let before = (len - 1 - point) as f64 * of.step as f64 * 1_000_000.0;
        let at = axis.now.as_micros() as f64 - before - axis.from.as_micros() as f64;
        (at / whole * WIDE).clamp(-1.0, WIDE)
    };
    let line = |values: &[u64]| {
        let point = |(point, &value): (usize, &u64)| format!("{:.1},{}", place(values.len(), point), y(value, of.most));
        values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
    };
    let (name, first, second) = title(of.kind);
    let summary = t!(stream.now_at_most, name = name, first = first, now = of.now.0, top = top(of));
    html! {
        <figure class={classes!("chart", class(of.kind))} title={explanation(of.kind)}>
            <svg viewBox={format!("0 0 {WIDE} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={summary}>
                if !of.second.is_empty() { <polyline class="second" points={line(&of.second)} /> }
                <polyline class="first" points={line(&of.first)} />
            </svg>
            <span class="top-mark">{ top(of) }</span>
            <span class="now"><b class="first">{ format!("{first} {}", of.now.0) }</b>if !of.second.is_empty() { <b class="second">{ format!("{second} {}", of.now.1) }</b> }</span>
        </figure>
    }
}

const fn class(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Records => "records",
        ChartKind::Bytes => "bytes",
        ChartKind::Throttled => "throttled",
        ChartKind::Age => "age",
    }
}

/// The highest value, with its unit.
fn top(of: &Chart) -> String {
    match of.kind {
        ChartKind::Records | ChartKind::Throttled => format!("{}/s", grouped(of.most)),
        ChartKind::Bytes => format!("{}/s", bytes(of.most)),
        ChartKind::Age => millis(of.most),
    }
}

fn title(kind: ChartKind) -> (&'static str, &'static str, &'static str) {
    match kind {
        ChartKind::Records => (t!(stream.records), t!(stream.into), t!(stream.out_of)),
        ChartKind::Bytes => (t!(stream.bytes), t!(stream.into), t!(stream.out_of)),
        ChartKind::Throttled => (t!(stream.throttled), t!(stream.writes_line), t!(stream.reads_line)),
        ChartKind::Age => (t!(stream.iterator_age), "GetRecords", t!(stream.fan_out)),
    }
}

fn chart(chart: &Chart) -> Html {
    let (name, first, second) = title(chart.kind);
    let top = top(chart);
    let line = points(&chart.first, chart.most);
    let area = format!("{line} {WIDTH},{HEIGHT} {},{HEIGHT}", x(chart.first.len(), 0));
    let seconds = across(chart.first.len()) as u64 * chart.step;
    let span = match seconds {
        0..7_200 => format!("{} min", seconds / 60),
        7_200..172_800 => format!("{} h", seconds / 3_600),
        _ => format!("{} d", decimal(seconds as f64 / 86_400.0, 1)),
    };
    let alarm = chart.alarm.filter(|alarm| *alarm <= chart.most);
    let class = classes!("chart", class(chart.kind), alarm.is_some().then_some("alarm"));
    let summary = t!(stream.now_at_most, name = name, first = first, now = chart.now.0, top = top);
    html! {
        <figure {class} title={explanation(chart.kind)}>
            <figcaption><span>{ format!("{name}, {span}") }if let Some(alarm) = alarm { <em class="bad">{ t!(stream.alarm_at, alarm = millis(alarm)) }</em> }</span>
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
            if is_empty(chart) { <span class="none">{ t!(stream.none_in_this_time) }</span> }
            <div class="times" aria-hidden="true"><span>{ format!("−{span}") }</span><span>{ t!(stream.now) }</span></div>
        </figure>
    }
}

/// Whether nothing was counted in its time. An age of 0 is a value; and what is less than one a second in a minute is drawn as 0.
fn is_empty(of: &Chart) -> bool {
    of.kind != ChartKind::Age && of.step == 1 && of.first.iter().chain(&of.second).all(|value| *value == 0)
}

fn explanation(kind: ChartKind) -> &'static str {
    match kind {
        ChartKind::Records => t!(stream.incomingrecords_and_outgoingrecords),
        ChartKind::Bytes => t!(stream.incomingbytes_and_outgoingbytes),
        ChartKind::Throttled => {
            t!(stream.writeprovisionedthroughputexceeded)
        }
        ChartKind::Age => {
            t!(stream.getrecords_iteratoragemilliseconds)
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
    Table::new(t!(stream.charts_the_last_ten_points_newest), &[t!(stream.chart), t!(stream.points)], rows)
}
