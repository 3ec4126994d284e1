//! Requests to streams as lines of a shell script.
use shardscope_core::api;
use shardscope_core::cli::quote;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{ConsumerRequest, Record, Request, Tags};
use shardscope_core::script::command_line;
use shardscope_core::sim::Command;

/// A request as lines of a shell script.
pub fn of(request: &Request, account: &str) -> String {
    match request {
        Request::PutRecord { stream_name, partition_key, explicit_hash_key, data, .. } => {
            let (partition_key, data) = (partition_key.clone(), data.clone());
            put(stream_name, &Record { partition_key, explicit_hash_key: *explicit_hash_key, data })
        }
        Request::PutRecords { stream_name, records } => {
            let puts: String = records.iter().map(|record| put(stream_name, record)).collect();
            format!("# {} records of one PutRecords\n{puts}", records.len())
        }
        other @ (Request::CreateStream { .. }
        | Request::DeleteStream { .. }
        | Request::SplitShard { .. }
        | Request::MergeShards { .. }
        | Request::UpdateShardCount { .. }
        | Request::IncreaseStreamRetentionPeriod { .. }
        | Request::DecreaseStreamRetentionPeriod { .. }
        | Request::ListShards { .. }
        | Request::ListMoreShards { .. }
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
        | Request::Consumer(_)) => {
            let command = Command::Kinesis(by_name(other));
            let call = command_line(&command, account);
            let call = call.strip_prefix("aws ").unwrap_or(&call);
            let (call, after) = (by_arn(call, other, account), waits(other));
            format!("{call}\n{after}")
        }
    }
}

/// A consumer's ARN has the second in which it was registered here: on another account its name finds it.
fn by_name(request: &Request) -> Request {
    let mut request = request.clone();
    if let Request::Consumer(ConsumerRequest::Deregister(of)) = &mut request {
        of.creation_second = None;
    }
    request
}

/// Tags, put on by a call of their own.
pub fn tagged(stream_name: &str, tags: &Tags) -> String {
    let request = Request::AddTags { stream_name: stream_name.into(), tags: tags.clone(), resource: false };
    of(&request, "")
}

/// An ARN holds an account of ours: the script asks for the real one.
fn by_arn(call: &str, request: &Request, account: &str) -> String {
    let Some(name) = stream_of(request) else { return call.into() };
    call.replace(&quote(&api::arn(account, name)), &format!("\"$(arn {})\"", quote(name)))
}

fn stream_of(request: &Request) -> Option<&str> {
    match request {
        Request::UpdateStreamMode { stream_name, .. }
        | Request::UpdateMaxRecordSize { stream_name, .. }
        | Request::RemoveTags { stream_name, .. }
        | Request::Consumer(ConsumerRequest::Register { stream_name, .. }) => Some(stream_name),
        Request::Consumer(ConsumerRequest::Deregister(of)) => Some(&of.stream_name),
        Request::CreateStream { .. }
        | Request::DeleteStream { .. }
        | Request::PutRecord { .. }
        | Request::SplitShard { .. }
        | Request::MergeShards { .. }
        | Request::UpdateShardCount { .. }
        | Request::IncreaseStreamRetentionPeriod { .. }
        | Request::DecreaseStreamRetentionPeriod { .. }
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
        | Request::ListTags { .. }
        | Request::StartStreamEncryption { .. }
        | Request::StopStreamEncryption { .. }
        | Request::EnableEnhancedMonitoring { .. }
        | Request::DisableEnhancedMonitoring { .. }
        | Request::Consumer(_) => None,
    }
}

/// What has to be over before the next call.
fn waits(request: &Request) -> String {
    match request {
        Request::CreateStream { stream_name, .. }
        | Request::SplitShard { stream_name, .. }
        | Request::MergeShards { stream_name, .. }
        | Request::UpdateShardCount { stream_name, .. }
        | Request::IncreaseStreamRetentionPeriod { stream_name, .. }
        | Request::DecreaseStreamRetentionPeriod { stream_name, .. }
        | Request::StartStreamEncryption { stream_name, .. }
        | Request::StopStreamEncryption { stream_name, .. }
        | Request::UpdateStreamMode { stream_name, .. }
        | Request::UpdateMaxRecordSize { stream_name, .. } => format!("active {}\n", quote(stream_name)),
        Request::DeleteStream { stream_name, .. } => format!("gone {}\n", quote(stream_name)),
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
        | Request::EnableEnhancedMonitoring { .. }
        | Request::DisableEnhancedMonitoring { .. }
        | Request::Consumer(_) => String::new(),
    }
}

/// A record's bytes as `printf` writes them.
pub fn put(stream_name: &str, record: &Record) -> String {
    if ["file://", "fileb://", "http://", "https://"].iter().any(|scheme| record.partition_key.starts_with(scheme)) {
        return "# a record is left out: the CLI takes its key for the address of a file\n".into();
    }
    let byte = |&byte: &u8| match byte {
        b'%' => "%%".to_string(),
        b' ' | b'!'..=b'~' if byte != b'\\' && byte != b'\'' => char::from(byte).to_string(),
        other => format!("\\{other:03o}"),
    };
    let data: String = record.data.iter().map(byte).collect();
    let explicit =
        record.explicit_hash_key.map(|key: HashKey| format!(" --explicit-hash-key {key}")).unwrap_or_default();
    format!("put {} {} '{data}'{explicit}\n", quote(stream_name), quote(&record.partition_key))
}
