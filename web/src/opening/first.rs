//! The run that the page begins with, and what the address sets of it.
use crate::card::Notice;
use crate::lessons::{self, LESSONS};
use crate::platform::storage::{self, Handed};
use crate::platform::{files, frame, language, page, panic};
use crate::player::Player;
use crate::scenario::{SCENARIOS, Scenario};
use crate::stories::{self, STORIES};
use crate::text;
use shardscope_core::base::{Duration, Instant};
use shardscope_core::cli;
use shardscope_core::script::Script;
use shardscope_core::sim::Sim;

/// What the page begins with.
pub struct First {
    pub player: Player,
    pub notice: Option<Notice>,
    /// The step that the address names.
    pub wanted: Option<usize>,
    /// Of a run that the page had before it was loaded again: its record among the kept ones.
    pub handed: Option<String>,
    /// The text of the story that the address asked for, in the page's language.
    pub story_text: Option<String>,
}

/// What the address asks for and the module does not hold, or why it is not there.
pub struct Asked {
    pub text: Option<Result<String, Notice>>,
    /// The page's language could not be loaded.
    pub unspoken: Option<Notice>,
    /// The run that the page had before it was loaded again.
    pub handed: Option<Handed>,
}

/// Fetches the page's language, and the lesson that the address names, or the story by its file, before anything is shown: whoever comes
/// for it should not see another one first.
pub async fn asked() -> Asked {
    let unspoken = language::speak().await.err().map(|reason| Notice::error(&reason, ""));
    let handed = storage::handed_over();
    let story = || page::parameter("story").filter(|name| stories::is_file(name));
    let is_linked = page::fragment("run").is_some();
    let (named, failed) = match page::parameter("lesson").filter(|_| !is_linked) {
        Some(name) => (lesson_path(&name), t!(app.no_such_lesson)),
        None => (story().filter(|_| !is_linked).map(Ok), t!(app.no_such_story)),
    };
    // A lesson that was opened from the list stands in no address.
    let own = || lesson_path(lessons::of_run(&handed.as_ref()?.text)?);
    let text = match named.or_else(own) {
        Some(Ok(path)) => Some(files::story(&path).await.map_err(|reason| Notice::error(failed, &reason))),
        Some(Err(notice)) => Some(Err(notice)),
        None => None,
    };
    Asked { text, unspoken, handed }
}

/// Where a lesson lies, or which there are.
pub fn lesson_path(name: &str) -> Option<Result<String, Notice>> {
    let none = || {
        let names: Vec<_> = LESSONS.iter().map(|lesson| lesson.name).collect();
        let reason = t!(app.there_is_none_named_there_are, name = name, names = names.join(", "));
        Notice::error(t!(app.no_such_lesson), &reason)
    };
    Some(lessons::path(name).ok_or_else(none))
}

/// The run to begin with: one that a panic interrupted, what was asked for, the scenario that the address names, or the first story.
pub fn first_run(asked: Asked) -> First {
    let mut first = handed_over(&asked).unwrap_or_else(|| run_of(&asked));
    first.player.real_millis = frame::now;
    First { notice: first.notice.or(asked.unspoken), story_text: asked.text.and_then(Result::ok), ..first }
}

/// The run that the page had before it was loaded again for another language or a newer version, told in the language of now.
fn handed_over(asked: &Asked) -> Option<First> {
    let handed = asked.handed.as_ref()?;
    panic::keep_run(&handed.text);
    let mut player = match Player::open(&handed.text) {
        Ok(player) => player,
        Err(reason) => {
            let notice = Some(Notice::error(t!(app.run_not_restored), &reason));
            return Some(First { notice, ..run_of(asked) });
        }
    };
    if let Some(Ok(text)) = &asked.text {
        player.retell(text);
    }
    player.seek(player.timeline.epoch() + Duration::from_micros(handed.now_micros));
    player.playing = handed.playing;
    player.set_speed(handed.speed);
    if handed.touched {
        player.touch();
    }
    let notice =
        (handed.branches > 1).then(|| Notice::note(t!(app.this_branch_goes_on), t!(app.branches_are_not_kept)));
    Some(First { player, notice, wanted: None, handed: Some(handed.id.clone()), story_text: None })
}

