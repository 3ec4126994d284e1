//! The step of a story: a heading, a few sentences, perhaps a question, and one thing to do.
use super::{PageProps, class, lesson, on};
use crate::card::Dialog;
use crate::format::millis;
use crate::msg::{Msg, StoryAct};
use crate::platform::page;
use crate::story::{Look, Paragraph, Stretch};
use crate::view::{Answer, StoryView};
use yew::prelude::*;

pub fn story(of: &StoryView, props: &PageProps) -> Html {
    let send = &props.send;
    let act = |act: StoryAct| on(send, move || Msg::Story(act.clone()));
    let bars = (0..of.count).map(|place| {
        let class = match place.cmp(&of.place) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        };
        html! { <i {class}></i> }
    });
    let contest = of.lesson.as_ref().and_then(|lesson| lesson.challenge.as_ref());
    let is_unsolved = contest.is_some_and(|contest| contest.won.is_none()) && of.next.is_some();
    html! {
        <article class="story" aria-label={t!(story_panel.story)}>
            <header><h2>{ &of.title }</h2><span class="muted">{ t!(story_panel.step_of, step = of.place + 1, of = of.count) }</span></header>
            <div class="steps" aria-hidden="true">{ for bars }</div>
            <div class="step" aria-live="polite">
                <h3>{ &of.heading }</h3>
                { for of.predicted.iter().map(|(chosen, right)| predicted(chosen, right)) }
                { for of.text.iter().map(paragraph) }
                { for of.word.iter().map(|word| html! { <Word word={word.clone()} send={send.clone()} /> }) }
                { choices(of, props) }
                { for of.lesson.iter().map(|lesson| lesson::measured(lesson, of.predicted.is_some())) }
            </div>
            { for contest.iter().map(|of| lesson::challenge(of, props)) }
            <div class="buttons">
                if let Some(left) = props.view.hurrying {
                    <button class="primary next" aria-busy="true" onclick={act(StoryAct::Next)}>{ t!(story_panel.running_on_to_go, left = millis(left.as_millis())) }</button>
                } else if of.lesson.as_ref().is_some_and(|lesson| lesson.leans) {
                    { lesson::how_sure(props) }
                } else if of.waits {
                    <button class="primary next" onclick={act(StoryAct::Next)}>{ t!(story_panel.run_it) }<kbd>{ t!(story_panel.page_down) }</kbd></button>
                } else if is_unsolved {
                    <button class="quiet" onclick={act(StoryAct::Next)}>{ t!(lesson_panel.go_on_unsolved) }</button>
                } else if let Some(next) = &of.next {
                    <button class="primary next" onclick={act(StoryAct::Next)}>{ next }<kbd>{ t!(story_panel.page_down) }</kbd></button>
                }
                if of.place + 1 == of.count { { for of.lesson.iter().map(|_| lesson::further(&of.title, props)) } }
                if of.place > 0 { <button class="quiet" title={t!(story_panel.the_step_before_page_up)} onclick={act(StoryAct::Back)}>{ t!(story_panel.back) }</button> }
                <button class="quiet" title={t!(story_panel.do_what_you_like_with_this)} onclick={act(StoryAct::Leave)}>
                    { if of.next.is_some() { t!(story_panel.play_freely) } else { t!(story_panel.go_on_freely) } }</button>
            </div>
        </article>
    }
}

/// The way back into a story that was left.
pub fn way_back(props: &PageProps) -> Html {
    html! { <button class="quiet back-to-story" onclick={on(&props.send, || Msg::Story(StoryAct::Return))}>{ t!(story_panel.back_to_the_story) }</button> }
}

fn paragraph(of: &Paragraph) -> Html {
    let stretch = |of: &Stretch| match of.look {
        Look::Plain => html! { { &of.text } },
        Look::Strong => html! { <strong>{ &of.text }</strong> },
        Look::Emphasis => html! { <em>{ &of.text }</em> },
        Look::Code => html! { <code>{ &of.text }</code> },
    };
    html! { <p>{ for of.iter().map(stretch) }</p> }
}

fn choices(of: &StoryView, props: &PageProps) -> Html {
    if of.choices.is_empty() {
        return Html::default();
    }
    // In a lesson what is right shows once it has been measured, in the step that asked.
    let is_known = of.lesson.as_ref().is_some_and(|lesson| lesson.asks_how_sure && !of.is_open);
    let teaches = of.lesson.as_ref().filter(|lesson| props.presenting && lesson.asks_how_sure);
    let choice = |(number, answer): (usize, &Answer)| {
        let choose = on(&props.send, move || Msg::Story(StoryAct::Choose(number)));
        html! {
            <div class={classes!("answer", of.is_open.then_some("open"))}>
            <label class={classes!("choice", answer.is_chosen.then_some("chosen"), (answer.is_right && is_known).then_some("right"))}>
                <input type="radio" name="answer" checked={answer.is_chosen} disabled={!of.is_open} onchange={choose} />{ &answer.text }
            </label>
            { for teaches.map(|lesson| class::votes(number, answer, lesson, of.is_open, &props.send)) }
            </div>
        }
    };
    html! { <fieldset class="choices"><legend class="visually-hidden">{ t!(story_panel.what_do_you_predict) }</legend>{ for of.choices.iter().enumerate().map(choice) }
    if of.waits && of.lesson.as_ref().is_none_or(|lesson| !lesson.leans) { <p class="muted">{ t!(story_panel.the_run_waits_for_your_prediction) }</p> }{ for teaches.filter(|_| of.is_open).map(|lesson| class::desk(lesson, &props.send)) }
    if let Some(code) = of.lesson.as_ref().and_then(|lesson| lesson.code.as_ref()).filter(|_| !props.presenting) { <p class="muted">{ t!(class.your_code) }{ " " }<code class="answer-code">{ code }</code>{ " " }<button class="quiet" onclick={on(&props.send, || Msg::Show(Some(Dialog::Code)))}>{ t!(class.to_camera) }</button></p> }</fieldset> }
}

/// What was predicted, beside what is so.
fn predicted(chosen: &Answer, right: &str) -> Html {
    match chosen.is_right {
        true => html! { <p class="predicted good">{ t!(story_panel.as_you_predicted) }{ right }</p> },
        false => {
            html! { <p class="predicted warn">{ t!(story_panel.you_predicted_it_is, chosen = chosen.text, right = right) }</p> }
        }
    }
}

#[derive(Properties, PartialEq)]
struct WordProps {
    word: String,
    send: Callback<Msg>,
}

/// The word that a step asks for: with each letter it lands somewhere else.
#[component]
fn Word(props: &WordProps) -> Html {
    let send = props.send.clone();
    let oninput = Callback::from(move |event: InputEvent| send.emit(Msg::Story(StoryAct::Word(page::value(&event)))));
    let send = props.send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            send.emit(Msg::Story(StoryAct::Next));
        }
    });
    html! {
        <input type="text" class="word" id="story-word" aria-label={t!(story_panel.your_word)} value={props.word.clone()} maxlength="40"
            autocomplete="off" spellcheck="false" {oninput} {onkeydown} />
    }
}
