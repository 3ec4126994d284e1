//! From the sender to the consumers of a lane, and what these have noticed, beside each other.
use super::view::{LaneView, ReceiverView};
use super::{NAME, flow};
use crate::card::{Count, Inset, Part};
use crate::format::{grouped, millis};
use shardscope_core::client::lab::{Doing, Verdict};
use yew::prelude::*;

/// For each receiver: its messages on their way, its consumers, and the order in which messages came.
pub fn ways(lane: &LaneView) -> Part {
    let (receivers, id) = (lane.receivers.clone(), lane.id.0);
    Part::Inset(Inset::new(move |_| {
        let named = receivers.len() > 1;
        let all = receivers
            .iter()
            .enumerate()
            .map(|(place, of)| way(of, named, [2 * place, 2 * place + 1].map(|part| format!("{NAME}:{id}:{part}"))));
        html! { <div class={classes!("ways", named.then_some("several"))}>{ for all }</div> }
    }))
}

fn way(of: &ReceiverView, named: bool, [flow, received]: [String; 2]) -> Html {
    let label = format!("Messages that are not done: {}", depth(of));
    html! {
        <section class="receiver">
            <div class="flow-place">
                <canvas class="strip" data-strip={flow} role="img" aria-label={label}></canvas>
                <p class="muted depth">if named { <b>{ &of.name }</b> }<span>{ depth(of) }</span></p>
            </div>
            <div class="crew">{ seats(of) }{ parallel(of) }</div>
            { order(&of.recent, &received) }
            if let Some(why) = of.unread { <p class="warn">{ format!("{} {why}", of.name) }</p> }
        </section>
    }
}

pub fn depth(of: &ReceiverView) -> String {
    let numbers = [of.depth, of.in_flight, of.worked.into()].map(grouped);
    format!("{} waiting, {} in progress · {}/s processed", numbers[0], numbers[1], numbers[2])
}

pub fn parallel(of: &ReceiverView) -> Html {
    let all = of.consumers.len() as u32;
    let parallel = of.parallel.min(all);
    html! {
        <p class="parallel" title="The most consumers that worked at once in the last 5 seconds"><b>{ parallel }</b>{ " in parallel, " }<b>{ all - parallel }</b>{ " idle" }<small class="muted lately">{ " · last 5 s" }</small></p>
    }
}

pub fn seats(of: &ReceiverView) -> Html {
    html! { <div class="seats" aria-hidden="true">{ for of.consumers.iter().map(|one| html! { <i class={seat(*one)}></i> }) }</div> }
}

/// The counts of all receivers of a lane.
pub fn so_far(lane: &LaneView) -> Part {
    let sum = |of: fn(&ReceiverView) -> u64| lane.receivers.iter().map(of).sum::<u64>();
    Part::Counts(vec![
        Count::new("in order", sum(|of| of.in_order)),
        Count::bad("out of order", sum(|of| of.out_of_order)),
        Count::bad("duplicates", sum(|of| of.duplicates)),
        Count::new("pending", sum(|of| of.outstanding)),
        Count::new("replayable", lane.replayable).titled("What a consumer that comes now could still read"),
        Count { value: lane.cost.map_or_else(|| "–".into(), dollars), ..Count::new("cost", 0) }
            .titled("In us-east-1, so far"),
    ])
}

/// What the columns of the lanes are.
pub fn head() -> Html {
    let tick = |at: &u64| html! { <small style={format!("left:{:.1}%", 100.0 * flow::along(at * 1_000))}>{ millis(*at) }</small> };
    html! {
        <div class="lane-head" aria-hidden="true">
            <span>{ "service" }</span>
            <div class="receiver">
                <span class="ticks">{ "on the way" }{ for flow::TICKS.iter().map(tick) }</span>
                <span>{ "consumers" }</span><span>{ "order, truck by truck" }</span>
            </div>
            <span>{ "so far" }</span>
        </div>
    }
}

const fn seat(doing: Doing) -> &'static str {
    match doing {
        Doing::Works => "works",
        Doing::Restarts => "away",
        Doing::Idle | Doing::Polls(_) => "",
    }
}

/// The last messages, truck by truck, in words; the strip is drawn.
fn order(recent: &[(u32, Verdict)], strip: &str) -> Html {
    if recent.is_empty() {
        return html! { <p class="empty">{ "Nothing received yet." }</p> };
    }
    let count = |of: Verdict| recent.iter().filter(|(_, verdict)| *verdict == of).count();
    let label = format!(
        "The last {} messages: {} in order for their truck, {} out of order, {} duplicates",
        recent.len(),
        count(Verdict::InOrder),
        count(Verdict::OutOfOrder),
        count(Verdict::Duplicate)
    );
    html! { <canvas class="strip order" data-strip={strip.to_string()} role="img" aria-label={label}></canvas> }
}

/// Nano-dollars as people read them.
pub fn dollars(nano: u64) -> String {
    format!("${}.{:06}", nano / 1_000_000_000, nano % 1_000_000_000 / 1_000)
}
