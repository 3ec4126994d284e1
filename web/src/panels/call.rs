//! The call that does what was done last by hand.
use super::{on, wrapping};
use crate::msg::Msg;
use crate::view::CallView;
use crate::view::Language;
use yew::prelude::*;

pub struct CallProps {
    pub call: CallView,
    pub send: Callback<Msg>,
}

pub fn call(props: &CallProps) -> Html {
    let (call, send) = (&props.call, &props.send);
    let tab = |language: Language, label: &str| {
        let pressed = (call.language == language).to_string();
        html! { <button class="quiet" aria-pressed={pressed} onclick={on(send, move || Msg::Language(language))}>{ label }</button> }
    };
    let copy = call.text.clone();
    html! {
        <section class="call" aria-label={t!(panels.the_same_as_a_call)}>
            if call.is_aws {
                <span class="tabs">{ tab(Language::Cli, "CLI") }{ tab(Language::Python, "boto3") }{ tab(Language::JavaScript, "JS") }</span>
            } else {
                <span class="muted" title={t!(panels.aws_has_no_call_for_this)}>{ t!(panels.shardscope_command_no_aws) }</span>
            }
            <code tabindex="0" aria-label={t!(panels.call)}>{ wrapping(&call.text) }</code>
            <button onclick={on(send, move || Msg::Copy(copy.clone()))}>{ t!(panels.copy) }</button>
        </section>
    }
}
