//! The texts in sources, each with where it stands: what the page says is to come from message files.
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::path::{Path, PathBuf};

/// A text in a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    pub file: PathBuf,
    pub line: usize,
    pub text: String,
    /// Whether markup shows it as it is: as a text, or by an attribute that is read out or shown.
    pub is_shown: bool,
}

/// Attributes whose values people read.
const READ: [&str; 7] = ["title", "label", "placeholder", "alt", "head", "about", "unit"];
/// Attributes whose values nobody reads, whatever they look like.
const UNREAD: [&str; 9] = ["class", "style", "d", "key", "id", "role", "name", "value", "viewBox"];
/// What is for whoever builds the page, and calls that compare with parts of lines.
const INWARD: [&str; 9] =
    ["expect", "panic", "unreachable", "assert", "debug_assert", "concat", "include_str", "matches", "classes"];

/// The texts of a source file, those of its tests left out.
pub fn literals(file: &Path, text: &str) -> Vec<Literal> {
    let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut found = Found { file: file.into(), all: Vec::new() };
    found.within(tokens, &Place::default());
    found.all
}

/// Where tokens stand.
#[derive(Clone, Default)]
struct Place {
    markup: bool,
    /// The attribute whose value this is.
    attribute: String,
    /// A group of markup with one text and nothing else shows that text.
    shows: bool,
}

struct Found {
    file: PathBuf,
    all: Vec<Literal>,
}

impl Found {
    fn within(&mut self, tokens: TokenStream, place: &Place) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < tokens.len() {
            if let Some(after) = attribute_ends(&tokens, at) {
                at = after;
                continue;
            }
            match &tokens[at] {
                TokenTree::Group(group) if !INWARD.contains(&callee(&tokens, at).as_str()) => {
                    let of = inside(&tokens, at, group.delimiter(), place);
                    if !UNREAD.contains(&of.attribute.as_str()) {
                        let shows = of.markup && of.attribute.is_empty() && group.stream().into_iter().count() == 1;
                        self.within(group.stream(), &Place { shows, ..of });
                    }
                }
                TokenTree::Literal(literal) if !is_pattern(&tokens, at) => {
                    let direct = if place.markup { attribute_before(&tokens, at) } else { String::new() };
                    let attribute = if direct.is_empty() { &place.attribute } else { &direct };
                    if UNREAD.contains(&attribute.as_str()) {
                        at += 1;
                        continue;
                    }
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        let is_shown = place.shows || READ.contains(&attribute.as_str());
                        let line = literal.span().start().line;
                        self.all.push(Literal { file: self.file.clone(), line, text: text.value(), is_shown });
                    }
                }
                TokenTree::Group(_) | TokenTree::Literal(_) | TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
            at += 1;
        }
    }
}

/// The place of what is in a group.
fn inside(tokens: &[TokenTree], at: usize, delimiter: Delimiter, place: &Place) -> Place {
    let markup = place.markup || (is(tokens, at.wrapping_sub(1), '!') && ident(tokens, at.wrapping_sub(2)) == "html");
    let direct =
        if place.markup && delimiter == Delimiter::Brace { attribute_before(tokens, at) } else { String::new() };
    // The value of an attribute may have braces of its own: `title={if … { "a" } else { "b" }}`.
    let is_markup = callee(tokens, at) == "html";
    let attribute = if direct.is_empty() && !is_markup { place.attribute.clone() } else { direct };
    Place { markup, attribute, shows: false }
}

/// What is called with a group: a macro or a function.
fn callee(tokens: &[TokenTree], at: usize) -> String {
    let before = at.wrapping_sub(1);
    ident(tokens, if is(tokens, before, '!') { at.wrapping_sub(2) } else { before })
}

/// The attribute `… name=` before a value; of `aria-label`, its last part.
fn attribute_before(tokens: &[TokenTree], at: usize) -> String {
    let equals = at.wrapping_sub(1);
    let compares = is(tokens, at.wrapping_sub(2), '=') || is(tokens, at.wrapping_sub(2), '!');
    if is(tokens, equals, '=') && !compares { ident(tokens, at.wrapping_sub(2)) } else { String::new() }
}

fn is_pattern(tokens: &[TokenTree], at: usize) -> bool {
    (is(tokens, at + 1, '=') && is(tokens, at + 2, '>')) || (is(tokens, at + 1, '|') && !is(tokens, at + 2, '|'))
}

/// Where an attribute of Rust ends; with what it makes a test, where that ends.
fn attribute_ends(tokens: &[TokenTree], at: usize) -> Option<usize> {
    let group = if is(tokens, at + 1, '!') { at + 2 } else { at + 1 };
    let TokenTree::Group(of) = tokens.get(group).filter(|_| is(tokens, at, '#'))? else { return None };
    let text = of.stream().to_string().replace(' ', "");
    if of.delimiter() != Delimiter::Bracket || !(text.contains("cfg(test)") || text == "test") {
        return Some(group + 1);
    }
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(sign) => sign.as_char() == ';',
        TokenTree::Ident(_) | TokenTree::Literal(_) => false,
    };
    Some((group + 1..tokens.len()).find(|at| ends(&tokens[*at])).map_or(tokens.len(), |end| end + 1))
}

fn is(tokens: &[TokenTree], at: usize, sign: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(of)) if of.as_char() == sign)
}

fn ident(tokens: &[TokenTree], at: usize) -> String {
    match tokens.get(at) {
        Some(TokenTree::Ident(name)) => name.to_string(),
        _ => String::new(),
    }
}
