//! What is seldom come by: pages of consumers, events as they are told, names that a line cannot use.
use shardscope_core::api;
use shardscope_core::base::{ActorId, Duration, Instant};
use shardscope_core::client::{Kind, Roll};
use shardscope_core::kinesis::{Event as Kinesis, Push};
use shardscope_core::sim::{Event, Sim, Sink};
use shardscope_tests::account::{self, pass};

const ARN: &str = "arn:aws:kinesis:us-east-1:123456789012:stream";

fn account() -> Sim {
    let mut sim = account::account();
    for name in ["s", "t"] {
        assert_eq!(ask(&mut sim, &format!("create-stream --stream-name {name} --shard-count 1")), "");
        pass(&mut sim, 3_000);
    }
    sim
}

fn ask(sim: &mut Sim, line: &str) -> String {
    account::ask(sim, &format!("aws kinesis {line}")).unwrap_or_else(|error| error.kind.into_owned())
}

/// A member of an answer.
fn member<'a>(answer: &'a str, name: &str) -> Option<&'a str> {
    answer.split_once(&format!("\"{name}\":\""))?.1.split('"').next()
}

#[test]
fn consumers_are_listed_page_by_page() {
    let mut sim = account();
    for name in ["c1", "c2", "c3"] {
        assert!(
            ask(&mut sim, &format!("register-stream-consumer --stream-arn {ARN}/s --consumer-name {name}"))
                .contains(name)
        );
        pass(&mut sim, 2_000);
    }
    let list = format!("list-stream-consumers --stream-arn {ARN}/s --max-results 2");
    let first = ask(&mut sim, &list);
    assert!(first.contains("\"c1\"") && first.contains("\"c2\"") && !first.contains("\"c3\""), "{first}");
    let token = member(&first, "NextToken").expect("there is more").to_string();
    let more = |of: &str| format!("list-stream-consumers --stream-arn {ARN}/{of} --next-token {token}");
    let second = ask(&mut sim, &more("s"));
    assert!(
        second.contains("\"c3\"") && !second.contains("\"c2\"") && member(&second, "NextToken").is_none(),
        "{second}"
    );
    assert_eq!(ask(&mut sim, &more("t")), "InvalidArgumentException");
    pass(&mut sim, 299_000);
    assert!(ask(&mut sim, &more("s")).contains("\"c3\""));
    pass(&mut sim, 2_000);
    assert_eq!(ask(&mut sim, &more("s")), "ExpiredNextTokenException");
}

/// What was pushed.
#[derive(Default)]
struct Pushes(Vec<Push>);

impl Sink for Pushes {
    fn record(&mut self, _: Instant, event: Event) {
        if let Event::Kinesis(Kinesis::Pushed(push)) = event {
            self.0.push(push);
        }
    }
}

#[test]
fn an_event_of_a_subscription_has_its_records_and_at_the_end_the_children() {
    let mut sim = account();
    let answer = ask(&mut sim, &format!("register-stream-consumer --stream-arn {ARN}/s --consumer-name c"));
    let arn = member(&answer, "ConsumerARN").expect("an ARN").to_string();
    pass(&mut sim, 2_000);
    let subscribe = format!("subscribe-to-shard --consumer-arn {arn} --shard-id 0 --starting-position Type=LATEST");
    ask(&mut sim, &subscribe);
    ask(&mut sim, "put-record --stream-name s --partition-key truck_1 --data eA==");
    let mut pushes = Pushes::default();
    sim.step(sim.now() + Duration::from_secs(1), u64::MAX, &mut pushes);
    let half = "split-shard --stream-name s --shard-to-split 0 --new-starting-hash-key 170141183460469231731687303715884105728";
    assert_eq!(ask(&mut sim, half), "");
    sim.step(sim.now() + Duration::from_secs(3), u64::MAX, &mut pushes);
    let events: Vec<String> =
        pushes.0.iter().map(|push| api::event(&sim, push).expect("its stream is there").to_string()).collect();
    let with_records = events.iter().find(|event| event.contains("truck_1")).expect("the record is pushed");
    assert!(with_records.contains("\"Data\":\"eA==\"") && member(with_records, "ContinuationSequenceNumber").is_some());
    assert!(!with_records.contains("ChildShards"), "{with_records}");
    let last = events.last().unwrap();
    assert!(last.contains("shardId-000000000001") && last.contains("shardId-000000000002"), "{last}");
    assert!(member(last, "ContinuationSequenceNumber").is_none(), "{last}");
    assert_eq!(ask(&mut sim, "delete-stream --stream-name s --enforce-consumer-deletion"), "");
    pass(&mut sim, 3_000);
    assert_eq!(api::event(&sim, &pushes.0[0]), None, "its stream is gone");
}

#[test]
fn a_line_names_an_actor_by_its_name_where_that_says_who_is_meant() {
    let names = ["trucks", "trucks", "7up", "two words", "Lkw-1.a_b", "größe"];
    let mut roll = Roll::default();
    for (id, name) in (0..).zip(names) {
        roll.add(ActorId(id), Kind::Producer, name);
    }
    let text = |id: u32| roll.text(Kind::Producer, ActorId(id));
    assert_eq!([0, 1, 2, 3, 4, 5, 9].map(text), ["0", "1", "2", "3", "Lkw-1.a_b", "5", "9"]);
}
