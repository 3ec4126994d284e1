//! Records on their way to the service, without their content.
use crate::base::Instant;
use smallvec::SmallVec;

/// A record that has not been accepted yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending {
    pub source: u16,
    pub index: u32,
    /// How often it has been refused.
    pub refusals: u8,
    pub born: Instant,
}

impl Pending {
    /// What counts for one, the same on every machine.
    pub const BYTES: u64 = 24;
}
const _: () = assert!(size_of::<Pending>() as u64 <= Pending::BYTES);

/// Records of a call one by one. Most calls that are made again have a single one: that needs no allocation, neither
/// here nor when a run with ten thousand retries on their way is copied.
pub type Records = SmallVec<[Pending; 1]>;

/// The records of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Batch {
    /// New records, one index after the other.
    Fresh { source: u16, first: u32, count: u32, born: Instant },
    /// Records with a past, or taken out of their turn.
    Mixed(Records),
}

impl Batch {
    pub fn len(&self) -> usize {
        match self {
            Self::Fresh { count, .. } => *count as usize,
            Self::Mixed(records) => records.len(),
        }
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The record at `place` in the call.
    pub fn get(&self, place: usize) -> Pending {
        match self {
            Self::Fresh { source, first, born, .. } => {
                Pending { source: *source, index: first + place as u32, refusals: 0, born: *born }
            }
            Self::Mixed(records) => records[place],
        }
    }
    pub fn iter(&self) -> impl Iterator<Item = Pending> {
        (0..self.len()).map(|place| self.get(place))
    }
}
