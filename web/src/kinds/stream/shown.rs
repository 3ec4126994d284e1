//! What the texts over the picture of a stream are made of.
use super::near::Near;
use super::picture::{Layout, LineageBox, Pointing};
use super::view::StreamView;
use crate::card::{Deed, Lit};
use crate::scene::Theme;
use yew::prelude::*;

/// What is shown of a stream.
pub struct Shown<'a> {
    pub stream: &'a StreamView,
    pub layout: &'a Layout,
    pub pointing: &'a Pointing,
    pub theme: Theme,
    /// Records on their way, and how many one mark stands for.
    pub in_flight: (u64, u64),
    /// Records lately offered on both sides of the cut that the pointer shows.
    pub division: Option<(u64, u64)>,
    /// The shard that the pointer is over.
    pub near: Option<&'a Near>,
    /// Closed shards with room for their names.
    pub closed: &'a [LineageBox],
    /// What is lit, and what the word of a story is called at its place.
    pub lit: Option<&'a Lit>,
    pub word: Option<&'a str>,
    pub send: &'a Callback<Deed>,
}
