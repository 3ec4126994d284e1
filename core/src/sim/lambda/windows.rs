//! Tumbling windows: batches keep within one, and its last invocation makes a result of it.
use super::{Event, Sim, Sink, Task};
use crate::base::Duration;
use crate::client::ActorId;
use crate::client::lambda::{self, RETRY_AFTER, Window, WindowResult};
use crate::kinesis::ShardId;

/// Results of windows that are kept.
const RESULTS_MOST: usize = 1_000;

/// What a shard's lane may do.
pub(super) enum Turn {
    /// Invoke the function with records before this ordinal; `is_over`: no more will come before it.
    Batch { before: u64, is_over: bool },
    /// The window is being finished, or there is nothing to do.
    Wait,
}

impl Sim {
    /// Opens, or closes, the window of a shard's next records.
    pub(super) fn window_turn(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) -> Turn {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return Turn::Wait };
        let length = Duration::from_secs(u64::from(mapping.spec.tumbling_seconds));
        let Some(poller) = mapping.shards.get_mut(&shard) else { return Turn::Wait };
        let Some(log) = self.services.kinesis.stream(mapping.stream).and_then(|stream| stream.shard(shard)) else {
            return Turn::Wait;
        };
        let next = poller.lanes[0].first();
        if poller.window.is_none()
            && let Some(arrival) = next.and_then(|next| log.log.arrival(next))
        {
            poller.window = Some(Window::of(arrival, length));
        }
        let Some(window) = poller.window else {
            // What waits has expired, or nothing does.
            return next.map_or(Turn::Wait, |_| Turn::Batch { before: u64::MAX, is_over: false });
        };
        if window.closes_at.is_some() {
            return Turn::Wait;
        }
        let end = window.start + length;
        let before = log.log.first_at_or_after(end);
        let is_read = (now >= end && poller.position >= before) || poller.end.is_some();
        match next {
            Some(next) if next < before => Turn::Batch { before, is_over: is_read },
            _ if is_read || next.is_some() => {
                self.close_window(id, shard, trace);
                Turn::Wait
            }
            _ => Turn::Wait,
        }
    }

    fn close_window(&mut self, id: ActorId, shard: ShardId, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        if mapping.running >= mapping.spec.concurrency {
            mapping.stats.throttles += 1;
            trace.record(now, Event::Mapping(id, lambda::Event::Throttled { shard }));
            return self.wake_lane(id, shard, 0, now + RETRY_AFTER, Task::Next);
        }
        let work = Duration::from_millis(u64::from(mapping.spec.invocation_millis.max(1)));
        let Some(window) = mapping.shards.get_mut(&shard).and_then(|poller| poller.window.as_mut()) else { return };
        debug_assert!(window.closes_at.is_none(), "a window closes once");
        window.closes_at = Some(now + work);
        mapping.running += 1;
        mapping.stats.invocations += 1;
        mapping.stats.most_at_once = mapping.stats.most_at_once.max(mapping.running);
        self.wake_lane(id, shard, 0, now + work, Task::WindowDone);
    }

    /// The final invocation is over.
    pub(super) fn window_done(&mut self, id: ActorId, shard: ShardId, turn: u32, trace: &mut dyn Sink) {
        let now = self.now;
        let Some(mapping) = self.actors.function_mut(id) else { return };
        let Some(poller) = mapping.shards.get_mut(&shard).filter(|poller| poller.lanes[0].turn == turn) else { return };
        let Some(Window { start, records, sum, .. }) = poller.window.take() else { return };
        mapping.running = mapping.running.saturating_sub(1);
        let end = start + Duration::from_secs(u64::from(mapping.spec.tumbling_seconds));
        let closed = self.services.kinesis.stream(mapping.stream).and_then(|stream| stream.shard(shard)?.closed_at);
        let cut_short = closed.is_some_and(|closed| closed < end);
        if mapping.windows.len() == RESULTS_MOST {
            mapping.windows.pop_front();
        }
        debug_assert!(mapping.windows.len() < RESULTS_MOST, "so many are kept");
        mapping.windows.push_back(WindowResult { shard, start, records, sum, at: now, cut_short });
        trace.record(now, Event::Mapping(id, lambda::Event::WindowClosed { shard, start, records, sum }));
        self.invoke_next(id, shard, 0, trace);
        self.end_shard(id, shard, trace);
    }

    /// Adds to the state what an invocation has summed up.
    pub(super) fn add_to_window(&mut self, id: ActorId, shard: ShardId, records: u64, sum: u64) {
        let of = self.actors.function_mut(id).and_then(|mapping| mapping.shards.get_mut(&shard));
        if let Some(window) = of.and_then(|poller| poller.window.as_mut()) {
            window.records += records;
            window.sum += sum;
        }
    }
}
