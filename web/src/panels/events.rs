//! The event log, newest first.
use super::{PanelProps, on};
use crate::event_log::{Line, What};
use crate::format::clock;
use crate::msg::Msg;
use crate::view::Focus;
use shardscope_core::base::Instant;
use yew::prelude::*;

pub fn events(props: &PanelProps) -> Html {
    // Lines carry absolute times; the clock shows those since the run began.
    let line = |(line, said): &(Line, String)| {
        let shard = match line.what {
            What::Opened(_, shard)
            | What::Closed(_, shard)
            | What::Throttled(_, shard, _)
            | What::ReadThrottled(_, shard, _)
            | What::OutOfOrder(_, shard)
            | What::Missed(_, shard)
            | What::SubscriptionEnded(_, shard, _)
            | What::Ended(_, shard) => Some(shard),
            What::Status(..)
            | What::Deleted(_)
            | What::Retention(..)
            | What::PutFailed(_)
            | What::ZonePaused(_)
            | What::ZoneResumed(_)
            | What::Lost
            | What::Consumer(..)
            | What::Kcl(..)
            | What::Queue(_)
            | What::Topic(_)
            | What::Lambda(..) => None,
        };
        let class = classes!("event", line.what.is_trouble().then_some("trouble"));
        let text = html! { <><time>{ short(props, line.at) }</time><span>{ said }</span></> };
        match shard {
            Some(shard) => html! {
                <li key={line.number} {class}><button class="bare" onclick={on(&props.send, move || Msg::Focus(Focus::Shard(shard)))}>{ text }</button></li>
            },
            None => html! { <li key={line.number} {class}>{ text }</li> },
        }
    };
    html! {
        <>
            <div class="column-head"><h2>{ "Events" }</h2></div>
            <ol class="events" aria-label="Events, newest first" tabindex="0">{ for props.view.events.iter().map(line) }</ol>
        </>
    }
}

/// Minutes and seconds are enough for a glance.
fn short(props: &PanelProps, at: Instant) -> String {
    let begun = props.view.epoch;
    let text: String = clock(at.since(begun)).chars().take_while(|&c| c != '.').collect();
    text.strip_prefix("00:").map(String::from).unwrap_or(text)
}
