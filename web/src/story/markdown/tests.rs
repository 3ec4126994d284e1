//! What a library makes of the same texts, and what is refused.
use super::*;
use crate::stories::STORIES;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// The same by a library.
fn by_library(text: &str) -> Vec<(Kind, Paragraph)> {
    let (mut all, mut looks, mut kind, mut found) = (Vec::new(), Vec::new(), None, Paragraph::new());
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => kind = Some(Kind::Title),
            Event::Start(Tag::Heading { level: HeadingLevel::H2, .. }) => kind = Some(Kind::Step),
            Event::Start(Tag::Item) => kind = Some(Kind::Item),
            Event::Start(Tag::Paragraph) => kind = kind.or(Some(Kind::Paragraph)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(_))) => kind = Some(Kind::Lines),
            Event::Start(Tag::Strong) => looks.push(Look::Strong),
            Event::Start(Tag::Emphasis) => looks.push(Look::Emphasis),
            Event::End(TagEnd::Strong | TagEnd::Emphasis) => drop(looks.pop()),
            Event::Text(text) => push(&mut found, &text, looks.last().copied().unwrap_or_default()),
            Event::Code(text) => push(&mut found, &text, Look::Code),
            Event::SoftBreak => push(&mut found, " ", looks.last().copied().unwrap_or_default()),
            Event::Start(Tag::List(None)) | Event::End(TagEnd::List(false)) => {}
            Event::End(TagEnd::Paragraph) if kind == Some(Kind::Item) => {}
            Event::End(_) => all.extend(kind.take().map(|kind| (kind, std::mem::take(&mut found)))),
            other => panic!("{other:?} in {text:?}"),
        }
    }
    all
}

fn by_us(text: &str) -> Result<Vec<(Kind, Paragraph)>, Wrong> {
    let read = |block: Result<Block<'_>, Wrong>| {
        let block = block?;
        let plain = || vec![Stretch { text: block.text.into(), look: Look::Plain }];
        Ok((block.kind, if block.kind == Kind::Lines { plain() } else { stretches(block.text)? }))
    };
    blocks(text).map(read).collect()
}

#[test]
fn what_is_read_a_library_reads_the_same_way() {
    let texts = STORIES.iter().map(|(_, story)| story.english);
    let few = [
        "# A *b* title\n\npara **strong *both* on** `co*de`\nsecond line\n\n## S\n- ( ) one\n- (x) **two**\n  goes on\n\nend",
        "# T\r\n\r\nline one\r\nline two\r\n",
        "1.5 MiB, and\n\n1.000 Records\n\n3)x",
        "2 * 3 and 4 \\* 5, snake_case_name, a \\_b_, x<3, a & b, [x] (y)",
        "# T\n## S\ntext\n```shardscope\nat 1s a *b* `c`\n\nlast\n```\nafter",
    ];
    for text in texts.chain(few) {
        assert_eq!(by_us(text), Ok(by_library(text)), "{text}");
    }
}

#[test]
fn what_else_markdown_has_is_refused_with_its_place() {
    let cases = [
        ("### x", 0, "'## title of a step'"),
        ("# ", 0, "expected a title"),
        ("# x #", 0, "expected a title"),
        ("1. x", 0, "numbered"),
        ("* x", 0, "an answer"),
        ("> x", 0, "a story has"),
        ("    x", 0, "no space"),
        ("a\n---", 2, "no rules"),
        ("***", 0, "no rules"),
        ("```js\n```", 0, "```shardscope"),
        ("```shardscope\nat", 0, "no end"),
        ("a <b>c</b>", 2, "no HTML"),
        ("a [b](c)", 2, "no links"),
        ("![b](c)", 0, "no links"),
        ("[a]: b", 0, "no links"),
        ("a &amp; b", 2, "the sign itself"),
        ("a *b", 2, "no other that closes"),
        ("a `b", 2, "no other that closes"),
        ("_a_", 0, "*emphasis*"),
        ("a* b", 1, "neither begins nor ends"),
    ];
    for (text, at, reason) in cases {
        let wrong = by_us(text).expect_err(text);
        assert!(wrong.at == at && wrong.reason.contains(reason), "{text}: {wrong:?}");
    }
}
