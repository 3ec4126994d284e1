//! Each animation frame: time passes, the picture is drawn, and now and then the panels are refreshed.
use super::App;
use crate::platform::{canvas, frame};
use crate::view::View;
use std::rc::Rc;
use web_sys::HtmlCanvasElement;

/// Milliseconds of a frame that the simulator may use: drawing and the panels need the rest.
const ENGINE_MILLIS: f64 = 6.0;
/// How often the panels are refreshed, in milliseconds.
const VIEW_MILLIS: f64 = 120.0;

/// How often the text of the run is handed over, besides after each command, so that a panic costs no more time.
const KEEP_MILLIS: f64 = 5_000.0;

impl App {
    /// An animation frame: time passes, the picture is drawn, and now and then the panels are refreshed.
    pub(super) fn frame(&mut self, now: f64) -> bool {
        let millis = if self.last_frame > 0.0 { now - self.last_frame } else { 0.0 };
        self.last_frame = now;
        let began = frame::now();
        self.player.borrow_mut().advance(millis, || frame::now() - began < ENGINE_MILLIS);
        self.draw();
        let refresh = now - self.last_view >= VIEW_MILLIS;
        if refresh {
            self.last_view = now;
            if now - self.last_kept >= KEEP_MILLIS {
                self.last_kept = now;
                self.keep();
            }
            self.refresh();
        }
        refresh
    }

    fn draw(&mut self) {
        let Some(element) = self.canvas.cast::<HtmlCanvasElement>() else { return };
        if let Some((width, height, scale)) = canvas::fit(&element) {
            self.scene.resize(width, height, scale);
        }
        let Some(stream) = self.stream else {
            self.scene.raster.clear(self.style.theme.palette().page);
            return canvas::show(&element, &self.scene.raster);
        };
        self.scene.draw(&self.player.borrow().sim, stream, self.style, &self.pointing);
        canvas::show(&element, &self.scene.raster);
    }

    pub(super) fn refresh(&mut self) {
        let gone = |id| self.player.borrow().sim.kinesis().stream(id).is_none();
        if self.stream.is_none_or(gone) {
            let first = self.player.borrow().first_stream();
            self.show_stream(first);
        }
        let player = self.player.borrow();
        let in_flight = (self.scene.flights.total, self.scene.flights.each);
        self.view =
            Rc::new(View::of(&player, self.stream, self.focus, in_flight, self.pointing.cut, &self.scene.layout));
    }
}
