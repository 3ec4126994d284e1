//! Random commands from a seed: the same seed, the same commands.
use crate::mixes;
use crate::world;
use shardscope_core::base::{Duration, Rng};
use shardscope_core::client::kcl::{ApplicationSpec, CheckpointWhen, Idempotence, Retrieval, WorkerId};
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::client::{AgentKey, AgentSettings, Api, Field, KplSettings, PartitionKey, ProducerSpec};
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{Request, ShardId};
use shardscope_core::sim::{Command, Fault, Sim};

const ACCOUNT: &str = "123456789012";

pub struct Generator {
    rng: Rng,
    of_reader: Rng,
    begun: bool,
    started: bool,
}

impl Generator {
    pub fn new(seed: u64) -> Self {
        Self { rng: Rng::of_actor(seed, 0xfa17), of_reader: Rng::of_actor(seed, 0xfa18), begun: false, started: false }
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.rng.below(all.len() as u64) as usize]
    }

    pub fn pause_millis(&mut self) -> u64 {
        // The stream is ACTIVE after its first two seconds.
        if self.started { 200 + self.rng.below(12_000) } else { 2_100 }
    }

    /// What is done now.
    pub fn next(&mut self, sim: &Sim) -> Vec<Command> {
        if !self.begun {
            self.begun = true;
            return vec![world::create("s", 1 + self.rng.below(5) as u32)];
        }
        if !self.started {
            self.started = true;
            let mut commands: Vec<Command> = (0..1 + self.rng.below(2)).map(|_| self.producer()).collect();
            commands.extend((0..1 + self.rng.below(3)).map(|number| self.application(number)));
            commands.push(self.function());
            commands.push(mixes::command(&format!(
                "reader by-hand --stream-name s --polling {}ms --start TRIM_HORIZON",
                // Random numbers of its own: what the others do stays what it was.
                self.of_reader.below(3) * 700 + 250
            )));
            commands.extend(self.lab());
            return commands;
        }
        let count = 1 + self.rng.below(2);
        (0..count).map(|_| self.act(sim)).collect()
    }

    /// Queues, a topic, and lanes through all of them: trucks whose consumers crash.
    fn lab(&mut self) -> Vec<Command> {
        let arn = |queue: &str| format!("arn:aws:sqs:us-east-1:{ACCOUNT}:{queue}");
        let mut lines = vec![
            "aws sqs create-queue --queue-name q --attributes VisibilityTimeout=4".to_string(),
            "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true,VisibilityTimeout=4".to_string(),
            "aws sqs create-queue --queue-name behind".to_string(),
            "aws sns create-topic --name t".to_string(),
            format!(
                "aws sns subscribe --topic-arn arn:aws:sns:us-east-1:{ACCOUNT}:t --protocol sqs --notification-endpoint {} --attributes \
                 RawMessageDelivery=true",
                arn("behind")
            ),
            format!(
                "aws sns subscribe --topic-arn arn:aws:sns:us-east-1:{ACCOUNT}:t --protocol lambda --notification-endpoint \
                 arn:aws:lambda:us-east-1:{ACCOUNT}:function:alert"
            ),
        ];
        for target in ["--stream-name s", "--queue-name q", "--queue-name q.fifo", "--topic-name t"] {
            let (rate, consumers) = (5 + self.rng.below(30), 1 + self.rng.below(4));
            let groups = 1 + self.rng.below(12);
            let failures = self.rng.below(4);
            lines.push(format!(
                "lane 'through {}' {target} --trucks 12 --groups {groups} --rate {rate} --consumers {consumers} --failures {failures}%",
                &target[2..]
            ));
        }
        lines.extend(self.message_functions());
        lines.iter().map(|line| mixes::command(line)).collect()
    }

    /// Functions that messages invoke: of a standard queue, a FIFO queue and a topic, with lanes that nobody else receives.
    fn message_functions(&mut self) -> Vec<String> {
        let mut lines = vec![
            "aws sqs create-queue --queue-name work --attributes VisibilityTimeout=6".to_string(),
            "aws sqs create-queue --queue-name work.fifo --attributes FifoQueue=true,VisibilityTimeout=6".to_string(),
            format!("message-lambda alert --failures 10% --retries {}", self.rng.below(3)),
        ];
        for queue in ["work", "work.fifo"] {
            let (rate, groups) = (5 + self.rng.below(60), 1 + self.rng.below(12));
            let batch = self.one_of(&["--batch-size 1", "--batch-size 10"]);
            let more = self.one_of(&["", " --report-failures", " --maximum-concurrency 2", " --concurrency 2"]);
            lines.push(format!(
                "lane 'into {queue}' --queue-name {queue} --trucks 12 --groups {groups} --rate {rate} --consumers 0"
            ));
            lines.push(format!(
                "message-lambda of-{queue} --queue-name {queue} {batch} --invocation {}ms --failures {}%{more}",
                self.one_of(&[0, 20, 700]),
                self.rng.below(6)
            ));
        }
        lines
    }

    /// A function that messages invoke fails more often, is throttled, runs out of time.
    fn about_message_function(&mut self) -> Command {
        let function = self.one_of(&["alert", "of-work", "of-work.fifo"]);
        mixes::command(&match self.rng.below(4) {
            0 => format!("set-message-lambda {function} --failures {}%", self.rng.below(30)),
            1 => format!("set-message-lambda {function} --poison {}%", self.rng.below(5)),
            2 => format!("set-message-lambda {function} --concurrency {}", 1 + self.rng.below(20)),
            _ => format!("set-message-lambda {function} --timeout 1s --work {}ms", 1 + self.rng.below(300)),
        })
    }

    /// Consumers come, go, and crash more often; more or fewer messages come.
    fn about_lane(&mut self, sim: &Sim) -> Command {
        let all: Vec<_> = sim.lanes().map(|lane| (lane.id.0, lane.spec.consumers == 0)).collect();
        let (lane, is_for_function) = self.one_of(&all);
        mixes::command(&match self.rng.below(3) {
            0 if !is_for_function => format!("set-lane {lane} --consumers {}", self.rng.below(6)),
            1 => format!("set-lane {lane} --failures {}%", self.rng.below(20)),
            _ => format!("set-lane {lane} --rate {}", self.rng.below(60)),
        })
    }

    /// What was received is hidden for less time than the work takes, or for longer.
    fn about_queue(&mut self) -> Command {
        let queue = self.one_of(&["q", "q.fifo", "behind", "work", "work.fifo"]);
        mixes::command(&format!(
            "aws sqs set-queue-attributes --queue-url https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{queue} --attributes \
             VisibilityTimeout={}",
            1 + self.rng.below(20)
        ))
    }

    fn producer(&mut self) -> Command {
        let api = self.api();
        let spec = ProducerSpec {
            rate: 20 + self.rng.below(130) as u32,
            keys: 1 + self.rng.below(40) as u32,
            // The agent has no idea of keys; what its lines are routed by has an order all the same.
            keep_order: !matches!(api, Api::Agent(_)),
            api,
            encrypted: self.rng.below(3) == 0,
            latency_millis: self.rng.below(200) as u32,
            partition_key: self.one_of(&[
                PartitionKey::default(),
                PartitionKey::default(),
                PartitionKey::Field(Field::Detail),
                PartitionKey::Uuid,
            ]),
            ..world::trucks(0)
        };
        Command::Add(spec.into())
    }

    fn api(&mut self) -> Api {
        let kpl = KplSettings {
            aggregation_max_size: self.one_of(&[51_200, 2_000]),
            aggregation_max_count: self.one_of(&[u32::MAX, 7]),
            rate_limit: self.one_of(&[150, 2]),
            ttl_millis: self.one_of(&[30_000, 2_000]),
            ..KplSettings::default()
        };
        let agent = AgentSettings {
            buffer_records: self.one_of(&[500, 20]),
            buffer_age_millis: self.one_of(&[1_000, 20_000]),
            partition_key: self.one_of(&[AgentKey::Random, AgentKey::Deterministic]),
            ..AgentSettings::default()
        };
        self.one_of(&[Api::PutRecord, Api::PutRecords { batch: 25 }, Api::Kpl(kpl), Api::Agent(agent)])
    }

    fn application(&mut self, number: u64) -> Command {
        Command::Add(
            ApplicationSpec {
                retrieval: self.one_of(&[
                    Retrieval::FanOut,
                    Retrieval::Polling { idle_millis: 1_500 },
                    Retrieval::Polling { idle_millis: 300 },
                ]),
                work_micros: self.one_of(&[100, 1_000, 8_000]),
                checkpoint_millis: self.one_of(&[0, 1_000, 10_000]),
                checkpoint_when: self.one_of(&[CheckpointWhen::After, CheckpointWhen::After, CheckpointWhen::Before]),
                failover_millis: self.one_of(&[2_000, 10_000]),
                idempotence: self.one_of(&[
                    Idempotence::None,
                    Idempotence::SequenceNumber,
                    Idempotence::ConditionalPut { ttl_seconds: 600 },
                ]),
                worker_utilization_aware: self.rng.below(2) == 0,
                graceful: self.rng.below(2) == 0,
                ..ApplicationSpec::new(&format!("app-{number}"), "s", 1 + self.rng.below(4) as u32)
            }
            .into(),
        )
    }

    fn function(&mut self) -> Command {
        let tumbling_seconds = self.one_of(&[0, 0, 7]);
        Command::Add(
            MappingSpec {
                batch_size: self.one_of(&[5, 20, 500]),
                window_seconds: self.one_of(&[0, 2]),
                tumbling_seconds,
                parallelization_factor: if tumbling_seconds > 0 { 1 } else { self.one_of(&[1, 4]) },
                maximum_retry_attempts: self.one_of(&[None, Some(0), Some(2)]),
                bisect: self.rng.below(2) == 0,
                report_failures: self.rng.below(2) == 0,
                destination: true,
                concurrency: self.one_of(&[1, 3, 100]),
                consumer_name: self.one_of(&["", "push"]).into(),
                ..MappingSpec::new("f", "s")
            }
            .into(),
        )
    }

    fn act(&mut self, sim: &Sim) -> Command {
        let stream = sim.kinesis().stream_named("s").expect("nobody deletes it");
        let open: Vec<ShardId> = stream.open_shards().map(|shard| shard.id).collect();
        let place = self.rng.below(open.len() as u64) as usize;
        match self.rng.below(20) {
            0 | 1 => {
                let range = stream.shards[open[place].index()].range;
                let width = range.ending_hash_key.0 - range.starting_hash_key.0;
                let new_starting_hash_key = HashKey(range.starting_hash_key.0 + width / 2);
                Command::from(Request::split_shard("s", open[place], new_starting_hash_key))
            }
            2 | 3 => Command::from(Request::merge_shards("s", open[place], open[(place + 1) % open.len()])),
            4 => {
                let pause = Command::PauseZone(self.rng.below(3) as u8);
                self.perhaps_for_a_time(pause)
            }
            5 => Command::ResumeZone(self.rng.below(3) as u8),
            6 => self.about_producer(sim),
            15 | 16 => self.about_lane(sim),
            17 => self.about_queue(),
            18 | 19 => self.about_message_function(),
            7 => {
                let function = sim.mappings().next().expect("nobody removes it").id;
                self.perhaps_for_a_time(Command::Fault(Fault::PoisonFunction { function, shard: open[place] }))
            }
            _ => self.about_application(sim, open[place]),
        }
    }

    fn about_producer(&mut self, sim: &Sim) -> Command {
        let producers: Vec<_> = sim.producers().map(|producer| producer.id).collect();
        let producer = self.one_of(&producers);
        let length = Duration::from_millis(500 + self.rng.below(6_000));
        Command::Fault(match self.rng.below(2) {
            0 => Fault::LoseAnswers { producer, length },
            _ => Fault::StopAgent { producer, length },
        })
    }

    fn perhaps_for_a_time(&mut self, fault: Command) -> Command {
        match self.rng.below(2) {
            0 => fault,
            _ => Command::ForATime(Box::new(fault), Duration::from_millis(500 + self.rng.below(60_000))),
        }
    }

    fn about_application(&mut self, sim: &Sim, shard: ShardId) -> Command {
        let all: Vec<_> = sim.applications().map(|application| application.id).collect();
        let application = self.one_of(&all);
        let workers: Vec<WorkerId> =
            sim.application(application).map_or(Vec::new(), |of| of.workers.keys().copied().collect());
        if workers.is_empty() {
            return Command::AddWorker(application);
        }
        let worker = self.one_of(&workers);
        let length = Duration::from_millis(500 + self.rng.below(30_000));
        let fault = Command::Fault(match self.rng.below(10) {
            0 => return Command::AddWorker(application),
            1 => return Command::StopWorker(application, worker),
            9 => return Command::SetWorker { application, worker, per_cent: 20 + self.rng.below(200) as u32 },
            2 => Fault::Crash { application, worker, restart_after: None },
            3 => Fault::Crash { application, worker, restart_after: Some(length) },
            4 => Fault::Stall { application, worker, length },
            5 => Fault::CutFromTable { application, worker, length },
            6 => Fault::Slow { application, worker, per_cent: 1 + self.rng.below(200) as u32, length },
            7 => Fault::Skew { application, worker, ahead_millis: self.rng.below(60_000) as i64 - 30_000 },
            _ => Fault::Poison { application, shard },
        });
        match fault {
            Command::Fault(Fault::Skew { .. } | Fault::Poison { .. }) => self.perhaps_for_a_time(fault),
            other => other,
        }
    }
}
