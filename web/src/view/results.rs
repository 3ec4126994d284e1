//! What an application or a function has computed, key by key beside the truth, and its table of ids.
use super::Seen;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::{Idempotence, KeyResult, Results, Standing, Whose};
use shardscope_core::sim::Sim;
use std::collections::BTreeSet;

/// Whose results.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultsOf {
    Application(ActorId),
    Function(ActorId),
}

/// The results that are looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultsView {
    pub name: String,
    /// Records that were processed: some may have no key's result.
    pub processed: u64,
    pub known: u64,
    pub wrong: u64,
    /// The wrong ones first; not all, if they are many.
    pub rows: Vec<ResultRow>,
    /// Ids that the external table holds, and how long each lives; none without a table.
    pub items: Option<(u64, Duration)>,
    /// Rows of that table: whose, from, to, items, and how long they still live.
    pub ids: Vec<[String; 5]>,
    /// Tumbling windows, the newest first: shard, start, records, sum.
    pub windows: Vec<[String; 4]>,
    /// What was given up, the newest first: shard, from, to, records, condition.
    pub destination: Vec<[String; 5]>,
}

/// The result of a key.
#[derive(Clone, Debug, PartialEq)]
pub struct ResultRow {
    pub key: String,
    pub mine: KeyResult,
    pub truth: KeyResult,
    /// Data of the last record that counted: where a truck was last.
    pub last: String,
}

/// Rows of each table that are shown.
const ROWS: usize = 200;
/// Characters of the last record.
const LAST: usize = 120;

pub(super) fn of(seen: Seen<'_>, whose: ResultsOf) -> Option<Box<ResultsView>> {
    let view = match whose {
        ResultsOf::Application(id) => {
            let application = seen.sim.application(id)?;
            view(seen, &application.spec.name, &application.results)
        }
        ResultsOf::Function(id) => {
            let mapping = seen.sim.mappings().find(|mapping| mapping.id == id)?;
            let mut view = view(seen, &mapping.spec.function_name, &mapping.results);
            let clock = |at| crate::format::clock(shardscope_core::base::Instant::since(at, seen.sim.config().epoch));
            let windows = mapping.windows.iter().rev().take(ROWS).map(|of| {
                let cut = if of.cut_short { ", cut short by the end of the shard" } else { "" };
                [of.shard.to_string(), format!("{}{cut}", clock(of.start)), of.records.to_string(), of.sum.to_string()]
            });
            view.windows = windows.collect();
            let noted = mapping.destination.iter().rev().take(ROWS).map(|of| {
                let text = |number: u64| number.to_string();
                [
                    of.shard.to_string(),
                    text(of.first),
                    text(of.last),
                    text(of.records.into()),
                    super::mapping::why(of.why).into(),
                ]
            });
            view.destination = noted.collect();
            view
        }
    };
    Some(Box::new(view))
}

fn view(seen: Seen<'_>, name: &str, results: &Results) -> ResultsView {
    let (known, wrong) = results.keys();
    let mut rows: Vec<ResultRow> = Vec::new();
    // Wrong ones first: they are what one looks for. Only what is shown is made into text.
    for wrong in [true, false] {
        let some = standings(seen.sim, results).filter(|(_, of)| (of.mine != of.truth) == wrong);
        let some: Vec<_> = some.take(ROWS - rows.len()).collect();
        rows.extend(some.into_iter().map(|(whose, of)| row(seen.sim, whose, of)));
    }
    let ttl = match results.idempotence() {
        Idempotence::ConditionalPut { ttl_seconds } => Some(Duration::from_secs(ttl_seconds.into())),
        Idempotence::None | Idempotence::SequenceNumber => None,
    };
    let now = seen.now();
    let ids = results.ids().collect::<Vec<_>>().into_iter().rev().take(if ttl.is_some() { ROWS } else { 0 });
    let ids = ids.map(|of| {
        let left = ttl.unwrap_or_default().as_micros().saturating_sub(now.since(of.written_at).as_micros());
        let whose = match of.whose {
            Whose::Actor(id) => {
                let name = seen.sim.producers().find(|producer| producer.id == id);
                name.map_or_else(|| format!("producer {}", id.0), |producer| producer.spec.name.clone())
            }
            Whose::Shard(shard) => format!("shard {}, by number", shard.0),
        };
        let live = match left {
            0 => "expired: the next put of one clears them".into(),
            left => crate::format::millis(left / 1_000),
        };
        [whose, of.first.to_string(), (of.first + 4_095).to_string(), of.items.to_string(), live]
    });
    ResultsView {
        name: name.into(),
        processed: results.tally.processed,
        known,
        wrong,
        items: ttl.map(|ttl| (results.items(), ttl)),
        ids: ids.collect(),
        rows,
        windows: Vec::new(),
        destination: Vec::new(),
    }
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

fn row(sim: &Sim, whose: OfKey<'_>, of: Standing) -> ResultRow {
    let (key, last) = match whose {
        OfKey::Written(key) => (String::from_utf8_lossy(key).into_owned(), String::new()),
        OfKey::Made(id, number) => {
            let newest = sim.sources().iter().rev().find(|source| source.actor == id && number < source.keys);
            let key = newest.map(|source| String::from_utf8_lossy(&source.partition_key(number)).into_owned());
            (key.unwrap_or_default(), last_of(sim, id, of.mine.last))
        }
    };
    ResultRow { key, mine: of.mine, truth: of.truth, last }
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
