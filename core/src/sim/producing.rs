//! The way from a producer to the service and back.
use super::{Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::{Api, Batch, Bundle, Pending, Source};
use crate::kinesis::Kinesis;
use crate::kinesis::{Entry, Payload, Put, PutCall, StreamId};
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Room for the records of a call and their results, so that no call has to ask for memory. It is no part of the run:
/// any two are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Scratch {
    entries: Vec<Entry<'static>>,
    puts: Vec<Put>,
}

impl PartialEq for Scratch {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}
impl Eq for Scratch {}

/// A call under way: to the service, or its answer back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Call {
    pub producer: ActorId,
    pub stream: StreamId,
    pub batch: Batch,
    /// Its keys are reserved until its answer is back; as the producer was set when it was sent.
    pub ordered: bool,
    pub kind: PutCall,
    /// What the KPL packed its records into; none for other calls.
    pub bundles: Vec<Bundle>,
    /// Of the agent that sent it.
    pub life: u32,
    pub sent_at: Instant,
    pub arrives_at: Instant,
    /// Once it has arrived: which places of the batch were refused, and when the answer is back.
    pub answer: Option<Answer>,
}

/// Refused records that wait to be sent again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Retrying {
    pub producer: ActorId,
    pub records: Vec<Pending>,
    pub ordered: bool,
    /// Of the agent that was refused.
    pub life: u32,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub refused: Vec<u32>,
    pub arrives_at: Instant,
    /// It got lost: this is when the producer stops waiting for it.
    pub is_lost: bool,
}

/// How long a producer waits for an answer, from the call's arrival on. KPL `RequestTimeout`, which counts from sending.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(6);

impl Sim {
    pub(super) fn produce(&mut self, id: ActorId, tick: u32, trace: &mut dyn Sink) {
        self.renew_source(id);
        let Some(producer) = self.actors.producer_mut(id).filter(|producer| producer.tick == tick) else { return };
        let woken = producer.wake(self.now, &self.sources);
        if let Some(next) = woken.next {
            self.schedule(next, id.0, Timer::Produce(id, tick));
        }
        for batch in woken.batches {
            self.send(id, batch, woken.ordered, trace);
        }
    }

    /// Gives a producer a new source before its records' numbers outgrow 32 bits.
    fn renew_source(&mut self, id: ActorId) {
        const LAST: u64 = u32::MAX as u64 - 2_000_000;
        let Some(producer) = self.actors.producer(id) else { return };
        if producer.next_index - producer.source_base < LAST {
            return;
        }
        let (spec, base) = (producer.spec.clone(), producer.next_index);
        // A file has far fewer rows; and a run with 65,534 sources stops this producer rather than number wrongly.
        let source = self.new_source(&spec, id, base).ok();
        let Some(producer) = self.actors.producer_mut(id) else { return };
        match source {
            Some(number) => producer.set_source(number, &self.sources[number as usize]),
            None => producer.tick += 1,
        }
    }

    fn send(&mut self, id: ActorId, batch: Batch, ordered: bool, trace: &mut dyn Sink) {
        let Some(producer) = self.actors.producer(id) else { return };
        if batch.is_empty() {
            return;
        }
        match producer.spec.api {
            Api::Kpl(_) => self.send_packed(id, &batch, ordered, trace),
            Api::PutRecord | Api::PutRecords { .. } | Api::Agent(_) => self.launch(id, batch, ordered, Vec::new()),
        }
    }

    /// A call leaves.
    pub(super) fn launch(&mut self, id: ActorId, batch: Batch, ordered: bool, bundles: Vec<Bundle>) {
        let Some(producer) = self.actors.producer_mut(id) else { return };
        let record = batch.get(0);
        let source = &self.sources[record.source as usize];
        let hash_key = source.hash_key(source.key_of(record.index)).0;
        let arrives_at = producer.arrival(self.now, hash_key);
        self.pending += batch.len() as u64;
        self.bundled += bundled(&bundles);
        let call = Call {
            producer: id,
            stream: producer.stream,
            kind: if producer.spec.api == Api::PutRecord { PutCall::PutRecord } else { PutCall::PutRecords },
            bundles,
            life: producer.life,
            batch,
            ordered,
            sent_at: self.now,
            arrives_at,
            answer: None,
        };
        let number = self.next_call;
        self.next_call += 1;
        self.calls.insert(number, Box::new(call));
        self.schedule(arrives_at, id.0, Timer::Arrive(number));
    }

    pub(super) fn call_arrives(&mut self, number: u64, trace: &mut dyn Sink) {
        let Some(mut call) = self.calls.remove(&number) else { return };
        self.pending -= call.batch.len() as u64;
        let records = call.batch.len() as u32;
        self.bundled -= bundled(&call.bundles);
        let (id, now) = (call.producer, self.now);
        trace.record(now, Event::Sent { producer: id, call: number, records });
        if !call.bundles.is_empty() {
            let refused = self.put_packed(&call, trace);
            call.bundles = Vec::new();
            return self.call_was_put(number, call, refused);
        }
        let mut scratch = core::mem::take(&mut self.scratch);
        entries(&call, &self.sources, &mut scratch.entries);
        self.call(id, trace, |kinesis: &mut Kinesis, _, out| {
            kinesis.put(now, call.stream, call.kind, &scratch.entries, &mut scratch.puts, out);
        });
        let refused: Vec<u32> = places(&scratch.puts).collect();
        self.scratch = scratch;
        self.call_was_put(number, call, refused);
    }

