//! The progress chart: pain above, what was done below, one time axis.
//!
//! This file decides what goes where (pure geometry, [`ProgressLayout`]) and calls the parts to
//! draw themselves. When a paper is small, things leave in a fixed order until the pain panel has
//! its due; what stays is explained, or not drawn. Facts come from `domain/analysis/progress.rs`; no
//! number is computed here that a person could read.

mod ends;
mod layout;
mod marks;
mod pain;
mod places;
mod strip;

use self::ends::LineEnds;
pub use self::layout::ProgressLayout;
use self::marks::MarkLabels;
use crate::domain::analysis::progress::Progress;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::together;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::head::{self, Footer, Head, HeadText};
use crate::figure::layout::text::wrapped;
use crate::figure::render::Figure;

impl Figure for Progress {
    fn title(&self) -> String {
        format!("{}, {}", head::subjects(&self.about().titles()), self.range())
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        let (head, foot, layout) = whole(self, paper);
        head.draw(canvas)?;
        layout.draw(canvas, self)?;
        foot.map_or(Ok(()), |foot| foot.draw(canvas))
    }
}

/// How much is shown; each later one of [`DETAILS`] leaves something out.
#[derive(Debug, Clone, Copy)]
struct Detail {
    /// Rows of labels of phase changes, visits, stops and flares.
    mark_rows: usize,
    /// Whether there is a footer.
    foot: bool,
    /// Whether panels have titles.
    headings: bool,
    /// Whether there are words about what the marks mean.
    key: bool,
    /// The size of the head's text, as a share of the usual one.
    head: f64,
    /// The most lines of the sentence.
    sentence_lines: usize,
    /// Whether there is a line for each place that was rated apart.
    places: bool,
    /// Whether the strip with what was done is shown.
    strip: bool,
    /// Whether the strip has a title of its own, with the totals; else a word stands beside it.
    strip_heading: bool,
}

/// From everything to the least.
const DETAILS: [Detail; 11] = {
    let all = Detail {
        mark_rows: 3,
        foot: true,
        headings: true,
        key: true,
        head: 1.0,
        sentence_lines: 99,
        places: true,
        strip: true,
        strip_heading: true,
    };
    let two_rows = Detail { mark_rows: 2, ..all };
    let one_row = Detail { mark_rows: 1, ..all };
    let no_foot = Detail { foot: false, ..one_row };
    let small = Detail { head: 0.85, ..no_foot };
    let smaller = Detail { head: 0.7, sentence_lines: 8, ..small };
    let no_places = Detail { places: false, ..smaller };
    let no_strip = Detail { strip: false, ..no_places };
    let no_key = Detail { key: false, ..no_strip };
    let no_headings = Detail { headings: false, ..no_key };
    let least = Detail { mark_rows: 0, sentence_lines: 3, ..no_headings };
    [
        all,
        two_rows,
        one_row,
        no_foot,
        small,
        smaller,
        no_places,
        no_strip,
        no_key,
        no_headings,
        least,
    ]
};

/// The share of the paper's height the pain panel is due before anything else may stay.
const PAIN_DUE: f64 = 0.22;

/// The most lines of words about what the marks mean.
const KEY_LINES: usize = 4;

/// The content's width, in millimetres, from which lines are labelled at their ends.
const WIDE_MM: f64 = 150.0;

/// The fullest page that leaves the pain panel its due.
fn whole(progress: &Progress, paper: Paper) -> (Head, Option<Footer>, ProgressLayout) {
    let theme = Theme::new(paper);
    let content = Area::inside(paper, theme.margin, theme.margin);
    // Even on the smallest paper the panel needs a few millimetres to be one.
    let due = (PAIN_DUE * paper.height_mm()).max(12.0);
    let head_text = HeadText::new(&progress.about(), progress.sentence());
    // From the fullest on: the first page that leaves the panel its due is taken.
    let [fuller @ .., least] = &DETAILS;
    fuller
        .iter()
        .map(|detail| page_with(progress, theme, &head_text, content, *detail))
        .find(|(_, _, layout)| layout.is_readable(due))
        .unwrap_or_else(|| page_with(progress, theme, &head_text, content, *least))
}

