//! What can be asked of the page from outside, whichever way it comes in.
use super::headers::headers;
use super::{Memory, Polls, State, Streams, command_line};
use crate::export;
use crate::msg::Msg;
use crate::platform::{browser, frame};
use crate::player::Player;
use crate::terminal;
use js_sys::{Array, JSON, JsString, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use shardscope_core::api::{Door, HttpResponse};
use shardscope_core::base::Duration;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{future_to_promise, spawn_local};
use yew::Callback;

/// The version of this interface: raised when something in it changes its meaning.
pub const VERSION: u32 = 1;
/// Names of the verbs.
pub const VERBS: [&str; 14] = [
    "aws", "cli", "state", "memory", "trace", "load", "save", "play", "pause", "step", "seek", "speed", "now", "export",
];
/// Real milliseconds of going somewhere between two looks at the page.
const CHUNK_MILLIS: f64 = 40.0;

/// The verbs, on one page's run.
#[derive(Clone)]
pub struct Verbs {
    pub player: Rc<RefCell<Player>>,
    pub send: Callback<Msg>,
    /// When somebody last asked for something: while that is recent, the clock goes on in a hidden tab.
    pub asked: Rc<Cell<f64>>,
    pub streams: Streams,
    pub polls: Polls,
}

type Answer = Result<JsValue, JsValue>;

fn error(reason: &str) -> JsValue {
    js_sys::Error::new(reason).into()
}

fn plain(value: &impl Serialize) -> Answer {
    let serializer = serde_wasm_bindgen::Serializer::json_compatible();
    value.serialize(&serializer).map_err(|mistake| error(&mistake.to_string()))
}

/// A number of milliseconds or alike, within bounds.
fn number(args: &Array, what: &str, least: f64, most: f64) -> Result<f64, JsValue> {
    let given = args.get(0).as_f64().filter(|number| (least..=most).contains(number));
    given.ok_or_else(|| error(&format!("{what}: expected a number from {least} to {most}")))
}

fn text(args: &Array, place: u32, what: &str) -> Result<String, JsValue> {
    args.get(place).as_string().ok_or_else(|| error(&format!("{what}: expected text")))
}

/// Ten years, in milliseconds.
const LONGEST: f64 = 316_224_000_000.0;

impl Verbs {
    /// Carries out a verb. Errors: what was expected; nothing has changed then.
    pub fn call(&self, verb: &str, args: &Array) -> Answer {
        self.asked.set(frame::now());
        match verb {
            "aws" => self.aws(args),
            "cli" => {
                let (line, player) = (text(args, 0, "cli(line)")?, self.player.clone());
                Ok(promise(async move { plain(&command_line(player, &line).await) }))
            }
            "memory" => plain(&Memory::of(&*self.player()?)),
            "state" => plain(&State::of(&*self.player()?)),
            "trace" => self.trace(number(args, "trace(since)", 0.0, LONGEST)?),
            "load" => self.load(&text(args, 0, "load(script)")?),
            "save" => Ok(self.player()?.save().into()),
            "play" if self.player()?.manual => Err(error("the clock is manual: step or seek")),
            "play" => self.change(|player| player.play(true)),
            "pause" => self.change(|player| player.play(false)),
            "speed" => {
                let speed = number(args, "speed(x)", 0.1, 1_000.0)?;
                self.change(|player| player.set_speed(speed))
            }
            "now" => Ok((self.player()?.elapsed().as_micros() as f64 / 1_000.0).into()),
            "step" => {
                let micros = (number(args, "step(ms)", 0.0, LONGEST)? * 1_000.0) as u64;
                self.change(|player| player.hurry(Duration::from_micros(micros)))?;
                self.arrival()
            }
            "seek" => {
                let micros = (number(args, "seek(ms)", 0.0, LONGEST)? * 1_000.0) as u64;
                self.change(|player| player.seek(player.timeline.epoch() + Duration::from_micros(micros)))?;
                self.arrival()
            }
            "export" => self.export(text(args, 0, "export(kind)")?),
            other => Err(error(&format!("there is no verb {other:?}; there are {}", VERBS.join(", ")))),
        }
    }

    fn player(&self) -> Result<std::cell::RefMut<'_, Player>, JsValue> {
        self.player.try_borrow_mut().map_err(|_| error("the run is busy"))
    }

    fn change(&self, change: impl FnOnce(&mut Player)) -> Answer {
        change(&mut *self.player()?);
        self.send.emit(Msg::Touched);
        Ok(JsValue::UNDEFINED)
    }

    fn aws(&self, args: &Array) -> Answer {
        let (target, body) = (text(args, 0, "aws(target, body, headers?, request?)")?, args.get(1));
        let headers = headers(&args.get(2), &args.get(3), &target);
        // The answer comes in the form of what was asked.
        let (bytes, form): (Vec<u8>, Form) = if let Some(text) = body.dyn_ref::<JsString>() {
            (browser::bytes(text), |answer| Ok(answer.text().into()))
        } else if let Some(bytes) = body.dyn_ref::<Uint8Array>() {
            (bytes.to_vec(), |answer| Ok(Uint8Array::from(&*answer.body).into()))
        } else if body.is_undefined() || body.is_null() {
            (Vec::new(), parsed)
        } else {
            let text: JsValue = JSON::stringify(&body)?.into();
            let text = text.dyn_ref::<JsString>().ok_or_else(|| error("aws: expected a body that JSON can say"))?;
            (browser::bytes(text), parsed)
        };
        let mut player = self.player()?;
        let answer = player.aws(&target, &bytes, &headers);
        let stream =
            player.subscribed.take().map(|id| self.streams.open(&mut player, id, headers.door.unwrap_or(Door::Json)));
        let poll = player.polling.take();
        // Another call may have ended what somebody reads, or brought what somebody waits for.
        self.flush(&mut player);
        match poll {
            Some(poll) => Ok(self.polls.promise(poll, Box::new(move |answer| object(&answer, form(&answer)?)))),
            None => object(&answer, stream.map_or_else(|| form(&answer), Ok)?),
        }
    }

    /// Tells those outside what has come for them.
    pub fn flush(&self, player: &mut Player) {
        self.streams.flush(player);
        self.polls.flush(player);
    }

    fn trace(&self, since: f64) -> Answer {
        let player = self.player()?;
        let from = player.timeline.epoch() + Duration::from_micros((since * 1_000.0) as u64);
        plain(&export::trace(&player, from, export::EVENTS))
    }

    fn load(&self, script: &str) -> Answer {
        let player = Player::open(script).map_err(|reason| error(&reason))?;
        let number = player.number;
        self.send.emit(Msg::Loaded(Box::new(player)));
        // The app takes it in its own time; then it plays up to where it was saved.
        let verbs = self.clone();
        Ok(promise(async move {
            gloo::timers::future::sleep(std::time::Duration::ZERO).await;
            verbs.arrive(number).await
        }))
    }

    fn export(&self, kind: String) -> Answer {
        if kind == "link" {
            let player = self.player()?;
            let (run, has_file) = (player.save(), player.has_file());
            return Ok(promise(async move {
                browser::link(&run, has_file).await.map(Into::into).map_err(|reason| error(&reason))
            }));
        }
        let source = export::source(&*self.player()?, &kind);
        Ok(promise(async move { terminal::export(&kind, &source).map(Into::into).map_err(|reason| error(&reason)) }))
    }

    fn arrival(&self) -> Answer {
        let (verbs, number) = (self.clone(), self.player()?.number);
        Ok(promise(async move { verbs.arrive(number).await }))
    }

    /// Goes where the run of that number is going, in pieces that leave the page alive. Errors: its memory is used up; another
    /// run has taken its place.
    async fn arrive(&self, number: u64) -> Answer {
        loop {
            let began = frame::now();
            {
                let mut player = self.player()?;
                if player.number != number {
                    return Err(error("another run has taken the place of this one"));
                }
                while player.hurrying().is_some() && frame::now() - began < CHUNK_MILLIS {
                    player.advance(1.0, || frame::now() - began < CHUNK_MILLIS);
                }
                self.flush(&mut player);
                if player.out_of_memory {
                    return Err(error("the memory budget is used up"));
                }
                if player.hurrying().is_none() {
                    break;
                }
            }
            gloo::timers::future::sleep(std::time::Duration::ZERO).await;
        }
        self.send.emit(Msg::Touched);
        Ok(JsValue::UNDEFINED)
    }
}

