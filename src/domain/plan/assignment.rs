//! What this person has: conditions, side, variant and phase, over time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::domain::diary::place::Side;
use crate::domain::diary::score::Score;
use crate::domain::programme::condition::{Condition, DoseOverride, PhaseName};
use crate::domain::screening::answers::Check;
use crate::domain::text::date::{days_before, days_between};

/// One condition of the plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The condition's id.
    pub condition: String,
    /// The side it is on.
    pub side: Option<Side>,
    /// The variant of its programme, where it has several.
    pub variant: Option<String>,
    /// Its place among the plan's conditions: 1 leads.
    pub rank: u32,
    /// The day it was assigned.
    pub started_on: NaiveDate,
    /// The first day it is no longer followed.
    pub ended_on: Option<NaiveDate>,
    /// Its phases in the order they began.
    pub phases: Vec<PhaseStart>,
}

/// A phase and the day it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhaseStart {
    /// The phase.
    pub phase: PhaseName,
    /// Its first day.
    pub from: NaiveDate,
    /// The clinician who agreed to it, where one did.
    pub cleared: Option<Check>,
}

impl PhaseStart {
    /// Whether a clinician had agreed to it by `day`.
    pub fn is_cleared_on(&self, day: NaiveDate) -> bool {
        self.cleared.as_ref().is_some_and(|check| check.on <= day)
    }
}

/// Days after which the questions that choose a programme are put again to whoever stayed with its
/// default: what eases a leg may be another thing by then (design choice).
const VARIANT_AGAIN: i64 = 7;

impl Plan {
    /// Whether the questions that lead to a programme of its condition may be asked again.
    pub fn may_ask_variant_again(&self, condition: &Condition, today: NaiveDate) -> bool {
        !condition.variant_questions.is_empty()
            && self.variant == condition.default_variant
            && days_between(self.started_on, today) >= VARIANT_AGAIN
    }

    /// A condition that is assigned on a day: every programme begins with its first phase, however
    /// long the pain has been there.
    pub fn new(condition: &str, variant: Option<String>, rank: u32, today: NaiveDate) -> Self {
        Self {
            condition: condition.to_owned(),
            side: None,
            variant,
            rank,
            started_on: today,
            ended_on: None,
            phases: vec![PhaseStart { phase: PhaseName::Calm, from: today, cleared: None }],
        }
    }

    /// Whether it is followed on `day`.
    pub fn runs_on(&self, day: NaiveDate) -> bool {
        self.started_on <= day && self.ended_on.is_none_or(|end| day < end)
    }

    /// The phases that it was in on any day from `from` to `to`.
    pub fn phases_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> impl Iterator<Item = &PhaseStart> {
        let ends = self.phases.iter().skip(1).map(|start| Some(start.from)).chain([None]);
        let phases = self.phases.iter().zip(ends).filter(move |(start, end)| {
            // The last phase has no end of its own; the plan may have been ended within any.
            let end = [*end, self.ended_on].into_iter().flatten().min();
            start.from <= to && end.is_none_or(|end| end > from)
        });
        phases.map(|(start, _)| start)
    }

    /// The phase on `day`, while it is followed.
    pub fn phase_on(&self, day: NaiveDate) -> Option<&PhaseStart> {
        // The newest that has begun, and not the farthest: a phase may have been gone back to.
        self.phases.iter().rev().find(|start| start.from <= day).filter(|_| self.runs_on(day))
    }
}

/// What a person or a clinician set for one exercise, from a day on.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T = Override> {
    /// The exercise's id.
    pub exercise: String,
    /// The first day it holds.
    pub from: NaiveDate,
    /// The first day it holds no more, because the condition it was made for ended.
    pub until: Option<NaiveDate>,
    /// Who set it.
    pub by: SetBy,
    /// What.
    pub told: T,
}

impl<T: Clone> Setting<T> {
    /// The same, told again from `day` on.
    pub fn from_day(&self, day: NaiveDate) -> Self {
        Self { from: day, until: None, ..self.clone() }
    }
}

impl<T> Setting<T> {
    /// Whether it holds on `day`, as far as nothing else was said since.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }
}

