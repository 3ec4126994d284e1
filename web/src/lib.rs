//! The playground. One way round: DOM event → [`msg::Msg`] → [`app::App`] → [`player::Player`] → view and picture → DOM.
//!
//! | folder | what it owns |
//! |---|---|
//! | [`opening`] | what moves before the page is there: the first run and its picture |
//! | [`player`], [`scenario`], [`event_log`] | the run: plain Rust, tested on the host |
//! | [`card`] | what the frame shows of a thing, whatever kind of thing it is |
//! | [`kinds`] | the kinds of things: a folder each, with card, picture, words and forms |
//! | [`form`] | fields |
//! | [`view`] | what the panels show, as owned values |
//! | [`scene`] | what pictures are drawn with: pixels, colours |
//! | [`shapes`] | what a pen draws, and ready-made shapes |
//! | [`data`] | files that the user drops: CSV and NDJSON |
//! | [`panels`] | the frame: columns, stage, dialogs, time; it knows no kind by name |
//! | [`lessons`] | the course |
//! | [`stories`] | the stories that come with the page |
//! | [`measure`] | numbers of a run, and conditions over them |
//! | [`story`] | runs told in steps: their text, and where a run is in its story |
//! | [`remote`] | `window.shardscope`, messages from other pages, the console |
//! | [`terminal`] | printing answers, help, completion; files for a real account |
//! | [`export`] | events and charts as CSV and NDJSON |
//! | [`platform`] | everything that calls the browser |
//! | [`text`] | what is made of several words |
//! | [`words`] | the messages, and how code asks for one |
// A variant that comes later has to be thought of everywhere; functions have 70 lines at most (clippy.toml). Exceptions say why
// by #[expect].
#![cfg_attr(
    not(test),
    deny(clippy::wildcard_enum_match_arm, clippy::match_wildcard_for_single_variants, clippy::too_many_lines)
)]
// First: all others ask it for their words, by its macros.
#[macro_use]
pub mod words;

pub mod app;
pub mod card;
pub mod data;
pub mod event_log;
pub mod export;
pub mod form;
pub mod format;
pub mod kinds;
pub mod lessons;
pub mod measure;
pub mod msg;
pub mod opening;
pub mod panels;
pub mod platform;
pub mod player;
pub mod remote;
pub mod scenario;
pub mod scene;
pub mod shapes;
pub mod stories;
pub mod story;
pub mod terminal;
pub mod text;
pub mod view;
