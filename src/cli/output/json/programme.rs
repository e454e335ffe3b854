//! What the library describes, for programs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::scalar::kilograms;
use crate::domain::programme::cause::Cause;
use crate::domain::programme::condition::{
    Code, Condition, DatedCheck, Excludes, ExitTest, KnownBy, Phase, VariantOffer,
};
use crate::domain::programme::dose::{Dose, Stage};
use crate::domain::programme::exercise::{Exercise, Review};

/// A dose.
#[derive(Debug, Serialize)]
pub struct DoseView {
    sets: u32,
    sets_max: Option<u32>,
    reps: Option<u32>,
    reps_max: Option<u32>,
    reps_min: Option<u32>,
    hold_s: Option<u32>,
    hold_max_s: Option<u32>,
    minutes: Option<u32>,
    minutes_max: Option<u32>,
    minutes_step: Option<u32>,
    load_kg: Option<f64>,
    load_step_kg: Option<f64>,
    grow: Option<&'static str>,
    /// Which of the stages it is at, counted from 1; `None` where there are none.
    stage: Option<usize>,
    stages: Vec<StageView>,
    times_per_day: u32,
    days_per_week: u32,
    effort: Option<u32>,
    rest_s: Option<u32>,
    rep_rest_s: Option<u32>,
    tempo: Option<String>,
    sides: &'static str,
    unit: Option<String>,
    in_words: String,
    session_seconds: u32,
}

impl From<&Dose> for DoseView {
    fn from(dose: &Dose) -> Self {
        Self {
            sets: dose.sets,
            sets_max: dose.sets_max,
            reps: dose.reps,
            reps_max: dose.reps_max,
            reps_min: dose.reps_min,
            hold_s: dose.hold_s,
            hold_max_s: dose.hold_max_s,
            minutes: dose.minutes,
            minutes_max: dose.minutes_max,
            minutes_step: dose.minutes_step,
            load_kg: dose.load_g.map(kilograms),
            load_step_kg: dose.load_step_g.map(kilograms),
            grow: dose.grow.map(Into::into),
            stage: (!dose.stages.is_empty()).then_some(dose.stage + 1),
            stages: dose.stages.iter().map(StageView::from).collect(),
            times_per_day: dose.times_per_day,
            days_per_week: dose.days_per_week,
            effort: dose.effort,
            rest_s: dose.rest_s,
            rep_rest_s: dose.rep_rest_s,
            tempo: dose.tempo.map(|tempo| tempo.to_string()),
            sides: dose.sides.into(),
            unit: dose.unit.clone(),
            in_words: dose.to_string(),
            session_seconds: dose.session_seconds(),
        }
    }
}

/// A stage of a dose.
#[derive(Debug, Serialize)]
struct StageView {
    line: String,
    minutes: u32,
}

impl From<&Stage> for StageView {
    fn from(stage: &Stage) -> Self {
        Self { line: stage.line.clone(), minutes: stage.minutes }
    }
}

/// An exercise, whole.
#[derive(Debug, Serialize)]
pub struct ExerciseView<'a> {
    id: &'a str,
    name: &'a str,
    kind: &'static str,
    position: &'static str,
    target: &'a [String],
    equipment: &'a [String],
    steps: &'a [String],
    errors: &'a [String],
    stop: &'a [String],
    tags: &'a [String],
    contra: &'a [String],
    caution: &'a [String],
    easier: &'a [String],
    harder: &'a [String],
    dose: DoseView,
    dose_source: &'a str,
    review: Option<ReviewView<'a>>,
    own_file: Option<&'a str>,
}

impl<'a> ExerciseView<'a> {
    /// An exercise with its stop rules in words, and the person's own file where it is from there.
    pub fn new(
        exercise: &'a Exercise,
        stop_rules: &'a [String],
        own_file: Option<&'a str>,
    ) -> Self {
        Self {
            id: &exercise.id,
            name: &exercise.name,
            kind: exercise.kind.word(),
            position: exercise.position.word(),
            target: &exercise.target,
            equipment: &exercise.equipment,
            steps: &exercise.steps,
            errors: &exercise.errors,
            stop: stop_rules,
            tags: &exercise.tags,
            contra: &exercise.contra,
            caution: &exercise.caution,
            easier: &exercise.easier,
            harder: &exercise.harder,
            dose: DoseView::from(&exercise.dose),
            dose_source: exercise.dose_source.text(),
            review: exercise.review.as_ref().map(ReviewView::from),
            own_file,
        }
    }
}

