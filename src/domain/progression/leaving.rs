//! What the exit of a phase is held against, put together from what was recorded and from what the
//! plan has come to.
//!
//! What each criterion asks is in [`crate::domain::plan::exit`], how pain goes over the programme in
//! [`crate::domain::plan::course`].

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::candidates::told_limit;
use super::case::Case;
use super::decision::Finding;
use super::response::above;
use super::standing::Standing;
use crate::domain::analysis::adherence::{Ledger, Tally};
use crate::domain::diary::exercise_record::ExerciseRecord;
use crate::domain::diary::goal::Goal;
use crate::domain::diary::week_answer::WeekAnswer;
use crate::domain::flare::fold::{FlareDay, FlareFold};
use crate::domain::flare::night::Night;
use crate::domain::flare::score_book::Tenths;
use crate::domain::plan::assignment::{PhaseStart, Plan};
use crate::domain::plan::course::{Course, CourseInput, EarlierCourse};
use crate::domain::plan::exit::{self, Criterion, HurtRecord, PhaseRecord, TestResult};
use crate::domain::programme::condition::{
    Condition, Exit, ExitTest, KnownBy, PainRule, Phase, PhaseName,
};
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::state::Screening;
use crate::domain::text::date::{days_after, days_before, days_between};

/// What the exits of all conditions are held against.
#[derive(Debug, Clone, Copy)]
pub struct Leaving<'a, 'r> {
    /// What is known of the person.
    pub case: Case<'a>,
    /// The day it is asked on. It is not over, and does not count.
    pub today: NaiveDate,
    /// The flares up to the day before, and the scores.
    pub flares: &'r FlareFold,
    /// The flare of the day.
    pub flare: &'r FlareDay,
    /// What each exercise has come to.
    pub standings: &'r [Standing],
    /// What was done of what was asked, before today.
    pub ledger: &'r Ledger,
    /// What was answered about weeks, in the order of their days.
    pub answers: &'r [WeekAnswer],
    /// The days of visits that have been, in order.
    pub visits: &'r [NaiveDate],
    /// The goals.
    pub goals: &'r [Goal],
    /// The most minutes of sitting that were logged lately; `None` where none were.
    pub sitting: Option<u32>,
    /// Heaviness of the pelvic floor since the first programme began, in tenths, with its days.
    pub heaviness: &'r [(NaiveDate, u32)],
    /// What was found by an earlier day, where the record does not go back to the beginning of the
    /// programmes.
    pub earlier: &'r [EarlierProgramme],
}

/// What of a programme was found by an earlier day, so that what is older need not be read again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierProgramme {
    condition: String,
    began: NaiveDate,
    course: EarlierCourse,
    /// The exercises of the variant that is offered that were too much before what is read, one for
    /// each session.
    too_much: Vec<String>,
    /// What was done of what its phase asked for before `counted_to`, since the phase began.
    phase_from: NaiveDate,
    sessions: Tally,
    counted_to: NaiveDate,
}

/// A condition's present phase, and what stands between it and the next.
#[derive(Debug)]
pub struct PhaseState<'a> {
    /// Whether the condition is a diagnosis; what is none has nothing to meet and leads to no other
    /// phase.
    pub is_diagnosis: bool,
    /// The phase it is in, and since when.
    pub start: &'a PhaseStart,
    /// What that phase is.
    pub phase: &'a Phase,
    /// The phase that comes next, if there is one.
    pub next: Option<PhaseName>,
    /// Whether a clinician must agree to leaving.
    pub needs_clearance: bool,
    /// What must be met first.
    pub criteria: Vec<Criterion>,
    /// How pain goes over the programme.
    pub course: Course,
    /// Since when a clinician's look at how it is done is due, and nobody has been seen.
    pub check_since: Option<NaiveDate>,
    /// The variant that does without what was too much so often.
    pub offered: Option<OfferedVariant<'a>>,
    /// Which day of a flare today is, where there is one; the first is 1.
    pub flare_day: Option<i64>,
    /// Sessions done and planned in the phase, before today.
    pub sessions: Tally,
    /// The numbers of the rules, with those of the condition.
    pub rules: RuleBook,
}

/// A variant that is offered, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfferedVariant<'a> {
    /// Its name.
    pub variant: &'a str,
    /// The exercises that were too much, each once, by name.
    pub exercises: Vec<String>,
    /// In how many sessions.
    pub times: usize,
}

