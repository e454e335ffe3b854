//! Every kind of chart over random diaries: no two texts meet, nothing leaves the paper, and what
//! matters is said.

use chrono::{NaiveDate, Weekday};
use proptest::prelude::*;
use strum::VariantArray;

use crate::domain::analysis::adherence::Tally;
use crate::domain::analysis::calendar::Calendar;
use crate::domain::analysis::cycle::CyclePain;
use crate::domain::analysis::function::{Function, FunctionRecord};
use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::analysis::page_scope::PageScope;
use crate::domain::analysis::practice::{AskedDose, Done, PlannedExercise, Practice};
use crate::domain::analysis::sites::{Placed, Sites};
use crate::domain::analysis::stats::{DayPain, RatedDays};
use crate::domain::analysis::times::Times;
use crate::domain::diary::exercise_record::Actual;
use crate::domain::diary::place::{Place, SITES, Side};
use crate::domain::diary::rating::PainPoint;
use crate::domain::diary::score::Score;
use crate::domain::programme::dose::Dose;
use crate::domain::testing;
use crate::domain::text::date::{days_after, days_in};
use crate::domain::text::style::Style;
use crate::figure::canvas::paper::Paper;
use crate::figure::render::Figure;
use crate::figure::testing::fixtures;
use crate::figure::testing::recorder::{self, Recording};

/// A made-up diary: whose, and numbers that its days and entries are made from.
#[derive(Debug, Clone)]
struct SampleDiary {
    about: PageScope,
    entries: Vec<(u64, Option<u16>, i64, u32)>,
    names: Vec<String>,
}

impl SampleDiary {
    /// The day of an entry.
    fn day(&self, n: u64) -> NaiveDate {
        days_after(self.about.from, n % u64::try_from(self.about.days()).expect("a range"))
    }

    /// Its entries in the order of their days.
    fn in_order(&self) -> Vec<(NaiveDate, Option<u16>, Score, u32)> {
        let entries = self.entries.iter().map(|(n, minute, tenths, number)| {
            (self.day(*n), *minute, Score::from_tenths(*tenths).expect("a score"), *number)
        });
        let mut entries: Vec<_> = entries.collect();
        entries.sort_by_key(|(day, ..)| *day);
        entries
    }

    fn rated(&self) -> Vec<DayPain> {
        RatedDays::from_iter(self.readings()).into_days()
    }

    fn readings(&self) -> Vec<PainPoint> {
        let entries = self.in_order().into_iter();
        entries
            .map(|(day, minute, score, _)| PainPoint {
                day,
                minute,
                score,
                worst: None,
                least: None,
            })
            .collect()
    }

    fn sites(&self) -> Sites {
        let mut placed: Vec<_> = self
            .in_order()
            .into_iter()
            .map(|(day, _, score, number)| {
                let number = number as usize;
                let side = Side::VARIANTS.get(number % 5).copied();
                let place = Place { site: SITES[number / 5 % SITES.len()].0.to_owned(), side };
                Placed { day, place, mean: score.value() }
            })
            .collect();
        placed.sort_by(|one, other| (one.day, &one.place).cmp(&(other.day, &other.place)));
        placed.dedup_by(|one, other| (one.day, &one.place) == (other.day, &other.place));
        Sites::new(self.about.clone(), &placed, placed.len())
    }

    fn goals(&self) -> Goals {
        let entries = self.in_order();
        let rows = self.names.iter().enumerate().map(|(own, name)| {
            let of_this =
                entries.iter().filter(|(.., number)| *number as usize % self.names.len() == own);
            let ratings = of_this.map(|(day, _, score, _)| (*day, *score)).collect();
            GoalRow { activity: name.clone(), ratings }
        });
        Goals::new(self.about.clone(), rows.collect())
    }

    /// What a plan asked for of each second exercise: every day that has an entry of its own or of
    /// another and the day after, in doses that grow, stopped now and then.
    fn planned(&self) -> Vec<PlannedExercise> {
        let entries = self.in_order();
        let every = self.names.iter().step_by(2).enumerate();
        let planned = every.map(|(at, name)| {
            let mut days: Vec<(NaiveDate, Tally)> = entries
                .iter()
                .flat_map(|(day, _, _, number)| {
                    [(*day, Tally::new(number % 2, 1)), (days_after(*day, 1), Tally::new(0, 1))]
                })
                .collect();
            days.sort_by_key(|(day, _)| *day);
            days.dedup_by_key(|(day, _)| *day);
            let doses = days.iter().step_by(3).zip(1u32..).map(|((day, _), n)| AskedDose {
                from: *day,
                dose: Dose {
                    sets: 3,
                    reps: Some(10 + n),
                    minutes: (at % 3 == 1).then_some(n),
                    hold_s: (at % 3 == 2).then_some(5),
                    ..testing::exercise("clamshell", 3).dose
                },
                pain_max: n % 11,
            });
            let stops = entries.iter().filter(|(.., number)| number % 40 == 5);
            PlannedExercise {
                exercise: name.clone(),
                doses: doses.collect(),
                stops: stops.map(|(day, ..)| *day).collect(),
                days,
            }
        });
        planned.collect()
    }

