//! What has become of one exercise of the plan: its dose, what it grew from, and what stands
//! against more.
//!
//! A slot knows nothing of days to come, of other slots, or of what else was recorded: it receives
//! a decision, and carries it out.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::flare_dose::{WayBack, is_loading};
use crate::domain::diary::exercise_record::Symptom;
use crate::domain::plan::assignment::{Override, SetBy, Setting};
use crate::domain::programme::dose::{Dose, Grow};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::exercise::Kind;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::candidates::{ActivePlans, Candidate};
use crate::domain::progression::case::Case;
use crate::domain::progression::decision::{Away, NextStep};
use crate::domain::progression::decision::{Decision, DoseChange, Finding};
use crate::domain::progression::ladder::{self, Step};
use crate::domain::progression::response::Response;
use crate::domain::progression::standing::Standing;
use crate::domain::text::date::{days_after, days_between};

/// What an exercise was before something changed it.
#[derive(Debug, Clone)]
pub(super) struct Earlier<'a> {
    pub(super) exercise: &'a Exercise,
    pub(super) prescribed: Dose,
    pub(super) dose: Dose,
}

/// What a step down took away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Cut {
    /// Half of the sets.
    Sets,
    /// Half of the repeats, the hold or the minutes.
    Amount,
    /// The exercise: an easier one stands in its place.
    Exercise,
}

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
    pub(super) grown_from: Vec<Earlier<'a>>,
    /// What it was before each time it was too much.
    pub(super) lowered_from: Vec<(Cut, Earlier<'a>)>,
    /// Whether it stands in for an exercise in which leg pain spread.
    pub(super) stands_in_after_spread: bool,
    /// The first day whose sessions count for the next decision.
    pub(super) since: NaiveDate,
    /// The day that it last grew.
    pub(super) grew_on: Option<NaiveDate>,
    /// Whether it still has the fewer sets of the first week.
    pub(super) eased: bool,
    /// Whether leg pain has spread in it, and no clinician has looked since.
    pub(super) had_spread: bool,
    /// Days on which it brought the most pain, before its present dose.
    pub(super) most_pain_on: Vec<NaiveDate>,
    /// The last day it was done.
    pub(super) last_done: Option<NaiveDate>,
    /// Days since then on which something kept it out, and steps down that a break has brought.
    pub(super) kept_out: i64,
    pub(super) away_answered: i64,
    /// The first day on which the plan did not ask for it any more.
    pub(super) retired_on: Option<NaiveDate>,
    /// The way back from a flare.
    pub(super) way_back: Option<WayBack>,
    /// Whether it is there for the days of a flare alone.
    pub(super) for_flare: bool,
    /// The answers that were last put together, and the day they were.
    pub(super) responses: Vec<Response>,
    pub(super) responses_as_of: NaiveDate,
    pub(super) stopped: Option<Decision>,
    /// What last changed it.
    pub(super) last_change: Option<Decision>,
    /// What held it, where that was decided: a word about its own day.
    pub(super) held: Option<Decision>,
    /// Days in a row that it was due and did not fit, as it went and by the weekly pattern alone.
    pub(super) left_out: u32,
    pub(super) pattern_left_out: u32,
}

impl<'a> Slot<'a> {
    /// What was last decided about it.
    pub(super) fn last_decision(&self) -> Option<&Decision> {
        self.held.as_ref().or(self.last_change.as_ref())
    }

    /// A slot for what is on offer from `day` on, where `old` was on offer until then. What goes on
    /// as it was keeps what has become of it; of anything else only what kept the person safe
    /// stays. Whether it is stopped is for the caller to set.
    pub(super) fn taking_up(
        candidate: Candidate<'a>,
        old: Self,
        day: NaiveDate,
        rules: &RuleBook,
    ) -> Self {
        let is_same = candidate.exercise.id == old.exercise.id
            && candidate.set == old.candidate.set
            && candidate.chosen == old.candidate.chosen;
        // A dose that another condition makes stricter is a new one.
        if is_same && (candidate.dose == old.prescribed || candidate.dose == old.candidate.dose) {
            return Self { candidate, ..old };
        }
        if is_same && is_same_less_often(&candidate.dose, &old.prescribed) {
            return old.less_often(candidate);
        }
        let words = [candidate.set, candidate.chosen];
        let is_lifted = old
            .stopped
            .as_ref()
            .is_some_and(|stop| words.iter().flatten().any(|word| lifts(word, stop, day)));
        let fresh = Self::new(candidate, day, rules);
        // A clinician who lifts a stop says that it may be done, not that it may be done as before.
        if is_lifted {
            return fresh.no_more_than(&old);
        }
        // Whatever was set wins over what had been reached; but no setting makes a sign undone.
        let fresh = if is_same { fresh.keeping_progress_of(&old) } else { fresh };
        Self { left_out: old.left_out, pattern_left_out: old.pattern_left_out, ..fresh }
            .with_signs_of(&old)
    }

