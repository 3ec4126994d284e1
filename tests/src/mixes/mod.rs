//! Random runs in which everything meets everything: each act is a line of a script, as a user would type it, with names and
//! numbers of what is there.
mod calls;

use shardscope_core::base::{Duration, Rng};
use shardscope_core::script::Script;
use shardscope_core::sim::{Command, Sim};

const ACCOUNT: &str = "123456789012";
const STREAMS: [&str; 2] = ["s", "od"];
const QUEUES: [&str; 4] = ["q", "dead", "q.fifo", "fast.fifo"];
const TOPICS: [&str; 2] = ["t", "t.fifo"];

/// Lines from a seed: the same seed, the same lines.
pub struct Mix {
    rng: Rng,
    /// What a run begins with, last line first.
    first: Vec<String>,
    /// Whether everything happens at whole seconds, so that it falls together with what is due.
    on_the_second: bool,
}

/// The command of a line.
pub fn command(line: &str) -> Command {
    let script = Script::parse(&format!("shardscope 1\nat 0s {line}\n"));
    script.unwrap_or_else(|error| panic!("{error}: {line}")).commands.remove(0).command
}

impl Mix {
    pub fn new(seed: u64) -> Self {
        let queue_arn = |name: &str| format!("arn:aws:sqs:us-east-1:{ACCOUNT}:{name}");
        let subscribe = |topic: &str, queue: &str, raw: bool| {
            format!(
                "aws sns subscribe --topic-arn arn:aws:sns:us-east-1:{ACCOUNT}:{topic} --protocol sqs --notification-endpoint {} \
                 --attributes RawMessageDelivery={raw}",
                queue_arn(queue)
            )
        };
        let mut first = vec![
            "aws kinesis create-stream --stream-name s --shard-count 3".to_string(),
            "aws kinesis create-stream --stream-name od --stream-mode-details '{\"StreamMode\":\"ON_DEMAND\"}'".to_string(),
            "aws sqs create-queue --queue-name dead".to_string(),
            format!(
                "aws sqs create-queue --queue-name q --attributes '{{\"VisibilityTimeout\":\"3\",\"RedrivePolicy\":\"{{\\\"deadLetterTargetArn\\\":\\\"{}\\\",\\\"maxReceiveCount\\\":2}}\"}}'",
                queue_arn("dead")
            ),
            "aws sqs create-queue --queue-name q.fifo --attributes FifoQueue=true".to_string(),
            "aws sqs create-queue --queue-name fast.fifo --attributes \
             FifoQueue=true,ContentBasedDeduplication=true,DeduplicationScope=messageGroup,FifoThroughputLimit=perMessageGroupId"
                .to_string(),
            "aws sns create-topic --name t".to_string(),
            "aws sns create-topic --name t.fifo --attributes FifoTopic=true".to_string(),
            subscribe("t", "q", true),
            subscribe("t", "dead", false),
            subscribe("t.fifo", "q.fifo", true),
        ];
        first.reverse();
        Self { rng: Rng::of_actor(seed, 0x317e), first, on_the_second: false }
    }

    /// The same, with all acts at whole seconds and calls that take none: a rule that turns over at a moment meets that moment.
    pub fn on_the_second(seed: u64) -> Self {
        Self { on_the_second: true, ..Self::new(seed) }
    }

    /// How long until the next line.
    pub fn pause(&mut self) -> Duration {
        match self.first.len() {
            0 if self.on_the_second => Duration::from_secs(self.below(9)),
            0 => Duration::from_millis(1 + self.below(8_000)),
            // Streams are ACTIVE after two seconds.
            1 => Duration::from_secs(3),
            _ => Duration::from_millis(1),
        }
    }

    /// What is done now.
    pub fn line(&mut self, sim: &Sim) -> String {
        if let Some(line) = self.first.pop() {
            return line;
        }
        match self.below(24) {
            0 | 1 => self.producer(),
            2 => self.reader(),
            3 => {
                let name = format!("a{}", self.below(4));
                self.application(&name)
            }
            4 if self.below(2) == 0 => self.function(),
            4 => self.message_function(),
            5 | 6 => self.lane(),
            7 => self.draw(),
            8..=10 => self.change(sim),
            11..=13 => self.fault(sim),
            14 | 15 => self.reshard(sim),
            16 => self.stream_call(),
            17..=19 => self.queue_call(sim),
            20 | 21 => self.topic_call(),
            22 => self.made_again(),
            _ => self.remove(sim),
        }
    }

