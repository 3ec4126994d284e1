//! One thing after the other: the next event, the next record, the one before.
use super::Player;
use super::clock::PATIENCE_MILLIS;
use shardscope_core::base::Instant;
use shardscope_core::sim::Step;
use std::collections::VecDeque;

impl Player {
    /// The next thing that happens, whenever that is: in the run, or what a story's step has still to do.
    pub fn step_event(&mut self) {
        self.plan_at_the_end();
        let due = self.due.as_ref().and_then(VecDeque::front).map(|due| due.at);
        let (next, left) = (self.sim().next_at(), self.due.as_ref().map_or(0, VecDeque::len));
        match due.filter(|&due| !self.timeline.has_future() && next.is_none_or(|next| due <= next)) {
            None => drop(self.timeline.step_event()),
            Some(due) => {
                while self.due.as_ref().map_or(0, VecDeque::len) == left && self.step_towards(due) != Step::OutOfMemory
                {
                }
            }
        }
    }

    /// Goes on to the next record that a stream takes, as far as that is near; where none comes, something else has happened.
    pub fn step_record(&mut self) {
        let (clock, began, taken) = ((self.real_millis), (self.real_millis)(), self.taken());
        loop {
            let before = self.now();
            self.step_event();
            if self.taken() != taken || self.now() == before || clock() - began > PATIENCE_MILLIS {
                return;
            }
        }
    }

    /// Records that streams have taken, up to now.
    fn taken(&self) -> u64 {
        self.sim().kinesis().streams().map(|stream| stream.series.total.incoming_records).sum()
    }

    /// When the last record came that a stream took before now and still holds.
    pub fn record_before(&self) -> Option<Instant> {
        let shards = self.sim().kinesis().streams().flat_map(|stream| &stream.shards);
        shards.filter_map(|shard| shard.log.arrival(shard.log.first_at_or_after(self.now()).checked_sub(1)?)).max()
    }
}
