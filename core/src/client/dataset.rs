//! Rows of a user's file: their data, their partition keys, what they are about, and when they happened.
use crate::hash::HashKey;
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// Rows in the order of their time; kept as they came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dataset {
    text: Vec<u8>,
    rows: Vec<Row>,
    keys: Vec<Key>,
    key_text: Vec<u8>,
    /// What rows are about, where that is another column than the key: where each name lies in its text.
    subjects: Vec<(u32, u32)>,
    subject_text: Vec<u8>,
    /// Whether the rows have times of their own.
    pub timed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    start: u32,
    length: u32,
    key: u32,
    /// The key's number, where the key says what a row is about.
    subject: u32,
    /// Microseconds after the first row; 0 where rows have no time.
    offset: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    hash_key: HashKey,
    start: u32,
    length: u32,
    rows: u32,
}

/// What counts for a row, and for a key, the same on every machine.
const ROW_BYTES: usize = 24;
const KEY_BYTES: usize = 32;
const SUBJECT_BYTES: usize = 8;

impl Dataset {
    pub fn len(&self) -> u32 {
        self.rows.len() as u32
    }
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
    /// How many different partition keys there are.
    pub fn keys(&self) -> u32 {
        self.keys.len() as u32
    }
    /// The number of a row's key.
    pub fn key(&self, row: u32) -> u32 {
        self.rows[row as usize].key
    }
    /// Whether the partition key says what a row is about.
    pub fn subject_is_key(&self) -> bool {
        self.subjects.is_empty()
    }
    /// How many different subjects there are.
    pub fn subjects(&self) -> u32 {
        if self.subject_is_key() { self.keys() } else { self.subjects.len() as u32 }
    }
    /// The number of what a row is about.
    pub fn subject(&self, row: u32) -> u32 {
        self.rows[row as usize].subject
    }
    /// The name of a subject.
    pub fn subject_text(&self, subject: u32) -> &[u8] {
        match self.subjects.get(subject as usize) {
            Some((start, length)) => &self.subject_text[*start as usize..(start + length) as usize],
            None => self.partition_key(subject),
        }
    }
    /// The data of a row.
    pub fn row(&self, row: u32) -> &[u8] {
        let row = &self.rows[row as usize];
        &self.text[row.start as usize..(row.start + row.length) as usize]
    }
    /// Bytes of a row's data and key.
    pub fn bytes(&self, row: u32) -> u32 {
        let row = &self.rows[row as usize];
        row.length + self.keys[row.key as usize].length
    }
    /// Bytes of a row's data, on average.
    pub fn mean_row_bytes(&self) -> u64 {
        (self.text.len() as u64).checked_div(self.rows.len() as u64).unwrap_or(0)
    }
    /// Microseconds after the first row; 0 where rows have no time.
    pub fn offset_micros(&self, row: u32) -> u64 {
        self.rows[row as usize].offset
    }
    pub fn hash_key(&self, key: u32) -> HashKey {
        self.keys[key as usize].hash_key
    }
    pub fn partition_key(&self, key: u32) -> &[u8] {
        let key = &self.keys[key as usize];
        &self.key_text[key.start as usize..(key.start + key.length) as usize]
    }
    /// How many rows have this key.
    pub fn rows_of(&self, key: u32) -> u32 {
        self.keys[key as usize].rows
    }
    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        const { assert!(size_of::<Row>() <= ROW_BYTES && size_of::<Key>() <= KEY_BYTES) };
        let texts = self.text.len() + self.key_text.len() + self.subject_text.len();
        let tables = self.rows.len() * ROW_BYTES + self.keys.len() * KEY_BYTES + self.subjects.len() * SUBJECT_BYTES;
        (texts + tables) as u64
    }
}

/// The file holds more than a data set can: 4 GiB of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the rows are more than 4 GiB together")]
pub struct DatasetFull;

/// Takes rows one by one, in any order of time.
#[derive(Debug, Default)]
pub struct DatasetBuilder {
    data: Dataset,
    numbers: BTreeMap<HashKey, u32>,
    subjects: BTreeMap<HashKey, u32>,
}

impl DatasetBuilder {
    /// Adds a row. `subject` is what it is about; `None` in all rows where that is the partition key. `micros` is its time,
    /// microseconds after any fixed moment; `None` for rows without.
    ///
    /// Errors: the data set is full.
    pub fn push(
        &mut self,
        row: &[u8],
        partition_key: &str,
        subject: Option<&str>,
        micros: Option<u64>,
    ) -> Result<(), DatasetFull> {
        let place = |length: usize| u32::try_from(length).map_err(|_| DatasetFull);
        place(self.data.text.len() + row.len())?;
        place(self.data.key_text.len() + partition_key.len())?;
        place(self.data.subject_text.len() + subject.map_or(0, str::len))?;
        let key = self.key(partition_key);
        let subject = subject.map_or(key, |subject| self.subject(subject));
        let data = &mut self.data;
        data.timed |= micros.is_some();
        let (start, length) = (data.text.len() as u32, row.len() as u32);
        data.rows.push(Row { start, length, key, subject, offset: micros.unwrap_or(0) });
        data.text.extend_from_slice(row);
        Ok(())
    }

    /// The number of a subject, a new one for a name that has not come yet.
    fn subject(&mut self, name: &str) -> u32 {
        let data = &mut self.data;
        *self.subjects.entry(HashKey::of_partition_key(name.as_bytes())).or_insert_with(|| {
            data.subjects.push((data.subject_text.len() as u32, name.len() as u32));
            data.subject_text.extend_from_slice(name.as_bytes());
            data.subjects.len() as u32 - 1
        })
    }

    /// The number of a partition key, which has one row more.
    fn key(&mut self, partition_key: &str) -> u32 {
        let data = &mut self.data;
        // The hash key stands for the key: two keys with one MD5 are routed alike anyway.
        let hash_key = HashKey::of_partition_key(partition_key.as_bytes());
        let key = *self.numbers.entry(hash_key).or_insert_with(|| {
            let start = data.key_text.len() as u32;
            data.key_text.extend_from_slice(partition_key.as_bytes());
            data.keys.push(Key { hash_key, start, length: partition_key.len() as u32, rows: 0 });
            data.keys.len() as u32 - 1
        });
        debug_assert_eq!(data.keys[key as usize].hash_key, hash_key, "a number is one key's");
        data.keys[key as usize].rows += 1;
        key
    }

    /// The rows in the order of time, the first at 0. Rows of one time keep their order.
    pub fn finish(mut self) -> Dataset {
        self.data.rows.sort_by_key(|row| row.offset);
        let first = self.data.rows.first().map_or(0, |row| row.offset);
        self.data.rows.iter_mut().for_each(|row| row.offset -= first);
        self.data.text.shrink_to_fit();
        self.data
    }
}
