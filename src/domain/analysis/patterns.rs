//! What goes with what: pain on days with something, and on the day after, against days without it.
//!
//! A diary is no experiment. Nobody drew lots for the days on which a person sat for long, so
//! nothing here can say that one thing brought another about; the word is “goes with”, and people
//! rest *because* it hurts. What can be had is not to be fooled by chance, and that is what this
//! file is about.
//!
//! # The method
//!
//! * A day counts by its mean (as everywhere), and only when the day before was rated too: pain
//!   today is mostly pain yesterday, so **yesterday's pain is taken into account**, and so is the
//!   mean of the two weeks before, which follows the slow course of an illness. The difference
//!   shown is what is left between days with and without after a straight-line fit of both. Small
//!   samples and slow drift are why an ordinary t-test of two groups of days is wrong here (`[seen:
//!   PMC6999905]`: it ignores serial correlation).
//! * **The day of the week** is taken into account too: pain has a weekly rhythm in many lives, and
//!   what is done on fixed days of the week would stand out by that alone. What is always on the
//!   same days of the week cannot be told apart from them, and nothing is said of it.
//! * **The same day and the day after** are looked at apart. On the day after there are two
//!   yardsticks: the pain of the day itself, and that of the day before it. The first alone would
//!   call the return to normal after a bad day an improvement; the second alone would blame
//!   whatever is done on bad days. Only what holds against both counts, so the weaker of the two
//!   results is the result (an intersection-union test, design choice). Whether the day after is
//!   itself a day with it is taken into account too: with an exercise on every other day, the day
//!   after is always a day without.
//! * **Chance** is measured on the diary itself: what the fit leaves over is cut into blocks of
//!   neighbouring days and the blocks are shuffled, some thousand times (Freedman & Lane 1983
//!   `[recalled]`, in blocks so that what serial correlation is still left stays in it; their
//!   lengths vary, or they would keep in step with the week). How often a shuffled diary shows as
//!   much is the p-value; the interval is as wide as 95 % of the shuffles need. The shuffles are
//!   seeded from the numbers themselves: the same diary always gives the same answer.
//! * **Looking at many things finds something by chance**, so everything looked at, on both days,
//!   is held to a false-discovery rate of [`LEVEL`] together (Benjamini & Hochberg 1995
//!   `[recalled]`). Their procedure, and not the harsher one of Benjamini & Yekutieli 2001 that
//!   holds under any dependence: results of one diary lean on each other in ordinary ways, for
//!   which it is known to hold well, and `tests/independent` counts that it does.
//! * What stands out differs by at least [`LEAST_POINTS`]: over years the smallest difference is
//!   more than chance, and of no use to anybody.
//! * Nothing is worked out from fewer than [`DAYS_NEEDED`] such days, or fewer than
//!   [`GROUP_NEEDED`] with and without (design choices, as is the practice of showing the days
//!   first).
//!
//! Sources: section F of the evidence base. For what can be expected: in a trial of such diaries
//! (n=215) people decided better together with their clinician, and their pain was no better for it
//! (`[seen: jamanetwork.com 2698146]`).

mod association;
mod chance;
mod discovery;
mod factor;

use chrono::NaiveDate;
use strum::VariantArray;

use super::stats::DayPain;
use crate::domain::text::date::days_between;
use crate::domain::text::number::{mean, round1};
pub use association::Association;
use association::associate;
pub use chance::Chance;
pub use factor::{
    CycleSpan, Factor, FactorKind, cycle_contradiction, cycle_factors, cycles, occurred,
    short_nights,
};

/// Rated days that follow a rated day, which anything needs before it is looked at (design choice).
pub const DAYS_NEEDED: usize = 14;

/// Days with, and days without, which anything needs before it is looked at (design choice).
pub const GROUP_NEEDED: usize = 5;

/// The share of false discoveries that is put up with among all that is shown (design choice).
pub const LEVEL: f64 = 0.1;

/// The least difference that is shown, in points: what is smaller nobody can feel, however sure it
/// is (design choice).
pub const LEAST_POINTS: f64 = 0.5;

/// Days of a week.
const WEEK: usize = 7;

/// Days before a day whose mean stands for the slow course of the illness (design choice).
const COURSE_DAYS: usize = 14;

/// How much worse (or better) than the other days, in points, the days before must have been for a
/// warning that bad days are followed by better ones anyway (design choice).
const REBOUND_POINTS: f64 = 1.0;

/// On which day the pain is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray)]
pub enum Lag {
    /// The same day.
    SameDay,
    /// The day after.
    DayAfter,
}

