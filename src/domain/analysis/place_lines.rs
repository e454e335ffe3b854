//! Places that were rated apart, a line each: what one does is never merged with another.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::stats::{self, DayPain};
use crate::domain::diary::place::Place;

/// Days that a place needs a score of its own on to have a line (design choice).
const NEEDS_DAYS: usize = 10;

/// The most lines: more are no longer told apart (design choice).
const MOST: usize = 3;

/// The pain of one place.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceLine {
    /// The place.
    pub place: Place,
    /// The days on which it has a score of its own.
    pub days: Vec<DayPain>,
    /// The mean of as many days as that of all pain, as runs of consecutive days.
    pub trend: Vec<Vec<(NaiveDate, f64)>>,
}

impl PlaceLine {
    /// The last mean; `None` where it was rated too seldom for one.
    pub fn last(&self) -> Option<(NaiveDate, f64)> {
        self.trend.last()?.last().copied()
    }
}

/// The lines of a range, from the rated days of each place: those of most days first. None where
/// fewer than two were rated often enough, because one alone is what the chart shows already.
pub fn place_lines(
    apart: BTreeMap<Place, Vec<DayPain>>,
    mean_days: u64,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<PlaceLine> {
    let lines = apart.into_iter().map(|(place, days)| {
        let trend = stats::moving_mean(&days, mean_days, from, to);
        // The days before the range are there for the mean of its first ones.
        let shown = days.into_iter().filter(|pain| (from..=to).contains(&pain.day)).collect();
        PlaceLine { place, days: shown, trend }
    });
    let mut lines: Vec<PlaceLine> = lines.filter(|line| line.days.len() >= NEEDS_DAYS).collect();
    if lines.len() < 2 {
        return Vec::new();
    }
    lines.sort_by_key(|line| Reverse(line.days.len()));
    lines.truncate(MOST);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::place::Side;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;

    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    /// A place on so many days from the first, always rated the same.
    fn rated(site: &str, side: Option<Side>, days: u64, points: i64) -> (Place, Vec<DayPain>) {
        let place = Place { site: site.to_owned(), side };
        let score = Score::from_tenths(10 * points).expect("a score");
        let pain = |n| DayPain { day: day(n), mean: score.value(), worst: score, least: score };
        (place, (0..days).map(pain).collect())
    }

    #[test]
    fn two_places_have_a_line_each_and_one_has_none() {
        let left = rated("buttock", Some(Side::Left), 30, 6);
        let right = rated("buttock", Some(Side::Right), 20, 2);
        let seldom = rated("hip", None, 9, 9);
        let range = (day(4), day(29));
        let all = BTreeMap::from([left.clone(), right, seldom.clone()]);
        let lines = place_lines(all, 7, range);
        let told: Vec<_> = lines
            .iter()
            .map(|line| (line.place.to_string(), line.days.len(), line.last()))
            .collect();
        assert_eq!(
            told,
            [
                ("left buttock".to_owned(), 26, Some((day(29), 6.0))),
                // Its window still has four days that were rated.
                ("right buttock".to_owned(), 16, Some((day(22), 2.0))),
            ]
        );
        assert!(place_lines(BTreeMap::from([left, seldom]), 7, range).is_empty());
    }
}
