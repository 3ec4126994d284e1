//! The way from a producer to the service and back.
use super::{Event, Sim, Sink, Timer};
use crate::base::{Duration, Instant};
use crate::client::ActorId;
use crate::client::{Api, Batch, Bundle, Pending, Producer, Records, Source};
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

/// What counts of a call when it has been made.
struct Sent {
    producer: ActorId,
    records: u32,
    ordered: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub refused: Refused,
    pub arrives_at: Instant,
    /// It got lost: this is when the producer stops waiting for it.
    pub is_lost: bool,
}

impl Call {
    /// A call that has not left yet.
    pub fn of(producer: &Producer, batch: Batch, ordered: bool) -> Self {
        Self {
            producer: producer.id,
            stream: producer.stream,
            batch,
            ordered,
            kind: kind_of(producer),
            bundles: Vec::new(),
            life: producer.life,
            sent_at: Instant::default(),
            arrives_at: Instant::default(),
            answer: None,
        }
    }
}

fn kind_of(producer: &Producer) -> PutCall {
    if producer.spec.api == Api::PutRecord { PutCall::PutRecord } else { PutCall::PutRecords }
}

/// Which places of a call were refused. Most calls that are have one record: that costs no list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refused {
    None,
    All,
    /// In order; some, and not all.
    Some(Vec<u32>),
}

impl Refused {
    /// Places in order, of a call of so many records.
    pub fn of(places: Vec<u32>, records: u32) -> Self {
        match places.len() {
            0 => Self::None,
            count if count == records as usize => Self::All,
            _ => Self::Some(places),
        }
    }

    fn of_puts(puts: &[Put]) -> Self {
        let is_refused = |put: &Put| !matches!(put, Put::Accepted { .. });
        match puts.iter().filter(|put| is_refused(put)).count() {
            0 => Self::None,
            count if count == puts.len() => Self::All,
            _ => Self::Some((0..).zip(puts).filter(|(_, put)| is_refused(put)).map(|(place, _)| place).collect()),
        }
    }

    /// How many, of so many.
    pub const fn count(&self, records: usize) -> usize {
        match self {
            Self::None => 0,
            Self::All => records,
            Self::Some(places) => places.len(),
        }
    }

    /// The places, in order, of a call of so many records.
    pub fn places(&self, records: usize) -> impl Iterator<Item = usize> {
        let all = if let Self::All = self { 0..records } else { 0..0 };
        let some = if let Self::Some(places) = self { &places[..] } else { &[] };
        all.chain(some.iter().map(|&place| place as usize))
    }
}

/// How long a producer waits for an answer, from the call's arrival on. KPL `RequestTimeout`, which counts from sending.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(6);

