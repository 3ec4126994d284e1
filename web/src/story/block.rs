//! What a step says besides its text: its directives, and the lines of its block.
use super::blanks::Blanks;
use super::parse::{Mistake, Reader};
use super::{Light, Line, Part, Show};
use crate::words::Plain;
use shardscope_core::base::{Duration, quantity};
use shardscope_core::script::{self, Script};
use strum::VariantNames as _;

/// Most lines that happen in a story.
const LINES_MOST: usize = 2_000;
/// Slowest and fastest that a step may play.
const SPEEDS: std::ops::RangeInclusive<f64> = 0.1..=1_000.0;

impl Reader<'_> {
    pub(super) fn directive(&mut self, part: &str) -> Result<(), Mistake> {
        let at = self.begins;
        let (name, value) = part.split_once(':').map_or((part, ""), |(name, value)| (name, value.trim()));
        if value.is_empty() {
            return Err(self.wrong(at, t!(story.expected, name = name)));
        }
        match name {
            "show" => self.step()?.show = show(value),
            "light" => {
                let lights = value.split(',').map(|name| light(name.trim())).collect::<Result<Vec<_>, _>>();
                self.step()?.lights = lights.map_err(|reason| self.wrong(at, reason))?;
            }
            "next" => self.step()?.next = Some(value.into()),
            "ask" => self.step()?.asks = Some(value.into()),
            "question" if value == "next" => self.step()?.asks_ahead = true,
            "question" => return Err(self.wrong(at, t!(story.expected_question_next))),
            "speed" => {
                let speed = value.trim_end_matches('×').parse::<f64>().ok().filter(|speed| SPEEDS.contains(speed));
                let reason = t!(story.expected_a_speed_from_to, start = SPEEDS.start(), end = SPEEDS.end());
                self.step()?.speed = Some(speed.ok_or_else(|| self.wrong(at, reason))?);
            }
            other => return Err(self.wrong(at, t!(story.expected_found, directives = DIRECTIVES, other = other))),
        }
        Ok(())
    }

    /// The lines of a block: the first one is the script that the story begins with.
    pub(super) fn lines(&mut self, block: &str) -> Result<(), Mistake> {
        let fence = self.begins;
        self.step()?;
        let is_first = self.story.steps.len() == 1;
        if is_first {
            if self.beginning.is_some() {
                return Err(self.wrong(fence, t!(story.the_first_step_has_one_block)));
            }
            let script = Script::parse(block).map_err(|error| Mistake {
                line: self.wrong(fence, "").line + error.line,
                column: error.column,
                reason: error.reason,
            })?;
            (self.until, self.beginning) = (script.until, Some(script));
            return Ok(());
        }
        let begin = self.until;
        for (number, line) in block.lines().enumerate() {
            let done = self.line(line, begin);
            done.map_err(|(column, reason)| Mistake { line: self.wrong(fence, "").line + 1 + number, column, reason })?;
        }
        let length = since(self.until, begin);
        self.step()?.length = length;
        Ok(())
    }

    fn line(&mut self, line: &str, begin: Duration) -> Result<(), (usize, String)> {
        let (is_refused, text) = line.trim().strip_prefix("refused ").map_or((false, line.trim()), |rest| (true, rest));
        if text.is_empty() || text.starts_with('#') {
            return Ok(());
        }
        let (verb, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let (when, what) = rest.trim_start().split_once(char::is_whitespace).unwrap_or((rest.trim(), ""));
        if !matches!(verb, "at" | "until") {
            return Err((1, t!(story.expected_at_time_or_until_time, verb = verb)));
        }
        let at = quantity::duration(when).map_err(|reason| (verb.len() + 2, reason))?;
        if at < self.until {
            let earliest = quantity::duration_text(self.until);
            return Err((verb.len() + 2, t!(story.expected_or_later_so_far_goes, earliest = earliest)));
        }
        self.until = at;
        if verb == "until" {
            return Ok(());
        }
        self.lines += 1;
        if self.lines > LINES_MOST {
            return Err((1, t!(story.a_story_has_lines_at_most, lines_most = LINES_MOST)));
        }
        // Whatever stands in the blanks later, the line is one now.
        let filled = Blanks::sample(self.story.word()).fill(what, true);
        script::read_line(&filled).map_err(|mistake| (mistake.column, mistake.reason))?;
        let line = Line { after: since(at, begin), text: what.trim().into(), is_taught: false, is_refused };
        self.step().map_err(|mistake| (1, mistake.reason))?.lines.push(line);
        Ok(())
    }
}

const DIRECTIVES: Plain = message!(story.show_light_next_ask_question_or);

fn show(value: &str) -> Show {
    match value.split_once(' ') {
        None if value == "stream" => Show::Stream,
        None if value == "lanes" => Show::Lanes,
        Some(("shard", rest)) => match rest.strip_prefix("of ") {
            Some(key) => Show::ShardOf(key.trim().into()),
            None => Show::Shard(rest.trim().into()),
        },
        Some(("key", key)) => Show::Key(key.trim().into()),
        _ => Show::Thing(value.into()),
    }
}

fn light(name: &str) -> Result<Light, String> {
    if let Some(rest) = name.strip_prefix("shard ") {
        return Ok(match rest.strip_prefix("of ") {
            Some(key) => Light::ShardOf(key.trim().into()),
            None => Light::Shard(rest.trim().into()),
        });
    }
    name.parse::<Part>()
        .map(Light::Part)
        .map_err(|_| t!(story.expected_shard_n_or_shard_of, names = Part::VARIANTS.join(", "), name = name))
}

fn since(at: Duration, begin: Duration) -> Duration {
    Duration::from_micros(at.as_micros().saturating_sub(begin.as_micros()))
}
