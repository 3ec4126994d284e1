//! The dialog of a user's file: choose, look, read, report.
use super::file_report::Report;
use super::on;
use crate::data::{Encoding, Format, Peek, Plan, TimeUnit, Timestamps};
use crate::form::field::{Choice, Number};
use crate::format::{bytes, count};
use crate::msg::{FileStep, Msg};
use crate::platform::page;
use crate::text;
use crate::view::View;
use crate::view::{FileStage, FileView};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

pub struct DataProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub file: FileView,
}

/// A file that is dropped anywhere on the page.
pub fn on_drop(send: &Callback<Msg>) -> Callback<DragEvent> {
    let send = send.clone();
    Callback::from(move |event: DragEvent| {
        event.prevent_default();
        let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file {
            send.emit(Msg::File(FileStep::Chosen(file)));
        }
    })
}

pub fn data(props: &DataProps) -> Html {
    let send = &props.send;
    let cancel = on(send, || Msg::File(FileStep::Cancel));
    match &props.file {
        FileStage::None => choose(send, None),
        FileStage::Failed(reason) => choose(send, Some(reason)),
        FileStage::Looking => html! { <p role="status">{ t!(your_data.looking_at_the_file) }</p> },
        FileStage::Peeked(peek) => html! { <Columns peek={peek.clone()} send={send.clone()} /> },
        FileStage::Reading(part) => html! {
            <div role="status">
                <p>{ t!(your_data.reading, part = format_args!("{:.0}", part * 100.0)) }</p>
                <progress max="1" value={part.to_string()} aria-label={t!(your_data.reading_the_file)}></progress>
                <button onclick={cancel}>{ t!(your_data.stop) }</button>
            </div>
        },
        FileStage::Loaded(loaded) => html! {
            <>
                <Report loaded={loaded.clone()} view={props.view.clone()} send={send.clone()} />
                <p class="buttons">
                    <button class="quiet" onclick={on(send, || Msg::File(FileStep::Again))}>{ t!(your_data.back_to_the_columns) }</button>
                    <button class="quiet" onclick={cancel}>{ t!(your_data.choose_another_file) }</button>
                </p>
            </>
        },
    }
}