impl Lag {
    /// How many days the pain is looked at later: 0 or 1.
    pub fn days(self) -> u8 {
        match self {
            Self::SameDay => 0,
            Self::DayAfter => 1,
        }
    }
}

/// One thing against the pain of one day: the days that can be compared, and what came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Pairing {
    /// The thing: its place in the list that was handed in.
    pub factor: usize,
    /// The day the pain is of.
    pub lag: Lag,
    /// The pain of each day with it, in order of time.
    pub with: Vec<f64>,
    /// The pain of each day without.
    pub without: Vec<f64>,
    /// What came of it; `None` when there are too few days, or nothing that differs.
    pub result: Option<PairingResult>,
}

/// What came of one pairing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PairingResult {
    /// The difference and its chance.
    pub association: Association,
    /// The false-discovery rate at which it would just be shown, among everything looked at.
    pub q: f64,
    /// Whether the days before were themselves worse where it then got better, or better where it
    /// then got worse, so that part of the difference is only a return to the usual (regression to
    /// the mean).
    pub rebound: bool,
}

impl PairingResult {
    /// Whether it is shown as going with pain: more than chance does, and enough to be felt.
    pub fn stands_out(&self) -> bool {
        self.q <= LEVEL && round1(self.association.adjusted).abs() >= LEAST_POINTS
    }
}

impl Pairing {
    /// Whether there are enough days to look at it.
    pub fn has_enough(&self) -> bool {
        self.with.len() + self.without.len() >= DAYS_NEEDED
            && self.with.len().min(self.without.len()) >= GROUP_NEEDED
    }

    /// What stands out, if it does.
    pub fn finding(&self) -> Option<&PairingResult> {
        self.result.as_ref().filter(|finding| finding.stands_out())
    }
}

/// Everything that was looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Patterns {
    /// Rated days that follow a rated day.
    pub days: usize,
    /// Each thing on each day, in the order they were handed in.
    pub pairings: Vec<Pairing>,
}

impl Patterns {
    /// How many pairings had enough days to be looked at: what the false-discovery rate is over.
    pub fn looked_at(&self) -> usize {
        self.pairings.iter().filter(|pairing| pairing.result.is_some()).count()
    }

    /// Looks at every factor on both days. `days` come in order of time.
    pub fn new(days: &[DayPain], factors: &[Factor]) -> Self {
        let calendar = DayGrid::new(days);
        let mut pairings = Vec::with_capacity(2 * factors.len());
        for (number, factor) in factors.iter().enumerate() {
            let states = calendar.states(factor);
            pairings
                .extend(Lag::VARIANTS.iter().map(|lag| calendar.pairing(number, &states, *lag)));
        }
        // All pairings of both days in one correction: whoever looks at more finds more by chance.
        let ps: Vec<f64> =
            pairings.iter().filter_map(|pairing| Some(pairing.result?.association.p)).collect();
        let looked_at = pairings.iter_mut().filter_map(|pairing| pairing.result.as_mut());
        for (finding, q) in looked_at.zip(discovery::adjusted(&ps)) {
            finding.q = q;
        }
        Self { days: calendar.followed(), pairings }
    }
}

/// The diary as one row of days, the ones that were not rated empty.
struct DayGrid {
    first: NaiveDate,
    pain: Vec<Option<f64>>,
    /// The mean of the rated days among the [`COURSE_DAYS`] before each day.
    course: Vec<Option<f64>>,
}

