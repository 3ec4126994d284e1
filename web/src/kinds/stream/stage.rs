//! The text around and over the picture of a stream.
use super::legend;
use super::marks;
use super::near;
use super::picture::FLIGHTS_MOST;
use super::shown::Shown;
use super::view::ShardView;
use crate::card::{Deed, Dialog};
use crate::form::on;
use crate::format::{bytes, count, grouped};
use crate::kinds::words;
use crate::scene::Theme;
use crate::scene::raster::Rect;
use crate::story::Part;
use shardscope_core::kinesis::{Change, ShardId, StreamMode};
use yew::prelude::*;

pub fn head(of: &Shown<'_>) -> Html {
    let stream = of.stream;
    let (in_flight, each) = of.in_flight;
    let bundle = if each > 1 { t!(stream.a_mark_is_records, each = grouped(each)) } else { String::new() };
    let status = stream.status.to_string();
    let change = match (stream.change, stream.target) {
        (Some(Change::Split { shard, .. }), None) => t!(stream.splitting, shard = words::shard(shard)),
        (Some(Change::Merge { shard, adjacent }), None) => {
            t!(stream.merging_and, shard = shard.0, adjacent = adjacent.0)
        }
        (Some(_), Some(target)) => t!(stream.on_the_way_to_shards, target = target),
        (None, _) => String::new(),
    };
    html! {
        <>
            <h2>{ &stream.name }</h2>
            <span class={classes!("status", status.to_ascii_lowercase())}>{ status }</span>
            if !change.is_empty() { <span class="change">{ change }</span> }
            <span class="muted">{ format!("{}{} · {} h", if stream.mode == StreamMode::OnDemand { t!(stream.on_demand) } else { "" }, count(stream.open_shards.into(), message!(nouns.open_shard)), grouped(stream.retention.as_hours())) }</span>
            <span class="grow"></span>
            <span class="muted flying" title={t!(stream.up_to_records_are_drawn_one, flights_most = FLIGHTS_MOST)}>{ t!(stream.in_flight, in_flight = grouped(in_flight), bundle = bundle) }</span>
            <button class="quiet" onclick={on(of.send, Deed::Show(Dialog::sheet("stream-settings", 0)))}>{ t!(stream.settings) }</button>
        </>
    }
}

pub fn overlay(of: &Shown<'_>) -> Html {
    let (stream, layout) = (of.stream, of.layout);
    if layout.bar.w == 0 {
        return Html::default();
    }
    let css = |device: i32| f64::from(device) / layout.scale;
    let below = css(layout.bar.bottom());
    html! {
        <div class="overlay">
            { for veils(of) }
            if css(layout.lineage.h) > 30.0 { <span class="caption" style={format!("top:{}px", css(layout.lineage.bottom()) - 1.6 * of.theme.text())}>{ t!(stream.earlier_shards_time_now) }</span> }
            if css(layout.sky.h) > 60.0 { <span class="caption" style={format!("top:{}px", css(layout.sky.y) + 3.0)}>{ t!(stream.records_on_their_way) }</span> }
            if css(layout.logs.h) > 30.0 {
                <span class="caption" style={format!("top:{}px", css(layout.logs.bottom()) + 2.0)}>{ legend::foot(of.stream, of.layout) }</span>
            }
            <span class="axis" style={format!("top:{below}px;left:6px")}>{ "0" }</span>
            <span class="axis mid" style={format!("top:{below}px;left:50%")}>{ "2" }<sup>{ "127" }</sup></span>
            <span class="axis end" style={format!("top:{below}px;right:6px")}>{ "2" }<sup>{ "128" }</sup>{ "−1" }</span>
            { for stream.shards.iter().map(|shard| label(of, shard)) }
            { for of.closed.iter().map(|life| {
                let style = format!("left:{}px;width:{}px;top:{}px", css(life.rect.x), css(life.rect.w), css(life.rect.y) + 1.0);
                // A number and a word alone are read as a count: `0 closed`.
                let roomy = css(life.rect.w) > 8.0 * of.theme.text();
                let state = if life.expired { t!(stream.expired) } else { t!(stream.closed) };
                html! { <span class="closed" {style}>{ if roomy { t!(stream.shard_state, shard = life.shard.0, state = state) } else { life.shard.0.to_string() } }</span> }
            }) }
            { for marks::tags(of) }
            { marks::pin(of) }
            { marks::hot(of) }
            { legend::scale(of.stream, of.layout, of.theme) }
            { of.near.map(|near| near::lens(near, layout)) }
            { preview(of) }
        </div>
    }
}

