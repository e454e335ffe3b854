//! What a person has, and how it changes, for programs.

use chrono::NaiveDate;
use serde::Serialize;

use super::diary::symptom_words;
use super::scalar::{DayText, ScoreNumber, points_number};
use super::screening::CheckView;
use crate::app::PlanSnapshot;
use crate::domain::diary::week_answer::Comparison;
use crate::domain::flare::fold::Flare;
use crate::domain::flare::night::Night;
use crate::domain::flare::score_book::Tenths;
use crate::domain::plan::assignment::{SetBy, Setting, Term};
use crate::domain::plan::course::Now;
use crate::domain::plan::exit::{Criterion, HurtRecord, Requirement};
use crate::domain::progression::decision::{Decision, DoseChange};
use crate::domain::progression::response::Response;
use crate::domain::progression::routine::{BlockedUntil, StoppedForToday, Waiting};
use crate::domain::text::style::Style;
use crate::library::rule_sources;
use crate::words;

/// Who set something: the person, or a clinician with name and day.
#[derive(Debug, Serialize)]
pub struct SetByView<'a> {
    who: &'static str,
    #[serde(flatten)]
    check: Option<CheckView<'a>>,
}

impl<'a> From<&'a SetBy> for SetByView<'a> {
    fn from(set_by: &'a SetBy) -> Self {
        Self { who: set_by.word(), check: set_by.check().map(CheckView::from) }
    }
}

/// What was told about an exercise beside its dose, with who and when.
#[derive(Debug, Serialize)]
pub struct TermView<'a> {
    exercise: &'a str,
    kind: &'static str,
    from: DayText,
    set_by: SetByView<'a>,
    in_words: String,
}

impl<'a> TermView<'a> {
    /// A term that is in force; exercises have their names from `snapshot`, and days are worded as
    /// on `today`.
    pub fn new(term: &'a Setting<Term>, snapshot: &PlanSnapshot, today: NaiveDate) -> Self {
        Self {
            exercise: &term.exercise,
            kind: term.told.word(),
            from: DayText(term.from),
            set_by: SetByView::from(&term.by),
            in_words: words::plan::term(term, &snapshot.shelf, today.into()),
        }
    }
}

/// What was told about an exercise, a view each.
pub fn term_views<'a>(
    terms: &'a [Setting<Term>],
    snapshot: &PlanSnapshot,
    today: NaiveDate,
) -> Vec<TermView<'a>> {
    terms.iter().map(|term| TermView::new(term, snapshot, today)).collect()
}

/// Why an exercise is left for the rest of the day.
#[derive(Debug, Serialize)]
pub struct StoppedForTodayView {
    because: &'static str,
    in_words: String,
}

impl From<StoppedForToday> for StoppedForTodayView {
    fn from(stopped: StoppedForToday) -> Self {
        Self { because: stopped.word(), in_words: stopped.in_words() }
    }
}

/// A condition whose exercises wait: for a phase to be agreed to, or for another condition to be
/// taken out.
#[derive(Debug, Serialize)]
pub struct WaitingView<'a> {
    condition: &'a str,
    until: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    phase: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    other: Option<&'a str>,
}

impl<'a> From<&'a Waiting> for WaitingView<'a> {
    fn from(Waiting { condition, until }: &'a Waiting) -> Self {
        let (phase, other) = match until {
            BlockedUntil::Cleared(phase) => (Some(phase.word()), None),
            BlockedUntil::Alone { other } => (None, Some(other.as_str())),
        };
        Self { condition, until: until.word(), phase, other }
    }
}

/// Every condition whose exercises wait.
pub fn waiting_views(waiting: &[Waiting]) -> Vec<WaitingView<'_>> {
    waiting.iter().map(WaitingView::from).collect()
}

/// A criterion for leaving a phase, with its numbers.
#[derive(Debug, Serialize)]
pub struct CriterionView<'a> {
    kind: &'static str,
    met: bool,
    in_words: String,
    #[serde(flatten)]
    numbers: RequirementView<'a>,
}

impl<'a> From<&'a Criterion> for CriterionView<'a> {
    fn from(criterion: &'a Criterion) -> Self {
        Self {
            kind: criterion.asks.word(),
            met: criterion.is_met,
            in_words: criterion.in_words(Style::default()),
            numbers: RequirementView::from(&criterion.asks),
        }
    }
}

