//! Practice: how much of each exercise was really done over time, and the pain in it.
//!
//! Only what was recorded counts. The plan's dose is what was asked for, never proof of what was
//! done: a session without numbers is counted as one time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::adherence::Tally;
use super::page_scope::PageScope;
use crate::domain::diary::exercise_record::Actual;
use crate::domain::diary::score::Score;
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::text::date::{days_before, days_between};
use crate::domain::text::style::Style;

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
                let times = actual.all_reps().or(actual.sets)?;
                Some(times.saturating_mul(actual.hold_s?))
            }
            Self::Reps => actual.all_reps(),
            Self::Times => Some(1),
        }
    }
}

/// A dose that the plan asked for from a day on, and the limit on pain in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedDose {
    /// The first day that asked for it.
    pub from: NaiveDate,
    /// The dose.
    pub dose: Dose,
    /// The most pain in it that is acceptable, in whole points.
    pub pain_max: u32,
}

/// What the plan asked for of one exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedExercise {
    /// The exercise's name.
    pub exercise: String,
    /// The days that asked for it and are over, in order, with what was done of that.
    pub days: Vec<(NaiveDate, Tally)>,
    /// The doses, in order.
    pub doses: Vec<AskedDose>,
    /// The days on which a rule stopped it, in order.
    pub stops: Vec<NaiveDate>,
}

/// What was practised.
#[derive(Debug, Clone, PartialEq)]
pub struct Practice {
    /// Whose, and which days.
    pub about: PageScope,
    /// The exercises, in the order in which they began.
    pub rows: Vec<PracticeRow>,
    /// Days with an exercise.
    pub days: usize,
}

/// What became of an exercise on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, EnumString, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum DayMark {
    /// It was done.
    Done,
    /// It was asked for, and not done on this day or later in its place.
    Missed,
}

impl DayMark {
    /// Its word.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

/// Days on which the plan asked for one dose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseSpan {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
    /// How much a session of it is, in the unit.
    pub amount: u32,
    /// What that is counted in.
    pub unit: AmountUnit,
    /// The dose in words, without its side: `3 × 10`.
    pub words: String,
    /// The same as programs read it, whatever the person set.
    pub program_words: String,
    /// The most pain in it that is acceptable, in whole points.
    pub pain_max: u32,
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
    /// What became of it on each day that has anything of it, in order.
    pub marks: Vec<(NaiveDate, DayMark)>,
    /// The days on which a rule stopped it.
    pub stops: Vec<NaiveDate>,
    /// The doses that were asked for, in order; empty where no plan asked for it.
    pub doses: Vec<DoseSpan>,
    /// Days on which pain in it was above the limit.
    pub days_above: usize,
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
                2 * counted.count() >= own.len() && !own.is_empty()
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
        let mut marks: Vec<_> = own.iter().map(|done| (done.day, DayMark::Done)).collect();
        marks.dedup();
        Self {
            exercise: name.to_owned(),
            times: own.len(),
            unit,
            amounts,
            pains,
            marks,
            stops: Vec::new(),
            doses: Vec::new(),
            days_above: 0,
        }
    }

    /// The same with what the plan asked for of it on the days of a page.
    fn with(
        mut self,
        planned: &PlannedExercise,
        own: &[&Done],
        about: &PageScope,
        style: Style,
    ) -> Self {
        // What was done later in the place of a day stands where it was done.
        let missed = planned.days.iter().filter(|(day, tally)| {
            about.holds(*day) && tally.done == 0 && own.iter().all(|done| done.day != *day)
        });
        self.marks.extend(missed.map(|(day, _)| (*day, DayMark::Missed)));
        self.marks.sort_by_key(|(day, _)| *day);
        self.stops = planned.stops.iter().copied().filter(|day| about.holds(*day)).collect();
        self.doses = spans(planned, about, style);
        let limit_on = |day: NaiveDate| {
            let before = planned.doses.partition_point(|dose| dose.from <= day);
            before.checked_sub(1).map(|at| i64::from(planned.doses[at].pain_max))
        };
        let mut above: Vec<NaiveDate> = own
            .iter()
            .filter(|done| {
                let most = limit_on(done.day);
                done.actual.pain.zip(most).is_some_and(|(pain, most)| pain.tenths() > 10 * most)
            })
            .map(|done| done.day)
            .collect();
        above.dedup();
        self.days_above = above.len();
        self
    }

    /// The most pain recorded in it.
    pub fn most_pain(&self) -> Option<Score> {
        self.pains.iter().map(|(_, _, pain)| *pain).max()
    }

    /// The days on which it was done, and those on which it was asked for and missed.
    pub fn days_done_and_missed(&self) -> (usize, usize) {
        let done = self.marks.iter().filter(|(_, mark)| *mark == DayMark::Done).count();
        (done, self.marks.len() - done)
    }

    /// The days of each step on which it was done, and all that asked for it or saw it done; steps
    /// without any are left out.
    pub fn shares(
        &self,
        steps: &[(NaiveDate, NaiveDate)],
    ) -> Vec<(NaiveDate, NaiveDate, usize, usize)> {
        let within = |from: NaiveDate, to: NaiveDate| {
            let begin = self.marks.partition_point(|(day, _)| *day < from);
            let end = self.marks.partition_point(|(day, _)| *day <= to);
            &self.marks[begin..end]
        };
        let counted = steps.iter().map(|(from, to)| {
            let own = within(*from, *to);
            let done = own.iter().filter(|(_, mark)| *mark == DayMark::Done).count();
            (*from, *to, done, own.len())
        });
        counted.filter(|(.., all)| *all > 0).collect()
    }

    /// The day that it began on, on the page.
    fn began(&self) -> Option<NaiveDate> {
        let first = self.marks.first().map(|(day, _)| *day);
        first.into_iter().chain(self.doses.first().map(|span| span.from)).min()
    }
}

