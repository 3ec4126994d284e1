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
    ($group:ident, $name:literal) => {
        (
            Group::$group,
            Scenario { name: $name, english: include_str!(concat!("../stories/", $name, ".md")), words: None },
        )
    };
}

/// All stories, the first one first shown.
pub static STORIES: &[(Group, Scenario)] = &[
    story!(Learn, "first-minute"),
    story!(Learn, "limits"),
    story!(Learn, "on-demand"),
    story!(Learn, "split-history"),
    story!(Learn, "fan-out"),
    story!(Learn, "retention"),
    story!(Break, "skew"),
    story!(Break, "one-of-a-thousand"),
    story!(Break, "half-a-call"),
    story!(Break, "slow-consumer"),
    story!(Break, "worker"),
    story!(Break, "log-file"),
    story!(Break, "poison-record"),
    story!(Break, "zone-failure"),
    story!(Break, "dead-letters"),
    story!(Which, "which-order"),
    story!(Which, "drawing"),
    story!(Which, "copies"),
    story!(Which, "groups"),
];

/// The story of that title, whatever language the title is in.
pub fn titled(title: &str) -> Option<Rc<Story>> {
    let (_, of) = STORIES.iter().find(|(_, story)| story.is_titled(title))?;
    Story::parse(of.text()).ok().map(Rc::new)
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
