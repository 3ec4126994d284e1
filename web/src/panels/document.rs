//! Tables, whatever is in them.
use crate::card::{Cell, Document, Spark, Table};
use crate::format::grouped;
use yew::prelude::*;

pub fn document(document: &Document, label: &'static str) -> Html {
    html! {
        <>
            if !document.about.is_empty() { <p class="muted">{ &document.about }</p> }
            { tables(&document.tables, label) }
        </>
    }
}

pub fn tables(all: &[Table], label: &'static str) -> Html {
    html! { <div class="tables" tabindex="0" role="region" aria-label={label}>{ for all.iter().map(table) }</div> }
}

pub fn table(table: &Table) -> Html {
    let row = |row: &Vec<Cell>| {
        let name = row.first().map(|cell| html! { <th scope="row">{ &cell.text }</th> });
        html! { <tr>{ name }{ for row.iter().skip(1).map(cell) }</tr> }
    };
    let sparks = table.rows.iter().flatten().any(|cell| cell.spark.is_some());
    html! {
        <table class={classes!(sparks.then_some("metrics"))}><caption>{ &table.caption }</caption>
            <thead><tr>{ for table.head.iter().map(|name| html! { <th>{ *name }</th> }) }</tr></thead>
            <tbody>{ for table.rows.iter().map(row) }</tbody></table>
    }
}

fn cell(cell: &Cell) -> Html {
    if let Some(spark) = &cell.spark {
        return html! { <td class="spark">{ self::spark(spark) }</td> };
    }
    html! { <td class={classes!(cell.tone.class(), cell.mono.then_some("mono"))}>{ &cell.text }</td> }
}

fn spark(Spark { values, alarm }: &Spark) -> Html {
    const WIDTH: usize = 180;
    const HEIGHT: u64 = 24;
    let most = values.iter().copied().max().unwrap_or(0).max(1);
    let first = WIDTH.saturating_sub(values.len());
    let y = |value: u64| HEIGHT - value * (HEIGHT - 1) / most;
    let points: String =
        values.iter().enumerate().map(|(at, value)| format!("{},{} ", first + at, y(*value))).collect();
    let alarm = alarm.filter(|alarm| *alarm <= most).map(|alarm| y(alarm).to_string());
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} preserveAspectRatio="none" role="img" aria-label={t!(panels.at_most, most = grouped(most))}>
            <polyline points={points.trim_end().to_string()} />
            if let Some(y) = alarm { <line class="alarm" x1="0" x2={WIDTH.to_string()} y1={y.clone()} y2={y.clone()} /> }
        </svg>
    }
}
