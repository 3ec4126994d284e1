//! What lies over the page: help, new stream, settings, the file, the tables.
use super::{PageProps, around, card, class, data, document, faults, on, progress, share, start};
use crate::card::Dialog;
use crate::kinds::Body;
use crate::msg::Msg;
use crate::words::Plain;
use yew::prelude::*;

pub(super) fn open(props: &PageProps) -> Html {
    let Some(dialog) = props.dialog else { return Html::default() };
    let send = &props.send;
    let sheet = props.view.sheet.as_ref().filter(|_| matches!(dialog, Dialog::Sheet(_)));
    let (title, body) = content(props, dialog);
    // A sheet may say it beside the field that it is about.
    let notice = props.notice.as_ref().filter(|_| !sheet.is_some_and(|sheet| sheet.tells));
    let wide = matches!(dialog, Dialog::Data | Dialog::Table | Dialog::Start | Dialog::Progress)
        || sheet.is_some_and(|sheet| sheet.wide);
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
        Dialog::Class => (t!(class.title), class::link(props)),
        Dialog::Code => (t!(class.your_code_title), class::shown(props)),
        Dialog::Camera => (t!(class.camera), class::camera(props)),
        Dialog::Progress => (t!(progress.title), progress::progress(props)),
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

/// A key: signs are the same everywhere.
enum Key {
    Sign(&'static str),
    Named(Plain),
}

impl Key {
    fn text(&self) -> &'static str {
        match self {
            Self::Sign(sign) => sign,
            Self::Named(message) => message.text(),
        }
    }
}

const KEYS: [(Key, Plain); 19] = [
    (Key::Named(message!(dialogs.space)), message!(dialogs.play_or_pause)),
    (Key::Named(message!(dialogs.page_down_page_up)), message!(dialogs.the_next_and_the_last_step)),
    (Key::Sign("→  ←"), message!(dialogs.to_what_happened_next_and_before)),
    (Key::Sign(">"), message!(dialogs.one_second_on)),
    (Key::Sign("[  ]"), message!(dialogs.slower_faster)),
    (Key::Sign("s"), message!(dialogs.split_the_selected_shard_in_half)),
    (Key::Sign("m"), message!(dialogs.merge_it_with_its_right_neighbour)),
    (Key::Sign("h"), message!(dialogs.inject_a_hot_key)),
    (Key::Sign("/"), message!(dialogs.find_a_partition_key)),
    (Key::Sign("t"), message!(dialogs.all_figures_as_tables)),
    (Key::Sign("c"), message!(dialogs.the_console)),
    (Key::Sign("r"), message!(dialogs.let_time_run_back)),
    (Key::Sign("f"), message!(dialogs.go_on_as_another_branch)),
    (Key::Sign("p"), message!(dialogs.present_the_picture_the_cause_one)),
    (Key::Named(message!(dialogs.ctrl_z)), message!(dialogs.undo_the_last_change_with_shift)),
    (Key::Named(message!(dialogs.ctrl_s)), message!(dialogs.share_save_export)),
    (Key::Named(message!(dialogs.esc)), message!(dialogs.close_deselect)),
    (Key::Sign("?"), message!(dialogs.this_page)),
    (Key::Named(message!(dialogs.double_click)), message!(dialogs.on_a_shard_split_it_in)),
];

fn help() -> Html {
    let keys = KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ key.text() }</kbd></dt><dd>{ what.text() }</dd></> });
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
