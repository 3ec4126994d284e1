//! Keeping the run in the browser with all that is done to it, and what was kept before.
use super::App;
use super::anew::Anew;
use crate::card::{Dialog, Notice, Offer};
use crate::format::count;
use crate::msg::{KeptAct, Msg};
use crate::platform::kept::{self, Found, Head};
use crate::platform::{browser, page, panic, storage};
use crate::player::Player;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// How long a run is offered that was left: a month, in milliseconds.
const OFFERED_MILLIS: f64 = 30.0 * 86_400_000.0;

/// What is being kept.
pub(super) struct Keeping {
    pub found: Rc<Found>,
    /// Of this run's record.
    pub id: String,
    /// Whether the page had this run before it was loaded again.
    pub was_handed: bool,
    /// Whether the browser has told what it keeps, or that it keeps nothing.
    is_asked: bool,
    pub is_writing: bool,
    /// What is written when the present writing is done: the latest.
    next: Option<(Head, String)>,
    /// How the page is loaded again when all is written.
    pub then: Option<Anew>,
    /// Of the text that was kept last.
    last: u64,
    /// Whether the browser did not keep the run when it was asked last.
    is_unkept: bool,
    /// Whether that was said.
    is_said: bool,
    /// Whether this address's own run is on its way back.
    pub is_coming_back: bool,
    /// Whether it has come back.
    pub has_come_back: bool,
}

impl Keeping {
    /// Asks the browser what it keeps.
    pub fn begin(send: &Callback<Msg>, handed: Option<String>) -> Self {
        let told = send.clone();
        spawn_local(async move {
            let found = find().await;
            told.emit(Msg::Kept(Box::new(KeptAct::Found(found))));
        });
        Self {
            found: Rc::default(),
            was_handed: handed.is_some(),
            id: handed.unwrap_or_else(new_id),
            is_asked: false,
            is_writing: false,
            next: None,
            then: None,
            last: 0,
            is_unkept: false,
            is_said: false,
            is_coming_back: false,
            has_come_back: false,
        }
    }

    /// Whether it is known which run this is: none that was kept is still on its way.
    pub fn has_settled(&self) -> bool {
        self.is_asked && !self.is_coming_back
    }

    /// Whether the browser keeps runs, as far as is known.
    pub const fn can_keep(&self) -> bool {
        self.is_asked && !self.is_unkept
    }

    /// Another run, with a record of its own.
    pub fn another(&mut self) {
        (self.id, self.last) = (new_id(), 0);
    }
}

async fn find() -> Result<Found, String> {
    if let Some(text) = storage::earlier_run().filter(|text| text.lines().any(|line| line.starts_with("at "))) {
        let head = head_of(new_id(), String::new(), &text, String::new(), 1.0);
        kept::keep(head, text).await?;
        storage::forget_earlier_run();
    }
    kept::find().await
}

fn new_id() -> String {
    format!("{:x}-{:x}", js_sys::Date::now() as u64, (js_sys::Math::random() * 4e9) as u64)
}

fn head_of(id: String, tab: String, text: &str, address: String, speed: f64) -> Head {
    let about = described(text);
    Head { id, tab, at: js_sys::Date::now(), about, address, speed, bytes: text.len() as f64, declined: false }
}

/// A run in a few words: its title, what is done in it, how long it is.
fn described(run: &str) -> String {
    let title = run.lines().find_map(|line| line.strip_prefix("title ")).unwrap_or(t!(app.without_a_title));
    let commands = run.lines().filter(|line| line.starts_with("at ")).count();
    let until = run.lines().rev().find_map(|line| line.strip_prefix("until ")).unwrap_or(t!(app.its_beginning));
    // Nobody wants to know the microseconds.
    let until = until.split_once('.').map_or(until.into(), |(whole, _)| format!("{whole}s"));
    t!(app.up_to, title = title.trim_matches('\''), lines = count(commands as u64, message!(nouns.line)), until = until)
}

impl App {
    /// Keeps the run where a reload, or a panic, finds it.
    pub(super) fn keep(&mut self) {
        let Some(text) = self.player.borrow().keep() else {
            return self.say_unkept(t!(app.it_is_too_long_to_be));
        };
        panic::keep_run(&text);
        // A scenario that was only looked at is no loss.
        if !self.player.borrow().is_touched() {
            return;
        }
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let hash = hasher.finish();
        if hash == self.keeping.last {
            return;
        }
        self.keeping.last = hash;
        let (id, tab) = (self.keeping.id.clone(), self.keeping.found.tab.clone());
        let head = head_of(id, tab, &text, page::address(), self.player.borrow().speed);
        self.keeping.next = Some((head, text));
        if !self.keeping.is_writing {
            self.write();
        }
    }

    /// The page may be gone in a moment.
    pub(super) fn leave(&mut self) {
        self.keep();
        self.write();
    }

