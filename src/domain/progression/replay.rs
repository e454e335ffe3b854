//! The progression of a plan, day by day: the dose that each exercise has reached by the answers
//! of the body.
//!
//! The progression is replayed from the diary on every run, from the first day of any plan. On each
//! day it uses only what was dated before that day, or is the morning of that day, and was written
//! by then. So a day that has gone by stays as it was decided then, and the same diary always gives
//! the same progression.
//!
//! What the rules say is in [`super::decision`], the size of a step in [`super::ladder`], what may
//! be done at all in [`super::candidates`], which days are which in `schedule.rs`, and what fits
//! into one in [`super::fit`].

pub mod checkpoint;
pub mod course;
mod flare_dose;
mod past;
mod slot;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use self::flare_dose::WayBack;
use self::past::Past;
use self::slot::Slot;
use super::candidates::{ActivePlans, Candidates, Clash, Replacement};
use super::case::Case;
use super::decision::{Decision, DecisionInput, DoseChange, Finding, LOOKS_BACK, is_most_pain};
use super::fit::{self, Entrant, TooMuch};
use super::ladder::Step;
use super::response::{Knowledge, Response};
use super::routine::{
    Due, DueReason, Lighter, LighterDay, NotDueReason, NotToday, Routine, StoppedForToday,
};
use super::schedule;
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::diary::rating::RecordedScore;
use crate::domain::flare::cycle::Cycle;
use crate::domain::flare::fold::{Flare, FlareDay, FlareFold, words_by_day};
use crate::domain::plan::assignment::{Override, Pause, Plan, SetBy, Setting, Term};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::standing::Standing;
use crate::domain::screening::hold::Hold;
use crate::domain::screening::state::Screening;
use crate::domain::text::date::{days_after, days_before, days_between};

/// The state of a plan on a day, and the decisions that led to it.
#[derive(Debug, Clone)]
pub struct Progression<'a> {
    case: Case<'a>,
    day: NaiveDate,
    past: Past<'a>,
    present: ActivePlans<'a>,
    holds: Vec<Hold>,
    offer: Candidates<'a>,
    /// What rules had put in the place of listed exercises when that was last worked out.
    grown: BTreeMap<&'a str, Replacement<'a>>,
    /// The flares up to the day before, and that of the day.
    flares: FlareFold,
    flare: FlareDay,
    /// The first day that was replayed, and from there on whether a bone was the trouble.
    from: NaiveDate,
    bone_days: Vec<bool>,
    /// The day of a pain that a bone rests from, and the last day of that rest.
    bone_rest: Option<(NaiveDate, NaiveDate)>,
    slots: Vec<Slot<'a>>,
    /// What is stopped, by exercise: also while nothing asks for it, until a clinician has looked.
    stops: BTreeMap<&'a str, Decision>,
    /// What had to step back or gave a sign and is not asked for now, by the id that a phase lists:
    /// when it comes back, it comes back with that.
    retired: BTreeMap<&'a str, Slot<'a>>,
    changes: Vec<Decision>,
    planned: Vec<Planned<'a>>,
    /// The doses of what was planned, and those of each exercise that were the last so far.
    dose_steps: Vec<DoseStep<'a>>,
    last_steps: BTreeMap<&'a str, usize>,
}

/// Sessions of one exercise that the plan asked for on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The day.
    pub day: NaiveDate,
    /// The exercise's id.
    pub exercise: &'a str,
    /// How many; at least one.
    pub sessions: u32,
}

/// The dose of one exercise that the plan asked for from a day on, and the limit on pain in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseStep<'a> {
    /// The first day that asked for it.
    pub day: NaiveDate,
    /// The exercise's id.
    pub exercise: &'a str,
    /// The dose, lighter where the day was.
    pub dose: Dose,
    /// The most pain in it that is acceptable, in whole points.
    pub pain_max: u32,
}

impl<'a> Progression<'a> {
    /// Replays the plans of `case` from `from`, which is the [`beginning`] of some day, up to
    /// `day`. The sessions and ratings of the case reach back to four weeks before `from`; what is
    /// dated or written later than a day is not used on it.
    pub fn replay(case: Case<'a>, from: NaiveDate, day: NaiveDate) -> Self {
        let mut progression = Self::new(case, from);
        progression.start_day(from, true, from == day);
        progression.replay_to(day)
    }

    /// The state before the first day: no exercise has been taken up yet.
    fn new(case: Case<'a>, from: NaiveDate) -> Self {
        #[cfg(test)]
        crate::counting::followed();
        Self {
            case,
            day: from,
            past: Past::new(case.record),
            present: ActivePlans::on(case, from),
            holds: Vec::new(),
            offer: Candidates::default(),
            grown: BTreeMap::new(),
            flares: FlareFold::new(
                Arc::clone(&case.record.scores),
                Cycle::new(case.record.cycle.iter().copied()),
                words_by_day(case.record.flare_words.iter().copied()),
                from,
            ),
            flare: FlareDay::default(),
            from,
            bone_days: Vec::new(),
            bone_rest: None,
            slots: Vec::new(),
            stops: BTreeMap::new(),
            retired: BTreeMap::new(),
            changes: Vec::new(),
            planned: Vec::new(),
            dose_steps: Vec::new(),
            last_steps: BTreeMap::new(),
        }
    }

    /// Follows the plans of `case` day by day, as they happen: before the first day. What follows is
    /// [`Progression::decide`] once the morning of a day is known, and [`Progression::next_day`].
    pub fn follow(case: Case<'a>, from: NaiveDate) -> Self {
        Self::new(case, from)
    }

    /// Takes up a score as it is written. It must not be of a day that has gone by, but for the one
    /// before.
    pub fn rate(&mut self, score: RecordedScore) {
        self.flares.rate(score, self.case.rules);
        if self.is_begun() {
            self.look_at_flare();
        }
    }

    /// Whether the day has been decided on.
    fn is_begun(&self) -> bool {
        days_between(self.from, self.day) < self.bone_days.len() as i64
    }

    /// Takes up a day of the cycle as it is logged.
    pub fn log_cycle(&mut self, day: NaiveDate, number: u32) {
        self.flares.log_cycle(day, number);
    }

    /// Takes up an exercise as it is recorded, on its own day.
    pub fn record(&mut self, session: &'a ExerciseRecord) {
        self.past.add(session);
        // A bone that hurts rests from that hour on.
        self.bone_rest = self.rest_of_bone();
    }

    /// Decides about the day, once its morning is known.
    pub fn decide(&mut self) {
        let is_change_day = self.day == self.from || is_change_day(self.case, self.day);
        self.start_day(self.day, is_change_day, true);
    }

    /// Goes on to the next day; what changes about the plan from then on stands in `case`, whose
    /// record is not looked at again.
    pub fn next_day(&mut self, case: Case<'a>) {
        self.end_day();
        self.day = days_after(self.day, 1);
        self.case = case;
    }

