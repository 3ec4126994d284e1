//! The Kinesis agent: it tails a log file and puts each line as a record. How far it has come it notes in a database of its
//! own, and there it goes on after a crash: lines that were on their way are sent again.
//!
//! It has no idea of keys: a line's partition key is random, or the MD5 of the line. Which line comes from which truck
//! decides nothing, so the order of a truck's lines is not kept.
use super::{Batch, Source};
use crate::base::Instant;
use alloc::collections::{BTreeMap, VecDeque};
use alloc::sync::Arc;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// `partitionKeyOption`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgentKey {
    Random,
    /// MD5 of the line.
    Deterministic,
}

/// Settings by the names of agent.json. Defaults and ranges: Kinesis Data Streams developer guide, "Agent configuration
/// settings".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentSettings {
    /// `maxBufferSizeRecords`, 1 … 500.
    pub buffer_records: u32,
    /// `maxBufferSizeBytes`, 1 … 4,194,304.
    pub buffer_bytes: u32,
    /// `maxBufferAgeMillis`, 1,000 … 900,000.
    pub buffer_age_millis: u32,
    pub partition_key: AgentKey,
}

impl Default for AgentSettings {
    fn default() -> Self {
        Self { buffer_records: 500, buffer_bytes: 4 << 20, buffer_age_millis: 60_000, partition_key: AgentKey::Random }
    }
}

impl AgentSettings {
    /// How many of these lines fill one buffer, by number and by bytes; one at least.
    fn fill(&self, of: &Source, first: u32, count: u32) -> u32 {
        let mut bytes = 0;
        let fits = |index: &u32| {
            bytes += of.bytes(*index, of.key_of(*index));
            *index == first || bytes <= self.buffer_bytes
        };
        (first..first + count.min(self.buffer_records)).take_while(fits).count() as u32
    }
}

/// Buffers that may wait to be acknowledged: beyond that the agent reads on only when one is. Ours: the agent's queue has an
/// end, too.
const BUFFERS_MOST: usize = 100;

/// A buffer that has been sent.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    source: u16,
    first: u32,
    lines: u32,
    /// With the ends of the lines.
    bytes: u64,
    /// Lines that the service has not acknowledged.
    left: u32,
}

/// Where in its file an agent stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePosition {
    /// The checkpoint: all lines before this one, and all bytes before this one, have been acknowledged.
    pub line: u64,
    pub byte: u64,
    /// The agent does not run until then.
    pub down_until: Option<Instant>,
    /// Lines that were sent again after a crash.
    pub again: u64,
    /// What was sent behind the checkpoint, by the number of its first line.
    sent: BTreeMap<u64, Sent>,
    /// Lines that it has not read: source, first and how many.
    unread: VecDeque<(u16, u32, u32)>,
}

impl FilePosition {
    /// What is to be sent now: after a crash everything behind the checkpoint, then new lines as far as there is room.
    pub(super) fn read(
        &mut self,
        now: Instant,
        lines: &Batch,
        settings: &AgentSettings,
        sources: &[Arc<Source>],
    ) -> Vec<Batch> {
        let mut buffers = match self.down_until.take() {
            Some(_) => self.behind_checkpoint(now),
            None => Vec::new(),
        };
        self.see(lines);
        buffers.extend(self.read_on(now, settings, sources));
        buffers
    }

    /// Notes that there are more lines.
    fn see(&mut self, lines: &Batch) {
        let &Batch::Fresh { source, first, count, .. } = lines else { return };
        match self.unread.back_mut() {
            Some((of, begin, length)) if *of == source && *begin + *length == first => *length += count,
            _ if count > 0 => self.unread.push_back((source, first, count)),
            _ => {}
        }
    }

    /// Buffers of what has not been read yet, until so many wait to be acknowledged.
    pub(super) fn read_on(&mut self, now: Instant, settings: &AgentSettings, sources: &[Arc<Source>]) -> Vec<Batch> {
        let mut buffers = Vec::new();
        while self.sent.len() < BUFFERS_MOST
            && let Some((source, first, left)) = self.unread.front_mut()
        {
            let of = &sources[*source as usize];
            let count = settings.fill(of, *first, *left);
            let buffer = Batch::Fresh { source: *source, first: *first, count, born: now };
            debug_assert!(count > 0 && count <= *left, "a buffer has a line at least");
            (*first, *left) = (*first + count, *left - count);
            if *left == 0 {
                self.unread.pop_front();
            }
            self.sends(&buffer, of);
            buffers.push(buffer);
        }
        buffers
    }

    /// Lines of the file that it has not read yet.
    pub fn unread(&self) -> u64 {
        self.unread.iter().map(|(.., lines)| u64::from(*lines)).sum()
    }

    fn sends(&mut self, buffer: &Batch, of: &Source) {
        let &Batch::Fresh { source, first, count, .. } = buffer else { return };
        let bytes = (first..first + count).map(|index| of.line_bytes(index)).sum();
        let sent = Sent { source, first, lines: count, bytes, left: count };
        debug_assert!(self.sent.len() < BUFFERS_MOST, "so many buffers are under way at most");
        self.sent.insert(of.base + u64::from(first), sent);
    }

    /// One line has been acknowledged. The checkpoint moves to the first line that has not.
    pub(super) fn acknowledged(&mut self, line: u64) {
        if let Some((_, sent)) = self.sent.range_mut(..=line).next_back() {
            sent.left = sent.left.saturating_sub(1);
        }
        while self.sent.first_key_value().is_some_and(|(_, sent)| sent.left == 0) {
            if let Some((first, sent)) = self.sent.pop_first() {
                debug_assert!(first >= self.line, "the checkpoint goes forward");
                self.line = first + u64::from(sent.lines);
                self.byte += sent.bytes;
            }
        }
    }

    /// Everything behind the checkpoint, to be sent again after a crash.
    fn behind_checkpoint(&mut self, now: Instant) -> Vec<Batch> {
        let again = |sent: &mut Sent| {
            debug_assert!(sent.left <= sent.lines, "no line is acknowledged before it is sent");
            sent.left = sent.lines;
            self.again += u64::from(sent.lines);
            Batch::Fresh { source: sent.source, first: sent.first, count: sent.lines, born: now }
        };
        self.sent.values_mut().map(again).collect()
    }

    /// Lines that were sent and are behind the checkpoint.
    pub fn unacknowledged(&self) -> u64 {
        self.sent.values().map(|sent| u64::from(sent.lines)).sum()
    }

    pub(super) fn heap_bytes(&self) -> u64 {
        self.sent.len() as u64 * 56 + self.unread.len() as u64 * 12
    }
}
