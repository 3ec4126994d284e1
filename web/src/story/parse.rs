//! From text to a story.
use super::markdown::{self, Block, Kind, Wrong};
use super::{Choice, Header, Paragraph, Show, Step, Story};
use shardscope_core::base::Duration;
use shardscope_core::script::Script;

/// Most bytes of a story.
pub const TEXT_MOST: usize = 256 << 10;
/// Most steps of a story.
pub const STEPS_MOST: usize = 40;

/// Letters of a title, a question or an answer at most.
const PLAIN_MOST: usize = 1_000;
/// Letters of a reason that are shown.
const REASON_MOST: usize = 400;

/// What is wrong with a story, and where; lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    pub line: usize,
    pub column: usize,
    pub reason: String,
}

impl std::fmt::Display for Mistake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // What it quotes may be as long as the text.
        let reason: String = self.reason.chars().take(REASON_MOST).collect();
        let cut = if reason.len() < self.reason.len() { "…" } else { "" };
        let reason = format!("{reason}{cut}");
        f.write_str(&t!(story.at_line_and_column, line = self.line, column = self.column, reason = reason))
    }
}

pub(super) fn story(text: &str) -> Result<Story, Mistake> {
    let mut reader = Reader::new(text);
    if text.len() > TEXT_MOST {
        return Err(reader.wrong(0, t!(story.a_story_has_bytes_at_most, text_most = TEXT_MOST)));
    }
    for block in markdown::blocks(text) {
        let Block { kind, from, text, info } = block.map_err(|Wrong { at, reason }| reader.wrong(at, reason))?;
        reader.begins = from;
        match kind {
            Kind::Title => reader.title(text)?,
            Kind::Step => reader.heading(text)?,
            Kind::Paragraph => reader.paragraph(text)?,
            Kind::Item => reader.choice(text)?,
            Kind::Lines => reader.block(info, text)?,
        }
    }
    reader.end()
}

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) story: Story,
    /// Where what is being read begins.
    pub(super) begins: usize,
    /// The lines of the first step, as a script of their own.
    pub(super) beginning: Option<Script>,
    /// Up to where the lines before have told the run.
    pub(super) until: Duration,
    pub(super) lines: usize,
    /// Up to where each step but the last tells the run.
    pub(super) ends: Vec<Duration>,
    /// Conditions of answers, to be read when all measurements are known: where they stand, step, answer, text.
    pub(super) conditions: Vec<(usize, usize, usize, String)>,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        let config = shardscope_core::sim::Config::default();
        let beginning = Script { title: String::new(), config, commands: Vec::new(), until: Duration::ZERO };
        Self {
            text,
            story: Story {
                title: String::new(),
                about: String::new(),
                steps: Vec::new(),
                beginning,
                header: Header::default(),
                measures: Vec::new(),
            },
            begins: 0,
            beginning: None,
            until: Duration::ZERO,
            lines: 0,
            ends: Vec::new(),
            conditions: Vec::new(),
        }
    }

    /// A mistake at a byte of the text.
    pub(super) fn wrong(&self, at: usize, reason: impl Into<String>) -> Mistake {
        let before = &self.text[..at.min(self.text.len())];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Mistake { line, column, reason: reason.into() }
    }

    pub(super) fn step(&mut self) -> Result<&mut Step, Mistake> {
        let (at, is_none) = (self.begins, self.story.steps.is_empty());
        if is_none {
            return Err(self.wrong(at, t!(story.expected_title_of_a_step_before)));
        }
        Ok(self.story.steps.last_mut().expect("it was looked for"))
    }

    /// The text of a paragraph, in stretches of one look.
    fn looks(&self, text: &str) -> Result<Paragraph, Mistake> {
        markdown::stretches(text).map_err(|Wrong { at, reason }| self.wrong(self.begins + at, reason))
    }

    fn plain(&self, text: &str) -> Result<String, Mistake> {
        let plain: String = self.looks(text)?.into_iter().map(|stretch| stretch.text).collect();
        match plain.chars().nth(PLAIN_MOST) {
            None => Ok(plain.trim().into()),
            Some(_) => Err(self.wrong(self.begins, t!(story.plain_most, most = PLAIN_MOST))),
        }
    }

    fn title(&mut self, text: &str) -> Result<(), Mistake> {
        if !self.story.title.is_empty() {
            return Err(self.wrong(self.begins, t!(story.a_story_has_one_title)));
        }
        self.story.title = self.plain(text)?;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), Mistake> {
        let (title, at) = (self.plain(text)?, self.begins);
        if self.story.title.is_empty() {
            return Err(self.wrong(at, t!(story.expected_title_before_the_first)));
        }
        if self.story.steps.iter().any(|step| step.title == title) {
            return Err(self.wrong(at, t!(story.another_step_has_this_title)));
        }
        if self.story.steps.len() == STEPS_MOST {
            return Err(self.wrong(at, t!(story.a_story_has_steps_at_most, steps_most = STEPS_MOST)));
        }
        if !self.story.steps.is_empty() {
            self.ends.push(self.until);
        }
        self.story.steps.push(Step {
            title,
            text: Vec::new(),
            asks: None,
            choices: Vec::new(),
            asks_ahead: false,
            lines: Vec::new(),
            length: Duration::ZERO,
            show: Show::default(),
            lights: Vec::new(),
            next: None,
            speed: None,
            challenge: None,
        });
        Ok(())
    }

    fn paragraph(&mut self, text: &str) -> Result<(), Mistake> {
        if self.story.steps.is_empty() {
            if self.story.title.is_empty() {
                return Err(self.wrong(self.begins, t!(story.expected_title_as_the_first_line)));
            }
            let plain = self.plain(text)?;
            if ["time:", "needs:", "level:"].iter().any(|name| plain.starts_with(name)) {
                return self.header(&plain);
            }
            self.story.about = plain;
            return Ok(());
        }
        if let Some(hint) = text.strip_prefix("hint:") {
            let hint = self.plain(hint)?;
            return self.hint(&hint);
        }
        if is_directive(text) {
            let plain = self.plain(text)?;
            return plain.split(" · ").try_for_each(|part| self.directive(part.trim()));
        }
        let paragraph = self.looks(text)?;
        self.step()?.text.push(paragraph);
        Ok(())
    }

    /// `time: 8 min · needs: key-to-shard · level: 1`
    fn header(&mut self, text: &str) -> Result<(), Mistake> {
        for part in text.split(" · ") {
            let (name, value) = part.split_once(':').unwrap_or((part, ""));
            let (value, header) = (value.trim(), &mut self.story.header);
            let is_read = match name.trim() {
                "time" => {
                    header.minutes = value.strip_suffix("min").and_then(|number| number.trim().parse().ok());
                    header.minutes.is_some()
                }
                "level" => {
                    header.level = value.parse().ok().filter(|level| (1..=3).contains(level));
                    header.level.is_some()
                }
                "needs" => {
                    header.needs = value.split(',').map(|name| name.trim().into()).collect();
                    !value.is_empty()
                }
                _ => false,
            };
            if !is_read {
                return Err(self.wrong(self.begins, t!(lesson.expected_time_needs_or_level, part = part)));
            }
        }
        Ok(())
    }

    /// `- ( ) an answer`, or `- (x) the right one`; behind ` · when: ` its condition.
    fn choice(&mut self, text: &str) -> Result<(), Mistake> {
        let plain = self.plain(text)?;
        let (is_right, text) = match (plain.strip_prefix("( )"), plain.strip_prefix("(x)")) {
            (Some(text), _) => (false, text),
            (None, Some(text)) => (true, text),
            (None, None) => {
                return Err(self.wrong(self.begins, t!(story.expected_an_answer_or_x_the)));
            }
        };
        let (text, when) = text.split_once(" · when: ").map_or((text, None), |(text, when)| (text, Some(when)));
        let choice = Choice { text: text.trim().into(), is_right, when: None };
        let choices = &mut self.step()?.choices;
        choices.push(choice);
        let place = (self.begins, self.story.steps.len() - 1, self.step()?.choices.len() - 1);
        self.conditions.extend(when.map(|when| (place.0, place.1, place.2, when.to_string())));
        Ok(())
    }

    fn end(mut self) -> Result<Story, Mistake> {
        let end = self.text.len();
        let Some(mut beginning) = self.beginning.take() else {
            return Err(self.wrong(end, t!(story.expected_a_block_shardscope_in_the)));
        };
        beginning.title = self.story.title.chars().take(100).collect();
        self.story.beginning = beginning;
        self.finish_lesson()?;
        Ok(self.story)
    }
}

fn is_directive(text: &str) -> bool {
    ["show:", "light:", "next:", "ask:", "question:", "speed:"].iter().any(|name| text.starts_with(name))
}
