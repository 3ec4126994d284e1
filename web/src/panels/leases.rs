//! The lease table of an application, as the DynamoDB table that it is.
use super::PageProps;
use crate::format::grouped;
use crate::view::COLUMNS;
use shardscope_core::client::ActorId;
use yew::prelude::*;

pub(super) fn leases(props: &PageProps, id: ActorId) -> Html {
    let Some(application) = props.view.applications.iter().find(|application| application.id == id) else {
        return html! { <p>{ "This application is gone." }</p> };
    };
    let rows = application.rows.iter().map(|row| {
        html! { <tr key={row[0].clone()}><th scope="row">{ &row[0] }</th>{ for row[1..].iter().map(|cell| html! { <td>{ cell }</td> }) }</tr> }
    });
    let name = &application.spec.name;
    html! {
        <>
            <p class="muted">{ format!(
                "The DynamoDB table {name}: {} rows, {} writes, {} of them refused by their condition. Its owner raises a lease's counter with \
                 every renewal; who sees it stand still for {} s may take the lease.",
                application.rows.len(), grouped(application.writes), grouped(application.failed_conditions), application.spec.failover_millis / 1_000) }</p>
            <div class="tables leases" tabindex="0" role="region" aria-label="Lease table"><table><caption>{ name }</caption>
                <thead><tr>{ for COLUMNS.iter().map(|name| html! { <th>{ *name }</th> }) }</tr></thead>
                <tbody>{ for rows }</tbody></table></div>
        </>
    }
}
