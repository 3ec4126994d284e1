//! What a line of the console came to.
use serde::Serialize;

/// What a line came to, as a shell would see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ran {
    pub code: u8,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    pub fn said(stdout: String) -> Self {
        Self { stdout, ..Self::default() }
    }
    pub fn failed(code: u8, stderr: String) -> Self {
        Self { code, stderr, ..Self::default() }
    }
}
