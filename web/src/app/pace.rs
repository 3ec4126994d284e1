//! How often the panels are refreshed: as often as a slow machine can without the picture going by jerks.

/// Between two refreshes, in milliseconds: where they cost no frame, and where they cost many.
const LEAST: f64 = 120.0;
const MOST: f64 = 600.0;

/// Milliseconds between refreshes for each millisecond that one holds up the picture: one in twenty may be lost to them, or what they
/// cost every [`MOST`].
const SHARE: f64 = 20.0;

/// A gap of so many milliseconds is no frame: the page was hidden.
const HIDDEN: f64 = 5_000.0;

/// How much one frame counts in what is usual.
const WEIGHT: f64 = 0.2;

/// When the panels were refreshed last, and what that costs. All in milliseconds.
#[derive(Debug, Default)]
pub struct Pace {
    last: f64,
    /// Whether the frame before this one was held up by a refresh.
    follows: bool,
    /// From one frame to the next, usually: without a refresh between them, and with one.
    plain: f64,
    held_up: f64,
}

impl Pace {
    /// Of a frame at `now`, `millis` after the one before: whether the panels are refreshed in it.
    pub fn is_due(&mut self, now: f64, millis: f64) -> bool {
        if self.follows && self.plain > 0.0 && millis < HIDDEN {
            // One that is held up once, by the start of the page or a dialog, is not to count for long.
            let millis = millis.min(self.plain + MOST / SHARE);
            self.held_up += (millis - self.held_up) * if self.held_up > 0.0 { WEIGHT } else { 1.0 };
        } else if !self.follows && millis > 0.0 && millis < MOST {
            // A page that was hidden has no frames, and says nothing of what they take.
            self.plain += (millis - self.plain) * if self.plain > 0.0 { WEIGHT } else { 1.0 };
        }
        let is_due = now - self.last >= self.every();
        self.follows = is_due;
        if is_due {
            self.last = now;
        }
        is_due
    }

    fn every(&self) -> f64 {
        ((self.held_up - self.plain) * SHARE).clamp(LEAST, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds between two refreshes, once they are usual, where a frame takes 17 ms and one with a refresh so many.
    fn between(refreshing: f64) -> f64 {
        let (mut pace, mut now, mut millis, mut at) = (Pace::default(), 1_000.0, 17.0, Vec::new());
        for _ in 0..2_000 {
            now += millis;
            let is_due = pace.is_due(now, millis);
            millis = if is_due { refreshing } else { 17.0 };
            at.extend(is_due.then_some(now));
        }
        let last = &at[at.len() - 10..];
        (last[9] - last[0]) / 9.0
    }

    #[test]
    fn refreshes_that_hold_up_the_picture_come_less_often() {
        assert!((120.0..140.0).contains(&between(17.0)), "{}", between(17.0));
        assert!((320.0..370.0).contains(&between(33.0)), "{}", between(33.0));
        assert!((600.0..700.0).contains(&between(100.0)), "{}", between(100.0));
        assert!((600.0..1_400.0).contains(&between(700.0)), "{}", between(700.0));
    }

    #[test]
    fn a_slow_machine_is_not_taken_for_slow_refreshes() {
        let (mut pace, mut now) = (Pace::default(), 1_000.0);
        let mut count = 0;
        for _ in 0..300 {
            now += 50.0;
            count += u32::from(pace.is_due(now, 50.0));
        }
        assert_eq!(count, 100, "every 150 ms: the first frame after 120");
    }

    #[test]
    fn a_page_that_was_hidden_is_refreshed_at_once_and_as_often_as_before() {
        let mut pace = Pace::default();
        assert!(pace.is_due(1_000.0, 17.0));
        assert!(pace.is_due(601_000.0, 600_000.0));
        assert!(!pace.is_due(601_017.0, 17.0));
        assert_eq!(pace.every(), LEAST);
    }
}
