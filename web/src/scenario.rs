//! The runs that the page offers: scripts, like any that a user writes.
use crate::data::Loaded;
use crate::story::Story;
use crate::words::{self, LANGUAGES, Language, Plain};
use shardscope_core::client::kcl::{ApplicationSpec, Idempotence, Retrieval};
use shardscope_core::client::lambda::MappingSpec;
use shardscope_core::client::{
    ActorSpec, AgentSettings, Api, Distribution, Field, PartitionKey, ProducerSpec, READ_LATENCY_MILLIS, ReaderSpec,
    Retry, StartingPosition, Workload,
};
use shardscope_core::script::Script;
use shardscope_core::sim::Command;

/// A run to choose.
pub struct Scenario {
    /// What `?scenario=` takes.
    pub name: &'static str,
    /// Its text in English.
    pub english: &'static str,
    /// Title and sentence, where its text has none.
    pub words: Option<(Plain, Plain)>,
}

macro_rules! scenario {
    ($name:literal, $title:ident, $about:ident) => {
        Scenario {
            name: $name,
            english: include_str!(concat!("../scenarios/", $name, ".txt")),
            words: Some((message!(runs.$title), message!(runs.$about))),
        }
    };
}

/// Runs without a story, to begin something of one's own with.
pub static SCENARIOS: &[Scenario] = &[
    scenario!("trucks", trucks, trucks_about),
    scenario!("empty", empty, empty_about),
    scenario!("clicks", clicks, clicks_about),
    scenario!("sensors", sensors, sensors_about),
    scenario!("full", full, full_about),
    scenario!("thousand", thousand, thousand_about),
    scenario!("lab", lab, lab_about),
    scenario!("draw", draw, draw_about),
];

/// Runs that a story tells now. Links open them, and what was saved of them has their names.
pub static TOLD: &[Scenario] = &[
    scenario!("hot-key", hot_key, hot_key_about),
    scenario!("countries", countries, countries_about),
    scenario!("children-first", children_first, children_first_about),
    scenario!("slow-reader", slow_reader, slow_reader_about),
    scenario!("zones", zones, zones_about),
    scenario!("workers", workers, workers_about),
    scenario!("five-applications", five_applications, five_applications_about),
    scenario!("poison", poison, poison_about),
    scenario!("agent", agent, agent_about),
];

macro_rules! differs {
    ($name:literal, $title:ident) => {
        Scenario {
            name: concat!("differs-", $name),
            english: include_str!(concat!("../scenarios/differs/", $name, ".txt")),
            words: Some((message!(runs.$title), message!(runs.differs_about))),
        }
    };
}

/// What differs between streams, queues and topics: a run for each row of that table. The notes of its first lanes are the
/// cells, so that none can say what its run does not show (`tests/tests/differs.rs` looks).
pub static DIFFERS: &[Scenario] = &[
    differs!("pull", differs_pull),
    differs!("kept", differs_kept),
    differs!("order", differs_order),
    differs!("consumers", differs_consumers),
    differs!("delay", differs_delay),
    differs!("replay", differs_replay),
    differs!("limits", differs_limits),
    differs!("price", differs_price),
];

impl Scenario {
    /// Its text: a script, or a story in the page's language.
    pub fn text(&self) -> &'static str {
        words::story(self.name).filter(|_| self.words.is_none()).unwrap_or(self.english)
    }

    /// Its title; a story's is that of its text.
    pub fn title(&self) -> &'static str {
        self.words.map_or_else(
            || self.text().lines().next().unwrap_or_default().trim_start_matches("# "),
            |(title, _)| title.text(),
        )
    }

    /// Whether it has this title, in whatever language.
    pub fn is_titled(&self, title: &str) -> bool {
        let title = words::english_title(title);
        let line = format!("title {}", shardscope_core::cli::quote(title));
        self.english.lines().take(12).any(|of| of == line || of.strip_prefix("# ") == Some(title))
    }

    /// What it is, in a sentence: the paragraph below a story's title.
    pub fn about(&self) -> &'static str {
        self.words.map_or_else(|| self.text().lines().nth(2).unwrap_or_default(), |(_, about)| about.text())
    }

    /// The run up to where it is first shown; of a story, what its first step begins with. Title and notes are in the page's language.
    pub fn script(&self) -> Script {
        // They come with the page, and a test reads each.
        if self.english.starts_with('#') {
            return Story::parse(self.text()).expect("a story that comes with the page").beginning;
        }
        let mut script = Script::parse(self.english).expect("a scenario that comes with the page");
        if Language::current() != &LANGUAGES[0] {
            script.title = self.title().into();
            script.commands.iter_mut().for_each(|logged| translate(&mut logged.command));
        }
        script
    }
}

