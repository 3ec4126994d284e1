//! QR codes in the pictures of a camera. The page loads this module when a teacher lets a camera look at a class; nobody else waits for
//! it.
use wasm_bindgen::prelude::wasm_bindgen;

/// Longest text of a code that is of interest, in bytes: an answer's code and its student's number.
const TEXT_MOST: usize = 40;
/// Most pixels of a picture: more would take longer than a teacher notices.
const PIXELS_MOST: usize = 1 << 21;

/// The texts of all QR codes of a picture of four bytes (red, green, blue, alpha) for each pixel, row by row. None, where there are none
/// that can be read, or the bytes are not those of such a picture.
#[wasm_bindgen]
pub fn codes(width: u32, height: u32, rgba: &[u8]) -> Vec<String> {
    let (width, height) = (width as usize, height as usize);
    let pixels = width.saturating_mul(height);
    if pixels == 0 || pixels > PIXELS_MOST || rgba.len() != pixels * 4 {
        return Vec::new();
    }
    let grey = |x: usize, y: usize| {
        let at = (y * width + x) * 4;
        // Green is most of what is seen as brightness: precise enough for black and white.
        let [red, green, blue] = [rgba[at], rgba[at + 1], rgba[at + 2]].map(u16::from);
        ((red + 2 * green + blue) / 4) as u8
    };
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, grey);
    let texts = image.detect_grids().into_iter().filter_map(|grid| grid.decode().ok());
    texts.map(|(_, text)| text).filter(|text| text.len() <= TEXT_MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use qrcodegen::{QrCode, QrCodeEcc};

    /// A picture with codes, each at its place, turned by so many degrees, on a wall that grows darker to the right.
    fn picture(width: usize, height: usize, shown: &[(&str, f64, f64, f64)]) -> Vec<u8> {
        const MODULE: f64 = 6.0;
        let codes: Vec<_> =
            shown.iter().map(|(text, ..)| QrCode::encode_text(text, QrCodeEcc::Medium).unwrap()).collect();
        let mut rgba = Vec::with_capacity(width * height * 4);
        for (y, x) in (0..height).flat_map(|y| (0..width).map(move |x| (y, x))) {
            let mut light = 200 - (x * 60 / width) as u8;
            for (code, (_, left, top, degrees)) in codes.iter().zip(shown) {
                let (sin, cos) = degrees.to_radians().sin_cos();
                let (dx, dy) = (x as f64 - left, y as f64 - top);
                let (column, row) = ((dx * cos + dy * sin) / MODULE - 4.0, (dy * cos - dx * sin) / MODULE - 4.0);
                let size = f64::from(code.size());
                if (-4.0..size + 4.0).contains(&column) && (-4.0..size + 4.0).contains(&row) {
                    light = if code.get_module(column.floor() as i32, row.floor() as i32) { 40 } else { 220 };
                }
            }
            // The noise of a cheap camera.
            let noise = ((x * 7919 + y * 104_729) % 23) as u8;
            rgba.extend([light.saturating_sub(noise), light, light.saturating_add(noise / 2), 255]);
        }
        rgba
    }

    #[test]
    fn codes_are_read_wherever_they_are_held_and_several_at_once() {
        for degrees in [0.0, 15.0, 90.0, 200.0] {
            let held = picture(640, 480, &[("QXRT-1K4Z9", 300.0, 220.0, degrees)]);
            assert_eq!(codes(640, 480, &held), ["QXRT-1K4Z9"], "{degrees}");
        }
        let mut class = codes(
            900,
            600,
            &picture(
                900,
                600,
                &[("ABCD-1", 20.0, 20.0, 5.0), ("EFGH-2", 420.0, 60.0, -8.0), ("JKLM-3", 200.0, 330.0, 2.0)],
            ),
        );
        class.sort();
        assert_eq!(class, ["ABCD-1", "EFGH-2", "JKLM-3"]);
    }

    #[test]
    fn what_is_no_picture_of_a_code_gives_none() {
        assert_eq!(codes(640, 480, &picture(640, 480, &[])), [""; 0]);
        assert_eq!(codes(2, 2, &[0; 15]), [""; 0], "bytes are missing");
        for (width, height) in [(0, 0), (u32::MAX, u32::MAX), (1, 1)] {
            assert_eq!(codes(width, height, &[0, 0, 0, 0]), [""; 0]);
        }
        let long = "x".repeat(TEXT_MOST + 1);
        assert_eq!(codes(640, 480, &picture(640, 480, &[(&long, 100.0, 60.0, 0.0)])), [""; 0], "an advertisement");
        // Whatever a camera sees: noise of every kind.
        let mut state = 1_u32;
        for _ in 0..40 {
            let noise = std::iter::repeat_with(|| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                if state >> 31 == 0 { 10 } else { 240 }
            });
            assert_eq!(codes(120, 90, &noise.take(120 * 90 * 4).collect::<Vec<u8>>()), [""; 0]);
        }
    }
}
