//! What an application or a function has computed, subject by subject beside the truth, and its table of ids.
use super::Body;
use crate::card::{Cell, Document, Table, Tone};
use crate::format::{grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Idempotence, KeyResult, Results, Standing, Whose};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::Sim;
use std::collections::BTreeSet;

/// Rows of each table that are shown.
const ROWS: usize = 200;
/// Characters of the last record.
const LAST: usize = 120;

/// Records that users wrote, in the table of ids: by their numbers in a shard.
pub fn of_shard(shard: ShardId) -> String {
    t!(kinds.shard_by_number, shard = shard.0)
}

/// The results of who is called so, and more tables. `by_number` names what is told apart by its number in a shard.
pub fn sheet(sim: &Sim, name: &str, results: &Results, by_number: fn(ShardId) -> String, more: Vec<Table>) -> Body {
    let (known, wrong) = results.keys();
    let about = t!(kinds.keeps_a_result_for_each_truck, name = name, wrong = grouped(wrong), known = grouped(known));
    let mut tables = vec![keys(sim, results, known)];
    tables.extend(ids(sim, results, by_number));
    tables.extend(more);
    Body::Document(Document { about, tables })
}

fn keys(sim: &Sim, results: &Results, known: u64) -> Table {
    let mut rows = Vec::new();
    // Wrong ones first: they are what one looks for. Only what is shown is made into text.
    for wrong in [true, false] {
        let some = standings(sim, results).filter(|(_, of)| (of.mine != of.truth) == wrong);
        let some: Vec<_> = some.take(ROWS - rows.len()).collect();
        rows.extend(some.into_iter().map(|(whose, of)| row(sim, whose, of)));
    }
    let shown = rows.len() as u64;
    let caption = match results.tally.processed {
        0 => t!(kinds.nothing_has_been_processed_yet).to_string(),
        _ if shown == 0 => t!(kinds.no_record_has_a_keys_result).into(),
        _ if known > shown => t!(kinds.results_by_subject_of_the_wrong, shown = shown, known = grouped(known)),
        _ => t!(kinds.results_by_subject_the_wrong_ones).to_string(),
    };
    Table::new(
        caption,
        &[
            t!(kinds.key_head),
            t!(kinds.verdict),
            t!(kinds.count),
            t!(kinds.truth),
            t!(kinds.sum),
            t!(kinds.truth),
            t!(kinds.last_record_that_counted),
        ],
        rows,
    )
}

/// Whose result it is.
enum OfKey<'a> {
    Made(ActorId, u32),
    Written(&'a [u8]),
}

fn standings<'a>(sim: &'a Sim, results: &'a Results) -> impl Iterator<Item = (OfKey<'a>, Standing)> {
    // Producers that are gone have results all the same.
    let producers: BTreeSet<ActorId> = sim.sources().iter().map(|source| source.actor).collect();
    let made =
        producers.into_iter().flat_map(move |id| results.of_actor(id).map(move |(key, of)| (OfKey::Made(id, key), of)));
    made.chain(results.of_written().map(|(key, of)| (OfKey::Written(key), of)))
}

fn verdict(mine: KeyResult, truth: KeyResult) -> &'static str {
    match () {
        () if mine == truth => t!(kinds.right),
        () if mine.count > truth.count => t!(kinds.counted_too_often),
        () if mine.count < truth.count => t!(kinds.left_out),
        () if mine.sum != truth.sum => t!(kinds.one_for_another),
        () => t!(kinds.an_older_one_is_last),
    }
}

fn row(sim: &Sim, whose: OfKey<'_>, Standing { mine, truth, .. }: Standing) -> Vec<Cell> {
    let (key, last) = match whose {
        OfKey::Written(key) => (String::from_utf8_lossy(key).into_owned(), String::new()),
        OfKey::Made(id, number) => {
            let newest = sim.sources().iter().rev().find(|source| source.actor == id && number < source.subjects());
            let key = newest.map(|source| String::from_utf8_lossy(&source.subject(number)).into_owned());
            (key.unwrap_or_default(), last_of(sim, id, mine.last))
        }
    };
    let cell = |wrong: bool, value: u64| Cell::toned(grouped(value), Tone::bad(wrong));
    let tone = if mine == truth { Tone::Good } else { Tone::Bad };
    vec![
        key.into(),
        Cell::toned(verdict(mine, truth), tone),
        cell(mine.count != truth.count, mine.count),
        grouped(truth.count).into(),
        cell(mine.sum != truth.sum, mine.sum),
        grouped(truth.sum).into(),
        Cell { mono: true, ..Cell::toned(last, Tone::bad(mine.last != truth.last)) },
    ]
}

/// What the record of that number says, as who has the producer's key reads it: without what only fills it up.
fn last_of(sim: &Sim, producer: ActorId, last: u64) -> String {
    let Some(absolute) = last.checked_sub(1) else { return String::new() };
    // A producer that was changed has had other recipes before.
    let of = sim.sources().iter().filter(|source| source.actor == producer && source.base <= absolute);
    let Some(source) = of.max_by_key(|source| source.base) else { return String::new() };
    let Ok(index) = u32::try_from(absolute - source.base) else { return String::new() };
    let data = source.plain_start(index);
    let text = String::from_utf8_lossy(&data);
    let text: String = text.split(r#","pad""#).next().unwrap_or_default().chars().take(LAST).collect();
    // Of JSON, what stands behind the key: `lat 47.3, lon 8.5`.
    match text.strip_prefix('{').and_then(|fields| fields.split_once(',')) {
        Some((_, fields)) => fields.replace('"', "").replace(':', " ").replace(',', ", "),
        None => text,
    }
}

/// The external table of ids, where there is one.
fn ids(sim: &Sim, results: &Results, by_number: fn(ShardId) -> String) -> Option<Table> {
    let Idempotence::ConditionalPut { ttl_seconds } = results.idempotence() else { return None };
    let (ttl, now) = (Duration::from_secs(ttl_seconds.into()), sim.now());
    let all: Vec<_> = results.ids().collect();
    let rows = all.into_iter().rev().take(ROWS).map(|of| {
        let whose = match of.whose {
            Whose::Actor(id) => sim.actor(id).map_or_else(|| t!(kinds.number, id = id.0), |actor| actor.name().into()),
            Whose::Shard(shard) => by_number(shard),
        };
        let live = match ttl.as_micros().saturating_sub(now.since(of.written_at).as_micros()) {
            0 => t!(kinds.expired_the_next_put_of_one).into(),
            left => millis(left / 1_000),
        };
        [whose, of.first.to_string(), (of.first + 4_095).to_string(), of.items.to_string(), live]
            .map(Cell::from)
            .to_vec()
    });
    let caption =
        t!(kinds.external_table_of_ids_items_put, items = grouped(results.items()), ttl = millis(ttl.as_millis()));
    Some(Table::new(
        caption,
        &[t!(kinds.whose), t!(kinds.from_id), t!(kinds.to_id), t!(kinds.items), t!(kinds.expires_in)],
        rows,
    ))
}
