//! Where it hurt, and when.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::view::text_chart::{Course, CourseMarks, TextChart};
use crate::domain::analysis::sites::{SiteRow, Sites};
use crate::domain::diary::place::Side;
use crate::domain::text::date::days_between;
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;

/// Reads where it hurt.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let sites = source.sites()?;
    if sites.rows.is_empty() {
        return Err(Failure::could_not("no place was recorded in these days.")
            .next("Say where it hurts with a score: supple log N --site buttock --side left"));
    }
    Ok(Box::new(sites))
}

impl ChartFacts for Sites {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&SitesView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let longest =
            self.about.steps().iter().map(|(from, to)| days_between(*from, *to) + 1).max();
        let courses = self.rows.iter().map(|row| {
            let steps = row.steps.iter().filter(|(.., days)| *days > 0);
            Course {
                name: format!(
                    "{}: {} of {}, median pain {}",
                    row.place,
                    row.days,
                    counted(self.placed, "day", "days"),
                    self.about.style.plain(row.median)
                ),
                marks: CourseMarks::Heights(
                    steps.map(|(from, to, days)| (*from, *to, *days as f64)).collect(),
                    longest.unwrap_or(1) as f64,
                ),
            }
        });
        TextChart::Courses {
            range: (self.about.from, self.about.to),
            style: self.about.style,
            courses: courses.collect(),
        }
    }
}

/// Where it hurt, for a program.
#[derive(Debug, Serialize)]
struct SitesView<'a> {
    days_rated: usize,
    days_with_place: usize,
    places: Vec<SiteRowView<'a>>,
}

impl<'a> From<&'a Sites> for SitesView<'a> {
    fn from(sites: &'a Sites) -> Self {
        Self {
            days_rated: sites.rated,
            days_with_place: sites.placed,
            places: sites.rows.iter().map(SiteRowView::from).collect(),
        }
    }
}

/// One place.
#[derive(Debug, Serialize)]
struct SiteRowView<'a> {
    site: &'a str,
    side: Option<&'static str>,
    days: usize,
    median: f64,
}

impl<'a> From<&'a SiteRow> for SiteRowView<'a> {
    fn from(row: &'a SiteRow) -> Self {
        Self {
            site: &row.place.site,
            side: row.place.side.map(Side::word),
            days: row.days,
            median: row.median,
        }
    }
}
