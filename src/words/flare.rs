//! What is said of a flare: the person's own word for it, what such a day is, and a score far above
//! their usual.

use chrono::NaiveDate;

use super::day::today_or;
use super::text::{and, points};
use crate::domain::diary::flare_word::{FlareChange, FlareWord};
use crate::domain::diary::score::Score;
use crate::domain::flare::fold::{Flare, FlareAdvice, FlareCause, FlareDay, FlareEnd};
use crate::domain::flare::usual::Usual;
use crate::domain::text::date::Reader;
use crate::domain::text::style::Style;

/// The offer of the warning signs.
pub const LOOK_FOR_SIGNS: &str =
    "If anything about it is new or different, look through the warning signs: supple screen";

/// How a word about a flare is taken back.
pub const NOT_MEANT: &str = "If that was not meant: supple undo";

/// The offer of the warning signs, or that the day's exercises wait for an answer to them.
fn look_for_signs(waits: bool) -> String {
    if waits {
        "Today's exercises wait for the safety questions, one screen: supple screen".to_owned()
    } else {
        LOOK_FOR_SIGNS.to_owned()
    }
}

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

/// What follows from a word that changes nothing of today; nothing where there is nothing to say.
pub fn what_holds(change: FlareChange) -> Option<&'static str> {
    match change {
        FlareChange::Began => {
            Some("Where a bone is the trouble its own rule stays: no pain at all.")
        }
        FlareChange::Ended => None,
    }
}

/// What is said when a score is far above what a person is used to, line by line: that it was seen,
/// what today may be, and where the warning signs are. `usual` is what such a moment usually has,
/// where it is known; `waits` where the day's exercises wait for answers.
pub fn much_worse(score: Score, usual: Option<f64>, waits: bool, style: Style) -> Vec<String> {
    let seen = match usual {
        Some(usual) => {
            let (score, usual) = (score.shown(style), style.plain(usual));
            format!("{score} is well above your usual {usual}. That is hard.")
        }
        None => a_lot(score, style),
    };
    vec![seen, "Today at half is enough: supple flare".to_owned(), look_for_signs(waits)]
}

/// What is said of a score that is a lot whatever is usual: that it was seen, and where the warning
/// signs are.
pub fn grave(score: Score, style: Style) -> [String; 2] {
    [a_lot(score, style), LOOK_FOR_SIGNS.to_owned()]
}

/// That a score was seen.
fn a_lot(score: Score, style: Style) -> String {
    format!("{} is a lot. That is hard.", score.shown(style))
}

/// The offer of a rest in a flare that lasts, where there is a plan that does not rest.
pub const OFFER_REST: &str = "If it is too much, the plan may rest: supple plan pause";

/// Why no phase begins on the `day`-th day of a flare, and what there is instead.
pub fn no_phase(day: i64) -> (String, &'static str) {
    let what = format!(
        "no phase begins in a flare, and today is day {day} of one. What you had reached is kept, \
         and the days of the phase count on."
    );
    (what, "When it is over: supple flare --over. What is enough until then: supple today")
}

/// Why an agreement of the day `agreed` does not count in a flare that `began` after it, and what
/// would be needed.
pub fn agreed_before(agreed: String, began: String) -> (String, &'static str) {
    let what = format!(
        "a flare began on {began}, after the agreement of {agreed}: it was not given about the \
         flare, so it does not count in it."
    );
    (
        what,
        "Ask them again, and give the day on which they say so. Or wait until the flare is over.",
    )
}

