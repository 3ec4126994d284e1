//! Settings by their rows: one at a time, within their bounds, and written down in docs/SETTINGS.md.
use shardscope_core::client::settings::{Described, Form};
use shardscope_core::client::{ActorId, ActorSpec, Kind, ProducerSpec};
use shardscope_core::kinesis::Request;
use shardscope_core::sim::{Command, Config, Sim};
use shardscope_core::{base::Duration, script};
use shardscope_messages::Message;
use std::path::Path;

fn world() -> Sim {
    let mut sim = Sim::new(Config::default());
    sim.submit(&Command::from(Request::create_stream("gps", Some(1))), &mut ()).unwrap();
    sim.step(sim.now() + Duration::from_secs(31), u64::MAX, &mut ());
    for line in [
        "producer hot --stream-name gps --workload hot:k --rate 300 --api kpl --record-ttl 5s",
        "reader r --stream-name gps",
        "application a --stream-name gps",
        "lambda f --stream-name gps",
        "lane l --stream-name gps",
    ] {
        act(&mut sim, line).unwrap();
    }
    sim
}

fn act(sim: &mut Sim, line: &str) -> Result<(), String> {
    let command = script::read_line(line).map_err(|mistake| mistake.reason)?;
    sim.submit(&command, &mut ()).map(drop).map_err(|error| error.to_string())
}

#[test]
fn one_setting_changes_and_the_others_stay() {
    let mut sim = world();
    let before = sim.actor(ActorId(0)).unwrap().spec();
    act(&mut sim, "set-producer hot --rate 900").unwrap();
    let ActorSpec::Producer(after) = sim.actor(ActorId(0)).unwrap().spec() else { panic!("still a producer") };
    let ActorSpec::Producer(before) = before else { panic!("a producer") };
    assert_eq!(after, ProducerSpec { rate: 900, ..before });
    act(&mut sim, "set-producer 0 --record-ttl 7s --keep-order").unwrap();
    act(&mut sim, "set-producer hot --no-keep-order").unwrap();
    let ActorSpec::Producer(last) = sim.actor(ActorId(0)).unwrap().spec() else { panic!("still a producer") };
    assert_eq!(last.settings_text(), "--rate 900 --record-ttl 7s");
    for (line, part) in [
        ("set-lambda f --batch-size 8", ""),
        ("set-application a --work 1ms", ""),
        ("set-reader r --polling 2s", ""),
        ("set-lane l --consumers 2", ""),
        ("set-producer hot --rate 1000001", "rate: 1000001 is not between 0 and 1000000"),
        ("set-producer hot --buffer-age 5s", "'--buffer-age' does not go with the other options"),
        ("set-producer hot --workload trucks", "these stay as they are, of a producer: workload"),
        ("set-lane l --groups 101", "groups: 101 is not between 1 and 100"),
        ("set-lambda f --batch-size 10001", "at 'batchSize' failed to satisfy constraint"),
        ("set-application a --retrieval fan-out", "goes on polling"),
        ("set-reader 0 --polling 1s", "there is no such"),
        ("remove-reader 0", "there is no such"),
    ] {
        let before = sim.clone();
        match act(&mut sim, line) {
            Ok(()) => assert_eq!(part, "", "{line}"),
            Err(reason) => {
                assert!(!part.is_empty() && reason.contains(part), "{line}: {reason}");
                assert!(sim == before, "{line} was refused and changed something");
            }
        }
    }
}

/// A name means whoever is called so when the line is carried out: lines that were refused, and streams that are gone with all
/// who worked on them, make no difference.
#[test]
fn a_name_means_whoever_is_called_so_then() {
    let mut sim = world();
    for (line, part) in [
        ("reader nobody --stream-name nope", "not found"),
        ("producer cold --stream-name gps", ""),
        ("set-producer cold --rate 7", ""),
        ("set-producer cold --name hot --rate 9999999", "not between"),
        ("set-producer cold --rate 8", ""),
        ("producer hot --stream-name gps", ""),
        ("set-producer hot --rate 9", "two are called 'hot': say which by its number, 0 or "),
        ("remove-producer 0", ""),
        ("set-producer hot --rate 9", ""),
        ("set-reader hot --polling 1s", "expected the name or number of a reader, found 'hot'"),
        ("fault lose-answers cold --for 3s", ""),
        ("remove-lane l", ""),
        ("aws kinesis delete-stream --stream-name gps --enforce-consumer-deletion", ""),
    ] {
        let result = act(&mut sim, line);
        match result {
            Ok(()) => assert_eq!(part, "", "{line}"),
            Err(reason) => assert!(!part.is_empty() && reason.contains(part), "{line}: {reason}"),
        }
    }
    let rate = |sim: &Sim, name: &str| sim.producers().find(|of| of.spec.name == name).map(|of| of.spec.rate);
    assert_eq!((rate(&sim, "cold"), rate(&sim, "hot")), (Some(8), Some(9)));
    sim.step(sim.now() + Duration::from_secs(31), u64::MAX, &mut ());
    act(&mut sim, "aws kinesis create-stream --stream-name gps --shard-count 1").unwrap();
    sim.step(sim.now() + Duration::from_secs(31), u64::MAX, &mut ());
    act(&mut sim, "producer hot --stream-name gps").unwrap();
    act(&mut sim, "set-producer hot --rate 3").unwrap();
    assert_eq!(rate(&sim, "hot"), Some(3));
}

