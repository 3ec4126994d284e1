//! A producer's card.
use super::NAME;
use crate::card::{
    Action, CHIPS_MOST, Card, Chip, Count, Deed, Mark, Part, Place, Seen, Setter, Status, Subject, Tone,
};
use crate::format::{bytes, grouped, millis};
use crate::kinds::words;
use crate::scenario;
use crate::scene::looks;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::{Api, BURST, Field, FilePosition, Kind, PartitionKey, Producer, ProducerSpec, Workload};
use shardscope_core::kinesis::quota;
use shardscope_core::sim::{Command, Sim};
use std::rc::Rc;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    seen.sim.producers().filter(|of| Some(of.stream) == seen.stream).map(|of| card(seen, of)).collect()
}

fn card(seen: Seen<'_>, producer: &Producer) -> Card {
    let (id, spec, now) = (producer.id, &producer.spec, seen.sim.now());
    let hot = matches!(spec.workload, Workload::HotKey { .. });
    let rate = format!("{}/s", grouped(producer.rate(now).into()));
    let text = if producer.finished { t!(producer.all_sent).to_string() } else { rate };
    Card {
        class: if hot { "hot" } else { "" },
        mark: mark(seen.sim, producer),
        number: Some(id.0),
        status: Some(Status { text, tone: Tone::Plain }),
        parts: parts(producer, now, hot),
        actions: actions(seen, producer),
        settings: Some((id, spec.clone().into())),
        explains: explains(producer, now),
        ..Card::new(Subject::new(NAME, id.0), &spec.name, about(spec))
    }
}

/// Which of the eight marks has the colour of a key, by the number of that colour.
const MARK_OF_COLOUR: [u32; 8] = [1, 0, 2, 6, 4, 5, 3, 7];

/// A producer of one key has the colour of its records; the others have one of their own.
fn mark(sim: &Sim, of: &Producer) -> Mark {
    let key =
        matches!(of.spec.workload, Workload::HotKey { .. }).then(|| sim.sources()[of.source as usize].hash_key(0));
    Mark::Keys(key.map_or(of.id.0, |key| MARK_OF_COLOUR[looks(key).0]))
}

/// All producers, on the route.
pub fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &Producer| {
        let rate = of.rate(sim.now());
        let text = if of.finished { t!(producer.all_sent).to_string() } else { format!("{}/s", grouped(rate.into())) };
        let tone = Tone::bad(of.held_back() > 0);
        Chip {
            place: Place::Sends,
            several: t!(producer.producers),
            key: format!("{NAME} {}", of.id.0),
            mark: mark(sim, of),
            name: of.spec.name.clone(),
            figure: Status { text, tone },
            deed: Deed::Look(Subject::new(NAME, of.id.0), Some(of.stream)),
            is_shown: false,
            flow: (rate > 0 && !of.finished).then_some(rate.into()),
        }
    };
    sim.producers().take(CHIPS_MOST).map(chip).collect()
}

/// Whether there is anything to explain: the same as an empty chain, without looking at every shard and key.
fn explains(producer: &Producer, now: Instant) -> bool {
    let stats = &producer.stats;
    stats.lost > 0 || stats.refused > 0 || producer.held_back() > 0 || producer.answers_lost_until > now
}

/// The text of the key that came most often lately.
pub fn hottest(seen: Seen<'_>, producer: &Producer) -> Option<String> {
    let rates = producer.key_rates(seen.sim.now()).filter(|rate| rate.records > 0);
    let rate = rates.max_by_key(|rate| rate.records)?;
    let source = &seen.sim.sources()[usize::from(producer.source)];
    Some(String::from_utf8_lossy(&source.partition_key(rate.key)).into_owned())
}

fn about(spec: &ProducerSpec) -> String {
    let api = match spec.api {
        Api::PutRecord => "PutRecord".to_string(),
        Api::PutRecords { batch } => t!(producer.putrecords, batch = batch),
        Api::Kpl(_) => t!(producer.kpl_aggregated).to_string(),
        Api::Agent(_) => t!(producer.kinesis_agent).to_string(),
    };
    let size = bytes(spec.record_bytes.into());
    let what = match &spec.workload {
        Workload::HotKey { partition_key } => t!(producer.key, partition_key = partition_key, size = size),
        Workload::File { .. } => t!(producer.rows_of_a_file).to_string(),
        Workload::Trucks | Workload::Clicks | Workload::Sensors | Workload::Countries | Workload::Custom { .. } => {
            let distribution = words::distribution(spec.distribution);
            let by = match spec.partition_key {
                _ if matches!(spec.api, Api::Agent(_)) => String::new(),
                PartitionKey::Field(Field::Id) => String::new(),
                PartitionKey::Field(field) => t!(producer.by, field = spec.workload.field(field).unwrap_or_default()),
                PartitionKey::Uuid => t!(producer.a_random_key_for_each_record).to_string(),
            };
            t!(producer.keys, keys = grouped(spec.keys.into()), distribution = distribution, by = by, size = size)
        }
    };
    format!("{what} · {api}{}", if spec.encrypted { t!(producer.encrypted) } else { "" })
}

