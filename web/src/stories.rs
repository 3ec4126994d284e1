//! The stories that come with the page: texts, like any that a lecturer writes.
use crate::scenario::{DIFFERS, SCENARIOS, Scenario, TOLD};
use crate::story::Story;
use std::rc::Rc;

/// Where a story stands in the top bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// How things work.
    Learn,
    /// What goes wrong, and what cures it.
    Break,
    /// Streams, queues and topics side by side.
    Which,
}

macro_rules! story {
    ($group:ident, $name:literal, $title:literal, $about:literal) => {
        (
            Group::$group,
            Scenario {
                name: $name,
                title: $title,
                about: $about,
                text: include_str!(concat!("../stories/", $name, ".md")),
            },
        )
    };
}

/// All stories, the first one first shown. Title and sentence are those of their texts: a test compares them.
pub static STORIES: &[(Group, Scenario)] = &[
    story!(
        Learn,
        "first-minute",
        "One key, one shard",
        "A word becomes a key, the key gets hot, and a split does not help."
    ),
    story!(
        Learn,
        "limits",
        "What a shard takes",
        "1,000 records or 1 MiB a second, whichever comes first. Which one it is decides what helps."
    ),
    story!(
        Learn,
        "on-demand",
        "A stream that grows by itself",
        "An on-demand stream has no shards to count. It grows with its traffic, but not at once, and not for one key."
    ),
    story!(
        Learn,
        "split-history",
        "Parents before children",
        "After a split, the old records stay in the parent. Who reads the children first sees the past after the present."
    ),
    story!(
        Learn,
        "fan-out",
        "Shared or pushed",
        "Five applications that poll use up a shard's reads. Enhanced fan-out gives each its own."
    ),
    story!(
        Learn,
        "retention",
        "A record expires",
        "A stream keeps records for 24 hours, read or not. Then they are gone, and nobody is told."
    ),
    story!(
        Break,
        "skew",
        "Ninety per cent from one country",
        "A key with few values fills few shards, whatever their number."
    ),
    story!(
        Break,
        "one-of-a-thousand",
        "One of a thousand",
        "A stream of a thousand shards looks healthy, and one of them takes only half of what a device sends."
    ),
    story!(
        Break,
        "half-a-call",
        "A call that half succeeds",
        "50 records in one call, and some of them are refused. Did the call fail?"
    ),
    story!(
        Break,
        "slow-consumer",
        "A consumer falls behind",
        "It processes less than arrives; nobody refuses anything, and yet data will be lost."
    ),
    story!(
        Break,
        "worker",
        "A worker dies at night",
        "Its shards stand still, another worker takes them, and some records are processed twice."
    ),
    story!(
        Break,
        "log-file",
        "An agent repeats itself",
        "An agent tails a file and sends its lines. It knows no keys, and after a crash it repeats itself."
    ),
    story!(
        Break,
        "poison-record",
        "One record blocks a shard",
        "One record that a function cannot process blocks its whole shard, until somebody decides what to give up."
    ),
    story!(
        Break,
        "zone-failure",
        "Zones fail",
        "Each record is stored in three Availability Zones. How many may fail?"
    ),
    story!(
        Break,
        "dead-letters",
        "Dead letters",
        "A message that nobody can process comes back, and back, until the queue gives it up."
    ),
    story!(
        Which,
        "which-order",
        "Which one keeps my order?",
        "The same points through a stream, two kinds of queue and a topic, while consumers crash now and then."
    ),
    story!(
        Which,
        "drawing",
        "Draw a truck",
        "Each point of a drawing is a message, and every consumer redraws what it gets. Broken lines are broken order."
    ),
    story!(
        Which,
        "copies",
        "One message, three consumers",
        "Three consumers of a queue share its messages. Three queues behind a topic get a copy each."
    ),
    story!(
        Which,
        "groups",
        "FIFO groups",
        "A FIFO queue keeps order within a message group. What is a group, and what does it cost?"
    ),
];

/// The story of that title.
pub fn titled(title: &str) -> Option<Rc<Story>> {
    let (_, of) = STORIES.iter().find(|(_, story)| story.title == title)?;
    Story::parse(of.text).ok().map(Rc::new)
}

/// Whether the name of a story is that of a file beside the page.
pub fn is_file(story: &str) -> bool {
    story.ends_with(".md")
}

/// Every run that comes with the page.
pub fn all() -> impl Iterator<Item = &'static Scenario> {
    STORIES.iter().map(|(_, story)| story).chain(SCENARIOS).chain(TOLD).chain(DIFFERS)
}

pub fn named(name: &str) -> Option<&'static Scenario> {
    all().find(|scenario| scenario.name == name)
}