/// What a flare makes of a day, line by line; nothing where there is none and none was over.
pub fn of_day(now: &FlareDay, day: NaiveDate, style: Style) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(flare) = &now.flare {
        lines.push(format!(
            "Flare, day {}: half of the strength work, every other day; shorter walks and rides; \
             nothing new. What you had reached is kept.",
            flare.day_number(day)
        ));
        lines.push(format!("{} Is it over sooner? supple flare --over", how_it_ends(flare, style)));
        // Once, and on no day after it. Whoever says it themselves is offered them with the answer.
        if flare.began == day && flare.cause == FlareCause::Scores {
            lines.push(LOOK_FOR_SIGNS.to_owned());
        }
    }
    if let Some((_, end)) = now.over.as_ref().and_then(|over| over.ended) {
        lines.push(
            match end {
                FlareEnd::NearUsual | FlareEnd::Word => {
                    "The flare is over. You go back to your doses step by step."
                }
                FlareEnd::Length => {
                    "This has lasted three weeks, so it is not called a flare any more: it is how \
                     things are now. Please see your physiotherapist or doctor. You go back to \
                     your doses step by step."
                }
                FlareEnd::Silence => {
                    "Nothing was rated for a week, so the flare counts as over. You go back to \
                     your doses step by step."
                }
            }
            .to_owned(),
        );
    }
    if now.is_much_worse && now.flare.is_none() {
        lines.push(
            "This morning is much worse than usual. Today at half is enough: supple flare"
                .to_owned(),
        );
        lines.push(LOOK_FOR_SIGNS.to_owned());
    }
    lines.extend(now.advice.iter().map(|advice| match advice {
        FlareAdvice::Long { .. } => {
            "A flare of two weeks is worth a look: please ask your physiotherapist.".to_owned()
        }
        FlareAdvice::Often { count, within } => format!(
            "{count} flares in {} weeks are worth a look: please ask your physiotherapist.",
            within / 7
        ),
    }));
    lines
}

/// The flare of a day in a few words, for a glance; nothing where there is none.
pub fn in_few_words(now: &FlareDay, day: NaiveDate) -> Option<String> {
    let flare = now.flare.as_ref()?;
    Some(format!("day {}; when it is over: supple flare --over", flare.day_number(day)))
}

/// What is said to the score with which a flare begins, line by line; nothing where none begins.
/// `waits` where the day's exercises wait for answers.
pub fn beginning(now: &FlareDay, waits: bool, day: NaiveDate) -> Vec<String> {
    let Some(flare) = now.flare.as_ref().filter(|flare| flare.began == day) else {
        return Vec::new();
    };
    if flare.cause == FlareCause::Word {
        return Vec::new();
    }
    vec![
        "Your pain has been well above your usual for some days. That is hard. It counts as a \
         flare, so less is asked of you for now: supple today"
            .to_owned(),
        look_for_signs(waits),
    ]
}

/// How a flare ends by itself.
fn how_it_ends(flare: &Flare, style: Style) -> String {
    usual(flare.usual, style).map_or_else(
        || {
            "Your usual pain is not known yet. So the flare ends by itself after a week.".to_owned()
        },
        |usual| {
            format!(
                "Your usual pain is {usual}. After three days within 1 point of that the flare ends \
                 by itself."
            )
        },
    )
}

/// What is usual for either part of the day: `3 in the morning and 4 in the evening`; `None` where
/// too little is known.
pub(super) fn usual(usual: Usual, style: Style) -> Option<String> {
    let parts = [("in the morning", usual.morning), ("in the evening", usual.evening)];
    let parts = parts.into_iter();
    let told: Vec<String> = parts
        .filter_map(|(when, usual)| Some(format!("{} {when}", plain(points(usual?, style)))))
        .collect();
    (!told.is_empty()).then(|| and(&told))
}

/// A number without a decimal that says nothing.
fn plain(number: String) -> String {
    let whole = number.strip_suffix(".0").or_else(|| number.strip_suffix(",0"));
    whole.map_or(number.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_far_above_usual_is_said_calmly() {
        let score = Score::parse("8").expect("a score");
        insta::assert_snapshot!(much_worse(score, Some(3.25), false, Style::default()).join("\n"), @r"
        8 is well above your usual 3.3. That is hard.
        Today at half is enough: supple flare
        If anything about it is new or different, look through the warning signs: supple screen
        ");
        insta::assert_snapshot!(much_worse(score, None, false, Style::default())[0], @"8 is a lot. That is hard.");
    }
}
