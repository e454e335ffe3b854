//! What fits into one day: at most five exercises and about twenty-five minutes, with fair turns
//! for the rest.

use crate::domain::programme::dose::Dose;

/// The most exercises on one day: people given fewer keep at it better
/// (`[seen: thieme-connect.de s-0043-120527]`; five is a design choice).
pub const MOST_A_DAY: usize = 5;

/// The most minutes that going through a day's exercises once may take; what goes by minutes, such
/// as walking, is not counted (design choice).
pub const MOST_MINUTES: u32 = 25;

/// Why something does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TooMuch {
    /// Five are due already.
    Exercises,
    /// It would be too long a day with it.
    Minutes,
}

/// What takes part: its dose on the day, and how often in a row it was left out before.
#[derive(Debug, Clone, Copy)]
pub struct Entrant<'a> {
    /// The dose on the day.
    pub dose: &'a Dose,
    /// Days in a row on which it was due and did not fit.
    pub left_out: u32,
}

/// For each entrant, in the order of priority, whether it fits. What was left out longest goes
/// first, so that nothing is left out for good; the first always fits.
pub fn fit(entrants: &[Entrant<'_>]) -> Vec<Result<(), TooMuch>> {
    let mut order: Vec<usize> = (0..entrants.len()).collect();
    // The sort is stable: among those left out as often, priority decides.
    order.sort_by_key(|index| std::cmp::Reverse(entrants[*index].left_out));
    let mut verdicts = vec![Err(TooMuch::Exercises); entrants.len()];
    let (mut count, mut seconds) = (0, 0);
    for index in order {
        let dose = entrants[index].dose;
        // A walk or a ride has its own time of the day; the limit is for the mat.
        let more = if dose.minutes.is_some() { 0 } else { dose.session_seconds() };
        verdicts[index] = if count == MOST_A_DAY {
            Err(TooMuch::Exercises)
        // One that is too long by itself is done all the same, or it would never be.
        } else if count > 0 && seconds + more > MOST_MINUTES * 60 {
            Err(TooMuch::Minutes)
        } else {
            count += 1;
            seconds += more;
            Ok(())
        };
    }
    verdicts
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
