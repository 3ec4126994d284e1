//! Calls that the limits of shards refused.
use crate::kinesis::{Error, Limit};
use alloc::collections::BTreeMap;

/// How many of a consumer's GetRecords calls were refused, by the limit that was hit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusals(BTreeMap<Limit, u64>);

impl Refusals {
    /// Counts a call by its answer, where a shard's limit refused it. Calls for an iterator are none of these.
    pub(crate) fn count(&mut self, error: &Error) {
        if let Some(limit @ (Limit::ReadBytes | Limit::ReadRecords | Limit::GetRecordsCalls)) = error.limit() {
            *self.0.entry(limit).or_default() += 1;
        }
    }

    /// Calls by limit, all of at least one.
    pub fn by_limit(&self) -> impl Iterator<Item = (Limit, u64)> + '_ {
        self.0.iter().map(|(limit, calls)| (*limit, *calls))
    }
}
