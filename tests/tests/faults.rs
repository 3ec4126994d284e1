//! The fault simulation. `FAULT_SEEDS=2000 cargo test --release --test faults` tries more; `FAULT_SEED=7` tries one.
use shardscope_core::client::kcl::{Event as Kcl, WorkerId};
use shardscope_core::client::lambda::Event as Lambda;
use shardscope_core::kinesis::Event as Kinesis;
use shardscope_core::sim::Event;
use shardscope_tests::faults::{self, Trace, checkers};
use std::collections::HashMap;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().expect("a number"))
}

#[test]
fn whatever_goes_wrong_nothing_is_lost_and_every_lag_ends() {
    let seeds = match number("FAULT_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..number("FAULT_SEEDS").unwrap_or(200),
    };
    let wrong: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2)
            .map(|thread| {
                let seeds = seeds.clone();
                scope.spawn(move || {
                    let mine = seeds.filter(|seed| seed % 2 == thread);
                    mine.filter_map(|seed| faults::run(seed).err().map(|error| format!("FAULT_SEED={seed}: {error}")))
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(wrong.is_empty(), "{} of the seeds fail:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each rule is broken once in a good trace: its checker must find it, and no other rule is needed for that.
mod broken {
    use super::*;

    /// A trace of a seed in which leases change hands, exceptions skip records, and subscriptions push.
    fn good() -> Trace {
        let has = |trace: &Trace, wanted: fn(&Event) -> bool| trace.0.iter().any(|(_, event)| wanted(event));
        let full = |trace: &Trace| {
            has(trace, |e| matches!(e, Event::Application(_, Kcl::LeaseTaken { before: Some(_), .. })))
                && has(trace, |e| matches!(e, Event::Application(_, Kcl::Checkpointed { .. })))
                && has(trace, |e| matches!(e, Event::Kinesis(Kinesis::Pushed(push)) if push.to > push.from))
                && has(trace, |e| matches!(e, Event::Kinesis(Kinesis::Got { records: 1.., .. })))
                // One that promises at-least-once.
                && trace.0.iter().any(|(_, event)| {
                    matches!(event, Event::Application(id, _) if !checkers::at_most_once(trace).contains(id))
                })
        };
        (0..200).filter_map(|seed| faults::run(seed).ok()).find(full).expect("one of the seeds has it all")
    }

    /// Changes the first event that `change` takes, and gives the trace.
    fn with(change: impl Fn(&mut Event) -> bool) -> Trace {
        let mut trace = good();
        assert!(trace.0.iter_mut().any(|(_, event)| change(event)), "nothing to break");
        trace
    }

    fn found(verdict: checkers::Verdict, by: &str) {
        let error = verdict.expect_err("the checker must find this");
        assert!(error.starts_with(by), "{error}");
    }

    #[test]
    fn a_lease_that_is_taken_from_somebody_who_does_not_own_it() {
        let trace = with(|event| match event {
            Event::Application(_, Kcl::LeaseTaken { before: before @ Some(_), .. }) => {
                *before = Some(WorkerId(999));
                true
            }
            _ => false,
        });
        found(checkers::ownership(&trace), "ownership");
    }

    #[test]
    fn a_checkpoint_by_somebody_who_owns_nothing() {
        let trace = with(|event| match event {
            Event::Application(_, Kcl::Checkpointed { worker, .. }) => {
                *worker = WorkerId(999);
                true
            }
            _ => false,
        });
        found(checkers::ownership(&trace), "ownership");
    }

    #[test]
    fn a_processor_that_begins_after_its_checkpoint() {
        let trace = with(|event| match event {
            Event::Application(_, Kcl::Begun { from, .. }) => {
                *from += 1;
                true
            }
            _ => false,
        });
        found(checkers::checkpoints(&trace), "checkpoints");
    }

    #[test]
    fn records_that_a_processor_leaves_out() {
        let trace = with(|event| match event {
            Event::Application(_, Kcl::Processed { from, to, .. }) if *to > *from + 1 => {
                *from += 1;
                true
            }
            _ => false,
        });
        found(checkers::checkpoints(&trace), "checkpoints");
    }

    #[test]
    fn a_checkpoint_that_goes_back() {
        let mut trace = good();
        let mut before = HashMap::new();
        let again = trace.0.iter_mut().find_map(|(_, event)| match event {
            Event::Application(id, Kcl::Checkpointed { next, shard, .. }) => {
                before.insert((*id, *shard), *next).is_some().then_some(next)
            }
            _ => None,
        });
        *again.expect("a second checkpoint of a shard") = 0;
        found(checkers::checkpoints(&trace), "checkpoints");
    }

    #[test]
    fn records_that_nobody_works_off() {
        let mut trace = good();
        // The last record of all that were accepted, accepted once more.
        let last = trace.0.iter().rev().find(|(_, event)| matches!(event, Event::Kinesis(Kinesis::Accepted { .. })));
        let (at, mut event) = last.expect("records").clone();
        if let Event::Kinesis(Kinesis::Accepted { ordinal, .. }) = &mut event {
            *ordinal += 1;
        }
        trace.0.push((at, event));
        found(checkers::delivery(&trace), "delivery");
    }

    #[test]
    fn two_batches_in_the_wrong_order() {
        let mut trace = good();
        // The key of a later record is that of the newest of another shard before it.
        let mut owners = HashMap::new();
        let first = trace.0.iter().position(|(_, event)| match event {
            Event::Application(id, Kcl::LeaseTaken { shard, by, .. }) => {
                owners.insert((*id, *shard), *by);
                false
            }
            Event::Application(id, Kcl::Processed { shard, worker, from, to, .. }) => {
                *to > from + 1 && owners.get(&(*id, *shard)) == Some(worker)
            }
            _ => false,
        });
        let place = first.expect("a batch of who has the lease");
        let Event::Application(id, Kcl::Processed { worker, shard, from, to, .. }) = trace.0[place].1 else { return };
        assert!(to > from + 1, "a batch of more than one record");
        let key = |ordinal: u64, trace: &Trace| {
            trace.0.iter().position(|(_, e)| matches!(e, Event::Kinesis(Kinesis::Accepted { shard: s, ordinal: o, .. }) if *s == shard && *o == ordinal)).unwrap()
        };
        let (one, two) = (key(from, &trace), key(from + 1, &trace));
        let Event::Kinesis(Kinesis::Accepted { hash_key: same, .. }) = trace.0[one].1 else { return };
        if let Event::Kinesis(Kinesis::Accepted { hash_key, .. }) = &mut trace.0[two].1 {
            *hash_key = same;
        }
        // The second is processed before the first.
        let second = Kcl::Processed { worker, shard, from: from + 1, to, duplicates: 0, reordered: 0 };
        let at = trace.0[place].0;
        trace.0.insert(place, (at, Event::Application(id, second)));
        found(checkers::order(&trace), "order");
    }

    #[test]
    fn a_shard_that_takes_too_much() {
        let trace = with(|event| match event {
            Event::Kinesis(Kinesis::Accepted { bytes, ordinal: 5.., .. }) => {
                *bytes = 3 << 20;
                true
            }
            _ => false,
        });
        // One large record passes an empty window; what comes right after it does not.
        found(checkers::write_limits(&trace), "write limits");
    }

    #[test]
    fn a_shard_that_answers_too_much() {
        let mut trace = good();
        let got =
            trace.0.iter().position(|(_, event)| matches!(event, Event::Kinesis(Kinesis::Got { .. }))).expect("a read");
        let event = trace.0[got].clone();
        (0..6).for_each(|_| trace.0.insert(got, event.clone()));
        found(checkers::read_limits(&trace), "read limits");
    }

    #[test]
    fn a_subscription_that_is_pushed_too_much_or_is_not_open() {
        let push = |event: &mut Event, change: fn(&mut shardscope_core::kinesis::Push)| match event {
            Event::Kinesis(Kinesis::Pushed(push)) => {
                change(push);
                true
            }
            _ => false,
        };
        let trace = with(|event| push(event, |push| push.subscription.0 += 1_000_000));
        found(checkers::push_limits(&trace), "push limits");
        let mut trace = good();
        let at =
            trace.0.iter().position(|(_, event)| matches!(event, Event::Kinesis(Kinesis::Pushed(_)))).expect("a push");
        let mut event = trace.0[at].clone();
        push(&mut event.1, |push| push.bytes = 3 << 20);
        (0..2).for_each(|_| trace.0.insert(at, event.clone()));
        found(checkers::push_limits(&trace), "push limits");
    }

    #[test]
    fn a_read_too_soon_after_a_large_one() {
        let trace = with(|event| match event {
            Event::Kinesis(Kinesis::Got { bytes, records: 1.., .. }) => {
                *bytes = 9 << 20;
                true
            }
            _ => false,
        });
        found(checkers::read_limits(&trace), "read limits");
    }

    #[test]
    fn records_that_a_function_is_not_done_with_or_a_lane_that_runs_twice() {
        let trace = with(|event| match event {
            Event::Mapping(_, Lambda::Processed { finished: finished @ 1.., .. }) => {
                *finished -= 1;
                true
            }
            _ => false,
        });
        found(checkers::functions(&trace), "functions");
        let mut trace = good();
        let invoked = |(_, event): &(_, Event)| matches!(event, Event::Mapping(_, Lambda::Invoked { .. }));
        let at = trace.0.iter().position(invoked).expect("an invocation");
        trace.0.insert(at, trace.0[at].clone());
        found(checkers::functions(&trace), "functions");
    }
}
