//! Answer codes: four letters on a student's page that a teacher types, so that a class can vote without a server.
//!
//! A code holds the answer, how sure the student is, and a check of the question; and a number that differs from student to student, so
//! that neighbours who think the same do not read the same.
/// Letters that are hard to mistake for another, read aloud or on a screen.
const LETTERS: &[u8; 24] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
const CODES: u32 = 24 * 24 * 24 * 24;
/// Odd and without a common divisor with [`CODES`], so that the way back exists.
const SCRAMBLE: u64 = 131_071;
/// Numbers of students, of checks, of ways to be sure (0 is not said), and of answers.
const STUDENTS: u32 = 987;
const CHECKS: u32 = 14;
const SURE: u32 = 4;
const ANSWERS: u32 = 6;

/// An answer as a code tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Answer {
    /// By its place from 0.
    pub choice: usize,
    pub sure: Option<u8>,
}

/// The code of an answer to a question. `student` is any number; `None` for answers beyond the sixth.
pub fn code(question: &str, answer: Answer, student: u32) -> Option<String> {
    let choice = u32::try_from(answer.choice).ok().filter(|&choice| choice < ANSWERS)?;
    let sure = answer.sure.map_or(0, u32::from).min(SURE - 1);
    let number = ((student % STUDENTS * CHECKS + check(question)) * SURE + sure) * ANSWERS + choice;
    let mut number = (u64::from(number) * SCRAMBLE % u64::from(CODES)) as usize;
    let mut letters = [0; 4];
    for letter in letters.iter_mut().rev() {
        *letter = LETTERS[number % LETTERS.len()];
        number /= LETTERS.len();
    }
    Some(letters.iter().map(|&letter| char::from(letter)).collect())
}

/// The answer of a code. `None`: it is no code, or one of another question.
pub fn read(question: &str, code: &str) -> Option<Answer> {
    let letters: Vec<usize> = code
        .trim()
        .bytes()
        .map(|letter| LETTERS.iter().position(|of| *of == letter.to_ascii_uppercase()))
        .collect::<Option<_>>()?;
    if letters.len() != 4 {
        return None;
    }
    let number = letters.iter().fold(0, |number, letter| number * LETTERS.len() + letter) as u64;
    let number = (number * unscramble() % u64::from(CODES)) as u32;
    let (choice, rest) = (number % ANSWERS, number / ANSWERS);
    let (sure, rest) = (rest % SURE, rest / SURE);
    let is_of_question = rest % CHECKS == check(question) && rest / CHECKS < STUDENTS;
    is_of_question.then(|| Answer { choice: choice as usize, sure: (sure > 0).then_some(sure as u8) })
}

/// The number that undoes [`SCRAMBLE`]: Euler's theorem, with 24⁴ = 2¹² · 3⁴, of which 2¹¹ · 2 · 3³ are without a common divisor.
fn unscramble() -> u64 {
    let (mut power, mut base, mut left) = (1, SCRAMBLE, 110_592_u64 - 1);
    while left > 0 {
        if left % 2 == 1 {
            power = power * base % u64::from(CODES);
        }
        base = base * base % u64::from(CODES);
        left /= 2;
    }
    power
}

/// A number of a question, from the letters of its lesson's English title and its step's number.
fn check(question: &str) -> u32 {
    question.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) % CHECKS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_comes_back_as_the_answer_that_it_was() {
        for student in [0, 1, 77, 986, 987, u32::MAX] {
            for (choice, sure) in (0..6).flat_map(|choice| [(choice, None), (choice, Some(1)), (choice, Some(3))]) {
                let answer = Answer { choice, sure };
                let code = code("Merge/2", answer, student).expect("a code");
                assert!(code.len() == 4 && code.bytes().all(|letter| LETTERS.contains(&letter)), "{code}");
                assert_eq!(read("Merge/2", &code.to_lowercase()), Some(answer), "{code}");
            }
        }
        assert_eq!(code("Merge/2", Answer { choice: 6, sure: None }, 1), None);
    }

    #[test]
    fn what_is_typed_wrong_is_mostly_no_code_and_never_a_panic() {
        for wrong in ["", "AB", "ABCDE", "A1BC", "IIII", "ÄÖÜß", "🚚🚚🚚🚚"] {
            assert_eq!(read("Merge/2", wrong), None, "{wrong}");
        }
        let answers = |question: &str| {
            let all = LETTERS.iter().flat_map(|a| LETTERS.iter().map(move |b| [b'K', *a, *b, b'R']));
            all.filter(|code| read(question, std::str::from_utf8(code).expect("letters")).is_some()).count()
        };
        assert!(answers("Merge/2") < 576 / 12, "{}: most of what is typed by chance is none", answers("Merge/2"));
    }

    #[test]
    fn neighbours_with_the_same_answer_have_other_codes() {
        let answer = Answer { choice: 1, sure: Some(2) };
        let codes: std::collections::BTreeSet<_> = (0..40).map(|student| code("Merge/2", answer, student)).collect();
        assert_eq!(codes.len(), 40);
        let first: std::collections::BTreeSet<_> =
            codes.iter().filter_map(|code| code.as_ref()?.chars().next()).collect();
        assert!(first.len() > 5, "{first:?}");
    }
}
