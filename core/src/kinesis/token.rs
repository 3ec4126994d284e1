//! Shard iterators and page tokens as opaque text.
//!
//! Clients may rely on what AWS's iterators have in common: valid base64, eight bytes `00 … 01` in front, 152 bytes
//! and a multiple of 16. Within, ours are plain, with a checksum: one that was made up is answered as invalid.
use crate::base::{Instant, mix};
use crate::kinesis::{
    BranchId, ConsumerId, ConsumersToken, ListShardsToken, ShardFilter, ShardId, ShardIterator, StreamId,
};
use crate::wire::base64;
use alloc::string::String;
use alloc::vec::Vec;

const ITERATOR_BYTES: usize = 168;
const TOKEN_BYTES: usize = 72;
/// What tells a token of ListStreamConsumers from one of ListShards, whose filters are 0 … 5.
const CONSUMERS: u64 = 6;

struct Writer(Vec<u8>);

impl Writer {
    fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_be_bytes());
    }
    /// Fills up, hides, adds the checksum.
    fn finish(mut self, bytes: usize) -> String {
        let sum = checksum(&self.0);
        self.number(sum);
        self.0.resize(bytes, 0);
        for (at, byte) in self.0.iter_mut().enumerate().skip(8) {
            *byte ^= mask(sum, at);
        }
        // The key to the mask lies at the end.
        let end = self.0.len() - 8;
        self.0[end..].copy_from_slice(&sum.to_be_bytes());
        base64::encode(&self.0)
    }
}

fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0x5a, |sum, &byte| mix(sum, u64::from(byte)))
}

fn mask(sum: u64, at: usize) -> u8 {
    mix(sum, at as u64) as u8
}

/// The numbers of a text that [`Writer::finish`] wrote; `N` of them.
fn read<const N: usize>(text: &str, bytes: usize) -> Option<[u64; N]> {
    // AWS tolerates double quotes around an iterator.
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let mut all = base64::decode(text).filter(|all| all.len() == bytes)?;
    let sum = u64::from_be_bytes(all[bytes - 8..].try_into().ok()?);
    for (at, byte) in all.iter_mut().enumerate().take(bytes - 8).skip(8) {
        *byte ^= mask(sum, at);
    }
    let number =
        |place: usize| -> Option<u64> { Some(u64::from_be_bytes(all[place * 8..place * 8 + 8].try_into().ok()?)) };
    let ours = number(0)? == 1 && checksum(&all[..8 * N + 8]) == sum && number(N + 1)? == sum;
    let mut numbers = [0; N];
    for (place, slot) in numbers.iter_mut().enumerate() {
        *slot = number(place + 1)?;
    }
    // Whatever fills up is zero: one text for each iterator.
    (ours && all[8 * (N + 2)..bytes - 8].iter().all(|&b| b == 0)).then_some(numbers)
}

pub fn iterator_text(iterator: &ShardIterator) -> String {
    let mut writer = Writer(Vec::with_capacity(ITERATOR_BYTES));
    let (stream, shard) = (u64::from(iterator.stream.0), u64::from(iterator.shard.0));
    let (issued, branch) = (iterator.issued_at.as_micros(), u64::from(iterator.branch.0));
    [1, stream, shard, iterator.position, issued, branch].into_iter().for_each(|number| writer.number(number));
    writer.finish(ITERATOR_BYTES)
}

pub fn iterator(text: &str) -> Option<ShardIterator> {
    let [stream, shard, position, issued, branch] = read(text, ITERATOR_BYTES)?;
    Some(ShardIterator {
        stream: StreamId(u32::try_from(stream).ok()?),
        shard: ShardId(u32::try_from(shard).ok()?),
        position,
        issued_at: Instant::from_micros(issued),
        branch: BranchId(u32::try_from(branch).ok()?),
    })
}

