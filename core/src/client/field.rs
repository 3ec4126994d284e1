//! Which field of a record is its partition key, and which says what it is about.
//!
//! A record is *about* a subject: a truck, a user, a sensor. Order, duplicates and losses are judged by subject, in the order
//! in which it produced; where a record goes is decided by its partition key alone. Where both are the same field, a shard
//! keeps the order of each subject; where they are not, it does not.
use super::payload;
use super::spec::Workload;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A field of a workload's data.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// Who sends: `truck_id`, `user_id`, `sensor_id`, `country`. Its values are drawn by the producer's distribution.
    #[default]
    Id,
    /// What it also tells: `heading` of a truck, `page` of a user.
    Detail,
}

/// What a record is put with as its partition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartitionKey {
    Field(Field),
    /// A random UUID for each record.
    Uuid,
}

impl Default for PartitionKey {
    fn default() -> Self {
        Self::Field(Field::Id)
    }
}

/// Characters of a UUID.
pub(super) const UUID_BYTES: u32 = 36;

impl Workload {
    /// The name of a field; `None` where its data have no such field.
    pub const fn field(&self, field: Field) -> Option<&'static str> {
        match (self, field) {
            (Self::Trucks, Field::Id) => Some("truck_id"),
            (Self::Trucks, Field::Detail) => Some("heading"),
            (Self::Clicks, Field::Id) => Some("user_id"),
            (Self::Clicks, Field::Detail) => Some("page"),
            (Self::Sensors, Field::Id) => Some("sensor_id"),
            (Self::Countries, Field::Id) => Some("country"),
            (Self::Custom { .. } | Self::HotKey { .. }, Field::Id) => Some("key"),
            (
                Self::Sensors | Self::Countries | Self::Custom { .. } | Self::HotKey { .. } | Self::File { .. },
                Field::Detail,
            )
            | (Self::File { .. }, Field::Id) => None,
        }
    }

    /// The field of that name. Errors: which there are.
    pub fn field_named(&self, name: &str) -> Result<Field, String> {
        let fields = [Field::Id, Field::Detail].into_iter().filter_map(|field| Some((field, self.field(field)?)));
        let fields: Vec<(Field, &str)> = fields.collect();
        let found = fields.iter().find(|(_, of)| *of == name);
        let names = || fields.iter().map(|(_, name)| *name).collect::<Vec<_>>().join(" or ");
        found.map(|(field, _)| *field).ok_or_else(|| format!("expected {}, found '{name}'", names()))
    }

    /// How many values its detail has; 0 where there is none.
    pub(super) const fn details(&self) -> u32 {
        match self {
            Self::Trucks => payload::HEADINGS,
            Self::Clicks => payload::PAGES.len() as u32,
            Self::Sensors | Self::Countries | Self::Custom { .. } | Self::HotKey { .. } | Self::File { .. } => 0,
        }
    }

    /// The text of a detail's value.
    pub(super) fn detail_text(&self, number: u32) -> Vec<u8> {
        match self {
            Self::Trucks => format!("{}", number * 90).into_bytes(),
            Self::Clicks => payload::PAGES[number as usize].as_bytes().to_vec(),
            Self::Sensors | Self::Countries | Self::Custom { .. } | Self::HotKey { .. } | Self::File { .. } => {
                Vec::new()
            }
        }
    }
}

/// A random UUID, version 4.
pub(super) fn uuid(random: [u64; 2]) -> Vec<u8> {
    let [high, low] = random;
    let (version, variant) = (high & !0xf000 | 0x4000, low & !(0b11 << 62) | 0b10 << 62);
    let text = format!(
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        version >> 32,
        version >> 16 & 0xffff,
        version & 0xffff,
        variant >> 48,
        variant & 0xffff_ffff_ffff
    );
    debug_assert_eq!(text.len(), UUID_BYTES as usize, "a UUID has its form");
    text.into_bytes()
}
