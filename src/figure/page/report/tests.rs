//! The visit page over made-up diaries of every length and fullness.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate};
use proptest::prelude::*;
use strum::VariantArray;

use super::*;
use crate::domain::analysis::adherence::Tally;
use crate::domain::analysis::flares::FlareSpan;
use crate::domain::analysis::page_scope::PageScope;
use crate::domain::analysis::practice::{AmountUnit, DoseSpan};
use crate::domain::analysis::progress::{DayWork, Facts, Mark, MarkKind, Progress};
use crate::domain::analysis::report::{
    AnsweredBy, CurrentPhase, DoseThen, Flags, GoalThen, Open, PainIn, PracticeLines, ReportLine,
    Seen, Sitting, Taken,
};
use crate::domain::analysis::sites::{Placed, Sites};
use crate::domain::analysis::stats::{self, PainChange, RatedDays};
use crate::domain::diary::own_account::{AccountEntry, AccountLine, OwnAccount};
use crate::domain::diary::place::{Place, SITES, Side};
use crate::domain::diary::rating::PainPoint;
use crate::domain::diary::score::Score;
use crate::domain::flare::usual::Usual;
use crate::domain::screening::answers::Asked;
use crate::domain::text::date::{days_after, days_before};
use crate::domain::text::style::Style;
use crate::figure::testing::{browser, fixtures, recorder};

/// What a page is made up from.
#[derive(Debug, Clone)]
struct SampleReport {
    days: u64,
    scores: Vec<(u64, i64)>,
    subjects: Vec<String>,
    words: Vec<String>,
    counts: [usize; 9],
}

/// A score in tenths.
fn score(tenths: i64) -> Score {
    Score::from_tenths(tenths).expect("a score")
}

impl SampleReport {
    /// The n-th text, the same again where there are too few.
    fn word(&self, n: usize) -> String {
        self.words.get(n % self.words.len().max(1)).cloned().unwrap_or_default()
    }

    /// So many texts.
    fn texts(&self, count: usize) -> impl Iterator<Item = String> {
        (0..count).map(|n| self.word(n))
    }

