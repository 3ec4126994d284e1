//! What order means: records are about a subject, and what readers find out about order, duplicates and losses is by subject,
//! whatever the partition key is.
use shardscope_core::base::Duration;
use shardscope_core::client::kcl::ApplicationSpec;
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::client::{
    ActorSpec, AgentSettings, Api, DatasetBuilder, Field, PartitionKey, ProducerSpec, ReaderSpec, Workload,
};
use shardscope_core::kinesis::ShardId;
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Config, Sim};
use shardscope_core::why::{self, Cause};
use shardscope_tests::world;

/// A run of 30 s on 4 shards, with a reader of three kinds. Records out of order for the polling one, the application and the
/// function; and the records that were read.
fn judged(sim: &mut Sim) -> ([u64; 3], u64) {
    let reader = ReaderSpec { polling_millis: 250, ..world::reader("all") };
    let application = ApplicationSpec::new("app", "s", 3);
    for spec in [reader.into(), application.into(), MappingSpec::new("f", "s").into()] {
        world::submit(sim, Command::Add(spec), &mut ()).unwrap();
    }
    world::run(sim, 30, &mut ());
    let reader = sim.readers().next().unwrap();
    let counts = [
        reader.book.order.out_of_order,
        sim.applications().next().unwrap().results.tally.reordered,
        sim.mappings().next().unwrap().results.tally.reordered,
    ];
    (counts, reader.stats.records)
}

fn run_of(spec: ProducerSpec) -> Sim {
    let mut sim = world::with_shards(4, Config::default(), &mut ());
    world::submit(&mut sim, Command::Add(spec.into()), &mut ()).unwrap();
    sim
}

#[test]
fn a_random_key_loses_the_order_of_each_truck_and_the_truck_as_key_keeps_it() {
    let (ordered, records) = judged(&mut run_of(ProducerSpec { keys: 20, ..world::trucks(200) }));
    assert_eq!(ordered, [0; 3], "one shard has all of a truck");
    assert!(records > 5_000, "{records}");
    let random = ProducerSpec { keys: 20, partition_key: PartitionKey::Uuid, ..world::trucks(200) };
    let mut sim = run_of(random);
    let (broken, _) = judged(&mut sim);
    assert!(broken.iter().all(|&count| count > 100), "{broken:?}");
    // And the load is even: that is what it is done for.
    let shards: Vec<u64> = world::stream(&sim).shards.iter().map(|shard| shard.log.end()).collect();
    assert!(shards.iter().all(|&count| (1_200..1_900).contains(&count)), "{shards:?}");
}

#[test]
fn what_is_out_of_order_is_explained_by_keys_that_scatter_a_subject() {
    let explained = |partition_key, api| {
        let mut sim = run_of(ProducerSpec { keys: 20, partition_key, api, ..world::trucks(200) });
        judged(&mut sim);
        let producer = sim.producers().next().unwrap().id;
        let reader = sim.readers().next().unwrap();
        let scattered = why::actor(&sim, reader.id).contains(&Cause::SubjectInManyShards { producer });
        assert_eq!(reader.book.order.out_of_order > 0, scattered);
        scattered
    };
    let batches = Api::PutRecords { batch: 50 };
    assert!(!explained(PartitionKey::default(), batches));
    assert!(explained(PartitionKey::Uuid, batches));
    assert!(explained(PartitionKey::Field(Field::Detail), batches));
    let agent = AgentSettings { buffer_age_millis: 1_000, ..AgentSettings::default() };
    assert!(explained(PartitionKey::default(), Api::Agent(agent)));
}

#[test]
fn order_is_judged_by_the_field_that_is_the_subject() {
    let clicks = |partition_key, subject| ProducerSpec {
        workload: Workload::Clicks,
        keys: 30,
        partition_key: PartitionKey::Field(partition_key),
        subject,
        ..world::trucks(200)
    };
    let broken = |partition_key, subject| judged(&mut run_of(clicks(partition_key, subject))).0;
    assert_eq!(broken(Field::Id, Field::Id), [0; 3], "by user, about users");
    assert_eq!(broken(Field::Detail, Field::Detail), [0; 3], "by page, about pages");
    for (key, subject) in [(Field::Id, Field::Detail), (Field::Detail, Field::Id)] {
        let broken = broken(key, subject);
        assert!(broken.iter().all(|&count| count > 100), "{key:?} {subject:?} {broken:?}");
    }
}

