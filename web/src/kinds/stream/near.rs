//! The shard under the pointer: what it does, and, where shards are too narrow to be told apart, its neighbours enlarged.
use super::picture::{Layout, use_of_limits};
use super::view::ShardView;
use crate::format::{bytes, grouped, millis};
use crate::kinds::words;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::Stream;
use shardscope_core::sim::Sim;
use yew::prelude::*;

/// Shards on each side that a lens shows.
const AROUND: usize = 8;
/// CSS pixels of a lens, and of a card.
const WIDE: f64 = 250.0;

/// What is near the pointer.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    pub at: HashKey,
    pub shard: ShardView,
    /// The shard and its neighbours in the order of the key space, where one needs a lens to tell them apart.
    pub around: Vec<ShardView>,
}

impl Near {
    pub fn of(sim: &Sim, stream: &Stream, at: HashKey, layout: &Layout) -> Option<Self> {
        let open = stream.open_shards();
        let dense = layout.is_dense(open.len());
        let place = stream.open_shards().position(|shard| shard.range.contains(at))?;
        let from = place.saturating_sub(AROUND);
        let view = |shard| ShardView::of(sim, stream, shard);
        let around = open.skip(from).take(if dense { place - from + AROUND + 1 } else { 0 });
        let shard = view(stream.open_shards().nth(place)?);
        Some(Self { at, shard, around: around.map(view).collect() })
    }
}

/// Above the bar, beside the pointer.
pub fn lens(near: &Near, layout: &Layout) -> Html {
    let css = |device: i32| f64::from(device) / layout.scale;
    let wide = css(layout.bar.right()) + css(layout.bar.x);
    let left = (css(layout.x(near.at)) - WIDE / 2.0).min(wide - WIDE - 4.0).max(4.0);
    let style = format!("left:{left}px;width:{WIDE}px;top:{}px", css(layout.pins.y) - 6.0);
    let ShardView { id, rate, records, oldest, .. } = &near.shard;
    let refused = (rate.throttled > 0)
        .then(|| html! { <em>{ t!(stream.refused_a_second, throttled = grouped(rate.throttled)) }</em> });
    html! {
        <div class="lens" {style} aria-hidden="true">
            <b>{ words::shard(*id) }</b>{ refused }
            <span>{ t!(stream.records_and_bytes_a_second, records = grouped(rate.records), rate = bytes(rate.bytes)) }</span>
            <span>{ t!(stream.kept_the_oldest_for, records = grouped(*records), oldest = millis(oldest.as_millis())) }</span>
            if !near.around.is_empty() { <div class="enlarged">{ for near.around.iter().map(|shard| column(near, shard)) }</div> }
        </div>
    }
}

/// A shard in the lens: its use of its fuller limit, over the whole height.
fn column(near: &Near, shard: &ShardView) -> Html {
    let (level, _) = use_of_limits(&shard.rate);
    let here = (shard.id == near.shard.id).then_some("here");
    let hot = (shard.rate.throttled > 0).then_some("hot");
    html! { <i class={classes!(here, hot)} style={format!("--level:{}%", (level / 10).clamp(1, 100))}></i> }
}
