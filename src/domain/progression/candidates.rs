//! What the present phases offer on a day, before anything is asked about the days of the week or
//! how the body answered: the exercises that nothing keeps out, each once, by the strictest dose
//! and limit.

use std::cmp::Reverse;
use std::sync::Arc;

use chrono::NaiveDate;

use super::case::Case;
use super::routine::{BlockedUntil, NotDueReason, NotToday, Waiting};
use crate::domain::plan::assignment::{self, InPlan, Override, PhaseStart, Plan, Setting, Term};
use crate::domain::programme::condition::{Condition, PainRule, Phase, PhaseName};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::programme::rules::{self, Programme};
use crate::domain::screening::hold::Hold;
use crate::domain::screening::safety::Limit;
use crate::domain::screening::state::Screening;
use crate::domain::text::date::days_after;

/// An exercise of the present phases that nothing keeps out.
#[derive(Debug, Clone)]
pub(super) struct Candidate<'a> {
    /// The id that the phase lists; another exercise may stand in its place.
    pub(super) listed: &'a str,
    /// What the plan offers in that place, before a rule has made it easier or harder: the listed
    /// one, what was chosen in its place, or what the phase names where something takes it out.
    pub(super) named: &'a Exercise,
    /// What is done.
    pub(super) exercise: &'a Exercise,
    /// The strictest dose of the phases, with what was set in its place.
    pub(super) dose: Dose,
    /// The setting that the dose comes from, or the stop that was lifted.
    pub(super) set: Option<&'a Setting>,
    /// The setting by which a person or a clinician chose this very exercise.
    pub(super) chosen: Option<&'a Setting>,
    /// Ids of the conditions it is for.
    pub(super) conditions: Vec<String>,
    /// The first day of the youngest of their phases.
    pub(super) phase_from: NaiveDate,
    /// The limits on pain in it.
    pub(super) limit: Limit,
    /// What was told about it beside its dose, and about its place in the plan.
    pub(super) terms: Vec<&'a Setting<Term>>,
    /// The day from which its phases show it.
    pub(super) shown_from: NaiveDate,
    /// Days in a row without pain after which they show it; 0 for none.
    pub(super) painless_days: u32,
    /// What to mind in it.
    pub(super) cautions: Vec<String>,
}

/// What a rule has put in the place of a listed exercise.
#[derive(Debug, Clone, Copy)]
pub(super) struct Replacement<'a> {
    pub(super) exercise: &'a Exercise,
    /// Whether it is easier than the listed one, which was too much then.
    pub(super) is_easier: bool,
}

/// What the present phases offer, and what they keep out.
#[derive(Debug, Clone, Default)]
pub(super) struct Candidates<'a> {
    pub(super) candidates: Vec<Candidate<'a>>,
    pub(super) kept_out: Vec<NotToday>,
    pub(super) waiting: Vec<Waiting>,
}

/// A condition of the plan on a day.
#[derive(Debug, Clone)]
struct Running<'a> {
    plan: &'a Plan,
    start: &'a PhaseStart,
    condition: &'a Condition,
    waits: Option<BlockedUntil>,
}

/// The conditions of the plan on one day, and all that they and the set-up answers keep out.
#[derive(Debug, Clone)]
pub(super) struct ActivePlans<'a> {
    case: Case<'a>,
    day: NaiveDate,
    screening: Screening<'a>,
    running: Vec<Running<'a>>,
    /// What was added to the plan and dropped from it.
    membership: Vec<(&'a Setting<Term>, &'a InPlan)>,
    rules: Arc<RuleBook>,
}

/// Why two exercises of a day exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// A phase keeps them on different days.
    NotSameDay,
    /// A phase asks for one of them a day.
    OneOf,
}

