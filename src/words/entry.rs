//! Entries of the diary, each in a line; and what the lines are called that a person brings to
//! whoever sees them.

use chrono::NaiveDate;

use super::day::time_of_day;
use super::text::{and, count, shortened};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, PainPlace, Symptom};
use crate::domain::diary::own_account::AccountLine;
use crate::domain::diary::place::Side;
use crate::domain::diary::rating::Rating;
use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::domain::progression::settable::{Measure, Misfit};
use crate::domain::progression::unusual_amount::{Unusual, UnusualAmount};
use crate::domain::text::date::{self, Reader};
use crate::domain::text::span;
use crate::domain::text::style::Style;

/// The score of a rating, also where it has none.
pub fn score(rating: &Rating, style: Style) -> String {
    rating.score().map_or("without a score".to_owned(), |score| score.shown(style))
}

/// A rating: `6 for Sat 21 Nov, 21:30: worst 8, left buttock, after sitting`. `present` is the day
/// that an entry of its kind counts for now.
pub fn rating(rating: &Rating, present: NaiveDate, reader: Reader) -> String {
    let style = reader.style;
    let time = |at| format!(", {}", time_of_day(rating.day, at, style));
    let at = rating.at.map_or(String::new(), time);
    // Most days nobody types a date: saying the day shows at once where a slip went.
    let today = if rating.day == present { "today, " } else { "" };
    let medicines: Vec<String> =
        rating.medicines.iter().map(|intake| intake.in_words(style)).collect();
    let more: Vec<String> = [
        rating.morning.then(|| "morning check".to_owned()),
        rating.worst.map(|worst| format!("worst {}", worst.shown(style))),
        rating.least.map(|least| format!("least {}", least.shown(style))),
    ]
    .into_iter()
    .flatten()
    .chain(rating.places.iter().map(|place| place.in_words(style)))
    .chain(rating.feels.iter().cloned())
    .chain(list("after", &rating.tags))
    .chain(list("eased by", &rating.eased))
    .chain(list("took", &medicines))
    .chain(measures(rating, " without pain", style))
    .chain(rating.note.as_deref().map(|note| format!("note “{}”", shortened(note))))
    .chain(private(rating.private))
    .collect();
    let colon = if more.is_empty() { "" } else { ": " };
    format!(
        "{} for {today}{}{at}{colon}{}",
        score(rating, style),
        date::short(rating.day, reader),
        more.join(style.separator())
    )
}

/// A rating in a list: its pain in a few words, and what else was written with it.
pub fn rating_row(rating: &Rating, style: Style) -> (String, String) {
    let pain =
        rating.score().map_or("no score".to_owned(), |own| format!("pain {}", own.shown(style)));
    let pain: Vec<String> = [
        Some(pain),
        rating.morning.then(|| "morning".to_owned()),
        rating.worst.map(|worst| format!("worst {}", worst.shown(style))),
        rating.least.map(|least| format!("least {}", least.shown(style))),
    ]
    .into_iter()
    .flatten()
    .collect();
    let places = rating.places.iter().map(|place| place.in_words(style));
    let more: Vec<String> = places
        .chain(rating.feels.iter().cloned())
        .chain(rating.tags.iter().map(|tag| format!("#{tag}")))
        .chain(rating.eased.iter().map(|tag| format!("eased by {tag}")))
        .chain(rating.medicines.iter().map(|intake| intake.in_words(style)))
        .chain(measures(rating, "", style))
        .chain(rating.note.as_deref().map(shortened))
        .chain(private(rating.private))
        .collect();
    (pain.join(style.separator()), more.join(" · "))
}

/// The numbers beside the score; `of_sitting` stands behind how long sitting went.
fn measures(rating: &Rating, of_sitting: &str, style: Style) -> Vec<String> {
    let numbers = [
        rating.sleep_minutes.map(|minutes| format!("slept {}", span::in_words(minutes))),
        rating
            .sitting_minutes
            .map(|minutes| format!("sat {}{of_sitting}", span::in_words(minutes))),
        rating.cycle_day.map(|day| format!("cycle day {day}")),
        rating.leaks.map(|leaks| count(leaks, "leak", "leaks")),
        rating.heaviness.map(|score| format!("heaviness {}", score.shown(style))),
    ];
    numbers.into_iter().flatten().collect()
}

/// The word that marks an entry for the person's own eyes.
fn private(is_private: bool) -> Option<String> {
    is_private.then(|| "private".to_owned())
}

/// Some tags behind a word; nothing for none.
fn list(word: &str, tags: &[String]) -> Option<String> {
    (!tags.is_empty()).then(|| format!("{word} {}", and(tags)))
}

/// What is said of an entry that was written late.
pub const LATE: &str = "It is marked as written more than two days later.";

