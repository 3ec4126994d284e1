//! The lease table of an application, as the DynamoDB table that it is.
use crate::card::{Cell, Document, Seen, Table};
use crate::format::grouped;
use crate::kinds::Body;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Checkpoint, Lease, WorkerId};
use shardscope_core::kinesis::ShardId;

/// Rows that are shown.
const ROWS: usize = 200;

/// KCL's names of the columns.
const COLUMNS: [&str; 12] = [
    "leaseKey",
    "leaseOwner",
    "leaseCounter",
    "checkpoint",
    "checkpointSubSequenceNumber",
    "ownerSwitchesSinceCheckpoint",
    "checkpointOwner",
    "parentShardId",
    "childShardIds",
    "startingHashKey",
    "endingHashKey",
    "throughputKBps",
];

pub fn sheet(seen: Seen<'_>, id: u32) -> Option<Body> {
    let application = seen.sim.application(ActorId(id))?;
    let table = &application.table;
    let name = &application.spec.name;
    let about = t!(
        application.the_dynamodb_table_rows_writes_of,
        name = name,
        leases = table.leases.len(),
        writes = grouped(table.writes),
        failed_conditions = grouped(table.failed_conditions),
        failover_seconds = application.spec.failover_millis / 1_000
    );
    let rows = table.leases.values().take(ROWS).map(row);
    Some(Body::Document(Document { about, tables: vec![Table::new(name.as_str(), &COLUMNS, rows)] }))
}

fn row(lease: &Lease) -> Vec<Cell> {
    let worker = |id: Option<WorkerId>| id.map(|id| format!("worker-{}", id.0)).unwrap_or_default();
    let shards = |ids: &[ShardId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let checkpoint = match lease.checkpoint {
        Checkpoint::TrimHorizon => "TRIM_HORIZON".into(),
        Checkpoint::Latest => "LATEST".into(),
        Checkpoint::ShardEnd => "SHARD_END".into(),
        Checkpoint::After { sequence_number, .. } => sequence_number.to_string(),
    };
    let cells = [
        lease.shard.to_string(),
        worker(lease.owner),
        lease.counter.to_string(),
        checkpoint,
        lease.checkpoint_sub_sequence_number.to_string(),
        lease.owner_switches_since_checkpoint.to_string(),
        worker(lease.checkpoint_owner),
        shards(&lease.parents),
        shards(&lease.children),
        lease.range.starting_hash_key.to_string(),
        lease.range.ending_hash_key.to_string(),
        lease.throughput_kbps.to_string(),
    ];
    cells.map(Cell::from).to_vec()
}
