//! The top bar: what there is to see and do, and the look of the page.
use super::on;
use crate::card::Dialog;
use crate::form::menu::Menu;
use crate::msg::{ConsoleAct, Msg};
use crate::player::OWN;
use crate::scenario::{SCENARIOS, Scenario};
use crate::scene::{Style, Theme};
use crate::stories::{self, Group, STORIES};
use yew::prelude::*;

pub struct TopBarProps {
    pub send: Callback<Msg>,
    pub style: Style,
    pub scenario: String,
    pub presenting: bool,
}

pub fn top_bar(props: &TopBarProps) -> Html {
    let send = &props.send;
    let presenting = props.presenting;
    html! {
        <header class="top">
            <h1 class="brand"><button title="What there is to see and do" onclick={on(send, || Msg::Show(Some(Dialog::Start)))}>
                <span class="mark" aria-hidden="true"><i></i><i></i><i></i></span>{ "Shardscope" }</button></h1>
            <nav class="areas" aria-label="What to do">
                <Menu label="Learn">{ stories(props, Group::Learn) }</Menu>
                <Menu label="Break things">{ stories(props, Group::Break) }</Menu>
                <Menu label="Which service?">
                    { stories(props, Group::Which) }
                    <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::sheet("differs", 0))))}>
                        <b>{ "What differs" }</b><span>{ "Stream, queue or topic: a table whose cells are runs." }</span></button>
                </Menu>
                <button onclick={on(send, || Msg::Show(Some(Dialog::Data)))}>{ "Your data" }</button>
                <Menu label="Build">
                    { for SCENARIOS.iter().map(|scenario| item(props, scenario)) }
                    <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Start)))}><b>{ "All of them, with pictures" }</b></button>
                </Menu>
            </nav>
            <span class="grow"></span>
            <button onclick={on(send, || Msg::Console(ConsoleAct::Toggle))} title="Lines of the AWS CLI (c)">{ "Console" }</button>
            <button onclick={on(send, || Msg::Show(Some(Dialog::Share)))} title="Link, files, AWS, exports (Ctrl S)">{ "Share" }</button>
            <button aria-pressed={presenting.to_string()} title="For a projector: the picture, the cause, one consequence (p)"
                onclick={on(send, move || Msg::Present(!presenting))}>{ "Present" }</button>
            { more(props) }
        </header>
    }
}

fn stories(props: &TopBarProps, group: Group) -> Html {
    let stories = STORIES.iter().filter(|(of, _)| *of == group);
    html! { <>{ for stories.map(|(_, story)| item(props, story)) }</> }
}

fn item(props: &TopBarProps, of: &'static Scenario) -> Html {
    let current = (of.name == props.scenario).then_some("true");
    html! {
        <button key={of.name} class="item" aria-current={current} onclick={on(&props.send, move || Msg::Scenario(of.name.into()))}>
            <b>{ of.title }</b><span>{ of.about }</span></button>
    }
}

/// What is one step away.
fn more(props: &TopBarProps) -> Html {
    let send = &props.send;
    let (again, reduced) = (props.scenario.clone(), props.style.reduced_motion);
    let theme = |theme: &Theme| {
        let (theme, current) = (*theme, (*theme == props.style.theme).then_some("true"));
        html! { <button class="item" aria-current={current} onclick={on(send, move || Msg::Theme(theme))}>{ format!("Theme: {}", theme.name()) }</button> }
    };
    html! {
        <Menu label="⋯" about="More" class="end">
            if stories::named(&again).is_some() || again == OWN { <button class="item" onclick={on(send, move || Msg::Scenario(again.clone()))}>{ "Start this run again" }</button> }
            <button class="item" onclick={on(send, || Msg::SaveRun)}>{ "Save this run as a file" }</button>
            <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Table)))}>{ "All figures as tables" }<kbd>{ "t" }</kbd></button>
            { for Theme::ALL.iter().map(theme) }
            <button class="item" aria-pressed={reduced.to_string()} onclick={on(send, move || Msg::ReduceMotion(!reduced))}>
                { if reduced { "Motion: reduced" } else { "Reduce motion" } }</button>
            <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Help)))}>{ "Help" }<kbd>{ "?" }</kbd></button>
        </Menu>
    }
}
