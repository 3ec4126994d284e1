//! Topics, and the subscriptions to them.
mod card;
mod events;
mod picture;
mod template;

pub use events::EVENTS;

use super::{Calls, Kind, NONE, Picture, Side, Values};
use crate::card::{Cell, Seen, Table};
use crate::format::grouped;
use crate::words::Plain;
use shardscope_core::api::Service;
use shardscope_core::sim::Sim;
use shardscope_core::sns::TopicId;
use shardscope_core::why;

const NAME: &str = "topic";
const OF_THIS_RUN: Plain = message!(topic.its_subscription_is_one_of_this);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Messaging,
    cards: card::all,
    chips: card::chips,
    tables,
    picture: Some(Picture { scenery: picture::scenery, draw: picture::draw, spot: picture::spot, told: picture::told }),
    why: |sim, id| why::topic(sim, TopicId(id)),
    calls: Some(Calls {
        service: Service::Sns,
        marks: &[
            ("CreateTopic", message!(topic.mark_create)),
            ("DeleteTopic", message!(topic.mark_delete)),
            ("Subscribe", message!(topic.mark_subscribe)),
        ],
        left_out: &[("SetSubscriptionAttributes", OF_THIS_RUN), ("Unsubscribe", OF_THIS_RUN)],
        values,
    }),
    resources: template::add,
    ..NONE
};

fn values(sim: &Sim) -> Vec<Values> {
    let arns: Vec<String> = sim.sns().topics().map(|topic| topic.arn.to_string()).collect();
    let protocols = ["sqs", "lambda"].map(String::from).to_vec();
    vec![("TopicArn", arns.clone()), ("TargetArn", arns.clone()), ("ResourceArn", arns), ("Protocol", protocols)]
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(topic.topic_endpoint),
        "NumberOfMessagesPublished",
        "NumberOfNotificationsDelivered",
        "NumberOfNotificationsFilteredOut",
        "NumberOfNotificationsFailed",
        t!(topic.to_be_tried_again),
    ];
    let sns = seen.sim.sns();
    let rows = sns.topics().flat_map(|topic| {
        let published = topic.total.number_of_messages_published;
        let mut rows = vec![row(
            &topic.name,
            &[published.to_string(), String::new(), String::new(), String::new(), String::new()],
        )];
        rows.extend(sns.of_topic(topic.id).map(|of| {
            let total = &of.total;
            let counts = [
                total.number_of_notifications_delivered,
                total.number_of_notifications_filtered_out,
                total.number_of_notifications_failed,
                of.waiting(),
            ];
            let mut cells = vec![String::new()];
            cells.extend(counts.map(grouped));
            row(&format!("{} → {}", topic.name, of.endpoint.name()), &cells)
        }));
        rows
    });
    let rows: Vec<_> = rows.collect();
    if rows.is_empty() {
        return Vec::new();
    }
    vec![Table::new(t!(topic.cloudwatch_namespace_aws_sns_since), &head, rows)]
}

fn row(name: &str, cells: &[String]) -> Vec<Cell> {
    let mut row = vec![Cell::from(name)];
    row.extend(cells.iter().map(|cell| Cell::from(cell.clone())));
    row
}
