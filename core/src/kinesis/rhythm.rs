//! When what arrives in a shard is pushed to its subscribers.
//!
//! AWS says "about 70 ms on average", whatever the rate. What arrives between two moments is pushed together, a while after the
//! second: the mean is the same for one record a minute and for a thousand a second. The moments are drawn, one in each
//! [window](quota::FAN_OUT_WINDOW), so that no producer keeps step with them.
use super::{ShardId, StreamId, quota};
use crate::base::{Instant, mix};

/// The moments of one shard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rhythm(u64);

impl Rhythm {
    pub fn of(stream: StreamId, shard: ShardId) -> Self {
        Self(mix(u64::from(stream.0), u64::from(shard.0)))
    }

    fn moment(self, window: u64) -> Instant {
        let length = quota::FAN_OUT_WINDOW.as_micros();
        Instant::from_micros(window * length + mix(self.0, window) % length)
    }

    /// When a record is pushed that arrives at this time.
    pub fn push_of(self, arrival: Instant) -> Instant {
        let window = arrival.as_micros() / quota::FAN_OUT_WINDOW.as_micros();
        let here = self.moment(window);
        let moment = if here > arrival { here } else { self.moment(window + 1) };
        moment + quota::FAN_OUT_DELAY
    }

    /// What arrived before this time has been pushed by `now`, if it could be.
    pub fn pushed_before(self, now: Instant) -> Instant {
        let Some(latest) = now.as_micros().checked_sub(quota::FAN_OUT_DELAY.as_micros()) else {
            return Instant::default();
        };
        let window = latest / quota::FAN_OUT_WINDOW.as_micros();
        let here = self.moment(window);
        match window.checked_sub(1) {
            _ if here.as_micros() <= latest => here,
            Some(before) => self.moment(before),
            None => Instant::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Duration;

    #[test]
    fn the_mean_is_seventy_milliseconds_and_the_spread_is_what_is_documented() {
        let rhythm = Rhythm::of(StreamId(3), ShardId(1));
        let (mut sum, mut least, mut most) = (0, u64::MAX, 0);
        for number in 0..100_000 {
            let arrival = Instant::from_micros(1_000_000_000 + number * 1_713);
            let push = rhythm.push_of(arrival);
            let micros = push.since(arrival).as_micros();
            (sum, least, most) = (sum + micros, least.min(micros), most.max(micros));
            assert!(rhythm.pushed_before(push) > arrival);
            assert!(rhythm.pushed_before(push - Duration::from_micros(1)) <= arrival);
        }
        assert!((69_500..70_500).contains(&(sum / 100_000)), "{}", sum / 100_000);
        assert!((35_000..36_000).contains(&least) && (145_000..155_000).contains(&most), "{least} {most}");
    }
}