impl DayGrid {
    fn new(days: &[DayPain]) -> Self {
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            return Self { first: NaiveDate::MIN, pain: Vec::new(), course: Vec::new() };
        };
        // A place for every day of the calendar, rated or not, so that the place before a day is the
        // day before it.
        let length = usize::try_from(days_between(first.day, last.day) + 1).unwrap_or(0);
        let mut calendar = Self { first: first.day, pain: vec![None; length], course: Vec::new() };
        for day in days {
            if let Some(at) = calendar.at(day.day) {
                calendar.pain[at] = Some(day.mean);
            }
        }
        calendar.course = (0..length)
            .map(|at| {
                let before = &calendar.pain[at.saturating_sub(COURSE_DAYS)..at];
                before.iter().any(Option::is_some).then(|| mean(before.iter().flatten().copied()))
            })
            .collect();
        calendar
    }

    /// The place of a day; `None` outside the diary.
    fn at(&self, day: NaiveDate) -> Option<usize> {
        let at = usize::try_from(days_between(self.first, day)).ok()?;
        (at < self.pain.len()).then_some(at)
    }

    /// Rated days whose day before was rated too.
    fn followed(&self) -> usize {
        self.pain.windows(2).filter(|pair| pair.iter().all(Option::is_some)).count()
    }

    /// For each day whether it was with a factor or without; `None` where that is not known.
    fn states(&self, factor: &Factor) -> Vec<Option<bool>> {
        let mut states = vec![None; self.pain.len()];
        // With comes last: a day that is in both lists is a day with it.
        for (days, is_with) in [(&factor.without, false), (&factor.with, true)] {
            for at in days.iter().filter_map(|day| self.at(*day)) {
                states[at] = Some(is_with);
            }
        }
        states
    }

    /// One factor against the pain of one day.
    fn pairing(&self, factor: usize, states: &[Option<bool>], lag: Lag) -> Pairing {
        // The first day of the diary has none before it to be taken into account.
        let rows: Vec<ComparedDay> =
            (1..self.pain.len()).filter_map(|day| self.row(day, states, lag)).collect();
        let (with, without): (Vec<&ComparedDay>, Vec<&ComparedDay>) =
            rows.iter().partition(|row| row.is_with);
        let mut pairing = Pairing {
            factor,
            lag,
            with: with.iter().map(|row| row.pain).collect(),
            without: without.iter().map(|row| row.pain).collect(),
            result: None,
        };
        if pairing.has_enough() {
            let started = pain_before(&with) - pain_before(&without);
            pairing.result = weakest(&rows).map(|association| PairingResult {
                association,
                // Known once all pairings are: it depends on how many were looked at.
                q: 1.0,
                rebound: started.abs() >= REBOUND_POINTS && started * association.adjusted < 0.0,
            });
        }
        pairing
    }

    /// What is known of one day, when all of it is.
    fn row(&self, day: usize, states: &[Option<bool>], lag: Lag) -> Option<ComparedDay> {
        let yesterday = self.yardstick(day, 1)?;
        let (is_with, before, today) = match lag {
            Lag::SameDay => (states[day]?, vec![yesterday], None),
            Lag::DayAfter => (
                states[day - 1]?,
                vec![yesterday, self.yardstick(day, 2)?],
                Some(f64::from(u8::from(states[day]?))),
            ),
        };
        Some(ComparedDay { pain: self.pain[day]?, is_with, before, today, weekday: day % WEEK })
    }

    /// The pain so many days before a day, and the course up to it.
    fn yardstick(&self, day: usize, days: usize) -> Option<[f64; 2]> {
        let before = day.checked_sub(days)?;
        Some([self.pain[before]?, self.course[before + 1]?])
    }
}

/// The association of some rows against the yardstick by which it is weakest: only what holds
/// against each of them counts (an intersection-union test, see above). `None` where one of them
/// gives none.
fn weakest(rows: &[ComparedDay]) -> Option<Association> {
    let pain: Vec<f64> = rows.iter().map(|row| row.pain).collect();
    let is_with: Vec<bool> = rows.iter().map(|row| row.is_with).collect();
    let today: Option<Vec<f64>> = rows.iter().map(|row| row.today).collect();
    let mut weakest: Option<Association> = None;
    for yardstick in 0..rows[0].before.len() {
        let mut known: Vec<Vec<f64>> = [0, 1]
            .map(|column| rows.iter().map(|row| row.before[yardstick][column]).collect())
            .into();
        known.extend(today.clone());
        // A day of the week that is not there, and the one that the others leave, add nothing.
        known.extend((1..WEEK).map(|weekday| {
            rows.iter().map(|row| f64::from(u8::from(row.weekday == weekday))).collect()
        }));
        let found = associate(&pain, &is_with, &known)?;
        if weakest.is_none_or(|weakest| is_weaker(&found, &weakest)) {
            weakest = Some(found);
        }
    }
    weakest
}

/// Whether one association says less than another, or as little: by its chance, then by its size.
fn is_weaker(one: &Association, other: &Association) -> bool {
    one.p.total_cmp(&other.p).then(other.adjusted.abs().total_cmp(&one.adjusted.abs())).is_ge()
}

/// The mean pain of the days before some rows.
fn pain_before(rows: &[&ComparedDay]) -> f64 {
    mean(rows.iter().map(|row| row.before[0][0]))
}

/// One day that can be compared.
struct ComparedDay {
    pain: f64,
    is_with: bool,
    /// The yardsticks: each the pain of an earlier day, and the course up to it.
    before: Vec<[f64; 2]>,
    /// Of the day after, whether that day is with the factor too, 1 or 0.
    today: Option<f64>,
    /// The day of the week, counted from that of the first day of the diary.
    weekday: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::diary::score::Score;
    use crate::domain::text::date::days_after;
    use proptest::prelude::*;

