//! One way that a run went.
use super::checkpoints::Checkpoints;
use super::cursor::Cursor;
use crate::base::Instant;
use crate::script::Logged;
use crate::sim::{Command, Sink};
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
    log_bytes: u64,
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
            log_bytes: 0,
            given: 0,
            checkpoints: Checkpoints::from(cursor),
        }
    }

    pub(super) fn fork(&self, parent: usize, number: u32, done: usize, now: Instant) -> Self {
        let log = self.log[..done].to_vec();
        let log_bytes = log.iter().map(|logged| bytes(logged)).sum();
        Self {
            name: format!("branch {number}"),
            parent: Some(parent),
            forked_at: now,
            end: now,
            log,
            log_bytes,
            given: self.given.min(done),
            checkpoints: self.checkpoints.until(done, now),
        }
    }

    pub(super) fn set_log(&mut self, log: Vec<Arc<Logged>>) {
        self.log_bytes = log.iter().map(|logged| bytes(logged)).sum();
        self.log = log;
    }

    pub(super) fn push(&mut self, logged: Arc<Logged>) {
        self.log_bytes += bytes(&logged);
        self.log.push(logged);
    }

    pub(super) fn replace(&mut self, at: usize, logged: Arc<Logged>) {
        self.log_bytes = self.log_bytes.saturating_sub(bytes(&self.log[at])) + bytes(&logged);
        self.log[at] = logged;
    }

    /// Live bytes of the log.
    pub const fn log_bytes(&self) -> u64 {
        self.log_bytes
    }
}

fn bytes(logged: &Logged) -> u64 {
    let own = match &logged.command {
        Command::Kinesis(request) => request.heap_bytes(),
        Command::Sqs(request) => request.heap_bytes(),
        Command::Sns(request) => request.heap_bytes(),
        _ => 128,
    };
    own + size_of::<Logged>() as u64
}