/// Over what is not meant: the picture is dimmed there, its texts are not.
fn veils(of: &Shown<'_>) -> Vec<Html> {
    let Some(lit) = of.lit.filter(|lit| !lit.parts.is_empty() || !lit.shards.is_empty()) else { return Vec::new() };
    let layout = of.layout;
    let css = |device: i32| f64::from(device) / layout.scale;
    let veil = |x: i32, w: i32, of: Rect| {
        let style = format!("left:{}px;width:{}px;top:{}px;height:{}px", css(x), css(w), css(of.y), css(of.h));
        html! { <i class="dim" {style}></i> }
    };
    let lights = |part| lit.parts.iter().any(|&of| of == part || of == Part::Picture);
    let rows = [
        (Part::Lineage, layout.lineage),
        (Part::Flight, layout.sky),
        (Part::Flight, layout.pins),
        (Part::Bar, layout.bar),
        (Part::Logs, layout.logs),
    ];
    let mut veils = Vec::new();
    for (part, row) in rows {
        if lights(part) {
            continue;
        }
        // Where single shards are meant, the rest of their rows is dimmed.
        let mut from = row.x;
        if matches!(part, Part::Bar | Part::Logs) {
            let mut shown: Vec<_> = of.stream.shards.iter().filter(|shard| lit.shards.contains(&shard.id)).collect();
            shown.sort_by_key(|shard| shard.range.starting_hash_key);
            for shard in shown {
                let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
                veils.push(veil(from, (x - from).max(0), row));
                from = end;
            }
        }
        veils.push(veil(from, (row.right() - from).max(0), row));
    }
    veils
}

/// The text on a segment, as much of it as has room.
fn label(of: &Shown<'_>, shard: &ShardView) -> Html {
    let layout = of.layout;
    let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
    let css = |device: i32| f64::from(device) / layout.scale;
    let width = css(end - x);
    if width < 22.0 {
        return Html::default();
    }
    let large = of.theme == Theme::Projector;
    let roomy = width > if large { 230.0 } else { 146.0 };
    let style = format!("left:{}px;width:{width}px;top:{}px;height:{}px", css(x), css(layout.bar.y), css(layout.bar.h));
    let rate = &shard.rate;
    let closing = match of.stream.change {
        Some(Change::Split { shard: closing, .. }) => closing == shard.id,
        Some(Change::Merge { shard: one, adjacent }) => one == shard.id || adjacent == shard.id,
        None => false,
    };
    let name = if roomy { words::shard(shard.id) } else { shard.id.0.to_string() };
    html! {
        <div class={classes!("segment", (rate.throttled > 0).then_some("throttled"), closing.then_some("closing"))} {style}>
            <b>{ name }</b>
            if roomy { <span>{ format!("{} rec/s · {}/s", grouped(rate.records), bytes(rate.bytes)) }</span> }
            else if width > 44.0 { <span>{ format!("{}/s", grouped(rate.records)) }</span> }
            if rate.throttled > 0 && width > 60.0 { <em>{ refused(rate.throttled, width / of.theme.text()) }</em> }
        </div>
    }
}

/// Records that a segment refuses a second, in as many words as there are letters' widths.
fn refused(per_second: u64, room: f64) -> String {
    let number = grouped(per_second);
    match room {
        11.0.. => t!(stream.refused_a_second_short, number = number),
        7.5.. => format!("✕ {number}/s"),
        5.0.. if per_second < 10_000 => format!("✕ {number}"),
        _ if per_second >= 10_000 => format!("✕ {}k", per_second / 1_000),
        _ if per_second >= 1_000 => {
            format!("✕ {}{}{}k", per_second / 1_000, crate::words::numbers().decimal, per_second / 100 % 10)
        }
        _ => format!("✕ {number}"),
    }
}

/// What a drag would do, before it is let go.
fn preview(of: &Shown<'_>) -> Html {
    let layout = of.layout;
    let at = |key| f64::from(layout.x(key)) / layout.scale;
    let top = f64::from(layout.bar.bottom()) / layout.scale + 4.0;
    if let Some((shard, key)) = of.pointing.cut {
        let total = of.division.map_or(0, |(below, above)| below + above).max(1);
        let part = |records: u64| (records * 100 + total / 2) / total;
        let division = of.division.map(|(below, above)| format!(": {} / {} %", part(below), part(above)));
        let text = t!(stream.split_of_shard, shard = words::shard(shard), division = division.unwrap_or_default());
        return html! { <span class="preview" style={format!("left:{}px;top:{top}px", at(key))}>
        { text }</span> };
    }
    let Some((dragged, over)) = of.pointing.merging else { return Html::default() };
    let place = |id: ShardId| of.stream.shards.iter().find(|shard| shard.id == id);
    let touch = |over: ShardId| {
        let ranges = place(dragged).zip(place(over)).map(|(one, other)| (one.range, other.range));
        ranges.is_some_and(|(one, other)| one.merge(&other).or(other.merge(&one)).is_some())
    };
    let text = match over {
        Some(over) if !touch(over) => {
            t!(stream.no_neighbours, shard = words::shard(dragged), other = words::shard(over))
        }
        Some(over) => t!(stream.merge_and, shard = words::shard(dragged), neighbour = words::shard(over)),
        None => t!(stream.drag_onto_its_neighbour_to_merge, shard = words::shard(dragged)),
    };
    let left = place(over.unwrap_or(dragged)).map_or(0.0, |shard| at(shard.range.midpoint()));
    html! { <span class="preview" style={format!("left:{left}px;top:{top}px")}>{ text }</span> }
}
