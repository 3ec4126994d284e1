//! Time as the transport shows it: how far the run goes, what is marked on it, and its branches.
use crate::event_log::What;
use crate::player::Player;
use crate::text;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{ActorSpec, Kind};
use shardscope_core::kinesis::{ConsumerRequest, Request};
use shardscope_core::script::Logged;
use shardscope_core::sim::Command;
use shardscope_core::{sns, sqs};

/// What a mark on the scrubber stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// Something that a user did.
    Act,
    /// Where another branch left.
    Fork,
    /// A throttle, a loss, an inversion.
    Trouble,
    Note,
}

/// A mark: when, what, and in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub at: Duration,
    pub kind: MarkKind,
    pub text: String,
}

/// A branch, as its tab shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct BranchView {
    pub name: String,
    pub forked_at: Duration,
    pub end: Duration,
    pub is_first: bool,
}

/// Time as the transport shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimeView {
    /// How far this branch is known.
    pub end: Duration,
    pub backwards: bool,
    pub manual: bool,
    pub marks: Vec<Mark>,
    pub branches: Vec<BranchView>,
    pub current: usize,
    /// The branch that is shown beside it.
    pub compare: Option<usize>,
    pub can_undo: bool,
    pub can_redo: bool,
    /// Whether acting now begins another branch.
    pub has_future: bool,
    /// The note of this moment.
    pub note: Option<String>,
}

/// Marks that are shown; the newest.
const MARKS: usize = 120;
/// How long a note stays, in simulated seconds.
const NOTE: Duration = Duration::from_secs(20);

impl TimeView {
    pub fn of(player: &Player) -> Self {
        let timeline = &player.timeline;
        let epoch = timeline.epoch();
        let since = |at: Instant| at.since(epoch);
        let branches = timeline.branches().iter().map(|branch| BranchView {
            name: branch.name.clone(),
            forked_at: since(branch.forked_at),
            end: since(branch.end),
            is_first: branch.parent.is_none(),
        });
        Self {
            end: since(timeline.end()),
            backwards: player.backwards,
            manual: player.manual,
            marks: marks(player),
            branches: branches.collect(),
            current: timeline.current(),
            compare: player.compare.as_ref().map(|compare| compare.branch),
            can_undo: timeline.can_undo(),
            can_redo: timeline.can_redo(),
            has_future: timeline.has_future(),
            note: note(player),
        }
    }
}

/// The last note before now, for as long as it stays.
fn note(player: &Player) -> Option<String> {
    let done = &player.timeline.log()[..player.timeline.done()];
    let elapsed = player.elapsed().as_micros();
    let recent = done.iter().rev().take_while(|logged| elapsed - logged.at_micros.min(elapsed) < NOTE.as_micros());
    recent.take(50).find_map(|logged| match &logged.command {
        Command::Note(text) => Some(text.clone()),
        _ => None,
    })
}

fn marks(player: &Player) -> Vec<Mark> {
    let (timeline, epoch) = (&player.timeline, player.timeline.epoch());
    let acts = timeline.log().iter().rev().filter_map(|logged| mark_of(logged)).take(MARKS);
    let mut marks: Vec<Mark> = acts.collect();
    let here = timeline.current();
    let forks =
        timeline.branches().iter().enumerate().filter(|&(place, branch)| place != here && branch.parent == Some(here));
    marks.extend(forks.map(|(_, branch)| {
        let text = format!("{} leaves", branch.name);
        Mark { at: branch.forked_at.since(epoch), kind: MarkKind::Fork, text }
    }));
    let troubles = player.log().lines().filter(|line| line.what.is_trouble()).take(MARKS / 2);
    marks.extend(troubles.map(|line| {
        let text = match line.what {
            What::Throttled(_, shard, _) => format!("shard {} throttles", shard.0),
            What::ReadThrottled(_, shard, _) => format!("reads of shard {} are throttled", shard.0),
            What::OutOfOrder(_, shard) => format!("order lost on shard {}", shard.0),
            What::Missed(_, shard) => format!("records missed on shard {}", shard.0),
            What::Lost => "records lost".into(),
            What::ZonePaused(_) => "a zone pauses".into(),
            What::Kcl(..) | What::Lambda(..) => crate::text::event(line, player.sim()),
            _ => "puts fail".into(),
        };
        Mark { at: line.at.since(epoch), kind: MarkKind::Trouble, text }
    }));
    marks
}

