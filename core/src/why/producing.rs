//! What becomes of a producer's records.
use super::Cause;
use crate::client::{Api, Producer, Retry};
use crate::kinesis::StreamId;
use crate::sim::Sim;
use alloc::vec::Vec;

pub(super) fn producer(sim: &Sim, producer: &Producer) -> Vec<Cause> {
    let mut chain = Vec::new();
    let (stats, now) = (&producer.stats, sim.now());
    if stats.lost > 0 {
        chain.push(Cause::GivenUp { records: stats.lost });
    }
    if producer.answers_lost_until > now {
        let (left, retries) = (producer.answers_lost_until.since(now), retries(producer));
        chain.push(Cause::AnswersLost { left, retries });
    }
    chain.extend(repeats(producer));
    if producer.held_back() > 0 {
        chain.push(Cause::HeldBack { records: producer.held_back() });
    }
    if stats.refused == 0 {
        return chain;
    }
    chain.push(Cause::RefusedSoFar { refusals: stats.refused, sent_again: stats.retried });
    // Where the stream refuses records now, and why.
    let stream = sim.kinesis().stream(producer.stream);
    let worst = stream.into_iter().flat_map(|stream| stream.open_shards().map(|shard| (stream.id, shard)));
    let worst = worst.max_by_key(|(_, shard)| shard.meter.rate(now).throttled);
    chain.extend(worst.into_iter().flat_map(|(stream, shard)| super::shard(sim, stream, shard.id)));
    chain
}

/// What was stored and was, or will be, again: a producer that retries takes a record without an answer for refused, and an
/// agent begins at its checkpoint.
fn repeats(producer: &Producer) -> impl Iterator<Item = Cause> {
    let (id, records) = (producer.id, producer.unanswered);
    let lines = producer.file.as_ref().map_or(0, |file| file.again);
    let unanswered = (records > 0 && retries(producer)).then_some(Cause::StoredUnanswered { producer: id, records });
    let agent = (lines > 0).then_some(Cause::AgentSentAgain { producer: id, lines });
    unanswered.into_iter().chain(agent)
}

/// The producers of a stream that have stored records twice.
pub(super) fn repeating(sim: &Sim, stream: StreamId) -> impl Iterator<Item = Cause> {
    sim.producers().filter(move |producer| producer.stream == stream).flat_map(repeats)
}

/// Whether what was refused is sent again; an agent always does.
fn retries(producer: &Producer) -> bool {
    producer.spec.retry != Retry::Never || matches!(producer.spec.api, Api::Agent(_))
}

/// A producer whose retries let newer records pass.
fn overtakes(sim: &Sim, producer: &Producer) -> Option<Cause> {
    let has_order = !sim.sources()[usize::from(producer.source)].is_unique();
    let overtakes = producer.stats.retried > 0 && !producer.spec.keep_order && has_order;
    overtakes.then_some(Cause::RetriesOvertake { producer: producer.id, records: producer.stats.retried })
}

/// A producer whose subjects are in no shard as a whole.
fn scatters(sim: &Sim, producer: &Producer) -> Option<Cause> {
    let source = &sim.sources()[usize::from(producer.source)];
    let is_whole = source.is_unique() || source.keeps_subjects_together();
    let has_many = sim.kinesis().stream(producer.stream).is_some_and(|stream| stream.shards.len() > 1);
    (has_many && !is_whole).then_some(Cause::SubjectInManyShards { producer: producer.id })
}

/// The producers of a stream whose records lose their order before they are read.
pub(super) fn overtaking(sim: &Sim, stream: StreamId) -> impl Iterator<Item = Cause> {
    let producers = sim.producers().filter(move |producer| producer.stream == stream);
    producers.flat_map(|producer| scatters(sim, producer).into_iter().chain(overtakes(sim, producer)))
}
