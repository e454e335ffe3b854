//! What was recorded, for programs.

use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray;

use super::scalar::{AmountNumber, DayText, MomentText, ScoreNumber, kilograms};
use crate::domain::diary::day;
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::flare_word::FlareWord;
use crate::domain::diary::medicine::Intake;
use crate::domain::diary::own_account::{AccountLine, OwnAccount};
use crate::domain::diary::place::{RatedPlace, Side};
use crate::domain::diary::rating::{Rating, Stored};
use crate::domain::diary::score::Score;
use crate::domain::diary::week_answer::{Comparison, WeekAnswer};
use crate::domain::plan::assignment::Pause;
use crate::words::entry::account_lead;

/// An entry of the diary.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum EntryView<'a> {
    /// A rating.
    Rating(Box<RatingView<'a>>),
    /// An exercise, done or skipped.
    Session(Box<ExerciseRecordView<'a>>),
    /// The person's word about a flare.
    Flare(FlareWordView),
    /// What was answered about a week.
    WeekAnswer(WeekAnswerView),
    /// A rest of the plan.
    Pause(PausedView<'a>),
}

/// A rating.
#[derive(Debug, Serialize)]
pub struct RatingView<'a> {
    id: i64,
    day: DayText,
    at: Option<MomentText>,
    score: Option<ScoreNumber>,
    worst: Option<ScoreNumber>,
    least: Option<ScoreNumber>,
    morning: bool,
    places: Vec<RatedPlaceView<'a>>,
    feels: &'a [String],
    tags: &'a [String],
    eased: &'a [String],
    medicines: Vec<IntakeView<'a>>,
    sleep_minutes: Option<u32>,
    sitting_minutes: Option<u32>,
    cycle_day: Option<u32>,
    leaks: Option<u32>,
    heaviness: Option<ScoreNumber>,
    note: Option<&'a str>,
    private: bool,
    written_at: MomentText,
    source_written_at: Option<MomentText>,
    late: bool,
}

impl<'a> From<&'a Stored<Rating>> for RatingView<'a> {
    fn from(Stored { id, value: entry }: &'a Stored<Rating>) -> Self {
        Self {
            id: *id,
            day: DayText(entry.day),
            at: entry.at.map(MomentText),
            score: entry.score().map(ScoreNumber),
            worst: entry.worst.map(ScoreNumber),
            least: entry.least.map(ScoreNumber),
            morning: entry.morning,
            places: entry.places.iter().map(RatedPlaceView::from).collect(),
            feels: &entry.feels,
            tags: &entry.tags,
            eased: &entry.eased,
            medicines: entry.medicines.iter().map(IntakeView::from).collect(),
            sleep_minutes: entry.sleep_minutes,
            sitting_minutes: entry.sitting_minutes,
            cycle_day: entry.cycle_day,
            leaks: entry.leaks,
            heaviness: entry.heaviness.map(ScoreNumber),
            note: entry.note.as_deref(),
            private: entry.private,
            written_at: MomentText(entry.written_at),
            source_written_at: entry.source_written_at.map(MomentText),
            late: day::is_late(entry.day, entry.known_at()),
        }
    }
}

/// A place, with its own score or null.
#[derive(Debug, Serialize)]
struct RatedPlaceView<'a> {
    site: &'a str,
    side: Option<&'static str>,
    score: Option<ScoreNumber>,
}

impl<'a> From<&'a RatedPlace> for RatedPlaceView<'a> {
    fn from(RatedPlace { place, score }: &'a RatedPlace) -> Self {
        Self { site: &place.site, side: place.side.map(Side::word), score: score.map(ScoreNumber) }
    }
}

/// A medicine that was taken.
#[derive(Debug, Serialize)]
struct IntakeView<'a> {
    medicine: &'a str,
    amount: Option<AmountNumber>,
    unit: Option<&'a str>,
}

impl<'a> From<&'a Intake> for IntakeView<'a> {
    fn from(intake: &'a Intake) -> Self {
        Self {
            medicine: &intake.medicine,
            amount: intake.amount.map(AmountNumber),
            unit: intake.unit.as_deref(),
        }
    }
}

/// An exercise that was done or skipped.
#[derive(Debug, Serialize)]
pub struct ExerciseRecordView<'a> {
    id: i64,
    day: DayText,
    at: Option<MomentText>,
    exercise: &'a str,
    outcome: &'static str,
    #[serde(flatten)]
    more: OutcomeView<'a>,
    note: Option<&'a str>,
    private: bool,
    written_at: MomentText,
    source_written_at: Option<MomentText>,
    late: bool,
}

impl<'a> From<&'a Stored<ExerciseRecord>> for ExerciseRecordView<'a> {
    fn from(Stored { id, value: entry }: &'a Stored<ExerciseRecord>) -> Self {
        Self {
            id: *id,
            day: DayText(entry.day),
            at: entry.at.map(MomentText),
            exercise: &entry.exercise,
            outcome: entry.outcome.word(),
            more: OutcomeView::from(&entry.outcome),
            note: entry.note.as_deref(),
            private: entry.private,
            written_at: MomentText(entry.written_at),
            source_written_at: entry.source_written_at.map(MomentText),
            late: day::is_late(entry.day, entry.known_at()),
        }
    }
}

