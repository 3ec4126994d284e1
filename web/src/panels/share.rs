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
            <section><h3>{ t!(share.as_a_link) }</h3>{ link(props) }</section>
            <section>
                <h3>{ t!(share.as_a_file) }</h3>
                <div class="buttons">{ export("script", t!(share.save_the_run_as_text)) }</div>
                <p class="muted">{ t!(share.lines_of_the_aws_cli_each) }</p>
            </section>
            <section>
                <h3>{ t!(share.take_it_to_aws) }</h3>
                <div class="buttons">{ export("shell", t!(share.shell_script)) }{ export("cloudformation", t!(share.cloudformation_template)) }</div>
                <p class="muted">{ t!(share.creates_what_this_run_created_on) }</p>
            </section>
            <section>
                <h3>{ t!(share.export_data) }</h3>
                <div class="buttons">
                    <button onclick={on(send, || Msg::Share(ShareAct::Picture))}>{ t!(share.picture_png) }</button>
                    { export("trace.csv", t!(share.events_csv)) }{ export("trace.ndjson", t!(share.events_ndjson)) }
                    { export("charts.csv", t!(share.charts_csv)) }{ export("charts.ndjson", t!(share.charts_ndjson)) }
                </div>
            </section>
        </div>
    }
}

fn link(props: &PageProps) -> Html {
    match &props.share.link {
        None => html! { <p class="muted" role="status">{ t!(share.making_the_link) }</p> },
        Some(Err(reason)) => html! { <p class="field-error" role="alert">{ reason }</p> },
        Some(Ok(link)) => {
            let (length, copy) = (link.len(), link.clone());
            html! {
                <>
                    <div class="field copy"><input type="text" readonly=true value={link.clone()} aria-label={t!(share.link)} />
                        <button class="primary" disabled={length > MOST} onclick={on(&props.send, move || Msg::Copy(copy.clone()))}>{ t!(share.copy) }</button></div>
                    if length > MOST {
                        <p class="field-error" role="alert">{ t!(share.characters_too_long_for_a_link, length = grouped(length as u64)) }</p>
                    } else if length > SAFE {
                        <p class="warn">{ t!(share.characters_some_chats_and_mail, length = grouped(length as u64)) }</p>
                    } else {
                        <p class="muted">{ t!(share.characters_the_run_is_in_the, length = grouped(length as u64)) }</p>
                    }
                </>
            }
        }
    }
}
