//! What lies at a place of its own in the picture of a stream: consumers at the shards that they read, keys at their hash keys.
use super::shown::Shown;
use crate::card::{Deed, Focus};
use crate::form::on;
use crate::format::millis;
use shardscope_core::hash::HashKey;
use yew::prelude::*;

/// The word of a story, at its place.
pub fn pin(of: &Shown<'_>) -> Html {
    let (Some(key), Some(word)) = (of.pointing.pinned, of.word) else { return Html::default() };
    if key != HashKey::of_partition_key(word.as_bytes()) {
        return Html::default();
    }
    let css = |device: i32| f64::from(device) / of.layout.scale;
    let style = format!("left:{}px;top:{}px", css(of.layout.x(key)), css(of.layout.pins.y) - 4.0);
    html! { <span class="pin" {style}>{ word }</span> }
}

/// The key that is more than a shard takes, at its pin.
pub fn hot(of: &Shown<'_>) -> Html {
    let Some(hot) = of.stream.hot.as_ref().filter(|hot| of.pointing.pinned != Some(hot.hash_key)) else {
        return Html::default();
    };
    let css = |device: i32| f64::from(device) / of.layout.scale;
    let (left, top) = (css(of.layout.x(hot.hash_key)), css(of.layout.pins.y) - 4.0);
    // Half of its width stays inside, wherever the key is.
    let style = format!("left:clamp(8em, {left}px, calc(100% - 8em));top:{top}px");
    let look = on(of.send, Deed::Focus(hot.focus));
    let text = t!(stream.key_a_second, key = hot.partition_key, much = hot.much);
    html! { <button class="pin hot" {style} title={text.clone()} onclick={look}>{ text }</button> }
}

/// At the foot of a log: who holds its lease, and who is far behind, by name.
pub fn tags<'a>(of: &'a Shown<'_>) -> impl Iterator<Item = Html> + 'a {
    let layout = of.layout;
    let css = |device: i32| f64::from(device) / layout.scale;
    let height = css(layout.logs.h);
    of.stream.tags.iter().enumerate().filter_map(move |(at, tag)| {
        let shard = of.stream.shards.iter().find(|shard| shard.id == tag.shard)?;
        let (x, end) = (layout.x(shard.range.starting_hash_key), layout.x(shard.range.ending_hash_key));
        let row = of.stream.tags[..at].iter().filter(|before| before.shard == tag.shard).count() as f64;
        let top = css(layout.logs.bottom()) - 1.5 * of.theme.text() * (row + 1.0);
        let style = format!("left:{}px;max-width:{}px;top:{top}px", css(x) + 5.0, css(end - x) - 8.0);
        let holder = tag.holder.as_deref().unwrap_or_default();
        let text = match tag.late {
            Some(late) => format!("{} −{} {holder}", tag.name, millis(late)).trim_end().to_string(),
            None => holder.into(),
        };
        let title = tag
            .holder
            .as_ref()
            .map_or_else(|| tag.name.clone(), |holder| t!(stream.lease_of, holder = holder, name = tag.name));
        let class = classes!("lag", tag.late.is_none().then(|| format!("lease r{}", tag.place % 4)));
        let shown = match tag.subject.filter(|_| tag.late.is_some()) {
            Some(subject) => {
                let why = on(of.send, Deed::Focus(Focus::Thing(subject)));
                html! { <button {class} {style} title={format!("{title}: {}", t!(panels.why))} onclick={why}>{ text }</button> }
            }
            None => html! { <span {class} {style} {title}>{ text }</span> },
        };
        (css(end - x) > 80.0 && height > 60.0 * (row + 1.0)).then_some(shown)
    })
}
