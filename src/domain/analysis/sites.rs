//! Where it hurts: how often each place was recorded, the sides told apart.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::page_scope::PageScope;
use crate::domain::diary::place::{Place, Side};
use crate::domain::text::number::median;

/// A place on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// The day.
    pub day: NaiveDate,
    /// The place.
    pub place: Place,
    /// The mean of the day's ratings that name it, 0 to 10.
    pub mean: f64,
}

/// Where it hurt.
#[derive(Debug, Clone, PartialEq)]
pub struct Sites {
    /// Whose, and which days.
    pub about: PageScope,
    /// The places, the site recorded on most days first, its sides together.
    pub rows: Vec<SiteRow>,
    /// Days with a place.
    pub placed: usize,
    /// Days with a rating.
    pub rated: usize,
}

/// One place.
#[derive(Debug, Clone, PartialEq)]
pub struct SiteRow {
    /// The place.
    pub place: Place,
    /// On how many days it was recorded.
    pub days: usize,
    /// Those days, in order.
    on: Vec<NaiveDate>,
    /// The median of those days' pain.
    pub median: f64,
    /// How many days of each step of the range.
    pub steps: Vec<(NaiveDate, NaiveDate, usize)>,
}

impl Sites {
    /// The places of some days, each place of a day once, in the order of the days.
    pub fn new(about: PageScope, placed: &[Placed], rated: usize) -> Self {
        let within: Vec<&Placed> = placed.iter().filter(|placed| about.holds(placed.day)).collect();
        let mut places: Vec<&Place> = within.iter().map(|placed| &placed.place).collect();
        places.sort();
        places.dedup();
        let steps = about.steps();
        let mut rows: Vec<SiteRow> = places
            .into_iter()
            .map(|place| {
                let own: Vec<&Placed> =
                    within.iter().filter(|placed| placed.place == *place).copied().collect();
                let mut counts: Vec<_> = steps.iter().map(|(from, to)| (*from, *to, 0)).collect();
                for placed in &own {
                    let at = counts.partition_point(|(_, to, _)| *to < placed.day);
                    counts[at].2 += 1;
                }
                let median = median(own.iter().map(|placed| placed.mean).collect()).unwrap_or(0.0);
                let on = own.iter().map(|placed| placed.day).collect();
                SiteRow { place: place.clone(), days: own.len(), on, median, steps: counts }
            })
            .collect();
        // The sides of a site stay together: it is the site that people look for, and its place in
        // the list is that of its most frequent side.
        let mut most_days: BTreeMap<String, usize> = BTreeMap::new();
        for row in &rows {
            let most = most_days.entry(row.place.site.clone()).or_default();
            *most = row.days.max(*most);
        }
        rows.sort_by_cached_key(|row| {
            let most = most_days.get(&row.place.site).copied().unwrap_or(0);
            (Reverse(most), row.place.site.clone(), Reverse(row.days), row.place.side)
        });
        let mut days: Vec<NaiveDate> = within.iter().map(|placed| placed.day).collect();
        days.dedup();
        Self { about, rows, placed: days.len(), rated }
    }

    /// On which share of the days with a place a site was recorded on `side`, which is then also
    /// where no side or both were named; without a side, wherever it was. 0 to 1.
    pub fn share(&self, site: &str, side: Option<Side>) -> f64 {
        // A place without a side, or on both, may be on this one too; the other side is not.
        let here = self.rows.iter().filter(|row| {
            let is_other_side = matches!(
                (side, row.place.side),
                (Some(Side::Left), Some(Side::Right)) | (Some(Side::Right), Some(Side::Left))
            );
            row.place.site == site && !is_other_side
        });
        let days: BTreeSet<NaiveDate> = here.flat_map(|row| &row.on).copied().collect();
        days.len() as f64 / self.placed.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::date::days_after;
    use crate::domain::text::style::Style;

    /// A place on the n-th day.
    fn placed(n: u64, site: &str, side: Option<Side>) -> Placed {
        let day = days_after(NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date"), n);
        Placed { day, place: Place { site: site.to_owned(), side }, mean: 4.0 }
    }

    #[test]
    fn sides_stay_together_and_days_are_counted_once() {
        let (left, right) = (Some(Side::Left), Some(Side::Right));
        let mut all: Vec<_> = (0..3).map(|n| placed(n, "buttock", right)).collect();
        all.extend((0..9).map(|n| placed(n, "hip", None)));
        all.extend((0..12).map(|n| placed(n, "buttock", left)));
        all.extend((90..99).map(|n| placed(n, "foot", left)));
        all.sort_by_key(|placed| placed.day);
        let first = all[0].day;
        let about = PageScope {
            subjects: vec![],
            from: first,
            to: days_after(first, 19),
            alerts: vec![],
            style: Style::default(),
        };
        let sites = Sites::new(about, &all, 15);
        let rows: Vec<_> = sites.rows.iter().map(|row| (row.place.to_string(), row.days)).collect();
        assert_eq!(
            rows,
            [("left buttock".into(), 12), ("right buttock".into(), 3), ("hip".into(), 9)]
        );
        assert_eq!(sites.rows[0].steps.iter().map(|(_, _, days)| days).sum::<usize>(), 12);
        insta::assert_snapshot!(sites.sentence(), @"Recorded most often: left buttock (12 days, median pain 4), then hip (9) and right buttock (3); 12 of 15 days with a score say where.");
        // Of 12 days with a place the left was named on 12 and the right on 3 of the same.
        assert_eq!([left, right, None].map(|side| sites.share("buttock", side)), [1.0, 0.25, 1.0]);
        let none = Sites::new(sites.about, &[], 1);
        insta::assert_snapshot!(none.sentence(), @"No place has been recorded in these days; 1 day was recorded without one.");
    }
}