/// A condition, whole.
#[derive(Debug, Serialize)]
pub struct ConditionView<'a> {
    id: &'a str,
    name: &'a str,
    diagnosis: bool,
    sided: bool,
    not_with: &'a [String],
    also: &'a [String],
    plain: &'a str,
    icd10cm: Vec<CodeView<'a>>,
    snomed: Vec<CodeView<'a>>,
    aggravators: &'a [String],
    easers: &'a [String],
    red_flags: &'a [String],
    avoid: &'a [String],
    outcomes: &'a [String],
    evidence: &'a str,
    pain_rule: &'static str,
    clinician_gate: bool,
    variants: &'a [String],
    default_variant: Option<&'a str>,
    variant_note: Option<&'a str>,
    advice: &'a [String],
    advice_source: &'a str,
    review_weeks: u32,
    review_note: &'a str,
    review_source: &'a str,
    check: Option<DatedCheckView<'a>>,
    variant_offer: Option<VariantOfferView<'a>>,
    flare_plan: &'a [String],
    upkeep: &'a [String],
    excludes: ExcludesView<'a>,
    phases: Vec<PhaseView<'a>>,
    review: Option<ReviewView<'a>>,
    own_file: Option<&'a str>,
}

impl<'a> ConditionView<'a> {
    /// A condition, and the person's own file where it is from there.
    pub fn new(condition: &'a Condition, own_file: Option<&'a str>) -> Self {
        Self {
            id: &condition.id,
            name: &condition.name,
            diagnosis: condition.is_diagnosis,
            sided: condition.is_sided,
            not_with: &condition.not_with,
            also: &condition.also,
            plain: &condition.plain,
            icd10cm: condition.icd10cm.iter().map(CodeView::from).collect(),
            snomed: condition.snomed.iter().map(CodeView::from).collect(),
            aggravators: &condition.aggravators,
            easers: &condition.easers,
            red_flags: &condition.red_flags,
            avoid: &condition.avoid,
            outcomes: &condition.outcomes,
            evidence: &condition.evidence,
            pain_rule: condition.pain_rule.into(),
            clinician_gate: condition.clinician_gate,
            variants: &condition.variants,
            default_variant: condition.default_variant.as_deref(),
            variant_note: condition.variant_note.as_deref(),
            advice: &condition.advice,
            advice_source: condition.advice_source.text(),
            review_weeks: condition.review_weeks,
            review_note: &condition.review_note,
            review_source: condition.review_source.text(),
            check: condition.check.as_ref().map(DatedCheckView::from),
            variant_offer: condition.variant_offer.as_ref().map(VariantOfferView::from),
            flare_plan: &condition.flare_plan,
            upkeep: &condition.upkeep,
            excludes: ExcludesView::new(&condition.excludes, &condition.excludes_conditions),
            phases: condition.listed_phases().map(PhaseView::from).collect(),
            review: condition.review.as_ref().map(ReviewView::from),
            own_file,
        }
    }
}

/// A row of what buttock pain can come from.
#[derive(Debug, Serialize)]
pub struct CauseView<'a> {
    id: &'a str,
    name: &'a str,
    also: &'a [String],
    plain: &'a str,
    #[serde(rename = "where")]
    felt: &'a str,
    #[serde(rename = "where_short")]
    felt_short: &'a str,
    brings_on: &'a str,
    eases: &'a str,
    goes_with: Option<&'a str>,
    who_can_tell: &'a str,
    helps: &'a str,
    conditions: &'a [String],
    source: &'a str,
}

impl<'a> From<&'a Cause> for CauseView<'a> {
    fn from(cause: &'a Cause) -> Self {
        Self {
            id: &cause.id,
            name: &cause.name,
            also: &cause.also,
            plain: &cause.plain,
            felt: &cause.felt,
            felt_short: &cause.felt_short,
            brings_on: &cause.brings_on,
            eases: &cause.eases,
            goes_with: cause.goes_with.as_deref(),
            who_can_tell: &cause.who_can_tell,
            helps: &cause.helps,
            conditions: &cause.conditions,
            source: cause.source.text(),
        }
    }
}

/// Who has looked a file through.
#[derive(Debug, Serialize)]
struct ReviewView<'a> {
    by: &'a str,
    on: String,
    again: Option<String>,
}

impl<'a> From<&'a Review> for ReviewView<'a> {
    fn from(review: &'a Review) -> Self {
        Self {
            by: &review.by,
            on: review.on.to_string(),
            again: review.again.map(|day| day.to_string()),
        }
    }
}

/// A code of a classification.
#[derive(Debug, Serialize)]
struct CodeView<'a> {
    code: &'a str,
    seen: bool,
}

impl<'a> From<&'a Code> for CodeView<'a> {
    fn from(code: &'a Code) -> Self {
        Self { code: &code.code, seen: code.seen }
    }
}

