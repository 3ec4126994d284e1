//! What is drawn for the lanes of the lab, as a line.
use crate::cli::{Mistake, Word};
use crate::client::lab::{Drawing, Drawn, Mark};
use alloc::format;
use alloc::string::String;

/// Reads what is drawn: places as `x,y`, with an `M` before the first of a stroke; without one the last stroke goes on.
pub fn draw(words: &[Word], end: usize) -> Result<Drawn, Mistake> {
    let (new_sheet, places) = match words {
        [first, rest @ ..] if first.text == "--new-sheet" => (true, rest),
        all => (false, all),
    };
    if places.is_empty() && !new_sheet {
        return Err(Mistake { column: end, reason: "expected --new-sheet, or places such as M120,40 130,44".into() });
    }
    let marks = places.iter().map(mark).collect::<Result<_, _>>()?;
    Ok(Drawn { new_sheet, marks })
}

fn mark(word: &Word) -> Result<Mark, Mistake> {
    let (begins, place) = match word.text.strip_prefix('M') {
        Some(place) => (true, place),
        None => (false, &*word.text),
    };
    let (x, y) = place.split_once(',').unwrap_or((place, ""));
    let number = |text: &str, most: u16| text.parse().ok().filter(|number| *number < most);
    let (Some(x), Some(y)) = (number(x, Drawing::WIDTH), number(y, Drawing::HEIGHT)) else {
        let (across, down) = (Drawing::WIDTH - 1, Drawing::HEIGHT - 1);
        let reason = format!("expected a place such as 120,40, at most {across},{down}; found '{}'", word.text);
        return Err(Mistake::at(word, reason));
    };
    Ok(Mark { x, y, begins })
}

/// What is drawn, as [`draw`] reads it.
pub fn draw_text(drawn: &Drawn) -> String {
    let mut text = String::from("draw");
    if drawn.new_sheet {
        text.push_str(" --new-sheet");
    }
    for mark in &drawn.marks {
        text.push_str(&format!(" {}{},{}", if mark.begins { "M" } else { "" }, mark.x, mark.y));
    }
    text
}
