//! Goals: activities the person wants back, rated 0 (cannot) to 10 (as before), and what their
//! change means.
//!
//! Rating activities of one's own is the idea of the Patient-Specific Functional Scale; the
//! thresholds are those published for it, and the words are ours.

use chrono::NaiveDate;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::score::Score;
use crate::domain::text::date::days_between;
use crate::domain::text::number::{mean, round1};

/// The most goals at one time: what the scale was studied with (`[recalled: Stratford 1995]`).
pub const MOST: usize = 5;

/// Days after which a goal may be rated again: a week shows more than a day's mood (design choice).
pub const RATED_EVERY: i64 = 7;

/// Points at which a change in one activity is more than its ratings wander by themselves
/// (`[recalled: Stratford 1995]`: about 3 for a single activity).
pub const SINGLE_POINTS: f64 = 3.0;

/// What the mean of several goals must change by to be small, medium or large, in points
/// (`[seen: integrative-archives.com, Abbott & Schmitt 2014, JOSPT 44:560, n=1708]`).
pub const SIZES: [(Size, f64); 3] = [(Size::Large, 2.7), (Size::Medium, 2.3), (Size::Small, 1.3)];

/// How much the mean of the goals changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Size {
    /// Less than small.
    None,
    /// From 1.3 points.
    Small,
    /// From 2.3 points.
    Medium,
    /// From 2.7 points.
    Large,
}

impl Size {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// An activity the person wants back.
#[derive(Debug, Clone, PartialEq)]
pub struct Goal {
    /// The activity, in the person's words.
    pub activity: String,
    /// The day it was set.
    pub started_on: NaiveDate,
    /// The first day it is no longer one.
    pub ended_on: Option<NaiveDate>,
    /// Its ratings, one a day at most, in the order of their days.
    pub ratings: Vec<(NaiveDate, Score)>,
}

/// A change between two ratings or two means, 0 to 10.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GoalChange {
    /// The first rating, or the mean of the first ones.
    pub before: f64,
    /// The last.
    pub now: f64,
    /// How many goals it is of.
    pub goals: usize,
}

impl Goal {
    /// Whether it is still a goal.
    pub fn is_active(&self) -> bool {
        self.ended_on.is_none()
    }

    /// How far it has risen since `day`, in tenths: the last rating against the last one up to
    /// `day`, or against the first of all where there is none. `None` where none came after it.
    pub fn risen_since(&self, day: NaiveDate) -> Option<i64> {
        let before = self.ratings.iter().rfind(|(rated, _)| *rated <= day);
        let (_, first) = before.or(self.ratings.first())?;
        let (last_day, last) = self.ratings.last()?;
        (*last_day > day).then(|| last.tenths() - first.tenths())
    }

    /// Whether its weekly rating is due.
    pub fn is_due(&self, today: NaiveDate) -> bool {
        self.is_active()
            && self.ratings.last().is_none_or(|(day, _)| days_between(*day, today) >= RATED_EVERY)
    }

    /// The first rating against the last; `None` before there are two.
    pub fn change(&self) -> Option<GoalChange> {
        let [(_, first), .., (_, last)] = self.ratings[..] else { return None };
        Some(GoalChange { before: first.value(), now: last.value(), goals: 1 })
    }
}

/// The mean of the first ratings against the mean of the last, over the active goals that have two;
/// `None` when there is none.
pub fn mean_change<'a>(goals: impl IntoIterator<Item = &'a Goal>) -> Option<GoalChange> {
    let changes: Vec<GoalChange> =
        goals.into_iter().filter(|goal| goal.is_active()).filter_map(Goal::change).collect();
    (!changes.is_empty()).then(|| GoalChange {
        before: mean(changes.iter().map(|change| change.before)),
        now: mean(changes.iter().map(|change| change.now)),
        goals: changes.len(),
    })
}

impl GoalChange {
    /// Points gained (more is possible, positive) or lost, as shown: from values rounded to one
    /// decimal, so that the numbers on the page add up.
    pub fn points(&self) -> f64 {
        round1(round1(self.now) - round1(self.before))
    }

    /// Whether it reaches [`SINGLE_POINTS`], in either direction.
    pub fn reaches_single(&self) -> bool {
        self.points().abs() >= SINGLE_POINTS
    }

    /// How large it is as the change of a mean, in either direction.
    pub fn size(&self) -> Size {
        SIZES
            .iter()
            .find(|(_, from)| self.points().abs() >= *from)
            .map_or(Size::None, |(size, _)| *size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::text::date::days_after;

    /// A goal rated a week apart.
    fn goal(scores: &[i64]) -> Goal {
        let start = NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date");
        let rating = |(n, tenths): (u64, &i64)| {
            (days_after(start, 7 * n), Score::from_tenths(*tenths).expect("a score"))
        };
        Goal {
            activity: "walk".into(),
            started_on: start,
            ended_on: None,
            ratings: (0..).zip(scores).map(rating).collect(),
        }
    }

    #[test]
    fn a_change_needs_two_ratings_and_is_named_by_its_threshold() {
        assert_eq!(goal(&[]).change(), None);
        assert_eq!(goal(&[30]).change(), None);
        for (scores, points, single) in [
            (&[30, 60][..], 3.0, true),
            (&[30, 90, 55], 2.5, false),
            (&[60, 30], -3.0, true),
            (&[40, 40], 0.0, false),
        ] {
            let change = goal(scores).change().expect("two ratings");
            assert!((change.points() - points).abs() < 1e-9, "{scores:?}");
            assert_eq!(change.reaches_single(), single, "{scores:?}");
        }
    }

    #[test]
    fn the_mean_takes_the_goals_that_are_still_open_and_have_two_ratings() {
        let ended = Goal { ended_on: NaiveDate::from_ymd_opt(2026, 10, 1), ..goal(&[0, 100]) };
        assert_eq!(mean_change([&ended, &goal(&[50])]), None);
        for (last, size) in [
            (42, Size::None),
            (43, Size::Small),
            (52, Size::Small),
            (53, Size::Medium),
            (57, Size::Large),
            (3, Size::Large),
        ] {
            let change =
                mean_change([&ended, &goal(&[40, 40 + last - 30]), &goal(&[60, 60 + last - 30])])
                    .expect("two");
            assert_eq!((change.goals, change.size()), (2, size), "{last}");
        }
    }

    #[test]
    fn a_rating_is_due_at_once_and_then_weekly() {
        let last = goal(&[10, 20]).ratings[1].0;
        assert!(goal(&[]).is_due(last));
        assert!(!goal(&[10, 20]).is_due(days_after(last, 6)));
        assert!(goal(&[10, 20]).is_due(days_after(last, 7)));
        assert!(!Goal { ended_on: Some(last), ..goal(&[10, 20]) }.is_due(days_after(last, 70)));
    }
}
