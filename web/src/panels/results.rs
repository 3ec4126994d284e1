//! What an application or a function has computed, key by key beside the truth; its table of ids; its windows.
use super::PageProps;
use crate::format::{grouped, millis};
use crate::view::{ResultRow, ResultsView};
use yew::prelude::*;

pub(super) fn results(props: &PageProps) -> Html {
    let Some(view) = &props.view.results else {
        return html! { <p>{ "It is gone, or has not computed anything yet." }</p> };
    };
    html! {
        <>
            <p class="muted">{ format!(
                "{} keeps a result for each key: how many records, the sum of their readings (a truck's speed, else bytes of data), and the \
                 last record. The truth counts each record once. {} of {} keys are wrong now.",
                view.name, grouped(view.wrong), grouped(view.known)) }</p>
            <div class="tables" tabindex="0" role="region" aria-label="Results">
                { keys(view) }
                { ids(view) }
                { windows(view) }
                { destination(view) }
            </div>
        </>
    }
}

fn keys(view: &ResultsView) -> Html {
    if view.rows.is_empty() {
        let text = match view.processed {
            0 => "Nothing has been processed yet.",
            _ => "No record has a key's result: each has a key of its own, or nobody has taken it apart.",
        };
        return html! { <p>{ text }</p> };
    }
    let shown = view.rows.len() as u64;
    let caption = match view.known {
        known if known > shown => format!("Results by key: {shown} of {}, the wrong ones first", grouped(known)),
        _ => "Results by key, the wrong ones first".to_string(),
    };
    html! {
        <table><caption>{ caption }</caption>
            <thead><tr><th>{ "key" }</th><th>{ "verdict" }</th><th>{ "count" }</th><th>{ "truth" }</th><th>{ "sum" }</th><th>{ "truth" }</th><th>{ "last record that counted" }</th></tr></thead>
            <tbody>{ for view.rows.iter().map(row) }</tbody></table>
    }
}

fn row(row: &ResultRow) -> Html {
    let (mine, truth) = (row.mine, row.truth);
    let verdict = match () {
        _ if mine == truth => "right",
        _ if mine.count > truth.count => "counted too often",
        _ if mine.count < truth.count => "left out",
        _ if mine.sum != truth.sum => "one for another",
        _ => "an older one is last",
    };
    let cell = |wrong: bool, value: u64| html! { <td class={classes!(wrong.then_some("bad"))}>{ grouped(value) }</td> };
    html! {
        <tr><th scope="row">{ &row.key }</th><td class={if mine == truth { "good" } else { "bad" }}>{ verdict }</td>
            { cell(mine.count != truth.count, mine.count) }<td>{ grouped(truth.count) }</td>
            { cell(mine.sum != truth.sum, mine.sum) }<td>{ grouped(truth.sum) }</td>
            <td class={classes!("mono", (mine.last != truth.last).then_some("bad"))}>{ &row.last }</td></tr>
    }
}

fn table(caption: String, head: &[&'static str], rows: impl Iterator<Item = Html>) -> Html {
    html! {
        <table><caption>{ caption }</caption>
            <thead><tr>{ for head.iter().map(|name| html! { <th>{ *name }</th> }) }</tr></thead>
            <tbody>{ for rows }</tbody></table>
    }
}

fn cells(row: &[String]) -> Html {
    html! { <tr><th scope="row">{ &row[0] }</th>{ for row[1..].iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }
}

fn ids(view: &ResultsView) -> Html {
    let Some((items, ttl)) = view.items else { return Html::default() };
    let caption = format!(
        "External table of ids: {} items, put on condition that there is none; time to live {}, kept by 4,096 ids together",
        grouped(items),
        millis(ttl.as_millis())
    );
    table(caption, &["whose", "from id", "to id", "items", "expires in"], view.ids.iter().map(|row| cells(row)))
}

fn windows(view: &ResultsView) -> Html {
    if view.windows.is_empty() {
        return Html::default();
    }
    let rows = view.windows.iter().map(|row| cells(row));
    table("Tumbling windows, the newest first".into(), &["shard", "begins at", "records", "sum"], rows)
}

fn destination(view: &ResultsView) -> Html {
    if view.destination.is_empty() {
        return Html::default();
    }
    let head = ["shard", "first record", "last record", "batch size", "condition"];
    table("On-failure destination, the newest first".into(), &head, view.destination.iter().map(|row| cells(row)))
}
