//! Everything that calls the browser.
pub mod browser;
pub mod camera;
pub mod canvas;
pub mod files;
pub mod frame;
pub mod kept;
pub mod language;
pub mod page;
pub mod panic;
pub mod still;
pub mod storage;