fn parts(producer: &Producer, now: Instant, hot: bool) -> Vec<Part> {
    let mut parts = Vec::new();
    if !matches!(producer.spec.workload, Workload::File { own_timestamps: true, .. }) {
        parts.push(Part::Number(rate(producer)));
    }
    parts.push(Part::Counts(counts(producer)));
    if matches!(producer.spec.api, Api::Agent(_)) {
        parts.extend(tail(producer.file.as_deref(), now));
    }
    if producer.answers_lost_until > now {
        let left = millis(producer.answers_lost_until.since(now).as_millis());
        parts.push(Part::line(t!(producer.its_answers_get_lost_for_more, left = left), Tone::Warn));
    }
    if hot && is_over_a_shard(producer, now) {
        let text = t!(producer.one_key_can_write_1_000);
        parts.push(Part::line(text.into(), Tone::Warn));
    }
    parts
}

/// Whether it makes more than a shard takes.
fn is_over_a_shard(producer: &Producer, now: Instant) -> bool {
    let rate = u64::from(producer.rate(now));
    let bytes = rate * u64::from(producer.spec.record_bytes);
    rate > u64::from(quota::WRITE_RECORDS_PER_SECOND) || bytes > u64::from(quota::WRITE_BYTES_PER_SECOND)
}

/// The rate, as a number and a slider.
fn rate(producer: &Producer) -> Setter {
    let (id, from) = (producer.id, producer.spec.clone());
    let value = from.rate;
    let commands = move |rate: u32| {
        let to = ProducerSpec { rate, ..from.clone() };
        Command::changed(id, &from.clone().into(), &to.into()).into_iter().collect()
    };
    let slide_to = Some(if value > 6_000 { 50_000 } else { 6_000 });
    Setter {
        label: t!(producer.rate),
        unit: "/s",
        value,
        least: 0,
        most: 1_000_000,
        slide_to,
        commands: Rc::new(commands),
    }
}

fn counts(producer: &Producer) -> Vec<Count> {
    let stats = &producer.stats;
    let mut counts = vec![
        Count::new(t!(producer.accepted), stats.accepted),
        Count::bad(t!(producer.refused), stats.refused).titled(t!(producer.each_refusal_counts_a_record_that)),
        Count::bad(t!(common.lost), stats.lost),
    ];
    // What may be counted stands there from the beginning: a card that grows moves what somebody is about to click.
    let packs = matches!(producer.spec.api, Api::Kpl(_));
    if packs || stats.packed > 0 {
        let title = t!(producer.records_of_the_stream_that_they);
        counts.push(Count::new(t!(producer.packed_into), stats.packed).titled(title));
        let saved = stats.packed_users.saturating_sub(stats.payload_units);
        let title = t!(producer.put_payload_units_of_25_kib);
        counts.push(Count::new(t!(producer.put_units_saved), saved).titled(title));
    }
    if packs || stats.refused > 0 || producer.held_back() > 0 {
        counts.push(Count::new(t!(producer.waiting), producer.held_back()));
    }
    counts
}

/// Where an agent is in its file.
fn tail(file: Option<&FilePosition>, now: Instant) -> Vec<Part> {
    let (line, byte) = file.map_or((0, 0), |file| (file.line, file.byte));
    let sent = file.map_or(0, FilePosition::unacknowledged);
    let text = t!(
        producer.checkpoint_line_byte_sent_but_not,
        line = grouped(line),
        byte = grouped(byte),
        sent = grouped(sent)
    );
    let mut parts = vec![Part::Line(text, Tone::Muted, t!(producer.the_agents_own_database_where_it))];
    if let Some(until) = file.and_then(|file| file.down_until) {
        let left = millis(until.since(now).as_millis());
        let text = t!(producer.the_agent_is_down_for_more, left = left);
        parts.push(Part::line(text, Tone::Warn));
    }
    parts
}

fn actions(seen: Seen<'_>, producer: &Producer) -> Vec<Action> {
    let (id, spec) = (producer.id, &producer.spec);
    let remove = Deed::Do(Command::Remove(Kind::Producer, id));
    if matches!(spec.workload, Workload::HotKey { .. }) {
        return vec![Action::new(t!(producer.withdraw), remove)];
    }
    let mut actions = Vec::new();
    if let Some(key) = hottest(seen, producer) {
        let deed = Deed::Do(Command::Add(scenario::hot(&spec.stream_name, &key).into()));
        let title = t!(producer.sends_1_400_records_a_second, key = key);
        actions.push(Action::new(t!(producer.inject_hot_key), deed).titled(title));
    }
    if !matches!(spec.workload, Workload::File { own_timestamps: true, .. }) {
        // A burst of one times the rate ends the one that runs.
        let bursts = producer.burst.is_some_and(|burst| seen.sim.now() < burst.until);
        let (label, (factor, length)) = if bursts {
            (t!(producer.end_burst), (1, Duration::from_micros(1)))
        } else {
            (t!(producer.burst_times_five), BURST)
        };
        let deed = Deed::Do(Command::Burst { producer: id, factor, length });
        actions.push(Action::new(label, deed).titled(t!(producer.five_times_the_rate_for_10)));
    }
    actions.push(Action::new(t!(common.remove), remove).quiet());
    actions
}
