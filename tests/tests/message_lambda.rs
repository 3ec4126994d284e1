//! Stories of Lambda functions that messages invoke: of standard and FIFO queues, by an event source mapping, and of topics.
use shardscope_core::base::{Duration, Instant};
use shardscope_core::client::message_lambda::{Event as Lambda, MessageFunction, Trigger};
use shardscope_core::sim::{Config, Event, Sim};
use shardscope_core::sqs::Depth;
use shardscope_core::why::{self, Cause, Invoking};
use shardscope_tests::faults::Trace;
use shardscope_tests::mixes::command;

struct World {
    sim: Sim,
    trace: Trace,
}

impl World {
    /// A run after these lines.
    fn new(lines: &[&str]) -> Self {
        let mut world = Self { sim: Sim::new(Config::default()), trace: Trace::default() };
        lines.iter().for_each(|line| world.act(line));
        world
    }
    fn act(&mut self, line: &str) {
        self.sim.submit(&command(line), &mut self.trace).unwrap_or_else(|error| panic!("{line}: {error}"));
    }
    fn refused(&mut self, line: &str) -> String {
        self.sim.submit(&command(line), &mut self.trace).expect_err(line).to_string()
    }
    fn after(&mut self, millis: u64) {
        self.sim.step(self.sim.now() + Duration::from_millis(millis), u64::MAX, &mut self.trace);
        self.sim.check();
    }
    fn function(&self) -> &MessageFunction {
        self.sim.message_functions().next().unwrap()
    }
    fn depth(&self, name: &str) -> Depth {
        self.sim.sqs().named(name).unwrap().depth(self.sim.now())
    }
    fn send(&mut self, count: u32) {
        (0..count).for_each(|n| self.act(&format!("aws sqs send-message --queue-url {Q} --message-body m{n}")));
    }
    fn events(&self) -> impl Iterator<Item = (Instant, Lambda)> + '_ {
        self.trace.0.iter().filter_map(|(at, event)| match event {
            Event::MessageFunction(_, event) => Some((*at, *event)),
            _ => None,
        })
    }
    /// Seconds since the beginning at which the function was invoked, and with how many messages.
    fn invocations(&self) -> Vec<(u64, u32)> {
        let since = |at: Instant| at.since(self.sim.config().epoch).as_secs();
        self.events()
            .filter_map(
                |(at, e)| if let Lambda::Invoked { messages, .. } = e { Some((since(at), messages)) } else { None },
            )
            .collect()
    }
}

const Q: &str = "https://sqs.us-east-1.amazonaws.com/123456789012/q";
const QUEUE: &str = "aws sqs create-queue --queue-name q";

fn group(world: &mut World, group: &str, id: u32) {
    world.act(&format!(
        "aws sqs send-message --queue-url {Q}.fifo --message-body {group}-{id} --message-group-id {group} \
         --message-deduplication-id {group}{id}"
    ));
}

#[test]
fn five_batches_at_once_and_three_hundred_more_a_minute_while_messages_are_left() {
    // Five seconds for each batch of ten, and 2,000 messages a second: there are always some left.
    let mut world = World::new(&[
        QUEUE,
        "lane l --queue-name q --rate 2000 --consumers 0",
        "message-lambda f --queue-name q --invocation 5s --work 1us --timeout 10s",
    ]);
    world.after(900);
    assert_eq!((world.function().batches, world.function().running), (5, 5));
    world.after(60_000);
    let a_minute_later = world.function().batches;
    assert!((295..=310).contains(&a_minute_later), "{a_minute_later}");
    world.after(30_000);
    assert!((440..=460).contains(&world.function().batches), "{}", world.function().batches);
    assert!(world.function().stats.most_at_once + 5 >= world.function().batches, "{:?}", world.function().stats);
    world.act("set-message-lambda f --maximum-concurrency 20");
    world.after(11_000);
    assert_eq!(world.function().batches, 20);
    assert!(world.function().running <= 20, "{}", world.function().running);
}

