//! Wording: whatever is more than a label, in one place.
mod messages;

use crate::event_log::{Line, What};
use crate::format::grouped;
use shardscope_core::base::Duration;
use shardscope_core::client::kcl::{self, WorkerId};
use shardscope_core::client::lambda;
use shardscope_core::client::{Distribution, Retry, Workload};
use shardscope_core::kinesis::{self, Ending, Limit, ShardId};
use shardscope_core::sim::{Error, Fault, Reply, Sim};
use yew::prelude::*;

/// What is said when the part of the page that comes later could not be had.
pub const NOT_LOADED: &str =
    "The rest of the page could not be loaded. Is there a connection? What runs goes on; try again when it is back.";

/// `shard 3`, as people say it.
pub fn shard(id: ShardId) -> String {
    format!("shard {}", id.0)
}

pub const fn limit(limit: Limit) -> &'static str {
    match limit {
        Limit::WriteBytes => "1 MiB per second and shard",
        Limit::WriteRecords => "1,000 records per second and shard",
        Limit::ReadBytes => "2 MiB read per second and shard",
        Limit::ReadRecords => "2,000 records read per second and shard",
        Limit::GetRecordsCalls => "5 GetRecords per second and shard",
        Limit::GetShardIteratorCalls => "5 GetShardIterator per second and shard",
    }
}

/// A line of the event log, with the names that streams and applications have now.
pub fn event(line: &Line, sim: &Sim) -> String {
    let count = |noun| crate::format::count(line.count, noun);
    let reader = |id| sim.readers().find(|reader| reader.id == id).map_or("a reader", |reader| &reader.spec.name);
    let stream = |id| sim.kinesis().stream(id).map_or("stream", |stream| &stream.name);
    match line.what {
        What::Status(id, status) => format!("{} {status}", stream(id)),
        What::Deleted(_) => "stream deleted".into(),
        What::Opened(_, id) => format!("{} opened", shard(id)),
        What::Closed(_, id) => format!("{} closed, readable until it expires", shard(id)),
        What::Retention(id, hours) => format!("retention of {} is now {} h", stream(id), grouped(hours)),
        What::Throttled(_, id, of) => format!("{} refused {}: {}", shard(id), count("record"), limit(of)),
        What::ReadThrottled(_, id, of) => format!("{} refused {}: {}", shard(id), count("read"), limit(of)),
        What::PutFailed(_) => format!("{} failed: fewer than two zones, or no stream", count("record")),
        What::ZonePaused(zone) => format!("zone {} paused", zone_name(zone)),
        What::ZoneResumed(zone) => format!("zone {} resumed, catching up", zone_name(zone)),
        What::OutOfOrder(by, id) => format!("{} read {} of {} out of order", reader(by), count("record"), shard(id)),
        What::Missed(by, id) => format!("{} missed {} of {}: expired", reader(by), count("record"), shard(id)),
        What::Lost => format!("{} given up by producers", count("record")),
        What::Consumer(of, id, status) => {
            let consumers = sim.kinesis().stream(of).map(|stream| &stream.fan_out.consumers[..]).unwrap_or_default();
            let name =
                consumers.iter().find(|consumer| consumer.id == id).map_or("consumer", |consumer| &consumer.name);
            format!("consumer {name} {}", status.name())
        }
        What::SubscriptionEnded(_, id, ending) => {
            let why = match ending {
                Ending::Expired => "its five minutes are over",
                Ending::TakenOver => "another call has taken over",
                Ending::ShardEnd => "the shard is read to its end",
                Ending::Gone => "its consumer goes",
            };
            format!("a subscription to {} ends: {why}", shard(id))
        }
        What::Kcl(id, what) => {
            let name = sim.application(id).map_or("an application", |application| &application.spec.name);
            format!("{name}: {}", kcl_event(what, line.count))
        }
        What::Lambda(id, what) => {
            let name = sim.mappings().find(|mapping| mapping.id == id).map_or("a function", |m| &m.spec.function_name);
            format!("{name}: {}", lambda_event(what, line.count))
        }
        What::Queue(what) => messages::of_queue(what, line.count, sim),
        What::Topic(what) => messages::of_topic(what, line.count, sim),
        What::Ended(by, id) => format!("{} has read {} to its end", reader(by), shard(id)),
    }
}

pub const fn zone_name(zone: u8) -> &'static str {
    match zone {
        0 => "a",
        1 => "b",
        _ => "c",
    }
}

pub const fn workload(workload: &Workload) -> &'static str {
    match workload {
        Workload::Trucks => "trucks",
        Workload::Clicks => "clicks",
        Workload::Sensors => "sensors",
        Workload::Countries => "visitors by country",
        Workload::Custom { .. } => "custom",
        Workload::HotKey { .. } => "one key",
        Workload::File { .. } => "your file",
    }
}

pub const fn distribution(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Even => "one after the other",
        Distribution::Uniform => "at random",
        Distribution::Zipf { .. } => "skewed (Zipf)",
        Distribution::Share { .. } => "a share to one key",
        Distribution::Unique => "each record its own",
    }
}

pub const fn retry(retry: Retry) -> &'static str {
    match retry {
        Retry::Never => "give up",
        Retry::AtOnce => "retry at once",
        Retry::Backoff => "back off with jitter",
    }
}

