//! What the ordering lab shows: a lane each, as its services and its check have it.
use super::super::reasons::reasons;
use super::topic;
use crate::card::Reason;
use crate::format::{count, grouped};
use crate::words::Plain;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::lab::{Doing, Lane, LaneSpec, Receiver, Target, Verdict, cost};
use shardscope_core::kinesis::{Shard, StreamMode};
use shardscope_core::sim::Sim;
use shardscope_core::sqs::url as queue_url;
use shardscope_core::sqs::{Queue, ThroughputLimit};

/// A lane of the lab.
#[derive(Clone, Debug, PartialEq)]
pub struct LaneView {
    pub id: ActorId,
    pub spec: LaneSpec,
    /// What its messages go through.
    pub about: String,
    /// Open shards of its stream.
    pub shards: u32,
    /// Messages that wait for a call that is taken.
    pub waiting: u64,
    /// Points of earlier sheets that have to be sent first.
    pub before: u64,
    /// Why its figures are what they are, the first link first.
    pub why: Vec<Reason>,
    /// Messages taken in the last second, and what the service allows.
    pub taken: u32,
    pub limit: String,
    pub refused: u64,
    pub trouble: Option<&'static str>,
    pub receivers: Vec<ReceiverView>,
    /// What somebody new could still read, in words and as a number.
    pub replay: String,
    pub replayable: u64,
    /// Nano-dollars so far; `None` where the price is not known here.
    pub cost: Option<u64>,
}

/// The consumers of a stream or a queue.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiverView {
    /// The queue's name and address.
    pub name: String,
    pub url: String,
    /// Messages that lie in the service, and those in flight.
    pub depth: u64,
    pub in_flight: u64,
    pub consumers: Vec<Doing>,
    /// The most that worked at once lately.
    pub parallel: u32,
    pub worked: u32,
    pub in_order: u64,
    pub out_of_order: u64,
    pub duplicates: u64,
    pub outstanding: u64,
    /// Why it counts nothing, where that is so.
    pub unread: Option<&'static str>,
    /// Seconds for which a message is hidden, of a queue.
    pub visibility: Option<u32>,
    /// Which message came when, newest last.
    pub recent: Vec<(u32, Verdict)>,
}

/// The lanes of a run.
pub fn of(sim: &Sim) -> Vec<LaneView> {
    sim.lanes().map(|lane| view(sim, lane)).collect()
}

fn view(sim: &Sim, lane: &Lane) -> LaneView {
    let stream = match &lane.spec.target {
        Target::Stream(name) => sim.kinesis().stream_named(name).ok(),
        Target::Queue(_) | Target::Topic(_) => None,
    };
    let queues: Vec<Option<&Queue>> = lane.receivers.iter().map(|receiver| super::queue_of(sim, receiver)).collect();
    let shards = stream.map_or(0, |stream| stream.open_shards().count() as u64);
    let is_fifo = queues.iter().flatten().any(|queue| queue.is_fifo());
    let batch = u64::from(lane.spec.batch);
    let kept = |shard: &Shard| shard.log.end() - shard.log.trimmed();
    let replayable = stream.map_or(0, |stream| stream.shards.iter().map(kept).sum());
    let (about, limit, replay) = match &lane.spec.target {
        Target::Stream(_) => {
            let hours = stream.map_or(0, |stream| stream.retention.as_hours());
            (
                t!(lane.kinesis_stream, shards = count(shards, message!(nouns.shard))),
                t!(lane.a_second_1_000_for_each, shards = grouped(shards * 1_000)),
                t!(lane.for_h_by_any_consumer, records = count(replayable, message!(nouns.record)), hours = hours),
            )
        }
        Target::Queue(_) if is_fifo => {
            let groups = match lane.spec.groups {
                1 => t!(lane.one_group).to_string(),
                groups if groups == lane.spec.trucks && !lane.spec.drawing => t!(lane.a_group_per_truck).to_string(),
                groups => t!(lane.groups, groups = grouped(groups.into())),
            };
            let limit = match queues.iter().flatten().any(|queue| queue.attributes.fifo_throughput_limit == PER_GROUP) {
                true => t!(lane.n_70_000_calls_a_second_high).to_string(),
                false => t!(lane.a_second_300_calls_of, messages = grouped(300 * batch), size = batch),
            };
            (t!(lane.sqs_fifo_queue, groups = groups), limit, NOTHING.text().into())
        }
        Target::Queue(_) => {
            (t!(lane.sqs_standard_queue).into(), t!(lane.nearly_any_number_a_second).into(), NOTHING.text().into())
        }
        Target::Topic(_) => topic::about(sim, lane, queues.len() as u64),
    };
    LaneView {
        id: lane.id,
        why: reasons(sim, &shardscope_core::why::actor(sim, lane.id)),
        spec: lane.spec.clone(),
        about,
        shards: shards as u32,
        waiting: lane.sender.waiting(),
        before: if lane.spec.drawing { sim.drawing().sheet.saturating_sub(lane.sender.made).into() } else { 0 },
        taken: lane.sender.seconds.before(sim.now()),
        limit,
        refused: lane.sender.throttled,
        trouble: lane.sender.trouble,
        // Of a queue that was deleted nothing is left to show.
        receivers: (lane.receivers.iter().zip(&queues))
            .filter(|(of, queue)| of.queue.is_none() || queue.is_some())
            .map(|(of, queue)| receiver(sim, lane, of, *queue))
            .collect(),
        replay,
        replayable,
        cost: spent(sim, lane, &queues),
    }
}

