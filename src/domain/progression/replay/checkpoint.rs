//! What following the plans came to by the beginning of a day, so that a diary of many years need
//! not be followed from its first day on every run.
//!
//! It holds what later days look back on, and nothing that the plan and the library tell again. It
//! is true as long as nothing that was recorded, set or answered for the days before it changes, nor
//! the library, nor the rules; whoever keeps it must see to that. Where it is kept is not known here.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::course::Course;
use super::flare_dose::WayBack;
use super::past::{Earlier as EarlierSessions, Past};
use super::slot::{Cut, Earlier, Slot};
use super::{DoseStep, Planned, Progression, all_change_days, change_days};
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::flare::cycle::Cycle;
use crate::domain::flare::fold::{ClosedFlares, Flare, FlareDay, FlareFold, words_by_day};
use crate::domain::plan::assignment::{Override, Setting};
use crate::domain::programme::dose::Dose;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::candidates::{ActivePlans, Candidate, Replacement};
use crate::domain::progression::case::Case;
use crate::domain::progression::decision::{Decision, LOOKS_BACK};
use crate::domain::progression::response::Response;
use crate::domain::text::date::{day_number, days_after, days_before};

/// Days before a checkpoint of which what was asked for is kept: what was done late counts for a day
/// of the week before.
const PLANNED_DAYS: u64 = 14;

/// Days more than any rule looks back (design choice).
const MARGIN: i64 = 14;

/// What following the plans came to by the beginning of a day.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The day that comes next.
    day: NaiveDate,
    /// The first day of which sessions and scores are still asked for.
    reads_from: NaiveDate,
    /// The last day on which something about the plan began or ended.
    changed_on: NaiveDate,
    /// What rules had put in the place of listed exercises on that day.
    grown: Vec<(String, String, bool)>,
    flares: ClosedFlares,
    flare: Option<Flare>,
    has_bone: bool,
    bone_rest: Option<(NaiveDate, NaiveDate)>,
    slots: Vec<SlotState>,
    stops: BTreeMap<String, Decision>,
    retired: Vec<SlotState>,
    changes: Vec<Decision>,
    planned: Vec<(NaiveDate, String, u32)>,
    dose_steps: Vec<(NaiveDate, String, Dose, u32)>,
    sessions: EarlierSessions,
}

/// What has become of one exercise; the exercises by their ids.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct SlotState {
    listed: String,
    named: String,
    offered: String,
    offered_dose: Dose,
    conditions: Vec<String>,
    #[serde(with = "day_number")]
    phase_from: NaiveDate,
    #[serde(with = "day_number")]
    shown_from: NaiveDate,
    is_chosen: bool,
    exercise: String,
    prescribed: Dose,
    dose: Dose,
    grown_from: Vec<EarlierState>,
    lowered_from: Vec<(Cut, EarlierState)>,
    stands_in_after_spread: bool,
    #[serde(with = "day_number")]
    since: NaiveDate,
    grew_on: Option<NaiveDate>,
    eased: bool,
    had_spread: bool,
    most_pain_on: Vec<NaiveDate>,
    last_done: Option<NaiveDate>,
    kept_out: i64,
    away_answered: i64,
    retired_on: Option<NaiveDate>,
    way_back: Option<WayBack>,
    for_flare: bool,
    responses: Vec<Response>,
    #[serde(with = "day_number")]
    responses_as_of: NaiveDate,
    stopped: Option<Decision>,
    last_change: Option<Decision>,
    left_out: u32,
    pattern_left_out: u32,
}

/// What an exercise was before something changed it.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct EarlierState {
    exercise: String,
    prescribed: Dose,
    dose: Dose,
}

impl Checkpoint {
    /// The day that comes next: what is asked about it and later days can go on from here.
    pub fn day(&self) -> NaiveDate {
        self.day
    }

    /// The first day of which sessions and scores are still asked for.
    pub fn reads_from(&self) -> NaiveDate {
        self.reads_from
    }

    /// What following the plans of `case` comes to by the beginning of `day`, and what it led
    /// through since their beginning, going on from an earlier checkpoint and its course where there
    /// is one. `reads_from` gives, for a first day that is read, that day or an earlier one that has
    /// to be. `None` where it cannot be told, so that the plans have to be followed from their
    /// beginning.
    pub fn at<'a>(
        case: Case<'a>,
        earlier: Option<(&'a Self, &Course)>,
        day: NaiveDate,
        reads_from: impl Fn(NaiveDate) -> NaiveDate,
    ) -> Option<(Self, Course)> {
        let (earlier, before) = earlier.unzip();
        let mut progression = Progression::replay_from(case, earlier, days_before(day, 1));
        let before = before.cloned().unwrap_or_default();
        let since = earlier.map_or(NaiveDate::MIN, |earlier| earlier.day);
        let course = before.followed_by(&progression, since);
        progression.end_day();
        let mut from = progression.will_read_from(day);
        // What one thing asks for may be what another has to go on from.
        loop {
            let earlier = reads_from(from).min(from);
            if earlier == from {
                break;
            }
            from = earlier;
        }
        let checkpoint = progression.checkpoint(day, from).filter(|checkpoint| {
            earlier.is_none_or(|earlier| earlier.reads_from <= checkpoint.reads_from)
        })?;
        Some((checkpoint, course))
    }
}

