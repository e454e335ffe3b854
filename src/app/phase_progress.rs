//! How far each condition is from its next phase, gathered from the diary, the library and the
//! plan's course.

use chrono::NaiveDate;

use super::adherence::ledger;
use super::error::AppError;
use super::plan_snapshot::PlanSnapshot;
use crate::domain::analysis::adherence::Ledger;
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::goal::Goal;
use crate::domain::diary::week_answer::WeekAnswer;
use crate::domain::flare::night::Night;
use crate::domain::plan::assignment::{PhaseStart, Plan};
use crate::domain::plan::course::{Course, CourseInput};
use crate::domain::plan::exit::{self, Criterion, HurtRecord, PhaseRecord, Readiness};
use crate::domain::programme::condition::{Condition, KnownBy, PainRule, Phase, PhaseName};
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::progression::response::above;
use crate::domain::text::date::{days_after, days_before, days_between};
use crate::store::{Audience, Diary};

/// Days within which minutes of sitting were logged, to tell of now (design choice).
const LOGGED_WITHIN: u64 = 7;

/// A condition's present phase, and what stands between it and the next.
#[derive(Debug)]
pub struct PhaseProgress<'a> {
    /// The condition as it is followed.
    pub plan: &'a Plan,
    /// The phase it is in, and since when.
    pub start: &'a PhaseStart,
    /// What that phase is.
    pub phase: &'a Phase,
    /// Today is this day of the phase; the first is 1.
    pub day_in_phase: i64,
    /// The phase that comes next, if there is one.
    pub next: Option<PhaseName>,
    /// Whether a clinician must agree to leaving.
    pub needs_clearance: bool,
    /// What must be met first.
    pub criteria: Vec<Criterion>,
    /// How pain goes over the programme.
    pub course: Course,
    /// The numbers of the rules, with those of the condition.
    rules: RuleBook,
}

impl<'a> PhaseProgress<'a> {
    /// What is missing for the next phase.
    pub fn readiness(&self, today: NaiveDate) -> Readiness {
        exit::readiness(&self.criteria, today, &self.rules)
    }

    /// Every condition that is followed on `today`, the last day that `snapshot` was read for, in the
    /// order of rank.
    ///
    /// # Errors
    /// When the diary or a file of the library cannot be read.
    pub fn load_all(
        snapshot: &'a PlanSnapshot,
        diary: &Diary,
        today: NaiveDate,
    ) -> Result<Vec<PhaseProgress<'a>>, AppError> {
        let gathered = Gathered::load(snapshot, diary, today)?;
        let mut found = Vec::new();
        for plan in snapshot.running(today) {
            let (Some(condition), Some(start)) =
                (snapshot.shelf.conditions.get(&plan.condition), plan.phase_on(today))
            else {
                continue;
            };
            // A file may have lost a phase since it was assigned; supple library says so.
            let Some(phase) = condition.phase(start.phase) else { continue };
            let next = start.phase.next();
            let rules = snapshot
                .rules
                .with(condition.rules.iter().map(|(id, value)| (id.as_str(), *value)));
            let course = gathered.course(plan, condition, &rules);
            let needs_clearance = next.is_some_and(|next| condition.needs_clearance(next));
            let criteria = exit::criteria(
                &phase.exit,
                PhaseRecord {
                    start,
                    today,
                    course,
                    number_alone: needs_clearance
                        || condition.pain_rule == PainRule::BoneZero
                        || gathered.has_impact(condition, plan, next),
                    flare_day: gathered.flare_day(),
                    nights: &gathered.nights(start.from, &rules),
                    hurt: &gathered.hurt(start.from, condition, &rules),
                    // Today is not over, and is not in the ledger.
                    sessions: gathered.ledger.total(start.from, today),
                    ticked: &diary.exit_tests(&plan.condition, start.from)?,
                    known: &gathered.known(phase),
                    stopped: &gathered.stopped(condition, plan, next),
                    rules: &rules,
                },
            );
            found.push(PhaseProgress {
                plan,
                start,
                phase,
                day_in_phase: days_between(start.from, today) + 1,
                next,
                needs_clearance,
                criteria,
                course,
                rules,
            });
        }
        Ok(found)
    }
}

/// What the exits of all conditions are held against, read once.
struct Gathered<'a> {
    snapshot: &'a PlanSnapshot,
    today: NaiveDate,
    ledger: Ledger,
    answers: Vec<WeekAnswer>,
    visits: Vec<NaiveDate>,
    goals: Vec<Goal>,
    /// The most minutes of sitting of the last week; `None` where none were logged.
    sitting: Option<u32>,
}

impl<'a> Gathered<'a> {
    fn load(
        snapshot: &'a PlanSnapshot,
        diary: &Diary,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let visits = diary.visits()?.into_iter().map(|visit| visit.value.day);
        let week = days_before(today, LOGGED_WITHIN);
        let sitting = diary.sitting(week, today)?;
        Ok(Self {
            snapshot,
            today,
            ledger: ledger(snapshot, today, Audience::Person),
            answers: diary.week_answers()?.into_iter().map(|answer| answer.value).collect(),
            visits: visits.filter(|day| *day <= today).collect(),
            goals: diary.goals()?.into_iter().map(|goal| goal.value).collect(),
            sitting: sitting.into_iter().map(|(_, minutes)| minutes).max(),
        })
    }

