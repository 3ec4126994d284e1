//! Lanes of the lab as options of a line, and what is drawn for them.
use super::applications::micros;
use super::options::{Options, fraction, fraction_text};
use super::quantity::duration_text;
use crate::base::Duration;
use crate::cli::{Mistake, Word, quote};
use crate::client::lab::{Drawing, Drawn, LaneSpec, Mark, Target};
use alloc::format;
use alloc::string::String;

const KNOWN: &str = "--stream-name, --queue-name, --topic-name, --trucks, --rate, --groups, --batch, --consumers, --work, \
                     --failures, --drawing, --note, --name";

/// A share in thousandths: `0.5%`.
fn per_mille(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('%').ok_or_else(|| format!("expected a share such as 0.5%, found '{text}'"))?;
    fraction(number, 10)
}

/// Reads a lane: its name, and options. What is left out is as [`LaneSpec::new`] has it.
pub fn read(name: Option<String>, words: &[Word], end: usize) -> Result<LaneSpec, Mistake> {
    let mut options = Options::of(words, &["drawing"], end)?;
    let stream = options.text("stream-name")?.map(Target::Stream);
    let queue = options.text("queue-name")?.map(Target::Queue);
    let topic = options.text("topic-name")?.map(Target::Topic);
    let name = options.text("name")?.or(name).unwrap_or_default();
    let mut targets = [stream, queue, topic].into_iter().flatten();
    let (Some(target), None) = (targets.next(), targets.next()) else {
        let reason = "expected one of --stream-name, --queue-name and --topic-name".into();
        return Err(Mistake { column: end, reason });
    };
    let usual = LaneSpec::new(&name, target);
    let trucks = options.number("trucks")?.unwrap_or(usual.trucks);
    let spec = LaneSpec {
        trucks,
        groups: options.number("groups")?.unwrap_or(trucks),
        rate: options.number("rate")?.unwrap_or(usual.rate),
        batch: options.number("batch")?.unwrap_or(usual.batch),
        consumers: options.number("consumers")?.unwrap_or(usual.consumers),
        work_micros: options.take("work", micros)?.unwrap_or(usual.work_micros),
        failures_per_mille: options.take("failures", per_mille)?.unwrap_or(usual.failures_per_mille),
        drawing: options.flag("drawing"),
        note: options.text("note")?.unwrap_or_default(),
        ..usual
    };
    options.finish(KNOWN)?;
    Ok(spec)
}

/// The options of a lane, all of them.
pub fn text(spec: &LaneSpec) -> String {
    let (kind, name) = match &spec.target {
        Target::Stream(name) => ("stream", name),
        Target::Queue(name) => ("queue", name),
        Target::Topic(name) => ("topic", name),
    };
    format!(
        "--{kind}-name {} --trucks {} --rate {}{} --batch {} --consumers {} --work {} --failures {}%{}{}",
        quote(name),
        spec.trucks,
        spec.rate,
        if spec.groups == spec.trucks { String::new() } else { format!(" --groups {}", spec.groups) },
        spec.batch,
        spec.consumers,
        duration_text(Duration::from_micros(u64::from(spec.work_micros))),
        fraction_text(spec.failures_per_mille, 10),
        if spec.drawing { " --drawing" } else { "" },
        if spec.note.is_empty() { String::new() } else { format!(" --note {}", quote(&spec.note)) },
    )
}

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
