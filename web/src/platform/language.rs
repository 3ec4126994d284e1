//! Which language the page speaks: chosen by its address, by its reader, or by the browser's languages; fetched before anything is shown.
use super::{files, page, panic, storage};
use crate::words::{LANGUAGES, Language, Numbers};
use js_sys::{Array, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// The parameter of the address: `?lang=de`.
const PARAMETER: &str = "lang";

/// Speaks the language that is wanted. Errors: it could not be loaded, and why; the page then speaks English.
pub async fn speak() -> Result<(), String> {
    let wanted = wanted();
    if !wanted.file.is_empty() {
        let failed = |reason| format!("{}: {reason}", t!(language.could_not_be_loaded, name = wanted.name));
        wanted.speak(&files::text(wanted.file).await.map_err(failed)?, numbers(wanted.code)).map_err(failed)?;
    }
    page::show_language(wanted.code);
    panic::prepare_words();
    Ok(())
}

fn wanted() -> &'static Language {
    let asked = page::parameter(PARAMETER).or_else(storage::language);
    asked.as_deref().and_then(Language::of_code).or_else(of_browser).unwrap_or(&LANGUAGES[0])
}

/// The first of the browser's languages that there is here.
fn of_browser() -> Option<&'static Language> {
    let all = gloo::utils::window().navigator().languages();
    all.iter().find_map(|code| Language::of_code(&code.as_string()?))
}

/// Another language, from the next load of the page on. Where the browser remembers nothing, the address does.
pub fn choose(language: &Language) {
    let is_kept = storage::set_language(language.code);
    page::set_parameter(PARAMETER, (!is_kept).then_some(language.code));
}

/// How the browser writes numbers in a language.
fn numbers(code: &str) -> Numbers {
    let format = Intl::NumberFormat::new(&Array::of1(&JsValue::from_str(code)), &Object::new());
    let part = |number: f64, kind: &str| {
        let get = |of: &JsValue, name: &str| Reflect::get(of, &JsValue::from_str(name)).ok()?.as_string();
        let parts = format.format_to_parts(number);
        let part = parts.iter().find(|part| get(part, "type").as_deref() == Some(kind))?;
        get(&part, "value")?.chars().next()
    };
    let english = Numbers::ENGLISH;
    Numbers {
        group: part(1_234_567.0, "group").unwrap_or(english.group),
        decimal: part(1.5, "decimal").unwrap_or(english.decimal),
        least: if part(1_234.0, "group").is_some() { 4 } else { 5 },
    }
}
