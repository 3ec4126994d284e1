//! Fields for the settings of an actor. Names, units and bounds are those of the settings' rows.
use super::field::Number;
use crate::msg::Msg;
use shardscope_core::client::settings::{self, Described, Is};
use shardscope_core::client::{ActorId, ActorSpec};
use shardscope_core::sim::Command;
use yew::prelude::*;

/// The fields of one actor.
pub struct Fields<'a, S: Described> {
    pub spec: &'a S,
    /// Told the description as somebody wants it to be.
    pub set: Callback<S>,
    /// The setting that was refused, and why.
    pub refused: Option<&'a (String, String)>,
}

/// Tells the page what of an actor is to be changed; nothing, if nothing is.
pub fn changes<S: Described + Into<ActorSpec>>(id: ActorId, spec: &S, send: &Callback<Msg>) -> Callback<S> {
    let (from, send) = (spec.clone().into(), send.clone());
    Callback::from(move |to: S| {
        if let Some(command) = Command::changed(id, &from, &to.into()) {
            send.emit(Msg::Do(Box::new(command)));
        }
    })
}

impl<'a, S: Described + Into<ActorSpec>> Fields<'a, S> {
    /// Whose changes are sent as they are made.
    pub fn new(id: ActorId, spec: &'a S, send: &Callback<Msg>) -> Self {
        Self { spec, set: changes(id, spec, send), refused: None }
    }
}

impl<S: Described> Fields<'_, S> {
    pub fn number(&self, name: &str) -> Html {
        self.labelled(name, None)
    }

    /// A number under another name than its usual one.
    pub fn number_as(&self, name: &str, label: &'static str) -> Html {
        self.labelled(name, Some(label))
    }

    fn labelled(&self, name: &str, label: Option<&'static str>) -> Html {
        let Some((row, _)) = settings::find::<S>(name) else { return Html::default() };
        let Is::Number(number) = &row.is else { return Html::default() };
        // What does not apply has no field.
        let Some(value) = (number.get)(self.spec) else { return Html::default() };
        let (least, most) = (number.bounds)(self.spec);
        let (set, spec, change) = (self.set.clone(), self.spec.clone(), number.set);
        let on_change = Callback::from(move |value: u32| {
            let mut spec = spec.clone();
            change(&mut spec, value);
            set.emit(spec);
        });
        let refused = self.refused.filter(|(field, _)| field == name);
        let error = refused.map(|(_, reason)| AttrValue::from(reason.clone()));
        let (label, unit) = (label.unwrap_or(row.label), number.unit.label());
        html! { <Number {label} {unit} {value} {least} {most} {on_change} {error} title={row.help} /> }
    }

    pub fn flag(&self, name: &str) -> Html {
        let Some((row, _)) = settings::find::<S>(name) else { return Html::default() };
        let Is::Flag(flag) = &row.is else { return Html::default() };
        let (set, spec, change, is) = (self.set.clone(), self.spec.clone(), flag.set, (flag.get)(self.spec));
        let onchange = Callback::from(move |_: Event| {
            let mut spec = spec.clone();
            change(&mut spec, !is);
            set.emit(spec);
        });
        html! {
            <label class="check" title={row.help}>
                <input type="checkbox" checked={is} {onchange} />{ format!(" {}", row.label) }
            </label>
        }
    }
}
