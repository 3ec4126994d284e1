//! The page around the app: its address, its theme attribute, focus.
use crate::scene::Theme;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement};

/// A parameter of the page's address.
pub fn parameter(name: &str) -> Option<String> {
    let search = gloo::utils::window().location().search().ok()?;
    web_sys::UrlSearchParams::new_with_str(&search).ok()?.get(name)
}

/// What the address holds behind `#name=`.
pub fn fragment(name: &str) -> Option<String> {
    let hash = gloo::utils::window().location().hash().ok()?;
    hash.strip_prefix('#')?.strip_prefix(name)?.strip_prefix('=').map(String::from)
}

/// The page's address without what is asked of it.
pub fn bare_address() -> String {
    address().split(['?', '#']).next().unwrap_or_default().into()
}

/// Empties the input that an event came from.
pub fn clear(event: &web_sys::Event) {
    if let Some(input) = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok()) {
        input.set_value("");
    }
}

/// The page's address.
pub fn address() -> String {
    gloo::utils::window().location().href().unwrap_or_default()
}

/// Loads the page again.
pub fn reload() {
    // A browser that refuses leaves everything as it is.
    let _ = gloo::utils::window().location().reload();
}

/// Puts a parameter into the address, or takes it out; nothing else happens.
pub fn set_parameter(name: &str, value: Option<&str>) {
    let Ok(url) = web_sys::Url::new(&address()) else { return };
    match value {
        Some(value) => url.search_params().set(name, value),
        None if parameter(name).is_none() => return,
        None => url.search_params().delete(name),
    }
    set_address(&url.href());
}

