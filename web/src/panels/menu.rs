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
    let (open, place, head) = (use_state(|| false), use_node_ref(), use_node_ref());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // The focus goes back to the head before what had it is gone.
    let shut = {
        let (open, head) = (open.clone(), head.clone());
        move || {
            if let Some(head) = head.cast::<web_sys::HtmlElement>() {
                let _ = head.focus();
            }
            open.set(false);
        }
    };
    let close = {
        let shut = shut.clone();
        Callback::from(move |_: MouseEvent| shut())
    };
    // A click elsewhere closes it, whether the browser gives buttons the focus or not.
    {
        let (open, place) = (open.clone(), place.clone());
        use_effect_with(*open, move |is_open| {
            let listener = is_open.then(|| {
                gloo::events::EventListener::new(&gloo::utils::document(), "pointerdown", move |event| {
                    if !page::lies_within(event, &place) {
                        open.set(false);
                    }
                })
            });
            move || drop(listener)
        });
    }
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
                shut();
            }
        })
    };
    html! {
        <span class={classes!("menu-place", props.class.clone())} ref={place} onfocusout={leave} onkeydown={escape}>
            <button type="button" ref={head} class="menu-head" aria-expanded={open.to_string()} aria-label={props.about.clone()} title={props.about.clone()} onclick={toggle}>{ &props.label }</button>
            if *open { <div class="menu" onclick={close}>{ props.children.clone() }</div> }
        </span>
    }
}
