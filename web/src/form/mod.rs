//! Fields of forms, and what a click sends.
pub mod field;
pub mod menu;
mod settings;

pub use settings::Settings;

use crate::card::Deed;
use yew::prelude::*;

/// A callback that asks for a deed each time it is called.
pub fn on<E>(send: &Callback<Deed>, deed: Deed) -> Callback<E> {
    let send = send.clone();
    Callback::from(move |_| send.emit(deed.clone()))
}
