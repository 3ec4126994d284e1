//! The event log, newest first.
use super::PanelProps;
use crate::card::{Deed, Focus};
use crate::event_log::Line;
use crate::form::on;
use crate::format::clock;
use shardscope_core::base::Instant;
use yew::prelude::*;

pub fn events(props: &PanelProps) -> Html {
    // Lines carry absolute times; the clock shows those since the run began.
    let line = |(line, said): &(Line, String)| {
        let class = classes!("event", line.is_trouble().then_some("trouble"));
        let text = html! { <><time>{ short(props, line.at) }</time><span>{ said }</span></> };
        match line.shard() {
            Some(shard) => html! {
                <li key={line.number} {class}><button class="bare" onclick={on(&props.deeds, Deed::Focus(Focus::Shard(shard)))}>{ text }</button></li>
            },
            None => html! { <li key={line.number} {class}>{ text }</li> },
        }
    };
    html! {
        <>
            <div class="column-head"><h2>{ t!(timeline.events) }</h2></div>
            <ol class="events" aria-label={t!(timeline.events_newest_first)} tabindex="0">{ for props.view.events.iter().map(line) }</ol>
        </>
    }
}

/// Minutes and seconds are enough for a glance.
fn short(props: &PanelProps, at: Instant) -> String {
    let begun = props.view.epoch;
    let text: String = clock(at.since(begun)).chars().take_while(|&c| c != '.').collect();
    text.strip_prefix("00:").map(String::from).unwrap_or(text)
}
