//! The scrubber with its marks, and the branches.
use super::{PanelProps, on};
use crate::format::clock;
use crate::msg::{BranchAct, Msg, Time};
use crate::platform::page;
use crate::view::{BranchView, Mark, MarkKind};
use shardscope_core::base::Duration;
use yew::prelude::*;

/// Parts of the scrubber: fine enough that a pixel is never more than one.
const PARTS: u64 = 10_000;

pub fn timeline(props: &PanelProps) -> Html {
    let (view, send) = (&props.view, &props.send);
    let begin = view.time.begin.as_micros();
    let end = view.time.end.max(view.elapsed).as_micros().max(begin + 1);
    let part = |at: Duration| {
        let since = u128::from(at.as_micros().saturating_sub(begin));
        u64::try_from(since * u128::from(PARTS) / u128::from(end - begin)).unwrap_or(0)
    };
    let oninput = {
        let send = send.clone();
        Callback::from(move |event: InputEvent| {
            if let Ok(part) = page::value(&event).parse::<u64>() {
                let micros = u64::try_from(u128::from(part) * u128::from(end - begin) / u128::from(PARTS)).unwrap_or(0);
                send.emit(Msg::Time(Time::Seek(begin + micros)));
            }
        })
    };
    let shown = || view.time.marks.iter().filter(|mark| mark.at.as_micros() >= begin);
    let marks = shown().map(|mark| self::mark(mark, part(mark.at), send));
    let labels = labels(shown().map(|mark| (part(mark.at), mark)).collect(), send);
    let now = t!(timeline.moment_of, now = clock(view.elapsed), end = clock(view.time.end.max(view.elapsed)));
    html! {
        <div class="timeline">
            <div class="scrubber">
                <div class="marks" aria-hidden="true">{ for marks }{ for labels }</div>
                <input type="range" min="0" max={PARTS.to_string()} value={part(view.elapsed).to_string()} {oninput}
                    aria-label={t!(timeline.moment)} aria-valuetext={now} title={t!(timeline.any_moment_of_this_run)} />
            </div>
            <button class="quiet" disabled={!view.time.can_undo} title={t!(timeline.undo_the_last_change_ctrl_z)} onclick={on(send, || Msg::Undo)}>{ t!(timeline.undo) }</button>
            <button class="quiet" disabled={!view.time.can_redo} title={t!(timeline.redo_what_was_undone_ctrl_shift)} onclick={on(send, || Msg::Redo)}>{ t!(timeline.redo) }</button>
            <button class="quiet" title={t!(timeline.go_on_from_here_as_another)} onclick={on(send, || Msg::Branch(BranchAct::Fork))}>{ t!(timeline.branch) }</button>
            if view.time.branches.len() > 1 { { branches(props) } }
        </div>
    }
}

/// Characters of a label, and the parts of the scrubber that one takes.
const LABEL: usize = 22;
const CHARACTER: u64 = 100;

/// Events in words, the newest first, as many as stand beside each other.
fn labels(mut marks: Vec<(u64, &Mark)>, send: &Callback<Msg>) -> Vec<Html> {
    marks.sort_by_key(|(part, mark)| (mark.kind == MarkKind::Trouble, std::cmp::Reverse(*part)));
    let mut taken: Vec<(u64, u64)> = Vec::new();
    let label = |(part, mark): (u64, &Mark)| {
        let mut text: String = mark.text.chars().take(LABEL).collect();
        if text.len() < mark.text.len() {
            text.push('…');
        }
        let width = (text.chars().count() as u64 + 2) * CHARACTER;
        // Towards the right edge it stands in front of its mark: there large type has no room behind it.
        let before = part + 2 * width > PARTS;
        let from = if before { part.saturating_sub(2 * width) } else { part };
        let width = if before { 2 * width } else { width };
        if taken.iter().any(|&(begin, end)| from < end && begin < from + width) {
            return None;
        }
        taken.push((from, from + width));
        let class = classes!("event-word", (mark.kind == MarkKind::Trouble).then_some("bad"));
        let share = |parts: u64| parts as f64 * 100.0 / PARTS as f64;
        let style = match before {
            true => format!("right:{}%", share(PARTS.saturating_sub(part))),
            false => format!("left:{}%", share(from)),
        };
        Some(html! { <span {class} {style} title={told(mark)} onclick={goes_to(mark, send)}>{ text }</span> })
    };
    marks.into_iter().filter_map(label).collect()
}