    /// The n-th day of a made-up diary.
    fn day(n: usize) -> NaiveDate {
        days_after(NaiveDate::from_ymd_opt(2026, 9, 1).expect("a date"), n as u64)
    }

    /// A diary from tenths; a day without a number was not rated.
    fn diary(tenths: &[Option<i64>]) -> Vec<DayPain> {
        let rated = tenths
            .iter()
            .enumerate()
            .filter_map(|(n, tenths)| Some((n, Score::from_tenths((*tenths)?)?)));
        rated
            .map(|(n, worst)| DayPain { day: day(n), mean: worst.value(), worst, least: worst })
            .collect()
    }

    /// A factor on these of all days.
    fn factor(days: usize, is_with: impl Fn(usize) -> bool) -> Factor {
        let (with, without): (Vec<_>, Vec<_>) = (0..days).partition(|n| is_with(*n));
        let [with, without] = [with, without].map(|numbers| numbers.into_iter().map(day).collect());
        Factor { kind: FactorKind::Tag, name: "a".into(), with, without }
    }

    /// Pain that wanders between 3 and 5 without any rule, in tenths.
    fn wandering(days: usize) -> Vec<i64> {
        let mut chance = Chance::seeded([7]);
        (0..days).map(|_| 30 + i64::try_from(chance.below(20)).expect("small")).collect()
    }

    /// Days by chance, `percent` of them.
    fn some_days(seed: u64, percent: usize) -> impl Fn(usize) -> bool {
        move |n| Chance::seeded([seed, n as u64]).below(100) < percent
    }

    #[test]
    fn what_nobody_can_feel_does_not_stand_out_however_sure_it_is() {
        let stands_out = |adjusted: f64, q: f64| {
            let association = Association {
                difference: adjusted,
                adjusted,
                low: adjusted - 0.1,
                high: adjusted + 0.1,
                p: 0.001,
                shuffles: 999,
            };
            PairingResult { association, q, rebound: false }.stands_out()
        };
        assert!(stands_out(0.5, 0.01) && stands_out(-0.46, 0.01));
        assert!(!stands_out(0.4, 0.01) && !stands_out(0.0, 0.01) && !stands_out(2.0, 0.2));
    }

    #[test]
    fn what_makes_a_day_worse_is_found_on_that_day_and_not_on_the_day_after() {
        let by_chance = some_days(1, 35);
        let every_other: &dyn Fn(usize) -> bool = &|n| [1, 3, 5].contains(&(n % 8));
        for sits in [every_other, &by_chance] {
            let pain: Vec<_> = wandering(56)
                .iter()
                .enumerate()
                .map(|(n, p)| Some(p + if sits(n) { 20 } else { 0 }))
                .collect();
            let patterns = Patterns::new(&diary(&pain), &[factor(56, sits)]);
            assert_eq!((patterns.days, patterns.looked_at()), (55, 2));
            let [same, after] = &patterns.pairings[..] else { panic!("two") };
            let found = same.finding().expect("it stands out").association;
            assert!(
                (found.adjusted - 2.0).abs() < 0.5 && found.low > 1.0 && found.high < 3.0,
                "{found:?}"
            );
            assert_eq!(after.finding(), None, "the return to normal is no improvement");
        }
    }

    #[test]
    fn what_is_always_on_the_same_days_of_the_week_is_not_told_apart_from_them() {
        // Mondays are bad, whatever is done on them.
        let pain: Vec<_> = wandering(70)
            .iter()
            .enumerate()
            .map(|(n, p)| Some(p + if n % 7 == 0 { 20 } else { 0 }))
            .collect();
        let always = factor(70, |n| n % 7 == 0);
        let mostly = factor(70, |n| n % 7 == 0 && n != 21 || n == 24);
        let patterns = Patterns::new(&diary(&pain), &[always, mostly]);
        let [same, after, ..] = &patterns.pairings[..] else { panic!("four") };
        assert!(same.has_enough() && same.result.is_none() && after.result.is_none());
        assert!(patterns.pairings.iter().all(|pairing| pairing.finding().is_none()));
    }

    #[test]
    fn what_shows_on_the_day_after_is_found_there() {
        let trains = some_days(2, 30);
        let pain: Vec<_> = wandering(70)
            .iter()
            .enumerate()
            .map(|(n, p)| Some(p + if n > 0 && trains(n - 1) { 25 } else { 0 }))
            .collect();
        let patterns = Patterns::new(&diary(&pain), &[factor(70, &trains)]);
        assert!(patterns.pairings[1].finding().expect("it stands out").association.adjusted > 1.5);
        assert_eq!(patterns.pairings[0].finding(), None);
    }

