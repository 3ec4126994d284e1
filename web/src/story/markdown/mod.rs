//! The part of CommonMark that stories are written in: headings, paragraphs, items, fenced blocks; strong, emphasis, code.
//!
//! Ours, because of what a library weighs: with one the page takes 85 KB more to load, for a story as well as without. What is
//! read here a library reads the same way (a test compares the two); what else CommonMark has is refused with its place.
use super::{Look, Paragraph, Stretch};

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Title,
    Step,
    Paragraph,
    Item,
    /// The lines of a fenced block.
    Lines,
}

/// What may stand behind the sign of a block, as its first word.
pub const BLOCKS: [&str; 6] = ["shardscope", "measure", "goal", "allowed", "reference", "trap"];

/// A block of a text: its own text without the signs that make it one, and the byte at which it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block<'a> {
    pub kind: Kind,
    pub from: usize,
    pub text: &'a str,
    /// What stands behind the sign of a block of lines.
    pub info: &'a str,
}

/// What is wrong at a byte.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub at: usize,
    pub reason: &'static str,
}

const FENCE: &str = "```";

/// The blocks of a text, up to the first mistake.
pub fn blocks(text: &str) -> impl Iterator<Item = Result<Block<'_>, Wrong>> {
    let mut at = 0;
    let mut failed = false;
    std::iter::from_fn(move || {
        if failed {
            return None;
        }
        let block = next(text, &mut at).transpose();
        failed = matches!(block, Some(Err(_)));
        block
    })
}

/// The line that begins at a byte, and where the next one does.
fn line(text: &str, at: usize) -> (&str, usize) {
    let rest = &text[at..];
    match rest.find('\n') {
        Some(end) => (rest[..end].trim_end_matches('\r'), at + end + 1),
        None => (rest, text.len()),
    }
}

fn next<'a>(text: &'a str, at: &mut usize) -> Result<Option<Block<'a>>, Wrong> {
    while *at < text.len() {
        let (from, (one, after)) = (*at, line(text, *at));
        if one.trim().is_empty() {
            *at = after;
            continue;
        }
        if let Some(name) = one.strip_prefix(FENCE) {
            return fenced(text, at, name.trim()).map(Some);
        }
        let heading = [("# ", Kind::Title), ("## ", Kind::Step)].into_iter();
        let heading = heading.filter_map(|(sign, kind)| Some((kind, one.strip_prefix(sign)?))).next();
        if let Some((kind, title)) = heading {
            *at = after;
            let title = title.trim();
            let wrong = Wrong { at: from, reason: t!(story.expected_a_title) };
            return if title.is_empty() || title.ends_with('#') {
                Err(wrong)
            } else {
                Ok(Some(Block { kind, from, text: title, info: "" }))
            };
        }
        starts_text(one).map_err(|reason| Wrong { at: from, reason })?;
        return paragraph(text, at).map(Some);
    }
    Ok(None)
}

/// Whether a line may begin a paragraph or an item. Errors: what else it would be.
fn starts_text(line: &str) -> Result<(), &'static str> {
    let first = line.chars().next().unwrap_or_default();
    // A number that begins a sentence, as `1.000 Records` does, is no item of a list.
    let after = line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(['.', ')']);
    let is_number =
        first.is_ascii_digit() && after.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
    match first {
        '#' => Err(t!(story.expected_title_or_title_of_a)),
        ' ' | '\t' => Err(t!(story.expected_no_space_at_the_beginning)),
        '>' | '+' | '~' | '|' => Err(t!(story.a_story_has_headings_paragraphs)),
        '*' if line.starts_with("* ") => Err(t!(story.expected_an_answer_or_x_the)),
        '[' if line.contains("]:") => Err(t!(story.a_story_has_no_links)),
        _ if is_number => Err(t!(story.a_story_has_no_numbered_lists)),
        _ if is_rule(line) => Err(t!(story.a_story_has_no_rules)),
        _ => Ok(()),
    }
}

/// `---`, `***`, `___`, `===`: a rule, or what makes the line above a heading.
fn is_rule(line: &str) -> bool {
    let signs = line.trim();
    let first = signs.chars().next().unwrap_or_default();
    matches!(first, '-' | '*' | '_' | '=') && signs.chars().all(|sign| sign == first || sign == ' ') && line != "- "
}

/// A paragraph or an item: all lines up to an empty one, or to one that begins something else.
fn paragraph<'a>(text: &'a str, at: &mut usize) -> Result<Block<'a>, Wrong> {
    let from = *at;
    let kind = if text[from..].starts_with("- ") { Kind::Item } else { Kind::Paragraph };
    let mut end = from;
    while *at < text.len() {
        let (one, after) = line(text, *at);
        let begins = one.starts_with(FENCE) || one.starts_with("- ") || one.starts_with("# ") || one.starts_with("## ");
        if one.trim().is_empty() || (*at > from && begins) {
            break;
        }
        if *at > from && is_rule(one) {
            return Err(Wrong { at: *at, reason: t!(story.a_story_has_no_rules) });
        }
        if *at > from && one.starts_with('>') {
            return Err(Wrong { at: *at, reason: t!(story.a_story_has_headings_paragraphs) });
        }
        (end, *at) = (*at + one.len(), after);
    }
    let sign = if kind == Kind::Item { 2 } else { 0 };
    Ok(Block { kind, from: from + sign, text: &text[from + sign..end], info: "" })
}

