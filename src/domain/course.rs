//! The course of a plan, day by day: what each exercise has come to by the answers of the body.
//!
//! A course is told again from the diary each time, from the day on which every condition that matters had just come in.
//! On each day it looks only at what was dated before that day, or is the morning of that day, and was written by
//! then. So a day that has gone by stays as it was decided then, and the same diary always gives the same course.
//!
//! What the rules say is in [`super::decision`], the size of a step in [`super::ladder`], what may be done at all in
//! `offer.rs`, which days are which in `schedule.rs`, and what fits into one in [`super::fit`].

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::day::{days_after, days_before, days_between};
use super::decision::{Change, Decision, Evidence, Finding, LOOKS_BACK, WeekUp};
use super::dose::Dose;
use super::exercise::Exercise;
use super::fit::{self, Entrant, TooMuch};
use super::ladder::{self, Step};
use super::offer::{Candidate, Offer, Present};
use super::plan::{Pause, Plan, SetBy, Setting, Told};
use super::response::{Felt, Response};
use super::routine::{Because, Case, Due, NotToday, Routine, Why};
use super::schedule;
use super::screening::{Hold, Screening};
use super::session::{Outcome, Session};
use super::stats::{self, DayPain};

/// Sets shown in the first week of a phase, where the dose says more (design choice).
const FIRST_WEEK_SETS: u32 = 2;

/// Days of that first week; steady work grows no sooner either (`exercises/library/`: "each week").
const WEEK: u64 = 7;

/// Days of rest after pain, where a bone allows none (design proposal).
const BONE_RESTS: u64 = 2;

/// Days for which an exercise that came in by itself counts as new (design choice).
const NEW_FOR: i64 = 14;

/// A plan followed up to a day.
#[derive(Debug, Clone)]
pub struct Course<'a> {
    case: Case<'a>,
    day: NaiveDate,
    /// By exercise, and by day.
    of_exercise: BTreeMap<&'a str, Vec<&'a Session>>,
    by_day: Vec<&'a Session>,
    present: Present<'a>,
    holds: Vec<Hold>,
    offer: Offer<'a>,
    week_up: Option<WeekUp>,
    /// The day of a pain that a bone rests from, and the last day of that rest.
    bone_rest: Option<(NaiveDate, NaiveDate)>,
    /// Every rated day, as if all of it had been known at once.
    days: Vec<DayPain>,
    /// Ratings that were written after their own day: that day, and the one they were written on.
    late_felt: Vec<(NaiveDate, NaiveDate)>,
    /// The days on which something was written that a day before could have used.
    late: BTreeSet<NaiveDate>,
    slots: Vec<Slot<'a>>,
    changes: Vec<Decision>,
    planned: Vec<(NaiveDate, u32)>,
    wanted: BTreeSet<&'a str>,
}

/// What has become of one exercise that a phase lists.
#[derive(Debug, Clone)]
struct Slot<'a> {
    candidate: Candidate<'a>,
    /// What is done now; the candidate's, unless a rule has changed it.
    exercise: &'a Exercise,
    /// The dose that it began with.
    prescribed: Dose,
    dose: Dose,
    /// What it was before each time it grew.
    grown_from: Vec<(&'a Exercise, Dose, Dose)>,
    /// The first day whose sessions count for the next decision.
    since: NaiveDate,
    /// The day that this exercise came in.
    entered: NaiveDate,
    /// Whether it still has the fewer sets of the first week.
    eased: bool,
    too_much_on: Option<NaiveDate>,
    had_sign: bool,
    /// The last session before a break that was answered.
    answered_break: Option<NaiveDate>,
    /// The answers that were last put together, and the day they were.
    heard: Vec<Response>,
    heard_on: NaiveDate,
    stopped: Option<Decision>,
    said: Option<Decision>,
    /// Days in a row that it was due and did not fit, as it went and by the weekly pattern alone.
    left_out: u32,
    pattern_left_out: u32,
}

/// What has become of one exercise of the plan by a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The id that the phase lists.
    pub listed: String,
    /// The id of what is done.
    pub exercise: String,
    /// Ids of the conditions it is for.
    pub conditions: Vec<String>,
    /// The dose it began with.
    pub prescribed: Dose,
    /// The dose now.
    pub dose: Dose,
    /// The first day whose sessions count for the next decision.
    pub since: NaiveDate,
    /// Sets left out because the phase is in its first week; 0 for none.
    pub eased_sets: u32,
    /// Who set the dose, where somebody did.
    pub set_by: Option<SetBy>,
    /// Who chose the exercise in the place of the listed one, where somebody did.
    pub chosen_by: Option<SetBy>,
    /// Whether it is stopped until a clinician has looked.
    pub is_stopped: bool,
    /// The decision that stands, with all that it rests on; `None` before its first day is over.
    pub decision: Option<Decision>,
}