    /// How pain goes over one programme.
    fn course(&self, plan: &Plan, condition: &Condition, rules: &RuleBook) -> Course {
        let risen = self.goals.iter().filter(|goal| goal.is_active());
        let risen = risen.filter_map(|goal| goal.risen_since(plan.started_on));
        Course::new(CourseInput {
            began: plan.started_on,
            today: self.today,
            scores: self.snapshot.outcome().flares.scores(),
            rules,
            answers: &self.answers,
            visits: &self.visits,
            review_weeks: condition.review_weeks,
            goals_up: risen.max(),
        })
    }

    fn flare_day(&self) -> Option<i64> {
        let flare = self.snapshot.outcome().flare.flare.as_ref()?;
        Some(flare.day_number(self.today))
    }

    /// Whether the next phase of a condition brings impact.
    fn has_impact(&self, condition: &Condition, plan: &Plan, next: Option<PhaseName>) -> bool {
        let list = next_list(condition, plan, next);
        let mut exercises = list.iter().filter_map(|id| self.snapshot.shelf.exercise(id));
        exercises.any(|exercise| exercise.has_impact())
    }

    /// What is stopped and listed by the next phase: it waits for a clinician's look.
    fn stopped(&self, condition: &Condition, plan: &Plan, next: Option<PhaseName>) -> Vec<String> {
        let list = next_list(condition, plan, next);
        let standings = self.snapshot.outcome().standings.iter();
        let stopped = standings.filter(|standing| standing.is_stopped).filter(|standing| {
            list.contains(&standing.exercise) || list.contains(&standing.listed)
        });
        stopped.map(|standing| self.snapshot.exercise_name(&standing.exercise).to_owned()).collect()
    }

    /// What was done of the plan's exercises from `from` on, before today.
    fn done_since(&self, from: NaiveDate) -> impl Iterator<Item = &'a ExerciseRecord> {
        let (snapshot, today) = (self.snapshot, self.today);
        let planned = &snapshot.outcome().planned;
        snapshot.record.sessions.iter().filter(move |session| {
            // What was done beside the plan says nothing about whether the plan suits.
            let is_of_the_plan = snapshot.shelf.exercises.contains_key(&session.exercise)
                || planned.contains_key(&session.exercise);
            session.is_done() && session.day >= from && session.day < today && is_of_the_plan
        })
    }

    /// The nights after the last days of the phase on which an exercise was done.
    fn nights(&self, phase_from: NaiveDate, rules: &RuleBook) -> Vec<Night> {
        let from = days_before(self.today, rules.leave_nights.unsigned_abs()).max(phase_from);
        let mut days: Vec<NaiveDate> = self.done_since(from).map(|session| session.day).collect();
        days.sort_unstable();
        days.dedup();
        let flares = &self.snapshot.outcome().flares;
        // Yesterday's sessions are left out: the day after them is not over.
        let over = days.into_iter().filter(|day| days_between(*day, self.today) > 1);
        over.map(|day| {
            let next = days_after(day, 1);
            let compared = flares.compared(next, self.today, false, rules);
            Night::before(&compared, flares.was_in_flare(next), rules)
        })
        .collect()
    }

    /// Records of the last days with more pain than may be.
    fn hurt(
        &self,
        phase_from: NaiveDate,
        condition: &Condition,
        rules: &RuleBook,
    ) -> Vec<HurtRecord> {
        let snapshot = self.snapshot;
        let from = days_before(self.today, rules.leave_records.unsigned_abs()).max(phase_from);
        let hurt = self.done_since(from).filter_map(|session| {
            let exercise = snapshot.shelf.exercise(&session.exercise)?;
            let limit = snapshot.safety.limit(exercise, [condition.pain_rule]);
            let has_low_limit = i64::from(limit.acceptable_max) * 10 <= rules.leave_above_low;
            let most = if has_low_limit { rules.leave_above_low } else { rules.leave_above };
            let above = session.actual().and_then(above)?;
            (above > most).then(|| HurtRecord {
                exercise: snapshot.exercise_name(&session.exercise).to_owned(),
                day: session.day,
                above,
            })
        });
        hurt.collect()
    }

    /// What the diary knows of the tests of a phase.
    fn known(&self, phase: &Phase) -> Vec<(String, bool)> {
        let tests = phase.exit.tests.iter();
        tests
            .filter_map(|test| Some((test.id.clone(), self.knows(test.known_by?)?)))
            .collect()
    }

    /// What the diary knows of one test; `None` where it does not.
    fn knows(&self, by: KnownBy) -> Option<bool> {
        match by {
            KnownBy::SittingMinutes(least) => self.sitting.map(|minutes| minutes >= least),
            KnownBy::GoalsMean(least) => {
                let active = self.goals.iter().filter(|goal| goal.is_active());
                let last: Vec<i64> = active
                    .filter_map(|goal| goal.ratings.last())
                    .map(|(_, score)| score.tenths())
                    .collect();
                let count = i64::try_from(last.len()).ok().filter(|count| *count > 0)?;
                Some(last.iter().sum::<i64>() >= least.tenths() * count)
            }
            KnownBy::NoOpenSign => Some(self.snapshot.screening(self.today).holds().is_empty()),
        }
    }
}

/// The exercises of the next phase; none where there is none.
fn next_list<'c>(condition: &'c Condition, plan: &Plan, next: Option<PhaseName>) -> &'c [String] {
    let phase = next.and_then(|next| condition.phase(next));
    phase.map_or(&[], |phase| phase.exercises_for(plan.variant.as_deref()))
}
