//! What was done to a run, in a few words: marks of the scrubber.
use crate::text;
use shardscope_core::client::{Kind, Setting};
use shardscope_core::kinesis::{ConsumerRequest, Request};
use shardscope_core::sim::Command;
use shardscope_core::{sns, sqs};

/// A queue's name, at the end of its address.
fn queue_name(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or_default()
}

/// What was done, in short; nothing for a look, or for what is too small to be marked.
pub fn act(command: &Command) -> Option<String> {
    Some(match command {
        Command::Kinesis(request) => return of_streams(request),
        Command::Sqs(request) => return of_queues(request),
        Command::Sns(request) => return of_topics(request),
        Command::Add(spec) => format!("{} {}", kind(spec.kind()), spec.name()),
        Command::Set(_, spec) => format!("{} changed", spec.name()),
        Command::Change(id, of, settings) => {
            format!("{} {}: {}", kind(*of), id.0, said(settings))
        }
        Command::Remove(of, _) => format!("{} goes", article(kind(*of))),
        Command::ByName(_, name, of) => {
            let Command::Change(_, _, settings) = &**of else { return act(of) };
            format!("{name}: {}", said(settings))
        }
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

/// A request about streams.
fn of_streams(request: &Request) -> Option<String> {
    Some(match request {
        Request::CreateStream { stream_name, .. } => format!("create {stream_name}"),
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
        Request::PutRecord { .. }
        | Request::ListShards { .. }
        | Request::ListMoreShards { .. }
        | Request::PutRecords { .. }
        | Request::GetShardIterator { .. }
        | Request::GetRecords { .. }
        | Request::DescribeStream { .. }
        | Request::DescribeStreamSummary { .. }
        | Request::DescribeLimits
        | Request::ListStreams { .. }
        | Request::AddTags { .. }
        | Request::RemoveTags { .. }
        | Request::ListTags { .. }
        | Request::StartStreamEncryption { .. }
        | Request::StopStreamEncryption { .. }
        | Request::UpdateStreamMode { .. }
        | Request::UpdateMaxRecordSize { .. }
        | Request::EnableEnhancedMonitoring { .. }
        | Request::DisableEnhancedMonitoring { .. }
        | Request::Consumer(_) => return None,
    })
}

/// A request about queues.
fn of_queues(request: &sqs::Request) -> Option<String> {
    Some(match request {
        sqs::Request::CreateQueue(of) => format!("create {}", of.queue_name),
        sqs::Request::DeleteQueue(of) => format!("delete {}", queue_name(&of.queue_url)),
        sqs::Request::PurgeQueue(of) => format!("purge {}", queue_name(&of.queue_url)),
        sqs::Request::SetQueueAttributes(of) => format!("{} changed", queue_name(&of.queue_url)),
        sqs::Request::StartMessageMoveTask(_) => "redrive".into(),
        sqs::Request::CancelMessageMoveTask(_)
        | sqs::Request::ChangeMessageVisibility(_)
        | sqs::Request::ChangeMessageVisibilityBatch(_)
        | sqs::Request::DeleteMessage(_)
        | sqs::Request::DeleteMessageBatch(_)
        | sqs::Request::GetQueueAttributes(_)
        | sqs::Request::GetQueueUrl(_)
        | sqs::Request::ListDeadLetterSourceQueues(_)
        | sqs::Request::ListMessageMoveTasks(_)
        | sqs::Request::ListQueueTags(_)
        | sqs::Request::ListQueues(_)
        | sqs::Request::ReceiveMessage(_)
        | sqs::Request::SendMessage(_)
        | sqs::Request::SendMessageBatch(_)
        | sqs::Request::TagQueue(_)
        | sqs::Request::UntagQueue(_) => return None,
    })
}

/// A request about topics.
fn of_topics(request: &sns::Request) -> Option<String> {
    Some(match request {
        sns::Request::CreateTopic(of) => format!("create {}", of.name),
        sns::Request::DeleteTopic(of) => format!("delete {}", of.topic_arn.rsplit(':').next().unwrap_or_default()),
        sns::Request::Subscribe(of) => {
            format!("subscribe to {}", of.topic_arn.rsplit(':').next().unwrap_or_default())
        }
        sns::Request::GetSubscriptionAttributes(_)
        | sns::Request::GetTopicAttributes(_)
        | sns::Request::ListSubscriptions(_)
        | sns::Request::ListSubscriptionsByTopic(_)
        | sns::Request::ListTagsForResource(_)
        | sns::Request::ListTopics(_)
        | sns::Request::Publish(_)
        | sns::Request::PublishBatch(_)
        | sns::Request::SetSubscriptionAttributes(_)
        | sns::Request::SetTopicAttributes(_)
        | sns::Request::TagResource(_)
        | sns::Request::Unsubscribe(_)
        | sns::Request::UntagResource(_) => return None,
    })
}

/// What is changed: `rate 900, latency 1s`.
fn said(settings: &[Setting]) -> String {
    let each = settings.iter().map(|(name, value)| format!("{name} {value}").trim_end().to_string());
    each.collect::<Vec<_>>().join(", ")
}