    /// As a page.
    fn report(&self) -> Report {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let from = days_before(to, self.days - 1);
        let about = PageScope {
            subjects: self.subjects.iter().cloned().map(Into::into).collect(),
            from,
            to,
            alerts: vec![],
            style: Style::default(),
        };
        let mut readings: Vec<PainPoint> = self
            .scores
            .iter()
            .map(|(n, tenths)| PainPoint {
                day: days_after(from, n % self.days),
                minute: Some(600),
                score: score(*tenths),
                worst: None,
                least: None,
            })
            .collect();
        readings.sort_by_key(|reading| reading.day);
        let placed: Vec<Placed> = (0..)
            .zip(&readings)
            .map(|(n, reading): (usize, _)| {
                let site =
                    SITES.get(n % 20).map_or_else(|| self.word(n), |(site, _)| (*site).to_owned());
                let place = Place { site, side: [None, Some(Side::Left), Some(Side::Both)][n % 3] };
                Placed { day: reading.day, place, mean: reading.score.value() }
            })
            .collect();
        let [questions, doses, goals, flares, patterns, medicines, checked, open, own] =
            self.counts;
        let days = RatedDays::from_iter(readings).into_days();
        let work = if doses == 0 { 0 } else { self.days };
        let progress = Progress::new(Facts {
            subjects: self.subjects.iter().cloned().map(Into::into).collect(),
            from,
            to,
            baseline: days
                .iter()
                .filter(|rated| rated.day <= days_after(from, 13))
                .copied()
                .collect(),
            days: days.clone(),
            places: BTreeMap::new(),
            since: None,
            flares: vec![],
            marks: vec![Mark { day: from, kind: MarkKind::Visit, label: "visit".to_owned() }],
            work: (0..work)
                .map(|n| DayWork { day: days_after(from, n), tally: Tally::new(2, 3) })
                .collect(),
            pauses: vec![],
            work_until: to,
            alerts: vec![],
            style: Style::default(),
        });
        Report {
            sites: Sites::new(about.clone(), &placed, days.len()),
            name: self.words.first().cloned(),
            visit: self.words.last().map(|with| Seen {
                day: from,
                with: Some(with.clone()).filter(|with| !with.is_empty()),
            }),
            next_visit: None,
            has_plan: !self.subjects.is_empty() || doses > 0,
            own_words: self.own_words(own),
            phases: self
                .subjects
                .iter()
                .map(|subject| CurrentPhase {
                    subject: subject.clone(),
                    is_diagnosis: true,
                    phase: "strengthen",
                    day: 12,
                    agreed: None,
                })
                .collect(),
            since_visit: (flares > 0).then_some(PainChange { before: 5.0, now: 4.0, rated: 7 }),
            worst: stats::worst(&days, from, to),
            sitting: (goals > 2).then_some(Sitting { then: Some((12.5, 3)), now: (40.0, 9) }),
            next_phases: self
                .texts(patterns.min(4))
                .map(|name| ReportLine::new(name.clone(), name))
                .collect(),
            goals: self
                .texts(goals)
                .map(|activity| GoalThen {
                    activity,
                    then: (from, score(20)),
                    now: (to, score(65)),
                })
                .collect(),
            practice: PracticeLines {
                exercises: self
                    .texts(patterns)
                    .map(|name| ReportLine::new(name, "8 of 12, 2 beyond"))
                    .collect(),
                weeks: Some(ReportLine::new("Week by week", "3 of 9; 9 of 9")),
                before: (doses > 3).then(|| ReportLine::new("Before this plan", self.word(1))),
                reasons: Some(ReportLine::new("Reasons for leaving some out", self.word(0))),
            },
            patterns: self
                .texts(patterns)
                .map(|name| ReportLine::new(name.clone(), name))
                .collect(),
            doses: self
                .texts(doses)
                .enumerate()
                .map(|(n, exercise)| DoseThen {
                    then: Some("2 × 10, each side".to_owned()).filter(|_| n % 5 > 0),
                    now: Some(format!("3 × 12, each side, {exercise}"))
                        .filter(|_| !exercise.len().is_multiple_of(4)),
                    is_stopped: n % 7 == 6,
                    why: Some(exercise.clone()).filter(|_| n % 3 > 0),
                    course: if n % 4 > 0 { self.dose_course(n) } else { Vec::new() },
                    stops: vec![to; n % 2],
                    sessions: Tally::new(n as u32 * 3, 40),
                    pain: (n % 3 == 0).then(|| PainIn {
                        median: 2.5,
                        most: score(70),
                        sessions: 12,
                    }),
                    exercise,
                })
                .collect(),
            flares: (0..flares)
                .map(|_| FlareSpan {
                    from,
                    to,
                    worst: Score::from_tenths(80).expect("a score"),
                    usual: Usual { morning: Some(40.into()), evening: Some(45.into()) },
                    goes_on: false,
                })
                .collect(),
            medicines: self
                .texts(medicines)
                .enumerate()
                .map(|(n, medicine)| Taken {
                    medicine,
                    days: 3,
                    amounts: vec!["1200 mg".to_owned(); n % 4],
                    unusual: vec!["40000 mg".to_owned(); n % 2],
                })
                .collect(),
            flags: Flags {
                open: self
                    .texts(open)
                    .map(|ask| Open {
                        act: format!("{} Do not exercise.", self.word(ask.len() % 5)),
                        is_answered: ask.len() % 2 == 0,
                        ask,
                        since: to,
                    })
                    .collect(),
                checked: self.texts(checked).map(|ask| (ask.clone(), ask, to)).collect(),
                answered: if checked < 4 {
                    vec![AnsweredBy { asked: Asked::Week, on: to, yes: 0, no: 11 }]
                } else {
                    vec![]
                },
                unanswered: checked,
                about_person: self.texts(checked).collect(),
                inflammatory: None,
            },
            questions: self.texts(questions).collect(),
            own_numbers: self.words.get(1).cloned().filter(|text| !text.is_empty()),
            late: self.scores.len() / 3,
            course: progress.clone(),
            progress,
            doses_from: from,
            about,
        }
    }

