//! The console: lines of the AWS CLI, with history and completion.
use super::{on, wrapping};
use crate::msg::{ConsoleAct, Msg};
use crate::platform::{page, storage};
use crate::terminal::{self, Completion, Live};
use crate::view::{ConsoleLine, ConsoleView};
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// Lines of the history that are kept.
const HISTORY: usize = 200;
/// Characters of an answer that are shown; the rest can be had with `--query`.
const SHOWN: usize = 40_000;

#[derive(Properties, PartialEq)]
pub struct ConsoleProps {
    pub console: ConsoleView,
    pub live: Rc<Live>,
    pub send: Callback<Msg>,
}

#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    let (input, lines) = (use_node_ref(), use_node_ref());
    let text = use_state(String::new);
    let proposed = use_state(Completion::default);
    // The place in the history; `None` is the line being written.
    let place = use_state(|| None::<usize>);
    use_sight(&input, &lines, (props.console.lines.clone(), proposed.candidates.len()));
    let set = {
        let (text, proposed) = (text.clone(), proposed.clone());
        Callback::from(move |line: String| {
            proposed.set(Completion::default());
            text.set(line);
        })
    };
    let oninput = {
        let (set, place) = (set.clone(), place.clone());
        Callback::from(move |event: InputEvent| {
            place.set(None);
            set.emit(page::value(&event));
        })
    };
    let onkeydown = {
        let (text, set, place, send) = (text.clone(), set.clone(), place.clone(), props.send.clone());
        let (proposed, live) = (proposed.clone(), props.live.clone());
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" if !text.trim().is_empty() => {
                remember(&text);
                place.set(None);
                send.emit(Msg::Console(ConsoleAct::Run(text.trim().to_string())));
                set.emit(String::new());
            }
            "Tab" if !event.shift_key() && !text.is_empty() => {
                event.prevent_default();
                complete(&text, &live, &set, &proposed);
            }
            key @ ("ArrowUp" | "ArrowDown") => {
                event.prevent_default();
                let history = storage::history();
                let next = earlier(*place, history.len(), key == "ArrowUp");
                place.set(next);
                set.emit(next.map(|at| history[at].clone()).unwrap_or_default());
            }
            _ => {}
        })
    };
    let choose = |candidate: &String| {
        let line = replaced(&text, proposed.from, candidate);
        let (set, input) = (set.clone(), input.clone());
        let onclick = Callback::from(move |_: MouseEvent| {
            set.emit(format!("{line} "));
            if let Some(input) = input.cast::<HtmlInputElement>() {
                let _ = input.focus();
            }
        });
        html! { <button class="quiet" {onclick}>{ candidate }</button> }
    };
    html! {
        <section class="console" aria-label={t!(panels.console)}>
            <ol ref={lines} class="console-lines" aria-live="polite" tabindex="0">
                <li class="muted">{ t!(panels.aws_kinesis_help_tab_completes) }</li>
                { for props.console.lines.iter().map(line) }
            </ol>
            if !proposed.candidates.is_empty() { <div class="candidates" role="group" aria-label={t!(panels.completions)}>{ for proposed.candidates.iter().map(choose) }</div> }
            <div class="prompt"><span aria-hidden="true">{ "$" }</span>
                <input ref={input} type="text" value={(*text).clone()} {oninput} {onkeydown} spellcheck="false" autocomplete="off" autocapitalize="off"
                    aria-label={t!(panels.command_line)} placeholder="aws kinesis list-streams" />
                <button class="quiet" onclick={on(&props.send, || Msg::Console(ConsoleAct::Clear))}>{ t!(panels.clear) }</button>
                <button class="quiet" aria-label={t!(panels.close_the_console)} onclick={on(&props.send, || Msg::Console(ConsoleAct::Toggle))}>{ "✕" }</button>
            </div>
        </section>
    }
}

/// What came last is in sight, and the prompt has the focus to begin with.
#[hook]
fn use_sight<T: PartialEq + 'static>(input: &NodeRef, lines: &NodeRef, shown: T) {
    let bottom = lines.clone();
    use_effect_with(shown, move |_| {
        if let Some(list) = bottom.cast::<Element>() {
            list.set_scroll_top(list.scroll_height());
        }
    });
    let focus = input.clone();
    use_effect_with((), move |()| {
        if let Some(input) = focus.cast::<HtmlInputElement>() {
            let _ = input.focus();
        }
    });
}

fn line(line: &ConsoleLine) -> Html {
    let ran = line.ran.as_ref();
    let output = ran.map(|ran| ran.stdout.as_str()).unwrap_or_default();
    let shown: String = output.chars().take(SHOWN).collect();
    let cut = shown.len() < output.len();
    html! {
        <li>
            <pre class="entered">{ "$ " }{ wrapping(&line.line) }</pre>
            if !shown.is_empty() { <pre>{ shown }</pre> }
            if cut { <p class="muted">{ t!(panels.characters_in_all_pick_with_query, output = output.len()) }</p> }
            if let Some(ran) = ran.filter(|ran| !ran.stderr.is_empty()) { <pre class="bad">{ t!(panels.exit_code, stderr = ran.stderr, code = ran.code) }</pre> }
        </li>
    }
}

fn remember(line: &str) {
    let mut history = storage::history();
    history.retain(|old| old != line.trim());
    history.push(line.trim().into());
    let surplus = history.len().saturating_sub(HISTORY);
    history.drain(..surplus);
    storage::set_history(&history);
}

/// The place in a history of so many lines, one earlier or one later.
fn earlier(place: Option<usize>, lines: usize, up: bool) -> Option<usize> {
    match (place, up) {
        (None, true) => lines.checked_sub(1),
        (None, false) => None,
        (Some(at), true) => Some(at.saturating_sub(1).min(lines.saturating_sub(1))),
        (Some(at), false) => Some(at + 1).filter(|&at| at < lines),
    }
}

fn replaced(line: &str, from: usize, candidate: &str) -> String {
    line.chars().take(from).chain(candidate.chars()).collect()
}

/// How the line may go on: a single way is taken, of several what they have in common.
fn complete(line: &str, live: &Live, set: &Callback<String>, proposed: &UseStateHandle<Completion>) {
    let completion = terminal::candidates(line, live);
    let Some(first) = completion.candidates.first() else { return };
    let common = completion.candidates.iter().fold(first.as_str(), |common, candidate| shared(common, candidate));
    let space = if completion.candidates.len() == 1 { " " } else { "" };
    set.emit(format!("{}{space}", replaced(line, completion.from, common)));
    if completion.candidates.len() > 1 {
        proposed.set(completion);
    }
}

/// What two words have in common at their beginning.
fn shared<'a>(a: &'a str, b: &str) -> &'a str {
    let length: usize = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a.len_utf8()).sum();
    &a[..length]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_history_has_a_beginning_and_an_end() {
        assert_eq!(earlier(None, 0, true), None);
        assert_eq!(earlier(None, 3, true), Some(2));
        assert_eq!(earlier(Some(0), 3, true), Some(0));
        assert_eq!(earlier(Some(1), 3, false), Some(2));
        assert_eq!(earlier(Some(2), 3, false), None);
        assert_eq!(shared("shardId-01", "shardId-02"), "shardId-0");
        assert_eq!(replaced("aws kin", 4, "kinesis"), "aws kinesis");
    }
}
