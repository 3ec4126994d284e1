//! What the browser remembers: theme, motion, language, the console's lines.
//!
//! It may remember nothing: site data can be blocked, a frame be sandboxed, a quota be full. The page then works for as long as
//! it is open.
use crate::lessons::Progress;
use crate::scene::Theme;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::collections::BTreeMap;

thread_local! {
    /// What the browser did not take, by name.
    static UNKEPT: RefCell<BTreeMap<&'static str, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// The browser's store for this site, where there is one that may be used.
fn store() -> Option<web_sys::Storage> {
    gloo::utils::window().local_storage().ok().flatten()
}

fn get<T: DeserializeOwned>(name: &'static str) -> Option<T> {
    let unkept = UNKEPT.with_borrow(|unkept| unkept.get(name).cloned());
    let text = unkept.or_else(|| store()?.get_item(name).ok().flatten())?;
    serde_json::from_str(&text).ok()
}

/// The page knows it in any case.
fn set(name: &'static str, value: &(impl Serialize + ?Sized)) {
    let Ok(text) = serde_json::to_string(value) else { return };
    let is_kept = store().is_some_and(|store| store.set_item(name, &text).is_ok());
    UNKEPT.with_borrow_mut(|unkept| match is_kept {
        true => drop(unkept.remove(name)),
        false => drop(unkept.insert(name, text)),
    });
}

const THEME: &str = "shardscope.theme";
const MOTION: &str = "shardscope.reduced-motion";

/// The theme that was chosen last, or what the system prefers.
pub fn theme() -> Theme {
    let stored = get::<String>(THEME).and_then(|name| Theme::from_name(&name));
    stored.unwrap_or(if prefers("(prefers-color-scheme: light)") { Theme::Light } else { Theme::Dark })
}

pub fn set_theme(theme: Theme) {
    set(THEME, theme.name());
}

/// Whether motion is to be reduced: as chosen last, or as the system says.
pub fn reduced_motion() -> bool {
    get(MOTION).unwrap_or_else(|| prefers("(prefers-reduced-motion: reduce)"))
}

pub fn set_reduced_motion(reduced: bool) {
    set(MOTION, &reduced);
}

const LANGUAGE: &str = "shardscope.language";

/// The code of the language that was chosen last.
pub fn language() -> Option<String> {
    get(LANGUAGE)
}

/// Whether the browser took it.
pub fn set_language(code: &str) -> bool {
    set(LANGUAGE, code);
    UNKEPT.with_borrow(|unkept| !unkept.contains_key(LANGUAGE))
}

const HANDED: &str = "shardscope.handed-over";

/// Milliseconds for which a run that was handed over waits for its page.
const HANDED_MILLIS: f64 = 120_000.0;

/// A run that goes on when the page is loaded again in this tab: the branch that was played, where it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handed {
    /// Of its record among the kept runs.
    pub id: String,
    pub text: String,
    /// Where it is to go on, and since when, in milliseconds: another page, or a much later one, is no part of the same act.
    pub address: String,
    pub at: f64,
    /// Where it was, in simulated time since its epoch.
    pub now_micros: u64,
    pub playing: bool,
    pub speed: f64,
    /// Whether anybody had done anything to it.
    pub touched: bool,
    /// How many branches it had: one goes on.
    pub branches: usize,
}

/// Hands a run to the next load of the page. Whether the browser took it.
pub fn hand_over(run: &Handed) -> bool {
    let session = gloo::utils::window().session_storage().ok().flatten();
    let text = serde_json::to_string(run).ok();
    session.zip(text).is_some_and(|(session, text)| session.set_item(HANDED, &text).is_ok())
}

/// The run that was handed over, once.
pub fn handed_over() -> Option<Handed> {
    let session = gloo::utils::window().session_storage().ok().flatten()?;
    let text = session.get_item(HANDED).ok().flatten()?;
    // What cannot be taken away would come again with each load.
    session.remove_item(HANDED).ok()?;
    let handed: Handed = serde_json::from_str(&text).ok()?;
    let is_ours = handed.address == super::page::address() && js_sys::Date::now() - handed.at < HANDED_MILLIS;
    is_ours.then_some(handed)
}

const TOLD: &str = "shardscope.told";

/// Whether something is said for the first time in this browser.
pub fn once(text: &str) -> bool {
    let mut told: Vec<String> = get(TOLD).unwrap_or_default();
    let is_new = !told.iter().any(|known| known == text);
    if is_new {
        told.push(text.into());
        set(TOLD, &told);
    }
    is_new
}

const STUDENT: &str = "shardscope.student";

/// A number of this browser, for answer codes: it says nothing of who sits in front of it.
pub fn student() -> u32 {
    get(STUDENT).unwrap_or_else(|| {
        let student = (js_sys::Math::random() * 1e6) as u32;
        set(STUDENT, &student);
        student
    })
}

const PROGRESS: &str = "shardscope.progress";

/// What was done in lessons.
pub fn progress() -> Progress {
    get(PROGRESS).unwrap_or_default()
}

pub fn set_progress(progress: &Progress) {
    set(PROGRESS, progress);
}

fn prefers(query: &str) -> bool {
    gloo::utils::window().match_media(query).ok().flatten().is_some_and(|list| list.matches())
}

const HISTORY: &str = "shardscope.console";
/// Where earlier versions kept the last run.
const EARLIER: &str = "shardscope.run";

/// The run that an earlier version kept.
pub fn earlier_run() -> Option<String> {
    get(EARLIER)
}

/// Takes it away, once it lies elsewhere. Where that fails it is offered once more.
pub fn forget_earlier_run() {
    let _ = store().map(|store| store.remove_item(EARLIER));
}

/// Lines entered earlier, oldest first.
pub fn history() -> Vec<String> {
    get(HISTORY).unwrap_or_default()
}

pub fn set_history(lines: &[String]) {
    set(HISTORY, lines);
}
