//! Dead-letter queues: the way there, and the way back by StartMessageMoveTask.
use super::{Error, Event, Out, QueueId, Sqs, Timer, quota};
use crate::base::{Duration, Instant};
use crate::message::MessageId;
use alloc::string::ToString;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A message move task's number: never reused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct MoveTaskId(pub u32);

impl core::fmt::Display for MoveTaskId {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(&MessageId(TASKS | u64::from(self.0)).uuid())?;
        write!(f, "-{:08x}", self.0)
    }
}

/// What tells the ids of tasks from those of messages.
const TASKS: u64 = 1 << 60;

impl core::str::FromStr for MoveTaskId {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let number = text.rsplit('-').next().and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let id = Self(number.ok_or(())?);
        if id.to_string() == text { Ok(id) } else { Err(()) }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum MoveTaskStatus {
    Running,
    Completed,
    Cancelled,
    Failed,
}

/// A task that moves the messages of a dead-letter queue. Ten are kept for each queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoveTask {
    pub id: MoveTaskId,
    pub source: QueueId,
    /// Where to; back to where each message came from, where none.
    pub destination: Option<QueueId>,
    /// 1 … 500.
    pub per_second: u32,
    pub status: MoveTaskStatus,
    pub moved: u64,
    pub to_move: u64,
    pub started_at: Instant,
}

/// Finished tasks of a queue that are remembered. API reference, ListMessageMoveTasks.
const REMEMBERED: usize = 10;

impl Sqs {
    /// The dead-letter queue of a queue, while there is one. A policy whose target was deleted waits for one of that name.
    pub(super) fn dead_letter_queue(&self, of: QueueId) -> Option<QueueId> {
        let policy = self.queues.get(&of)?.attributes.redrive_policy.as_ref()?;
        self.named(&policy.dead_letter_target).map(|queue| queue.id).filter(|id| *id != of)
    }

    /// A message was received too often: it goes to the dead-letter queue.
    pub(super) fn send_to_dead_letter_queue(&mut self, now: Instant, from: QueueId, copy: u64, out: &mut Out) {
        let Some(to) = self.dead_letter_queue(from) else { return };
        let Some(source) = self.queues.get_mut(&from) else { return };
        debug_assert_ne!(from, to, "no queue is its own dead-letter queue");
        source.total.moved_to_dead_letter_queue += 1;
        self.move_message(now, from, to, copy, Some(from), out);
    }

    fn move_message(
        &mut self,
        now: Instant,
        from: QueueId,
        to: QueueId,
        copy: u64,
        dead_letter_source: Option<QueueId>,
        out: &mut Out,
    ) {
        let Some(source) = self.queues.get_mut(&from) else { return };
        let Some(mut message) = source.take_out(copy) else { return };
        let group = message.group.and_then(|group| source.group_name(group)).map(ToString::to_string);
        let Some(target) = self.queues.get_mut(&to) else { return };
        let id: MessageId = message.id;
        message.group = group.map(|name| target.groups.number(&name));
        // A standard queue keeps the time of sending, by which retention goes; a FIFO queue sets it anew.
        if target.attributes.fifo {
            message.retained_from = now;
        }
        target.next_sequence += 1;
        message.sequence_number = target.next_sequence;
        (message.order, message.hidden_until, message.dead_letter_source) = (target.next_copy, now, dead_letter_source);
        (message.receive_count, message.first_received_at) = (0, None);
        message.partition = message.partition.min(target.lines.len() as u32 - 1);
        debug_assert!(message.partition < target.lines.len() as u32, "a message lies in a partition that there is");
        let copy = target.store(message, now);
        target.moved_in.insert(copy, now);
        out.emit(Event::Moved { message: id, from, to });
        self.serve(to, now, out);
    }

    /// The queues whose dead-letter queue this is. ListDeadLetterSourceQueues.
    pub fn dead_letter_sources(&self, of: QueueId) -> Vec<QueueId> {
        let Some(name) = self.queues.get(&of).map(|queue| &queue.name) else { return Vec::new() };
        let points_here = |queue: &&super::Queue| {
            queue.attributes.redrive_policy.as_ref().is_some_and(|policy| policy.dead_letter_target == *name)
        };
        self.queues.values().filter(points_here).map(|queue| queue.id).collect()
    }