/// Begins at once: what can be done before the first pause is done when this returns.
fn promise(future: impl Future<Output = Answer> + 'static) -> JsValue {
    let promise: Promise = future_to_promise(future);
    // An ignored refusal should not appear on the console as our mistake.
    let quiet = promise.clone();
    spawn_local(async move {
        let _ = wasm_bindgen_futures::JsFuture::from(quiet).await;
    });
    promise.into()
}

/// JSON as the object that it says; what is not JSON as it is.
fn parsed(answer: &HttpResponse) -> Answer {
    let content_type = answer.headers.iter().find(|(name, _)| *name == "Content-Type").map(|(_, value)| value);
    let is = |of: &str| content_type.is_some_and(|found| found.contains(of));
    if is("cbor") {
        Ok(Uint8Array::from(&*answer.body).into())
    } else if is("xml") {
        Ok(answer.text().into())
    } else if answer.body.is_empty() {
        Ok(Object::new().into())
    } else {
        JSON::parse(answer.text())
    }
}

/// An answer as JavaScript sees it.
fn object(answer: &HttpResponse, body: JsValue) -> Answer {
    let (object, named) = (Object::new(), Object::new());
    for (name, value) in &answer.headers {
        Reflect::set(&named, &(*name).into(), &value.as_str().into())?;
    }
    Reflect::set(&object, &"status".into(), &answer.status.into())?;
    Reflect::set(&object, &"headers".into(), &named)?;
    Reflect::set(&object, &"body".into(), &body)?;
    Ok(object.into())
}

/// How a body becomes what JavaScript sees.
type Form = fn(&HttpResponse) -> Answer;
