//! The table of what differs between a stream, two kinds of queue and a topic. Each cell opens a run that shows it.
use crate::card::Deed;
use crate::platform::page;
use crate::scenario::{DIFFERS, Scenario};
use gloo::timers::callback::Timeout;
use shardscope_core::client::ActorSpec;
use shardscope_core::sim::Command;
use yew::prelude::*;

/// The columns, in the order of each run's lanes.
const COLUMNS: [&str; 4] = ["Kinesis", "SQS standard", "SQS FIFO", "SNS"];

/// With this a note begins to speak of its own run.
const HERE: &str = " Here ";

#[derive(Properties, PartialEq)]
pub struct DiffersProps {
    pub send: Callback<Deed>,
}

/// What the run's lanes say of themselves: a cell for each column.
fn cells(scenario: &Scenario) -> Vec<String> {
    let lanes = scenario.script().commands.into_iter().filter_map(|logged| {
        let Command::Add(ActorSpec::Lane(spec)) = logged.command else { return None };
        Some(spec.note.split(HERE).next().unwrap_or_default().to_string())
    });
    lanes.take(COLUMNS.len()).collect()
}

#[component]
pub fn Differs(props: &DiffersProps) -> Html {
    // Scripts are read once, not each time that the clock moves on.
    let rows = use_memo((), |()| DIFFERS.iter().map(|row| (row, cells(row))).collect::<Vec<_>>());
    let cell = |row: &'static Scenario, column: usize, text: &str| {
        html! { <td><a href={format!("?scenario={}", row.name)} onclick={open(&props.send, row, column)}>{ text }</a></td> }
    };
    let row = |(row, cells): &(&'static Scenario, Vec<String>)| {
        html! {
            <tr>
                <th scope="row">{ row.title() }</th>
                { for cells.iter().enumerate().map(|(column, text)| cell(row, column, text)) }
            </tr>
        }
    };
    html! {
        <>
            <p>{ t!(lane.each_cell_opens_a_run_that) }</p>
            <div class="table-scroll differs" tabindex="0" role="region" aria-label={t!(lane.what_differs)}>
                <table>
                    <thead><tr><td></td>{ for COLUMNS.iter().map(|name| html! { <th scope="col">{ *name }</th> }) }</tr></thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
            </div>
        </>
    }
}

/// Opens a row's run in this page, at the column's lane; with a key held down the browser does what it does with links.
fn open(send: &Callback<Deed>, row: &'static Scenario, column: usize) -> Callback<MouseEvent> {
    let send = send.clone();
    Callback::from(move |event: MouseEvent| {
        if event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        event.prevent_default();
        send.emit(Deed::Begin(row.name));
        let lane: &'static str = COLUMNS[column];
        // Once the run is there.
        Timeout::new(0, move || page::focus(&format!(".lane[aria-label='{lane}']"))).forget();
    })
}
