//! The routines of several days: those that have gone by as they were, and those to come as they
//! will be.
//!
//! A coming day depends on what is done until then. Here everything that is due is taken as done on
//! its day, and no pain in it is taken as known; so no dose grows on the way, and nothing
//! is carried over.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveTime};

use super::case::Case;
use super::decision::Decision;
use super::fit::DaySeconds;
use super::replay::Progression;
use super::replay::checkpoint::Checkpoint;
use super::routine::{Due, NotDueReason, Routine};
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome};
use crate::domain::text::date::days_between;

/// The time of day at which a session of a coming day is taken as written: after the day's end,
/// before the next.
const EVENING: NaiveTime = NaiveTime::from_hms_opt(20, 0, 0).expect("20:00 is a time");

/// The routines of every day from `from` to `to`, seen from `today`; the days before them are
/// followed from a checkpoint on, where there is one of no later day. `at_present` sees the replay on
/// the last of these days that is not to come, if there is one, before anything is taken as done.
pub fn routines<'a>(
    case: Case<'a>,
    checkpoint: Option<&'a Checkpoint>,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
    mut at_present: impl FnMut(&Progression<'_>),
) -> Vec<Routine> {
    // A day to come needs those between today and itself as well.
    let first = if to > today { from.min(today) } else { from };
    let days_to_come = usize::try_from(days_between(today, to)).unwrap_or(0);
    // The records must outlive the replay that borrows them and is given them one by one, so that
    // the room for all of them is made before it begins.
    let most_a_day = usize::try_from(case.rules.day_exercises).unwrap_or(0);
    let room: Vec<OnceCell<ExerciseRecord>> =
        std::iter::repeat_with(OnceCell::new).take(days_to_come * most_a_day).collect();
    let mut room = room.iter();
    let mut found = Vec::new();
    Progression::replay_with(case, checkpoint, first, to, |progression| {
        let mut routine = progression.routine();
        if routine.day == to.min(today) {
            at_present(progression);
        }
        if routine.day > today {
            // What holds a dose by then is not known yet; only a change that comes with the days
            // is shown.
            for due in &mut routine.due {
                due.decision = due.decision.take().filter(Decision::changes);
            }
        }
        let open = routine
            .due
            .iter()
            .filter(|due| !due.is_settled() && routine.day >= today && routine.day < to);
        // One session is enough also where the day asks for two: no later day looks at how many.
        let assumed = open
            .zip(&mut room)
            .map(|(due, room)| room.get_or_init(|| done(due, routine.day)))
            .collect();
        if routine.day >= from {
            found.push(routine);
        }
        assumed
    });
    found
}

/// An exercise taken as done on a day.
fn done(due: &Due, day: NaiveDate) -> ExerciseRecord {
    ExerciseRecord::new(
        day,
        &due.exercise,
        Outcome::Done(Actual::default()),
        day.and_time(EVENING).and_utc().fixed_offset(),
    )
}

/// How often an exercise comes up in some days, where others take its place on some of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turns {
    /// The days on which it is due.
    pub due: usize,
    /// All of the days.
    pub days: usize,
    /// Ids of the exercises that it is never done beside; empty where a day only has no room for all.
    pub others: Vec<String>,
}

/// Whether an exercise takes turns with others on the days of some routines; `None` where it is due
/// whenever its dose says so.
pub fn turns(routines: &[Routine], exercise: &str) -> Option<Turns> {
    let own = routines.iter().flat_map(|routine| &routine.not_today);
    let mut others = BTreeSet::new();
    let mut waits = false;
    for not_today in own.filter(|not_today| not_today.exercise == exercise) {
        match &not_today.because {
            NotDueReason::NotSameDay { other } | NotDueReason::OneOf { other } => {
                waits = true;
                others.insert(other.clone());
            }
            NotDueReason::Enough { .. } | NotDueReason::TooLong { .. } => waits = true,
            _ => {}
        }
    }
    let is_due = |routine: &&Routine| routine.due.iter().any(|due| due.exercise == exercise);
    waits.then(|| Turns {
        due: routines.iter().filter(is_due).count(),
        days: routines.len(),
        others: others.into_iter().collect(),
    })
}

