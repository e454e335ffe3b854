//! Made-up facts for the other kinds of chart, from the same diaries as the progress chart.

use chrono::{NaiveDate, Weekday};

use crate::diary::{Diary, Dice};
use supple::domain::analysis::adherence::Tally;
use supple::domain::analysis::calendar::Calendar;
use supple::domain::analysis::cycle::CyclePain;
use supple::domain::analysis::flares::FlareSpan;
use supple::domain::analysis::function::{Function, FunctionRecord};
use supple::domain::analysis::goals::{GoalRow, Goals};
use supple::domain::analysis::page_scope::PageScope;
use supple::domain::analysis::practice::{
    AmountUnit, AskedDose, Done, DoseSpan, PlannedExercise, Practice,
};
use supple::domain::analysis::progress::{Facts, MarkKind, Progress};
use supple::domain::analysis::report::{
    AnsweredBy, CurrentPhase, DoseThen, Flags, GoalThen, Open, PainIn, PracticeLines, Report,
    ReportLine, Seen, Sitting, Taken,
};
use supple::domain::analysis::sites::{Placed, Sites};
use supple::domain::analysis::stats::{PainChange, Worst};
use supple::domain::analysis::times::Times;
use supple::domain::diary::exercise_record::Actual;
use supple::domain::diary::own_account::{AccountEntry, AccountLine, OwnAccount};
use supple::domain::diary::place::{Place, Side};
use supple::domain::diary::score::Score;
use supple::domain::flare::usual::Usual;
use supple::domain::programme::dose::Dose;
use supple::domain::screening::answers::Asked;
use supple::domain::text::date::{days_after, days_before, days_between, days_in};
use supple::domain::text::style::Style;
use supple::library::Library;

/// Whose page it is: so many days up to 22 November 2026.
fn about(days: u64) -> PageScope {
    let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let subjects = vec!["Piriformis / deep gluteal syndrome, left".to_owned().into()];
    PageScope {
        subjects,
        from: days_before(to, days - 1),
        to,
        alerts: vec![],
        style: Style::default(),
    }
}

/// Each day of a diary where it stands in its month.
pub fn calendar(days: u64) -> Calendar {
    Calendar::new(about(days), Diary { days, ..Diary::default() }.facts().days, Weekday::Mon)
}

/// Pain by time, three ratings a day.
pub fn times(days: u64) -> Times {
    let (readings, _) = Diary { days, per_day: 3, ..Diary::default() }.recorded();
    Times::new(about(days), readings.into_iter().collect())
}

/// Where it hurt: four sites, one of them on both sides in turn.
pub fn sites(days: u64) -> Sites {
    let rated = Diary { days, per_day: 1, ..Diary::default() }.facts().days;
    let mut dice = Dice(7);
    let mut placed = Vec::new();
    for of_day in &rated {
        for (site, side, chance) in [
            ("buttock", Some(Side::Left), 0.8),
            ("buttock", Some(Side::Right), 0.2),
            ("thigh-back", Some(Side::Left), 0.4),
            ("low-back", Some(Side::Both), 0.25),
            ("tailbone", None, 0.1),
        ] {
            if dice.roll() < chance {
                let place = Place { site: site.to_owned(), side };
                placed.push(Placed { day: of_day.day, place, mean: of_day.mean });
            }
        }
    }
    Sites::new(about(days), &placed, rated.len())
}

