//! Made-up diaries, the same on every run: what the golden pictures and the gallery are drawn from.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use supple::domain::analysis::adherence::Tally;
use supple::domain::analysis::flares::FlareSpan;
use supple::domain::analysis::progress::{DayWork, Facts, Mark, MarkKind, Progress};
use supple::domain::analysis::stats::RatedDays;
use supple::domain::diary::place::{Place, Side};
use supple::domain::diary::rating::PainPoint;
use supple::domain::diary::score::Score;
use supple::domain::flare::usual::Usual;
use supple::domain::text::date::{days_after, days_before};
use supple::domain::text::style::Style;

/// A small generator of numbers that look random (an LCG; its quality does not matter here).
pub struct Dice(pub u64);

impl Dice {
    /// A number from 0 to just below 1.
    pub fn roll(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        f64::from(u32::try_from(self.0 >> 32).expect("32 bits")) / f64::from(u32::MAX)
    }
}

/// What kind of diary to make up.
pub struct Diary {
    /// Days in all, the last on 22 November 2026.
    pub days: u64,
    /// Ratings on a rated day.
    pub per_day: u64,
    /// Whether days are missed, a holiday among them.
    pub gaps: bool,
    /// Whether a worst of the day is recorded.
    pub worsts: bool,
    /// Whether scores have a decimal.
    pub tenths: bool,
    /// Phase changes and visits: the n-th day, the kind, the words.
    pub marks: Vec<(u64, MarkKind, &'static str)>,
    /// Flares: from the n-th day to another.
    pub flares: Vec<(u64, u64)>,
    /// Sessions planned a day; 0 for no exercises at all.
    pub planned: u32,
    /// The n-th day on which the plan rests first, and the one on which it does last.
    pub pause: Option<(u64, u64)>,
    /// The conditions.
    pub subjects: Vec<&'static str>,
}

impl Default for Diary {
    fn default() -> Self {
        Self {
            days: 84,
            per_day: 2,
            gaps: true,
            worsts: true,
            tenths: false,
            marks: vec![],
            flares: vec![],
            planned: 4,
            pause: None,
            subjects: vec!["Piriformis / deep gluteal syndrome, left"],
        }
    }
}

/// A score near `value`.
fn score(value: f64, tenths: bool) -> Score {
    let value = value.clamp(0.0, 10.0);
    let rounded =
        if tenths { (value * 10.0).round() as i64 } else { (value.round() * 10.0) as i64 };
    Score::from_tenths(rounded).expect("a score")
}

impl Diary {
    /// The chart of it.
    pub fn progress(&self) -> Progress {
        Progress::new(self.facts())
    }

    /// Its first and its last day.
    fn range(&self) -> (NaiveDate, NaiveDate) {
        let to = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
        (days_before(to, self.days - 1), to)
    }

    /// Its ratings and its exercises.
    pub fn recorded(&self) -> (Vec<PainPoint>, Vec<DayWork>) {
        let (from, _) = self.range();
        let mut dice = Dice(42);
        let (mut readings, mut work) = (Vec::new(), Vec::new());
        for n in 0..self.days {
            let day = days_after(from, n);
            // Two years of slow recovery with a flare now and then, or twelve weeks of a quicker
            // one.
            let along = n as f64 / (self.days as f64).max(56.0);
            let wave = (n as f64 / 9.0).sin() * 0.9 + (n as f64 / 140.0).sin() * 0.8;
            let usual = 6.6 - 4.2 * along + wave;
            let missed =
                self.gaps && (dice.roll() < 0.12 || (self.days > 40 && (44..52).contains(&n)));
            if !missed {
                let mut worst = usual;
                for k in 0..self.per_day {
                    let value = usual + (dice.roll() - 0.5) * 3.4;
                    worst = worst.max(value);
                    let minute = 420 + 900 * k / self.per_day + (dice.roll() * 60.0) as u64;
                    let known = self.per_day > 1 || dice.roll() < 0.8;
                    let last = k + 1 == self.per_day;
                    readings.push(PainPoint {
                        day,
                        minute: known.then(|| u16::try_from(minute).expect("a minute")),
                        score: score(value, self.tenths),
                        worst: (last && self.worsts)
                            .then(|| score(worst + 1.0 + dice.roll(), self.tenths)),
                        least: None,
                    });
                }
            }
            if self.planned > 0 {
                let eager = 0.35 + 0.6 * dice.roll() + if n % 17 == 3 { 0.5 } else { 0.0 };
                let done =
                    if missed { 0 } else { (f64::from(self.planned) * eager).round() as u32 };
                let rests = self.pause.is_some_and(|(from, to)| (from..=to).contains(&n));
                let asked = if rests || n % 7 == 6 { 0 } else { self.planned };
                work.push(DayWork { day, tally: Tally::new(done, asked) });
            }
        }
        (readings, work)
    }