/// The keys that an exercise record has beside those that every one has.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum OutcomeView<'a> {
    Done(ActualView),
    Skipped { why: Option<&'a str> },
}

impl<'a> From<&'a Outcome> for OutcomeView<'a> {
    fn from(outcome: &'a Outcome) -> Self {
        match outcome {
            Outcome::Done(actual) => Self::Done(ActualView::from(actual)),
            Outcome::Skipped { why } => Self::Skipped { why: why.as_deref() },
        }
    }
}

/// What was really done of an exercise, and how it felt.
#[derive(Debug, Serialize)]
struct ActualView {
    sets: Option<u32>,
    reps: Option<u32>,
    reps_of_sets: Vec<u32>,
    hold_s: Option<u32>,
    minutes: Option<u32>,
    load_kg: Option<f64>,
    pain_before: Option<ScoreNumber>,
    pain: Option<ScoreNumber>,
    pain_place: Option<&'static str>,
    effort: Option<u32>,
    side: Option<&'static str>,
    symptoms: Vec<&'static str>,
}

impl From<&Actual> for ActualView {
    fn from(actual: &Actual) -> Self {
        Self {
            sets: actual.sets,
            reps: actual.reps,
            reps_of_sets: actual.reps_of_sets.clone(),
            hold_s: actual.hold_s,
            minutes: actual.minutes,
            load_kg: actual.load_g.map(kilograms),
            pain_before: actual.pain_before.map(ScoreNumber),
            pain: actual.pain.map(ScoreNumber),
            pain_place: actual.pain_place.map(|place| place.word()),
            effort: actual.effort,
            side: actual.side.map(Side::word),
            symptoms: symptom_words(&actual.symptoms),
        }
    }
}

/// The words of signs that came with an exercise.
pub fn symptom_words(symptoms: &[Symptom]) -> Vec<&'static str> {
    symptoms.iter().map(|symptom| symptom.word()).collect()
}

/// A person's word about a flare.
#[derive(Debug, Serialize)]
pub struct FlareWordView {
    id: i64,
    day: DayText,
    change: &'static str,
    written_at: MomentText,
    late: bool,
}

impl From<&Stored<FlareWord>> for FlareWordView {
    fn from(Stored { id, value: word }: &Stored<FlareWord>) -> Self {
        Self {
            id: *id,
            day: DayText(word.day),
            change: word.change.word(),
            written_at: MomentText(word.written_at),
            late: day::is_late(word.day, word.written_at),
        }
    }
}

/// What was answered about the week that ends on a day.
#[derive(Debug, Serialize)]
pub struct WeekAnswerView {
    id: i64,
    day: DayText,
    average: Option<ScoreNumber>,
    against_start: Option<&'static str>,
    written_at: MomentText,
    late: bool,
}

impl From<&Stored<WeekAnswer>> for WeekAnswerView {
    fn from(Stored { id, value: answer }: &Stored<WeekAnswer>) -> Self {
        Self {
            id: *id,
            day: DayText(answer.day),
            average: answer.average.map(ScoreNumber),
            against_start: answer.against_start.map(Comparison::word),
            written_at: MomentText(answer.written_at),
            late: day::is_late(answer.day, answer.written_at),
        }
    }
}

/// A rest of the plan among the entries: it has no number, for it is no entry that can be edited.
#[derive(Debug, Serialize)]
pub struct PausedView<'a> {
    id: Option<i64>,
    day: DayText,
    #[serde(flatten)]
    pause: PauseView<'a>,
}

impl<'a> From<&'a Pause> for PausedView<'a> {
    fn from(pause: &'a Pause) -> Self {
        Self { id: None, day: DayText(pause.from), pause: PauseView::from(pause) }
    }
}

/// How a goal was rated on a day.
#[derive(Debug, Serialize)]
pub struct GoalRatingView {
    day: DayText,
    score: ScoreNumber,
}

impl From<&(NaiveDate, Score)> for GoalRatingView {
    fn from((day, score): &(NaiveDate, Score)) -> Self {
        Self { day: DayText(*day), score: ScoreNumber(*score) }
    }
}

/// A rest of the plan.
#[derive(Debug, Serialize)]
pub struct PauseView<'a> {
    from: DayText,
    to: Option<DayText>,
    why: Option<&'a str>,
}

impl<'a> From<&'a Pause> for PauseView<'a> {
    fn from(pause: &'a Pause) -> Self {
        Self { from: DayText(pause.from), to: pause.to.map(DayText), why: pause.why.as_deref() }
    }
}

/// One of the six lines; without a text where nothing was written.
#[derive(Debug, Serialize)]
pub struct AccountLineView<'a> {
    line: &'static str,
    about: &'static str,
    text: Option<&'a str>,
    written_at: Option<MomentText>,
}

/// All six, in their order.
pub fn account_lines(account: &OwnAccount) -> Vec<AccountLineView<'_>> {
    let lines = AccountLine::VARIANTS.iter().map(|line| {
        let entry = account.entry(*line);
        AccountLineView {
            line: line.word(),
            about: account_lead(*line),
            text: entry.map(|entry| entry.text.as_str()),
            written_at: entry.map(|entry| MomentText(entry.written_at)),
        }
    });
    lines.collect()
}
