//! Faults of any length, at the moment that is shown: to whom, what, for how long.
use super::field::{Choice, Number};
use crate::msg::Msg;
use crate::view::View;
use shardscope_core::base::Duration;
use shardscope_core::client::ActorId;
use shardscope_core::client::kcl::WorkerId;
use shardscope_core::kinesis::ShardId;
use shardscope_core::script::{command_line, duration_text};
use shardscope_core::sim::{Command, Fault};
use std::rc::Rc;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FaultsProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
}

/// Whom a fault can be done to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whom {
    Worker(ActorId, WorkerId),
    Application(ActorId, ShardId),
    Function(ActorId, ShardId),
    Producer(ActorId),
    Agent(ActorId),
    Zone(u8),
}

const OF_WORKER: [&str; 6] = [
    "crash, and come back",
    "stall",
    "work at 10 % of its speed",
    "work at 300 % of its speed",
    "cut from the lease table",
    "clock 30 s ahead",
];

impl Whom {
    fn kinds(self) -> &'static [&'static str] {
        match self {
            Self::Worker(..) => &OF_WORKER,
            Self::Application(..) | Self::Function(..) => &["fail at the next record"],
            Self::Producer(_) => &["lose the answers to it"],
            Self::Agent(_) => &["stop", "lose the answers to it"],
            Self::Zone(_) => &["pause"],
        }
    }

    fn command(self, kind: usize, length: Duration) -> Command {
        let for_a_time = |fault: Command| Command::ForATime(Box::new(fault), length);
        match (self, kind) {
            (Self::Worker(application, worker), kind) => Command::Fault(match kind {
                0 => Fault::Crash { application, worker, restart_after: Some(length) },
                1 => Fault::Stall { application, worker, length },
                2 => Fault::Slow { application, worker, per_cent: 10, length },
                3 => Fault::Slow { application, worker, per_cent: 300, length },
                4 => Fault::CutFromTable { application, worker, length },
                _ => return for_a_time(Command::Fault(Fault::Skew { application, worker, ahead_millis: 30_000 })),
            }),
            (Self::Application(application, shard), _) => {
                for_a_time(Command::Fault(Fault::Poison { application, shard }))
            }
            (Self::Function(function, shard), _) => {
                for_a_time(Command::Fault(Fault::PoisonFunction { function, shard }))
            }
            (Self::Agent(producer), 0) => Command::Fault(Fault::StopAgent { producer, length }),
            (Self::Producer(producer) | Self::Agent(producer), _) => {
                Command::Fault(Fault::LoseAnswers { producer, length })
            }
            (Self::Zone(zone), _) => for_a_time(Command::PauseZone(zone)),
        }
    }
}

fn everybody(view: &View) -> Vec<(Whom, String)> {
    let mut all = Vec::new();
    let shards: Vec<ShardId> =
        view.stream.iter().flat_map(|stream| &stream.shards).map(|shard| shard.id).take(50).collect();
    for application in &view.applications {
        let name = &application.spec.name;
        let workers = application.workers.iter().map(|worker| worker.id);
        all.extend(workers.map(|id| (Whom::Worker(application.id, id), format!("{name}: worker-{}", id.0))));
        all.extend(shards.iter().map(|&id| (Whom::Application(application.id, id), format!("{name}: shard {}", id.0))));
    }
    for mapping in &view.mappings {
        let name = &mapping.spec.function_name;
        all.extend(shards.iter().map(|&id| (Whom::Function(mapping.id, id), format!("{name}: shard {}", id.0))));
    }
    for producer in &view.producers {
        let whom = if producer.file.is_some() { Whom::Agent(producer.id) } else { Whom::Producer(producer.id) };
        all.push((whom, format!("producer {}", producer.spec.name)));
    }
    all.extend((0..3).map(|zone| (Whom::Zone(zone), format!("zone {}", crate::text::zone_name(zone)))));
    all
}

fn options(texts: impl Iterator<Item = String>) -> Vec<(AttrValue, AttrValue)> {
    texts.enumerate().map(|(place, text)| (place.to_string().into(), text.into())).collect()
}

#[component]
pub fn Faults(props: &FaultsProps) -> Html {
    let chosen = use_state(|| None::<Whom>);
    let (kind, seconds, valid) = (use_state(|| 0), use_state(|| 30), use_state(|| true));
    let all = everybody(&props.view);
    let place = chosen.map_or(Some(0), |chosen| all.iter().position(|(whom, _)| *whom == chosen));
    let is_gone = place.is_none();
    let place = place.unwrap_or(0);
    let whom = all[place].0;
    let kinds = whom.kinds();
    let what = (*kind).min(kinds.len() - 1);
    let choose_whom = {
        let (chosen, kind, all) = (chosen.clone(), kind.clone(), all.clone());
        Callback::from(move |place: String| {
            chosen.set(place.parse::<usize>().ok().and_then(|place| all.get(place)).map(|(whom, _)| *whom));
            kind.set(0);
        })
    };
    let choose_kind = {
        let kind = kind.clone();
        Callback::from(move |place: String| kind.set(place.parse().unwrap_or(0)))
    };
    let length = Duration::from_secs(u64::from(*seconds));
    let is_clock = matches!(whom, Whom::Worker(..)) && what + 1 == OF_WORKER.len();
    let line = command_line(&whom.command(what, length));
    let act = {
        let send = props.send.clone();
        // The dialog goes, so that what happens can be seen; a refusal is told on the page.
        Callback::from(move |_: MouseEvent| {
            send.emit(Msg::Show(None));
            send.emit(Msg::Do(Box::new(whom.command(what, length))));
        })
    };
    let (set_seconds, set_valid) = (seconds.clone(), valid.clone());
    html! {
        <div class="form">
            <p class="muted">{ "Starts at the time shown, and ends by itself. For another moment, go there on the scrubber first; \
                in the past it begins a branch. A script says the same with a time in front:" }</p>
            <p><code>{ format!("at {} {line}", duration_text(props.view.elapsed)) }</code></p>
            if is_clock { <p class="muted">{ "A worker looks at its clock when it looks for leases, every 20 s: a short fault may pass unseen." }</p> }
            <Choice label="To" options={options(all.iter().map(|(_, text)| text.clone()))} value={place.to_string()} on_change={choose_whom} />
            if is_gone { <p class="field-error">{ "That target no longer exists: choose another." }</p> }
            <Choice label="What" options={options(kinds.iter().map(|text| (*text).to_string()))} value={what.to_string()} on_change={choose_kind} />
            <Number label="For" unit="s" value={*seconds} least={1} most={86_400} on_change={Callback::from(move |value| set_seconds.set(value))}
                on_valid={Callback::from(move |ok| set_valid.set(ok))} />
            <button class="primary" disabled={!*valid || is_gone} onclick={act}>{ "Do it" }</button>
        </div>
    }
}
