//! The settings of an actor as fields. Which there are, their names, units and bounds, stands in the settings' rows.
//!
//! What is wrong stays in its field with the reason; what is right takes effect at once.
use super::field::{Choice, Number};
use crate::card::Deed;
use crate::platform::page;
use crate::words::{self, Plain};
use shardscope_core::client::settings::{Field, Input};
use shardscope_core::client::{ActorId, ActorSpec, Kind};
use shardscope_core::sim::Command;
use yew::prelude::*;

/// Words of lines that a form says in other words.
const WORDS: [(&str, Plain); 11] = [
    ("even", message!(kinds.one_after_the_other)),
    ("uniform", message!(kinds.at_random)),
    ("unique", message!(kinds.each_record_its_own)),
    ("zipf", message!(kinds.skewed_zipf)),
    ("share", message!(kinds.a_share_to_one_key)),
    ("agent", message!(page.kinesis_agent)),
    ("never", message!(page.give_up)),
    ("at-once", message!(page.retry_at_once)),
    ("backoff", message!(page.back_off_with_jitter)),
    ("after", message!(page.after_the_work)),
    ("before", message!(page.before_the_work)),
];

/// Names of AWS for words of lines.
const NAMES: [(&str, &str); 5] = [
    ("put-record", "PutRecord"),
    ("put-records", "PutRecords"),
    ("kpl", "KPL"),
    ("random", "RANDOM"),
    ("deterministic", "DETERMINISTIC"),
];

fn said(word: &str) -> String {
    let said = WORDS.iter().find(|(of, _)| *of == word).map(|(_, message)| message.text());
    let named = || NAMES.iter().find(|(of, _)| *of == word).map(|(_, name)| *name);
    said.or_else(named).unwrap_or(word).to_string()
}

#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    pub id: ActorId,
    pub spec: ActorSpec,
    pub send: Callback<Deed>,
}

