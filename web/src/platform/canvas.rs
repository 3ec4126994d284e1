//! The canvas: its size, and the way of a finished picture onto it.
use crate::scene::raster::Raster;
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Device pixels per CSS pixel are capped: beyond this nobody sees a difference.
const SCALE_MOST: f64 = 2.0;

/// Gives the canvas as many pixels as it covers. Returns width and height in device pixels and the scale;
/// `None` if nothing has changed.
pub fn fit(canvas: &HtmlCanvasElement) -> Option<(i32, i32, f64)> {
    let scale = gloo::utils::window().device_pixel_ratio().clamp(1.0, SCALE_MOST);
    let size = |css: i32| ((f64::from(css) * scale) as u32).max(1);
    let (width, height) = (size(canvas.client_width()), size(canvas.client_height()));
    if (canvas.width(), canvas.height()) == (width, height) {
        return None;
    }
    canvas.set_width(width);
    canvas.set_height(height);
    Some((width as i32, height as i32, scale))
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

fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok().flatten()?.dyn_into().ok()
}
