//! The words for causes.
use super::outcomes::outcome;
use super::words::retries;
use super::words::{ONE_KEY_CANNOT_BE_SPLIT, limit, shard, shared};
use crate::card::{Focus, Reason};
use crate::format::{bytes, count, grouped, millis};
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::kinesis::Limit;
use shardscope_core::sim::Sim;
use shardscope_core::why::{Ails, Cause};

/// A chain in words, the first link first.
pub fn reasons(sim: &Sim, chain: &[Cause]) -> Vec<Reason> {
    chain.iter().map(|cause| Reason { text: capital(text(sim, cause)), leads_to: leads_to(cause) }).collect()
}

/// What to look at.
fn leads_to(cause: &Cause) -> Option<Focus> {
    if let Cause::HotKey { producer, key, .. } = cause {
        return Some(Focus::Key(*producer, *key));
    }
    cause.shard().map(Focus::Shard)
}

fn capital(text: String) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn time(length: Duration) -> String {
    millis(length.as_millis())
}

fn producer(sim: &Sim, id: ActorId) -> String {
    let of = sim.producers().find(|producer| producer.id == id);
    of.map_or_else(|| t!(kinds.a_producer).into(), |producer| t!(kinds.producer, name = producer.spec.name))
}

fn worker(is: Ails) -> String {
    match is {
        Ails::Down => t!(kinds.is_down).into(),
        Ails::Stalled => t!(kinds.is_stalled).into(),
        Ails::Cut => t!(kinds.does_not_reach_the_lease_table).into(),
        Ails::Slow(per_cent) => t!(kinds.works_at_of_its_speed, per_cent = per_cent),
    }
}

