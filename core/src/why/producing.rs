//! What becomes of a producer's records.
use super::Cause;
use crate::client::{Producer, Retry};
use crate::kinesis::StreamId;
use crate::sim::Sim;
use alloc::vec::Vec;

pub(super) fn producer(sim: &Sim, producer: &Producer) -> Vec<Cause> {
    let mut chain = Vec::new();
    let (stats, now) = (&producer.stats, sim.now());
    if stats.lost > 0 {
        chain.push(Cause::GivenUp { records: stats.lost, retry: producer.spec.retry });
    }
    if producer.answers_lost_until > now {
        chain.push(Cause::AnswersLost { left: producer.answers_lost_until.since(now) });
    }
    let waiting = producer.waiting + producer.limiter.as_ref().map_or(0, |limiter| limiter.records);
    if waiting > 0 {
        chain.push(Cause::HeldBack { records: waiting });
    }
    chain.extend(overtakes(producer));
    let stream = sim.kinesis().stream(producer.stream);
    // Where its records are refused now, and why.
    let worst = stream.into_iter().flat_map(|stream| stream.open_shards().map(|shard| (stream.id, shard)));
    let worst = worst.max_by_key(|(_, shard)| shard.meter.rate(now).throttled);
    chain.extend(worst.into_iter().flat_map(|(stream, shard)| super::shard(sim, stream, shard.id)));
    chain
}

/// A producer whose retries let newer records pass.
fn overtakes(producer: &Producer) -> Option<Cause> {
    let retries = producer.stats.retried > 0 && producer.spec.retry != Retry::Never && !producer.spec.keep_order;
    retries.then_some(Cause::RetriesOvertake { producer: producer.id, records: producer.stats.retried })
}

/// The producers of a stream whose retries let newer records pass.
pub(super) fn overtaking(sim: &Sim, stream: StreamId) -> impl Iterator<Item = Cause> {
    sim.producers().filter(move |producer| producer.stream == stream).filter_map(overtakes)
}
