//! What was clicked or looked for.
use super::App;
use crate::card::{Focus, Notice};
use crate::kinds::stream::Pointing;
use shardscope_core::hash::HashKey;

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
            None => self.show_place(wanted),
        }
    }

    /// Shows where a key would go that nobody sends.
    fn show_place(&mut self, wanted: &str) {
        let reason = t!(app.no_producer_of_this_stream_sends, wanted = wanted);
        let key = HashKey::of_partition_key(wanted.as_bytes());
        // AWS takes no other keys.
        let is_key = (1..=256).contains(&wanted.chars().count());
        let Some(shard) = self.shard_of(wanted).filter(|_| is_key) else {
            self.notice = Some(Notice::error(t!(app.key_not_found), &reason));
            return;
        };
        self.set_focus(Focus::Shard(shard));
        self.pointing.pinned = Some(key);
        let place = t!(app.it_would_go_to, shard = shard.0, hash = format!("{:032x}", key.0));
        self.notice = Some(Notice::note(t!(app.key_not_sent), &format!("{reason} {place}")));
    }
}
