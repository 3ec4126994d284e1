//! Numbers and times as people read them.
use crate::words::{self, Message};
use shardscope_core::base::Duration;

/// 1234567 as `1,234,567`.
pub fn grouped(number: u64) -> String {
    let (digits, numbers) = (number.to_string(), words::numbers());
    if digits.len() < numbers.least {
        return digits;
    }
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(numbers.group);
        }
        text.push(digit);
    }
    text
}

/// A number with so many decimals: `2.50`.
pub fn decimal(number: f64, decimals: usize) -> String {
    let text = format!("{number:.decimals$}");
    match words::numbers().decimal {
        '.' => text,
        other => text.replace('.', other.encode_utf8(&mut [0; 4])),
    }
}

/// A number with so many decimals at most: `0.5`, `2`.
pub fn shortest(number: f64, decimals: usize) -> String {
    let text = decimal(number, decimals);
    let decimal = words::numbers().decimal;
    match text.contains(decimal) {
        true => text.trim_end_matches('0').trim_end_matches(decimal).into(),
        false => text,
    }
}

/// Bytes with a unit: `0 B`, `982 B`, `1.21 MiB`.
pub fn bytes(bytes: u64) -> String {
    const UNITS: [&str; 5] = ["B", "KiB", "MiB", "GiB", "TiB"];
    let mut value = bytes as f64;
    let mut unit = 0;
    while value >= 1_000.0 && unit + 1 < UNITS.len() {
        value /= 1_024.0;
        unit += 1;
    }
    match unit {
        0 => format!("{bytes} B"),
        _ if value < 10.0 => format!("{} {}", decimal(value, 2), UNITS[unit]),
        _ => format!("{} {}", decimal(value, 1), UNITS[unit]),
    }
}

/// A length of time with a unit: `0 ms`, `420 ms`, `2.9 s`, `3 min`, `5.2 h`.
pub fn millis(millis: u64) -> String {
    match millis {
        0..1_000 => format!("{millis} ms"),
        1_000..120_000 if millis.is_multiple_of(1_000) => format!("{} s", millis / 1_000),
        1_000..120_000 => format!("{} s", decimal(millis as f64 / 1e3, 1)),
        120_000..7_200_000 => format!("{:.0} min", millis as f64 / 60e3),
        7_200_000..172_800_000 if millis.is_multiple_of(3_600_000) => format!("{} h", millis / 3_600_000),
        7_200_000..172_800_000 => format!("{} h", decimal(millis as f64 / 3_600e3, 1)),
        _ if millis.is_multiple_of(86_400_000) => format!("{} d", millis / 86_400_000),
        _ => format!("{} d", decimal(millis as f64 / 86_400e3, 1)),
    }
}

/// A count with its noun, one of `nouns.ftl`: `1 shard`, `5 shards`.
pub fn count(number: u64, noun: Message) -> String {
    noun.fill(&[("n", &grouped(number))])
}

/// Simulated time as `00:01:12.400`, with days in front where there are any.
pub fn clock(elapsed: Duration) -> String {
    let millis = elapsed.as_millis();
    let (seconds, rest) = (millis / 1_000, millis % 1_000);
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let day = if days > 0 { format!("{days} d ") } else { String::new() };
    format!("{day}{hours:02}:{minutes:02}:{:02}.{rest:03}", seconds % 60)
}

/// So many of so many, rounded to a tenth of a per cent.
pub fn share(part: u64, of: u64) -> String {
    let of = u128::from(of.max(1));
    percent(((u128::from(part) * 1_000 + of / 2) / of) as u64)
}

/// Thousandths as per cent.
pub fn percent(thousandths: u64) -> String {
    format!("{}{}{} %", thousandths / 10, words::numbers().decimal, thousandths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        assert_eq!(
            ["0", "999", "1,000", "1,234,567"],
            [0, 999, 1_000, 1_234_567].map(grouped).each_ref().map(|s| s.as_str())
        );
        assert_eq!(bytes(0), "0 B");
        assert_eq!(bytes(1 << 20), "1.00 MiB");
        assert_eq!(
            ["2.9 s", "30 s", "3 min", "2.5 h", "3 d"].map(String::from),
            [2_900, 30_000, 180_000, 9_000_000, 259_200_000].map(millis)
        );
        assert_eq!([count(1, message!(nouns.shard)), count(2, message!(nouns.shard))], ["1 shard", "2 shards"]);
        assert_eq!(clock(Duration::from_millis(72_400)), "00:01:12.400");
        assert_eq!(clock(Duration::from_hours(49)), "2 d 01:00:00.000");
    }
}