impl<'a> ActivePlans<'a> {
    /// The conditions that run on `day`: a bone first, because its rule binds all the others, then
    /// by rank.
    pub(super) fn on(case: Case<'a>, day: NaiveDate) -> Self {
        let mut running: Vec<Running<'a>> =
            case.plans.iter().filter_map(|plan| Running::new(plan, case, day)).collect();
        // The first one leads when turns are taken, and breaks a tie.
        running.sort_by_key(|each| (!each.is_bone(), each.plan.rank));
        // Whether one waits depends on all the others, so that it is found for all before it is
        // written into any.
        let waits: Vec<Option<BlockedUntil>> =
            running.iter().map(|each| each.wait(&running, day)).collect();
        for (each, waits) in running.iter_mut().zip(waits) {
            each.waits = waits;
        }
        let own = running.iter().flat_map(|each| &each.condition.rules);
        let rules = Arc::new(case.rules.with(own.map(|(id, value)| (id.as_str(), *value))));
        let screening = Screening::new(case.safety, case.answers, day);
        let membership = assignment::membership(&case.record.terms, day);
        Self { case, day, screening, running, membership, rules }
    }

    /// What must be looked at before any exercise of these conditions.
    pub(super) fn holds(&self) -> Vec<Hold> {
        let not_with = self.running.iter().flat_map(|each| each.condition.not_with.iter().cloned());
        self.screening.holds_with(&not_with.collect::<Vec<_>>())
    }

    /// The numbers of the rules, with those of the conditions.
    pub(super) fn rules(&self) -> &Arc<RuleBook> {
        &self.rules
    }

    /// Whether two exercises exclude each other on one day.
    pub(super) fn clash(&self, one: &str, other: &str) -> Option<Clash> {
        let has_both = |group: &Vec<String>| {
            group.iter().any(|id| id == one) && group.iter().any(|id| id == other)
        };
        if self.is_told_apart(one, other) || self.is_told_apart(other, one) {
            return Some(Clash::NotSameDay);
        }
        self.running.iter().filter_map(Running::phase).find_map(|phase| {
            if phase.not_same_day.iter().any(has_both) {
                Some(Clash::NotSameDay)
            } else {
                phase.one_of.iter().any(has_both).then_some(Clash::OneOf)
            }
        })
    }

    /// Whether an exercise was added for other days than those of another one.
    fn is_told_apart(&self, added: &str, from: &str) -> bool {
        self.membership.iter().any(|(term, told)| {
            matches!(told, InPlan::Added { not_same_day: Some(other) } if other == from)
                && term.exercise == added
        })
    }

    /// Whether an exercise was dropped from the plan.
    pub(super) fn is_dropped(&self, exercise: &str) -> bool {
        let mut dropped = assignment::dropped(&self.case.record.terms, self.day);
        dropped.any(|term| term.exercise == exercise)
    }

    /// What each running condition asks for, in their order: the exercises of its phase without
    /// what was dropped, each with its first day. What was added stands with the leading condition.
    fn asked_for(&self) -> Vec<Vec<(&'a String, NaiveDate)>> {
        let membership = &self.membership;
        let is_told = |wanted: &InPlan, id: &String| {
            membership.iter().any(|(term, told)| *told == wanted && term.exercise == *id)
        };
        let lists = self.running.iter().map(|each| {
            let kept = each.list().iter().filter(|id| !is_told(&InPlan::Dropped, id));
            kept.map(|id| (id, each.start.from)).collect()
        });
        let mut lists: Vec<Vec<(&String, NaiveDate)>> = lists.collect();
        let leads = self.running.iter().enumerate().min_by_key(|(_, each)| each.plan.rank);
        let Some((lead, leading)) = leads else { return lists };
        for &(term, told) in membership {
            let is_listed = lists.iter().flatten().any(|(id, _)| **id == term.exercise);
            if matches!(told, InPlan::Added { .. }) && !is_listed {
                lists[lead].push((&term.exercise, leading.start.from.max(term.from)));
            }
        }
        lists
    }

    /// Whether a phase lists an exercise and nobody dropped it, or somebody added it.
    pub(super) fn asks_for(&self, listed: &str) -> bool {
        self.asked_for().iter().flatten().any(|(id, _)| *id == listed)
    }

    /// Whether the plans for bad days of the conditions that an exercise is for leave it out: each
    /// condition that has such a plan goes by it alone.
    pub(super) fn flare_plans_leave_out(&self, exercise: &str, conditions: &[String]) -> bool {
        let mut own = self.running.iter().filter(|each| conditions.contains(&each.condition.id));
        own.all(|each| {
            let plan = &each.condition.flare_plan;
            !plan.is_empty() && plan.iter().all(|id| id != exercise)
        })
    }