    /// What a call came to is on its way back, if anybody waits for it.
    fn call_was_put(&mut self, number: u64, mut call: Box<Call>, refused: Vec<u32>) {
        let (id, now, records) = (call.producer, self.now, call.batch.len() as u32);
        // A producer that was removed meanwhile wants no answer.
        let Some(producer) = self.actors.producer_mut(id) else { return };
        producer.stats.accepted += u64::from(records) - refused.len() as u64;
        producer.stats.refused += refused.len() as u64;
        let is_lost = now < producer.answers_lost_until;
        if refused.is_empty() && !call.ordered && !is_lost && !producer.wants_answers() {
            return;
        }
        // Whoever gets no answer takes every record for refused.
        let (refused, arrives_at) = match is_lost {
            true => ((0..records).collect(), now + REQUEST_TIMEOUT),
            false => (refused, now + producer.answer_latency()),
        };
        self.pending += u64::from(records);
        call.answer = Some(Answer { refused, arrives_at, is_lost });
        self.calls.insert(number, call);
        self.schedule(arrives_at, id.0, Timer::Answer(number));
    }

    pub(super) fn answer_arrives(&mut self, number: u64, trace: &mut dyn Sink) {
        let Some(call) = self.calls.remove(&number).map(|call| *call) else { return };
        self.pending -= call.batch.len() as u64;
        let Some(answer) = call.answer else { return };
        let (id, now) = (call.producer, self.now);
        // An agent that was started anew does not know this call.
        let Some(producer) = self.actors.producer_mut(id).filter(|producer| producer.life == call.life) else { return };
        let (mut again, mut free) = (Vec::new(), Vec::new());
        let mut refused = answer.refused.iter().copied().peekable();
        let mut lost = 0;
        for (place, record) in call.batch.iter().enumerate() {
            let mut record: Pending = record;
            let was_refused = refused.next_if_eq(&(place as u32)).is_some();
            record.refusals = record.refusals.saturating_add(u8::from(was_refused));
            if was_refused && producer.retries(&record, now) {
                again.push(record);
                continue;
            }
            lost += u32::from(was_refused);
            if producer.wants_answers() {
                producer.acknowledged(self.sources[record.source as usize].base + u64::from(record.index));
            }
            if call.ordered {
                let source = &self.sources[record.source as usize];
                free.extend(producer.release(source.key_of(record.index), now));
            }
        }
        let records = answer.refused.len() as u32;
        if answer.is_lost {
            trace.record(now, Event::TimedOut { producer: id, call: number, records, lost });
        } else if records > 0 {
            trace.record(now, Event::Refused { producer: id, call: number, records, lost });
        }
        let delay = producer.retry_delay(again.iter().map(|record| record.refusals).max().unwrap_or(0));
        let next = producer.chunks(Batch::Mixed(free));
        let read_on = self.actors.producer_mut(id).map(|producer| producer.read_on(now, &self.sources));
        for batch in read_on.unwrap_or_default() {
            self.send(id, batch, false, trace);
        }
        for batch in next {
            self.send(id, batch, true, trace);
        }
        if !again.is_empty() {
            let retry = self.next_call;
            self.next_call += 1;
            self.pending += again.len() as u64;
            self.retries
                .insert(retry, Retrying { producer: id, records: again, ordered: call.ordered, life: call.life });
            self.schedule(now + delay, id.0, Timer::Retry(retry));
        }
    }

    pub(super) fn retry(&mut self, number: u64, trace: &mut dyn Sink) {
        let Some(Retrying { producer: id, records, ordered, life }) = self.retries.remove(&number) else { return };
        self.pending -= records.len() as u64;
        let Some(producer) = self.actors.producer(id).filter(|producer| producer.life == life) else { return };
        for batch in producer.chunks(Batch::Mixed(records)) {
            self.send(id, batch, ordered, trace);
        }
    }
}

/// Bytes that packed records under way take.
fn bundled(bundles: &[Bundle]) -> u64 {
    bundles
        .iter()
        .map(|bundle| Bundle::BYTES + bundle.data.len() as u64 + bundle.records.len() as u64 * Pending::BYTES)
        .sum()
}

/// The records of a call, in its order. All are hashed before the first is put: a loop that does nothing but hash
/// keeps the processor's pipeline full.
fn entries(call: &Call, sources: &[Arc<Source>], entries: &mut Vec<Entry<'static>>) {
    entries.clear();
    match &call.batch {
        // The common case: one source, so that nothing has to be looked up per record.
        Batch::Fresh { source: number, first, count, .. } => {
            let source = &sources[*number as usize];
            source.routes(*first, *count, |index, key, hash_key| {
                let payload = Payload::Made { source: *number, index };
                entries.push(Entry { hash_key, bytes: source.bytes(index, key), payload });
            });
        }
        Batch::Mixed(records) => {
            entries.extend(records.iter().map(|r| entry(&sources[r.source as usize], r.source, r.index)));
        }
    }
}

#[inline]
fn entry(source: &Source, number: u16, index: u32) -> Entry<'static> {
    let key = source.key_of(index);
    Entry {
        hash_key: source.route(index, key),
        bytes: source.bytes(index, key),
        payload: Payload::Made { source: number, index },
    }
}

/// Places of a call that were not accepted.
fn places(puts: &[Put]) -> impl Iterator<Item = u32> {
    let refused = puts.iter().enumerate().filter(|(_, put)| !matches!(put, Put::Accepted { .. }));
    refused.map(|(place, _)| place as u32)
}