impl<'a> Course<'a> {
    /// Follows the plans of `case` from `from`, which is the [`beginning`] of some day, up to `day`. The sessions and
    /// ratings of the case reach back to four weeks before; what is dated or written later than a day is not looked
    /// at on it.
    pub fn follow(case: Case<'a>, from: NaiveDate, day: NaiveDate) -> Self {
        let mut course = Self::begin(case, from);
        course.enter(from, true, from == day);
        course.to(day)
    }

    /// Follows the plans up to `first`, and from there on day by day up to `to` with what `on_day` makes of each day before
    /// it ends. What that returns is taken as done on the day, though nothing is known of how it felt.
    pub(super) fn follow_with(
        case: Case<'a>,
        first: NaiveDate,
        to: NaiveDate,
        mut on_day: impl FnMut(&Self) -> Vec<&'a Session>,
    ) {
        let mut course = Self::follow(case, beginning(case.plans, first), first);
        loop {
            for session in on_day(&course) {
                for of_it in [&mut course.by_day, course.of_exercise.entry(&session.exercise).or_default()] {
                    of_it.insert(of_it.partition_point(|other| other.day <= session.day), session);
                }
            }
            if course.day >= to {
                return;
            }
            let next = days_after(course.day, 1);
            course = course.to(next);
        }
    }

    /// A course on which nothing has happened yet.
    fn begin(case: Case<'a>, from: NaiveDate) -> Self {
        let mut course = Self {
            case,
            day: from,
            of_exercise: BTreeMap::new(),
            by_day: Vec::new(),
            present: Present::on(case, from),
            holds: Vec::new(),
            offer: Offer::default(),
            week_up: None,
            bone_rest: None,
            days: Vec::new(),
            late_felt: Vec::new(),
            late: BTreeSet::new(),
            slots: Vec::new(),
            changes: Vec::new(),
            planned: Vec::new(),
            wanted: BTreeSet::new(),
        };
        course.index();
        course
    }

    /// Goes on to a later `day` with what was recorded since. What was told so far stays: `case` must hold nothing new
    /// that was written by then.
    pub fn go_on(mut self, case: Case<'a>, day: NaiveDate) -> Self {
        let is_same = std::ptr::eq(self.case.record, case.record);
        self.case = case;
        if !is_same {
            self.index();
        }
        self.to(day)
    }

    /// Goes on, day by day.
    fn to(mut self, day: NaiveDate) -> Self {
        let turns = turns(self.case);
        while self.day < day {
            self.leave();
            let next = days_after(self.day, 1);
            self.enter(next, turns.contains(&next), next == day);
        }
        self
    }

    /// Puts the sessions in order.
    fn index(&mut self) {
        self.by_day = self.case.record.sessions.iter().collect();
        self.by_day.sort_by_key(|session| (session.day, session.written_at));
        self.of_exercise.clear();
        for session in &self.by_day {
            self.of_exercise.entry(&session.exercise).or_default().push(session);
        }
        let record = self.case.record;
        let late_sessions = record.sessions.iter().map(|session| (session.day, session.known_on()));
        let late_sessions = late_sessions.filter(|(day, known_on)| *known_on > days_after(*day, 1));
        let late_felt = record.felt.iter().filter(|felt| felt.known_on > felt.day);
        self.late_felt = late_felt.map(|felt| (felt.day, felt.known_on)).collect();
        self.late = late_sessions.chain(self.late_felt.iter().copied()).map(|(_, known_on)| known_on).collect();
        self.days = stats::by_day(&record.felt.iter().map(Felt::reading).collect::<Vec<_>>());
    }

    /// The week's rise on the day. Only where something of the last two weeks was written later must they be gone through
    /// again.
    fn rise_of_week(&self) -> Option<WeekUp> {
        let first = days_before(self.day, 2 * stats::WINDOW_DAYS);
        let unknown =
            |(day, known_on): &(NaiveDate, NaiveDate)| *day >= first && *day < self.day && *known_on > self.day;
        match self.late_felt.iter().any(unknown) {
            true => WeekUp::before(&self.case.record.felt, self.day),
            false => WeekUp::of(&self.days, self.day),
        }
    }

