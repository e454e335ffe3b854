//! Which exercises are due on a day.
//!
//! A routine follows from the plan, the library and the sessions of earlier days. What is done on the day
//! itself ticks exercises off and never changes the list, so a day has one routine from morning to night,
//! and the same one whenever it is asked for again.
//!
//! An exercise has its days of the week, counted from the day its phase began. One that was missed is due
//! on the following days until it is done or skipped, or its next day comes; one of three days a week or
//! fewer always has a rest day after it (`[recalled: ACSM 2009]`: 48 hours between loads on a muscle).

use chrono::NaiveDate;

use super::day::{days_before, days_between};
use super::dose::Dose;
use super::exercise::Exercise;
use super::plan::Plan;
use super::rules::{self, Barred, Programme};
use super::session::{Outcome, Session};
use super::shelf::Shelf;

/// The most exercises on one day: people given fewer keep at it better
/// (`[seen: thieme-connect.de s-0043-120527]`; five is a design choice).
pub const MOST_A_DAY: usize = 5;

/// At three days a week or fewer, a rest day follows a day of work.
const RESTS_UP_TO_DAYS: u32 = 3;

/// Sets shown in the first week of a phase, where the dose says more (design choice).
const FIRST_WEEK_SETS: u32 = 2;

/// What is due on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Routine {
    /// The day.
    pub day: NaiveDate,
    /// The exercises due, in order of priority, at most [`MOST_A_DAY`].
    pub due: Vec<Due>,
    /// Exercises of the phase that are not due on this day, and why.
    pub not_today: Vec<NotToday>,
}

/// An exercise that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Its id.
    pub exercise: String,
    /// The dose for this day.
    pub dose: Dose,
    /// Ids of the conditions it is for.
    pub conditions: Vec<String>,
    /// Why it is due on this day.
    pub why: Why,
    /// Sets left out because the phase is in its first week; 0 for none.
    pub eased_sets: u32,
    /// Sessions of it done on this day so far.
    pub done: u32,
    /// The reason it was skipped on this day; an empty reason when none was given.
    pub skipped: Option<String>,
}

impl Due {
    /// Whether nothing of it is left to do on this day.
    pub fn is_settled(&self) -> bool {
        self.skipped.is_some() || self.done >= self.dose.times_per_day
    }
}

/// Why an exercise is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is for every day.
    Daily,
    /// It is one of its days of the week.
    ItsDay {
        /// Days a week.
        days_per_week: u32,
    },
    /// It was due on an earlier day and has not been done since.
    CarriedOver {
        /// That day.
        from: NaiveDate,
    },
}

/// An exercise of the phase that is not due.
#[derive(Debug, Clone, PartialEq)]
pub struct NotToday {
    /// Its id.
    pub exercise: String,
    /// Why not.
    pub because: Because,
}

/// Why an exercise of the phase is not due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// Not one of its days.
    AnotherDay {
        /// Days a week.
        days_per_week: u32,
    },
    /// It was done the day before.
    Rest,
    /// Five are due already.
    Enough,
    /// A condition of the plan keeps it out.
    Barred(Barred),
}

/// The routine of `day`, from the plans that run on it and the sessions up to and on it. `sessions` need
/// reach back no further than seven days.
pub fn routine(plans: &[Plan], shelf: &Shelf, sessions: &[Session], day: NaiveDate) -> Routine {
    let (candidates, mut not_today) = candidates(plans, shelf, day);
    let mut due: Vec<Due> = Vec::new();
    for candidate in candidates {
        let mine: Vec<&Session> = sessions.iter().filter(|session| session.exercise == candidate.exercise.id).collect();
        match candidate.when(&mine, day) {
            Err(because) => not_today.push(NotToday { exercise: candidate.exercise.id.clone(), because }),
            Ok(_) if due.len() == MOST_A_DAY => {
                not_today.push(NotToday { exercise: candidate.exercise.id.clone(), because: Because::Enough });
            }
            Ok(why) => due.push(candidate.due(why, &mine, day)),
        }
    }
    Routine { day, due, not_today }
}

/// How many sessions the plan asks for on `day` by its weekly pattern alone: what adherence is counted
/// against. A missed exercise that is carried over is not asked for twice.
pub fn planned_sessions(plans: &[Plan], shelf: &Shelf, day: NaiveDate) -> u32 {
    let (candidates, _) = candidates(plans, shelf, day);
    let planned = candidates.iter().filter(|candidate| candidate.is_its_day(day));
    planned.take(MOST_A_DAY).map(|candidate| candidate.dose.times_per_day).sum()
}

