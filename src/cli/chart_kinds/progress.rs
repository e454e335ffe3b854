//! How it went: pain and exercises over time.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::scalar::DayText;
use crate::cli::view::text_chart::{Course, CourseMarks, MOST_PAIN, TextChart, worst_named};
use crate::domain::analysis::place_lines::PlaceLine;
use crate::domain::analysis::progress::Progress;
use crate::domain::analysis::stats::{Baseline, DayPain, PainChange};
use crate::domain::diary::place::Side;
use crate::domain::text::style::Style;

/// Reads how it went.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    Ok(Box::new(source.progress(&source.snapshot()?)?))
}

impl ChartFacts for Progress {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&ProgressView::from(self))
    }

    fn use_program_style(&mut self) {
        self.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let days = &self.days;
        let worst = days.iter().rev().max_by(|one, other| one.worst.cmp(&other.worst));
        let worst = worst.map(|pain| (pain.day, pain.worst.value()));
        TextChart::Courses {
            range: (self.from, self.to),
            style: self.style,
            courses: [course(format!("Pain, 0 to 10{}", worst_named(worst, self.style)), days)]
                .into_iter()
                .chain(self.places.iter().map(|line| course(self.place_words(line), &line.days)))
                .collect(),
        }
    }
}

/// Pain of some days as a row of a text chart.
fn course(name: String, days: &[DayPain]) -> Course {
    let days = days.iter().map(|pain| (pain.day, pain.day, pain.mean));
    Course { name, marks: CourseMarks::Heights(days.collect(), MOST_PAIN) }
}

/// How it went, for a program.
#[derive(Debug, Serialize)]
struct ProgressView {
    /// Places that were rated apart.
    places: Vec<PlaceView>,
    days_rated: usize,
    baseline: Option<BaselineView>,
    change: Option<PainChangeView>,
    sessions_done: u32,
    sessions_planned: u32,
    sessions_beyond: u32,
}

impl From<&Progress> for ProgressView {
    fn from(progress: &Progress) -> Self {
        let work = progress.work_total();
        Self {
            places: progress.places.iter().map(PlaceView::from).collect(),
            days_rated: progress.days_rated,
            baseline: progress.baseline.as_ref().map(BaselineView::from),
            change: progress.change.as_ref().ok().map(PainChangeView::from),
            sessions_done: work.done,
            sessions_planned: work.asked,
            sessions_beyond: work.beyond,
        }
    }
}

/// One of several places.
#[derive(Debug, Serialize)]
struct PlaceView {
    site: String,
    side: Option<&'static str>,
    rated_days: usize,
    mean: Option<f64>,
    mean_on: Option<DayText>,
}

impl From<&PlaceLine> for PlaceView {
    fn from(line: &PlaceLine) -> Self {
        Self {
            site: line.place.site.clone(),
            side: line.place.side.map(Side::word),
            rated_days: line.days.len(),
            mean: line.last().map(|(_, mean)| mean),
            mean_on: line.last().map(|(day, _)| DayText(day)),
        }
    }
}

/// The two weeks that pain is compared with.
#[derive(Debug, Serialize)]
struct BaselineView {
    from: DayText,
    to: DayText,
    rated_days: usize,
    mean: Option<f64>,
}

impl From<&Baseline> for BaselineView {
    fn from(baseline: &Baseline) -> Self {
        Self {
            from: DayText(baseline.from),
            to: DayText(baseline.to),
            rated_days: baseline.rated,
            mean: baseline.mean,
        }
    }
}

/// The last seven days against those two weeks.
#[derive(Debug, Serialize)]
struct PainChangeView {
    before: f64,
    now: f64,
    points: f64,
    percent: Option<f64>,
    reaches_threshold: bool,
}

impl From<&PainChange> for PainChangeView {
    fn from(change: &PainChange) -> Self {
        Self {
            before: change.before,
            now: change.now,
            points: change.points(),
            percent: change.percent(),
            reaches_threshold: change.reaches_threshold(),
        }
    }
}
