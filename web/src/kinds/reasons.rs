//! The words for causes.
use super::words::{ONE_KEY_CANNOT_BE_SPLIT, limit, retry, shard};
use crate::card::{Focus, Reason};
use crate::format::{count, grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::sim::Sim;
use shardscope_core::why::{Ails, Cause};

/// A chain in words, the first link first.
pub fn reasons(sim: &Sim, chain: &[Cause]) -> Vec<Reason> {
    chain.iter().map(|cause| Reason { text: capital(text(sim, cause)), leads_to: leads_to(sim, cause) }).collect()
}

/// What to look at.
fn leads_to(sim: &Sim, cause: &Cause) -> Option<Focus> {
    if let Cause::HotKey { partition_key, .. } = cause {
        return sim.producers().rev().find_map(|producer| {
            let source = &sim.sources()[usize::from(producer.source)];
            let is_it = |key: u32| source.partition_key(key) == partition_key.as_bytes();
            let rate = producer.key_rates(sim.now()).find(|rate| is_it(rate.key))?;
            Some(Focus::Key(producer.id, rate.key))
        });
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
        Cause::HotKey { partition_key, per_second, .. } => {
            format!("key {partition_key} alone sends {} a second. {ONE_KEY_CANNOT_BE_SPLIT}", grouped(*per_second))
        }
        Cause::Divisible { below, above, .. } => {
            let part = below * 100 / (below + above).max(1);
            format!("no single key is hot: a split would divide its traffic {part} to {}.", 100 - part)
        }
        Cause::SentAgain { records: again, made } => {
            format!("of {} made, {} were sent again: a retry is offered once more.", records(made), grouped(*again))
        }
        Cause::GivenUp { records: lost, retry: how } => {
            format!("{} given up: when one is refused, {}.", records(lost), retry(*how))
        }
        Cause::AnswersLost { left } => {
            format!("its answers get lost for {} more: what it sends again is stored twice.", time(*left))
        }
        Cause::HeldBack { records: held } => {
            format!("{} held back: behind one of the same key, or until the shard has room.", records(held))
        }
        Cause::RetriesOvertake { producer: id, records: again } => format!(
            "{} has sent {} again without holding back newer ones of the same key: their order was lost before they reached \
             the stream. The setting “Retries keep the order per key” keeps it.",
            producer(sim, *id),
            records(again)
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
        Cause::ReadsRefused { calls } => {
            let calls = count(*calls, "GetRecords call");
            format!("{calls} refused: all that poll a shard share its 5 calls and 2 MiB a second.")
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
        Cause::Duplicates { records: twice, checkpoint_every } => format!(
            "{} processed again: a new owner goes on from the last checkpoint, and one is written every {}.",
            records(twice),
            time(*checkpoint_every)
        ),
        Cause::Fails { shard: id, attempts } => {
            format!("a batch of {} has failed {attempts} times; nothing behind it is processed.", shard(*id))
        }
        Cause::Concurrency { throttles, most } => {
            format!("{} refused: {most} run at once at most.", count(*throttles, "invocation"))
        }
        Cause::Discarded { records: lost } => format!("{} given up and not processed.", records(lost)),
        Cause::Waiting { messages: waiting, oldest } => {
            format!("{} can be received; the oldest is {} old.", messages(waiting), time(*oldest))
        }
        Cause::InFlight { messages: flying, most } => {
            format!(
                "{} in flight: received, and neither deleted nor back. A queue has {} at most.",
                messages(flying),
                grouped(*most)
            )
        }
        Cause::GroupsLocked { groups } => {
            format!(
                "{} stand still: a message of each is in flight, and those behind it wait for it.",
                count(*groups, "message group")
            )
        }
        Cause::Delayed { messages: delayed, seconds } => {
            format!("{} cannot be received yet; the queue's delay is {seconds} s.", messages(delayed))
        }
        Cause::VisibilityTooShort { visibility, work } => format!(
            "a message is hidden for {}, and ten of them take {}: it comes back before it is deleted.",
            time(*visibility),
            time(*work)
        ),
        Cause::StoredTwice { messages: twice } => {
            format!("{} stored twice: a standard queue delivers at least once.", messages(twice))
        }
        Cause::NoOrder => "a standard queue promises no order.".into(),
        Cause::CallsRefused { calls, per_second } => {
            format!("{} refused: a FIFO queue takes {per_second} a second of each action.", count(*calls, "call"))
        }
        Cause::DeadLetters { messages: dead } => {
            format!("{} were received too often and lie in the dead-letter queue.", messages(dead))
        }
        Cause::TooOld { messages: old } => format!("{} were older than the queue keeps messages.", messages(old)),
        Cause::Retried { endpoint, waiting, attempts } => format!(
            "“{endpoint}” has not taken {} yet: {} so far, and retries for 23 days.",
            messages(waiting),
            count(*attempts, "failed attempt")
        ),
        Cause::EndpointGone { endpoint } => format!("there is no queue “{endpoint}” any more."),
        Cause::Undelivered { endpoint, messages: lost, dead_letters } => {
            let kept = if *dead_letters > 0 {
                format!("; {} in its dead-letter queue", grouped(*dead_letters))
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
        Cause::Backlog { messages: waiting, error } => format!("{} wait to be sent: {error}.", messages(waiting)),
        Cause::Crashes { per_mille } => {
            format!("a consumer crashes at {per_mille} of 1,000 messages: what it held comes again.")
        }
        Cause::Parallel { consumers } => {
            format!(
                "{} work at once, and nothing keeps the messages of a truck together.",
                count(u64::from(*consumers), "consumer")
            )
        }
    }
}