/// All settings that can be changed and apply.
#[component]
pub fn Settings(props: &SettingsProps) -> Html {
    // The field that was refused, and why.
    let refused = use_state(|| None::<(&'static str, String)>);
    let set = {
        let (id, from, send, refused) = (props.id, props.spec.clone(), props.send.clone(), refused.clone());
        Callback::from(move |(name, to): (&'static str, To)| match changed(&from, name, &to) {
            Ok(to) => {
                refused.set(None);
                if let Some(command) = Command::changed(id, &from, &to) {
                    send.emit(Deed::Do(command));
                }
            }
            Err(why) => refused.set(Some(why)),
        })
    };
    let field = |field: Field| {
        let why = refused.as_ref().filter(|(name, _)| *name == field.name);
        let error = why.map(|(_, reason)| AttrValue::from(reason.clone()));
        html! { <key={field.name}>{ one(&field, said_of(props.spec.kind(), field.name), error, &set) }</> }
    };
    html! { <div class="form">{ for props.spec.form().into_iter().map(field) }</div> }
}

/// What a setting is to be.
#[derive(Clone, Debug, PartialEq)]
enum To {
    Text(String),
    Flag(bool),
}

/// The description with one setting changed. Errors: the setting that it is about, and why.
fn changed(from: &ActorSpec, name: &'static str, to: &To) -> Result<ActorSpec, (&'static str, String)> {
    let mut spec = from.clone();
    let (as_said, text) = match to {
        To::Text(text) => (name.to_string(), text.as_str()),
        To::Flag(true) => (name.to_string(), ""),
        // A flag that is off is said by another name.
        To::Flag(false) => (format!("no-{name}"), ""),
    };
    spec.set(&as_said, text).map_err(|fault| (name, fault.to_string()))?;
    let names: Vec<&'static str> = from.form().iter().map(|field| field.name).collect();
    spec.validate().map_err(|invalid| {
        // Where it does not go with another setting, that one may have no field.
        let of = names.iter().find(|of| **of == invalid.field).copied().unwrap_or(name);
        (of, invalid.reason)
    })?;
    Ok(spec)
}

/// What a form calls a setting, and what it does.
type Said = (&'static str, &'static str);

fn said_of(kind: Kind, name: &str) -> Said {
    let text = |ending: &str| words::of_setting(&format!("{}-{name}{ending}", kind.word())).map(Plain::text);
    (text("").unwrap_or_default(), text("-help").unwrap_or_default())
}

type Set = Callback<(&'static str, To)>;

fn one(field: &Field, said: Said, error: Option<AttrValue>, set: &Set) -> Html {
    let set = set.clone();
    let (name, (label, help)) = (field.name, said);
    match &field.input {
        Input::Number { value, unit, least, most } => {
            let unit = *unit;
            let on_change = set.reform(move |value: u32| (name, To::Text(unit.text(value))));
            html! {
                <Number {label} unit={unit.label()} value={*value} least={*least} most={*most} {on_change} {error} title={help} />
            }
        }
        Input::Flag(is) => {
            let is_on = *is;
            let onchange = set.reform(move |_: Event| (name, To::Flag(!is_on)));
            html! {
                <><label class="check" title={help}><input type="checkbox" checked={*is} {onchange} />{ format!(" {label}") }</label>
                    if let Some(error) = error { <p class="field-error" role="alert">{ error }</p> }</>
            }
        }
        Input::Choice { text, values } if values.len() > 1 => choice(field, said, (text, values), error, &set),
        Input::Choice { text, .. } => {
            line((label, help), text, error, set.reform(move |text: String| (name, To::Text(text))))
        }
    }
}

/// A choice among words; what follows one behind a colon has a field of its own.
fn choice(
    field: &Field,
    (of, help): Said,
    (text, values): (&str, &[&'static str]),
    error: Option<AttrValue>,
    set: &Set,
) -> Html {
    let name = field.name;
    let word = |text: &str| text.split(':').next().unwrap_or_default().to_string();
    let mut options: Vec<(AttrValue, AttrValue)> =
        values.iter().map(|value| ((*value).into(), said(&word(value)).into())).collect();
    // What it is now stands for its word, with what follows it.
    match options.iter_mut().find(|(value, _)| word(value) == word(text)) {
        Some((value, _)) => *value = text.to_string().into(),
        None => options.push((text.to_string().into(), said(text).into())),
    }
    let on_change = set.reform(move |text: String| (name, To::Text(text)));
    let rest = text.split_once(':').map(|(word, rest)| {
        let (before, set) = (word.to_string(), set.clone());
        let label = said(word);
        let change = Callback::from(move |rest: String| set.emit((name, To::Text(format!("{before}:{rest}")))));
        line((&label, help), rest, error.clone(), change)
    });
    html! {
        <>
            <Choice label={of} {options} value={text.to_string()} {on_change} title={help} />
            if let Some(rest) = rest { { rest } } else if let Some(error) = error { <p class="field-error" role="alert">{ error }</p> }
        </>
    }
}

/// A text that counts when it is entered.
fn line((label, help): (&str, &'static str), text: &str, error: Option<AttrValue>, change: Callback<String>) -> Html {
    let onchange = Callback::from(move |event: Event| change.emit(page::value(&event)));
    let invalid = error.is_some().then_some("true");
    html! {
        <div class="field"><label title={help}><span class="field-name">{ label }</span>
            <input type="text" value={text.to_string()} {onchange} aria-label={label.to_string()} aria-invalid={invalid} /></label>
            if let Some(error) = error { <p class="field-error" role="alert">{ error }</p> }</div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use shardscope_core::client::ProducerSpec;

    #[test]
    fn each_setting_of_each_kind_can_be_changed_to_what_it_is() {
        for kind in Kind::ALL {
            let mut spec = kind.unnamed();
            // Names, until none is missing.
            while let Err(invalid) = spec.validate() {
                spec.set(invalid.field, "a").unwrap_or_else(|fault| panic!("{kind:?} {}: {fault}", invalid.field));
            }
            for field in spec.form() {
                let to = match &field.input {
                    Input::Number { value, unit, .. } => To::Text(unit.text(*value)),
                    Input::Flag(is) => To::Flag(*is),
                    Input::Choice { text, .. } => To::Text(text.clone()),
                };
                assert_eq!(changed(&spec, field.name, &to), Ok(spec.clone()), "{kind:?} {}", field.name);
                let (label, help) = said_of(*kind, field.name);
                assert!(!label.is_empty() && !help.is_empty(), "{kind:?} {} has no words", field.name);
            }
        }
    }

    #[test]
    fn what_is_wrong_is_said_of_its_field() {
        let spec = ActorSpec::from(ProducerSpec { name: "p".into(), stream_name: "s".into(), ..producer() });
        let text = |text: &str| To::Text(text.to_string());
        assert_eq!(changed(&spec, "distribution", &text("zipf:x")).unwrap_err().0, "distribution");
        assert_eq!(
            changed(&spec, "keys", &text("0")).unwrap_err(),
            ("keys", "0 is not between 1 and 1000000".to_string())
        );
        assert!(
            matches!(changed(&spec, "keep-order", &To::Flag(true)).unwrap(), ActorSpec::Producer(of) if of.keep_order)
        );
        assert!(
            matches!(changed(&spec, "keep-order", &To::Flag(false)).unwrap(), ActorSpec::Producer(of) if !of.keep_order)
        );
        assert!(matches!(changed(&spec, "name", &text("no")).unwrap(), ActorSpec::Producer(of) if of.name == "no"));
    }

    fn producer() -> ProducerSpec {
        let ActorSpec::Producer(spec) = Kind::Producer.unnamed() else { panic!("a producer") };
        spec
    }
}
