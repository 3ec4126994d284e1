//! What records are about: the truck, the user, the sensor that order is judged by.
use super::{Draw, Field, Source};
use crate::hash::HashKey;
use alloc::format;
use alloc::vec::Vec;

/// Where a record says what it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Subjects {
    Field(Field),
    /// A column of the file.
    Rows,
    /// One truck of so many after the other, of a lane whose trucks share groups.
    Trucks(u32),
    /// All points are of one drawing.
    Drawing,
}

impl Source {
    /// How many subjects there are.
    pub fn subjects(&self) -> u32 {
        match (self.subjects, &self.rows) {
            (Subjects::Field(Field::Detail), _) => self.kind.details(),
            (Subjects::Rows, Some(rows)) => rows.subjects(),
            (Subjects::Field(Field::Id) | Subjects::Rows, _) => self.ids,
            (Subjects::Trucks(trucks), _) => trucks,
            (Subjects::Drawing, _) => 1,
        }
    }

    /// Whether every record is about something of its own: then there is no order to keep.
    pub fn is_unique(&self) -> bool {
        self.draw == Draw::Unique && self.subjects == Subjects::Field(Field::Id)
    }

    /// Number of what record `index` is about: below [`subjects`](Self::subjects), unless each is about something of its own.
    #[inline]
    pub fn subject_of(&self, index: u32) -> u32 {
        match (self.subjects, &self.rows) {
            (Subjects::Rows, Some(rows)) => rows.subject(index),
            (Subjects::Field(Field::Id) | Subjects::Rows, _) => self.id_of(index),
            (Subjects::Field(Field::Detail), _) => self.detail_of(index),
            (Subjects::Trucks(trucks), _) => (self.absolute(index) % u64::from(trucks)) as u32,
            (Subjects::Drawing, _) => 0,
        }
    }

    /// What people call the subject of that number.
    pub fn subject(&self, number: u32) -> Vec<u8> {
        match (self.subjects, &self.rows) {
            (Subjects::Rows, Some(rows)) => rows.subject_text(number).to_vec(),
            (Subjects::Field(Field::Id) | Subjects::Rows, _) => self.id_text(number),
            (Subjects::Field(Field::Detail), _) => self.kind.detail_text(number),
            (Subjects::Trucks(_), _) => truck_text(number),
            (Subjects::Drawing, _) => b"the drawing".to_vec(),
        }
    }

    /// A number of 128 bits by which views tell subjects apart: where the subject is the partition key, its hash key. Points of
    /// one drawing are told apart by their keys: that is all that differs.
    pub fn subject_hash(&self, index: u32) -> HashKey {
        if self.subjects == Subjects::Drawing {
            return self.hash_key(self.key_of(index));
        }
        let number = self.subject_of(index);
        match self.subject_is_key() {
            true => self.hash_key(number),
            false => HashKey::of_partition_key(&self.subject(number)),
        }
    }

    /// Whether a subject's records all have one partition key, so that they are in one shard at a time.
    pub fn keeps_subjects_together(&self) -> bool {
        self.routes_by_key() && (self.subject_is_key() || matches!(self.subjects, Subjects::Trucks(_)))
    }

    /// Whether a subject's records all have one partition key of the same name.
    fn subject_is_key(&self) -> bool {
        match self.subjects {
            Subjects::Field(field) => field == self.key,
            Subjects::Rows => self.rows.as_ref().is_some_and(|rows| rows.subject_is_key()),
            Subjects::Trucks(_) | Subjects::Drawing => false,
        }
    }
}

pub(super) fn truck_text(number: u32) -> Vec<u8> {
    format!("truck_{}", u64::from(number) + 1).into_bytes()
}
