//! What became of the records that a consumer got.
use super::*;
use crate::client::kcl::LeaseMoves;

fn outcomes(sim: &Sim, id: u32) -> Vec<Outcome> {
    let of = |cause| if let Cause::Outcome(outcome) = cause { Some(outcome) } else { None };
    actor(sim, ActorId(id)).into_iter().filter_map(of).collect()
}

#[test]
fn what_is_stored_without_an_answer_is_stored_twice_by_who_retries() {
    let lines = |retry: &str| {
        format!(
            "at 2s producer p --stream-name s --rate 10 --retry {retry}\nat 2s application a --stream-name s\n\
             at 10s fault lose-answers 0 --for 20s"
        )
    };
    let sim = run(&lines("backoff"), 90);
    let unanswered = sim.producers().next().unwrap().unanswered;
    // Ten records a second for 20 s, and those that were sent again meanwhile.
    assert!((200..=700).contains(&unanswered), "{unanswered}");
    let stored = Cause::StoredUnanswered { producer: ActorId(0), records: unanswered };
    assert!(actor(&sim, ActorId(0)).contains(&stored) && actor(&sim, ActorId(1)).contains(&stored));
    let twice = sim.applications().next().unwrap().results.tally.duplicates;
    assert!((1..=unanswered).contains(&twice), "{twice} of {unanswered}");
    let sim = run(&lines("never"), 90);
    assert_eq!(sim.producers().next().unwrap().unanswered, 200);
    assert_eq!(actor(&sim, ActorId(1)), []);
}

#[test]
fn a_lease_that_is_stolen_is_told_from_one_that_has_expired() {
    let lines =
        "at 2s aws kinesis update-shard-count --stream-name s --target-shard-count 2 --scaling-type UNIFORM_SCALING
at 5s producer p --stream-name s --rate 100
at 6s application a --stream-name s --checkpoint 10s";
    let moves = |lines: &str, seconds| {
        let all = outcomes(&run(lines, seconds), 1).into_iter();
        all.filter_map(|of| if let Outcome::LeasesMoved { moves, .. } = of { Some(moves) } else { None }).next()
    };
    assert_eq!(moves(lines, 120), None);
    // The second worker steals one of two leases; when it is gone for good, the first takes it back.
    let shared = format!("{lines}\nat 40s add-worker 1");
    assert_eq!(moves(&shared, 120), Some(LeaseMoves { expired: 0, stolen: 1, resumed: 0 }));
    let restarted = format!("{shared}\nat 121s fault crash 1 0 --restart-after 1s");
    assert_eq!(moves(&restarted, 130), Some(LeaseMoves { expired: 0, stolen: 1, resumed: 1 }));
    let crashed = format!("{shared}\nat 121s fault crash 1 1");
    assert_eq!(moves(&crashed, 240), Some(LeaseMoves { expired: 1, stolen: 1, resumed: 0 }));
}

#[test]
fn a_function_says_what_failed_and_what_it_did_again() {
    let lines = "at 2s producer p --stream-name s --rate 50
at 2s lambda f --stream-name s --window 5s
at 33s fault poison-lambda 1 0";
    let sim = run(lines, 120);
    let function = sim.mappings().next().unwrap();
    let (stats, twice) = (function.stats, function.results.tally.duplicates);
    let said = outcomes(&sim, 1);
    assert!(stats.errors > 10 && twice > 10, "{stats:?}, {twice}");
    assert_eq!(said[0], Outcome::Errors { errors: stats.errors, invocations: stats.invocations });
    assert_eq!(said[1], Outcome::BatchesRetried { reports: false });
    assert!(actor(&sim, ActorId(1)).contains(&Cause::Duplicates { records: twice }));
    // What a producer stored twice is no retry of a function's.
    let lost = "at 2s producer p --stream-name s --rate 50\nat 2s lambda f --stream-name s\nat 30s fault lose-answers 0 --for 5s";
    let sim = run(lost, 120);
    assert!(sim.mappings().next().unwrap().results.tally.duplicates > 0);
    assert!(!outcomes(&sim, 1).iter().any(|of| matches!(of, Outcome::BatchesRetried { .. })));
    let (of, keys) = function.results.keys();
    assert_eq!(said.last(), Some(&Outcome::WrongResults { keys, of }));
}

#[test]
fn an_agent_that_was_started_anew_says_what_it_sent_again() {
    let lines =
        "at 2s producer log --stream-name s --workload sensors --api agent --rate 100 --buffer-age 2s --latency 300ms
at 2s application a --stream-name s
at 20s fault stop-agent 0 --for 10s";
    let sim = run(lines, 60);
    let again = sim.producers().next().unwrap().file.as_ref().unwrap().again;
    // Two seconds of lines are in a buffer, and on their way for 300 ms.
    assert!((1..=200).contains(&again), "{again}");
    let cause = Cause::AgentSentAgain { producer: ActorId(0), lines: again };
    assert!(actor(&sim, ActorId(0)).contains(&cause) && actor(&sim, ActorId(1)).contains(&cause));
    assert!(!actor(&run(lines, 19), ActorId(0)).iter().any(|cause| matches!(cause, Cause::AgentSentAgain { .. })));
}