    /// The flare of the day, as far as it is known.
    pub fn flare(&self) -> &FlareDay {
        &self.flare
    }

    /// The flares of the days before.
    pub fn flares(&self) -> &FlareFold {
        &self.flares
    }

    /// Goes on to a later `day` with what was recorded since. The days replayed so far are kept:
    /// `case` must hold nothing new that was written by then.
    pub fn advance_to(mut self, case: Case<'a>, day: NaiveDate) -> Self {
        // Sorting the record is most of the cost of a step; the same one is in order already.
        if !std::ptr::eq(self.case.record, case.record) {
            self.past = Past::new(case.record);
            let cycle = Cycle::new(case.record.cycle.iter().copied());
            self.flares.renew(
                Arc::clone(&case.record.scores),
                cycle,
                words_by_day(case.record.flare_words.iter().copied()),
            );
        }
        self.case = case;
        self.replay_to(day)
    }

    /// Goes on, day by day.
    fn replay_to(mut self, day: NaiveDate) -> Self {
        let change_days = change_days(self.case);
        while self.day < day {
            self.end_day();
            let next = days_after(self.day, 1);
            self.start_day(next, change_days.contains(&next), next == day);
        }
        self
    }

    /// Everything that was changed on the way, in order.
    pub fn changes(&self) -> &[Decision] {
        &self.changes
    }

    /// What has become of each exercise of the plan, each with the decision that a person should
    /// read about it.
    pub fn standings(&self) -> impl Iterator<Item = Standing> {
        self.slots.iter().filter(|slot| !slot.for_flare).map(|slot| {
            let decision = slot.stopped.as_ref().or_else(|| self.last_word(slot)).cloned();
            Standing { decision, ..slot.standing() }
        })
    }