/// The time of everything that was or is due on the day, done or not.
pub fn seconds(due: &[Due]) -> DaySeconds {
    DaySeconds::of_all(due.iter().map(|due| (&due.dose, due.is_steady)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::assignment::{Pause, PhaseStart, Plan};
    use crate::domain::programme::condition::PhaseName;
    use crate::domain::programme::library_subset::LibrarySubset;
    use crate::domain::progression::case::Record;
    use crate::domain::progression::replay;
    use crate::domain::testing;
    use crate::domain::text::date::days_after;

    /// The n-th day of the plan, the first a Monday.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// The days on which each exercise of `days_per_week` is due from day 0 to 13, seen from the
    /// n-th day.
    fn due(days_per_week: &[u32], record: &Record, n: u64) -> Vec<Vec<u64>> {
        let ids: Vec<String> = days_per_week.iter().map(|days| format!("x{days}")).collect();
        let mut shelf = LibrarySubset::default();
        for (id, days) in ids.iter().zip(days_per_week) {
            shelf.exercises.insert(id.clone(), testing::exercise(id, *days));
        }
        shelf.conditions.insert("a".to_owned(), testing::condition("a", &ids));
        let plan = Plan {
            condition: "a".to_owned(),
            side: None,
            variant: None,
            rank: 1,
            started_on: day(0),
            ended_on: None,
            phases: vec![PhaseStart { phase: PhaseName::Calm, from: day(0), cleared: None }],
        };
        let (safety, rules) = (testing::safety(), testing::rules());
        let case = Case {
            plans: &[plan],
            shelf: &shelf,
            rules: &rules,
            safety: &safety,
            answers: &crate::domain::screening::answers::Answers::none(),
            record,
        };
        let found = routines(case, None, day(0), day(13), day(n), |_| ());
        assert_eq!(
            found.iter().map(|routine| routine.day).collect::<Vec<_>>(),
            (0..14).map(day).collect::<Vec<_>>()
        );
        // Seen alone, a day is the same as among the others.
        for routine in &found {
            assert_eq!(
                std::slice::from_ref(routine),
                routines(case, None, routine.day, routine.day, day(n), |_| ())
            );
            if routine.day <= day(n) {
                assert_eq!(*routine, replay::routine(case, routine.day));
            }
        }
        let mut days_of_each = vec![Vec::new(); ids.len()];
        for (routine, n) in found.iter().zip(0..) {
            for (id, days) in ids.iter().zip(&mut days_of_each) {
                if routine.due.iter().any(|due| due.exercise == *id) {
                    days.push(n);
                }
            }
        }
        days_of_each
    }

    #[test]
    fn coming_days_are_as_if_all_was_done_and_past_days_as_they_were() {
        assert_eq!(due(&[3], &Record::default(), 0), [[0, 2, 4, 7, 9, 11]]);
        // Nothing was done until the third day: what stayed open is due again and again, and from
        // then on all is done.
        assert_eq!(due(&[3], &Record::default(), 3), [vec![0, 1, 2, 3, 5, 7, 9, 11]]);
        assert_eq!(due(&[3], &Record::default(), 13)[0].len(), 14);
    }

    #[test]
    fn what_does_not_fit_takes_its_turn() {
        let found = due(&[7, 6, 5, 4, 3, 2], &Record::default(), 0);
        assert!(found[5].is_empty() || found[5][0] > 0, "{found:?}");
        assert!(found.iter().all(|days| !days.is_empty()), "{found:?}");
    }

    #[test]
    fn a_rest_that_ends_is_followed_by_the_plan() {
        let pauses = vec![Pause { from: day(2), to: Some(day(9)), why: None }];
        assert_eq!(
            due(&[7], &Record { pauses, ..Record::default() }, 1),
            [[0, 1, 9, 10, 11, 12, 13]]
        );
    }
}
