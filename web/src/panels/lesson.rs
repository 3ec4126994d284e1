//! What a lesson measures and asks for, below the text of its step.
use super::{PageProps, on};
use crate::card::Dialog;
use crate::lessons::LESSONS;
use crate::msg::{LessonAct, Msg, StoryAct};
use crate::player::SUREST;
use crate::view::{ChallengeView, GoalView, LessonView, MeasuredView};
use crate::words::{Plain, english_title};
use yew::prelude::*;

/// How sure one may be, from 1.
const SURE: [Plain; SUREST as usize] =
    [message!(lesson_panel.guessing), message!(lesson_panel.fairly_sure), message!(lesson_panel.certain)];

/// How sure the reader is of the answer that they lean to: with that the run goes on.
pub fn how_sure(props: &PageProps) -> Html {
    let button = |(place, words): (usize, &Plain)| {
        let say = on(&props.send, move || Msg::Story(StoryAct::Sure(place as u8 + 1)));
        html! { <button class="primary" onclick={say}>{ words.text() }</button> }
    };
    html! {
        <div class="how-sure" role="group" aria-label={t!(lesson_panel.how_sure_are_you)}>
            <span>{ t!(lesson_panel.how_sure_are_you) }</span>{ for SURE.iter().enumerate().map(button) }
        </div>
    }
}

/// What was measured, beside what was predicted.
pub fn measured(of: &LessonView, is_judged: bool) -> Html {
    if of.measured.is_empty() || of.measured.iter().all(|row| row.value.is_none()) {
        return Html::default();
    }
    let sure = of.sure.and_then(|sure| SURE.get(usize::from(sure).checked_sub(1)?));
    let sure = sure.map(|words| format!(" ({})", words.text().to_lowercase()));
    // Where it is said above already, it is not said twice.
    let verdict = of.verdict.filter(|_| !is_judged).map(|is_right| match is_right {
        true => html! { <p class="predicted good">{ t!(lesson_panel.as_you_predicted) }{ sure }</p> },
        false => html! { <p class="predicted warn">{ t!(lesson_panel.not_as_you_predicted) }{ sure }</p> },
    });
    let row = |row: &MeasuredView| {
        html! {
            <tr><th scope="row">{ &row.label }<i class="bar" aria-hidden="true" style={format!("width: {}%", row.share / 10)}></i></th>
                <td>{ row.value.clone().unwrap_or_else(|| "…".into()) }</td></tr>
        }
    };
    html! { <div class="measured">{ verdict }<table><caption>{ t!(lesson_panel.measured) }</caption><tbody>{ for of.measured.iter().map(row) }</tbody></table></div> }
}

/// The goals of a challenge, with hints, and another try.
pub fn challenge(of: &ChallengeView, props: &PageProps) -> Html {
    let act = |act: StoryAct| on(&props.send, move || Msg::Story(act.clone()));
    html! {
        <div class="contest">
            if let Some(won) = &of.won {
                <p class="predicted good" role="status">{ t!(lesson_panel.solved, time = won) }</p>
            }
            if let Some(line) = &of.foul {
                <p class="predicted warn" role="status">{ t!(lesson_panel.does_not_count) }<code>{ line }</code></p>
            }
            <ul class="goals" aria-label={t!(lesson_panel.goals)}>{ for of.goals.iter().map(goal) }</ul>
            if !of.hints.is_empty() { <ol class="hints" aria-label={t!(lesson_panel.hints)}>{ for of.hints.iter().map(|hint| html! { <li>{ hint }</li> }) }</ol> }
            <div class="buttons">
                if of.has_more_hints && of.won.is_none() { <button class="quiet" onclick={act(StoryAct::Hint)}>{ t!(lesson_panel.hint) }</button> }
                <button class="quiet" title={t!(lesson_panel.back_to_where_it_began)} onclick={act(StoryAct::TryAgain)}>{ t!(lesson_panel.try_again) }</button>
            </div>
        </div>
    }
}

fn goal(of: &GoalView) -> Html {
    let class =
        classes!("goal", of.is_met.then_some("met"), of.is_missed.then_some("missed"), of.holds.then_some("holds"));
    let mark = match (of.is_met, of.is_missed) {
        (true, _) => ("✓", t!(lesson_panel.met)),
        (_, true) => ("✗", t!(lesson_panel.missed)),
        (false, false) => ("○", t!(lesson_panel.not_yet)),
    };
    let held = of.held.as_ref().filter(|_| !of.is_met);
    html! {
        <li {class}>
            <span class="mark" aria-hidden="true">{ mark.0 }</span><span class="visually-hidden">{ mark.1 }</span>
            <span class="goal-words">{ &of.words }</span>
            if let Some(figures) = of.figures.as_ref().filter(|_| !of.is_met) { <span class="goal-now muted">{ figures }</span> }
            if let Some((held, length)) = held {
                <span class="muted goal-held">{ match held {
                    Some(held) => t!(lesson_panel.held_of, held = held, length = length),
                    None => t!(lesson_panel.for_so_long, length = length),
                } }</span>
                <span class="goal-bar" aria-hidden="true"><i style={format!("width: {}%", of.share / 10)}></i></span>
            }
        </li>
    }
}

/// The way from the end of a lesson to the next one of the course, or to all of them.
pub fn further(title: &str, props: &PageProps) -> Html {
    let of_course = LESSONS.iter().position(|lesson| lesson.title.english() == english_title(title));
    match of_course.and_then(|place| LESSONS.get(place + 1)) {
        Some(next) => {
            let open = on(&props.send, || Msg::Lesson(LessonAct::Open(next.name.into())));
            html! { <button class="primary" onclick={open}>{ t!(lesson_panel.next_lesson, title = next.title) }</button> }
        }
        None => {
            html! { <button onclick={on(&props.send, || Msg::Show(Some(Dialog::Start)))}>{ t!(lesson_panel.all_lessons) }</button> }
        }
    }
}
