//! A KCL application's card.
use super::{NAME, here, worker};
use crate::card::{Action, Card, Deed, Dialog, Mark, Part, Seen, Subject};
use crate::format::{count, grouped, millis};
use crate::kinds::consumers::{delivered, lag, position, result, status};
use crate::kinds::words;
use shardscope_core::client;
use shardscope_core::client::kcl::{Application, CheckpointWhen, Idempotence, Lease, Retrieval};
use shardscope_core::sim::{Command, Fault};
use shardscope_core::why;

/// Workers of an application that a card lists.
const WORKERS: usize = 20;

pub fn all(seen: Seen<'_>) -> Vec<Card> {
    here(seen).map(|application| card(seen, application)).collect()
}

fn card(seen: Seen<'_>, application: &Application) -> Card {
    let (id, spec, now) = (application.id, &application.spec, seen.sim.now());
    let (lag_millis, lag_records) = lag(seen, id);
    let workers = application.workers.values().take(WORKERS).map(|of| worker::row(id, of, now)).collect();
    let more = application.workers.len().saturating_sub(WORKERS);
    let counts = result(&application.results.tally, application.results.keys());
    Card {
        class: "application",
        mark: Mark::Position(position(seen, id)),
        number: Some(id.0),
        status: Some(status(lag_millis)),
        parts: vec![Part::Rows(workers, more), Part::Counts(counts)],
        actions: actions(seen, application),
        settings: Some((id, spec.clone().into())),
        pictured: true,
        explains: !why::actor(seen.sim, id).is_empty(),
        ..Card::new(Subject::new(NAME, id.0), &spec.name, about(seen, application, lag_records))
    }
}

fn about(seen: Seen<'_>, application: &Application, lag_records: u64) -> String {
    let spec = &application.spec;
    let how = match spec.retrieval {
        Retrieval::Polling { idle_millis } => format!("polls every {}", millis(idle_millis.into())),
        Retrieval::FanOut => "enhanced fan-out".into(),
    };
    let when = if spec.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" };
    let open = || application.table.leases.values().filter(|lease: &&Lease| !lease.has_ended());
    let unowned = match open().filter(|lease| lease.owner.is_none()).count() {
        0 => String::new(),
        count => format!(", {count} without an owner"),
    };
    let once = match spec.idempotence {
        Idempotence::None => "",
        Idempotence::ConditionalPut { .. } => " · conditional put of ids",
        Idempotence::SequenceNumber => " · keeps sequence numbers",
    };
    format!(
        "KCL · {how}{} · {}{unowned} · checkpoints every {} {when} the work{once} · {} behind",
        delivered(application.propagation.mean(seen.sim.now())),
        count(open().count() as u64, "lease"),
        millis(spec.checkpoint_millis.into()),
        grouped(lag_records)
    )
}

fn actions(seen: Seen<'_>, application: &Application) -> Vec<Action> {
    let id = application.id;
    let mut actions = vec![
        Action::new("+ Worker", Deed::Do(Command::AddWorker(id))),
        Action::new("Lease table", Deed::Show(Dialog::sheet("leases", id.0))),
        Action::new("Results", Deed::Show(Dialog::sheet("application-results", id.0))),
    ];
    if let Some(&shard) = words::shards(seen).first() {
        let deed = Deed::Do(Command::Fault(Fault::Poison { application: id, shard }));
        let title = format!(
            "The application fails at the next record of shard {}: the library skips the rest of its batch",
            shard.0
        );
        actions.push(Action::new("Poison a record", deed).titled(title).danger());
    }
    if !application.poison.is_empty() {
        actions.push(Action::new("Remove poison", Deed::Do(Command::Fault(Fault::Heal { application: id }))));
    }
    actions.push(Action::new("Remove", Deed::Do(Command::Remove(client::Kind::Application, id))).tucked());
    actions
}
