//! Handing messages to endpoints: attempts, retries, order within a group, dead letters.
use super::topic::Subscription;
use super::{Effect, Endpoint, Event, Failure, Out, Published, Sns, SubscriptionId, Timer, TopicId, quota};
use crate::base::{Duration, Instant};
use crate::message::supplied;
use crate::service::Context;
use alloc::boxed::Box;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Where a message comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    Publish,
    Archive,
}

/// A message for one subscription: on its way to the endpoint, or waiting for its next attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    number: u64,
    pub subscription: SubscriptionId,
    pub message: Arc<Published>,
    /// The group in whose line it stands, in a FIFO topic.
    line: Option<Arc<str>>,
    attempts: u32,
    /// It comes out of the archive.
    pub is_replay: bool,
    /// Why the endpoint has not taken it: then it goes to the dead-letter queue.
    pub failure: Option<Failure>,
}

impl Sns {
    /// Hands a new message to every subscription of its topic that wants it.
    pub(super) fn hand_over(&mut self, context: &Context<'_>, topic: TopicId, message: &Arc<Published>, out: &mut Out) {
        let ids: Vec<SubscriptionId> = self.of_topic(topic).map(|subscription| subscription.id).collect();
        let mut count = 0;
        for id in ids {
            count += u32::from(self.offer(context, id, message, Origin::Publish, out));
        }
        debug_assert!(count as usize <= self.of_topic(topic).count(), "a subscription is offered a message once");
        out.emit(Event::Published { topic, subscriptions: count });
    }

    /// Hands a message to a subscription, unless its filter does not want it.
    pub(super) fn offer(
        &mut self,
        context: &Context<'_>,
        id: SubscriptionId,
        message: &Arc<Published>,
        origin: Origin,
        out: &mut Out,
    ) -> bool {
        let is_fifo = self.topics.get(&message.topic).is_some_and(|topic| topic.is_fifo());
        let Some(subscription) = self.subscriptions.get_mut(&id) else { return false };
        if let Some(filter) = &subscription.filter
            && !filter.wants(&supplied(context.contents, &message.content))
        {
            subscription.total.number_of_notifications_filtered_out += 1;
            return false;
        }
        let delivery = Delivery {
            number: self.next_delivery,
            subscription: id,
            message: message.clone(),
            line: message.group.clone().filter(|_| is_fifo),
            attempts: 0,
            is_replay: origin == Origin::Archive,
            failure: None,
        };
        debug_assert!(self.deliveries.get(&delivery.number).is_none(), "a number is new");
        self.next_delivery += 1;
        if let Some(group) = &delivery.line {
            // Nobody overtakes a message of the same group.
            let waits = subscription.first_in_line(group).is_some();
            subscription.lines.insert((group.clone(), delivery.number), ());
            if waits {
                self.keep_delivery(delivery);
                return true;
            }
        }
        out.effect(Effect::Deliver(Box::new(delivery)));
        true
    }

    /// Tries a delivery again.
    pub(super) fn retry(&mut self, number: u64, out: &mut Out) {
        let Some(delivery) = self.take_delivery(number) else { return };
        out.effect(Effect::Deliver(Box::new(Delivery { failure: None, ..delivery })));
    }

    /// Where a delivery goes: the endpoint of its subscription, or its dead-letter queue; `None` where there is none (any more).
    pub fn endpoint_of(&self, delivery: &Delivery) -> Option<Endpoint> {
        let subscription = self.subscriptions.get(&delivery.subscription)?;
        match delivery.failure {
            None => Some(subscription.endpoint.clone()),
            Some(_) => subscription.attributes.dead_letter_target.clone().map(Endpoint::Sqs),
        }
    }

    /// Whether a delivery comes as it was published, without the envelope.
    pub fn is_raw(&self, delivery: &Delivery) -> bool {
        let subscription = self.subscriptions.get(&delivery.subscription);
        subscription.is_some_and(|subscription| subscription.attributes.raw_message_delivery)
    }

    /// What came of a delivery.
    pub fn delivered(&mut self, now: Instant, delivery: Delivery, result: Result<(), Failure>, out: &mut Out) {
        let Some(subscription) = self.subscriptions.get_mut(&delivery.subscription) else { return };
        match (delivery.failure, result) {
            (None, Ok(())) => {
                subscription.total.number_of_notifications_delivered += 1;
                self.next_in_line(&delivery, out);
            }
            (None, Err(failure)) => self.attempt_failed(now, delivery, failure, out),
            // A dead-letter queue over its rate gets it a second later.
            (Some(_), Err(Failure::Server)) => self.try_again_at(now + Duration::SECOND, delivery, out),
            (Some(_), result) => self.give_up(&delivery, result.is_ok(), out),
        }
    }

