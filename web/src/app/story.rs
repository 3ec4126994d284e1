//! The story that a run tells: which one, where it is, and what the page shows of it.
use super::App;
use super::run::NO_ROOM;
use crate::card::{Deed, Focus, Notice};
use crate::msg::StoryAct;
use crate::platform::{page, storage};
use crate::player::Course;
use crate::story::Show;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::ShardId;

impl App {
    /// Finds the story of the run that has begun, if it is one.
    pub(super) fn tell_story(&mut self) {
        let player = self.player.borrow();
        self.telling.course = player.story().map(|story| Course::of(story, &player));
        if let Some(course) = &mut self.telling.course {
            course.student = storage::student();
        }
        drop(player);
        (self.telling.free, self.telling.staged, self.telling.goes_on) = (false, None, false);
    }

    pub(super) fn story_act(&mut self, act: StoryAct) {
        let Some(course) = &mut self.telling.course else { return };
        let mut player = self.player.borrow_mut();
        let (mut refused, mut has_room) = (None, true);
        match act {
            StoryAct::Next if course.waits(&player) => {
                course.skip(&mut player);
                // Where the clock is another's, the step is taken to its end at once.
                self.telling.goes_on = !player.playing && course.ripen(&mut player);
            }
            StoryAct::Next if course.ripen(&mut player) => self.telling.goes_on = true,
            StoryAct::Next => refused = course.next(&mut player).err(),
            StoryAct::Back => {
                self.telling.goes_on = false;
                course.back(&mut player);
            }
            StoryAct::Choose(choice) => course.choose(&mut player, choice),
            StoryAct::Sure(sure) => course.be_sure(&mut player, Some(sure)),
            StoryAct::Vote(choice, more) => course.vote(&mut player, choice, more),
            StoryAct::Code(text) => course.take_code(&mut player, &text),
            StoryAct::Hint => course.hint(&mut player),
            StoryAct::TryAgain => {
                has_room = course.try_again(&mut player).is_ok();
                self.telling.tries = true;
            }
            StoryAct::Word(word) => {
                course.set_word(&word);
                self.telling.staged = None;
            }
            StoryAct::Leave => (self.telling.free, self.telling.goes_on) = (true, false),
            StoryAct::Return => (self.telling.free, self.telling.staged) = (false, None),
        }
        drop(player);
        self.last_done = None;
        if refused.is_some() {
            self.telling.wanted = None;
        }
        self.notice = refused.map(|reason| Notice::error(t!(app.this_step_could_not_do_what), &reason));
        if !has_room {
            self.notice = Some(Notice::error(NO_ROOM.0.text(), NO_ROOM.1.text()));
        }
        self.follow_story();
        self.keep();
    }

    /// Where the address names a step, the run goes there, past the questions on its way.
    pub(super) fn go_to_step(&mut self) {
        // A run that comes back is where it was left.
        self.telling.wanted = self.telling.wanted.filter(|_| !self.keeping.has_come_back);
        let is_wanted = self.telling.wanted.is_some() && self.keeping.has_settled();
        let Some(course) = self.telling.course.as_ref().filter(|_| is_wanted) else { return };
        let (place, count) = (course.place(&self.player.borrow()), course.story.steps.len());
        let wanted = self.telling.wanted.filter(|&wanted| place + 1 < wanted.min(count) && !self.telling.free);
        self.telling.wanted = wanted.filter(|_| !self.player.borrow().out_of_memory);
        if self.telling.wanted.is_some() && self.player.borrow().hurrying().is_none() {
            self.story_act(StoryAct::Next);
        }
    }

