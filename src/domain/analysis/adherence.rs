//! What was done of what was asked: the one definition, for every verb, page and criterion.
//!
//! It goes exercise by exercise and day by day. A day takes at most as many sessions of an exercise
//! as it asks for. A session on a day that does not ask for its exercise counts for the last day
//! before it that did, as long as that one is still open: the routine carries a missed exercise over
//! until its next day comes. What was done beyond stands beside it, and makes up for nothing else. A
//! day that is not over is not counted, neither what it asks nor what was done on it.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::diary::exercise_record::{ExerciseRecord, Outcome};
use crate::domain::text::date::{days_before, days_between};

/// Days for which a missed exercise is carried over at most: each has a day of its own again within
/// a week, unless it has left the plan (design choice).
const OPEN_DAYS: i64 = 7;

/// Days of a week.
const WEEK: u64 = 7;

/// Sessions of one exercise that the plan asked for on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked<'a> {
    /// The day.
    pub day: NaiveDate,
    /// The exercise's id.
    pub exercise: &'a str,
    /// How many; several of the same day and exercise add up.
    pub sessions: u32,
}

/// One exercise that was done or left out, as far as it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recorded<'a> {
    /// The day.
    pub day: NaiveDate,
    /// The exercise's id.
    pub exercise: &'a str,
    /// Whether it was done.
    pub is_done: bool,
    /// Why it was left out, where that was said.
    pub why: Option<&'a str>,
}

impl<'a> From<&'a ExerciseRecord> for Recorded<'a> {
    fn from(record: &'a ExerciseRecord) -> Self {
        let (is_done, why) = match &record.outcome {
            Outcome::Done(_) => (true, None),
            Outcome::Skipped { why } => (false, why.as_deref()),
        };
        Self { day: record.day, exercise: &record.exercise, is_done, why }
    }
}

/// The same as it is read from a long diary, where nothing else of a session is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CountedSession {
    /// The day.
    pub day: NaiveDate,
    /// The exercise's id, which the same few share year after year.
    pub exercise: Arc<str>,
    /// Whether it was done.
    pub is_done: bool,
    /// Why it was left out, where that was said.
    pub why: Option<String>,
    /// Whether it is for the person alone.
    pub private: bool,
}

impl<'a> From<&'a CountedSession> for Recorded<'a> {
    fn from(session: &'a CountedSession) -> Self {
        let CountedSession { day, exercise, is_done, why, private: _ } = session;
        Self { day: *day, exercise, is_done: *is_done, why: why.as_deref() }
    }
}

/// Sessions in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
pub struct Tally {
    /// Done of those that were asked for; never more than them.
    pub done: u32,
    /// Asked for.
    pub asked: u32,
    /// Done beyond them.
    pub beyond: u32,
}

impl Tally {
    /// So many sessions against so many that were asked for; what exceeds them is beyond.
    pub fn new(done: u32, asked: u32) -> Self {
        Self { done: done.min(asked), asked, beyond: done.saturating_sub(asked) }
    }

    /// The share of what was asked for that was done, in whole per cent, of which 100 means all of
    /// it; `None` where nothing was asked for.
    pub fn percent(self) -> Option<u32> {
        let most = if self.done == self.asked { 100 } else { 99 };
        (self.asked > 0).then(|| ((200 * self.done + self.asked) / (2 * self.asked)).min(most))
    }

    /// Whether nothing was asked for and nothing done.
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            done: self.done + other.done,
            asked: self.asked + other.asked,
            beyond: self.beyond + other.beyond,
        }
    }
}

/// Seven days, or fewer at the beginning of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekTally {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// What was done of what was asked. A week that asks for nothing had no plan, or it rested.
    pub tally: Tally,
}

/// What was done of what was asked in some days.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Adherence {
    /// All of it.
    pub total: Tally,
    /// Each exercise by its id.
    pub by_exercise: BTreeMap<String, Tally>,
    /// Week by week, counted back from the last day, the oldest first.
    pub by_week: Vec<WeekTally>,
    /// The reasons given for leaving exercises out, as they were written, with how often: the one
    /// given most often first.
    pub skipped_reasons: Vec<(String, u32)>,
}