/// A mark for what changes the run and is worth seeing: not each record, not a look.
fn mark_of(logged: &Logged) -> Option<Mark> {
    let kind = if matches!(logged.command, Command::Note(_)) { MarkKind::Note } else { MarkKind::Act };
    Some(Mark { at: Duration::from_micros(logged.at_micros), kind, text: act(&logged.command)? })
}

/// What was done, in short.
fn act(command: &Command) -> Option<String> {
    match command {
        Command::Kinesis(Request::CreateStream { stream_name, .. }) => Some(format!("create {stream_name}")),
        Command::Add(ActorSpec::Producer(spec)) => Some(format!("producer {}", spec.name)),
        Command::Add(ActorSpec::Reader(spec)) => Some(format!("reader {}", spec.name)),
        other => rare(other),
    }
}

/// A queue's name, at the end of its address.
fn queue_name(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}

/// The same of what no run begins with.
fn rare(command: &Command) -> Option<String> {
    Some(match command {
        Command::Kinesis(request) => match request {
            Request::SplitShard { shard_to_split, .. } => format!("split shard {}", shard_to_split.0),
            Request::MergeShards { shard_to_merge, adjacent_shard_to_merge, .. } => {
                format!("merge {} and {}", shard_to_merge.0, adjacent_shard_to_merge.0)
            }
            Request::UpdateShardCount { target_shard_count, .. } => format!("to {target_shard_count} shards"),
            Request::DeleteStream { stream_name, .. } => format!("delete {stream_name}"),
            Request::IncreaseStreamRetentionPeriod { retention_period_hours, .. }
            | Request::DecreaseStreamRetentionPeriod { retention_period_hours, .. } => {
                format!("retention {retention_period_hours} h")
            }
            Request::Consumer(ConsumerRequest::Register { consumer_name, .. }) => format!("consumer {consumer_name}"),
            Request::Consumer(ConsumerRequest::Deregister(of)) => format!("{} goes", of.consumer_name),
            _ => return None,
        },
        Command::Sqs(request) => match request {
            sqs::Request::CreateQueue(of) => format!("create {}", of.queue_name),
            sqs::Request::DeleteQueue(of) => format!("delete {}", queue_name(&of.queue_url)),
            sqs::Request::PurgeQueue(of) => format!("purge {}", queue_name(&of.queue_url)),
            sqs::Request::SetQueueAttributes(of) => format!("{} changed", queue_name(&of.queue_url)),
            sqs::Request::StartMessageMoveTask(_) => "redrive".into(),
            _ => return None,
        },
        Command::Sns(request) => match request {
            sns::Request::CreateTopic(of) => format!("create {}", of.name),
            sns::Request::DeleteTopic(of) => format!("delete {}", of.topic_arn.rsplit(':').next().unwrap_or_default()),
            sns::Request::Subscribe(of) => {
                format!("subscribe to {}", of.topic_arn.rsplit(':').next().unwrap_or_default())
            }
            _ => return None,
        },
        Command::Add(ActorSpec::Producer(_) | ActorSpec::Reader(_)) => return None,
        Command::Add(spec) => format!("{} {}", kind(spec.kind()), spec.name()),
        Command::Set(_, spec) => format!("{} changed", spec.name()),
        Command::Change(id, of, settings) => {
            let said = settings.iter().map(|(name, value)| format!("{name} {value}").trim_end().to_string());
            format!("{} {}: {}", kind(*of), id.0, said.collect::<Vec<_>>().join(", "))
        }
        Command::Remove(of, _) => format!("{} goes", article(kind(*of))),
        Command::Burst { .. } => "burst".into(),
        Command::PauseZone(_) => "zone pauses".into(),
        Command::ResumeZone(_) => "zone resumes".into(),
        Command::Note(text) => text.clone(),
        Command::Draw(drawn) => return drawn.new_sheet.then(|| "new sheet".into()),
        Command::AddWorker(_) => "a worker comes".into(),
        Command::StopWorker(_, worker) => format!("worker-{} stops", worker.0),
        Command::Fault(fault) => text::fault(fault),
        Command::ForATime(fault, length) => {
            format!("{} for {}", act(fault)?, crate::format::millis(length.as_millis()))
        }
        Command::SetWorker { worker, per_cent, .. } => format!("worker-{} works at {per_cent} %", worker.0),
        Command::Branch(_) => return None,
    })
}

/// A kind of actor, as people call one.
const fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Producer => "producer",
        Kind::Reader => "reader",
        Kind::Application => "application",
        Kind::Function => "function",
        Kind::Lane => "lane",
    }
}

fn article(word: &str) -> String {
    let n = if word.starts_with('a') { "n" } else { "" };
    format!("a{n} {word}")
}
