//! Queues.
mod card;
mod events;
mod form;
mod picture;
mod template;

pub use events::{EVENTS, answer};
pub use template::queue_id;

use super::{Body, Calls, Kind, Leaf, NONE, Picture, Side, Values};
use crate::card::{Cell, Inset, Seen, Table};
use crate::format::{grouped, millis};
use crate::words::Plain;
use shardscope_core::api::Service;
use shardscope_core::sim::Sim;
use shardscope_core::sqs::attributes::arn;
use shardscope_core::sqs::{Queue, QueueId, url};
use shardscope_core::why;
use yew::prelude::*;

const NAME: &str = "queue";
const HANDLE: Plain = message!(queue.its_handle_is_one_of_this);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Messaging,
    cards: card::all,
    chips: card::chips,
    tables,
    sheets: &[Leaf {
        name: "queues",
        title: message!(common.queues),
        wide: false,
        closes: false,
        tells: true,
        show: sheet,
    }],
    picture: Some(Picture { scenery: picture::scenery, draw: picture::draw, spot: picture::spot, told: picture::told }),
    why: |sim, id| why::queue(sim, QueueId(id)),
    calls: Some(Calls {
        service: Service::Sqs,
        marks: &[
            ("CreateQueue", message!(queue.mark_create)),
            ("DeleteQueue", message!(queue.mark_delete)),
            ("PurgeQueue", message!(queue.mark_purge)),
            ("SetQueueAttributes", message!(queue.mark_changed)),
            ("StartMessageMoveTask", message!(queue.mark_redrive)),
        ],
        left_out: &[
            ("ReceiveMessage", message!(queue.what_it_receives_differs_from_run)),
            ("DeleteMessage", HANDLE),
            ("DeleteMessageBatch", HANDLE),
            ("ChangeMessageVisibility", HANDLE),
            ("ChangeMessageVisibilityBatch", HANDLE),
            ("CancelMessageMoveTask", HANDLE),
            ("StartMessageMoveTask", message!(queue.its_messages_are_those_of_this)),
        ],
        values,
    }),
    resources: template::add,
    ..NONE
};

fn values(sim: &Sim) -> Vec<Values> {
    let account = &sim.config().account.account_id;
    let of = |text: &dyn Fn(&Queue) -> String| sim.sqs().queues().map(text).collect::<Vec<_>>();
    let arns = of(&|queue| arn(account, &queue.name));
    vec![
        ("QueueName", of(&|queue| queue.name.clone())),
        ("QueueUrl", of(&|queue| url(account, &queue.name))),
        ("Endpoint", arns.clone()),
        ("SourceArn", arns.clone()),
        ("DestinationArn", arns),
    ]
}

/// Asked for by a queue, it begins with that queue.
fn sheet(seen: Seen<'_>, id: u32) -> Option<Body> {
    let queues = form::queues(seen);
    let of = seen.sim.sqs().queue(QueueId(id));
    let first = of.map(|queue| url(&seen.sim.config().account.account_id, &queue.name)).unwrap_or_default();
    Some(Body::Form(Inset::new(move |around| {
        let (queues, notice, send) = (queues.clone(), around.notice.cloned(), around.send.clone());
        html! { <form::Queues {queues} first={first.clone()} {notice} {send} /> }
    })))
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(queue.queue_head),
        "ApproximateNumberOfMessagesVisible",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
        "ApproximateAgeOfOldestMessage",
        "NumberOfMessagesSent",
        "NumberOfMessagesReceived",
        "NumberOfMessagesDeleted",
    ];
    let row = |queue: &Queue| {
        let (depth, total) = (queue.depth(seen.sim.now()), queue.total);
        let mut row: Vec<Cell> = vec![queue.name.as_str().into()];
        let depths = [
            depth.approximate_number_of_messages_visible,
            depth.approximate_number_of_messages_not_visible,
            depth.approximate_number_of_messages_delayed,
        ];
        row.extend(depths.map(|count| Cell::from(grouped(count))));
        row.push(millis(depth.approximate_age_of_oldest_message).into());
        let totals =
            [total.number_of_messages_sent, total.number_of_messages_received, total.number_of_messages_deleted];
        row.extend(totals.map(|count| Cell::from(grouped(count))));
        row
    };
    let rows: Vec<_> = seen.sim.sqs().queues().map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Table::new(t!(queue.cloudwatch_namespace_aws_sqs_now), &head, rows)]
}
