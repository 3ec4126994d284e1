//! Everything that calls the browser.
pub mod canvas;
pub mod files;
pub mod frame;
pub mod hook;
pub mod page;
pub mod panic;
pub mod storage;
