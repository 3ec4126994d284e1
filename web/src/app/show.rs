//! Each animation frame: time passes, the picture is drawn, and now and then the panels are refreshed.
use super::App;
use crate::card::Focus;
use crate::kinds;
use crate::kinds::stream::{Pointing, Scene};
use crate::msg::Msg;
use crate::platform::{canvas, frame, page, storage};
use crate::remote;
use crate::scene::Style;
use crate::view::{Branch, View, Wanted};
use shardscope_core::kinesis::StreamId;
use shardscope_core::sim::Sim;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;

/// Canvases of a room that are drawn anew in one frame.
const STRIPS_EACH: usize = 3;

/// How often the text of the run is handed over, besides after each command, so that a panic costs no more time.
const KEEP_MILLIS: f64 = 5_000.0;

/// How long after somebody asked for something the clock of a hidden page goes on, in milliseconds.
const ASKED_MILLIS: f64 = 60_000.0;
/// Milliseconds of a tick that the simulator may use while the page is hidden.
const HIDDEN_MILLIS: f64 = 150.0;

impl App {
    /// An animation frame: time passes, the picture is drawn, and now and then the panels are refreshed.
    pub(super) fn frame(&mut self, now: f64) -> bool {
        let millis = if self.last_frame > 0.0 { now - self.last_frame } else { 0.0 };
        self.last_frame = now;
        let began = frame::now();
        let mut player = self.player.borrow_mut();
        let room = player.millis_of_a_frame();
        player.advance(millis, || frame::now() - began < room);
        self.verbs.flush(&mut player);
        drop(player);
        self.draw();
        self.draw_beside();
        self.draw_strips();
        self.tell();
        let refresh = self.pace.is_due(now, millis);
        self.measure();
        if refresh {
            if now - self.last_kept >= KEEP_MILLIS {
                self.last_kept = now;
                self.keep();
            }
            self.refresh();
            self.keep_progress();
            self.go_to_step();
            self.find_strips();
        }
        refresh
    }

    /// Changes how the page looks, which the browser remembers.
    pub(super) fn set_style(&mut self, style: Style) {
        // What was not chosen goes on following the system.
        if style.theme != self.style.theme {
            storage::set_theme(style.theme);
        }
        if style.reduced_motion != self.style.reduced_motion {
            storage::set_reduced_motion(style.reduced_motion);
        }
        self.style = style;
    }

    fn draw(&mut self) {
        let Some(element) = self.canvas.cast::<HtmlCanvasElement>() else { return };
        if let Some((width, height, scale)) = canvas::fit(&element) {
            self.scene.resize(width, height, scale);
        }
        let pointing = self.pointing;
        draw(&mut self.scene, self.player.borrow().sim(), (self.focus, self.stream), self.style, &pointing);
        canvas::show(&element, &self.scene.raster);
    }

    /// The other branch, at the same moment.
    fn draw_beside(&mut self) {
        let player = self.player.borrow();
        let Some(compare) = &player.compare else { return };
        let Some(element) = self.beside.canvas.cast::<HtmlCanvasElement>() else { return };
        let scene = &mut self.beside.scene;
        if let Some((width, height, scale)) = canvas::fit(&element) {
            scene.resize(width, height, scale);
        }
        draw(scene, &compare.cursor.sim, (self.focus, self.stream), self.style, &Pointing::default());
        canvas::show(&element, &scene.raster);
    }

    /// What a room shows of its things, each on a canvas of its own: a few in each frame.
    fn draw_strips(&mut self) {
        let (player, strips) = (self.player.borrow(), &mut self.screen.strips);
        for _ in 0..STRIPS_EACH.min(strips.all.len()) {
            strips.next = (strips.next + 1) % strips.all.len();
            let (draw, id, part, element) = &strips.all[strips.next];
            let (width, height, scale) = canvas::size(element);
            strips.scene.resize(width, height, scale);
            if strips.scene.draw_thing(self.style, |pen| draw(pen, player.sim(), *id, *part)) {
                canvas::show(element, &strips.scene.raster);
            }
        }
    }

