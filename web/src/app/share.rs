//! Links, files, and what a run can be turned into.
use super::{App, eventually};
use crate::card::{Dialog, Notice};
use crate::export;
use crate::lessons::Progress;
use crate::msg::{Msg, ShareAct};
use crate::platform::{browser, files, page, panic};
use crate::terminal;
use crate::view::ShareView;
use yew::prelude::*;

/// Bytes that a link may unpack to.
pub const LINK_MOST: usize = 16 << 20;

impl App {
    pub(super) fn save(&mut self) {
        let player = self.player.borrow();
        let name = format!("shardscope-{}.txt", player.scenario);
        let has_file = player.has_file();
        if files::download(&name, &player.save()).is_err() {
            self.notice = Some(Notice::error(t!(app.not_saved), t!(app.the_browser_refused_the_download)));
        } else if has_file {
            let reason = t!(app.the_rows_of_your_own_file);
            self.notice = Some(Notice::note(t!(app.saved), reason));
        }
    }

    /// Opens the dialog and makes the link.
    pub(super) fn open_share(&mut self, ctx: &Context<Self>) {
        self.show_dialog(Some(Dialog::Share));
        self.share = ShareView::default();
        let (text, has_file) = (self.player.borrow().save(), self.player.borrow().has_file());
        eventually(ctx.link(), async move { Msg::Share(ShareAct::Link(browser::link(&text, has_file).await)) });
    }

    pub(super) fn share_act(&mut self, ctx: &Context<Self>, act: ShareAct) {
        match act {
            ShareAct::Link(link) => self.share.link = Some(link),
            ShareAct::Picture => {
                let name = format!("shardscope-{}.png", self.player.borrow().scenario);
                eventually(ctx.link(), async move {
                    let made = browser::picture().await;
                    let saved = made.and_then(|blob| {
                        files::download_blob(&name, &blob).map_err(|_| t!(app.the_browser_refused).into())
                    });
                    Msg::Note(Box::new(said(&name, saved)))
                });
            }
            ShareAct::Export(kind) => {
                let source = export::source(&self.player.borrow(), kind);
                let name = format!("shardscope-{}{}", self.player.borrow().scenario, ending(kind));
                let text = terminal::export(kind, &source);
                let saved =
                    text.and_then(|text| files::download(&name, &text).map_err(|_| t!(app.the_browser_refused).into()));
                self.notice = Some(said(&name, saved));
            }
        }
    }

    /// The part of the address after `#` has changed: a link was pasted into this page, or the user went back.
    pub(super) fn address_changed(&mut self, ctx: &Context<Self>) {
        if let Some(packed) = page::fragment("run") {
            self.open_link(ctx, packed);
        }
    }

    /// The run of a link: opened, unless that would lose what was done to this one. Of two links the later one counts.
    pub(super) fn linked(&mut self, number: u32, unpacked: Result<String, String>) {
        // With a reload, what was done to the run of the first link comes back instead.
        let is_back = self.keeping.is_coming_back
            || self.keeping.has_come_back
            || self.keeping.was_handed
            || panic::was_recovered();
        if number != self.links || number == 1 && is_back {
            return;
        }
        // What a link carries is a run: nobody else writes into a student's progress.
        let unpacked = unpacked.and_then(|text| match Progress::is_one(&text) {
            true => Err(t!(progress.not_by_link).into()),
            false => Ok(text),
        });
        match unpacked {
            Ok(text) if self.player.borrow().is_touched() => {
                // The same link can then be pasted once more.
                page::forget_fragment();
                self.linked = Some(text);
                self.show_dialog(Some(Dialog::Linked));
            }
            Ok(text) => self.load(text),
            Err(reason) => self.notice = Some(Notice::error(t!(app.this_link_holds_no_run), &reason)),
        }
    }

    /// What to do with the run of a link, once that was asked.
    pub(super) fn answer_link(&mut self, opens: bool) {
        self.show_dialog(None);
        if let Some(text) = self.linked.take().filter(|_| opens) {
            self.load(text);
        }
    }

    fn open_link(&mut self, ctx: &Context<Self>, packed: String) {
        self.links += 1;
        let number = self.links;
        eventually(ctx.link(), async move { Msg::Linked(number, browser::unpack(&packed, LINK_MOST).await) });
    }
}

fn said(name: &str, saved: Result<(), String>) -> Notice {
    match saved {
        Ok(()) => Notice::note(t!(app.saved), name),
        Err(reason) => Notice::error(t!(app.not_saved), &reason),
    }
}

const fn ending(kind: &str) -> &str {
    match kind.as_bytes() {
        b"shell" => ".sh",
        b"cloudformation" => ".template.json",
        b"trace.csv" => "-trace.csv",
        b"trace.ndjson" => "-trace.ndjson",
        b"charts.csv" => "-charts.csv",
        b"charts.ndjson" => "-charts.ndjson",
        _ => ".txt",
    }
}
