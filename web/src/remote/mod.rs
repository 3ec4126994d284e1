//! The page as others drive it: `window.shardscope`, messages from a page that embeds it, events on the window.
//!
//! | verb | what it does |
//! |---|---|
//! | `aws(target, body, headers?, request?)` | answers an AWS request: `{ status, headers, body }`, the body in the form of the one given (an object for an object); the content type says the door: JSON, CBOR, or a form without a target; `request` is what else it says, `{ method, query }` |
//! | `cli(line)` | carries out a command line: a promise of `{ code, stdout, stderr }` |
//! | `state()` | the run in numbers, as a plain object |
//! | `memory()` | bytes: `{ run, limit, checkpoints, page }`, what is counted and what the page holds |
//! | `trace(since)` | what happened since so many milliseconds of simulated time: `{ events, complete }` |
//! | `load(script)`, `save()` | the run from text, a promise; the run as text |
//! | `play()`, `pause()`, `speed(x)` | the clock |
//! | `step(ms)`, `seek(ms)` | promises that are kept when the run has arrived |
//! | `now()` | milliseconds of simulated time since the run began |
//! | `export(kind)` | a promise of text: `link` (the address of the run), `shell`, `cloudformation`, `trace.csv`, `trace.ndjson`, `charts.csv`, `charts.ndjson`, `model` (of the services) |
//!
//! Mistakes are thrown as `Error`s and change nothing; a run that runs out of memory before it has arrived (`load`, `step`,
//! `seek`) is kept as far as it came. After a panic callers that wait are refused, `save()` gives the run that
//! was kept, and every other verb says what has happened. A message is `{ type: "shardscope", id, verb, args }` and is
//! answered with `{ type: "shardscope", id, result }` or `{ …, error }`; only from the page's own origin and those in
//! `<meta name="shardscope-origins">`. Events: `shardscope-start`, `shardscope-pause`, `shardscope-end` (the memory
//! budget, or the end of what a script says), `shardscope-panic`.
mod console;
mod headers;
mod object;
mod polls;
mod state;
mod streams;
mod verbs;

pub use console::command_line;
pub use object::open;
pub use polls::Polls;
pub use state::{Memory, State};
pub use streams::Streams;
pub use verbs::{VERSION, Verbs};

use web_sys::CustomEvent;

/// Tells listeners on the window.
pub fn tell(event: &str) {
    // A browser without CustomEvent has no WebAssembly either.
    if let Ok(event) = CustomEvent::new(&format!("shardscope-{event}")) {
        let _ = gloo::utils::window().dispatch_event(&event);
    }
}
