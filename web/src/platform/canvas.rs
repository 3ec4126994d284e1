//! The canvas: its size, the way of a finished picture onto it, and lines that are added to what is there.
use crate::scene::raster::Raster;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Device pixels per CSS pixel are capped: beyond this no difference is visible.
const SCALE_MOST: f64 = 2.0;

/// Pixels of a canvas at most, each way: more than any screen has, and fewer than browsers refuse.
const PIXELS_MOST: u32 = 16_384;

/// Gives the canvas as many pixels as it covers. Returns width and height in device pixels and the scale;
/// `None` if nothing has changed.
pub fn fit(canvas: &HtmlCanvasElement) -> Option<(i32, i32, f64)> {
    let scale = scale();
    let size = |css: i32| ((f64::from(css) * scale) as u32).clamp(1, PIXELS_MOST);
    let (width, height) = (size(canvas.client_width()), size(canvas.client_height()));
    if (canvas.width(), canvas.height()) == (width, height) {
        return None;
    }
    canvas.set_width(width);
    canvas.set_height(height);
    Some((width as i32, height as i32, scale))
}

/// Its width and height in device pixels, and the scale.
pub fn size(canvas: &HtmlCanvasElement) -> (i32, i32, f64) {
    (canvas.width() as i32, canvas.height() as i32, scale())
}

fn scale() -> f64 {
    gloo::utils::window().device_pixel_ratio().clamp(1.0, SCALE_MOST)
}

/// Shows a picture.
pub fn show(canvas: &HtmlCanvasElement, raster: &Raster) {
    let Some(context) = context(canvas) else { return };
    let (width, height) = (raster.width as u32, raster.height as u32);
    let pixels = Clamped(raster.rgba());
    if let Ok(image) = ImageData::new_with_u8_clamped_array_and_sh(pixels, width, height) {
        // Fails only for a size of nothing.
        let _ = context.put_image_data(&image, 0.0, 0.0);
    }
}

/// The canvases that show a part of a thing, each with the name of the part.
pub fn strips() -> Vec<(String, HtmlCanvasElement)> {
    let Ok(all) = gloo::utils::document().query_selector_all("canvas[data-strip]") else { return Vec::new() };
    let all = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlCanvasElement>().ok());
    all.filter_map(|canvas| Some((canvas.get_attribute("data-strip")?, canvas))).collect()
}

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}

/// A place on a sheet that a canvas shows.
pub type Place = (f64, f64);

/// Adds lines and dots to a canvas that shows a sheet of some width and height.
pub struct Plotter(CanvasRenderingContext2d);

impl Plotter {
    pub fn of(canvas: &HtmlCanvasElement, width: f64, height: f64) -> Option<Self> {
        let context = context(canvas)?;
        let scale = (f64::from(canvas.width()) / width, f64::from(canvas.height()) / height);
        // Fails only for what is no number.
        let _ = context.set_transform(scale.0, 0.0, 0.0, scale.1, 0.0, 0.0);
        context.set_line_cap("round");
        Some(Self(context))
    }

    pub fn clear(&self, width: f64, height: f64) {
        self.0.clear_rect(0.0, 0.0, width, height);
    }

    pub fn lines(&self, colour: &str, thick: f64, lines: &[(Place, Place)]) {
        self.0.begin_path();
        let mut at = None;
        for (from, to) in lines {
            if at != Some(from) {
                self.0.move_to(from.0, from.1);
            }
            self.0.line_to(to.0, to.1);
            at = Some(to);
        }
        self.0.set_stroke_style_str(colour);
        self.0.set_line_width(thick);
        self.0.stroke();
    }

    pub fn dots(&self, colour: &str, thick: f64, dots: &[Place]) {
        self.0.set_fill_style_str(colour);
        for (x, y) in dots {
            self.0.fill_rect(x - thick / 2.0, y - thick / 2.0, thick, thick);
        }
    }
}

/// A colour of the style sheet, by its name.
pub fn colour(element: &HtmlCanvasElement, name: &str) -> String {
    let style = gloo::utils::window().get_computed_style(element).ok().flatten();
    style.and_then(|style| style.get_property_value(name).ok()).unwrap_or_default()
}