    /// StartMessageMoveTask. Errors: `ResourceNotFound`; `InvalidParameterValue` for a queue that is nobody's dead-letter queue,
    /// or has a task that runs, for a destination that is the source or of another type, and for a rate outside 1 … 500.
    pub fn start_move(
        &mut self,
        now: Instant,
        source: QueueId,
        destination: Option<QueueId>,
        per_second: Option<u32>,
        out: &mut Out,
    ) -> Result<MoveTaskId, Error> {
        let missing = || {
            Error::ResourceNotFound(
                "The resource that you specified for the SourceArn parameter doesn't exist.".to_string(),
            )
        };
        let messages = self.queues.get(&source).ok_or_else(missing)?.messages.len();
        if self.dead_letter_sources(source).is_empty() {
            return Err(Error::InvalidParameterValue(
                "Source queue must be configured as a Dead Letter Queue.".to_string(),
            ));
        }
        if self.moves.iter().any(|task| task.source == source && task.status == MoveTaskStatus::Running) {
            let text = "There is already a task running. Only one active task is allowed for a source queue arn at a given time.";
            return Err(Error::InvalidParameterValue(text.to_string()));
        }
        let is_fifo = |queue: QueueId| self.queues.get(&queue).map(|queue| queue.attributes.fifo);
        if destination.is_some_and(|to| to == source || is_fifo(to) != is_fifo(source)) {
            return Err(Error::InvalidParameterValue(
                "Value for parameter DestinationArn is invalid. Reason: it must be another queue of the same type."
                    .to_string(),
            ));
        }
        let per_second = per_second.unwrap_or(quota::MOVE_PER_SECOND);
        if !(1..=quota::MOVE_PER_SECOND).contains(&per_second) {
            return Err(Error::outside("MaxNumberOfMessagesPerSecond", per_second, 1, quota::MOVE_PER_SECOND));
        }
        let id = MoveTaskId(self.next_move);
        self.next_move += 1;
        let task = MoveTask {
            id,
            source,
            destination,
            per_second,
            status: MoveTaskStatus::Running,
            moved: 0,
            to_move: messages,
            started_at: now,
        };
        debug_assert!(self.moves.iter().all(|of| of.id < id), "a number is new");
        self.moves.push(task);
        while self.moves.iter().filter(|task| task.source == source).count() > REMEMBERED {
            let oldest = self.moves.iter().position(|task| task.source == source);
            oldest.map(|place| self.moves.remove(place));
        }
        out.wake(now, Timer::Move(id));
        Ok(id)
    }

    /// CancelMessageMoveTask: how many it has moved. Errors: `ResourceNotFound` for a task that does not run.
    pub fn cancel_move(&mut self, id: MoveTaskId) -> Result<u64, Error> {
        let missing = || Error::ResourceNotFound("Task does not exist.".to_string());
        let running = |task: &&mut MoveTask| task.id == id && task.status == MoveTaskStatus::Running;
        let task = self.moves.iter_mut().find(running).ok_or_else(missing)?;
        task.status = MoveTaskStatus::Cancelled;
        Ok(task.moved)
    }

    /// The tasks of a queue, the newest first. ListMessageMoveTasks.
    pub fn moves_of(&self, source: QueueId) -> impl Iterator<Item = &MoveTask> {
        self.moves.iter().rev().filter(move |task| task.source == source)
    }

    pub(super) fn go_on_moving(&mut self, id: MoveTaskId, now: Instant, out: &mut Out) {
        let running = |task: &&MoveTask| task.id == id && task.status == MoveTaskStatus::Running;
        let Some(task) = self.moves.iter().find(running).cloned() else { return };
        // A tenth of a second's worth at a time.
        let some = task.per_second.div_ceil(10);
        let (mut moved, mut status) = (0, MoveTaskStatus::Completed);
        for _ in 0..some {
            if self.refreshed(task.source, now, out).is_err() {
                break;
            }
            let queue = &self.queues[&task.source];
            let Some(copy) = queue.lines.iter().find_map(super::lines::Lines::first) else { break };
            let from = queue.messages.get(&copy).and_then(|message| message.dead_letter_source);
            let to = task.destination.or(from);
            let Some(to) = to.filter(|to| self.queues.contains_key(to)) else {
                status = MoveTaskStatus::Failed;
                break;
            };
            self.move_message(now, task.source, to, copy, None, out);
            moved += 1;
        }
        let Some(task) = self.moves.iter_mut().find(|task| task.id == id) else { return };
        debug_assert!(moved <= some, "no faster than was asked for");
        task.moved += u64::from(moved);
        if moved < some {
            // Nothing is left to be moved: what is in flight stays, and is no failure.
            task.status = status;
            return;
        }
        let pause = Duration::from_micros(u64::from(some) * 1_000_000 / u64::from(task.per_second));
        out.wake(now + pause, Timer::Move(id));
    }
}
