//! The bytes of records: how many, and which.
use super::{Draw, Source, Workload, payload, sealed, subjects};
use alloc::string::String;
use alloc::vec::Vec;

impl Source {
    /// The data of a point's message.
    fn point_text(&self, index: u32) -> Option<String> {
        let points = self.points.as_ref()?;
        Some(points.get(index as usize).map(|point| point.text(index)).unwrap_or_default())
    }

    const fn sealed_bytes(&self) -> u32 {
        if self.encrypted { sealed::OVERHEAD } else { 0 }
    }

    /// Bytes of a record: data and partition key.
    #[inline]
    pub fn bytes(&self, index: u32, key: u32) -> u32 {
        if let Some(rows) = self.rows.as_ref().filter(|_| self.by_record.is_none()) {
            return rows.bytes(index) + self.sealed_bytes();
        }
        self.line_bytes(index) as u32 - 1 + self.key_bytes(key) + self.sealed_bytes()
    }

    /// Bytes of a record of a key, data and key; of a file's rows the mean of all.
    pub fn mean_bytes(&self, key: u32) -> u64 {
        match &self.rows {
            Some(rows) => rows.mean_row_bytes() + rows.partition_key(key).len() as u64 + u64::from(self.sealed_bytes()),
            None => self.bytes(0, key).into(),
        }
    }

    /// Bytes of a record's line in a file, with its end.
    pub fn line_bytes(&self, index: u32) -> u64 {
        let made = || self.point_text(index).map_or(u64::from(self.record_bytes), |text| text.len() as u64);
        1 + self.rows.as_ref().map_or_else(made, |rows| rows.row(index).len() as u64)
    }

    /// What an application sums up of a record: the speed of a truck, else its bytes.
    pub fn reading(&self, index: u32) -> u64 {
        match self.kind {
            Workload::Trucks => payload::speed_kmh(self.seed, self.absolute(index)),
            // Of the data as it was before anybody encrypted it.
            Workload::Clicks
            | Workload::Sensors
            | Workload::Countries
            | Workload::Custom { .. }
            | Workload::HotKey { .. }
            | Workload::File { .. } => self.line_bytes(index) - 1,
        }
    }

    /// The data of a record, made now: always the same for the same index.
    pub fn data(&self, index: u32) -> Vec<u8> {
        let plain = self.plain_data(index);
        if self.encrypted { sealed::seal(self.seed, self.absolute(index), plain) } else { plain }
    }

    /// Whether only who has the producer's key can read the data.
    pub const fn is_encrypted(&self) -> bool {
        self.encrypted
    }

    /// The first bytes of that: what a view shows of it.
    pub fn plain_start(&self, index: u32) -> Vec<u8> {
        const MOST: usize = 400;
        if let Some(rows) = &self.rows {
            let row = rows.row(index);
            return row[..row.len().min(MOST)].to_vec();
        }
        if let Some(point) = self.point_text(index) {
            return point.into_bytes();
        }
        self.made(index, (self.record_bytes as usize).min(MOST))
    }

    /// What the workload makes up.
    fn made(&self, index: u32, length: usize) -> Vec<u8> {
        let absolute = self.absolute(index);
        if let Draw::Grouped(trucks) = self.draw {
            let truck = (absolute % u64::from(trucks)) as u32;
            return payload::make(&Workload::Trucks, self.seed, absolute, truck, &subjects::truck_text(truck), length);
        }
        let id = self.id_of(index);
        payload::make(&self.kind, self.seed, absolute, id, &self.id_text(id), length)
    }

    /// The data as an application that has the producer's key reads it.
    pub fn plain_data(&self, index: u32) -> Vec<u8> {
        if let Some(rows) = &self.rows {
            return rows.row(index).to_vec();
        }
        if let Some(point) = self.point_text(index) {
            return point.into_bytes();
        }
        self.made(index, self.record_bytes as usize)
    }
}
