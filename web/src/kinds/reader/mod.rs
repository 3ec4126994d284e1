//! Polling applications.
use super::consumers::{chip, delivered, lag, mean, position, status};
use super::{Add, Events, Kind, NONE, Side};
use crate::card::{Action, CHIPS_MOST, Card, Cell, Count, Deed, Mark, Part, Seen, Subject, Tab, Table};
use crate::format::{count, grouped, millis};
use crate::scenario;
use shardscope_core::client::{self, ActorId, Position, Reader, ReaderSpec, StartingPosition};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::{Command, Event, Sim};
use shardscope_core::why::{self, LATE_MILLIS, lags};

const NAME: &str = "reader";

/// Shards that a card lists.
const SHARDS: usize = 24;

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Consumers,
    cards,
    chips: |sim| {
        sim.readers()
            .take(CHIPS_MOST)
            .map(|of| chip(sim, (NAME, "consumers"), of.id, &of.spec.name, of.stream))
            .collect()
    },
    adds: &[
        Add { name: "trim", text: "polling from TRIM_HORIZON", command: |seen, stream| add(seen, stream, |spec| spec) },
        Add {
            name: "latest",
            text: "polling from LATEST",
            command: |seen, stream| add(seen, stream, |spec| ReaderSpec { start: StartingPosition::Latest, ..spec }),
        },
        Add {
            name: "careless",
            text: "polling, children before parents",
            command: |seen, stream| add(seen, stream, |spec| ReaderSpec { parents_first: false, ..spec }),
        },
    ],
    tables,
    why: |sim, id| why::actor(sim, ActorId(id)),
    ..NONE
};

fn here(seen: Seen<'_>) -> impl Iterator<Item = &Reader> {
    seen.sim.readers().filter(move |of| Some(of.stream) == seen.stream)
}

fn add(seen: Seen<'_>, stream: &str, change: fn(ReaderSpec) -> ReaderSpec) -> Command {
    let name = format!("app {}", here(seen).count() + 1);
    Command::Add(change(scenario::reader(stream, &name, 1_000)).into())
}

fn cards(seen: Seen<'_>) -> Vec<Card> {
    here(seen).map(|reader| card(seen, reader)).collect()
}

fn card(seen: Seen<'_>, reader: &Reader) -> Card {
    let (id, spec) = (reader.id, &reader.spec);
    let (lag_millis, lag_records) = lag(seen, id);
    let order = if spec.parents_first { "" } else { " · ignores parents" };
    let about = format!(
        "shared polling, every {}{}{order} · {} behind",
        millis(spec.polling_millis.into()),
        delivered(reader.propagation.mean(seen.sim.now())),
        grouped(lag_records)
    );
    let (tabs, more) = tabs(seen.sim, reader);
    Card {
        mark: Mark::Position(position(seen, id)),
        number: Some(id.0),
        status: Some(status(lag_millis)),
        parts: vec![Part::Tabs(tabs, more), Part::Counts(counts(reader))],
        actions: vec![Action::new("Remove", Deed::Do(Command::Remove(client::Kind::Reader, id))).tucked()],
        settings: Some((id, spec.clone().into())),
        explains: !why::actor(seen.sim, id).is_empty(),
        ..Card::new(Subject::new(NAME, id.0), &spec.name, about)
    }
}

/// A tab per shard that it reads: shard number, and how far behind.
fn tabs(sim: &Sim, reader: &Reader) -> (Vec<Tab>, usize) {
    let lags = lags(sim, reader.id);
    let tab = |lag: &why::Lag| {
        let (number, behind) = (lag.shard.0, millis(lag.millis));
        let waits = reader.shards.get(&lag.shard).is_some_and(|at| at.position == Position::WaitsForParents);
        let (class, title) = match waits {
            true => ("waits", format!("shard {number} waits until its parents are read")),
            false if lag.millis > LATE_MILLIS => ("late", format!("shard {number}: {behind} behind")),
            false => ("", format!("shard {number}: {behind} behind")),
        };
        Tab { number, title, class }
    };
    (lags.iter().take(SHARDS).map(tab).collect(), lags.len().saturating_sub(SHARDS))
}

fn counts(reader: &Reader) -> Vec<Count> {
    let (order, stats) = (&reader.book.order, &reader.stats);
    let mut counts = vec![Count::new("in order", order.in_order), Count::bad("out of order", order.out_of_order)];
    if stats.refused > 0 {
        counts.push(Count::bad("refused", stats.refused).titled("GetRecords calls refused for the shard's limits"));
    }
    if stats.missed > 0 {
        counts.push(Count::bad("missed", stats.missed).titled("Records that expired before they were read"));
    }
    counts
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = ["application", "records", "lag", "delivered after", "in order", "out of order", "missed"];
    let row = |of: &Reader| {
        let order = &of.book.order;
        let (delivered, lag) = (mean(of.propagation.mean(seen.sim.now())), millis(lag(seen, of.id).0));
        let counts = [order.in_order, order.out_of_order, of.stats.missed].map(|count| Cell::from(grouped(count)));
        let mut row: Vec<Cell> =
            vec![of.spec.name.as_str().into(), grouped(of.stats.records).into(), lag.into(), delivered.into()];
        row.extend(counts);
        row
    };
    vec![Table::new("Polling applications", &head, here(seen).map(row))]
}

pub const EVENTS: Events = Events {
    condensed: |event| {
        let mut lines = Vec::new();
        if let Event::Read { reader, shard, out_of_order, missed, .. } = event {
            let none =
                |out_of_order, missed| Event::Read { reader, shard, records: 0, out_of_order, read_twice: 0, missed };
            if out_of_order > 0 {
                lines.push((none(1, 0), u64::from(out_of_order)));
            }
            if missed > 0 {
                lines.push((none(0, 1), missed));
            }
        } else if let Event::Ended { .. } = event {
            lines.push((event, 1));
        }
        lines
    },
    is_trouble: |event| matches!(event, Event::Read { .. }),
    text: |event, many, sim| {
        let name = |id| sim.readers().find(|reader| reader.id == id).map_or("a reader", |reader| &reader.spec.name);
        if let Event::Ended { reader, shard } = event {
            return format!("{} has read shard {} to its end", name(*reader), shard.0);
        }
        let Event::Read { reader, shard, missed, .. } = event else { return String::new() };
        let records = count(many, "record");
        match missed {
            0 => format!("{} read {records} of shard {} out of order", name(*reader), shard.0),
            _ => format!("{} missed {records} of shard {}: expired", name(*reader), shard.0),
        }
    },
    shard: shard_of,
};

const fn shard_of(event: &Event) -> Option<ShardId> {
    if let Event::Read { shard, .. } | Event::Ended { shard, .. } = event { Some(*shard) } else { None }
}