    fn attempt_failed(&mut self, now: Instant, mut delivery: Delivery, failure: Failure, out: &mut Out) {
        delivery.attempts += 1;
        let Some(subscription) = self.subscriptions.get_mut(&delivery.subscription) else { return };
        debug_assert!(delivery.failure.is_none(), "a dead letter is not tried for the endpoint again");
        subscription.total.attempts_failed += 1;
        // An endpoint that is not there will not come back.
        let wait = if failure == Failure::Server { quota::retry_after(delivery.attempts) } else { None };
        match wait {
            Some(Duration::ZERO) => out.effect(Effect::Deliver(Box::new(delivery))),
            Some(wait) => {
                out.emit(Event::Retried { subscription: delivery.subscription, attempts: delivery.attempts });
                self.try_again_at(now + wait, delivery, out);
            }
            None if subscription.attributes.dead_letter_target.is_some() => {
                out.effect(Effect::Deliver(Box::new(Delivery { failure: Some(failure), ..delivery })));
            }
            None => self.give_up(&delivery, false, out),
        }
    }

    fn try_again_at(&mut self, at: Instant, delivery: Delivery, out: &mut Out) {
        debug_assert!(delivery.attempts > 0 || delivery.failure.is_some(), "it was tried before");
        out.wake(at, Timer::Retry(delivery.number));
        self.keep_delivery(delivery);
    }

    /// The endpoint will not get it; its dead-letter queue may have.
    fn give_up(&mut self, delivery: &Delivery, dead_letter: bool, out: &mut Out) {
        let Some(subscription) = self.subscriptions.get_mut(&delivery.subscription) else { return };
        debug_assert!(!dead_letter || delivery.failure.is_some(), "a dead letter has a reason");
        subscription.total.number_of_notifications_failed += 1;
        subscription.total.number_of_notifications_redriven_to_dlq += u64::from(dead_letter);
        out.emit(Event::GivenUp { subscription: delivery.subscription, dead_letter });
        self.next_in_line(delivery, out);
    }

    /// A delivery is done: the one behind it is next.
    fn next_in_line(&mut self, delivery: &Delivery, out: &mut Out) {
        let Some(group) = &delivery.line else { return };
        let Some(subscription) = self.subscriptions.get_mut(&delivery.subscription) else { return };
        debug_assert_eq!(subscription.first_in_line(group), Some(delivery.number), "only the first of a line is tried");
        subscription.lines.remove(&(group.clone(), delivery.number));
        let next = subscription.first_in_line(group);
        if let Some(next) = next.and_then(|number| self.take_delivery(number)) {
            out.effect(Effect::Deliver(Box::new(next)));
        }
    }

    /// Forgets what waits for a subscription that is gone.
    pub(super) fn forget_deliveries(&mut self, subscription: SubscriptionId) {
        self.deliveries.retain(|_, delivery| delivery.subscription != subscription);
        self.delivery_bytes = self.deliveries.values().map(Delivery::bytes_behind).sum();
        debug_assert!(self.deliveries.values().all(|of| of.subscription != subscription), "nothing waits for it");
    }

    fn keep_delivery(&mut self, delivery: Delivery) {
        self.delivery_bytes += delivery.bytes_behind();
        let before = self.deliveries.insert(delivery.number, delivery);
        debug_assert!(before.is_none(), "a delivery waits once");
    }

    fn take_delivery(&mut self, number: u64) -> Option<Delivery> {
        let delivery = self.deliveries.remove(&number)?;
        debug_assert!(self.delivery_bytes >= delivery.bytes_behind(), "what goes was counted");
        self.delivery_bytes -= delivery.bytes_behind();
        Some(delivery)
    }
}

impl Delivery {
    pub(super) fn bytes_behind(&self) -> u64 {
        self.message.bytes_behind()
    }
}

impl Subscription {
    fn first_in_line(&self, group: &Arc<str>) -> Option<u64> {
        let ((of, number), ()) = self.lines.from(&(group.clone(), 0)).next()?;
        (of == group).then_some(*number)
    }
}
