//! Between the simulator, the topics, and the endpoints that they deliver to.
use super::messaging::{Seat, SqsOut, made_or_supplied};
use super::{Command, Error, Event, Reply, Sim, Sink, Timer};
use crate::base::Instant;
use crate::client::Source;
use crate::engine::EventQueue;
use crate::sns::{self, Endpoint, Failure, Outgoing, Sns};
use crate::sqs::{self, Content, MessageAttribute, PollId, Received, Sqs, Supplied};
use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::sync::Arc;
use alloc::vec::Vec;

impl Sim {
    /// The topics' service, once there was a request to it or to the queues.
    pub fn sns(&self) -> Option<&Sns> {
        self.messaging.as_deref().map(|messaging| &messaging.sns)
    }

    /// How often topics have invoked each function.
    pub fn invocations(&self) -> impl Iterator<Item = (&str, u64)> {
        let all = self.messaging.as_deref().map(|messaging| messaging.invocations.iter());
        all.into_iter().flatten().map(|(name, count)| (&**name, *count))
    }

    pub(super) fn sns_command(&mut self, command: &Command, trace: &mut dyn Sink) -> Result<Reply, Error> {
        let Command::Sns(request) = command else { return Ok(Reply::Done) };
        let (sns, mut out) = self.split_sns(trace);
        Ok(Reply::Sns(sns.handle(out.now, request, &mut out)?))
    }

    pub(super) fn sns_wakes(&mut self, timer: sns::Timer, trace: &mut dyn Sink) {
        let (sns, mut out) = self.split_sns(trace);
        sns.wake(timer, out.now, &mut out);
    }

    fn split_sns<'a>(&'a mut self, trace: &'a mut dyn Sink) -> (&'a mut Sns, SnsOut<'a>) {
        self.need_messaging();
        let Some(messaging) = self.messaging.as_mut() else { unreachable!("it was made above") };
        let messaging = Arc::make_mut(messaging);
        let out = SnsOut {
            now: self.now,
            sources: &self.sources,
            queue: &mut self.queue,
            sqs: &mut messaging.sqs,
            answers: &mut messaging.answers,
            waits: &mut messaging.waits,
            invocations: &mut messaging.invocations,
            trace,
        };
        (&mut messaging.sns, out)
    }
}

/// Lifts what the service says into the simulator's terms, and carries messages to queues and functions.
pub(super) struct SnsOut<'a> {
    pub now: Instant,
    pub sources: &'a [Arc<Source>],
    pub queue: &'a mut EventQueue<Timer>,
    pub sqs: &'a mut Sqs,
    pub answers: &'a mut BTreeMap<PollId, Vec<Received>>,
    pub waits: &'a mut BTreeMap<PollId, Seat>,
    pub invocations: &'a mut BTreeMap<String, u64>,
    pub trace: &'a mut dyn Sink,
}

impl sns::Outbox for SnsOut<'_> {
    fn emit(&mut self, event: sns::Event) {
        self.trace.record(self.now, Event::Sns(event));
    }
    fn wake(&mut self, at: Instant, timer: sns::Timer) {
        let timer = Timer::Sns(timer);
        self.queue.push(at, timer.class(), 0, timer);
    }
    fn deliver(&mut self, outgoing: &Outgoing<'_>) -> Result<(), Failure> {
        match outgoing.endpoint {
            Endpoint::Lambda(name) => {
                *self.invocations.entry(name.clone()).or_default() += 1;
                Ok(())
            }
            Endpoint::Sqs(name) => self.send(name, outgoing),
        }
    }
    fn content(&self, content: &Content) -> Arc<Supplied> {
        made_or_supplied(self.sources, content)
    }
}

/// Attributes of a message that a queue takes.
const ATTRIBUTES_MOST: usize = 10;

impl SnsOut<'_> {
    fn send(&mut self, name: &str, outgoing: &Outgoing<'_>) -> Result<(), Failure> {
        let queue = self.sqs.named(name).ok_or(Failure::Client)?;
        let (id, is_fifo) = (queue.id, queue.is_fifo());
        let message = outgoing.message;
        if outgoing.raw && made_or_supplied(self.sources, &message.content).attributes.len() > ATTRIBUTES_MOST {
            // A queue takes ten; raw delivery discards a message with more.
            return Err(Failure::Client);
        }
        let (content, bytes) = self.form(outgoing);
        let entry = sqs::Entry {
            content,
            bytes,
            delay_seconds: None,
            message_group_id: message.group.as_deref(),
            // A queue of the other kind would refuse it.
            message_deduplication_id: message.deduplication_id.as_deref().filter(|_| is_fifo),
            body_digest: None,
        };
        let mut out =
            SqsOut { now: self.now, queue: self.queue, answers: self.answers, waits: self.waits, trace: self.trace };
        match self.sqs.send(self.now, id, &entry, &mut out) {
            Ok(_) => Ok(()),
            Err(sqs::Error::RequestThrottled(_)) => Err(Failure::Server),
            Err(_) => Err(Failure::Client),
        }
    }

    /// The message as the queue gets it.
    fn form(&self, outgoing: &Outgoing<'_>) -> (Content, u32) {
        let message = outgoing.message;
        let mut content = message.content.clone();
        if !outgoing.raw {
            let supplied = made_or_supplied(self.sources, &message.content);
            let body = sns::envelope(message, &supplied, outgoing.is_replay);
            content = Content::Supplied(Arc::new(Supplied { body, attributes: Vec::new() }));
        }
        if let Some(failure) = outgoing.failure {
            let mut supplied = (*made_or_supplied(self.sources, &content)).clone();
            supplied.attributes.extend(why(failure));
            content = Content::Supplied(Arc::new(supplied));
        }
        let bytes = match &content {
            Content::Supplied(supplied) => supplied.bytes(),
            Content::Made { .. } => message.bytes,
        };
        (content, bytes)
    }
}

/// What tells a dead letter's reader why. Guide, "Amazon SNS dead-letter queues".
fn why(failure: Failure) -> [MessageAttribute; 2] {
    let text = |name: &str, value: &str| MessageAttribute {
        name: name.to_string(),
        data_type: "String".to_string(),
        value: value.as_bytes().to_vec(),
    };
    let (code, message) = match failure {
        Failure::Client => ("400", "The endpoint does not exist, or does not take the message"),
        Failure::Server => ("500", "The endpoint did not take the message in 23 days"),
    };
    [text("ErrorCode", code), text("ErrorMessage", message)]
}