    /// The ids of exercises that a rule would have looked at and whose files were not on the shelf; empty when the
    /// course is told in full.
    pub fn wanted(&self) -> impl Iterator<Item = &'a str> {
        self.wanted.iter().copied()
    }

    /// Everything that was changed on the way, in order.
    pub fn changes(&self) -> &[Decision] {
        &self.changes
    }

    /// What has become of each exercise of the plan, each with the decision that a person should read about it.
    pub fn standings(&self) -> impl Iterator<Item = Standing> {
        let standing = |slot: &Slot<'a>| {
            let decision = slot.stopped.as_ref().or_else(|| self.last_word(slot)).cloned();
            Standing { decision, ..slot.standing() }
        };
        self.slots.iter().map(standing)
    }

    /// How many sessions the plan asked for on each day of the course before the last, by its weekly pattern alone:
    /// what adherence is counted against. A missed exercise that is carried over is not asked for twice, and a day on
    /// which the plan rested or was hidden asks for none.
    pub fn planned(mut self) -> Vec<(NaiveDate, u32)> {
        self.leave();
        self.planned
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
                Err(because) => not_today.push(NotToday { exercise: slot.exercise.id.clone(), because }),
            }
        }
        let notes = Screening::new(self.case.safety, self.case.answers, day).notes().map(str::to_owned).collect();
        let waiting = self.offer.waiting.clone();
        Routine { waiting, notes, due, not_today, week_up: self.week_up, ..nothing }
    }

    /// Begins a day: what is on offer, where that may have changed, and what the answers so far decide. What only tells
    /// that a dose holds is told on the last day.
    fn enter(&mut self, day: NaiveDate, is_turn: bool, is_last: bool) {
        self.day = day;
        if is_turn {
            self.present = Present::on(self.case, day);
            self.holds = Screening::new(self.case.safety, self.case.answers, day).holds();
        }
        self.week_up = self.rise_of_week();
        self.bone_rest = self.rest_of_bone();
        if is_turn {
            // A setting begins anew with its exercise; what was answered before is heard first, so that none passes
            // over a sign.
            self.decide_each(|slot| slot.is_set_on(day, &self.case.record.settings), false);
            self.turn();
        }
        if !self.is_hidden() {
            self.decide_each(|_| true, is_last);
        }
    }

    /// Decides about every exercise that `which` names.
    fn decide_each(&mut self, which: impl Fn(&Slot<'a>) -> bool, is_last: bool) {
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
    fn leave(&mut self) {
        let mut planned = 0;
        if !self.is_hidden() {
            let verdicts = self.verdicts();
            let pattern: Vec<usize> =
                (0..self.slots.len()).filter(|index| self.is_planned(&self.slots[*index])).collect();
            let entrants: Vec<Entrant<'_>> = pattern
                .iter()
                .map(|index| &self.slots[*index])
                .map(|slot| Entrant { dose: &slot.dose, left_out: slot.pattern_left_out })
                .collect();
            let fits = fit::fit(&entrants);
            for (index, fits) in pattern.into_iter().zip(fits) {
                let slot = &mut self.slots[index];
                planned += if fits.is_ok() { slot.dose.times_per_day } else { 0 };
                slot.pattern_left_out = if fits.is_ok() { 0 } else { slot.pattern_left_out + 1 };
            }
            for (slot, verdict) in self.slots.iter_mut().zip(verdicts) {
                match verdict {
                    Ok(_) => slot.left_out = 0,
                    Err(Because::Enough | Because::TooLong) => slot.left_out += 1,
                    Err(_) => {}
                }
            }
        }
        self.planned.push((self.day, planned));
    }

    /// The rest that covers the day, if any.
    fn pause(&self) -> Option<&'a Pause> {
        self.case.record.pauses.iter().rev().find(|pause| pause.covers(self.day))
    }

    /// Whether nothing is asked for on the day, because something is to be looked at first or the plan rests.
    fn is_hidden(&self) -> bool {
        !self.holds.is_empty() || self.pause().is_some()
    }

    /// Takes up what is on offer from the day on. What goes on as it was keeps what has become of it.
    fn turn(&mut self) {
        let mut before = std::mem::take(&mut self.slots);
        let grown = |listed: &str| {
            let slot = before.iter().find(|slot| slot.candidate.listed == listed)?;
            (slot.exercise.id != listed && slot.candidate.chosen.is_none()).then_some(slot.exercise)
        };
        self.offer = self.present.offer(grown);
        for candidate in std::mem::take(&mut self.offer.candidates) {
            // The next phase goes on with what the one before has come to, where it lists the same exercise.
            let is_same = |slot: &Slot<'a>| slot.candidate.listed == candidate.listed;
            let old = before.iter().position(is_same).map(|index| before.swap_remove(index));
            self.slots.push(Slot::taking_up(candidate, old, self.day));
        }
    }

    /// Every session of an exercise, in the order of their days.
    fn of(&self, exercise: &str) -> &[&'a Session] {
        self.of_exercise.get(exercise).map_or(&[][..], Vec::as_slice)
    }

    /// Every session of the days from `from` to `to`.
    fn between(&self, from: NaiveDate, to: NaiveDate) -> &[&'a Session] {
        let all = &self.by_day;
        &all[all.partition_point(|session| session.day < from)..all.partition_point(|session| session.day <= to)]
    }

    /// Done sessions of an exercise from `from` up to the day before the present one, as far as they were known, in the
    /// order of their days.
    fn done<'s>(
        &'s self,
        exercise: &str,
        from: NaiveDate,
    ) -> impl DoubleEndedIterator<Item = &'a Session> + use<'s, 'a> {
        let day = self.day;
        let all = self.of(exercise);
        let within =
            &all[all.partition_point(|session| session.day < from)..all.partition_point(|session| session.day < day)];
        within.iter().copied().filter(move |session| session.is_done() && session.known_on() <= day)
    }

    /// The answers to a slot's last session days at its present dose, the oldest first. What was heard on an earlier day is
    /// not put together again, unless something was written late since.
    fn responses(&self, slot: &Slot<'a>) -> Vec<Response> {
        let mut found: Vec<Response> = Vec::with_capacity(LOOKS_BACK);
        let done = self.done_days(&slot.exercise.id, slot.since);
        let nothing_late = self.late.range(..=self.day).next_back().is_none_or(|last| *last <= slot.heard_on);
        for sessions in done.take(LOOKS_BACK) {
            let day = sessions[0].day;
            let heard = slot.heard.iter().find(|heard| heard.day == day);
            let heard = heard.filter(|_| nothing_late && slot.heard_on > day);
            let answer = || Response::new(&sessions, &slot.dose, &self.case.record.felt, day, self.day);
            found.push(heard.cloned().unwrap_or_else(answer));
        }
        found.reverse();
        found
    }

    /// The days before the present one on which an exercise was done, from `from` on and as far as it was known, the
    /// newest first, each with its sessions.
    fn done_days<'s>(
        &'s self,
        exercise: &str,
        from: NaiveDate,
    ) -> impl Iterator<Item = Vec<&'a Session>> + use<'s, 'a> {
        let mut done = self.done(exercise, from).rev().peekable();
        std::iter::from_fn(move || {
            let last = done.next()?;
            let mut sessions = vec![last];
            sessions.extend(std::iter::from_fn(|| done.next_if(|session| session.day == last.day)));
            Some(sessions)
        })
    }

    /// Decides about one exercise, and does it; nothing where it is stopped. That a dose holds is kept on the last day.
    fn decide(&mut self, slots: &mut [Slot<'a>], index: usize, is_last: bool) {
        let slot = &slots[index];
        if slot.stopped.is_some() {
            return;
        }
        let responses = self.responses(slot);
        // A weight that was used is what the next one is counted from.
        let load_g = responses.last().and_then(|last| self.done(&slot.exercise.id, last.day).find_map(Session::load_g));
        let last_done = self.done(&slot.exercise.id, slot.entered.max(slot.candidate.phase_from)).next_back();
        let evidence = Evidence {
            today: self.day,
            responses: &responses,
            limit: slot.candidate.limit,
            bone: self.present.has_bone(),
            loads: slot.exercise.loads(),
            effort: slot.dose.effort,
            too_much_on: slot.too_much_on,
            had_sign: slot.had_sign,
            last_done: last_done.map(|session| session.day).filter(|last| slot.answered_break != Some(*last)),
            days_per_week: slot.dose.days_per_week,
            week_up: self.week_up,
            grows_from: slot.grows_from(),
        };
        let mut finding = evidence.finding();
        if slot.first_week_ends(&finding, self.day) {
            finding = Finding::FirstWeekOver;
        }
        let set_by = slot.set_by();
        let change = match &finding {
            Finding::Sign { again: true, .. } | Finding::Bone { .. } | Finding::TooMuch { again: true, .. } => {
                Change::Stop
            }
            Finding::Sign { .. } => self.easier(slots, index),
            Finding::TooMuch { .. } => match ladder::halve(&slot.dose) {
                Some(step) => Change::Dose(step),
                None => self.easier(slots, index),
            },
            Finding::Missed { .. } => slot.one_step_down(),
            Finding::FirstWeekOver => Change::Dose(Step::Sets { from: slot.dose.sets, to: slot.prescribed.sets }),
            Finding::Good => match slot.one_step_up(load_g) {
                Some(step) => Change::Dose(step),
                None => self.harder(slots, index),
            },
            _ => Change::Hold,
        };
        let slot = &mut slots[index];
        slot.dose.load_g = slot.dose.load_g.or(load_g);
        match &finding {
            Finding::Sign { .. } => slot.had_sign = true,
            Finding::TooMuch { day, .. } if set_by.is_none() => slot.too_much_on = Some(*day),
            Finding::Missed { last, .. } => slot.answered_break = Some(*last),
            _ => {}
        }
        let kept_for = set_by.filter(|_| !matches!(change, Change::Hold | Change::Stop)).cloned();
        slot.heard.clone_from(&responses);
        slot.heard_on = self.day;
        if change == Change::Hold && !is_last {
            return;
        }
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
            self.changes.push(decision.clone());
        }
        if is_last || decision.changes() {
            slot.said = Some(decision);
        }
    }

    /// The first of these exercises that may be done and is not in the routine already.
    fn relative(&mut self, ids: Vec<&'a String>, listed: &str, slots: &[Slot<'a>]) -> Option<&'a Exercise> {
        let is_free = |id: &&String| {
            (**id == listed || !self.present.lists(id)) && slots.iter().all(|slot| slot.exercise.id != **id)
        };
        for id in ids.into_iter().filter(is_free) {
            match self.case.shelf.exercises.get(id) {
                None => drop(self.wanted.insert(id)),
                Some(exercise) if self.present.keeps_out(exercise).is_none() => return Some(exercise),
                Some(_) => {}
            }
        }
        None
    }

    /// An easier exercise in the place of one, or none at all where there is none, or where a person chose this one.
    fn easier(&mut self, slots: &[Slot<'a>], index: usize) -> Change {
        let slot = &slots[index];
        let ids = if slot.candidate.chosen.is_some() { &[] } else { slot.exercise.easier.as_slice() };
        let easier = self.relative(ids.iter().collect(), slot.candidate.listed, slots);
        easier.map_or(Change::Stop, |easier| Change::Swap { to: easier.id.clone(), harder: false })
    }

    /// A harder exercise in the place of one, where there is one that is not for a later phase, and nobody chose this one.
    fn harder(&mut self, slots: &[Slot<'a>], index: usize) -> Change {
        let slot = &slots[index];
        let may = ladder::grows(slot.exercise.kind) && slot.candidate.chosen.is_none();
        let ids = if may { slot.exercise.harder.as_slice() } else { &[] };
        let ids: Vec<&'a String> = ids.iter().filter(|id| !self.present.keeps_for_later(id)).collect();
        let harder = self.relative(ids, slot.candidate.listed, slots);
        harder.map_or(Change::Hold, |harder| Change::Swap { to: harder.id.clone(), harder: true })
    }

    /// Whether each slot is due on the day, in their order, and why or why not.
    fn verdicts(&self) -> Vec<Result<Why, Because>> {
        let mut verdicts: Vec<Result<Why, Because>> = self.slots.iter().map(|slot| self.when(slot)).collect();
        let due: Vec<usize> = (0..verdicts.len()).filter(|index| verdicts[*index].is_ok()).collect();
        let entrants: Vec<Entrant<'_>> = due
            .iter()
            .map(|index| &self.slots[*index])
            .map(|slot| Entrant { dose: &slot.dose, left_out: slot.left_out })
            .collect();
        for (index, fits) in due.into_iter().zip(fit::fit(&entrants)) {
            match fits {
                Ok(()) => {}
                Err(TooMuch::Exercises) => verdicts[index] = Err(Because::Enough),
                Err(TooMuch::Minutes) => verdicts[index] = Err(Because::TooLong),
            }
        }
        verdicts
    }

    /// Whether an exercise is due on the day by itself, and why or why not.
    fn when(&self, slot: &Slot<'a>) -> Result<Why, Because> {
        let (day, from) = (self.day, slot.candidate.phase_from);
        if let Some(stopped) = &slot.stopped {
            return Err(Because::Stopped(Box::new(stopped.clone())));
        }
        if let Some((on, until)) = self.bone_rest.filter(|_| slot.exercise.loads()) {
            return Err(Because::BoneRests { on, until });
        }
        if self.week_up.is_some() && slot.is_new(day) {
            return Err(Because::NewInWorseWeek);
        }
        let yesterday = days_before(day, 1);
        let days_per_week = slot.dose.days_per_week;
        if schedule::rests(days_per_week) {
            if self.done(&slot.exercise.id, yesterday).next().is_some() {
                return Err(Because::Rest);
            }
            if let Some(other) = self.loaded_the_same(slot.exercise, yesterday) {
                return Err(Because::RestAfter { other: other.id.clone() });
            }
        }
        if days_per_week >= 7 {
            return Ok(Why::Daily);
        }
        if schedule::is_its_day(from, days_per_week, day) {
            return Ok(Why::ItsDay { days_per_week });
        }
        // Skipping settles a day as doing does.
        let of_it = self.of(&slot.exercise.id);
        let settled_on = |from: NaiveDate| {
            let since = of_it[of_it.partition_point(|session| session.day < from)..].iter();
            since.take_while(|session| session.day < day).any(|session| session.known_on() <= day)
        };
        match schedule::last_day_before(from, days_per_week, day).filter(|last| !settled_on(*last)) {
            Some(from) => Ok(Why::CarriedOver { from }),
            None => Err(Because::AnotherDay { days_per_week }),
        }
    }

    /// An exercise done on `yesterday` that loads the same muscle.
    fn loaded_the_same(&self, exercise: &Exercise, yesterday: NaiveDate) -> Option<&'a Exercise> {
        let done = self
            .between(yesterday, yesterday)
            .iter()
            .filter(|session| session.is_done() && session.known_on() <= self.day);
        let mut others = done.filter_map(|session| self.case.shelf.exercises.get(&session.exercise));
        others.find(|other| other.id != exercise.id && schedule::load_the_same(exercise, other))
    }

    /// The rest that a bone needs after pain.
    fn rest_of_bone(&self) -> Option<(NaiveDate, NaiveDate)> {
        if !self.present.has_bone() {
            return None;
        }
        let recent = self.between(days_before(self.day, BONE_RESTS), self.day).iter().rev();
        let mut hurt = recent
            .filter(|session| session.known_on() <= self.day && session.pain().is_some_and(|pain| pain.tenths() > 0));
        hurt.next().map(|session| (session.day, days_after(session.day, BONE_RESTS)))
    }

    /// Whether the weekly pattern asks for an exercise on the day.
    fn is_planned(&self, slot: &Slot<'a>) -> bool {
        let is_its_day = schedule::is_its_day(slot.candidate.phase_from, slot.dose.days_per_week, self.day);
        is_its_day && slot.stopped.is_none() && (self.bone_rest.is_none() || !slot.exercise.loads())
    }

    /// An exercise as it is due on the day.
    fn due(&self, slot: &Slot<'a>, why: Why) -> Due {
        let of_it = self.of(&slot.exercise.id);
        let today = || of_it.iter().filter(|session| session.day == self.day);
        let skipped = today().find_map(|session| match &session.outcome {
            Outcome::Skipped { why } => Some(why.clone().unwrap_or_default()),
            Outcome::Done(_) => None,
        });
        let done = today().filter(|session| session.is_done()).count();
        let standing = slot.standing();
        Due {
            exercise: standing.exercise,
            dose: standing.dose,
            conditions: standing.conditions,
            why,
            eased_sets: standing.eased_sets,
            set_by: standing.set_by,
            decision: self.last_word(slot).cloned(),
            pain_max: slot.candidate.limit.acceptable_max,
            cautions: slot.candidate.cautions.clone(),
            done: u32::try_from(done).unwrap_or(u32::MAX),
            // Skipping and then doing it after all is doing it.
            skipped: skipped.filter(|_| done == 0),
        }
    }

    /// The decision that a person should read about an exercise: what last changed it, until it was done so once;
    /// from then on, why it holds.
    fn last_word<'s>(&'s self, slot: &'s Slot<'a>) -> Option<&'s Decision> {
        let said = slot.said.as_ref()?;
        let is_fresh = matches!(said.finding, Finding::TooFew { sessions: 0 });
        let changed = |decision: &&Decision| decision.on == slot.since && decision.leads_to(&slot.exercise.id);
        self.changes.iter().rev().find(changed).filter(|_| is_fresh).or(Some(said))
    }
}