/// The most days that the rules of a case look back on from any day.
fn looks_back(case: Case<'_>) -> u64 {
    let reach = |rules: &RuleBook| {
        let days = [
            rules.flare_out_days,
            rules.flare_new_usual,
            rules.flare_within,
            rules.flare_short_days,
            rules.leave_nights,
            rules.leave_records,
            rules.creep_days,
            rules.now_days,
            rules.now_fallback_days,
            rules.bone_rest,
        ];
        rules.usual_from + days.into_iter().max().unwrap_or(0) + MARGIN
    };
    let conditions = case.shelf.conditions.values();
    let own = conditions.map(|condition| {
        let own = condition.rules.iter().map(|(id, value)| (id.as_str(), *value));
        reach(&case.rules.with(own))
    });
    own.chain([reach(case.rules)]).max().unwrap_or(0).unsigned_abs()
}

impl<'a> Progression<'a> {
    /// The first day of which sessions and scores are asked for from `day` on.
    fn will_read_from(&self, day: NaiveDate) -> NaiveDate {
        let rules = self.case.rules;
        let usual = rules.usual_from.unsigned_abs() + 1;
        let mut from = days_before(day, looks_back(self.case));
        for slot in &self.slots {
            // The last records at the present dose, and what was usual on the day after each.
            let done = self.past.done_days(&slot.exercise.id, slot.since, day);
            if let Some(oldest) = done.take(LOOKS_BACK).last() {
                from = from.min(days_before(oldest[0].day, usual));
            }
        }
        if let Some(first) = self.flares.cycle().looks_back_to(day) {
            let advice = rules.flare_advice_within + rules.flare_period_near;
            from = from.min(first).min(days_before(day, advice.unsigned_abs()));
        }
        // What was written since about days before is not yet part of what they came to.
        if let Some(late) = Past::first_known_late(self.case.record, day) {
            from = from.min(days_before(late, looks_back(self.case)));
        }
        from
    }

