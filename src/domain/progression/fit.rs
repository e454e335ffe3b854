//! What fits into one day: at most so many exercises and minutes, with fair turns for the rest.
//!
//! The numbers are those of `exercises/rules.toml` (`clinical/rules.md`, section 4).

use crate::domain::programme::dose::Dose;
use crate::domain::programme::rule_book::RuleBook;

/// Why something does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// As many as a day may have are due already.
    Exercises,
    /// It would be too long a day with it.
    Minutes,
    /// Another one is due that excludes it on the same day: its place among the entrants.
    Beside(usize),
}

/// What takes part: its dose on the day, and how often in a row it was left out before.
#[derive(Debug, Clone, Copy)]
pub struct Entrant<'a> {
    /// The dose on the day.
    pub dose: &'a Dose,
    /// Whether it is walking, cycling or water, which have their own time.
    pub is_steady: bool,
    /// Days in a row on which it was due and did not fit.
    pub left_out: u32,
}

/// For each entrant, in the order of priority, whether it fits. What was left out longest goes
/// first, so that nothing is left out for good; the first always fits. `clash` tells whether two of
/// them exclude each other.
pub fn fit(
    entrants: &[Entrant<'_>],
    rules: &RuleBook,
    clash: impl Fn(usize, usize) -> bool,
) -> Vec<Result<(), TooMuch>> {
    let mut order: Vec<usize> = (0..entrants.len()).collect();
    // The sort is stable: among those left out as often, priority decides.
    order.sort_by_key(|index| std::cmp::Reverse(entrants[*index].left_out));
    let mut verdicts = vec![Err(TooMuch::Exercises); entrants.len()];
    let mut taken: Vec<usize> = Vec::new();
    let mut day = DaySeconds::default();
    for index in order {
        let Entrant { dose, is_steady, .. } = entrants[index];
        let more = DaySeconds::of(dose, is_steady);
        let beside = taken.iter().find(|other| clash(index, **other));
        verdicts[index] = if let Some(other) = beside {
            Err(TooMuch::Beside(*other))
        } else if taken.len() as i64 >= rules.day_exercises {
            Err(TooMuch::Exercises)
        // One that is too long by itself is done all the same, or it would never be.
        } else if !taken.is_empty() && !day.plus(more).fits(rules) {
            Err(TooMuch::Minutes)
        } else {
            taken.push(index);
            day = day.plus(more);
            Ok(())
        };
    }
    verdicts
}

/// The time of a day: exercises with all their rounds and rests, and walking, cycling and water
/// beside them, which have their own time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DaySeconds {
    /// Seconds of exercises.
    pub exercises: u32,
    /// Seconds of steady work.
    pub steady: u32,
}

impl DaySeconds {
    /// The time of one dose on a whole day.
    pub fn of(dose: &Dose, is_steady: bool) -> Self {
        let seconds = dose.day_seconds();
        if is_steady {
            Self { exercises: 0, steady: seconds }
        } else {
            Self { exercises: seconds, steady: 0 }
        }
    }

    /// The time of several doses on a whole day, each with whether it is steady work.
    pub fn of_all<'d>(doses: impl IntoIterator<Item = (&'d Dose, bool)>) -> Self {
        let each = doses.into_iter().map(|(dose, is_steady)| Self::of(dose, is_steady));
        each.fold(Self::default(), Self::plus)
    }

    /// Minutes of exercises and of steady work, each rounded up: what is shown everywhere.
    pub fn minutes(self) -> (u32, u32) {
        (self.exercises.div_ceil(60), self.steady.div_ceil(60))
    }

    /// Both together.
    pub fn plus(self, other: Self) -> Self {
        Self {
            exercises: self.exercises + other.exercises,
            steady: self.steady + other.steady,
        }
    }

    /// Whether a day has the time.
    pub fn fits(self, rules: &RuleBook) -> bool {
        i64::from(self.exercises) <= rules.day_minutes * 60
            && i64::from(self.exercises + self.steady) <= rules.day_minutes_in_all * 60
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use proptest::prelude::*;

    /// A dose that takes so many minutes, give or take one.
    fn long(minutes: u32) -> Dose {
        Dose { sets: 1, reps: Some(minutes * 15), ..testing::exercise("x", 7).dose }
    }

    /// Which of these doses fit on each of so many days.
    fn days(doses: &[Dose], days: usize) -> Vec<Vec<usize>> {
        let mut left_out = vec![0; doses.len()];
        (0..days)
            .map(|_| {
                let entrants: Vec<_> = doses
                    .iter()
                    .zip(&left_out)
                    .map(|(dose, left_out)| Entrant { dose, left_out: *left_out })
                    .collect();
                let verdicts = fit(&entrants);
                for (left_out, verdict) in left_out.iter_mut().zip(&verdicts) {
                    *left_out = if verdict.is_ok() { 0 } else { *left_out + 1 };
                }
                (0..doses.len()).filter(|index| verdicts[*index].is_ok()).collect()
            })
            .collect()
    }

    #[test]
    fn the_sixth_takes_turns_with_the_fifth() {
        let doses = vec![long(2); 6];
        assert_eq!(
            days(&doses, 3),
            [vec![0, 1, 2, 3, 4], vec![0, 1, 2, 3, 5], vec![0, 1, 2, 3, 4]]
        );
    }

    #[test]
    fn long_ones_alternate_and_steady_work_is_not_counted() {
        let walk = Dose { minutes: Some(90), reps: None, ..long(1) };
        let doses = [long(15), long(15), walk];
        assert_eq!(days(&doses, 2), [vec![0, 2], vec![1, 2]]);
        assert_eq!(days(&[long(40)], 1), [vec![0]]);
        assert_eq!(
            fit(&[
                Entrant { dose: &doses[0], left_out: 0 },
                Entrant { dose: &doses[1], left_out: 0 }
            ])[1],
            Err(TooMuch::Minutes)
        );
    }

    proptest! {
        /// Whatever the doses: at most five, no longer than a day may be unless it is a single one,
        /// and nobody waits for ever.
        #[test]
        fn a_day_stays_a_day(minutes in prop::collection::vec(1u32..30, 1..12)) {
            let doses: Vec<Dose> = minutes.iter().map(|minutes| long(*minutes)).collect();
            let found = days(&doses, 2 * doses.len());
            for day in &found {
                prop_assert!(!day.is_empty() && day.len() <= MOST_A_DAY);
                let seconds: u32 = day.iter().map(|index| doses[*index].session_seconds()).sum();
                prop_assert!(day.len() == 1 || seconds <= MOST_MINUTES * 60);
            }
            for index in 0..doses.len() {
                prop_assert!(found.iter().any(|day| day.contains(&index)));
            }
        }
    }
}