    /// A made-up course that grows by the week.
    fn dose_course(&self, n: usize) -> Vec<DoseSpan> {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        let from = days_before(to, self.days - 1);
        let weeks = (0..self.days).step_by(7).take(30);
        let spans = weeks.zip(10 + n as u32..).map(|(day, amount)| DoseSpan {
            from: days_after(from, day),
            to: days_after(from, day + 6).min(to),
            amount,
            unit: AmountUnit::Reps,
            words: format!("1 × {amount}"),
            program_words: String::new(),
            pain_max: 5,
        });
        spans.collect()
    }

    /// So many of the six lines, the longer the more there are to be.
    fn own_words(&self, count: usize) -> OwnAccount {
        let written_at = DateTime::UNIX_EPOCH.fixed_offset();
        let texts = AccountLine::VARIANTS.iter().zip(self.texts(count));
        let entries = texts.filter(|(_, text)| !text.is_empty()).map(|(line, text)| AccountEntry {
            line: *line,
            text: format!("{text} ").repeat(1 + count * count / 100),
            written_at,
        });
        OwnAccount::new(entries.collect())
    }

    /// The same with every list of so many.
    fn with_all(self, count: usize) -> Self {
        Self { counts: [count; 9], ..self }
    }
}

/// Pages with nothing, with everything, and with far too much.
fn any_page() -> impl Strategy<Value = SampleReport> {
    let count =
        || prop_oneof![2 => Just(0usize), 2 => 1usize..4, 2 => 4usize..12, 1 => 12usize..40];
    (
        fixtures::days(),
        prop::collection::vec((any::<u64>(), 0i64..=100), 0..200),
        fixtures::subjects(),
        prop::collection::vec(fixtures::text(), 0..12),
        [count(), count(), count(), count(), count(), count(), count(), count(), count()],
    )
        .prop_map(|(days, scores, subjects, words, counts)| SampleReport {
            days,
            scores,
            subjects,
            words,
            counts,
        })
}

/// Whether a page is whole, and says what it must always say.
fn holds(made: &SampleReport, paper: Paper) -> Result<(), TestCaseError> {
    let report = made.report();
    let record = recorder::record(&report, paper);
    let texts = &record.texts;
    prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));

    prop_assert!(record.says(&report.about.range()), "the range is missing");
    prop_assert!(
        record.says("No physiotherapist or doctor has signed the program off"),
        "{texts:?}"
    );
    prop_assert!(record.says(&report.completeness()), "{texts:?}");
    for answer in report.answers() {
        prop_assert!(record.says(&answer.figure), "{answer:?} is missing: {texts:?}");
    }
    let own_words = report.own_words.is_empty() || record.says("In my own words");
    prop_assert!(own_words, "{texts:?}");
    prop_assert!(!report.has_plan || record.says("Agreed at this visit"), "{texts:?}");
    prop_assert!(report.has_plan || record.says("No plan: no diagnosis has been recorded"));
    prop_assert!(report.questions.is_empty() || record.says("Question 1"), "{texts:?}");
    prop_assert!(report.flags.open.is_empty() || record.says("Open:"), "{texts:?}");
    prop_assert!(record.says("Pain"), "the panel is missing: {texts:?}");
    Ok(())
}

proptest! {
    #![proptest_config(fixtures::cases(96))]
    #[test]
    fn labels_never_meet_and_nothing_leaves_the_sheet(
        page in any_page(),
        paper in fixtures::upright(),
    ) {
        holds(&page, paper)?;
    }
}