/// When it was, and what, for whom points at it.
fn told(mark: &Mark) -> String {
    format!("{} {}", clock(mark.at), mark.text)
}

/// Whoever presses it comes to its moment. By keys the marks are reached one after the other.
fn goes_to(mark: &Mark, send: &Callback<Msg>) -> Callback<MouseEvent> {
    let micros = mark.at.as_micros();
    on(send, move || Msg::Time(Time::Seek(micros)))
}

fn mark(mark: &Mark, part: u64, send: &Callback<Msg>) -> Html {
    let class = match mark.kind {
        MarkKind::Act => "mark-act",
        MarkKind::Fork => "mark-fork",
        MarkKind::Trouble => "mark-trouble",
        MarkKind::Note => "mark-note",
    };
    let style = format!("left:{}%", part as f64 * 100.0 / PARTS as f64);
    html! { <i {class} {style} title={told(mark)} onclick={goes_to(mark, send)}></i> }
}

fn branches(props: &PanelProps) -> Html {
    let (time, send) = (&props.view.time, &props.send);
    let tab = |(place, branch): (usize, &BranchView)| {
        let (current, compared) = (place == time.current, time.compare == Some(place));
        let about = match branch.is_first {
            true => t!(timeline.from_the_beginning_to, end = clock(branch.end)),
            false => {
                t!(timeline.branched_at_simulated_to, forked_at = clock(branch.forked_at), end = clock(branch.end))
            }
        };
        let beside = if compared { None } else { Some(place) };
        html! {
            <li key={place} class={classes!("branch", current.then_some("current"))}>
                <button class="bare" aria-pressed={current.to_string()} title={about} onclick={on(send, move || Msg::Branch(BranchAct::Switch(place)))}>{ &branch.name }</button>
                if current { <Rename {place} name={branch.name.clone()} send={send.clone()} /> } else {
                    <button class="bare" aria-pressed={compared.to_string()} aria-label={t!(timeline.beside_this_one, name = branch.name)} title={t!(timeline.show_it_beside_this_one_on)}
                        onclick={on(send, move || Msg::Branch(BranchAct::Compare(beside)))}>{ "◫" }</button>
                    <button class="bare" aria-label={t!(timeline.forget, name = branch.name)} title={t!(timeline.forget_this_branch)} onclick={on(send, move || Msg::Branch(BranchAct::Remove(place)))}>{ "✕" }</button>
                }
            </li>
        }
    };
    html! { <ul class="branches" aria-label={t!(timeline.branches)}>{ for time.branches.iter().enumerate().map(tab) }</ul> }
}

#[derive(Properties, PartialEq)]
struct RenameProps {
    place: usize,
    name: String,
    send: Callback<Msg>,
}

/// A branch's name, to be changed in place.
#[component]
fn Rename(props: &RenameProps) -> Html {
    let (draft, field) = (use_state(|| None::<String>), use_node_ref());
    let input = field.clone();
    use_effect_with(draft.is_some(), move |_| {
        if let Some(input) = input.cast::<web_sys::HtmlInputElement>() {
            let _ = input.focus();
        }
    });
    let Some(text) = draft.as_ref().cloned() else {
        let (begin, name) = (draft.clone(), props.name.clone());
        let onclick = Callback::from(move |_: MouseEvent| begin.set(Some(name.clone())));
        return html! { <button class="bare" aria-label={t!(timeline.rename_this_branch)} title={t!(timeline.rename)} {onclick}>{ "✎" }</button> };
    };
    let oninput = {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| draft.set(Some(page::value(&event))))
    };
    let onchange = {
        let (draft, send, place) = (draft.clone(), props.send.clone(), props.place);
        Callback::from(move |event: Event| {
            let name = page::value(&event);
            if !name.trim().is_empty() {
                send.emit(Msg::Branch(BranchAct::Rename(place, name)));
            }
            draft.set(None);
        })
    };
    let onkeydown = {
        let draft = draft.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.stop_propagation();
                draft.set(None);
            }
        })
    };
    html! { <input ref={field} type="text" value={text} maxlength="60" {oninput} {onchange} {onkeydown} aria-label={t!(timeline.name_of_this_branch)} /> }
}
