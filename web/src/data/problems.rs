//! Rows that cannot be used: how many for each reason, and the first of them.

/// Reasons that are told apart.
const KINDS_MOST: usize = 50;
/// Rows that are listed.
const LISTED_MOST: usize = 100;

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line of the file, from 1, on which the row begins.
    pub line: u64,
    pub reason: String,
}

/// All of them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problems {
    pub rows: u64,
    /// For each reason how many there are, with the first; in the order in which they came.
    pub kinds: Vec<(Problem, u64)>,
    /// Rows for reasons beyond these.
    pub others: u64,
    /// The first rows.
    pub listed: Vec<Problem>,
}

impl Problems {
    pub(super) fn add(&mut self, line: u64, reason: String) {
        self.rows += 1;
        let problem = Problem { line, reason };
        let same = |(known, _): &(Problem, u64)| is_alike(&known.reason, &problem.reason);
        match self.kinds.iter().position(same) {
            Some(place) => self.kinds[place].1 += 1,
            None if self.kinds.len() < KINDS_MOST => self.kinds.push((problem.clone(), 1)),
            None => self.others += 1,
        }
        if self.listed.len() < LISTED_MOST {
            self.listed.push(problem);
        }
    }
}

/// Whether two reasons differ in what they quote, and in numbers, only.
fn is_alike(one: &str, other: &str) -> bool {
    bare(one).eq(bare(other))
}

/// The letters of a reason outside of quotation marks, without digits.
fn bare(reason: &str) -> impl Iterator<Item = char> + '_ {
    let mut depth = 0_u32;
    reason.chars().filter(move |letter| {
        match letter {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && !letter.is_ascii_digit() && *letter != ','
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_is_counted_by_itself() {
        let mut problems = Problems::default();
        for line in 1..=300 {
            problems.add(line, format!("time: “day {line}” is not a date"));
            if line % 3 == 0 {
                problems.add(line, format!("{line} fields instead of 4"));
            }
        }
        problems.add(999, "not UTF-8".into());
        let counts: Vec<_> = problems.kinds.iter().map(|(first, count)| (first.line, *count)).collect();
        assert_eq!(counts, [(1, 300), (3, 100), (999, 1)]);
        assert_eq!((problems.rows, problems.listed.len()), (401, LISTED_MOST));
        // However many kinds there are, they are counted.
        for kind in 0..100 {
            problems.add(1_000, "x".repeat(kind + 1));
        }
        let told = problems.kinds.iter().map(|(_, count)| count).sum::<u64>();
        assert_eq!((problems.kinds.len(), told + problems.others), (KINDS_MOST, 501));
    }
}
