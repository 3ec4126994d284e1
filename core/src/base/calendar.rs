//! Moments as people and AWS write them; everything is UTC.
use super::Instant;
use alloc::format;
use alloc::string::String;
use time::{Date, Month, OffsetDateTime, PrimitiveDateTime, Time, UtcOffset};

fn date(at: Instant) -> OffsetDateTime {
    let seconds = at.as_secs().min(Instant::LAST_SECOND) as i64;
    OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH)
}

impl Instant {
    /// 9999-12-31T23:59:59Z, the last second that has a date here.
    pub const LAST_SECOND: u64 = 253_402_300_799;

    /// `2026-01-01T00:00:00Z`, with as many digits of a second as there are.
    pub fn iso(self) -> String {
        let t = date(self);
        let (month, micros) = (u8::from(t.month()), self.as_micros() % 1_000_000);
        let mut text =
            format!("{:04}-{month:02}-{:02}T{:02}:{:02}:{:02}", t.year(), t.day(), t.hour(), t.minute(), t.second());
        if micros > 0 {
            text.push_str(format!(".{micros:06}").trim_end_matches('0'));
        }
        text.push('Z');
        text
    }

    /// `Thu Jan 01 00:00:00 UTC 2026`, as AWS's messages have it.
    pub fn utc(self) -> String {
        let t = date(self);
        let (day, month) = (format!("{}", t.weekday()), format!("{}", t.month()));
        let clock = format!("{:02}:{:02}:{:02}", t.hour(), t.minute(), t.second());
        format!("{} {} {:02} {clock} UTC {}", &day[..3], &month[..3], t.day(), t.year())
    }

    /// Reads `2026-01-01T00:00:00Z`, `2026-01-01T01:00:00.5+01:00`, `2026-01-01 00:00:00` or `2026-01-01`: without an
    /// offset, UTC. Nothing before 1970.
    pub fn from_iso(text: &str) -> Option<Self> {
        let (day, clock) = match text.find(['T', ' ']) {
            Some(at) => (&text[..at], &text[at + 1..]),
            None => (text, "00:00:00"),
        };
        let mut parts = day.split('-').map(|part| digits(part, 4));
        let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
        let month = Month::try_from(month as u8).ok().filter(|_| month <= 12 && day <= 31 && parts.next().is_none())?;
        let (clock, offset) = offset(clock)?;
        let (clock, fraction) = clock.split_once('.').unwrap_or((clock, ""));
        let mut parts = clock.split(':').map(|part| digits(part, 2));
        let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
        let time = Time::from_hms(hour as u8, minute as u8, second as u8).ok().filter(|_| parts.next().is_none())?;
        let date = Date::from_calendar_date(year as i32, month, day as u8).ok()?;
        let seconds = PrimitiveDateTime::new(date, time).assume_offset(offset).unix_timestamp();
        let micros = micros(fraction)?;
        Some(Self::from_micros(u64::try_from(seconds).ok()? * 1_000_000 + micros))
    }
}

fn digits(text: &str, most: usize) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

/// A clock without its offset, and the offset; UTC where there is none.
fn offset(clock: &str) -> Option<(&str, UtcOffset)> {
    if let Some(clock) = clock.strip_suffix(['Z', 'z']) {
        return Some((clock, UtcOffset::UTC));
    }
    let Some(at) = clock.rfind(['+', '-']) else { return Some((clock, UtcOffset::UTC)) };
    let sign = if clock.as_bytes()[at] == b'-' { -1 } else { 1 };
    let written = &clock[at + 1..];
    // `+01:00`, `+0100` or `+01`.
    let (hours, minutes) = written.split_once(':').or_else(|| written.split_at_checked(2)).unwrap_or((written, ""));
    let minutes = if minutes.is_empty() { "0" } else { minutes };
    let (hours, minutes) = (digits(hours, 2)? as i8 * sign, digits(minutes, 2)? as i8 * sign);
    Some((&clock[..at], UtcOffset::from_hms(hours, minutes, 0).ok()?))
}

fn micros(fraction: &str) -> Option<u64> {
    if fraction.is_empty() {
        return Some(0);
    }
    let plain = fraction.len() <= 9 && fraction.bytes().all(|b| b.is_ascii_digit());
    let six: String = fraction.chars().chain("000000".chars()).take(6).collect();
    plain.then(|| six.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_read_and_written() {
        let at = Instant::from_secs(1_767_225_600);
        assert_eq!(at.iso(), "2026-01-01T00:00:00Z");
        assert_eq!(at.utc(), "Thu Jan 01 00:00:00 UTC 2026");
        for text in [
            "2026-01-01T00:00:00Z",
            "2026-01-01",
            "2026-01-01 01:00:00+01:00",
            "2026-01-01 01:00+0100",
            "2026-01-01T00:00z",
        ] {
            assert_eq!(Instant::from_iso(text), Some(at), "{text}");
        }
        let half = Instant::from_micros(1_767_225_600_500_000);
        assert_eq!(half.iso(), "2026-01-01T00:00:00.5Z");
        assert_eq!(Instant::from_iso(&half.iso()), Some(half));
        for text in [
            "",
            "2026",
            "2026-13-01",
            "2026-02-30",
            "1969-01-01",
            "2026-01-01T25:00:00",
            "é-é-é",
            "2026-01-01T00:00:00+",
        ] {
            assert_eq!(Instant::from_iso(text), None, "{text}");
        }
    }
}