/// The page that shows so much.
fn page_with(
    progress: &Progress,
    theme: Theme,
    head_text: &HeadText,
    content: Area,
    detail: Detail,
) -> (Head, Option<Footer>, ProgressLayout) {
    let head = Head::new(head_text, &theme, content, detail.head, detail.sentence_lines);
    let days = (progress.days_rated, progress.days_total());
    let foot = detail.foot.then(|| Footer::new(days, &theme, content));
    let top = head.bottom + theme.mm(4.0);
    let bottom = foot.as_ref().map_or(content.bottom, |foot| foot.top - theme.mm(3.0));
    let layout =
        ProgressLayout::with_detail(progress, theme, Area { top, bottom, ..content }, detail);
    (head, foot, layout)
}

impl ProgressLayout {
    /// The height that lines of places take beside the panels.
    pub fn places_height(progress: &Progress, theme: &Theme) -> f64 {
        places::height(progress, theme)
    }

    /// The panels in a part of a page that gives the totals elsewhere, the fullest that leave the
    /// pain panel a third of what the lines of places do not take.
    pub fn within(progress: &Progress, theme: Theme, area: Area) -> Self {
        let [fuller @ .., least] = &DETAILS.map(|detail| Detail { strip_heading: false, ..detail });
        let due = |layout: &Self| {
            let places = layout.places.map_or(0.0, |area| area.height());
            0.35 * (area.height() - places)
        };
        fuller
            .iter()
            .map(|detail| Self::with_detail(progress, theme, area, *detail))
            .find(|layout| layout.is_readable(due(layout)))
            .unwrap_or_else(|| Self::with_detail(progress, theme, area, *least))
    }

    /// Whether the pain panel has its due.
    fn is_readable(&self, due: f64) -> bool {
        self.pain.area.height() >= due
    }

    /// The lowest edge of what the axis stands under.
    fn lowest(&self) -> f64 {
        let strip = self.strip.map(|(area, _)| area);
        strip.or(self.places).unwrap_or(self.pain.area).bottom
    }

    /// Where the words under the panels end.
    pub fn bottom(&self) -> f64 {
        self.lowest() + self.axis.height(&self.theme)
    }

    /// Draws the panels.
    pub fn draw(&self, canvas: &mut Canvas<'_>, progress: &Progress) -> DrawResult {
        pain::draw(canvas, self, progress)?;
        if let Some(area) = self.places {
            places::draw(canvas, self, area, progress)?;
        }
        if let Some((area, has_heading)) = self.strip {
            if has_heading {
                strip::heading(canvas, self, area, progress)?;
            } else {
                strip::word(canvas, self, area)?;
            }
            strip::draw(canvas, self, area, progress)?;
        }
        self.axis.draw(canvas, &self.theme, self.lowest())
    }

    /// The layout that shows so much in an area, its lines labelled at their ends where the panel
    /// is wide and high enough.
    fn with_detail(progress: &Progress, theme: Theme, content: Area, detail: Detail) -> Self {
        let ends = LineEnds::new(progress, &theme).filter(|_| detail.key);
        let labelled = ends.filter(|_| content.width() >= WIDE_MM).and_then(|ends| {
            let due = ends.height(&theme);
            let layout = Self::with_ends(progress, theme, content, detail, Some(ends));
            (layout.pain.area.height() >= due).then_some(layout)
        });
        labelled.unwrap_or_else(|| Self::with_ends(progress, theme, content, detail, None))
    }

