//! MD5 of eight short texts at once, lane beside lane. RFC 1321; one block each.
//!
//! One MD5 is a chain of 64 steps that wait for each other; eight of them fill the processor while it waits.
use super::HashKey;
use wide::u32x8;

/// Texts that are hashed at once.
pub const LANES: usize = 8;

/// Most bytes of a text: what fits into one block beside the end mark and the length.
pub const SHORT: usize = 55;

/// A text of at most [`SHORT`] bytes, padded.
pub type Block = [u8; 64];

/// Pads a text in place: bytes behind `length` must be zero. `length` is at most [`SHORT`].
#[inline]
pub fn pad(block: &mut Block, length: usize) {
    debug_assert!(length <= SHORT && block[length..].iter().all(|byte| *byte == 0));
    block[length] = 0x80;
    block[56..58].copy_from_slice(&(length as u16 * 8).to_le_bytes());
}

const SHIFTS: [[i32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/// `floor(2^32 * abs(sin(step + 1)))`.
#[rustfmt::skip]
const SINES: [u32; 64] = [
    0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
    0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
    0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
    0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
    0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
    0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
    0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
    0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
];

const START: [u32; 4] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476];

/// The places of padded texts in the key space.
pub fn hash_keys(blocks: &[Block; LANES]) -> [HashKey; LANES] {
    let words: [u32x8; 16] = core::array::from_fn(|word| {
        let at = word * 4;
        u32x8::from(
            blocks.each_ref().map(|block| u32::from_le_bytes([block[at], block[at + 1], block[at + 2], block[at + 3]])),
        )
    });
    let [a, b, c, d] = rounds(&words).map(u32x8::to_array);
    core::array::from_fn(|lane| {
        let word = |word: [u32; LANES]| u128::from(word[lane].swap_bytes());
        HashKey(word(a) << 96 | word(b) << 64 | word(c) << 32 | word(d))
    })
}

#[inline(always)]
fn rounds(words: &[u32x8; 16]) -> [u32x8; 4] {
    let [mut a, mut b, mut c, mut d] = START.map(u32x8::splat);
    for step in 0..64 {
        let (mixed, word) = match step / 16 {
            0 => (d ^ (b & (c ^ d)), step),
            1 => (c ^ (d & (b ^ c)), (5 * step + 1) % 16),
            2 => (b ^ c ^ d, (3 * step + 5) % 16),
            _ => (c ^ (b | !d), 7 * step % 16),
        };
        let sum = a + mixed + u32x8::splat(SINES[step]) + words[word];
        let shift = SHIFTS[step / 16][step % 4];
        let turned = (sum << shift) | (sum >> (32 - shift));
        (a, d, c, b) = (d, c, b, b + turned);
    }
    let [first, second, third, fourth] = START.map(u32x8::splat);
    [a + first, b + second, c + third, d + fourth]
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    #[test]
    fn eight_at_once_are_as_one_after_the_other() {
        // Texts of every length that is short, of bytes that have nothing to do with each other.
        for length in 0..=SHORT {
            let texts: Vec<Vec<u8>> = (0..LANES as u64)
                .map(|lane| (0..length as u64).map(|at| crate::base::mix(lane, at) as u8).collect())
                .collect();
            let blocks = core::array::from_fn(|lane| {
                let mut block = [0; 64];
                block[..length].copy_from_slice(&texts[lane]);
                pad(&mut block, length);
                block
            });
            let each: Vec<HashKey> = texts.iter().map(|text| HashKey::of_partition_key(text)).collect();
            assert_eq!(hash_keys(&blocks)[..], each, "{length} bytes");
        }
    }
}
