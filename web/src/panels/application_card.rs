//! KCL applications: a card each, with its workers, its result beside the truth, and what can be done to it.
use super::field::{Choice, Number};
use super::setting::Fields;
use super::{PanelProps, on};
use crate::format::{grouped, millis};
use crate::msg::Msg;
use crate::text;
use crate::view::Dialog;
use crate::view::{ApplicationView, ResultsOf, WorkerView};
use shardscope_core::base::Duration;
use shardscope_core::client::Kind;
use shardscope_core::client::kcl::{ApplicationSpec, CheckpointWhen, Idempotence, Retrieval, Tally};
use shardscope_core::kinesis::ShardId;
use shardscope_core::sim::{Command, Fault};
use yew::prelude::*;

pub fn applications(props: &PanelProps) -> Html {
    let shard = props.view.stream.as_ref().and_then(|stream| stream.shards.first()).map(|shard| shard.id);
    // The picture marks the places of applications after those of readers.
    let before = props.view.readers.len();
    let cards = props.view.applications.iter().enumerate().map(|(number, application)| {
        html! { <key={application.id.0}>{ card(application, before + number, shard, &props.send) }</> }
    });
    html! { <>{ for cards }</> }
}

pub(super) fn does(send: &Callback<Msg>, command: impl Fn() -> Command + 'static) -> Callback<MouseEvent> {
    on(send, move || Msg::Do(Box::new(command())))
}

fn card(application: &ApplicationView, number: usize, shard: Option<ShardId>, send: &Callback<Msg>) -> Html {
    let (id, spec) = (application.id, &application.spec);
    let late = application.lag_millis > 5_000;
    let workers = application.workers.iter().map(|worker| worker_row(application, worker, send));
    html! {
        <article class="card application">
            <header>
                <span class={format!("position r{}", number % 4)} aria-hidden="true"></span>
                <h3>{ &spec.name }{ text::number(id.0) }</h3>
                <output class={classes!(late.then_some("bad"))}>{ format!("lag {}", millis(application.lag_millis)) }</output>
            </header>
            <p class="muted">{ about(application) }</p>
            <ul class="workers">{ for workers }</ul>
            if application.more_workers > 0 { <p class="muted">{ format!("and {} more workers", application.more_workers) }</p> }
            { result(&application.tally, application.keys) }
            <div class="buttons">
                <button onclick={does(send, move || Command::AddWorker(id))}>{ "+ Worker" }</button>
                <button onclick={on(send, move || Msg::Show(Some(Dialog::Leases(id))))}>{ "Lease table" }</button>
                <button onclick={on(send, move || Msg::Show(Some(Dialog::Results(ResultsOf::Application(id)))))}>{ "Results" }</button>
                if let Some(shard) = shard {
                    <button class="danger" title={format!("The application fails at the next record of shard {}: the library skips the rest of its batch", shard.0)}
                        onclick={does(send, move || Command::Fault(Fault::Poison { application: id, shard }))}>{ "Poison a record" }</button>
                }
                if application.poison > 0 {
                    <button onclick={does(send, move || Command::Fault(Fault::Heal { application: id }))}>{ "Remove poison" }</button>
                }
            </div>
            <details>
                <summary>{ "Settings" }</summary>
                { settings(application, send) }
            </details>
        </article>
    }
}

fn about(application: &ApplicationView) -> String {
    let spec = &application.spec;
    let how = match spec.retrieval {
        Retrieval::Polling { idle_millis } => format!("polls every {}", millis(idle_millis.into())),
        Retrieval::FanOut => "enhanced fan-out".into(),
    };
    let when = if spec.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" };
    let unowned = match application.unowned {
        0 => String::new(),
        count => format!(", {count} without an owner"),
    };
    let once = match spec.idempotence {
        Idempotence::None => "",
        Idempotence::ConditionalPut { .. } => " · conditional put of ids",
        Idempotence::SequenceNumber => " · keeps sequence numbers",
    };
    format!(
        "KCL · {how}{} · {}{unowned} · checkpoints every {} {when} the work{once} · {} behind",
        text::delivered(application.propagation),
        crate::format::count(application.leases as u64, "lease"),
        millis(spec.checkpoint_millis.into()),
        grouped(application.lag_records)
    )
}

const FAULTS: [(&str, &str); 11] = [
    ("", "Actions…"),
    ("crash", "crash, back in 30 s"),
    ("kill", "crash for good"),
    ("stall", "stall for 45 s"),
    ("slow", "work at 10 % for 60 s"),
    ("cut", "cut from lease table, 30 s"),
    ("skew", "clock 30 s ahead"),
    ("stop", "shut down gracefully"),
    ("half", "half a processor"),
    ("whole", "one processor"),
    ("twice", "two processors"),
];

