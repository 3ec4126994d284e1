//! What hides messages and brings them back: receives, delays, and the end of either.
use super::lines::{NO_GROUP, Place};
use super::queue::{Queue, text_bytes};
use super::{Event, Out, quota};
use crate::base::{Duration, Instant};
use alloc::collections::BTreeSet;
use alloc::vec::Vec;

impl Queue {
    /// Message groups of which a message is in flight while others of it wait: those of a FIFO queue stand still.
    pub fn groups_in_line(&self, now: Instant) -> u64 {
        let waits = |group: &u32| self.lines.iter().any(|lines| lines.has(*group));
        if self.hidden.first().is_none_or(|((until, _), ())| *until > now) {
            return self.in_flight_of.keys().filter(|group| waits(group)).count() as u64;
        }
        // What has become visible since the last call is in flight no more, although nobody has moved it yet.
        let after = (now, u64::MAX);
        let place =
            |copy: u64| self.messages.get(&copy).and_then(|message| Some((message.group?, message.order, copy)));
        let hidden = self.hidden.from(&after).filter_map(|((_, copy), ())| place(*copy));
        let groups: BTreeSet<u32> = hidden.filter(|of| self.in_flight.contains_key(of)).map(|of| of.0).collect();
        groups.iter().filter(|group| waits(group)).count() as u64
    }

    /// Hides a message that has just been received, or hides it anew.
    pub(super) fn hide(&mut self, copy: u64, until: Instant) {
        let Some(message) = self.messages.get_mut(&copy) else { return };
        let (group, before) = (message.group.unwrap_or(NO_GROUP), message.hidden_until);
        message.hidden_until = until;
        let (partition, order) = (message.partition as usize, message.order);
        // It is in flight before it leaves its line: a group with nothing in either is forgotten.
        if self.in_flight.insert((group, order, copy), ()).is_none() {
            self.in_flight_now += 1;
            let of_group = self.in_flight_of.get(&group).copied().unwrap_or(0);
            self.in_flight_of.insert(group, of_group + 1);
        }
        self.bar(group);
        if self.hidden.remove(&(before, copy)).is_none() {
            self.lines[partition].remove(group, order, copy);
        }
        self.hidden.insert((until, copy), ());
    }

    /// Nothing of a FIFO queue's group is received from behind its first message in flight. Messages before it, which are
    /// visible again, are: recorded on AWS, where the guide says nothing of them (docs/MODEL.md).
    fn bar(&mut self, group: u32) {
        if self.attributes.fifo {
            let first = self.in_flight.from(&(group, 0, 0)).next().map(|(place, ())| *place);
            let first = first.filter(|(of, ..)| *of == group).map(|(_, place, _)| place);
            self.lines[0].bar(group, first);
        }
    }

    /// A copy is not in flight any more.
    pub(super) fn lands(&mut self, place: Place) {
        if self.in_flight.remove(&place).is_none() {
            return;
        }
        let group = place.0;
        debug_assert!(self.in_flight_now > 0, "what lands was in flight");
        self.in_flight_now -= 1;
        let of_group = self.in_flight_of.get(&group).copied().unwrap_or(0);
        debug_assert!(of_group > 0, "a group has what is in flight of it");
        if of_group > 1 {
            self.in_flight_of.insert(group, of_group - 1);
        } else {
            self.in_flight_of.remove(&group);
        }
        self.bar(group);
    }

    /// Brings everything to `now`: what was hidden comes back, what is too old goes.
    pub(super) fn refresh(&mut self, now: Instant, out: &mut Out) {
        while let Some(&(until, copy)) = self.hidden.first().map(|(key, ())| key).filter(|(until, _)| *until <= now) {
            self.hidden.remove(&(until, copy));
            let Some(message) = self.messages.get_mut(&copy) else { continue };
            let group = message.group.unwrap_or(NO_GROUP);
            let hidden_at = (group, message.order, copy);
            let goes_back = self.attributes.redrive_policy.as_ref();
            let goes_back = goes_back.is_some_and(|policy| policy.max_receive_count > quota::BACK_OF_QUEUE);
            if !self.attributes.fifo && goes_back && message.receive_count >= quota::BACK_OF_QUEUE {
                message.order = self.next_copy;
                self.next_copy += 1;
            }
            // It stands in line again before it lands.
            self.lines[message.partition as usize].push(group, message.order, copy);
            self.lands(hidden_at);
        }
        self.calm_down(now);
        let retention = Duration::from_secs(u64::from(self.attributes.message_retention_period));
        let mut expired = 0;
        let is_old = |(since, _): &&(Instant, u64)| now.since(*since) >= retention;
        while let Some(&(since, copy)) = self.ages.first().map(|(key, ())| key).filter(is_old) {
            self.ages.remove(&(since, copy));
            self.take_out(copy);
            expired += 1;
        }
        if expired > 0 {
            self.total.expired += expired;
            debug_assert!(self.ages.len() == self.messages.len(), "each message has an age");
            out.emit(Event::Expired { queue: self.id, messages: expired });
        }
        while self.known_until.first().is_some_and(|((until, _), _)| *until <= now) {
            let Some((_, key)) = self.known_until.pop_first() else { break };
            if self.known.get(&key).is_some_and(|known| known.until <= now) {
                self.known.remove(&key);
            }
            debug_assert!(self.known_bytes >= text_bytes(&key.1), "what is forgotten was counted");
            self.known_bytes -= text_bytes(&key.1);
        }
        self.attempts.retain(|_, (until, _)| *until > now);
    }

    /// Groups whose backlog is gone, or that have been noisy for long enough, are quiet again.
    fn calm_down(&mut self, now: Instant) {
        let backlog = |group: &u32| self.lines.iter().any(|lines| lines.has(*group));
        let over = self.noisy.iter().filter(|(group, until)| **until <= now || !backlog(group));
        let over: Vec<u32> = over.map(|(group, _)| *group).collect();
        for group in over {
            self.noisy.remove(&group);
            self.lines.iter_mut().for_each(|lines| lines.set_noisy(group, false));
            debug_assert!(!self.noisy.contains_key(&group), "it is calm");
        }
    }
}
