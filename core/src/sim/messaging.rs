//! Between the simulator and the queues. A run without queues and topics carries nothing of them.
use super::lanes::Task;
use super::{Command, Error, Event, Reply, Sim, Sink, Timer};
use crate::base::Instant;
use crate::client::ActorId;
use crate::client::Source;
use crate::client::lab::{Drawing, Lane, Receiver};
use crate::engine::EventQueue;
use crate::sns::Sns;
use crate::sqs::{self, Content, PollId, Received, Sqs, Supplied};
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Answers to receives that waited, kept for whoever asked from outside.
const ANSWERS: usize = 256;

/// What a run has from the first request to a queue or a topic on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Messaging {
    pub sqs: Sqs,
    pub sns: Sns,
    /// What receives from outside that waited were given.
    pub answers: BTreeMap<PollId, Vec<Received>>,
    /// How often topics have invoked each function.
    pub invocations: BTreeMap<String, u64>,
    /// The lanes of the lab.
    pub lanes: BTreeMap<ActorId, Lane>,
    /// What was drawn, for the lanes that send it.
    pub drawing: Drawing,
    /// Which consumer of a lane waits by which poll.
    pub waits: BTreeMap<PollId, Seat>,
}

/// A consumer's place in the lab, in one of its lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seat {
    pub lane: ActorId,
    pub receiver: u32,
    pub consumer: u32,
    pub life: u32,
}

impl Messaging {
    /// Bytes on the heap, by lengths.
    pub(super) fn heap_bytes(&self) -> u64 {
        let checks: u64 = self.receivers().map(|receiver| receiver.check.heap_bytes()).sum();
        self.sqs.heap_bytes() + self.sns.heap_bytes() + checks + self.own_bytes()
    }

    /// Bytes that this copy keeps alive beside another.
    pub(super) fn bytes_beside(&self, other: &Self) -> u64 {
        let lanes = self.lanes.iter().map(|(id, lane)| match other.lanes.get(id) {
            Some(other) => {
                let receivers = lane.receivers.iter().zip(&other.receivers);
                receivers.map(|(own, other)| own.check.bytes_beside(&other.check)).sum::<u64>()
            }
            None => lane.receivers.iter().map(|receiver| receiver.check.heap_bytes()).sum(),
        });
        self.sqs.bytes_beside(&other.sqs) + self.sns.bytes_beside(&other.sns) + lanes.sum::<u64>() + self.own_bytes()
    }

    fn receivers(&self) -> impl Iterator<Item = &Receiver> {
        self.lanes.values().flat_map(|lane| &lane.receivers)
    }

    /// Bytes of what every copy has for itself: consumers with what they hold, the last messages, what is to be sent again.
    fn own_bytes(&self) -> u64 {
        let receivers = self.receivers().map(|receiver| {
            let held: usize = receiver.consumers.iter().map(|of| of.batch.len() + of.done.len() + 8).sum();
            (receiver.recent.len() * 8 + held * 40 + receiver.leases.len() * 128 + 4_096) as u64
        });
        let lanes: u64 = self.lanes.values().map(|lane| lane.sender.heap_bytes() + 2_048).sum();
        let answers = self.answers.len() as u64 * 2_048 + self.waits.len() as u64 * 48;
        receivers.sum::<u64>() + lanes + answers + u64::from(self.drawing.len()) * 8
    }

    /// Fails where what is kept does not agree.
    pub(super) fn check(&self) {
        self.sqs.check();
        self.sns.check();
        self.receivers().for_each(|receiver| receiver.check.check());
    }
}

impl Sim {
    /// The queues' service, once there was a request to it.
    pub fn sqs(&self) -> Option<&Sqs> {
        self.messaging.as_deref().map(|messaging| &messaging.sqs)
    }

    /// What a receive from outside that waited was given; `None` while it waits, or where nobody knows it any more.
    pub fn answer(&self, poll: PollId) -> Option<&[Received]> {
        self.messaging.as_deref()?.answers.get(&poll).map(Vec::as_slice)
    }

