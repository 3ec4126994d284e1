//! Time: play, step, speed, the clock.
use super::{PanelProps, on};
use crate::form::menu::Pick;
use crate::format::{bytes, clock, grouped, millis};
use crate::msg::{Msg, Time};
use crate::player::SPEEDS;
use yew::prelude::*;

pub fn transport(props: &PanelProps) -> Html {
    let (view, send) = (&props.view, &props.send);
    let change = {
        let send = send.clone();
        Callback::from(move |text: String| {
            // A speed that is not on the list is what runs already.
            if let Some(speed) = text.parse::<usize>().ok().and_then(|place| SPEEDS.get(place)) {
                send.emit(Msg::Time(Time::Speed(*speed)));
            }
        })
    };
    let option = |(place, speed): (usize, &f64)| (place.to_string().into(), times(*speed).into());
    let mut speeds: Vec<_> = SPEEDS.iter().enumerate().map(option).collect();
    let place = SPEEDS.iter().position(|speed| *speed == view.speed).unwrap_or(SPEEDS.len());
    if place == SPEEDS.len() {
        speeds.push(option((place, &view.speed)));
    }
    let behind = view.playing && view.reached < view.speed * 0.93;
    let totals = view.stream.as_ref().map(|stream| stream.total);
    html! {
        <div class="transport">
            <button class="primary play" aria-label={if view.playing { "Pause" } else { "Play" }} title="Play or pause (space)" disabled={view.time.manual}
                onclick={on(send, || Msg::Time(Time::Toggle))}>{ if view.playing { "❚❚" } else { "▶" } }</button>
            <button class="quiet" aria-label="Play backwards" disabled={view.time.manual} aria-pressed={view.time.backwards.to_string()} title="Let time run back (r)"
                onclick={on(send, || Msg::Time(Time::Backwards))}>{ "◀" }</button>
            <span class="steps-of-time">
            <button title="The next thing that happens (Shift →)" onclick={on(send, || Msg::Time(Time::Event))}>{ "Step" }</button>
            <button title="One second (>)" onclick={on(send, || Msg::Time(Time::Skip(1_000)))}>{ "+1 s" }</button>
            <button title="Thirty seconds: as long as a split takes" onclick={on(send, || Msg::Time(Time::Skip(30_000)))}>{ "+30 s" }</button>
            </span>
            <span class="speed"><Pick label="Speed" options={speeds} value={place.to_string()} on_pick={change} title="Slower [ and faster ]" class="up" /></span>
            <output class="clock" aria-label="Simulated time">{ clock(view.elapsed) }</output>
            <span class="muted">{ if view.time.manual { "manual clock" } else { "simulated" } }</span>
            <span class="reached" role="status" title={behind.then_some("The machine cannot play faster; nothing is skipped")}>
                if let Some(left) = view.hurrying { { format!("{} to go", millis(left.as_millis())) } }
                else if behind { { format!("reached {:.1}×", view.reached) } }
            </span>
            <span class="grow"></span>
            if let Some(total) = totals {
                <span class="totals muted">
                    { format!("{} records in · {} refused", grouped(total.incoming_records), grouped(total.throttled_records)) }
                    if total.failed_records > 0 { { format!(" · {} failed", grouped(total.failed_records)) } }
                    { format!(" · {} read · {}", grouped(total.outgoing_records), bytes(view.memory.0)) }
                </span>
            }
        </div>
    }
}

/// A speed as `0.5×`: without zeros at the end.
fn times(speed: f64) -> String {
    let text = format!("{speed:.2}");
    format!("{}×", text.trim_end_matches('0').trim_end_matches('.'))
}
