//! What happens to a function, in words: what went wrong.
use crate::format::count;
use crate::kinds::Events;
use shardscope_core::client::lambda::Event as E;
use shardscope_core::sim::Event;

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::Mapping(id, event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::Mapping(id, event), count)).collect()
    },
    is_trouble: |event| {
        let Event::Mapping(_, event) = event else { return false };
        matches!(event, E::Failed { .. } | E::Discarded { .. } | E::Throttled { .. })
    },
    text: |event, many, sim| {
        let Event::Mapping(id, event) = event else { return String::new() };
        let mapping = sim.mappings().find(|mapping| mapping.id == *id);
        let name = mapping.map_or(t!(function.a_function), |mapping| &mapping.spec.function_name);
        format!("{name}: {}", text(*event, many))
    },
    shard: |_| None,
};

fn condensed(event: E) -> Option<(E, u64)> {
    match event {
        E::Failed { shard, .. } => Some((E::Failed { shard, first: 0, records: 0 }, 1)),
        E::Discarded { shard, records, why, .. } => {
            Some((E::Discarded { shard, first: 0, records: 0, why }, u64::from(records)))
        }
        E::Throttled { shard } => Some((E::Throttled { shard }, 1)),
        E::WindowClosed { shard, start, records, .. } => Some((E::WindowClosed { shard, start, records, sum: 0 }, 1)),
        E::Invoked { .. } | E::Processed { .. } | E::Bisected { .. } | E::Ended { .. } => None,
    }
}

fn text(event: E, many: u64) -> String {
    let invocations = count(many, message!(nouns.invocation));
    match event {
        E::Discarded { shard, .. } => {
            t!(function.of_shard_given_up, records = count(many, message!(nouns.record)), shard = shard.0)
        }
        E::Throttled { shard } => t!(function.of_shard_throttled, invocations = invocations, shard = shard.0),
        E::Failed { shard, .. } | E::Invoked { shard, .. } | E::Processed { shard, .. } => {
            t!(function.of_shard_failed, invocations = invocations, shard = shard.0)
        }
        E::Bisected { shard, .. } => t!(function.a_batch_of_shard_is_cut, shard = shard.0),
        E::Ended { shard } => t!(function.shard_is_read_to_its_end, shard = shard.0),
        E::WindowClosed { shard, records, .. } => {
            t!(function.a_window_of_shard_ends_with, shard = shard.0, records = count(records, message!(nouns.record)))
        }
    }
}