fn run_of(asked: &Asked) -> First {
    let begin = |player, notice| First { player, notice, wanted: None, handed: None, story_text: None };
    if let Some(text) = panic::recovered() {
        // Until the page keeps it.
        panic::keep_run(&text);
        return match Player::restore(&text) {
            Ok(player) => begin(player, Some(Notice::note(t!(app.run_restored), t!(app.it_is_paused_where_it_was)))),
            Err(reason) => begin(Player::of(&SCENARIOS[0]), Some(Notice::error(t!(app.run_not_restored), &reason))),
        };
    }
    match &asked.text {
        Some(Ok(text)) => match Player::open(text) {
            Ok(mut player) => {
                // What its first step begins with is there when it is first drawn, unless that takes long.
                player.real_millis = frame::now;
                let _ = player.settle();
                let (wanted, notice) = match page::parameter("step").map(|step| (step.parse().ok(), step)) {
                    None => (None, None),
                    Some((Some(step @ 1..), _)) => (Some(step), None),
                    Some((_, text)) => {
                        let reason = t!(app.step_expected, found = text.chars().take(40).collect::<String>());
                        (None, Some(Notice::error(t!(app.the_address_has_a_mistake), &reason)))
                    }
                };
                return First { wanted, ..begin(player, notice) };
            }
            Err(reason) => {
                let mistake = Notice::error(t!(app.this_story_has_a_mistake), &reason);
                return begin(configured(&STORIES[0].1).0, Some(mistake));
            }
        },
        Some(Err(notice)) => return begin(configured(&STORIES[0].1).0, Some(notice.clone())),
        None => {}
    }
    // A story of this site's own has been fetched already.
    let wish = page::parameter("scenario").or_else(|| page::parameter("story").filter(|name| !stories::is_file(name)));
    let Some(name) = wish else {
        // Without a wish: the first story begins.
        let (player, notice) = configured(&STORIES[0].1);
        return begin(player, notice);
    };
    match stories::named(&name) {
        Some(scenario) => {
            let (player, notice) = configured(scenario);
            begin(player, notice)
        }
        None => {
            let names: Vec<_> = stories::all().map(|scenario| scenario.name).collect();
            let reason = t!(app.there_is_none_named_there_are, name = name, names = names.join(", "));
            begin(Player::of(&SCENARIOS[0]), Some(Notice::error(t!(app.no_such_scenario), &reason)))
        }
    }
}

/// A scenario with what the address sets: lifecycle, shard limit, memory, clock. What is wrong there is said.
fn configured(scenario: &Scenario) -> (Player, Option<Notice>) {
    let (mut script, mut wrong) = (scenario.script(), Vec::new());
    let mut set = |name: &str, line: &str| {
        let Some(value) = page::parameter(name) else { return };
        // The lines of a script are the rules for what may be set.
        match Script::parse(&format!("shardscope 1\n{line} {}", cli::quote(&value))) {
            Ok(given) if name == "lifecycle" => script.config.account.lifecycle = given.config.account.lifecycle,
            Ok(given) if name == "streams-creating" => {
                script.config.account.streams_creating = given.config.account.streams_creating;
            }
            Ok(given) if name == "short-polls-sampled" => {
                script.config.short_polls_sampled_per_mille = given.config.short_polls_sampled_per_mille;
            }
            Ok(given) if name == "shard-limit" => script.config.account.shard_limit = given.config.account.shard_limit,
            Ok(given) => script.config.memory_limit = given.config.memory_limit,
            Err(error) => wrong.push(format!("{name}: {}", error.reason)),
        }
    };
    set("lifecycle", "lifecycle");
    set("shard-limit", "shard-limit");
    set("streams-creating", "streams-creating");
    set("short-polls-sampled", "short-polls-sampled");
    if page::parameter("memory").is_some_and(|text| text.bytes().all(|b| b.is_ascii_digit())) {
        let mebibytes = page::parameter("memory").and_then(|text| text.parse::<u64>().ok()).unwrap_or(0);
        script.config.memory_limit = mebibytes.clamp(1, 4_096) << 20;
    } else {
        set("memory", "memory");
    }
    if scenario.name == "empty" {
        // An account of one's own begins now.
        script.config.epoch = Instant::from_micros((js_sys::Date::now().max(0.0) * 1_000.0) as u64);
    }
    // As it comes, each scenario is legal: a test plays them all.
    if let Some(refusal) = (script != scenario.script()).then(|| refusal(&script)).flatten() {
        wrong.push(t!(app.this_scenario_cannot_be_set_up, refusal = refusal));
    }
    let mut player = Player::of_script(scenario.name, script);
    match page::parameter("clock").as_deref() {
        None => {}
        Some("manual") => {
            player.manual = true;
            player.playing = false;
        }
        Some(other) => wrong.push(t!(app.clock_expected_manual_found, other = other)),
    }
    let notice = (!wrong.is_empty()).then(|| Notice::error(t!(app.the_address_has_a_mistake), &wrong.join("; ")));
    (player, notice)
}

/// What is refused first of a script, if anything is.
fn refusal(script: &Script) -> Option<String> {
    let mut sim = Sim::new(script.config.clone());
    script.commands.iter().find_map(|logged| {
        sim.step(script.config.epoch + Duration::from_micros(logged.at_micros), u64::MAX, &mut ());
        let error = sim.submit(&logged.command, &mut ()).err()?;
        let (title, reason) = text::error(&error);
        Some(format!("{title}: {reason}"))
    })
}
