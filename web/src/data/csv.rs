//! Rows of a CSV file that comes in pieces.
use super::{Fields, Row};
use crate::format::count;
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// A row longer than this is no row: a quote is open somewhere.
const ROW_MOST: usize = 4 << 20;

/// A place in a field. Only a quotation mark at its start quotes it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Start,
    Plain,
    Quoted,
    /// Behind a quotation mark within quotation marks: the end, or the first of two.
    Mark,
}

impl Within {
    const fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Mark,
            (Self::Quoted, _) | (Self::Mark, b'"') | (Self::Start, b'"') => Self::Quoted,
            (_, b'\r' | b'\n') => Self::Start,
            (_, byte) if byte == delimiter => Self::Start,
            (Self::Start | Self::Plain | Self::Mark, _) => Self::Plain,
        }
    }
}

/// Ends of lines in a text that comes behind a byte: `\n`, `\r`, or both as one.
fn line_ends(mut before: u8, text: &[u8]) -> u64 {
    let ends = text.iter().filter(|&&byte| {
        let ends = byte == b'\r' || byte == b'\n' && before != b'\r';
        before = byte;
        ends
    });
    ends.count() as u64
}

/// The state between two pieces.
pub(super) struct Rows {
    reader: Reader,
    /// The row so far, as it stands in the file.
    text: Vec<u8>,
    fields: Vec<u8>,
    ends: Vec<usize>,
    used: (usize, usize),
    /// Line on which the row begins, and the last byte before it.
    line: u64,
    before: u8,
    /// Where in a field the text so far ends.
    within: Within,
    delimiter: u8,
    started: bool,
    /// The rest of the line is passed over, after a row that was too long.
    skipping: bool,
}

impl Rows {
    pub fn new(delimiter: u8) -> Self {
        Self {
            reader: ReaderBuilder::new().delimiter(delimiter).build(),
            text: Vec::new(),
            fields: vec![0; 4_096],
            ends: vec![0; 64],
            used: (0, 0),
            line: 1,
            before: 0,
            within: Within::Start,
            delimiter,
            started: false,
            skipping: false,
        }
    }

    pub fn push(&mut self, mut bytes: &[u8], take: &mut dyn FnMut(u64, Row<'_>)) {
        if !self.started {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
            self.started = true;
        }
        while !bytes.is_empty() {
            let taken = if self.skipping { self.skip(bytes) } else { self.read(bytes, take) };
            bytes = &bytes[taken..];
        }
    }

    pub fn finish(&mut self, take: &mut dyn FnMut(u64, Row<'_>)) {
        if self.is_quoted() {
            let reason = t!(data.up_to_the_end_of_the, swallowed = self.swallowed());
            take(self.line, Row { text: &[], fields: Err(reason) });
            return self.text.clear();
        }
        // An empty input tells the reader that the file is over; a full buffer makes it ask again.
        while !self.text.is_empty() && self.read(&[], take) > 0 {}
        if !self.text.is_empty() {
            self.row(take);
        }
    }

    /// Reads on; returns how many bytes it took, or at the end 1 as long as it wants to be called again.
    fn read(&mut self, bytes: &[u8], take: &mut dyn FnMut(u64, Row<'_>)) -> usize {
        let (fields, ends) = (&mut self.fields[self.used.0..], &mut self.ends[self.used.1..]);
        let (result, taken, wrote, ended) = self.reader.read_record(bytes, fields, ends);
        self.text.extend_from_slice(&bytes[..taken]);
        self.within = bytes[..taken].iter().fold(self.within, |within, byte| within.after(*byte, self.delimiter));
        self.used = (self.used.0 + wrote, self.used.1 + ended);
        match result {
            ReadRecordResult::OutputFull => self.fields.resize(self.fields.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
            ReadRecordResult::Record => {
                self.row(take);
                return taken.max(usize::from(bytes.is_empty()));
            }
            ReadRecordResult::InputEmpty => self.pass_blank_lines(),
            ReadRecordResult::End => return 0,
        }
        if self.text.len() > ROW_MOST {
            let reason = match self.is_quoted() {
                true => format!("{} (4 MiB)", self.swallowed()),
                false => t!(data.this_row_has_more_than_4).to_string(),
            };
            take(self.line, Row { text: &[], fields: Err(reason) });
            self.skipping = !self.text.ends_with(b"\n") && !self.text.ends_with(b"\r");
            self.next_row();
            self.reader.reset();
        }
        taken.max(usize::from(bytes.is_empty()))
    }

    /// Blank lines in front of a row belong to none, however many there are.
    fn pass_blank_lines(&mut self) {
        if self.used == (0, 0) && self.text.iter().all(|byte| matches!(byte, b'\r' | b'\n')) {
            self.next_row();
        }
    }

    /// Passes over what is left of a line; returns how many bytes that are.
    fn skip(&mut self, bytes: &[u8]) -> usize {
        let Some(end) = bytes.iter().position(|byte| matches!(byte, b'\r' | b'\n')) else { return bytes.len() };
        self.line += 1;
        self.before = bytes[end];
        self.skipping = false;
        end + 1
    }

    /// Whether the row so far is within quotation marks.
    fn is_quoted(&self) -> bool {
        self.within == Within::Quoted
    }

    fn swallowed(&self) -> String {
        let lines = line_ends(self.before, self.text.trim_ascii_end());
        t!(data.a_quotation_mark_is_left_open, lines = count(lines, message!(nouns.line)))
    }

    fn row(&mut self, take: &mut dyn FnMut(u64, Row<'_>)) {
        let blank = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let begin = self.text.iter().position(|byte| !blank(byte)).unwrap_or(self.text.len());
        // Blank lines in front belong to no row.
        let skipped = line_ends(self.before, &self.text[..begin]);
        let end = self.text.iter().rposition(|byte| !blank(byte)).map_or(begin, |last| last + 1);
        if begin < end {
            let text = &self.text[begin..end];
            let fields = self.fields_of_row();
            take(self.line + skipped, Row { text, fields });
        }
        self.next_row();
    }

    fn fields_of_row(&self) -> Result<Fields<'_>, String> {
        let all = std::str::from_utf8(&self.fields[..self.used.0]).map_err(|_| t!(data.not_utf_8).to_string())?;
        let mut from = 0;
        let cut = self.ends[..self.used.1].iter().map(|&to| {
            let field = all.get(from..to).ok_or_else(|| t!(data.not_utf_8).to_string());
            from = to;
            field
        });
        cut.collect::<Result<Vec<_>, _>>().map(Fields::List)
    }

    fn next_row(&mut self) {
        self.line += line_ends(self.before, &self.text);
        self.before = self.text.last().copied().unwrap_or(self.before);
        self.within = Within::Start;
        self.text.clear();
        self.used = (0, 0);
    }
}
