//! The start page: what there is to see and do, each with a picture of the run itself.
use super::thumbnail::Thumbnail;
use super::{PageProps, on};
use crate::card::Dialog;
use crate::lessons::{LESSONS, Lesson};
use crate::msg::{KeptAct, LessonAct, Msg};
use crate::platform::kept::Head;
use crate::scenario::{SCENARIOS, Scenario};
use crate::scene::Style;
use crate::stories::{Group, STORIES};
use yew::prelude::*;

/// Runs of earlier visits that are listed.
const LAST_MOST: usize = 3;

pub(super) fn start(props: &PageProps) -> Html {
    let send = &props.send;
    let last = |(place, head): (usize, &Head)| {
        let id = head.id.clone();
        let go_on = on(send, move || Msg::Kept(Box::new(KeptAct::GoOn(id.clone()))));
        let whose = if place == 0 { t!(start.your_last_run) } else { t!(start.before_that) };
        html! {
            <div class="last" key={head.id.clone()}><span>{ format!("{whose}: {}", head.about) }</span>
                <button class={(place == 0).then_some("primary")} onclick={go_on}>{ t!(start.resume) }</button></div>
        }
    };
    // Pictures are drawn in the order in which they are met.
    let mut place = 0;
    let mut section = |title: &'static str, about: &'static str, of: Vec<&'static Scenario>, more: Html| {
        let tile = |scenario: &&'static Scenario| {
            place += 1;
            html! { <li key={scenario.name}><Tile {place} of={scenario.name} title={scenario.title()} about={scenario.about()} style={props.style} send={send} /></li> }
        };
        html! {
            <section><h3>{ title }</h3><p class="muted">{ about }</p>
                <ul class="scenarios">{ for of.iter().map(tile) }{ more }</ul></section>
        }
    };
    let of = |group: Group| STORIES.iter().filter(|(of, _)| *of == group).map(|(_, story)| story).collect();
    let button = |title: &'static str, about: &'static str, dialog: Dialog| {
        let choose = on(send, move || Msg::Show(Some(dialog)));
        html! { <li><button class="scenario" onclick={choose}><b>{ title }</b><span>{ about }</span></button></li> }
    };
    html! {
        <div class="start">
            <p>{ t!(start.a_working_model_of_amazon_kinesis) }</p>
            { for props.kept.heads.iter().take(LAST_MOST).enumerate().map(last) }
            { course(props) }
            { section(t!(start.learn), t!(start.how_streams_work_in_a_few), of(Group::Learn), html! {}) }
            { section(t!(start.break_things), t!(start.what_goes_wrong_why_and_what), of(Group::Break), html! {}) }
            { section(t!(start.which_service), t!(start.the_same_load_through_streams), of(Group::Which),
                button(t!(start.what_differs), t!(start.stream_queue_or_topic_a_table), Dialog::sheet("differs", 0))) }
            { section(t!(start.your_data), t!(start.would_your_partition_key_be_hot), Vec::new(),
                button(t!(start.a_file_or_a_saved_run), t!(start.csv_or_json_lines_which_column), Dialog::Data)) }
            { section(t!(start.build), t!(start.a_run_to_change_as_you), SCENARIOS.iter().collect(), html! {}) }
            <div class="buttons"><button onclick={on(send, || Msg::Show(Some(Dialog::Help)))}>{ t!(start.how_to_use_this) }</button></div>
        </div>
    }
}

/// The lessons, in their order.
fn course(props: &PageProps) -> Html {
    let send = &props.send;
    let lesson = |(place, lesson): (usize, &'static Lesson)| {
        let begin = on(send, move || Msg::Lesson(LessonAct::Open(lesson.name.into())));
        let own = props.progress.lessons.get(lesson.title.english());
        let how_far = match own.map(|own| own.solved_after_millis.is_some()) {
            Some(true) => html! { <span class="good">{ t!(start.solved) }</span> },
            Some(false) => html! { <span class="warn">{ t!(start.begun) }</span> },
            None => html! { <span class="muted">{ t!(start.minutes, minutes = lesson.minutes) }</span> },
        };
        html! {
            <li key={lesson.name}><button class="lesson" onclick={begin}><span class="muted">{ place + 1 }</span><b>{ lesson.title.text() }</b>{ how_far }</button></li>
        }
    };
    html! {
        <section><h3>{ t!(start.course) }</h3><p class="muted">{ t!(start.predict_run_measure_solve) }</p>
            <ol class="lessons">{ for LESSONS.iter().enumerate().map(lesson) }</ol>
            if !props.progress.lessons.is_empty() { <div class="buttons"><button class="quiet" onclick={on(send, || Msg::Show(Some(Dialog::Progress)))}>{ t!(progress.title) }</button></div> }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct TileProps {
    place: usize,
    of: &'static str,
    title: &'static str,
    about: &'static str,
    style: Style,
    send: Callback<Msg>,
}

/// A run to choose. Its picture moves while the pointer or the focus is on it.
#[component]
fn Tile(props: &TileProps) -> Html {
    let plays = use_state(|| false);
    let set = |to: bool| {
        let plays = plays.clone();
        move || plays.set(to)
    };
    let (begin, end, focus, blur) = (set(true), set(false), set(true), set(false));
    let (of, place, style) = (props.of, props.place, props.style);
    html! {
        <button class="scenario" onclick={on(&props.send, move || Msg::Scenario(of.into()))}
            onpointerenter={Callback::from(move |_: PointerEvent| begin())} onpointerleave={Callback::from(move |_: PointerEvent| end())}
            onfocus={Callback::from(move |_: FocusEvent| focus())} onblur={Callback::from(move |_: FocusEvent| blur())}>
            if of != "empty" { <Thumbnail {place} {of} {style} plays={*plays} /> }
            <b>{ props.title }</b><span>{ props.about }</span>
        </button>
    }
}