    /// The dose of an exercise in the plans for bad days of the conditions it is for, the strictest;
    /// `None` where they set none.
    pub(super) fn flare_plan_dose(
        &self,
        exercise: &Exercise,
        stored: &Dose,
        conditions: &[String],
    ) -> Option<Dose> {
        let own = self.running.iter().filter(|each| conditions.contains(&each.condition.id));
        let own = own.filter(|each| each.condition.flare_doses.contains_key(&exercise.id));
        let doses = own.map(|each| each.condition.flare_dose(&exercise.id, stored));
        doses.reduce(|a, b| rules::stricter(&a, &b)).filter(|dose| dose != stored)
    }

    /// The exercises of the conditions' plans for bad days that are not there already, with the
    /// doses of those plans.
    pub(super) fn flare_offer(&self, is_there: impl Fn(&str) -> bool) -> Vec<Candidate<'a>> {
        let mut found: Vec<Candidate<'a>> = Vec::new();
        for each in self.running.iter().filter(|each| each.waits.is_none()) {
            for id in &each.condition.flare_plan {
                let is_offered = found.iter().any(|other| other.listed == id);
                let exercise = self.case.shelf.exercise(id);
                let is_free = !is_offered && !is_there(id) && !self.is_dropped(id);
                let Some(exercise) = exercise.filter(|_| is_free) else {
                    continue;
                };
                if self.keeps_out(exercise).is_none() {
                    let conditions = vec![each.condition.id.clone()];
                    let dose = each.condition.flare_dose(id, &exercise.dose);
                    found.push(Candidate {
                        dose,
                        ..self.candidate(id, exercise, conditions, each.start.from)
                    });
                }
            }
        }
        found
    }

    /// An exercise that nothing keeps out, with the dose of its own file, named by the plan itself.
    pub(super) fn candidate(
        &self,
        listed: &'a str,
        exercise: &'a Exercise,
        conditions: Vec<String>,
        phase_from: NaiveDate,
    ) -> Candidate<'a> {
        Candidate {
            listed,
            named: exercise,
            exercise,
            dose: exercise.dose.clone(),
            set: self.setting_of(&exercise.id),
            chosen: self.swap_of(listed),
            conditions,
            phase_from,
            limit: self.limit(exercise),
            terms: self.terms_of(listed, exercise),
            shown_from: phase_from,
            painless_days: 0,
            cautions: self.cautions(exercise),
        }
    }

    /// Whether a bone allows no pain at all.
    pub(super) fn has_bone(&self) -> bool {
        self.running.iter().any(Running::is_bone)
    }

    /// What keeps an exercise out, if anything: a condition, a set-up answer, or a bone.
    pub(super) fn keeps_out(&self, exercise: &Exercise) -> Option<NotDueReason> {
        let programmes: Vec<Programme<'_>> = self.running.iter().map(Running::programme).collect();
        if let Some(barred) = rules::barred(exercise, &programmes) {
            return Some(NotDueReason::Barred(barred));
        }
        if let Some(asked) = self.screening.first_excluding(&exercise.contra) {
            return Some(NotDueReason::SetUp(asked.line.clone()));
        }
        // Beside a bone, nothing is loaded that the bone's own phase does not ask for: what another
        // condition wants may pull at the same bone.
        let mut bones = self.running.iter().filter(|each| each.is_bone());
        bones
            .any(|each| each.waits.is_some() || !each.list().contains(&exercise.id))
            .then_some(NotDueReason::BoneWaits)
    }

    /// Whether a phase of the plan lists an exercise, or something was put in the place of a listed
    /// one with it.
    pub(super) fn lists(&self, exercise: &str) -> bool {
        self.running.iter().any(|each| each.list().iter().any(|id| id == exercise))
    }

    /// Whether a condition keeps an exercise for a later phase: it is then for that phase, and not
    /// for a rule, to bring it in.
    pub(super) fn keeps_for_later(&self, exercise: &str) -> bool {
        self.running.iter().any(|each| {
            let mut phases = each.condition.listed_phases().filter(|phase| {
                phase.exercises_for(each.plan.variant.as_deref()).iter().any(|id| id == exercise)
            });
            // The phases stand in their order, so that the first one that lists it decides.
            phases.next().is_some_and(|phase| phase.name > each.start.phase)
        })
    }

    /// The dose of an exercise in the phases of these conditions: the strictest.
    pub(super) fn dose(&self, exercise: &Exercise, conditions: &[String]) -> Dose {
        let phases = self.running.iter().filter(|each| conditions.contains(&each.condition.id));
        let doses = phases.filter_map(|each| {
            Some(each.condition.phase(each.start.phase)?.dose_of(&exercise.id, &exercise.dose))
        });
        doses.reduce(|a, b| rules::stricter(&a, &b)).unwrap_or_else(|| exercise.dose.clone())
    }

    /// The limits on pain in an exercise. A clinician's is in the place of all but a bone's, which is
    /// no pain at all.
    pub(super) fn limit(&self, exercise: &Exercise) -> Limit {
        let rules = self.running.iter().map(|each| each.condition.pain_rule);
        let limit = self.case.safety.limit(exercise, rules);
        let told = told_limit(&self.case.record.terms, &exercise.id, self.day);
        told.filter(|_| !self.has_bone()).map_or(limit, |most| Limit {
            safe_max: limit.safe_max.min(most),
            acceptable_max: most,
        })
    }

    /// What was told about an exercise beside its dose, and about the place that a phase lists it in.
    pub(super) fn terms_of(&self, listed: &str, exercise: &Exercise) -> Vec<&'a Setting<Term>> {
        let terms = |id: &str| assignment::terms_of(&self.case.record.terms, id, self.day);
        let is_place = |term: &&Setting<Term>| matches!(term.told, Term::InPlan(_));
        let place = terms(listed).into_iter().filter(|term| is_place(term));
        place.chain(terms(&exercise.id).into_iter().filter(|term| !is_place(term))).collect()
    }

    /// What to mind in an exercise.
    pub(super) fn cautions(&self, exercise: &Exercise) -> Vec<String> {
        self.screening.yes_to(&exercise.caution).map(|question| question.line.clone()).collect()
    }

    /// The exercises of every condition's phase, most important first, each once and with the
    /// strictest dose; and those that something keeps out. The conditions take turns, the leading
    /// one first; what they share comes before that (design choice). `grown` gives what a rule has
    /// put in the place of a listed exercise.
    pub(super) fn offer(&self, grown: impl Fn(&str) -> Option<Replacement<'a>>) -> Candidates<'a> {
        let mut found: Vec<Candidate<'a>> = Vec::new();
        let mut kept_out: Vec<NotToday> = Vec::new();
        let lists = self.asked_for();
        let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
        for turn in 0..longest {
            let running = self.running.iter().zip(&lists);
            for (each, list) in running.filter(|(each, _)| each.waits.is_none()) {
                let Some((listed, from)) = list.get(turn).copied() else { continue };
                let shared = found.iter_mut().find(|other| other.listed == listed);
                if let Some(shared) = shared {
                    shared.conditions.push(each.condition.id.clone());
                    shared.phase_from = shared.phase_from.max(from);
                    continue;
                }
                let swap = self.swap_of(listed);
                let id = swap.map_or(listed, |setting| &setting.exercise);
                let Some(named) = self.case.shelf.exercise(id) else { continue };
                let (asked_for, named) = (named, self.instead_of(named, listed, each));
                if asked_for.id != named.id
                    && let Some(because) = self.keeps_out(asked_for)
                {
                    keep_out(&mut kept_out, asked_for, because);
                }
                let grown = grown(listed).filter(|_| swap.is_none());
                // Where a harder one may not be done, the listed one may; but not where an easier
                // one may not.
                let grown = grown
                    .filter(|grown| grown.is_easier || self.keeps_out(grown.exercise).is_none());
                let exercise = grown.map_or(named, |grown| grown.exercise);
                // What stands in for one listed exercise may be another listed one; it is still
                // done once, and by the strictest dose of both.
                if let Some(other) = found.iter_mut().find(|other| other.exercise.id == exercise.id)
                {
                    other.conditions.push(each.condition.id.clone());
                    other.conditions.dedup();
                    other.phase_from = other.phase_from.max(from);
                    continue;
                }
                if let Some(because) = self.keeps_out(exercise) {
                    keep_out(&mut kept_out, exercise, because);
                    continue;
                }
                let conditions = vec![each.condition.id.clone()];
                let candidate = self.candidate(listed, exercise, conditions, from);
                found.push(Candidate { named, ..candidate });
            }
        }
        // Only now it is known for which conditions each one is, and so which doses count.
        for candidate in &mut found {
            candidate.dose = self.dose_as_set(candidate.exercise, &candidate.conditions);
            (candidate.shown_from, candidate.painless_days) =
                self.shown_from(candidate.listed, &candidate.conditions, candidate.phase_from);
        }
        // What serves several conditions comes before what serves one: of five a day, it does most.
        found.sort_by_key(|candidate| Reverse(candidate.conditions.len()));
        let waiting = self.running.iter().filter_map(|each| {
            Some(Waiting { condition: each.condition.id.clone(), until: each.waits.clone()? })
        });
        Candidates { candidates: found, kept_out, waiting: waiting.collect() }
    }

    /// What takes the place of an exercise that an answer or an exclusion takes out, where the phase
    /// names something that nothing keeps out; else the exercise itself.
    fn instead_of(&self, named: &'a Exercise, listed: &str, each: &Running<'a>) -> &'a Exercise {
        let Some(others) = each.phase().and_then(|phase| phase.instead.get(listed)) else {
            return named;
        };
        if self.keeps_out(named).is_none() {
            return named;
        }
        let mut others = others.iter().filter_map(|id| self.case.shelf.exercise(id));
        others.find(|other| self.keeps_out(other).is_none()).unwrap_or(named)
    }

    /// The day from which the phases of some conditions show an exercise, and the painless days in a
    /// row that they ask for: the latest, and the most.
    fn shown_from(
        &self,
        listed: &str,
        conditions: &[String],
        phase_from: NaiveDate,
    ) -> (NaiveDate, u32) {
        let own = self.running.iter().filter(|each| conditions.contains(&each.condition.id));
        own.fold((phase_from, 0), |(from, painless), each| {
            let Some(phase) = each.phase() else { return (from, painless) };
            let day = phase.from_day.get(listed).map_or(1, |day| (*day).max(1));
            let shown = days_after(each.start.from, u64::from(day - 1));
            let needs = phase.from_painless_day.get(listed).copied().unwrap_or(0);
            (from.max(shown), painless.max(needs))
        })
    }

    /// Whether a dose that was set may grow, and whether an exercise goes on as it is in a flare, as
    /// the plan was told.
    pub(super) fn term(&self, exercise: &str, wanted: impl Fn(&Term) -> Option<bool>) -> bool {
        let day = self.day;
        let mut about = self
            .case
            .record
            .terms
            .iter()
            .rev()
            .filter(|setting| setting.exercise == exercise && setting.holds_on(day));
        about.find_map(|setting| wanted(&setting.told)).unwrap_or(false)
    }

    /// Settings of the plan in force, the newest first.
    fn settings(&self) -> impl Iterator<Item = &'a Setting> {
        let day = self.day;
        self.case.record.settings.iter().rev().filter(move |setting| setting.holds_on(day))
    }

    /// The exercise that a person or a clinician put in the place of a listed one.
    fn swap_of(&self, listed: &str) -> Option<&'a Setting> {
        let newest = self.settings().find(|setting| match &setting.told {
            Override::Substitute(other) => other == listed,
            Override::Released => setting.exercise == listed,
            Override::Dose(_) => false,
        })?;
        if newest.told == Override::Released {
            return None;
        }
        // Releasing the substitute gives its place back as well.
        let mut later = self.settings().take_while(|setting| !std::ptr::eq(*setting, newest));
        let is_released = later.any(|setting| {
            setting.told == Override::Released && setting.exercise == newest.exercise
        });
        (!is_released).then_some(newest)
    }

    /// The same with what was set in its place.
    pub(super) fn dose_as_set(&self, exercise: &Exercise, conditions: &[String]) -> Dose {
        let dose = self.dose(exercise, conditions);
        match self.setting_of(&exercise.id).map(|setting| &setting.told) {
            Some(Override::Dose(set)) => set.set_on(&dose),
            _ => dose,
        }
    }

    /// The newest word about an exercise's dose.
    pub(super) fn setting_of(&self, exercise: &str) -> Option<&'a Setting> {
        self.settings().find(|setting| {
            setting.exercise == exercise && !matches!(setting.told, Override::Substitute(_))
        })
    }
}

