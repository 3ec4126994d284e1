//! KCL applications: what their cards and their lease tables show.
use super::Dialog;
use super::Seen;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Application, ApplicationSpec, Checkpoint, Lease, Tally, Worker, WorkerId};
use shardscope_core::kinesis::{ShardId, Stream, StreamId};

/// An application's card.
#[derive(Clone, Debug, PartialEq)]
pub struct ApplicationView {
    pub id: ActorId,
    pub spec: ApplicationSpec,
    /// The furthest behind of its shards, in milliseconds; and the records of all.
    pub lag_millis: u64,
    pub lag_records: u64,
    pub tally: Tally,
    /// Keys with a result, and how many of the results are wrong.
    pub keys: (u64, u64),
    pub workers: Vec<WorkerView>,
    pub more_workers: usize,
    pub leases: usize,
    pub unowned: usize,
    pub poison: usize,
    /// How long records took to come to its workers, lately.
    pub propagation: Option<Duration>,
    pub writes: u64,
    pub failed_conditions: u64,
    /// The lease table, row by row, as far as it is shown.
    pub rows: Vec<[String; 12]>,
}

/// A worker.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkerView {
    pub id: WorkerId,
    pub running: bool,
    pub starting: bool,
    pub stalled: Option<Duration>,
    pub cut: Option<Duration>,
    pub slow: Option<(u32, Duration)>,
    pub clock_ahead_millis: i64,
    /// Its processor's speed, in per cent.
    pub speed: u32,
    pub shards: Vec<ShardId>,
    pub more_shards: usize,
    pub records: u64,
    pub busy: bool,
}

/// Workers of an application, and shards of a worker, that a card lists; rows of its table that are shown.
const WORKERS: usize = 20;
const SHARDS: usize = 12;
const ROWS: usize = 200;

/// KCL's names of the columns.
pub const COLUMNS: [&str; 12] = [
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

impl ApplicationView {
    /// The applications of a stream; rows of the lease table that is open.
    pub(super) fn all(seen: Seen<'_>, stream: Option<StreamId>, dialog: Option<Dialog>) -> Vec<Self> {
        if seen.sim.applications().next().is_none() {
            return Vec::new();
        }
        Self::some(seen, stream, dialog)
    }

    fn some(seen: Seen<'_>, stream: Option<StreamId>, dialog: Option<Dialog>) -> Vec<Self> {
        let here = seen.sim.applications().filter(|application| Some(application.stream) == stream);
        here.map(|application| Self::of(seen, application, dialog == Some(Dialog::Leases(application.id)))).collect()
    }

    fn of(seen: Seen<'_>, application: &Application, table: bool) -> Self {
        let now = seen.now();
        let stream = seen.sim.kinesis().stream(application.stream);
        let (mut lag_millis, mut lag_records) = (0, 0);
        for lease in application.table.leases.values() {
            let Some((millis, records)) = stream.and_then(|stream| behind(application, stream, lease, now)) else {
                continue;
            };
            lag_millis = lag_millis.max(millis);
            lag_records += records;
        }
        let open = || application.table.leases.values().filter(|lease| !lease.has_ended());
        let rows = application.table.leases.values().take(if table { ROWS } else { 0 });
        Self {
            id: application.id,
            spec: application.spec.clone(),
            lag_millis,
            lag_records,
            tally: application.results.tally,
            keys: application.results.keys(),
            workers: application.workers.values().take(WORKERS).map(|worker| WorkerView::of(worker, now)).collect(),
            more_workers: application.workers.len().saturating_sub(WORKERS),
            leases: open().count(),
            unowned: open().filter(|lease| lease.owner.is_none()).count(),
            poison: application.poison.len(),
            propagation: application.propagation.mean(now),
            writes: application.table.writes,
            failed_conditions: application.table.failed_conditions,
            rows: rows.map(row).collect(),
        }
    }
}

/// How far behind the work on a shard is: the age of its oldest record that waits, and how many wait.
fn behind(application: &Application, stream: &Stream, lease: &Lease, now: Instant) -> Option<(u64, u64)> {
    let shard = stream.shard(lease.shard)?;
    let done = application.processed(shard, now)?.max(shard.log.live_from(stream.horizon(now)));
    let millis = shard.log.arrival(done).map_or(0, |arrival| now.since(arrival).as_millis());
    Some((millis, shard.log.end().saturating_sub(done)))
}

impl WorkerView {
    fn of(worker: &Worker, now: Instant) -> Self {
        let left = |until: Instant| (until > now).then(|| until.since(now));
        Self {
            id: worker.id,
            running: worker.running,
            starting: worker.is_starting(),
            stalled: left(worker.stalled_until),
            cut: left(worker.cut_until),
            slow: left(worker.slow.1).map(|left| (worker.slow.0, left)),
            clock_ahead_millis: worker.clock_ahead_micros / 1_000,
            speed: worker.speed,
            shards: worker.processors.keys().take(SHARDS).copied().collect(),
            more_shards: worker.processors.len().saturating_sub(SHARDS),
            records: worker.records,
            busy: worker.busy_until > now,
        }
    }
}

fn row(lease: &Lease) -> [String; 12] {
    let worker = |id: Option<WorkerId>| id.map(|id| format!("worker-{}", id.0)).unwrap_or_default();
    let shards = |ids: &[ShardId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let checkpoint = match lease.checkpoint {
        Checkpoint::TrimHorizon => "TRIM_HORIZON".into(),
        Checkpoint::Latest => "LATEST".into(),
        Checkpoint::ShardEnd => "SHARD_END".into(),
        Checkpoint::After { sequence_number, .. } => sequence_number.to_string(),
    };
    [
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
    ]
}
