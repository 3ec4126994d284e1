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
        Count::new("waiting", visible).titled("ApproximateNumberOfMessagesVisible"),
        Count::new("in flight", depth.approximate_number_of_messages_not_visible)
            .titled("ApproximateNumberOfMessagesNotVisible: received, and neither deleted nor back"),
    ];
    let more = [
        ("delayed", depth.approximate_number_of_messages_delayed, "ApproximateNumberOfMessagesDelayed", false),
        ("deduplicated", total.deduplicated, "Sent again within five minutes, and kept once", false),
        ("dead letters", total.moved_to_dead_letter_queue, "Moved to its dead-letter queue", true),
        ("expired", total.expired, "Older than the queue keeps messages", true),
        ("calls refused", total.throttled, "RequestThrottled: the throughput of the FIFO queue", true),
    ];
    for (name, number, title, bad) in more.into_iter().filter(|(_, number, ..)| *number > 0) {
        counts.push(if bad { Count::bad(name, number) } else { Count::new(name, number) }.titled(title));
    }
    let held = depth.approximate_number_of_messages_not_visible + depth.approximate_number_of_messages_delayed;
    let holds = visible + held > 0;
    let text = match visible {
        0 if holds => "none visible".to_string(),
        0 => "empty".to_string(),
        _ => format!("oldest {}", millis(depth.approximate_age_of_oldest_message)),
    };
    Card {
        class: "queue",
        status: Some(Status { text, tone: Tone::Plain }),
        parts: vec![Part::Counts(counts)],
        actions: actions(seen, queue, subject),
        explains: holds || total.throttled + total.moved_to_dead_letter_queue + total.expired + total.stored_twice > 0,
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
            several: "queues",
            key: format!("{NAME} {}", of.id.0),
            mark: Mark::None,
            name: of.name.clone(),
            figure: Status { text: format!("{} waiting", grouped(visible)), tone: Tone::Plain },
            deed: Deed::Look(Subject::new(NAME, of.id.0), None),
            is_shown: false,
            flows: visible + depth.approximate_number_of_messages_not_visible > 0,
        }
    };
    sim.sqs().queues().take(CHIPS_MOST).map(chip).collect()
}

fn about(queue: &Queue) -> String {
    let attributes = &queue.attributes;
    let kind = if queue.is_fifo() { "FIFO queue" } else { "standard queue" };
    let delay = match attributes.delay_seconds {
        0 => String::new(),
        seconds => format!(" · delay {seconds} s"),
    };
    let dead = attributes.redrive_policy.as_ref();
    let dead = dead.map_or_else(String::new, |of| format!(" · dead letters after {} receives", of.max_receive_count));
    format!(
        "SQS {kind} · visibility timeout {} s · retention {}{delay}{dead}",
        grouped(attributes.visibility_timeout.into()),
        millis(u64::from(attributes.message_retention_period) * 1_000)
    )
}

fn actions(seen: Seen<'_>, queue: &Queue, subject: Subject) -> Vec<Action> {
    let queue_url = url(&seen.sim.config().account.account_id, &queue.name);
    let purge = Request::PurgeQueue(OfQueue { queue_url });
    vec![
        Action::new("Show", Deed::Focus(Focus::Thing(subject))).titled("Its messages, one by one"),
        Action::new("Send", Deed::Show(Dialog::sheet("queues", queue.id.0))),
        Action::new("Add a lane", Deed::Do(lane(seen.sim, queue))).titled("Trucks that send to it, and consumers"),
        Action::new("Add a function", Deed::Do(function(seen, queue)))
            .titled("A Lambda function that is invoked with its messages"),
        Action::new("Purge", Deed::Do(Command::from(purge))).quiet(),
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
