//! The top bar: which run, which stream, the file, the look of the page.
use super::on;
use crate::card::Dialog;
use crate::form::field::Choice;
use crate::msg::{ConsoleAct, Msg};
use crate::scenario::{self, SCENARIOS};
use crate::scene::{Style, Theme};
use crate::view::View;
use shardscope_core::kinesis::StreamId;
use std::rc::Rc;
use yew::prelude::*;

pub struct TopBarProps {
    pub view: Rc<View>,
    pub send: Callback<Msg>,
    pub style: Style,
    pub scenario: String,
}

pub fn top_bar(props: &TopBarProps) -> Html {
    let send = &props.send;
    let mut scenarios =
        SCENARIOS.iter().map(|scenario| (scenario.name.into(), scenario.title.into())).collect::<Vec<_>>();
    if !SCENARIOS.iter().any(|scenario| scenario.name == props.scenario) {
        // A run that was opened is none of ours, or it is a row of the table of what differs.
        let title = scenario::named(&props.scenario).map_or("Loaded run", |scenario| scenario.title);
        scenarios.push((props.scenario.clone().into(), title.into()));
    }
    let choose = send.reform(Msg::Scenario);
    let again = props.scenario.clone();
    let reduced = props.style.reduced_motion;
    let title = scenario::named(&props.scenario).map_or("", |scenario| scenario.about);
    html! {
        <header class="top">
            <span class="brand"><span class="mark" aria-hidden="true"><i></i><i></i><i></i></span><h1>{ "Shardscope" }</h1></span>
            <span class="top-run" title={title}>
                <Choice label="Scenario" options={scenarios} value={props.scenario.clone()} on_change={choose} hide_label=true />
                <button class="quiet" onclick={on(send, || Msg::Show(Some(Dialog::Start)))} title="All scenarios, with pictures">{ "Start" }</button>
                <button class="quiet" onclick={on(send, move || Msg::Scenario(again.clone()))} title="Start this scenario again">{ "Reset" }</button>
            </span>
            { streams(props) }
            <span class="grow"></span>
            <button onclick={on(send, || Msg::Show(Some(Dialog::Data)))}>{ "Your data" }</button>
            <button onclick={on(send, || Msg::Show(Some(Dialog::Table)))} title="All figures as tables (t)">{ "Tables" }</button>
            <button onclick={on(send, || Msg::Console(ConsoleAct::Toggle))} title="Lines of the AWS CLI (c)">{ "Console" }</button>
            <button class="save" onclick={on(send, || Msg::SaveRun)} title="Download this run as a file">{ "Save" }</button>
            <button onclick={on(send, || Msg::Show(Some(Dialog::Share)))} title="Link, files, AWS, exports (Ctrl S)">{ "Share" }</button>
            { theme(props) }
            <button class="quiet" aria-pressed={reduced.to_string()} title="Reduced motion: records appear at their place"
                onclick={on(send, move || Msg::ReduceMotion(!reduced))}>{ "Calm" }</button>
            <button class="quiet" aria-label="Help" title="Help (?)" onclick={on(send, || Msg::Show(Some(Dialog::Help)))}>{ "?" }</button>
        </header>
    }
}

fn streams(props: &TopBarProps) -> Html {
    let view = &props.view;
    let options: Vec<_> =
        view.streams.iter().map(|(id, name)| (id.0.to_string().into(), name.clone().into())).collect();
    let shown = view.stream.as_ref().and_then(|stream| view.streams.iter().find(|(_, name)| *name == stream.name));
    let choose = props.send.reform(|id: String| Msg::Stream(StreamId(id.parse().unwrap_or(0))));
    html! {
        <span class="top-stream">
            if let Some((id, _)) = shown {
                <span class="muted">{ "stream" }</span>
                <Choice label="Stream" {options} value={id.0.to_string()} on_change={choose} hide_label=true />
            }
            <button class="quiet" onclick={on(&props.send, || Msg::Show(Some(Dialog::sheet("new-stream", 0))))}>{ "+ Stream" }</button>
        </span>
    }
}

fn theme(props: &TopBarProps) -> Html {
    let options = Theme::ALL.iter().map(|theme| (theme.name().into(), theme.name().into())).collect::<Vec<_>>();
    let choose = props.send.reform(|name: String| Msg::Theme(Theme::from_name(&name).unwrap_or_default()));
    html! { <Choice label="Theme" {options} value={props.style.theme.name()} on_change={choose} hide_label=true /> }
}
