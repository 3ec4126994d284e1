//! A topic as a picture: what was published at the left, a line to each subscription, and what became of it there.
use super::NAME;
use crate::card::{Cell, Label, Scenery, Subject, Table, Tone};
use crate::format::{count, grouped};
use crate::scene::raster::Rect;
use crate::scene::{Pen, Size};
use shardscope_core::sim::Sim;
use shardscope_core::sns::{Subscription, TopicId};

/// Subscriptions that have a line; the table has all.
const LINES: usize = 24;

/// Where things are.
struct Layout {
    topic: Rect,
    lines: Vec<Rect>,
}

fn layout(size: Size, many: usize) -> Layout {
    let px = |css: f64| size.px(css);
    let (edge, top) = (px(8.0), px(30.0));
    let room = size.height - top - edge;
    let rows = many.clamp(1, LINES) as i32;
    let row = (room / rows).min(px(84.0));
    let from = top + (room - row * rows) / 2;
    let left = size.width * 38 / 100;
    let line = |at: i32| {
        let h = (row - px(22.0)).max(px(6.0));
        Rect::new(left, from + at * row + (row - h), size.width - left - 2 * edge, h)
    };
    let tall = px(64.0).min(room);
    Layout {
        topic: Rect::new(2 * edge, top + (room - tall) / 2, size.width * 18 / 100, tall),
        lines: (0..many.min(LINES) as i32).map(line).collect(),
    }
}

/// The parts of a subscription's bar, as numbers: delivered, filtered out, to be tried again, failed.
fn parts(of: &Subscription) -> [u64; 4] {
    [
        of.total.number_of_notifications_delivered,
        of.total.number_of_notifications_filtered_out,
        of.waiting(),
        of.total.number_of_notifications_failed,
    ]
}

pub fn draw(pen: &mut Pen<'_>, sim: &Sim, id: u32) -> bool {
    if sim.sns().topic(TopicId(id)).is_none() {
        return false;
    }
    let subscriptions: Vec<&Subscription> = sim.sns().of_topic(TopicId(id)).take(LINES).collect();
    let layout = layout(pen.size(), subscriptions.len());
    let palette = pen.palette;
    pen.raster.fill(layout.topic, palette.calm);
    pen.raster.frame(layout.topic, pen.px(1.5).max(1), palette.accent);
    let (from, middle) = (layout.topic.right(), layout.topic.y + layout.topic.h / 2);
    for (bar, of) in layout.lines.iter().zip(subscriptions) {
        let y = bar.y + bar.h / 2;
        let between = (from + bar.x) / 2;
        let thick = pen.px(2.0).max(1);
        let waits = of.waiting() > 0;
        let colour = if waits { palette.hot } else { palette.muted };
        pen.raster.fill(Rect::new(from, middle - thick / 2, between - from, thick), colour);
        let (top, bottom) = (middle.min(y), middle.max(y));
        pen.raster.fill(Rect::new(between, top - thick / 2, thick, bottom - top + thick), colour);
        pen.raster.fill(Rect::new(between, y - thick / 2, bar.x - between, thick), colour);
        pen.raster.pointer(bar.x, y, pen.px(9.0), 1, colour);
        pen.raster.fill(*bar, palette.panel);
        let all: u64 = parts(of).iter().sum::<u64>().max(1);
        let colours = [palette.calm, palette.line, palette.busy, palette.hot];
        let mut x = bar.x;
        for (number, colour) in parts(of).into_iter().zip(colours) {
            let w = (u128::from(number) * bar.w.max(0) as u128 / u128::from(all)) as i32;
            // What there is of it can be seen.
            let w = if number > 0 { w.max(pen.px(2.0)) } else { 0 }.min(bar.right() - x);
            pen.raster.fill(Rect::new(x, bar.y, w, bar.h), colour);
            x += w;
        }
        pen.raster.frame(*bar, 1, palette.line);
    }
    true
}

pub fn scenery(sim: &Sim, id: u32, size: Size) -> Option<Scenery> {
    let topic = sim.sns().topic(TopicId(id))?;
    let subscriptions: Vec<&Subscription> = sim.sns().of_topic(topic.id).collect();
    let layout = layout(size, subscriptions.len());
    let px = |css: f64| size.px(css);
    let published = topic.total.number_of_messages_published;
    let mut labels = vec![Label::new(
        t!(topic.published, published = grouped(published)),
        layout.topic.x,
        layout.topic.y - px(20.0),
        Tone::Plain,
    )];
    labels.extend(layout.lines.iter().zip(&subscriptions).map(|(bar, of)| {
        let tone = Tone::bad(of.waiting() + of.total.number_of_notifications_failed > 0);
        Label::new(said(of), bar.x + px(4.0), bar.y - px(19.0), tone)
    }));
    let row = |of: &&Subscription| {
        let mut row = vec![Cell::from(of.endpoint.name())];
        row.extend(parts(of).map(|number| Cell::from(grouped(number))));
        row
    };
    let head = [
        t!(topic.endpoint),
        t!(topic.delivered_head),
        t!(topic.filtered_out),
        t!(topic.to_be_tried_again),
        t!(topic.failed),
    ];
    let more = subscriptions.len().saturating_sub(LINES);
    let more = if more > 0 { t!(topic.more_in_the_table, more = grouped(more as u64)) } else { String::new() };
    Some(Scenery {
        of: Subject::new(NAME, id),
        title: topic.name.clone(),
        about: t!(
            topic.each_with_a_copy_of_every,
            subscriptions = count(subscriptions.len() as u64, message!(nouns.subscription)),
            more = more
        ),
        labels,
        table: Table::new(t!(topic.subscriptions_to, name = topic.name), &head, subscriptions.iter().map(row)),
    })
}

/// A subscription in a line.
fn said(of: &Subscription) -> String {
    let [delivered, filtered, waiting, failed] = parts(of);
    let mut text = t!(topic.delivered_to, name = of.endpoint.name(), delivered = grouped(delivered));
    for (number, what) in
        [(filtered, t!(topic.filtered_out)), (waiting, t!(topic.to_be_tried_again)), (failed, t!(topic.failed))]
    {
        if number > 0 {
            text.push_str(&format!(", {} {what}", grouped(number)));
        }
    }
    text
}

/// The subscription whose line is at a point.
pub fn spot(sim: &Sim, id: u32, size: Size, at: (i32, i32)) -> Option<u64> {
    let subscriptions: Vec<&Subscription> = sim.sns().of_topic(TopicId(id)).collect();
    let layout = layout(size, subscriptions.len());
    let at = layout.lines.iter().position(|bar| bar.contains(at.0, at.1))?;
    subscriptions.get(at).map(|of| of.id.0.into())
}

/// A subscription that was pointed at, as it is now.
pub fn told(sim: &Sim, id: u32, number: u64) -> Option<String> {
    let Some(of) = sim.sns().of_topic(TopicId(id)).find(|of| u64::from(of.id.0) == number) else {
        return Some(t!(topic.this_subscription_has_ended).into());
    };
    let filter = of.attributes.filter_policy.as_ref();
    let filter = filter.map(|policy| t!(topic.filter_policy, policy = policy)).unwrap_or_default();
    Some(format!("{}{filter}", said(of)))
}