/// What is said of a day of the cycle that does not go with another: the day and number of that,
/// and the number that it gives to the day of the entry `id`.
pub fn other_cycle_day(other: (NaiveDate, u32), by_that: i64, id: i64, reader: Reader) -> String {
    let (day, number) = other;
    format!(
        "{} was cycle day {number}, and this day would be cycle day {by_that} by that. If this one \
         is a slip: supple edit {id} --cycle-day {by_that}",
        date::short(day, reader)
    )
}

/// What is asked of an amount of an exercise that may be a slip: `Graded walking, 500 min? The dose
/// is 15 min.`
pub fn unusual_amount(amount: &UnusualAmount, exercise: &str, style: Style) -> String {
    let in_words = |number: u32| match amount.measure {
        Measure::Sets => count(number, "set", "sets"),
        Measure::Reps => count(number, "rep", "reps"),
        Measure::HoldSeconds => format!("a hold of {number} s"),
        Measure::Minutes => format!("{number} min"),
        Measure::LoadGrams => style.weight(number),
    };
    let why = match amount.because {
        Unusual::FarAbove(dose) => format!("The dose is {}.", in_words(dose)),
        Unusual::AboveAll => "That is more than any dose asks for.".to_owned(),
        Unusual::Misfit(misfit) => {
            let typed_as = match misfit {
                Misfit::GoesByMinutes => " How long it took: --minutes N.",
                Misfit::GoesByRepeats => " How much it was: --sets N --reps N.",
                Misfit::WithoutWeight => "",
            };
            format!("It {}.{typed_as}", self::misfit(misfit))
        }
    };
    format!("{exercise}, {}? {why}", in_words(amount.typed))
}

/// What an exercise does not have, behind its name: `goes by repeats, and not by minutes`.
pub fn misfit(misfit: Misfit) -> &'static str {
    match misfit {
        Misfit::GoesByMinutes => "goes by minutes, and has no repeats and no hold",
        Misfit::GoesByRepeats => "goes by repeats, and not by minutes",
        Misfit::WithoutWeight => "is not done with a weight",
    }
}

/// What was really done, part by part.
pub fn actual(actual: &Actual, style: Style) -> Vec<String> {
    let mut words = Vec::new();
    match (actual.sets, actual.reps) {
        _ if !actual.reps_of_sets.is_empty() => words.push(reps_of_sets(actual, "reps")),
        (Some(sets), Some(reps)) => words.push(format!("{sets} × {reps}")),
        (Some(sets), None) => words.push(count(sets, "set", "sets")),
        (None, Some(reps)) => words.push(count(reps, "rep", "reps")),
        (None, None) => {}
    }
    words.extend(actual.hold_s.map(|hold| format!("hold {hold} s")));
    words.extend(actual.minutes.map(|minutes| format!("{minutes} min")));
    words.extend(actual.load_g.map(|grams| style.weight(grams)));
    words.extend(actual.side.map(|side| match side {
        Side::Both => "both sides".to_owned(),
        side => format!("{side} side"),
    }));
    words.extend(actual.pain_before.map(|pain| format!("pain {} before", pain.shown(style))));
    words.extend(actual.pain.map(|pain| format!("pain {}", pain.shown(style))));
    words.extend(actual.pain_place.map(|place| match place {
        PainPlace::Bone => "in a bone".to_owned(),
        PainPlace::Other => "not in a bone".to_owned(),
    }));
    words.extend(actual.effort.map(|effort| format!("effort {effort}")));
    words.extend(actual.symptoms.iter().map(|symptom| symptom.word().to_owned()));
    words
}

/// The repeats of sets that differed: `12, 10 and 8 reps`.
fn reps_of_sets(actual: &Actual, noun: &str) -> String {
    let each: Vec<String> = actual.reps_of_sets.iter().map(u32::to_string).collect();
    format!("{} {noun}", and(&each))
}

/// An exercise record: `clamshell done, 2 × 12, pain 1 for Sat 21 Nov, 18:05`.
pub fn exercise_record(record: &ExerciseRecord, reader: Reader) -> String {
    let what = match &record.outcome {
        Outcome::Done(actual) => {
            [vec![format!("{} done", record.exercise)], self::actual(actual, reader.style)].concat()
        }
        Outcome::Skipped { why } => [
            vec![format!("{} skipped", record.exercise)],
            why.as_deref().map(shortened).into_iter().collect(),
        ]
        .concat(),
    };
    let separator = reader.style.separator();
    let time = |at| format!(", {}", time_of_day(record.day, at, reader.style));
    let at = record.at.map_or(String::new(), time);
    let private = if record.private { ", private" } else { "" };
    format!("{} for {}{at}{private}", what.join(separator), date::short(record.day, reader))
}

