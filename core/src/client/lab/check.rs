//! Order, doubles and losses, by what was sent and what was received alone.
use crate::engine::ChunkMap;
use alloc::vec::Vec;

/// What a message was, when it was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Later than everything of its truck before it.
    InOrder,
    /// For the first time, after a later one of its truck.
    OutOfOrder,
    /// Again.
    Duplicate,
}

/// A message that came after a later one of its truck, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overtaken {
    pub truck: u32,
    pub number: u32,
    pub by: u32,
}

/// What one receiver has noticed. Knows no service: only numbers of trucks and of their messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    pub in_order: u64,
    pub out_of_order: u64,
    pub duplicates: u64,
    /// The last message that was out of order.
    pub overtaken: Option<Overtaken>,
    trucks: Vec<Truck>,
    /// Numbers that have not been received, below the next: truck and beginning of each gap, and its end.
    gaps: ChunkMap<(u32, u32), u32, 12>,
    missing: u64,
}

/// One truck, as a receiver sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Truck {
    /// The next number after the highest that was received.
    next: u32,
    gaps: u32,
}

/// Gaps of a truck that are remembered. Who takes every second message of a queue, because somebody else takes the others,
/// would else remember one for each, for ever; what fills an older gap counts as a duplicate.
const GAPS: u32 = 10_000;

impl Check {
    /// A message of a truck has been received.
    pub fn received(&mut self, truck: u32, number: u32) -> Verdict {
        if self.trucks.len() <= truck as usize {
            self.trucks.resize_with(truck as usize + 1, Truck::default);
        }
        let next = self.trucks[truck as usize].next;
        let verdict = if number >= next {
            if number > next {
                self.add_gap(truck, next, number);
            }
            self.trucks[truck as usize].next = number + 1;
            Verdict::InOrder
        } else if self.fill(truck, number) {
            self.overtaken = Some(Overtaken { truck, number, by: next - 1 });
            Verdict::OutOfOrder
        } else {
            Verdict::Duplicate
        };
        debug_assert!(self.trucks[truck as usize].next > number, "what was received is not expected any more");
        match verdict {
            Verdict::InOrder => self.in_order += 1,
            Verdict::OutOfOrder => self.out_of_order += 1,
            Verdict::Duplicate => self.duplicates += 1,
        }
        verdict
    }

    /// Different messages that were received.
    pub const fn different(&self) -> u64 {
        self.in_order + self.out_of_order
    }

    fn add_gap(&mut self, truck: u32, from: u32, to: u32) {
        self.put_gap(truck, from, to);
        if self.trucks[truck as usize].gaps > GAPS {
            let oldest = self.gaps.from(&(truck, 0)).next().map(|(gap, _)| *gap);
            oldest.into_iter().for_each(|gap| self.take_gap(gap));
        }
    }

    /// Fills a gap. Whether there was one.
    fn fill(&mut self, truck: u32, number: u32) -> bool {
        let gap = self.gaps.last_up_to(&(truck, number)).map(|(gap, to)| (*gap, *to));
        let Some((gap, to)) = gap.filter(|((of, _), to)| *of == truck && number < *to) else { return false };
        debug_assert!(gap.1 <= number && number < to, "the number is in the gap");
        self.take_gap(gap);
        for (from, to) in [(gap.1, number), (number + 1, to)].into_iter().filter(|(from, to)| from < to) {
            self.put_gap(truck, from, to);
        }
        true
    }

    fn put_gap(&mut self, truck: u32, from: u32, to: u32) {
        debug_assert!(from < to, "a gap has a number");
        self.gaps.insert((truck, from), to);
        self.trucks[truck as usize].gaps += 1;
        self.missing += u64::from(to - from);
    }

    fn take_gap(&mut self, gap: (u32, u32)) {
        let Some(to) = self.gaps.remove(&gap) else { return };
        self.trucks[gap.0 as usize].gaps -= 1;
        debug_assert!(self.missing >= u64::from(to - gap.1), "what is found was missing");
        self.missing -= u64::from(to - gap.1);
    }

    /// Messages that were overtaken by a later one of their truck, and have not come since.
    pub const fn missing(&self) -> u64 {
        self.missing
    }

    /// Of `sent` different messages, those that have not been received. When nothing is on its way any more, they are lost.
    pub const fn outstanding(&self, sent: u64) -> u64 {
        sent.saturating_sub(self.different())
    }

    /// Bytes on the heap, by lengths.
    pub fn heap_bytes(&self) -> u64 {
        self.gaps.heap_bytes() + self.trucks.len() as u64 * 8
    }

    /// Bytes that this copy keeps alive beside another.
    pub fn bytes_beside(&self, other: &Self) -> u64 {
        self.gaps.bytes_beside(&other.gaps, |_, _| 0) + self.trucks.len() as u64 * 8
    }

    /// Fails where what is kept does not agree.
    pub fn check(&self) {
        assert_eq!(self.missing, self.gaps.iter().map(|((_, from), to)| u64::from(to - from)).sum::<u64>());
        assert_eq!(self.gaps.len(), self.trucks.iter().map(|truck| u64::from(truck.gaps)).sum::<u64>());
    }
}
