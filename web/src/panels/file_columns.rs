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
    let text = t!(
        your_data.spreads_better_its_most_frequent,
        name = name,
        rows = share(better.hottest_rows, better.rows),
        peak_records = grouped(better.peak_records)
    );
    html! { <p class="verdict" role="status">{ text }{ " " }{ choose(loaded, better, send, t!(your_data.use_column, name = name)) }</p> }
}

/// Reads the file with that column as the key.
fn choose(loaded: &Loaded, of: &Column, send: &Callback<Msg>, label: String) -> Html {
    let mut plan = loaded.plan.clone();
    plan.key = of.column;
    let about = t!(your_data.use_as_the_key, columns = loaded.plan.columns[of.column]);
    html! { <button title={about.clone()} aria-label={about} onclick={on(send, move || Msg::File(FileStep::Read(plan.clone())))}>{ label }</button> }
}

/// What each column would be as the partition key.
pub fn columns(loaded: &Loaded, send: &Callback<Msg>) -> Html {
    let Some(columns) = &loaded.columns else {
        return html! { <p class="muted">{ t!(your_data.comparing_the_columns) }</p> };
    };
    let better = columns.better_than(loaded.plan.key).map(|better| better.column);
    let row = |of: &Column| {
        let name = &loaded.plan.columns[of.column];
        let chosen = of.column == loaded.plan.key;
        let many =
            if of.beyond > 0 { t!(your_data.over, shards = grouped(VALUES_MOST as u64)) } else { grouped(of.values) };
        let hot = of.is_hot().then_some("bad");
        html! {
            <tr class={chosen.then_some("key")}>
                <th scope="row">{ name }if better == Some(of.column) { <small class="good">{ t!(your_data.better) }</small> }</th>
                <td>{ many }</td>
                <td>{ share(of.hottest_rows, of.rows) }<small class="muted">{ format!(" {}", of.hottest) }</small></td>
                <td class={classes!(hot)}>{ format!("{} · {}", grouped(of.peak_records), bytes(of.peak_bytes)) }</td>
                <td>{ verdict(of, columns.rows) }</td>
                <td>if chosen { { t!(your_data.chosen) } } else { { choose(loaded, of, send, t!(your_data.use_it).into()) } }</td>
            </tr>
        }
    };
    html! {
        <div class="tables" tabindex="0" role="region" aria-label={t!(your_data.columns_as_partition_keys)}><table>
            <caption>{ t!(your_data.columns_as_partition_keys) }</caption>
            <thead><tr><th>{ t!(your_data.column) }</th><th>{ t!(your_data.values) }</th><th>{ t!(your_data.most_frequent) }</th><th>{ t!(your_data.a_values_peak_second) }</th><th>{ t!(your_data.as_a_key) }</th><th>{ t!(your_data.choose) }</th></tr></thead>
            <tbody>{ for columns.all.iter().map(row) }</tbody>
        </table></div>
    }
}

fn verdict(of: &Column, rows: u64) -> String {
    match of {
        Column { rows: 0, .. } => t!(your_data.empty).into(),
        of if of.rows < rows => {
            t!(your_data.missing_in_of_the_rows_which, rows = share(rows - of.rows, rows))
        }
        Column { values: 1, .. } => t!(your_data.one_value_one_shard).into(),
        of if of.is_hot() => t!(your_data.hot_no_number_of_shards_would).into(),
        of if of.is_unique() => t!(your_data.spreads_keeps_no_order).into(),
        of if !of.is_cool() => t!(your_data.little_room_for_growth).into(),
        _ => t!(your_data.fits).into(),
    }
}