/// What upkeep offers, beside going on with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpkeepOffer {
    /// The phase before, because a flare has gone on for more than so many days.
    BackForFlare {
        /// The days.
        over: i64,
    },
    /// The phase before, because pain has slowly come to lie above where the programme began.
    BackForCreep,
    /// The end of the plan, after so many days of upkeep.
    End {
        /// At least.
        days: u32,
        /// Whether at least half of what upkeep asked for was recorded as done (design choice).
        is_kept_up: bool,
    },
}

impl PhaseState<'_> {
    /// Whether it is a start without a diagnosis whose time is over.
    pub fn is_start_over(&self) -> bool {
        !self.is_diagnosis && self.course.needs_review
    }

    /// What is offered where this is upkeep; `None` where it just goes on, and in any other phase.
    pub fn upkeep_offer(&self) -> Option<UpkeepOffer> {
        if self.phase.name != PhaseName::Upkeep {
            return None;
        }
        let over = self.rules.upkeep_flare;
        if self.flare_day.is_some_and(|day| day > over) {
            Some(UpkeepOffer::BackForFlare { over })
        } else if self.course.creep.is_some() {
            Some(UpkeepOffer::BackForCreep)
        } else {
            let all_met = self.criteria.iter().all(|criterion| criterion.is_met);
            let Tally { done, asked, .. } = self.sessions;
            all_met.then(|| UpkeepOffer::End {
                days: upkeep_days(&self.rules),
                is_kept_up: done > 0 && done * 2 >= asked,
            })
        }
    }
}

/// Days of upkeep after which the end of the plan is offered.
fn upkeep_days(rules: &RuleBook) -> u32 {
    u32::try_from(rules.upkeep_days).unwrap_or(u32::MAX)
}

