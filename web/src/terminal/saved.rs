//! Runs that were saved as JSON, before there were scripts. What could be done to a run then is written down here once
//! for all; producers, readers and the configuration are still read as they were written.
use serde::Deserialize;
use shardscope_core::base::Duration;
use shardscope_core::client::Kind;
use shardscope_core::client::{ActorId, ProducerSpec, ReaderSpec};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::request::{CreateStream, PutRecord, Request};
use shardscope_core::kinesis::{ShardId, StreamMode};
use shardscope_core::script::{Logged, Script};
use shardscope_core::sim::{Command, Config};
use shardscope_core::wire::Blob;

#[derive(Deserialize)]
struct Saved {
    version: u32,
    config: Config,
    commands: Vec<SavedCommand>,
    until_micros: u64,
}

#[derive(Deserialize)]
struct SavedCommand {
    at_micros: u64,
    command: Done,
}

/// What could be done to a run.
#[derive(Deserialize)]
enum Done {
    Kinesis(Asked),
    AddProducer(ProducerSpec),
    SetProducer(ActorId, ProducerSpec),
    RemoveProducer(ActorId),
    Burst { producer: ActorId, factor: u32, length: Duration },
    AddReader(ReaderSpec),
    SetReader(ActorId, ReaderSpec),
    RemoveReader(ActorId),
    PauseZone(u8),
    ResumeZone(u8),
}

/// What could be asked of the service. A look at the shards changed nothing.
#[derive(Deserialize)]
enum Asked {
    CreateStream { stream_name: String, mode: StreamMode, shard_count: Option<u32> },
    DeleteStream { stream_name: String },
    PutRecord { stream_name: String, partition_key: String, explicit_hash_key: Option<HashKey>, data: Vec<u8> },
    SplitShard { stream_name: String, shard_to_split: ShardId, new_starting_hash_key: HashKey },
    MergeShards { stream_name: String, shard_to_merge: ShardId, adjacent_shard_to_merge: ShardId },
    UpdateShardCount { stream_name: String, target_shard_count: u32 },
    IncreaseStreamRetentionPeriod { stream_name: String, retention_period_hours: u32 },
    DecreaseStreamRetentionPeriod { stream_name: String, retention_period_hours: u32 },
    ListShards {},
}

impl Asked {
    fn request(self) -> Option<Request> {
        Some(match self {
            Self::CreateStream { stream_name, mode, shard_count } => Request::CreateStream(CreateStream {
                stream_name,
                shard_count,
                stream_mode_details: Some(mode.into()),
                ..CreateStream::default()
            }),
            Self::DeleteStream { stream_name } => Request::delete_stream(&stream_name, false),
            Self::PutRecord { stream_name, partition_key, explicit_hash_key, data } => Request::PutRecord(PutRecord {
                stream: stream_name.as_str().into(),
                data: Blob(data),
                partition_key: Some(partition_key),
                explicit_hash_key: explicit_hash_key.map(|key| key.to_string()),
                sequence_number_for_ordering: None,
            }),
            Self::SplitShard { stream_name, shard_to_split, new_starting_hash_key } => {
                Request::split_shard(&stream_name, shard_to_split, new_starting_hash_key)
            }
            Self::MergeShards { stream_name, shard_to_merge, adjacent_shard_to_merge } => {
                Request::merge_shards(&stream_name, shard_to_merge, adjacent_shard_to_merge)
            }
            Self::UpdateShardCount { stream_name, target_shard_count } => {
                Request::update_shard_count(&stream_name, target_shard_count)
            }
            Self::IncreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
                Request::increase_retention(&stream_name, retention_period_hours)
            }
            Self::DecreaseStreamRetentionPeriod { stream_name, retention_period_hours } => {
                Request::decrease_retention(&stream_name, retention_period_hours)
            }
            Self::ListShards {} => return None,
        })
    }
}

impl Done {
    fn command(self) -> Option<Command> {
        Some(match self {
            Self::Kinesis(asked) => asked.request()?.into(),
            Self::AddProducer(spec) => Command::Add(spec.into()),
            Self::SetProducer(id, spec) => Command::Set(id, spec.into()),
            Self::RemoveProducer(id) => Command::Remove(Kind::Producer, id),
            Self::Burst { producer, factor, length } => Command::Burst { producer, factor, length },
            Self::AddReader(spec) => Command::Add(spec.into()),
            Self::SetReader(id, spec) => Command::Set(id, spec.into()),
            Self::RemoveReader(id) => Command::Remove(Kind::Reader, id),
            Self::PauseZone(zone) => Command::PauseZone(zone),
            Self::ResumeZone(zone) => Command::ResumeZone(zone),
        })
    }
}

/// The script of a run that an earlier version saved. Errors: text that is none.
pub fn old_save(text: &str) -> Result<String, String> {
    let saved: Saved =
        serde_json::from_str(text).map_err(|error| t!(terminal.this_is_not_a_saved_run, error = error))?;
    if saved.version != 1 {
        let version = saved.version;
        return Err(t!(terminal.this_run_was_saved_as_json, version = version));
    }
    let until = Duration::from_micros(saved.until_micros);
    let logged = |SavedCommand { at_micros, command }| Some(Logged { at_micros, command: command.command()? });
    let commands = saved.commands.into_iter().filter_map(logged).collect();
    let script = Script { title: String::new(), config: saved.config, commands, until };
    // What a script cannot say cannot be opened.
    let text = script.print();
    Script::parse(&text).map(|_| text.clone()).map_err(|error| t!(terminal.this_run_cannot_be_a_script, error = error))
}