impl<'a> Running<'a> {
    /// The condition of a plan on `day`; `None` where the plan does not run then.
    fn new(plan: &'a Plan, case: Case<'a>, day: NaiveDate) -> Option<Self> {
        let start = plan.phase_on(day)?;
        let condition = case.shelf.conditions.get(&plan.condition)?;
        Some(Self { plan, start, condition, waits: None })
    }

    fn is_bone(&self) -> bool {
        self.condition.pain_rule == PainRule::BoneZero
    }

    /// The phase it is in.
    fn phase(&self) -> Option<&'a Phase> {
        self.condition.phase(self.start.phase)
    }

    /// The exercises its phase lists for its variant.
    fn list(&self) -> &'a [String] {
        self.phase().map_or(&[], |phase| phase.exercises_for(self.plan.variant.as_deref()))
    }

    fn programme(&self) -> Programme<'a> {
        Programme {
            condition: self.condition,
            variant: self.plan.variant.as_deref(),
            // A phase that still waits for agreement allows no more than the first one does.
            phase: if self.waits.is_some() { PhaseName::Calm } else { self.start.phase },
        }
    }

    /// What keeps its exercises waiting on a day, if anything.
    fn wait(&self, running: &[Self], day: NaiveDate) -> Option<BlockedUntil> {
        // Two that must not run side by side wait whatever a clinician has agreed to: the agreement
        // was to one of them.
        let other = running
            .iter()
            .map(|other| other.condition)
            .find(|other| self.condition.conflicts_with(other));
        match other {
            Some(other) => Some(BlockedUntil::Alone { other: other.id.clone() }),
            None => (self.condition.needs_clearance(self.start.phase)
                && !self.start.is_cleared_on(day))
            .then_some(BlockedUntil::Cleared(self.start.phase)),
        }
    }
}

