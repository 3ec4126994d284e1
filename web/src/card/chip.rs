//! A thing on the route: what it is called, and how it is in one figure.
use super::{Deed, Mark, Status};

/// Where on the way of a record something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// What sends.
    Sends,
    /// What a record comes to first: streams and topics.
    Takes,
    /// What stands between: queues.
    Holds,
    /// What processes.
    Processes,
}

/// Things of a kind that the route shows; tables have all.
pub const CHIPS_MOST: usize = 60;

impl Place {
    pub const ALL: [Self; 4] = [Self::Sends, Self::Takes, Self::Holds, Self::Processes];
}

/// A thing on the route.
#[derive(Clone, Debug, PartialEq)]
pub struct Chip {
    pub place: Place,
    /// Of which kind it is, in the plural: what several of them are called.
    pub several: &'static str,
    /// Tells it from others.
    pub key: String,
    pub mark: Mark,
    pub name: String,
    pub figure: Status,
    /// What shows it.
    pub deed: Deed,
    /// Whether it is what is shown.
    pub is_shown: bool,
    /// Records or messages a second that pass through it now: `None` where nothing does, 0 where they are not counted.
    pub flow: Option<u64>,
}
