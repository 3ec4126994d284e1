//! What heights, colours and marks of the picture of a stream mean.
use super::picture::{Layout, NEARLY_FULL};
use super::view::StreamView;
use crate::format::{grouped, percent};
use crate::scene::Theme;
use yew::prelude::*;

/// How wide the bar has to be, in heights of small text, for a line that explains its yellow, too.
const WITH_YELLOW: f64 = 52.0;

/// What the height or the colour of the bar means.
pub fn scale(stream: &StreamView, layout: &Layout, theme: Theme) -> Html {
    let css = |device: i32| f64::from(device) / layout.scale;
    if layout.is_dense(stream.open_shards as usize) {
        let refusing = match stream.throttled_shards {
            0 => String::new(),
            1 => t!(stream.one_shard_refuses).into(),
            many => t!(stream.shards_refuse_red, many = grouped(many.into())),
        };
        let text = t!(stream.the_shards_side_by_side_full, busiest = percent(stream.busiest), refusing = refusing);
        return html! { <span class="scale" style={format!("top:{}px", css(layout.bar.bottom()))}>{ text }</span> };
    }
    let text = match css(layout.bar.w) > 420.0 {
        true if stream.busiest >= NEARLY_FULL && css(layout.bar.w) > WITH_YELLOW * theme.text() => {
            t!(stream.limit_of_a_shard_and_yellow)
        }
        true => t!(stream.limit_of_a_shard_1_000),
        false => t!(stream.limit_1_000_rec_s_or),
    };
    html! { <span class="scale" style={format!("top:{}px", css(layout.bar.bottom()))}><i class="dashes" aria-hidden="true"></i>{ text }</span> }
}

/// What the logs show: records, or how many there are where shards are too narrow for records.
pub fn foot(stream: &StreamView, layout: &Layout) -> String {
    let narrow = layout.bar.w / stream.open_shards.max(1) as i32 <= layout.px(24.0);
    let what = if narrow { t!(stream.records_kept_by_shard) } else { t!(stream.newest_on_top) };
    t!(stream.trim_horizon_h, what = what, hours = grouped(stream.retention.as_hours()))
}
