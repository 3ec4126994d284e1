//! What of a topic did not arrive.
use super::Cause;
use crate::sim::Sim;
use crate::sns::{Endpoint, TopicId};
use alloc::vec::Vec;

/// What is behind the figures of a topic; nothing, where it is gone, or everybody got everything.
pub fn topic(sim: &Sim, id: TopicId) -> Vec<Cause> {
    let Some(topic) = sim.sns().topic(id) else { return Vec::new() };
    let mut chain = Vec::new();
    for subscription in sim.sns().of_topic(id) {
        let (total, waiting) = (&subscription.total, subscription.waiting());
        let endpoint = || subscription.endpoint.name().into();
        if matches!(&subscription.endpoint, Endpoint::Sqs(name) if sim.sqs().named(name).is_none()) {
            chain.push(Cause::EndpointGone { endpoint: endpoint() });
        }
        if waiting > 0 {
            chain.push(Cause::Retried { endpoint: endpoint(), waiting, attempts: total.attempts_failed });
        }
        if total.number_of_notifications_failed > 0 {
            chain.push(Cause::Undelivered {
                endpoint: endpoint(),
                messages: total.number_of_notifications_failed,
                dead_letters: total.number_of_notifications_redriven_to_dlq,
            });
        }
        if total.number_of_notifications_filtered_out > 0 {
            let messages = total.number_of_notifications_filtered_out;
            chain.push(Cause::FilteredOut { endpoint: endpoint(), messages });
        }
    }
    if topic.total.deduplicated > 0 {
        chain.push(Cause::Deduplicated { messages: topic.total.deduplicated });
    }
    if topic.total.throttled > 0 {
        chain.push(Cause::PublishesRefused { calls: topic.total.throttled });
    }
    chain
}
