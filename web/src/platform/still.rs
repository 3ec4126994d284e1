//! What `index.html` shows until the page is there: its frame without anything to press. The page takes its place.
use super::page;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlCanvasElement};

/// The frame of `index.html`.
pub struct Still {
    document: Document,
    /// Where the story stands.
    column: Element,
    /// Where the picture is drawn.
    picture: Element,
}

impl Still {
    /// `None` where the page has none: it was embedded into other HTML.
    pub fn find() -> Option<Self> {
        let document = gloo::utils::document();
        let find = |place: &str| document.query_selector(&format!(".still {place}")).ok().flatten();
        let (column, picture) = (find(".story")?, find(".picture")?);
        Some(Self { document, column, picture })
    }

    /// Puts a canvas in the drawing's place, and beside it a title and what the run is about.
    pub fn begin(&self, (title, about): &(String, String)) -> Option<HtmlCanvasElement> {
        let canvas: HtmlCanvasElement = self.document.create_element("canvas").ok()?.dyn_into().ok()?;
        self.picture.replace_children_with_node_1(&canvas);
        self.column.set_text_content(None);
        self.say("h2", title)?;
        self.say("p", about)?;
        self.say("p", t!(app.the_page_is_on_its_way))?.set_class_name("muted");
        Some(canvas)
    }

    /// Says that the page could not be loaded, and offers another try.
    pub fn fail(&self) {
        self.column.set_text_content(None);
        if let Some(said) = self.say("p", t!(app.the_page_could_not_be_loaded)) {
            // Setting an attribute of an element that exists cannot fail.
            let _ = said.set_attribute("role", "alert");
        }
        let Some(button) = self.say("button", t!(app.load_it_again)) else { return };
        gloo::events::EventListener::once(&button, "click", |_| page::reload()).forget();
    }

    /// Adds an element with a text to the column.
    fn say(&self, tag: &str, text: &str) -> Option<Element> {
        let element = self.document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        self.column.append_child(&element).ok()?;
        Some(element)
    }
}
