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
        let name = sim.application(*id).map_or(t!(application.an_application), |application| &application.spec.name);
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
    let records = count(many, message!(nouns.record));
    let worker = |id: WorkerId| format!("worker-{}", id.0);
    match event {
        E::Started { worker: id } => t!(application.starts, worker = worker(id)),
        E::Crashed { worker: id } => t!(application.crashes, worker = worker(id)),
        E::Stopped { worker: id } => t!(application.stops, worker = worker(id)),
        E::LeaseTaken { shard, by, before: Some(before) } if before != by => {
            t!(application.takes_shard_from, worker = worker(by), shard = shard.0, from = worker(before))
        }
        E::LeaseTaken { shard, by, .. } => t!(application.takes_shard, worker = worker(by), shard = shard.0),
        E::LeaseLost { shard, worker: by } => t!(application.has_lost_shard, worker = worker(by), shard = shard.0),
        E::Processed { shard, reordered: 0, .. } => {
            t!(application.of_shard_processed_again, records = records, shard = shard.0)
        }
        E::Processed { shard, .. } => t!(application.of_shard_out_of_order, records = records, shard = shard.0),
        E::Skipped { shard, .. } => {
            t!(application.of_shard_skipped_after_an_exception, records = records, shard = shard.0)
        }
        E::Missed { shard, .. } => t!(application.of_shard_missed_expired, records = records, shard = shard.0),
        E::CheckpointRefused { shard, worker: by } => {
            t!(application.a_checkpoint_of_on_shard_is, worker = worker(by), shard = shard.0)
        }
        E::ShardEnded { shard, .. } => t!(application.shard_is_read_to_its_end, shard = shard.0),
        E::LeaseCreated { shard } => t!(application.a_lease_for_shard, shard = shard.0),
        E::LeaseDeleted { shard } => t!(application.the_lease_of_shard_is_deleted, shard = shard.0),
        E::Begun { shard, .. } | E::Checkpointed { shard, .. } => t!(application.shard, shard = shard.0),
    }
}