    /// The layout with these labels at the lines' ends.
    fn with_ends(
        progress: &Progress,
        theme: Theme,
        content: Area,
        detail: Detail,
        ends: Option<LineEnds>,
    ) -> Self {
        // Sideways: the numbers of the scale on the left, the labels of the lines' ends on the
        // right.
        let right_room = ends.as_ref().map_or(0.0, |ends| ends.width(&theme));
        let left_room =
            theme.mm(2.0) + pain::scale_width(&theme, content).max(strip::word_width(&theme));
        let (left, right) = (content.left + left_room, content.right - right_room);
        let days = (progress.from, progress.to);
        let axis = DayAxis::new(days, &theme, (left, right), content.right);
        let mut flags = MarkLabels::new(progress, &theme, &axis, content, detail.mark_rows);

        // Downwards.
        let mut top = content.top;
        let heading = detail.headings.then_some(top);
        let shows_strip = detail.strip && !progress.work.is_empty();
        let mut words = progress.key(ends.is_some(), flags.unlabelled());
        if shows_strip && !detail.strip_heading {
            words += &format!(" · {}", progress.strip_key());
            // A title of the strip has it beside the totals, and a page where it gives them.
            let until = progress.counted_until().map(|until| format!("{words}, up to {until}"));
            let lines = |words: &str| key_lines(words, &theme, content).len();
            words = until.filter(|longer| lines(longer) == lines(&words)).unwrap_or(words);
        }
        // The word beside it says as much, so that it takes no line of its own.
        let whole = progress.phase_key().map(|phase| format!("{phase} · {words}"));
        let whole = whole.filter(|whole| has_room_beside(whole, &theme, content));
        let words = whole.unwrap_or(words);
        let key = detail.key.then(|| key_lines(&words, &theme, content));
        let key = key.filter(|lines| lines.len() <= KEY_LINES);
        if key.is_none() {
            flags.keep_named();
        }
        if detail.headings {
            top += theme.heading.leading();
        }
        if let Some((_, y, _)) = key.as_ref().and_then(|lines| lines.last()) {
            top = top.max(y + theme.note().leading());
        }
        top += theme.under_heading() + flags.height(&theme);
        let bottom = content.bottom - axis.height(&theme);
        let between = if detail.headings && detail.strip_heading {
            theme.mm(3.0) + theme.heading.leading() + theme.under_heading()
        } else {
            theme.mm(2.0)
        };
        let strip_due = if shows_strip { between + strip::height(&theme) } else { 0.0 };
        let has_places = detail.places && !progress.places.is_empty();
        let places_due = if has_places { places::height(progress, &theme) } else { 0.0 };
        let due = strip_due + places_due;
        // On tall paper the panel keeps a sensible shape, and white stays at the foot for notes.
        let height = (bottom - top - due).max(1.0).min(axis.width());
        let pain_area = Area { left, top, right, bottom: top + height };
        let places_end = pain_area.bottom + places_due;
        let places =
            has_places.then_some(Area { top: pain_area.bottom, bottom: places_end, ..pain_area });
        let strip = shows_strip.then(|| {
            let top = places_end + between;
            Area { top, bottom: top + strip::height(&theme), ..pain_area }
        });
        let pain = pain::panel(&theme, &axis, pain_area);
        let strip = strip.map(|area| (area, detail.headings && detail.strip_heading));
        Self { theme, content, axis, heading, key, flags, pain, places, strip, ends }
    }
}

/// Whether words about the marks have room beside the panel's title.
fn has_room_beside(words: &str, theme: &Theme, content: Area) -> bool {
    let least = content.left + pain::heading_width(theme) + theme.mm(4.0);
    content.right - theme.note().width(&together(words)) >= least
}

