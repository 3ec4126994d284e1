//! What `index.html` shows until the page is there: its frame without anything to press. The page takes its place.
use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlCanvasElement};

/// The frame of `index.html`.
pub struct Still {
    document: Document,
    /// Where the story stands.
    column: Element,
    /// Where the picture is drawn.
    picture: Element,
    /// Where the page explains.
    beside: Element,
}

impl Still {
    /// `None` where the page has none: it was embedded into other HTML.
    pub fn find() -> Option<Self> {
        let document = gloo::utils::document();
        let find = |place: &str| document.query_selector(&format!(".still {place}")).ok().flatten();
        let (column, picture, beside) = (find(".opening")?, find(".picture")?, find(".readers")?);
        Some(Self { document, column, picture, beside })
    }

    /// Puts a canvas in the drawing's place, and beside it what the run tells first: a title, a heading, and what stands below it.
    pub fn begin(&self, (title, heading, text): &(String, String, Vec<String>)) -> Option<HtmlCanvasElement> {
        let canvas: HtmlCanvasElement = self.document.create_element("canvas").ok()?.dyn_into().ok()?;
        canvas.set_attribute("aria-hidden", "true").ok()?;
        self.picture.replace_children_with_node_1(&canvas);
        self.column.set_text_content(None);
        self.say("h2", title, "")?;
        if !heading.is_empty() {
            self.say("h3", heading, "")?;
        }
        text.iter().try_for_each(|paragraph| self.say("p", paragraph, "").map(drop))?;
        self.say("p", t!(app.the_page_is_loading), "status")?.set_class_name("muted");
        // What the page says there first.
        let hint = self.document.create_element("p").ok()?;
        hint.set_class_name("muted");
        hint.set_text_content(Some(t!(panels.each_key_hashes_to_one_place)));
        self.beside.append_child(&hint).ok()?;
        Some(canvas)
    }

    /// Says that the page could not be loaded, whether something `plays` or not, and comes back when somebody wants another try.
    pub async fn failed(&self, plays: bool) {
        self.beside.set_text_content(None);
        let before = self.column.query_selector_all(".muted, [role=alert]").ok();
        (0..)
            .map_while(|at| before.as_ref()?.get(at))
            .filter_map(|of| of.dyn_into::<Element>().ok())
            .for_each(|of| of.remove());
        self.say("p", t!(app.the_page_could_not_be_loaded), "alert");
        if plays {
            self.say("p", t!(app.what_you_see_keeps_playing), "");
        }
        let Some(button) = self.say("button", t!(app.load_it_again), "") else { return };
        let mut wanted = |resolve: js_sys::Function, _| {
            let _ = button.add_event_listener_with_callback("click", &resolve);
        };
        // A promise of ours is kept, never broken.
        let _ = JsFuture::from(Promise::new(&mut wanted)).await;
        button.remove();
    }

    /// Adds an element with a text and a role to the column.
    fn say(&self, tag: &str, text: &str, role: &str) -> Option<Element> {
        let element = self.document.create_element(tag).ok()?;
        element.set_text_content(Some(text));
        if !role.is_empty() {
            element.set_attribute("role", role).ok()?;
        }
        self.column.append_child(&element).ok()?;
        Some(element)
    }
}
