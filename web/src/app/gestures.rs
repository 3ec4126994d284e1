//! What the pointer does on the picture: select, trace, split by dragging a boundary, merge by dragging a shard.
use super::App;
use crate::card::Focus;
use crate::kinds::{self, stream::Spot};
use crate::msg::Pointer;
use shardscope_core::hash::HashKey;
use shardscope_core::kinesis::{Request, ShardId, Stream};
use shardscope_core::sim::Command;

/// CSS pixels around a boundary in which it can be grabbed.
const GRIP: f64 = 9.0;
/// CSS pixels that a pointer moves before it drags.
const SLACK: f64 = 6.0;

/// What is being dragged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Drag {
    /// A boundary, to where the shard under the pointer is to be split.
    Boundary { from: f64, moved: bool },
    /// A shard, onto the neighbour that it is to be merged with.
    Shard { shard: ShardId, from: f64, moved: bool },
}

impl App {
    /// Returns whether the panels have to be drawn again.
    pub(super) fn pointer(&mut self, pointer: Pointer) -> bool {
        if let Focus::Thing(subject) = self.focus
            && self.view.scenery.is_some()
            && let Some(picture) = kinds::picture(subject)
        {
            let size = self.scene.size();
            let at = |x, y| (picture.spot)(self.player.borrow().sim(), subject.id, size, (size.px(x), size.px(y)));
            return match pointer {
                Pointer::Up(x, y) => self.point(at(x, y)),
                // What was said last stays until there is something else to say.
                Pointer::Move(x, y) => at(x, y).is_some_and(|found| self.point(Some(found))),
                Pointer::Down(..) | Pointer::Double(..) | Pointer::Leave => false,
            };
        }
        match pointer {
            Pointer::Down(x, y) => self.down(x, y),
            Pointer::Move(x, y) => self.moved(x, y),
            Pointer::Up(x, y) => self.up(x, y),
            Pointer::Double(x, y) => self.split_in_half(x, y),
            Pointer::Leave => {
                self.drag = None;
                self.pointing.over = None;
                self.pointing.cut = None;
                self.pointing.merging = None;
                true
            }
        }
    }

    /// Points at something in the picture of a thing. Whether it is something else than before.
    fn point(&mut self, at: Option<u64>) -> bool {
        let is_new = self.pointed != at;
        self.pointed = at;
        is_new
    }

    /// What there is to say of what was pointed at in the picture of a thing.
    pub(super) fn told(&self) -> Option<String> {
        let (Focus::Thing(subject), number) = (self.focus, self.pointed?) else { return None };
        (kinds::picture(subject)?.told)(self.player.borrow().sim(), subject.id, number)
    }

    fn spot(&self, x: f64, y: f64) -> Option<Spot> {
        let player = self.player.borrow();
        let stream = player.sim().kinesis().stream(self.stream?)?;
        let scale = self.scene.layout.scale;
        self.scene.layout.spot(stream, (x * scale) as i32, (y * scale) as i32)
    }

    fn with_stream<T>(&self, ask: impl FnOnce(&Stream) -> T) -> Option<T> {
        let player = self.player.borrow();
        player.sim().kinesis().stream(self.stream?).map(ask)
    }

    fn down(&mut self, x: f64, y: f64) -> bool {
        self.pointing.over = None;
        let Some(Spot::Bar(shard, _)) = self.spot(x, y) else { return false };
        let layout = self.scene.layout;
        let near = |place: i32| (f64::from(place) / layout.scale - x).abs() <= GRIP;
        let edge = self.with_stream(|stream| {
            let segment = layout.segments(stream).find(|segment| segment.shard == shard)?;
            // A narrow shard is all edge: then its middle is for merging.
            let wide = f64::from(segment.w) / layout.scale > 4.0 * GRIP;
            Some(wide && (near(segment.x) || near(segment.x + segment.w)))
        });
        self.drag = Some(match edge.flatten() {
            Some(true) => Drag::Boundary { from: x, moved: false },
            _ => Drag::Shard { shard, from: x, moved: false },
        });
        false
    }

