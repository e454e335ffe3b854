//! Practice: how much of each exercise was really done over time, and the pain in it.
//!
//! Only what was recorded counts. The plan's dose is what was asked for, never proof of what was
//! done: a session without numbers is counted as one time.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::page_scope::PageScope;
use crate::domain::diary::exercise_record::Actual;
use crate::domain::diary::score::Score;

/// The longest range, in days, whose pain is given day by day: half a year of single days is a
/// fence that nobody reads (design choice).
const LONGEST_BY_DAY: i64 = 190;

/// One exercise done on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Done {
    /// The day.
    pub day: NaiveDate,
    /// The exercise's name.
    pub exercise: String,
    /// What was done, and how it felt.
    pub actual: Actual,
}

/// What an amount is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum AmountUnit {
    /// Minutes of steady work.
    Minutes,
    /// Seconds held: sets × reps × hold.
    #[strum(serialize = "seconds held")]
    Seconds,
    /// Repeats: sets × reps.
    Reps,
    /// Sessions, where most have no numbers.
    Times,
}

impl AmountUnit {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// How much was done, in this unit; `None` when that was not recorded.
    fn amount(self, actual: &Actual) -> Option<u32> {
        match self {
            Self::Minutes => actual.minutes,
            // A hold is one long repeat where no repeats were recorded.
            Self::Seconds => {
                let times = actual.sets?.saturating_mul(actual.reps.unwrap_or(1));
                Some(times.saturating_mul(actual.hold_s?))
            }
            Self::Reps => Some(actual.sets?.saturating_mul(actual.reps?)),
            Self::Times => Some(1),
        }
    }
}

/// What was practised.
#[derive(Debug, Clone, PartialEq)]
pub struct Practice {
    /// Whose, and which days.
    pub about: PageScope,
    /// The exercises, the one done most often first.
    pub rows: Vec<PracticeRow>,
    /// Days with an exercise.
    pub days: usize,
}

/// One exercise.
#[derive(Debug, Clone, PartialEq)]
pub struct PracticeRow {
    /// Its name.
    pub exercise: String,
    /// How often it was done.
    pub times: usize,
    /// What its amounts are counted in.
    pub unit: AmountUnit,
    /// How much in each step of the range.
    pub amounts: Vec<(NaiveDate, NaiveDate, u32)>,
    /// The most pain in it on each day that has any recorded; in each step of the range where it is
    /// long.
    pub pains: Vec<(NaiveDate, NaiveDate, Score)>,
}

impl PracticeRow {
    /// One exercise done on some days, in their order, over the steps of a range; its pain for each
    /// of these days where `by_day`, else for each step.
    fn new(name: &str, own: &[&Done], steps: &[(NaiveDate, NaiveDate)], by_day: bool) -> Self {
        // The first unit that at least half of the sessions have: sums that leave out most of the
        // work would be read as little work.
        let unit = [AmountUnit::Minutes, AmountUnit::Seconds, AmountUnit::Reps]
            .into_iter()
            .find(|unit| {
                let counted = own.iter().filter(|done| unit.amount(&done.actual).is_some());
                2 * counted.count() >= own.len()
            })
            .unwrap_or(AmountUnit::Times);
        let mut amounts: Vec<_> = steps.iter().map(|(from, to)| (*from, *to, 0_u32)).collect();
        let mut pains: Vec<(NaiveDate, NaiveDate, Score)> = Vec::new();
        for done in own {
            let at = amounts.partition_point(|(_, to, _)| *to < done.day);
            let amount = unit.amount(&done.actual).unwrap_or(0);
            amounts[at].2 = amounts[at].2.saturating_add(amount);
            let (from, to) = if by_day { (done.day, done.day) } else { steps[at] };
            match (pains.last_mut(), done.actual.pain) {
                (Some((_, last, most)), Some(pain)) if *last == to => *most = pain.max(*most),
                (_, Some(pain)) => pains.push((from, to, pain)),
                (_, None) => {}
            }
        }
        Self { exercise: name.to_owned(), times: own.len(), unit, amounts, pains }
    }
}

