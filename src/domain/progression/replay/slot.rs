//! What has become of one exercise of the plan: its dose, what it grew from, and what stands
//! against more.
//!
//! A slot knows nothing of days to come, of other slots, or of what else was recorded: it receives
//! a decision, and carries it out.

use chrono::NaiveDate;

use crate::domain::analysis::response::Response;
use crate::domain::plan::assignment::{Override, SetBy, Setting};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::candidates::{ActivePlans, Candidate};
use crate::domain::progression::case::Case;
use crate::domain::progression::decision::{Decision, DoseChange, Finding};
use crate::domain::progression::ladder::{self, Step};
use crate::domain::progression::standing::Standing;
use crate::domain::text::date::{days_after, days_between};

/// Sets shown in the first week of a phase, where the dose says more (design choice).
const FIRST_WEEK_SETS: u32 = 2;

/// Days of that first week; steady work grows no sooner either (`exercises/library/`: "each week").
const WEEK: u64 = 7;

/// Days for which an exercise that came in by itself counts as new (design choice).
const NEW_FOR: i64 = 14;

/// What has become of one exercise that a phase lists.
#[derive(Debug, Clone)]
pub(super) struct Slot<'a> {
    pub(super) candidate: Candidate<'a>,
    /// What is done now; the candidate's, unless a rule has changed it.
    pub(super) exercise: &'a Exercise,
    /// The dose that it began with.
    pub(super) prescribed: Dose,
    pub(super) dose: Dose,
    /// What it was before each time it grew.
    pub(super) grown_from: Vec<(&'a Exercise, Dose, Dose)>,
    /// The first day whose sessions count for the next decision.
    pub(super) since: NaiveDate,
    /// The day that this exercise came in.
    pub(super) entered: NaiveDate,
    /// Whether it still has the fewer sets of the first week.
    pub(super) eased: bool,
    pub(super) too_much_on: Option<NaiveDate>,
    pub(super) had_sign: bool,
    /// The last session before a break that was answered.
    pub(super) answered_break: Option<NaiveDate>,
    /// The answers that were last put together, and the day they were.
    pub(super) responses: Vec<Response>,
    pub(super) responses_as_of: NaiveDate,
    pub(super) stopped: Option<Decision>,
    pub(super) last_decision: Option<Decision>,
    /// Days in a row that it was due and did not fit, as it went and by the weekly pattern alone.
    pub(super) left_out: u32,
    pub(super) pattern_left_out: u32,
}

impl<'a> Slot<'a> {
    /// A slot for what is on offer from `day` on, where `old` was on offer until then. What goes on
    /// as it was keeps what has become of it; of anything else only what kept the person safe
    /// stays. Whether it is stopped is for the caller to set.
    pub(super) fn taking_up(candidate: Candidate<'a>, old: Self, day: NaiveDate) -> Self {
        let is_same = candidate.exercise.id == old.exercise.id
            && candidate.set == old.candidate.set
            && candidate.chosen == old.candidate.chosen;
        // A dose that another condition makes stricter is a new one.
        if is_same && (candidate.dose == old.prescribed || candidate.dose == old.candidate.dose) {
            return Self { candidate, ..old };
        }
        let words = [candidate.set, candidate.chosen];
        let is_lifted = old
            .stopped
            .as_ref()
            .is_some_and(|stop| words.iter().flatten().any(|word| lifts(word, stop, day)));
        let fresh = Self::new(candidate, day);
        // A clinician who lifts a stop says that it may be done, not that it may be done as before.
        if is_lifted {
            return fresh.no_more_than(&old);
        }
        // Whatever was set wins over what had been reached; but no setting makes a sign undone.
        let fresh = if is_same { fresh.keeping_progress_of(&old) } else { fresh };
        Self {
            had_sign: old.had_sign,
            too_much_on: old.too_much_on,
            left_out: old.left_out,
            pattern_left_out: old.pattern_left_out,
            ..fresh
        }
    }

    /// A slot for what is on offer again from `day` on, after it was not: with no more than it had
    /// come to, and with the signs it gave.
    pub(super) fn coming_back(candidate: Candidate<'a>, old: &Self, day: NaiveDate) -> Self {
        let fresh = Self::new(candidate, day).no_more_than(old);
        Self { had_sign: old.had_sign, too_much_on: old.too_much_on, ..fresh }
    }

    /// The same with no more sets, repeats, minutes and weight than another one has, unless the
    /// dose was set.
    pub(super) fn no_more_than(self, other: &Self) -> Self {
        match self.set_by() {
            Some(_) => self,
            None => Self { dose: less_of(&self.dose, &other.dose), ..self },
        }
    }

    /// Whether it stepped back, was stopped or gave a sign.
    pub(super) fn gave_trouble(&self) -> bool {
        self.stopped.is_some() || self.had_sign || self.too_much_on.is_some()
    }

