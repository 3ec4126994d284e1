//! What a FIFO topic keeps, and its replay to a subscription. Guide, "Message archiving and replay for FIFO topics".
use super::attributes::ReplayPolicy;
use super::delivery::Origin;
use super::topic::{Replay, Topic};
use super::{Error, Event, Out, Published, Sns, SubscriptionId, Timer, quota};
use crate::base::{Duration, Instant};
use crate::service::Context;
use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

impl Topic {
    /// Puts a message into the archive, where there is one.
    pub(super) fn keep(&mut self, message: &Arc<Published>) {
        if self.attributes.archive_days.is_some() {
            self.archive_bytes += message.bytes_behind();
            debug_assert!(self.archive.get(&message.sequence_number).is_none(), "a message is archived once");
            self.archive.insert(message.sequence_number, message.clone());
        }
    }

    /// Drops what is too old for the archive, or known no more.
    pub(super) fn trim(&mut self, now: Instant) {
        let days = self.attributes.archive_days.unwrap_or(0);
        let keeps = Duration::from_hours(24 * u64::from(days));
        while self.archive.first().is_some_and(|(_, message)| now.since(message.published_at) > keeps) {
            self.archive_bytes -= self.archive.pop_first().map_or(0, |(_, message)| message.bytes_behind());
        }
        while self.known_since.first().is_some_and(|((since, _), _)| now.since(*since) >= quota::DEDUPLICATION) {
            let Some((_, key)) = self.known_since.pop_first() else { break };
            // It may have been sent once more since.
            if self.known.get(&key).is_some_and(|known| now.since(known.published_at) >= quota::DEDUPLICATION) {
                self.known.remove(&key);
            }
            debug_assert!(self.known_bytes >= key.1.len() as u64 + 32, "what is forgotten was counted");
            self.known_bytes -= key.1.len() as u64 + 32;
        }
    }

    /// When the archive begins. `BeginningArchiveTime`.
    pub fn archive_begins(&self) -> Option<Instant> {
        self.archive.first().map(|(_, message)| message.published_at)
    }
}

impl Sns {
    /// Begins a replay. Errors: `InvalidState` for a topic without an archive.
    pub(super) fn begin_replay(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        policy: ReplayPolicy,
        out: &mut Out,
    ) -> Result<(), Error> {
        let subscription = self.subscriptions.get_mut(&id).ok_or(Error::NoSuchSubscription)?;
        let topic = self.topics.get(&subscription.topic).ok_or(Error::NoSuchTopic)?;
        if topic.attributes.archive_days.is_none() {
            return Err(Error::InvalidState("The topic has no ArchivePolicy: there is nothing to replay.".to_string()));
        }
        let start = topic.archive.values().find(|message| message.published_at >= policy.starting_point);
        let next = start.map_or(topic.next_sequence + 1, |message| message.sequence_number);
        // One that runs goes on from the new place.
        debug_assert!(next <= topic.next_sequence + 1, "a replay begins with a message that there is, or the next");
        if subscription.replay.replace(Replay { policy, next, messages: 0 }).is_none() {
            out.wake(now, Timer::Replay(id));
        }
        Ok(())
    }

    /// Hands over the next part of a replay.
    pub(super) fn go_on_replaying(&mut self, context: &Context<'_>, id: SubscriptionId, out: &mut Out) {
        let Some(subscription) = self.subscriptions.get(&id) else { return };
        let Some(mut replay) = subscription.replay else { return };
        let Some(topic) = self.topics.get(&subscription.topic) else { return };
        let end = replay.policy.ending_point;
        let rest = topic.archive.from(&replay.next).map(|(_, message)| message);
        let wanted = rest.take_while(|message| end.is_none_or(|end| message.published_at <= end));
        let part: Vec<Arc<Published>> = wanted.take(quota::REPLAY_MESSAGES).cloned().collect();
        for message in &part {
            debug_assert!(message.sequence_number >= replay.next, "a replay goes forward");
            replay.next = message.sequence_number + 1;
            replay.messages += 1;
            self.offer(context, id, message, Origin::Archive, out);
        }
        let goes_on = part.len() == quota::REPLAY_MESSAGES;
        if let Some(subscription) = self.subscriptions.get_mut(&id) {
            subscription.replay = Some(replay).filter(|_| goes_on);
        }
        if goes_on {
            out.wake(context.now + quota::REPLAY_EVERY, Timer::Replay(id));
        } else {
            out.emit(Event::Replayed { subscription: id, messages: replay.messages });
        }
    }
}