/// The days after which an exercise that nothing asks for has left the plan for a while: each that
/// is in it has a day within a week (design choice).
const LEFT_AFTER: i64 = 8;

/// The doses that a plan asked for of an exercise on the days of a page.
fn spans(planned: &PlannedExercise, about: &PageScope, style: Style) -> Vec<DoseSpan> {
    let mut spans: Vec<(usize, NaiveDate, NaiveDate)> = Vec::new();
    for (day, _) in &planned.days {
        let Some(step) = planned.doses.partition_point(|dose| dose.from <= *day).checked_sub(1)
        else {
            continue;
        };
        match spans.last_mut() {
            Some((_, _, to)) if days_between(*to, *day) > LEFT_AFTER => {
                spans.push((step, *day, *day));
            }
            Some((last, _, to)) if *last == step => *to = *day,
            Some((_, _, to)) => {
                // A dose holds until the next one.
                *to = days_before(*day, 1);
                spans.push((step, *day, *day));
            }
            None => spans.push((step, *day, *day)),
        }
    }
    let within = spans.into_iter().filter(|(_, from, to)| *to >= about.from && *from <= about.to);
    within
        .map(|(step, from, to)| {
            let AskedDose { dose, pain_max, .. } = &planned.doses[step];
            let times = dose.sets.saturating_mul(dose.reps.unwrap_or(1));
            let (amount, unit) = match (dose.minutes, dose.hold_s) {
                (Some(minutes), _) => (dose.sets.saturating_mul(minutes), AmountUnit::Minutes),
                (None, Some(hold)) => (times.saturating_mul(hold), AmountUnit::Seconds),
                (None, None) => (times, AmountUnit::Reps),
            };
            let plain = Dose { sides: Sides::Together, ..dose.clone() };
            DoseSpan {
                from: from.max(about.from),
                to: to.min(about.to),
                amount,
                unit,
                words: plain.in_words(style),
                program_words: plain.in_words(Style::default()),
                pain_max: *pain_max,
            }
        })
        .collect()
}

impl Practice {
    /// The practice of some sessions, in the order of their days, beside what was asked for.
    pub fn new(about: PageScope, done: &[Done], planned: &[PlannedExercise], style: Style) -> Self {
        let within: Vec<&Done> = done.iter().filter(|done| about.holds(done.day)).collect();
        let mut names: Vec<&str> = within.iter().map(|done| done.exercise.as_str()).collect();
        names.extend(planned.iter().map(|planned| planned.exercise.as_str()));
        names.sort_unstable();
        names.dedup();
        let steps = about.steps();
        let by_day = about.days() <= LONGEST_BY_DAY;
        let rows = names.into_iter().map(|name| {
            let own: Vec<&Done> =
                within.iter().filter(|done| done.exercise == name).copied().collect();
            let row = PracticeRow::new(name, &own, &steps, by_day);
            match planned.iter().find(|planned| planned.exercise == name) {
                Some(planned) => row.with(planned, &own, &about, style),
                None => row,
            }
        });
        // What has no day in these days has no row.
        let mut rows: Vec<PracticeRow> = rows.filter(|row| row.began().is_some()).collect();
        rows.sort_by_key(PracticeRow::began);
        let mut days: Vec<NaiveDate> = within.iter().map(|done| done.day).collect();
        days.dedup();
        Self { about, rows, days: days.len() }
    }