/// What was done of some exercises; the doses grow, and the bridge hurts in the middle.
pub fn practice(days: u64, exercises: &[&str]) -> Practice {
    let about = about(days);
    let mut dice = Dice(11);
    let mut done = Vec::new();
    for n in 0..days {
        for (number, exercise) in (0u64..).zip(exercises) {
            // Each begins a little later than the one before it, and rests every third day.
            if (n + number) % 3 == 0 || n < number * days / 12 || dice.roll() < 0.15 {
                continue;
            }
            let grown = u32::try_from(n * 4 / days).expect("small");
            let bare = Actual::default();
            let mut actual = match number % 4 {
                0 => Actual { sets: Some(2 + grown / 2), reps: Some(8 + grown), ..bare },
                1 => Actual { sets: Some(3), hold_s: Some(20 + 5 * grown), ..bare },
                2 => Actual { minutes: Some(10 + 5 * grown), ..bare },
                _ => bare,
            };
            let hurts = if number == 0 && (days / 3..days / 2).contains(&n) { 3.0 } else { 0.0 };
            actual.pain = Score::from_tenths(((hurts + 3.0 * dice.roll()).round() * 10.0) as i64);
            done.push(Done {
                day: days_after(about.from, n),
                exercise: (*exercise).to_owned(),
                actual,
            });
        }
    }
    let dose = Library::builtin().exercise("clamshell").expect("it is shipped").dose;
    let planned = (0u64..).zip(exercises).filter(|(number, _)| number % 4 < 3);
    let planned = planned.map(|(number, exercise)| {
        let from = days_after(about.from, number * days / 12);
        let doses = (0u32..4).map(|grown| AskedDose {
            from: days_after(from, u64::from(grown) * days / 4),
            dose: match number % 4 {
                0 => Dose {
                    sets: 2 + grown / 2,
                    reps: Some(8 + grown),
                    hold_s: None,
                    ..dose.clone()
                },
                1 => Dose { sets: 3, reps: Some(1), hold_s: Some(20 + 5 * grown), ..dose.clone() },
                _ => Dose {
                    sets: 1,
                    reps: None,
                    hold_s: None,
                    minutes: Some(10 + 5 * grown),
                    ..dose.clone()
                },
            },
            pain_max: 5,
        });
        let asked = days_in(from, about.to).filter(|day| {
            let n = u64::try_from(days_between(about.from, *day)).expect("within");
            (n + number) % 3 != 0
        });
        let was_done = |day| {
            u32::from(done.iter().any(|done: &Done| done.day == day && done.exercise == **exercise))
        };
        PlannedExercise {
            exercise: (*exercise).to_owned(),
            days: asked.map(|day| (day, Tally::new(was_done(day), 1))).collect(),
            doses: doses.collect(),
            stops: if number == 0 { vec![days_after(about.from, days / 2)] } else { vec![] },
        }
    });
    let planned: Vec<PlannedExercise> = planned.collect();
    Practice::new(about, &done, &planned, Style::default())
}

/// Three goals rated weekly, the last of them set late.
pub fn goals(days: u64) -> Goals {
    let about = about(days);
    let mut dice = Dice(5);
    let mut row = |activity: &str, from: u64, first: f64| GoalRow {
        activity: activity.to_owned(),
        ratings: (from..days)
            .step_by(7)
            .map(|n| {
                let tenths =
                    (10.0 * (first + 5.0 * n as f64 / days as f64 + dice.roll()).round()) as i64;
                (days_after(about.from, n), Score::from_tenths(tenths.min(100)).expect("a score"))
            })
            .collect(),
    };
    let rows = vec![
        row("sitting through a film", 0, 1.0),
        row("Treppensteigen mit Einkaufstaschen", 0, 3.0),
        row("walking the dog for an hour", days / 2, 2.0),
    ];
    Goals::new(about, rows)
}

/// What a body could do: sitting, walking, sleep, leaks and the goals.
pub fn function(days: u64) -> Function {
    let about = about(days);
    let mut dice = Dice(17);
    let mut numbers = |every: u64, low: f64, high: f64| -> Vec<(NaiveDate, u32)> {
        let days = (0..days).filter(|n| n % every == 0 && !(40..50).contains(n));
        let along = |n: u64| n as f64 / about.days() as f64;
        days.map(|n| {
            let value = low + (high - low) * along(n) + 0.3 * (high - low).abs() * dice.roll();
            (days_after(about.from, n), value.round() as u32)
        })
        .collect()
    };
    let record = FunctionRecord {
        sitting: numbers(1, 20.0, 70.0),
        walking: numbers(2, 10.0, 35.0)
            .into_iter()
            .map(|(day, minutes)| (day, "Graded walking".to_owned(), minutes))
            .collect(),
        sleep: numbers(1, 330.0, 450.0),
        leaks: numbers(3, 3.0, 0.0),
        goals: goals(days).rows,
    };
    Function::new(about, record)
}

