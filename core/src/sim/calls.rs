//! Calls under way, by their numbers. Numbers go up by one and most calls end soon, so they lie in a window that moves on.
use super::producing::Call;
use alloc::boxed::Box;
use alloc::collections::VecDeque;

/// Calls by number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Calls {
    /// The number of the first place.
    first: u64,
    /// A place for each number from the oldest call on; empty where a call has ended, or the number was not a call's.
    places: VecDeque<Option<Box<Call>>>,
    len: usize,
}

impl Calls {
    pub const fn len(&self) -> usize {
        self.len
    }

    /// In the order of their numbers.
    pub fn values(&self) -> impl Iterator<Item = &Call> {
        self.places.iter().filter_map(|call| call.as_deref())
    }

    /// Takes a call of a higher number than any before.
    pub fn insert(&mut self, number: u64, call: Box<Call>) {
        if self.places.is_empty() {
            self.first = number;
        }
        let next = self.first + self.places.len() as u64;
        debug_assert!(number >= next, "numbers go up");
        self.places.extend((next..number).map(|_| None));
        self.places.push_back(Some(call));
        self.len += 1;
    }

    pub fn get_mut(&mut self, number: u64) -> Option<&mut Call> {
        let place = self.place(number)?;
        self.places.get_mut(place)?.as_deref_mut()
    }

    pub fn remove(&mut self, number: u64) -> Option<Box<Call>> {
        let place = self.place(number)?;
        let call = self.places.get_mut(place)?.take()?;
        self.len -= 1;
        while let Some(None) = self.places.front() {
            self.places.pop_front();
            self.first += 1;
        }
        debug_assert!(self.len > 0 || self.places.is_empty(), "the window begins with a call");
        Some(call)
    }

    fn place(&self, number: u64) -> Option<usize> {
        usize::try_from(number.checked_sub(self.first)?).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::mix;
    use crate::client::{ActorId, Batch, Records};
    use crate::kinesis::{PutCall, StreamId};
    use alloc::collections::BTreeMap;
    use alloc::vec::Vec;

    fn call(life: u32) -> Box<Call> {
        Box::new(Call {
            producer: ActorId(0),
            stream: StreamId(0),
            batch: Batch::Mixed(Records::new()),
            ordered: false,
            kind: PutCall::PutRecord,
            bundles: Vec::new(),
            life,
            sent_at: crate::base::Instant::default(),
            arrives_at: crate::base::Instant::default(),
            answer: None,
        })
    }

    #[test]
    fn calls_come_and_go_as_in_a_map() {
        let (mut calls, mut model, mut next) = (Calls::default(), BTreeMap::new(), 0);
        for round in 0..20_000 {
            if !mix(1, round).is_multiple_of(3) {
                // Some numbers are not a call's.
                next += 1 + mix(2, round) % 3;
                calls.insert(next, call(next as u32));
                model.insert(next, next as u32);
            } else {
                let number = next.saturating_sub(mix(3, round) % 40);
                assert_eq!(calls.get_mut(number).map(|call| call.life), model.get(&number).copied());
                assert_eq!(calls.remove(number).map(|call| call.life), model.remove(&number));
                assert!(calls.get_mut(number).is_none());
            }
            if round % 997 == 0 {
                // All of it goes, and it begins anew.
                for number in core::mem::take(&mut model).into_keys() {
                    assert!(calls.remove(number).is_some());
                }
                assert!(calls.places.is_empty());
            }
            assert_eq!(calls.len(), model.len());
        }
        assert!(calls.values().map(|call| call.life).eq(model.values().copied()));
        assert!(calls.get_mut(next + 1).is_none() && calls.remove(0).is_none());
    }
}
