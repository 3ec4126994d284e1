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

const NAME: &str = super::names::of(shardscope_core::client::Kind::Reader);

/// Shards that a card lists.
const SHARDS: usize = 24;

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Consumers,
    cards,
    chips: |sim| {
        sim.readers()
            .take(CHIPS_MOST)
            .map(|of| chip(sim, (NAME, t!(reader.several)), of.id, &of.spec.name, of.stream))
            .collect()
    },
    adds: &[
        Add {
            name: "trim",
            text: message!(reader.polling_from_trim_horizon),
            command: |seen, stream| add(seen, stream, |spec| spec),
        },
        Add {
            name: "latest",
            text: message!(reader.polling_from_latest),
            command: |seen, stream| add(seen, stream, |spec| ReaderSpec { start: StartingPosition::Latest, ..spec }),
        },
        Add {
            name: "careless",
            text: message!(reader.polling_children_before_parents),
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
    let order = if spec.parents_first { "" } else { t!(reader.ignores_parents) };
    let about = t!(
        reader.shared_polling_every_behind,
        polling_millis = millis(spec.polling_millis.into()),
        delivered = delivered(reader.propagation.mean(seen.sim.now())),
        order = order,
        lag_records = grouped(lag_records)
    );
    let (tabs, more) = tabs(seen.sim, reader);
    Card {
        mark: Mark::Position(position(seen, id)),
        number: Some(id.0),
        status: Some(status(lag_millis)),
        parts: vec![Part::Tabs(tabs, more), Part::Counts(counts(reader))],
        actions: vec![Action::new(t!(common.remove), Deed::Do(Command::Remove(client::Kind::Reader, id))).tucked()],
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
            true => ("waits", t!(reader.shard_waits_until_its_parents_are, number = number)),
            false if lag.millis > LATE_MILLIS => ("late", t!(reader.shard_behind, number = number, behind = behind)),
            false => ("", t!(reader.shard_behind, number = number, behind = behind)),
        };
        Tab { number, title, class }
    };
    (lags.iter().take(SHARDS).map(tab).collect(), lags.len().saturating_sub(SHARDS))
}

fn counts(reader: &Reader) -> Vec<Count> {
    let (order, stats) = (&reader.book.order, &reader.stats);
    let mut counts =
        vec![Count::new(t!(reader.in_order), order.in_order), Count::bad(t!(reader.out_of_order), order.out_of_order)];
    if stats.refused > 0 {
        counts.push(Count::bad(t!(reader.refused), stats.refused).titled(t!(reader.getrecords_calls_refused_for_the)));
    }
    if stats.missed > 0 {
        counts.push(Count::bad(t!(reader.missed), stats.missed).titled(t!(reader.records_that_expired_before_they)));
    }
    counts
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(reader.application_head),
        t!(common.records),
        t!(reader.lag),
        t!(common.delivered_after),
        t!(reader.in_order),
        t!(reader.out_of_order),
        t!(reader.missed),
    ];
    let row = |of: &Reader| {
        let order = &of.book.order;
        let (delivered, lag) = (mean(of.propagation.mean(seen.sim.now())), millis(lag(seen, of.id).0));
        let counts = [order.in_order, order.out_of_order, of.stats.missed].map(|count| Cell::from(grouped(count)));
        let mut row: Vec<Cell> =
            vec![of.spec.name.as_str().into(), grouped(of.stats.records).into(), lag.into(), delivered.into()];
        row.extend(counts);
        row
    };
    vec![Table::new(t!(reader.polling_applications), &head, here(seen).map(row))]
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
        let name =
            |id| sim.readers().find(|reader| reader.id == id).map_or(t!(reader.a_reader), |reader| &reader.spec.name);
        if let Event::Ended { reader, shard } = event {
            return t!(reader.has_read_shard_to_its_end, name = name(*reader), shard = shard.0);
        }
        let Event::Read { reader, shard, missed, .. } = event else { return String::new() };
        let records = count(many, message!(nouns.record));
        match missed {
            0 => t!(reader.read_of_shard_out_of_order, name = name(*reader), records = records, shard = shard.0),
            _ => t!(reader.missed_of_shard_expired, name = name(*reader), records = records, shard = shard.0),
        }
    },
    shard: shard_of,
};

const fn shard_of(event: &Event) -> Option<ShardId> {
    if let Event::Read { shard, .. } | Event::Ended { shard, .. } = event { Some(*shard) } else { None }
}
