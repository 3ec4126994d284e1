//! The hero: the canvas, and the text that lies over it.
use super::on;
use crate::format::{bytes, count, grouped, millis};
use crate::msg::{Msg, Pointer, Time};
use crate::platform::page;
use crate::scene::{FLIGHTS_MOST, Layout, Pointing, Style};
use crate::text;
use crate::view::Dialog;
use crate::view::Notice;
use crate::view::{ShardView, StreamView, View};
use shardscope_core::kinesis::{Change, ShardId, StreamMode, StreamStatus};
use std::rc::Rc;
use yew::prelude::*;

pub struct StageProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub canvas: NodeRef,
    pub layout: Layout,
    pub pointing: Pointing,
    pub notice: Option<Notice>,
    pub style: Style,
    /// Another branch: to be looked at only.
    pub beside: bool,
}

pub fn stage(props: &StageProps) -> Html {
    let pointer = |make: fn(f64, f64) -> Pointer| {
        let send = props.send.clone();
        Callback::from(move |event: PointerEvent| {
            let (x, y) = page::point(&event);
            send.emit(Msg::Pointer(make(x, y)));
        })
    };
    let double = {
        let send = props.send.clone();
        Callback::from(move |event: MouseEvent| {
            let (x, y) = page::point(&event);
            send.emit(Msg::Pointer(Pointer::Double(x, y)));
        })
    };
    let stream = props.view.stream.as_ref();
    let dragging = if props.pointing.cut.is_some() || props.pointing.merging.is_some() { "dragging" } else { "" };
    html! {
        <section class="stage" aria-label={if props.beside { "Stream on the other branch" } else { "Stream" }}>
            { head(props) }
            <div class={classes!("picture", dragging)}>
                if props.beside { <canvas ref={props.canvas.clone()} aria-hidden="true"></canvas> }
                else {
                    <canvas ref={props.canvas.clone()} aria-hidden="true" onpointerdown={pointer(Pointer::Down)}
                        onpointermove={pointer(Pointer::Move)} onpointerup={pointer(Pointer::Up)} ondblclick={double}
                        onpointerleave={on(&props.send, || Msg::Pointer(Pointer::Leave))}></canvas>
                }
                if let Some(stream) = stream { { overlay(props, stream) } } else { { empty(props) } }
                if !props.beside {
                    { notice(props) }
                    if let Some(note) = &props.view.time.note { <p class="note" role="status">{ note }</p> }
                }
            </div>
        </section>
    }
}

fn head(props: &StageProps) -> Html {
    let Some(stream) = &props.view.stream else { return Html::default() };
    let (flying, each) = props.view.in_flight;
    let bundle = if each > 1 { format!(" · a mark is {} records", grouped(each)) } else { String::new() };
    let status = stream.status.to_string();
    let change = match (stream.change, stream.target) {
        (Some(Change::Split { shard, .. }), None) => format!("splitting {}", text::shard(shard)),
        (Some(Change::Merge { shard, adjacent }), None) => format!("merging {} and {}", shard.0, adjacent.0),
        (Some(_), Some(target)) => format!("on the way to {target} shards"),
        (None, _) => String::new(),
    };
    html! {
        <div class="stage-head">
            if let Some(branch) = branch(props) { <span class="branch-name">{ branch }</span> }
            <h2>{ &stream.name }</h2>
            <span class={classes!("status", status.to_ascii_lowercase())}>{ status }</span>
            if !change.is_empty() { <span class="change">{ change }</span> }
            <span class="muted">{ format!("{}{} · {} h", if stream.mode == StreamMode::OnDemand { "on demand · " } else { "" }, count(stream.open_shards.into(), "open shard"), grouped(stream.retention.as_hours())) }</span>
            <span class="grow"></span>
            <span class="muted flying" title={format!("Up to {FLIGHTS_MOST} records are drawn one by one")}>{ format!("{} in flight{bundle}", grouped(flying)) }</span>
            <button class="quiet" onclick={on(&props.send, || Msg::Show(Some(Dialog::StreamSettings)))}>{ "Settings" }</button>
        </div>
    }
}