    fn below(&mut self, count: u64) -> u64 {
        self.rng.below(count)
    }
    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.rng.below(all.len() as u64) as usize]
    }
    fn stream(&mut self) -> &'static str {
        self.one_of(&["s", "s", "s", "od"])
    }

    fn producer(&mut self) -> String {
        let workload = self.one_of(&["trucks", "clicks", "sensors", "countries", "keys:k", "hot:truck_1"]);
        let keys = match workload {
            "countries" => 24,
            "hot:truck_1" => 1,
            _ => 1 + self.below(60),
        };
        let distribution = match workload {
            "hot:truck_1" => "even",
            _ => self.one_of(&["even", "uniform", "zipf:1.1", "share:60%", "unique"]),
        };
        let api = self.one_of(&[
            "put-record",
            "put-records:25",
            "kpl --aggregation-max-count 9 --record-ttl 3s",
            "kpl --rate-limit 2%",
            "agent --buffer-records 20 --buffer-age 1s",
            "agent --partition-key deterministic",
        ]);
        let order = if api.starts_with("agent") { "" } else { self.one_of(&["", " --keep-order"]) };
        let fields = match workload {
            _ if api.starts_with("agent") => "",
            "trucks" => self.one_of(&["", " --partition-key random", " --partition-key heading"]),
            "clicks" => self.one_of(&["", " --partition-key page", " --subject page"]),
            _ => self.one_of(&["", " --partition-key random"]),
        };
        let (stream, rate, bytes) = (self.stream(), self.one_of(&[0, 3, 80, 400]), self.one_of(&[128, 1_000, 5_000]));
        let (retry, sealed) = (self.one_of(&["never", "at-once", "backoff"]), self.one_of(&["", " --encrypted"]));
        format!(
            "producer p --stream-name {stream} --workload {workload} --keys {keys} --distribution {distribution} --rate {rate} \
             --record-bytes {bytes} --api {api} --retry {retry} --latency {}ms{order}{sealed}{fields}",
            if self.on_the_second { self.one_of(&[0, 500, 1_000]) } else { 50 + self.below(900) }
        )
    }

    fn reader(&mut self) -> String {
        let (stream, polling) = (self.stream(), self.one_of(&["200ms", "1s", "10s"]));
        let order = self.one_of(&["", " --any-order"]);
        let start = self.one_of(&["LATEST", "TRIM_HORIZON"]);
        let latency = self.latency();
        format!("reader r --stream-name {stream} --polling {polling} --start {start}{order}{latency}")
    }

    /// How long answers of the stream take.
    fn latency(&mut self) -> &'static str {
        self.one_of(&["", "", " --latency 0s", " --latency 3s"])
    }

    fn application(&mut self, name: &str) -> String {
        let (stream, retrieval) = (self.stream(), self.one_of(&["polling:300ms", "polling:2s", "fan-out"]));
        let id = self.one_of(&["", " --idempotence sequence-number", " --idempotence conditional-put:20s"]);
        let when =
            self.one_of(&["", " --checkpoint-when before", " --graceful", " --graceful --worker-utilization-aware"]);
        let (workers, checkpoint) = (1 + self.below(4), self.one_of(&["0s", "1s", "10s"]));
        format!(
            "application {name} --stream-name {stream} --workers {workers} --retrieval {retrieval} --work 300us --checkpoint \
             {checkpoint} --failover 3s{id}{when}"
        )
    }

    fn function(&mut self) -> String {
        let stream = self.stream();
        let cut = self.one_of(&["", "", " --parallelization-factor 4", " --tumbling-window 3s", " --window 2s"]);
        let tries = self.one_of(&["", " --retries 0", " --retries 2", " --age 1m"]);
        let halves = self.one_of(&["", " --bisect", " --report-failures", " --bisect --report-failures"]);
        let more = self.one_of(&["", " --destination", " --concurrency 1", " --concurrency 1 --destination"]);
        let batch = self.one_of(&[1, 20, 500]);
        let pushed = self.one_of(&["", "", " --consumer-name c0", " --consumer-name push"]);
        format!("lambda f --stream-name {stream} --batch-size {batch}{cut}{tries}{halves}{more}{pushed}")
    }

    fn message_function(&mut self) -> String {
        let (name, settings) = (self.one_of(&["alert", "f1", "f2"]), self.message_function_settings());
        let queue =
            self.one_of(&["", "--queue-name q", "--queue-name q.fifo", "--queue-name fast.fifo", "--queue-name dead"]);
        format!("message-lambda {name} {queue} {settings}")
    }

    fn message_function_settings(&mut self) -> String {
        let batch = self.one_of(&["--batch-size 1", "--batch-size 10", "--batch-size 50 --window 2s"]);
        let more = self.one_of(&["", " --report-failures", " --maximum-concurrency 2", " --concurrency 1"]);
        format!(
            "{batch} --timeout {}s --invocation {}ms --work {} --failures {}% --poison {}% --retries {} --event-age {}s{more}",
            1 + self.below(3),
            self.one_of(&[0, 20, 900]),
            self.one_of(&["1us", "5ms", "400ms"]),
            self.one_of(&[0, 10]),
            self.one_of(&[0, 5]),
            self.below(3),
            60 + self.below(100)
        )
    }

    fn target(&mut self) -> String {
        match self.below(3) {
            0 => format!("--stream-name {}", self.stream()),
            1 => format!("--queue-name {}", self.one_of(&QUEUES)),
            _ => format!("--topic-name {}", self.one_of(&TOPICS)),
        }
    }

    fn lane(&mut self) -> String {
        let target = self.target();
        let options = self.lane_options();
        let trucks = 1 + self.below(40);
        let drawing = self.one_of(&["", "", " --drawing"]);
        format!("lane l {target} --trucks {trucks} --groups {}{drawing}{options}", 1 + self.below(trucks))
    }

    fn lane_options(&mut self) -> String {
        let work = self.one_of(&["0s", "1ms", "200ms", "4s"]);
        format!(
            " --rate {} --batch {} --consumers {} --work {work} --failures {}%",
            self.one_of(&[0, 10, 200]),
            1 + self.below(10),
            self.below(6),
            self.one_of(&[0, 2, 40])
        )
    }

    fn draw(&mut self) -> String {
        let sheet = self.one_of(&["", "--new-sheet "]);
        format!("draw {sheet}M{},{} 5,5 6,{}", self.below(1_000), self.below(600), self.below(600))
    }

    /// The numbers of some kind of actor, and one that nobody has.
    fn actor(&mut self, ids: impl Iterator<Item = u32>) -> u32 {
        let ids: Vec<u32> = ids.chain([77]).collect();
        self.one_of(&ids)
    }

    fn change(&mut self, sim: &Sim) -> String {
        match self.below(6) {
            5 => {
                let id = self.actor(sim.message_functions().map(|of| of.id.0));
                format!("set-message-lambda {id} {}", self.message_function_settings())
            }
            0 => {
                let id = self.actor(sim.producers().map(|of| of.id.0));
                let line = self.producer().replace("producer p", &format!("set-producer {id} --name p"));
                // What it is about stays as it is.
                line.replace(" --subject page", "")
            }
            1 => {
                let id = self.actor(sim.readers().map(|of| of.id.0));
                self.reader().replace("reader r", &format!("set-reader {id} --name r"))
            }
            2 => {
                let id = self.actor(sim.applications().map(|of| of.id.0));
                let name = sim.applications().find(|of| of.id.0 == id).map_or("a0", |of| &of.spec.name).to_string();
                let line = self.application(&name);
                line.replace(&format!("application {name}"), &format!("set-application {id} --name {name}"))
            }
            3 => {
                let id = self.actor(sim.mappings().map(|of| of.id.0));
                self.function().replace("lambda f", &format!("set-lambda {id} --name f"))
            }
            _ => {
                let lane = sim.lanes().nth(self.below(4) as usize).map(|lane| (lane.id.0, lane.spec.clone()));
                let Some((id, spec)) = lane else { return "note 'no lane'".into() };
                let target = match &spec.target {
                    shardscope_core::client::lab::Target::Stream(name) => format!("--stream-name {name}"),
                    shardscope_core::client::lab::Target::Queue(name) => format!("--queue-name {name}"),
                    shardscope_core::client::lab::Target::Topic(name) => format!("--topic-name {name}"),
                };
                let groups = 1 + self.below(spec.trucks.into());
                let drawing = if spec.drawing { " --drawing" } else { "" };
                let options = self.lane_options();
                format!("set-lane {id} --name l {target} --trucks {} --groups {groups}{drawing}{options}", spec.trucks)
            }
        }
    }

    fn remove(&mut self, sim: &Sim) -> String {
        match self.below(6) {
            5 => format!("remove-message-lambda {}", self.actor(sim.message_functions().map(|of| of.id.0))),
            0 => format!("remove-producer {}", self.actor(sim.producers().map(|of| of.id.0))),
            1 => format!("remove-reader {}", self.actor(sim.readers().map(|of| of.id.0))),
            2 => format!("remove-application {}", self.actor(sim.applications().map(|of| of.id.0))),
            3 => format!("remove-lambda {}", self.actor(sim.mappings().map(|of| of.id.0))),
            _ => format!("remove-lane {}", self.actor(sim.lanes().map(|of| of.id.0))),
        }
    }

    fn fault(&mut self, sim: &Sim) -> String {
        let (application, function) =
            (self.actor(sim.applications().map(|of| of.id.0)), self.actor(sim.mappings().map(|of| of.id.0)));
        let producer = self.actor(sim.producers().map(|of| of.id.0));
        let (worker, shard, zone) = (self.below(5), self.below(6), self.one_of(&["a", "b", "c"]));
        match self.below(13) {
            0 => format!("fault crash {application} {worker} --restart-after 3s"),
            1 => format!("fault crash {application} {worker}"),
            2 => format!("fault stall {application} {worker} --for 6s"),
            3 => format!("fault slow {application} {worker} --to 20% --for 6s"),
            4 => format!("fault cut-from-table {application} {worker} --for 3s"),
            5 => format!("fault skew {application} {worker} --back 2s"),
            6 => format!("fault poison {application} {shard}"),
            7 => format!("fault poison-lambda {function} {shard} --for 9s"),
            8 => format!("fault lose-answers {producer} --for 2s"),
            9 => format!("fault stop-agent {producer} --for 2s"),
            10 => format!("fault pause-zone {zone} --for 4s"),
            11 => format!("fault heal {application}"),
            _ => format!("burst {producer} --factor 5 --for 3s"),
        }
    }

    fn reshard(&mut self, sim: &Sim) -> String {
        let name = self.stream();
        let open: Vec<_> = sim.kinesis().stream_named(name).map_or(Vec::new(), |stream| {
            stream
                .open_shards()
                .map(|shard| (shard.id.0, shard.range.starting_hash_key.0, shard.range.ending_hash_key.0))
                .collect()
        });
        let Some(place) = (open.len() as u64).checked_sub(1).map(|most| self.below(most + 1) as usize) else {
            return format!("aws kinesis create-stream --stream-name {name} --shard-count 2");
        };
        let (shard, from, to) = open[place];
        match self.below(3) {
            0 => format!(
                "aws kinesis split-shard --stream-name {name} --shard-to-split {shard} --new-starting-hash-key {}",
                from + (to - from) / 3 + 1
            ),
            1 => format!(
                "aws kinesis merge-shards --stream-name {name} --shard-to-merge {shard} --adjacent-shard-to-merge {}",
                open[(place + 1) % open.len()].0
            ),
            _ => format!(
                "aws kinesis update-shard-count --stream-name {name} --scaling-type UNIFORM_SCALING --target-shard-count {}",
                1 + self.below(5)
            ),
        }
    }

    /// Something is deleted, or made again.
    fn made_again(&mut self) -> String {
        let (stream, queue, topic) = (self.one_of(&STREAMS), self.one_of(&QUEUES), self.one_of(&TOPICS));
        let fifo = |name: &str, kind: &str| match name.ends_with(".fifo") {
            true => format!(" --attributes {kind}=true"),
            false => String::new(),
        };
        match self.below(8) {
            0 => format!("aws kinesis delete-stream --stream-name {stream} --enforce-consumer-deletion"),
            1 | 2 => format!("aws kinesis create-stream --stream-name {stream} --shard-count 2"),
            3 => format!("aws sqs delete-queue --queue-url https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{queue}"),
            4 | 5 => format!("aws sqs create-queue --queue-name {queue}{}", fifo(queue, "FifoQueue")),
            6 => format!("aws sns delete-topic --topic-arn arn:aws:sns:us-east-1:{ACCOUNT}:{topic}"),
            _ => format!("aws sns create-topic --name {topic}{}", fifo(topic, "FifoTopic")),
        }
    }
}