/// What was done of what was asked, day by day, of which any range can be counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ledger {
    /// In the order of days and of exercises on them. What was done of what a day asked for stands on
    /// that day, also where it was done later; what was done beyond stands on the day it was done on.
    entries: Vec<Entry>,
    /// Reasons for leaving an exercise out, in the order of their days.
    reasons: Vec<(NaiveDate, String)>,
    /// The last day that is over.
    last: NaiveDate,
}

/// What stands of one exercise on one day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    day: NaiveDate,
    exercise: Arc<str>,
    tally: Tally,
}

impl Ledger {
    /// Counts what was asked and what was recorded before `today`. The order of either plays no
    /// part.
    pub fn new<'a>(
        asked: impl IntoIterator<Item = Asked<'a>>,
        records: impl IntoIterator<Item = impl Into<Recorded<'a>>>,
        today: NaiveDate,
    ) -> Self {
        // By exercise: what was asked on a day, and how often it was done.
        let mut found: BTreeMap<&str, Vec<(NaiveDate, u32, u32)>> = BTreeMap::new();
        let last = days_before(today, 1);
        for asked in asked.into_iter().filter(|asked| asked.day <= last) {
            found.entry(asked.exercise).or_default().push((asked.day, asked.sessions, 0));
        }
        let mut reasons = Vec::new();
        for record in records.into_iter().map(Into::into) {
            let Recorded { day, exercise, is_done, why } = record;
            if day > last {
                continue;
            }
            if is_done {
                found.entry(exercise).or_default().push((day, 0, 1));
            } else {
                reasons.extend(why.map(|why| (day, why.to_owned())));
            }
        }
        reasons.sort();
        let mut ledger = Self { entries: Vec::new(), reasons, last };
        for (exercise, mut days) in found {
            days.sort_by_key(|(day, ..)| *day);
            ledger.add(&exercise.into(), &days);
        }
        ledger.entries.retain(|entry| !entry.tally.is_empty());
        ledger.entries.sort();
        ledger
    }

    /// The last day that is counted, of those up to `to`.
    pub fn until(&self, to: NaiveDate) -> NaiveDate {
        to.min(self.last)
    }

    /// Whether an exercise was asked for or done on any day.
    pub fn has(&self, exercise: &str) -> bool {
        self.of(exercise).next().is_some()
    }

    /// Adds one exercise: what its days asked for, and how often it was done, in their order.
    fn add(&mut self, exercise: &Arc<str>, days: &[(NaiveDate, u32, u32)]) {
        // Where the last day that asked for it stands, and how much of that is open.
        let mut open: Option<(usize, u32)> = None;
        for of_day in days.chunk_by(|(day, ..), (next, ..)| day == next) {
            let day = of_day[0].0;
            let (asked, done) =
                of_day.iter().fold((0, 0), |(all, times), (_, a, d)| (all + a, times + d));
            let mut tally = Tally::new(done, asked);
            if asked > 0 {
                open = Some((self.entries.len(), asked - tally.done));
            } else if let Some((place, left)) = &mut open
                && let asked_on = &mut self.entries[*place]
                && days_between(asked_on.day, day) < OPEN_DAYS
            {
                let late = done.min(*left);
                *left -= late;
                asked_on.tally.done += late;
                tally.beyond -= late;
            }
            self.entries.push(Entry { day, exercise: Arc::clone(exercise), tally });
        }
    }

    /// What stands of one exercise, by its id, on each day that has any of it, in order.
    pub fn of<'l>(&'l self, exercise: &'l str) -> impl Iterator<Item = (NaiveDate, Tally)> + 'l {
        let of_it = self.entries.iter().filter(move |entry| *entry.exercise == *exercise);
        of_it.map(|entry| (entry.day, entry.tally))
    }

    /// What stands on one day.
    pub fn on(&self, day: NaiveDate) -> Tally {
        self.total(day, day)
    }

    /// All of the days from `from` to `to`.
    pub fn total(&self, from: NaiveDate, to: NaiveDate) -> Tally {
        self.within(from, to).iter().fold(Tally::default(), |all, entry| all.plus(entry.tally))
    }

    /// What each exercise of the days from `from` to `to` has; a range that is turned round is empty.
    fn within(&self, from: NaiveDate, to: NaiveDate) -> &[Entry] {
        let rest = &self.entries[self.entries.partition_point(|entry| entry.day < from)..];
        &rest[..rest.partition_point(|entry| entry.day <= to)]
    }

    /// The days from `from` to `to` in every respect.
    pub fn between(&self, from: NaiveDate, to: NaiveDate) -> Adherence {
        let mut each: BTreeMap<&str, Tally> = BTreeMap::new();
        for entry in self.within(from, to) {
            let all = each.entry(&entry.exercise).or_default();
            *all = all.plus(entry.tally);
        }
        let by_exercise: BTreeMap<String, Tally> =
            each.into_iter().map(|(exercise, tally)| (exercise.to_owned(), tally)).collect();
        let mut by_week = Vec::new();
        let mut end = to;
        while end >= from {
            let start = days_before(end, WEEK - 1).max(from);
            by_week.push(WeekTally { from: start, to: end, tally: self.total(start, end) });
            end = days_before(start, 1);
        }
        by_week.reverse();
        Adherence {
            total: sum(by_exercise.values()),
            by_exercise,
            by_week,
            skipped_reasons: self.reasons_between(from, to),
        }
    }

    /// The reasons of the days from `from` to `to`, each once, however it is written in capitals.
    fn reasons_between(&self, from: NaiveDate, to: NaiveDate) -> Vec<(String, u32)> {
        let mut found: Vec<(String, u32)> = Vec::new();
        let within = self.reasons.iter().filter(|(day, _)| (from..=to).contains(day));
        for (_, why) in within {
            match found.iter_mut().find(|(other, _)| other.to_lowercase() == why.to_lowercase()) {
                Some((_, times)) => *times += 1,
                None => found.push((why.clone(), 1)),
            }
        }
        found.sort_by_key(|(_, times)| std::cmp::Reverse(*times));
        found
    }
}