    /// What the plan asked for on each day replayed, by its weekly pattern alone: what adherence is
    /// counted against. A missed exercise that is carried over is not asked for twice,
    /// and a day on which the plan rested or was hidden asks for nothing.
    pub fn planned(&self) -> Vec<Planned<'a>> {
        let mut planned = self.planned.clone();
        if !self.is_hidden() {
            let fitting = self.planned_today().filter(|(_, fits)| fits.is_ok());
            planned.extend(fitting.map(|(index, _)| self.planned_of(index)));
        }
        planned
    }

    /// The doses that [`planned`](Self::planned) asked for, in the order of their days: one where
    /// an exercise is asked for the first time, and one each time that its dose or its limit on pain
    /// is another.
    pub fn dose_steps(&self) -> Vec<DoseStep<'a>> {
        let mut steps = self.dose_steps.clone();
        if !self.is_hidden() {
            let fitting = self.planned_today().filter(|(_, fits)| fits.is_ok());
            steps.extend(fitting.filter_map(|(index, _)| self.dose_step(index)));
        }
        steps
    }

    /// The routine of the last day.
    pub fn routine(&self) -> Routine {
        let day = self.day;
        let nothing = Routine {
            day,
            holds: Vec::new(),
            paused: None,
            waiting: Vec::new(),
            notes: Vec::new(),
            due: Vec::new(),
            not_today: Vec::new(),
            flare: self.flare.clone(),
        };
        // The order is that of safety: a sign that is open hides the routine also while it rests.
        if !self.holds.is_empty() {
            return nothing.hidden_by(self.holds.clone());
        }
        if let Some(pause) = self.pause() {
            return Routine { paused: Some(pause.clone()), ..nothing };
        }
        let verdicts = self.verdicts();
        let mut due = Vec::new();
        let mut not_today = self.offer.kept_out.clone();
        for (slot, verdict) in self.slots.iter().zip(verdicts) {
            match verdict {
                Ok(why) => due.push(self.due(slot, why)),
                Err(because) => {
                    not_today.push(NotToday { exercise: slot.exercise.id.clone(), because })
                }
            }
        }
        let notes = Screening::new(self.case.safety, self.case.answers, day)
            .notes()
            .map(str::to_owned)
            .collect();
        let waiting = self.offer.waiting.clone();
        Routine { waiting, notes, due, not_today, ..nothing }
    }

    /// Starts a day: takes up changes of the plan where `is_change_day`, then decides about each
    /// exercise by the answers so far. Decisions that merely confirm a dose are built only for the
    /// last day.
    fn start_day(&mut self, day: NaiveDate, is_change_day: bool, is_last: bool) {
        self.day = day;
        if is_change_day {
            self.present = ActivePlans::on(self.case, day);
            self.holds = self.present.holds();
        }
        let was_in_flare = self.flare.flare.take();
        self.follow_flares_to_morning();
        self.bone_rest = self.rest_of_bone();
        if is_change_day {
            // A setting starts its exercise anew, and a condition that ends takes its exercises
            // with it. What was answered before is decided on first: else a setting on the day
            // after numbness would pass over the numbness.
            let ends = self.case.plans.iter().any(|plan| plan.ended_on == Some(day));
            let record = self.case.record;
            let is_told = |slot: &Slot<'a>| {
                let ids = [slot.exercise.id.as_str(), slot.candidate.listed];
                let mut terms = record.terms.iter().filter(|term| term.from == day);
                slot.is_set_on(day, &record.settings)
                    || terms.any(|term| ids.contains(&term.exercise.as_str()))
            };
            // What leaves the plan leaves it with what it did to the person.
            let present = self.present.clone();
            let leaves = |slot: &Slot<'a>| leaves(&present, slot);
            self.decide_each(|slot| ends || is_told(slot) || leaves(slot), false);
            self.apply_plan_change();
        }
        self.apply_flare(was_in_flare);
        for slot in &mut self.slots {
            let done = self.past.last_done(&slot.exercise.id, slot.candidate.phase_from, day);
            let last = done.max(slot.last_done);
            if last != slot.last_done {
                (slot.last_done, slot.kept_out, slot.away_answered) = (last, 0, 0);
            }
        }
        // While it is hidden nothing else is decided: the answers wait, and count on the day that the
        // plan goes on.
        if !self.is_hidden() {
            self.decide_each(|_| true, is_last);
        } else {
            // A rest or a hold goes on for as long as it does: what it takes away, it takes week by
            // week, and not all at once when it is over.
            let rules = Arc::clone(self.present.rules());
            self.decide_each(|slot| slot.break_on(day, &rules).is_some(), is_last);
        }
        // What the rest of the day says of a flare makes the day lighter at once, and is decided on
        // tomorrow.
        self.look_at_flare();
    }

    /// Finds the flare of the day with all that is known of it now.
    fn look_at_flare(&mut self) {
        let was_in_flare = self.flare.flare.take();
        self.flare = self.flares.on(self.day, self.case.rules, self.present.has_bone());
        self.apply_flare(was_in_flare);
    }

    /// Finds the flare of the day by its morning. What is decided on a day must not depend on what
    /// comes later on it: else a dose that was shown in the morning would not have been reached in
    /// the evening.
    fn follow_flares_to_morning(&mut self) {
        let (from, bone_days) = (self.from, &self.bone_days);
        let had_bone = |day: NaiveDate| {
            let at = usize::try_from(days_between(from, day)).ok();
            at.and_then(|at| bone_days.get(at)).copied().unwrap_or(false)
        };
        self.flares.close_before(self.day, self.case.rules, had_bone);
        let has_bone = self.present.has_bone();
        self.bone_days.push(has_bone);
        self.flare = self.flares.on_morning(self.day, self.case.rules, has_bone);
    }

    /// Takes up what begins and ends with a flare: the exercises of its days, and the way back.
    fn apply_flare(&mut self, was_in_flare: Option<Flare>) {
        if self.flare.flare.is_some() {
            self.slots.iter_mut().for_each(|slot| slot.way_back = None);
            if self.slots.iter().all(|slot| !slot.for_flare) {
                let slots = self.flare_slots();
                self.slots.extend(slots);
            }
            return;
        }
        let over: Vec<Slot<'a>> = self.slots.extract_if(.., |slot| slot.for_flare).collect();
        // A sign that it gave is not forgotten with it.
        let signs = over.into_iter().filter(Slot::gave_trouble);
        let signs = signs.map(|slot| Slot { retired_on: Some(self.day), for_flare: false, ..slot });
        self.retired.extend(signs.map(|slot| (slot.candidate.listed, slot)));
        if let Some(flare) = was_in_flare {
            let days = days_between(flare.began, self.day);
            let way_back = WayBack::new(self.day, days, self.present.rules());
            self.slots.iter_mut().for_each(|slot| slot.way_back = Some(way_back));
        }
        for slot in &mut self.slots {
            // What is over stays over, and may be years ago.
            if let Some(way_back) = slot.way_back.as_mut().filter(|way_back| way_back.left() > 0) {
                way_back.done = self.past.done_days_at_most(
                    way_back.steps,
                    &slot.exercise.id,
                    way_back.since,
                    self.day,
                );
            }
        }
    }

    /// What the plans for bad days ask for and no phase has in its place already. What is stopped
    /// stays stopped.
    fn flare_slots(&self) -> Vec<Slot<'a>> {
        let is_there = |id: &str| {
            self.slots.iter().any(|slot| {
                // What was too much is done as the easier exercise in a flare as well.
                slot.exercise.id == id || slot.candidate.listed == id && slot.is_easier()
            })
        };
        let rules = self.present.rules();
        let offer = self.present.flare_offer(is_there).into_iter();
        offer
            .map(|candidate| {
                let slot = match self.retired.get(candidate.listed) {
                    Some(old) => Slot::coming_back(candidate, old, self.day, rules),
                    None => Slot::new(candidate, self.day, rules),
                };
                let own = self.present.flare_plan_dose(
                    slot.exercise,
                    &slot.exercise.dose,
                    &slot.candidate.conditions,
                );
                let dose = own.or_else(|| flare_dose::in_flare(slot.exercise, &slot.dose, rules));
                let stopped = self.stops.get(slot.exercise.id.as_str()).cloned();
                let dose = dose.unwrap_or_else(|| slot.dose.clone());
                Slot { for_flare: true, eased: false, stopped, dose, ..slot }
            })
            .collect()
    }

    /// What a flare, or the way back from one, makes of the dose of an exercise on the day; `None`
    /// where it is the stored one.
    fn lighter(&self, slot: &Slot<'a>) -> Option<(LighterDay, Dose)> {
        if self.goes_on_in_flares(slot) || slot.for_flare {
            return None;
        }
        let rules = self.present.rules();
        let (exercise, stored) = (slot.exercise, &slot.dose);
        if self.flare.flare.is_some() {
            let own = self.present.flare_plan_dose(exercise, stored, &slot.candidate.conditions);
            let dose = own.or_else(|| flare_dose::in_flare(exercise, stored, rules))?;
            return Some((LighterDay::Flare, dose));
        }
        let dose = flare_dose::on_way_back(slot.way_back?, exercise, stored, rules)?;
        Some((LighterDay::WayBack, dose))
    }

    /// Whether a flare leaves an exercise as it is: a clinician's dose, and what was said to go on.
    fn goes_on_in_flares(&self, slot: &Slot<'a>) -> bool {
        let is_clinicians = matches!(slot.set_by(), Some(SetBy::Clinician(_)));
        let wanted = |term: &Term| match term {
            Term::GoesOnInFlares(goes_on) => Some(goes_on.unwrap_or(false)),
            _ => None,
        };
        is_clinicians || self.present.term(&slot.exercise.id, wanted)
    }

    /// Whether the flare of the day leaves an exercise out.
    fn is_left_out_by_flare(&self, slot: &Slot<'a>) -> bool {
        // Something easier stands in for what the plan for bad days names.
        let id = if slot.is_easier() { slot.candidate.listed } else { &slot.exercise.id };
        self.flare.flare.is_some()
            && !slot.for_flare
            && !self.goes_on_in_flares(slot)
            && (flare_dose::is_left_out(slot.exercise)
                || self.present.flare_plans_leave_out(id, &slot.candidate.conditions))
    }

    /// The dose of the day.
    fn day_dose(&self, slot: &Slot<'a>) -> Dose {
        self.lighter(slot).map_or_else(|| slot.dose.clone(), |(_, dose)| dose)
    }

    /// Decides about every exercise that `which` names.
    fn decide_each(&mut self, which: impl Fn(&Slot<'a>) -> bool, is_last: bool) {
        // The slots are taken out while one of them is decided on, because looking for a relative
        // of it changes the rest of the state.
        let mut slots = std::mem::take(&mut self.slots);
        for index in 0..slots.len() {
            if !which(&slots[index]) {
                continue;
            }
            self.decide_one(&mut slots, index, is_last);
        }
        self.slots = slots;
    }

    /// Ends a day: what did not fit comes first next time.
    fn end_day(&mut self) {
        self.slots.iter_mut().for_each(|slot| slot.held = None);
        if !self.is_hidden() {
            let verdicts = self.verdicts();
            let planned: Vec<_> = self.planned_today().collect();
            for (index, fits) in planned {
                let slot = &mut self.slots[index];
                slot.pattern_left_out = if fits.is_ok() { 0 } else { slot.pattern_left_out + 1 };
                if fits.is_ok() {
                    self.planned.push(self.planned_of(index));
                    if let Some(step) = self.dose_step(index) {
                        self.last_steps.insert(step.exercise, self.dose_steps.len());
                        self.dose_steps.push(step);
                    }
                }
            }
            // Only what lost its place to others comes first next time; what rests or is stopped does
            // not wait in line.
            for (slot, verdict) in self.slots.iter_mut().zip(verdicts) {
                match verdict {
                    Ok(_) => slot.left_out = 0,
                    Err(because) => {
                        slot.left_out += u32::from(because.is_turn());
                        // Only days on which it could have been done are days without it.
                        slot.kept_out += i64::from(because.is_kept_out());
                    }
                }
            }
        }
    }

    /// The slots that the weekly pattern has on the day, and whether they fit into it.
    fn planned_today(&self) -> impl Iterator<Item = (usize, Result<(), TooMuch>)> {
        // Counted beside the routine itself, because adherence must not depend on what was carried
        // over: a missed day would else be asked for twice.
        let pattern =
            (0..self.slots.len()).filter(|index| self.is_planned(&self.slots[*index])).collect();
        self.fit(pattern, |slot| slot.pattern_left_out).into_iter()
    }

    /// What the plan asks for of a slot on the day.
    fn planned_of(&self, index: usize) -> Planned<'a> {
        let slot = &self.slots[index];
        let (exercise, sessions) = (slot.exercise.id.as_str(), slot.dose.times_per_day);
        Planned { day: self.day, exercise, sessions }
    }

    /// The dose of a slot on the day, if it is another than the last that was asked for.
    fn dose_step(&self, index: usize) -> Option<DoseStep<'a>> {
        let slot = &self.slots[index];
        let step = DoseStep {
            day: self.day,
            exercise: slot.exercise.id.as_str(),
            dose: self.day_dose(slot),
            pain_max: slot.candidate.limit.acceptable_max,
        };
        let last = self.last_steps.get(step.exercise).map(|at| &self.dose_steps[*at]);
        let is_same =
            |last: &DoseStep<'_>| last.dose == step.dose && last.pain_max == step.pain_max;
        (!last.is_some_and(is_same)).then_some(step)
    }

    /// The rest that covers the day, if any.
    fn pause(&self) -> Option<&'a Pause> {
        self.case.record.pauses.iter().rev().find(|pause| pause.covers(self.day))
    }

    /// Whether nothing is asked for on the day, because something is to be looked at first or the
    /// plan rests.
    fn is_hidden(&self) -> bool {
        !self.holds.is_empty() || self.pause().is_some()
    }

    /// Takes up what is on offer from the day on. What goes on as it was keeps what has become of
    /// it.
    fn apply_plan_change(&mut self) {
        let (day, settings) = (self.day, &self.case.record.settings);
        self.stops.retain(|id, stop| {
            // That it stands in the place of another one is no word about what it was stopped for.
            let is_released = |word: &&Setting| word.told == Override::Released;
            let about = settings.iter().filter(|word| word.exercise == *id);
            !about.filter(is_released).any(|word| slot::lifts(word, stop, day))
        });
        let mut before = std::mem::take(&mut self.slots);
        // They are there again while the flare goes on.
        before.retain(|slot| !slot.for_flare);
        // A start without a diagnosis is no phase before another: its doses end with it.
        let over = before.extract_if(.., |slot| self.is_start_over(slot));
        let over: Vec<Slot<'a>> = over.collect();
        self.retire(over);
        let rules = self.present.rules();
        // What gave no trouble and left the plan begins anew; what was too much for the person
        // comes back as the easier exercise it had become.
        let easier = self.retired.values().filter(|slot| slot.is_easier());
        let mut grown: BTreeMap<&'a str, &Slot<'a>> =
            easier.map(|slot| (slot.candidate.listed, slot)).collect();
        grown.extend(before.iter().map(|slot| (slot.candidate.listed, slot)));
        // What an answer had put there goes with the answer, and so does what became of it.
        let is_free = |listed: &str| {
            let listed = self.case.shelf.exercise(listed);
            listed.is_some_and(|listed| self.present.keeps_out(listed).is_none())
        };
        let is_grown = |(listed, slot): &(&'a str, &Slot<'a>)| {
            let named = slot.candidate.named.id.as_str();
            slot.exercise.id != named
                && slot.candidate.chosen.is_none()
                && (named == *listed || !is_free(listed))
        };
        let grown = grown.into_iter().filter(is_grown).map(|(listed, slot)| {
            (listed, Replacement { exercise: slot.exercise, is_easier: slot.is_easier() })
        });
        self.grown = grown.collect();
        self.offer = self.present.offer(|listed| self.grown.get(listed).copied());
        let candidates = std::mem::take(&mut self.offer.candidates);
        let offered: BTreeSet<&str> =
            candidates.iter().map(|candidate| candidate.exercise.id.as_str()).collect();
        for candidate in candidates {
            // The next phase goes on from the dose that the one before has reached, where it lists
            // the same exercise. So does what now stands in for another listed one as well.
            let is_listed = |slot: &Slot<'a>| slot.candidate.listed == candidate.listed;
            let is_same = |slot: &Slot<'a>| slot.exercise.id == candidate.exercise.id;
            let same = before
                .iter()
                .position(|slot| is_listed(slot) && is_same(slot))
                .or_else(|| before.iter().position(|slot| is_same(slot) && slot.was_no_other()))
                .or_else(|| {
                    let goes_on = |slot: &Slot<'a>| offered.contains(slot.exercise.id.as_str());
                    before.iter().position(|slot| is_listed(slot) && !goes_on(slot))
                });
            let slot = match same {
                Some(index) => Slot::taking_up(candidate, before.swap_remove(index), day, rules),
                None => match self.retired.remove(candidate.listed) {
                    Some(old) => Slot::coming_back(candidate, &old, day, rules),
                    None => Slot::new(candidate, day, rules),
                },
            };
            let stopped = self.stops.get(slot.exercise.id.as_str()).cloned();
            self.slots.push(Slot { stopped, ..slot });
        }
        // What went well and is not listed any more leaves no trace: it begins anew if it comes
        // back.
        self.retire(before);
    }

    /// Whether an exercise was for a start without a diagnosis that is over on the day.
    fn is_start_over(&self, slot: &Slot<'a>) -> bool {
        let conditions = &slot.candidate.conditions;
        let mut running = self.case.plans.iter().filter(|plan| plan.runs_on(self.day));
        self.case.shelf.are_starts(conditions)
            && !running.any(|plan| conditions.contains(&plan.condition))
    }

    /// Takes exercises out, and remembers those that gave trouble.
    fn retire(&mut self, slots: Vec<Slot<'a>>) {
        let left = slots.into_iter().filter(Slot::gave_trouble);
        let left = left.map(|slot| Slot { retired_on: Some(self.day), ..slot });
        self.retired.extend(left.map(|slot| (slot.candidate.listed, slot)));
    }

    /// The answers to a slot's last session days at its present dose, the oldest first. Those of
    /// earlier days are kept from the day before, unless something was written late since.
    fn responses(&self, slot: &mut Slot<'a>) -> Vec<Response> {
        // Building them anew on each of some hundred days is what a replay would spend most of its
        // time on.
        if self.past.was_written_late(slot.responses_as_of, self.day) {
            return self.responses_since(slot, slot.since);
        }
        // The night after the last ones may have become known since.
        let known_until = days_before(slot.responses_as_of, 2);
        let new = self.responses_since(slot, slot.since.max(known_until));
        let mut responses = std::mem::take(&mut slot.responses);
        responses.retain(|response| response.day >= slot.since && response.day < known_until);
        responses.extend(new);
        responses.drain(..responses.len().saturating_sub(LOOKS_BACK));
        responses
    }

    /// The answers to the last session days of a slot from `from` on, at most [`LOOKS_BACK`], the
    /// oldest first.
    fn responses_since(&self, slot: &Slot<'a>, from: NaiveDate) -> Vec<Response> {
        let done = self.past.done_days(&slot.exercise.id, from, self.day).take(LOOKS_BACK);
        let known = Knowledge {
            flares: &self.flares,
            rules: self.present.rules(),
            today: self.day,
            has_flare: self.flare.flare.is_some(),
        };
        let mut responses: Vec<Response> = done
            .map(|sessions| {
                let on_way_back = self.was_on_way_back(slot, sessions[0].day);
                Response::new(&sessions, &slot.dose, on_way_back, known)
            })
            .collect();
        responses.reverse();
        responses
    }

    /// Whether an exercise was done on a day on the way back from a flare, or before it was known
    /// that the flare was over.
    fn was_on_way_back(&self, slot: &Slot<'a>, day: NaiveDate) -> bool {
        let Some(way_back) = slot.way_back else { return false };
        if day < way_back.since {
            // Its end was known only later, so that the day was begun as one of the flare.
            let end = self.flares.past().last().and_then(|flare| flare.ended);
            return end.is_some_and(|(end, _)| end <= day);
        }
        let (steps, since) = (way_back.steps, way_back.since);
        flare_dose::has_way_back(slot.exercise, &slot.dose, self.present.rules())
            && self.past.done_days_at_most(steps, &slot.exercise.id, since, day) < steps
    }

    /// Decides about one exercise and carries the decision out; nothing where it is stopped. A
    /// decision that holds the dose is kept only on the last day.
    fn decide_one(&mut self, slots: &mut [Slot<'a>], index: usize, is_last: bool) {
        let slot = &mut slots[index];
        if slot.stopped.is_some() {
            return;
        }
        let responses = self.responses(slot);
        // A weight that was used is what the next step is counted from: nobody has to enter which
        // ones there are at home.
        let load_g = responses.last().and_then(|last| last.load_g);
        let rules = Arc::clone(self.present.rules());
        let is_bone = self.present.has_bone();
        let input = DecisionInput {
            today: self.day,
            rules: &rules,
            responses: &responses,
            limit: slot.candidate.limit,
            bone: is_bone,
            loads: slot.exercise.loads(),
            effort: slot.dose.effort,
            had_spread: slot.had_spread,
            stands_in_after_spread: slot.stands_in_after_spread,
            most_pain_on: &slot.most_pain_on,
            // Letting go loses nothing by a break, and needs no way back (design choice).
            away: slot
                .break_on(self.day, &rules)
                .filter(|_| !slot.for_flare && slot.exercise.loads()),
            in_flare: self.flare.flare.is_some(),
            way_back: if self.lighter(slot).is_some() {
                slot.way_back.map_or(0, WayBack::left)
            } else {
                0
            },
            next_step: slot.next_step(load_g, &rules),
            grows_from: slot.grows_from(is_bone, &rules),
            may_end_first_week: slot.may_end_first_week(self.day, &rules),
        };
        let finding = input.finding();
        let may_grow = self.may_grow_by(&finding, slot);
        let set_by = slot.set_by().filter(|_| !self.may_grow_though_set(slot));
        let change = self.change_for(&finding, slots, index, load_g, may_grow);
        // Most days change nothing, and only what is kept says whether anything could grow.
        let is_kept = change != DoseChange::Hold || is_last;
        let can_grow = is_kept
            && (slots[index].can_grow(&rules) || self.harder(slots, index) != DoseChange::Hold);
        // Only now, so that the step above was counted from the dose as it was.
        let slot = &mut slots[index];
        // Without a diagnosis no weight becomes part of a dose.
        let load_g = load_g.filter(|_| !self.case.shelf.are_starts(&slot.candidate.conditions));
        slot.dose.load_g = slot.dose.load_g.or(load_g);
        slot.note(&finding, &rules);
        // A dose that a person or a clinician set stays; but what was too much is less, and a sign
        // is a sign, whoever set it.
        let is_too_much = matches!(finding, Finding::Sign { .. } | Finding::TooMuch { .. });
        let returns =
            matches!(change, DoseChange::Hold | DoseChange::Stop | DoseChange::Return { .. });
        let kept_for = set_by.filter(|_| !is_too_much && !returns).cloned();
        slot.responses_as_of = self.day;
        // What was too much is answered once, also where there is nothing to take away, or where a
        // dose that was set stays; a sign that spread is then told apart from the next one.
        let is_answered = matches!(finding, Finding::TooMuch { .. } | Finding::Sign { .. });
        if is_answered || change != DoseChange::Hold && kept_for.is_none() {
            let most = responses.iter().filter(|response| is_most_pain(response, &rules));
            slot.most_pain_on.extend(most.map(|response| response.day));
        }
        if !is_kept {
            slot.responses = responses;
            slot.answered_on(self.day, is_answered);
            return;
        }
        slot.responses.clone_from(&responses);
        let decision = Decision {
            exercise: slot.exercise.id.clone(),
            on: self.day,
            finding,
            change,
            kept_for,
            can_grow,
            limit: slot.candidate.limit,
            responses,
        };
        if decision.changes() {
            slot.carry_out(&decision, &self.present, self.case);
            if decision.change == DoseChange::Stop {
                self.stops.insert(&slot.exercise.id, decision.clone());
            }
            self.changes.push(decision.clone());
        }
        slot.answered_on(self.day, is_answered);
        if decision.changes() {
            slot.last_change = Some(decision);
            slot.held = None;
        } else if is_last {
            slot.held = Some(decision);
        }
    }

    /// Whether a dose that was set may grow all the same, as the plan was told.
    fn may_grow_though_set(&self, slot: &Slot<'a>) -> bool {
        self.present.term(&slot.exercise.id, |term| match term {
            Term::MayGrow(may) => Some(may.unwrap_or(false)),
            _ => None,
        })
    }

    /// Whether an exercise may grow by what was good. On a day without a routine the answers still
    /// count for what they warn of, and nothing grows: nobody is there to do it. Nor does what is no
    /// longer asked for.
    fn may_grow_by(&self, finding: &Finding, slot: &Slot<'a>) -> bool {
        let is_good = matches!(
            finding,
            Finding::FirstWeekOver | Finding::WithoutSpread { .. } | Finding::Good { .. }
        );
        is_good && !self.is_hidden() && !leaves(&self.present, slot)
    }

    /// What a finding does to an exercise.
    fn change_for(
        &self,
        finding: &Finding,
        slots: &[Slot<'a>],
        index: usize,
        load_g: Option<u32>,
        may_grow: bool,
    ) -> DoseChange {
        let slot = &slots[index];
        let rules = self.present.rules();
        match finding {
            Finding::Bone { .. } | Finding::MostPain { .. } => DoseChange::Stop,
            Finding::Sign { again: true, .. } => DoseChange::Stop,
            Finding::Sign { symptom, .. } if symptom.is_grave() => DoseChange::Stop,
            // The first time that leg pain spreads: an easier one, or else as little as there is.
            Finding::Sign { .. } => {
                let lowest = slot.lowest_dose(rules).to_string();
                self.easier(slots, index).unwrap_or(DoseChange::Back { to: None, dose: lowest })
            }
            // Less, and never none: rest costs strength, and what was too much once is no danger.
            Finding::TooMuch { .. } => {
                let is_loading = flare_dose::is_loading(slot.exercise, rules);
                match slot.next_cut(is_loading) {
                    Some((_, step)) => DoseChange::Dose(step),
                    None => self.easier(slots, index).unwrap_or(DoseChange::Hold),
                }
            }
            Finding::Away { restarts: true, .. } => self.restart_of(slot),
            Finding::Away { .. } => slot.one_step_down(),
            Finding::FirstWeekOver if may_grow => {
                DoseChange::Dose(Step::Sets { from: slot.dose.sets, to: slot.prescribed.sets })
            }
            Finding::WithoutSpread { records, needs } if may_grow && records >= needs => {
                self.return_of(slots, index, true)
            }
            Finding::Good { .. } if may_grow && !slot.lowered_from.is_empty() => {
                self.return_of(slots, index, false)
            }
            Finding::Good { .. } if may_grow => match slot.one_step_up(load_g, rules) {
                Some(step) => DoseChange::Dose(step),
                None => self.harder(slots, index),
            },
            _ => DoseChange::Hold,
        }
    }

    /// How an exercise begins again after a long break: as its phase does, and with no more than
    /// it had come to. What was too much before stays the easier exercise that it became.
    fn restart_of(&self, slot: &Slot<'a>) -> DoseChange {
        let listed = self.case.shelf.exercise(slot.candidate.listed).filter(|listed| {
            slot.candidate.chosen.is_none()
                && !slot.is_easier()
                && self.present.keeps_out(listed).is_none()
                && !self.stops.contains_key(listed.id.as_str())
        });
        let exercise = listed.unwrap_or(slot.exercise);
        let dose = slot.restarted_dose(exercise, &self.present);
        if exercise.id == slot.exercise.id && dose == slot.dose {
            return DoseChange::Hold;
        }
        let to = (exercise.id != slot.exercise.id).then(|| exercise.id.clone());
        DoseChange::Back { to, dose: dose.to_string() }
    }

    /// What comes back of what was made less.
    fn return_of(&self, slots: &[Slot<'a>], index: usize, to_first_choice: bool) -> DoseChange {
        let slot = &slots[index];
        match slot.comes_back(to_first_choice) {
            Some(earlier) if self.may_come_back(slots, slot, earlier.exercise) => {
                earlier.change_from(slot.exercise, false)
            }
            _ => DoseChange::Hold,
        }
    }

    /// Whether what an exercise was before it was made less may be done again.
    fn may_come_back(&self, slots: &[Slot<'a>], slot: &Slot<'a>, earlier: &Exercise) -> bool {
        earlier.id == slot.exercise.id
            || self.present.keeps_out(earlier).is_none()
                && !self.stops.contains_key(earlier.id.as_str())
                && slots.iter().all(|other| other.exercise.id != earlier.id)
    }

    /// The first of these exercises that may be done and is not in the routine already.
    fn relative(
        &self,
        ids: Vec<&'a String>,
        listed: &str,
        slots: &[Slot<'a>],
    ) -> Option<&'a Exercise> {
        for id in ids {
            // A listed exercise is for its phase to bring in, and a stopped one for a clinician.
            let is_free = (id == listed || !self.present.lists(id))
                && !self.present.is_dropped(id)
                && !self.stops.contains_key(id.as_str())
                && slots.iter().all(|slot| slot.exercise.id != *id);
            if !is_free {
                continue;
            }
            let exercise = self.case.shelf.exercise(id);
            if let Some(exercise) = exercise.filter(|each| self.present.keeps_out(each).is_none()) {
                return Some(exercise);
            }
        }
        None
    }

    /// An easier exercise in the place of one; `None` where there is none, or where a person chose
    /// this one.
    fn easier(&self, slots: &[Slot<'a>], index: usize) -> Option<DoseChange> {
        let slot = &slots[index];
        let ids =
            if slot.candidate.chosen.is_some() { &[] } else { slot.exercise.easier.as_slice() };
        let easier = self.relative(ids.iter().collect(), slot.candidate.listed, slots)?;
        Some(DoseChange::Swap { to: easier.id.clone(), harder: false })
    }

    /// A harder exercise in the place of one, where there is one that is not for a later phase, and
    /// nobody chose this one.
    fn harder(&self, slots: &[Slot<'a>], index: usize) -> DoseChange {
        let slot = &slots[index];
        let ids = if slot.may_become_harder() { slot.exercise.harder.as_slice() } else { &[] };
        let ids: Vec<&'a String> =
            ids.iter().filter(|id| !self.present.keeps_for_later(id)).collect();
        let harder = self.relative(ids, slot.candidate.listed, slots);
        harder.map_or(DoseChange::Hold, |harder| DoseChange::Swap {
            to: harder.id.clone(),
            harder: true,
        })
    }

    /// Whether each slot is due on the day, in their order, and why or why not.
    fn verdicts(&self) -> Vec<Result<DueReason, NotDueReason>> {
        let yesterday = self.past.between(days_before(self.day, 1), self.day, self.day);
        let done = yesterday.filter(|session| session.is_done());
        let yesterday: Vec<&Exercise> =
            done.filter_map(|session| self.case.shelf.exercise(&session.exercise)).collect();
        let mut verdicts: Vec<Result<DueReason, NotDueReason>> =
            self.slots.iter().map(|slot| self.when(slot, &yesterday)).collect();
        let due = (0..verdicts.len()).filter(|index| verdicts[*index].is_ok()).collect();
        for (index, fits) in self.fit(due, |slot| slot.left_out) {
            match fits {
                Ok(()) => {}
                Err(TooMuch::Exercises) => {
                    let most = self.present.rules().day_exercises;
                    verdicts[index] = Err(NotDueReason::Enough { most });
                }
                Err(TooMuch::Minutes) => verdicts[index] = Err(self.too_long(index)),
                Err(TooMuch::Beside(other)) => verdicts[index] = Err(self.beside(index, other)),
            }
        }
        verdicts
    }

    /// Why an exercise makes a day too long.
    fn too_long(&self, index: usize) -> NotDueReason {
        let rules = self.present.rules();
        let is_steady = self.slots[index].exercise.is_steady();
        let minutes = if is_steady { rules.day_minutes_in_all } else { rules.day_minutes };
        NotDueReason::TooLong { minutes }
    }

    /// Why one of two exercises of a day that exclude each other is left out.
    fn beside(&self, index: usize, other: usize) -> NotDueReason {
        let [index, other] = [index, other].map(|index| self.slots[index].exercise);
        let clash = self.present.clash(&index.id, &other.id);
        let other = other.id.clone();
        match clash {
            Some(Clash::OneOf) => NotDueReason::OneOf { other },
            _ => NotDueReason::NotSameDay { other },
        }
    }

    /// Which of some slots fit into one day; `left_out` is how long each has waited.
    fn fit(
        &self,
        due: Vec<usize>,
        left_out: impl Fn(&Slot<'a>) -> u32,
    ) -> Vec<(usize, Result<(), TooMuch>)> {
        let doses: Vec<Dose> = due.iter().map(|index| self.day_dose(&self.slots[*index])).collect();
        let entrants: Vec<Entrant<'_>> = due
            .iter()
            .zip(&doses)
            .map(|(index, dose)| {
                let slot = &self.slots[*index];
                let is_steady = slot.exercise.is_steady();
                Entrant { dose, is_steady, left_out: left_out(slot) }
            })
            .collect();
        let clash = |one: usize, other: usize| {
            let [one, other] = [one, other].map(|entrant| &self.slots[due[entrant]].exercise.id);
            self.present.clash(one, other).is_some()
        };
        let fits = fit::fit(&entrants, self.present.rules(), clash);
        let in_slots = |fits: Result<(), TooMuch>| {
            fits.map_err(|much| match much {
                TooMuch::Beside(entrant) => TooMuch::Beside(due[entrant]),
                much => much,
            })
        };
        let fits: Vec<_> = fits.into_iter().map(in_slots).collect();
        due.into_iter().zip(fits).collect()
    }

    /// Whether an exercise is due on the day by itself, and why or why not, after what was done
    /// `yesterday`.
    fn when(&self, slot: &Slot<'a>, yesterday: &[&Exercise]) -> Result<DueReason, NotDueReason> {
        let (day, from) = (self.day, slot.candidate.phase_from);
        if let Some(stopped) = &slot.stopped {
            return Err(NotDueReason::Stopped(Box::new(stopped.clone())));
        }
        if let Some((on, until)) = self.bone_rest_of(slot) {
            // What was done before the bone hurt on the same day stays among what was done.
            let tomorrow = days_after(day, 1);
            let is_begun =
                self.past.of_exercise(&slot.exercise.id, day, tomorrow, day).next().is_some();
            if on < day || !is_begun {
                return Err(NotDueReason::BoneRests { on, until });
            }
        }
        if self.is_left_out_by_flare(slot) {
            return Err(NotDueReason::InFlare);
        }
        if let Some(waits) = self.waits_for_days(slot) {
            return Err(waits);
        }
        let days_per_week = slot.dose.days_per_week;
        if self.rests_in_flare(slot) && yesterday.iter().any(|done| done.id == slot.exercise.id) {
            return Err(NotDueReason::Rest);
        }
        if schedule::rests(days_per_week) {
            if yesterday.iter().any(|done| done.id == slot.exercise.id) {
                return Err(NotDueReason::Rest);
            }
            let other = yesterday.iter().find(|other| {
                schedule::rests(self.days_per_week(other))
                    && schedule::load_the_same(slot.exercise, other)
            });
            if let Some(other) = other {
                return Err(NotDueReason::RestAfter { other: other.id.clone() });
            }
        }
        if days_per_week >= 7 {
            return Ok(DueReason::Daily);
        }
        if schedule::is_its_day(from, days_per_week, day) {
            return Ok(DueReason::ItsDay { days_per_week });
        }
        if let Some(from) = schedule::last_day_before(from, days_per_week, day) {
            // Skipping settles a day as doing does: whoever says no is not asked again tomorrow.
            if self.past.of_exercise(&slot.exercise.id, from, day, day).next().is_none() {
                return Ok(DueReason::CarriedOver { from });
            }
        }
        Err(NotDueReason::AnotherDay { days_per_week })
    }

    /// What an exercise waits for in its phase, where it does.
    fn waits_for_days(&self, slot: &Slot<'a>) -> Option<NotDueReason> {
        let candidate = &slot.candidate;
        if self.day < candidate.shown_from {
            return Some(NotDueReason::FromDay { day: candidate.shown_from });
        }
        let needs = candidate.painless_days;
        if needs == 0 {
            return None;
        }
        let now = self.painless_days(candidate.phase_from, needs);
        (now < needs).then_some(NotDueReason::FromPainlessDay { needs, now })
    }

    /// Days in a row before the day, from `from` on and at most `needs`, on which pain was 0. A day
    /// of which nothing is known counts for nothing, and breaks nothing.
    fn painless_days(&self, from: NaiveDate, needs: u32) -> u32 {
        let mut days = 0;
        let mut day = self.day;
        while day > from && days < needs {
            day = days_before(day, 1);
            let scores = self.flares.scores().highest(day, self.day);
            let done = self.past.between(day, days_after(day, 1), self.day);
            let pains = done.filter(|session| !session.hurts_elsewhere());
            let pains = pains.filter_map(|session| Some(session.pain()?.tenths()));
            match scores.into_iter().chain(pains).max() {
                Some(0) => days += 1,
                Some(_) => return days,
                None => {}
            }
        }
        days
    }

    /// Whether loading work rests on the day after it was done, because there is a flare.
    fn rests_in_flare(&self, slot: &Slot<'a>) -> bool {
        let rules = self.present.rules();
        self.flare.flare.is_some()
            && rules.flare_every > 1
            && !self.goes_on_in_flares(slot)
            && flare_dose::is_loading(slot.exercise, rules)
    }

    /// Days a week of an exercise: as the plan has it now, else as its file does.
    fn days_per_week(&self, exercise: &Exercise) -> u32 {
        let slot = self.slots.iter().find(|slot| slot.exercise.id == exercise.id);
        slot.map_or(exercise.dose.days_per_week, |slot| slot.dose.days_per_week)
    }

    /// The rest that a bone needs after pain.
    fn rest_of_bone(&self) -> Option<(NaiveDate, NaiveDate)> {
        if !self.present.has_bone() {
            return None;
        }
        let rest = self.present.rules().bone_rest.unsigned_abs();
        let recent =
            self.past.between(days_before(self.day, rest), days_after(self.day, 1), self.day).rev();
        // Any pain at all, also 0.5: what bone allows is 0 of 10.
        let mut hurt = recent
            .filter(|session| session.pain().is_some_and(|pain| pain.tenths() > 0))
            .filter(|session| !session.hurts_elsewhere());
        hurt.next().map(|session| (session.day, days_after(session.day, rest)))
    }

    /// The same, where an exercise is one that it keeps from.
    fn bone_rest_of(&self, slot: &Slot<'a>) -> Option<(NaiveDate, NaiveDate)> {
        self.bone_rest.filter(|_| slot.exercise.loads())
    }

    /// Whether the weekly pattern asks for an exercise on the day.
    fn is_planned(&self, slot: &Slot<'a>) -> bool {
        let is_its_day =
            schedule::is_its_day(slot.candidate.phase_from, slot.dose.days_per_week, self.day);
        is_its_day
            && slot.stopped.is_none()
            && self.bone_rest_of(slot).is_none()
            && !self.is_left_out_by_flare(slot)
            && self.waits_for_days(slot).is_none()
            && !self.has_flare_turn_off(slot)
    }

    /// Whether the plan leaves daily loading work out on the day, because a flare has it on every
    /// other one.
    fn has_flare_turn_off(&self, slot: &Slot<'a>) -> bool {
        let Some(flare) = self.flare.flare.as_ref().filter(|_| self.rests_in_flare(slot)) else {
            return false;
        };
        let every = self.present.rules().flare_every;
        !schedule::rests(slot.dose.days_per_week) && (flare.day_number(self.day) - 1) % every != 0
    }

    /// An exercise as it is due on the day.
    fn due(&self, slot: &Slot<'a>, why: DueReason) -> Due {
        // However late it was written: what was done on a day is done.
        let tomorrow = days_after(self.day, 1);
        let today: Vec<&ExerciseRecord> =
            self.past.of_exercise(&slot.exercise.id, self.day, tomorrow, NaiveDate::MAX).collect();
        let skipped = today.iter().find_map(|session| match &session.outcome {
            Outcome::Skipped { why } => Some(why.clone().unwrap_or_default()),
            Outcome::Done(_) => None,
        });
        let done = today.iter().filter(|session| session.is_done()).count();
        let pain_max = slot.candidate.limit.acceptable_max;
        let (is_bone, rules) = (self.present.has_bone(), self.present.rules());
        let left = today
            .iter()
            .find_map(|session| StoppedForToday::after(session, pain_max, is_bone, rules));
        let standing = slot.standing();
        let (because, dose) = match self.lighter(slot) {
            Some((because, dose)) => (Some(because), dose),
            None => (None, standing.dose.clone()),
        };
        let reached = standing.dose;
        Due {
            exercise: standing.exercise,
            is_steady: slot.exercise.is_steady(),
            lighter: because
                .filter(|_| dose != reached)
                .map(|because| Lighter { because, reached }),
            dose,
            first_choice: standing.first_choice,
            conditions: standing.conditions,
            why,
            eased_sets: standing.eased_sets,
            set_by: standing.set_by,
            terms: standing.terms,
            decision: self.last_word(slot).cloned(),
            pain_max,
            cautions: slot.candidate.cautions.clone(),
            done: u32::try_from(done).unwrap_or(u32::MAX),
            // Skipping and then doing it after all is doing it.
            skipped: skipped.filter(|_| done == 0),
            left: left.or_else(|| self.bone_rest_of(slot).map(|_| StoppedForToday::BoneRests)),
        }
    }

    /// The decision that a person should read about an exercise: what last changed it, until it was
    /// done so once; from then on, why it holds.
    fn last_word<'s>(&'s self, slot: &'s Slot<'a>) -> Option<&'s Decision> {
        let last_decision = slot.last_decision()?;
        let is_fresh = matches!(last_decision.finding, Finding::TooFew { records: 0, .. });
        if !is_fresh {
            return Some(last_decision);
        }
        let last_change = self.changes.iter().rev().find(|decision| {
            // A stop that was lifted on its own day is no word about the dose any more.
            decision.on == slot.since
                && decision.change != DoseChange::Stop
                && decision.leads_to(&slot.exercise.id)
        });
        last_change.or(Some(last_decision))
    }
}

/// Whether the plan as it is now no longer asks for an exercise that it has.
fn leaves(present: &ActivePlans<'_>, slot: &Slot<'_>) -> bool {
    let is_asked_for = slot.for_flare || present.asks_for(slot.candidate.listed);
    !is_asked_for || present.keeps_out(slot.exercise).is_some()
}

/// The days on which something about the plan begins or ends: only then can the exercises on offer
/// change, and working them out is dear.
fn change_days(case: Case<'_>) -> BTreeSet<NaiveDate> {
    all_change_days(case).collect()
}

/// Whether `day` is one of them.
fn is_change_day(case: Case<'_>, day: NaiveDate) -> bool {
    all_change_days(case).any(|change| change == day)
}

/// The same days, some of them more than once.
fn all_change_days(case: Case<'_>) -> impl Iterator<Item = NaiveDate> {
    let plans = case.plans.iter().flat_map(|plan| {
        let phases = plan.phases.iter().map(|start| start.from);
        phases.chain([plan.started_on]).chain(plan.ended_on)
    });
    let agreed =
        case.plans.iter().flat_map(|plan| &plan.phases).filter_map(|start| start.cleared.as_ref());
    let plans = plans.chain(agreed.map(|check| check.on));
    let answers = case.answers.iter().map(|answer| answer.day);
    let settings = case.record.settings.iter().map(|setting| setting.from);
    let terms = case.record.terms.iter().map(|term| term.from);
    plans.chain(answers).chain(settings).chain(terms)
}

/// The day from which a replay up to `day` must begin: the first of any plan, because what was
/// stopped in a plan that has ended is stopped in the next one.
pub fn beginning(plans: &[Plan], day: NaiveDate) -> NaiveDate {
    plans.iter().map(|plan| plan.started_on).fold(day, NaiveDate::min)
}

/// The routine of `day`.
pub fn routine(case: Case<'_>, day: NaiveDate) -> Routine {
    Progression::replay(case, beginning(case.plans, day), day).routine()
}

#[cfg(test)]
mod tests;
