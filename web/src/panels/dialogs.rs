//! What lies over the page: help, new stream, settings, the file, the tables.
use super::{PageProps, around, card, data, document, faults, on, share, start};
use crate::card::Dialog;
use crate::kinds::Body;
use crate::msg::Msg;
use crate::words::Message;
use yew::prelude::*;

pub(super) fn open(props: &PageProps) -> Html {
    let Some(dialog) = props.dialog else { return Html::default() };
    let send = &props.send;
    let sheet = props.view.sheet.as_ref().filter(|_| matches!(dialog, Dialog::Sheet(_)));
    let (title, body) = content(props, dialog);
    // A sheet may say it beside the field that it is about.
    let notice = props.notice.as_ref().filter(|_| !sheet.is_some_and(|sheet| sheet.tells));
    let wide = matches!(dialog, Dialog::Data | Dialog::Table | Dialog::Start) || sheet.is_some_and(|sheet| sheet.wide);
    html! {
        <div class="veil" onclick={on(send, || Msg::Show(None))}>
            <div class={classes!("dialog", wide.then_some("wide"))} role="dialog" aria-modal="true" aria-label={title}
                onclick={Callback::from(|event: MouseEvent| event.stop_propagation())}>
                <header><h2>{ title }</h2><button class="quiet" aria-label={t!(dialogs.close)} onclick={on(send, || Msg::Show(None))}>{ "✕" }</button></header>
                if let Some(notice) = notice { <p class={if notice.is_error { "field-error" } else { "good" }} role="alert"><b>{ &notice.title }</b>{ ": " }{ &notice.text }</p> }
                { body }
            </div>
        </div>
    }
}

fn content(props: &PageProps, dialog: Dialog) -> (&'static str, Html) {
    let (view, send) = (&props.view, &props.send);
    match dialog {
        Dialog::Help => (t!(dialogs.how_to_use_this), help()),
        Dialog::Data => (
            t!(dialogs.your_data),
            data::data(&data::DataProps { view: view.clone(), send: send.clone(), file: props.file.clone() }),
        ),
        Dialog::Start => ("Shardscope", start::start(props)),
        Dialog::Share => (t!(dialogs.share_and_export), share::share(props)),
        Dialog::Linked => (t!(dialogs.open_the_link), linked(send)),
        Dialog::Faults => {
            let (victims, elapsed, deeds) = (view.victims.clone(), view.elapsed, props.deeds.clone());
            (t!(dialogs.a_fault), html! { <faults::Faults {victims} {elapsed} {deeds} /> })
        }
        Dialog::Table => (t!(dialogs.tables), document::tables(&view.tables, t!(dialogs.tables))),
        Dialog::Sheet(_) => {
            let nested = |one: &crate::card::Card| card::card(one, props.style.theme, &props.deeds);
            let Some(sheet) = &view.sheet else { return ("", Html::default()) };
            let body = match &sheet.body {
                Some(Body::Document(of)) => document::document(of, sheet.title),
                Some(Body::Form(inset)) => inset.draw(&around(props, &nested)),
                None => html! { <p>{ t!(dialogs.it_is_gone) }</p> },
            };
            (sheet.title, body)
        }
    }
}

/// A link was opened over a run that was changed.
fn linked(send: &Callback<Msg>) -> Html {
    html! {
        <div class="form">
            <p>{ t!(dialogs.the_link_holds_another_run_opening) }</p>
            <div class="buttons">
                <button class="primary" onclick={on(send, || Msg::SaveRun)}>{ t!(dialogs.save_this_run) }</button>
                <button onclick={on(send, || Msg::AnswerLink(true))}>{ t!(dialogs.open_the_link_button) }</button>
                <button onclick={on(send, || Msg::AnswerLink(false))}>{ t!(dialogs.stay_here) }</button>
            </div>
        </div>
    }
}

const KEYS: [(&str, Message); 19] = [
    ("Space", message!(dialogs.play_or_pause)),
    ("Page Down, Page Up", message!(dialogs.the_next_and_the_last_step)),
    ("→  ←", message!(dialogs.to_what_happened_next_and_before)),
    (">", message!(dialogs.one_second_on)),
    ("[  ]", message!(dialogs.slower_faster)),
    ("s", message!(dialogs.split_the_selected_shard_in_half)),
    ("m", message!(dialogs.merge_it_with_its_right_neighbour)),
    ("h", message!(dialogs.inject_a_hot_key)),
    ("/", message!(dialogs.find_a_partition_key)),
    ("t", message!(dialogs.all_figures_as_tables)),
    ("c", message!(dialogs.the_console)),
    ("r", message!(dialogs.let_time_run_back)),
    ("f", message!(dialogs.go_on_as_another_branch)),
    ("p", message!(dialogs.present_the_picture_the_cause_one)),
    ("Ctrl Z", message!(dialogs.undo_the_last_change_with_shift)),
    ("Ctrl S", message!(dialogs.share_save_export)),
    ("Esc", message!(dialogs.close_deselect)),
    ("?", message!(dialogs.this_page)),
    ("Double-click", message!(dialogs.on_a_shard_split_it_in)),
];

/// A key as keyboards have it: signs are the same everywhere.
fn named(key: &'static str) -> &'static str {
    match key {
        "Space" => t!(dialogs.space),
        "Page Down, Page Up" => t!(dialogs.page_down_page_up),
        "Double-click" => t!(dialogs.double_click),
        "Ctrl Z" => t!(dialogs.ctrl_z),
        "Ctrl S" => t!(dialogs.ctrl_s),
        "Esc" => t!(dialogs.esc),
        sign => sign,
    }
}

fn help() -> Html {
    let keys = KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ named(key) }</kbd></dt><dd>{ what.text() }</dd></> });
    html! {
        <div class="help">
            <p>{ t!(dialogs.producers_send_records_the_md5_of) }</p>
            <p>{ t!(dialogs.drag_a_boundary_into_a_shard) }</p>
            <p>{ t!(dialogs.time_runs_both_ways_drag_the) }</p>
            <dl>{ for keys }</dl>
            <p class="muted">{ t!(dialogs.everything_shown_is_a_value_that) }</p>
        </div>
    }
}
