//! Who waits for messages of queues, and what lanes are woken for.
use crate::base::ActorId;
use crate::sqs::{PollId, Received};
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Answers to receives that waited, kept for callers from outside.
const ANSWERS_MOST: usize = 256;

/// What counts for a message of such an answer beside what it points to.
const RECEIVED_BYTES: u64 = 192;
const _: () = assert!(size_of::<Received>() as u64 <= RECEIVED_BYTES);

/// Who waits for messages, and what those outside the run were given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Polls {
    pub answers: BTreeMap<PollId, Vec<Received>>,
    /// Who waits by which poll.
    pub waits: BTreeMap<PollId, Waiter>,
}

impl Polls {
    pub fn keep(&mut self, poll: PollId, received: Vec<Received>) {
        self.answers.insert(poll, received);
        while self.answers.len() > ANSWERS_MOST {
            self.answers.pop_first();
        }
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        let received = self.answers.values().flatten().map(|received| received.message.bytes_behind() + RECEIVED_BYTES);
        self.answers.len() as u64 * 128 + received.sum::<u64>() + self.waits.len() as u64 * 48
    }
}

/// Who waits for messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiter {
    /// A consumer of a lane.
    Lane(ConsumerRef),
    /// A poller of a function, by numbers; the last one tells its waits apart.
    Function(ActorId, u32, u32),
}

impl Waiter {
    pub const fn actor(&self) -> ActorId {
        match self {
            Self::Lane(who) => who.lane,
            Self::Function(actor, ..) => *actor,
        }
    }
}

/// A consumer's place in the lab, in one of its lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsumerRef {
    pub lane: ActorId,
    pub receiver: u32,
    pub consumer: u32,
    pub life: u32,
}

/// What is to be done in a lane.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Task {
    /// The trucks send what is due; the number tells wake-ups of before a change apart.
    Send(ActorId, u32),
    /// A consumer goes on.
    Consume(ConsumerRef),
    /// A consumer that waited gets messages, or nothing.
    Answered(ConsumerRef, Box<[Received]>),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_answers_are_kept_so_many_of_them() {
        let mut polls = Polls::default();
        (0..ANSWERS_MOST as u64).for_each(|poll| polls.keep(PollId(poll), Vec::new()));
        assert_eq!(polls.answers.len(), ANSWERS_MOST);
        polls.keep(PollId(ANSWERS_MOST as u64), Vec::new());
        assert_eq!(
            (polls.answers.len(), polls.answers.first_key_value().map(|(poll, _)| poll.0)),
            (ANSWERS_MOST, Some(1))
        );
    }
}
