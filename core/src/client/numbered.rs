//! Keys that are a word and a number.
use super::Workload;
use crate::hash::lanes::{self, Block};

/// Keys like `truck_42`, written without the heap: one is hashed for every record whose key is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Numbered {
    /// The prefix, and room for ten digits.
    template: [u8; Self::ROOM],
    prefix: usize,
    width: usize,
}

/// One key's text.
pub(super) struct Text {
    bytes: [u8; Numbered::ROOM],
    length: usize,
}

impl Text {
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Numbered {
    /// A prefix of at most 54 bytes, as `ProducerSpec::validate` sees to, and ten digits.
    const ROOM: usize = 64;

    pub fn of(workload: &Workload) -> Option<Self> {
        let (prefix, width) = match workload {
            Workload::Trucks => ("truck_", 1),
            Workload::Clicks => ("user-", 1),
            Workload::Sensors => ("sensor-", 3),
            Workload::Custom { prefix } => (prefix.as_str(), 1),
            Workload::Countries | Workload::HotKey { .. } | Workload::File { .. } => return None,
        };
        let mut template = [0; Self::ROOM];
        template[..prefix.len()].copy_from_slice(prefix.as_bytes());
        Some(Self { template, prefix: prefix.len(), width })
    }

    /// Bytes of a key's text.
    pub fn length(&self, key: u32) -> usize {
        self.prefix + self.width.max((u64::from(key) + 1).ilog10() as usize + 1)
    }

    #[inline]
    pub fn text(&self, key: u32) -> Text {
        let (mut bytes, length) = (self.template, self.length(key));
        let mut number = u64::from(key) + 1;
        for place in (self.prefix..length).rev() {
            bytes[place] = b'0' + (number % 10) as u8;
            number /= 10;
        }
        Text { bytes, length }
    }

    /// A key's text as one block for MD5; `None` where it is too long for one.
    #[inline]
    pub fn block(&self, key: u32) -> Option<Block> {
        let Text { mut bytes, length } = self.text(key);
        if length > lanes::SHORT {
            return None;
        }
        lanes::pad(&mut bytes, length);
        Some(bytes)
    }
}
