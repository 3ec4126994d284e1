//! Why a consumer is behind, and what it got twice, late or never.
use super::outcome::{of_keys, out_of_order, overtaken};
use super::producing::{overtaking, repeating};
use super::{Ails, Cause, LATE_MILLIS, Lag, Outcome, lags};
use crate::base::{ActorId, Duration, Instant};
use crate::client::kcl::{Application, LeaseMoves, Results, Retrieval, Worker};
use crate::client::lambda::Mapping;
use crate::client::lambda::event::PAYLOAD_MOST;
use crate::client::{Position, Reader, Refusals};
use crate::kinesis::{Stream, StreamId};
use crate::sim::Sim;
use alloc::vec::Vec;

/// The shard that is furthest behind, where that is worth a word, and when its oldest record expires unread.
fn behind(sim: &Sim, id: ActorId, stream: StreamId) -> Option<(Lag, Vec<Cause>)> {
    let lag = lags(sim, id).into_iter().max_by_key(|lag| lag.millis).filter(|lag| lag.millis > LATE_MILLIS)?;
    let mut chain = alloc::vec![Cause::Behind(lag)];
    let stream = sim.kinesis().stream(stream)?;
    let left = stream.retention.as_micros().saturating_sub(lag.millis * 1_000);
    // Half of the retention is where an alarm belongs.
    if left * 2 < stream.retention.as_micros() {
        chain.push(Cause::ExpiresUnread { shard: lag.shard, left: Duration::from_micros(left) });
    }
    Some((lag, chain))
}

/// Records a second that are written to a shard.
fn written(stream: Option<&Stream>, lag: &Lag, sim: &Sim) -> u64 {
    stream.and_then(|stream| stream.shard(lag.shard)).map_or(0, |shard| shard.meter.rate(sim.now()).records)
}

pub(super) fn reader(sim: &Sim, reader: &Reader) -> Vec<Cause> {
    let mut chain = Vec::new();
    let stream = sim.kinesis().stream(reader.stream);
    if let Some((lag, why)) = behind(sim, reader.id, reader.stream) {
        chain.extend(why);
        let (written, handled) = (written(stream, &lag, sim), u64::from(reader.spec.records_per_second));
        if reader.shards.get(&lag.shard).is_some_and(|at| at.position == Position::WaitsForParents) {
            chain.push(Cause::WaitsForParents { shard: lag.shard });
        } else if written > handled {
            chain.push(Cause::TooSlow { shard: lag.shard, written, handled });
        }
        chain.extend(metric(sim, reader.stream, &lag));
    }
    chain.extend(refused(&reader.refusals));
    if reader.stats.missed > 0 {
        chain.push(Cause::Expired { records: reader.stats.missed });
    }
    if reader.book.order.out_of_order > 0 {
        chain.extend(out_of_order(reader.book.order.out_of_order));
        chain.extend(overtaken(sim, reader.book.overtaken));
        let has_parents = |stream: &Stream| stream.shards.iter().any(|shard| shard.parent.is_some());
        if !reader.spec.parents_first && stream.is_some_and(has_parents) {
            chain.push(Cause::ParentsIgnored);
        }
        chain.extend(overtaking(sim, reader.stream));
    }
    chain
}

/// One cause for each limit of a shard that refused calls, after all of them together.
fn refused(by_limit: &Refusals) -> impl Iterator<Item = Cause> + '_ {
    let all = by_limit.by_limit().map(|(_, calls)| calls).sum();
    let several = by_limit.by_limit().nth(1).map(|_| Cause::AllReadsRefused { calls: all });
    several.into_iter().chain(by_limit.by_limit().map(|(by, calls)| Cause::ReadsRefused { calls, by }))
}

