//! Handing messages to endpoints: attempts, retries, order within a group, dead letters.
use super::{Endpoint, topic::Subscription};
use super::{Event, Failure, Outbox, Outgoing, Published, Sns, SubscriptionId, Timer, TopicId, quota};
use crate::base::{Duration, Instant};
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Where a message comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Publish,
    Archive,
}

/// A message that an endpoint has not taken yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Delivery {
    subscription: SubscriptionId,
    message: Arc<Published>,
    /// The group in whose line it stands, in a FIFO topic.
    line: Option<Arc<str>>,
    attempts: u32,
    is_replay: bool,
}

/// How an attempt went.
enum Went {
    /// Taken, or given up: whoever stands behind it is next.
    Done,
    /// To be tried again then.
    Waits(Instant),
}

impl Sns {
    /// Hands a new message to every subscription of its topic that wants it.
    pub(super) fn hand_over(&mut self, now: Instant, topic: TopicId, message: &Arc<Published>, out: &mut dyn Outbox) {
        let ids: Vec<SubscriptionId> = self.of_topic(topic).map(|subscription| subscription.id).collect();
        let mut count = 0;
        for id in ids {
            count += u32::from(self.offer(now, id, message, Origin::Publish, out));
        }
        out.emit(Event::Published { topic, subscriptions: count });
    }

    /// Hands a message to a subscription, unless its filter does not want it.
    pub(super) fn offer(
        &mut self,
        now: Instant,
        id: SubscriptionId,
        message: &Arc<Published>,
        origin: Origin,
        out: &mut dyn Outbox,
    ) -> bool {
        let is_fifo = self.topics.get(&message.topic).is_some_and(|topic| topic.is_fifo());
        let Some(subscription) = self.subscriptions.get_mut(&id) else { return false };
        if let Some(filter) = &subscription.filter
            && !filter.wants(&out.content(&message.content))
        {
            subscription.total.number_of_notifications_filtered_out += 1;
            return false;
        }
        let line = message.group.clone().filter(|_| is_fifo);
        let is_replay = origin == Origin::Archive;
        let mut delivery = Delivery { subscription: id, message: message.clone(), line, attempts: 0, is_replay };
        // Nobody overtakes a message of the same group.
        let waits = delivery.line.as_ref().is_some_and(|group| subscription.first_in_line(group).is_some());
        let again = if waits { None } else { Some(subscription.attempt(&mut delivery, now, out)) };
        let number = self.next_delivery;
        match again {
            Some(Went::Done) => return true,
            Some(Went::Waits(at)) => out.wake(at, Timer::Retry(number)),
            None => {}
        }
        self.next_delivery += 1;
        if let Some(group) = &delivery.line {
            subscription.lines.insert((group.clone(), number), ());
        }
        self.keep_delivery(number, delivery);
        true
    }

    /// Tries a delivery again, and after it those that stand behind it.
    pub(super) fn retry(&mut self, number: u64, now: Instant, out: &mut dyn Outbox) {
        let mut next = Some(number);
        while let Some(number) = next {
            let Some(mut delivery) = self.deliveries.remove(&number) else { return };
            self.delivery_bytes -= delivery.bytes_behind();
            let Some(subscription) = self.subscriptions.get_mut(&delivery.subscription) else { return };
            if let Went::Waits(at) = subscription.attempt(&mut delivery, now, out) {
                self.keep_delivery(number, delivery);
                return out.wake(at, Timer::Retry(number));
            }
            next = delivery.line.and_then(|group| subscription.next_in_line(&group));
        }
    }

    /// Forgets what waits for a subscription that is gone.
    pub(super) fn forget_deliveries(&mut self, subscription: SubscriptionId) {
        self.deliveries.retain(|_, delivery| delivery.subscription != subscription);
        self.delivery_bytes = self.deliveries.values().map(Delivery::bytes_behind).sum();
    }

    fn keep_delivery(&mut self, number: u64, delivery: Delivery) {
        self.delivery_bytes += delivery.bytes_behind();
        self.deliveries.insert(number, delivery);
    }
}

impl Delivery {
    pub(super) fn bytes_behind(&self) -> u64 {
        self.message.bytes_behind()
    }
}

impl Subscription {
    /// The first of a line is done. Returns who is next.
    fn next_in_line(&mut self, group: &Arc<str>) -> Option<u64> {
        let first = self.first_in_line(group)?;
        self.lines.remove(&(group.clone(), first));
        self.first_in_line(group)
    }

    fn first_in_line(&self, group: &Arc<str>) -> Option<u64> {
        let ((of, number), ()) = self.lines.from(&(group.clone(), 0)).next()?;
        (of == group).then_some(*number)
    }

    /// Hands a message over, with the retries that come at once.
    fn attempt(&mut self, delivery: &mut Delivery, now: Instant, out: &mut dyn Outbox) -> Went {
        loop {
            let outgoing = Outgoing {
                endpoint: &self.endpoint,
                subscription: self.id,
                message: &delivery.message,
                raw: self.attributes.raw_message_delivery,
                is_replay: delivery.is_replay,
                failure: None,
            };
            let Err(failure) = out.deliver(&outgoing) else {
                self.total.number_of_notifications_delivered += 1;
                return Went::Done;
            };
            delivery.attempts += 1;
            self.total.attempts_failed += 1;
            // An endpoint that is not there will not come back.
            let wait = if failure == Failure::Server { quota::retry_after(delivery.attempts) } else { None };
            match wait {
                Some(Duration::ZERO) => {}
                Some(wait) => {
                    out.emit(Event::Retried { subscription: self.id, attempts: delivery.attempts });
                    return Went::Waits(now + wait);
                }
                // A dead-letter queue over its rate gets it a second later.
                None if !self.give_up(delivery, failure, out) => return Went::Waits(now + Duration::SECOND),
                None => return Went::Done,
            }
        }
    }

    /// Hands a delivery to the dead-letter queue, if there is one. Whether that is done.
    fn give_up(&mut self, delivery: &Delivery, failure: Failure, out: &mut dyn Outbox) -> bool {
        let target = self.attributes.dead_letter_target.clone().map(Endpoint::Sqs);
        let kept = target.map(|endpoint| {
            let outgoing = Outgoing {
                endpoint: &endpoint,
                subscription: self.id,
                message: &delivery.message,
                raw: self.attributes.raw_message_delivery,
                is_replay: delivery.is_replay,
                failure: Some(failure),
            };
            out.deliver(&outgoing)
        });
        if kept == Some(Err(Failure::Server)) {
            return false;
        }
        let dead_letter = kept == Some(Ok(()));
        self.total.number_of_notifications_failed += 1;
        self.total.number_of_notifications_redriven_to_dlq += u64::from(dead_letter);
        out.emit(Event::GivenUp { subscription: self.id, dead_letter });
        true
    }
}