#[expect(clippy::too_many_lines, reason = "a sentence for each cause")]
fn text(sim: &Sim, cause: &Cause) -> String {
    let records = |number: &u64| count(*number, message!(nouns.record));
    let messages = |number: &u64| count(*number, message!(nouns.message));
    match cause {
        Cause::Refused { shard: id, per_second, limit: of } => {
            t!(
                kinds.refuses_records_a_second_with,
                shard = shard(*id),
                per_second = grouped(*per_second),
                limit = limit(*of)
            )
        }
        Cause::Offered { per_second, taken } => {
            t!(kinds.records_a_second_are_offered_to, per_second = grouped(*per_second), taken = grouped(*taken))
        }
        Cause::HotKey { partition_key, per_second, limit: of, .. } => {
            let much = if *of == Limit::WriteBytes { bytes(*per_second) } else { records(per_second) };
            t!(
                kinds.key_alone_sends_a_second,
                partition_key = partition_key,
                much = much,
                one_key_cannot_be_split = ONE_KEY_CANNOT_BE_SPLIT
            )
        }
        Cause::Divisible { below, above, .. } => {
            let part = below * 100 / (below + above).max(1);
            t!(kinds.no_counted_key_exceeds_the_shards, part = part, rest = 100 - part)
        }
        Cause::SentAgain { records: again, made } => {
            t!(kinds.were_made_so_far_and_came, records = grouped(*made), retries = retries(*again))
        }
        Cause::RefusedSoFar { refusals, sent_again } => {
            t!(kinds.and_so_far, refusals = count(*refusals, message!(nouns.refusal)), retries = retries(*sent_again))
        }
        Cause::GivenUp { records: lost } => {
            t!(kinds.given_up_refused_without_a_retry, records = records(lost))
        }
        Cause::AnswersLost { left, retries } => {
            let twice = if *retries { t!(kinds.what_it_sends_again_is_stored) } else { "" };
            t!(kinds.its_answers_get_lost_for_more, left = time(*left), twice = twice)
        }
        Cause::StoredUnanswered { producer: id, records: stored } => {
            t!(kinds.the_answers_to_of_got_lost, records = records(stored), producer = producer(sim, *id))
        }
        Cause::AgentSentAgain { producer: id, lines } => t!(
            kinds.the_agent_of_was_restarted_and,
            producer = producer(sim, *id),
            lines = count(*lines, message!(nouns.line))
        ),
        Cause::HeldBack { records: held } => {
            t!(kinds.held_back_behind_one_about_the, records = records(held))
        }
        Cause::Overtaken { subject, record, by, .. } => {
            t!(kinds.one_of_them_came_after, subject = subject, record = grouped(*record), by = grouped(*by))
        }
        Cause::RetriesOvertake { producer: id, records: again } => {
            t!(kinds.has_made_while_a_record_waits, producer = producer(sim, *id), retries = retries(*again))
        }
        Cause::SubjectInManyShards { producer: id } => {
            t!(kinds.puts_records_about_one_subject_with, producer = producer(sim, *id))
        }
        Cause::Behind(lag) => {
            let waiting = t!(kinds.of_it_wait_the_oldest_for, records = grouped(lag.records), lag = millis(lag.millis));
            t!(kinds.is_the_furthest_behind, shard = shard(lag.shard), waiting = waiting)
        }
        Cause::ExpiresUnread { left, .. } => t!(kinds.unread_the_oldest_of_them_expires, left = time(*left)),
        Cause::Expired { records: missed } => t!(kinds.expired_before_they_were_read, records = records(missed)),
        Cause::TooSlow { shard: id, written, handled } => {
            let (written, handled) = (grouped(*written), grouped(*handled));
            t!(kinds.records_a_second_are_written_to, written = written, shard = shard(*id), handled = handled)
        }
        Cause::WaitsForParents { shard: id } => {
            t!(kinds.is_a_child_it_is_read, shard = shard(*id))
        }
        Cause::ParentsIgnored => t!(kinds.it_reads_the_children_of_a).into(),
        Cause::AllReadsRefused { calls } => {
            t!(kinds.were_refused, getrecords_calls = count(*calls, message!(nouns.getrecords_call)))
        }
        Cause::ReadsRefused { calls, by } => t!(kinds.reads_refused, calls = grouped(*calls), shared = shared(*by)),
        Cause::MetricKnowsReads { lag_millis, iterator_age_millis } => t!(
            kinds.metric_knows_reads,
            iterator_age_millis = millis(*iterator_age_millis),
            lag_millis = millis(*lag_millis)
        ),
        Cause::NoOwner { shard: id } => t!(kinds.no_worker_holds_the_lease_of, shard = shard(*id)),
        Cause::Worker { worker: id, is, left } => {
            let left = left.map(|left| t!(kinds.for_more, left = time(left))).unwrap_or_default();
            t!(kinds.worker_which_holds_it, id = id.0, worker = worker(*is), left = left)
        }
        Cause::Busy { worker: id, per_cent } => {
            t!(kinds.what_is_written_to_the_shards, id = id.0, per_cent = per_cent)
        }
        Cause::Duplicates { records: twice } => t!(kinds.processed_again, records = records(twice)),
        Cause::Outcome(of) => outcome(*of),
        Cause::Fails { shard: id, attempts } => {
            t!(
                kinds.a_batch_of_has_failed_and,
                shard = shard(*id),
                times = count(u64::from(*attempts), message!(nouns.time))
            )
        }
        Cause::Invoking(of) => super::message_function::reason(of),
        Cause::Concurrency { throttles, most } => {
            t!(
                kinds.refused_run_at_once_at_most,
                invocations = count(*throttles, message!(nouns.invocation)),
                most = most
            )
        }
        Cause::RetriesExhausted { records: lost, retries: most } => {
            let after = if *most == 0 { String::new() } else { t!(kinds.after, retries = retries(u64::from(*most))) };
            t!(kinds.given_up_a_batch_that_still, records = records(lost), after = after)
        }
        Cause::TooLargeForEvent { records: lost, most } => {
            t!(kinds.given_up_unseen_as_json_with, records = records(lost), most = bytes(*most))
        }
        Cause::RecordAgeExceeded { records: lost } => {
            t!(kinds.given_up_their_batch_failed_and, records = records(lost))
        }
        Cause::PassedOver { records: lost } => {
            t!(kinds.passed_over_skipped_after_an, records = records(lost))
        }
        Cause::Waiting { messages: waiting, oldest } => {
            t!(kinds.visible_the_oldest_in_the_queue, messages = messages(waiting), oldest = time(*oldest))
        }
        Cause::InFlight { messages: flying, most } => {
            t!(kinds.in_flight_received_but_not_yet, messages = messages(flying), most = grouped(*most))
        }
        Cause::EmptyReceives { calls, of } => {
            t!(kinds.empty_a_short_poll, calls = grouped(*calls), of = grouped(*of))
        }
        Cause::EmptyForLockedGroups { calls, of } => {
            t!(kinds.empty_for_locked_groups, calls = grouped(*calls), of = grouped(*of))
        }
        Cause::GroupsLocked { groups } => t!(kinds.groups_locked, groups = grouped(*groups)),
        Cause::Delayed { messages: delayed, seconds } => {
            t!(kinds.cannot_be_received_yet_the_queues, messages = messages(delayed), seconds = seconds)
        }
        Cause::VisibilityTooShort { visibility, work } => {
            t!(kinds.a_message_is_hidden_for_and, visibility = time(*visibility), work = time(*work))
        }
        Cause::StoredTwice { messages: twice } => {
            t!(kinds.stored_twice_a_standard_queue, messages = messages(twice))
        }
        Cause::NoOrder => t!(kinds.a_standard_queue_promises_no_order).into(),
        Cause::CallsRefused { calls } => {
            t!(kinds.calls_refused_for_the_queue, calls = count(*calls, message!(nouns.call)))
        }
        Cause::DeadLetters { messages: dead } => {
            t!(kinds.were_received_too_often_and_moved, messages = grouped(*dead))
        }
        Cause::TooOld { messages: old } => t!(kinds.were_older_than_the_queue_keeps, messages = grouped(*old)),
        Cause::Retried { endpoint, waiting, attempts } => t!(
            kinds.has_not_taken_yet_since_the,
            endpoint = endpoint,
            messages = messages(waiting),
            failed_attempts = count(*attempts, message!(nouns.failed_attempt))
        ),
        Cause::EndpointGone { endpoint } => t!(kinds.there_is_no_queue_now, endpoint = endpoint),
        Cause::Undelivered { endpoint, messages: lost, dead_letters } => {
            let kept = if *dead_letters > 0 {
                t!(kinds.moved_to_its_dead_letter_queue, dead_letters = grouped(*dead_letters))
            } else {
                String::new()
            };
            t!(kinds.for_will_not_be_delivered, messages = messages(lost), endpoint = endpoint, kept = kept)
        }
        Cause::FilteredOut { endpoint, messages: out } => {
            t!(kinds.the_filter_policy_of_keeps_out, endpoint = endpoint, messages = messages(out))
        }
        Cause::Deduplicated { messages: again } => {
            t!(kinds.published_again_within_five_minutes, messages = messages(again))
        }
        Cause::PublishesRefused { calls } => {
            t!(kinds.calls_refused_for_the_topic, publish_calls = count(*calls, message!(nouns.publish_call)))
        }
        Cause::Backlog { messages: waiting, error } => {
            t!(kinds.wait_to_be_sent, messages = grouped(*waiting), error = error)
        }
        Cause::Crashes { times } => {
            t!(kinds.consumers_have_crashed_what_a, times = count(*times, message!(nouns.time)))
        }
        Cause::Parallel { consumers } => {
            t!(kinds.work_at_once_and_nothing_keeps, consumers = count(u64::from(*consumers), message!(nouns.consumer)))
        }
    }
}
