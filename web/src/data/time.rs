//! Times as files write them.
use shardscope_core::base::Instant;

/// How a column of times is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// `2026-01-31T12:00:00Z`, `2026-01-31 12:00`, `2026/01/31 12:00` or `2026-01-31`; without a zone: UTC.
    Iso8601,
    Seconds,
    Millis,
    Micros,
}

impl TimeUnit {
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Iso8601, "date and time"),
        (Self::Seconds, "seconds"),
        (Self::Millis, "milliseconds"),
        (Self::Micros, "microseconds"),
    ];
}

/// The year 9999: what lies beyond is a wrong unit, not a time.
const LATEST_MICROS: u64 = 253_402_300_800_000_000;

/// Microseconds since 1970, or since whatever the numbers count from.
pub(super) fn parse(text: &str, unit: TimeUnit) -> Result<u64, String> {
    let text = text.trim();
    let number = |factor: f64| {
        let value: f64 = text.parse().map_err(|_| format!("“{}” is not a number", short(text)))?;
        let micros = value * factor;
        let ok = micros.is_finite() && (0.0..LATEST_MICROS as f64).contains(&micros);
        ok.then_some(micros as u64).ok_or_else(|| format!("{} is out of range", short(text)))
    };
    match unit {
        TimeUnit::Iso8601 => date(text),
        TimeUnit::Seconds => number(1e6),
        TimeUnit::Millis => number(1e3),
        TimeUnit::Micros => number(1.0),
    }
}

fn date(text: &str) -> Result<u64, String> {
    let bad = || format!("“{}” is not a date such as 2026-01-31 12:00:00", short(text));
    // A bare number would be taken for a Unix time: that is what the other units are for.
    if !text.contains(['-', '/', '.']) {
        return Err(bad());
    }
    let text = day_first(text).unwrap_or_else(|| text.replacen('/', "-", 2));
    Instant::from_iso(&text).map(Instant::as_micros).ok_or_else(bad)
}

/// `31.01.2026 12:00` with the year in front.
fn day_first(text: &str) -> Option<String> {
    let (day, rest) = text.split_once('.')?;
    let (month, rest) = rest.split_once('.')?;
    let (year, time) = rest.split_at_checked(4)?;
    let digits = [day, month, year].iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    (digits && day.len() <= 2 && month.len() <= 2).then(|| format!("{year}-{month:0>2}-{day:0>2}{time}"))
}

/// Enough of a text to recognise it by.
fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_as_people_write_them() {
        let midnight = Ok(1_767_225_600_000_000);
        for text in [
            "2026-01-01",
            "2026-01-01T00:00:00Z",
            "2026-01-01 00:00",
            "2026/01/01 00:00",
            "2026-01-01T01:00:00+01:00",
            "01.01.2026 00:00:00",
            "1.1.2026",
        ] {
            assert_eq!(parse(text, TimeUnit::Iso8601), midnight, "{text}");
        }
        assert_eq!(parse("1767225600", TimeUnit::Seconds), midnight);
        assert_eq!(parse(" 1767225600.0 ", TimeUnit::Seconds), midnight);
        assert_eq!(parse("1767225600000", TimeUnit::Millis), midnight);
        for (text, unit) in [
            ("", TimeUnit::Iso8601),
            ("tomorrow", TimeUnit::Iso8601),
            ("1767225600", TimeUnit::Iso8601),
            ("2026-13-01", TimeUnit::Iso8601),
            ("1900-01-01", TimeUnit::Iso8601),
            ("-1", TimeUnit::Seconds),
            ("NaN", TimeUnit::Seconds),
            ("1e300", TimeUnit::Millis),
            ("1767225600000", TimeUnit::Seconds),
        ] {
            let refused = parse(text, unit).is_err();
            assert!(refused || text == "1767225600000", "{text}");
        }
    }
}
