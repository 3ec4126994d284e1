//! What a topic delivers goes to queues and functions.
use super::Routed;
use crate::message::{Content, MessageAttribute, Supplied, supplied};
use crate::service::Principal;
use crate::sim::{Config, Sim, Sink};
use crate::sns::{self, Delivery, Endpoint, Failure, Sns};
use crate::sqs::{self, Sqs};
use alloc::string::ToString;
use alloc::sync::Arc;

impl Routed for Sns {
    fn begin(config: &Config) -> Self {
        Self::new(config.account.account_id.clone())
    }

    fn route(sim: &mut Sim, effect: sns::Effect, trace: &mut dyn Sink) {
        let sns::Effect::Deliver(delivery) = effect;
        let result = match sim.services.sns.endpoint_of(&delivery) {
            Some(Endpoint::Lambda(name)) => {
                let message = &delivery.message;
                sim.invoke_by_topic(&name, message.id, &message.content);
                *sim.invocations.entry(name).or_default() += 1;
                Ok(())
            }
            Some(Endpoint::Sqs(name)) => sim.deliver(&name, &delivery, trace),
            None => Err(Failure::Client),
        };
        sim.with(SNS, trace, |sns: &mut Sns, context, out| sns.delivered(context.now, *delivery, result, out));
    }
}

/// Who calls when a topic delivers. SNS developer guide, "Subscribing an Amazon SQS queue".
const SNS: Principal = Principal::Service("sns.amazonaws.com");

/// Attributes of a message that a queue takes. SNS developer guide, "Raw message delivery".
const ATTRIBUTES_MOST: usize = 10;

impl Sim {
    /// Sends a topic's message to a queue.
    fn deliver(&mut self, name: &str, delivery: &Delivery, trace: &mut dyn Sink) -> Result<(), Failure> {
        let queue = self.services.sqs.named(name).ok_or(Failure::Client)?;
        let (id, is_fifo) = (queue.id, queue.is_fifo());
        let (message, raw) = (&delivery.message, self.services.sns.is_raw(delivery));
        if raw && supplied(&self.sources, &message.content).attributes.len() > ATTRIBUTES_MOST {
            // Raw delivery discards a message with more.
            return Err(Failure::Client);
        }
        let (content, bytes) = self.form(delivery, raw);
        let entry = sqs::Entry {
            content,
            bytes,
            delay_seconds: None,
            message_group_id: message.group.as_deref(),
            // A queue of the other kind would refuse it.
            message_deduplication_id: message.deduplication_id.as_deref().filter(|_| is_fifo),
            body_digest: None,
        };
        let sent = self.with(SNS, trace, |sqs: &mut Sqs, context, out| sqs.send(context.now, id, &entry, out));
        match sent {
            Ok(_) => Ok(()),
            Err(sqs::Error::RequestThrottled(_)) => Err(Failure::Server),
            Err(_) => Err(Failure::Client),
        }
    }

    /// The message as the queue gets it, and its bytes.
    fn form(&self, delivery: &Delivery, raw: bool) -> (Content, u32) {
        let message = &delivery.message;
        let mut content = message.content.clone();
        if !raw {
            let body = sns::envelope(message, &supplied(&self.sources, &content), delivery.is_replay);
            content = Content::Supplied(Arc::new(Supplied { body, ..Supplied::default() }));
        }
        if let Some(failure) = delivery.failure {
            let mut with_reason = (*supplied(&self.sources, &content)).clone();
            with_reason.attributes.extend(why(failure));
            content = Content::Supplied(Arc::new(with_reason));
        }
        let bytes = match &content {
            Content::Supplied(supplied) => supplied.bytes(),
            Content::Made { .. } => message.bytes,
        };
        (content, bytes)
    }
}

/// What tells a dead letter's reader why. SNS developer guide, "Amazon SNS dead-letter queues".
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