    fn moved(&mut self, x: f64, y: f64) -> bool {
        let spot = self.spot(x, y);
        let far = |from: f64| (x - from).abs() > SLACK;
        match &mut self.drag {
            None => return self.over(x, y),
            Some(Drag::Boundary { from, moved }) => {
                *moved |= far(*from);
                self.pointing.cut = match spot {
                    Some(Spot::Bar(shard, key)) if *moved => Some((shard, key)),
                    _ => None,
                };
            }
            Some(Drag::Shard { shard, from, moved }) => {
                *moved |= far(*from);
                let over = match spot {
                    Some(Spot::Bar(over, _)) if over != *shard => Some(over),
                    _ => None,
                };
                self.pointing.merging = moved.then_some((*shard, over));
            }
        }
        self.refresh();
        true
    }

    /// The pointer is over a place without dragging anything.
    fn over(&mut self, x: f64, y: f64) -> bool {
        let layout = &self.scene.layout;
        let (x, y) = ((x * layout.scale) as i32, (y * layout.scale) as i32);
        let is_there = layout.pins.contains(x, y) || layout.bar.contains(x, y);
        let over = is_there.then(|| layout.key(x));
        if over == self.pointing.over {
            return false;
        }
        self.pointing.over = over;
        self.refresh();
        true
    }

    fn up(&mut self, x: f64, y: f64) -> bool {
        let drag = self.drag.take();
        let cut = self.pointing.cut.take();
        let merging = self.pointing.merging.take();
        match (drag, cut, merging) {
            (Some(Drag::Boundary { moved: true, .. }), Some((shard, key)), _) => self.split(shard, key),
            (Some(Drag::Shard { moved: true, .. }), _, Some((shard, Some(over)))) => self.merge(shard, over),
            (Some(Drag::Boundary { moved: true, .. } | Drag::Shard { moved: true, .. }), ..) => true,
            _ => self.click(x, y),
        }
    }

    fn click(&mut self, x: f64, y: f64) -> bool {
        let focus = match self.spot(x, y) {
            Some(Spot::Bar(shard, _)) => Focus::Shard(shard),
            Some(Spot::Record(shard, ordinal)) => Focus::Record(shard, ordinal),
            None => self.closed_at(x, y).map_or(Focus::Stream, Focus::Shard),
        };
        self.set_focus(focus);
        self.screen.looked = true;
        self.refresh();
        true
    }

    /// The closed shard in the lineage strip at a point.
    fn closed_at(&self, x: f64, y: f64) -> Option<ShardId> {
        let layout = self.scene.layout;
        let (x, y) = ((x * layout.scale) as i32, (y * layout.scale) as i32);
        let now = self.player.borrow().now();
        let boxes = self.with_stream(|stream| kinds::stream::lineage_boxes(&layout, stream, now))?;
        boxes.into_iter().rev().find(|life| life.rect.contains(x, y)).map(|life| life.shard)
    }

    fn split_in_half(&mut self, x: f64, y: f64) -> bool {
        self.drag = None;
        let Some(Spot::Bar(shard, _)) = self.spot(x, y) else { return false };
        let middle = self.with_stream(|stream| stream.shard(shard).map(|shard| shard.range.midpoint())).flatten();
        middle.is_some_and(|middle| self.split(shard, middle))
    }

    pub(super) fn split(&mut self, shard_to_split: ShardId, new_starting_hash_key: HashKey) -> bool {
        let Some(stream_name) = self.with_stream(|stream| stream.name.clone()) else { return false };
        self.submit(Command::from(Request::split_shard(&stream_name, shard_to_split, new_starting_hash_key)))
    }

    /// Merges two shards, the one with the lower keys first, as the call wants them.
    pub(super) fn merge(&mut self, one: ShardId, other: ShardId) -> bool {
        let ordered = self.with_stream(|stream| {
            let start = |id: ShardId| stream.shard(id).map(|shard| shard.range.starting_hash_key);
            let (lower, upper) = if start(one) <= start(other) { (one, other) } else { (other, one) };
            (stream.name.clone(), lower, upper)
        });
        let Some((stream_name, shard_to_merge, adjacent_shard_to_merge)) = ordered else { return false };
        self.submit(Command::from(Request::merge_shards(&stream_name, shard_to_merge, adjacent_shard_to_merge)))
    }
}
