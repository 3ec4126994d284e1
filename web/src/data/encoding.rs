//! How a file writes its letters. Everything behind this is UTF-8.
use crate::words::Plain;
use std::borrow::Cow;

/// An encoding that files of tables come in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    #[default]
    Utf8,
    /// Windows-1252, of which Latin-1 is a part, as browsers read it. <https://encoding.spec.whatwg.org/#windows-1252>
    Latin1,
    Utf16Le,
    Utf16Be,
}

/// What windows-1252 has from 0x80 to 0x9F; five of them are controls.
const HIGH: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

impl Encoding {
    pub const ALL: [(Self, Plain); 4] = [
        (Self::Utf8, message!(data.utf_8)),
        (Self::Latin1, message!(data.latin_1)),
        (Self::Utf16Le, message!(data.utf_16)),
        (Self::Utf16Be, message!(data.utf_16_big_endian)),
    ];

    /// What the beginning of a file looks like. A letter may be cut off at its end.
    pub fn of(start: &[u8]) -> Self {
        match start {
            [0xff, 0xfe, ..] => return Self::Utf16Le,
            [0xfe, 0xff, ..] => return Self::Utf16Be,
            _ => {}
        }
        // Without a mark at its beginning: nearly every second byte of UTF-16 is 0, in what is written in western letters.
        let zeros =
            |odd: usize| start.iter().skip(odd).step_by(2).filter(|&&byte| byte == 0).count() * 5 > start.len() * 2;
        if start.len() > 1 && (zeros(1) || zeros(0)) {
            return if zeros(1) { Self::Utf16Le } else { Self::Utf16Be };
        }
        match std::str::from_utf8(start) {
            Ok(_) => Self::Utf8,
            Err(error) if error.error_len().is_none() => Self::Utf8,
            Err(_) => Self::Latin1,
        }
    }
}

/// Turns pieces of a file into UTF-8.
#[derive(Default)]
pub struct Decoder {
    encoding: Encoding,
    /// The beginning of a letter whose rest is in the next piece, in UTF-16.
    left: Vec<u8>,
    begun: bool,
}

impl Decoder {
    pub fn new(encoding: Encoding) -> Self {
        Self { encoding, ..Self::default() }
    }

    pub fn decode<'a>(&mut self, piece: &'a [u8]) -> Cow<'a, [u8]> {
        match self.encoding {
            Encoding::Utf8 => Cow::Borrowed(piece),
            Encoding::Latin1 => Cow::Owned(piece.iter().map(|&byte| latin1(byte)).collect::<String>().into_bytes()),
            Encoding::Utf16Le => Cow::Owned(self.utf16(piece, u16::from_le_bytes)),
            Encoding::Utf16Be => Cow::Owned(self.utf16(piece, u16::from_be_bytes)),
        }
    }

    fn utf16(&mut self, piece: &[u8], read: fn([u8; 2]) -> u16) -> Vec<u8> {
        self.left.extend_from_slice(piece);
        let mut units: Vec<u16> = self.left.chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        // The first half of a letter waits for the second.
        if units.last().is_some_and(|unit| (0xd800..0xdc00).contains(unit)) {
            units.pop();
        }
        self.left.drain(..units.len() * 2);
        let skip = usize::from(!self.begun && units.first() == Some(&0xfeff));
        self.begun |= !units.is_empty();
        let letters = char::decode_utf16(units.into_iter().skip(skip)).map(|letter| letter.unwrap_or('\u{fffd}'));
        letters.collect::<String>().into_bytes()
    }
}

fn latin1(byte: u8) -> char {
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(encoding: Encoding, bytes: &[u8], piece: usize) -> String {
        let mut decoder = Decoder::new(encoding);
        let all: Vec<u8> = bytes.chunks(piece).flat_map(|piece| decoder.decode(piece).into_owned()).collect();
        String::from_utf8(all).expect("UTF-8 comes out")
    }

    #[test]
    fn what_a_file_is_written_in_is_seen_and_read() {
        let text = "id,größe\nä,1 €\n😀,2\n";
        let le: Vec<u8> = "\u{feff}"
            .chars()
            .chain(text.chars())
            .flat_map(|c| c.to_string().encode_utf16().collect::<Vec<_>>())
            .flat_map(u16::to_le_bytes)
            .collect();
        let be: Vec<u8> = le.chunks(2).flat_map(|pair| [pair[1], pair[0]]).collect();
        let western = b"id,gr\xf6\xdfe\n\xe4,1 \x80\n";
        assert_eq!(Encoding::of(text.as_bytes()), Encoding::Utf8);
        assert_eq!(Encoding::of(&text.as_bytes()[..6]), Encoding::Utf8, "a letter is cut in two");
        assert_eq!([&le[..], &be, western].map(Encoding::of), [Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Latin1]);
        assert_eq!([&le[2..], &be[2..]].map(Encoding::of), [Encoding::Utf16Le, Encoding::Utf16Be], "without a mark");
        for piece in [1, 2, 3, 1_000] {
            assert_eq!(decoded(Encoding::Utf16Le, &le, piece), text);
            assert_eq!(decoded(Encoding::Utf16Be, &be, piece), text);
            assert_eq!(decoded(Encoding::Latin1, western, piece), "id,größe\nä,1 €\n");
        }
        // Half a letter is not read as one.
        assert_eq!(decoded(Encoding::Utf16Le, &[0x00, 0xdc, 0x61, 0x00], 4), "\u{fffd}a");
    }
}
