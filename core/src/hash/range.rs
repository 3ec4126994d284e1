//! Inclusive ranges of the key space, and how they are cut and joined.
use super::HashKey;
use serde::{Deserialize, Serialize};

/// A shard's part of the key space; both ends belong to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HashKeyRange {
    pub starting_hash_key: HashKey,
    pub ending_hash_key: HashKey,
}

impl HashKeyRange {
    /// The whole key space.
    pub const ALL: Self = Self { starting_hash_key: HashKey::MIN, ending_hash_key: HashKey::MAX };

    pub const fn contains(&self, key: HashKey) -> bool {
        self.starting_hash_key.0 <= key.0 && key.0 <= self.ending_hash_key.0
    }

    /// The lower and the upper part when the upper one starts at `at`. `None` unless
    /// `start + 1 < at < end`: AWS leaves each child at least two keys (the second one's end included).
    pub fn split_at(&self, at: HashKey) -> Option<(Self, Self)> {
        let (start, end) = (self.starting_hash_key.0, self.ending_hash_key.0);
        let legal = at.0 > start.saturating_add(1) && at.0 < end;
        legal.then(|| self.cut(at))
    }

    /// The key at which a split makes two equal halves.
    pub fn midpoint(&self) -> HashKey {
        let (start, end) = (self.starting_hash_key.0, self.ending_hash_key.0);
        HashKey(start + (end - start) / 2 + 1)
    }

    /// The union, where `next` begins right after this range ends; otherwise `None`. Order matters.
    pub fn merge(&self, next: &Self) -> Option<Self> {
        let adjacent = self.ending_hash_key.0.checked_add(1) == Some(next.starting_hash_key.0);
        adjacent.then_some(Self { ending_hash_key: next.ending_hash_key, ..*self })
    }

    fn cut(&self, at: HashKey) -> (Self, Self) {
        let lower = Self { ending_hash_key: HashKey(at.0 - 1), ..*self };
        (lower, Self { starting_hash_key: at, ..*self })
    }
}

/// The ranges of a new stream of `count` shards: `floor(2^128 / count)` keys each, the rest to the last.
/// `count` is at least 1.
pub fn uniform_ranges(count: u32) -> impl Iterator<Item = HashKeyRange> {
    (0..count).map(move |index| HashKeyRange {
        starting_hash_key: uniform_start(count, index),
        ending_hash_key: match index + 1 == count {
            true => HashKey::MAX,
            false => HashKey(uniform_start(count, index + 1).0 - 1),
        },
    })
}

fn uniform_start(count: u32, index: u32) -> HashKey {
    // 2^128 does not fit: floor(2^128 / n) is floor((2^128 - 1) / n), plus 1 where n divides 2^128.
    let n = u128::from(count);
    let step = u128::MAX / n + u128::from(u128::MAX % n == n - 1 && n > 1);
    HashKey(step.wrapping_mul(u128::from(index)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_leaves_each_child_two_keys() {
        let range = HashKeyRange { starting_hash_key: HashKey(10), ending_hash_key: HashKey(20) };
        let legal = |at| range.split_at(HashKey(at)).is_some();
        assert_eq!([10, 11, 12, 19, 20].map(legal), [false, false, true, true, false]);
        let (lower, upper) = range.split_at(HashKey(15)).unwrap();
        assert_eq!((lower.ending_hash_key.0, upper.starting_hash_key.0), (14, 15));
        assert_eq!(lower.merge(&upper), Some(range));
        assert_eq!(upper.merge(&lower), None);
    }

    #[test]
    fn the_midpoint_halves_the_space() {
        assert_eq!(HashKeyRange::ALL.midpoint(), HashKey(1 << 127));
    }
}
