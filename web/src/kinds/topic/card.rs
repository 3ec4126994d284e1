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
        Count::new(t!(topic.published_count), topic.total.number_of_messages_published),
        Count::new(t!(topic.delivered_count), sum(|of| of.total.number_of_notifications_delivered))
            .titled(t!(topic.numberofnotificationsdelivered_of)),
    ];
    let more = [
        (
            t!(topic.filtered_out),
            sum(|of| of.total.number_of_notifications_filtered_out),
            t!(topic.kept_out_by_filter_policies),
            false,
        ),
        (t!(topic.deduplicated), topic.total.deduplicated, t!(topic.published_again_within_five_minutes), false),
        (t!(topic.to_be_tried_again), sum(Subscription::waiting), t!(topic.deliveries_that_an_endpoint_has_not), true),
        (
            t!(topic.failed),
            sum(|of| of.total.number_of_notifications_failed),
            t!(topic.given_up_dead_letters_included),
            true,
        ),
        (t!(topic.refused_count), topic.total.throttled, t!(topic.publishes_refused_for_the), true),
        (t!(topic.archived), topic.archived(), t!(topic.messages_that_can_be_replayed), false),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    let lines = subscriptions.iter().take(SUBSCRIPTIONS).map(|of| Part::line(line(of), Tone::Muted));
    let kind = if topic.is_fifo() { t!(topic.fifo_topic) } else { t!(topic.standard_topic) };
    Card {
        class: "topic",
        status: Some(Status {
            text: count(subscriptions.len() as u64, message!(nouns.subscription)),
            tone: Tone::Plain,
        }),
        parts: [Part::Counts(counts)].into_iter().chain(lines).collect(),
        actions: vec![Action::new(t!(common.show), Deed::Focus(Focus::Thing(subject))).titled(t!(topic.who_gets_what))],
        explains: !why::topic(seen.sim, topic.id).is_empty(),
        pictured: true,
        ..Card::new(subject, &topic.name, t!(topic.sns, kind = kind))
    }
}

/// All topics, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &Topic| Chip {
        place: Place::Takes,
        several: t!(topic.topics),
        key: format!("{NAME} {}", of.id.0),
        mark: Mark::None,
        name: of.name.clone(),
        figure: Status {
            text: count(sim.sns().of_topic(of.id).count() as u64, message!(nouns.subscription)),
            tone: Tone::bad(of.total.throttled > 0),
        },
        deed: Deed::Look(Subject::new(NAME, of.id.0), None),
        is_shown: false,
        flow: (of.total.number_of_messages_published > 0).then_some(0),
    };
    sim.sns().topics().take(CHIPS_MOST).map(chip).collect()
}

/// A subscription: where it goes, and how.
fn line(of: &Subscription) -> String {
    let raw = if of.attributes.raw_message_delivery { t!(topic.raw) } else { "" };
    let filter = if of.attributes.filter_policy.is_some() { t!(topic.filtered) } else { "" };
    t!(
        topic.delivered,
        name = of.endpoint.name(),
        raw = raw,
        filter = filter,
        number_of_notifications_delivered = grouped(of.total.number_of_notifications_delivered)
    )
}
