//! What happens in an application, in words.
use crate::format::count;
use crate::kinds::Events;
use shardscope_core::client::kcl::{Event as E, WorkerId};
use shardscope_core::sim::Event;

pub const EVENTS: Events = Events {
    condensed: |event| {
        let Event::Application(id, event) = event else { return Vec::new() };
        condensed(event).into_iter().map(|(event, count)| (Event::Application(id, event), count)).collect()
    },
    is_trouble: |event| {
        let Event::Application(_, event) = event else { return false };
        matches!(event, E::Crashed { .. } | E::Skipped { .. } | E::Missed { .. } | E::Processed { .. })
    },
    text: |event, many, sim| {
        let Event::Application(id, event) = event else { return String::new() };
        let name = sim.application(*id).map_or("an application", |application| &application.spec.name);
        format!("{name}: {}", text(*event, many))
    },
    shard: |_| None,
};

/// What is worth a line, with what counts in it; numbers that would keep lines apart are 0.
fn condensed(event: E) -> Vec<(E, u64)> {
    let worker = WorkerId(0);
    match event {
        E::Processed { shard, duplicates, reordered, .. } => {
            let of = |reordered| E::Processed { worker, shard, from: 0, to: 0, duplicates: 0, reordered };
            let both = [(of(0), u64::from(duplicates)), (of(1), u64::from(reordered))];
            both.into_iter().filter(|(_, count)| *count > 0).collect()
        }
        E::Skipped { shard, from, to, .. } => vec![(E::Skipped { worker, shard, from: 0, to: 0 }, to - from)],
        E::Missed { shard, records } => vec![(E::Missed { shard, records: 0 }, records)],
        E::Begun { .. } | E::Checkpointed { .. } | E::LeaseCreated { .. } => Vec::new(),
        other @ (E::Started { .. }
        | E::Crashed { .. }
        | E::Stopped { .. }
        | E::LeaseTaken { .. }
        | E::LeaseLost { .. }
        | E::LeaseDeleted { .. }
        | E::CheckpointRefused { .. }
        | E::ShardEnded { .. }) => vec![(other, 1)],
    }
}

fn text(event: E, many: u64) -> String {
    let records = count(many, "record");
    let worker = |id: WorkerId| format!("worker-{}", id.0);
    match event {
        E::Started { worker: id } => format!("{} starts", worker(id)),
        E::Crashed { worker: id } => format!("{} crashes", worker(id)),
        E::Stopped { worker: id } => format!("{} stops", worker(id)),
        E::LeaseTaken { shard, by, before: Some(before) } if before != by => {
            format!("{} takes shard {} from {}", worker(by), shard.0, worker(before))
        }
        E::LeaseTaken { shard, by, .. } => format!("{} takes shard {}", worker(by), shard.0),
        E::LeaseLost { shard, worker: by } => format!("{} has lost shard {}", worker(by), shard.0),
        E::Processed { shard, reordered: 0, .. } => format!("{records} of shard {} processed again", shard.0),
        E::Processed { shard, .. } => format!("{records} of shard {} out of order", shard.0),
        E::Skipped { shard, .. } => format!("{records} of shard {} skipped after an exception", shard.0),
        E::Missed { shard, .. } => format!("{records} of shard {} missed: expired", shard.0),
        E::CheckpointRefused { shard, worker: by } => {
            format!("a checkpoint of {} on shard {} is refused", worker(by), shard.0)
        }
        E::ShardEnded { shard, .. } => format!("shard {} is read to its end", shard.0),
        E::LeaseCreated { shard } => format!("a lease for shard {}", shard.0),
        E::LeaseDeleted { shard } => format!("the lease of shard {} is deleted", shard.0),
        E::Begun { shard, .. } | E::Checkpointed { shard, .. } => format!("shard {}", shard.0),
    }
}
