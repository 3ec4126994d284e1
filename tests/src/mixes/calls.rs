//! Requests to the services, right ones for the most part.
use super::{ACCOUNT, Mix, QUEUES, TOPICS};
use shardscope_core::sim::Sim;
use shardscope_core::sqs::ReceiptHandle;

impl Mix {
    pub(super) fn stream_call(&mut self) -> String {
        let (name, number) = (self.stream(), self.below(3));
        let arn = format!("arn:aws:kinesis:us-east-1:{ACCOUNT}:stream/{name}");
        let (of_name, of_arn) = (format!("--stream-name {name}"), format!("--stream-arn {arn}"));
        let call = match self.below(20) {
            0 => format!("put-record {of_name} --partition-key k{} --data aGk=", self.below(9)),
            1 => format!("increase-stream-retention-period {of_name} --retention-period-hours {}", 24 << number),
            2 => format!("decrease-stream-retention-period {of_name} --retention-period-hours {}", 24 << number),
            3 => format!("update-stream-mode {of_arn} --stream-mode-details StreamMode=PROVISIONED"),
            4 => format!("register-stream-consumer {of_arn} --consumer-name c{number}"),
            5 => format!("deregister-stream-consumer {of_arn} --consumer-name c{number}"),
            6 => format!("start-stream-encryption {of_name} --encryption-type KMS --key-id alias/k"),
            7 => format!("stop-stream-encryption {of_name} --encryption-type KMS --key-id alias/k"),
            8 => format!(
                "put-records {of_name} --records Data=aGk=,PartitionKey=a Data=aGk=,PartitionKey=b,ExplicitHashKey={}",
                self.below(u64::MAX)
            ),
            9 => format!("describe-stream {of_arn}"),
            10 => format!("describe-stream-summary {of_name}"),
            11 => {
                format!("list-shards {of_name} --shard-filter Type={}", self.one_of(&["AT_LATEST", "AT_TRIM_HORIZON"]))
            }
            12 => format!("list-stream-consumers {of_arn}"),
            13 => format!("add-tags-to-stream {of_name} --tags k{number}=v"),
            14 => format!("remove-tags-from-stream {of_arn} --tag-keys k{number}"),
            15 => format!("list-tags-for-stream {of_name}"),
            16 => format!("enable-enhanced-monitoring {of_name} --shard-level-metrics IncomingBytes OutgoingBytes"),
            17 => format!("disable-enhanced-monitoring {of_name} --shard-level-metrics ALL"),
            18 => format!("update-max-record-size {of_arn} --max-record-size-in-ki-b {}", 1_024 * (number + 1)),
            _ => self.one_of(&["list-streams", "describe-limits"]).to_string(),
        };
        format!("aws kinesis {call}")
    }

    pub(super) fn queue_call(&mut self, sim: &Sim) -> String {
        let name = self.one_of(&QUEUES);
        let url = format!("https://sqs.us-east-1.amazonaws.com/{ACCOUNT}/{name}");
        let of_url = format!("--queue-url {url}");
        let is_fifo = name.ends_with(".fifo");
        let fifo = self.of_group(name);
        let call = match self.below(18) {
            0..=2 => format!("send-message {of_url} --message-body hello{fifo}"),
            3 if is_fifo => format!(
                "receive-message {of_url} --max-number-of-messages 3 --receive-request-attempt-id r{} --wait-time-seconds {}",
                self.below(3),
                self.below(4)
            ),
            3 => format!("receive-message {of_url} --max-number-of-messages 10 --wait-time-seconds 5"),
            4 => format!("receive-message {of_url} --attribute-names All --visibility-timeout {}", self.below(20)),
            5 => format!("purge-queue {of_url}"),
            6 | 7 => format!("set-queue-attributes {of_url} --attributes {}", self.queue_attribute()),
            8 => format!("get-queue-attributes {of_url} --attribute-names All"),
            9 => format!("start-message-move-task --source-arn arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"),
            10 => format!("list-message-move-tasks --source-arn arn:aws:sqs:us-east-1:{ACCOUNT}:{name}"),
            11 => format!("list-dead-letter-source-queues {of_url}"),
            12 if is_fifo => format!("send-message {of_url} --message-body x --delay-seconds 0{fifo}"),
            12 => format!("send-message {of_url} --message-body later --delay-seconds {}", self.below(9)),
            13 => format!("tag-queue {of_url} --tags a={}", self.below(3)),
            14 => format!(
                "send-message {of_url} --message-body a --message-attributes {}{fifo}",
                r#"'{"n":{"DataType":"Number","StringValue":"7"},"b":{"DataType":"Binary","BinaryValue":"aGk="}}'"#
            ),
            15 => format!("delete-message {of_url} --receipt-handle {}", self.handle(sim, name)),
            16 => {
                let (handle, seconds) = (self.handle(sim, name), self.below(9));
                format!("change-message-visibility {of_url} --receipt-handle {handle} --visibility-timeout {seconds}")
            }
            _ => self.one_of(&["list-queues", "list-queues --queue-name-prefix q"]).to_string(),
        };
        format!("aws sqs {call}")
    }

