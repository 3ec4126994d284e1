//! Faults of any length, at the moment that is shown: to whom, what, for how long.
use crate::card::Deed;
use crate::form::field::{Choice, Number};
use crate::kinds::Victim;
use shardscope_core::base::Duration;
use shardscope_core::script::{command_line, duration_text};
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct FaultsProps {
    pub victims: Vec<Victim>,
    pub elapsed: Duration,
    pub deeds: Callback<Deed>,
}

fn options(texts: impl Iterator<Item = String>) -> Vec<(AttrValue, AttrValue)> {
    texts.enumerate().map(|(place, text)| (place.to_string().into(), text.into())).collect()
}

#[component]
pub fn Faults(props: &FaultsProps) -> Html {
    let chosen = use_state(|| None::<String>);
    let (kind, seconds, valid) = (use_state(|| 0), use_state(|| 30), use_state(|| true));
    let all = &props.victims;
    let place = chosen.as_ref().map_or(Some(0), |chosen| all.iter().position(|victim| victim.key == *chosen));
    let is_gone = place.is_none();
    let place = place.unwrap_or(0);
    let Some(victim) = all.get(place) else { return html! { <p>{ t!(dialogs.there_is_nobody_yet) }</p> } };
    let what = (*kind).min(victim.faults.len() - 1);
    let fault = victim.faults[what].clone();
    let choose_whom = {
        let (chosen, kind) = (chosen.clone(), kind.clone());
        let keys: Vec<String> = all.iter().map(|victim| victim.key.clone()).collect();
        Callback::from(move |place: String| {
            chosen.set(place.parse::<usize>().ok().and_then(|place| keys.get(place).cloned()));
            kind.set(0);
        })
    };
    let choose_kind = {
        let kind = kind.clone();
        Callback::from(move |place: String| kind.set(place.parse().unwrap_or(0)))
    };
    let length = Duration::from_secs(u64::from(*seconds));
    let command = (fault.command)(length);
    let line = command_line(&command);
    let act = {
        let deeds = props.deeds.clone();
        // The dialog goes, so that what happens can be seen; a refusal is told on the page.
        Callback::from(move |_: MouseEvent| {
            deeds.emit(Deed::Close);
            deeds.emit(Deed::Do(command.clone()));
        })
    };
    let (set_seconds, set_valid) = (seconds.clone(), valid.clone());
    html! {
        <div class="form">
            <p class="muted">{ t!(dialogs.starts_at_the_time_shown_and) }</p>
            <p><code>{ format!("at {} {line}", duration_text(props.elapsed)) }</code></p>
            if !fault.note.is_empty() { <p class="muted">{ fault.note }</p> }
            <Choice label={t!(dialogs.to)} options={options(all.iter().map(|victim| victim.name.clone()))} value={place.to_string()} on_change={choose_whom} />
            if is_gone { <p class="field-error">{ t!(dialogs.that_target_no_longer_exists_choose) }</p> }
            <Choice label={t!(dialogs.what)} options={options(victim.faults.iter().map(|fault| fault.text.to_string()))} value={what.to_string()} on_change={choose_kind} />
            <Number label={t!(dialogs.for_how_long)} unit="s" value={*seconds} least={1} most={86_400} on_change={Callback::from(move |value| set_seconds.set(value))}
                on_valid={Callback::from(move |ok| set_valid.set(ok))} />
            <button class="primary" disabled={!*valid || is_gone} onclick={act}>{ t!(dialogs.do_it) }</button>
        </div>
    }
}
