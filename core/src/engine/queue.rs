//! The event queue: what happens next. Ties are broken by (class, actor, number), never by memory layout.
use crate::base::Instant;
use alloc::collections::BinaryHeap;
use core::cmp::{Ordering, Reverse};

/// A heap of timers in the order (time, class, actor, number of the timer).
#[derive(Clone, Debug)]
pub struct EventQueue<T> {
    heap: BinaryHeap<Reverse<Entry<T>>>,
    next_number: u64,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    at: Instant,
    class: u8,
    actor: u32,
    number: u64,
    timer: T,
}

impl<T> Entry<T> {
    const fn key(&self) -> (Instant, u8, u32, u64) {
        (self.at, self.class, self.actor, self.number)
    }
}
impl<T> PartialEq for Entry<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}
impl<T> Eq for Entry<T> {}
impl<T> PartialOrd for Entry<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Entry<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl<T> Default for EventQueue<T> {
    fn default() -> Self {
        Self { heap: BinaryHeap::new(), next_number: 0 }
    }
}

impl<T> EventQueue<T> {
    pub fn push(&mut self, at: Instant, class: u8, actor: u32, timer: T) {
        let number = self.next_number;
        self.next_number += 1;
        self.heap.push(Reverse(Entry { at, class, actor, number, timer }));
    }
    /// When the next timer is due; `None` if nothing will ever happen by itself.
    pub fn next_at(&self) -> Option<Instant> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }
    /// Takes the next timer if it is due at `now` or earlier.
    pub fn pop_due(&mut self, now: Instant) -> Option<(Instant, T)> {
        if self.next_at()? > now {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.timer))
    }
    pub fn len(&self) -> usize {
        self.heap.len()
    }
    /// Bytes on the heap, where a timer counts `timer` bytes: the list grows by doubling.
    pub fn heap_bytes(&self, timer: u64) -> u64 {
        self.heap.len().next_power_of_two() as u64 * (timer + 32)
    }
    pub fn is_empty(&self) -> bool {
        self.heap.is_empty()
    }
}

/// Equal when the same timers would come out in the same order: a heap's layout depends on its past.
impl<T: Clone + PartialEq> PartialEq for EventQueue<T> {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |queue: &Self| queue.heap.clone().into_sorted_vec();
        let same = |(a, b): (Reverse<Entry<T>>, Reverse<Entry<T>>)| a == b && a.0.timer == b.0.timer;
        self.next_number == other.next_number
            && self.len() == other.len()
            && sorted(self).into_iter().zip(sorted(other)).all(same)
    }
}
impl<T: Clone + Eq> Eq for EventQueue<T> {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_go_by_class_then_actor_then_number() {
        let mut queue = EventQueue::default();
        let at = Instant::from_secs;
        queue.push(at(2), 0, 0, 'e');
        queue.push(at(1), 1, 0, 'd');
        queue.push(at(1), 0, 7, 'b');
        queue.push(at(1), 0, 7, 'c');
        queue.push(at(1), 0, 3, 'a');
        let mut order = alloc::string::String::new();
        while let Some((_, timer)) = queue.pop_due(at(1)) {
            order.push(timer);
        }
        assert_eq!(order, "abcd");
        assert_eq!(queue.next_at(), Some(at(2)));
    }
}
