//! What completion proposes of the run itself.
use shardscope_core::client::Kind;

/// What the run has right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// Names of the streams, each with its shards.
    pub streams: Vec<(String, Vec<String>)>,
    pub shard_iterators: Vec<String>,
    /// Names of the queues.
    pub queues: Vec<String>,
    /// ARNs of the topics.
    pub topics: Vec<String>,
    pub receipt_handles: Vec<String>,
    /// Those who act, by kind, each as a line names it.
    pub actors: Vec<(Kind, String)>,
}

impl Live {
    /// The actors of a kind.
    pub fn named(&self, kind: Kind) -> Vec<String> {
        self.actors.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone()).collect()
    }
}