/// What a condition keeps out.
#[derive(Debug, Serialize)]
struct ExcludesView<'a> {
    exercises: &'a [String],
    tags: &'a [String],
    variant_tags: &'a BTreeMap<String, Vec<String>>,
    delays: BTreeMap<&'a str, &'static str>,
    conditions: &'a [String],
}

impl<'a> ExcludesView<'a> {
    fn new(excludes: &'a Excludes, conditions: &'a [String]) -> Self {
        let delays = excludes.delays.iter().map(|(tag, from)| (tag.as_str(), from.word()));
        Self {
            exercises: &excludes.exercises,
            tags: &excludes.tags,
            variant_tags: &excludes.variant_tags,
            delays: delays.collect(),
            conditions,
        }
    }
}

/// A phase of a programme, with what its exit asks.
#[derive(Debug, Serialize)]
struct PhaseView<'a> {
    name: &'static str,
    goal: &'a str,
    exercises: &'a [String],
    alternatives: &'a BTreeMap<String, Vec<String>>,
    from_day: &'a BTreeMap<String, u32>,
    from_painless_day: &'a BTreeMap<String, u32>,
    not_same_day: &'a [Vec<String>],
    one_of: &'a [Vec<String>],
    instead: &'a BTreeMap<String, Vec<String>>,
    note: Option<&'a str>,
    education: &'a [String],
    min_days: u32,
    pain_avg7_max: Option<f64>,
    pain_avg28_max: Option<f64>,
    next_morning_ok_min: Option<f64>,
    adherence_min: Option<f64>,
    clinician_gate: bool,
    compare: Option<&'a str>,
    exit_tests: Vec<ExitTestView<'a>>,
}

impl<'a> From<&'a Phase> for PhaseView<'a> {
    fn from(phase: &'a Phase) -> Self {
        let exit = &phase.exit;
        Self {
            name: phase.name.word(),
            goal: &phase.goal,
            exercises: &phase.exercises,
            alternatives: &phase.alternatives,
            from_day: &phase.from_day,
            from_painless_day: &phase.from_painless_day,
            not_same_day: &phase.not_same_day,
            one_of: &phase.one_of,
            instead: &phase.instead,
            note: phase.note.as_deref(),
            education: &phase.education,
            min_days: exit.min_days,
            pain_avg7_max: exit.pain_avg7_max,
            pain_avg28_max: exit.pain_avg28_max,
            next_morning_ok_min: exit.next_morning_ok_min,
            adherence_min: exit.adherence_min,
            clinician_gate: exit.clinician_gate,
            compare: exit.compare.as_deref(),
            exit_tests: exit.tests.iter().map(ExitTestView::from).collect(),
        }
    }
}

/// A clinician's look that is due some weeks after the start.
#[derive(Debug, Serialize)]
struct DatedCheckView<'a> {
    weeks: u32,
    note: &'a str,
    source: &'a str,
}

impl<'a> From<&'a DatedCheck> for DatedCheckView<'a> {
    fn from(check: &'a DatedCheck) -> Self {
        Self { weeks: check.weeks, note: &check.note, source: check.source.text() }
    }
}

/// A variant that is offered when another one's exercises have made it worse.
#[derive(Debug, Serialize)]
struct VariantOfferView<'a> {
    variant: &'a str,
    tag: &'a str,
    times: u32,
    source: &'a str,
}

impl<'a> From<&'a VariantOffer> for VariantOfferView<'a> {
    fn from(offer: &'a VariantOffer) -> Self {
        let VariantOffer { variant, tag, times, source } = offer;
        Self { variant, tag, times: *times, source: source.text() }
    }
}

/// A test of function at the end of a phase.
#[derive(Debug, Serialize)]
struct ExitTestView<'a> {
    id: &'a str,
    line: &'a str,
    sitting_minutes_min: Option<u32>,
    goals_mean_min: Option<f64>,
    no_open_sign: bool,
    no_worse_than_start: bool,
}

impl<'a> From<&'a ExitTest> for ExitTestView<'a> {
    fn from(test: &'a ExitTest) -> Self {
        let (mut sitting, mut goals) = (None, None);
        match test.known_by {
            Some(KnownBy::SittingMinutes(minutes)) => sitting = Some(minutes),
            Some(KnownBy::GoalsMean(mean)) => goals = Some(mean.value()),
            Some(KnownBy::NoOpenSign | KnownBy::NoWorseThanStart) | None => {}
        }
        Self {
            id: &test.id,
            line: &test.line,
            sitting_minutes_min: sitting,
            goals_mean_min: goals,
            no_open_sign: test.known_by == Some(KnownBy::NoOpenSign),
            no_worse_than_start: test.known_by == Some(KnownBy::NoWorseThanStart),
        }
    }
}