    /// The state at the end of the day before `day`.
    fn checkpoint(&self, day: NaiveDate, reads_from: NaiveDate) -> Option<Checkpoint> {
        // What waits for days without pain counts them back as far as it has to.
        let waits = |slot: &Slot<'_>| {
            slot.candidate.painless_days > 0 && slot.candidate.phase_from < reads_from
        };
        if self.slots.iter().any(waits) {
            return None;
        }
        let changed = all_change_days(self.case).filter(|change| *change < day);
        let is_word_about = |decision: &&Decision| {
            self.slots
                .iter()
                .any(|slot| decision.on == slot.since && decision.leads_to(&slot.exercise.id))
        };
        let planned_from = days_before(day, PLANNED_DAYS);
        Some(Checkpoint {
            day,
            reads_from,
            changed_on: changed.max()?,
            grown: self
                .grown
                .iter()
                .map(|(listed, grown)| {
                    ((*listed).to_owned(), grown.exercise.id.clone(), grown.is_easier)
                })
                .collect(),
            flares: self.flares.closed_from(reads_from),
            flare: self.flare.flare.clone(),
            has_bone: self.bone_days.last().copied().unwrap_or(false),
            bone_rest: self.bone_rest,
            slots: self.slots.iter().map(SlotState::of).collect(),
            stops: self.stops.iter().map(|(id, stop)| ((*id).to_owned(), stop.clone())).collect(),
            retired: self.retired.values().map(SlotState::of).collect(),
            changes: self.changes.iter().filter(is_word_about).cloned().collect(),
            planned: self
                .planned
                .iter()
                .filter(|planned| planned.day >= planned_from)
                .map(|planned| (planned.day, planned.exercise.to_owned(), planned.sessions))
                .collect(),
            dose_steps: self
                .last_steps
                .values()
                .map(|at| &self.dose_steps[*at])
                .map(|step| (step.day, step.exercise.to_owned(), step.dose.clone(), step.pain_max))
                .collect(),
            sessions: self.past.before(reads_from, day),
        })
    }

    /// Follows the plans up to `day`, which is not before the checkpoint's: from there on, where it
    /// fits the plan and the library; else from their beginning.
    pub fn replay_from(case: Case<'a>, checkpoint: Option<&'a Checkpoint>, day: NaiveDate) -> Self {
        let Some(mut resumed) = checkpoint.and_then(|checkpoint| Self::resume(case, checkpoint))
        else {
            return Self::replay(case, super::beginning(case.plans, day), day);
        };
        let next = days_after(resumed.day, 1);
        resumed.start_day(next, change_days(case).contains(&next), next == day);
        resumed.replay_to(day)
    }

    /// Replays the plans up to `first`, from a checkpoint on where there is one, and from there on day by day up to `to`, calling `on_day`
    /// for each day before it ends. The sessions it returns are taken as done on the day, with
    /// nothing recorded of the pain in them.
    pub(in crate::domain::progression) fn replay_with(
        case: Case<'a>,
        checkpoint: Option<&'a Checkpoint>,
        first: NaiveDate,
        to: NaiveDate,
        mut on_day: impl FnMut(&Self) -> Vec<&'a ExerciseRecord>,
    ) {
        let mut progression = Self::replay_from(case, checkpoint, first);
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

    /// Whether it was followed from a checkpoint on, and not from the beginning of the plan.
    pub fn goes_on_from(&self, checkpoint: &Checkpoint) -> bool {
        self.from == days_before(checkpoint.day, 1)
    }

    /// The state at the end of the day before a checkpoint's; `None` where the plan or the library
    /// lacks something that it names.
    fn resume(case: Case<'a>, checkpoint: &'a Checkpoint) -> Option<Self> {
        let yesterday = days_before(checkpoint.day, 1);
        let present = ActivePlans::on(case, checkpoint.changed_on);
        let mut grown = BTreeMap::new();
        for (listed, exercise, is_easier) in &checkpoint.grown {
            let exercise = case.shelf.exercise(exercise)?;
            grown.insert(listed.as_str(), Replacement { exercise, is_easier: *is_easier });
        }
        let mut offer = present.offer(|listed| grown.get(listed).copied());
        // They are the slots by now.
        offer.candidates.clear();
        let slots: Option<Vec<Slot<'a>>> =
            checkpoint.slots.iter().map(|state| state.in_plan(case, &present)).collect();
        let retired: Option<BTreeMap<&'a str, Slot<'a>>> = checkpoint
            .retired
            .iter()
            .map(|state| Some((state.listed.as_str(), state.out_of_plan(case, &present)?)))
            .collect();
        let dose_steps = checkpoint.dose_steps.iter().map(|(day, exercise, dose, pain_max)| {
            DoseStep { day: *day, exercise, dose: dose.clone(), pain_max: *pain_max }
        });
        let dose_steps: Vec<DoseStep<'a>> = dose_steps.collect();
        let planned = checkpoint.planned.iter();
        let stops = checkpoint.stops.iter();
        Some(Self {
            case,
            day: yesterday,
            past: Past::after(&checkpoint.sessions, case.record),
            holds: present.holds(),
            present,
            offer,
            grown,
            flares: FlareFold::resume(
                &checkpoint.flares,
                Arc::clone(&case.record.scores),
                Cycle::new(case.record.cycle.iter().copied()),
                words_by_day(case.record.flare_words.iter().copied()),
            ),
            flare: FlareDay { flare: checkpoint.flare.clone(), ..FlareDay::default() },
            from: yesterday,
            bone_days: vec![checkpoint.has_bone],
            bone_rest: checkpoint.bone_rest,
            slots: slots?,
            stops: stops.map(|(id, stop)| (id.as_str(), stop.clone())).collect(),
            retired: retired?,
            changes: checkpoint.changes.clone(),
            planned: planned
                .map(|(day, exercise, sessions)| Planned {
                    day: *day,
                    exercise,
                    sessions: *sessions,
                })
                .collect(),
            last_steps: (0..).zip(&dose_steps).map(|(at, step)| (step.exercise, at)).collect(),
            dose_steps,
        })
    }
}

