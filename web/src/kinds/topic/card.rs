//! A topic's card.
use super::NAME;
use crate::card::{Action, CHIPS_MOST, Card, Chip, Count, Deed, Focus, Mark, Part, Place, Seen, Status, Subject, Tone};
use crate::format::{count, grouped};
use shardscope_core::sim::Sim;
use shardscope_core::sns::{Subscription, Topic};
use shardscope_core::why;

/// Topics whose cards are shown, and subscriptions that one lists; the table has all.
const CARDS: usize = 24;
const SUBSCRIPTIONS: usize = 12;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    seen.sim.sns().topics().take(CARDS).map(|topic| card(seen, topic)).collect()
}

fn card(seen: Seen<'_>, topic: &Topic) -> Card {
    let subject = Subject::new(NAME, topic.id.0);
    let subscriptions: Vec<&Subscription> = seen.sim.sns().of_topic(topic.id).collect();
    let sum = |of: fn(&Subscription) -> u64| subscriptions.iter().map(|one| of(one)).sum::<u64>();
    let mut counts = vec![
        Count::new("published", topic.total.number_of_messages_published),
        Count::new("delivered", sum(|of| of.total.number_of_notifications_delivered))
            .titled("NumberOfNotificationsDelivered, of all subscriptions"),
    ];
    let more = [
        ("filtered out", sum(|of| of.total.number_of_notifications_filtered_out), "Kept out by filter policies", false),
        ("deduplicated", topic.total.deduplicated, "Published again within five minutes, and delivered once", false),
        ("to be tried again", sum(Subscription::waiting), "Deliveries that an endpoint has not taken yet", true),
        ("failed", sum(|of| of.total.number_of_notifications_failed), "Given up, dead letters included", true),
        ("refused", topic.total.throttled, "Publishes refused for the throughput", true),
        ("archived", topic.archived(), "Messages that can be replayed", false),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    let lines = subscriptions.iter().take(SUBSCRIPTIONS).map(|of| Part::line(line(of), Tone::Muted));
    let kind = if topic.is_fifo() { "FIFO topic" } else { "standard topic" };
    Card {
        class: "topic",
        status: Some(Status { text: count(subscriptions.len() as u64, "subscription"), tone: Tone::Plain }),
        parts: [Part::Counts(counts)].into_iter().chain(lines).collect(),
        actions: vec![Action::new("Show", Deed::Focus(Focus::Thing(subject))).titled("Who gets what")],
        explains: !why::topic(seen.sim, topic.id).is_empty(),
        pictured: true,
        ..Card::new(subject, &topic.name, format!("SNS {kind}"))
    }
}

/// All topics, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &Topic| Chip {
        place: Place::Takes,
        several: "topics",
        key: format!("{NAME} {}", of.id.0),
        mark: Mark::None,
        name: of.name.clone(),
        figure: Status {
            text: count(sim.sns().of_topic(of.id).count() as u64, "subscription"),
            tone: Tone::bad(of.total.throttled > 0),
        },
        deed: Deed::Look(Subject::new(NAME, of.id.0), None),
        is_shown: false,
        flows: of.total.number_of_messages_published > 0,
    };
    sim.sns().topics().take(CHIPS_MOST).map(chip).collect()
}

/// A subscription: where it goes, and how.
fn line(of: &Subscription) -> String {
    let raw = if of.attributes.raw_message_delivery { ", raw" } else { "" };
    let filter = if of.attributes.filter_policy.is_some() { ", filtered" } else { "" };
    format!("→ {}{raw}{filter}: {} delivered", of.endpoint.name(), grouped(of.total.number_of_notifications_delivered))
}
