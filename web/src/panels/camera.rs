//! A teacher's camera that reads the codes which a class holds up.
use crate::msg::{Msg, StoryAct};
use crate::platform::camera;
use web_sys::HtmlElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct CameraProps {
    pub send: Callback<Msg>,
    /// Votes so far.
    pub votes: u32,
    /// What was wrong with the last code.
    pub wrong: Option<String>,
}

#[component]
pub fn Camera(props: &CameraProps) -> Html {
    let (video, failed) = (use_node_ref(), use_state(|| None::<String>));
    let (place, tell, send) = (video.clone(), failed.setter(), props.send.clone());
    use_effect_with((), move |()| {
        let watching = place.cast::<HtmlElement>().map(|video| {
            let found = move |text| send.emit(Msg::Story(StoryAct::Code(text)));
            camera::watch(&video, found, move |reason| tell.set(Some(reason)))
        });
        move || drop(watching)
    });
    html! {
        <div class="camera">
            <video ref={video} muted={true} playsinline={true} aria-label={t!(class.camera)}></video>
            <p role="status">
                if let Some(reason) = &*failed { <span class="field-error">{ t!(class.no_camera, reason = reason) }</span> }
                else { <b>{ t!(class.counted, votes = props.votes) }</b> }
                if let Some(wrong) = &props.wrong { { " " }<span class="warn">{ wrong }</span> }
            </p>
            <p class="muted">{ t!(class.hold_up) }</p>
        </div>
    }
}
