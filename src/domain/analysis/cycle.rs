//! Pain by day of the menstrual cycle, cycle beside cycle.
//!
//! What a cycle is and where it begins is what `patterns` takes it to be. Nothing is said of the
//! days of a cycle before two whole ones are known: one alone may be a good or a bad month.

use chrono::NaiveDate;

use super::page_scope::PageScope;
use super::patterns::{self, CycleSpan};
use super::stats::DayPain;
use crate::domain::text::date::days_between;
use crate::domain::text::number::median;

/// Whole cycles before anything is said of them (design choice).
pub const CYCLES_NEEDED: usize = 2;

/// Days of the cycle that are looked at together (design choice: periods are logged a day off, and
/// cycles differ by some days).
pub const TOGETHER: u32 = 3;

/// One cycle and the pain in it.
#[derive(Debug, Clone, PartialEq)]
pub struct CycleRow {
    /// Where it lies.
    pub span: CycleSpan,
    /// Its rated days: the day of the cycle, counted from 1, and the mean of the day, 0 to 10.
    pub days: Vec<(u32, f64)>,
}

/// A few days of the cycle over all cycles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CycleGroup {
    /// The first day of the cycle.
    pub from: u32,
    /// The last.
    pub to: u32,
    /// The middle of the readings on them, 0 to 10.
    pub median: f64,
    /// How many readings that are.
    pub readings: usize,
    /// From how many cycles they are.
    pub cycles: usize,
}

/// Pain by day of the cycle.
#[derive(Debug, Clone, PartialEq)]
pub struct CyclePain {
    /// Whose, and which days.
    pub about: PageScope,
    /// The cycles with a rated day, in their order.
    pub cycles: Vec<CycleRow>,
    /// A few days each; empty before [`CYCLES_NEEDED`] whole cycles are known. Those with readings
    /// of a single cycle are left out.
    pub groups: Vec<CycleGroup>,
    /// Rated days of a cycle.
    pub rated: usize,
}

impl CyclePain {
    /// Pain by day of the cycle, from days of it as they were recorded and the rated days, both in
    /// their order.
    pub fn new(about: PageScope, recorded: &[(NaiveDate, u32)], days: &[DayPain]) -> Self {
        let spans = patterns::cycles(recorded).into_iter();
        let cycles = spans.map(|span| CycleRow {
            span,
            days: days
                .iter()
                .filter(|pain| about.holds(pain.day))
                .filter(|pain| pain.day >= span.start && pain.day <= span.last)
                .filter_map(|pain| {
                    let day = u32::try_from(days_between(span.start, pain.day) + 1).ok()?;
                    Some((day, pain.mean))
                })
                .collect(),
        });
        let cycles: Vec<CycleRow> = cycles.filter(|row| !row.days.is_empty()).collect();
        let rated = cycles.iter().map(|row| row.days.len()).sum();
        let mut found = Self { about, cycles, groups: Vec::new(), rated };
        if found.whole() >= CYCLES_NEEDED {
            found.groups = found.grouped();
        }
        found
    }

    /// How many cycles are known from their first day to their last.
    pub fn whole(&self) -> usize {
        self.cycles.iter().filter(|row| row.span.next.is_some()).count()
    }

    /// The last day of a cycle that has a reading, at least 28.
    pub fn longest(&self) -> u32 {
        self.cycles.iter().flat_map(|row| &row.days).map(|(day, _)| *day).max().unwrap_or(0).max(28)
    }

    /// A few days each, over all cycles.
    fn grouped(&self) -> Vec<CycleGroup> {
        let groups = (1..=self.longest()).step_by(TOGETHER as usize);
        let groups = groups.filter_map(|from| {
            let to = from + TOGETHER - 1;
            let own = |row: &CycleRow| -> Vec<f64> {
                let within = row.days.iter().filter(|(day, _)| (from..=to).contains(day));
                within.map(|(_, pain)| *pain).collect()
            };
            let by_cycle: Vec<Vec<f64>> =
                self.cycles.iter().map(own).filter(|own| !own.is_empty()).collect();
            let (cycles, all) = (by_cycle.len(), by_cycle.concat());
            let readings = all.len();
            (cycles >= CYCLES_NEEDED).then(|| median(all)).flatten().map(|median| CycleGroup {
                from,
                to,
                median,
                readings,
                cycles,
            })
        });
        groups.collect()
    }

