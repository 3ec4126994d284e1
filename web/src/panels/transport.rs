//! Time: play, step, speed, the clock.
use super::{PanelProps, on};
use crate::form::menu::Pick;
use crate::format::{bytes, clock, decimal, grouped, millis, shortest};
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
            <button class="primary play" aria-label={if view.playing { t!(timeline.pause) } else { t!(timeline.play) }} title={t!(timeline.play_or_pause_space)} disabled={view.time.manual}
                onclick={on(send, || Msg::Time(Time::Toggle))}>{ if view.playing { "❚❚" } else { "▶" } }</button>
            <button class="quiet" aria-label={t!(timeline.play_backwards)} disabled={view.time.manual} aria-pressed={view.time.backwards.to_string()} title={t!(timeline.let_time_run_back_r)}
                onclick={on(send, || Msg::Time(Time::Backwards))}>{ "◀" }</button>
            <span class="steps-of-time">
            <button title={t!(timeline.the_next_thing_that_happens_shift)} onclick={on(send, || Msg::Time(Time::Event))}>{ t!(timeline.step) }</button>
            <button title={t!(timeline.one_second)} onclick={on(send, || Msg::Time(Time::Skip(1_000)))}>{ "+1 s" }</button>
            <button title={t!(timeline.thirty_seconds_as_long_as_a)} onclick={on(send, || Msg::Time(Time::Skip(30_000)))}>{ "+30 s" }</button>
            </span>
            <span class="speed"><Pick label={t!(timeline.speed)} options={speeds} value={place.to_string()} on_pick={change} title={t!(timeline.slower_and_faster)} class="up" /></span>
            <output class="clock" aria-live="off" aria-label={t!(timeline.simulated_time)}>{ clock(view.elapsed) }</output>
            <span class="muted">{ if view.time.manual { t!(timeline.manual_clock) } else { t!(timeline.simulated) } }</span>
            <span class="reached" role="status" title={behind.then_some(t!(timeline.the_machine_cannot_play_faster))}>
                if let Some(left) = view.hurrying { { t!(timeline.to_go, left = millis(left.as_millis())) } }
                else if behind { { t!(timeline.reached, reached = decimal(view.reached, 1)) } }
            </span>
            <span class="grow"></span>
            if let Some(total) = totals {
                <span class="totals muted">
                    { t!(timeline.records_in_refused, incoming_records = grouped(total.incoming_records), throttled_records = grouped(total.throttled_records)) }
                    if total.failed_records > 0 { { t!(timeline.failed, failed_records = grouped(total.failed_records)) } }
                    { t!(timeline.read, outgoing_records = grouped(total.outgoing_records), memory = bytes(view.memory.0)) }
                </span>
            }
        </div>
    }
}

/// A speed as `0.5×`: without zeros at the end.
fn times(speed: f64) -> String {
    format!("{}×", shortest(speed, 2))
}
