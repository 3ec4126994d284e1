//! Fields for numbers and choices, each with its message beside it.
use crate::format::grouped;
use crate::platform::page;
use yew::prelude::*;

/// A whole number with its bounds. What is typed counts when it is entered, if it is right; if not, it is left alone
/// with the reason below it. Digits on the way to a number count for nothing.
#[derive(Properties, PartialEq)]
pub struct NumberProps {
    pub label: AttrValue,
    pub value: u32,
    pub least: u32,
    pub most: u32,
    #[prop_or_default]
    pub unit: AttrValue,
    /// What it does, when it is pointed at.
    #[prop_or_default]
    pub title: Option<AttrValue>,
    /// Also a slider: up to this value.
    #[prop_or_default]
    pub slide_to: Option<u32>,
    /// The slider counts when it is let go: for what is costly to change.
    #[prop_or_default]
    pub settle: bool,
    pub on_change: Callback<u32>,
    /// Told while typing whether the text is right: a form's button waits for it.
    #[prop_or_default]
    pub on_valid: Callback<bool>,
    /// A reason that comes from elsewhere.
    #[prop_or_default]
    pub error: Option<AttrValue>,
}

/// What a text says as a number within bounds.
pub fn parse(text: &str, least: u32, most: u32) -> Result<u32, String> {
    // A comma may part thousands; elsewhere it is somebody's decimal point.
    let mut parts = text.trim().split(',');
    let grouped_right = parts.next().is_some_and(|first| !first.is_empty()) && parts.all(|part| part.trim().len() == 3);
    let wrong_comma = text.contains(',') && !grouped_right;
    let text: String = text.chars().filter(|c| !matches!(c, ',' | ' ' | '_')).collect();
    let range = || t!(page.to, least = grouped(least.into()), most = grouped(most.into()));
    if text.is_empty() {
        return Err(t!(page.a_number_is_needed, range = range()));
    }
    if wrong_comma || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(t!(page.not_a_whole_number, range = range()));
    }
    let number = text.parse::<u32>().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| t!(page.out_of_range, range = range()))
}

/// AWS's names break between their words, not within them.
fn humps(label: &str) -> Html {
    let ends = |(at, letter): (usize, char)| (letter.is_ascii_uppercase() && at > 0).then_some(at);
    let mut starts: Vec<usize> = label.char_indices().filter_map(ends).collect();
    starts.push(label.len());
    let mut from = 0;
    let parts = starts.into_iter().map(|to| {
        let part = &label[std::mem::replace(&mut from, to)..to];
        html! { <>{ part.to_string() }<wbr /></> }
    });
    html! { <>{ for parts }</> }
}

#[component]
pub fn Number(props: &NumberProps) -> Html {
    let draft = use_state(|| None::<String>);
    let (least, most) = (props.least, props.most);
    let own_error = draft.as_ref().and_then(|text| parse(text, least, most).err());
    let error = own_error.map(AttrValue::from).or_else(|| props.error.clone());
    let oninput = {
        let (draft, valid) = (draft.clone(), props.on_valid.clone());
        Callback::from(move |event: InputEvent| {
            let text = page::value(&event);
            valid.emit(parse(&text, least, most).is_ok());
            draft.set(Some(text));
        })
    };
    let onchange = {
        let (draft, change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |event: Event| {
            // A wrong text stays with its reason; a right one becomes the value.
            if let Ok(number) = parse(&page::value(&event), least, most) {
                draft.set(None);
                change.emit(number);
            }
        })
    };
    let slide = {
        let (draft, change) = (draft.clone(), props.on_change.clone());
        Callback::from(move |event: Event| {
            draft.set(None);
            if let Ok(number) = page::value(&event).parse() {
                change.emit(number);
            }
        })
    };
    let (settled, slide) = match props.settle {
        true => (Some(slide), None),
        false => (None, Some(slide.reform(|event: InputEvent| event.into()))),
    };
    let text = draft.as_ref().cloned().unwrap_or_else(|| props.value.to_string());
    let invalid = error.is_some().then_some("true");
    html! {
        <div class="field">
            <label title={props.title.clone()}>
                <span class="field-name">{ humps(&props.label) }</span>
                if let Some(top) = props.slide_to {
                    <input type="range" min={least.to_string()} max={top.to_string()} value={props.value.to_string()}
                        oninput={slide} onchange={settled} aria-label={props.label.clone()} />
                }
                <input class="number" type="text" inputmode="numeric" value={text} {oninput} {onchange} aria-invalid={invalid}
                    aria-label={props.label.clone()} />
                if !props.unit.is_empty() { <span class="unit">{ &props.unit }</span> }
            </label>
            if let Some(error) = error { <p class="field-error" role="alert">{ error }</p> }
        </div>
    }
}

/// A text that is kept in a form's draft.
pub fn text(label: &'static str, state: &UseStateHandle<String>, error: Option<String>) -> Html {
    let (value, state) = ((**state).clone(), state.clone());
    let oninput = Callback::from(move |event: InputEvent| state.set(page::value(&event)));
    html! {
        <div class="field"><label><span class="field-name">{ label }</span>
            <input type="text" {value} {oninput} aria-invalid={error.is_some().then_some("true")} /></label>
            if let Some(error) = error { <p class="field-error" role="alert">{ error }</p> }</div>
    }
}

/// A choice among few.
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    pub label: AttrValue,
    /// Value and text of each.
    pub options: Vec<(AttrValue, AttrValue)>,
    pub value: AttrValue,
    pub on_change: Callback<String>,
    #[prop_or_default]
    pub title: Option<AttrValue>,
}

#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let element = use_node_ref();
    // A browser keeps what the user picked, whatever the page says: put it right after each drawing.
    let (shown, value) = (element.clone(), props.value.clone());
    use_effect(move || {
        if let Some(select) = shown.cast::<web_sys::HtmlSelectElement>() {
            select.set_value(&value);
        }
    });
    let (change, back) = (props.on_change.clone(), props.value.clone());
    let onchange = Callback::from(move |event: Event| {
        let chosen = page::value(&event);
        page::blur(&event);
        if back.is_empty() {
            page::set_value(&event, &back);
        }
        change.emit(chosen);
    });
    html! {
        <div class="field">
            <label>
                <span class="field-name">{ &props.label }</span>
                <select ref={element} {onchange} aria-label={props.label.clone()} title={props.title.clone()}>
                    { for props.options.iter().map(|(value, text)| html! {
                        <option value={value.clone()} selected={*value == props.value}>{ text }</option>
                    }) }
                </select>
            </label>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers_are_taken_as_people_type_them() {
        assert_eq!(parse("1,000", 1, 5_000), Ok(1_000));
        assert_eq!(parse(" 12 ", 1, 5_000), Ok(12));
        for text in ["", "abc", "-1", "1.5", "0,5", "2,5", ",5", "1,0000", "0", "5001", "99999999999999"] {
            assert!(parse(text, 1, 5_000).is_err(), "{text}");
        }
    }
}
