//! What a lane sends, whatever it sends to.
use super::Lab;
use crate::client::lab::{Lane, cost};
use crate::kinesis::{self, Kinesis, Payload, Put};
use crate::message::Content;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// What became of a call that was taken.
#[derive(Default)]
pub(super) struct Sent {
    /// Messages that were refused for themselves.
    pub refused: Vec<u32>,
    pub put_units: u64,
    /// Why they were.
    pub trouble: Option<&'static str>,
}

impl Sent {
    pub fn of<T, E>(batch: &[u32], each: &[Result<T, E>]) -> Self {
        let refused = batch.iter().zip(each).filter(|(_, result)| result.is_err());
        let refused: Vec<u32> = refused.map(|(index, _)| *index).collect();
        let trouble = (!refused.is_empty()).then_some("refused by the service");
        Self { refused, put_units: 0, trouble }
    }
}

/// A message of a call to a queue or a topic.
pub(super) struct Message {
    pub content: Content,
    pub bytes: u32,
    pub group: Option<String>,
    pub id: Option<String>,
}

impl Lab<'_> {
    pub(super) fn put(&mut self, lane: &Lane, name: &str, batch: &[u32]) -> Result<Sent, &'static str> {
        let source = &self.sim.sources[usize::from(lane.source)];
        let entry = |index: &u32| {
            let key = source.key_of(*index);
            let payload = Payload::Made { source: lane.source, index: *index };
            kinesis::Entry { hash_key: source.route(*index, key), bytes: source.bytes(*index, key), payload }
        };
        let entries: Vec<_> = batch.iter().map(entry).collect();
        let mut results = Vec::new();
        let put = self.call(lane.id, |kinesis: &mut Kinesis, context, out| {
            kinesis.put_records(context.now, name, &entries, &mut results, out)
        });
        put.map_err(|error| error.aws_code())?;
        let mut sent = Sent::default();
        for ((index, entry), result) in batch.iter().zip(&entries).zip(&results) {
            match result {
                Put::Accepted { .. } => sent.put_units += u64::from(entry.bytes.div_ceil(cost::UNIT_BYTES).max(1)),
                Put::Throttled { .. } | Put::Failed => {
                    sent.refused.push(*index);
                    sent.trouble = Some("ProvisionedThroughputExceededException");
                }
            }
        }
        Ok(sent)
    }

    /// A call's messages, with groups and deduplication ids where the service wants them.
    pub(super) fn messages(&self, lane: &Lane, batch: &[u32], is_fifo: bool) -> Vec<Message> {
        let source = &self.sim.sources[usize::from(lane.source)];
        let message = |index: &u32| Message {
            content: Content::Made { source: lane.source, index: *index },
            bytes: source.bytes(*index, source.key_of(*index)),
            // The group has the name that a partition key would have.
            group: is_fifo.then(|| {
                let key = source.partition_key(source.key_of(*index));
                String::from_utf8_lossy(&key).into_owned()
            }),
            id: is_fifo.then(|| format!("{}-{index}", lane.id.0)),
        };
        batch.iter().map(message).collect()
    }
}