/// What an answer says that is worth reading; most say nothing but that it is done.
pub fn reply(reply: &Reply) -> Option<(String, String)> {
    match reply {
        Reply::Kinesis(kinesis::Reply::Put { shard: id, sequence_number }) => {
            Some((format!("Put into {}", shard(*id)), format!("SequenceNumber {sequence_number}")))
        }
        Reply::Sqs(reply) => messages::of_reply(reply),
        Reply::Kinesis(_) | Reply::Done | Reply::Added(_) | Reply::Sns(_) => None,
    }
}

/// An error as the page shows it: AWS's name where it has one, and the reason.
pub fn error(error: &Error) -> (String, String) {
    match error {
        Error::Kinesis(error) => (error.aws_code().into(), error.to_string()),
        Error::Invalid(invalid) => (invalid.field.replace('-', " "), invalid.reason.clone()),
        Error::Sqs(error) => (error.aws_code().0.into(), error.to_string()),
        Error::Sns(error) => (error.aws_code().0.into(), error.to_string()),
        Error::NoSuchActor => ("gone".into(), error.to_string()),
    }
}

pub const ONE_KEY_CANNOT_BE_SPLIT: &str = "All records of one key hash to one place, so they go to one shard, whatever it is cut into. \
     A hot key needs another key: truck and trip, for instance.";
pub const OUT_OF_MEMORY: &str = "The records kept have reached the memory budget. Nothing was dropped; time stands still. Allow more, shorten the \
     retention of a stream, delete one, or start again.";
pub const FILE_STAYS: &str = "The file is read in this page and never leaves your browser.";

/// The number by which lines of scripts and the console name an actor.
pub fn number(id: u32) -> Html {
    html! { <small class="muted" title="Its number in scripts and in the console">{ format!(" {id}") }</small> }
}

/// How long records take to come to an application.
pub fn delivered(mean: Option<Duration>) -> String {
    mean.map_or_else(String::new, |mean| format!(", delivered after {}", crate::format::millis(mean.as_millis())))
}

/// What happened in an application; `count` repetitions in one line.
fn kcl_event(event: kcl::Event, count: u64) -> String {
    use kcl::Event as E;
    let records = crate::format::count(count, "record");
    let worker = |id: WorkerId| format!("worker-{}", id.0);
    match event {
        E::Started { worker: id } => format!("{} starts", worker(id)),
        E::Crashed { worker: id } => format!("{} crashes", worker(id)),
        E::Stopped { worker: id } => format!("{} stops", worker(id)),
        E::LeaseTaken { shard: id, by, before: Some(before) } if before != by => {
            format!("{} takes {} from {}", worker(by), shard(id), worker(before))
        }
        E::LeaseTaken { shard: id, by, .. } => format!("{} takes {}", worker(by), shard(id)),
        E::LeaseLost { shard: id, worker: by } => format!("{} has lost {}", worker(by), shard(id)),
        E::Processed { shard: id, reordered: 0, .. } => format!("{records} of {} processed again", shard(id)),
        E::Processed { shard: id, .. } => format!("{records} of {} out of order", shard(id)),
        E::Skipped { shard: id, .. } => format!("{records} of {} skipped after an exception", shard(id)),
        E::Missed { shard: id, .. } => format!("{records} of {} missed: expired", shard(id)),
        E::CheckpointRefused { shard: id, worker: by } => {
            format!("a checkpoint of {} on {} is refused", worker(by), shard(id))
        }
        E::ShardEnded { shard: id, .. } => format!("{} is read to its end", shard(id)),
        E::LeaseCreated { shard: id } => format!("a lease for {}", shard(id)),
        E::LeaseDeleted { shard: id } => format!("the lease of {} is deleted", shard(id)),
        E::Begun { shard: id, .. } | E::Checkpointed { shard: id, .. } => shard(id),
    }
}

/// A fault, in short.
pub fn fault(fault: &Fault) -> String {
    match fault {
        Fault::Crash { worker, .. } => format!("worker-{} crashes", worker.0),
        Fault::Stall { worker, .. } => format!("worker-{} stalls", worker.0),
        Fault::Slow { worker, per_cent, .. } => format!("worker-{} at {per_cent} %", worker.0),
        Fault::CutFromTable { worker, .. } => format!("worker-{} is cut off", worker.0),
        Fault::Skew { worker, .. } => format!("the clock of worker-{} jumps", worker.0),
        Fault::Poison { shard: id, .. } => format!("poison for {}", shard(*id)),
        Fault::Heal { .. } => "poison removed".into(),
        Fault::LoseAnswers { .. } => "answers get lost".into(),
        Fault::PoisonFunction { shard: id, .. } => format!("poison for {}", shard(*id)),
        Fault::HealFunction { .. } => "poison removed".into(),
        Fault::StopAgent { .. } => "the agent stops".into(),
    }
}

/// What happened to a function; `count` repetitions in one line.
fn lambda_event(event: lambda::Event, count: u64) -> String {
    use lambda::Event as E;
    match event {
        E::Discarded { shard: id, .. } => {
            format!("{} of {} given up", crate::format::count(count, "record"), shard(id))
        }
        E::Throttled { shard: id } => {
            format!("{} of {} throttled", crate::format::count(count, "invocation"), shard(id))
        }
        E::Failed { shard: id, .. } | E::Invoked { shard: id, .. } | E::Processed { shard: id, .. } => {
            format!("{} of {} failed", crate::format::count(count, "invocation"), shard(id))
        }
        E::Bisected { shard: id, .. } => format!("a batch of {} is cut in two", shard(id)),
        E::Ended { shard: id } => format!("{} is read to its end", shard(id)),
        E::WindowClosed { shard: id, records, .. } => {
            format!("a window of {} ends with {}", shard(id), crate::format::count(records, "record"))
        }
    }
}
