//! What lies over the page: help, new stream, settings, the file, the tables.
use super::{PageProps, around, card, data, document, faults, on, share, start};
use crate::card::Dialog;
use crate::kinds::Body;
use crate::msg::Msg;
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
                <header><h2>{ title }</h2><button class="quiet" aria-label="Close" onclick={on(send, || Msg::Show(None))}>{ "✕" }</button></header>
                if let Some(notice) = notice { <p class={if notice.is_error { "field-error" } else { "good" }} role="alert"><b>{ &notice.title }</b>{ ": " }{ &notice.text }</p> }
                { body }
            </div>
        </div>
    }
}

fn content(props: &PageProps, dialog: Dialog) -> (&'static str, Html) {
    let (view, send) = (&props.view, &props.send);
    match dialog {
        Dialog::Help => ("How to use this", help()),
        Dialog::Data => (
            "Your data",
            data::data(&data::DataProps { view: view.clone(), send: send.clone(), file: props.file.clone() }),
        ),
        Dialog::Start => ("Shardscope", start::start(props)),
        Dialog::Share => ("Share and export", share::share(props)),
        Dialog::Linked => ("Open the link?", linked(send)),
        Dialog::Faults => {
            let (victims, elapsed, deeds) = (view.victims.clone(), view.elapsed, props.deeds.clone());
            ("A fault", html! { <faults::Faults {victims} {elapsed} {deeds} /> })
        }
        Dialog::Table => ("Tables", document::tables(&view.tables, "Tables")),
        Dialog::Sheet(_) => {
            let nested = |one: &crate::card::Card| card::card(one, props.style.theme, &props.deeds);
            let Some(sheet) = &view.sheet else { return ("", Html::default()) };
            let body = match &sheet.body {
                Some(Body::Document(of)) => document::document(of, sheet.title),
                Some(Body::Form(inset)) => inset.draw(&around(props, &nested)),
                None => html! { <p>{ "It is gone." }</p> },
            };
            (sheet.title, body)
        }
    }
}

/// A link was opened over a run that was changed.
fn linked(send: &Callback<Msg>) -> Html {
    html! {
        <div class="form">
            <p>{ "The link holds another run. Opening it ends this one, with all that you did to it." }</p>
            <div class="buttons">
                <button class="primary" onclick={on(send, || Msg::SaveRun)}>{ "Save this run" }</button>
                <button onclick={on(send, || Msg::AnswerLink(true))}>{ "Open the link" }</button>
                <button onclick={on(send, || Msg::AnswerLink(false))}>{ "Stay here" }</button>
            </div>
        </div>
    }
}

const KEYS: [(&str, &str); 19] = [
    ("Space", "play or pause"),
    ("Page Down, Page Up", "the next and the last step of a story; without one, what happened next and before"),
    (
        "→  ←",
        "to what happened next and before; with Shift, one event. On the route or the picture: the next thing, the next shard",
    ),
    (">", "one second on"),
    ("[  ]", "slower, faster"),
    ("s", "split the selected shard in half"),
    ("m", "merge it with its right neighbour"),
    ("h", "inject a hot key"),
    ("/", "find a partition key"),
    ("t", "all figures as tables"),
    ("c", "the console"),
    ("r", "let time run back"),
    ("f", "go on as another branch"),
    ("p", "present: the picture, the cause, one consequence; then b, . and w blank the screen"),
    ("Ctrl Z", "undo the last change; with Shift, redo it"),
    ("Ctrl S", "share, save, export"),
    ("Esc", "close, deselect"),
    ("?", "this page"),
    ("Double-click", "on a shard: split it in half"),
];

fn help() -> Html {
    let keys = KEYS.iter().map(|(key, what)| html! { <><dt><kbd>{ *key }</kbd></dt><dd>{ *what }</dd></> });
    html! {
        <div class="help">
            <p>{ "Producers send records. The MD5 of a record's partition key is a place on the bar, and the shard that owns that \
                  place takes the record: 1,000 records or 1 MiB a second, and after a pause up to one second's worth more at once. Below, its log; beside it, how far each \
                  application has read." }</p>
            <p>{ "Drag a boundary into a shard to split it there. Drag a shard onto its neighbour to merge the two. Both take 30 \
                  simulated seconds, as on AWS. Click anything to see why." }</p>
            <p>{ "Time runs both ways: drag the scrubber, and act in the past: a branch begins there, and the other one stays. Whatever you do is shown as the AWS CLI line that does it; the console takes such lines." }</p>
            <dl>{ for keys }</dl>
            <p class="muted">{ "Everything shown is a value that the simulator holds. What is simplified is in docs/MODEL.md." }</p>
        </div>
    }
}
