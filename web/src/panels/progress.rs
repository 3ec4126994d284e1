//! What a student has predicted and solved: to look at, save, load and print.
use super::{PageProps, on};
use crate::format::millis;
use crate::lessons::{LESSONS, LessonProgress};
use crate::msg::{LessonAct, Msg};
use crate::platform::page;
use yew::prelude::*;

pub(super) fn progress(props: &PageProps) -> Html {
    let act = |act: LessonAct| on(&props.send, move || Msg::Lesson(act.clone()));
    let send = props.send.clone();
    let chosen = Callback::from(move |event: Event| {
        page::files(&event).into_iter().for_each(|file| send.emit(Msg::Lesson(LessonAct::LoadProgress(file))));
    });
    let known = &props.progress.lessons;
    // Those of the course in their order, then others.
    let course = LESSONS.iter().map(|lesson| (lesson.title.english(), lesson.title.text()));
    let is_other = |title: &&str| LESSONS.iter().all(|lesson| lesson.title.english() != *title);
    let others = known.keys().map(String::as_str).filter(is_other).map(|title| (title, title));
    let rows = course.chain(others).filter_map(|(known_as, title)| Some(row(title, known.get(known_as)?)));
    html! {
        <div class="progress">
            if known.is_empty() { <p>{ t!(progress.nothing_yet) }</p> } else {
                <table><thead><tr><th scope="col">{ t!(progress.lesson) }</th><th scope="col">{ t!(progress.predictions) }</th>
                    <th scope="col">{ t!(progress.challenge) }</th><th scope="col">{ t!(progress.hints) }</th></tr></thead>
                    <tbody>{ for rows }</tbody></table>
            }
            <p class="muted">{ t!(progress.stays_here) }</p>
            <div class="buttons no-print">
                <button onclick={act(LessonAct::SaveProgress)}>{ t!(progress.export) }</button>
                <label class="button">{ t!(progress.import) }<input class="visually-hidden" type="file" accept=".json" onchange={chosen} /></label>
                <button onclick={act(LessonAct::PrintProgress)}>{ t!(progress.print) }</button>
            </div>
        </div>
    }
}

fn row(title: &str, of: &LessonProgress) -> Html {
    let (right, known) = of.right();
    let solved = of.solved_after_millis.map(|time| t!(progress.solved, time = millis(time)));
    html! {
        <tr><th scope="row">{ title }</th><td>{ if known > 0 { t!(progress.right_of, right = right, known = known) } else { "–".into() } }</td>
            <td>{ solved.unwrap_or_else(|| t!(progress.not_solved).into()) }</td><td>{ of.hints }</td></tr>
    }
}
