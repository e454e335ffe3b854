//! The flares of a stretch of days, for a page: those that the rules found and the person named, each
//! as long and as bad as it was in the whole diary, wherever the page begins.

use chrono::NaiveDate;

use super::stats::DayPain;
use crate::domain::diary::score::Score;
use crate::domain::flare::fold::Flare;
use crate::domain::flare::usual::Usual;
use crate::domain::text::date::{days_before, days_between};

/// A flare, and what was recorded in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FlareSpan {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day, or the last one that is looked at where it goes on.
    pub to: NaiveDate,
    /// The worst that was recorded at any moment of it.
    pub worst: Score,
    /// What was usual when it began.
    pub usual: Usual,
    /// Whether it goes on.
    pub goes_on: bool,
}

impl FlareSpan {
    /// How many days it lasted, or has lasted.
    pub fn days(&self) -> i64 {
        days_between(self.from, self.to) + 1
    }
}

/// The flares that reach into the days from `from` to `to`, in their order. `days` holds every rated
/// day that may be told of; a flare with none of them is left out.
pub fn between<'a>(
    flares: impl IntoIterator<Item = &'a Flare>,
    days: &[DayPain],
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<FlareSpan> {
    let spans = flares.into_iter().filter_map(|flare| {
        let last = flare.ended.map_or(to, |(over, _)| days_before(over, 1).min(to));
        let rated = days.iter().filter(|day| flare.began <= day.day && day.day <= last);
        let worst = rated.map(|day| day.worst).max()?;
        (flare.began <= to && last >= from).then_some(FlareSpan {
            from: flare.began,
            to: last,
            worst,
            usual: flare.usual,
            goes_on: flare.ended.is_none_or(|(over, _)| over > to),
        })
    });
    spans.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::flare::fold::{FlareCause, FlareEnd};
    use crate::domain::text::date::days_after;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n)
    }

    /// A rated day at 3, with this worst.
    fn rated(n: u64, worst: i64) -> DayPain {
        let worst = Score::from_tenths(worst).expect("a score");
        DayPain { day: day(n), mean: 3.0, worst, least: worst }
    }

    /// A flare from one day to the one on which it was over.
    fn flare(began: u64, over: Option<u64>) -> Flare {
        let ended = over.map(|over| (day(over), FlareEnd::NearUsual));
        Flare { began: day(began), cause: FlareCause::Scores, usual: Usual::default(), ended }
    }

    #[test]
    fn a_flare_is_as_long_and_as_bad_wherever_a_page_begins() {
        let days: Vec<DayPain> = (0..60).map(|n| rated(n, if n == 30 { 80 } else { 40 })).collect();
        let flares = [flare(28, Some(46)), flare(55, None)];
        for from in [0, 20, 30, 45] {
            let found = between(&flares, &days, day(from), day(59));
            let told: Vec<_> = found.iter().map(|span| (span.days(), span.goes_on)).collect();
            assert_eq!(told, [(18, false), (5, true)], "from {from}");
            assert_eq!(found[0].worst.typed(), "8", "a worst counts that was recorded by itself");
        }
        assert_eq!(between(&flares, &days, day(46), day(59)).len(), 1);
        assert_eq!(between(&flares, &days, day(0), day(27)), []);
        // On an earlier day it went on.
        let then = between(&flares, &days, day(0), day(40));
        assert!(then.len() == 1 && then[0].goes_on && then[0].days() == 13);
    }

    #[test]
    fn what_may_not_be_told_is_left_out() {
        assert_eq!(
            between(&[flare(3, Some(9))], &[rated(2, 40), rated(9, 40)], day(0), day(20)),
            []
        );
    }
}
