//! What completion proposes of the run itself.
use shardscope_core::client::Kind;

/// What the run has right now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Live {
    /// Names of the streams, each with its shards.
    pub streams: Vec<(String, Vec<String>)>,
    /// What may stand for other members of requests, by the name of the member: `QueueUrl`.
    pub values: Vec<(&'static str, Vec<String>)>,
    /// Those who act, by kind, each as a line names it.
    pub actors: Vec<(Kind, String)>,
}

impl Live {
    /// The actors of a kind.
    pub fn named(&self, kind: Kind) -> Vec<String> {
        self.actors.iter().filter(|(of, _)| *of == kind).map(|(_, name)| name.clone()).collect()
    }

    /// What may stand for a member of a request.
    pub fn of_member(&self, member: &str) -> Vec<String> {
        let values = self.values.iter().find(|(name, _)| *name == member);
        values.map(|(_, values)| values.clone()).unwrap_or_default()
    }
}