impl<'a> Slot<'a> {
    /// A slot for what is on offer from `day` on. What goes on as it was keeps what has become of it; of anything else
    /// only what kept the person safe stays.
    fn taking_up(candidate: Candidate<'a>, old: Option<Self>, day: NaiveDate) -> Self {
        if let Some(old) = old {
            let is_same = candidate.exercise.id == old.exercise.id
                && candidate.set == old.candidate.set
                && candidate.chosen == old.candidate.chosen;
            // A dose that another condition makes stricter is a new one.
            if is_same && (candidate.dose == old.prescribed || candidate.dose == old.candidate.dose) {
                return Self { candidate, ..old };
            }
            let words = [candidate.set, candidate.chosen];
            let is_lifted =
                old.stopped.as_ref().is_some_and(|stop| words.iter().flatten().any(|word| lifts(word, stop, day)));
            let fresh = Self::new(candidate, day);
            let fresh = if is_same { fresh.with_what_it_had_come_to(&old) } else { fresh };
            return match is_lifted {
                true => fresh,
                false => Self {
                    stopped: old.stopped.filter(|_| old.exercise.id == fresh.exercise.id),
                    had_sign: old.had_sign,
                    too_much_on: old.too_much_on,
                    left_out: old.left_out,
                    pattern_left_out: old.pattern_left_out,
                    ..fresh
                },
            };
        }
        Self::new(candidate, day)
    }

