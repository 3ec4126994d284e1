//! What the browser remembers: theme, motion, the last run, the console's lines.
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

const RUN: &str = "shardscope.run";
const HISTORY: &str = "shardscope.console";
/// Characters of a run that are kept: browsers allow about five million in all.
const RUN_MOST: usize = 2_000_000;

/// Keeps the run for the next visit; one that is too long is not kept.
pub fn keep_run(text: &str) {
    if text.len() <= RUN_MOST {
        let _ = LocalStorage::set(RUN, text);
    }
}

/// The run of the last visit.
pub fn last_run() -> Option<String> {
    LocalStorage::get(RUN).ok()
}

/// Lines entered earlier, oldest first.
pub fn history() -> Vec<String> {
    LocalStorage::get(HISTORY).unwrap_or_default()
}

pub fn set_history(lines: &[String]) {
    let _ = LocalStorage::set(HISTORY, lines);
}

/// The run of the last visit, if there is one worth going on with.
pub fn last_visit() -> Option<String> {
    last_run().filter(|text| text.lines().any(|line| line.starts_with("at ")))
}