impl<'a> Leaving<'a, '_> {
    /// The state of a condition's phase; `None` where its file has lost the condition or the phase,
    /// or it is in none. `ticked` are the answers to the tests in this phase.
    pub fn state(&self, plan: &'a Plan, ticked: &[TestResult]) -> Option<PhaseState<'a>> {
        let condition = self.case.shelf.conditions.get(&plan.condition)?;
        let start = plan.phase_on(self.today)?;
        let phase = condition.phase(start.phase)?;
        let next = condition.next_phase(start.phase);
        let rules = self.rules_of(condition);
        let course = self.course(plan, condition, &rules);
        let needs_clearance = next.is_some_and(|next| condition.needs_clearance(next));
        let record = PhaseRecord {
            start,
            today: self.today,
            course,
            number_alone: needs_clearance
                || condition.pain_rule == PainRule::BoneZero
                || self.has_impact(condition, plan, next),
            flare_day: self.flare.flare.as_ref().map(|flare| flare.day_number(self.today)),
            nights: &self.nights(start.from, &rules),
            hurt: &self.hurt(start.from, condition, &rules),
            // Today is not over, and is not in the ledger.
            sessions: self.sessions(plan, start.from),
            ticked,
            known: &self.known(phase, ticked, plan, &course, &rules),
            stopped: &self.stopped(condition, plan, next),
            rules: &rules,
        };
        let upkeep = Exit { min_days: upkeep_days(&rules), ..phase.exit.clone() };
        let exit = if phase.name == PhaseName::Upkeep { &upkeep } else { &phase.exit };
        // What is no diagnosis leads to no other phase, so that nothing is to be met.
        let criteria =
            if condition.is_diagnosis { exit::criteria(exit, record) } else { Vec::new() };
        Some(PhaseState {
            is_diagnosis: condition.is_diagnosis,
            start,
            phase,
            next,
            needs_clearance,
            criteria,
            course,
            check_since: self.check_since(plan, condition),
            offered: self.offered(plan, condition),
            flare_day: record.flare_day,
            sessions: record.sessions,
            rules,
        })
    }

    /// What was found of a programme by an earlier day.
    fn earlier_of(&self, plan: &Plan) -> Option<&EarlierProgramme> {
        let mut earlier = self.earlier.iter();
        earlier.find(|each| each.condition == plan.condition && each.began == plan.started_on)
    }

    /// What was done of what a phase asked for, before today.
    fn sessions(&self, plan: &Plan, phase_from: NaiveDate) -> Tally {
        self.sessions_before(plan, phase_from, self.today)
    }

    /// The same up to `day`.
    fn sessions_before(&self, plan: &Plan, phase_from: NaiveDate, day: NaiveDate) -> Tally {
        let earlier = self.earlier_of(plan).filter(|earlier| earlier.phase_from == phase_from);
        let (before, from) = earlier.map_or((Tally::default(), phase_from), |earlier| {
            (earlier.sessions, earlier.counted_to.max(phase_from))
        });
        before.plus(self.ledger.total(from, day))
    }

    /// The first day of which sessions and scores have to be read so that nothing of a programme is
    /// missing once those before `reads_from` are not.
    pub fn reads_from(&self, plan: &'a Plan, reads_from: NaiveDate) -> NaiveDate {
        let Some(condition) = self.case.shelf.conditions.get(&plan.condition) else {
            return reads_from;
        };
        let rules = self.rules_of(condition);
        self.course_input(plan, condition, &rules).reads_from(reads_from)
    }

    /// What will be known of a programme once what is dated before `reads_from` is not read any
    /// more; its sessions are counted up to the end of the day before `counted_to`. `None` where the
    /// plan does not run today.
    pub fn by(
        &self,
        plan: &'a Plan,
        reads_from: NaiveDate,
        counted_to: NaiveDate,
    ) -> Option<EarlierProgramme> {
        let condition = self.case.shelf.conditions.get(&plan.condition)?;
        let start = plan.phase_on(self.today)?;
        let rules = self.rules_of(condition);
        let known = self.earlier_of(plan).map(|earlier| earlier.too_much.clone());
        let mut too_much = known.unwrap_or_default();
        let more = self.was_too_much(plan, condition).into_iter().flatten();
        too_much.extend(more.filter(|(day, _)| *day < reads_from).map(|(_, exercise)| exercise));
        Some(EarlierProgramme {
            condition: plan.condition.clone(),
            began: plan.started_on,
            course: self.course_input(plan, condition, &rules).by(reads_from),
            too_much,
            phase_from: start.from,
            sessions: self.sessions_before(plan, start.from, days_before(counted_to, 1)),
            counted_to,
        })
    }

    /// The numbers of the rules, with those of a condition.
    fn rules_of(&self, condition: &Condition) -> RuleBook {
        let own = condition.rules.iter().map(|(id, value)| (id.as_str(), *value));
        self.case.rules.with(own)
    }

    /// How pain goes over one programme.
    fn course(&self, plan: &Plan, condition: &Condition, rules: &RuleBook) -> Course {
        Course::new(self.course_input(plan, condition, rules))
    }

    fn course_input<'s>(
        &'s self,
        plan: &Plan,
        condition: &Condition,
        rules: &'s RuleBook,
    ) -> CourseInput<'s> {
        let risen = self.goals.iter().filter(|goal| goal.is_active());
        let risen = risen.filter_map(|goal| goal.risen_since(plan.started_on));
        CourseInput {
            began: plan.started_on,
            today: self.today,
            flares: self.flares,
            earlier: self.earlier_of(plan).map(|earlier| &earlier.course),
            rules,
            answers: self.answers,
            visits: self.visits,
            review_weeks: condition.review_weeks,
            is_for_a_while: !condition.is_diagnosis,
            goals_up: risen.max(),
        }
    }

    /// Since when the look that a condition names is due; `None` once somebody has been seen since
    /// the programme began.
    fn check_since(&self, plan: &Plan, condition: &Condition) -> Option<NaiveDate> {
        let check = condition.check.as_ref()?;
        let due = days_after(plan.started_on, u64::from(check.weeks) * 7);
        let is_seen = self.visits.iter().any(|visit| *visit >= plan.started_on);
        (self.today >= due && !is_seen).then_some(due)
    }

    /// The variant that a condition offers, where exercises that it does without were too much in
    /// enough sessions of the programme: by more pain than is all right, or by a sign.
    fn offered(&self, plan: &Plan, condition: &'a Condition) -> Option<OfferedVariant<'a>> {
        let offer = condition.variant_offer.as_ref()?;
        if plan.variant.as_ref() == Some(&offer.variant) {
            return None;
        }
        let known = self.earlier_of(plan).into_iter().flat_map(|earlier| earlier.too_much.clone());
        let more = self.was_too_much(plan, condition)?.into_iter().map(|(_, exercise)| exercise);
        let name = |id: String| self.case.shelf.exercise_name(&id).to_owned();
        let mut exercises: Vec<String> = known.chain(more).map(name).collect();
        let times = exercises.len();
        exercises.sort_unstable();
        exercises.dedup();
        (times >= offer.times as usize).then_some(OfferedVariant {
            variant: &offer.variant,
            exercises,
            times,
        })
    }

    /// The sessions of the programme in which an exercise was too much that the variant which a
    /// condition offers does without: the day, and the exercise's id.
    fn was_too_much(&self, plan: &Plan, condition: &Condition) -> Option<Vec<(NaiveDate, String)>> {
        let offer = condition.variant_offer.as_ref()?;
        let sessions = self.recorded_since(plan.started_on);
        let was_too_much = sessions.filter_map(|session| {
            let actual = session.actual()?;
            let above = above(actual);
            // Most had neither, and need not be looked at more closely.
            if actual.symptoms.is_empty() && above.is_none_or(|above| above <= 0) {
                return None;
            }
            let exercise = self.case.shelf.exercise(&session.exercise)?;
            if !exercise.tags.contains(&offer.tag) || !self.is_of_the_plan(session) {
                return None;
            }
            let limit = self.case.safety.limit(exercise, [condition.pain_rule]).acceptable_max;
            let hurt = above.is_some_and(|above| above > i64::from(limit) * 10);
            (hurt || !actual.symptoms.is_empty()).then(|| (session.day, exercise.id.clone()))
        });
        Some(was_too_much.collect())
    }

    /// Whether the next phase of a condition brings impact.
    fn has_impact(&self, condition: &Condition, plan: &Plan, next: Option<PhaseName>) -> bool {
        let list = next_list(condition, plan, next);
        let mut exercises = list.iter().filter_map(|id| self.case.shelf.exercise(id));
        exercises.any(|exercise| exercise.has_impact())
    }

    /// What is stopped and listed by the next phase, or stopped by a sign: it waits for a
    /// clinician's look.
    fn stopped(&self, condition: &Condition, plan: &Plan, next: Option<PhaseName>) -> Vec<String> {
        let list = next_list(condition, plan, next);
        let is_by_sign = |standing: &Standing| {
            let decision = standing.decision.as_ref();
            decision.is_some_and(|decision| matches!(decision.finding, Finding::Sign { .. }))
        };
        let stopped =
            self.standings.iter().filter(|standing| standing.is_stopped).filter(|standing| {
                is_by_sign(standing)
                    || list.contains(&standing.exercise)
                    || list.contains(&standing.listed)
            });
        stopped
            .map(|standing| self.case.shelf.exercise_name(&standing.exercise).to_owned())
            .collect()
    }

    /// What was recorded from `from` on, before today.
    fn recorded_since(
        &self,
        from: NaiveDate,
    ) -> impl Iterator<Item = &'a ExerciseRecord> + use<'_, 'a> {
        let days = from..self.today;
        self.case.record.sessions.iter().filter(move |session| days.contains(&session.day))
    }

    /// Whether a session is of the plan's exercises: what was done beside it says nothing about
    /// whether the plan suits.
    fn is_of_the_plan(&self, session: &ExerciseRecord) -> bool {
        self.case.shelf.lists(&session.exercise) || self.ledger.has(&session.exercise)
    }

    /// The nights after the last days of the phase on which an exercise was done, each with the day
    /// after it.
    fn nights(&self, phase_from: NaiveDate, rules: &RuleBook) -> Vec<(NaiveDate, Night)> {
        let from = days_before(self.today, rules.leave_nights.unsigned_abs()).max(phase_from);
        let mut days: Vec<NaiveDate> = Vec::new();
        for session in self.recorded_since(from).filter(|session| session.is_done()) {
            // One of a day's exercises is enough.
            if days.last() != Some(&session.day) && self.is_of_the_plan(session) {
                days.push(session.day);
            }
        }
        days.sort_unstable();
        days.dedup();
        let flares = self.flares;
        // Yesterday's sessions are left out: the day after them is not over.
        let over = days.into_iter().filter(|day| days_between(*day, self.today) > 1);
        over.map(|day| {
            let next = days_after(day, 1);
            let compared = flares.compared(next, self.today, false, rules);
            (next, Night::before(&compared, flares.was_in_flare(next), rules))
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
        let case = self.case;
        let from = days_before(self.today, rules.leave_records.unsigned_abs()).max(phase_from);
        let least = rules.leave_above.min(rules.leave_above_low);
        let hurt = self.recorded_since(from).filter_map(|session| {
            let above = session.actual().and_then(above).filter(|above| *above > least)?;
            let exercise = case.shelf.exercise(&session.exercise)?;
            let limit = case.safety.limit(exercise, [condition.pain_rule]).acceptable_max;
            // A clinician's limit counts where it is the stricter one.
            let told = told_limit(&case.record.terms, &exercise.id, self.today);
            let limit = told.map_or(limit, |told| told.min(limit));
            let has_low_limit = i64::from(limit) * 10 <= rules.leave_above_low;
            let most = if has_low_limit { rules.leave_above_low } else { rules.leave_above };
            (above > most && self.is_of_the_plan(session)).then(|| HurtRecord {
                exercise: case.shelf.exercise_name(&session.exercise).to_owned(),
                day: session.day,
                above,
            })
        });
        hurt.collect()
    }

    /// What the diary knows of the tests of a phase, of which `ticked` are the answers.
    fn known(
        &self,
        phase: &Phase,
        ticked: &[TestResult],
        plan: &Plan,
        course: &Course,
        rules: &RuleBook,
    ) -> Vec<(String, bool)> {
        // Whoever says that there is a sign knows it better than the safety answers of some days
        // ago: of the two the stricter counts.
        let is_denied = |test: &ExitTest| {
            let newest = ticked.iter().rev().find(|ticked| ticked.test == test.id);
            test.known_by == Some(KnownBy::NoOpenSign)
                && newest.is_some_and(|ticked| {
                    !ticked.passed && days_between(ticked.day, self.today) < rules.test_again
                })
        };
        let tests = phase.exit.tests.iter().filter(|test| !is_denied(test));
        let knows = |by| match by {
            KnownBy::NoWorseThanStart => self.is_no_worse(plan, course, rules),
            by => self.knows(by),
        };
        tests.filter_map(|test| Some((test.id.clone(), knows(test.known_by?)?))).collect()
    }

    /// Whether pain and heaviness are not above where the programme began; `None` where neither is
    /// above it, and one is not known. Heaviness is held against that of the same days as pain.
    fn is_no_worse(&self, plan: &Plan, course: &Course, rules: &RuleBook) -> Option<bool> {
        let mean = |from: NaiveDate, days: i64| {
            let is_in = |day: NaiveDate| (0..days).contains(&days_between(from, day));
            let values = self.heaviness.iter().filter(|(day, _)| is_in(*day));
            let (sum, count) = values
                .fold((0, 0), |(sum, count), (_, value)| (sum + i64::from(*value), count + 1));
            (count > 0).then(|| Tenths::new(sum, count))
        };
        let first = mean(plan.started_on, rules.base_days);
        let last = mean(days_before(self.today, rules.now_days.unsigned_abs()), rules.now_days);
        let margin = Tenths::from(rules.leave_margin);
        let is_fine = |(then, now): (Tenths, Tenths)| now <= then + margin;
        let heaviness = first.zip(last).map(is_fine);
        let pain = course.base.zip(course.now.mean()).map(is_fine);
        match (heaviness, pain) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
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
            // It takes the course of the programme.
            KnownBy::NoWorseThanStart => None,
            KnownBy::NoOpenSign => {
                let screening = Screening::new(self.case.safety, self.case.answers, self.today);
                let is_open = !screening.holds().is_empty();
                // What nobody has answered lately is no yes.
                let is_answered = screening.flags_due().next().is_none();
                (is_open || is_answered).then_some(!is_open)
            }
        }
    }
}

/// The exercises of the next phase; none where there is none.
fn next_list<'c>(condition: &'c Condition, plan: &Plan, next: Option<PhaseName>) -> &'c [String] {
    let phase = next.and_then(|next| condition.phase(next));
    phase.map_or(&[], |phase| phase.exercises_for(plan.variant.as_deref()))
}