    fn new(candidate: Candidate<'a>, day: NaiveDate) -> Self {
        let is_first_week = day < days_after(candidate.phase_from, WEEK);
        let prescribed = candidate.dose.clone();
        let is_set = candidate.set.is_some_and(|setting| matches!(setting.told, Told::Dose(_)));
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
            heard: Vec::new(),
            heard_on: day,
            stopped: None,
            said: None,
            left_out: 0,
            pattern_left_out: 0,
            candidate,
        }
    }

    /// The same with what an exercise had come to before, in all that is prescribed as it was.
    fn with_what_it_had_come_to(self, old: &Self) -> Self {
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
        dose.load_g = now.load_g.or(old.dose.load_g);
        Self { dose, eased: self.eased && old.eased, ..self }
    }

    /// Whether the plan was told something about it that holds from `day` on.
    fn is_set_on(&self, day: NaiveDate, settings: &[Setting]) -> bool {
        let about = |setting: &Setting| match &setting.told {
            Told::InPlaceOf(listed) => *listed == self.candidate.listed || setting.exercise == self.exercise.id,
            Told::Dose(_) | Told::HandedBack => setting.exercise == self.exercise.id,
        };
        settings.iter().any(|setting| setting.from == day && about(setting))
    }

    /// Who set the dose, where somebody did.
    fn set_by(&self) -> Option<&'a SetBy> {
        self.candidate.set.filter(|setting| matches!(setting.told, Told::Dose(_))).map(|setting| &setting.by)
    }

    /// The next step up, counted from the weight that was used where none was set.
    fn one_step_up(&self, load_g: Option<u32>) -> Option<Step> {
        let now = Dose { load_g: self.dose.load_g.or(load_g), ..self.dose.clone() };
        ladder::up(self.exercise.kind, &now, &self.prescribed)
    }

    /// Whether there is anything that could grow, in its dose or into a harder exercise.
    fn can_grow(&self) -> bool {
        ladder::up(self.exercise.kind, &self.dose, &self.prescribed).is_some()
            || ladder::grows(self.exercise.kind) && !self.exercise.harder.is_empty() && self.candidate.chosen.is_none()
    }

    /// The first day on which it may grow.
    fn grows_from(&self) -> NaiveDate {
        match (self.eased, self.dose.minutes) {
            (true, _) => days_after(self.candidate.phase_from, WEEK),
            (false, Some(_)) => days_after(self.since, WEEK),
            (false, None) => self.since,
        }
    }

    /// Whether the fewer sets of the first week end on `day`: not while something stands against more.
    fn first_week_ends(&self, finding: &Finding, day: NaiveDate) -> bool {
        let against = matches!(
            finding,
            Finding::Sign { .. }
                | Finding::Bone { .. }
                | Finding::TooMuch { .. }
                | Finding::Missed { .. }
                | Finding::WeekUp(_)
                | Finding::NotSettled { .. }
        );
        self.eased && day >= days_after(self.candidate.phase_from, WEEK) && !against
    }

    /// Whether it came in by itself, and not long ago.
    fn is_new(&self, day: NaiveDate) -> bool {
        self.entered > self.candidate.phase_from && days_between(self.entered, day) < NEW_FOR
    }

    /// What it was before it last grew; where it has not grown, a little less.
    fn one_step_down(&self) -> Change {
        match self.grown_from.last() {
            Some((exercise, _, dose)) => Change::Back {
                to: (exercise.id != self.exercise.id).then(|| exercise.id.clone()),
                dose: dose.to_string(),
            },
            None => ladder::down(&self.dose).map_or(Change::Hold, Change::Dose),
        }
    }

    /// Does what was decided.
    fn carry_out(&mut self, decision: &Decision, present: &Present<'a>, case: Case<'a>) {
        self.since = decision.on;
        match &decision.change {
            Change::Hold => {}
            Change::Stop => self.stopped = Some(decision.clone()),
            Change::Dose(step) => {
                match (step.is_up(), self.eased) {
                    (true, false) => self.grown_from.push((self.exercise, self.prescribed.clone(), self.dose.clone())),
                    _ => self.grown_from.clear(),
                }
                self.dose = step.apply(&self.dose);
                self.eased = false;
            }
            Change::Back { .. } => {
                let Some((exercise, prescribed, dose)) = self.grown_from.pop() else { return };
                if exercise.id != self.exercise.id {
                    self.take(exercise, decision.on, present);
                }
                (self.prescribed, self.dose) = (prescribed, dose);
            }
            Change::Swap { to, harder } => {
                let Some(exercise) = case.shelf.exercises.get(to) else { return };
                match harder {
                    true => self.grown_from.push((self.exercise, self.prescribed.clone(), self.dose.clone())),
                    false => self.grown_from.clear(),
                }
                self.take(exercise, decision.on, present);
                self.prescribed = present.dose_as_set(exercise, &self.candidate.conditions);
                self.dose = self.prescribed.clone();
                self.eased = false;
            }
        }
    }

    /// Puts another exercise in its place.
    fn take(&mut self, exercise: &'a Exercise, day: NaiveDate, present: &Present<'a>) {
        self.exercise = exercise;
        self.entered = day;
        self.candidate.set = present.setting_of(&exercise.id);
        self.candidate.limit = present.limit(exercise);
        self.candidate.cautions = present.cautions(exercise);
    }

    /// What has become of it.
    fn standing(&self) -> Standing {
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
            decision: self.stopped.clone().or_else(|| self.said.clone()),
        }
    }
}