    fn practice(&self) -> Practice {
        let done = self.in_order().into_iter().map(|(day, minute, score, number)| Done {
            day,
            exercise: self
                .names
                .get(number as usize % self.names.len().max(1))
                .map_or_else(|| "Bridge".to_owned(), String::clone),
            actual: Actual {
                sets: (number % 3 > 0).then_some(number % 7),
                reps: minute.map(u32::from),
                minutes: (number % 5 == 0).then_some(number % 90),
                pain: (number % 2 == 0).then_some(score),
                ..Actual::default()
            },
        });
        let done: Vec<Done> = done.collect();
        let planned: Vec<PlannedExercise> = self.planned();
        Practice::new(self.about.clone(), &done, &planned, Style::default())
    }
}

impl SampleDiary {
    fn function(&self) -> Function {
        let entries = self.in_order();
        let numbers = |of: u32| -> Vec<(NaiveDate, u32)> {
            let own = entries.iter().filter(|(.., number)| number % 4 == of);
            own.map(|(day, _, _, number)| (*day, number % 600)).collect()
        };
        let name = |number: u32| self.names.get(number as usize % self.names.len().max(1));
        let walking = entries
            .iter()
            .filter_map(|(day, _, _, number)| Some((*day, name(*number)?.clone(), number % 90)));
        let record = FunctionRecord {
            sitting: numbers(0),
            walking: walking.collect(),
            sleep: numbers(1),
            leaks: numbers(2),
            goals: self.goals().rows,
        };
        Function::new(self.about.clone(), record)
    }

    /// A period every twenty-eight days, but for some that were not logged.
    fn cycle_pain(&self) -> CyclePain {
        let logged = days_in(self.about.from, self.about.to).step_by(28).zip(1u32..);
        let logged: Vec<_> =
            logged.filter(|(_, n)| n % 5 > 0).map(|(day, n)| (day, 1 + n % 3)).collect();
        CyclePain::new(self.about.clone(), &logged, &self.rated())
    }
}

