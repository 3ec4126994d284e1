//! KCL applications: workers that share a stream's shards through a lease table.
mod card;
mod events;
mod leases;
mod picture;
mod worker;

pub use events::EVENTS;

use super::consumers::{chip, lag, mean};
use super::{Add, FaultOf, Kind, Leaf, NONE, Picture, Side, Victim};
use crate::card::{CHIPS_MOST, Cell, Seen, Table};
use crate::format::{grouped, millis};
use crate::kinds::words;
use crate::scenario;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::Application;
use shardscope_core::sim::{Command, Fault};
use shardscope_core::why;
use std::rc::Rc;

const NAME: &str = super::names::of(shardscope_core::client::Kind::Application);

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Consumers,
    cards: card::all,
    picture: Some(Picture { scenery: picture::scenery, draw: picture::draw, spot: picture::spot, told: picture::told }),
    chips: |sim| {
        sim.applications()
            .take(CHIPS_MOST)
            .map(|of| chip(sim, (NAME, t!(application.several)), of.id, &of.spec.name, of.stream))
            .collect()
    },
    adds: &[
        Add {
            name: "kcl",
            text: message!(application.kcl_two_workers),
            command: |seen, stream| add(seen, stream, "kcl"),
        },
        Add {
            name: "fan-out",
            text: message!(application.kcl_enhanced_fan_out),
            command: |seen, stream| add(seen, stream, "fan-out"),
        },
        Add {
            name: "kcl-ids",
            text: message!(application.kcl_ids_in_a_table),
            command: |seen, stream| add(seen, stream, "kcl-ids"),
        },
        Add {
            name: "kcl-number",
            text: message!(application.kcl_sequence_numbers_kept),
            command: |seen, stream| add(seen, stream, "kcl-number"),
        },
    ],
    tables,
    sheets: &[
        Leaf {
            name: "leases",
            title: message!(application.lease_table),
            wide: true,
            closes: false,
            tells: false,
            show: leases::sheet,
        },
        Leaf {
            name: "application-results",
            title: message!(common.results),
            wide: true,
            closes: false,
            tells: false,
            show: |seen, id| {
                let application = seen.sim.application(ActorId(id))?;
                Some(super::results::sheet(
                    seen.sim,
                    &application.spec.name,
                    &application.results,
                    super::results::of_shard,
                    Vec::new(),
                ))
            },
        },
    ],
    why: |sim, id| why::actor(sim, ActorId(id)),
    victims,
    ..NONE
};

fn here(seen: Seen<'_>) -> impl Iterator<Item = &Application> {
    seen.sim.applications().filter(move |of| Some(of.stream) == seen.stream)
}

fn add(seen: Seen<'_>, stream: &str, kind: &str) -> Command {
    let next = seen.sim.applications().map(|application| application.id.0).max().map_or(1, |id| id + 2);
    Command::Add(scenario::application(stream, &format!("kcl-{next}"), kind).into())
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(application.application_head),
        "RecordsProcessed",
        "MillisBehindLatest",
        t!(common.delivered_after),
        t!(common.duplicates),
        t!(application.reordered),
        t!(common.lost),
    ];
    let row = |of: &Application| {
        let tally = &of.results.tally;
        let (lag, delivered) = (millis(lag(seen, of.id).0), mean(of.propagation.mean(seen.sim.now())));
        let mut row: Vec<Cell> =
            vec![of.spec.name.as_str().into(), grouped(tally.processed).into(), lag.into(), delivered.into()];
        row.extend([tally.duplicates, tally.reordered, tally.lost].map(|count| Cell::from(grouped(count))));
        row
    };
    vec![Table::new(t!(application.kcl_applications), &head, here(seen).map(row))]
}

fn victims(seen: Seen<'_>) -> Vec<Victim> {
    let shards = words::shards(seen);
    let of = |application: &Application| {
        let (id, name) = (application.id, &application.spec.name);
        let workers = application.workers.keys().map(|worker| worker::victim(id, name, *worker));
        let poison = shards.iter().map(|&shard| {
            let command = move |length: Duration| {
                Command::ForATime(Box::new(Command::Fault(Fault::Poison { application: id, shard })), length)
            };
            let faults =
                vec![FaultOf { text: t!(application.fail_at_the_next_record), note: "", command: Rc::new(command) }];
            Victim {
                key: format!("{} {}", id.0, shard),
                name: t!(application.name_and_shard, name = name, shard = shard.0),
                faults,
            }
        });
        workers.chain(poison).collect::<Vec<_>>()
    };
    here(seen).flat_map(of).collect()
}