fn choose(send: &Callback<Msg>, failed: Option<&String>) -> Html {
    let chosen = {
        let send = send.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            if let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) {
                send.emit(Msg::File(FileStep::Chosen(file)));
            }
        })
    };
    html! {
        <div class="choose">
            <p>{ t!(your_data.will_your_partition_key_be_hot) }</p>
            <p class="muted">{ text::FILE_STAYS.text() }</p>
            <p class="muted">{ t!(your_data.a_run_that_you_saved_here) }</p>
            if let Some(reason) = failed { <p class="field-error" role="alert">{ reason }</p> }
            <p><input type="file" accept=".csv,.tsv,.txt,.ndjson,.jsonl,.json,.md" onchange={chosen} aria-label={t!(your_data.choose_a_file)} /></p>
            <button onclick={on(send, || Msg::File(FileStep::Sample))}>{ t!(your_data.try_the_sample_5_000_flights) }</button>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ColumnsProps {
    peek: Rc<Peek>,
    send: Callback<Msg>,
}

/// What a chosen value changes in the plan.
type Change = Rc<dyn Fn(&mut Plan, &str)>;

/// Which column is the key, and when the rows happen.
#[component]
fn Columns(props: &ColumnsProps) -> Html {
    let plan = use_state(|| props.peek.plan.clone());
    let set = |change: Change| {
        let plan = plan.clone();
        Callback::from(move |value: String| {
            let mut next = (*plan).clone();
            change(&mut next, &value);
            plan.set(next);
        })
    };
    let time_column = if let Timestamps::Column(column, _) = plan.timestamps { Some(column) } else { None };
    let option = |(place, name): (usize, &String)| (place.to_string().into(), name.clone().into());
    let chosen = [Some(plan.key), plan.subject, time_column];
    let columns: Vec<(AttrValue, AttrValue)> = shown(&plan, OFFERED_MOST, &chosen).map(option).collect();
    let number = |text: &str| text.parse::<usize>().unwrap_or(0);
    let key = set(Rc::new(move |plan, value| plan.key = number(value)));
    let (time_now, unit) = match plan.timestamps {
        Timestamps::Column(column, unit) => (column.to_string(), unit),
        Timestamps::Rate(_) => ("rate".to_string(), TimeUnit::Iso8601),
    };
    let subject = set(Rc::new(move |plan, value| plan.subject = value.parse().ok()));
    let mut subjects = vec![("key".into(), t!(your_data.the_partition_key).into())];
    subjects.extend(columns.clone());
    let subject_now = plan.subject.map_or_else(|| "key".to_string(), |column| column.to_string());
    let time = set(Rc::new(move |plan, value| {
        plan.timestamps = match value.parse() {
            Ok(column) => Timestamps::Column(column, unit),
            Err(_) => Timestamps::Rate(1_000),
        }
    }));
    let mut times = vec![("rate".into(), t!(your_data.none_fixed_rate).into())];
    times.extend(columns.clone());
    let what = match plan.format {
        Format::Ndjson => "NDJSON".to_string(),
        Format::Csv { delimiter: b'\t' } => t!(your_data.tab_separated).to_string(),
        Format::Csv { delimiter: b',' } => t!(your_data.comma_separated).to_string(),
        Format::Csv { delimiter: b';' } => t!(your_data.semicolon_separated).to_string(),
        Format::Csv { delimiter } => t!(your_data.separated_by, char = char::from(delimiter)),
    };
    let ready = (*plan).clone();
    html! {
        <div class="form">
            <p>{ format!("{} · {} · {what}", plan.file_name, bytes(props.peek.bytes as u64)) }</p>
            { header(&plan) }
            { encoding(plan.encoding, &props.send) }
            <Choice label={t!(your_data.partition_key)} options={columns} value={plan.key.to_string()} on_change={key} />
            <Choice label={t!(your_data.what_a_row_is_about)} options={subjects} value={subject_now} on_change={subject} />
            <Choice label={t!(your_data.timestamp_column)} options={times} value={time_now} on_change={time} />
            { for props.peek.questions.iter().map(|question| html! { <p class="warn" role="status">{ question.text() }</p> }) }
            { when(&plan, unit) }
            { too_many(&plan) }
            if let Some(problem) = &props.peek.problem { <p class="field-error">{ problem }</p> }
            { sample(&props.peek, &plan) }
            <button class="primary" onclick={on(&props.send, move || Msg::File(FileStep::Read(ready.clone())))}>{ t!(your_data.read_the_file) }</button>
        </div>
    }
}

/// The unit of a column of times, or the rate without one.
fn when(plan: &UseStateHandle<Plan>, unit: TimeUnit) -> Html {
    let with = |timestamps: Timestamps| Plan { timestamps, ..(**plan).clone() };
    let handle = plan.clone();
    match plan.timestamps {
        Timestamps::Rate(rate) => {
            let base = with(Timestamps::Rate(rate));
            let change =
                Callback::from(move |rate| handle.set(Plan { timestamps: Timestamps::Rate(rate), ..base.clone() }));
            html! { <Number label={t!(your_data.rows_a_second)} value={rate} least={1} most={1_000_000} on_change={change} /> }
        }
        Timestamps::Column(column, _) => {
            let options: Vec<_> = TimeUnit::ALL
                .iter()
                .enumerate()
                .map(|(place, (_, name))| (place.to_string().into(), name.text().into()))
                .collect();
            let now = TimeUnit::ALL.iter().position(|(of, _)| *of == unit).unwrap_or(0);
            let base = with(plan.timestamps);
            let change = Callback::from(move |place: String| {
                let (unit, _) = TimeUnit::ALL[place.parse::<usize>().unwrap_or(0).min(TimeUnit::ALL.len() - 1)];
                handle.set(Plan { timestamps: Timestamps::Column(column, unit), ..base.clone() });
            });
            html! { <Choice label={t!(your_data.written_as)} {options} value={now.to_string()} on_change={change} /> }
        }
    }
}

/// How its letters are written. With another answer the file is looked at again: its names may be others.
fn encoding(now: Encoding, send: &Callback<Msg>) -> Html {
    let value = Encoding::ALL.iter().position(|(of, _)| *of == now).unwrap_or(0).to_string();
    let options =
        Encoding::ALL.iter().enumerate().map(|(place, (_, name))| (place.to_string().into(), name.text().into()));
    let send = send.clone();
    let change = Callback::from(move |place: String| {
        let (encoding, _) = Encoding::ALL[place.parse::<usize>().unwrap_or(0).min(Encoding::ALL.len() - 1)];
        send.emit(Msg::File(FileStep::Written(encoding)));
    });
    html! { <Choice label={t!(your_data.letters)} options={options.collect::<Vec<_>>()} {value} on_change={change} /> }
}

fn header(plan: &UseStateHandle<Plan>) -> Html {
    if plan.format == Format::Ndjson {
        return Html::default();
    }
    let (handle, now) = (plan.clone(), (**plan).clone());
    let onchange =
        Callback::from(move |event: Event| handle.set(Plan { header: page::checked(&event), ..now.clone() }));
    html! { <label class="check"><input type="checkbox" checked={plan.header} {onchange} />{ t!(your_data.the_first_row_names_the_columns) }</label> }
}

/// Columns that are offered, and those that the table of the first rows has: more would hold the page up.
const OFFERED_MOST: usize = 200;
const SAMPLED_MOST: usize = 30;

/// The first columns, and those that are chosen.
fn shown<'a>(
    plan: &'a Plan,
    most: usize,
    chosen: &'a [Option<usize>],
) -> impl Iterator<Item = (usize, &'a String)> + 'a {
    plan.columns.iter().enumerate().filter(move |(place, _)| *place < most || chosen.contains(&Some(*place)))
}

fn too_many(plan: &Plan) -> Html {
    let many = plan.columns.len();
    if many <= OFFERED_MOST {
        return Html::default();
    }
    html! { <p class="muted">{ t!(your_data.the_first_of_are_offered_and, offered_most = OFFERED_MOST, columns = count(many as u64, message!(nouns.column)), sampled_most = SAMPLED_MOST) }</p> }
}

fn sample(peek: &Peek, plan: &Plan) -> Html {
    let mark = |place: usize| (place == plan.key).then_some("key");
    let chosen = [Some(plan.key)];
    let places: Vec<(usize, &String)> = shown(plan, SAMPLED_MOST, &chosen).collect();
    let cell = |row: &[String], place: usize| -> String {
        row.get(place).map(|text| text.chars().take(40).collect()).unwrap_or_default()
    };
    html! {
        <div class="tables sample" tabindex="0" role="region" aria-label={t!(your_data.first_rows)}><table>
            <thead><tr>{ for places.iter().map(|(place, name)| html! { <th class={classes!(mark(*place))}>{ name }</th> }) }</tr></thead>
            <tbody>{ for peek.sample.iter().take(5).map(|row| html! {
                <tr>{ for places.iter().map(|(place, _)| html! { <td class={classes!(mark(*place))}>{ cell(row, *place) }</td> }) }</tr>
            }) }</tbody>
        </table></div>
    }
}
