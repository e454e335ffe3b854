//! Goals over time: each activity the person wants back, and how they rated it since.

use chrono::NaiveDate;

use super::page_scope::PageScope;
use crate::domain::diary::goal::SINGLE_POINTS;
use crate::domain::diary::score::Score;

/// The most goals that the sentence names one by one; the rows have all of them.
pub const MOST_NAMED: usize = 3;

/// Goals and their ratings.
#[derive(Debug, Clone, PartialEq)]
pub struct Goals {
    /// Whose, and which days.
    pub about: PageScope,
    /// The goals, in the order they were set; one without a rating in these days is not among them.
    pub rows: Vec<GoalRow>,
    /// Days with a rating of any goal.
    pub days: usize,
}

/// One goal.
#[derive(Debug, Clone, PartialEq)]
pub struct GoalRow {
    /// The activity, in the person's words.
    pub activity: String,
    /// Its ratings, 0 (cannot) to 10 (as before), in the order of their days.
    pub ratings: Vec<(NaiveDate, Score)>,
}

impl GoalRow {
    /// Its first and last rating.
    pub fn ends(&self) -> Option<(Score, Score)> {
        Some((self.ratings.first()?.1, self.ratings.last()?.1))
    }
}

impl GoalRow {
    /// The rating from which a change upwards is more than ratings wander by themselves: so many
    /// points above the first. `None` with one rating alone, and where the scale ends before it.
    pub fn mark(&self) -> Option<f64> {
        let mark = self.ratings.first()?.1.value() + SINGLE_POINTS;
        (self.ratings.len() > 1 && mark <= 10.0).then_some(mark)
    }
}

impl Goals {
    /// The goals, each with its ratings in the order of their days.
    pub fn new(about: PageScope, mut rows: Vec<GoalRow>) -> Self {
        for row in &mut rows {
            row.ratings.retain(|(day, _)| about.holds(*day));
        }
        // First and last are those of these days: what was before them is another page's.
        rows.retain(|row| !row.ratings.is_empty());
        let mut days: Vec<NaiveDate> =
            rows.iter().flat_map(|row| row.ratings.iter().map(|(day, _)| *day)).collect();
        days.sort_unstable();
        days.dedup();
        Self { about, rows, days: days.len() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::date::days_after;
    use crate::domain::text::style::Style;

    #[test]
    fn first_and_last_in_these_days_are_told() {
        let from = NaiveDate::from_ymd_opt(2026, 11, 1).expect("a date");
        let about = PageScope {
            subjects: vec![],
            from,
            to: days_after(from, 20),
            alerts: vec![],
            style: Style::default(),
        };
        let rows = [
            ("sitting through a film", &[(0, 20), (7, 40), (14, 65)][..]),
            ("walking the dog", &[(7, 30), (28, 100)]),
            ("running", &[(40, 50)]),
        ];
        let rows = rows.map(|(activity, ratings)| GoalRow {
            activity: activity.to_owned(),
            ratings: ratings
                .iter()
                .map(|(n, tenths)| {
                    (days_after(from, *n), Score::from_tenths(*tenths).expect("a score"))
                })
                .collect(),
        });
        let goals = Goals::new(about.clone(), rows.into());
        assert_eq!((goals.rows.len(), goals.days), (2, 3));
        insta::assert_snapshot!(goals.sentence(), @"2 goals rated, 0 cannot and 10 as before: sitting through a film, from 2 to 6.5; walking the dog, 3.");
        // From 2 the mark is 5; one rating has none, and from 8 on the scale ends before it.
        assert_eq!((goals.rows[0].mark(), goals.rows[1].mark()), (Some(5.0), None));
        let high = [80, 90].map(|tenths| (from, Score::from_tenths(tenths).expect("a score")));
        assert_eq!(GoalRow { activity: String::new(), ratings: high.to_vec() }.mark(), None);
        insta::assert_snapshot!(Goals::new(about, vec![]).sentence(), @"No goal has been rated in these days.");
    }
}