#[test]
fn a_record_says_in_its_data_what_its_key_and_its_subject_are() {
    for (workload, keys) in
        [(Workload::Trucks, 20), (Workload::Clicks, 20), (Workload::Sensors, 20), (Workload::Countries, 20)]
    {
        for field in [Field::Id, Field::Detail] {
            let Some(name) = workload.field(field) else { continue };
            let by = |partition_key, subject| ProducerSpec {
                workload: workload.clone(),
                keys,
                partition_key,
                subject,
                ..world::trucks(100)
            };
            let key = PartitionKey::Field(field);
            let mut sim = run_of(by(key, field));
            world::run(&mut sim, 2, &mut ());
            let source = &sim.sources()[0];
            let mut seen = 0;
            for shard in 0..4 {
                for ordinal in 0..50 {
                    let stream = world::stream(&sim).id;
                    let Some(record) = sim.inspect(stream, ShardId(shard), ordinal) else { continue };
                    let data: serde_json::Value = serde_json::from_slice(&record.data).unwrap();
                    let value = match &data[name] {
                        serde_json::Value::String(text) => text.clone(),
                        other => other.to_string(),
                    };
                    assert_eq!(value.as_bytes(), record.partition_key, "{name}: {data}");
                    seen += 1;
                }
            }
            assert!(seen > 50, "{name}: {seen}");
            for index in 0..50 {
                let subject = source.subject(source.subject_of(index));
                let data: serde_json::Value = serde_json::from_slice(&source.data(index)).unwrap();
                assert!(data[name].to_string().trim_matches('"').as_bytes() == subject, "{data}");
                assert!(source.subject_of(index) < source.subjects());
                let whole = source.route_key(index, source.key_of(index)).len() + source.data(index).len();
                assert_eq!(source.bytes(index, source.key_of(index)) as usize, whole, "{name}");
            }
        }
    }
    let random = ProducerSpec { partition_key: PartitionKey::Uuid, ..world::trucks(100) };
    let sim = run_of(random);
    let source = &sim.sources()[0];
    let keys: std::collections::BTreeSet<Vec<u8>> = (0..1_000).map(|index| source.route_key(index, 0)).collect();
    assert_eq!(keys.len(), 1_000, "each has its own");
    assert!(keys.iter().all(|key| key.len() == 36 && key[14] == b'4' && b"89ab".contains(&key[19])), "version 4");
    assert_eq!(source.bytes(7, source.key_of(7)) as usize, 36 + source.data(7).len());
}

#[test]
fn a_column_of_a_file_says_what_its_rows_are_about() {
    let judge = |about: bool| {
        let mut rows = DatasetBuilder::default();
        for row in 0..3_000_u32 {
            let (key, subject) = (format!("k{}", row % 40), format!("flight {}", row % 7));
            rows.push(b"x", &key, about.then_some(&*subject), None).unwrap();
        }
        let rows = rows.finish();
        assert_eq!(rows.subjects(), if about { 7 } else { 40 });
        assert_eq!(rows.subject_text(rows.subject(8)), if about { &b"flight 1"[..] } else { b"k8" });
        let mut sim = world::with_shards(4, Config::default(), &mut ());
        let added = sim.load_dataset(std::sync::Arc::new(rows));
        let workload = Workload::File { dataset: added, own_timestamps: false };
        let file = ProducerSpec { workload, keys: 1, ..world::trucks(200) };
        world::submit(&mut sim, Command::Add(file.into()), &mut ()).unwrap();
        judged(&mut sim).0
    };
    assert_eq!(judge(false), [0; 3], "by key, which is the shard's");
    let broken = judge(true);
    assert!(broken.iter().all(|&count| count > 50), "{broken:?}");
}

#[test]
fn readers_of_a_lane_judge_by_truck_as_the_lane_does() {
    // Three trucks share a partition key: the order of each truck is kept, whatever the others do.
    let text = "shardscope 1\nat 0s aws kinesis create-stream --stream-name s --shard-count 4\n\
                at 2s lane l --stream-name s --trucks 12 --groups 4 --rate 50\n\
                at 2s application app --stream-name s\nat 2s reader all --stream-name s\n";
    let script = Script::parse(text).expect("it is one");
    let mut sim = Sim::new(Config::default());
    let begin = sim.now();
    for line in &script.commands {
        sim.step(begin + Duration::from_micros(line.at_micros), u64::MAX, &mut ());
        sim.submit(&line.command, &mut ()).unwrap();
    }
    world::run(&mut sim, 90, &mut ());
    let application = sim.applications().next().unwrap();
    assert_eq!(application.results.keys().0, 12, "a result for each truck");
    assert_eq!(application.results.tally.reordered, 0);
    let lane = sim.lanes().next().unwrap();
    let source = &sim.sources()[usize::from(lane.source)];
    assert_eq!(source.subject(11), b"truck_12");
    assert_eq!(sim.readers().next().unwrap().book.order.out_of_order, 0);
}

#[test]
fn a_line_names_the_fields_and_a_wrong_one_is_told_which_there_are() {
    let line = |options: &str| {
        let text = format!("shardscope 1\nat 0s producer p --stream-name s {options}\n");
        Script::parse(&text).map(|script| script.commands[0].command.clone()).map_err(|error| error.to_string())
    };
    let spec = |options: &str| match line(options).unwrap() {
        Command::Add(ActorSpec::Producer(spec)) => spec,
        other => panic!("{other:?}"),
    };
    assert_eq!(spec("--partition-key random").partition_key, PartitionKey::Uuid);
    let by_page = spec("--workload clicks --partition-key page --subject page");
    assert_eq!((by_page.partition_key, by_page.subject), (PartitionKey::Field(Field::Detail), Field::Detail));
    assert!(line("--partition-key page").unwrap_err().contains("expected random, truck_id or heading, found 'page'"));
    assert!(line("--workload sensors --subject page").unwrap_err().contains("expected sensor_id, found 'page'"));
    assert!(line("--workload file:0 --partition-key random").unwrap_err().contains("does not go with"));
    let again = shardscope_core::script::command_line(&Command::Add(by_page.into()));
    assert!(again.ends_with("--workload clicks --partition-key page --subject page"), "{again}");
}
