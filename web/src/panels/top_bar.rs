//! The top bar: what there is to see and do, and the look of the page.
use super::on;
use crate::card::Dialog;
use crate::form::menu::Menu;
use crate::msg::{ConsoleAct, KeptAct, Msg};
use crate::player::OWN;
use crate::scenario::{SCENARIOS, Scenario};
use crate::scene::{Style, Theme};
use crate::stories::{self, Group, STORIES};
use crate::words::{LANGUAGES, Language};
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
            <h1 class="brand"><button title={t!(start.what_there_is_to_see_and)} onclick={on(send, || Msg::Show(Some(Dialog::Start)))}>
                <span class="mark" aria-hidden="true"><i></i><i></i><i></i></span>{ "Shardscope" }</button></h1>
            <nav class="areas" aria-label={t!(start.what_to_do)}>
                <Menu label={t!(start.learn)}>
                    <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Start)))}>
                        <b>{ t!(start.course) }</b><span>{ t!(start.predict_run_measure_solve) }</span></button>
                    { stories(props, Group::Learn) }
                </Menu>
                <Menu label={t!(start.break_things)}>{ stories(props, Group::Break) }</Menu>
                <Menu label={t!(start.which_service)}>
                    { stories(props, Group::Which) }
                    <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::sheet("differs", 0))))}>
                        <b>{ t!(start.what_differs) }</b><span>{ t!(start.stream_queue_or_topic_a_table) }</span></button>
                </Menu>
                <button onclick={on(send, || Msg::Show(Some(Dialog::Data)))}>{ t!(start.your_data) }</button>
                <Menu label={t!(start.build)}>
                    { for SCENARIOS.iter().map(|scenario| item(props, scenario)) }
                    <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Start)))}><b>{ t!(start.all_of_them_with_pictures) }</b></button>
                </Menu>
            </nav>
            <span class="grow"></span>
            <button onclick={on(send, || Msg::Console(ConsoleAct::Toggle))} title={t!(start.lines_of_the_aws_cli_c)}>{ t!(start.console) }</button>
            <button onclick={on(send, || Msg::Show(Some(Dialog::Share)))} title={t!(start.link_files_aws_exports_ctrl_s)}>{ t!(start.share) }</button>
            <button aria-pressed={presenting.to_string()} title={t!(start.for_a_projector_the_picture_the)}
                onclick={on(send, move || Msg::Present(!presenting))}>{ t!(start.present) }</button>
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
            <b>{ of.title() }</b><span>{ of.about() }</span></button>
    }
}

/// What is one step away.
fn more(props: &TopBarProps) -> Html {
    let send = &props.send;
    let (again, reduced) = (props.scenario.clone(), props.style.reduced_motion);
    let theme = |theme: &Theme| {
        let (theme, current) = (*theme, (*theme == props.style.theme).then_some("true"));
        html! { <button class="item" aria-current={current} onclick={on(send, move || Msg::Theme(theme))}>{ t!(start.theme, name = called(theme)) }</button> }
    };
    let language = |of: &'static Language| {
        let (speak, current) =
            (move || Msg::Kept(Box::new(KeptAct::Speak(of))), (of == Language::current()).then_some("true"));
        html! { <button class="item" lang={of.code} aria-current={current} onclick={on(send, speak)}>{ of.name }</button> }
    };
    html! {
        <Menu label="⋯" about={t!(start.more)} class="end">
            if stories::named(&again).is_some() || again == OWN { <button class="item" onclick={on(send, move || Msg::Scenario(again.clone()))}>{ t!(start.start_this_run_again) }</button> }
            <button class="item" onclick={on(send, || Msg::SaveRun)}>{ t!(start.save_this_run_as_a_file) }</button>
            <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Progress)))}>{ t!(progress.title) }</button>
            <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Table)))}>{ t!(start.all_figures_as_tables) }<kbd>{ "t" }</kbd></button>
            { for Theme::ALL.iter().map(theme) }
            <span class="muted">{ t!(language.choose) }</span>
            { for LANGUAGES.iter().map(language) }
            <button class="item" aria-pressed={reduced.to_string()} onclick={on(send, move || Msg::ReduceMotion(!reduced))}>
                { if reduced { t!(start.motion_reduced) } else { t!(start.reduce_motion) } }</button>
            <button class="item" onclick={on(send, || Msg::Show(Some(Dialog::Help)))}>{ t!(start.help) }<kbd>{ "?" }</kbd></button>
        </Menu>
    }
}

fn called(theme: Theme) -> &'static str {
    match theme {
        Theme::Dark => t!(start.dark),
        Theme::Light => t!(start.light),
        Theme::Projector => t!(start.projector),
    }
}
