//! A run as a shell script of AWS CLI calls, for a real account or an emulator.
//!
//! Versions 1 and 2 of the CLI read blobs differently, but both take the bytes of a file (`fileb://`) as they are: so
//! every record is put by PutRecord from a file. What AWS refused in the run is left out, with the reason. Producers are
//! not calls: of each, the first records are put, as a sample. Requests that only look are left out.
use crate::terminal::calls;
use shardscope_core::api::Service;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::{ActorSpec, Workload};
use shardscope_core::kinesis::request::CreateStream;
use shardscope_core::kinesis::{self, PutRecordsRequestEntry, Tags};
use shardscope_core::script::{Script, command_line, duration_text};
use shardscope_core::sim::{Command, Config, Error, Request, Sim, Step};
use std::fmt::Write as _;

/// Records of each producer that are put.
const SAMPLE: u32 = 20;

const HEAD: &str = r#"#!/usr/bin/env bash
# A run of Shardscope as calls of the AWS CLI, version 1 or 2.
# It creates streams, queues and topics, which cost money on a real account until you delete them.
# Credentials and region come from your environment. For an emulator set AWS_ENDPOINT_URL.
set -euo pipefail
export AWS_PAGER="" AWS_DEFAULT_REGION="${AWS_DEFAULT_REGION:-us-east-1}"
data="$(mktemp)"
trap 'rm -f "$data"' EXIT

sts() { aws ${AWS_ENDPOINT_URL:+--endpoint-url "$AWS_ENDPOINT_URL"} sts "$@"; }
here() { printf '%s:%s' "$AWS_DEFAULT_REGION" "$(sts get-caller-identity --query Account --output text)"; }
url() { sqs get-queue-url --queue-name "$1" --query QueueUrl --output text; }
active() { kinesis wait stream-exists --stream-name "$1"; }
gone() { kinesis wait stream-not-exists --stream-name "$1"; }
# put STREAM KEY BYTES [OPTIONS]: the bytes come from a file, so that both versions of the CLI put the same.
put() {
  printf -- "$3" > "$data"
  kinesis put-record --stream-name "$1" --partition-key="$2" --data "fileb://$data" "${@:4}" > /dev/null
}
"#;

pub fn export(script: Script) -> String {
    let mut text = String::from(HEAD);
    for service in Service::ALL.map(Service::command) {
        let _ = writeln!(
            text,
            "{service}() {{ aws ${{AWS_ENDPOINT_URL:+--endpoint-url \"$AWS_ENDPOINT_URL\"}} {service} \"$@\"; }}"
        );
    }
    let account = script.config.account.account_id.clone();
    if !script.title.is_empty() {
        let _ = writeln!(text, "# {}", script.title.replace(char::is_control, " "));
    }
    let epoch = script.config.epoch;
    let mut sim = Sim::new(Config { memory_limit: crate::terminal::MEMORY, ..script.config.clone() });
    for logged in &script.commands {
        let at = Duration::from_micros(logged.at_micros);
        if sim.step(epoch + at, u64::MAX, &mut ()) == Step::OutOfMemory {
            let _ = write!(text, "\n# The run needs more memory than there is: what follows is left out.\nexit 1\n");
            break;
        }
        let _ = write!(text, "\n# at {}\n", duration_text(at));
        let result = sim.submit(&logged.command, &mut ());
        let file = matches!(&logged.command, Command::Add(ActorSpec::Producer(spec)) if matches!(spec.workload, Workload::File { .. }));
        if result.is_err() && file {
            // What comes after a file that is not here keeps its number.
            sim.skip_actor();
        }
        text.push_str(&said(&logged.command, result.err(), &account));
    }
    text
}

/// A command as lines of the script.
fn said(command: &Command, refused: Option<Error>, account: &str) -> String {
    let comment = |text: &str| format!("# {}\n", text.replace(char::is_control, " "));
    let shown: String = command_line(command).chars().take(400).collect();
    if let Some(error) = refused {
        return format!("{}{}", comment(&shown), comment(&format!("was refused: {error}")));
    }
    match command {
        Command::Request(request) => {
            let said = with_tags(request, account).unwrap_or_else(|| calls::said(request, account));
            said.unwrap_or_else(|reason| comment(&format!("{shown} ({reason})")))
        }
        Command::Add(ActorSpec::Producer(spec)) => {
            let sample = sample(spec);
            let about = comment(&shown);
            let count = sample.len();
            let note = comment(&format!("a program, not a call: here are its first {count} records"));
            let puts: String = sample.iter().map(|record| calls::put(&spec.stream_name, record)).collect();
            format!("{about}{note}{puts}")
        }
        Command::Note(note) => comment(note),
        Command::Add(_)
        | Command::Set(..)
        | Command::Change(..)
        | Command::Remove(..)
        | Command::ByName(..)
        | Command::Burst { .. }
        | Command::AddWorker(_)
        | Command::StopWorker(..)
        | Command::Fault(_)
        | Command::ForATime(..)
        | Command::SetWorker { .. }
        | Command::Draw(_)
        | Command::PauseZone(_)
        | Command::ResumeZone(_)
        | Command::Branch(_) => comment(&format!("{shown} (AWS has no call for this)")),
    }
}

/// A stream that is created with tags. The call by itself knows them too, but older versions and emulators drop them.
fn with_tags(request: &Request, account: &str) -> Option<Result<String, &'static str>> {
    let Request::Kinesis(kinesis::Request::CreateStream(of)) = request else { return None };
    if of.tags.is_empty() {
        return None;
    }
    let bare = CreateStream { tags: Tags::new(), ..of.clone() };
    let created = calls::said(&Request::Kinesis(kinesis::Request::CreateStream(bare)), account);
    Some(created.map(|created| format!("{created}{}", calls::tagged(&of.stream_name, &of.tags))))
}

/// The first records that a producer makes.
fn sample(spec: &shardscope_core::client::ProducerSpec) -> Vec<PutRecordsRequestEntry> {
    use shardscope_core::base::mix;
    use shardscope_core::client::Source;
    if matches!(spec.workload, Workload::File { .. }) {
        return Vec::new();
    }
    let source = Source::new(spec, ActorId(0), mix(7, 0), 0, None, None);
    let record = |index| {
        let key = source.route_key(index, source.key_of(index));
        PutRecordsRequestEntry::new(String::from_utf8_lossy(&key), &source.data(index))
    };
    (0..SAMPLE).map(record).collect()
}
