//! Requests as lines of a shell script, for another account.
use crate::kinds;
use shardscope_core::api::{self, Service};
use shardscope_core::cli::quote;
use shardscope_core::kinesis::members::ConsumerInput;
use shardscope_core::kinesis::request::{AddTagsToStream, PutRecordsRequestEntry, Request as Kinesis};
use shardscope_core::kinesis::{Tags, arn};
use shardscope_core::script::command_line;
use shardscope_core::sim::{Command, Request};

/// What has to be over before the next call: a function of the script, for these operations on a stream.
const WAITS: [(&str, &str); 11] = [
    ("CreateStream", "active"),
    ("SplitShard", "active"),
    ("MergeShards", "active"),
    ("UpdateShardCount", "active"),
    ("IncreaseStreamRetentionPeriod", "active"),
    ("DecreaseStreamRetentionPeriod", "active"),
    ("StartStreamEncryption", "active"),
    ("StopStreamEncryption", "active"),
    ("UpdateStreamMode", "active"),
    ("UpdateMaxRecordSize", "active"),
    ("DeleteStream", "gone"),
];

/// A request as lines. Errors: why there are none.
pub fn said(request: &Request, account: &str) -> Result<String, &'static str> {
    if request.is_read() {
        return Err("only looks");
    }
    if let Request::Kinesis(Kinesis::PutRecord(of)) = request {
        let (data, explicit_hash_key) = (of.data.clone(), of.explicit_hash_key.clone());
        let record = PutRecordsRequestEntry { data, explicit_hash_key, partition_key: of.partition_key.clone() };
        return Ok(put(of.stream.name(), &record));
    }
    if let Request::Kinesis(Kinesis::PutRecords(of)) = request {
        let puts: String = of.records.iter().map(|record| put(of.stream.name(), record)).collect();
        return Ok(format!("# {} records of one PutRecords\n{puts}", of.records.len()));
    }
    let command = Command::Request(elsewhere(request, account));
    let (service, operation, body) = api::encode(&command).ok_or("no request")?;
    let left_out = kinds::calls(service).map_or(&[][..], |calls| calls.left_out);
    if let Some((_, reason)) = left_out.iter().find(|(name, _)| *name == operation) {
        return Err(reason.text());
    }
    let resource = body.get("ResourceARN").and_then(|arn| arn.as_text());
    if resource.is_some_and(|arn| arn.contains("/consumer/")) {
        return Err("a consumer has another ARN on another account");
    }
    let line = command_line(&command);
    let mut line = line.strip_prefix("aws ").unwrap_or(&line).to_string();
    // A queue has another address on another account: the script asks for it.
    if let Some(url) = body.get("QueueUrl").and_then(|url| url.as_text()) {
        let name = url.rsplit('/').next().unwrap_or_default();
        line = line.replacen(&quote(url), &format!("\"$(url {})\"", quote(name)), 1);
    }
    let line = in_the_account_of_the_script(&line, account)?;
    if service != Service::Kinesis {
        return Ok(format!("{line} > /dev/null\n"));
    }
    let wait = WAITS.iter().find(|(name, _)| *name == operation);
    let stream = body.get("StreamName").or_else(|| body.get("StreamARN")).and_then(|stream| stream.as_text());
    let stream = stream.and_then(|stream| stream.rsplit('/').next()).unwrap_or_default();
    let wait = wait.map(|(_, wait)| format!("{wait} {}\n", quote(stream))).unwrap_or_default();
    Ok(format!("{line}\n{wait}"))
}

/// The same by names that another account knows too: an ARN of a consumer has the second in which it was registered here, and
/// tags of a resource are those of a stream.
fn elsewhere(request: &Request, account: &str) -> Request {
    let mut request = request.clone();
    if let Request::Kinesis(Kinesis::DeregisterStreamConsumer(of)) = &mut request {
        let (stream, consumer) = of.names();
        let (stream_arn, consumer_name) = (Some(arn(account, stream)), Some(consumer.to_string()));
        *of = ConsumerInput { consumer_arn: None, stream_arn, consumer_name };
    }
    if let Request::Kinesis(Kinesis::TagResource(of)) = &request {
        let name = of.resource_arn.rsplit('/').next().unwrap_or_default();
        let (stream, tags) = (name.into(), of.tags.clone());
        return Request::Kinesis(Kinesis::AddTagsToStream(AddTagsToStream { stream, tags }));
    }
    request
}

/// Tags, put on by a call of their own.
pub fn tagged(stream_name: &str, tags: &Tags) -> String {
    let request = AddTagsToStream { stream: stream_name.into(), tags: tags.clone() };
    said(&Request::Kinesis(Kinesis::AddTagsToStream(request)), "").unwrap_or_default()
}

/// Region and account of an ARN become those of the account in which the script runs. Errors: where a line is too strange for that.
fn in_the_account_of_the_script(line: &str, account: &str) -> Result<String, &'static str> {
    let ours = format!("us-east-1:{account}");
    if account.is_empty() || !line.contains(&ours) {
        return Ok(line.to_string());
    }
    if line.contains("$'") {
        return Err("it names an account of the simulator");
    }
    let mut said = String::new();
    for (place, piece) in line.split(&ours).enumerate() {
        if place > 0 {
            // A quote within quotes is written as `'\''`.
            let is_quoted = said.replace("'\\''", "").matches('\'').count() % 2 == 1;
            said.push_str(if is_quoted { "'\"$(here)\"'" } else { "\"$(here)\"" });
        }
        said.push_str(piece);
    }
    Ok(said)
}

/// A record's bytes as `printf` writes them.
pub fn put(stream_name: &str, record: &PutRecordsRequestEntry) -> String {
    let partition_key = record.partition_key.as_deref().unwrap_or_default();
    if ["file://", "fileb://", "http://", "https://"].iter().any(|scheme| partition_key.starts_with(scheme)) {
        return "# a record is left out: the CLI takes its key for the address of a file\n".into();
    }
    let byte = |&byte: &u8| match byte {
        b'%' => "%%".to_string(),
        b' ' | b'!'..=b'~' if byte != b'\\' && byte != b'\'' => char::from(byte).to_string(),
        other => format!("\\{other:03o}"),
    };
    let data: String = record.data.0.iter().map(byte).collect();
    let explicit = record.explicit_hash_key.as_deref();
    let explicit = explicit.map(|key| format!(" --explicit-hash-key {}", quote(key))).unwrap_or_default();
    format!("put {} {} '{data}'{explicit}\n", quote(stream_name), quote(partition_key))
}
