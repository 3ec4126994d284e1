//! How a file's partition keys would spread over shards: is one hot, and how many shards does it take?
use super::Dataset;
use crate::hash::{HashKey, uniform_ranges};
use crate::kinesis::quota::{WRITE_BYTES_PER_SECOND, WRITE_RECORDS_PER_SECOND};
use alloc::vec;
use alloc::vec::Vec;

/// The report tries 1 … this many shards.
pub const REPORT_SHARDS: u32 = 64;

/// What one number of equal shards would get.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShardFit {
    pub records: Vec<u64>,
    /// Data and partition keys.
    pub bytes: Vec<u64>,
    /// Most records and bytes that any of the shards gets in any one second.
    pub peak_records: u64,
    pub peak_bytes: u64,
    /// No shard's mean over the whole time is over its limits.
    pub fits_mean: bool,
    /// No shard's peak second is over its limits.
    pub fits_peak: bool,
}

/// Keys of a data set, and how it fits each number of shards, as far as that has been worked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyReport {
    pub rows: u32,
    pub keys: u32,
    pub bytes: u64,
    /// Numbers of the keys with most rows, most first, ten at most.
    pub hottest: Vec<u32>,
    pub hottest_rows: u64,
    /// Length of the data in seconds, at least 1.
    pub seconds: u64,
    /// Busiest second of any single key: no number of shards spreads that.
    pub key_peak_records: u64,
    pub key_peak_bytes: u64,
    /// For 1, 2, 3, … shards.
    pub fits: Vec<ShardFit>,
    second_of: SecondOf,
}

/// How a row finds its second.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SecondOf {
    Offset,
    /// So many rows a second.
    Rate(u32),
}

impl SecondOf {
    fn row(self, rows: &Dataset, row: u32) -> u64 {
        match self {
            Self::Offset => rows.offset_micros(row) / 1_000_000,
            Self::Rate(rate) => u64::from(row) / u64::from(rate.max(1)),
        }
    }
}

impl KeyReport {
    /// The report on the keys alone; [`try_next`](Self::try_next) adds the shards. Rows come at their own
    /// times, or, with `rate`, at so many a second.
    pub fn new(rows: &Dataset, rate: Option<u32>) -> Self {
        let mut by_rows: Vec<u32> = (0..rows.keys()).collect();
        by_rows.sort_by_key(|&key| (core::cmp::Reverse(rows.rows_of(key)), key));
        by_rows.truncate(10);
        let second_of = rate.map_or(SecondOf::Offset, SecondOf::Rate);
        let last = rows.len().checked_sub(1).map_or(0, |row| second_of.row(rows, row));
        let mut report = Self {
            rows: rows.len(),
            keys: rows.keys(),
            bytes: (0..rows.len()).map(|row| u64::from(rows.bytes(row))).sum(),
            hottest_rows: by_rows.iter().map(|&key| u64::from(rows.rows_of(key))).sum(),
            hottest: by_rows,
            seconds: last + 1,
            key_peak_records: 0,
            key_peak_bytes: 0,
            fits: Vec::new(),
            second_of,
        };
        let all_keys: Vec<u32> = (0..rows.keys()).collect();
        let by_key = report.spread(rows, &all_keys, rows.keys() as usize);
        (report.key_peak_records, report.key_peak_bytes) = (by_key.peak_records, by_key.peak_bytes);
        report
    }

    /// Second of a row, counted from the first one.
    pub fn second_of(&self, rows: &Dataset, row: u32) -> u64 {
        self.second_of.row(rows, row)
    }

    /// Works out the next number of shards; `false` once all are done.
    pub fn try_next(&mut self, rows: &Dataset) -> bool {
        let shards = self.fits.len() as u32 + 1;
        if shards > REPORT_SHARDS {
            return false;
        }
        let ends: Vec<HashKey> = uniform_ranges(shards).map(|range| range.ending_hash_key).collect();
        let owner = |key: u32| ends.partition_point(|&end| end < rows.hash_key(key)) as u32;
        let owners: Vec<u32> = (0..rows.keys()).map(owner).collect();
        let fit = self.spread(rows, &owners, shards as usize);
        debug_assert_eq!(owners.len(), rows.keys() as usize, "each key has an owner");
        self.fits.push(fit);
        true
    }

    /// Counts rows by the place that `places` gives their key.
    fn spread(&self, rows: &Dataset, places: &[u32], count: usize) -> ShardFit {
        let mut fit = ShardFit {
            records: vec![0; count],
            bytes: vec![0; count],
            peak_records: 0,
            peak_bytes: 0,
            fits_mean: true,
            fits_peak: true,
        };
        // Per place: the second that is being counted, its records and its bytes.
        let mut seconds = vec![(u64::MAX, 0_u64, 0_u64); count];
        for row in 0..rows.len() {
            let place = places[rows.key(row) as usize] as usize;
            let (second, bytes) = (self.second_of.row(rows, row), u64::from(rows.bytes(row)));
            fit.records[place] += 1;
            fit.bytes[place] += bytes;
            let counting = &mut seconds[place];
            if counting.0 != second {
                *counting = (second, 0, 0);
            }
            counting.1 += 1;
            counting.2 += bytes;
            fit.peak_records = fit.peak_records.max(counting.1);
            fit.peak_bytes = fit.peak_bytes.max(counting.2);
        }
        let within = |records: u64, bytes: u64, seconds: u64| {
            records <= seconds * u64::from(WRITE_RECORDS_PER_SECOND)
                && bytes <= seconds * u64::from(WRITE_BYTES_PER_SECOND)
        };
        let most = |counts: &[u64]| counts.iter().copied().max().unwrap_or(0);
        fit.fits_mean = within(most(&fit.records), most(&fit.bytes), self.seconds);
        fit.fits_peak = within(fit.peak_records, fit.peak_bytes, 1);
        fit
    }