    /// After each leap in time: what the step has still to do, and what the stage shows.
    pub(super) fn follow_story(&mut self) {
        let Some(course) = &mut self.telling.course else { return };
        let mut player = self.player.borrow_mut();
        if player.hurrying().is_some() {
            return;
        }
        // Another try is another way from here on: what was noted in the one before is not in it.
        if std::mem::take(&mut self.telling.tries) {
            course.recall(&player);
        }
        let place = course.place(&player);
        // A step's speed holds until another has one of its own.
        let speed = course.story.steps[..=place].iter().rev().find_map(|step| step.speed);
        let has_speeds = course.story.steps.iter().any(|step| step.speed.is_some());
        if has_speeds && self.telling.staged.is_some_and(|staged| staged != place) {
            player.set_speed(speed.unwrap_or(1.0));
        }
        let (free, stands) = (self.telling.free, player.out_of_memory);
        drop(player);
        if std::mem::take(&mut self.telling.goes_on) && !free && !stands {
            return self.story_act(StoryAct::Next);
        }
        if free {
            return;
        }
        if self.telling.staged != Some(place) {
            self.telling.staged = Some(place);
            self.set_stage(place);
        } else if !self.screen.looked {
            self.follow_shard(place);
        }
    }

    /// Shows what a step speaks of.
    fn set_stage(&mut self, place: usize) {
        let Some(course) = &self.telling.course else { return };
        let player = self.player.borrow();
        let (show, blanks) = (course.story.steps[place].show.clone(), course.blanks(&player));
        let (word, stream) = (course.word(&player), player.first_stream());
        drop(player);
        if !matches!(show, Show::Lanes | Show::Thing(_)) {
            self.show_stream(stream);
        }
        let text = |text: &str| blanks.fill(text, false);
        let marks = matches!(show, Show::Key(_) | Show::ShardOf(_));
        self.screen.room_away = show != Show::Lanes;
        let focus = match show {
            Show::Stream | Show::Lanes => Some(Focus::Stream),
            Show::Shard(number) => text(&number).parse().ok().map(|number| Focus::Shard(ShardId(number))),
            Show::ShardOf(key) => self.shard_of(&text(&key)).map(Focus::Shard),
            Show::Key(key) => self.find_key(&text(&key)),
            Show::Thing(name) => return self.look_at(&text(&name)),
        };
        self.set_focus(focus.unwrap_or_default());
        self.screen.looked = false;
        // On a narrow screen the route scrolls: what is shown is in sight, once the chips are drawn.
        gloo::timers::callback::Timeout::new(0, page::reveal_chip).forget();
        if let (Some(word), true) = (word, marks) {
            // The place of the word is marked, whether anybody sends it or not.
            self.pointing.pinned = Some(HashKey::of_partition_key(word.as_bytes()));
        }
    }

    /// The shard of a key is another after a split: the stage goes with the key.
    fn follow_shard(&mut self, place: usize) {
        let Some(course) = &self.telling.course else { return };
        let Show::ShardOf(key) = &course.story.steps[place].show else { return };
        let key = course.blanks(&self.player.borrow()).fill(key, false);
        if self.shard_of(&key).is_some_and(|shard| self.focus != Focus::Shard(shard)) {
            self.set_stage(place);
        }
    }

    pub(super) fn shard_of(&self, key: &str) -> Option<ShardId> {
        let player = self.player.borrow();
        let stream = player.sim().kinesis().stream(self.stream?)?;
        let key = HashKey::of_partition_key(key.as_bytes());
        stream.open_shards().find(|shard| shard.range.contains(key)).map(|shard| shard.id)
    }

    /// Shows a thing of the run by its name.
    fn look_at(&mut self, name: &str) {
        let found = self.view.route.iter().find(|chip| chip.name == name).map(|chip| chip.deed.clone());
        // What a step has only just made is not in the view yet.
        let found = found.or_else(|| {
            self.refresh_view();
            self.view.route.iter().find(|chip| chip.name == name).map(|chip| chip.deed.clone())
        });
        if let Some(Deed::Look(..) | Deed::Stream(_) | Deed::Room) = &found {
            self.look(found.expect("it was found"));
            self.screen.looked = false;
        }
    }
}
