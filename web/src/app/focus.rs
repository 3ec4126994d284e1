//! What was clicked or looked for.
use super::App;
use crate::card::{Focus, Notice};
use crate::kinds::stream::Pointing;

impl App {
    pub(super) fn set_focus(&mut self, focus: Focus) {
        self.focus = focus;
        self.pointing = Pointing::default();
        self.pointed = None;
        match focus {
            Focus::Stream | Focus::Thing(_) => {}
            Focus::Shard(shard) | Focus::Record(shard, _) => self.pointing.selected = Some(shard),
            Focus::Key(producer, key) => {
                let player = self.player.borrow();
                let of = player.sim().producers().find(|of| of.id == producer);
                let source = of.map(|of| &player.sim().sources()[of.source as usize]);
                self.pointing.traced = source.filter(|of| key < of.keys).map(|of| of.hash_key(key));
            }
        }
    }

    /// A key by its text, of the newest producer of the stream that sends it.
    pub(super) fn find_key(&self, wanted: &str) -> Option<Focus> {
        let player = self.player.borrow();
        let here = player.sim().producers().filter(|producer| Some(producer.stream) == self.stream);
        here.rev().find_map(|producer| {
            let source = &player.sim().sources()[producer.source as usize];
            let key = (0..source.keys.min(200_000)).find(|&key| source.partition_key(key) == wanted.as_bytes())?;
            Some(Focus::Key(producer.id, key))
        })
    }

    /// Looks for a partition key, and traces it.
    pub(super) fn search(&mut self, wanted: &str) {
        match self.find_key(wanted) {
            Some(focus) => self.set_focus(focus),
            None => {
                let reason = t!(app.no_producer_of_this_stream_sends, wanted = wanted);
                self.notice = Some(Notice::error(t!(app.key_not_found), &reason));
            }
        }
    }
}
