//! Sharing a run, and taking things out of it.
use super::{PageProps, on};
use crate::format::grouped;
use crate::msg::{Msg, ShareAct};
use yew::prelude::*;

/// Characters up to which a link goes through anything: chats, mails, slides.
const SAFE: usize = 2_000;
/// Characters up to which browsers take a link.
const MOST: usize = 32_000;

pub(super) fn share(props: &PageProps) -> Html {
    let send = &props.send;
    let export = |kind: &'static str, label: &str| {
        html! { <button onclick={on(send, move || Msg::Share(ShareAct::Export(kind)))}>{ label }</button> }
    };
    html! {
        <div class="settings">
            <section><h3>{ "As a link" }</h3>{ link(props) }</section>
            <section>
                <h3>{ "As a file" }</h3>
                <div class="buttons">{ export("script", "Save the run as text") }</div>
                <p class="muted">{ "Lines of the AWS CLI, each with a timestamp. Drop the file onto the page to open it again." }</p>
            </section>
            <section>
                <h3>{ "Take it to AWS" }</h3>
                <div class="buttons">{ export("shell", "Shell script") }{ export("cloudformation", "CloudFormation template") }</div>
                <p class="muted">{ "Creates what this run created, on a real account or an emulator. Streams cost money there until you delete them. What a template cannot hold, such as the code of functions, is named in its Metadata." }</p>
            </section>
            <section>
                <h3>{ "Export data" }</h3>
                <div class="buttons">
                    <button onclick={on(send, || Msg::Share(ShareAct::Picture))}>{ "Picture (PNG)" }</button>
                    { export("trace.csv", "Events (CSV)") }{ export("trace.ndjson", "Events (NDJSON)") }
                    { export("charts.csv", "Charts (CSV)") }{ export("charts.ndjson", "Charts (NDJSON)") }
                </div>
            </section>
        </div>
    }
}

fn link(props: &PageProps) -> Html {
    match &props.share.link {
        None => html! { <p class="muted" role="status">{ "Making the link …" }</p> },
        Some(Err(reason)) => html! { <p class="field-error" role="alert">{ reason }</p> },
        Some(Ok(link)) => {
            let (length, copy) = (link.len(), link.clone());
            html! {
                <>
                    <div class="field copy"><input type="text" readonly=true value={link.clone()} aria-label="Link" />
                        <button class="primary" disabled={length > MOST} onclick={on(&props.send, move || Msg::Copy(copy.clone()))}>{ "Copy" }</button></div>
                    if length > MOST {
                        <p class="field-error" role="alert">{ format!("{} characters: too long for a link. Save the run as a file.", grouped(length as u64)) }</p>
                    } else if length > SAFE {
                        <p class="warn">{ format!("{} characters: some chats and mail programs cut links like that. A file is safer.", grouped(length as u64)) }</p>
                    } else {
                        <p class="muted">{ format!("{} characters. The run is in the link itself; no server keeps it.", grouped(length as u64)) }</p>
                    }
                </>
            }
        }
    }
}
