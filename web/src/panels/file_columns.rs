//! The columns of a file side by side, as partition keys.
use super::on;
use crate::data::{Column, Loaded, VALUES_MOST};
use crate::format::{bytes, grouped, share};
use crate::msg::{FileStep, Msg};
use yew::prelude::*;

/// The column that would be a better key, where the chosen one is too hot.
pub fn better(loaded: &Loaded, send: &Callback<Msg>) -> Html {
    let better = loaded.columns.as_ref().and_then(|columns| columns.better_than(loaded.plan.key));
    let Some(better) = better else { return Html::default() };
    let name = &loaded.plan.columns[better.column];
    let text = format!(
        "“{name}” spreads better: its most frequent value is in {} of the rows, at most {} of them in a second.",
        share(better.hottest_rows, better.rows),
        grouped(better.peak_records)
    );
    html! { <p class="verdict" role="status">{ text }{ " " }{ choose(loaded, better, send, format!("Use “{name}”")) }</p> }
}

/// Reads the file with that column as the key.
fn choose(loaded: &Loaded, of: &Column, send: &Callback<Msg>, label: String) -> Html {
    let mut plan = loaded.plan.clone();
    plan.key = of.column;
    let about = format!("Use “{}” as the key", loaded.plan.columns[of.column]);
    html! { <button title={about.clone()} aria-label={about} onclick={on(send, move || Msg::File(FileStep::Read(plan.clone())))}>{ label }</button> }
}

/// What each column would be as the partition key.
pub fn columns(loaded: &Loaded, send: &Callback<Msg>) -> Html {
    let Some(columns) = &loaded.columns else {
        return html! { <p class="muted">{ "Comparing the columns…" }</p> };
    };
    let better = columns.better_than(loaded.plan.key).map(|better| better.column);
    let row = |of: &Column| {
        let name = &loaded.plan.columns[of.column];
        let chosen = of.column == loaded.plan.key;
        let many = if of.beyond > 0 { format!("over {}", grouped(VALUES_MOST as u64)) } else { grouped(of.values) };
        let hot = of.is_hot().then_some("bad");
        html! {
            <tr class={chosen.then_some("key")}>
                <th scope="row">{ name }if better == Some(of.column) { <small class="good">{ " better" }</small> }</th>
                <td>{ many }</td>
                <td>{ share(of.hottest_rows, of.rows) }<small class="muted">{ format!(" {}", of.hottest) }</small></td>
                <td class={classes!(hot)}>{ format!("{} · {}", grouped(of.peak_records), bytes(of.peak_bytes)) }</td>
                <td>{ verdict(of, columns.rows) }</td>
                <td>if chosen { { "chosen" } } else { { choose(loaded, of, send, "Use it".into()) } }</td>
            </tr>
        }
    };
    html! {
        <div class="tables" tabindex="0" role="region" aria-label="Columns as partition keys"><table>
            <caption>{ "Columns as partition keys" }</caption>
            <thead><tr><th>{ "column" }</th><th>{ "values" }</th><th>{ "most frequent" }</th><th>{ "a value's peak second" }</th><th>{ "as a key" }</th><th>{ "choose" }</th></tr></thead>
            <tbody>{ for columns.all.iter().map(row) }</tbody>
        </table></div>
    }
}

fn verdict(of: &Column, rows: u64) -> String {
    match of {
        Column { rows: 0, .. } => "empty".into(),
        of if of.rows < rows => {
            format!("missing in {} of the rows, which could not be sent", share(rows - of.rows, rows))
        }
        Column { values: 1, .. } => "one value: one shard".into(),
        of if of.is_hot() => "hot: no number of shards would do".into(),
        of if of.is_unique() => "spreads, keeps no order".into(),
        of if !of.is_cool() => "little room for growth".into(),
        _ => "fits".into(),
    }
}
