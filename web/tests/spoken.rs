//! The page in another language: what is spoken is spoken by a whole process, so this is one test with a process of its own.
#![cfg(not(target_family = "wasm"))]
use shardscope_core::client::ActorSpec;
use shardscope_core::sim::Command;
use shardscope_web::format::{bytes, count, grouped, percent};
use shardscope_web::player::Player;
use shardscope_web::words::{Language, Numbers, english_title};
use shardscope_web::{message, stories, t};
use std::path::Path;

#[test]
fn words_numbers_stories_and_notes_are_those_of_the_language_and_titles_of_any_are_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("web lies in the workspace");
    let languages = shardscope_messages::languages(root).unwrap_or_else(|error| panic!("{error}"));
    let german = languages.iter().find(|of| of.code == "de").expect("German is there");
    let language = Language::of_code("de-AT").expect("German is known");
    assert!(Language::of_code("fr").is_none() && Language::of_code("").is_none());
    assert_eq!(language.file, german.file().0, "the page asks for the file that is there");
    let english = Player::of(stories::named("differs-order").expect("a run"));

    let numbers = Numbers { group: '.', decimal: ',', least: 4 };
    let cut = serde_json::json!({ "messages": ["one"], "stories": {} }).to_string();
    assert!(language.speak(&cut, numbers).is_err() && language.speak("{}", numbers).is_err());
    assert_eq!(Language::current().code, "en", "what cannot be read is not spoken");
    language.speak(&german.file().1, numbers).unwrap();
    assert_eq!(Language::current().code, "de");
    assert!(language.speak(&german.file().1, numbers).is_err(), "once for a page");

    assert_eq!(t!(start.learn), "Lernen");
    assert_eq!(
        [grouped(1_234_567), grouped(999), percent(125), bytes(1_500)],
        ["1.234.567", "999", "12,5 %", "1,46 KiB"]
    );
    assert_eq!([count(1, message!(nouns.line)), count(2_000, message!(nouns.line))], ["1 Zeile", "2.000 Zeilen"]);

    let (_, worker) = stories::STORIES.iter().find(|(_, of)| of.name == "worker").expect("a story");
    let told = Player::of(worker);
    assert_eq!(told.title, worker.title());
    assert_ne!(english_title(&told.title), told.title);
    assert_eq!(told.story().expect("it is told").title, worker.title());
    assert!(worker.is_titled(english_title(worker.title())), "a link of an English page opens it, too");

    let german = Player::of(stories::named("differs-order").expect("a run"));
    let notes = |player: &Player| -> Vec<String> {
        let of = |command: &Command| {
            if let Command::Add(ActorSpec::Lane(lane)) = command { Some(lane.note.clone()) } else { None }
        };
        player.timeline.log().iter().filter_map(|logged| of(&logged.command)).filter(|note| !note.is_empty()).collect()
    };
    assert!(notes(&german).len() >= 4);
    assert!(notes(&german).iter().zip(&notes(&english)).all(|(own, other)| own != other), "{:?}", notes(&german));
    assert_eq!((english_title(&german.title), english.title.as_str()), ("Ordering", "Ordering"));
}
