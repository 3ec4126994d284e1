//! What the browser remembers: theme and motion.
use crate::scene::Theme;
use gloo::storage::{LocalStorage, Storage};

const THEME: &str = "shardscope.theme";
const MOTION: &str = "shardscope.reduced-motion";

/// The theme that was chosen last, or what the system prefers.
pub fn theme() -> Theme {
    let stored = LocalStorage::get::<String>(THEME).ok().and_then(|name| Theme::from_name(&name));
    stored.unwrap_or(if prefers("(prefers-color-scheme: light)") { Theme::Light } else { Theme::Dark })
}

pub fn set_theme(theme: Theme) {
    // A browser that stores nothing still shows the theme.
    let _ = LocalStorage::set(THEME, theme.name());
}

/// Whether motion is to be reduced: as chosen last, or as the system says.
pub fn reduced_motion() -> bool {
    LocalStorage::get(MOTION).unwrap_or_else(|_| prefers("(prefers-reduced-motion: reduce)"))
}

pub fn set_reduced_motion(reduced: bool) {
    let _ = LocalStorage::set(MOTION, reduced);
}

fn prefers(query: &str) -> bool {
    gloo::utils::window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}
