//! Things that days are with or without: tags, medicines, exercises, short nights, days of the
//! cycle.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::domain::text::date::{days_after, days_before, days_between, days_in};
use crate::domain::text::number::{mean, median};
use crate::domain::text::span;

/// Days of a period, from its first on (design choice: the usual length, not the person's own).
const PERIOD_DAYS: u64 = 5;

/// Days before a period that are looked at together (design choice).
const BEFORE_PERIOD_DAYS: u64 = 5;

/// The longest cycle between two periods that is believed; a longer gap means that one was not
/// recorded (design choice).
const LONGEST_CYCLE: i64 = 45;

/// Starts nearer to each other than this are one start, recorded twice (design choice).
const SAME_START: i64 = 10;

/// What sort of thing.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, EnumString, VariantArray,
)]
#[strum(serialize_all = "kebab-case")]
pub enum FactorKind {
    /// What came before the pain, in the person's words.
    Tag,
    /// What eased it.
    Eased,
    /// A medicine that was taken.
    Medicine,
    /// An exercise that was done.
    Exercise,
    /// A short night before the day.
    Sleep,
    /// A part of the menstrual cycle.
    Cycle,
}

impl FactorKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Something that days are with or without. A day that is in neither set is not known.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// What sort.
    pub kind: FactorKind,
    /// Its name, as it is shown.
    pub name: String,
    /// Days with it.
    pub with: BTreeSet<NaiveDate>,
    /// Days known to be without.
    pub without: BTreeSet<NaiveDate>,
}

/// Something that was recorded on some days. Recorded days between the first and the last of them
/// are without it; before the first and after the last nobody knows whether the person would have
/// recorded it.
pub fn occurred(
    kind: FactorKind,
    name: String,
    on: BTreeSet<NaiveDate>,
    recorded: &BTreeSet<NaiveDate>,
) -> Factor {
    let without = match (on.first(), on.last()) {
        (Some(first), Some(last)) => {
            recorded.range(*first..=*last).filter(|day| !on.contains(day)).copied().collect()
        }
        _ => BTreeSet::new(),
    };
    Factor { kind, name, with: on, without }
}

/// Nights shorter than the person's own median, against the others. `nights` are minutes of sleep
/// before a day, in the order of the days; of several for one day the mean counts. `None` without
/// any.
pub fn short_nights(nights: &[(NaiveDate, u32)]) -> Option<Factor> {
    let nights: Vec<(NaiveDate, f64)> = nights
        .chunk_by(|one, next| one.0 == next.0)
        .map(|night| (night[0].0, mean(night.iter().map(|(_, minutes)| f64::from(*minutes)))))
        .collect();
    let usual = median(nights.iter().map(|(_, minutes)| *minutes).collect())?;
    let (short, others): (Vec<_>, Vec<_>) =
        nights.into_iter().partition(|(_, minutes)| *minutes < usual);
    // A night is at most a day, so this is a whole number of minutes that fits.
    let name = format!("night under {}", span::in_words(usual.round() as u32));
    let [with, without] = [short, others].map(|nights| nights.into_iter().map(|(day, _)| day));
    Some(Factor { kind: FactorKind::Sleep, name, with: with.collect(), without: without.collect() })
}

/// A menstrual cycle, from the first day of bleeding on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CycleSpan {
    /// Day 1.
    pub start: NaiveDate,
    /// The last day that is known to be of it.
    pub last: NaiveDate,
    /// The first day of the next, where the two belong together: then all of it is known.
    pub next: Option<NaiveDate>,
}

/// The cycles of days of the cycle as they were recorded, in their order: 1 is the first day of
/// bleeding. What is between is worked out from the starts, so that not each day must be recorded.
pub fn cycles(recorded: &[(NaiveDate, u32)]) -> Vec<CycleSpan> {
    let mut starts: Vec<NaiveDate> = recorded
        .iter()
        .map(|(day, number)| days_before(*day, u64::from(number.saturating_sub(1))))
        .collect();
    starts.sort_unstable();
    // Each recorded day leads to a start; those that differ by a day or two are miscounted days of
    // one cycle.
    starts.dedup_by(|later, kept| days_between(*kept, *later) < SAME_START);
    let spans = starts.iter().enumerate().map(|(at, start)| {
        let next =
            starts.get(at + 1).copied().filter(|next| days_between(*start, *next) <= LONGEST_CYCLE);
        // Without a next start the cycle is only known as far as its days were recorded.
        let recorded_until = recorded.iter().map(|(day, _)| *day).rfind(|day| {
            *day >= *start
                && starts.get(at + 1).is_none_or(|next| day < next)
                && days_between(*start, *day) <= LONGEST_CYCLE
        });
        let last = next.map(|next| days_before(next, 1)).or(recorded_until).unwrap_or(*start);
        CycleSpan { start: *start, last, next }
    });
    spans.collect()
}

/// The most days by which two days of one cycle may be miscounted (design choice).
const MISCOUNT: i64 = 2;

/// The recorded day of the cycle that a `number` for `day` does not go with, the nearest before it
/// first, with the number that `day` has by that one. A cycle that begins after a recorded day goes
/// with any.
pub fn cycle_contradiction(
    recorded: &[(NaiveDate, u32)],
    day: NaiveDate,
    number: u32,
) -> Option<((NaiveDate, u32), i64)> {
    let (before, after): (Vec<_>, Vec<_>) =
        recorded.iter().copied().partition(|(other, _)| *other <= day);
    before.into_iter().rev().chain(after).find_map(|(other, known)| {
        let between = days_between(other, day);
        let by_that = i64::from(known) + between;
        // Either number leads back to a first day; the later one's lies behind the earlier day
        // where another cycle has begun, as it may at any hour of a day.
        let is_same_cycle =
            if between >= 0 { i64::from(number) > between.max(1) } else { by_that >= 1 };
        let differs = (by_that - i64::from(number)).abs() > MISCOUNT;
        (is_same_cycle && differs).then_some(((other, known), by_that))
    })
}

