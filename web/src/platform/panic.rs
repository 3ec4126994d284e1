//! After a panic the wasm memory cannot be trusted. What is needed to run again lies outside it, in the page's
//! own script (index.html): the text of the run, handed over whenever something was done.
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// Keeps the text of the run.
    #[wasm_bindgen(js_namespace = shardscopeRecovery)]
    fn keep(run: &str);
    /// Shows the page that says what happened and offers to save and to reload.
    #[wasm_bindgen(js_namespace = shardscopeRecovery)]
    fn show(message: &str);
    /// What that page says.
    #[wasm_bindgen(js_namespace = shardscopeRecovery)]
    fn speak(stopped: &str, kept: &str, reload: &str, save: &str, fresh: &str);
    /// The run that a reload is to go on with, once.
    #[wasm_bindgen(js_namespace = shardscopeRecovery)]
    fn take() -> Option<String>;
}

/// Shows the recovery page on any panic.
pub fn install() {
    // Yew puts a hook of its own in place of any other, unless it is told.
    yew::set_custom_panic_hook(Box::new(|info| show(&info.to_string())));
}

/// Shows it for another reason than a panic. Nothing goes on.
pub async fn stop(message: &str) {
    show(message);
    std::future::pending().await
}

/// Says what the recovery page will say, while there are words.
pub fn prepare_words() {
    speak(t!(recovery.stopped), t!(recovery.kept), t!(recovery.reload), t!(recovery.save), t!(recovery.fresh));
}

/// Hands the run over, so that it survives a panic.
pub fn keep_run(run: &str) {
    keep(run);
}

thread_local! {
    static RECOVERED: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// The run to go on with after a panic and a reload.
pub fn recovered() -> Option<String> {
    let run = take();
    RECOVERED.set(run.is_some());
    run
}

/// Whether this page began with a run that a panic had interrupted.
pub fn was_recovered() -> bool {
    RECOVERED.get()
}
