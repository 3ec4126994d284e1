//! A button that opens a list of things to choose, or of values of which one holds.
use crate::platform::page;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct MenuProps {
    pub label: AttrValue,
    /// For assistive technology, where the label is a sign.
    #[prop_or_default]
    pub about: Option<AttrValue>,
    #[prop_or_default]
    pub title: Option<AttrValue>,
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
        // Who points goes on with the keys of the page; who chose by a key stays where the menu is.
        Callback::from(move |event: MouseEvent| {
            shut();
            if event.detail() > 0 {
                page::leave();
            }
        })
    };
    use_place(&open, &place);
    let leave = {
        let (open, place) = (open.clone(), place.clone());
        Callback::from(move |event: FocusEvent| {
            if !page::stays_within(&event, &place) {
                open.set(false);
            }
        })
    };
    // Escape closes it, up and down walk it; and no arrow is one of the page's own keys meanwhile.
    let keys = {
        let open = open.clone();
        Callback::from(move |event: KeyboardEvent| {
            if *open && event.key() == "Escape" {
                event.stop_propagation();
                shut();
            }
            let step = match event.key().as_str() {
                "ArrowDown" => 1,
                "ArrowUp" => -1,
                "ArrowLeft" | "ArrowRight" => 0,
                _ => return,
            };
            if *open {
                event.stop_propagation();
                event.prevent_default();
                page::focus_beside(".menu-place > .menu-head[aria-expanded=\"true\"], .menu .item", step);
            }
        })
    };
    html! {
        <span class={classes!("menu-place", props.class.clone())} ref={place} onfocusout={leave} onkeydown={keys}>
            <button type="button" ref={head} class="menu-head" aria-expanded={open.to_string()} aria-label={props.about.clone()} title={props.title.clone().or(props.about.clone())} onclick={toggle}>{ &props.label }</button>
            if *open { <div class="menu" onclick={close}>{ props.children.clone() }</div> }
        </span>
    }
}

/// A click elsewhere closes it, whether the browser gives buttons the focus or not; and in a column that scrolls, what has opened
/// is brought into sight.
#[hook]
fn use_place(open: &UseStateHandle<bool>, place: &NodeRef) {
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
    let place = place.clone();
    use_effect_with(**open, move |is_open| {
        if let (true, Some(place)) = (*is_open, place.cast::<web_sys::Element>()) {
            page::bring_into_sight(&place, ".menu");
        }
    });
}

#[derive(Properties, PartialEq)]
pub struct PickProps {
    /// What is chosen, for assistive technology.
    pub label: AttrValue,
    /// What the button says; where it is nothing, the text of the value that holds.
    #[prop_or_default]
    pub head: AttrValue,
    /// Value and text of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    #[prop_or_default]
    pub value: AttrValue,
    pub on_pick: Callback<String>,
    #[prop_or_default]
    pub title: Option<AttrValue>,
    #[prop_or_default]
    pub class: Classes,
}

/// One of some values, or one thing to do.
#[component]
pub fn Pick(props: &PickProps) -> Html {
    let now = props.options.iter().find(|(value, _)| *value == props.value);
    let head = if props.head.is_empty() {
        now.map_or(AttrValue::from("–"), |(_, text)| text.clone())
    } else {
        props.head.clone()
    };
    let about = if props.head.is_empty() { format!("{}: {head}", props.label).into() } else { props.label.clone() };
    let item = |(value, text): &(AttrValue, AttrValue)| {
        let (send, chosen) = (props.on_pick.clone(), value.to_string());
        let onclick = Callback::from(move |_| send.emit(chosen.clone()));
        let current = (*value == props.value && props.head.is_empty()).then_some("true");
        html! { <button type="button" class="item" data-value={value.clone()} aria-current={current} {onclick}>{ text }</button> }
    };
    html! {
        <Menu label={head} {about} title={props.title.clone()} class={classes!("pick", props.class.clone())}>
            { for props.options.iter().map(item) }
        </Menu>
    }
}