#[test]
fn no_more_than_1250_batches_and_back_to_five_when_the_queue_is_empty() {
    let mut world = World::new(&[
        QUEUE,
        "lane l --queue-name q --rate 1000 --consumers 0",
        "message-lambda f --queue-name q --invocation 20s --work 1us --timeout 25s",
    ]);
    world.after(400_000);
    // The function's own concurrency ends before the mapping's, and what is throttled holds the mapping back.
    assert!((900..=1_000).contains(&world.function().stats.most_at_once), "{:?}", world.function().stats);
    assert!(world.function().batches <= 1_250 && world.function().stats.throttles > 0);
    world.act("set-lane l --rate 0");
    world.after(1_200_000);
    assert_eq!((world.function().batches, world.function().pollers.len()), (5, 5), "it waits with five");
    let depth = world.depth("q");
    assert_eq!(depth.approximate_number_of_messages_visible + depth.approximate_number_of_messages_not_visible, 0);
}

#[test]
fn a_batch_that_fails_comes_again_as_a_whole_and_with_a_report_only_what_failed() {
    let whole = |options: &str| {
        let mut world = World::new(&[
            &format!("{QUEUE} --attributes VisibilityTimeout=10"),
            &format!("message-lambda f --queue-name q --failures 20% {options}"),
        ]);
        world.send(400);
        world.after(600_000);
        let function = world.function();
        assert_eq!(function.stats.deleted, 400, "in the end all is done: {:?}", function.stats);
        assert_eq!(function.results.tally.processed - function.results.tally.duplicates, 400);
        (function.results.tally.duplicates, function.stats.errors)
    };
    let (again, errors) = whole("");
    assert!(again > 200 && errors > 100, "{again} again, {errors} errors");
    assert_eq!(whole("--report-failures"), (0, 0));
}

#[test]
fn poison_ends_in_the_dead_letter_queue_and_the_rest_is_done() {
    let redrive = r#"'{"VisibilityTimeout":"5","RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\",\"maxReceiveCount\":3}"}'"#;
    let mut world = World::new(&[
        "aws sqs create-queue --queue-name dead",
        &format!("{QUEUE} --attributes {redrive}"),
        "message-lambda f --queue-name q --poison 5% --report-failures",
    ]);
    world.send(300);
    world.after(60_000);
    let dead = world.depth("dead").approximate_number_of_messages_visible;
    assert!((8..=25).contains(&dead), "a twentieth of 300: {dead}");
    assert_eq!(world.function().stats.deleted + dead, 300);
    assert_eq!(world.function().stats.failed_messages, dead * 3, "each was tried three times");
}

#[test]
fn an_invocation_is_stopped_at_its_timeout_and_the_queue_waits_at_least_as_long() {
    let mut world = World::new(&[QUEUE]);
    let said = world.refused("message-lambda f --queue-name q --timeout 60s");
    assert_eq!(said, "timeout: Queue visibility timeout: 30 seconds is less than Function timeout: 60 seconds");
    world.act("message-lambda f --queue-name q --timeout 3s --work 1s --invocation 0s");
    world.send(10);
    world.after(100);
    // Of each batch three messages are worked on before it is stopped.
    world.after(20_000);
    let stats = world.function().stats;
    assert!(stats.timeouts > 0 && stats.timeouts == stats.errors, "{stats:?}");
    assert!(world.function().results.tally.processed > 0);
    let chain = why::actor(&world.sim, world.function().id);
    assert!(
        chain.contains(&Cause::Invoking(Invoking::TimedOut { times: stats.timeouts, timeout: Duration::from_secs(3) })),
        "{chain:?}"
    );
}

#[test]
fn a_throttled_batch_is_tried_until_its_messages_are_visible_again() {
    let mut world = World::new(&[
        &format!("{QUEUE} --attributes VisibilityTimeout=8"),
        "message-lambda f --queue-name q --batch-size 1 --concurrency 1 --invocation 2s",
    ]);
    world.send(20);
    world.after(9_000);
    let stats = world.function().stats;
    assert!(stats.throttles >= 4 * 5, "each second, four of five batches: {stats:?}");
    assert!((1..=6).contains(&stats.dropped), "{stats:?}");
    assert_eq!(stats.most_at_once, 1);
    world.after(200_000);
    let tally = world.function().results.tally;
    assert_eq!(tally.processed - tally.duplicates, 20);
    assert!(tally.duplicates < stats.dropped, "what was dropped had not been worked on: {tally:?}");
    let chain = why::actor(&world.sim, world.function().id);
    assert!(chain.iter().any(|cause| matches!(cause, Cause::Concurrency { most: 1, .. })), "{chain:?}");
}

