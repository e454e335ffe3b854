//! What fits into one day: at most so many exercises and minutes, with fair turns for the rest.
//!
//! The numbers are those of `exercises/rules.toml`.

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
        Self { exercises: self.exercises + other.exercises, steady: self.steady + other.steady }
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

    /// A dose that takes so many minutes.
    fn long(minutes: u32) -> Dose {
        Dose { sets: 1, reps: Some(minutes * 15), ..testing::exercise("x", 7).dose }
    }

    /// Steady work of so many minutes.
    fn walk(minutes: u32) -> Dose {
        Dose { sets: 1, reps: None, minutes: Some(minutes), ..long(1) }
    }

    /// Whether a dose is that of a walk: here those by minutes are.
    fn is_walk(dose: &Dose) -> bool {
        dose.minutes.is_some()
    }

    /// An entrant that was left out so often.
    fn entrant(dose: &Dose, left_out: u32) -> Entrant<'_> {
        Entrant { dose, is_steady: is_walk(dose), left_out }
    }

    /// Which of these doses fit on each of so many days, where `clash` tells which exclude each
    /// other.
    fn days(doses: &[Dose], days: usize, clash: fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
        let (rules, mut left_out) = (testing::rules(), vec![0; doses.len()]);
        (0..days)
            .map(|_| {
                let entrants: Vec<_> = doses
                    .iter()
                    .zip(&left_out)
                    .map(|(dose, left_out)| entrant(dose, *left_out))
                    .collect();
                let verdicts = fit(&entrants, &rules, clash);
                for (left_out, verdict) in left_out.iter_mut().zip(&verdicts) {
                    *left_out = if verdict.is_ok() { 0 } else { *left_out + 1 };
                }
                (0..doses.len()).filter(|index| verdicts[*index].is_ok()).collect()
            })
            .collect()
    }

    /// Why each of these does not fit into one day.
    fn verdicts(doses: &[Dose], clash: fn(usize, usize) -> bool) -> Vec<Result<(), TooMuch>> {
        let entrants: Vec<_> = doses.iter().map(|dose| entrant(dose, 0)).collect();
        fit(&entrants, &testing::rules(), clash)
    }

    /// Nothing excludes anything.
    fn free(_: usize, _: usize) -> bool {
        false
    }

    /// The first two exclude each other.
    fn first_two(one: usize, other: usize) -> bool {
        one + other == 1
    }

    #[test]
    fn the_sixth_takes_turns_with_the_fifth() {
        let found = days(&vec![long(2); 6], 3, free);
        assert_eq!(found, [vec![0, 1, 2, 3, 4], vec![0, 1, 2, 3, 5], vec![0, 1, 2, 3, 4]]);
    }

    #[test]
    fn exercises_have_thirty_minutes_and_steady_work_what_is_left_of_sixty() {
        let long_ones = [long(16), long(15), walk(44), walk(1)];
        // 16 minutes and 44 are 60.
        assert_eq!(days(&long_ones, 2, free), [vec![0, 2], vec![1, 2, 3]]);
        assert_eq!(
            verdicts(&long_ones, free),
            [Ok(()), Err(TooMuch::Minutes), Ok(()), Err(TooMuch::Minutes)]
        );
        assert_eq!(verdicts(&[long(15), long(15), walk(30)], free), [Ok(()); 3]);
        // Rounds of a whole day count.
        let twice = Dose { times_per_day: 2, ..long(8) };
        assert_eq!(verdicts(&[twice, long(15)], free)[1], Err(TooMuch::Minutes));
        // One that is too long by itself is done, alone.
        assert_eq!(days(&[long(40)], 1, free), [vec![0]]);
    }

    #[test]
    fn what_excludes_each_other_takes_turns() {
        let doses = vec![long(2); 3];
        assert_eq!(days(&doses, 3, first_two), [vec![0, 2], vec![1, 2], vec![0, 2]]);
        assert_eq!(verdicts(&doses, first_two)[1], Err(TooMuch::Beside(0)));
    }

    proptest! {
        /// Whatever the doses: at most five, no longer than a day may be unless it is a single one,
        /// never two that exclude each other, and nobody waits for ever.
        #[test]
        fn a_day_stays_a_day(
            minutes in prop::collection::vec((1u32..30, any::<bool>()), 1..12),
        ) {
            let doses: Vec<Dose> = minutes
                .iter()
                .map(|(minutes, is_walk)| if *is_walk { walk(*minutes) } else { long(*minutes) })
                .collect();
            let found = days(&doses, 3 * doses.len(), first_two);
            for day in &found {
                prop_assert!(!day.is_empty() && day.len() <= 5);
                let time = DaySeconds::of_all(day.iter().map(|index| (&doses[*index], is_walk(&doses[*index]))));
                prop_assert!(day.len() == 1 || time.exercises <= 30 * 60);
                prop_assert!(day.len() == 1 || time.exercises + time.steady <= 60 * 60);
                prop_assert!(!(day.contains(&0) && day.contains(&1)));
            }
            for index in 0..doses.len() {
                prop_assert!(found.iter().any(|day| day.contains(&index)), "{} waits", index);
            }
        }
    }
}
