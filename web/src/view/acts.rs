//! What was done to a run, in a few words: marks of the scrubber.
use crate::kinds;
use crate::text;
use shardscope_core::api::{self, Value};
use shardscope_core::client::{Kind, Setting};
use shardscope_core::sim::Command;

/// What was done, in short; nothing for a look, or for what is too small to be marked.
pub fn act(command: &Command) -> Option<String> {
    Some(match command {
        Command::Request(_) => return requested(command),
        Command::Add(spec) => format!("{} {}", kind(spec.kind()), spec.name()),
        Command::Set(_, spec) => t!(timeline.changed, name = spec.name()),
        Command::Change(id, of, settings) => {
            format!("{} {}: {}", kind(*of), id.0, said(settings))
        }
        Command::Remove(of, _) => t!(timeline.removed, kind = kind(*of)),
        Command::ByName(_, name, of) => {
            let Command::Change(_, _, settings) = &**of else { return act(of) };
            format!("{name}: {}", said(settings))
        }
        Command::Burst { .. } => t!(timeline.burst).into(),
        Command::PauseZone(_) => t!(timeline.zone_pauses).into(),
        Command::ResumeZone(_) => t!(timeline.zone_resumes).into(),
        Command::Note(text) => text.clone(),
        Command::Draw(drawn) => return drawn.new_sheet.then(|| t!(timeline.new_sheet).into()),
        Command::AddWorker(_) => t!(timeline.worker_added).into(),
        Command::StopWorker(_, worker) => t!(timeline.worker_stops, worker = worker.0),
        Command::Fault(fault) => text::fault(fault),
        Command::ForATime(fault, length) => {
            t!(timeline.act_for, act = act(fault)?, length = crate::format::millis(length.as_millis()))
        }
        Command::SetWorker { worker, per_cent, .. } => {
            t!(timeline.worker_works_at, worker = worker.0, per_cent = per_cent)
        }
        Command::Branch(_) => return None,
    })
}

/// The words for a request. Its operation is looked at first: a log may hold thousands of puts.
fn requested(command: &Command) -> Option<String> {
    let (service, operation) = api::operation(command)?;
    let (_, words) = kinds::calls(service)?.marks.iter().find(|(of, _)| *of == operation)?;
    let (.., body) = api::encode(command)?;
    // What has a name can be given by its ARN instead.
    let member = |name: &str| body.get(name).or_else(|| body.get(&format!("{}ARN", name.strip_suffix("Name")?)));
    Some(words.fill_with(&mut |name, to| to.push_str(&member(name).map(short).unwrap_or_default())))
}

/// A value without what is the same in all: the name in an ARN or in an address, the number of a shard.
fn short(value: &Value<'_>) -> String {
    let Some(text) = value.as_text() else { return value.to_string() };
    if let Some(number) = text.strip_prefix("shardId-") {
        let number = number.trim_start_matches('0');
        return if number.is_empty() { "0".into() } else { number.into() };
    }
    let last = text.rsplit('/').next().unwrap_or_default();
    let name = if last.starts_with("arn:") { last.rsplit(':').next() } else { last.split(':').next() };
    name.unwrap_or_default().to_string()
}

/// A kind of actor, as people call one.
fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Producer => t!(timeline.producer),
        Kind::Reader => t!(timeline.reader),
        Kind::Application => t!(timeline.application),
        Kind::Function => t!(timeline.function),
        Kind::Lane => t!(timeline.lane),
        Kind::MessageFunction => t!(timeline.function),
    }
}

/// What is changed: `rate 900, latency 1s`.
fn said(settings: &[Setting]) -> String {
    let each = settings.iter().map(|(name, value)| format!("{name} {value}").trim_end().to_string());
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use shardscope_core::api::Service;
    use shardscope_core::script::read_line;

    #[test]
    fn requests_are_marked_in_a_few_words() {
        for (line, words) in [
            ("aws kinesis create-stream --stream-name gps --shard-count 2", "create gps"),
            (
                "aws kinesis split-shard --stream-name gps --shard-to-split shardId-000000000000 --new-starting-hash-key 5",
                "split shard 0",
            ),
            (
                "aws kinesis merge-shards --stream-name gps --shard-to-merge shardId-000000000012 --adjacent-shard-to-merge 3",
                "merge 12 and 3",
            ),
            ("aws kinesis delete-stream --stream-arn arn:aws:kinesis:us-east-1:123456789012:stream/gps", "delete gps"),
            (
                "aws kinesis increase-stream-retention-period --stream-name gps --retention-period-hours 48",
                "retention 48 h",
            ),
            (
                "aws kinesis deregister-stream-consumer --consumer-arn arn:aws:kinesis:us-east-1:123456789012:stream/gps/consumer/map:5",
                "consumer map removed",
            ),
            ("aws sqs purge-queue --queue-url https://sqs.us-east-1.amazonaws.com/123456789012/q.fifo", "purge q.fifo"),
            ("aws sns delete-topic --topic-arn arn:aws:sns:us-east-1:123456789012:points", "delete points"),
        ] {
            let command = read_line(line).unwrap_or_else(|mistake| panic!("{line}: {}", mistake.reason));
            assert_eq!(act(&command).as_deref(), Some(words), "{line}");
        }
        for line in ["aws kinesis list-streams", "aws kinesis put-record --stream-name s --partition-key a --data ''"] {
            assert_eq!(act(&read_line(line).unwrap()), None, "{line}");
        }
    }

    #[test]
    fn every_row_names_an_operation_and_members_that_there_are() {
        let rows = Service::ALL.into_iter().filter_map(kinds::calls);
        for (service, name, words) in
            rows.flat_map(|of| of.marks.iter().map(|(name, words)| (of.service, *name, *words)))
        {
            let operation = service.operation(name).unwrap_or_else(|| panic!("{name} is no operation"));
            for member in words.takes() {
                assert!(operation.member(member).is_some(), "{name} has no {member}");
            }
        }
    }
}
