//! One way that a run went.
use super::checkpoints::Checkpoints;
use super::cursor::Cursor;
use crate::base::Instant;
use crate::script::Logged;
use crate::sim::Sink;
use alloc::format;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

/// Branches that are kept.
pub const BRANCHES_MOST: usize = 16;

/// A branch: its log, where it came from, how far it is known.
#[derive(Clone, Debug)]
pub struct Branch<S> {
    pub name: String,
    /// The branch that it left, and when; the first has none.
    pub parent: Option<usize>,
    pub forked_at: Instant,
    pub end: Instant,
    pub log: Vec<Arc<Logged>>,
    /// Commands that the run came with: they are not taken back.
    pub(super) given: usize,
    pub(super) checkpoints: Checkpoints<S>,
}

impl<S: Sink + Clone> Branch<S> {
    pub(super) fn main(cursor: &Cursor<S>) -> Self {
        let begin = cursor.sim.now();
        Self {
            name: "main".into(),
            parent: None,
            forked_at: begin,
            end: begin,
            log: Vec::new(),
            given: 0,
            checkpoints: Checkpoints::from(cursor),
        }
    }

    pub(super) fn fork(&self, parent: usize, number: u32, done: usize, now: Instant) -> Self {
        let log = self.log[..done].to_vec();
        Self {
            name: format!("branch {number}"),
            parent: Some(parent),
            forked_at: now,
            end: now,
            log,
            given: self.given.min(done),
            checkpoints: self.checkpoints.until(done, now),
        }
    }

    pub(super) fn set_log(&mut self, log: Vec<Arc<Logged>>) {
        self.log = log;
    }

    pub(super) fn push(&mut self, logged: Arc<Logged>) {
        debug_assert!(
            self.log.last().is_none_or(|last| last.at_micros <= logged.at_micros),
            "a log is in the order of time"
        );
        self.log.push(logged);
    }

    pub(super) fn replace(&mut self, at: usize, logged: Arc<Logged>) {
        debug_assert_eq!(self.log[at].at_micros, logged.at_micros, "another line at the same moment");
        self.log[at] = logged;
    }
}