    fn write(&mut self) {
        if !self.keeping.is_asked {
            return;
        }
        let Some((mut head, text)) = self.keeping.next.take() else { return };
        head.tab.clone_from(&self.keeping.found.tab);
        self.keeping.is_writing = true;
        let send = self.send.clone();
        spawn_local(async move {
            let written = kept::keep(head, text).await;
            send.emit(Msg::Kept(Box::new(KeptAct::Written(written))));
        });
    }

    /// It is said once, not with each act that follows.
    fn say_unkept(&mut self, reason: &str) {
        self.keeping.is_unkept = true;
        if !self.keeping.is_said && self.notice.is_none() && self.player.borrow().is_touched() {
            let text = t!(app.what_you_do_here_is_gone, reason = reason);
            self.notice = Some(Notice::note(t!(app.this_run_is_not_remembered), &text));
            self.keeping.is_said = true;
        }
    }

    pub(super) fn kept_act(&mut self, act: KeptAct) {
        match act {
            KeptAct::Found(found) => self.found(found),
            KeptAct::Written(written) => {
                self.keeping.is_writing = false;
                let is_written = written.is_ok();
                match written {
                    Ok(()) => (self.keeping.is_unkept, self.keeping.is_said) = (false, false),
                    Err(_) => self.say_unkept(t!(app.the_browser_keeps_nothing_for_this)),
                }
                self.write();
                self.reload_when_written(is_written);
            }
            KeptAct::GoOn(id) => self.fetch(&id),
            KeptAct::Text(head, Ok(text)) => self.go_on(*head, &text),
            KeptAct::Text(_, Err(reason)) => self.notice = Some(Notice::error(t!(app.run_not_loaded), &reason)),
            KeptAct::Decline(id) => {
                self.notice = None;
                if let Some(head) = self.keeping.found.heads.iter().find(|head| head.id == id).cloned() {
                    // Where nothing can be written down, the user is asked once more.
                    spawn_local(async move { drop(kept::decline(head).await) });
                }
            }
            KeptAct::Speak(language) => self.begin_anew(page::reload, Some(language)),
            KeptAct::Renew => self.begin_anew(browser::renew, None),
            KeptAct::Anew => {
                let own = self.keeping.found.heads.iter().find(|head| head.id == self.keeping.id).cloned();
                spawn_local(async move {
                    // Where that cannot be written down it comes back, and can be left again.
                    if let Some(own) = own {
                        let _ = kept::decline(own).await;
                    }
                    page::reload();
                });
            }
        }
    }

    /// What the browser keeps: this address's own run goes on at once, another is offered.
    fn found(&mut self, found: Result<Found, String>) {
        self.keeping.is_asked = true;
        let Ok(found) = found else { return self.write() };
        self.keeping.found = Rc::new(found);
        let found = self.keeping.found.clone();
        let is_own = |head: &&Head| head.tab == found.tab && head.address == page::address();
        let is_free = !self.player.borrow().is_touched() && !panic::was_recovered() && !self.keeping.was_handed;
        if let Some(own) = found.heads.iter().find(is_own).filter(|_| is_free) {
            self.keeping.is_coming_back = true;
            self.fetch(&own.id);
        } else if let Some(last) = found.heads.first()
            && !last.declined
            && !self.keeping.was_handed
            && js_sys::Date::now() - last.at < OFFERED_MILLIS
            && self.notice.is_none()
            && self.dialog != Some(Dialog::Start)
        {
            let mut notice = Notice::note(t!(app.you_left_a_run), &format!("{}.", last.about));
            notice.offer = Some(Offer::GoOn(last.id.clone()));
            self.notice = Some(notice);
        }
        self.write();
    }

    fn fetch(&self, id: &str) {
        let Some(head) = self.keeping.found.heads.iter().find(|head| head.id == id).cloned() else { return };
        let send = self.send.clone();
        spawn_local(async move {
            let text = kept::text(&head.id).await;
            send.emit(Msg::Kept(Box::new(KeptAct::Text(Box::new(head), text))));
        });
    }

    /// Goes on with a kept run: where it was, as fast as it was, in its own record.
    fn go_on(&mut self, head: Head, text: &str) {
        let is_own = std::mem::take(&mut self.keeping.is_coming_back);
        // Somebody has begun to work while it was fetched: that is no moment to take the page away.
        if is_own && self.player.borrow().is_touched() {
            return;
        }
        let restored = Player::open(text).map(|mut player| {
            player.set_speed(head.speed);
            // Its story is told in the language that the page speaks now.
            if let Some(asked) = &self.telling.asked {
                player.retell(asked);
            }
            self.forget_file();
            self.start(player);
            self.keeping.id = head.id;
            self.keeping.has_come_back |= is_own;
        });
        let notice = Some(match restored {
            Ok(()) if is_own => Notice {
                offer: Some(Offer::Anew),
                ..Notice::note(t!(app.as_you_left_it), t!(app.your_run_is_played_again_up))
            },
            Ok(()) => Notice::note(t!(app.run_loaded), t!(app.it_is_being_played_again_up)),
            Err(reason) => Notice::error(t!(app.run_not_loaded), &reason),
        });
        self.notice = self.with_files(notice);
    }
}
