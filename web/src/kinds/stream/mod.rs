//! The stream that is shown: what the frame is built around, and what a stream shares with other kinds of things.
//!
//! Owns its picture, what lies over it, its shards, records and keys, its charts and settings.
mod chart;
mod charts;
mod details;
mod events;
mod inspected;
mod legend;
mod marks;
mod metrics;
mod near;
pub mod picture;
mod settings;
mod shard;
mod shown;
mod stage;
mod template;
mod view;

pub use chart::{Axis, show as show_charts};
pub use charts::{Chart, of as charts};
pub use details::details;
pub use events::{EVENTS, answer};
pub use inspected::{Inspected, ShardDetail, of as inspected};
pub use near::Near;
pub use picture::{Layout, LineageBox, Pointing, Scene, Spot, lineage_boxes};
pub use settings::zones;
pub use shown::Shown;
pub use stage::{head, overlay};
pub use template::{is_cut_by_hand, source};
pub use view::{ShardView, StreamView};

use super::{Body, Calls, FaultOf, Kind, Leaf, NONE, Side, Values, Victim, zone};
use crate::card::{CHIPS_MOST, Cell, Chip, Deed, Focus, Inset, Mark, Place, Seen, Status, Table, Tone};
use crate::format::{bytes, count, grouped};
use shardscope_core::api::Service;
use shardscope_core::base::Instant;
use shardscope_core::kinesis::{Counts, Shard, Stream, arn};
use shardscope_core::sim::{Command, Sim};
use std::rc::Rc;
use yew::prelude::*;

const SETTINGS: Leaf = Leaf {
    name: "stream-settings",
    title: message!(stream.stream),
    wide: false,
    closes: true,
    tells: false,
    show: sheet,
};
const NEW: Leaf = Leaf {
    name: "new-stream",
    title: message!(stream.create_a_stream),
    wide: false,
    closes: true,
    tells: false,
    show: |_, _| Some(Body::Form(Inset::new(|around| html! { <settings::NewStream send={around.send.clone()} /> }))),
};

pub const KIND: Kind = Kind {
    name: "stream",
    side: Side::Producers,
    chips,
    tables,
    sheets: &[NEW, SETTINGS],
    victims,
    calls: Some(Calls {
        service: Service::Kinesis,
        marks: &[
            ("CreateStream", message!(stream.mark_create)),
            ("DeleteStream", message!(stream.mark_delete)),
            ("SplitShard", message!(stream.mark_split)),
            ("MergeShards", message!(stream.mark_merge)),
            ("UpdateShardCount", message!(stream.mark_count)),
            ("IncreaseStreamRetentionPeriod", message!(stream.mark_retention)),
            ("DecreaseStreamRetentionPeriod", message!(stream.mark_retention)),
            ("RegisterStreamConsumer", message!(stream.mark_consumer)),
            ("DeregisterStreamConsumer", message!(stream.mark_consumer_removed)),
            ("UpdateStreamMode", message!(stream.mark_changed)),
        ],
        left_out: &[("SubscribeToShard", message!(stream.pushes_to_a_program_version_1))],
        values,
    }),
    resources: template::add,
    ..NONE
};

/// Seconds over which a flow is counted.
const LATELY: u64 = 3;

/// What a stream has counted a second in the last whole seconds; `None`: nothing.
pub fn lately(stream: &Stream, now: Instant, of: fn(&Counts) -> u64) -> Option<u64> {
    let seconds = stream.series.points(0, stream.created_at, now).rev().skip(1).take(LATELY as usize);
    let sum: u64 = seconds.map(|counts| of(&counts)).sum();
    (sum > 0).then_some(sum.div_ceil(LATELY))
}

/// All streams, on the route.
fn chips(sim: &Sim) -> Vec<Chip> {
    let chip = |of: &Stream| {
        let refused: u64 = of.open_shards().map(|shard| shard.meter.rate(sim.now()).throttled).sum();
        let (text, tone) = match refused {
            0 => (
                format!(
                    "{} · {} h",
                    count(of.open_shards().len() as u64, message!(nouns.shard)),
                    grouped(of.retention.as_hours())
                ),
                Tone::Plain,
            ),
            _ => (t!(stream.refused_s, refused = grouped(refused)), Tone::Bad),
        };
        Chip {
            place: Place::Takes,
            several: t!(stream.streams),
            key: format!("stream {}", of.id.0),
            mark: Mark::None,
            name: of.name.clone(),
            figure: Status { text, tone },
            deed: Deed::Stream(of.id),
            is_shown: false,
            flow: lately(of, sim.now(), |counts| counts.incoming_records),
        }
    };
    sim.kinesis().streams().take(CHIPS_MOST).map(chip).collect()
}

fn values(sim: &Sim) -> Vec<Values> {
    let account = &sim.config().account.account_id;
    let names: Vec<String> = sim.kinesis().streams().map(|stream| stream.name.clone()).collect();
    let arns: Vec<String> = names.iter().map(|name| arn(account, name)).collect();
    vec![
        ("StreamName", names.clone()),
        ("ExclusiveStartStreamName", names),
        ("StreamARN", arns.clone()),
        ("ResourceARN", arns),
    ]
}

fn sheet(seen: Seen<'_>, _: u32) -> Option<Body> {
    let stream = StreamView::of(seen.sim, seen.sim.kinesis().stream(seen.stream?)?, Focus::Stream);
    Some(Body::Form(Inset::new(move |around| {
        html! { <settings::StreamSettings stream={stream.clone()} send={around.send.clone()} /> }
    })))
}

fn victims(_: Seen<'_>) -> Vec<Victim> {
    let victim = |number: u8| {
        let pause = move |length| Command::ForATime(Box::new(Command::PauseZone(number)), length);
        let faults = vec![FaultOf { text: t!(stream.pause_zone), note: "", command: Rc::new(pause) }];
        Victim { key: format!("zone {number}"), name: t!(stream.zone_number, zone = zone(number)), faults }
    };
    (0..3).map(victim).collect()
}

/// Above so many open shards none is listed.
const LISTED: usize = 400;

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let Some(stream) = seen.stream.and_then(|id| seen.sim.kinesis().stream(id)) else { return Vec::new() };
    let now = seen.sim.now();
    let row = |shard: &Shard| {
        let (view, range) = (ShardView::of(seen.sim, stream, shard), &shard.range);
        let rate = [grouped(view.rate.records), bytes(view.rate.bytes), grouped(view.rate.throttled)];
        let mut row = vec![Cell::from(shard.id.to_string())];
        row.extend(rate.map(Cell::from));
        row.push(grouped(view.records).into());
        row.extend([range.starting_hash_key, range.ending_hash_key].map(|key| Cell::from(key.to_string())));
        row
    };
    let open = stream.open_shards().len();
    let caption = match open {
        0..=LISTED => t!(stream.open_shards).to_string(),
        _ => t!(stream.open_shards_too_many_to_list, open = grouped(open as u64)),
    };
    let head = [
        t!(stream.shard_head),
        t!(stream.records_s),
        t!(stream.bytes_s),
        t!(stream.refused_s_label),
        t!(stream.kept_head),
        t!(stream.from_head),
        t!(stream.to_head),
    ];
    let shards = Table::new(caption, &head, stream.open_shards().filter(|_| open <= LISTED).map(row));
    let charts = charts::of(stream, seen);
    vec![shards, metrics::table(stream, now), chart::table(&charts)]
}