/// An exercise of the present phases that nothing keeps out.
struct Candidate<'a> {
    exercise: &'a Exercise,
    dose: Dose,
    conditions: Vec<String>,
    phase_from: NaiveDate,
}

impl Candidate<'_> {
    /// Whether `day` is one of its days of the week.
    fn is_its_day(&self, day: NaiveDate) -> bool {
        let offset = days_between(self.phase_from, day).rem_euclid(7);
        week(self.dose.days_per_week).contains(&offset)
    }

    /// Whether it is due on `day`, and why or why not.
    fn when(&self, mine: &[&Session], day: NaiveDate) -> Result<Why, Because> {
        let days_per_week = self.dose.days_per_week;
        let settled_on = |from: NaiveDate| mine.iter().any(|session| session.day >= from && session.day < day);
        let yesterday = days_before(day, 1);
        if days_per_week <= RESTS_UP_TO_DAYS && mine.iter().any(|s| s.day == yesterday && s.is_done()) {
            return Err(Because::Rest);
        }
        if days_per_week >= 7 {
            return Ok(Why::Daily);
        }
        if self.is_its_day(day) {
            return Ok(Why::ItsDay { days_per_week });
        }
        let last = (1..7).map(|back| days_before(day, back)).find(|earlier| self.is_its_day(*earlier));
        match last.filter(|last| *last >= self.phase_from && !settled_on(*last)) {
            Some(from) => Ok(Why::CarriedOver { from }),
            None => Err(Because::AnotherDay { days_per_week }),
        }
    }

    /// The exercise as it stands on `day`.
    fn due(self, why: Why, mine: &[&Session], day: NaiveDate) -> Due {
        let today = || mine.iter().filter(|session| session.day == day);
        let first_week = days_between(self.phase_from, day) < 7;
        let sets = if first_week { self.dose.sets.min(FIRST_WEEK_SETS) } else { self.dose.sets };
        let skipped = today().find_map(|session| match &session.outcome {
            Outcome::Skipped { why } => Some(why.clone().unwrap_or_default()),
            Outcome::Done(_) => None,
        });
        let done = today().filter(|session| session.is_done()).count();
        Due {
            exercise: self.exercise.id.clone(),
            eased_sets: self.dose.sets - sets,
            dose: Dose { sets, ..self.dose },
            conditions: self.conditions,
            why,
            done: u32::try_from(done).unwrap_or(u32::MAX),
            // Skipping and then doing it after all is doing it.
            skipped: skipped.filter(|_| done == 0),
        }
    }
}

/// Days of a week of work, counted from its first, for 1 to 7 days a week: spread out as evenly as they go.
fn week(days_per_week: u32) -> &'static [i64] {
    match days_per_week {
        0 => &[],
        1 => &[0],
        2 => &[0, 3],
        3 => &[0, 2, 4],
        4 => &[0, 2, 4, 5],
        5 => &[0, 1, 3, 4, 5],
        6 => &[0, 1, 2, 3, 4, 5],
        _ => &[0, 1, 2, 3, 4, 5, 6],
    }
}

