//! Times as files write them.
use crate::words::Plain;
use shardscope_core::base::Instant;

/// How a column of times is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// `2026-01-31T12:00:00Z`, `2026-01-31 12:00`, `2026/01/31 12:00` or `2026-01-31`; without a zone: UTC.
    Iso8601,
    /// `31/01/2026 12:00`, `31.1.2026`, `31-01-2026`.
    DayFirst,
    /// `01/31/2026 12:00`.
    MonthFirst,
    Seconds,
    Millis,
    Micros,
}

impl TimeUnit {
    pub const ALL: [(Self, Plain); 6] = [
        (Self::Iso8601, message!(data.year_month_day)),
        (Self::DayFirst, message!(data.day_month_year)),
        (Self::MonthFirst, message!(data.month_day_year)),
        (Self::Seconds, message!(data.seconds)),
        (Self::Millis, message!(data.milliseconds)),
        (Self::Micros, message!(data.microseconds)),
    ];
}

/// The year 9999: what lies beyond is a wrong unit, not a time.
const LATEST_MICROS: u64 = 253_402_300_800_000_000;

/// Microseconds since 1970, or since whatever the numbers count from.
pub(super) fn parse(text: &str, unit: TimeUnit) -> Result<u64, String> {
    let text = text.trim();
    let number = |factor: f64| {
        let value: f64 = text.parse().map_err(|_| t!(data.is_not_a_number, text = short(text)))?;
        let micros = value * factor;
        let ok = micros.is_finite() && (0.0..LATEST_MICROS as f64).contains(&micros);
        ok.then_some(micros as u64).ok_or_else(|| t!(data.is_out_of_range, text = short(text)))
    };
    match unit {
        TimeUnit::Iso8601 => date(text),
        TimeUnit::DayFirst => year_last(text, |[first, second]| [second, first]),
        TimeUnit::MonthFirst => year_last(text, |parts| parts),
        TimeUnit::Seconds => number(1e6),
        TimeUnit::Millis => number(1e3),
        TimeUnit::Micros => number(1.0),
    }
}

fn date(text: &str) -> Result<u64, String> {
    let bad = || t!(data.is_not_a_date, text = short(text));
    // A bare number would be taken for a Unix time: that is what the other units are for.
    if !text.contains(['-', '/', '.']) {
        return Err(bad());
    }
    Instant::from_iso(&text.replacen('/', "-", 2)).map(Instant::as_micros).ok_or_else(bad)
}

/// A date whose year comes last; `order` puts its first two numbers as month and day.
fn year_last(text: &str, order: fn([&str; 2]) -> [&str; 2]) -> Result<u64, String> {
    let bad = || t!(data.is_not_a_day_first_date, text = short(text));
    let (first_two, year, time) = parts(text).ok_or_else(bad)?;
    let [month, day] = order(first_two);
    iso(year, month, day, time).ok_or_else(bad)
}

fn iso(year: &str, month: &str, day: &str, time: &str) -> Option<u64> {
    Instant::from_iso(&format!("{year}-{month:0>2}-{day:0>2}{time}")).map(Instant::as_micros)
}

/// What stands between the numbers of a date.
fn separator(text: &str) -> Option<char> {
    text.chars().find(|letter| ['.', '/', '-'].contains(letter))
}

/// Two numbers, the year, and the time, of a date whose year comes last.
fn parts(text: &str) -> Option<([&str; 2], &str, &str)> {
    let separator = separator(text)?;
    let (first, rest) = text.split_once(separator)?;
    let (second, rest) = rest.split_once(separator)?;
    let (year, time) = rest.split_at_checked(4)?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_date = [first, second, year].into_iter().all(digits) && first.len() <= 2 && second.len() <= 2;
    is_date.then_some(([first, second], year, time))
}

/// How a column of dates is written: the first order that reads all of them. And whether another one does, too, so that
/// somebody has to say which is meant.
pub(super) fn order<'a>(dates: impl Iterator<Item = &'a String> + Clone) -> Option<(TimeUnit, bool)> {
    let reads =
        |unit: &TimeUnit| dates.clone().next().is_some() && dates.clone().all(|text| parse(text, *unit).is_ok());
    let mut fit = [TimeUnit::Iso8601, TimeUnit::DayFirst, TimeUnit::MonthFirst].into_iter().filter(reads);
    let first = fit.next()?;
    // With points the day comes first, wherever that is written; and a year in front says enough.
    let points = dates.clone().all(|text| separator(text) == Some('.'));
    Some((first, first != TimeUnit::Iso8601 && !points && fit.next().is_some()))
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
        for text in
            ["2026-01-01", "2026-01-01T00:00:00Z", "2026-01-01 00:00", "2026/01/01 00:00", "2026-01-01T01:00:00+01:00"]
        {
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
            ("31/01/2026", TimeUnit::MonthFirst),
            ("01/31/2026", TimeUnit::DayFirst),
            ("31/01/26", TimeUnit::DayFirst),
            ("31/01/2026", TimeUnit::Iso8601),
        ] {
            assert!(parse(text, unit).is_err(), "{text}");
        }
        let others = [
            ("1/1/2026 00:00", TimeUnit::DayFirst),
            ("01.01.2026 00:00:00", TimeUnit::DayFirst),
            ("1.1.2026", TimeUnit::DayFirst),
            ("01-01-2026", TimeUnit::MonthFirst),
        ];
        for (text, unit) in others {
            assert_eq!(parse(text, unit), midnight, "{text}");
        }
        assert_eq!(parse("31/12/2025 23:00", TimeUnit::DayFirst), parse("12/31/2025 23:00", TimeUnit::MonthFirst));
    }

    #[test]
    fn the_order_of_a_date_is_told_by_its_dates_or_asked_for() {
        let of = |dates: &[&str]| order(dates.iter().map(ToString::to_string).collect::<Vec<_>>().iter());
        assert_eq!(of(&["2026-01-02", "2026-02-01"]), Some((TimeUnit::Iso8601, false)));
        assert_eq!(of(&["02.01.2026"]), Some((TimeUnit::DayFirst, false)));
        assert_eq!(of(&["02.01.2026", "01.31.2026"]), Some((TimeUnit::MonthFirst, false)));
        // A fraction of a second has a point, too.
        assert_eq!(of(&["02/01/2026 12:00:00.5"]), Some((TimeUnit::DayFirst, true)));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["02/01/2026", "31/01/2026"]), Some((TimeUnit::DayFirst, false)));
        assert_eq!(of(&["02/01/2026", "01/31/2026"]), Some((TimeUnit::MonthFirst, false)));
        assert_eq!(of(&["02/01/2026", "03/01/2026"]), Some((TimeUnit::DayFirst, true)));
        assert_eq!(of(&["02/13/2026", "13/02/2026"]), None);
        assert_eq!(of(&["soon"]), None);
    }
}