fn fenced<'a>(text: &'a str, at: &mut usize, name: &'a str) -> Result<Block<'a>, Wrong> {
    let from = *at;
    if !BLOCKS.contains(&name.split(' ').next().unwrap_or_default()) {
        return Err(Wrong { at: from, reason: t!(story.expected_a_block_that_begins_with) });
    }
    let begin = line(text, from).1;
    *at = begin;
    while *at < text.len() {
        let (one, after) = line(text, *at);
        let end = *at;
        *at = after;
        if one.trim_end() == FENCE {
            return Ok(Block { kind: Kind::Lines, from, text: &text[begin..end], info: name });
        }
    }
    Err(Wrong { at: from, reason: t!(story.this_block_has_no_end_expected) })
}

/// The text of a block in stretches of one look.
pub fn stretches(text: &str) -> Result<Paragraph, Wrong> {
    let mut found = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(sign) = text[at..].chars().next() {
        let rest = &text[at..];
        let look = match open.last() {
            Some(&("**", _)) => Look::Strong,
            Some(_) => Look::Emphasis,
            None => Look::Plain,
        };
        let mut step = sign.len_utf8();
        match sign {
            '\\' if rest[1..].starts_with(|next: char| next.is_ascii_punctuation()) => {
                push(&mut found, &rest[1..2], look);
                step = 2;
            }
            '`' => {
                let end = rest[1..].find('`').filter(|&end| end > 0);
                let end = end.ok_or(Wrong { at, reason: t!(story.this_backtick_has_no_other) })?;
                push(&mut found, &rest[1..=end].replace('\n', " "), Look::Code);
                step = end + 2;
            }
            '*' => {
                let mark = if rest.starts_with("**") { "**" } else { "*" };
                step = mark.len();
                let (before, after) = (text[..at].chars().next_back(), rest[step..].chars().next());
                let solid = |sign: Option<char>| sign.is_some_and(|sign| !sign.is_whitespace());
                match open.last() {
                    Some(&(last, _)) if last == mark && solid(before) => drop(open.pop()),
                    _ if solid(after) && open.iter().all(|&(last, _)| last != mark) => open.push((mark, at)),
                    _ if !solid(before) && !solid(after) => push(&mut found, mark, look),
                    _ => {
                        return Err(Wrong { at, reason: t!(story.this_neither_begins_nor_ends) });
                    }
                }
            }
            '\r' if rest[1..].starts_with('\n') => {}
            '\n' => {
                push(&mut found, " ", look);
                // What is indented goes on like any line.
                step += rest[1..].len() - rest[1..].trim_start_matches(' ').len();
            }
            _ => {
                refused(text, at).map_err(|reason| Wrong { at, reason })?;
                push(&mut found, &rest[..step], look);
            }
        }
        at += step;
    }
    match open.first() {
        Some(&(_, at)) => Err(Wrong { at, reason: t!(story.this_star_has_no_other) }),
        None => Ok(found),
    }
}

/// Characters that are looked at to know whether a sign begins a link or a name.
const AHEAD: usize = 300;

/// Whether a sign within a text is one of Markdown that stories have not.
fn refused(text: &str, at: usize) -> Result<(), &'static str> {
    let rest = &text[at..];
    // So far is looked ahead: what is longer is text.
    let near = rest.char_indices().nth(AHEAD).map_or(rest, |(end, _)| &rest[..end]);
    let (before, after) = (text[..at].chars().next_back(), rest.chars().nth(1).unwrap_or(' '));
    match rest.chars().next() {
        Some('<') if after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?') => {
            Err(t!(story.a_story_has_no_html))
        }
        Some('[' | '!') if near.split_once("](").is_some_and(|(text, _)| !text.contains('\n')) => {
            Err(t!(story.a_story_has_no_links))
        }
        Some('&')
            if near.split_once(';').is_some_and(|(name, _)| {
                name[1..].chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '#') && name.len() > 1
            }) =>
        {
            Err(t!(story.expected_the_sign_itself_not_its))
        }
        Some('_') if !before.is_some_and(char::is_alphanumeric) && !after.is_whitespace() => {
            Err(t!(story.expected_emphasis_write_for_the))
        }
        _ => Ok(()),
    }
}

fn push(found: &mut Paragraph, text: &str, look: Look) {
    match found.last_mut() {
        Some(last) if last.look == look => last.text.push_str(text),
        _ => found.push(Stretch { text: text.into(), look }),
    }
}

#[cfg(test)]
mod tests;