impl SlotState {
    fn of(slot: &Slot<'_>) -> Self {
        let slot = slot.clone();
        let earlier = EarlierState::of;
        let lowered = slot.lowered_from.iter();
        Self {
            listed: slot.candidate.listed.to_owned(),
            named: slot.candidate.named.id.clone(),
            offered: slot.candidate.exercise.id.clone(),
            offered_dose: slot.candidate.dose,
            conditions: slot.candidate.conditions,
            phase_from: slot.candidate.phase_from,
            shown_from: slot.candidate.shown_from,
            is_chosen: slot.candidate.chosen.is_some(),
            exercise: slot.exercise.id.clone(),
            prescribed: slot.prescribed,
            dose: slot.dose,
            grown_from: slot.grown_from.iter().map(earlier).collect(),
            lowered_from: lowered.map(|(cut, was)| (*cut, earlier(was))).collect(),
            stands_in_after_spread: slot.stands_in_after_spread,
            since: slot.since,
            grew_on: slot.grew_on,
            eased: slot.eased,
            had_spread: slot.had_spread,
            most_pain_on: slot.most_pain_on,
            last_done: slot.last_done,
            kept_out: slot.kept_out,
            away_answered: slot.away_answered,
            retired_on: slot.retired_on,
            way_back: slot.way_back,
            for_flare: slot.for_flare,
            responses: slot.responses,
            responses_as_of: slot.responses_as_of,
            stopped: slot.stopped,
            last_change: slot.last_change,
            left_out: slot.left_out,
            pattern_left_out: slot.pattern_left_out,
        }
    }

    /// The slot of an exercise that the plan asks for. What the plan and the files tell of it is
    /// taken from them.
    fn in_plan<'a>(&'a self, case: Case<'a>, present: &ActivePlans<'a>) -> Option<Slot<'a>> {
        let offered = case.shelf.exercise(&self.offered)?;
        let candidate =
            present.candidate(&self.listed, offered, self.conditions.clone(), self.phase_from);
        let named = case.shelf.exercise(&self.named)?;
        let (dose, shown_from) = (self.offered_dose.clone(), self.shown_from);
        let candidate = Candidate { named, dose, shown_from, ..candidate };
        let mut slot = self.with_candidate(candidate, case)?;
        slot.take(slot.exercise, present);
        (slot.candidate.chosen.is_some() == self.is_chosen).then_some(slot)
    }

    /// The slot of an exercise that the plan does not ask for now. Whether somebody had chosen it is
    /// all that is still asked about how it came in.
    fn out_of_plan<'a>(&'a self, case: Case<'a>, present: &ActivePlans<'a>) -> Option<Slot<'a>> {
        let exercise = case.shelf.exercise(&self.exercise)?;
        let candidate =
            present.candidate(&self.listed, exercise, self.conditions.clone(), self.phase_from);
        let is_choice = |setting: &&Setting| matches!(&setting.told, Override::Substitute(other) if *other == self.listed);
        let chosen = case.record.settings.iter().find(is_choice).filter(|_| self.is_chosen);
        let named = case.shelf.exercise(&self.named)?;
        let candidate = Candidate { named, dose: self.offered_dose.clone(), chosen, ..candidate };
        (chosen.is_some() == self.is_chosen).then_some(self.with_candidate(candidate, case)?)
    }

    fn with_candidate<'a>(&'a self, candidate: Candidate<'a>, case: Case<'a>) -> Option<Slot<'a>> {
        let mut lowered_from = Vec::new();
        for (cut, was) in &self.lowered_from {
            lowered_from.push((*cut, was.restored(case)?));
        }
        let grown_from: Option<Vec<Earlier<'a>>> =
            self.grown_from.iter().map(|was| was.restored(case)).collect();
        Some(Slot {
            candidate,
            exercise: case.shelf.exercise(&self.exercise)?,
            prescribed: self.prescribed.clone(),
            dose: self.dose.clone(),
            grown_from: grown_from?,
            lowered_from,
            stands_in_after_spread: self.stands_in_after_spread,
            since: self.since,
            grew_on: self.grew_on,
            eased: self.eased,
            had_spread: self.had_spread,
            most_pain_on: self.most_pain_on.clone(),
            last_done: self.last_done,
            kept_out: self.kept_out,
            away_answered: self.away_answered,
            retired_on: self.retired_on,
            way_back: self.way_back,
            for_flare: self.for_flare,
            responses: self.responses.clone(),
            responses_as_of: self.responses_as_of,
            stopped: self.stopped.clone(),
            last_change: self.last_change.clone(),
            held: None,
            left_out: self.left_out,
            pattern_left_out: self.pattern_left_out,
        })
    }
}

impl EarlierState {
    fn of(earlier: &Earlier<'_>) -> Self {
        Self {
            exercise: earlier.exercise.id.clone(),
            prescribed: earlier.prescribed.clone(),
            dose: earlier.dose.clone(),
        }
    }

    fn restored<'a>(&self, case: Case<'a>) -> Option<Earlier<'a>> {
        Some(Earlier {
            exercise: case.shelf.exercise(&self.exercise)?,
            prescribed: self.prescribed.clone(),
            dose: self.dose.clone(),
        })
    }
}