/// In whichever order options stand; and what is said once more changes nothing else.
#[test]
fn a_change_leaves_the_others_as_they_are() {
    let mut sim = world();
    act(&mut sim, "producer p --stream-name gps --keys 7").unwrap();
    act(&mut sim, "set-producer p --rate-limit 200% --api kpl").unwrap();
    act(&mut sim, "set-producer p --rate 5 --api kpl --workload trucks").unwrap();
    act(&mut sim, "set-lane l --groups 5").unwrap();
    act(&mut sim, "set-lane l --rate 5 --trucks 100").unwrap();
    let of = |name: &str| {
        let (_, actor) = sim.actors().find(|(_, actor)| actor.name() == name).unwrap();
        let spec = actor.spec();
        spec.settings(&spec.kind().unnamed())
            .into_iter()
            .map(|(name, value)| format!("--{name} {value}"))
            .collect::<Vec<_>>()
    };
    let producer = ["--name p", "--stream-name gps", "--rate 5", "--keys 7", "--api kpl", "--rate-limit 200%"];
    assert_eq!(of("p"), producer);
    assert_eq!(of("l"), ["--name l", "--stream-name gps", "--rate 5", "--groups 5"]);
}

trait SettingsText {
    fn settings_text(&self) -> String;
}

impl SettingsText for ProducerSpec {
    /// What it has been changed to, beside what it was added with.
    fn settings_text(&self) -> String {
        let ActorSpec::Producer(added) = world().actor(ActorId(0)).unwrap().spec() else { panic!("a producer") };
        let options = shardscope_core::client::settings::printed(&added, self);
        options.iter().map(|(name, value)| format!("--{name} {value}")).collect::<Vec<_>>().join(" ")
    }
}

/// Every bound holds on both sides, in every row of every kind.
#[test]
fn each_number_has_its_bounds() {
    fn numbers<S: Described>(spec: &S) -> usize {
        use shardscope_core::client::settings::{Is, check};
        let mut tried = 0;
        for row in S::rows() {
            let Is::Number(number) = &row.is else { continue };
            let Some(_) = (number.get)(spec) else { continue };
            let (least, most) = (number.bounds)(spec);
            for (value, is_right) in
                [(Some(least), true), (Some(most), true), (least.checked_sub(1), false), (most.checked_add(1), false)]
            {
                let Some(value) = value else { continue };
                let mut changed = spec.clone();
                (number.set)(&mut changed, value);
                let refused = check(&changed).err().filter(|refused| refused.field == row.name);
                assert_eq!(refused.is_none(), is_right, "{} {value}", row.name);
                assert_eq!(number.unit.read(&number.unit.text(value)), Ok(value), "{} {value}", row.name);
                tried += 1;
            }
        }
        tried
    }
    let mut tried = 0;
    for kind in Kind::ALL {
        tried += match kind.unnamed() {
            ActorSpec::Producer(spec) => {
                let mut kpl = spec.clone();
                let mut agent = spec.clone();
                shardscope_core::client::settings::set(&mut kpl, "api", "kpl").unwrap();
                shardscope_core::client::settings::set(&mut agent, "api", "agent").unwrap();
                numbers(&spec) + numbers(&kpl) + numbers(&agent)
            }
            ActorSpec::Reader(spec) => numbers(&spec),
            ActorSpec::Application(spec) => numbers(&spec),
            ActorSpec::Function(spec) => numbers(&spec),
            ActorSpec::Lane(spec) => numbers(&spec),
            ActorSpec::MessageFunction(spec) => numbers(&spec),
        };
    }
    assert!(tried > 100, "{tried} values");
}

/// The settings of a kind as a table in Markdown.
fn table(kind: Kind, words: &[Message]) -> String {
    let mut text = String::from("| option | value | default | changes | what it does |\n|---|---|---|---|---|\n");
    for of in kind.listed() {
        let form = match of.form {
            Form::Flag => "a flag".into(),
            Form::Text => "text".into(),
            Form::Words(words) => words.join(" \\| "),
            Form::Range(least, most) => format!("{least} to {most}"),
        };
        let key = format!("{}_{}_help", kind.word(), of.name).replace('-', "_");
        let help = words.iter().find(|message| message.file == "settings" && message.name == key);
        let help = &help.unwrap_or_else(|| panic!("messages/en/settings.ftl has no {key}")).packed;
        let (default, changes) = (of.default.unwrap_or_default(), if of.fixed { "no" } else { "yes" });
        text.push_str(&format!("| `--{}` | {form} | {default} | {changes} | {help} |\n", of.name));
    }
    text
}

/// `UPDATE=1 cargo nextest run settings` writes it anew.
#[test]
fn the_document_has_every_setting() {
    let mut text = String::from(
        "# Settings\n\nThe settings of actors, as options of their lines: `producer trucks --stream-name gps --rate 1000`. \
         What does not change stays as it is once it is there; the rest is changed by `set-producer trucks --rate 2000`, one \
         option or more, by name or number. A flag that is on goes off by `--no-` before its name. This page is written by \
         the rows in [core/src/client/settings](../core/src/client/settings); `UPDATE=1 cargo nextest run settings` writes it \
         anew.\n",
    );
    let words = shardscope_messages::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../messages/en"))).unwrap();
    for kind in Kind::ALL {
        text.push_str(&format!("\n## {}\n\n{}", kind.word(), table(*kind, &words)));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/SETTINGS.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap_or_default() == text, "docs/SETTINGS.md is not what the rows say");
}
