//! Rows of a file with one JSON object a line, that comes in pieces.
use super::{Fields, Row};

const ROW_MOST: usize = 4 << 20;

/// The state between two pieces.
#[derive(Default)]
pub(super) struct Rows {
    text: Vec<u8>,
    line: u64,
    /// The rest of a line that is too long is passed over.
    skipping: bool,
}

impl Rows {
    pub fn push(&mut self, bytes: &[u8], take: &mut dyn FnMut(u64, Row<'_>)) {
        for piece in bytes.split_inclusive(|&byte| byte == b'\n') {
            let ends = piece.ends_with(b"\n");
            if !self.skipping {
                self.text.extend_from_slice(piece);
            }
            if self.text.len() > ROW_MOST && !self.skipping {
                let reason = t!(data.this_line_has_more_than_4).to_string();
                take(self.line + 1, Row { text: &[], fields: Err(reason) });
                self.text.clear();
                self.skipping = true;
            }
            if ends {
                if !self.skipping {
                    self.row(take);
                }
                self.skipping = false;
                self.text.clear();
                self.line += 1;
            }
        }
    }

    pub fn finish(&mut self, take: &mut dyn FnMut(u64, Row<'_>)) {
        self.row(take);
        self.text.clear();
    }

    fn row(&self, take: &mut dyn FnMut(u64, Row<'_>)) {
        let mut text = self.text.trim_ascii();
        if self.line == 0 {
            text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        }
        if !text.is_empty() {
            take(self.line + 1, Row { text, fields: fields(text) });
        }
    }
}

/// The fields of a line.
pub(super) fn fields(text: &[u8]) -> Result<Fields<'_>, String> {
    let text = std::str::from_utf8(text).map_err(|_| t!(data.not_utf_8).to_string())?;
    if !text.starts_with('{') {
        let is_json = serde_json::from_str::<serde::de::IgnoredAny>(text);
        return Err(
            is_json.map_or_else(|error| t!(data.not_json, error = error), |_| t!(data.not_a_json_object).to_string())
        );
    }
    serde_json::from_str(text).map(Fields::Map).map_err(|error| t!(data.not_json, error = error))
}
