//! What needs a DOM: fields that say what is wrong, and the picture on a canvas.
#![cfg(target_arch = "wasm32")]
use gloo::utils::document;
use shardscope_web::form::field::Number;
use shardscope_web::platform::canvas;
use shardscope_web::scene::raster::{Colour, Raster, Rect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlCanvasElement, HtmlInputElement};
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

fn place(tag: &str) -> Element {
    let element = document().create_element(tag).unwrap();
    document().body().unwrap().append_child(&element).unwrap();
    element
}

async fn frame() {
    gloo::timers::future::sleep(std::time::Duration::ZERO).await;
}

#[derive(Properties, PartialEq)]
struct HostProps {
    on_change: Callback<u32>,
}

#[component]
fn Host(props: &HostProps) -> Html {
    html! { <Number label="Rate" value={7} least={1} most={10} on_change={props.on_change.clone()} /> }
}

#[wasm_bindgen_test]
async fn a_wrong_number_gets_a_reason_and_changes_nothing() {
    let place = place("div");
    let taken: Rc<RefCell<Vec<u32>>> = Rc::default();
    let seen = taken.clone();
    let on_change = Callback::from(move |value| seen.borrow_mut().push(value));
    yew::Renderer::<Host>::with_root_and_props(place.clone(), HostProps { on_change }).render();
    frame().await;
    let input: HtmlInputElement = place.query_selector("input.number").unwrap().unwrap().unchecked_into();
    for (text, error) in [("abc", true), ("11", true), ("", true), ("9", false)] {
        input.set_value(text);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        for kind in ["input", "change"] {
            let event = match kind {
                "input" => web_sys::InputEvent::new_with_event_init_dict(kind, init.unchecked_ref()).unwrap().into(),
                _ => web_sys::Event::new_with_event_init_dict(kind, &init).unwrap(),
            };
            input.dispatch_event(&event).unwrap();
        }
        frame().await;
        let shown = place.query_selector("[role=alert]").unwrap();
        assert_eq!(shown.is_some(), error, "{text}");
        assert_eq!(input.get_attribute("aria-invalid").is_some(), error, "{text}");
        if error {
            assert_eq!(input.value(), text, "what was typed stays");
        }
    }
    assert_eq!(*taken.borrow(), [9]);
}

#[wasm_bindgen_test]
fn a_picture_arrives_on_the_canvas_as_it_was_drawn() {
    let element: HtmlCanvasElement = place("canvas").unchecked_into();
    element.set_attribute("style", "width:40px;height:30px;display:block").unwrap();
    let (width, height, _) = canvas::fit(&element).expect("a new canvas changes its size");
    assert_eq!(canvas::fit(&element), None);
    let mut raster = Raster::default();
    raster.resize(width, height);
    raster.clear(Colour::rgb(0x10_2030));
    raster.fill(Rect::new(5, 5, 4, 4), Colour::rgb(0xff_8000));
    canvas::show(&element, &raster);
    let context: web_sys::CanvasRenderingContext2d = element.get_context("2d").unwrap().unwrap().unchecked_into();
    let pixel = |x: f64, y: f64| context.get_image_data(x, y, 1.0, 1.0).unwrap().data().0;
    assert_eq!(pixel(6.0, 6.0), [0xff, 0x80, 0, 0xff]);
    assert_eq!(pixel(0.0, 0.0), [0x10, 0x20, 0x30, 0xff]);
}
