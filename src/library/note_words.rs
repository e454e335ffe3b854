//! The words of a phase's note that a field says better.
//!
//! A note is shown as it is written, and the routine goes by the fields: an amount or an order that
//! stands only in a note is not followed, and one that stands in both may come to differ.

/// A word that a note may not have, and the field to use instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoteWord {
    /// The word as it stands there.
    pub word: String,
    /// What would be right.
    pub right: &'static str,
}

const AMOUNT: &str = "the routine goes by fields and not by notes: \
                      put amounts below [phase.dose.EXERCISE]";
const ORDER: &str = "the routine goes by fields and not by notes: put what begins later below \
                     [phase.from_day] or [phase.from_painless_day]";
const TOGETHER: &str = "the routine goes by fields and not by notes: put exercises that share no \
                        day into not_same_day or one_of";

/// Phrases and words, each with what to use instead. Phrases come first: they say more.
const WORDS: &[(&str, &[&str])] = &[
    (TOGETHER, &["same day", "not both", "one of", "either", "alternate", "alternating"]),
    (ORDER, &["before", "after", "first", "then", "last", "later", "in the order"]),
    (ORDER, &["week", "weeks", "month", "months"]),
    (AMOUNT, &["set", "sets", "rep", "reps", "repeat", "repeats", "twice", "times"]),
    (AMOUNT, &["minute", "minutes", "min", "second", "seconds", "sec", "kg", "lb", "percent"]),
    (AMOUNT, &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]),
    (AMOUNT, &["eleven", "twelve", "fifteen", "twenty", "thirty", "sixty", "half", "halfway"]),
];

/// The first such word of a note, from the left; a number counts as an amount.
pub(super) fn first(note: &str) -> Option<NoteWord> {
    let lower = note.to_lowercase();
    let words: Vec<&str> =
        lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    (0..words.len()).find_map(|at| {
        if words[at].contains(|c: char| c.is_ascii_digit()) {
            return Some(NoteWord { word: words[at].to_owned(), right: AMOUNT });
        }
        let found =
            WORDS.iter().flat_map(|(right, words)| words.iter().map(|word| (*right, *word)));
        let mut found = found.filter(|(_, phrase)| {
            let phrase: Vec<&str> = phrase.split(' ').collect();
            words[at..].starts_with(&phrase)
        });
        found.next().map(|(right, word)| NoteWord { word: word.to_owned(), right })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_and_order_are_found_and_other_things_are_left() {
        for (note, word) in [
            ("Start at 5 min.", "5"),
            ("Two-leg work only.", "two"),
            ("Add the step-up after a calm spell.", "after"),
            ("Never on the same day as deadlifts.", "same day"),
            ("Bike or pool, not both.", "not both"),
            ("One of bike and pool.", "one of"),
            ("Grow over some weeks.", "weeks"),
            ("Three sets.", "three"),
        ] {
            assert_eq!(first(note).map(|found| found.word).as_deref(), Some(word), "{note}");
        }
        for note in [
            "Lie on a bed or thick mat.",
            "Only what your clinician has allowed.",
            "On bad days do only the plan for bad days; it counts as done.",
            "Keep a pillow between the knees.",
            "Settle in, and stop just short of straight.",
        ] {
            assert_eq!(first(note), None, "{note}");
        }
    }
}