    /// What a message to a FIFO queue or topic has to say, and none to another.
    fn of_group(&mut self, name: &str) -> String {
        if !name.ends_with(".fifo") {
            return String::new();
        }
        format!(" --message-group-id g{} --message-deduplication-id d{}", self.below(3), self.below(9))
    }

    /// A handle of one of the last messages of a queue, if it has come as often as that.
    fn handle(&mut self, sim: &Sim, name: &str) -> String {
        let queue = sim.sqs().named(name).map_or(sim.sqs().queues().count() as u32, |queue| queue.id.0);
        let queue = shardscope_core::sqs::QueueId(queue);
        ReceiptHandle { queue, copy: self.below(60), receive: 1 + self.below(2) as u32 }.to_string()
    }

    fn queue_attribute(&mut self) -> String {
        let number = self.below(9);
        match self.below(9) {
            0..=2 => format!("VisibilityTimeout={number}"),
            3 => format!("DelaySeconds={number}"),
            4 => format!("MessageRetentionPeriod={}", 60 + number * 10),
            5 => format!("MaximumMessageSize={}", 1_024 * (1 + number)),
            6 => format!("ReceiveMessageWaitTimeSeconds={number}"),
            7 => "DeduplicationScope=messageGroup,FifoThroughputLimit=perMessageGroupId".into(),
            _ => format!(
                r#"'{{"RedrivePolicy":"{{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:{ACCOUNT}:dead\",\"maxReceiveCount\":{}}}"}}'"#,
                1 + number
            ),
        }
    }

    pub(super) fn topic_call(&mut self) -> String {
        let name = self.one_of(&TOPICS);
        let arn = format!("arn:aws:sns:us-east-1:{ACCOUNT}:{name}");
        let fifo = self.of_group(name);
        let call = match self.below(13) {
            12 => format!(
                "subscribe --topic-arn {arn} --protocol lambda --notification-endpoint \
                 arn:aws:lambda:us-east-1:{ACCOUNT}:function:{}",
                self.one_of(&["alert", "f1", "f2"])
            ),
            0 | 1 => {
                let (queue, attributes) = (self.one_of(&QUEUES), self.subscription_attributes());
                format!(
                    "subscribe --topic-arn {arn} --protocol sqs --notification-endpoint \
                     arn:aws:sqs:us-east-1:{ACCOUNT}:{queue}{attributes}"
                )
            }
            2..=5 => format!("publish --topic-arn {arn} --message hello{fifo}"),
            6 => format!(
                "publish --topic-arn {arn} --message {}{fifo} --message-attributes {}",
                r#"'{"kind":"truck","speed":7}'"#, r#"'{"kind":{"DataType":"String","StringValue":"truck"}}'"#
            ),
            7 => format!("get-topic-attributes --topic-arn {arn}"),
            8 => format!("list-subscriptions-by-topic --topic-arn {arn}"),
            9 => {
                let attribute = self.one_of(&[
                    "MaximumMessageSize --attribute-value 2048",
                    "DisplayName --attribute-value trucks",
                    "ContentBasedDeduplication --attribute-value true",
                    "FifoThroughputScope --attribute-value MessageGroup",
                    r#"ArchivePolicy --attribute-value '{"MessageRetentionPeriod":"2"}'"#,
                ]);
                format!("set-topic-attributes --topic-arn {arn} --attribute-name {attribute}")
            }
            10 => format!("tag-resource --resource-arn {arn} --tags Key=a,Value={}", self.below(3)),
            _ => self.one_of(&["list-topics", "list-subscriptions"]).to_string(),
        };
        format!("aws sns {call}")
    }

    fn subscription_attributes(&mut self) -> &'static str {
        self.one_of(&[
            "",
            " --attributes RawMessageDelivery=true",
            r#" --attributes '{"FilterPolicy":"{\"kind\":[\"truck\"]}"}'"#,
            r#" --attributes '{"FilterPolicy":"{\"speed\":[{\"numeric\":[\">\",5]}]}","FilterPolicyScope":"MessageBody"}'"#,
            r#" --attributes '{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:123456789012:dead\"}"}'"#,
        ])
    }
}