/// An exercise record in a list: what came of it, and what else was written with it.
pub fn exercise_record_row(record: &ExerciseRecord, style: Style) -> (String, String) {
    let more = match &record.outcome {
        Outcome::Done(actual) => self::actual(actual, style),
        Outcome::Skipped { why } => why.as_deref().map(shortened).into_iter().collect(),
    };
    let more: Vec<String> = more
        .into_iter()
        .chain(record.note.as_deref().map(shortened))
        .chain(private(record.private))
        .collect();
    (format!("{} {}", record.exercise, record.outcome.word()), more.join(" · "))
}

/// The numbers of some entries, in order, as `remove` takes them: `4`, `4 and 5`, `4-6 and 9`.
pub fn numbers(entries: &[i64]) -> String {
    let runs = entries.chunk_by(|one, next| one + 1 == *next);
    let numbers = runs.flat_map(|run| match run {
        [first, .., last] if run.len() > 2 => vec![format!("{first}-{last}")],
        few => few.iter().map(i64::to_string).collect(),
    });
    and(&numbers.collect::<Vec<_>>())
}

/// How much of an exercise of so many sets was done: `2 of 3 sets`, `12 min`.
pub fn amount(actual: &Actual, of: u32) -> String {
    if let Some(hold) = actual.hold_s {
        return format!("held {hold} s");
    }
    match (actual.minutes, actual.sets, actual.reps) {
        (None, ..) if !actual.reps_of_sets.is_empty() => reps_of_sets(actual, "repeats"),
        (Some(minutes), sets, _) => {
            let rounds =
                sets.filter(|sets| *sets > 1).map_or(String::new(), |sets| format!("{sets} × "));
            format!("{rounds}{minutes} min")
        }
        (None, Some(1), Some(reps)) => count(reps, "repeat", "repeats"),
        (None, Some(sets), Some(reps)) => format!("{sets} × {reps}"),
        (None, Some(1), None) if of == 1 => "done".to_owned(),
        (None, Some(sets), None) if sets < of => format!("{sets} of {of} sets"),
        (None, Some(sets), None) => count(sets, "set", "sets"),
        (None, None, Some(reps)) => count(reps, "repeat", "repeats"),
        (None, None, None) => "begun".to_owned(),
    }
}

impl Symptom {
    /// What it is, in words that go before a day.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::LegSpread => "pain spread down the leg",
            Self::NumbWeak => "numbness or weakness",
            Self::Bulge => "a bulge in the pelvic floor",
            Self::PelvicNumb => "numbness between the legs",
            Self::Fall => "a fall or a knock",
        }
    }
}

/// What is asked about the last week's average.
pub const ASK_AVERAGE: &str = "On average, how was your pain in the last week? 0 to 10";

/// What is asked about the week against the start.
pub const ASK_AGAINST_START: &str =
    "Against the start of the programme: better, the same, or worse?";

/// How a week was against the start: `the same as at the start`.
pub fn against_start(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Better => "better than at the start",
        Comparison::Same => "the same as at the start",
        Comparison::Worse => "worse than at the start",
    }
}

/// What was answered, part by part: `pain 4 on average`, `better than at the start`.
fn week_parts(answer: &WeekAnswer, style: Style) -> Vec<String> {
    let average = answer.average.map(|average| format!("pain {} on average", average.shown(style)));
    let against_start = answer.against_start.map(|each| against_start(each).to_owned());
    average.into_iter().chain(against_start).collect()
}

/// An answer in a list: what it is, and what it says.
pub fn week_row(answer: &WeekAnswer, style: Style) -> (String, String) {
    ("about the week".to_owned(), week_parts(answer, style).join(" · "))
}

/// What a line of the person's own account is called before its text, from their mouth.
pub fn account_lead(line: AccountLine) -> &'static str {
    match line {
        AccountLine::Place => "Where it hurts",
        AccountLine::Since => "Since when",
        AccountLine::BringsOn => "What brings it on",
        AccountLine::Eases => "What eases it",
        AccountLine::Cannot => "What I cannot do",
        AccountLine::Fear => "What I fear",
    }
}

/// How a line of it is asked for.
pub fn account_question(line: AccountLine) -> &'static str {
    match line {
        AccountLine::Place => "Where does it hurt?",
        AccountLine::Since => "Since when?",
        AccountLine::BringsOn => "What brings it on, or makes it worse?",
        AccountLine::Eases => "What eases it?",
        AccountLine::Cannot => "What can you not do because of it?",
        AccountLine::Fear => "What do you fear it could be, or become?",
    }
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn numbers_are_read_as_they_are_typed() {
        for (entries, shown) in [
            (&[7][..], "7"),
            (&[7, 8], "7 and 8"),
            (&[7, 8, 9], "7-9"),
            (&[1, 4, 5, 6, 9, 10], "1, 4-6, 9 and 10"),
            (&[1, 3, 5], "1, 3 and 5"),
        ] {
            assert_eq!(numbers(entries), shown);
        }
    }
}
