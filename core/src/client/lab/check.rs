//! Order, doubles and losses, by what was sent and what was received alone.
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

/// What a message was, when it was received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Later than everything of its truck before it.
    InOrder,
    /// For the first time, after a later one of its truck.
    OutOfOrder,
    /// Again.
    Doubled,
}

/// What one receiver has noticed. Knows no service: only numbers of trucks and of their messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    pub in_order: u64,
    pub out_of_order: u64,
    pub doubled: u64,
    trucks: Vec<Truck>,
}

/// One truck, as a receiver sees it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Truck {
    /// The next number after the highest that was received.
    next: u32,
    /// Numbers below it that have not been received: beginnings and ends of the gaps.
    missing: BTreeMap<u32, u32>,
}

/// Gaps of a truck that are remembered. Who takes every second message of a queue, because somebody else takes the others,
/// would else remember one for each, for ever; what fills an older gap counts as doubled.
const GAPS: usize = 10_000;

impl Truck {
    /// Fills a gap. Whether there was one.
    fn fill(&mut self, number: u32) -> bool {
        let Some((&from, &to)) = self.missing.range(..=number).next_back().filter(|(_, to)| number < **to) else {
            return false;
        };
        self.missing.remove(&from);
        for (from, to) in [(from, number), (number + 1, to)].into_iter().filter(|(from, to)| from < to) {
            self.missing.insert(from, to);
        }
        true
    }
}

impl Check {
    /// A message of a truck has been received.
    pub fn received(&mut self, truck: u32, number: u32) -> Verdict {
        if self.trucks.len() <= truck as usize {
            self.trucks.resize_with(truck as usize + 1, Truck::default);
        }
        let state = &mut self.trucks[truck as usize];
        let verdict = if number >= state.next {
            if number > state.next {
                state.missing.insert(state.next, number);
            }
            if state.missing.len() > GAPS {
                state.missing.pop_first();
            }
            state.next = number + 1;
            Verdict::InOrder
        } else if state.fill(number) {
            Verdict::OutOfOrder
        } else {
            Verdict::Doubled
        };
        match verdict {
            Verdict::InOrder => self.in_order += 1,
            Verdict::OutOfOrder => self.out_of_order += 1,
            Verdict::Doubled => self.doubled += 1,
        }
        verdict
    }

    /// Different messages that were received.
    pub const fn different(&self) -> u64 {
        self.in_order + self.out_of_order
    }

    /// Messages that were overtaken by a later one of their truck, and have not come since.
    pub fn missing(&self) -> u64 {
        let gaps = self.trucks.iter().flat_map(|truck| &truck.missing);
        gaps.map(|(from, to)| u64::from(to - from)).sum()
    }

    /// Of `sent` different messages, those that have not been received. When nothing is on its way any more, they are lost.
    pub const fn outstanding(&self, sent: u64) -> u64 {
        sent.saturating_sub(self.different())
    }

    /// Live bytes on the heap, within a few per cent.
    pub fn heap_bytes(&self) -> u64 {
        let gaps: usize = self.trucks.iter().map(|truck| truck.missing.len()).sum();
        (self.trucks.len() * size_of::<Truck>() + gaps * 12) as u64
    }
}