/// All of them together.
fn sum<'t>(tallies: impl Iterator<Item = &'t Tally>) -> Tally {
    tallies.fold(Tally::default(), |all, tally| all.plus(*tally))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::exercise_record::Actual;
    use crate::domain::text::date::days_after;
    use proptest::prelude::*;

    /// The n-th day.
    fn day(n: u64) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date"), n)
    }

    fn record(exercise: &str, n: u64, outcome: Outcome) -> ExerciseRecord {
        ExerciseRecord::new(
            day(n),
            exercise,
            outcome,
            day(n).and_hms_opt(12, 0, 0).expect("a time").and_utc().fixed_offset(),
        )
    }

    fn done(exercise: &str, n: u64) -> ExerciseRecord {
        record(exercise, n, Outcome::Done(Actual::default()))
    }

    fn skipped(exercise: &str, n: u64, why: Option<&str>) -> ExerciseRecord {
        record(exercise, n, Outcome::Skipped { why: why.map(str::to_owned) })
    }

    /// What was asked as exercise, day and sessions; what was done as exercise and day.
    fn ledger(asked: &[(&'static str, u64, u32)], all_done: &[(&str, u64)], today: u64) -> Ledger {
        let asked =
            asked.iter().map(|&(exercise, n, sessions)| Asked { day: day(n), exercise, sessions });
        let records: Vec<_> = all_done.iter().map(|&(exercise, n)| done(exercise, n)).collect();
        Ledger::new(asked, &records, day(today))
    }

    #[test]
    fn done_counts_at_most_as_often_as_asked() {
        // What is asked, what was done, the day it is counted on; then done, asked, beyond.
        type Row<'a> = (&'a [(&'static str, u64, u32)], &'a [(&'a str, u64)], u64, (u32, u32, u32));
        let a_thrice: &[(&str, u64, u32)] = &[("a", 0, 1), ("a", 2, 1), ("a", 4, 1)];
        let rows: [Row<'_>; 16] = [
            (&[], &[], 9, (0, 0, 0)),
            (a_thrice, &[], 9, (0, 3, 0)),
            (a_thrice, &[("a", 0), ("a", 2), ("a", 4)], 9, (3, 3, 0)),
            // Twice on one day makes up for no other.
            (a_thrice, &[("a", 0), ("a", 0), ("a", 2)], 9, (2, 3, 1)),
            // Another exercise makes up for none.
            (a_thrice, &[("b", 0), ("b", 2)], 9, (0, 3, 2)),
            // Carried over to the day after, and to the one after the last.
            (a_thrice, &[("a", 1), ("a", 5)], 9, (2, 3, 0)),
            // Its next day has come: it counts for that one alone.
            (a_thrice, &[("a", 2), ("a", 3)], 9, (1, 3, 1)),
            // Not before it was asked for.
            (&[("a", 2, 1)], &[("a", 1)], 9, (0, 1, 1)),
            // Nothing is carried over for longer than a week.
            (&[("a", 0, 1)], &[("a", 6)], 20, (1, 1, 0)),
            (&[("a", 0, 1)], &[("a", 7)], 20, (0, 1, 1)),
            // Several times a day, and a rest of it the day after.
            (&[("a", 0, 3)], &[("a", 0), ("a", 0)], 9, (2, 3, 0)),
            (&[("a", 0, 3)], &[("a", 0), ("a", 1), ("a", 1), ("a", 1)], 9, (3, 3, 1)),
            // The same asked for twice on a day adds up.
            (&[("a", 0, 1), ("a", 0, 1)], &[("a", 0)], 9, (1, 2, 0)),
            // Today is not over: neither asked nor done.
            (a_thrice, &[("a", 0), ("a", 4)], 4, (1, 2, 0)),
            (a_thrice, &[("a", 0), ("a", 4)], 5, (2, 3, 0)),
            // Without a plan all of it is beyond.
            (&[], &[("a", 0), ("a", 0), ("b", 1)], 9, (0, 0, 3)),
        ];
        for (asked, all_done, today, expected) in rows {
            let Tally { done, asked: of, beyond } =
                ledger(asked, all_done, today).total(day(0), day(30));
            assert_eq!((done, of, beyond), expected, "{asked:?} {all_done:?} on {today}");
        }
    }

    #[test]
    fn what_was_carried_over_stands_on_the_day_that_asked_for_it() {
        let ledger = ledger(&[("a", 6, 1), ("a", 8, 1)], &[("a", 7), ("a", 8), ("a", 8)], 20);
        let tally = |done, asked, beyond| Tally { done, asked, beyond };
        assert_eq!(ledger.on(day(6)), tally(1, 1, 0));
        assert_eq!(ledger.on(day(7)), tally(0, 0, 0));
        assert_eq!(ledger.on(day(8)), tally(1, 1, 1));
        assert_eq!(ledger.total(day(0), day(6)), tally(1, 1, 0));
        assert_eq!(ledger.total(day(9), day(8)), tally(0, 0, 0), "no days at all");
    }

    #[test]
    fn exercises_weeks_and_reasons_stand_beside_the_total() {
        let asked = [("b", 3, 2), ("a", 3, 1), ("a", 12, 1)].map(|(exercise, n, sessions)| Asked {
            day: day(n),
            exercise,
            sessions,
        });
        let records = [
            done("a", 3),
            skipped("b", 3, Some("Tired")),
            skipped("b", 4, None),
            skipped("a", 12, Some("no time")),
            skipped("a", 13, Some("tired")),
            skipped("a", 20, Some("today")),
        ];
        let Adherence { total, by_exercise, by_week, skipped_reasons } =
            Ledger::new(asked, &records, day(20)).between(day(2), day(19));
        let tally = |done, asked| Tally { done, asked, beyond: 0 };
        assert_eq!(total, tally(1, 4));
        assert_eq!(
            by_exercise.into_iter().collect::<Vec<_>>(),
            [("a".to_owned(), tally(1, 2)), ("b".to_owned(), tally(0, 2))]
        );
        let weeks: Vec<_> = by_week.iter().map(|week| (week.from, week.to, week.tally)).collect();
        assert_eq!(
            weeks,
            [
                (day(2), day(5), tally(1, 3)),
                (day(6), day(12), tally(0, 1)),
                (day(13), day(19), tally(0, 0)),
            ]
        );
        assert_eq!(skipped_reasons, [("Tired".to_owned(), 2), ("no time".to_owned(), 1)]);
    }

    /// The number of an exercise, the day, and how many sessions are asked for.
    type AnyAsked = (usize, u64, u32);

    /// The number of an exercise, the day, and whether it was done or skipped.
    type AnyRecord = (usize, u64, bool);

    /// What is asked and done of three exercises in four weeks.
    fn any_case() -> impl Strategy<Value = (Vec<AnyAsked>, Vec<AnyRecord>)> {
        let asked = prop::collection::vec((0usize..3, 0u64..28, 1u32..4), 0..40);
        let records = prop::collection::vec((0usize..3, 0u64..28, any::<bool>()), 0..60);
        (asked, records)
    }

    fn counted(asked: &[AnyAsked], records: &[AnyRecord], today: u64) -> Ledger {
        let names = ["a", "b", "c"];
        let asked = asked.iter().map(|&(exercise, n, sessions)| Asked {
            day: day(n),
            exercise: names[exercise],
            sessions,
        });
        let records: Vec<_> = records
            .iter()
            .map(|&(exercise, n, is_done)| match is_done {
                true => done(names[exercise], n),
                false => skipped(names[exercise], n, Some("why")),
            })
            .collect();
        Ledger::new(asked, &records, day(today))
    }

    proptest! {
        #[test]
        fn done_is_never_more_than_asked_and_no_session_is_lost(
            (asked, records) in any_case(), today in 0u64..30,
        ) {
            let ledger = counted(&asked, &records, today);
            let all = ledger.between(day(0), day(30));
            for tally in all.by_exercise.values().chain([&all.total]) {
                prop_assert!(tally.done <= tally.asked);
            }
            for n in 0..30 {
                prop_assert!(ledger.on(day(n)).done <= ledger.on(day(n)).asked, "on day {n}");
            }
            let sessions = records.iter().filter(|(_, n, is_done)| *is_done && *n < today).count();
            prop_assert_eq!((all.total.done + all.total.beyond) as usize, sessions);
            let weeks: Vec<Tally> = all.by_week.iter().map(|week| week.tally).collect();
            prop_assert_eq!(sum(weeks.iter()), all.total);
        }

        #[test]
        fn another_record_never_lowers_it(
            (asked, records) in any_case(), more in (0usize..3, 0u64..28, any::<bool>()),
        ) {
            let before = counted(&asked, &records, 28).total(day(0), day(27));
            let after = counted(&asked, &[records, vec![more]].concat(), 28);
            let after = after.total(day(0), day(27));
            prop_assert!(after.done >= before.done && after.beyond >= before.beyond);
            prop_assert_eq!(after.asked, before.asked);
        }

        #[test]
        fn the_order_plays_no_part((asked, records) in any_case(), turn in 0usize..60) {
            let mut others = (asked.clone(), records.clone());
            others.0.reverse();
            others.1.rotate_left(turn.min(records.len()));
            prop_assert_eq!(counted(&asked, &records, 28), counted(&others.0, &others.1, 28));
        }
    }
}
