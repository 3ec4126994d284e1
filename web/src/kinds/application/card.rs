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
        Retrieval::Polling { idle_millis } => t!(application.polls_every, idle_millis = millis(idle_millis.into())),
        Retrieval::FanOut => t!(application.enhanced_fan_out).into(),
    };
    let when =
        if spec.checkpoint_when == CheckpointWhen::Before { t!(application.before) } else { t!(application.after) };
    let open = || application.table.leases.values().filter(|lease: &&Lease| !lease.has_ended());
    let unowned = match open().filter(|lease| lease.owner.is_none()).count() {
        0 => String::new(),
        count => t!(application.without_an_owner, count = count),
    };
    let once = match spec.idempotence {
        Idempotence::None => "",
        Idempotence::ConditionalPut { .. } => t!(application.conditional_put_of_ids),
        Idempotence::SequenceNumber => t!(application.keeps_sequence_numbers),
    };
    t!(
        application.kcl_checkpoints_every_the_work,
        how = how,
        delivered = delivered(application.propagation.mean(seen.sim.now())),
        leases = count(open().count() as u64, message!(nouns.lease)),
        unowned = unowned,
        checkpoint_millis = millis(spec.checkpoint_millis.into()),
        when = when,
        once = once,
        lag_records = grouped(lag_records)
    )
}

fn actions(seen: Seen<'_>, application: &Application) -> Vec<Action> {
    let id = application.id;
    let mut actions = vec![
        Action::new(t!(application.add_worker), Deed::Do(Command::AddWorker(id))),
        Action::new(t!(application.lease_table), Deed::Show(Dialog::sheet("leases", id.0))),
        Action::new(t!(common.results), Deed::Show(Dialog::sheet("application-results", id.0))),
    ];
    if let Some(&shard) = words::shards(seen).first() {
        let deed = Deed::Do(Command::Fault(Fault::Poison { application: id, shard }));
        let title = t!(application.the_application_fails_at_the_next, shard = shard.0);
        actions.push(Action::new(t!(application.poison_a_record), deed).titled(title).danger());
    }
    if !application.poison.is_empty() {
        actions.push(Action::new(
            t!(application.remove_poison),
            Deed::Do(Command::Fault(Fault::Heal { application: id })),
        ));
    }
    actions.push(Action::new(t!(common.remove), Deed::Do(Command::Remove(client::Kind::Application, id))).tucked());
    actions
}