/// What the metric of a stream says of the lag of somebody who polls it, where it says something else. The metric is the worst of
/// all who read.
fn metric(sim: &Sim, stream: StreamId, lag: &Lag) -> Option<Cause> {
    if pollers_of(sim, stream) != 1 {
        return None;
    }
    let age = last_iterator_age(sim.kinesis().stream(stream)?, sim);
    let iterator_age_millis = age.filter(|age| age.abs_diff(lag.millis) > LATE_MILLIS)?;
    Some(Cause::MetricKnowsReads { lag_millis: lag.millis, iterator_age_millis })
}

/// How many actors read a stream by GetRecords.
fn pollers_of(sim: &Sim, stream: StreamId) -> usize {
    let polls = |of: &&Application| of.stream == stream && of.spec.retrieval != Retrieval::FanOut;
    let applications = sim.applications().filter(polls).count();
    let functions = sim.mappings().filter(|of| of.stream == stream && of.spec.consumer_name.is_empty()).count();
    let receivers = sim.lanes().flat_map(|lane| &lane.receivers);
    let lanes = receivers.filter(|of| of.stream == Some(stream) && !of.consumers.is_empty()).count();
    sim.readers().filter(|of| of.stream == stream).count() + applications + functions + lanes
}

/// The stream's GetRecords.IteratorAgeMilliseconds of the last whole second in which there was a read: without one there is
/// no data point.
fn last_iterator_age(stream: &Stream, sim: &Sim) -> Option<u64> {
    let points = stream.series.points(0, stream.created_at, sim.now()).rev();
    let with_reads = points.skip(1).find(|point| point.get_records_calls > 0);
    with_reads.map(|point| point.iterator_age_millis)
}

pub(super) fn application(sim: &Sim, application: &Application) -> Vec<Cause> {
    let mut chain = Vec::new();
    if let Some((lag, why)) = behind(sim, application.id, application.stream) {
        chain.extend(why);
        let owner = application.table.leases.get(&lag.shard).map(|lease| lease.owner);
        match owner {
            Some(Some(owner)) => {
                chain.extend(application.workers.get(&owner).and_then(|worker| ails(worker, sim)));
                chain.extend(application.workers.get(&owner).and_then(|worker| busy(sim, application, worker)));
            }
            Some(None) => chain.push(Cause::NoOwner { shard: lag.shard }),
            None => {}
        }
        if application.spec.retrieval != Retrieval::FanOut {
            chain.extend(metric(sim, application.stream, &lag));
        }
    }
    chain.extend(refused(&application.refusals));
    let tally = &application.results.tally;
    if tally.duplicates > 0 {
        chain.push(Cause::Duplicates { records: tally.duplicates });
        if application.moves != LeaseMoves::default() {
            let (moves, graceful) = (application.moves, application.spec.graceful);
            let checkpoint_every = Duration::from_millis(application.spec.checkpoint_millis.into());
            chain.push(Outcome::LeasesMoved { moves, graceful, checkpoint_every }.into());
        }
    }
    chain.extend(of_results(sim, application.stream, &application.results, 0));
    chain
}

/// What of the records of a stream was stored twice, out of order, or passed over but for those that the chain has named
/// already, and what that did to the results.
fn of_results(sim: &Sim, stream: StreamId, results: &Results, named: u64) -> Vec<Cause> {
    let mut chain = Vec::new();
    let tally = &results.tally;
    if tally.duplicates > 0 {
        chain.extend(repeating(sim, stream));
    }
    if tally.reordered > 0 {
        chain.extend(out_of_order(tally.reordered));
        chain.extend(overtaken(sim, results.overtaken));
        chain.extend(overtaking(sim, stream));
    }
    if tally.lost > named {
        chain.push(Cause::PassedOver { records: tally.lost - named });
    }
    chain.extend(of_keys(results));
    chain
}

