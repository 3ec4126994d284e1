//! Stories and lessons in other languages do what the English ones do, line by line; only what is read differs.
use super::{Line, Story};
use crate::words::LANGUAGES;
use std::fs;
use std::path::{Path, PathBuf};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Names of the stories of a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut names: Vec<_> = entries
        .map(|entry| entry.expect("readable").file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".md"))
        .collect();
    names.sort();
    names
}

fn read(path: &Path) -> Story {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Story::parse(&text).unwrap_or_else(|mistake| panic!("{}: {mistake}", path.display()))
}

/// A line without what its note says.
fn bare_line(line: &mut Line) {
    if line.text.starts_with("note ") {
        line.text = "note".into();
    }
}

/// A story without what is read of it.
fn bare(mut story: Story) -> Story {
    let mut texts = vec![&mut story.title, &mut story.about, &mut story.beginning.title];
    texts.extend(story.measures.iter_mut().map(|measure| &mut measure.label));
    for step in &mut story.steps {
        texts.push(&mut step.title);
        step.text.clear();
        step.lines.iter_mut().for_each(bare_line);
        texts.extend(step.next.as_mut());
        for choice in &mut step.choices {
            texts.push(&mut choice.text);
            texts.extend(choice.when.as_mut().map(|when| &mut when.text));
        }
        if let Some(challenge) = &mut step.challenge {
            texts.extend(&mut challenge.hints);
            for goal in &mut challenge.goals {
                texts.extend([&mut goal.words, &mut goal.condition.text]);
            }
        }
    }
    texts.into_iter().for_each(String::clear);
    story
}

/// How often each blank is there.
fn blanks(text: &str) -> [usize; 5] {
    ["{word}", "{shard}", "{hash}", "{share}", "{middle}"].map(|blank| text.matches(blank).count())
}

#[test]
fn translated_stories_and_lessons_do_what_the_english_ones_do() {
    let mut compared = 0;
    for of in ["stories", "lessons"] {
        let english = names(&folder(of));
        for language in &LANGUAGES[1..] {
            let own = folder(of).join(language.code);
            assert_eq!(names(&own), english, "{}", own.display());
            for name in &english {
                let (own, other) = (own.join(name), folder(of).join(name));
                assert_eq!(bare(read(&own)), bare(read(&other)), "{}", own.display());
                let (own_text, other_text) = (fs::read_to_string(&own).unwrap(), fs::read_to_string(&other).unwrap());
                assert_eq!(blanks(&own_text), blanks(&other_text), "{}: blanks", own.display());
                assert_ne!(own_text, other_text, "{}: it is in English", own.display());
                compared += 1;
            }
        }
    }
    assert_eq!(compared, (LANGUAGES.len() - 1) * (19 + 14));
}