    #[test]
    fn what_is_done_because_of_pain_is_not_what_the_next_days_pain_goes_with() {
        // Pain stays for days; the pill is taken on every bad day and does nothing.
        let mut pain = Vec::new();
        wandering(112).iter().fold(20, |kept, p| {
            pain.push(kept * 2 / 3 + p - 20);
            kept * 2 / 3 + p - 20
        });
        let takes: Vec<bool> = pain.iter().map(|p| *p > 65).collect();
        assert!(takes.iter().filter(|takes| **takes).count() > 20);
        let pain: Vec<_> = pain.into_iter().map(Some).collect();
        let patterns = Patterns::new(&diary(&pain), &[factor(112, |n| takes[n])]);
        assert_eq!(patterns.pairings[1].finding(), None);
    }

    #[test]
    fn too_few_days_are_not_looked_at() {
        let pain: Vec<_> = wandering(15).into_iter().map(Some).collect();
        for (days, with, enough) in [(15, 5, true), (14, 5, false), (15, 4, false), (15, 10, false)]
        {
            // The first day has none before it, so it does not count.
            let factor = factor(days, |n| n > 0 && n <= with);
            let patterns = Patterns::new(&diary(&pain[..days]), &[factor]);
            assert_eq!(patterns.pairings[0].has_enough(), enough, "{days} {with}");
            assert_eq!(patterns.pairings[0].result.is_some(), enough, "{days} {with}");
        }
        assert_eq!(Patterns::new(&[], &[factor(3, |n| n == 1)]).days, 0);
    }

    #[test]
    fn a_gap_is_no_day_and_what_is_not_known_is_in_no_group() {
        let mut pain: Vec<_> = wandering(40).into_iter().map(Some).collect();
        pain[10] = None;
        let mut factor = factor(40, |n| n % 3 == 0);
        factor.without.retain(|each| *each != day(20));
        let patterns = Patterns::new(&diary(&pain), &[factor]);
        let [same, after] = &patterns.pairings[..] else { panic!("two") };
        // Lost are the first day, the gap and the day after it, and the day that is not known; on
        // the day after, whatever touches one of them within two days.
        assert_eq!((same.with.len(), same.without.len()), (13, 23));
        assert_eq!((after.with.len(), after.without.len()), (11, 22));
    }

    #[test]
    fn getting_better_after_bad_days_carries_a_warning() {
        // One bad day in eight.
        let pain: Vec<_> = wandering(70)
            .iter()
            .enumerate()
            .map(|(n, p)| Some(p + if n % 8 == 3 { 30 } else { 0 }))
            .collect();
        let patterns = Patterns::new(&diary(&pain), &[factor(70, |n| n % 8 == 4)]);
        assert!(patterns.pairings[0].result.expect("enough days").association.adjusted < 1.0);
        let rest = factor(70, |n| n % 8 == 3);
        let eased = Patterns::new(&diary(&pain), &[rest]).pairings[1].result.expect("enough days");
        assert!(eased.association.adjusted > 0.0 || eased.rebound);
    }

    #[test]
    fn pain_that_never_changes_goes_with_nothing() {
        let patterns = Patterns::new(&diary(&[Some(40); 40]), &[factor(40, |n| n % 2 == 0)]);
        assert!(
            patterns
                .pairings
                .iter()
                .all(|pairing| pairing.has_enough() && pairing.result.is_none())
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]

        /// Any diary is answered, twice the same, with numbers that make sense.
        #[test]
        fn the_same_diary_gives_the_same_answer(
            pain in prop::collection::vec(prop::option::weighted(0.9, 0i64..=100), 0..50),
            marks in prop::collection::vec(any::<bool>(), 50),
        ) {
            let (days, factors) = (diary(&pain), [factor(pain.len(), |n| marks[n]), factor(pain.len(), |n| n % 9 < 3)]);
            let patterns = Patterns::new(&days, &factors);
            prop_assert_eq!(&patterns, &Patterns::new(&days, &factors));
            for finding in patterns.pairings.iter().filter_map(|pairing| pairing.result) {
                let Association { p, low, high, adjusted, .. } = finding.association;
                prop_assert!(p > 0.0 && p <= 1.0 && finding.q >= p && finding.q <= 1.0);
                prop_assert!(low <= adjusted && adjusted <= high);
            }
        }
    }
}
