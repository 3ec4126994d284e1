//! Which branch of time a run is on: what was issued on another one is no good here.
use super::{Error, ShardIterator};
use crate::base::Instant;
use alloc::format;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// A branch's number; 0 is the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BranchId(pub u32);

/// The branch that a run is on, and those it came by, each with the moment at which it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Branches {
    now_on: BranchId,
    left: Vec<(BranchId, Instant)>,
}

impl Branches {
    pub const fn current(&self) -> BranchId {
        self.now_on
    }

    pub fn enter(&mut self, branch: BranchId, now: Instant) {
        if branch != self.now_on {
            debug_assert!(self.left.last().is_none_or(|(_, at)| *at <= now), "time does not run back within a branch");
            self.left.push((self.now_on, now));
            self.now_on = branch;
        }
    }

    /// Refuses an iterator that was issued where this run has never been: AWS knows one past only.
    pub fn admit(&self, iterator: &ShardIterator, now: Instant) -> Result<(), Error> {
        let here = iterator.branch == self.now_on && iterator.issued_at <= now;
        let on_the_way =
            self.left.iter().any(|&(branch, until)| branch == iterator.branch && iterator.issued_at <= until);
        if here || on_the_way {
            return Ok(());
        }
        Err(Error::InvalidArgument(format!(
            "Invalid ShardIterator. It was issued on another branch of time ({}), while this run is on branch {}.",
            iterator.branch.0, self.now_on.0
        )))
    }
}
