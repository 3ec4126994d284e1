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
    let label = t!(lane.messages_that_are_not_done, depth = depth(of));
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
    t!(lane.waiting_in_progress_s_processed, waiting = numbers[0], working = numbers[1], processed = numbers[2])
}

pub fn parallel(of: &ReceiverView) -> Html {
    let all = of.consumers.len() as u32;
    let parallel = of.parallel.min(all);
    html! {
        <p class="parallel" title={t!(lane.the_most_consumers_that_worked_at)}><b>{ parallel }</b>{ t!(lane.in_parallel) }<b>{ all - parallel }</b>{ t!(lane.idle_count) }<small class="muted lately">{ t!(lane.last_5_s) }</small></p>
    }
}

pub fn seats(of: &ReceiverView) -> Html {
    html! { <div class="seats" aria-hidden="true">{ for of.consumers.iter().map(|one| html! { <i class={seat(*one)}></i> }) }</div> }
}

/// The counts of all receivers of a lane.
pub fn so_far(lane: &LaneView) -> Part {
    let sum = |of: fn(&ReceiverView) -> u64| lane.receivers.iter().map(of).sum::<u64>();
    Part::Counts(vec![
        Count::new(t!(lane.in_order), sum(|of| of.in_order)),
        Count::bad(t!(lane.out_of_order), sum(|of| of.out_of_order)),
        Count::bad(t!(common.duplicates), sum(|of| of.duplicates)),
        Count::new(t!(lane.pending), sum(|of| of.outstanding)),
        Count::new(t!(lane.replayable_label), lane.replayable).titled(t!(lane.what_a_consumer_that_comes_now)),
        Count { value: lane.cost.map_or_else(|| "–".into(), dollars), ..Count::new(t!(lane.cost), 0) }
            .titled(t!(lane.in_us_east_1_so_far)),
    ])
}

/// What the columns of the lanes are.
pub fn head() -> Html {
    let tick = |at: &u64| html! { <small style={format!("left:{:.1}%", 100.0 * flow::along(at * 1_000))}>{ millis(*at) }</small> };
    html! {
        <div class="lane-head" aria-hidden="true">
            <span>{ t!(lane.service) }</span>
            <div class="receiver">
                <span class="ticks">{ t!(lane.on_the_way) }{ for flow::TICKS.iter().map(tick) }</span>
                <span>{ t!(lane.consumers_head) }</span><span>{ t!(lane.order_truck_by_truck) }</span>
            </div>
            <span>{ t!(lane.so_far) }</span>
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
        return html! { <p class="empty">{ t!(lane.nothing_received_yet) }</p> };
    }
    let count = |of: Verdict| recent.iter().filter(|(_, verdict)| *verdict == of).count();
    let label = t!(
        lane.the_last_messages_in_order_for,
        messages = recent.len(),
        in_order = count(Verdict::InOrder),
        out_of_order = count(Verdict::OutOfOrder),
        duplicates = count(Verdict::Duplicate)
    );
    html! { <canvas class="strip order" data-strip={strip.to_string()} role="img" aria-label={label}></canvas> }
}

/// Nano-dollars as people read them.
pub fn dollars(nano: u64) -> String {
    format!("${}{}{:06}", nano / 1_000_000_000, crate::words::numbers().decimal, nano % 1_000_000_000 / 1_000)
}
