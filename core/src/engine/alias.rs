//! Vose's alias method with integer weights: a draw from any distribution in constant time and without
//! floats, so that every machine draws the same.
use crate::base::below;
use alloc::vec;
use alloc::vec::Vec;

/// A distribution over `0..len`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AliasTable {
    /// For each column: its own share of 2^32, and who gets the rest.
    columns: Vec<(u32, u32)>,
}

impl AliasTable {
    /// A table that draws `i` with probability `weights[i] / sum`. Weights are at most 2^32 each; if all
    /// are zero the draw is uniform.
    pub fn new(weights: &[u64]) -> Self {
        let n = weights.len() as u128;
        let total: u128 = weights.iter().map(|&w| u128::from(w)).sum();
        let mut columns: Vec<(u32, u32)> = (0..weights.len() as u32).map(|i| (u32::MAX, i)).collect();
        if total == 0 {
            return Self { columns };
        }
        // Scaled so that a column that is just full holds `total`.
        let mut scaled: Vec<u128> = weights.iter().map(|&w| u128::from(w) * n).collect();
        let (mut small, mut large) = (vec![], vec![]);
        for (index, &weight) in scaled.iter().enumerate() {
            if weight < total { small.push(index) } else { large.push(index) }
        }
        while let (Some(lower), Some(&upper)) = (small.pop(), large.last()) {
            let share = (scaled[lower] << 32) / total;
            columns[lower] = (u32::try_from(share).unwrap_or(u32::MAX), upper as u32);
            scaled[upper] -= total - scaled[lower];
            if scaled[upper] < total {
                large.pop();
                small.push(upper);
            }
        }
        Self { columns }
    }
    /// Zipf's law over `n` keys: the k-th has weight `1 / k^(exponent / 100)`.
    pub fn zipf(n: u32, exponent_hundredths: u32) -> Self {
        Self::new(&zipf_weights(n, exponent_hundredths))
    }
    /// The draw that belongs to one random number.
    pub fn draw(&self, random: u64) -> u32 {
        let column = below(random & 0xffff_ffff_0000_0000, self.columns.len() as u64) as usize;
        let (share, alias) = self.columns[column];
        if (random as u32) < share || share == u32::MAX { column as u32 } else { alias }
    }
}

/// Weights of Zipf's law in units of 2^-32 of the first one's, in integers only.
pub fn zipf_weights(n: u32, exponent_hundredths: u32) -> Vec<u64> {
    let (exponent, roots) = (u64::from(exponent_hundredths), roots_of_half());
    (1..=u64::from(n)).map(|k| exp2_neg(log2(k) * exponent / 100, &roots)).collect()
}

/// log2 of `k >= 1` in 32.32 fixed point, digit by digit.
fn log2(k: u64) -> u64 {
    let whole = k.ilog2();
    let mut mantissa = (u128::from(k) << 64) >> whole;
    let mut result = u64::from(whole) << 32;
    for bit in (0..32).rev() {
        mantissa = (mantissa * (mantissa >> 32)) >> 32;
        if mantissa >= 2 << 64 {
            mantissa >>= 1;
            result |= 1 << bit;
        }
    }
    result
}

/// 2^-(2^-i) for i = 1 … 32, by repeated square roots, in units of 2^-32.
fn roots_of_half() -> [u64; 32] {
    let mut root: u64 = 1 << 31;
    core::array::from_fn(|_| {
        root = (u128::from(root) << 32).isqrt() as u64;
        root
    })
}

/// 2^-x for `x` in 32.32 fixed point, in units of 2^-32.
fn exp2_neg(x: u64, roots: &[u64; 32]) -> u64 {
    let mut value: u64 = 1 << 32;
    for (bit, root) in (0..32).rev().zip(roots) {
        if x & (1 << bit) != 0 {
            value = ((u128::from(value) * u128::from(*root)) >> 32) as u64;
        }
    }
    value.checked_shr((x >> 32) as u32).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::mix;

    fn counts(table: &AliasTable, n: usize, draws: u64) -> Vec<u64> {
        let mut counts = vec![0; n];
        for index in 0..draws {
            counts[table.draw(mix(7, index)) as usize] += 1;
        }
        counts
    }

    #[test]
    fn draws_follow_the_weights() {
        let table = AliasTable::new(&[1, 2, 0, 5]);
        let counts = counts(&table, 4, 80_000);
        for (count, expected) in counts.iter().zip([10_000_i64, 20_000, 0, 50_000]) {
            assert!((*count as i64 - expected).abs() < 500, "{counts:?}");
        }
    }

    #[test]
    fn zipf_with_exponent_one_is_the_harmonic_series() {
        let weights = zipf_weights(100, 100);
        for (k, &weight) in (1..).zip(&weights) {
            let exact = (1_u64 << 32) / k;
            assert!(weight.abs_diff(exact) <= exact / 100_000 + 40, "1/{k}: {weight} for {exact}");
        }
        assert!(zipf_weights(50, 0).iter().all(|&w| w == 1 << 32));
    }
}
