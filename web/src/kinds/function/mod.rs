//! Lambda functions with their event source mappings.
mod card;
mod events;
mod picture;
mod template;

pub use events::EVENTS;

use super::consumers::{chip, lag, mean};
use super::{Add, Body, FaultOf, Kind, Leaf, NONE, Picture, Side, Victim};
use crate::card::{CHIPS_MOST, Cell, Seen, Table};
use crate::format::{clock, grouped, millis};
use crate::kinds::words;
use crate::scenario;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::lambda::{Mapping, Why};
use shardscope_core::sim::{Command, Fault};
use shardscope_core::why;
use std::rc::Rc;

const NAME: &str = super::names::of(shardscope_core::client::Kind::Function);

/// Rows of windows and of a destination that are shown.
const ROWS: usize = 200;

pub const KIND: Kind = Kind {
    name: NAME,
    side: Side::Consumers,
    cards: card::all,
    picture: Some(Picture { scenery: picture::scenery, draw: picture::draw, spot: picture::spot, told: picture::told }),
    chips: |sim| {
        sim.mappings()
            .take(CHIPS_MOST)
            .map(|of| chip(sim, (NAME, t!(function.several)), of.id, &of.spec.function_name, of.stream))
            .collect()
    },
    adds: &[
        Add {
            name: "lambda",
            text: message!(function.lambda_function),
            command: |seen, stream| add(seen, stream, "lambda"),
        },
        Add {
            name: "lambda-lanes",
            text: message!(function.lambda_10_at_once_per_shard),
            command: |seen, stream| add(seen, stream, "lambda-lanes"),
        },
        Add {
            name: "lambda-window",
            text: message!(function.lambda_windows_of_30_s),
            command: |seen, stream| add(seen, stream, "lambda-window"),
        },
    ],
    tables,
    sheets: &[Leaf {
        name: "function-results",
        title: message!(common.results),
        wide: true,
        closes: false,
        tells: false,
        show: results,
    }],
    why: |sim, id| why::actor(sim, ActorId(id)),
    victims,
    resources: template::add,
    ..NONE
};

fn here(seen: Seen<'_>) -> impl Iterator<Item = &Mapping> {
    seen.sim.mappings().filter(move |of| Some(of.stream) == seen.stream)
}

fn add(seen: Seen<'_>, stream: &str, kind: &str) -> Command {
    let name = format!("function-{}", here(seen).count() + 1);
    Command::Add(scenario::function(stream, &name, kind).into())
}

/// The condition that an on-failure destination is told.
fn condition(why: Why) -> &'static str {
    match why {
        Why::Retries => "RetryAttemptsExhausted",
        Why::Age => "RecordAgeExceeded",
        Why::Size => t!(function.larger_than_an_event_may_be),
    }
}

fn tables(seen: Seen<'_>) -> Vec<Table> {
    let head = [
        t!(function.function_head),
        "Invocations",
        "Errors",
        "Throttles",
        "ConcurrentExecutions",
        "IteratorAge",
        t!(common.delivered_after),
    ];
    let row = |of: &Mapping| {
        let stats = &of.stats;
        let counts = [stats.invocations, stats.errors, stats.throttles, of.running.into()];
        let mut row: Vec<Cell> = vec![of.spec.function_name.as_str().into()];
        row.extend(counts.map(|count| Cell::from(grouped(count))));
        row.push(millis(lag(seen, of.id).0).into());
        row.push(mean(of.propagation.mean(seen.sim.now())).into());
        row
    };
    vec![Table::new(t!(function.cloudwatch_namespace_aws_lambda), &head, here(seen).map(row))]
}

fn results(seen: Seen<'_>, id: u32) -> Option<Body> {
    let mapping = seen.sim.mappings().find(|mapping| mapping.id == ActorId(id))?;
    let clock = |at: shardscope_core::base::Instant| clock(at.since(seen.sim.config().epoch));
    let windows = mapping.windows.iter().rev().take(ROWS).map(|of| {
        let cut = if of.cut_short { t!(function.cut_short_by_the_end_of) } else { "" };
        let begins = format!("{}{cut}", clock(of.start));
        vec![of.shard.to_string().into(), begins.into(), of.records.to_string().into(), of.sum.to_string().into()]
    });
    let windows = Table::new(
        t!(function.tumbling_windows_the_newest_first),
        &[t!(function.shard_head), t!(function.begins_at), t!(common.records), t!(function.sum)],
        windows,
    );
    let discarded = mapping.destination.iter().rev().take(ROWS).map(|of| {
        let numbers = [of.first, of.last, of.records.into()].map(|number| Cell::from(number.to_string()));
        let mut row: Vec<Cell> = vec![of.shard.to_string().into()];
        row.extend(numbers);
        row.push(condition(of.why).into());
        row
    });
    let head = [
        t!(function.shard_head),
        t!(function.first_record),
        t!(function.last_record),
        t!(function.batch_size),
        t!(function.condition),
    ];
    let discarded = Table::new(t!(function.on_failure_destination_the_newest), &head, discarded);
    let more = [windows, discarded].into_iter().filter(|table| !table.rows.is_empty()).collect();
    Some(super::results::sheet(seen.sim, &mapping.spec.function_name, &mapping.results, super::results::of_shard, more))
}

fn victims(seen: Seen<'_>) -> Vec<Victim> {
    let shards = words::shards(seen);
    let of = |mapping: &Mapping| {
        let (function, name) = (mapping.id, &mapping.spec.function_name);
        let victim = shards.iter().map(|&shard| {
            let command = move |length: Duration| {
                Command::ForATime(Box::new(Command::Fault(Fault::PoisonFunction { function, shard })), length)
            };
            let faults =
                vec![FaultOf { text: t!(function.fail_at_the_next_record), note: "", command: Rc::new(command) }];
            Victim {
                key: format!("{} {}", function.0, shard),
                name: t!(function.name_and_shard, name = name, shard = shard.0),
                faults,
            }
        });
        victim.collect::<Vec<_>>()
    };
    here(seen).flat_map(of).collect()
}