/// Puts a note of a run that comes with the page into the page's language.
fn translate(command: &mut Command) {
    let note = if let Command::Add(ActorSpec::Lane(lane)) = command {
        Some(&mut lane.note)
    } else if let Command::Note(note) = command {
        Some(note)
    } else {
        None
    };
    if let Some(note) = note
        && let Some(own) = words::note(note)
    {
        note.replace_range(.., own);
    }
}

/// A producer with what suits the workload; forms start from it.
pub fn producer(stream_name: &str, workload: Workload) -> ProducerSpec {
    let (name, keys, rate, distribution) = match &workload {
        Workload::Trucks => ("trucks", 100, 1_000, Distribution::Even),
        Workload::Clicks => ("clicks", 2_000, 1_500, Distribution::Zipf { exponent_hundredths: 110 }),
        Workload::Sensors => ("sensors", 300, 600, Distribution::Uniform),
        Workload::Countries => ("visitors", 24, 3_000, Distribution::Share { per_mille: 900 }),
        Workload::Custom { .. } => ("custom", 1_000, 500, Distribution::Uniform),
        Workload::HotKey { .. } => ("hot key", 1, 1_400, Distribution::Even),
        Workload::File { .. } => ("file", 1, 500, Distribution::Even),
    };
    let batched = matches!(workload, Workload::Clicks | Workload::Countries | Workload::File { .. });
    ProducerSpec {
        name: name.into(),
        stream_name: stream_name.into(),
        workload,
        rate,
        record_bytes: 180,
        keys,
        distribution,
        api: if batched { Api::PutRecords { batch: 50 } } else { Api::PutRecord },
        retry: Retry::Backoff,
        keep_order: false,
        // A mobile network: slow enough to see a record on its way.
        latency_millis: 600,
        encrypted: false,
        partition_key: PartitionKey::default(),
        subject: Field::Id,
    }
}

/// A log file that an agent tails; forms start from it.
pub fn agent(stream_name: &str) -> ProducerSpec {
    let settings = AgentSettings { buffer_age_millis: 5_000, ..AgentSettings::default() };
    ProducerSpec { name: "log file".into(), api: Api::Agent(settings), ..producer(stream_name, Workload::Sensors) }
}

/// The hot key that a button injects.
pub fn hot(stream_name: &str, partition_key: &str) -> ProducerSpec {
    ProducerSpec {
        name: format!("hot key {partition_key}").chars().take(64).collect(),
        ..producer(stream_name, Workload::HotKey { partition_key: partition_key.into() })
    }
}

/// A KCL application of a kind; forms start from it.
pub fn application(stream_name: &str, name: &str, kind: &str) -> ApplicationSpec {
    let usual = ApplicationSpec::new(name, stream_name, 2);
    match kind {
        "fan-out" => ApplicationSpec { retrieval: Retrieval::FanOut, ..usual },
        "kcl-ids" => ApplicationSpec { idempotence: Idempotence::ConditionalPut { ttl_seconds: 86_400 }, ..usual },
        "kcl-number" => ApplicationSpec { idempotence: Idempotence::SequenceNumber, ..usual },
        _ => usual,
    }
}

/// A function of a kind; forms start from it.
pub fn function(stream_name: &str, name: &str, kind: &str) -> MappingSpec {
    let usual = MappingSpec { destination: true, ..MappingSpec::new(name, stream_name) };
    match kind {
        "lambda-lanes" => MappingSpec { parallelization_factor: 10, ..usual },
        "lambda-window" => MappingSpec { tumbling_seconds: 30, ..usual },
        _ => usual,
    }
}

/// A polling application; forms start from it.
pub fn reader(stream_name: &str, name: &str, polling_millis: u32) -> ReaderSpec {
    ReaderSpec {
        name: name.into(),
        stream_name: stream_name.into(),
        polling_millis,
        records_per_second: 2_000,
        start: StartingPosition::TrimHorizon,
        parents_first: true,
        latency_millis: READ_LATENCY_MILLIS,
    }
}

/// The producer of a file, as the dialog proposes it.
pub fn proposed(stream_name: &str, loaded: &Loaded, own_timestamps: bool, rate: u32) -> ProducerSpec {
    let name: String = loaded.plan.file_name.chars().take(64).collect();
    let workload = Workload::File { dataset: 0, own_timestamps };
    ProducerSpec { name, rate, latency_millis: 100, ..producer(stream_name, workload) }
}