proptest! {
    #![proptest_config(fixtures::cases(48))]
    #[test]
    fn a_page_for_a_browser_is_well_formed_and_says_everything(page in any_page()) {
        let report = page.report();
        let html = render_report_html(&report).expect("a page");
        let answers = report.answers().into_iter().flat_map(|answer| [answer.figure, answer.note]);
        let open = report.to_do_first().into_iter().flat_map(|(_, signs)| signs);
        let names = report.doses.iter().map(|dose| dose.exercise.clone());
        let all = answers.chain(open).chain(names).chain([report.about.range()]);
        let words: Vec<String> = all.collect();
        prop_assert_eq!(browser::faults(&html, 1, &words), Vec::<String>::new());
    }
}

/// The sheets there are.
const PAPERS: [&str; 2] = ["a4-portrait", "letter-portrait"];

#[test]
fn neither_do_they_when_there_is_nothing_or_far_too_much() {
    let one = SampleReport {
        days: 1,
        scores: vec![(0, 40)],
        subjects: vec![],
        words: vec![],
        counts: [0; 9],
    };
    let nothing = SampleReport { scores: vec![], ..one.clone() };
    let long = "Beckenbodenentspannungsübung nach Oberschenkelrückseitenansatzreizung";
    let thirty_years = SampleReport {
        days: fixtures::THIRTY_YEARS,
        scores: (0..fixtures::THIRTY_YEARS)
            .map(|n| (n, i64::try_from(n % 101).expect("small")))
            .collect(),
        subjects: (1..=4)
            .map(|n| format!("Ischiofemorales Impingement mit Reizung der Ansätze {n}, left"))
            .collect(),
        words: (0..30)
            .map(|n| format!("{long} {n}, und was davor und danach noch zu sagen wäre"))
            .collect(),
        counts: [30; 9],
    };
    let solid =
        SampleReport { words: vec![long.replace(' ', "").repeat(5)], ..thirty_years.clone() };
    for sheet in PAPERS {
        for dpi in [50, 200] {
            let paper = Paper::parse(sheet, dpi).expect("a paper");
            for made in [&one, &nothing, &thirty_years, &solid, &thirty_years.clone().with_all(1)] {
                holds(made, paper).expect("it holds");
            }
        }
    }
}

/// A page of six weeks with a little of everything.
fn six_weeks() -> SampleReport {
    SampleReport {
        days: 42,
        scores: (0..42).map(|n| (n, if n < 14 { 60 } else { 30 })).collect(),
        subjects: vec!["Coccydynia".to_owned()],
        words: ["May I run again?", "Bridge", "sit through a film", "Dr Okafor"]
            .map(str::to_owned)
            .to_vec(),
        counts: [1, 2, 3, 1, 0, 2, 1, 0, 0],
    }
}

#[test]
fn what_matters_is_on_the_page() {
    let report = six_weeks().report();
    let record = recorder::record(&report, Paper::parse("a4-portrait", 200).expect("a paper"));
    for words in [
        "For the visit · May I run again? · since the visit on Mon 12 Oct with Dr Okafor",
        "Coccydynia 12 Oct – 22 Nov 2026",
        "Pain since the first two weeks 6.0 → 3.0 3.0 lower: a change that counts",
        "Phase: strengthen, day 12",
        "Exercise sessions done 67 % 84 of 126",
        "Question 1 May I run again?",
        "Bridge 2 × 10, each side",
        "sit through a film 2 → 6.5, a change",
        "Warning signs 11 answered no",
        "Agreed at this visit",
        "42 of 42 days recorded; 14 scores written more than two days late.",
    ] {
        assert!(record.says(words), "{words:?} is not in {:?}", record.texts);
    }
    assert!(
        !record.says("What goes with it") && !record.says("Open:"),
        "what is empty leaves no heading"
    );
}

#[test]
fn it_is_read_out_in_the_order_in_which_it_stands() {
    let mut made = six_weeks();
    (made.counts[7], made.counts[8]) = (1, 3);
    let record = recorder::record(&made.report(), Paper::parse("a4-portrait", 200).expect("paper"));
    let places = [
        "For the visit",
        "Open:",
        "Pain since 12 Oct",
        "Pain is 0 to 10",
        "For you to decide",
        "In my own words",
        "Pain, 0 to 10",
        "Exercises since",
        "Goals",
        "Also recorded",
        "42 of 42 days recorded",
    ]
    .map(|words| {
        let found = record.texts.iter().position(|(text, _)| text.starts_with(words));
        found.unwrap_or_else(|| panic!("{words} is not there"))
    });
    assert!(places.is_sorted(), "{places:?}");
    let tops = places.map(|at| record.texts[at].1.top);
    assert!(tops.is_sorted(), "{tops:?}");
}

