//! What became of the records that a consumer got: out of order, again, not counted, wrongly counted.
use super::Cause;
use crate::base::Duration;
use crate::client::Overtaken;
use crate::client::kcl::{LeaseMoves, Results};
use crate::sim::Sim;
use alloc::string::String;

/// What a consumer made of its records, or was made to make of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Records or messages that came after newer ones about the same subject.
    OutOfOrder { records: u64 },
    /// Leases that went from one worker to another, by why; whether those that are stolen are handed over; and how often the
    /// checkpoints are written from which a new owner goes on.
    LeasesMoved { moves: LeaseMoves, graceful: bool, checkpoint_every: Duration },
    /// Invocations of a function that failed, of so many.
    Errors { errors: u64, invocations: u64 },
    /// A function's batches that failed are tried again, with what was done of them. Whether it says which record failed.
    BatchesRetried { reports: bool },
    /// Records that were new and did not count: the check for duplicates kept them out.
    LeftOut { records: u64 },
    /// Keys whose count, sum or last record is not what it should be, of so many.
    WrongResults { keys: u64, of: u64 },
}

impl From<Outcome> for Cause {
    fn from(outcome: Outcome) -> Self {
        Self::Outcome(outcome)
    }
}

/// The last record that came after a newer one, and which one that was.
pub(super) fn overtaken(sim: &Sim, last: Option<Overtaken>) -> Option<Cause> {
    let Overtaken { actor, subject, record, by } = last?;
    let source = sim.sources().iter().rev().find(|source| source.actor == actor)?;
    let subject = String::from_utf8_lossy(&source.subject(subject)).into_owned();
    Some(Cause::Overtaken { sender: actor, subject, record, by })
}

/// Records that came after newer ones.
pub(super) fn out_of_order(records: u64) -> Option<Cause> {
    (records > 0).then(|| Outcome::OutOfOrder { records }.into())
}

/// What the results of keys are, beside what they should be.
pub(super) fn of_keys(results: &Results) -> impl Iterator<Item = Cause> {
    let (of, keys) = results.keys();
    let records = results.tally.left_out;
    let left_out = (records > 0).then(|| Outcome::LeftOut { records }.into());
    let wrong = (keys > 0).then(|| Outcome::WrongResults { keys, of }.into());
    left_out.into_iter().chain(wrong)
}