/// Whether a word that takes effect on `day` lifts a stop: a clinician's, who can have seen what it was for.
fn lifts(word: &Setting, stop: &Decision, day: NaiveDate) -> bool {
    let last = stop.responses.last().map_or(stop.on, |response| response.day);
    word.from == day && matches!(&word.by, SetBy::Clinician(check) if check.on >= last)
}

/// The days on which something about the plan begins or ends: only then can what is on offer change.
fn turns(case: Case<'_>) -> BTreeSet<NaiveDate> {
    let plans = case.plans.iter().flat_map(|plan| {
        let phases = plan.phases.iter().map(|start| start.from);
        phases.chain([plan.started_on]).chain(plan.ended_on)
    });
    let answers = case.answers.iter().map(|answer| answer.day);
    plans.chain(answers).chain(case.record.settings.iter().map(|setting| setting.from)).collect()
}

/// The day from which the course up to `day` must be told: on it, every condition that matters since had just come
/// into the plan.
pub fn beginning(plans: &[Plan], day: NaiveDate) -> NaiveDate {
    let mut from = day;
    let goes_back =
        |plan: &&Plan, from: NaiveDate| plan.started_on < from && plan.ended_on.is_none_or(|end| end > from);
    while let Some(plan) = plans.iter().find(|plan| goes_back(plan, from)) {
        from = plan.started_on;
    }
    from
}
