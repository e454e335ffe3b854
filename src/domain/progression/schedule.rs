//! When in the week an exercise is due: its days, a missed one carried over, and rest between
//! loads.
//!
//! An exercise has its days of the week, counted from the day its phase began. One that was missed
//! is due on the following days until it is done or skipped, or its next day comes; one of three
//! days a week or fewer always has a rest day after it, and so do the muscles it loads (`[recalled:
//! ACSM 2009]`: 48 hours between loads on a muscle).

use chrono::NaiveDate;

use crate::domain::programme::exercise::{Exercise, Kind};
use crate::domain::text::date::{days_before, days_between};

/// At three days a week or fewer, a rest day follows a day of work.
const RESTS_UP_TO_DAYS: u32 = 3;

/// Days of a week of work, counted from its first, for 1 to 7 days a week: spread out as evenly as
/// they go.
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

/// Whether `day` is one of the days of the week of something that began on `from`.
pub(super) fn is_its_day(from: NaiveDate, days_per_week: u32, day: NaiveDate) -> bool {
    week(days_per_week).contains(&days_between(from, day).rem_euclid(7))
}

/// The last of its days in the week before `day`, if it had begun by then.
pub(super) fn last_day_before(
    from: NaiveDate,
    days_per_week: u32,
    day: NaiveDate,
) -> Option<NaiveDate> {
    // Not a week back: by then the same day has come round again, and a missed one is gone.
    let days = (1..7).map(|back| days_before(day, back));
    days.into_iter()
        .find(|earlier| is_its_day(from, days_per_week, *earlier))
        .filter(|last| *last >= from)
}

/// Whether something of so many days a week rests on the day after it was done.
pub(super) fn rests(days_per_week: u32) -> bool {
    days_per_week <= RESTS_UP_TO_DAYS
}

/// Whether two exercises load the same muscle, so that, where both have rest days, one rests on the
/// day after the other.
pub(super) fn load_the_same(one: &Exercise, other: &Exercise) -> bool {
    // A stretch or a walk may come every day: only strength work needs its muscle to recover.
    [one, other].iter().all(|exercise| exercise.kind == Kind::Strength)
        && one.target.iter().any(|muscle| other.target.contains(muscle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use crate::domain::text::date::days_after;

    #[test]
    fn a_week_has_as_many_days_as_it_says() {
        let from = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date");
        for days_per_week in 1..=7u32 {
            let due = (0..28).filter(|n| is_its_day(from, days_per_week, days_after(from, *n)));
            assert_eq!(due.count(), 4 * days_per_week as usize);
        }
    }

    /// Strength work for one muscle.
    fn exercise_for(muscle: &str) -> Exercise {
        Exercise { target: vec![muscle.to_owned()], ..testing::exercise("x", 3) }
    }

    #[test]
    fn the_same_muscle_rests_after_heavy_work_only() {
        let glute = exercise_for("gluteus medius");
        assert!(load_the_same(&glute, &exercise_for("gluteus medius")));
        assert!(!load_the_same(&glute, &exercise_for("hamstrings")));
        let stretch = Exercise { kind: Kind::Stretch, ..glute.clone() };
        assert!(!load_the_same(&glute, &stretch));
    }
}
