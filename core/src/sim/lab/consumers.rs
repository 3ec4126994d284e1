//! Consumers come and go.
use super::super::polls::{ConsumerRef, Task};
use super::Lab;
use crate::client::lab::{Doing, Lane};
use crate::sqs::Sqs;
use alloc::sync::Arc;

impl Lab<'_> {
    /// As many consumers as the lane is to have. Those that go drop what they hold, as a process does that is stopped.
    pub fn place_consumers(&mut self, lane: &mut Lane, receiver: usize) {
        let wanted = lane.spec.consumers as usize;
        let there = lane.receivers[receiver].consumers.len();
        for place in wanted..there {
            let who = ConsumerRef { lane: lane.id, receiver: receiver as u32, consumer: place as u32, life: 0 };
            self.release(lane, who);
            let state = &lane.receivers[receiver];
            if let (Some(queue), Doing::Polls(poll)) = (state.queue, state.consumers[place].doing) {
                self.call(lane.id, |sqs: &mut Sqs, _, _| sqs.forget_poll(queue, poll));
                Arc::make_mut(&mut self.sim.polls).waits.remove(&poll);
            }
        }
        lane.receivers[receiver].resize(wanted);
        debug_assert_eq!(lane.receivers[receiver].consumers.len(), wanted, "so many have a place");
        if lane.receivers[receiver].queue.is_none() && wanted != there {
            // Shards are dealt out anew.
            lane.receivers[receiver].consumers.iter_mut().for_each(|consumer| consumer.started = false);
        }
        self.wake(lane, receiver);
    }

    /// Gives every idle consumer that nothing will wake a look at what there is.
    pub fn wake(&mut self, lane: &mut Lane, receiver: usize) {
        let of_lane = lane.id;
        let state = &mut lane.receivers[receiver];
        for place in 0..state.consumers.len() {
            if state.consumers[place].doing != Doing::Idle || state.consumers[place].started {
                continue;
            }
            // What it was to be woken for before is void.
            let life = state.next_life();
            (state.consumers[place].started, state.consumers[place].life) = (true, life);
            let who = ConsumerRef { lane: of_lane, receiver: receiver as u32, consumer: place as u32, life };
            self.schedule(self.sim.now, Task::Consume(who));
        }
    }
}
