//! What is said of a flare: the person's own word for it, what such a day is, and a score far above
//! their usual.

use super::day::today_or;
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::score::Score;
use crate::domain::text::date::Reader;

/// What a person said, in a list: `flare began`.
pub fn word_row(change: FlareChange) -> &'static str {
    match change {
        FlareChange::Began => "flare began",
        FlareChange::Ended => "flare over",
    }
}

/// What was noted: `Noted, as entry 12: a flare since Sat 21 Nov.`; `is_old` when that was before.
pub fn noted(word: &FlareWord, entry: i64, is_old: bool, reader: Reader) -> String {
    let already = if is_old { " already" } else { "" };
    let day = today_or(word.day, reader);
    let what = match word.change {
        FlareChange::Began => format!("a flare since {day}"),
        FlareChange::Ended => format!("the flare is over from {day} on"),
    };
    format!("Noted{already}, as entry {entry}: {what}.")
}

/// That a word about a later day stands beside what was said.
pub fn later_word(later: &FlareWord, reader: Reader) -> String {
    let what = match later.change {
        FlareChange::Began => "a flare begins",
        FlareChange::Ended => "the flare is over",
    };
    format!("What you said of {} stands: {what}.", today_or(later.day, reader))
}

/// That no flare had been named before it was said to be over.
pub const NONE_NAMED: &str =
    "You had not named one. If your scores showed a flare, it has ended with this.";

/// What a flare day is, and how it ends, in a line each (`clinical/rules.md` 9 and 11).
pub fn what_holds(change: FlareChange) -> &'static [&'static str] {
    match change {
        FlareChange::Began => &[
            "On a flare day half of the strength work is enough, every other day; walks are \
             shorter, and nothing new is begun. Gentle movement and relaxation go on as before.",
            "It ends by itself after three days near your usual, or when you say so: supple flare \
             --over",
            "If anything about it is new or different: supple screen",
        ],
        FlareChange::Ended => &["You come back to your doses step by step: supple today"],
    }
}

/// What is said when a score is far above what a person is used to (`clinical/rules.md` 14), line by
/// line: that it was seen, what today may be, and where the warning signs are. `usual` is what such
/// a moment usually has, where it is known.
pub fn much_worse(score: Score, usual: Option<f64>) -> Vec<String> {
    let seen = match usual {
        Some(usual) => format!("{score} is well above your usual {usual:.1}. That is hard."),
        None => format!("{score} is a lot. That is hard."),
    };
    vec![
        seen,
        "Today at half is enough: supple flare".to_owned(),
        "If anything about it is new or different, look through the warning signs: supple screen"
            .to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_far_above_usual_is_said_calmly() {
        let score = Score::parse("8").expect("a score");
        insta::assert_snapshot!(much_worse(score, Some(3.25)).join("\n"), @r"
        8 is well above your usual 3.2. That is hard.
        Today at half is enough: supple flare
        If anything about it is new or different, look through the warning signs: supple screen
        ");
        insta::assert_snapshot!(much_worse(score, None)[0], @"8 is a lot. That is hard.");
    }
}