impl Practice {
    /// The practice of some sessions, in the order of their days.
    pub fn new(about: PageScope, done: &[Done]) -> Self {
        let within: Vec<&Done> = done.iter().filter(|done| about.holds(done.day)).collect();
        let mut names: Vec<&str> = within.iter().map(|done| done.exercise.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let steps = about.steps();
        let by_day = about.days() <= LONGEST_BY_DAY;
        let mut rows: Vec<PracticeRow> = names
            .into_iter()
            .map(|name| {
                let own: Vec<&Done> =
                    within.iter().filter(|done| done.exercise == name).copied().collect();
                PracticeRow::new(name, &own, &steps, by_day)
            })
            .collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.times));
        let mut days: Vec<NaiveDate> = within.iter().map(|done| done.day).collect();
        days.dedup();
        Self { about, rows, days: days.len() }
    }

    /// What a pain of [`PracticeRow::pains`] is the most of: a day, or a step of the range.
    pub fn pain_word(&self) -> &'static str {
        if self.about.days() > LONGEST_BY_DAY { self.about.step_word() } else { "day" }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::date::{DateStyle, days_after};

    /// An exercise on the n-th day.
    fn done(n: u64, exercise: &str, actual: Actual) -> Done {
        Done {
            day: days_after(NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date"), n),
            exercise: exercise.to_owned(),
            actual,
        }
    }

    /// A practice of twenty days.
    fn made(done: &[Done]) -> Practice {
        let from = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date");
        Practice::new(
            PageScope {
                subjects: vec![],
                from,
                to: days_after(from, 19),
                alerts: vec![],
                date_style: DateStyle::DayFirst,
            },
            done,
        )
    }

    #[test]
    fn an_amount_is_what_was_recorded_and_never_what_was_planned() {
        let reps = Actual { sets: Some(3), reps: Some(10), ..Actual::default() };
        let hold = Actual { hold_s: Some(5), ..reps.clone() };
        let plank = Actual { sets: Some(2), hold_s: Some(30), ..Actual::default() };
        let walk = Actual { minutes: Some(20), ..Actual::default() };
        let bare = Actual::default();
        for (actual, unit, amount) in [
            (&reps, AmountUnit::Reps, 30),
            (&hold, AmountUnit::Seconds, 150),
            (&plank, AmountUnit::Seconds, 60),
            (&walk, AmountUnit::Minutes, 20),
            (&bare, AmountUnit::Times, 1),
        ] {
            let row = &made(&[done(4, "it", actual.clone())]).rows[0];
            assert_eq!((row.unit, row.amounts[4].2), (unit, amount), "{actual:?}");
        }
        // One of three with numbers: they are counted as times.
        let mixed = made(&[done(0, "it", reps), done(1, "it", bare.clone()), done(2, "it", bare)]);
        assert_eq!(mixed.rows[0].unit, AmountUnit::Times);
    }

    #[test]
    fn the_most_pain_of_a_day_counts_and_an_unrecorded_one_is_none() {
        let [mild, more, least] = [20, 40, 10]
            .map(|tenths| Actual { pain: Score::from_tenths(tenths), ..Actual::default() });
        let practice = made(&[
            done(0, "bridge", mild),
            done(0, "bridge", more),
            done(1, "bridge", Actual::default()),
            done(2, "clamshell", least),
        ]);
        let pains: Vec<i64> =
            practice.rows[0].pains.iter().map(|(_, _, pain)| pain.tenths()).collect();
        assert_eq!(pains, [40]);
        insta::assert_snapshot!(practice.sentence(), @"2 exercises done 4 times on 3 days; the most pain in one was 4 (bridge).");
        insta::assert_snapshot!(made(&[]).sentence(), @"No exercise has been recorded in these days.");
        insta::assert_snapshot!(made(&[done(1, "it", Actual::default())]).sentence(), @"1 exercise done 1 time on 1 day; pain in them was not recorded.");
    }
}
