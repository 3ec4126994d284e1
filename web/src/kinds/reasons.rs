//! The words for causes.
use super::outcomes::outcome;
use super::words::retries;
use super::words::{ONE_KEY_CANNOT_BE_SPLIT, limit, shard, shared};
use crate::card::{Focus, Reason};
use crate::format::{bytes, count, grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::kinesis::Limit;
use shardscope_core::sim::Sim;
use shardscope_core::why::{Ails, Cause};

/// A chain in words, the first link first.
pub fn reasons(sim: &Sim, chain: &[Cause]) -> Vec<Reason> {
    chain.iter().map(|cause| Reason { text: capital(text(sim, cause)), leads_to: leads_to(cause) }).collect()
}

/// What to look at.
fn leads_to(cause: &Cause) -> Option<Focus> {
    if let Cause::HotKey { producer, key, .. } = cause {
        return Some(Focus::Key(*producer, *key));
    }
    cause.shard().map(Focus::Shard)
}

fn capital(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn time(length: Duration) -> String {
    millis(length.as_millis())
}

fn producer(sim: &Sim, id: ActorId) -> String {
    let of = sim.producers().find(|producer| producer.id == id);
    of.map_or_else(|| "a producer".into(), |producer| format!("producer {}", producer.spec.name))
}

fn worker(is: Ails) -> String {
    match is {
        Ails::Down => "is down".into(),
        Ails::Stalled => "is stalled".into(),
        Ails::Cut => "does not reach the lease table".into(),
        Ails::Slow(per_cent) => format!("works at {per_cent} % of its speed"),
    }
}

#[expect(clippy::too_many_lines, reason = "a sentence for each cause")]
fn text(sim: &Sim, cause: &Cause) -> String {
    let records = |number: &u64| count(*number, "record");
    let messages = |number: &u64| count(*number, "message");
    match cause {
        Cause::Refused { shard: id, per_second, limit: of } => {
            format!(
                "{} refuses {} records a second with ProvisionedThroughputExceededException: it takes {}.",
                shard(*id),
                grouped(*per_second),
                limit(*of)
            )
        }
        Cause::Offered { per_second, taken } => {
            format!("{} records a second are offered to it; it takes {}.", grouped(*per_second), grouped(*taken))
        }
        Cause::HotKey { partition_key, per_second, limit: of, .. } => {
            let much = if *of == Limit::WriteBytes { bytes(*per_second) } else { records(per_second) };
            format!("key {partition_key} alone sends {much} a second. {ONE_KEY_CANNOT_BE_SPLIT}")
        }
        Cause::Divisible { below, above, .. } => {
            let part = below * 100 / (below + above).max(1);
            format!(
                "no counted key exceeds the shard's limit on its own: a split would divide the records {part} to {}.",
                100 - part
            )
        }
        Cause::SentAgain { records: again, made } => {
            format!(
                "{} were made so far, and {} came on top: each is offered like a new record.",
                records(made),
                retries(*again)
            )
        }
        Cause::RefusedSoFar { refusals, sent_again } => {
            format!("{} and {} so far.", count(*refusals, "refusal"), retries(*sent_again))
        }
        Cause::GivenUp { records: lost } => {
            format!("{} given up: refused without a retry, retried for too long, or more than can wait.", records(lost))
        }
        Cause::AnswersLost { left, retries } => {
            let twice = if *retries { ": what it sends again is stored twice" } else { "" };
            format!("its answers get lost for {} more{twice}.", time(*left))
        }
        Cause::StoredUnanswered { producer: id, records: stored } => format!(
            "the answers to {} of {} got lost after they had been stored: any that it sends again are stored twice.",
            records(stored),
            producer(sim, *id),
        ),
        Cause::AgentSentAgain { producer: id, lines } => format!(
            "the agent of {} was restarted and sent {} again, from its checkpoint on: what had been stored is stored twice.",
            producer(sim, *id),
            count(*lines, "line")
        ),
        Cause::HeldBack { records: held } => {
            format!("{} held back: behind one about the same subject, or until the shard has room.", records(held))
        }
        Cause::RetriesOvertake { producer: id, records: again } => format!(
            "{} has made {}. While a record waits for its retry, newer records about the same subject get in first. The setting \
             “Retries keep the order of each subject” prevents this.",
            producer(sim, *id),
            retries(*again)
        ),
        Cause::SubjectInManyShards { producer: id } => format!(
            "{} puts records about one subject with different partition keys: they lie in several shards, and nothing keeps their \
             order. With the subject as the partition key, one shard does.",
            producer(sim, *id)
        ),
        Cause::Behind(lag) => {
            let waiting = format!("{} of it wait, the oldest for {}", records(&lag.records), millis(lag.millis));
            format!("{} is the furthest behind: {waiting}.", shard(lag.shard))
        }
        Cause::ExpiresUnread { left, .. } => format!("unread, the oldest of them expires in {}.", time(*left)),
        Cause::Expired { records: missed } => format!("{} expired before they were read.", records(missed)),
        Cause::TooSlow { shard: id, written, handled } => {
            let (written, handled) = (grouped(*written), grouped(*handled));
            format!("{written} records a second are written to {}; it handles {handled}.", shard(*id))
        }
        Cause::WaitsForParents { shard: id } => {
            format!("{} is a child: it is read when its parents have been read to their end.", shard(*id))
        }
        Cause::ParentsIgnored => {
            "it reads the children of a shard before their parents: newer records come first.".into()
        }
        Cause::AllReadsRefused { calls } => format!("{} were refused:", count(*calls, "GetRecords call")),
        Cause::ReadsRefused { calls, by } => {
            let were = if *calls == 1 { "was" } else { "were" };
            format!("{} {were} refused: {}", count(*calls, "GetRecords call"), shared(*by))
        }
        Cause::MetricKnowsReads { lag_millis, iterator_age_millis } => format!(
            "the stream's IteratorAgeMilliseconds says {}, not {}: it knows only the reads that were made.",
            millis(*iterator_age_millis),
            millis(*lag_millis)
        ),
        Cause::NoOwner { shard: id } => format!("no worker holds the lease of {}.", shard(*id)),
        Cause::Worker { worker: id, is, left } => {
            let left = left.map(|left| format!(" for {} more", time(left))).unwrap_or_default();
            format!("worker-{}, which holds it, {}{left}.", id.0, worker(*is))
        }
        Cause::Busy { worker: id, per_cent } => {
            format!("what is written to the shards of worker-{} needs {per_cent} % of its processor.", id.0)
        }
        Cause::Duplicates { records: twice } => format!("{} processed again.", records(twice)),
        Cause::Outcome(of) => outcome(*of),
        Cause::Fails { shard: id, attempts } => {
            format!("a batch of {} has failed {} and is tried again.", shard(*id), count(u64::from(*attempts), "time"))
        }
        Cause::Invoking(of) => super::message_function::reason(of),
        Cause::Concurrency { throttles, most } => {
            format!("{} refused: {most} run at once at most.", count(*throttles, "invocation"))
        }
        Cause::RetriesExhausted { records: lost, retries: most } => {
            let after = if *most == 0 { String::new() } else { format!(" after {}", retries(u64::from(*most))) };
            format!(
                "{} given up: a batch that still fails{after} is discarded whole, with the good records in it.",
                records(lost)
            )
        }
        Cause::TooLargeForEvent { records: lost, most } => format!(
            "{} given up unseen: as JSON, with its data in base64, an event has {} at most.",
            records(lost),
            bytes(*most)
        ),
        Cause::RecordAgeExceeded { records: lost } => {
            format!("{} given up: their batch failed, and they were too old to be retried.", records(lost))
        }
        Cause::PassedOver { records: lost } => {
            format!("{} passed over: skipped after an exception, or expired unread.", records(lost))
        }
        Cause::Waiting { messages: waiting, oldest } => {
            format!("{} visible; the oldest in the queue is {} old.", messages(waiting), time(*oldest))
        }
        Cause::InFlight { messages: flying, most } => {
            format!(
                "{} in flight: received, but not yet deleted or returned. A queue allows {} at most.",
                messages(flying),
                grouped(*most)
            )
        }
        Cause::GroupsLocked { groups } => {
            let (are, their) = if *groups == 1 { ("is", "its") } else { ("are", "their") };
            format!(
                "{} {are} blocked for the moment: until {their} messages in flight are deleted or become visible again, no \
                 more are handed out.",
                count(*groups, "message group")
            )
        }
        Cause::Delayed { messages: delayed, seconds } => {
            format!("{} cannot be received yet; the queue's delay is {seconds} s.", messages(delayed))
        }
        Cause::VisibilityTooShort { visibility, work } => format!(
            "a message is hidden for {}, and a full receive of ten takes {}: what is not deleted by then comes back.",
            time(*visibility),
            time(*work)
        ),
        Cause::StoredTwice { messages: twice } => {
            format!("{} stored twice: a standard queue delivers at least once.", messages(twice))
        }
        Cause::NoOrder => "a standard queue promises no order.".into(),
        Cause::CallsRefused { calls } => {
            format!("{} refused for the throughput of the FIFO queue.", count(*calls, "call"))
        }
        Cause::DeadLetters { messages: dead } => {
            format!("{} were received too often and moved to the dead-letter queue.", messages(dead))
        }
        Cause::TooOld { messages: old } => format!("{} were older than the queue keeps messages.", messages(old)),
        Cause::Retried { endpoint, waiting, attempts } => format!(
            "“{endpoint}” has not taken {} yet: {} since the beginning; the service retries for 23 days.",
            messages(waiting),
            count(*attempts, "failed attempt")
        ),
        Cause::EndpointGone { endpoint } => format!("there is no queue “{endpoint}” now."),
        Cause::Undelivered { endpoint, messages: lost, dead_letters } => {
            let kept = if *dead_letters > 0 {
                format!("; {} moved to its dead-letter queue", grouped(*dead_letters))
            } else {
                String::new()
            };
            format!("{} for “{endpoint}” will not be delivered{kept}.", messages(lost))
        }
        Cause::FilteredOut { endpoint, messages: out } => {
            format!("the filter policy of “{endpoint}” keeps {} out.", messages(out))
        }
        Cause::Deduplicated { messages: again } => {
            format!("{} published again within five minutes: delivered once.", messages(again))
        }
        Cause::PublishesRefused { calls } => {
            format!("{} refused for the throughput of the topic.", count(*calls, "publish call"))
        }
        Cause::Backlog { messages: waiting, error } => format!("{} wait to be sent: {error}.", messages(waiting)),
        Cause::Crashes { times } => {
            format!(
                "consumers have crashed {}. What a crashed consumer holds is delivered again: messages after the visibility \
                 timeout, until which the rest of a FIFO group waits; records from the last checkpoint on.",
                count(*times, "time")
            )
        }
        Cause::Parallel { consumers } => {
            format!(
                "{} work at once, and nothing keeps the messages of a truck together.",
                count(u64::from(*consumers), "consumer")
            )
        }
    }
}