    /// The groups with the highest and the lowest median; `None` where there is nothing to tell
    /// apart.
    pub fn extremes(&self) -> Option<(CycleGroup, CycleGroup)> {
        let by_median =
            |one: &&CycleGroup, other: &&CycleGroup| one.median.total_cmp(&other.median);
        // Of equal ones the first is named.
        let high = self.groups.iter().rev().max_by(by_median)?;
        let low = self.groups.iter().min_by(by_median)?;
        (high.median > low.median).then_some((*high, *low))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::analysis::stats::RatedDays;
    use crate::domain::diary::rating::PainPoint;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;
    use crate::domain::text::style::Style;

    /// Ninety rated days, the periods logged on some of them; the first three days of each hurt 7,
    /// the others 3.
    fn made(starts: &[u64]) -> CyclePain {
        let from = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date");
        let about = PageScope {
            subjects: vec![],
            from,
            to: days_after(from, 89),
            alerts: vec![],
            style: Style::default(),
        };
        let recorded: Vec<_> = starts.iter().map(|n| (days_after(from, *n), 1)).collect();
        let points: Vec<PainPoint> = (0..90)
            .map(|n| {
                let hurts = starts.iter().any(|start| (*start..start + 3).contains(&n));
                PainPoint {
                    day: days_after(from, n),
                    minute: None,
                    score: Score::from_tenths(if hurts { 70 } else { 30 }).expect("a score"),
                    worst: None,
                    least: None,
                }
            })
            .collect();
        CyclePain::new(about, &recorded, &RatedDays::from_iter(points).into_days())
    }

    #[test]
    fn two_whole_cycles_are_needed_before_anything_is_said() {
        let none = made(&[]);
        assert!(none.cycles.is_empty());
        insta::assert_snapshot!(none.sentence(), @"
        No day of a cycle has been recorded in these days; the first day of each period is logged with a score: supple log N --period-started.
        ");
        // Two starts are one whole cycle and the beginning of another.
        let one = made(&[5, 33]);
        assert_eq!((one.whole(), one.groups.len()), (1, 0));
        insta::assert_snapshot!(one.sentence(), @"
        Only one whole cycle is known, on 29 rated days; nothing is said of its days before there are 2. A cycle is whole once the next period has begun; the first day of each period is logged with a score: supple log N --period-started.
        ");
        let two = made(&[5, 33, 62]);
        assert_eq!(two.whole(), 2);
        let first = two.groups[0];
        assert_eq!((first.from, first.to, first.median, first.cycles), (1, 3, 7.0, 3));
        assert!(two.groups.iter().skip(1).all(|group| group.median == 3.0 && group.cycles >= 2));
        insta::assert_snapshot!(two.description(), @"
        Pain diary, 1 Sep – 29 Nov 2026. 2 whole cycles of 28 to 29 days: the median was highest, 7, on days 1 to 3 and lowest, 3, on days 4 to 6; two are few, and the next may differ. Median pain by day of the cycle: days 1 to 3 7, days 4 to 6 3, days 7 to 9 3, days 10 to 12 3, days 13 to 15 3, days 16 to 18 3, days 19 to 21 3, days 22 to 24 3, days 25 to 27 3, days 28 to 30 3.
        ");
    }

    #[test]
    fn a_day_is_counted_from_the_first_of_its_period() {
        let two = made(&[5, 33, 62]);
        let first = &two.cycles[0];
        assert_eq!(first.days.first(), Some(&(1, 7.0)));
        assert_eq!(first.days.last(), Some(&(28, 3.0)));
        assert_eq!(two.cycles[1].days.len(), 29);
    }
}