/// Diaries of a day to thirty years.
fn any_diary() -> impl Strategy<Value = SampleDiary> {
    let entry = (any::<u64>(), prop::option::of(0u16..1680), 0i64..=100, 0u32..1000);
    let alerts = prop::collection::vec("[a-z ]{1,80}", 0..2);
    let names = prop::collection::vec(fixtures::name(), 0..14);
    (
        fixtures::days(),
        0u64..9000,
        prop::collection::vec(entry, 0..300),
        fixtures::subjects(),
        alerts,
        names,
    )
        .prop_map(|(days, start, entries, subjects, alerts, names)| {
            let from = days_after(NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date"), start);
            let about = PageScope {
                subjects: subjects.into_iter().map(Into::into).collect(),
                from,
                to: days_after(from, days - 1),
                alerts,
                style: Style::default(),
            };
            SampleDiary { about, entries, names }
        })
}

/// Characters of a sentence that has room on every paper of some size; long names may make it
/// longer.
const SENTENCE: usize = 150;

/// Whether the layout of a figure is whole, says its range, and on paper of some size its sentence.
fn holds(
    figure: &dyn Figure,
    paper: Paper,
    sentence: &str,
    range: &str,
) -> Result<(), TestCaseError> {
    let record = recorder::record(figure, paper);
    prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
    prop_assert!(record.says(range), "the range is missing: {:?}", record.texts);
    if paper.width_mm() >= 200.0 && paper.height_mm() >= 120.0 {
        // A word longer than a line is broken where it must be.
        let all: String = record.texts.iter().map(|(text, _)| solid(text)).collect();
        let sentence: String =
            crate::figure::canvas::font::showable(sentence).chars().take(SENTENCE).collect();
        let sentence = solid(&sentence);
        prop_assert!(all.contains(&sentence), "the sentence is cut: {:?}", record.texts);
    }
    Ok(())
}

/// A text without its blanks.
fn solid(text: &str) -> String {
    text.replace([' ', '\u{a0}'], "")
}

/// Whether every kind of chart of a diary holds.
fn all_hold(made: &SampleDiary, paper: Paper) -> Result<(), TestCaseError> {
    let (about, range) = (made.about.clone(), made.about.range());
    let calendar = Calendar::new(about.clone(), made.rated(), Weekday::Mon);
    holds(&calendar, paper, &calendar.sentence(), &range)?;
    let times = Times::new(about, made.readings().into_iter().collect());
    holds(&times, paper, &times.sentence(), &range)?;
    let sites = made.sites();
    holds(&sites, paper, &sites.sentence(), &range)?;
    let goals = made.goals();
    holds(&goals, paper, &goals.sentence(), &range)?;
    let function = made.function();
    holds(&function, paper, &function.sentence(), &range)?;
    let cycle = made.cycle_pain();
    holds(&cycle, paper, &cycle.sentence(), &range)?;
    let practice = made.practice();
    holds(&practice, paper, &practice.sentence(), &range)
}

proptest! {
    #![proptest_config(fixtures::cases(128))]
    #[test]
    fn labels_never_meet_and_nothing_leaves_the_paper(
        diary in any_diary(),
        paper in fixtures::paper(),
    ) {
        all_hold(&diary, paper)?;
    }
}

proptest! {
    #![proptest_config(fixtures::cases(12))]
    #[test]
    fn neither_do_they_when_there_is_nothing_or_far_too_much(paper in fixtures::paper()) {
        let nothing = SampleDiary { entries: vec![], names: vec![], ..daily(1) };
        let names =
            (0..30).map(|n| format!("Beckenbodenentspannungsübung in Rückenlage {n}")).collect();
        let subjects = vec!["Tiefgesäßschmerzsyndrom, left".to_owned().into(); 4];
        let thirty_years = SampleDiary {
            about: PageScope { subjects, ..about(fixtures::THIRTY_YEARS) },
            entries: (0..9_000u32)
                .map(|n| (u64::from(n) * 17, Some(600), i64::from(n % 101), n))
                .collect(),
            names,
        };
        for diary in [daily(1), nothing, thirty_years] {
            all_hold(&diary, paper)?;
        }
    }
}

/// A page of `days` days up to 22 November 2026.
fn about(days: u64) -> PageScope {
    let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let subjects = vec!["Coccydynia".to_owned().into()];
    PageScope {
        subjects,
        from: crate::domain::text::date::days_before(to, days - 1),
        to,
        alerts: vec![],
        style: Style::default(),
    }
}

/// A made-up diary with an entry a day.
fn daily(days: u64) -> SampleDiary {
    let entries = (0..days)
        .map(|n| (n, Some(600), 10 * i64::try_from(n % 11).expect("small"), 5 * (n % 3) as u32));
    SampleDiary {
        about: about(days),
        entries: entries.collect(),
        names: vec!["Bridge".to_owned(), "Clamshell".to_owned()],
    }
}

/// Asserts that a page says all of these words.
fn says(record: &Recording, words: &[&str]) {
    for words in words {
        assert!(record.says(words), "{words:?} is not in {:?}", record.texts);
    }
}

#[test]
fn what_matters_is_on_each_page() {
    let made = daily(60);
    let readings = made.readings();
    let a4 = Paper::A4_LANDSCAPE;
    let calendar = Calendar::new(made.about.clone(), made.rated(), Weekday::Mon);
    says(
        &recorder::record(&calendar, a4),
        &[
            "Mean pain of each day, 0 to 10",
            "not recorded",
            "a moment of 7 or more",
            "Oct",
            "Sep 2026",
            "mean 5",
            "M T W T F S S",
        ],
    );
    let from_sunday = Calendar { week_starts: Weekday::Sun, ..calendar };
    says(&recorder::record(&from_sunday, a4), &["S M T W T F S"]);
    let times = Times::new(made.about.clone(), readings.into_iter().collect());
    says(
        &recorder::record(&times, a4),
        &["By time of day", "midday 11–15 h", "Mon", "median", "60 days"],
    );
    says(
        &recorder::record(&made.sites(), a4),
        &["low back, left", "20 of 60 days", "median pain", "left"],
    );
    says(
        &recorder::record(&made.function(), a4),
        &[
            "Sitting without pain, minutes",
            "Sleep, hours a night",
            "Leaks a day",
            "Bridge",
            "each rating, 0 cannot, 10 as before",
        ],
    );
    says(
        &recorder::record(&made.cycle_pain(), a4),
        &["2 whole cycles of 27 to 30 days", "median of 3 days, all cycles", "28", "newest cycle"],
    );
    says(
        &recorder::record(&made.practice(), a4),
        &[
            "Bridge",
            "40 times",
            "pain at most",
            "done",
            "asked for and missed",
            "stopped by a rule",
            "limit on pain",
            "dose of a session asked for, in repeats",
            "3 × 11",
        ],
    );
}

#[test]
fn a_row_without_room_is_named() {
    let names: Vec<String> = (0..14).map(|n| format!("Exercise {n}")).collect();
    let mut made = daily(60);
    (made.names, made.entries) =
        (names, (0..60).map(|n| (n, None, 0, u32::try_from(n).expect("small"))).collect());
    let record = recorder::record(&made.practice(), Paper::parse("80x60", 200).expect("a paper"));
    assert!(record.says("No room for"), "{:?}", record.texts);
}

#[test]
fn a_cell_shows_the_number_that_is_counted_or_none() {
    let score = Score::from_tenths(66).expect("a score");
    let about = about(400);
    let readings = days_in(about.from, about.to);
    let rated = readings
        .map(|day| DayPain { day, mean: score.value(), worst: score, least: score })
        .collect();
    let calendar = Calendar::new(about, rated, Weekday::Mon);
    assert!(calendar.sentence().contains("of 7 or above on 0"), "{}", calendar.sentence());
    for paper in ["a4", "a4-portrait", "120x90", "100x70", "80x60"] {
        let record = recorder::record(&calendar, Paper::parse(paper, 200).expect("a paper"));
        let has = |words: &str| record.texts.iter().any(|(text, _)| text == words);
        // A 7 is a date, and dates stand only where the numbers do.
        assert!(has("6.6") || !has("7"), "{paper}: {:?}", record.texts);
    }
}
