//! The teacher's part of a question: hands that are counted, codes that are typed, and the address for the class.
use super::camera::Camera;
use super::{PageProps, on};
use crate::card::Dialog;
use crate::lessons::LESSONS;
use crate::msg::{Msg, StoryAct};
use crate::platform::page;
use crate::view::{Answer, LessonView};
use crate::words::english_title;
use qrcodegen::{QrCode, QrCodeEcc};
use yew::prelude::*;

/// One answer's votes: buttons to count with, and once the question is closed its part of all of them.
pub fn votes(place: usize, answer: &Answer, of: &LessonView, is_open: bool, send: &Callback<Msg>) -> Html {
    let own = of.votes.get(place).copied().unwrap_or(0);
    let all: u32 = of.votes.iter().sum();
    let vote = |more: bool| on(send, move || Msg::Story(StoryAct::Vote(place, more)));
    html! {
        <span class="votes">
            if is_open {
                <button class="quiet" aria-label={t!(class.one_less, answer = answer.text)} disabled={own == 0} onclick={vote(false)}>{ "−" }</button>
                <span class="visually-hidden">{ t!(class.votes, answer = answer.text) }</span><b>{ own }</b>
                <button class="quiet" aria-label={t!(class.one_more, answer = answer.text)} onclick={vote(true)}>{ "+" }</button>
            } else if all > 0 {
                <i class="bar" aria-hidden="true" style={format!("width: {}%", own * 100 / all)}></i><span class="visually-hidden">{ t!(class.votes, answer = answer.text) }</span><b>{ own }</b>
            }
        </span>
    }
}

/// Where codes are typed, and the way to the address.
pub fn desk(of: &LessonView, send: &Callback<Msg>) -> Html {
    let typed = send.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            typed.emit(Msg::Story(StoryAct::Code(page::value(&event))));
            page::clear(&event);
        }
    });
    html! {
        <div class="desk">
            <input type="text" maxlength="4" size="6" autocomplete="off" spellcheck="false" placeholder="ABCD" aria-label={t!(class.type_a_code)} {onkeydown} />
            <button class="quiet" onclick={on(send, || Msg::Show(Some(Dialog::Camera)))}>{ t!(class.by_camera) }</button>
            <button class="quiet" onclick={on(send, || Msg::Show(Some(Dialog::Class)))}>{ t!(class.show_link) }</button>
            if let Some(wrong) = &of.wrong_code { <span class="warn" role="status">{ wrong }</span> }
        </div>
    }
}

/// The address of the lesson at its step, as text and as a QR code.
pub fn link(props: &PageProps) -> Html {
    let story = props.view.story.as_ref();
    let lesson = story.and_then(|story| {
        LESSONS.iter().find(|lesson| lesson.title.english() == english_title(&story.title)).zip(Some(story.place))
    });
    let Some((lesson, place)) = lesson else { return html! { <p>{ t!(class.no_address) }</p> } };
    let address = format!("{}?lesson={}&step={}", page::bare_address(), lesson.name, place + 1);
    let copied = address.clone();
    html! {
        <div class="class-link">
            { for QrCode::encode_text(&address, QrCodeEcc::Medium).ok().map(|code| picture(&code)) }
            <p class="address"><code>{ &address }</code></p>
            <p class="muted">{ t!(class.scan) }</p>
            <div class="buttons"><button onclick={on(&props.send, move || Msg::Copy(copied.clone()))}>{ t!(class.copy) }</button></div>
        </div>
    }
}

/// A student's answer as a QR code that fills what there is, for the teacher's camera.
pub fn shown(props: &PageProps) -> Html {
    let lesson = props.view.story.as_ref().and_then(|story| story.lesson.as_ref());
    let Some((code, shown)) = lesson.and_then(|of| of.code.as_ref().zip(of.shown.as_ref())) else {
        return html! { <p>{ t!(class.nothing_to_show) }</p> };
    };
    html! {
        <div class="class-link">
            { for QrCode::encode_text(shown, QrCodeEcc::Medium).ok().map(|code| picture(&code)) }
            <p class="address"><code>{ code }</code></p>
        </div>
    }
}

/// The camera, while its question is open.
pub fn camera(props: &PageProps) -> Html {
    let story = props.view.story.as_ref().filter(|story| story.is_open);
    let Some(lesson) = story.and_then(|story| story.lesson.as_ref()) else {
        return html! { <p>{ t!(class.nothing_to_count) }</p> };
    };
    html! { <Camera send={props.send.clone()} votes={lesson.votes.iter().sum::<u32>()} wrong={lesson.wrong_code.clone()} /> }
}

/// Dark squares on white, with the quiet zone of four that readers need, whatever the theme.
fn picture(code: &QrCode) -> Html {
    let size = code.size();
    let dark = (0..size).flat_map(|y| {
        (0..size).filter(move |&x| code.get_module(x, y)).map(move |x| format!("M{},{}h1v1h-1z", x + 4, y + 4))
    });
    let view_box = format!("0 0 {0} {0}", size + 8);
    html! {
        <svg class="qr" viewBox={view_box} role="img" aria-label={t!(class.title)} shape-rendering="crispEdges">
            <rect width="100%" height="100%" fill="#fff" /><path fill="#000" d={dark.collect::<String>()} />
        </svg>
    }
}
