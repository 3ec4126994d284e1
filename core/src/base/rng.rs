//! Randomness from a seed. Every actor has a stream of its own, derived from (seed, actor), so that adding
//! one actor leaves what all others draw untouched.
use rand_xoshiro::rand_core::{Rng as _, SeedableRng};
use rand_xoshiro::{SplitMix64, Xoshiro256PlusPlus};

/// One actor's stream of random numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rng(Xoshiro256PlusPlus);

impl Rng {
    /// The stream of `actor` in the run that `seed` starts.
    pub fn of_actor(seed: u64, actor: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(mix(seed, actor)))
    }
    /// A number in `0..n`; 0 if `n` is 0.
    pub fn below(&mut self, n: u64) -> u64 {
        below(self.0.next_u64(), n)
    }
}

/// A well-mixed number that depends on nothing but its two arguments. Records that the simulator makes up are
/// regenerated with it from (producer, index) whenever somebody looks at them.
pub fn mix(seed: u64, index: u64) -> u64 {
    // SplitMix64 is a counter run through a mixing function: starting it at (seed + index * step) is the
    // same as taking its index-th output.
    let state = seed.wrapping_add(index.wrapping_mul(0x9e37_79b9_7f4a_7c15));
    SplitMix64::from_seed(state.to_le_bytes()).next_u64()
}

/// Maps a random 64-bit number onto `0..n` without a division.
pub const fn below(random: u64, n: u64) -> u64 {
    ((random as u128 * n as u128) >> 64) as u64
}