    /// Whether what is done now came in the place of what was listed because that was too much;
    /// where it cannot be distinguished from growth, it is taken for that.
    pub(super) fn is_easier(&self) -> bool {
        self.exercise.id != self.candidate.listed
            && self.grown_from.is_empty()
            && !self.exercise.easier.iter().any(|easier| easier == self.candidate.listed)
    }

    pub(super) fn new(candidate: Candidate<'a>, day: NaiveDate) -> Self {
        let is_first_week = day < days_after(candidate.phase_from, WEEK);
        let prescribed = candidate.dose.clone();
        let is_set = candidate.set.is_some_and(|setting| matches!(setting.told, Override::Dose(_)));
        // Whoever sets a dose means it from the first day on.
        let eased = is_first_week && !is_set && prescribed.sets > FIRST_WEEK_SETS;
        let sets = if eased { FIRST_WEEK_SETS } else { prescribed.sets };
        Self {
            exercise: candidate.exercise,
            dose: Dose { sets, ..prescribed.clone() },
            prescribed,
            grown_from: Vec::new(),
            since: day,
            entered: candidate.phase_from,
            eased,
            too_much_on: None,
            had_sign: false,
            answered_break: None,
            responses: Vec::new(),
            responses_as_of: day,
            stopped: None,
            last_decision: None,
            left_out: 0,
            pattern_left_out: 0,
            candidate,
        }
    }

    /// The same with the dose that an exercise had reached before, in all that is prescribed as it
    /// was.
    pub(super) fn keeping_progress_of(self, old: &Self) -> Self {
        let mut dose = self.dose.clone();
        let (before, now) = (&old.prescribed, &self.prescribed);
        if before.sets == now.sets {
            dose.sets = old.dose.sets;
        }
        if before.reps == now.reps {
            dose.reps = old.dose.reps;
        }
        if before.minutes == now.minutes {
            dose.minutes = old.dose.minutes;
        }
        // A weight that was used stays, also where the new phase names none.
        dose.load_g = now.load_g.or(old.dose.load_g);
        Self { dose, eased: self.eased && old.eased, ..self }
    }

    /// Whether a setting about it holds from `day` on.
    pub(super) fn is_set_on(&self, day: NaiveDate, settings: &[Setting]) -> bool {
        settings.iter().any(|setting| setting.from == day && self.is_meant_by(setting))
    }

    /// Whether a setting is about it.
    fn is_meant_by(&self, setting: &Setting) -> bool {
        match &setting.told {
            Override::Substitute(listed) => {
                *listed == self.candidate.listed || setting.exercise == self.exercise.id
            }
            Override::Dose(_) | Override::Released => setting.exercise == self.exercise.id,
        }
    }

