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
    format!("shard {}, by number", shard.0)
}

/// The results of who is called so, and more tables. `by_number` names what is told apart by its number in a shard.
pub fn sheet(sim: &Sim, name: &str, results: &Results, by_number: fn(ShardId) -> String, more: Vec<Table>) -> Body {
    let (known, wrong) = results.keys();
    let about = format!(
        "{name} keeps a result for each truck, user or sensor, whatever the partition key is: how many records, the sum of their readings (a truck's speed, else bytes of data), \
         and the last record. The truth counts each record once. {} of {} keys are wrong now.",
        grouped(wrong),
        grouped(known)
    );
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
        0 => "Nothing has been processed yet.".to_string(),
        _ if shown == 0 => {
            "No record has a key's result: each has a key of its own, or nobody has taken it apart.".into()
        }
        _ if known > shown => format!("Results by subject: {shown} of {}, the wrong ones first", grouped(known)),
        _ => "Results by subject, the wrong ones first".to_string(),
    };
    Table::new(caption, &["key", "verdict", "count", "truth", "sum", "truth", "last record that counted"], rows)
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
        () if mine == truth => "right",
        () if mine.count > truth.count => "counted too often",
        () if mine.count < truth.count => "left out",
        () if mine.sum != truth.sum => "one for another",
        () => "an older one is last",
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
            Whose::Actor(id) => sim.actor(id).map_or_else(|| format!("number {}", id.0), |actor| actor.name().into()),
            Whose::Shard(shard) => by_number(shard),
        };
        let live = match ttl.as_micros().saturating_sub(now.since(of.written_at).as_micros()) {
            0 => "expired: the next put of one clears them".into(),
            left => millis(left / 1_000),
        };
        [whose, of.first.to_string(), (of.first + 4_095).to_string(), of.items.to_string(), live]
            .map(Cell::from)
            .to_vec()
    });
    let caption = format!(
        "External table of ids: {} items, put on condition that there is none; time to live {}, kept by 4,096 ids together",
        grouped(results.items()),
        millis(ttl.as_millis())
    );
    Some(Table::new(caption, &["whose", "from id", "to id", "items", "expires in"], rows))
}
