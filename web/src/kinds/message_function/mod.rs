//! Lambda functions that messages of queues and topics invoke.
mod card;
mod events;
mod picture;
mod template;

pub use events::{EVENTS, reason};

use super::{Body, Kind, Leaf, NONE, Picture, Side};
use crate::card::{Cell, Seen, Table};
use crate::format::grouped;
use shardscope_core::client::ActorId;
use shardscope_core::client::message_lambda::MessageFunction;
use shardscope_core::sim::Sim;
use shardscope_core::why;

const NAME: &str = super::names::of(shardscope_core::client::Kind::MessageFunction);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Messaging,
    cards: card::all,
    chips: card::chips,
    tables,
    sheets: &[Leaf {
        name: "message-function-results",
        title: message!(common.results),
        wide: true,
        closes: false,
        tells: false,
        show: results,
    }],
    picture: Some(Picture { scenery: picture::scenery, draw: picture::draw, spot: picture::spot, told: picture::told }),
    why: |sim, id| why::actor(sim, ActorId(id)),
    resources: template::add,
    ..NONE
};

fn of(sim: &Sim, id: u32) -> Option<&MessageFunction> {
    sim.message_functions().find(|function| function.id == ActorId(id))
}

fn results(seen: Seen<'_>, id: u32) -> Option<Body> {
    let function = of(seen.sim, id)?;
    Some(super::results::sheet(
        seen.sim,
        &function.spec.function_name,
        &function.results,
        |_| t!(message_function.messages_that_users_sent_by_id).into(),
        Vec::new(),
    ))
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(message_function.function_head),
        "Invocations",
        "Errors",
        "Throttles",
        "ConcurrentExecutions",
        "AsyncEventsReceived",
        "AsyncEventsDropped",
    ];
    let row = |of: &MessageFunction| {
        let stats = &of.stats;
        let counts = [
            stats.invocations,
            stats.errors,
            stats.throttles,
            of.running.into(),
            stats.async_events_received,
            stats.async_events_dropped,
        ];
        let mut row: Vec<Cell> = vec![of.spec.function_name.as_str().into()];
        row.extend(counts.map(|count| Cell::from(grouped(count))));
        row
    };
    let rows: Vec<_> = seen.sim.message_functions().map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Table::new(t!(message_function.cloudwatch_namespace_aws_lambda), &head, rows)]
}