/// Pain by day of the cycle: a period every 27 to 29 days.
pub fn cycle(days: u64) -> CyclePain {
    let about = about(days);
    let rated = Diary { days, ..Diary::default() }.facts().days;
    let starts = [3, 30, 59, 87, 114, 143].into_iter().filter(|n| *n < days);
    let logged: Vec<_> = starts.map(|n| (days_after(about.from, n), 1)).collect();
    CyclePain::new(about, &logged, &rated)
}

/// Some exercises.
pub const EXERCISES: [&str; 6] = [
    "Bridge",
    "Side plank from the knees",
    "Graded walking",
    "Sciatic nerve slider lying",
    "Hip hinge with stick",
    "Clamshell",
];

/// A visit page of so many days with something in every part.
pub fn report(days: u64) -> Report {
    let sites = sites(days);
    let about = sites.about.clone();
    let (from, to) = (about.from, about.to);
    let score = |tenths: i64| Score::from_tenths(tenths).expect("a score");
    let words = |words: &str| words.to_owned();
    let goal = |activity: &str, then: i64, now: i64| GoalThen {
        activity: words(activity),
        then: (from, score(then)),
        now: (to, score(now)),
    };
    let dose = |exercise: &str, then: Option<&str>, now: &str, why: Option<&str>| DoseThen {
        exercise: words(exercise),
        then: then.map(words),
        now: Some(words(now)),
        is_stopped: false,
        why: why.map(words),
        course: vec![],
        stops: vec![],
        sessions: Tally::new(15, 18),
        pain: Some(PainIn { median: 1.0, most: score(20), sessions: 12 }),
    };
    // A dose that grows, or is stopped in the middle and goes on with less.
    let span = |first: u64, last: u64, amount: u32| DoseSpan {
        from: days_after(from, first),
        to: days_after(from, last),
        amount,
        unit: AmountUnit::Reps,
        words: format!("2 × {amount}"),
        program_words: String::new(),
        pain_max: 5,
    };
    // The plan began six weeks before the visit.
    let twelve = Diary {
        pause: Some((44, 51)),
        days: days + 42,
        marks: vec![
            (0, MarkKind::Phase, "calm phase"),
            (20, MarkKind::Phase, "restore phase"),
            (42, MarkKind::Visit, "visit"),
            (48, MarkKind::Phase, "strengthen phase"),
            (64, MarkKind::Stop, "Bridge stopped"),
        ],
        flares: vec![(63, 66)],
        ..Diary::default()
    };
    Report {
        name: Some(words("Dana Novak")),
        visit: Some(Seen { day: from, with: Some(words("Dr Okafor")) }),
        next_visit: Some(Seen { day: days_after(to, 1), with: Some(words("Dr Okafor")) }),
        has_plan: true,
        own_words: OwnAccount::default(),
        phases: vec![CurrentPhase {
            is_diagnosis: true,
            subject: about.subjects[0].name.clone(),
            phase: "strengthen",
            day: 36,
            agreed: None,
        }],
        progress: Diary { days, ..Diary::default() }.progress(),
        course: Progress::new(Facts { since: Some(from), ..twelve.facts() }),
        since_visit: Some(PainChange { before: 4.6, now: 3.1, rated: 7 }),
        goals: vec![goal("sit through a film", 30, 65), goal("walk the dog for an hour", 40, 45)],
        practice: PracticeLines {
            exercises: vec![
                ReportLine::new("Clamshell", "8 of 18"),
                ReportLine::new("Bridge", "15 of 18, 2 beyond"),
            ],
            weeks: Some(ReportLine::new("Week by week", "5 of 9; 9 of 9; 9 of 18, 2 beyond")),
            before: None,
            reasons: None,
        },
        patterns: vec![ReportLine::new(
            "Long drive",
            "more pain the day after, +1.2 points (95 % interval +0.4 to +2.0)",
        )],
        worst: Some(Worst {
            score: score(90),
            days: vec![days_before(to, 30), days_before(to, 29)],
            severe_days: 8,
        }),
        sitting: Some(Sitting { then: Some((16.0, 2)), now: (57.0, 6) }),
        doses_from: from,
        next_phases: vec![ReportLine::new(
            "Next phase, return",
            "4 of 5 met; open: 80 % of nights settled: 20 of 26",
        )],
        doses: vec![
            dose(
                "Bridge",
                Some("2 × 10"),
                "2 × 12",
                Some("pain ≤ 2 three times running; Tue 10 Nov"),
            ),
            dose(
                "Clamshell",
                Some("3 × 12"),
                "2 × 12",
                Some("morning 6 after Mon 2 Nov, usual 3; Tue 3 Nov"),
            ),
            DoseThen {
                is_stopped: true,
                course: vec![span(0, 9, 20), span(10, 19, 24), span(24, 41, 18)],
                stops: vec![days_after(from, 20)],
                why: Some(words("pain spread; Sun 1 Nov")),
                ..dose("Sciatic nerve slider lying", Some("2 × 10"), "2 × 10", None)
            },
            dose("Hip hinge with stick", None, "2 × 10", Some("with the phase")),
            DoseThen {
                course: vec![span(0, 12, 10), span(13, 30, 12), span(31, 41, 15)],
                ..dose("Graded walking", Some("15 min"), "15 min", None)
            },
        ],
        flares: vec![FlareSpan {
            from: days_before(to, 20),
            to: days_before(to, 17),
            worst: Score::from_tenths(75).expect("a score"),
            usual: Usual { morning: Some(40.into()), evening: Some(45.into()) },
            goes_on: false,
        }],
        medicines: vec![Taken {
            medicine: words("ibuprofen"),
            days: 9,
            amounts: vec![words("4800 mg")],
            unusual: Vec::new(),
        }],
        flags: Flags {
            open: vec![Open {
                ask: words("New weakness in a leg or foot?"),
                since: days_before(to, 2),
                is_answered: true,
                act: words("See a doctor today. Do not exercise."),
            }],
            checked: vec![(
                words("Pain at night that no position eases?"),
                words("Dr Okafor"),
                from,
            )],
            answered: vec![
                AnsweredBy { asked: Asked::Week, on: days_before(to, 2), yes: 0, no: 33 },
                AnsweredBy { asked: Asked::Alone, on: days_before(to, 2), yes: 1, no: 1 },
            ],
            unanswered: 0,
            about_person: vec!["blood thinners, or a clotting disorder".to_owned()],
            inflammatory: None,
        },
        questions: vec![words("May I run again, and how far at first?")],
        own_numbers: None,
        late: 3,
        sites,
        about,
    }
}

/// A visit page of so many days of somebody without a diagnosis, who has written what to bring.
pub fn report_without_plan(days: u64) -> Report {
    let written_at = chrono::DateTime::UNIX_EPOCH.fixed_offset();
    let entry = |line, text: &str| AccountEntry { line, text: text.to_owned(), written_at };
    let whole = report(days);
    let about = PageScope { subjects: Vec::new(), ..whole.about };
    Report {
        visit: None,
        has_plan: false,
        own_words: OwnAccount::new(vec![
            entry(AccountLine::Place, "deep in the left buttock, at times down to the knee"),
            entry(AccountLine::Since, "about March, after a long drive"),
            entry(AccountLine::BringsOn, "sitting more than 20 minutes, stairs, the car"),
            entry(AccountLine::Cannot, "sit through a film, drive to my mother, sleep through"),
            entry(
                AccountLine::Fear,
                &"that it never goes away and I have to give up work; ".repeat(9),
            ),
        ]),
        phases: Vec::new(),
        doses: Vec::new(),
        practice: PracticeLines::default(),
        since_visit: None,
        own_numbers: Some("Clinic: Dr Okafor, 555 0123 · Emergency: 112".to_owned()),
        about,
        ..whole
    }
}
