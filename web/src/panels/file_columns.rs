//! The columns of a file side by side, as partition keys.
use super::on;
use crate::data::{Column, Loaded};
use crate::format::{grouped, share};
use crate::msg::{FileStep, Msg};
use yew::prelude::*;

/// The column that would be the best key, where that is another than the chosen one.
pub fn best(loaded: &Loaded, send: &Callback<Msg>) -> Html {
    let Some(best) = loaded.columns.best().filter(|best| best.column != loaded.plan.key) else {
        return Html::default();
    };
    let name = &loaded.plan.columns[best.column];
    let text = format!(
        "“{name}” spreads better: its most frequent value is in {} of the rows, at most {} of them in a second.",
        share(best.hottest_rows, best.rows),
        grouped(best.peak)
    );
    html! { <p class="verdict">{ text }{ " " }{ choose(loaded, best, send, format!("Use “{name}”")) }</p> }
}

/// Reads the file with that column as the key.
fn choose(loaded: &Loaded, of: &Column, send: &Callback<Msg>, label: String) -> Html {
    let mut plan = loaded.plan.clone();
    plan.key = of.column;
    html! { <button onclick={on(send, move || Msg::File(FileStep::Read(plan.clone())))}>{ label }</button> }
}

/// What each column would be as the partition key.
pub fn columns(loaded: &Loaded, send: &Callback<Msg>) -> Html {
    let columns = &loaded.columns;
    if !columns.is_done {
        return html! { <p class="muted" role="status">{ format!("Comparing the columns: {} of the rows", share(columns.done.into(), loaded.report.rows.into())) }</p> };
    }
    let best = columns.best().map(|best| best.column);
    let row = |of: &Column| {
        let name = &loaded.plan.columns[of.column];
        let chosen = of.column == loaded.plan.key;
        let peak = if of.peak > 1_000 { "bad" } else { "" };
        html! {
            <tr class={chosen.then_some("key")}>
                <th scope="row">{ name }if best == Some(of.column) { <small class="good">{ " best" }</small> }</th>
                <td>{ grouped(of.values) }</td>
                <td>{ share(of.hottest_rows, of.rows) }<small class="muted">{ format!(" {}", of.hottest) }</small></td>
                <td class={peak}>{ grouped(of.peak) }</td>
                <td>{ verdict(of) }</td>
                <td>if chosen { { "chosen" } } else { { choose(loaded, of, send, "Use it".into()) } }</td>
            </tr>
        }
    };
    html! {
        <div class="tables" tabindex="0" role="region" aria-label="Columns as partition keys"><table>
            <caption>{ "Columns as partition keys" }</caption>
            <thead><tr><th>{ "column" }</th><th>{ "values" }</th><th>{ "most frequent" }</th><th>{ "its peak second" }</th><th>{ "as a key" }</th><th></th></tr></thead>
            <tbody>{ for columns.all.iter().map(row) }</tbody>
        </table></div>
    }
}

fn verdict(of: &Column) -> &'static str {
    match of {
        Column { rows: 0, .. } => "empty",
        Column { values: 1, .. } => "one value: one shard",
        Column { peak: 1_001.., .. } => "hot: no number of shards would do",
        of if of.is_unique() => "spreads, keeps no order",
        Column { peak: 501.., .. } => "no room for growth",
        _ => "fits",
    }
}
