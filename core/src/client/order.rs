//! Whether a reader gets what each subject has made in the order in which it was made, whatever its partition key.
use super::Source;
use crate::client::ActorId;
use alloc::vec;
use alloc::vec::Vec;
use serde::Serialize;

/// What a reader has found out about order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Order {
    pub in_order: u64,
    /// Older than another about the same subject that was read before.
    pub out_of_order: u64,
    /// The newest about its subject, read again.
    pub read_twice: u64,
}

/// A record that came after a newer one about the same subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// Who made both.
    pub actor: ActorId,
    /// What both are about: its number among the actor's subjects.
    pub subject: u32,
    /// Their numbers, as the actor counts from 0.
    pub record: u64,
    pub by: u64,
}

/// The newest index read, for each actor's each subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderBook {
    /// By actor, then by subject: one more than the index; 0 before the first.
    newest: Vec<Vec<u64>>,
    pub order: Order,
    /// The last record that was out of order.
    pub overtaken: Option<Overtaken>,
}

impl OrderBook {
    /// Checks one record.
    #[inline]
    pub fn check(&mut self, source: &Source, index: u32) {
        if source.is_unique() {
            // What never comes again is in order by itself.
            self.order.in_order += 1;
            return;
        }
        let subject = source.subject_of(index);
        let mark = source.base + u64::from(index) + 1;
        let newest = &mut self.of_actor(source.actor, source.subjects())[subject as usize];
        let before = *newest;
        *newest = before.max(mark);
        debug_assert!(*newest >= before, "the newest only grows");
        match mark.cmp(&before) {
            core::cmp::Ordering::Greater => self.order.in_order += 1,
            core::cmp::Ordering::Equal => self.order.read_twice += 1,
            core::cmp::Ordering::Less => {
                self.order.out_of_order += 1;
                self.overtaken = Some(Overtaken { actor: source.actor, subject, record: mark - 1, by: before - 1 });
            }
        }
    }

    #[inline]
    fn of_actor(&mut self, actor: ActorId, subjects: u32) -> &mut Vec<u64> {
        let place = actor.0 as usize;
        if self.newest.get(place).is_none_or(|newest| newest.len() < subjects as usize) {
            self.make_room(place, subjects as usize);
        }
        debug_assert!(self.newest[place].len() >= subjects as usize, "there is room for each");
        &mut self.newest[place]
    }

    #[cold]
    fn make_room(&mut self, place: usize, subjects: usize) {
        if self.newest.len() <= place {
            self.newest.resize(place + 1, vec![]);
        }
        self.newest[place].resize(subjects, 0);
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        self.newest.iter().map(|subjects| subjects.len() as u64 * 8 + 24).sum()
    }
}
