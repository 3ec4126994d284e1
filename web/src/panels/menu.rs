//! A button that opens a list of things to choose.
use crate::platform::page;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    pub label: AttrValue,
    /// For assistive technology, where the label is a sign.
    #[prop_or_default]
    pub about: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
    pub children: Html,
}

/// Opens by a click, closes by a choice, by Escape, and when the focus leaves it.
#[component]
pub fn Menu(props: &MenuProps) -> Html {
    let (open, place) = (use_state(|| false), use_node_ref());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let close = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(false))
    };
    let leave = {
        let (open, place) = (open.clone(), place.clone());
        Callback::from(move |event: FocusEvent| {
            if !page::stays_within(&event, &place) {
                open.set(false);
            }
        })
    };
    let escape = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.stop_propagation();
                open.set(false);
            }
        })
    };
    html! {
        <span class={classes!("menu-place", props.class.clone())} ref={place} onfocusout={leave} onkeydown={escape}>
            <button type="button" class="menu-head" aria-expanded={open.to_string()} aria-label={props.about.clone()} title={props.about.clone()} onclick={toggle}>{ &props.label }</button>
            if *open { <div class="menu" onclick={close}>{ props.children.clone() }</div> }
        </span>
    }
}