    /// What the chart is made from.
    pub fn facts(&self) -> Facts {
        let (from, to) = self.range();
        let (readings, work) = self.recorded();
        let days = RatedDays::from_iter(readings).into_days();
        let first_weeks = days.first().map(|first| days_after(first.day, 13));
        let baseline = days.iter().copied().filter(|rated| Some(rated.day) <= first_weeks);
        let mark = |(n, kind, label): &(u64, MarkKind, &str)| Mark {
            day: days_after(from, *n),
            kind: *kind,
            label: (*label).to_owned(),
        };
        let flare = |(first, last): &(u64, u64)| FlareSpan {
            from: days_after(from, *first),
            to: days_after(from, *last),
            worst: score(8.0, false),
            usual: Usual::default(),
            goes_on: false,
        };
        Facts {
            alerts: vec![],
            style: Style::default(),
            subjects: self.subjects.iter().map(|subject| (*subject).to_owned().into()).collect(),
            from,
            to,
            since: None,
            baseline: baseline.collect(),
            days,
            places: BTreeMap::new(),
            marks: self.marks.iter().map(mark).collect(),
            flares: self.flares.iter().map(flare).collect(),
            work,
            pauses: self
                .pause
                .iter()
                .map(|(n, to)| (days_after(from, *n), days_after(from, *to)))
                .collect(),
            // The last day is not over.
            work_until: days_before(to, 1),
        }
    }
}

/// One week, three ratings a day.
pub fn one_week() -> Progress {
    let marks = vec![(4, MarkKind::Visit, "physiotherapist")];
    Diary { days: 7, per_day: 3, gaps: false, marks, ..Diary::default() }.progress()
}

/// Three weeks.
pub fn three_weeks() -> Progress {
    let marks = vec![(0, MarkKind::Phase, "calm phase"), (16, MarkKind::Phase, "restore phase")];
    Diary { days: 21, marks, ..Diary::default() }.progress()
}

/// Twelve weeks with everything: first two weeks, phases, visits, gaps, a pause.
pub fn twelve_weeks() -> Progress {
    let marks = vec![
        (0, MarkKind::Phase, "calm phase"),
        (2, MarkKind::Visit, "physiotherapist"),
        (16, MarkKind::Phase, "restore phase"),
        (16, MarkKind::Visit, "physiotherapist"),
        (43, MarkKind::Phase, "strengthen phase"),
        (47, MarkKind::Visit, "Dr. Łukasińska, injection"),
        (79, MarkKind::Phase, "return phase"),
        (60, MarkKind::Stop, "Bridge stopped"),
        (81, MarkKind::Visit, "physiotherapist"),
    ];
    let pause = Some((44, 51));
    Diary { marks, flares: vec![(55, 66)], pause, ..Diary::default() }.progress()
}

/// A year, one rating a day.
pub fn one_year() -> Progress {
    let marks = (0..11)
        .map(|n| match n % 3 {
            0 => (n * 33, MarkKind::Phase, "strengthen phase"),
            _ => (n * 33, MarkKind::Visit, "physio"),
        })
        .collect();
    Diary { days: 365, per_day: 1, marks, ..Diary::default() }.progress()
}

/// Ten years of a rating a day, with more visits than have room.
pub fn ten_years() -> Progress {
    let marks = (0..40)
        .map(|n| (n * 91, if n % 4 == 0 { MarkKind::Phase } else { MarkKind::Visit }, "check-up"));
    Diary { days: 3653, per_day: 1, marks: marks.collect(), ..Diary::default() }.progress()
}

/// Twelve weeks of two sides, each rated by itself: one gets better, the other does not.
pub fn two_places() -> Progress {
    let diary = Diary { worsts: false, ..Diary::default() };
    let mut places: BTreeMap<Place, RatedDays> = BTreeMap::new();
    for (n, reading) in diary.recorded().0.into_iter().enumerate() {
        let left = n % 3 < 2;
        let score = if left { reading.score } else { score(3.5, true) };
        let side = if left { Side::Left } else { Side::Right };
        let place = Place { site: "buttock".to_owned(), side: Some(side) };
        places.entry(place).or_default().add(PainPoint { score, ..reading });
    }
    let places = places.into_iter().map(|(place, days)| (place, days.into_days()));
    Progress::new(Facts { places: places.collect(), ..diary.facts() })
}

/// Ten years of 274 ratings a day: a million.
pub fn a_million() -> Progress {
    Diary { days: 3653, per_day: 274, gaps: false, tenths: true, worsts: false, ..Diary::default() }
        .progress()
}

/// A diary nobody wrote in yet.
pub fn empty() -> Progress {
    let day = |d| NaiveDate::from_ymd_opt(2026, 11, d).expect("a date");
    Progress::new(Facts {
        alerts: vec![],
        style: Style::default(),
        subjects: vec![],
        from: day(16),
        to: day(22),
        since: None,
        days: vec![],
        places: BTreeMap::new(),
        baseline: vec![],
        marks: vec![],
        flares: vec![],
        work: vec![],
        pauses: vec![],
        work_until: day(21),
    })
}

/// Eight weeks without exercises, of someone with long words.
pub fn no_exercise() -> Progress {
    let subjects = vec![
        "Ischiofemorales Impingement mit Oberschenkelrückseitenansatzreizung, rechts 🏃",
        "Kokzygodynie (Steißbeinschmerzsyndrom)",
    ];
    Diary { days: 56, per_day: 1, planned: 0, worsts: false, subjects, ..Diary::default() }
        .progress()
}

/// A single day.
pub fn one_day() -> Progress {
    Diary { days: 1, per_day: 6, gaps: false, ..Diary::default() }.progress()
}