/// What keeps a worker from its work, and for how much longer.
fn ails(worker: &Worker, sim: &Sim) -> Option<Cause> {
    let left = |until: Instant| (until > sim.now()).then(|| until.since(sim.now()));
    let (is, left) = if !worker.running {
        (Ails::Down, None)
    } else if let Some(left) = left(worker.stalled_until) {
        (Ails::Stalled, Some(left))
    } else if let Some(left) = left(worker.cut_until) {
        (Ails::Cut, Some(left))
    } else {
        (Ails::Slow(worker.slow.0), Some(left(worker.slow.1).filter(|_| worker.slow.0 < 100)?))
    };
    Some(Cause::Worker { worker: worker.id, is, left })
}

/// Whether more is written to a worker's shards than it has time for.
fn busy(sim: &Sim, application: &Application, worker: &Worker) -> Option<Cause> {
    let stream = sim.kinesis().stream(application.stream)?;
    let shards = worker.processors.keys().filter_map(|shard| stream.shard(*shard));
    let records: u64 = shards.map(|shard| shard.meter.rate(sim.now()).records).sum();
    let micros = records * u64::from(application.spec.work_micros) * 100 / u64::from(worker.speed.max(1));
    let per_cent = micros / 10_000;
    (per_cent > 100).then_some(Cause::Busy { worker: worker.id, per_cent })
}

pub(super) fn function(sim: &Sim, mapping: &Mapping) -> Vec<Cause> {
    let mut chain = Vec::new();
    let fails = mapping.failing().max_by_key(|(_, attempts)| *attempts);
    let fails = fails.map(|(shard, attempts)| Cause::Fails { shard, attempts });
    if let Some((lag, why)) = behind(sim, mapping.id, mapping.stream) {
        chain.extend(why);
        if fails.is_none() {
            let stream = sim.kinesis().stream(mapping.stream);
            let (written, handled) = (written(stream, &lag, sim), handled(mapping));
            if written > handled {
                chain.push(Cause::TooSlow { shard: lag.shard, written, handled });
            }
        }
        chain.extend(fails);
        if mapping.spec.consumer_name.is_empty() {
            chain.extend(metric(sim, mapping.stream, &lag));
        }
    } else {
        chain.extend(fails);
    }
    if mapping.stats.errors > 0 {
        let (errors, invocations) = (mapping.stats.errors, mapping.stats.invocations);
        chain.push(Outcome::Errors { errors, invocations }.into());
    }
    if mapping.results.tally.duplicates > 0 {
        chain.push(Cause::Duplicates { records: mapping.results.tally.duplicates });
        if mapping.stats.errors > 0 {
            chain.push(Outcome::BatchesRetried { reports: mapping.spec.report_failures }.into());
        }
    }
    chain.extend(refused(&mapping.refusals));
    if mapping.stats.throttles > 0 {
        chain.push(Cause::Concurrency { throttles: mapping.stats.throttles, most: mapping.spec.concurrency });
    }
    let (for_age, for_size) = (mapping.discarded_for_age, mapping.discarded_for_size);
    let for_retries = mapping.stats.discarded - for_age - for_size;
    if for_retries > 0 {
        let retries = mapping.spec.maximum_retry_attempts.unwrap_or_default();
        chain.push(Cause::RetriesExhausted { records: for_retries, retries });
    }
    if for_size > 0 {
        chain.push(Cause::TooLargeForEvent { records: for_size, most: PAYLOAD_MOST });
    }
    if for_age > 0 {
        chain.push(Cause::RecordAgeExceeded { records: for_age });
    }
    chain.extend(of_results(sim, mapping.stream, &mapping.results, mapping.discarded_unprocessed));
    chain
}

/// Records a second of one shard that full batches, so many at once, come to.
fn handled(mapping: &Mapping) -> u64 {
    let spec = &mapping.spec;
    let batch = u64::from(spec.batch_size);
    let micros = u64::from(spec.invocation_millis) * 1_000 + batch * u64::from(spec.work_micros);
    batch * u64::from(spec.parallelization_factor) * 1_000_000 / micros.max(1)
}
