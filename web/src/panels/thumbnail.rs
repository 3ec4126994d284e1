//! A small picture of a run: simulated and drawn like any other, and moving while one points at it.
use crate::card::Seen;
use crate::kinds::stream::{Pointing, Scene};
use crate::kinds::{self, Picture, Strip};
use crate::platform::canvas;
use crate::player::Player;
use crate::scenario::Scenario;
use crate::scene::Style;
use gloo::timers::callback::Interval;
use gloo::timers::future::sleep;
use shardscope_core::sim::Sim;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

/// Pixels of a picture, before it is scaled down.
const SIZE: (u32, u32) = (640, 400);
/// Milliseconds between two pictures: each is a run of its own, and the page should not wait for all.
const APART_MILLIS: u64 = 60;
/// Milliseconds between two frames of one that moves.
const FRAME_MILLIS: u32 = 66;

#[derive(Properties, PartialEq)]
pub struct ThumbnailProps {
    /// Its place on the page: pictures are drawn one after the other.
    pub place: usize,
    pub of: &'static str,
    pub style: Style,
    /// Whether it moves.
    pub plays: bool,
}

/// What a thumbnail is drawn with.
struct Easel {
    element: HtmlCanvasElement,
    scene: Scene,
    style: Style,
}

impl Easel {
    fn new(element: HtmlCanvasElement, style: Style) -> Self {
        // Drawn larger than shown: the whole picture, scaled down.
        element.set_width(SIZE.0);
        element.set_height(SIZE.1);
        let mut scene = Scene::default();
        scene.resize(SIZE.0 as i32, SIZE.1 as i32, 1.0);
        Self { element, scene, style }
    }

    /// What the run shows first: its lanes below each other, its first stream, or whatever else has a picture.
    fn draw(&mut self, player: &Player) {
        let (sim, stream) = (player.sim(), player.first_stream());
        let strips = kinds::strips(sim);
        match stream {
            _ if !strips.is_empty() => self.draw_strips(sim, &strips),
            Some(stream) => self.scene.draw(sim, stream, self.style, &Pointing::default()),
            None => {
                let Some((picture, id)) = first_picture(Seen { sim, stream, speed: 1.0 }) else { return };
                self.scene.draw_thing(self.style, |pen| {
                    (picture.draw)(pen, sim, id);
                });
            }
        }
        canvas::show(&self.element, &self.scene.raster);
    }

    fn draw_strips(&mut self, sim: &Sim, strips: &[(Strip, u32, usize)]) {
        // What flows is wide; a drawing has the shape of a sheet.
        let columns = if sim.drawing().is_empty() { 1 } else { 3 };
        let (rows, gap) = ((strips.len() as i32 + columns - 1) / columns, 8);
        let (width, height) = (SIZE.0 as i32 / columns - gap, SIZE.1 as i32 / rows - gap);
        self.scene.draw_thing(self.style, |pen| pen.raster.clear(pen.palette.panel));
        for (at, (draw, id, part)) in (0..).zip(strips) {
            let mut one = Scene::default();
            one.resize(width, height, 2.0);
            one.draw_thing(self.style, |pen| draw(pen, sim, *id, *part));
            self.scene.raster.put(&one.raster, at % columns * (width + gap), at / columns * (height + gap));
        }
    }
}

/// The first thing that has a picture, and something to explain if any has.
fn first_picture(seen: Seen<'_>) -> Option<(&'static Picture, u32)> {
    let pictured = kinds::ALL.into_iter().filter_map(|kind| Some((kind, kind.picture.as_ref()?)));
    let all = pictured.flat_map(|(kind, picture)| (kind.cards)(seen).into_iter().map(move |card| (picture, card)));
    all.min_by_key(|(_, card)| !card.explains).map(|(picture, card)| (picture, card.of.id))
}

fn player(of: &str) -> Option<Player> {
    crate::stories::named(of).map(|scenario: &Scenario| Player::of(scenario))
}

/// A run at the moment it opens with; from there on while it plays.
#[component]
pub fn Thumbnail(props: &ThumbnailProps) -> Html {
    let element = use_node_ref();
    let (node, place, of, style) = (element.clone(), props.place, props.of, props.style);
    use_effect_with((of, style), move |_| {
        let alive = Rc::new(Cell::new(true));
        let still = alive.clone();
        spawn_local(async move {
            sleep(Duration::from_millis(APART_MILLIS * (place as u64 + 1))).await;
            let element = node.cast::<HtmlCanvasElement>().filter(|_| still.get());
            if let Some((element, player)) = element.zip(player(of)) {
                Easel::new(element, style).draw(&player);
            }
        });
        move || alive.set(false)
    });
    let node = element.clone();
    use_effect_with((of, style, props.plays && !style.reduced_motion), move |(_, _, plays)| {
        let begins = plays.then(|| node.cast::<HtmlCanvasElement>().zip(player(of))).flatten();
        let moves = begins.map(|(element, player)| {
            let state = RefCell::new((Easel::new(element, style), player));
            Interval::new(FRAME_MILLIS, move || {
                let (easel, player) = &mut *state.borrow_mut();
                player.advance(FRAME_MILLIS.into(), || true);
                easel.draw(player);
            })
        });
        move || drop(moves)
    });
    html! { <canvas ref={element} aria-hidden="true"></canvas> }
}
