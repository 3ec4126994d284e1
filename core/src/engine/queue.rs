//! The event queue: what happens next. Ties are broken by (class, actor, number), never by memory layout.
use crate::base::Instant;
use alloc::collections::{BTreeMap, BinaryHeap};
use alloc::vec::Vec;
use core::cmp::{Ordering, Reverse};

/// Timers in the order (time, class, actor, number of the timer).
///
/// Those of a stretch of time lie in a list, unsorted until that time comes; what is set for a stretch that has begun lies in a
/// heap beside it. A run with a hundred thousand retries on their way would otherwise look for each next one all over memory.
#[derive(Clone, Debug)]
pub struct EventQueue<T> {
    /// Timers that were set for `window` before it began: the next one is the last. Empty, with `late`, only if there are none.
    near: Vec<Reverse<Entry<T>>>,
    /// Timers that were set since, for `window` or before.
    late: BinaryHeap<Reverse<Entry<T>>>,
    /// Timers of later windows.
    far: BTreeMap<u64, Vec<Reverse<Entry<T>>>>,
    window: u64,
    len: usize,
    next_number: u64,
}

/// A window is 2^16 microseconds.
const WINDOW_BITS: u32 = 16;

const fn window(at: Instant) -> u64 {
    at.as_micros() >> WINDOW_BITS
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
        Self { near: Vec::new(), late: BinaryHeap::new(), far: BTreeMap::new(), window: 0, len: 0, next_number: 0 }
    }
}

impl<T> EventQueue<T> {
    pub fn push(&mut self, at: Instant, class: u8, actor: u32, timer: T) {
        let number = self.next_number;
        self.next_number += 1;
        self.len += 1;
        let entry = Reverse(Entry { at, class, actor, number, timer });
        match window(at) {
            soon if soon <= self.window => self.late.push(entry),
            later => self.far.entry(later).or_default().push(entry),
        }
        self.move_on();
    }
    /// When the next timer is due; `None` if nothing will ever happen by itself.
    pub fn next_at(&self) -> Option<Instant> {
        self.first().map(|Reverse(entry)| entry.at)
    }
    /// Takes the next timer if it is due at `now` or earlier.
    pub fn pop_due(&mut self, now: Instant) -> Option<(Instant, T)> {
        if self.next_at()? > now {
            return None;
        }
        let Reverse(entry) = if self.is_late_first() { self.late.pop() } else { self.near.pop() }?;
        debug_assert!(self.len > 0 && entry.at <= now, "what comes is due");
        self.len -= 1;
        self.move_on();
        Some((entry.at, entry.timer))
    }
    /// Whether the next timer is one of those that were set late. Reversed, the earlier is the greater.
    fn is_late_first(&self) -> bool {
        self.late.peek() > self.near.last()
    }
    fn first(&self) -> Option<&Reverse<Entry<T>>> {
        if self.is_late_first() { self.late.peek() } else { self.near.last() }
    }
    /// The next window's timers are sorted when the last ones before them are gone.
    fn move_on(&mut self) {
        if self.near.is_empty()
            && self.late.is_empty()
            && let Some((window, timers)) = self.far.pop_first()
        {
            (self.window, self.near) = (window, timers);
            self.near.sort_unstable();
        }
        debug_assert!(self.len == 0 || self.first().is_some(), "what is next is at hand");
    }
    pub const fn len(&self) -> usize {
        self.len
    }
    /// Bytes on the heap, where a timer counts `timer` bytes: lists grow by doubling.
    pub const fn heap_bytes(&self, timer: u64) -> u64 {
        self.len.next_power_of_two() as u64 * (timer + 32)
    }
    /// Bytes on the heap of a copy that nothing is added to: its lists are as long as they need to be, one for each window.
    pub fn copy_bytes(&self, timer: u64) -> u64 {
        self.len as u64 * (timer + 32) + self.far.len() as u64 * 96
    }
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }
}

/// Equal when the same timers would come out in the same order: the layout depends on the past.
impl<T: Clone + PartialEq> PartialEq for EventQueue<T> {
    fn eq(&self, other: &Self) -> bool {
        let sorted = |queue: &Self| {
            let mut all: Vec<_> =
                queue.near.iter().chain(&queue.late).chain(queue.far.values().flatten()).cloned().collect();
            all.sort_unstable();
            all
        };
        let same = |(a, b): (Reverse<Entry<T>>, Reverse<Entry<T>>)| a == b && a.0.timer == b.0.timer;
        self.next_number == other.next_number
            && self.len == other.len
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

    #[test]
    fn queues_are_equal_by_what_comes_out_of_them() {
        let queue = |timers: [char; 2]| {
            let mut queue = EventQueue::default();
            timers.into_iter().for_each(|timer| queue.push(Instant::from_secs(1), 0, 0, timer));
            queue
        };
        assert!(queue(['a', 'b']) == queue(['a', 'b']));
        assert!(queue(['a', 'b']) != queue(['a', 'c']), "they differ in a timer alone");
        assert!(queue(['a', 'b']) != queue(['b', 'a']));
        let mut later = queue(['a', 'b']);
        later.push(Instant::from_secs(1 << 20), 0, 0, 'c');
        assert!(later != queue(['a', 'b']));
    }

    #[test]
    fn timers_near_and_far_come_as_from_a_sorted_set() {
        let mut queue = EventQueue::default();
        let (mut model, mut now, mut taken) = (alloc::collections::BTreeSet::new(), 0, 0);
        for round in 0..20_000_u64 {
            // At once, within the window, within seconds, within days.
            let reach = [1, 1 << 10, 1 << 22, 1 << 36][(crate::base::mix(1, round) % 4) as usize];
            let at = now + crate::base::mix(2, round) % reach;
            let (class, actor) = ((round % 3) as u8, (round % 5) as u32);
            queue.push(Instant::from_micros(at), class, actor, round);
            model.insert((at, class, actor, round));
            if round % 3 == 0 || round == 19_999 {
                now = if round == 19_999 { u64::MAX } else { now + 1 + crate::base::mix(3, round) % (1 << 14) };
                while let Some((at, timer)) = queue.pop_due(Instant::from_micros(now)) {
                    let first = model.pop_first().map(|(at, .., number)| (Instant::from_micros(at), number));
                    assert_eq!(first, Some((at, timer)));
                    taken += 1;
                }
                assert_eq!(queue.next_at(), model.first().map(|(at, ..)| Instant::from_micros(*at)));
                assert_eq!(queue.len(), model.len());
            }
        }
        assert!(taken == 20_000 && queue.is_empty());
    }
}