    /// Whether each day has a mark of its own; else each step of the range has one.
    pub fn is_by_day(&self) -> bool {
        self.about.days() <= LONGEST_BY_DAY
    }

    /// What a pain of [`PracticeRow::pains`] is the most of: a day, or a step of the range.
    pub fn pain_word(&self) -> &'static str {
        if self.is_by_day() { "day" } else { self.about.step_word() }
    }

    /// The most pain recorded in any, and the exercises that had it; `None` where none was recorded.
    pub fn most_pain(&self) -> Option<(Score, Vec<&str>)> {
        let most = self.rows.iter().filter_map(PracticeRow::most_pain).max()?;
        let had = self.rows.iter().filter(|row| row.most_pain() == Some(most));
        Some((most, had.map(|row| row.exercise.as_str()).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;
    use crate::domain::text::date::days_after;

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
                style: Style::default(),
            },
            done,
            &[],
            Style::default(),
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

    /// What a plan asked for of the bridge: 3 × 10 on the first day, 3 × 16 from the fifth on, every
    /// second day.
    fn asked() -> PlannedExercise {
        let day = |n| done(n, "", Actual::default()).day;
        let dose = |n, reps| AskedDose {
            from: day(n),
            dose: Dose { reps: Some(reps), ..testing::exercise("clamshell", 3).dose },
            pain_max: 3,
        };
        PlannedExercise {
            exercise: "bridge".to_owned(),
            days: [(0, 1), (2, 0), (4, 1), (6, 1)]
                .map(|(n, of)| (day(n), Tally::new(of, 1)))
                .to_vec(),
            doses: vec![dose(0, 10), dose(4, 16)],
            stops: vec![day(7)],
        }
    }

    #[test]
    fn a_row_has_what_was_asked_for_missed_and_stopped() {
        let [fine, above] =
            [30, 31].map(|tenths| Actual { pain: Score::from_tenths(tenths), ..Actual::default() });
        // What the fifth day asked for was done a day later.
        let all = [done(0, "bridge", fine), done(5, "bridge", above)];
        let practice = Practice::new(made(&[]).about, &all, &[asked()], Style::default());
        let row = &practice.rows[0];
        let day = |n| done(n, "", Actual::default()).day;
        assert_eq!(
            row.marks,
            [(day(0), DayMark::Done), (day(2), DayMark::Missed), (day(5), DayMark::Done)]
        );
        assert_eq!(row.stops, [day(7)]);
        let doses: Vec<_> = row
            .doses
            .iter()
            .map(|span| (span.from, span.to, span.amount, span.words.as_str(), span.pain_max))
            .collect();
        assert_eq!(doses, [(day(0), day(3), 30, "3 × 10", 3), (day(4), day(6), 48, "3 × 16", 3)]);
        // A pain of 3 is not above a limit of 3.
        assert_eq!(row.days_above, 1);
        insta::assert_snapshot!(practice.description(), @"
        Pain diary, 1 – 20 Nov 2026. 1 exercise done 2 times on 2 days; the most pain in one was 3.1 (bridge). Done: bridge 3 × 10 to 3 × 16, 2 times, missed on 1 day, pain at most 3.1, above its limit on 1 day.
        ");
    }

    #[test]
    fn exercises_stand_in_the_order_in_which_they_began_and_ties_are_named() {
        let pain = |tenths| Actual { pain: Score::from_tenths(tenths), ..Actual::default() };
        let mut all = vec![
            done(1, "wall sit", pain(40)),
            done(2, "bridge", pain(40)),
            done(3, "bridge", pain(0)),
        ];
        let practice = made(&all);
        let names: Vec<&str> = practice.rows.iter().map(|row| row.exercise.as_str()).collect();
        assert_eq!(names, ["wall sit", "bridge"]);
        insta::assert_snapshot!(practice.sentence(), @"
        2 exercises done 3 times on 3 days; the most pain was 4, in wall sit and bridge.
        ");
        all.push(done(4, "a", pain(40)));
        insta::assert_snapshot!(made(&all).sentence(), @"
        3 exercises done 4 times on 4 days; the most pain was 4, in 3 exercises.
        ");
    }
}