/// Who set something.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr, VariantNames, Serialize, Deserialize)]
#[strum(serialize_all = "kebab-case")]
pub enum SetBy {
    /// The person.
    Person,
    /// A clinician: who, and when.
    Clinician(Check),
}

impl SetBy {
    /// Its word in the diary, and the one that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }

    /// Which clinician said so, and when; `None` for the person's own setting.
    pub fn check(&self) -> Option<&Check> {
        match self {
            Self::Person => None,
            Self::Clinician(check) => Some(check),
        }
    }
}

/// What a setting does with an exercise.
#[derive(Debug, Clone, PartialEq)]
pub enum Override {
    /// A dose of its own: the fields that were named. The rules leave it as it is.
    Dose(DoseOverride),
    /// It is done in the place of another one.
    Substitute(String),
    /// The rules decide about it again, from the sessions of this day on; a stop is lifted when a
    /// clinician says so.
    Released,
}

/// What the plan was told about the rules of an exercise, beside its dose; `None` takes back what
/// was told before, so that the files and the rules decide again.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Term {
    /// Whether a dose that was set may grow.
    MayGrow(Option<bool>),
    /// Whether it goes on unchanged in a flare.
    #[strum(serialize = "in-flares")]
    GoesOnInFlares(Option<bool>),
    /// The most pain it may bring.
    PainLimit(Option<Score>),
    /// Whether it is in the plan, whatever its phase lists: added, or dropped.
    InPlan(Option<InPlan>),
}

/// What was said of an exercise's place in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InPlan {
    /// It is in every phase.
    Added {
        /// The exercise that it is never done on one day with.
        not_same_day: Option<String>,
    },
    /// It is in none.
    Dropped,
}

impl Term {
    /// Its word in the diary, and the one that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }

    /// Whether it takes back what was told before.
    pub fn is_taken_back(&self) -> bool {
        matches!(
            self,
            Self::MayGrow(None)
                | Self::GoesOnInFlares(None)
                | Self::PainLimit(None)
                | Self::InPlan(None)
        )
    }
}

/// What holds on `day` of what was told about an exercise: of each kind of term the newest word,
/// unless it was taken back.
pub fn terms_of<'t>(
    terms: &'t [Setting<Term>],
    exercise: &str,
    day: NaiveDate,
) -> Vec<&'t Setting<Term>> {
    let mut newest: Vec<&Setting<Term>> = Vec::new();
    for term in terms.iter().rev() {
        let is_meant = term.exercise == exercise && term.holds_on(day);
        if is_meant && newest.iter().all(|other| other.told.word() != term.told.word()) {
            newest.push(term);
        }
    }
    newest.retain(|term| !term.told.is_taken_back());
    newest
}

/// What took exercises out of the plan and holds on `day`, in the order that it was told.
pub fn dropped(terms: &[Setting<Term>], day: NaiveDate) -> impl Iterator<Item = &Setting<Term>> {
    let told = membership(terms, day).into_iter();
    told.filter(|(_, told)| **told == InPlan::Dropped).map(|(term, _)| term)
}

/// The exercises that were added to the plan or dropped from it and are so on `day`, in the order
/// that this was told.
pub fn membership(terms: &[Setting<Term>], day: NaiveDate) -> Vec<(&Setting<Term>, &InPlan)> {
    let mut found: Vec<(&Setting<Term>, &InPlan)> = Vec::new();
    for term in terms.iter().filter(|term| term.holds_on(day)) {
        let Term::InPlan(told) = &term.told else { continue };
        found.retain(|(other, _)| other.exercise != term.exercise);
        found.extend(told.as_ref().map(|told| (term, told)));
    }
    found
}

/// Days on which the whole plan rests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pause {
    /// Its first day.
    pub from: NaiveDate,
    /// The first day the plan goes on again; `None` while that is open.
    pub to: Option<NaiveDate>,
    /// The reason, if the person gave one.
    pub why: Option<String>,
}

impl Pause {
    /// Whether the plan rests on `day`.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day < to)
    }

    /// The last day of a rest that is over on `day`; `None` while it is not, and where the plan
    /// went on before a day of it was over.
    pub fn ended_before(&self, day: NaiveDate) -> Option<NaiveDate> {
        let to = self.to.filter(|to| *to <= day && self.from < *to)?;
        Some(days_before(to, 1))
    }
}
