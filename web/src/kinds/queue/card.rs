//! A queue's card.
use super::NAME;
use super::form::lane;
use crate::card::{
    Action, CHIPS_MOST, Card, Chip, Count, Deed, Dialog, Focus, Mark, Part, Place, Seen, Status, Subject, Tone,
};
use crate::format::{grouped, millis};
use shardscope_core::client::message_lambda::MessageFunctionSpec;
use shardscope_core::sim::{Command, Sim};
use shardscope_core::sqs::request::OfQueue;
use shardscope_core::sqs::{Queue, Request, url};

/// Queues whose cards are shown; the table has all.
const CARDS: usize = 24;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    seen.sim.sqs().queues().take(CARDS).map(|queue| card(seen, queue)).collect()
}

fn card(seen: Seen<'_>, queue: &Queue) -> Card {
    let (depth, total) = (queue.depth(seen.sim.now()), queue.total);
    let subject = Subject::new(NAME, queue.id.0);
    let visible = depth.approximate_number_of_messages_visible;
    let mut counts = vec![
        Count::new(t!(queue.waiting_count), visible).titled("ApproximateNumberOfMessagesVisible"),
        Count::new(t!(queue.in_flight), depth.approximate_number_of_messages_not_visible)
            .titled(t!(queue.received_and_not_deleted)),
    ];
    let more = [
        (
            t!(queue.delayed_count),
            depth.approximate_number_of_messages_delayed,
            "ApproximateNumberOfMessagesDelayed",
            false,
        ),
        (t!(queue.deduplicated), total.deduplicated, t!(queue.sent_again_within_five_minutes_and), false),
        (t!(queue.dead_letters), total.moved_to_dead_letter_queue, t!(queue.moved_to_its_dead_letter_queue), true),
        (
            t!(queue.empty_receives),
            total.empty_though_visible,
            t!(queue.messages_were_visible_meanwhile),
            !queue.is_fifo(),
        ),
        (t!(queue.expired), total.expired, t!(queue.older_than_the_queue_keeps_messages), true),
        (t!(queue.calls_refused), total.throttled, t!(queue.requestthrottled_the_throughput_of), true),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    let held = depth.approximate_number_of_messages_not_visible + depth.approximate_number_of_messages_delayed;
    let holds = visible + held > 0;
    let lost = total.moved_to_dead_letter_queue + total.expired;
    let gone_wrong = lost + total.throttled + total.stored_twice + total.empty_though_visible;
    let text = match visible {
        0 if holds => t!(queue.none_visible).to_string(),
        0 => t!(queue.empty).to_string(),
        _ => t!(queue.oldest, approximate_age_of_oldest_message = millis(depth.approximate_age_of_oldest_message)),
    };
    Card {
        class: "queue",
        status: Some(Status { text, tone: Tone::Plain }),
        parts: vec![Part::Counts(counts)],
        actions: actions(seen, queue, subject),
        explains: holds || gone_wrong > 0,
        pictured: true,
        ..Card::new(subject, &queue.name, about(queue))
    }
}

/// All queues, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &Queue| {
        let depth = of.depth(sim.now());
        let visible = depth.approximate_number_of_messages_visible;
        Chip {
            place: Place::Holds,
            several: t!(queue.several_queues),
            key: format!("{NAME} {}", of.id.0),
            mark: Mark::None,
            name: of.name.clone(),
            figure: Status { text: t!(queue.waiting, visible = grouped(visible)), tone: Tone::Plain },
            deed: Deed::Look(Subject::new(NAME, of.id.0), None),
            is_shown: false,
            flow: (visible + depth.approximate_number_of_messages_not_visible > 0).then_some(0),
        }
    };
    sim.sqs().queues().take(CHIPS_MOST).map(chip).collect()
}

fn about(queue: &Queue) -> String {
    let attributes = &queue.attributes;
    let kind = if queue.is_fifo() { t!(queue.fifo_queue) } else { t!(queue.standard_queue) };
    let delay = match attributes.delay_seconds {
        0 => String::new(),
        seconds => t!(queue.delay_s, seconds = seconds),
    };
    let dead = attributes.redrive_policy.as_ref();
    let dead = dead
        .map_or_else(String::new, |of| t!(queue.dead_letters_after_receives, max_receive_count = of.max_receive_count));
    t!(
        queue.sqs_visibility_timeout_s_retention,
        kind = kind,
        visibility_timeout = grouped(attributes.visibility_timeout.into()),
        message_retention_period = millis(u64::from(attributes.message_retention_period) * 1_000),
        delay = delay,
        dead = dead
    )
}

fn actions(seen: Seen<'_>, queue: &Queue, subject: Subject) -> Vec<Action> {
    let queue_url = url(&seen.sim.config().account.account_id, &queue.name);
    let purge = Request::PurgeQueue(OfQueue { queue_url });
    vec![
        Action::new(t!(common.show), Deed::Focus(Focus::Thing(subject))).titled(t!(queue.its_messages_one_by_one)),
        Action::new(t!(queue.send), Deed::Show(Dialog::sheet("queues", queue.id.0))),
        Action::new(t!(queue.add_a_lane), Deed::Do(lane(seen.sim, queue))).titled(t!(queue.trucks_that_send_to_it_and)),
        Action::new(t!(queue.add_a_function), Deed::Do(function(seen, queue)))
            .titled(t!(queue.a_lambda_function_that_is_invoked)),
        Action::new(t!(queue.purge), Deed::Do(Command::from(purge))).quiet(),
    ]
}

/// A function with a mapping of its own, of Lambda's defaults but for what the queue does not allow.
fn function(seen: Seen<'_>, queue: &Queue) -> Command {
    let taken = |name: &str| seen.sim.message_functions().any(|of| of.spec.function_name == name);
    let numbers = 1..;
    let name = numbers.map(|number| format!("function-{number}")).find(|name| !taken(name)).unwrap_or_default();
    let usual = MessageFunctionSpec::new(&name, &queue.name);
    let timeout_seconds = usual.timeout_seconds.min(queue.attributes.visibility_timeout).max(1);
    Command::Add(MessageFunctionSpec { timeout_seconds, ..usual }.into())
}