/// The keys that a criterion has beside those that every one has.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum RequirementView<'a> {
    Days {
        needs: u32,
        full_days: i64,
    },
    Pain {
        of_days: Option<i64>,
        needs: f64,
        now: Option<f64>,
        rated_days: Option<i64>,
        needs_rated_days: Option<i64>,
        at_start: Option<f64>,
        number_alone: bool,
        against_start: Option<&'static str>,
    },
    Bearable {
        of_days: i64,
        hurt: Vec<HurtView<'a>>,
    },
    NoFlare {
        flare_day: i64,
    },
    NoCreep {
        at_start: f64,
        now: f64,
        since: DayText,
    },
    Mornings {
        needs: f64,
        settled: usize,
        of: usize,
        unknown: usize,
        missing_mornings: Vec<DayText>,
    },
    Sessions {
        needs: f64,
        done: u32,
        planned: u32,
    },
    Test {
        id: &'a str,
        line: &'a str,
        passed: Option<bool>,
        answered_on: Option<DayText>,
        by_diary: Option<bool>,
    },
    NothingStopped {
        stopped: &'a [String],
    },
}

impl<'a> From<&'a Requirement> for RequirementView<'a> {
    fn from(asks: &'a Requirement) -> Self {
        match asks {
            // Today is day `now` of the phase, and is not over.
            Requirement::Days { needs, now } => Self::Days { needs: *needs, full_days: now - 1 },
            Requirement::Pain { needs, now, base, number_alone, against_start } => {
                let (of_days, rated_days, needs_rated_days) = match now {
                    Now::Mean { of_days, .. } => (Some(*of_days), None, None),
                    Now::Answered(_) => (None, None, None),
                    Now::Unknown { known, needs, of_days } => {
                        (Some(*of_days), Some(*known), Some(*needs))
                    }
                };
                Self::Pain {
                    of_days,
                    needs: *needs,
                    now: now.mean().map(points_number),
                    rated_days,
                    needs_rated_days,
                    at_start: base.map(points_number),
                    number_alone: *number_alone,
                    against_start: against_start.map(Comparison::word),
                }
            }
            Requirement::Bearable { of_days, hurt } => Self::Bearable {
                of_days: *of_days,
                hurt: hurt.iter().map(HurtView::from).collect(),
            },
            Requirement::NoFlare { day } => Self::NoFlare { flare_day: *day },
            Requirement::NoCreep { base, creep } => Self::NoCreep {
                at_start: points_number(*base),
                now: points_number(creep.now),
                since: DayText(creep.since),
            },
            Requirement::Mornings { needs, settled, of, unknown, missing } => Self::Mornings {
                needs: *needs,
                settled: *settled,
                of: *of,
                unknown: *unknown,
                missing_mornings: missing.iter().copied().map(DayText).collect(),
            },
            Requirement::Sessions { needs, done, planned } => {
                Self::Sessions { needs: *needs, done: *done, planned: *planned }
            }
            Requirement::Test { id, line, ticked, known } => Self::Test {
                id,
                line,
                by_diary: *known,
                passed: ticked.as_ref().map(|ticked| ticked.passed),
                answered_on: ticked.as_ref().map(|ticked| DayText(ticked.day)),
            },
            Requirement::NothingStopped { stopped } => Self::NothingStopped { stopped },
        }
    }
}

/// A record with more pain than may be.
#[derive(Debug, Serialize)]
struct HurtView<'a> {
    exercise: &'a str,
    day: DayText,
    above: f64,
}

impl<'a> From<&'a HurtRecord> for HurtView<'a> {
    fn from(record: &'a HurtRecord) -> Self {
        let above = points_number(Tenths::from(record.above));
        Self { exercise: &record.exercise, day: DayText(record.day), above }
    }
}

/// A flare, on a day of it or on the one on which it was over.
#[derive(Debug, Serialize)]
pub struct FlareView {
    began: DayText,
    by: &'static str,
    day: i64,
    usual_morning: Option<f64>,
    usual_evening: Option<f64>,
    over_because: Option<&'static str>,
}

impl FlareView {
    /// A flare as it is on a day.
    pub fn new(flare: &Flare, day: NaiveDate) -> Self {
        Self {
            began: DayText(flare.began),
            by: flare.cause.word(),
            day: flare.day_number(day),
            usual_morning: flare.usual.morning.map(points_number),
            usual_evening: flare.usual.evening.map(points_number),
            over_because: flare.ended.map(|(_, end)| end.word()),
        }
    }
}

/// A decision about a dose, with all that it rests on.
#[derive(Debug, Serialize)]
pub struct DecisionView<'a> {
    exercise: &'a str,
    on: DayText,
    change: ChangeView<'a>,
    kept_for: Option<SetByView<'a>>,
    rule: &'static str,
    source: String,
    in_words: String,
    pain_fine_up_to: u32,
    pain_max: u32,
    sessions: Vec<ResponseView>,
}

