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

mod past;
mod slot;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use self::past::Past;
use self::slot::Slot;
use super::candidates::{ActivePlans, Candidates, Replacement};
use super::case::Case;
use super::decision::{Decision, DecisionInput, DoseChange, Finding, LOOKS_BACK};
use super::fit::{self, Entrant, TooMuch};
use super::ladder::{self, Step};
use super::routine::{Due, DueReason, NotDueReason, NotToday, Routine, StoppedForToday};
use super::schedule;
use super::worse_week::WorseWeek;
use crate::domain::analysis::response::Response;
use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::plan::assignment::{Pause, Plan};
use crate::domain::programme::exercise::Exercise;
use crate::domain::progression::standing::Standing;
use crate::domain::screening::answers::{Hold, Screening};
use crate::domain::text::date::{days_after, days_before};

/// Days of rest after pain in an exercise, where a bone allows none (design proposal).
pub const BONE_REST_DAYS: u64 = 2;

/// The state of a plan on a day, and the decisions that led to it.
#[derive(Debug, Clone)]
pub struct Progression<'a> {
    case: Case<'a>,
    day: NaiveDate,
    past: Past<'a>,
    present: ActivePlans<'a>,
    holds: Vec<Hold>,
    offer: Candidates<'a>,
    week_up: Option<WorseWeek>,
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

impl<'a> Progression<'a> {
    /// Replays the plans of `case` from `from`, which is the [`beginning`] of some day, up to
    /// `day`. The sessions and ratings of the case reach back to four weeks before `from`; what is
    /// dated or written later than a day is not used on it.
    pub fn replay(case: Case<'a>, from: NaiveDate, day: NaiveDate) -> Self {
        let mut progression = Self::new(case, from);
        progression.start_day(from, true, from == day);
        progression.replay_to(day)
    }