    /// Looks which canvases there are, and how large they have become.
    fn find_strips(&mut self) {
        let shown = self.view.room.is_some() && !self.screen.room_away;
        let found = if shown { canvas::strips() } else { Vec::new() };
        let of = |(name, element): (String, HtmlCanvasElement)| {
            canvas::fit(&element);
            kinds::strip(&name).map(|(draw, id, part)| (draw, id, part, element))
        };
        self.screen.strips.all = found.into_iter().filter_map(of).collect();
    }

    /// Tells the window when the run starts, pauses or ends.
    fn tell(&mut self) {
        let player = self.player.borrow();
        let now = (player.playing, player.out_of_memory);
        drop(player);
        if now.1 && !self.told.1 {
            remote::tell("end");
        }
        if now.0 != self.told.0 {
            remote::tell(if now.0 { "start" } else { "pause" });
        }
        self.told = now;
    }

    /// A hidden page gets no frames: while it is asked for something, its clock goes on like this.
    pub(super) fn tick(&mut self) -> bool {
        let now = frame::now();
        if !page::is_hidden() || now - self.verbs.asked.get() > ASKED_MILLIS {
            return false;
        }
        let millis = if self.last_frame > 0.0 { now - self.last_frame } else { 0.0 };
        self.last_frame = now;
        let mut player = self.player.borrow_mut();
        player.advance_hidden(millis, || frame::now() - now < HIDDEN_MILLIS);
        self.verbs.flush(&mut player);
        drop(player);
        self.tell();
        false
    }

    pub(super) fn refresh(&mut self) {
        self.follow_story();
        self.refresh_view();
    }

    pub(super) fn refresh_view(&mut self) {
        let gone = |id| self.player.borrow().sim().kinesis().stream(id).is_none();
        if self.stream.is_none_or(gone) {
            let first = self.player.borrow().first_stream();
            self.show_stream(first);
        }
        let player = self.player.borrow();
        let scene = &self.scene;
        let wanted = Wanted {
            stream: self.stream,
            focus: self.focus,
            in_flight: (scene.flights.total, scene.flights.each),
            cut: self.pointing.cut,
            over: self.pointing.over,
            layout: &scene.layout,
            size: scene.size(),
            dialog: self.dialog,
            course: self.telling.course.as_ref().filter(|_| !self.telling.free),
        };
        self.view = Rc::new(View::of(Branch::main(&player), wanted));
        let scene = &self.beside.scene;
        let beside = Wanted {
            in_flight: (scene.flights.total, scene.flights.each),
            cut: None,
            over: None,
            layout: &scene.layout,
            size: scene.size(),
            dialog: None,
            course: None,
            ..wanted
        };
        self.beside.view = Branch::beside(&player).map(|branch| Rc::new(View::of(branch, beside)));
    }
}

/// Draws the thing that is looked at, if it is there and has a picture, or the stream.
fn draw(scene: &mut Scene, sim: &Sim, (focus, stream): (Focus, Option<StreamId>), style: Style, pointing: &Pointing) {
    if let Focus::Thing(subject) = focus
        && let Some(picture) = kinds::picture(subject)
        && scene.draw_thing(style, |pen| (picture.draw)(pen, sim, subject.id))
    {
        return;
    }
    match stream {
        Some(stream) => scene.draw(sim, stream, style, pointing),
        None => scene.draw_thing(style, |_| {}),
    }
}

/// Sends what a future comes to, later. Boxed: each kind of future would otherwise bring its own copy of the machinery.
pub(super) fn eventually(link: &yew::html::Scope<App>, future: impl Future<Output = Msg> + 'static) {
    link.send_future(Box::pin(future) as std::pin::Pin<Box<dyn Future<Output = Msg>>>);
}
