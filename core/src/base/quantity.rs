//! Quantities as scripts write them: `1h30m`, `12.5s`, `500ms`, `256MiB`, `1.1`.
use super::Duration;
use alloc::format;
use alloc::string::{String, ToString};
use core::fmt::Display;
use core::str::FromStr;

/// The longest time that is read: ten years.
pub const LONGEST: Duration = Duration::from_hours(10 * 366 * 24);

const UNITS: [(&str, u64); 6] =
    [("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000), ("ms", 1_000), ("us", 1)];

/// Reads a length of time: numbers with units, the larger ones first. Errors: what was expected.
pub fn duration(text: &str) -> Result<Duration, String> {
    let wrong = || format!("expected a time such as 20s, 1m30s or 500ms, found '{text}'");
    let (mut rest, mut micros, mut last) = (text, 0_u64, u64::MAX);
    if text.is_empty() {
        return Err(wrong());
    }
    while !rest.is_empty() {
        let number = rest.find(|c: char| !c.is_ascii_digit() && c != '.').ok_or_else(wrong)?;
        let (digits, tail) = rest.split_at(number);
        let unit = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (name, tail) = tail.split_at(unit);
        let size = UNITS.iter().find(|(unit, _)| *unit == name).map(|(_, size)| *size).ok_or_else(wrong)?;
        if size >= last {
            return Err(wrong());
        }
        let part = scaled(digits, size).ok_or_else(wrong)?;
        micros = micros.checked_add(part).ok_or_else(wrong)?;
        (rest, last) = (tail, size);
    }
    let length = Duration::from_micros(micros);
    if length > LONGEST { Err(format!("expected ten years at most, found '{text}'")) } else { Ok(length) }
}

/// `1.5` times a size, exactly.
fn scaled(digits: &str, size: u64) -> Option<u64> {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    if whole.is_empty() || whole.len() > 18 || part.len() > 9 || digits.ends_with('.') || part.contains('.') {
        return None;
    }
    let whole: u64 = whole.parse().ok()?;
    let fraction: u64 = if part.is_empty() { 0 } else { part.parse().ok()? };
    let denominator = 10_u64.pow(part.len() as u32);
    let fraction = u128::from(fraction) * u128::from(size);
    let exact = fraction.is_multiple_of(u128::from(denominator));
    exact.then(|| whole.checked_mul(size)?.checked_add(u64::try_from(fraction / u128::from(denominator)).ok()?))?
}

/// A length of time as [`duration`] reads it.
pub fn duration_text(length: Duration) -> String {
    let micros = length.as_micros();
    if micros == 0 {
        return "0s".into();
    }
    if micros < 1_000 {
        return format!("{micros}us");
    }
    if micros < 1_000_000 {
        return decimal(micros, 1_000, "ms");
    }
    let (hours, minutes, rest) = (micros / 3_600_000_000, micros / 60_000_000 % 60, micros % 60_000_000);
    let mut text = String::new();
    if hours > 0 {
        text.push_str(&format!("{hours}h"));
    }
    if minutes > 0 {
        text.push_str(&format!("{minutes}m"));
    }
    if rest > 0 {
        text.push_str(&decimal(rest, 1_000_000, "s"));
    }
    text
}

fn decimal(micros: u64, unit: u64, name: &str) -> String {
    let (whole, part) = (micros / unit, micros % unit);
    let digits = if unit == 1_000 { 3 } else { 6 };
    let fraction = if part == 0 { String::new() } else { format!(".{part:0digits$}") };
    format!("{whole}{}{name}", fraction.trim_end_matches('0'))
}

/// Reads an amount of memory: bytes, or KiB, MiB, GiB. Errors: what was expected.
pub fn memory(text: &str) -> Result<u64, String> {
    let wrong = || format!("expected an amount such as 256MiB, found '{text}'");
    let units = [("KiB", 10), ("MiB", 20), ("GiB", 30), ("", 0)];
    let (digits, shift) =
        units.iter().find_map(|(unit, shift)| Some((text.strip_suffix(unit)?, *shift))).ok_or_else(wrong)?;
    let number = digits.parse::<u64>().ok().filter(|_| digits.len() <= 12).ok_or_else(wrong)?;
    number.checked_mul(1 << shift).filter(|&bytes| bytes <= 4 << 30).ok_or_else(wrong)
}

pub fn memory_text(bytes: u64) -> String {
    for (unit, shift) in [("GiB", 30), ("MiB", 20), ("KiB", 10)] {
        if bytes > 0 && bytes.is_multiple_of(1 << shift) {
            return format!("{}{unit}", bytes >> shift);
        }
    }
    bytes.to_string()
}

/// A whole number. Errors: what was expected.
pub fn number<T: FromStr<Err: Display>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|_| format!("expected a whole number, found '{text}'"))
}

/// A number with up to two decimals, in hundredths (or with one, in tenths: `unit` is 100 or 10).
pub fn fraction(text: &str, unit: u32) -> Result<u32, String> {
    let wrong = || format!("expected a number such as 1.1, found '{text}'");
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let places = if unit == 100 { 2 } else { 1 };
    if part.is_empty() || part.len() > places || whole.len() > 6 {
        return Err(wrong());
    }
    let (whole, digits) = (whole.parse::<u32>().map_err(|_| wrong())?, part.parse::<u32>().map_err(|_| wrong())?);
    Ok(whole * unit + digits * 10_u32.pow((places - part.len()) as u32))
}

/// Hundredths or tenths as [`fraction`] reads them.
pub fn fraction_text(value: u32, unit: u32) -> String {
    let (whole, part) = (value / unit, value % unit);
    let places = if unit == 100 { 2 } else { 1 };
    if part == 0 { format!("{whole}") } else { format!("{whole}.{part:0places$}").trim_end_matches('0').into() }
}