    /// Replays the plans up to `first`, and from there on day by day up to `to`, calling `on_day`
    /// for each day before it ends. The sessions it returns are taken as done on the day, with
    /// nothing recorded of the pain in them.
    pub(super) fn replay_with(
        case: Case<'a>,
        first: NaiveDate,
        to: NaiveDate,
        mut on_day: impl FnMut(&Self) -> Vec<&'a ExerciseRecord>,
    ) {
        let mut progression = Self::replay(case, beginning(case.plans, first), first);
        loop {
            for session in on_day(&progression) {
                progression.past.add(session);
            }
            if progression.day >= to {
                return;
            }
            let next = days_after(progression.day, 1);
            progression = progression.replay_to(next);
        }
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
            week_up: None,
            bone_rest: None,
            slots: Vec::new(),
            stops: BTreeMap::new(),
            retired: BTreeMap::new(),
            changes: Vec::new(),
            planned: Vec::new(),
        }
    }

    /// Goes on to a later `day` with what was recorded since. The days replayed so far are kept:
    /// `case` must hold nothing new that was written by then.
    pub fn advance_to(mut self, case: Case<'a>, day: NaiveDate) -> Self {
        // Sorting the record is most of the cost of a step; the same one is in order already.
        if !std::ptr::eq(self.case.record, case.record) {
            self.past = Past::new(case.record);
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
        self.slots.iter().map(|slot| {
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
            week_up: None,
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
        Routine { waiting, notes, due, not_today, week_up: self.week_up, ..nothing }
    }

    /// Starts a day: takes up changes of the plan where `is_change_day`, then decides about each
    /// exercise by the answers so far. Decisions that merely confirm a dose are built only for the
    /// last day.
    fn start_day(&mut self, day: NaiveDate, is_change_day: bool, is_last: bool) {
        self.day = day;
        if is_change_day {
            self.present = ActivePlans::on(self.case, day);
            self.holds = Screening::new(self.case.safety, self.case.answers, day).holds();
        }
        // Once a day and not once an exercise: both are the same for all of them.
        self.week_up = self.past.week_up(day);
        self.bone_rest = self.rest_of_bone();
        if is_change_day {
            // A setting starts its exercise anew, and a condition that ends takes its exercises
            // with it. What was answered before is decided on first: else a setting on the day
            // after numbness would pass over the numbness.
            let ends = self.case.plans.iter().any(|plan| plan.ended_on == Some(day));
            self.decide_each(|slot| ends || slot.is_set_on(day, &self.case.record.settings), false);
            self.apply_plan_change();
        }
        // While it is hidden nothing else is decided: the answers wait, and count on the day that the
        // plan goes on.
        if !self.is_hidden() {
            self.decide_each(|_| true, is_last);
        }
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
            self.decide(&mut slots, index, is_last);
        }
        self.slots = slots;
    }

    /// Ends a day: what did not fit comes first next time.
    fn end_day(&mut self) {
        if !self.is_hidden() {
            let verdicts = self.verdicts();
            let planned: Vec<_> = self.planned_today().collect();
            for (index, fits) in planned {
                let slot = &mut self.slots[index];
                slot.pattern_left_out = if fits.is_ok() { 0 } else { slot.pattern_left_out + 1 };
                if fits.is_ok() {
                    self.planned.push(self.planned_of(index));
                }
            }
            // Only what lost its place to others comes first next time; what rests or is stopped does
            // not wait in line.
            for (slot, verdict) in self.slots.iter_mut().zip(verdicts) {
                match verdict {
                    Ok(_) => slot.left_out = 0,
                    Err(NotDueReason::Enough | NotDueReason::TooLong) => slot.left_out += 1,
                    Err(_) => {}
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
            !settings.iter().any(|word| word.exercise == *id && slot::lifts(word, stop, day))
        });
        let mut before = std::mem::take(&mut self.slots);
        let retired = &self.retired;
        self.offer = self.present.offer(|listed| {
            let slot = before.iter().find(|slot| slot.candidate.listed == listed);
            // What gave no trouble and left the plan begins anew; what was too much for the person
            // comes back as the easier exercise it had become.
            let slot = slot.or_else(|| retired.get(listed).filter(|slot| slot.is_easier()))?;
            let is_grown = slot.exercise.id != listed && slot.candidate.chosen.is_none();
            is_grown.then_some(Replacement { exercise: slot.exercise, is_easier: slot.is_easier() })
        });
        for candidate in std::mem::take(&mut self.offer.candidates) {
            // The next phase goes on from the dose that the one before has reached, where it lists
            // the same exercise.
            let same = before.iter().position(|slot| slot.candidate.listed == candidate.listed);
            let slot = match same {
                Some(index) => Slot::taking_up(candidate, before.swap_remove(index), day),
                None => match self.retired.remove(candidate.listed) {
                    Some(old) => Slot::coming_back(candidate, &old, day),
                    None => Slot::new(candidate, day),
                },
            };
            let stopped = self.stops.get(slot.exercise.id.as_str()).cloned();
            self.slots.push(Slot { stopped, ..slot });
        }
        // What went well and is not listed any more leaves no trace: it begins anew if it comes
        // back.
        let left = before.into_iter().filter(Slot::gave_trouble);
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
        let new = self.responses_since(slot, slot.since.max(slot.responses_as_of));
        let mut responses = std::mem::take(&mut slot.responses);
        responses.retain(|response| response.day >= slot.since);
        responses.extend(new);
        responses.drain(..responses.len().saturating_sub(LOOKS_BACK));
        responses
    }

    /// The answers to the last session days of a slot from `from` on, at most [`LOOKS_BACK`], the
    /// oldest first.
    fn responses_since(&self, slot: &Slot<'a>, from: NaiveDate) -> Vec<Response> {
        let done = self.past.done_days(&slot.exercise.id, from, self.day).take(LOOKS_BACK);
        let mut responses: Vec<Response> = done
            .map(|sessions| {
                let day = sessions[0].day;
                Response::new(&sessions, &slot.dose, self.past.scores(), day, self.day)
            })
            .collect();
        responses.reverse();
        responses
    }

    /// Decides about one exercise and carries the decision out; nothing where it is stopped. A
    /// decision that holds the dose is kept only on the last day.
    fn decide(&mut self, slots: &mut [Slot<'a>], index: usize, is_last: bool) {
        let slot = &mut slots[index];
        if slot.stopped.is_some() {
            return;
        }
        let responses = self.responses(slot);
        // A weight that was used is what the next step is counted from: nobody has to enter which
        // ones there are at home.
        let load_g = responses.last().and_then(|last| last.load_g);
        // A break is counted from the day that the exercise came in: before that nobody was asked
        // to do it.
        let here_since = slot.entered.max(slot.candidate.phase_from);
        let last_done = match responses.last() {
            Some(last) => Some(last.day).filter(|day| *day >= here_since),
            None => self
                .past
                .done_days(&slot.exercise.id, here_since, self.day)
                .next()
                .map(|sessions| sessions[0].day),
        };
        let evidence = DecisionInput {
            today: self.day,
            responses: &responses,
            limit: slot.candidate.limit,
            bone: self.present.has_bone(),
            loads: slot.exercise.loads(),
            effort: slot.dose.effort,
            too_much_on: slot.too_much_on,
            had_sign: slot.had_sign,
            last_done: last_done.filter(|last| slot.answered_break != Some(*last)),
            days_per_week: slot.dose.days_per_week,
            week_up: self.week_up,
            grows_from: slot.grows_from(),
        };
        let mut finding = evidence.finding();
        // On a day without a routine the answers still count for what they warn of, and nothing
        // grows: nobody is there to do it.
        let may_grow = !self.is_hidden();
        if may_grow && slot.first_week_ends(&finding, self.day) {
            finding = Finding::FirstWeekOver;
        }
        let set_by = slot.set_by();
        let change = match &finding {
            Finding::Sign { again: true, .. }
            | Finding::Bone { .. }
            | Finding::TooMuch { again: true, .. } => DoseChange::Stop,
            Finding::Sign { .. } => self.easier(slots, index),
            // Half as much, and not none: rest costs strength, and too much once is no danger.
            Finding::TooMuch { .. } => match ladder::halve(&slot.dose) {
                Some(step) => DoseChange::Dose(step),
                None => self.easier(slots, index),
            },
            Finding::Missed { .. } => slot.one_step_down(),
            Finding::FirstWeekOver => {
                DoseChange::Dose(Step::Sets { from: slot.dose.sets, to: slot.dose.sets + 1 })
            }
            Finding::Good if may_grow => match slot.one_step_up(load_g) {
                Some(step) => DoseChange::Dose(step),
                None => self.harder(slots, index),
            },
            _ => DoseChange::Hold,
        };
        // Only now, so that the step above was counted from the dose as it was.
        let slot = &mut slots[index];
        slot.dose.load_g = slot.dose.load_g.or(load_g);
        match &finding {
            Finding::Sign { .. } => slot.had_sign = true,
            // A dose that was set was not halved, and a second time does not show that halving
            // failed.
            Finding::TooMuch { day, .. } if set_by.is_none() => slot.too_much_on = Some(*day),
            Finding::Missed { last, .. } => slot.answered_break = Some(*last),
            _ => {}
        }
        // A dose that a person or a clinician set stays, but a stop is a matter of safety.
        let kept_for =
            set_by.filter(|_| !matches!(change, DoseChange::Hold | DoseChange::Stop)).cloned();
        slot.responses_as_of = self.day;
        if change == DoseChange::Hold && !is_last {
            slot.responses = responses;
            return;
        }
        slot.responses.clone_from(&responses);
        let decision = Decision {
            exercise: slot.exercise.id.clone(),
            on: self.day,
            finding,
            change,
            kept_for,
            can_grow: slot.can_grow(),
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
        if is_last || decision.changes() {
            slot.last_decision = Some(decision);
        }
    }

    /// The first of these exercises that may be done and is not in the routine already.
    fn relative(
        &mut self,
        ids: Vec<&'a String>,
        listed: &str,
        slots: &[Slot<'a>],
    ) -> Option<&'a Exercise> {
        for id in ids {
            // A listed exercise is for its phase to bring in, and a stopped one for a clinician.
            let is_free = (id == listed || !self.present.lists(id))
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

    /// An easier exercise in the place of one, or none at all where there is none, or where a
    /// person chose this one.
    fn easier(&mut self, slots: &[Slot<'a>], index: usize) -> DoseChange {
        let slot = &slots[index];
        let ids =
            if slot.candidate.chosen.is_some() { &[] } else { slot.exercise.easier.as_slice() };
        let easier = self.relative(ids.iter().collect(), slot.candidate.listed, slots);
        easier.map_or(DoseChange::Stop, |easier| DoseChange::Swap {
            to: easier.id.clone(),
            harder: false,
        })
    }

    /// A harder exercise in the place of one, where there is one that is not for a later phase, and
    /// nobody chose this one.
    fn harder(&mut self, slots: &[Slot<'a>], index: usize) -> DoseChange {
        let slot = &slots[index];
        let may = ladder::grows(slot.exercise.kind) && slot.candidate.chosen.is_none();
        let ids = if may { slot.exercise.harder.as_slice() } else { &[] };
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
                Err(TooMuch::Exercises) => verdicts[index] = Err(NotDueReason::Enough),
                Err(TooMuch::Minutes) => verdicts[index] = Err(NotDueReason::TooLong),
            }
        }
        verdicts
    }

    /// Which of some slots fit into one day; `left_out` is how long each has waited.
    fn fit(
        &self,
        due: Vec<usize>,
        left_out: impl Fn(&Slot<'a>) -> u32,
    ) -> Vec<(usize, Result<(), TooMuch>)> {
        let slots = due.iter().map(|index| &self.slots[*index]);
        let entrants: Vec<Entrant<'_>> =
            slots.map(|slot| Entrant { dose: &slot.dose, left_out: left_out(slot) }).collect();
        let fits = fit::fit(&entrants);
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
        // In a worse week nothing is added, and what just came in would be an addition.
        if self.week_up.is_some() && slot.is_new(day) {
            return Err(NotDueReason::NewInWorseWeek);
        }
        let days_per_week = slot.dose.days_per_week;
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
        let recent = self
            .past
            .between(days_before(self.day, BONE_REST_DAYS), days_after(self.day, 1), self.day)
            .rev();
        // Any pain at all, also 0.5: what bone allows is 0 of 10.
        let mut hurt =
            recent.filter(|session| session.pain().is_some_and(|pain| pain.tenths() > 0));
        hurt.next().map(|session| (session.day, days_after(session.day, BONE_REST_DAYS)))
    }

    /// The same, where an exercise is one that it keeps from.
    fn bone_rest_of(&self, slot: &Slot<'a>) -> Option<(NaiveDate, NaiveDate)> {
        self.bone_rest.filter(|_| slot.exercise.loads())
    }

    /// Whether the weekly pattern asks for an exercise on the day.
    fn is_planned(&self, slot: &Slot<'a>) -> bool {
        let is_its_day =
            schedule::is_its_day(slot.candidate.phase_from, slot.dose.days_per_week, self.day);
        is_its_day && slot.stopped.is_none() && self.bone_rest_of(slot).is_none()
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
        let left = today.iter().find_map(|session| StoppedForToday::after(session, pain_max));
        let standing = slot.standing();
        Due {
            exercise: standing.exercise,
            dose: standing.dose,
            conditions: standing.conditions,
            why,
            eased_sets: standing.eased_sets,
            set_by: standing.set_by,
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
        let last_decision = slot.last_decision.as_ref()?;
        let is_fresh = matches!(last_decision.finding, Finding::TooFew { sessions: 0 });
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

/// The days on which something about the plan begins or ends: only then can the exercises on offer
/// change, and working them out is dear.
fn change_days(case: Case<'_>) -> BTreeSet<NaiveDate> {
    let plans = case.plans.iter().flat_map(|plan| {
        let phases = plan.phases.iter().map(|start| start.from);
        phases.chain([plan.started_on]).chain(plan.ended_on)
    });
    let agreed =
        case.plans.iter().flat_map(|plan| &plan.phases).filter_map(|start| start.cleared.as_ref());
    let plans = plans.chain(agreed.map(|check| check.on));
    let answers = case.answers.iter().map(|answer| answer.day);
    plans.chain(answers).chain(case.record.settings.iter().map(|setting| setting.from)).collect()
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