#[test]
fn of_a_fifo_queue_each_group_is_in_order_and_as_many_batches_run_as_there_are_groups() {
    let mut world = World::new(&[
        "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,VisibilityTimeout=5",
        "message-lambda f --queue-name q.fifo --batch-size 1 --invocation 200ms --failures 10% --report-failures",
    ]);
    for number in 0..30 {
        ["a", "b", "c"].iter().for_each(|name| group(&mut world, name, number));
    }
    world.after(300_000);
    let function = world.function();
    assert_eq!((function.stats.deleted, function.stats.most_at_once), (90, 3), "three groups: {:?}", function.stats);
    assert!(function.stats.failed_messages > 0);
    assert_eq!((function.results.tally.reordered, function.results.tally.duplicates), (0, 0));
    let said = world.refused("message-lambda g --queue-name q.fifo --batch-size 11 --window 1s");
    assert!(said.contains("less than or equal to 10"), "{said}");
    let said = world.refused("message-lambda g --queue-name q.fifo --window 1s");
    assert_eq!(said, "window: Batching window is not supported for FIFO queues");
}

#[test]
fn with_a_window_a_batch_is_as_large_as_said_or_as_six_mebibytes_of_json() {
    let mut world = World::new(&[QUEUE, "message-lambda f --queue-name q --batch-size 100 --window 5s"]);
    world.send(120);
    world.after(5_400);
    assert_eq!(world.invocations(), [(0, 100), (5, 20)], "a full batch at once, the rest when the window is over");

    let mut world = World::new(&[QUEUE, "message-lambda f --queue-name q --timeout 1s --maximum-concurrency 2"]);
    let body = "x".repeat(1_000_000);
    (0..20).for_each(|_| world.act(&format!("aws sqs send-message --queue-url {Q} --message-body {body}")));
    world.after(20_000);
    assert_eq!(world.function().stats.deleted, 20);
    assert!(world.invocations().iter().all(|(_, messages)| *messages <= 6), "{:?}", world.invocations());
    let said = world.refused("message-lambda g --queue-name q --batch-size 11");
    assert_eq!(said, "batch-size: a batch of more than 10 messages needs a window of a second or more");
}

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:t";

/// A topic that invokes a function with these settings.
fn topic(options: &str) -> World {
    World::new(&[
        "aws sns create-topic --name t",
        &format!(
            "aws sns subscribe --topic-arn {TOPIC} --protocol lambda --notification-endpoint \
             arn:aws:lambda:us-east-1:123456789012:function:f"
        ),
        &format!("message-lambda f {options}"),
    ])
}

#[test]
fn a_topic_invokes_a_function_and_lambda_tries_twice_more() {
    let mut world = topic("--poison 100%");
    world.act(&format!("aws sns publish --topic-arn {TOPIC} --message hello"));
    world.after(400_000);
    assert_eq!(world.invocations(), [(0, 1), (60, 1), (180, 1)]);
    let function = world.function();
    assert_eq!((function.stats.async_events_received, function.stats.async_events_dropped), (1, 1));
    assert_eq!((function.results.tally.lost, function.results.tally.processed), (1, 0));
    let given_up: Vec<_> = world.events().filter(|(_, e)| matches!(e, Lambda::Discarded { .. })).collect();
    assert!(matches!(given_up[..], [(_, Lambda::Discarded { for_age: false })]), "{given_up:?}");
    let chain = why::actor(&world.sim, function.id);
    assert!(chain.contains(&Cause::Invoking(Invoking::Discarded { messages: 1, retries: 2 })), "{chain:?}");

    let mut world = topic("--retries 0");
    world.act(&format!("aws sns publish --topic-arn {TOPIC} --message hello"));
    world.after(1_000);
    assert_eq!(world.function().results.tally.processed, 1);
    assert_eq!(world.sim.invocations().collect::<Vec<_>>(), [("f", 1)]);
    let two = world.refused("message-lambda f");
    assert!(two.contains("another function has this name"), "{two}");
}

#[test]
fn throttled_events_wait_longer_each_time_and_are_given_up_at_their_age() {
    let mut world = topic("--concurrency 1 --invocation 800s --timeout 900s --event-age 60s");
    (0..3).for_each(|n| world.act(&format!("aws sns publish --topic-arn {TOPIC} --message m{n}")));
    world.after(50_000);
    // After 1, 2, 4 … seconds, both of them.
    let throttles: Vec<u64> = world
        .events()
        .filter(|(_, e)| matches!(e, Lambda::Throttled { by: Trigger::Topic }))
        .map(|(at, _)| at.since(world.sim.config().epoch).as_secs())
        .collect();
    assert_eq!(throttles, [0, 0, 1, 1, 3, 3, 7, 7, 15, 15, 31, 31]);
    assert_eq!(world.function().events_waiting(), 2);
    world.after(30_000);
    assert_eq!((world.function().stats.async_events_dropped, world.function().events_waiting()), (2, 0));
    world.after(900_000);
    assert_eq!(world.function().results.tally.processed, 1);
}