    /// Body and attributes of a message, whoever made it.
    pub fn content(&self, content: &Content) -> Arc<Supplied> {
        made_or_supplied(&self.sources, content)
    }

    pub(super) fn sqs_command(&mut self, command: &Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
        let Command::Sqs(request) = command else { return Ok(Reply::Done) };
        let (sqs, mut out) = self.split_sqs(trace);
        Ok(Reply::Sqs(sqs.handle(out.now, request, &mut out)?))
    }

    pub(super) fn sqs_wakes(&mut self, timer: sqs::Timer, trace: &mut dyn Sink) {
        let (sqs, mut out) = self.split_sqs(trace);
        sqs.wake(timer, out.now, &mut out);
    }

    pub(super) fn trim_messages(&mut self, trace: &mut dyn Sink) {
        let (sqs, mut out) = self.split_sqs(trace);
        sqs.trim(out.now, &mut out);
        let now = self.now;
        if let Some(messaging) = self.messaging.as_mut() {
            Arc::make_mut(messaging).sns.trim(now);
        }
    }

    /// The services behind queues and topics: there from now on.
    pub(super) fn need_messaging(&mut self) -> &mut Arc<Messaging> {
        let (account_id, seed) = (&self.config.account.account_id, self.config.seed);
        self.messaging.get_or_insert_with(|| {
            let account = sqs::Account { account_id: account_id.clone() };
            Arc::new(Messaging {
                sqs: Sqs::new(account, seed),
                sns: Sns::new(account_id.clone()),
                answers: BTreeMap::new(),
                invocations: BTreeMap::new(),
                lanes: BTreeMap::new(),
                drawing: Drawing::default(),
                waits: BTreeMap::new(),
            })
        })
    }

    fn split_sqs<'a>(&'a mut self, trace: &'a mut dyn Sink) -> (&'a mut Sqs, SqsOut<'a>) {
        self.need_messaging();
        let Some(messaging) = self.messaging.as_mut() else { unreachable!("it was made above") };
        let Messaging { sqs, answers, waits, .. } = Arc::make_mut(messaging);
        (sqs, SqsOut { now: self.now, queue: &mut self.queue, answers, waits, trace })
    }
}

/// Body and attributes of a message, whoever made it.
pub(super) fn made_or_supplied(sources: &[Arc<Source>], content: &Content) -> Arc<Supplied> {
    match content {
        Content::Supplied(supplied) => supplied.clone(),
        Content::Made { source, index } => {
            let data = sources.get(*source as usize).map(|source| source.data(*index)).unwrap_or_default();
            let body = String::from_utf8_lossy(&data).into_owned();
            Arc::new(Supplied { body, attributes: Vec::new() })
        }
    }
}

/// Lifts what the service says into the simulator's terms.
pub(super) struct SqsOut<'a> {
    pub now: Instant,
    pub queue: &'a mut EventQueue<Timer>,
    pub answers: &'a mut BTreeMap<PollId, Vec<Received>>,
    pub waits: &'a mut BTreeMap<PollId, Seat>,
    pub trace: &'a mut dyn Sink,
}

impl sqs::Outbox for SqsOut<'_> {
    fn emit(&mut self, event: sqs::Event) {
        self.trace.record(self.now, Event::Sqs(event));
    }
    fn wake(&mut self, at: Instant, timer: sqs::Timer) {
        let timer = Timer::Sqs(timer);
        self.queue.push(at, timer.class(), 0, timer);
    }
    fn answer(&mut self, poll: PollId, received: Vec<Received>) {
        if let Some(seat) = self.waits.remove(&poll) {
            let timer = Timer::Lane(Task::Answered(seat, received.into_boxed_slice()));
            return self.queue.push(self.now, timer.class(), seat.lane.0, timer);
        }
        self.answers.insert(poll, received);
        while self.answers.len() > ANSWERS {
            self.answers.pop_first();
        }
    }
}
