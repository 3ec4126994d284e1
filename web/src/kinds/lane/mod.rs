//! Lanes of the ordering lab: a sender, a stream, queue or topic, and consumers that check the order.
mod card;
mod differs;
mod flow;
mod lab;
mod looks;
mod order;
mod pad;
mod settings;
mod sketch;
mod topic;
mod view;
mod ways;

use super::{Body, Kind, Leaf, NONE, Room, Side};
use crate::card::{Chip, Deed, Inset, Mark, Place, Seen, Status, Tone};
use crate::format::count;
use shardscope_core::client::ActorId;
use shardscope_core::client::lab::Receiver;
use shardscope_core::sim::Sim;
use shardscope_core::sqs::Queue;
use shardscope_core::why;
use yew::prelude::*;

const NAME: &str = super::names::of(shardscope_core::client::Kind::Lane);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Consumers,
    sheets: &[Leaf {
        name: "differs",
        title: message!(lane.what_differs),
        wide: true,
        closes: false,
        tells: false,
        show: |_, _| Some(Body::Form(Inset::new(|around| html! { <differs::Differs send={around.send.clone()} /> }))),
    }],
    chips,
    room,
    strip: Some(flow::draw),
    strips: |sim| sim.lanes().map(|lane| (lane.id.0, 0)).collect(),
    why: |sim, id| why::actor(sim, ActorId(id)),
    ..NONE
};

/// All lanes are one thing on the route: they are looked at side by side.
fn chips(sim: &Sim) -> Vec<Chip> {
    let (lanes, mut all) = (sim.lanes().count() as u64, sim.lanes());
    if lanes == 0 {
        return Vec::new();
    }
    let draws = all.any(|lane| lane.spec.drawing);
    vec![Chip {
        place: Place::Takes,
        several: t!(lane.lanes),
        key: NAME.into(),
        mark: Mark::None,
        name: if draws { t!(lane.your_drawing) } else { t!(lane.side_by_side) }.into(),
        figure: Status { text: count(lanes, message!(nouns.lane)), tone: Tone::Plain },
        deed: Deed::Room,
        is_shown: false,
        flow: Some(0),
    }]
}

/// The lab, where there is a lane.
fn room(seen: Seen<'_>) -> Option<Room> {
    if !seen.sim.has_lanes() {
        return None;
    }
    let (lanes, drawing) = (view::of(seen.sim), seen.sim.drawing().clone());
    let (title, way) = match lanes.iter().any(|lane| lane.spec.drawing) {
        true => (t!(lane.draw_a_shape), t!(lane.show_the_drawing)),
        false => (t!(lane.ordering_lab), t!(lane.show_the_ordering_lab)),
    };
    let here =
        seen.sim.lanes().flat_map(|lane| &lane.receivers).any(|of| of.stream.is_some() && of.stream == seen.stream);
    let writes = here.then_some(t!(lane.a_lane_of_the_lab_writes));
    let reads = here.then_some(t!(lane.the_consumers_of_a_lane_read));
    Some(Room { title, way, writes, reads, body: Inset::new(move |around| lab::lab(&lanes, &drawing, title, around)) })
}

/// The queue of a receiver that has one.
fn queue_of<'a>(sim: &'a Sim, receiver: &Receiver) -> Option<&'a Queue> {
    sim.sqs().queue(receiver.queue?)
}
