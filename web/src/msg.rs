//! Everything that can happen to the page.
use crate::card::{Deed, Dialog, Notice};
use crate::data::{Loaded, Plan};
use crate::platform::kept::{Found, Head};
use crate::player::Player;
use crate::scene::Theme;
use crate::terminal::Ran;
use crate::view::Language;
use crate::words;

/// What a user or the browser did.
pub enum Msg {
    /// An animation frame, at so many milliseconds.
    Frame(f64),
    Resized,
    Pointer(Pointer),
    Key(web_sys::KeyboardEvent),
    /// What a card, a form or a sheet asks for.
    Deed(Box<Deed>),
    Search(String),
    Time(Time),
    Show(Option<Dialog>),
    Theme(Theme),
    ReduceMotion(bool),
    Scenario(String),
    Story(StoryAct),
    Lesson(LessonAct),
    /// For a projector: the hero, the cause and one consequence.
    Present(bool),
    /// What has a room of its own is shown there, or the stream.
    Room(bool),
    /// What a file's reading came to, or how far it is.
    File(FileStep),
    /// The same from a reading in the background, with the number of the file that it read.
    FileRead(u32, FileStep),
    AllowMemory,
    DismissNotice,
    SaveRun,
    LoadRun(String),
    /// What stands behind the `#` of the address is another.
    AddressChanged,
    /// The run of a link by its number, unpacked, or why there is none.
    Linked(u32, Result<String, String>),
    /// What the browser keeps of runs.
    Kept(Box<KeptAct>),
    /// The page is hidden, or on its way out.
    Leaving,
    /// Whether it takes the place of the run that is shown.
    AnswerLink(bool),
    /// A run that came from outside, ready to be shown.
    Loaded(Box<Player>),
    /// The run was changed from outside.
    Touched,
    Undo,
    Redo,
    Branch(BranchAct),
    Console(ConsoleAct),
    /// The call that does what was done last, in another language.
    Language(Language),
    Copy(String),
    Share(ShareAct),
    /// Something that took its time came to this.
    Note(Box<Notice>),
    /// A little while has passed, whether the page is seen or not.
    Tick,
}

/// What can be done with branches, by their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BranchAct {
    Fork,
    Switch(usize),
    Compare(Option<usize>),
    Rename(usize, String),
    Remove(usize),
}

/// What can be done with a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StoryAct {
    Next,
    Back,
    /// One of the answers, by its place.
    Choose(usize),
    /// How sure the reader is of it, from 1 to 3.
    Sure(u8),
    /// One vote of a class more, or less, for an answer.
    Vote(usize, bool),
    /// The code of a student's answer.
    Code(String),
    /// One more hint.
    Hint,
    /// Back to where the challenge began.
    TryAgain,
    /// The word that a step asks for.
    Word(String),
    /// Into free play, and back.
    Leave,
    Return,
}

/// What can be done with lessons, and with what a student has done in them.
#[derive(Clone, Debug)]
pub enum LessonAct {
    /// A lesson of the course, by its name.
    Open(String),
    SaveProgress,
    LoadProgress(web_sys::File),
    /// The text of a file.
    ProgressLoaded(Result<String, String>),
    PrintProgress,
}

/// What happens with the runs that the browser keeps.
#[derive(Clone)]
pub enum KeptAct {
    Found(Result<Found, String>),
    Written(Result<(), String>),
    /// The user wants to go on with the run of that id.
    GoOn(String),
    Text(Box<Head>, Result<String, String>),
    /// The user does not want to be asked about it again.
    Decline(String),
    /// The user leaves a run that came back.
    Anew,
    /// The newer version of the page that waits is to be used.
    Renew,
    /// The page is to speak another language.
    Speak(&'static words::Language),
}

/// What happens in the console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsoleAct {
    Toggle,
    Run(String),
    Ran(String, Ran),
    Clear,
}

/// What can be taken out of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShareAct {
    /// The link, once it has been made.
    Link(Result<String, String>),
    /// A file of a kind, by its name in [`crate::terminal::export`].
    Export(&'static str),
    Picture,
}

/// Controls of time.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Time {
    Toggle,
    /// The next thing that happens.
    Event,
    /// The next record, or the one before.
    Record(bool),
    /// To the next or the last of what is marked on the scrubber.
    Mark(bool),
    /// So many milliseconds.
    Skip(u64),
    /// To so many microseconds after the beginning.
    Seek(u64),
    Backwards,
    Speed(f64),
    Rungs(i32),
}

/// A pointer over the picture, in CSS pixels from its corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pointer {
    Down(f64, f64),
    Move(f64, f64),
    Up(f64, f64),
    Double(f64, f64),
    Leave,
}

/// A file on its way into the page.
pub enum FileStep {
    Chosen(web_sys::File),
    /// The letters of the chosen file are written in this way.
    Written(crate::data::Encoding),
    Sample,
    /// Its columns are known; the user chooses.
    Peeked(Result<Box<crate::data::Peek>, String>),
    Read(Plan),
    Progress(f64),
    Done(Result<Box<Loaded>, String>),
    /// The report on one more number of shards.
    Report,
    Send(Box<shardscope_core::client::ProducerSpec>),
    /// The same in an account of its own, with a stream of so many shards.
    Try(Box<shardscope_core::client::ProducerSpec>, u32),
    /// The columns of the same file once more.
    Again,
    Cancel,
}