pub fn list_shards_text(token: &ListShardsToken) -> String {
    let (kind, value) = match token.filter {
        ShardFilter::FromTrimHorizon => (0, 0),
        ShardFilter::AfterShardId(id) => (1, u64::from(id.0)),
        ShardFilter::AtTrimHorizon => (2, 0),
        ShardFilter::AtLatest => (3, 0),
        ShardFilter::AtTimestamp(at) => (4, at.as_micros()),
        ShardFilter::FromTimestamp(at) => (5, at.as_micros()),
    };
    let mut writer = Writer(Vec::with_capacity(TOKEN_BYTES));
    let (stream, after) = (u64::from(token.stream.0), u64::from(token.after.0));
    [1, stream, after, kind, value, token.issued_at.as_micros()].into_iter().for_each(|number| writer.number(number));
    writer.finish(TOKEN_BYTES)
}

pub fn list_shards(text: &str) -> Option<ListShardsToken> {
    let [stream, after, kind, value, issued] = read(text, TOKEN_BYTES)?;
    let filter = match kind {
        0 => ShardFilter::FromTrimHorizon,
        1 => ShardFilter::AfterShardId(ShardId(u32::try_from(value).ok()?)),
        2 => ShardFilter::AtTrimHorizon,
        3 => ShardFilter::AtLatest,
        4 => ShardFilter::AtTimestamp(Instant::from_micros(value)),
        5 => ShardFilter::FromTimestamp(Instant::from_micros(value)),
        _ => return None,
    };
    Some(ListShardsToken {
        stream: StreamId(u32::try_from(stream).ok()?),
        after: ShardId(u32::try_from(after).ok()?),
        filter,
        issued_at: Instant::from_micros(issued),
    })
}

pub fn consumers_text(token: &ConsumersToken) -> String {
    let mut writer = Writer(Vec::with_capacity(TOKEN_BYTES));
    let (stream, after) = (u64::from(token.stream.0), u64::from(token.after.0));
    [1, stream, after, CONSUMERS, 0, token.issued_at.as_micros()].into_iter().for_each(|number| writer.number(number));
    writer.finish(TOKEN_BYTES)
}

pub fn consumers(text: &str) -> Option<ConsumersToken> {
    let [stream, after, CONSUMERS, 0, issued] = read(text, TOKEN_BYTES)? else { return None };
    Some(ConsumersToken {
        stream: StreamId(u32::try_from(stream).ok()?),
        after: ConsumerId(u32::try_from(after).ok()?),
        issued_at: Instant::from_micros(issued),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_iterator_survives_its_text_and_nothing_else_does() {
        let given = ShardIterator {
            stream: StreamId(3),
            shard: ShardId(7),
            position: 1 << 40,
            issued_at: Instant::from_secs(1_767_225_600),
            branch: BranchId(2),
        };
        let text = iterator_text(&given);
        assert_eq!(iterator(&text), Some(given));
        let bytes = base64::decode(&text).unwrap();
        assert_eq!(
            (&bytes[..8], (bytes.len() - 152) % 16, text.len() <= 512),
            (&[0, 0, 0, 0, 0, 0, 0, 1][..], 0, true)
        );
        for at in 0..bytes.len() {
            let mut forged = bytes.clone();
            forged[at] ^= 1;
            assert_eq!(iterator(&base64::encode(&forged)), None, "byte {at}");
        }
        let token = ListShardsToken {
            stream: StreamId(1),
            after: ShardId(999),
            filter: ShardFilter::AtTimestamp(Instant::from_secs(5)),
            issued_at: Instant::from_secs(9),
        };
        assert_eq!(list_shards(&list_shards_text(&token)), Some(token));
        assert_eq!(list_shards(&text), None);
        let given = ConsumersToken { stream: StreamId(2), after: ConsumerId(8), issued_at: Instant::from_secs(7) };
        assert_eq!(consumers(&consumers_text(&given)), Some(given));
        assert_eq!((list_shards(&consumers_text(&given)), consumers(&list_shards_text(&token))), (None, None));
    }
}