#[test]
fn what_has_room_is_not_left_out() {
    // A box of two signs, two conditions, four questions, four exercises, three goals.
    let mut made = six_weeks();
    made.subjects =
        vec!["Piriformis / deep gluteal syndrome, left".to_owned(), "Tailbone pain".to_owned()];
    made.scores.retain(|(n, _)| *n < 2);
    made.counts = [4, 4, 3, 0, 0, 3, 0, 2, 0];
    for sheet in PAPERS {
        let record = recorder::record(&made.report(), Paper::parse(sheet, 200).expect("a paper"));
        for words in [
            "Question 4",
            "Where it hurts",
            "Medicines",
            "Warning signs",
            "dose over time",
            "Agreed at this visit",
        ] {
            assert!(record.says(words), "{words:?} is not on {sheet}: {:?}", record.texts);
        }
        let cut = record
            .texts
            .iter()
            .find(|(text, _)| text.starts_with("and ") && text.ends_with(" more"));
        // Letter is 18 mm shorter.
        assert!(cut.is_none() || sheet.starts_with("letter"), "{cut:?}");
    }
}

#[test]
fn what_is_too_much_is_shortened_and_says_so() {
    let mut made = six_weeks();
    made.counts = [30, 30, 12, 30, 30, 30, 30, 0, 0];
    let record =
        recorder::record(&made.report(), Paper::parse("letter-portrait", 200).expect("a paper"));
    assert!(record.says("and ") && record.says(" more"), "{:?}", record.texts);
    assert!(
        record.says("Exercises since 12 Oct") && record.says("Question 1"),
        "{:?}",
        record.texts
    );
    assert!(record.says("Stopped until a clinician has looked: sit through a film"));
}

#[test]
fn no_type_is_smaller_than_seven_and_a_half_points() {
    for paper in PAPERS {
        let theme = Theme::new(Paper::parse(paper, 200).expect("a paper"));
        assert!(theme.note().pt >= 7.5 && TEXT_PT >= 8.0);
    }
}

#[test]
fn what_the_person_wrote_stands_in_a_box_with_or_without_a_plan() {
    let mut made = six_weeks();
    made.counts[8] = 6;
    let paper = Paper::parse("a4-portrait", 200).expect("a paper");
    let record = recorder::record(&made.report(), paper);
    for words in
        ["In my own words", "What I fear Bridge", "Phase: strengthen, day 12", "Exercises since"]
    {
        assert!(record.says(words), "{words:?} is not in {:?}", record.texts);
    }
    let panel = record.texts.iter().find(|(text, _)| text == "Pain, 0 to 10").expect("it is there");
    let mut above = record.texts.iter().filter(|(_, area)| area.bottom < panel.1.top);
    assert_eq!(above.find(|(text, _)| text.contains("shortened")), None);

    // With a plan they leave room for it; without one they have that room.
    let long = SampleReport {
        scores: vec![(0, 40)],
        words: vec!["on and on it goes, and no end of it".to_owned()],
        counts: [0, 0, 0, 0, 0, 0, 0, 0, 40],
        ..made
    };
    let planless = SampleReport { subjects: vec![], ..long.clone() };
    let [with_plan, without] = [&long, &planless].map(|made| {
        holds(made, paper).expect("it holds");
        let record = recorder::record(&made.report(), paper);
        assert!(record.says("6 lines shortened") && record.says("…"), "{:?}", record.texts);
        record.texts.iter().filter(|(text, _)| text.contains("on and on")).count()
    });
    assert!(with_plan > 6 && without > with_plan + 5, "{with_plan}, {without}");
}
