//! The words for what became of the records that a consumer got.
use crate::format::{count, grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::kcl::LeaseMoves;
use shardscope_core::why::Outcome;

pub fn outcome(of: Outcome) -> String {
    match of {
        Outcome::OutOfOrder { records: late } => {
            format!("{} out of order: newer ones about the same subject came first.", grouped(late))
        }
        Outcome::LeasesMoved { moves, graceful, checkpoint_every } => leases(moves, graceful, checkpoint_every),
        Outcome::Errors { errors, invocations } => {
            format!("{} of {} failed.", grouped(errors), count(invocations, "invocation"))
        }
        Outcome::BatchesRetried { reports: true } => {
            "a batch that fails is retried from the first record that was reported.".into()
        }
        Outcome::BatchesRetried { reports: false } => {
            "a batch that fails is retried whole, with the good records before the bad one. Reported batch item failures prevent \
             that."
                .into()
        }
        Outcome::LeftOut { records } => {
            format!("{} did not count, although new: the check for duplicates kept them out.", count(records, "record"))
        }
        Outcome::WrongResults { keys, of } => format!(
            "wrong results for {} of {}: count, sum or last record is not what it should be.",
            grouped(keys),
            count(of, "key")
        ),
    }
}

fn leases(moves: LeaseMoves, graceful: bool, checkpoint_every: Duration) -> String {
    let by = [
        (moves.expired, "after the owner had stopped renewing"),
        (moves.stolen, "from a worker that was running, to share out the work"),
        (moves.resumed, "by its own worker after a restart"),
    ];
    let said = by.into_iter().filter(|(times, _)| *times > 0);
    let said: Vec<_> = said.map(|(times, how)| format!("{} {how}", count(times, "time"))).collect();
    let handoff = match moves.stolen > 0 && graceful {
        true => " With a graceful handoff, a stolen lease is checkpointed first.",
        false => "",
    };
    let every = match checkpoint_every.as_micros() {
        0 => "after each batch".to_string(),
        _ => format!("every {}", millis(checkpoint_every.as_millis())),
    };
    format!(
        "leases were taken over {}. Whoever takes one continues from its last checkpoint, written {every}.{handoff}",
        said.join(", and ")
    )
}