/// The days of a period, and the days before one, from days of the cycle as they were recorded.
pub fn cycle_factors(recorded: &[(NaiveDate, u32)]) -> Vec<Factor> {
    let spans = cycles(recorded);
    let (mut period, mut not_period) = (BTreeSet::new(), BTreeSet::new());
    let (mut before, mut not_before) = (BTreeSet::new(), BTreeSet::new());
    for CycleSpan { start, last, next } in &spans {
        let last = *last;
        // By the usual length: nobody records the last day of a period as they do the first.
        let bleeds_until = days_after(*start, PERIOD_DAYS - 1);
        // So that the period of a cycle that goes on counts before the next one begins.
        period.extend(days_in(*start, bleeds_until));
        not_period.extend(days_in(days_after(bleeds_until, 1), last));
        if let Some(next) = *next {
            let from = days_before(next, BEFORE_PERIOD_DAYS);
            before.extend(days_in(from, days_before(next, 1)));
            not_before.extend(days_in(*start, days_before(from, 1)));
        }
    }
    if spans.is_empty() {
        return Vec::new();
    }
    [
        ("period, days 1 to 5", period, not_period),
        ("the 5 days before a period", before, not_before),
    ]
    .map(|(name, with, without)| Factor {
        kind: FactorKind::Cycle,
        name: name.to_owned(),
        with,
        without,
    })
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The n-th day of a made-up diary.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// Days by their numbers.
    fn days(numbers: impl IntoIterator<Item = u64>) -> BTreeSet<NaiveDate> {
        numbers.into_iter().map(day).collect()
    }

    #[test]
    fn nobody_knows_of_the_days_before_the_first_and_after_the_last() {
        let factor = occurred(FactorKind::Tag, "a".into(), days([3, 6]), &days([0, 1, 3, 4, 6, 8]));
        assert_eq!((factor.with, factor.without), (days([3, 6]), days([4])));
        assert_eq!(occurred(FactorKind::Tag, "a".into(), days([]), &days([1])).without, days([]));
    }

    #[test]
    fn a_short_night_is_under_the_persons_own_median() {
        let nights = [(day(0), 480), (day(1), 360), (day(1), 380), (day(2), 420), (day(4), 425)];
        let factor = short_nights(&nights).expect("nights");
        assert_eq!((factor.with, factor.without), (days([1, 2]), days([0, 4])));
        assert_eq!(factor.name, "night under 7 h 3 min", "422.5 minutes");
        let between = short_nights(&[(day(0), 419), (day(1), 420)]).expect("nights");
        assert_eq!(between.name, "night under 7 h", "no hour has 60 minutes");
        assert_eq!(short_nights(&[]), None);
        // All alike: none is short.
        assert!(short_nights(&[(day(0), 400), (day(1), 400)]).expect("nights").with.is_empty());
    }

    #[test]
    fn the_cycle_is_filled_in_between_two_starts() {
        // The start is recorded twice, once a day off; the last cycle only up to its eighth day.
        let factors = cycle_factors(&[(day(0), 1), (day(2), 4), (day(28), 1), (day(35), 8)]);
        let [period, before] = &factors[..] else { panic!("two") };
        assert!(period.with.is_superset(&days((0..3).chain(28..33))));
        assert!(
            period.without.is_superset(&days((5..27).chain(33..36)))
                && !period.without.contains(&day(36))
        );
        assert_eq!(before.with, days(23..28));
        assert!(before.without.is_superset(&days(0..23)) && before.without.len() <= 24);
        assert!(
            period.with.is_disjoint(&period.without) && before.with.is_disjoint(&before.without)
        );
    }

    #[test]
    fn a_day_of_the_cycle_that_does_not_go_with_the_others_is_found() {
        for (recorded, on, number, found) in [
            (&[][..], 5, 20, None),
            (&[(5, 3)], 6, 4, None),
            // Miscounted by a day or two.
            (&[(5, 3)], 6, 6, None),
            (&[(5, 3)], 6, 20, Some(((5, 3), 4))),
            (&[(5, 3)], 5, 9, Some(((5, 3), 3))),
            // A new cycle, and days in it, also a short while after the last.
            (&[(5, 3)], 6, 1, None),
            (&[(5, 28)], 5, 1, None),
            (&[(5, 28)], 9, 3, None),
            // Written later for an earlier day.
            (&[(9, 12)], 5, 8, None),
            (&[(9, 12)], 5, 25, Some(((9, 12), 8))),
            (&[(9, 2)], 5, 25, None),
            (&[(2, 1), (30, 1)], 32, 30, Some(((30, 1), 3))),
        ] {
            let recorded: Vec<(NaiveDate, u32)> =
                recorded.iter().map(|(n, number)| (day(*n), *number)).collect();
            let found = found.map(|((n, number), by_that)| ((day(n), number), by_that));
            let what = format!("{recorded:?}, {number} on {on}");
            assert_eq!(cycle_contradiction(&recorded, day(on), number), found, "{what}");
        }
    }

    #[test]
    fn a_cycle_that_was_not_recorded_is_not_made_up() {
        let factors = cycle_factors(&[(day(0), 1), (day(90), 1)]);
        assert_eq!(factors[0].with, days((0..5).chain(90..95)));
        assert!(
            factors.iter().all(|factor| factor.without.is_empty()) && factors[1].with.is_empty()
        );
        assert!(cycle_factors(&[]).is_empty());
    }
}