/// Which branch this is, where two are shown.
fn branch(props: &StageProps) -> Option<String> {
    let time = &props.view.time;
    let beside = time.compare?;
    let place = if props.beside { beside } else { time.current };
    time.branches.get(place).map(|branch| branch.name.clone())
}

fn overlay(props: &StageProps, stream: &StreamView) -> Html {
    let layout = &props.layout;
    if layout.bar.w == 0 {
        return Html::default();
    }
    let css = |device: i32| f64::from(device) / layout.scale;
    let below = css(layout.bar.bottom());
    html! {
        <div class="overlay">
            <span class="caption" style={format!("top:{}px", css(layout.sky.y) + 4.0)}>{ "lineage · time ↓ now" }</span>
            if css(layout.logs.h) > 30.0 {
                <span class="caption" style={format!("top:{}px", css(layout.logs.bottom()) + 2.0)}>{ foot(props, stream) }</span>
            }
            <span class="axis" style={format!("top:{below}px;left:6px")}>{ "0" }</span>
            <span class="axis mid" style={format!("top:{below}px;left:50%")}>{ "2" }<sup>{ "127" }</sup></span>
            <span class="axis end" style={format!("top:{below}px;right:6px")}>{ "2" }<sup>{ "128" }</sup>{ "−1" }</span>
            { for stream.shards.iter().map(|shard| label(props, stream, shard)) }
            { for props.view.closed.iter().map(|life| {
                let style = format!("left:{}px;width:{}px;top:{}px", css(life.rect.x), css(life.rect.w), css(life.rect.y) + 1.0);
                let roomy = css(life.rect.w) > 5.5 * props.style.theme.text();
                let state = if life.expired { "expired" } else { "closed" };
                html! { <span class="closed" {style}>{ if roomy { format!("{} {state}", life.shard.0) } else { life.shard.0.to_string() } }</span> }
            }) }
            { for lags(props, stream) }
            { preview(props) }
        </div>
    }
}

/// What the logs show: records, or how many there are where shards are too narrow for records.
fn foot(props: &StageProps, stream: &StreamView) -> String {
    let narrow = props.layout.bar.w / stream.open_shards.max(1) as i32 <= props.layout.px(24.0);
    let what = if narrow { "records kept, by shard" } else { "newest on top" };
    format!("{what} · trim horizon −{} h", grouped(stream.retention.as_hours()))
}

/// The text on a segment, as much of it as has room.
fn label(props: &StageProps, stream: &StreamView, shard: &ShardView) -> Html {
    let layout = &props.layout;
    let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
    let css = |device: i32| f64::from(device) / layout.scale;
    let width = css(end - x);
    if width < 22.0 {
        return Html::default();
    }
    let large = props.style.theme == crate::scene::Theme::Projector;
    let roomy = width > if large { 230.0 } else { 146.0 };
    let style = format!("left:{}px;width:{width}px;top:{}px;height:{}px", css(x), css(layout.bar.y), css(layout.bar.h));
    let rate = &shard.rate;
    let closing = match stream.change {
        Some(Change::Split { shard: closing, .. }) => closing == shard.id,
        Some(Change::Merge { shard: one, adjacent }) => one == shard.id || adjacent == shard.id,
        None => false,
    };
    let name = if roomy { text::shard(shard.id) } else { shard.id.0.to_string() };
    html! {
        <div class={classes!("segment", (rate.throttled > 0).then_some("throttled"), closing.then_some("closing"))} {style}>
            <b>{ name }</b>
            if roomy { <span>{ format!("{} rec/s · {}/s", grouped(rate.records), bytes(rate.bytes)) }</span> }
            else if width > 44.0 { <span>{ format!("{}/s", grouped(rate.records)) }</span> }
            if rate.throttled > 0 && width > 60.0 { <em>{ format!("{}{}/s", if roomy { "refused " } else { "✕ " }, grouped(rate.throttled)) }</em> }
        </div>
    }
}