    /// The same on the fewer days a week of a candidate, also what it would go back to.
    fn less_often(self, candidate: Candidate<'a>) -> Self {
        let most = candidate.dose.days_per_week;
        let fewer = |dose: Dose| Dose { days_per_week: dose.days_per_week.min(most), ..dose };
        let earlier = |was: Earlier<'a>| Earlier {
            prescribed: fewer(was.prescribed),
            dose: fewer(was.dose),
            ..was
        };
        let lowered = self.lowered_from.into_iter().map(|(cut, was)| (cut, earlier(was)));
        Self {
            dose: fewer(self.dose),
            prescribed: fewer(self.prescribed),
            grown_from: self.grown_from.into_iter().map(earlier).collect(),
            lowered_from: lowered.collect(),
            candidate,
            ..self
        }
    }

    /// A slot for what is on offer again from `day` on, after it was not: with no more than it had
    /// come to, and with the signs it gave.
    pub(super) fn coming_back(
        candidate: Candidate<'a>,
        old: &Self,
        day: NaiveDate,
        rules: &RuleBook,
    ) -> Self {
        let back = Self::new(candidate, day, rules).no_more_than(old).with_signs_of(old);
        // While the plan did not ask for it, nobody missed it.
        let out = old.retired_on.map_or(0, |retired| days_between(retired, day));
        Self { kept_out: back.kept_out + out, ..back }
    }

    /// The same with what another one knows of signs, of the days without it and of a flare.
    fn with_signs_of(self, old: &Self) -> Self {
        Self {
            had_spread: old.had_spread,
            most_pain_on: old.most_pain_on.clone(),
            last_done: old.last_done,
            kept_out: old.kept_out,
            away_answered: old.away_answered,
            way_back: old.way_back,
            ..self
        }
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
        self.stopped.is_some()
            || self.had_spread
            || !self.lowered_from.is_empty()
            || !self.most_pain_on.is_empty()
    }

    /// Whether what is done now came in the place of what was listed because that was too much.
    pub(super) fn is_easier(&self) -> bool {
        self.lowered_from.iter().any(|(cut, _)| *cut == Cut::Exercise)
    }

    /// Whether it has been the exercise that it is from its beginning.
    pub(super) fn was_no_other(&self) -> bool {
        let lowered = self.lowered_from.iter().map(|(_, earlier)| earlier);
        self.grown_from.iter().chain(lowered).all(|earlier| earlier.exercise.id == self.exercise.id)
    }

    /// The exercise that it stands in for, because that was too much.
    pub(super) fn first_choice(&self) -> Option<&'a Exercise> {
        let mut cuts = self.lowered_from.iter().rev();
        let earlier = cuts.find(|(cut, _)| *cut == Cut::Exercise).map(|(_, earlier)| earlier);
        earlier.map(|earlier| earlier.exercise)
    }

    pub(super) fn new(candidate: Candidate<'a>, day: NaiveDate, rules: &RuleBook) -> Self {
        let is_first_week = day < days_after(candidate.phase_from, rules.first_week.unsigned_abs());
        let prescribed = candidate.dose.clone();
        let is_set = candidate.set.is_some_and(|setting| matches!(setting.told, Override::Dose(_)));
        let first_sets = u32::try_from(rules.first_week_sets).unwrap_or(u32::MAX);
        // Whoever sets a dose means it from the first day on.
        let eased = is_first_week && !is_set && prescribed.sets > first_sets;
        let sets = if eased { first_sets } else { prescribed.sets };
        Self {
            exercise: candidate.exercise,
            dose: Dose { sets, ..prescribed.clone() },
            prescribed,
            grown_from: Vec::new(),
            lowered_from: Vec::new(),
            stands_in_after_spread: false,
            since: day,
            grew_on: None,
            eased,
            had_spread: false,
            most_pain_on: Vec::new(),
            last_done: None,
            kept_out: 0,
            away_answered: 0,
            retired_on: None,
            way_back: None,
            for_flare: false,
            responses: Vec::new(),
            responses_as_of: day,
            stopped: None,
            last_change: None,
            held: None,
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
        // Minutes that grow go on from where they are: nobody has walked what the new phase begins
        // with.
        let grows = ladder::growth(self.exercise.kind, now) == Grow::Minutes;
        if before.minutes == now.minutes || grows && old.dose.minutes < now.minutes {
            dose.minutes = old.dose.minutes.or(now.minutes);
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

    /// The next step up, counted from the weight that was used where none was set. A step beyond
    /// the time of a day is none.
    pub(super) fn one_step_up(&self, load_g: Option<u32>, rules: &RuleBook) -> Option<Step> {
        let now = Dose { load_g: self.dose.load_g.or(load_g), ..self.dose.clone() };
        let step = ladder::up(self.exercise.kind, &now, &self.prescribed, rules)?;
        let is_steady = self.exercise.is_steady();
        fits_into_a_day(&step.apply(&now), is_steady, rules).then_some(step)
    }

    /// What its next step needs.
    pub(super) fn next_step(&self, load_g: Option<u32>, rules: &RuleBook) -> NextStep {
        let step = self.one_step_up(load_g, rules).filter(|_| self.lowered_from.is_empty());
        let is_stage = matches!(step, Some(Step::Stage { .. }));
        let records = if is_stage { rules.growth_stage_records } else { rules.growth_records };
        // Without a night nobody knows how the body took more weight, a landing or a nerve's glide.
        let may_be_blind = self.exercise.kind != Kind::Neural
            && !self.exercise.has_impact()
            && step.is_none_or(|step| !step.needs_night());
        NextStep { records: usize::try_from(records).unwrap_or(usize::MAX), may_be_blind }
    }

    /// A break in it that was not answered yet.
    pub(super) fn break_on(&self, day: NaiveDate, rules: &RuleBook) -> Option<Away> {
        let last = self.last_done?;
        // Neither the day it was done nor today, which is not over, was missed.
        let days = days_between(last, day) - 1 - self.kept_out;
        // What is for one day a week is not missed before its second turn has gone by.
        let weeks = if self.dose.days_per_week == 1 { 2 } else { 1 };
        let step = rules.away_step * weeks;
        let was_restarted = self.away_answered * step >= rules.away_restart;
        let is_due = days >= step * (self.away_answered + 1) && !was_restarted;
        is_due.then_some(Away { last, days })
    }

    /// Remembers what a finding means for later ones.
    pub(super) fn note(&mut self, finding: &Finding, rules: &RuleBook) {
        match finding {
            Finding::Sign { symptom: Symptom::LegSpread, .. } => self.had_spread = true,
            // More weeks than any break has: it begins again once.
            Finding::Away { restarts: true, .. } => self.away_answered = rules.away_restart,
            Finding::Away { .. } => self.away_answered += 1,
            _ => {}
        }
    }

    /// What was too much before `day` is answered, whether or not there was anything to take away.
    pub(super) fn answered_on(&mut self, day: NaiveDate, is_answered: bool) {
        if is_answered {
            self.since = day;
        }
    }

    /// Whether there is anything in its dose that could grow or come back.
    pub(super) fn can_grow(&self, rules: &RuleBook) -> bool {
        !self.lowered_from.is_empty() || self.one_step_up(None, rules).is_some()
    }

    /// Whether it may grow into a harder exercise: only what grows by itself does, and nothing that
    /// somebody chose.
    pub(super) fn may_become_harder(&self) -> bool {
        ladder::growth(self.exercise.kind, &self.dose) != Grow::None
            && self.candidate.chosen.is_none()
    }

    /// The first day on which it may grow, where `is_bone`: with a bone each step waits for days
    /// without pain, and not for a week.
    pub(super) fn grows_from(&self, is_bone: bool, rules: &RuleBook) -> NaiveDate {
        let after_growth = self.grew_on.map(|on| days_after(on, rules.growth_days.unsigned_abs()));
        let first_week = self.first_week_ends(rules).filter(|_| self.eased);
        let after_growth = after_growth.filter(|_| !is_bone);
        [after_growth, first_week].into_iter().flatten().max().unwrap_or(self.since)
    }

    /// The first day after the first week of its phase.
    fn first_week_ends(&self, rules: &RuleBook) -> Option<NaiveDate> {
        Some(days_after(self.candidate.phase_from, rules.first_week.unsigned_abs()))
    }

    /// Whether the fewer sets of the first week may end on `day`.
    pub(super) fn may_end_first_week(&self, day: NaiveDate, rules: &RuleBook) -> bool {
        self.eased && self.first_week_ends(rules).is_some_and(|ends| day >= ends)
    }

    /// What it was before it last grew; where it has not grown, a little less.
    pub(super) fn one_step_down(&self) -> DoseChange {
        // What was made less since it grew must not be more again after a break.
        match self.grown_from.last().filter(|_| self.lowered_from.is_empty()) {
            Some(earlier) => earlier.change_from(self.exercise, true),
            None => ladder::down(&self.dose).map_or(DoseChange::Hold, DoseChange::Dose),
        }
    }

    /// The next cut of what is too much, and the step that it is; `None` where the dose is the
    /// lowest.
    pub(super) fn next_cut(&self, is_loading: bool) -> Option<(Cut, Step)> {
        let made: Vec<Cut> = self
            .lowered_from
            .iter()
            .rev()
            .map(|(cut, _)| *cut)
            .take_while(|cut| *cut != Cut::Exercise)
            .collect();
        let has_amount = made.contains(&Cut::Amount);
        let sets = ladder::half_the_sets(&self.dose)
            .filter(|_| is_loading && made.is_empty())
            .map(|step| (Cut::Sets, step));
        sets.or_else(|| {
            let step = ladder::half_the_amount(&self.dose).filter(|_| !has_amount)?;
            Some((Cut::Amount, step))
        })
    }

    /// Makes the dose less by a cut.
    pub(super) fn cut(&mut self, cut: Cut, step: Step) {
        self.lowered_from.push((cut, self.earlier()));
        self.dose = step.apply(&self.dose);
        self.eased = false;
    }

    /// Makes it the lowest dose it has.
    fn cut_to_lowest(&mut self, rules: &RuleBook) {
        while let Some((cut, step)) = self.next_cut(is_loading(self.exercise, rules)) {
            self.cut(cut, step);
        }
    }

    /// The lowest dose it has.
    pub(super) fn lowest_dose(&self, rules: &RuleBook) -> Dose {
        let mut lowest = self.clone();
        lowest.cut_to_lowest(rules);
        lowest.dose
    }

    /// What it is now, to come back to.
    pub(super) fn earlier(&self) -> Earlier<'a> {
        Earlier {
            exercise: self.exercise,
            prescribed: self.prescribed.clone(),
            dose: self.dose.clone(),
        }
    }

    /// What comes back next of what was made less; with `to_first_choice` all of it up to the
    /// exercise that it stands in for.
    pub(super) fn comes_back(&self, to_first_choice: bool) -> Option<&Earlier<'a>> {
        let mut cuts = self.lowered_from.iter().rev();
        let found = cuts.find(|(cut, _)| !to_first_choice || *cut == Cut::Exercise);
        found.map(|(_, earlier)| earlier)
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
            DoseChange::Dose(step) if step.is_up() => {
                // A set more after the first week is no growth: there is nothing to go back to.
                if self.eased {
                    self.eased = step.apply(&self.dose).sets < self.prescribed.sets;
                } else {
                    self.grown_from.push(self.earlier());
                    self.grew_on = Some(decision.on);
                }
                self.dose = step.apply(&self.dose);
            }
            DoseChange::Dose(_) if matches!(decision.finding, Finding::TooMuch { .. }) => {
                if let Some((cut, step)) = self.next_cut(is_loading(self.exercise, present.rules()))
                {
                    self.cut(cut, step);
                }
            }
            DoseChange::Dose(step) => {
                // After a step down, what it was before must not be a way up again.
                self.grown_from.clear();
                self.dose = step.apply(&self.dose);
                self.eased = false;
            }
            DoseChange::Back { to, .. } if decision.restarts() => {
                let listed = to.as_deref().and_then(|to| case.shelf.exercise(to));
                self.restart(listed.unwrap_or(self.exercise), present);
            }
            DoseChange::Back { .. } if decision.is_spread() => self.cut_to_lowest(present.rules()),
            DoseChange::Back { .. } => {
                // Back to the dose that went well, and not to a rule's guess at it.
                if let Some(earlier) = self.grown_from.pop() {
                    self.become_earlier(earlier, present);
                }
            }
            DoseChange::Return { to, .. } => {
                while let Some((cut, earlier)) = self.lowered_from.pop() {
                    self.become_earlier(earlier, present);
                    if to.is_none() || cut == Cut::Exercise {
                        break;
                    }
                }
                self.stands_in_after_spread = false;
                self.grew_on = Some(decision.on);
            }
            DoseChange::Swap { to, harder } => {
                let Some(exercise) = case.shelf.exercise(to) else { return };
                if *harder {
                    self.grown_from.push(self.earlier());
                    self.grew_on = Some(decision.on);
                } else {
                    self.grown_from.clear();
                    if decision.is_spread() {
                        self.cut_to_lowest(present.rules());
                        self.stands_in_after_spread = true;
                    }
                    self.lowered_from.push((Cut::Exercise, self.earlier()));
                }
                self.take(exercise, present);
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

    /// The dose with which an exercise begins again after a long break.
    pub(super) fn restarted_dose(&self, exercise: &Exercise, present: &ActivePlans<'a>) -> Dose {
        let prescribed = present.dose_as_set(exercise, &self.candidate.conditions);
        let first_sets = u32::try_from(present.rules().first_week_sets).unwrap_or(u32::MAX);
        let dose = Dose { sets: prescribed.sets.min(first_sets), ..prescribed };
        if exercise.id == self.exercise.id { less_of(&dose, &self.dose) } else { dose }
    }

    /// Begins again as its phase does, after a long break.
    fn restart(&mut self, exercise: &'a Exercise, present: &ActivePlans<'a>) {
        self.dose = self.restarted_dose(exercise, present);
        if exercise.id != self.exercise.id {
            self.take(exercise, present);
        }
        self.prescribed = present.dose_as_set(exercise, &self.candidate.conditions);
        self.grown_from.clear();
        // Sets and repeats are regained step by step now; what stands in for something else goes on.
        self.lowered_from.retain(|(cut, _)| *cut == Cut::Exercise);
        self.eased = false;
    }

    /// Becomes what it was.
    fn become_earlier(&mut self, earlier: Earlier<'a>, present: &ActivePlans<'a>) {
        (self.prescribed, self.dose) = (earlier.prescribed, earlier.dose);
        if earlier.exercise.id == self.exercise.id {
            return;
        }
        self.take(earlier.exercise, present);
        let as_set = present.dose_as_set(earlier.exercise, &self.candidate.conditions);
        // A dose that was set while something else stood in for it.
        if self.set_by().is_some() && as_set != self.prescribed {
            self.prescribed = as_set.clone();
            self.dose = as_set;
            self.grown_from.clear();
            self.lowered_from.retain(|(cut, _)| *cut == Cut::Exercise);
        }
    }

    /// Puts another exercise in its place.
    pub(super) fn take(&mut self, exercise: &'a Exercise, present: &ActivePlans<'a>) {
        self.exercise = exercise;
        self.candidate.set = present.setting_of(&exercise.id);
        self.candidate.limit = present.limit(exercise);
        self.candidate.terms = present.terms_of(self.candidate.listed, exercise);
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
            first_choice: self.first_choice().map(|exercise| exercise.id.clone()),
            eased_sets: if self.eased { self.prescribed.sets - self.dose.sets } else { 0 },
            set_by: self.set_by().cloned(),
            chosen_by: self.candidate.chosen.map(|setting| setting.by.clone()),
            terms: self.candidate.terms.iter().map(|term| (*term).clone()).collect(),
            is_stopped: self.stopped.is_some(),
            decision: self.stopped.as_ref().or_else(|| self.last_decision()).cloned(),
        }
    }
}

impl Earlier<'_> {
    /// The change that leads to it from `now`.
    pub(super) fn change_from(&self, now: &Exercise, is_less: bool) -> DoseChange {
        let to = (self.exercise.id != now.id).then(|| self.exercise.id.clone());
        let dose = self.dose.to_string();
        if is_less { DoseChange::Back { to, dose } } else { DoseChange::Return { to, dose } }
    }
}

/// Whether a dose by itself is within the time of a whole day.
fn fits_into_a_day(dose: &Dose, is_steady: bool, rules: &RuleBook) -> bool {
    let most = if is_steady { rules.day_minutes_in_all } else { rules.day_minutes };
    i64::from(dose.day_seconds()) <= most * 60
}

/// Whether a dose is another one on fewer days a week, and nothing else.
fn is_same_less_often(dose: &Dose, other: &Dose) -> bool {
    dose.days_per_week < other.days_per_week
        && Dose { days_per_week: other.days_per_week, ..dose.clone() } == *other
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

/// Whether a word that takes effect on `day` lifts a stop: that it may be done again, or that
/// another is done in its place, from a clinician who can have seen what it was for. A dose says
/// how much, and not that anybody has looked.
pub(super) fn lifts(word: &Setting, stop: &Decision, day: NaiveDate) -> bool {
    let last = stop.responses.last().map_or(stop.on, |response| response.day);
    word.from == day
        && !matches!(word.told, Override::Dose(_))
        && matches!(&word.by, SetBy::Clinician(check) if check.on >= last)
}
