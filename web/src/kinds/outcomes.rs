//! The words for what became of the records that a consumer got.
use crate::format::{count, grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::kcl::LeaseMoves;
use shardscope_core::why::Outcome;

pub fn outcome(of: Outcome) -> String {
    match of {
        Outcome::OutOfOrder { records: late } => {
            t!(kinds.out_of_order_newer_ones_about, late = grouped(late))
        }
        Outcome::LeasesMoved { moves, graceful, checkpoint_every } => leases(moves, graceful, checkpoint_every),
        Outcome::Errors { errors, invocations } => {
            t!(
                kinds.invocations_failed,
                errors = grouped(errors),
                invocations = count(invocations, message!(nouns.invocation))
            )
        }
        Outcome::BatchesRetried { reports: true } => t!(kinds.a_batch_is_retried_from_the_report).into(),
        Outcome::BatchesRetried { reports: false } => t!(kinds.a_batch_is_retried_whole).into(),
        Outcome::LeftOut { records } => {
            t!(kinds.did_not_count_although_new_the, records = count(records, message!(nouns.record)))
        }
        Outcome::WrongResults { keys, of } => {
            t!(kinds.wrong_results_for_of_count_sum, wrong = grouped(keys), of = count(of, message!(nouns.key)))
        }
    }
}

fn leases(moves: LeaseMoves, graceful: bool, checkpoint_every: Duration) -> String {
    let by = [
        (moves.expired, t!(kinds.after_the_owner_had_stopped)),
        (moves.stolen, t!(kinds.from_a_worker_that_was_running)),
        (moves.resumed, t!(kinds.by_its_own_worker_after_a)),
    ];
    let said = by.into_iter().filter(|(times, _)| *times > 0);
    let said: Vec<_> = said.map(|(times, how)| format!("{} {how}", count(times, message!(nouns.time)))).collect();
    let handoff = match moves.stolen > 0 && graceful {
        true => t!(kinds.with_a_graceful_handoff_a_stolen),
        false => "",
    };
    let every = match checkpoint_every.as_micros() {
        0 => t!(kinds.after_each_batch).to_string(),
        _ => t!(kinds.every, checkpoint_every = millis(checkpoint_every.as_millis())),
    };
    t!(kinds.leases_were_taken_over_whoever, said = said.join(t!(kinds.and)), every = every, handoff = handoff)
}
