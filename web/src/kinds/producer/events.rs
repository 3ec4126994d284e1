//! What becomes of a producer's records, in words.
use crate::format::count;
use crate::kinds::Events;
use shardscope_core::client::ActorId;
use shardscope_core::sim::Event;

pub const EVENTS: Events = Events {
    condensed: |event| {
        let lost = u64::from(lost(&event));
        if lost == 0 { Vec::new() } else { vec![(Event::Late { producer: ActorId(0), records: 0 }, lost)] }
    },
    is_trouble: |_| true,
    text: |_, records, _| t!(producer.given_up_by_producers, records = count(records, message!(nouns.record))),
    shard: |_| None,
};

/// Records that were given up.
const fn lost(event: &Event) -> u32 {
    if let Event::Refused { lost, .. } | Event::TimedOut { lost, .. } | Event::Late { records: lost, .. } = event {
        return *lost;
    }
    0
}
