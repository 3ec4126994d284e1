//! What somebody who mistyped a word may have meant.
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

/// Letters of the longest word that is looked at: commands and options are shorter.
const LONGEST: usize = 64;

/// A hint at the word that is most like a mistaken one, such as `; is it kinesis?`; empty if none is like it. Like it are
/// words of which at most a third of the letters differ, and words that begin with the same five letters or more.
pub fn hint(given: &str, among: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    nearest(given, among).map_or_else(String::new, |word| format!("; is it {word}?"))
}

/// That word.
pub fn nearest(given: &str, among: impl IntoIterator<Item = impl AsRef<str>>) -> Option<String> {
    if given.chars().count() > LONGEST {
        return None;
    }
    // The dashes of an option are in all of them.
    let given = given.trim_start_matches('-');
    let near = |word: &str| {
        let word = word.trim_start_matches('-');
        let differ = distance(given, word);
        let begins = given.chars().zip(word.chars()).take_while(|(a, b)| a == b).count();
        let alike = differ * 3 <= given.chars().count().max(3);
        (alike || begins >= 5).then_some((!alike, differ))
    };
    let found = among.into_iter().filter_map(|word| Some((near(word.as_ref())?, word)));
    found.min_by_key(|(near, _)| *near).map(|(_, word)| word.as_ref().into())
}

/// How many letters have to be changed, put in, left out, or swapped with the next one. (Optimal string alignment.)
fn distance(from: &str, to: &str) -> usize {
    let (from, to): (Vec<char>, Vec<char>) = (from.chars().collect(), to.chars().take(LONGEST).collect());
    let mut rows: Vec<Vec<usize>> = alloc::vec![(0..=to.len()).collect()];
    for (i, letter) in from.iter().enumerate() {
        let mut row = alloc::vec![i + 1];
        for (j, other) in to.iter().enumerate() {
            let changed = rows[i][j] + usize::from(letter != other);
            let mut least = changed.min(rows[i][j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *letter == to[j - 1] && from[i - 1] == *other {
                least = least.min(rows[i - 1][j - 1] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[from.len()][to.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_textbook() {
        for (from, to, expected) in [
            ("", "", 0),
            ("", "abc", 3),
            ("abc", "", 3),
            ("kitten", "sitting", 3),
            ("kinesis", "kineses", 1),
            ("kinseis", "kinesis", 1),
            ("ca", "abc", 3),
        ] {
            assert_eq!(distance(from, to), expected, "{from} {to}");
        }
    }

    #[test]
    fn the_nearest_word_is_meant_or_none() {
        let words = ["kinesis", "sqs", "split-shard", "stop-stream-encryption"];
        for (given, expected) in [
            ("kineses", "; is it kinesis?"),
            ("Kinesis", "; is it kinesis?"),
            ("sqss", "; is it sqs?"),
            ("split-shards", "; is it split-shard?"),
            ("stop-stream", "; is it stop-stream-encryption?"),
            ("dynamodb", ""),
            ("", ""),
        ] {
            assert_eq!(hint(given, words), expected, "{given}");
        }
        assert_eq!(hint(&"k".repeat(1_000_000), words), "");
        assert_eq!(nearest("--consistent", ["--consumer-name", "--tags"]), None);
        assert_eq!(nearest("--tag", ["--consumer-name", "--tags"]), Some("--tags".into()));
    }
}