/// Adds an exercise to those that are kept out. Two conditions may list it; one reason is enough for
/// the person.
fn keep_out(kept_out: &mut Vec<NotToday>, exercise: &Exercise, because: NotDueReason) {
    if kept_out.iter().all(|out| out.exercise != exercise.id) {
        kept_out.push(NotToday { exercise: exercise.id.clone(), because });
    }
}

/// Whether a phase that the plan is in on `day` lists an exercise.
pub fn lists(case: Case<'_>, exercise: &str, day: NaiveDate) -> bool {
    ActivePlans::on(case, day).lists(exercise)
}

/// The exercises that are dropped from the plan on `day`.
pub fn dropped(case: Case<'_>, day: NaiveDate) -> Vec<&str> {
    assignment::dropped(&case.record.terms, day).map(|term| term.exercise.as_str()).collect()
}

/// The limit on pain in an exercise that was told and holds on `day`, in whole points.
pub fn told_limit(terms: &[Setting<Term>], exercise: &str, day: NaiveDate) -> Option<u32> {
    assignment::terms_of(terms, exercise, day).into_iter().find_map(|term| match term.told {
        Term::PainLimit(Some(most)) => u32::try_from(most.tenths() / 10).ok(),
        _ => None,
    })
}

/// What would keep an exercise out of the plan on `day`, if anything does.
pub fn keeps_out(case: Case<'_>, exercise: &Exercise, day: NaiveDate) -> Option<NotDueReason> {
    ActivePlans::on(case, day).keeps_out(exercise)
}

/// The dose of an exercise in the phases that these conditions are in on `day`, the strictest: what
/// it is where nobody set another and no rule has changed it.
pub fn prescribed(
    case: Case<'_>,
    exercise: &Exercise,
    conditions: &[String],
    day: NaiveDate,
) -> Dose {
    ActivePlans::on(case, day).dose(exercise, conditions)
}