    /// The least number of shards at which the average load fits; `None` up to 64.
    pub fn first_by_mean(&self) -> Option<u32> {
        self.fits.iter().position(|fit| fit.fits_mean).map(|place| place as u32 + 1)
    }
    /// The least number of shards at which the peak second fits; `None` up to 64.
    pub fn first_by_peak(&self) -> Option<u32> {
        self.fits.iter().position(|fit| fit.fits_peak).map(|place| place as u32 + 1)
    }
    /// The least number of shards at which the peak second fills three quarters of the fullest shard at most; `None` up to 64.
    pub fn first_with_headroom(&self) -> Option<u32> {
        let within = |fit: &ShardFit| {
            fit.peak_records * 4 <= u64::from(WRITE_RECORDS_PER_SECOND) * 3
                && fit.peak_bytes * 4 <= u64::from(WRITE_BYTES_PER_SECOND) * 3
        };
        self.fits.iter().position(within).map(|place| place as u32 + 1)
    }
    /// Whether any number of shards would do: no single key is over a shard's limits by itself.
    pub fn any_number_would_do(&self) -> bool {
        self.key_peak_records <= u64::from(WRITE_RECORDS_PER_SECOND)
            && self.key_peak_bytes <= u64::from(WRITE_BYTES_PER_SECOND)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::DatasetBuilder;

    #[test]
    fn a_hot_key_is_found_and_no_number_of_shards_helps() {
        let mut rows = DatasetBuilder::default();
        for row in 0..1_400_u64 {
            rows.push(b"{}", "truck_62", None, Some(row)).unwrap();
        }
        for row in 0..100 {
            rows.push(b"{}", &alloc::format!("truck_{row}"), None, Some(5_000_000)).unwrap();
        }
        let rows = rows.finish();
        let mut report = KeyReport::new(&rows, None);
        while report.try_next(&rows) {}
        assert_eq!((report.rows, report.keys, report.seconds), (1_500, 100, 6));
        assert_eq!(rows.partition_key(report.hottest[0]), b"truck_62");
        assert_eq!(report.key_peak_records, 1_400);
        assert!(!report.any_number_would_do());
        assert_eq!((report.first_by_mean(), report.first_by_peak()), (Some(1), None));
        assert_eq!(report.fits.len(), 64);
        assert!(report.fits.iter().all(|fit| fit.records.iter().sum::<u64>() == 1_500));
    }

    #[test]
    fn a_key_at_the_limit_can_be_had_and_one_record_or_byte_more_cannot() {
        let would_do = |records: u32, bytes: usize| {
            let mut rows = DatasetBuilder::default();
            (0..records).for_each(|_| rows.push(&alloc::vec![b'x'; bytes], "k", None, Some(0)).unwrap());
            let rows = rows.finish();
            let mut report = KeyReport::new(&rows, None);
            while report.try_next(&rows) {}
            report.any_number_would_do()
        };
        assert_eq!([would_do(1_000, 2), would_do(1_001, 2)], [true, false]);
        // With its key of one byte each of these is 1 KiB, so 1,024 would be 1 MiB: 512 of 2 KiB are.
        assert_eq!([would_do(512, 2_047), would_do(512, 2_048)], [true, false]);
    }

    #[test]
    fn at_a_rate_the_hundred_trucks_need_as_many_shards_as_counting_says() {
        let mut rows = DatasetBuilder::default();
        for row in 0..20_000 {
            rows.push(b"{}", &alloc::format!("truck_{}", row % 100 + 1), None, None).unwrap();
        }
        let rows = rows.finish();
        let mut report = KeyReport::new(&rows, Some(4_000));
        while report.try_next(&rows) {}
        assert_eq!(report.fits[4].records, [20, 19, 19, 24, 18].map(|trucks| trucks * 200));
        assert_eq!(report.fits[4].peak_records, 24 * 40);
        assert_eq!(report.first_by_peak(), Some(5), "four shards: 28 of 100 trucks make 1,120 a second");
        // With headroom no shard has more than 18 trucks, which make 720 a second; 19 make 760.
        let headroom = report.first_with_headroom().unwrap() as usize;
        assert!(report.fits[headroom - 1].peak_records <= 750 && headroom > 5);
        assert!(report.fits[..headroom - 1].iter().all(|fit| fit.peak_records > 750));
    }

    #[test]
    fn an_empty_file_has_an_empty_report() {
        let rows = DatasetBuilder::default().finish();
        let mut report = KeyReport::new(&rows, None);
        while report.try_next(&rows) {}
        assert_eq!((report.rows, report.keys, report.hottest.len()), (0, 0, 0));
    }
}