/// Beside a log: an application that is far behind, by name.
fn lags<'a>(props: &'a StageProps, stream: &'a StreamView) -> impl Iterator<Item = Html> + 'a {
    let layout = &props.layout;
    let css = |device: i32| f64::from(device) / layout.scale;
    let late = props.view.readers.iter().enumerate().flat_map(|(number, reader)| {
        let shards = reader.shards.iter().filter(|shard| shard.lag_millis > 3_000);
        shards.map(move |shard| (number, reader, shard))
    });
    late.filter_map(move |(number, reader, late)| {
        let shard = stream.shards.iter().find(|shard| shard.id == late.shard)?;
        let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
        let top = css(layout.logs.bottom()) - 20.0 * (number as f64 + 1.0);
        let style = format!("left:{}px;max-width:{}px;top:{top}px", css(x) + 5.0, css(end - x) - 8.0);
        let text = format!("{} −{}", reader.spec.name, millis(late.lag_millis));
        (css(end - x) > 80.0).then(|| html! { <span class="lag" {style}>{ text }</span> })
    })
}

/// What a drag would do, before it is let go.
fn preview(props: &StageProps) -> Html {
    let layout = &props.layout;
    let at = |key| f64::from(layout.x(key)) / layout.scale;
    let top = f64::from(layout.bar.bottom()) / layout.scale + 4.0;
    if let Some((shard, key)) = props.pointing.cut {
        let total = props.view.division.map_or(0, |(below, above)| below + above).max(1);
        let part = |records: u64| (records * 100 + total / 2) / total;
        let division = props.view.division.map(|(below, above)| format!(": {} / {} %", part(below), part(above)));
        let text = format!("split {}{}", text::shard(shard), division.unwrap_or_default());
        return html! { <span class="preview" style={format!("left:{}px;top:{top}px", at(key))}>
        { text }</span> };
    }
    let Some((dragged, over)) = props.pointing.merging else { return Html::default() };
    let text = match over {
        Some(over) => format!("merge {} and {}", text::shard(dragged), text::shard(over)),
        None => format!("drag {} onto its neighbour to merge", text::shard(dragged)),
    };
    let place = |id: ShardId| props.view.stream.as_ref().and_then(|s| s.shards.iter().find(|shard| shard.id == id));
    let left = place(over.unwrap_or(dragged)).map_or(0.0, |shard| at(shard.range.midpoint()));
    html! { <span class="preview" style={format!("left:{left}px;top:{top}px")}>{ text }</span> }
}

fn empty(props: &StageProps) -> Html {
    html! {
        <div class="nothing">
            <h2>{ "An empty account" }</h2>
            <p>{ "Create a stream, then add a producer and a consumer." }</p>
            <button class="primary" onclick={on(&props.send, || Msg::Show(Some(Dialog::NewStream)))}>{ "Create a stream" }</button>
        </div>
    }
}

pub fn notice(props: &StageProps) -> Html {
    let view = &props.view;
    if view.out_of_memory {
        let (used, limit) = view.memory;
        return html! {
            <div class="notice error" role="alert">
                <b>{ format!("Memory budget reached: {} of {}", bytes(used), bytes(limit)) }</b>
                <p>{ text::OUT_OF_MEMORY }</p>
                <button onclick={on(&props.send, || Msg::AllowMemory)}>{ format!("Allow {}", bytes(limit.saturating_mul(2))) }</button>
            </div>
        };
    }
    if let Some(notice) = &props.notice {
        return html! {
            <div class={classes!("notice", notice.is_error.then_some("error"))} role="alert">
                <b>{ &notice.title }</b><p>{ &notice.text }</p>
                <button class="quiet" onclick={on(&props.send, || Msg::DismissNotice)}>{ "Dismiss" }</button>
            </div>
        };
    }
    let creating = view.stream.as_ref().is_some_and(|stream| stream.status == StreamStatus::Creating);
    if creating && !view.playing {
        let skip = on(&props.send, || Msg::Time(Time::Skip(30_000)));
        return html! { <div class="notice"><b>{ "CREATING" }</b><p>{ "takes 30 simulated seconds." }</p><button onclick={skip}>{ format!("Skip {}", millis(30_000)) }</button></div> };
    }
    Html::default()
}
