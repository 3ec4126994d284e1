//! The structure: each folder uses only those below it, no files in a circle, and none grows beyond a page or so.
use shardscope_tests::structure::{Graph, Modules, files, naming_the_youngest};
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the core, each with what it may use: itself, and what stands before it. Services do not know each other.
const CORE: [&[&str]; 15] = [
    &["base"],
    &["hash"],
    &["engine"],
    &["wire"],
    &["service"],
    &["message"],
    &["kinesis", "sqs", "sns"],
    &["client"],
    &["sim"],
    &["api"],
    &["why"],
    &["report"],
    &["cli"],
    &["script"],
    &["timeline"],
];

/// The same of the page: `view` knows no message, messages know views; what a card is made of knows neither, and kinds of things
/// know nothing of the frame around them.
const WEB: [&[&str]; 16] = [
    &["words"],
    &["measure"],
    &["story"],
    &["lessons"],
    &["format", "shapes", "scene", "platform", "data", "scenario"],
    &["stories"],
    &["card"],
    &["form"],
    &["kinds"],
    &["event_log", "terminal", "text"],
    &["player"],
    &["opening"],
    &["view", "export"],
    &["msg"],
    &["panels", "remote"],
    &["app"],
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests lies in the workspace").to_path_buf()
}

fn graph(source: &str) -> Graph {
    Graph::of(&Modules::read(&root().join(source)))
}

/// Arrows that run upwards, or between folders that stand side by side and may not know each other.
fn against(graph: &Graph, layers: &[&[&str]], beside: bool) -> Vec<String> {
    let folder = |path: &str| path.split("::").next().unwrap_or_default().to_string();
    let layer = |path: &str| layers.iter().position(|of| of.contains(&folder(path).as_str()));
    let wrong = graph.arrows().filter(|(from, to)| match (layer(from), layer(to)) {
        (Some(own), Some(other)) if own == other => !beside && folder(from) != folder(to),
        (Some(own), Some(other)) => own < other,
        _ => !from.is_empty() && !to.is_empty(),
    });
    wrong.map(|(from, to)| format!("{from} uses {to}")).collect()
}

#[test]
fn each_folder_of_the_core_uses_only_those_below_it() {
    let core = graph("core/src");
    assert!(core.arrows().count() > 400, "the parser sees {} arrows", core.arrows().count());
    assert_eq!(against(&core, &CORE, false), [""; 0]);
}

#[test]
fn each_folder_of_the_page_uses_only_those_below_it() {
    let web = graph("web/src");
    assert!(web.arrows().count() > 200, "the parser sees {} arrows", web.arrows().count());
    assert_eq!(against(&web, &WEB, true), [""; 0]);
}

/// Files of a folder that know each other through the folder's own door are one house; what reaches into another file by its
/// name does not come back from there.
#[test]
fn no_files_use_each_other_in_a_circle() {
    for source in ["core/src", "web/src"] {
        let graph = Graph::direct(&Modules::read(&root().join(source)));
        assert_eq!(graph.circles(), Vec::<std::collections::BTreeSet<&str>>::new(), "{source}");
    }
}

#[test]
fn the_youngest_service_is_named_in_six_files_outside_its_own_at_most() {
    let naming = naming_the_youngest(&root());
    // Its rows, and the lanes of the lab that compare it with others.
    assert!((2..=6).contains(&naming.len()), "{naming:#?}");
}

/// The frame goes through the table of kinds. What it is built around is the stream alone.
#[test]
fn the_frame_knows_no_kind_by_name() {
    let kinds = ["producer", "reader", "application", "function", "lane", "queue", "topic"];
    let web = graph("web/src");
    let names = |path: &&(&str, &str)| {
        let (from, to) = **path;
        let kind = to.strip_prefix("kinds::").and_then(|to| to.split("::").next());
        !from.starts_with("kinds") && kind.is_some_and(|kind| kinds.contains(&kind))
    };
    let arrows: Vec<(&str, &str)> = web.arrows().collect();
    assert!(arrows.iter().any(|(from, to)| from.starts_with("panels") && to.starts_with("kinds")));
    assert_eq!(arrows.iter().filter(names).collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}

/// Who may change a run: the page, what is there before it, and those outside who ask it to.
#[test]
fn nothing_else_changes_a_player() {
    let root = root().join("web/src");
    let holds = |text: &str| ["&mut Player", "RefCell<Player>"].iter().any(|held| text.contains(held));
    let who: std::collections::BTreeSet<String> = files(&root)
        .into_iter()
        .filter(|file| holds(&fs::read_to_string(file).expect("readable")))
        .filter_map(|file| {
            let inside = file.strip_prefix(&root).expect("inside").to_path_buf();
            Some(inside.iter().next()?.to_string_lossy().into_owned())
        })
        .collect();
    assert_eq!(who.iter().map(String::as_str).collect::<Vec<_>>(), ["app", "player", "remote"]);
}

#[test]
fn the_core_has_no_float_and_no_clock() {
    for file in files(&root().join("core/src")) {
        let text = fs::read_to_string(&file).expect("readable");
        // A body may hold a number with a fraction: it becomes whole millionths where it is read, and is one again where
        // it is written. Those places, and where serde wants to be told that a request holds none.
        let allowed = [
            ("wire/value.rs", "fn visit_f64<E: Error>(self, number: f64)"),
            ("wire/value.rs", "serializer.serialize_f64(Value::of_micros(micros))"),
            ("wire/value.rs", "pub fn fraction(number: impl Into<f64>) -> Option<Value<'static>>"),
            ("wire/value.rs", "pub fn of_micros(micros: i64) -> f64"),
            ("wire/value.rs", "micros as f64 / 1e6"),
            ("wire/cbor.rs", "Type::F32 => bounded(Value::fraction(from.bytes.f32()?))?"),
            ("wire/cbor.rs", "Type::F64 => bounded(Value::fraction(from.bytes.f64()?))?"),
            ("wire/cbor.rs", "to.f64(Value::of_micros(*micros))?"),
            ("wire/de.rs", "bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64"),
            ("wire/ser.rs", "(f32) \"a fraction\""),
            ("wire/ser.rs", "(f64) \"a fraction\""),
        ];
        let wire = |line: &&str| allowed.iter().any(|(of, text)| file.ends_with(of) && line.contains(text));
        for word in ["f32", "f64", "std::time", "HashMap", "SystemTime"] {
            let code = text.lines().filter(|line| !line.trim_start().starts_with("//") && !wire(line));
            assert!(!code.into_iter().any(|line| line.contains(word)), "{} has {word}", file.display());
        }
    }
}

/// What an animation of the style sheet paints, the browser paints in every frame: on a slow machine the picture waits for it.
#[test]
fn nothing_on_the_page_is_animated_for_ever() {
    for file in ["static/style.css", "static/index.html"] {
        let text = std::fs::read_to_string(root().join(file)).expect("the file is there");
        assert!(!text.contains("infinite"), "{file}: an animation without an end");
    }
}

#[test]
fn files_stay_readable() {
    for (folder, most) in [("core/src", 400), ("web/src", 250)] {
        for file in files(&root().join(folder)) {
            let lines = fs::read_to_string(&file).expect("readable").lines().filter(|l| !l.trim().is_empty()).count();
            assert!(lines <= most, "{} has {lines} lines: it wants another shape", file.display());
        }
    }
}