/// The exercises of every plan's phase on `day`, most important first, each once and with the strictest
/// dose; and those that a condition keeps out. The plans take turns, the leading one first.
fn candidates<'a>(plans: &[Plan], shelf: &'a Shelf, day: NaiveDate) -> (Vec<Candidate<'a>>, Vec<NotToday>) {
    let mut running: Vec<_> = plans
        .iter()
        .filter_map(|plan| Some((plan, plan.phase_on(day)?, shelf.conditions.get(&plan.condition)?)))
        .collect();
    running.sort_by_key(|(plan, _, _)| plan.rank);
    let programmes: Vec<Programme<'_>> = running
        .iter()
        .map(|(plan, start, condition)| Programme { condition, variant: plan.variant.as_deref(), phase: start.phase })
        .collect();

    let mut found: Vec<Candidate<'a>> = Vec::new();
    let mut kept_out: Vec<NotToday> = Vec::new();
    for turn in 0..MOST_A_DAY {
        for (plan, start, condition) in &running {
            let Some(phase) = condition.phase(start.phase) else { continue };
            let Some(id) = phase.exercises_for(plan.variant.as_deref()).get(turn) else { continue };
            let Some(exercise) = shelf.exercises.get(id) else { continue };
            let dose =
                phase.overrides.get(id).map_or_else(|| exercise.dose.clone(), |change| change.apply(&exercise.dose));
            if let Some(barred) = rules::barred(exercise, &programmes) {
                if kept_out.iter().all(|out| out.exercise != *id) {
                    kept_out.push(NotToday { exercise: id.clone(), because: Because::Barred(barred) });
                }
            } else if let Some(shared) = found.iter_mut().find(|each| each.exercise.id == *id) {
                shared.dose = rules::stricter(&shared.dose, &dose);
                shared.phase_from = shared.phase_from.max(start.from);
                shared.conditions.push(condition.id.clone());
            } else {
                found.push(Candidate {
                    exercise,
                    dose,
                    conditions: vec![condition.id.clone()],
                    phase_from: start.from,
                });
            }
        }
    }
    (found, kept_out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::condition::{Excludes, PhaseName};
    use crate::domain::day::{days_after, days_in};
    use crate::domain::plan::PhaseStart;
    use crate::domain::sample;
    use crate::domain::session::Actual;
    use proptest::prelude::*;

    /// The n-th day of the plan.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// A plan in its calm phase from day 0.
    fn plan(condition: &str, rank: u32) -> Plan {
        Plan {
            condition: condition.to_owned(),
            side: None,
            variant: None,
            rank,
            started_on: day(0),
            ended_on: None,
            phases: vec![PhaseStart { phase: PhaseName::Calm, from: day(0) }],
        }
    }

    /// A session of an exercise on the n-th day.
    fn session(exercise: &str, n: u64, outcome: Outcome) -> Session {
        let written_at = day(n).and_hms_opt(20, 0, 0).expect("a time").and_utc().fixed_offset();
        Session { day: day(n), at: None, exercise: exercise.to_owned(), outcome, note: None, written_at }
    }

    /// An exercise done on the n-th day.
    fn done(exercise: &str, n: u64) -> Session {
        session(exercise, n, Outcome::Done(Actual::default()))
    }

    /// A shelf with one condition `a` whose calm phase has exercises of these days a week, named by them.
    fn shelf(days_per_week: &[u32]) -> Shelf {
        let mut shelf = Shelf::default();
        let ids: Vec<String> = days_per_week.iter().map(|days| format!("x{days}")).collect();
        for (id, days) in ids.iter().zip(days_per_week) {
            shelf.exercises.insert(id.clone(), sample::exercise(id, *days));
        }
        shelf.conditions.insert("a".to_owned(), sample::condition("a", &ids));
        shelf
    }

    /// Which of the first `days` days the exercise is due on, when it is always done on the days it is due.
    fn due_when_done(days_per_week: u32, days: u64) -> Vec<u64> {
        let shelf = shelf(&[days_per_week]);
        let id = format!("x{days_per_week}");
        let mut sessions = Vec::new();
        let mut due_on = Vec::new();
        for n in 0..days {
            if !routine(&[plan("a", 1)], &shelf, &sessions, day(n)).due.is_empty() {
                due_on.push(n);
                sessions.push(done(&id, n));
            }
        }
        due_on
    }

    #[test]
    fn an_exercise_has_its_days_of_the_week() {
        assert_eq!(due_when_done(7, 9), (0..9).collect::<Vec<_>>());
        assert_eq!(due_when_done(3, 14), [0, 2, 4, 7, 9, 11]);
        assert_eq!(due_when_done(2, 14), [0, 3, 7, 10]);
        for days in 1..=7u32 {
            assert_eq!(due_when_done(days, 28).len(), 4 * days as usize, "{days} days a week");
        }
    }

    #[test]
    fn a_missed_exercise_is_carried_over_until_it_is_done_or_skipped() {
        let shelf = shelf(&[3]);
        let on =
            |sessions: &[Session], n| routine(&[plan("a", 1)], &shelf, sessions, day(n)).due.pop().map(|due| due.why);
        assert_eq!(on(&[], 0), Some(Why::ItsDay { days_per_week: 3 }));
        assert_eq!(on(&[], 1), Some(Why::CarriedOver { from: day(0) }));
        assert_eq!(on(&[done("x3", 0)], 1), None);
        assert_eq!(on(&[session("x3", 0, Outcome::Skipped { why: None })], 1), None);
        // Done a day late, it rests on what would have been its next day, and is carried over from there.
        assert_eq!(on(&[done("x3", 1)], 2), None);
        assert_eq!(on(&[done("x3", 1)], 3), Some(Why::CarriedOver { from: day(2) }));
    }

    #[test]
    fn what_is_done_today_ticks_off_and_does_not_change_the_list() {
        let shelf = shelf(&[7, 3]);
        let before = routine(&[plan("a", 1)], &shelf, &[], day(0));
        let after = routine(&[plan("a", 1)], &shelf, &[done("x7", 0)], day(0));
        let names = |routine: &Routine| routine.due.iter().map(|due| due.exercise.clone()).collect::<Vec<_>>();
        assert_eq!(names(&before), names(&after));
        assert!(after.due[0].is_settled() && !after.due[1].is_settled());
        let skipped = [session("x7", 0, Outcome::Skipped { why: Some("tired".into()) })];
        let after = routine(&[plan("a", 1)], &shelf, &skipped, day(0));
        assert_eq!(after.due[0].skipped.as_deref(), Some("tired"));
    }

    #[test]
    fn the_first_week_of_a_phase_has_two_sets_at_most() {
        let shelf = shelf(&[7]);
        let sets = |n| routine(&[plan("a", 1)], &shelf, &[], day(n)).due.remove(0).dose.sets;
        assert_eq!((sets(0), sets(6), sets(7)), (2, 2, 3));
    }

    #[test]
    fn before_the_plan_and_after_its_end_nothing_is_due() {
        let shelf = shelf(&[7]);
        let ended = Plan { ended_on: Some(day(5)), ..plan("a", 1) };
        let due = |on| routine(std::slice::from_ref(&ended), &shelf, &[], on).due.len();
        assert_eq!((due(days_before(day(0), 1)), due(day(0)), due(day(4)), due(day(5))), (0, 1, 1, 0));
    }

    #[test]
    fn two_conditions_share_one_routine_by_the_stricter_dose_and_all_exclusions() {
        let mut shelf = shelf(&[7, 3]);
        let mut other = sample::condition("b", &["x7".to_owned(), "y7".to_owned()]);
        let mut gentle = crate::domain::condition::DoseOverride { sets: Some(1), ..Default::default() };
        gentle.times_per_day = Some(1);
        other.phases[0].overrides.insert("x7".to_owned(), gentle);
        other.excludes = Excludes { delays: [("load".to_owned(), PhaseName::Restore)].into(), ..Excludes::default() };
        shelf.conditions.insert("b".to_owned(), other);
        shelf.exercises.insert("y7".to_owned(), sample::exercise("y7", 7));
        shelf.exercises.get_mut("x3").expect("it is there").tags.push("load".to_owned());

        let routine = routine(&[plan("b", 2), plan("a", 1)], &shelf, &[], day(0));
        let names: Vec<_> = routine.due.iter().map(|due| due.exercise.as_str()).collect();
        assert_eq!(names, ["x7", "y7"]);
        assert_eq!(routine.due[0].dose.sets, 1);
        assert_eq!(routine.due[0].conditions, ["a", "b"]);
        let Because::Barred(barred) = &routine.not_today[0].because else { panic!("x3 is kept out") };
        assert_eq!(barred.to_string(), "b allows load only from its restore phase on");
    }

    #[test]
    fn a_missed_day_is_planned_once() {
        let shelf = shelf(&[3]);
        let planned: u32 = days_in(day(0), day(27)).map(|on| planned_sessions(&[plan("a", 1)], &shelf, on)).sum();
        assert_eq!(planned, 12);
    }

    proptest! {
        /// Whatever was done: at most five a day, none twice, a rest day after load, the order of the
        /// sessions does not matter, and only days up to this one do.
        #[test]
        fn a_routine_keeps_its_promises(
            kept in prop::collection::vec((0usize..4, 0u64..30, any::<bool>()), 0..60),
            today in 0u64..30,
        ) {
            let shelf = shelf(&[7, 5, 3, 2]);
            let ids = ["x7", "x5", "x3", "x2"];
            let sessions: Vec<Session> = kept.iter().map(|(which, n, skip)| match skip {
                true => session(ids[*which], *n, Outcome::Skipped { why: None }),
                false => done(ids[*which], *n),
            }).collect();
            let plans = [plan("a", 1)];
            let found = routine(&plans, &shelf, &sessions, day(today));
            prop_assert!(found.due.len() <= MOST_A_DAY);
            let mut names: Vec<_> = found.due.iter().map(|due| &due.exercise).collect();
            names.sort();
            names.dedup();
            prop_assert_eq!(names.len(), found.due.len());
            for due in &found.due {
                let yesterday = sessions.iter().any(|s| s.exercise == due.exercise && s.is_done() && s.day == days_before(day(today), 1));
                prop_assert!(!(yesterday && due.dose.days_per_week <= 3));
            }
            let mut shuffled = sessions.clone();
            shuffled.reverse();
            shuffled.retain(|session| session.day <= day(today) && session.day >= days_before(day(today), 7));
            prop_assert_eq!(routine(&plans, &shelf, &shuffled, day(today)), found);
        }
    }
}
