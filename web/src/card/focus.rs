//! What the user looks at, and what lies over the page.
use shardscope_core::client::ActorId;
use shardscope_core::kinesis::ShardId;

/// A thing of a run, by its kind and its number among them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The name of a kind in [`kinds`](crate::kinds).
    pub kind: &'static str,
    pub id: u32,
}

impl Subject {
    pub const fn new(kind: &'static str, id: u32) -> Self {
        Self { kind, id }
    }
}

/// What the user looks at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    Stream,
    Shard(ShardId),
    Record(ShardId, u64),
    Key(ActorId, u32),
    /// Anything else: an actor, a queue.
    Thing(Subject),
}

/// What lies over the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialog {
    Help,
    Data,
    Table,
    Start,
    Share,
    /// A link was opened over a run that was changed: which of the two?
    Linked,
    Faults,
    /// What was done in lessons.
    Progress,
    /// The address of a lesson, for a class.
    Class,
    /// A student's answer, for the teacher's camera.
    Code,
    /// The teacher's camera.
    Camera,
    /// What a kind shows of itself or of one of its things.
    Sheet(Sheet),
}

/// A sheet of a kind, by its name in [`kinds`](crate::kinds).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sheet {
    pub name: &'static str,
    /// The thing that it is about, where it is about one.
    pub id: u32,
}

impl Dialog {
    pub const fn sheet(name: &'static str, id: u32) -> Self {
        Self::Sheet(Sheet { name, id })
    }
}

/// Something that the user should know now.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub title: String,
    pub text: String,
    pub is_error: bool,
    /// What can be done about it, besides taking note.
    pub offer: Option<Offer>,
}

/// What a notice offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Offer {
    /// To go on with a kept run.
    GoOn(String),
    /// To leave a run that came back, and begin with what the address says.
    Anew,
    /// To use a newer version of the page, with this run.
    Newer,
}

impl Notice {
    pub fn error(title: &str, text: &str) -> Self {
        Self { is_error: true, ..Self::note(title, text) }
    }

    pub fn note(title: &str, text: &str) -> Self {
        Self { title: title.into(), text: text.into(), is_error: false, offer: None }
    }
}