/// Writes another address of this page; nothing else happens.
pub fn set_address(address: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        // Where the browser refuses, the address says what it said before.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}

/// Says which language the page is in: for screen readers, hyphens and spelling.
pub fn show_language(code: &str) {
    // Setting an attribute of an element that exists cannot fail.
    let _ = gloo::utils::document_element().set_attribute("lang", code);
}

/// Takes away what stands behind the `#` of the address; nothing else happens.
pub fn forget_fragment() {
    let window = gloo::utils::window();
    let (path, query) =
        (window.location().pathname().unwrap_or_default(), window.location().search().unwrap_or_default());
    if let Ok(history) = window.history() {
        // Where the browser refuses, the address says what it said before.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&format!("{path}{query}")));
    }
}

/// The address of this page with a run in it, and nothing else.
pub fn address_with_run(packed: &str) -> String {
    let location = gloo::utils::window().location();
    let (origin, path) = (location.origin().unwrap_or_default(), location.pathname().unwrap_or_default());
    format!("{origin}{path}#run={packed}")
}

/// Whether the page is hidden.
pub fn is_hidden() -> bool {
    gloo::utils::document().visibility_state() == web_sys::VisibilityState::Hidden
}

/// Writes the theme where the style sheet reads it.
pub fn show_theme(theme: Theme, reduced_motion: bool) {
    let root = gloo::utils::document_element();
    // Setting an attribute of an element that exists cannot fail.
    let _ = root.set_attribute("data-theme", theme.name());
    let _ = root.set_attribute("data-reduced-motion", if reduced_motion { "true" } else { "false" });
}

/// Whether this key goes into a field now, so that it is no shortcut. A slider only takes what moves it a little.
pub fn is_typing(key: &str) -> bool {
    let Some(active) = gloo::utils::document().active_element() else { return false };
    if active.get_attribute("type").is_some_and(|kind| matches!(kind.as_str(), "range" | "checkbox")) {
        return matches!(key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End");
    }
    if active.get_attribute("type").is_some_and(|kind| kind == "radio") {
        return matches!(key, "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | " ");
    }
    // A field of one line has no pages: a presenter's remote goes on.
    if active.tag_name() == "INPUT" && matches!(key, "PageUp" | "PageDown") {
        return false;
    }
    matches!(active.tag_name().as_str(), "INPUT" | "SELECT" | "TEXTAREA")
}

/// What has the focus.
pub fn focused() -> Option<HtmlElement> {
    gloo::utils::document().active_element()?.dyn_into().ok()
}

/// A select that was used gives the keyboard back.
pub fn blur(event: &web_sys::Event) {
    let target = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(target) = target {
        let _ = target.blur();
    }
}

/// Whether a button or link has the focus, which Space and Enter then belong to.
pub fn is_on_button() -> bool {
    let active = gloo::utils::document().active_element();
    active.is_some_and(|element| matches!(element.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"))
}

pub fn focus(selector: &str) {
    let found = gloo::utils::document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Gives the focus to the element before or after the one that has it, among those of a selector.
pub fn focus_beside(selector: &str, step: isize) {
    let (Ok(all), Some(active)) = (gloo::utils::document().query_selector_all(selector), focused()) else { return };
    let all: Vec<HtmlElement> = (0..all.length())
        .filter_map(|place| all.get(place)?.dyn_into::<HtmlElement>().ok())
        // What lies in a menu that is closed cannot have the focus.
        .filter(|element| element.offset_parent().is_some())
        .collect();
    let Some(place) = all.iter().position(|element| *element == active) else { return };
    let next = place.saturating_add_signed(step).min(all.len() - 1);
    let _ = all[next].focus();
}

/// Whether the focus, on leaving an element, goes to one inside the same place.
pub fn stays_within(event: &web_sys::FocusEvent, place: &yew::NodeRef) -> bool {
    // To nobody: that is a click, and it says itself where.
    let Some(to) = event.related_target().and_then(|target| target.dyn_into::<web_sys::Node>().ok()) else {
        return true;
    };
    place.cast::<Element>().is_some_and(|place| place.contains(Some(&to)))
}

/// Whether an event happened inside a place.
pub fn lies_within(event: &web_sys::Event, place: &yew::NodeRef) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    place.cast::<Element>().is_some_and(|place| place.contains(target.as_ref()))
}

/// Whether what has the focus lies within an element.
pub fn is_within(selector: &str) -> bool {
    focused().is_some_and(|element| element.closest(selector).ok().flatten().is_some())
}

/// The window's width, in CSS pixels.
pub fn width() -> i32 {
    gloo::utils::document_element().client_width()
}

/// The point of a pointer event in CSS pixels from its element's corner.
pub fn point(event: &web_sys::MouseEvent) -> (f64, f64) {
    // Yew listens at the root: the current target is the page, the target is the element.
    let Some(element) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return (0.0, 0.0);
    };
    let area = element.get_bounding_client_rect();
    (f64::from(event.client_x()) - area.left(), f64::from(event.client_y()) - area.top())
}

/// The files that were chosen in an input; it is empty afterwards, so that the same one can be chosen again.
pub fn files(event: &web_sys::Event) -> Vec<web_sys::File> {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let chosen = input.as_ref().and_then(HtmlInputElement::files);
    let all = chosen.into_iter().flat_map(|files| (0..files.length()).filter_map(move |place| files.get(place)));
    let all = all.collect();
    clear(event);
    all
}

/// Opens the browser's printing.
pub fn print() {
    // Where a frame may not print, the page stays as it is.
    let _ = gloo::utils::window().print();
}

/// What an input or select holds after an event.
pub fn value(event: &web_sys::Event) -> String {
    let Some(target) = event.target() else { return String::new() };
    match target.dyn_into::<HtmlInputElement>() {
        Ok(input) => input.value(),
        Err(target) => match target.dyn_into::<web_sys::HtmlSelectElement>() {
            Ok(select) => select.value(),
            Err(target) => {
                target.dyn_into::<web_sys::HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default()
            }
        },
    }
}

/// Puts a select back to a value.
pub fn set_value(event: &web_sys::Event, value: &str) {
    let select = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlSelectElement>().ok());
    if let Some(select) = select {
        select.set_value(value);
    }
}

/// Whether a check box is checked after an event.
pub fn checked(event: &web_sys::Event) -> bool {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| input.checked())
}

/// Bytes that the memory of this module has grown to; it never shrinks.
pub fn memory_bytes() -> u64 {
    let memory = wasm_bindgen::memory().unchecked_into::<js_sys::WebAssembly::Memory>();
    u64::from(memory.buffer().unchecked_into::<js_sys::ArrayBuffer>().byte_length())
}

/// Whether what folds is open now.
pub fn is_open(event: &web_sys::Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|target| target.has_attribute("open"))
}

/// Scrolls as little as is needed to show something within an element.
pub fn bring_into_sight(within: &Element, selector: &str) {
    if let Ok(Some(found)) = within.query_selector(selector) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        found.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// What has the focus gives it up.
pub fn leave() {
    if let Some(element) = focused() {
        let _ = element.blur();
    }
}

/// Scrolls the route to the thing that is shown.
pub fn reveal_chip() {
    if let Some(body) = gloo::utils::document().body() {
        bring_into_sight(&body, ".route .chip[aria-current=\"true\"]");
    }
}

/// Scrolls to an element that is out of sight; one that can be seen stays where it is.
pub fn reveal(selector: &str) {
    let found = gloo::utils::document().query_selector(selector).ok().flatten();
    let Some(element) = found else { return };
    let bounds = element.get_bounding_client_rect();
    let height = gloo::utils::window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0);
    if bounds.bottom() < 60.0 || bounds.top() > height - 60.0 {
        element.scroll_into_view();
    }
}
