//! The start page: what there is to see, each with a picture of the run itself.
use super::{PageProps, on};
use crate::card::Dialog;
use crate::kinds::stream::{Pointing, Scene};
use crate::msg::{KeptAct, Msg};
use crate::platform::canvas;
use crate::platform::kept::Head;
use crate::player::Player;
use crate::scenario::{SCENARIOS, Scenario};
use crate::scene::Style;
use gloo::timers::future::sleep;
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// Pixels of a picture, before it is scaled down.
const SIZE: (u32, u32) = (640, 400);
/// Runs of earlier visits that are listed.
const LAST_MOST: usize = 3;
/// Milliseconds between two pictures: each is a run of its own, and the page should not wait for all.
const APART_MILLIS: u64 = 60;

pub(super) fn start(props: &PageProps) -> Html {
    let send = &props.send;
    let card = |(number, scenario): (usize, &'static Scenario)| {
        let choose = on(send, move || Msg::Scenario(scenario.name.into()));
        html! {
            <li key={scenario.name}><button class="scenario" onclick={choose}>
                if scenario.name != "empty" { <Thumbnail {number} style={props.style} /> }
                <b>{ scenario.title }</b><span>{ scenario.about }</span>
            </button></li>
        }
    };
    let last = |(place, head): (usize, &Head)| {
        let id = head.id.clone();
        let go_on = on(send, move || Msg::Kept(Box::new(KeptAct::GoOn(id.clone()))));
        let whose = if place == 0 { "Your last run" } else { "Before that" };
        html! {
            <div class="last" key={head.id.clone()}><span>{ format!("{whose}: {}", head.about) }</span>
                <button class={(place == 0).then_some("primary")} onclick={go_on}>{ "Resume" }</button></div>
        }
    };
    html! {
        <div class="start">
            <p>{ "A Kinesis stream you can see into: keys hash into shards, a hot key breaks them, a split mends them. Nothing leaves \
                  this page." }</p>
            { for props.kept.heads.iter().take(LAST_MOST).enumerate().map(last) }
            <ul class="scenarios">{ for SCENARIOS.iter().enumerate().map(card) }</ul>
            <div class="buttons">
                <button onclick={on(send, || Msg::Show(Some(Dialog::Data)))}>{ "Your own data or a saved run …" }</button>
                <button onclick={on(send, || Msg::Show(Some(Dialog::sheet("differs", 0))))}>{ "Stream, queue or topic: what differs" }</button>
                <button onclick={on(send, || Msg::Show(Some(Dialog::Help)))}>{ "How to use this" }</button>
            </div>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ThumbnailProps {
    number: usize,
    style: Style,
}

/// A scenario at the moment it opens with: simulated and drawn like any other, only smaller.
#[component]
fn Thumbnail(props: &ThumbnailProps) -> Html {
    let element = use_node_ref();
    let (place, number, style) = (element.clone(), props.number, props.style);
    use_effect_with((number, style), move |_| {
        let draw = move || {
            let Some(element) = place.cast::<HtmlCanvasElement>() else { return };
            let player = Player::of(&SCENARIOS[number]);
            let mut scene = Scene::default();
            // Drawn larger than shown: the whole picture, scaled down.
            element.set_width(SIZE.0);
            element.set_height(SIZE.1);
            scene.resize(SIZE.0 as i32, SIZE.1 as i32, 1.0);
            if let Some(stream) = player.first_stream() {
                scene.draw(player.sim(), stream, style, &Pointing::default());
                canvas::show(&element, &scene.raster);
            }
        };
        let alive = Rc::new(Cell::new(true));
        let still = alive.clone();
        spawn_local(async move {
            sleep(Duration::from_millis(APART_MILLIS * (number as u64 + 1))).await;
            if still.get() {
                draw();
            }
        });
        move || alive.set(false)
    });
    html! { <canvas ref={element} aria-hidden="true"></canvas> }
}
