//! A number or a condition of a lesson, tried at the moment of the run.
use super::Player;
use crate::measure::{Condition, Number, Op, Watch, condition, number, split_at_last};
use shardscope_core::sim::Step;
use shardscope_core::timeline::Cursor;
use std::collections::BTreeSet;

/// Timers that a look back may take: more would hold the page.
const BUDGET: u64 = 300_000;

impl Player {
    /// What a number or a condition is now, as text. Errors: what was expected, or that the look back is too long.
    pub fn measure(&self, text: &str) -> Result<String, String> {
        let said = |number: Option<f64>| {
            number.map_or_else(|| t!(measure.no_number_now).to_string(), |number| number.to_string())
        };
        if split_at_last(text, &Op::ALL.map(|(sign, _)| sign)).is_none() {
            let number = number(text, &[])?;
            return Ok(said(self.watch([&number])?.value(&number, self)));
        }
        let Condition { left, op, right, .. } = condition(text, &[])?;
        let watched = self.watch([&left, &right])?;
        let sides = (watched.value(&left, self), watched.value(&right, self));
        let holds = op.holds(sides.0, sides.1);
        let sign = Op::ALL.iter().find(|(_, of)| *of == op).map_or("", |(sign, _)| sign);
        Ok(format!("{holds}: {} {sign} {}", said(sides.0), said(sides.1)))
    }

    /// The run, looked at wherever the numbers ask for it.
    fn watch<'a>(&self, numbers: impl IntoIterator<Item = &'a Number> + Clone) -> Result<Watched, String> {
        let epoch = self.timeline.epoch();
        let moments: BTreeSet<_> =
            numbers.clone().into_iter().flat_map(|number| number.moments(self.now(), epoch)).collect();
        let mut watch = Watch::of(numbers, Vec::new());
        let first = moments.first().copied().unwrap_or(self.now());
        let look =
            self.timeline.look(self.timeline.current(), first).ok_or_else(|| t!(measure.too_long).to_string())?;
        let (mut cursor, mut left) = (Cursor { sim: look.sim, sink: (), done: look.done }, BUDGET);
        for moment in moments.into_iter().filter(|&moment| moment < self.now()) {
            let (step, work) = cursor.step(self.timeline.log(), moment, left.max(1));
            left = left.saturating_sub(work);
            if step != Step::Reached {
                return Err(t!(measure.too_long).into());
            }
            watch.look(&cursor.sim);
        }
        watch.look(self.sim());
        Ok(Watched(watch))
    }
}

struct Watched(Watch);

impl Watched {
    fn value(&self, number: &Number, player: &Player) -> Option<f64> {
        number.value(player.now(), player.timeline.epoch(), &self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::SCENARIOS;
    use shardscope_core::base::Duration;

    #[test]
    fn what_a_lesson_would_measure_can_be_tried() {
        let mut player = Player::of(&SCENARIOS[0]);
        let end = player.now() + Duration::from_secs(60);
        player.timeline.step(end, u64::MAX);
        let number = |text: &str| player.measure(text).map(|said| said.parse::<f64>().unwrap_or(f64::NAN));
        let rate = number("rate(streams[0].total.incoming_records, 20s)").expect("a rate");
        assert!((990.0..=1_010.0).contains(&rate), "{rate}");
        assert_eq!(number("gain(streams[0].total.incoming_records)"), number("streams[0].total.incoming_records"));
        assert_eq!(player.measure("length(streams[0].open_shards) >= 100"), Ok("false: 5 >= 100".into()));
        assert_eq!(player.measure("max(length(streams), 10s) == 1"), Ok("true: 1 == 1".into()));
        assert_eq!(player.measure("nothing.there"), Ok("no number".into()));
        assert!(player.measure("").is_err() && player.measure("rate(a)").is_err() && player.measure("a[").is_err());
        let long = player.measure("gain(streams[0].total.incoming_records, 1h)");
        assert!(long.is_ok() || long.is_err_and(|why| why.contains("does too much")));
    }
}