/// What the marks mean, beside the panel's title where it has room, else below it.
fn key_lines(words: &str, theme: &Theme, content: Area) -> Vec<(f64, f64, String)> {
    let (note, words) = (theme.note(), &together(words));
    if has_room_beside(words, theme, content) {
        let left = content.right - note.width(words);
        let top = content.top + (theme.heading.leading() - note.leading()) / 2.0;
        return vec![(left, top, words.clone())]
            .into_iter()
            .filter(|_| !words.is_empty())
            .collect();
    }
    let lines = wrapped(words, &note, content.width()).into_iter().enumerate();
    let top = content.top + theme.heading.leading();
    lines.map(|(n, line)| (content.left, top + n as f64 * note.leading(), line)).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::analysis::adherence::Tally;
    use crate::domain::analysis::flares::FlareSpan;
    use crate::domain::analysis::page_scope::Subject;
    use crate::domain::analysis::progress::{DayWork, Facts, Mark, MarkKind};
    use crate::domain::analysis::stats::RatedDays;
    use crate::domain::diary::place::Place;
    use crate::domain::diary::rating::PainPoint;
    use crate::domain::diary::score::Score;
    use crate::domain::flare::usual::Usual;
    use crate::domain::text::date::{days_after, days_before};
    use crate::domain::text::style::Style;
    use crate::figure::testing::fixtures;
    use crate::figure::testing::recorder::{self, Recording};

    /// A made-up chart of `days` days.
    #[derive(Debug, Clone)]
    struct SampleProgress {
        days: u64,
        start: i32,
        readings: Vec<(u64, Option<u16>, i64, Option<i64>)>,
        marks: Vec<(u64, usize, String)>,
        subjects: Vec<String>,
        planned: Option<(u32, u32)>,
    }

    /// The kinds of marks; what is beyond them is a flare or a pause.
    const KINDS: [MarkKind; 3] = [MarkKind::Phase, MarkKind::Visit, MarkKind::Stop];
    const FLARE: usize = 3;
    const PAUSE: usize = 4;

    /// A score in tenths.
    fn score(tenths: i64) -> Score {
        Score::from_tenths(tenths).expect("a score")
    }

    impl SampleProgress {
        /// As facts.
        fn progress(&self) -> Progress {
            let from = NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date")
                + chrono::Days::new(self.start as u64);
            let day = |n: u64| days_after(from, n % self.days);
            let mut readings: Vec<_> = self
                .readings
                .iter()
                .map(|(n, minute, tenths, worst)| PainPoint {
                    day: day(*n),
                    minute: *minute,
                    score: score(*tenths),
                    worst: worst.map(score),
                    least: (tenths % 3 == 0).then(|| score(tenths / 2)),
                })
                .collect();
            readings.sort_by_key(|reading| reading.day);
            let days = RatedDays::from_iter(readings.iter().copied()).into_days();
            let mut places: BTreeMap<Place, RatedDays> = BTreeMap::new();
            for reading in readings.into_iter().filter(|_| self.marks.len() % 2 == 1) {
                let site = ["left buttock", "a place with a long name"];
                let odd = usize::from(reading.score.tenths() % 2 == 1);
                let place = Place { site: site[odd].to_owned(), side: None };
                places.entry(place).or_default().add(reading);
            }
            let pauses = self.marks.iter().filter(|(_, kind, _)| *kind == PAUSE);
            let pauses = pauses.map(|(n, ..)| (day(*n), days_after(day(*n), n % 40)));
            let pauses: Vec<_> = pauses.collect();
            let work = self.planned.map_or(vec![], |(done, planned)| {
                let days = (0..self.days).step_by(1 + self.days as usize / 500);
                let rests = |day| pauses.iter().any(|(from, to)| *from <= day && day <= *to);
                days.map(|n| DayWork {
                    day: day(n),
                    tally: Tally::new(
                        done % (n as u32 + 1),
                        if rests(day(n)) { 0 } else { planned },
                    ),
                })
                .collect()
            });
            Progress::new(Facts {
                alerts: vec![],
                style: Style::default(),
                subjects: self.subjects.iter().cloned().map(Subject::from).collect(),
                from,
                to: days_after(from, self.days - 1),
                baseline: days
                    .iter()
                    .filter(|rated| rated.day <= days_after(days[0].day, 13))
                    .copied()
                    .collect(),
                places: places.into_iter().map(|(place, days)| (place, days.into_days())).collect(),
                days,
                since: self.marks.first().map(|(n, ..)| day(*n)),
                marks: self
                    .marks
                    .iter()
                    .filter(|(_, kind, _)| *kind < KINDS.len())
                    .map(|(n, kind, label)| Mark {
                        day: day(*n),
                        kind: KINDS[*kind],
                        label: label.clone(),
                    })
                    .collect(),
                flares: self
                    .marks
                    .iter()
                    .filter(|(_, kind, _)| *kind == FLARE)
                    .map(|(n, ..)| FlareSpan {
                        from: days_before(day(*n), 3),
                        to: days_after(day(*n), 5),
                        worst: score(70),
                        usual: Usual::default(),
                        goes_on: false,
                    })
                    .collect(),
                work,
                pauses,
                work_until: days_after(from, self.days - 1),
            })
        }
    }

    /// Charts of all lengths and fullnesses.
    fn any_chart() -> impl Strategy<Value = SampleProgress> {
        let reading =
            (any::<u64>(), prop::option::of(0u16..1680), 0i64..=100, prop::option::of(0i64..=100));
        let mark = (any::<u64>(), 0usize..=PAUSE, fixtures::text());
        let planned = prop::option::of((0u32..40, prop_oneof![0u32..12, 0u32..200_000]));
        (
            fixtures::days(),
            0i32..9000,
            prop::collection::vec(reading, 0..400),
            prop::collection::vec(mark, 0..40),
            fixtures::subjects(),
            planned,
        )
            .prop_map(|(days, start, readings, marks, subjects, planned)| SampleProgress {
                days,
                start,
                readings,
                marks,
                subjects,
                planned,
            })
    }

    /// Whether a chart is whole, and says what it must on paper of its size.
    fn holds(made: &SampleProgress, paper: Paper) -> Result<(), TestCaseError> {
        let progress = made.progress();
        let record = recorder::record(&progress, paper);
        prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
        let names_work = record.says("Exercise sessions done");
        let counts_work = record.says(" · per ");
        prop_assert!(names_work || !counts_work, "a number without a name: {:?}", record.texts);
        prop_assert!(record.says(&progress.range()), "the range is missing: {:?}", record.texts);
        if paper.width_mm() >= 200.0 && paper.height_mm() >= 120.0 {
            prop_assert!(
                record.says(&progress.sentence()),
                "the sentence is cut: {:?}",
                record.texts
            );
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(fixtures::cases(128))]
        #[test]
        fn labels_never_meet_and_nothing_leaves_the_paper(
            chart in any_chart(),
            paper in fixtures::paper(),
        ) {
            holds(&chart, paper)?;
        }
    }

    proptest! {
        #![proptest_config(fixtures::cases(24))]
        #[test]
        fn neither_do_they_when_there_is_nothing_or_far_too_much(paper in fixtures::paper()) {
            for chart in [one_score(), nothing(), thirty_years()] {
                holds(&chart, paper)?;
            }
        }
    }

    /// One day with one score.
    fn one_score() -> SampleProgress {
        SampleProgress {
            readings: vec![(0, Some(600), 40, None)],
            days: 1,
            marks: vec![],
            ..twelve_weeks()
        }
    }

    /// One day of which nothing may be told.
    fn nothing() -> SampleProgress {
        SampleProgress { readings: vec![], planned: None, subjects: vec![], ..one_score() }
    }

    /// Thirty years of four conditions, with three scores and a mark on every tenth day.
    fn thirty_years() -> SampleProgress {
        SampleProgress {
            days: fixtures::THIRTY_YEARS,
            readings: (0..fixtures::THIRTY_YEARS / 10)
                .flat_map(|n| {
                    [500u16, 900, 1600]
                        .map(|minute| (10 * n, Some(minute), (7 * n % 101) as i64, Some(100)))
                })
                .collect(),
            marks: (0..200)
                .map(|n| (50 * n, n as usize % 4, format!("Nachuntersuchungsergebnis {n}")))
                .collect(),
            subjects: vec![
                "Ischiofemorales Impingement mit Oberschenkelrückseitenansatzreizung"
                    .to_owned();
                4
            ],
            ..twelve_weeks()
        }
    }

    /// Twelve weeks that fall from 6 to 3, with a phase and a visit, and three sessions a day.
    fn twelve_weeks() -> SampleProgress {
        SampleProgress {
            days: 84,
            start: 9738,
            readings: (0..84)
                .map(|n| (n, Some(600), if n < 14 { 60 } else { 30 }, Some(80)))
                .collect(),
            marks: vec![
                (0, 0, "calm".into()),
                (40, 1, "Dr. Łukasińska".into()),
                (60, 3, String::new()),
            ],
            subjects: vec!["Piriformis / deep gluteal syndrome, left".into()],
            planned: Some((2, 3)),
        }
    }

    #[test]
    fn a_pause_is_no_blank_without_a_word() {
        let pause = |days, n| SampleProgress {
            days,
            start: 9738,
            readings: vec![(1, None, 40, None)],
            marks: vec![(n, PAUSE, String::new())],
            subjects: vec![],
            planned: Some((2, 3)),
        };
        let paper = Paper::parse("a4", 100).expect("a paper");
        // Twelve days of twelve weeks have room for the word; two days of it have the line alone.
        for (n, has_word) in [(11, true), (41, false)] {
            let record = recorder::record(&pause(84, n).progress(), paper);
            assert!(record.says("dotted: plan paused"), "{n}: {:?}", record.texts);
            let word = record.texts.iter().any(|(text, _)| text == "paused");
            assert_eq!(word, has_word, "{n}: {:?}", record.texts);
        }
        let never = SampleProgress { marks: vec![], ..pause(84, 0) };
        let record = recorder::record(&never.progress(), paper);
        assert!(!record.says("paused"), "{:?}", record.texts);
    }

    #[test]
    fn everything_asked_for_is_on_the_page() {
        let progress = twelve_weeks().progress();
        let record = recorder::record(&progress, Paper::A4_LANDSCAPE);
        assert_eq!(record.faults(Paper::A4_LANDSCAPE), [""; 0]);
        for words in [
            "Piriformis / deep gluteal syndrome, left 30 Aug – 21 Nov 2026",
            &progress.sentence(),
            "bars: least to worst of each day",
            "6.0 first two weeks",
            "4.2 30 % lower",
            "3.0 7-day mean",
            "calm",
            "flare",
            "Dr. Łukasińska",
            "Exercise sessions done of planned",
            "of 252 · per day",
            "worst imaginable no pain",
            "a drawing of a diary, not a diagnosis 84 of 84 days recorded",
            "September 2026",
        ] {
            assert!(record.says(words), "{words:?} is not in {:?}", record.texts);
        }
    }

    #[test]
    fn what_is_counted_up_to_the_day_before_says_so() {
        let whole = twelve_weeks().progress();
        let progress = Progress { work_until: days_before(whole.to, 1), ..whole };
        let record = recorder::record(&progress, Paper::A4_LANDSCAPE);
        assert!(record.says("of 252, up to 20 Nov · per day"), "{:?}", record.texts);
        let told = progress.description();
        assert!(told.contains("sessions done of planned up to 20 Nov:"), "{told}");
    }

    #[test]
    fn a_chart_without_work_or_ratings_has_no_empty_box() {
        let made = SampleProgress {
            readings: vec![],
            marks: vec![],
            subjects: vec![],
            planned: None,
            ..twelve_weeks()
        };
        let record = recorder::record(&made.progress(), Paper::A4_LANDSCAPE);
        assert!(record.says("Pain diary") && record.says("nothing recorded in these days"));
        assert!(
            !record.says("Exercise")
                && !record.says("7-day mean")
                && !record.says("first two weeks")
        );
    }

    #[test]
    fn thin_first_two_weeks_have_no_line() {
        let made =
            SampleProgress { readings: twelve_weeks().readings[..5].to_vec(), ..twelve_weeks() };
        let record = recorder::record(&made.progress(), Paper::A4_LANDSCAPE);
        assert!(!record.says("first two weeks 4") && !record.says("30 % lower"));
        assert!(record.says("hatched: not recorded"), "{:?}", record.texts);
    }

    #[test]
    fn on_small_paper_what_is_not_explained_is_not_drawn() {
        let progress = twelve_weeks().progress();
        let inks = |paper: &str| {
            let paper = Paper::parse(paper, 200).expect("a paper");
            let record = recorder::record(&progress, paper);
            (record.says("least to worst"), record.strokes.len())
        };
        let (large, all) = inks("a4");
        let (small, few) = inks("80x50mm");
        assert!(large && !small && all > few + 84, "{all} {few}");
    }

    #[test]
    fn a_missed_fault_would_be_seen() {
        let [one, two, out, stroke] = [5.0, 14.0, 290.0, -3.0].map(|left| Area {
            left,
            top: 10.0,
            right: left + 10.0,
            bottom: 14.0,
        });
        let texts = vec![("one".to_owned(), one), ("two".to_owned(), two), ("out".to_owned(), out)];
        let record = Recording { texts, strokes: vec![stroke], hair: 0.05, ..Recording::default() };
        assert_eq!(record.faults(Paper::A4_LANDSCAPE).len(), 3);
        let boxes =
            Recording { texts: vec![("痛".to_owned(), one)], hair: 0.05, ..Recording::default() };
        assert_eq!(boxes.faults(Paper::A4_LANDSCAPE).len(), 1);
    }
}
