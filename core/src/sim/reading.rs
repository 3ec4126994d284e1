//! The way from a reader to the service: polling each shard, parents before children.
use super::{Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant, below, mix};
use crate::client::ActorId;
use crate::client::{Position, UnderWay};
use crate::kinesis::Kinesis;
use crate::kinesis::{Error, GetRecordsOutput, IteratorType, ShardId, ShardIterator};
use alloc::boxed::Box;
use alloc::sync::Arc;

/// How soon an application looks again for a stream that is not ACTIVE yet.
const LOOK_AGAIN: Duration = Duration::SECOND;

impl Sim {
    pub(super) fn start_reader(&mut self, id: ActorId) {
        let Some(reader) = self.actors.reader_mut(id).filter(|reader| !reader.started) else { return };
        // Once the stream has been deleted there is nothing to wait for.
        let Some(stream) = self.services.kinesis.stream(reader.stream) else { return };
        if !stream.is_serving() {
            self.schedule(self.now + LOOK_AGAIN, id.0, Timer::StartReader(id));
            return;
        }
        debug_assert!(reader.shards.is_empty(), "a reader begins once");
        let ready = reader.start(stream, self.now);
        let (interval, polls) = (u64::from(reader.spec.polling_millis) * 1_000, reader.polls);
        for shard in ready {
            // Spread over the interval: real workers do not poll in step either.
            let phase = below(mix(self.config.seed ^ u64::from(id.0), u64::from(shard.0)), interval);
            self.schedule(self.now + Duration::from_micros(phase), id.0, Timer::Poll(id, shard, polls));
        }
    }

    #[inline(never)]
    pub(super) fn poll(&mut self, id: ActorId, shard: ShardId, polls: u32, trace: &mut dyn Sink) {
        let now = self.now;
        if self.actors.reader(id).is_none_or(|reader| reader.polls != polls) {
            return;
        }
        let process = self.actors.reader_mut(id).and_then(|reader| reader.shards.get_mut(&shard));
        if let Some(answer) = process.and_then(|process| process.under_way.take()) {
            return self.take(id, shard, &answer.got, answer.again, trace);
        }
        let Some(iterator) = self.iterator_of(id, shard) else { return };
        let got = iterator.and_then(|iterator| {
            self.call(id, trace, |kinesis: &mut Kinesis, _, out| kinesis.get_records(now, iterator, None, out))
        });
        let Some(reader) = self.actors.reader(id) else { return };
        let every = Duration::from_millis(reader.spec.polling_millis.into());
        let again = now + self.jittered(id, shard, every);
        let Some(reader) = self.actors.reader_mut(id) else { return };
        match got {
            Ok(got) if reader.spec.latency_millis == 0 => self.take(id, shard, &got, again, trace),
            Ok(got) => {
                let comes_at = now + Duration::from_millis(reader.spec.latency_millis.into());
                let Some(process) = reader.shards.get_mut(&shard) else { return };
                debug_assert!(process.under_way.is_none(), "it has one call at a time");
                process.under_way = Some(Box::new(UnderWay { got, comes_at, again: again.max(comes_at) }));
                self.schedule(comes_at, id.0, Timer::Poll(id, shard, polls));
            }
            Err(error) => {
                let Some(process) = reader.shards.get_mut(&shard) else { return };
                reader.refusals.count(&error);
                match error {
                    Error::ExpiredIterator { .. } => process.iterator = None,
                    // The stream is gone, or the shard has expired with all its records.
                    Error::ResourceNotFound(_) => return self.shard_gone(id, shard),
                    Error::ProvisionedThroughputExceeded { .. }
                    | Error::ExpiredNextToken
                    | Error::InvalidArgument(_)
                    | Error::LimitExceeded(_)
                    | Error::ResourceInUse { .. }
                    | Error::ConsumerInUse(_)
                    | Error::Validation { .. }
                    | Error::OnDemand
                    | Error::Missing(_)
                    | Error::Unsupported(_)
                    | Error::InternalFailure => reader.stats.refused += 1,
                }
                self.schedule(again, id.0, Timer::Poll(id, shard, polls));
            }
        }
    }

    /// The time to the next poll of a shard: the interval, up to a tenth shorter or longer, drawn anew each time. In step, the
    /// same one of six pollers would be refused each time.
    pub(super) fn jittered(&self, id: ActorId, shard: ShardId, every: Duration) -> Duration {
        let random = mix(self.config.seed ^ u64::from(id.0) << 32 ^ u64::from(shard.0), self.now.as_micros());
        let tenth = every.as_micros() / 10;
        Duration::from_micros(every.as_micros() - tenth + below(random, 2 * tenth + 1))
    }

    /// The iterator to go on with, asked for anew where there is none. `None` if there is nothing to read.
    fn iterator_of(&mut self, id: ActorId, shard: ShardId) -> Option<Result<ShardIterator, Error>> {
        let reader = self.actors.reader(id)?;
        let process = reader.shards.get(&shard)?;
        let Position::At(position) = process.position else { return None };
        if let Some(iterator) = process.iterator {
            return Some(Ok(iterator));
        }
        let stream = self.services.kinesis.stream(reader.stream)?;
        // TRIM_HORIZON counts as one call like any type; the place is the application's own.
        let name = stream.name.clone();
        let asked = Arc::make_mut(&mut self.services.kinesis).get_shard_iterator(
            self.now,
            &name,
            shard,
            IteratorType::TrimHorizon,
        );
        Some(asked.map(|iterator| ShardIterator { position, ..iterator }))
    }

    fn take(&mut self, id: ActorId, shard: ShardId, got: &GetRecordsOutput, again: Instant, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(reader) = self.actors.reader_mut(id) else { return };
        let Some(stream) = self.services.kinesis.stream(reader.stream) else { return };
        let Some(state) = stream.shard(shard) else { return };
        let (before, missed) = (reader.book.order, reader.stats.missed);
        let busy_until = reader.process(now, state, got, &self.sources);
        let order = reader.book.order;
        if got.to > got.from || reader.stats.missed > missed {
            let event = Event::Read {
                reader: id,
                shard,
                records: (got.to - got.from) as u32,
                out_of_order: (order.out_of_order - before.out_of_order) as u32,
                read_twice: (order.read_twice - before.read_twice) as u32,
                missed: reader.stats.missed - missed,
            };
            trace.record(now, event);
        }
        if got.next_shard_iterator.is_some() {
            let polls = reader.polls;
            self.schedule(again.max(busy_until), id.0, Timer::Poll(id, shard, polls));
            return;
        }
        trace.record(now, Event::Ended { reader: id, shard });
        let (ready, polls) = (reader.ended(stream, shard, &got.child_shards, now), reader.polls);
        for child in ready {
            self.schedule(busy_until.max(now), id.0, Timer::Poll(id, child, polls));
        }
    }

    fn shard_gone(&mut self, id: ActorId, shard: ShardId) {
        let now = self.now;
        let Some(reader) = self.actors.reader_mut(id) else { return };
        let Some(stream) = self.services.kinesis.stream(reader.stream) else { return };
        let (ready, polls) = (reader.expired(stream, shard, now), reader.polls);
        for child in ready {
            self.schedule(now, id.0, Timer::Poll(id, child, polls));
        }
    }
}