fn worker_row(application: &ApplicationView, worker: &WorkerView, send: &Callback<Msg>) -> Html {
    let (id, number) = (application.id, worker.id);
    let choose = {
        let send = send.clone();
        Callback::from(move |what: String| {
            let (application, worker, seconds) = (id, number, Duration::from_secs);
            let fault = match what.as_str() {
                "crash" => Fault::Crash { application, worker, restart_after: Some(seconds(30)) },
                "kill" => Fault::Crash { application, worker, restart_after: None },
                "stall" => Fault::Stall { application, worker, length: seconds(45) },
                "slow" => Fault::Slow { application, worker, per_cent: 10, length: seconds(60) },
                "cut" => Fault::CutFromTable { application, worker, length: seconds(30) },
                "skew" => Fault::Skew { application, worker, ahead_millis: 30_000 },
                "half" | "whole" | "twice" => {
                    let per_cent = if what == "half" {
                        50
                    } else if what == "twice" {
                        200
                    } else {
                        100
                    };
                    return send.emit(Msg::Do(Box::new(Command::SetWorker { application, worker, per_cent })));
                }
                "stop" => return send.emit(Msg::Do(Box::new(Command::StopWorker(id, number)))),
                _ => return,
            };
            send.emit(Msg::Do(Box::new(Command::Fault(fault))));
        })
    };
    let options = FAULTS.map(|(value, text)| (value.into(), text.into())).to_vec();
    let (state, trouble) = state(worker);
    let shards = worker.shards.iter().map(|shard| html! { <span class="tab">{ shard.0 }</span> });
    html! {
        <li key={number.0}>
            <span class={classes!("worker", trouble.then_some("bad"))} title={format!("{} records", grouped(worker.records))}>
                { format!("worker-{}", number.0) }<small>{ state }</small></span>
            <span class="tabs">{ for shards }if worker.more_shards > 0 { <span class="muted">{ format!("+{}", worker.more_shards) }</span> }</span>
            <Choice label={format!("Do something to worker-{}", number.0)} {options} value="" on_change={choose} hide_label=true />
        </li>
    }
}

fn state(worker: &WorkerView) -> (String, bool) {
    let left = |left: Duration| millis(left.as_millis());
    if worker.starting {
        ("starting".into(), false)
    } else if !worker.running {
        ("crashed".into(), true)
    } else if let Some(time) = worker.stalled {
        (format!("stalled, {}", left(time)), true)
    } else if let Some(time) = worker.cut {
        (format!("cut off, {}", left(time)), true)
    } else if let Some((per_cent, time)) = worker.slow {
        (format!("at {per_cent} %, {}", left(time)), true)
    } else if worker.clock_ahead_millis != 0 {
        (format!("clock {} s off", worker.clock_ahead_millis / 1_000), true)
    } else if worker.speed != 100 {
        (format!("at {} %", worker.speed), false)
    } else {
        (if worker.busy { "works" } else { "idle" }.into(), false)
    }
}

/// What it computed, beside the truth.
pub(super) fn result(tally: &Tally, (keys, wrong): (u64, u64)) -> Html {
    let count = |name: &'static str, value: u64, title: &'static str, bad: bool| {
        let bad = (bad && value > 0).then_some("bad");
        html! { <div class={classes!(bad)} {title}><dt>{ name }</dt><dd>{ grouped(value) }</dd></div> }
    };
    html! {
        <dl class="counts">
            { count("processed", tally.processed, "Deliveries that were processed, duplicates included", false) }
            { count("duplicates", tally.doubled, "Deliveries of records that had been processed before", true) }
            { count("reordered", tally.reordered, "Records older than one of the same key that was processed before", true) }
            { count("lost", tally.lost, "Records that were passed over: skipped after an exception, or expired unread", true) }
            if tally.kept_out > 0 { { count("kept out", tally.kept_out, "Repetitions that did not count, thanks to idempotence", false) } }
            if tally.left_out > 0 { { count("left out", tally.left_out, "First deliveries that did not count: wrongly kept out", true) } }
            if keys > 0 {
                <div class={classes!((wrong > 0).then_some("bad"))} title="Keys whose count, sum or last record is not what it should be"><dt>{ "wrong results" }</dt>
                    <dd>{ format!("{} of {} keys", grouped(wrong), grouped(keys)) }</dd></div>
            }
        </dl>
    }
}

fn settings(application: &ApplicationView, send: &Callback<Msg>) -> Html {
    let id = application.id;
    let fields = Fields::new(id, &application.spec, send);
    let when = {
        let (set, spec) = (fields.set.clone(), application.spec.clone());
        Callback::from(move |value: String| {
            let checkpoint_when = if value == "before" { CheckpointWhen::Before } else { CheckpointWhen::After };
            set.emit(ApplicationSpec { checkpoint_when, ..spec.clone() });
        })
    };
    let idle = {
        let (set, spec) = (fields.set.clone(), application.spec.clone());
        Callback::from(move |idle_millis: u32| {
            set.emit(ApplicationSpec { retrieval: Retrieval::Polling { idle_millis }, ..spec.clone() });
        })
    };
    let spec = &application.spec;
    html! {
        <div class="form">
            { fields.number("work") }
            <Choice label="Checkpoints" options={[("after", "after the work"), ("before", "before the work")].map(|(value, text)| (value.into(), text.into())).to_vec()}
                value={if spec.checkpoint_when == CheckpointWhen::Before { "before" } else { "after" }} on_change={when} />
            { fields.number("checkpoint") }
            if let Retrieval::Polling { idle_millis } = spec.retrieval {
                <Number label="Polls every" unit="ms" value={idle_millis} least={1} most={3_600_000} on_change={idle} />
            }
            { fields.number("failover") }
            <button class="quiet" onclick={does(send, move || Command::Remove(Kind::Application, id))}>{ "Remove" }</button>
        </div>
    }
}