    /// Who set the dose, where somebody did.
    pub(super) fn set_by(&self) -> Option<&'a SetBy> {
        self.candidate
            .set
            .filter(|setting| matches!(setting.told, Override::Dose(_)))
            .map(|setting| &setting.by)
    }

    /// The next step up, counted from the weight that was used where none was set.
    pub(super) fn one_step_up(&self, load_g: Option<u32>) -> Option<Step> {
        let now = Dose { load_g: self.dose.load_g.or(load_g), ..self.dose.clone() };
        ladder::up(self.exercise.kind, &now, &self.prescribed)
    }

    /// Whether there is anything that could grow, in its dose or into a harder exercise.
    pub(super) fn can_grow(&self) -> bool {
        ladder::up(self.exercise.kind, &self.dose, &self.prescribed).is_some()
            || ladder::grows(self.exercise.kind)
                && !self.exercise.harder.is_empty()
                && self.candidate.chosen.is_none()
    }

    /// The first day on which it may grow.
    pub(super) fn grows_from(&self) -> NaiveDate {
        // Steady work grows once a week at most, as the exercise files say (“each week”).
        match (self.eased, self.dose.minutes) {
            (true, _) => days_after(self.candidate.phase_from, WEEK),
            (false, Some(_)) => days_after(self.since, WEEK),
            (false, None) => self.since,
        }
    }

    /// Whether the fewer sets of the first week end on `day`, one set at a time: only where it was
    /// done with them, and the answers are good as far as they go.
    pub(super) fn first_week_ends(&self, finding: &Finding, day: NaiveDate) -> bool {
        // Too soon and too few count as good here: few people have three sessions behind them after
        // a week, and the fewer sets were for that week only.
        let is_good = matches!(
            finding,
            Finding::Good | Finding::TooSoon { .. } | Finding::TooFew { sessions: 1.. }
        );
        self.eased && day >= days_after(self.candidate.phase_from, WEEK) && is_good
    }

    /// Whether it came in by itself, and not long ago.
    pub(super) fn is_new(&self, day: NaiveDate) -> bool {
        self.entered > self.candidate.phase_from && days_between(self.entered, day) < NEW_FOR
    }

    /// What it was before it last grew; where it has not grown, a little less.
    pub(super) fn one_step_down(&self) -> DoseChange {
        match self.grown_from.last() {
            Some((exercise, _, dose)) => DoseChange::Back {
                to: (exercise.id != self.exercise.id).then(|| exercise.id.clone()),
                dose: dose.to_string(),
            },
            None => ladder::down(&self.dose).map_or(DoseChange::Hold, DoseChange::Dose),
        }
    }

    /// Does what was decided.
    pub(super) fn carry_out(
        &mut self,
        decision: &Decision,
        present: &ActivePlans<'a>,
        case: Case<'a>,
    ) {
        self.since = decision.on;
        match &decision.change {
            DoseChange::Hold => {}
            DoseChange::Stop => self.stopped = Some(decision.clone()),
            DoseChange::Dose(step) => {
                // A set more after the first week is no growth: there is nothing to go back to. And
                // after a step down, what it was before must not be a way up again.
                match (step.is_up(), self.eased) {
                    (true, false) => self.grown_from.push((
                        self.exercise,
                        self.prescribed.clone(),
                        self.dose.clone(),
                    )),
                    _ => self.grown_from.clear(),
                }
                self.dose = step.apply(&self.dose);
                // The first week is over for good once it has all its sets, or had to step down.
                self.eased = self.eased && step.is_up() && self.dose.sets < self.prescribed.sets;
            }
            DoseChange::Back { .. } => {
                // Back to the dose that went well, and not to a rule's guess at it.
                let Some((exercise, prescribed, dose)) = self.grown_from.pop() else { return };
                if exercise.id != self.exercise.id {
                    self.take(exercise, decision.on, present);
                }
                (self.prescribed, self.dose) = (prescribed, dose);
            }
            DoseChange::Swap { to, harder } => {
                let Some(exercise) = case.shelf.exercise(to) else { return };
                if *harder {
                    self.grown_from.push((
                        self.exercise,
                        self.prescribed.clone(),
                        self.dose.clone(),
                    ))
                } else {
                    self.grown_from.clear()
                }
                self.take(exercise, decision.on, present);
                self.prescribed = present.dose_as_set(exercise, &self.candidate.conditions);
                // An easier one is for doing less: it does not begin with more sets than the harder
                // one had come down to.
                self.dose = match (harder, self.set_by()) {
                    (false, None) => less_of(&self.prescribed, &self.dose),
                    _ => self.prescribed.clone(),
                };
                self.eased = false;
            }
        }
    }

    /// Puts another exercise in its place.
    pub(super) fn take(
        &mut self,
        exercise: &'a Exercise,
        day: NaiveDate,
        present: &ActivePlans<'a>,
    ) {
        self.exercise = exercise;
        self.entered = day;
        self.candidate.set = present.setting_of(&exercise.id);
        self.candidate.limit = present.limit(exercise);
        self.candidate.cautions = present.cautions(exercise);
    }

    /// What has become of it.
    pub(super) fn standing(&self) -> Standing {
        Standing {
            listed: self.candidate.listed.to_owned(),
            exercise: self.exercise.id.clone(),
            conditions: self.candidate.conditions.clone(),
            prescribed: self.prescribed.clone(),
            dose: self.dose.clone(),
            since: self.since,
            eased_sets: if self.eased { self.prescribed.sets - self.dose.sets } else { 0 },
            set_by: self.set_by().cloned(),
            chosen_by: self.candidate.chosen.map(|setting| setting.by.clone()),
            is_stopped: self.stopped.is_some(),
            decision: self.stopped.clone().or_else(|| self.last_decision.clone()),
        }
    }
}

/// A dose with no more sets, repeats, minutes and weight than another, as far as they have the
/// same.
fn less_of(dose: &Dose, other: &Dose) -> Dose {
    Dose {
        sets: dose.sets.min(other.sets),
        reps: no_more(dose.reps, other.reps),
        minutes: no_more(dose.minutes, other.minutes),
        load_g: no_more(dose.load_g, other.load_g),
        ..dose.clone()
    }
}

/// A number no greater than another, where both are there; where it is absent it stays absent.
fn no_more(number: Option<u32>, than: Option<u32>) -> Option<u32> {
    number.map(|number| than.map_or(number, |than| number.min(than)))
}

/// Whether a word that takes effect on `day` lifts a stop: a clinician's, who can have seen what it
/// was for.
pub(super) fn lifts(word: &Setting, stop: &Decision, day: NaiveDate) -> bool {
    let last = stop.responses.last().map_or(stop.on, |response| response.day);
    word.from == day && matches!(&word.by, SetBy::Clinician(check) if check.on >= last)
}
