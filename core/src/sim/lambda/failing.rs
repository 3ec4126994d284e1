//! What a failure leads to: a batch is cut in two, given again, or given up.
use super::super::kcl::record_at;
use super::{Event, Sim, Sink, Task};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::lambda::{self, Discarded, Invocation, RETRY_AFTER, Why};
use crate::kinesis::{ShardId, Stream};

/// Entries of a destination that are kept.
const DESTINATION_MOST: usize = 1_000;

impl Sim {
    /// What becomes of a batch that failed at its record `failed`: cut in two, given again, or given up.
    pub(super) fn after_failure(
        &mut self,
        id: ActorId,
        shard: ShardId,
        lane: u32,
        mut batch: Invocation,
        failed: usize,
        (report, bisect): (bool, bool),
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        batch.ends_at = None;
        debug_assert!(failed < batch.ordinals.len(), "a record of the batch failed");
        let whole = batch.ordinals.len();
        // With a report, what came before the failure is done.
        let rest = if report { batch.ordinals.split_off(failed) } else { core::mem::take(&mut batch.ordinals) };
        let Some(state) =
            self.actors.function_mut(id).and_then(|m| m.shards.get_mut(&shard)).map(|p| &mut p.lanes[lane as usize])
        else {
            return;
        };
        if bisect && whole > 1 {
            // At the record that the function names; where that is the first, it alone.
            let cut = match report {
                true if failed > 0 => rest.len(),
                true => 1,
                false => rest.len().div_ceil(2),
            };
            // Cutting costs no attempt.
            let part = |ordinals: &[u64]| Invocation {
                ordinals: ordinals.to_vec(),
                attempts: batch.attempts,
                ends_at: None,
                is_too_large: false,
            };
            let (first, second) = rest.split_at(cut);
            for ordinals in [second, first].into_iter().filter(|ordinals| !ordinals.is_empty()) {
                debug_assert!(ordinals.is_sorted(), "in the order of the shard");
                state.parts.push_front(part(ordinals));
            }
            trace.record(now, Event::Mapping(id, lambda::Event::Bisected { shard, records: whole as u32 }));
            return self.invoke_next(id, shard, lane, trace);
        }
        let again = Invocation { attempts: batch.attempts + 1, ordinals: rest, ends_at: None, is_too_large: false };
        if let Some(why) = self.gives_up(id, shard, &again) {
            return self.discard(id, shard, lane, again, why, trace);
        }
        if let Some(mapping) = self.actors.function_mut(id)
            && let Some(poller) = mapping.shards.get_mut(&shard)
        {
            poller.lanes[lane as usize].batch = Some(again);
        }
        self.wake_lane(id, shard, lane, now + RETRY_AFTER, Task::Next);
    }

    fn gives_up(&self, id: ActorId, shard: ShardId, batch: &Invocation) -> Option<Why> {
        let mapping = self.actors.function(id)?;
        if mapping.spec.maximum_retry_attempts.is_some_and(|most| batch.attempts > most) {
            return Some(Why::Retries);
        }
        let stream = self.services.kinesis.stream(mapping.stream)?;
        let arrival = stream.shard(shard)?.log.arrival(*batch.ordinals.first()?);
        let age = |arrival: Instant| self.now.since(arrival);
        let most = mapping.spec.maximum_record_age_seconds.map(|age| Duration::from_secs(u64::from(age)));
        // What has expired in the stream is gone too.
        let expired = arrival.is_none_or(|arrival| arrival < stream.horizon(self.now));
        (expired || arrival.zip(most).is_some_and(|(arrival, most)| age(arrival) > most)).then_some(Why::Age)
    }

    pub(super) fn discard(
        &mut self,
        id: ActorId,
        shard: ShardId,
        lane: u32,
        batch: Invocation,
        why: Why,
        trace: &mut dyn Sink,
    ) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let log = self.services.kinesis.stream(mapping.stream).and_then(|stream: &Stream| stream.shard(shard));
        let lost = mapping.results.tally.lost;
        for ordinal in &batch.ordinals {
            match log.and_then(|log| record_at(log, *ordinal, &self.sources)) {
                Some(record) => mapping.results.skip(record),
                None => mapping.results.miss(1),
            }
        }
        let (first, last, records) =
            (batch.ordinals[0], *batch.ordinals.last().unwrap_or(&0), batch.ordinals.len() as u32);
        mapping.stats.discarded += u64::from(records);
        mapping.discarded_unprocessed += mapping.results.tally.lost - lost;
        match why {
            Why::Age => mapping.discarded_for_age += u64::from(records),
            Why::Size => mapping.discarded_for_size += u64::from(records),
            Why::Retries => {}
        }
        if mapping.spec.destination {
            if mapping.destination.len() == DESTINATION_MOST {
                mapping.destination.pop_front();
            }
            debug_assert!(mapping.destination.len() < DESTINATION_MOST, "so many are kept");
            mapping.destination.push_back(Discarded { shard, first, last, records, at: now, why });
        }
        trace.record(now, Event::Mapping(id, lambda::Event::Discarded { shard, first, records, why }));
        self.invoke_next(id, shard, lane, trace);
        self.end_shard(id, shard, trace);
    }
}