/// How far back it is counted how many worked at once.
const LATELY: Duration = Duration::from_secs(5);
const PER_GROUP: ThroughputLimit = ThroughputLimit::PerMessageGroupId;
const NOTHING: Plain = message!(lane.nothing_what_is_done_is_deleted);

fn receiver(sim: &Sim, lane: &Lane, receiver: &Receiver, queue: Option<&Queue>) -> ReceiverView {
    let depth = queue.map(|queue| queue.depth(sim.now()));
    let held: u64 = receiver.consumers.iter().map(|consumer| consumer.batch.len() as u64).sum();
    let lately = sim.now() - LATELY;
    let sheet = if lane.spec.drawing { sim.drawing().sheet } else { 0 };
    let outstanding = outstanding(sim, lane, receiver);
    let check = &receiver.check;
    let counts = (check.in_order, check.out_of_order, check.duplicates, outstanding);
    let (in_order, out_of_order, duplicates, outstanding) = of_sheet(sim, lane, receiver).unwrap_or(counts);
    ReceiverView {
        name: queue.map(|queue| queue.name.clone()).unwrap_or_default(),
        url: queue.map(|queue| queue_url(&sim.config().account.account_id, &queue.name)).unwrap_or_default(),
        depth: depth.map_or(outstanding.saturating_sub(held), |depth| depth.approximate_number_of_messages_visible),
        in_flight: depth.map_or(held, |depth| depth.approximate_number_of_messages_not_visible),
        consumers: receiver.consumers.iter().map(|one| one.doing).collect(),
        parallel: receiver.parallel.peak(lately).max(receiver.working() as u32),
        worked: receiver.seconds.before(sim.now()),
        in_order,
        out_of_order,
        duplicates,
        outstanding,
        unread: topic::unread(sim, lane, receiver),
        visibility: queue.map(|queue| queue.attributes.visibility_timeout),
        recent: receiver.recent.iter().copied().filter(|(index, _)| *index >= sheet).collect(),
    }
}

/// The same counts of a drawing: of the sheet that lies on top, which is what one sees.
fn of_sheet(sim: &Sim, lane: &Lane, receiver: &Receiver) -> Option<(u64, u64, u64, u64)> {
    let drawing = Some(sim.drawing()).filter(|_| lane.spec.drawing)?;
    let sheet = drawing.sheet;
    let many = |which: Verdict| {
        receiver.recent.iter().filter(|(index, verdict)| *index >= sheet && *verdict == which).count() as u64
    };
    let [in_order, out_of_order, duplicates] = [Verdict::InOrder, Verdict::OutOfOrder, Verdict::Duplicate].map(many);
    let drawn = u64::from(drawing.len() - sheet);
    Some((in_order, out_of_order, duplicates, drawn.saturating_sub(in_order + out_of_order)))
}

/// What was sent, by this lane or one like it, and has not come to this receiver, nor to one that takes from the same queue.
fn outstanding(sim: &Sim, lane: &Lane, receiver: &Receiver) -> u64 {
    let alike = || sim.lanes().filter(|other| other.spec.is_alike(&lane.spec));
    let sent: u64 = alike().map(|other| other.sender.taken).sum();
    let beside = alike().filter(|other| other.id != lane.id && receiver.queue.is_some());
    let theirs = beside.flat_map(|other| &other.receivers).filter(|other| other.queue == receiver.queue);
    let others: u64 = theirs.map(|other| other.check.different()).sum();
    receiver.check.outstanding(sent.saturating_sub(others + receiver.from + topic::filtered(sim, lane, receiver)))
}

fn spent(sim: &Sim, lane: &Lane, queues: &[Option<&Queue>]) -> Option<u64> {
    let on_demand = |name: &str| sim.kinesis().stream_named(name).is_ok_and(|of| of.mode == StreamMode::OnDemand);
    if matches!(&lane.spec.target, Target::Stream(name) if on_demand(name)) || topic::is_fifo(sim, lane) {
        return None;
    }
    let queues: u64 = queues.iter().flatten().map(|queue| cost::of_queue(queue.total.requests, queue.is_fifo())).sum();
    let publishes = topic::publishes(sim, lane);
    Some(cost::of_stream(lane.shard_micros, lane.put_units) + queues + cost::of_topic(publishes))
}