#[test]
fn a_function_that_goes_gives_everything_back_and_one_whose_queue_goes_waits_for_it() {
    let mut world = World::new(&[QUEUE, "message-lambda f --queue-name q --invocation 2s"]);
    world.after(1_000);
    world.send(30);
    world.after(100);
    assert!(world.depth("q").approximate_number_of_messages_not_visible > 0);
    world.act("remove-message-lambda f");
    world.after(31_000);
    let depth = world.depth("q");
    assert_eq!(
        (depth.approximate_number_of_messages_visible, depth.approximate_number_of_messages_not_visible),
        (30, 0)
    );
    world.act("message-lambda f --queue-name q --invocation 2s");
    world.act(&format!("aws sqs delete-queue --queue-url {Q}"));
    world.after(70_000);
    world.act(QUEUE);
    world.send(5);
    world.after(10_000);
    assert_eq!(world.function().stats.deleted, 5, "the queue of the same name is read");
    let said = world.refused("message-lambda g --queue-name none");
    assert!(said.contains("The specified queue does not exist"), "{said}");
}

#[test]
fn what_did_not_fit_into_an_event_waits_behind_messages_of_its_group_that_come_again() {
    let mut world = World::new(&[
        "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,VisibilityTimeout=5",
        "message-lambda f --queue-name q.fifo --timeout 3s --poison 100%",
    ]);
    world.after(500);
    world.act("message-lambda g --queue-name q.fifo --maximum-concurrency 2 --timeout 3s");
    world.act("remove-message-lambda g");
    let body = "x".repeat(700_000);
    for number in 0..10 {
        world.act(&format!(
            "aws sqs send-message --queue-url {Q}.fifo --message-body {body} --message-group-id a --message-deduplication-id d{number}"
        ));
    }
    world.after(60_000);
    world.act("set-message-lambda f --poison 0%");
    world.after(60_000);
    let function = world.function();
    assert_eq!((function.stats.deleted, function.results.tally.reordered), (10, 0), "{:?}", function.results.tally);
    assert!(function.stats.errors > 5);
}

#[test]
fn a_function_that_throws_at_once_has_not_run_out_of_time() {
    let mut world = World::new(&[QUEUE, "message-lambda f --queue-name q --work 500ms --timeout 3s --poison 100%"]);
    world.send(10);
    world.after(20_000);
    let stats = world.function().stats;
    assert!(stats.errors > 0, "{stats:?}");
    assert_eq!(stats.timeouts, 0);
    assert!(!world.events().any(|(_, event)| matches!(event, Lambda::Failed { timed_out: true, .. })));
}

#[test]
fn a_batch_goes_to_the_function_when_it_is_due_though_its_queue_is_gone_and_its_bytes_count() {
    let mut world = World::new(&[QUEUE, "message-lambda f --queue-name q --batch-size 1000 --window 60s"]);
    let empty = world.sim.heap_bytes();
    let body = "x".repeat(10_000);
    (0..100).for_each(|_| world.act(&format!("aws sqs send-message --queue-url {Q} --message-body {body}")));
    world.after(5_000);
    world.act(&format!("aws sqs delete-queue --queue-url {Q}"));
    assert_eq!(world.invocations(), []);
    // The lines that sent them count as much.
    let held = world.sim.heap_bytes() - empty;
    assert!(held > 2 * 100 * 10_000, "{held} bytes");
    world.after(57_000);
    assert_eq!(world.invocations(), [(60, 100)]);
    assert_eq!(world.function().results.tally.processed, 100);
}

#[test]
fn idempotence_of_messages_goes_by_their_ids_alone() {
    let mut world = World::new(&[QUEUE]);
    let said = world.refused("message-lambda f --queue-name q --idempotence sequence-number");
    assert!(said.starts_with("idempotence: a message has no sequence number"), "{said}");
    assert!(
        world.refused("message-lambda f --queue-name q --idempotence conditional-put:0s").contains("is not between 1")
    );
    world.act("message-lambda f --queue-name q --idempotence conditional-put:1s");
}