impl<'a> DecisionView<'a> {
    /// A decision; exercises have their names from `snapshot`, and days are worded as on `today`.
    pub fn new(decision: &'a Decision, snapshot: &PlanSnapshot, today: NaiveDate) -> Self {
        let rule = decision.finding.rule();
        Self {
            exercise: &decision.exercise,
            on: DayText(decision.on),
            change: ChangeView::from(&decision.change),
            kept_for: decision.kept_for.as_ref().map(SetByView::from),
            rule: rule.name,
            source: rule.sources(&snapshot.rules, rule_sources(), Style::default()).join("; "),
            in_words: decision.in_few_words(|id| snapshot.exercise_name(id).to_owned(), today),
            pain_fine_up_to: decision.limit.safe_max,
            pain_max: decision.limit.acceptable_max,
            sessions: decision.responses.iter().map(ResponseView::from).collect(),
        }
    }
}

/// What a decision does to an exercise.
#[derive(Debug, Serialize)]
struct ChangeView<'a> {
    kind: &'static str,
    #[serde(flatten)]
    more: Option<ChangedView<'a>>,
}

impl<'a> From<&'a DoseChange> for ChangeView<'a> {
    fn from(change: &'a DoseChange) -> Self {
        let more = match change {
            DoseChange::Hold | DoseChange::Stop => None,
            DoseChange::Dose(step) => Some(ChangedView::Dose { to: step.to_string() }),
            DoseChange::Back { to, dose } => {
                Some(ChangedView::Back { exercise: to.as_deref(), to: dose })
            }
            DoseChange::Return { to, dose } => {
                Some(ChangedView::Back { exercise: to.as_deref(), to: dose })
            }
            DoseChange::Swap { to, .. } => Some(ChangedView::Swap { exercise: to }),
        };
        Self { kind: change.word(), more }
    }
}

/// The keys of a change that does something.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ChangedView<'a> {
    Dose { to: String },
    Back { exercise: Option<&'a str>, to: &'a str },
    Swap { exercise: &'a str },
}

/// How the body answered an exercise on one day.
#[derive(Debug, Serialize)]
struct ResponseView {
    day: DayText,
    pain: Option<ScoreNumber>,
    effort: Option<u32>,
    symptoms: Vec<&'static str>,
    as_asked: bool,
    morning: Option<f64>,
    usual: Option<f64>,
    above_before: Option<f64>,
    night: &'static str,
    rise: Option<f64>,
    in_flare: bool,
    on_way_back: bool,
}

impl From<&Response> for ResponseView {
    fn from(response: &Response) -> Self {
        let next_day = &response.next_day;
        Self {
            day: DayText(response.day),
            pain: response.pain.map(ScoreNumber),
            effort: response.effort,
            symptoms: symptom_words(&response.symptoms),
            as_asked: response.as_asked,
            morning: next_day.pain.morning.map(points_number),
            usual: next_day.usual.morning.map(points_number),
            above_before: response.above.map(|above| points_number(Tenths::from(above))),
            night: match response.night {
                Night::Settled => "settled",
                Night::Unsettled { .. } => "unsettled",
                Night::Unknown(_) => "unknown",
            },
            rise: next_day.rise.map(points_number),
            in_flare: response.in_flare,
            on_way_back: response.on_way_back,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cli::output::json::value;
    use crate::domain::progression::ladder::Step;
    use crate::domain::screening::answers::Check;

    #[test]
    fn a_change_has_the_keys_of_its_kind_and_no_others() {
        let back = |to: Option<&str>| DoseChange::Back {
            to: to.map(str::to_owned),
            dose: "2 × 8".into(),
        };
        let swap = |harder| DoseChange::Swap { to: "bridge".to_owned(), harder };
        for (change, expected) in [
            (DoseChange::Hold, json!({ "kind": "hold" })),
            (
                DoseChange::Dose(Step::Sets { from: 1, to: 2 }),
                json!({ "kind": "up", "to": "2 sets" }),
            ),
            (
                DoseChange::Dose(Step::Sets { from: 2, to: 1 }),
                json!({ "kind": "down", "to": "1 set" }),
            ),
            (back(None), json!({ "kind": "down", "exercise": null, "to": "2 × 8" })),
            (back(Some("bridge")), json!({ "kind": "down", "exercise": "bridge", "to": "2 × 8" })),
            (swap(true), json!({ "kind": "harder", "exercise": "bridge" })),
            (swap(false), json!({ "kind": "easier", "exercise": "bridge" })),
            (DoseChange::Stop, json!({ "kind": "stop" })),
        ] {
            assert_eq!(value(&ChangeView::from(&change)), expected, "{change:?}");
        }
    }

    #[test]
    fn who_set_something_has_name_and_day_only_for_a_clinician() {
        let on = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
        let check = Check { by: "Dr A".to_owned(), on };
        for (set_by, expected) in [
            (SetBy::Person, json!({ "who": "person" })),
            (
                SetBy::Clinician(check),
                json!({ "who": "clinician", "by": "Dr A", "on": "2026-11-22" }),
            ),
        ] {
            assert_eq!(value(&SetByView::from(&set_by)), expected);
        }
    }
}