impl Sim {
    #[inline(never)]
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
            Some(number) => producer.set_source(number, &self.sources[number as usize], false, self.now),
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
        let Some(producer) = self.actors.producer(id) else { return };
        let mut call = Call::of(producer, batch, ordered);
        call.bundles = bundles;
        self.leave_now(Box::new(call));
    }

    /// A call leaves, as its producer is set now.
    fn leave_now(&mut self, mut call: Box<Call>) {
        let Some(producer) = self.actors.producer_mut(call.producer) else { return };
        let record = call.batch.get(0);
        let source = &self.sources[record.source as usize];
        let hash_key = source.hash_key(source.key_of(record.index)).0;
        let arrives_at = producer.arrival(self.now, hash_key);
        (call.stream, call.kind, call.life) = (producer.stream, kind_of(producer), producer.life);
        (call.sent_at, call.arrives_at) = (self.now, arrives_at);
        self.pending += call.batch.len() as u64;
        self.bundled += bundled(&call.bundles);
        let (number, id) = (self.next_call, call.producer);
        self.next_call += 1;
        debug_assert!(arrives_at >= call.sent_at && !call.batch.is_empty(), "a call has records, and takes time");
        self.calls.insert(number, call);
        self.schedule(arrives_at, id.0, Timer::Arrive(number));
    }

    #[inline(never)]
    pub(super) fn call_arrives(&mut self, number: u64, trace: &mut dyn Sink) {
        let Some(call) = self.calls.get_mut(number) else { return };
        let sent = Sent { producer: call.producer, records: call.batch.len() as u32, ordered: call.ordered };
        self.pending -= u64::from(sent.records);
        let now = self.now;
        trace.record(now, Event::Sent { producer: sent.producer, call: number, records: sent.records });
        let (stream, kind, bundles) = (call.stream, call.kind, core::mem::take(&mut call.bundles));
        if !bundles.is_empty() {
            self.bundled -= bundled(&bundles);
            let refused = self.put_packed(sent.producer, stream, &bundles, trace);
            return self.call_was_put(number, &sent, refused);
        }
        let mut scratch = core::mem::take(&mut self.scratch);
        entries(call, &self.sources, &mut scratch.entries);
        self.call(sent.producer, trace, |kinesis: &mut Kinesis, _, out| {
            kinesis.put(now, stream, kind, &scratch.entries, &mut scratch.puts, out);
        });
        let refused = Refused::of_puts(&scratch.puts);
        self.scratch = scratch;
        self.call_was_put(number, &sent, refused);
    }

    /// What a call came to is on its way back, if anybody waits for it: of most calls nobody does, and they are done.
    fn call_was_put(&mut self, number: u64, sent: &Sent, refused: Refused) {
        let answer = self.answer_to(sent, refused);
        let Some(answer) = answer else {
            self.calls.remove(number);
            return;
        };
        self.pending += u64::from(sent.records);
        self.schedule(answer.arrives_at, sent.producer.0, Timer::Answer(number));
        if let Some(call) = self.calls.get_mut(number) {
            debug_assert!(call.answer.is_none(), "a call is answered once");
            call.answer = Some(answer);
        }
    }

    fn answer_to(&mut self, sent: &Sent, refused: Refused) -> Option<Answer> {
        let (now, records) = (self.now, sent.records);
        // A producer that was removed meanwhile wants no answer.
        let producer = self.actors.producer_mut(sent.producer)?;
        let count = refused.count(records as usize) as u64;
        debug_assert!(count <= u64::from(records), "sent = accepted + refused");
        producer.stats.accepted += u64::from(records) - count;
        producer.stats.refused += count;
        if now < producer.answers_lost_until {
            // Without an answer a producer takes every record for refused.
            producer.unanswered += u64::from(records) - count;
            return Some(Answer { refused: Refused::All, arrives_at: now + REQUEST_TIMEOUT, is_lost: true });
        }
        let is_awaited = count > 0 || sent.ordered || producer.wants_answers();
        is_awaited.then(|| Answer { refused, arrives_at: now + producer.answer_latency(), is_lost: false })
    }

    #[inline(never)]
    pub(super) fn answer_arrives(&mut self, number: u64, trace: &mut dyn Sink) {
        let Some(mut call) = self.calls.remove(number) else { return };
        self.pending -= call.batch.len() as u64;
        let Some(answer) = call.answer.take() else { return };
        let (id, now) = (call.producer, self.now);
        // An agent that was started anew does not know this call.
        let Some(producer) = self.actors.producer_mut(id).filter(|producer| producer.life == call.life) else { return };
        let records = answer.refused.count(call.batch.len()) as u32;
        let (mut free, mut lost) = (Vec::new(), 0);
        let (batch, ordered) = (core::mem::replace(&mut call.batch, Batch::Mixed(Records::new())), call.ordered);
        let again = kept(batch, &answer.refused, |record, was_refused| {
            record.refusals = record.refusals.saturating_add(u8::from(was_refused));
            if was_refused && producer.retries(record, now) {
                return true;
            }
            lost += u32::from(was_refused);
            let source = &self.sources[record.source as usize];
            if producer.wants_answers() {
                producer.acknowledged(source.base + u64::from(record.index));
            }
            if ordered {
                free.extend(producer.release(source.subject_of(record.index), now));
            }
            false
        });
        if answer.is_lost {
            trace.record(now, Event::TimedOut { producer: id, call: number, records, lost });
        } else if records > 0 {
            trace.record(now, Event::Refused { producer: id, call: number, records, lost });
        }
        let delay = producer.retry_delay(again.iter().map(|record| record.refusals).max().unwrap_or(0));
        let next = producer.chunks(Batch::Mixed(free.into()));
        let read_on = self.actors.producer_mut(id).map(|producer| producer.read_on(now, &self.sources));
        for batch in read_on.unwrap_or_default() {
            self.send(id, batch, false, trace);
        }
        for batch in next {
            self.send(id, batch, true, trace);
        }
        if !again.is_empty() {
            call.batch = Batch::Mixed(again);
            self.retry_at(now + delay, call);
        }
    }

    /// Has the records of a call sent again. A single one, as most are, lies in its timer: a producer that is refused for long
    /// has ten thousands of them, and so has every checkpoint.
    pub(super) fn retry_at(&mut self, at: Instant, call: Box<Call>) {
        // It takes a number like a call: those of the calls after it stand in traces.
        self.next_call += 1;
        let (producer, ordered, life) = (call.producer, call.ordered, call.life);
        let timer = match &call.batch {
            Batch::Mixed(records) if records.len() == 1 => Timer::RetryOne(producer, life, ordered, records[0]),
            Batch::Mixed(_) | Batch::Fresh { .. } => {
                self.retrying += 1;
                self.pending += call.batch.len() as u64;
                Timer::Retry(call)
            }
        };
        self.schedule(at, producer.0, timer);
    }

    /// A single record is sent again.
    pub(super) fn retry_one(&mut self, id: ActorId, life: u32, ordered: bool, record: Pending, trace: &mut dyn Sink) {
        let Some(producer) = self.actors.producer(id).filter(|producer| producer.life == life) else { return };
        let batch = Batch::Mixed(Records::from_elem(record, 1));
        if matches!(producer.spec.api, Api::Kpl(_)) {
            return self.send(id, batch, ordered, trace);
        }
        debug_assert!(producer.batch_most() > 0, "a call takes one");
        let call = Call::of(producer, batch, ordered);
        self.leave_now(Box::new(call));
    }

    #[inline(never)]
    pub(super) fn retry(&mut self, call: Box<Call>, trace: &mut dyn Sink) {
        let records = call.batch.len();
        debug_assert!(self.retrying > 0 && self.pending >= records as u64, "what is sent again was counted");
        self.retrying -= 1;
        self.pending -= records as u64;
        let producer = self.actors.producer(call.producer).filter(|producer| producer.life == call.life);
        let Some(producer) = producer else { return };
        let is_packed = matches!(producer.spec.api, Api::Kpl(_));
        if !is_packed && (1..=producer.batch_most() as usize).contains(&records) {
            return self.leave_now(call);
        }
        for batch in producer.chunks(call.batch) {
            self.send(call.producer, batch, call.ordered, trace);
        }
    }
}

/// The records of a call that `again` wants, in their order; it is told of each whether it was refused.
fn kept(batch: Batch, refused: &Refused, mut again: impl FnMut(&mut Pending, bool) -> bool) -> Records {
    let (mut places, mut place) = (refused.places(batch.len()).peekable(), 0);
    let mut is_wanted = |record: &mut Pending| {
        let was_refused = places.next_if_eq(&place).is_some();
        place += 1;
        again(record, was_refused)
    };
    let Batch::Mixed(mut records) = batch else {
        return batch.iter().filter_map(|mut record| is_wanted(&mut record).then_some(record)).collect();
    };
    records.retain_mut(is_wanted);
    // What is counted is what is held.
    if records.capacity() > records.len() * 2 {
        records.shrink_to_fit();
    }
    records
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
