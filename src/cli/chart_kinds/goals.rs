//! Goals and how they were rated.

use serde::Serialize;
use serde_json::Value;

use super::facts::ChartFacts;
use crate::app::PageSource;
use crate::cli::failure::Failure;
use crate::cli::output::json;
use crate::cli::output::json::diary::GoalRatingView;
use crate::cli::view::text_chart::{Course, CourseMarks, MOST_PAIN, TextChart};
use crate::domain::analysis::goals::{GoalRow, Goals};
use crate::domain::text::style::Style;

/// Reads how goals were rated.
pub fn read(source: &PageSource<'_>) -> Result<Box<dyn ChartFacts>, Failure> {
    let goals = source.goals()?;
    if goals.rows.is_empty() {
        return Err(Failure::could_not("no goal was rated in these days.").next(
            "Set one and rate it: supple goal add 'sit through a film', supple goal rate film N",
        ));
    }
    Ok(Box::new(goals))
}

impl ChartFacts for Goals {
    fn sentence(&self) -> String {
        Self::sentence(self)
    }

    fn numbers(&self) -> Value {
        json::value(&RatedGoalsView::from(self))
    }

    fn use_program_style(&mut self) {
        self.about.style = Style::default();
    }

    fn text_chart(&self) -> TextChart {
        let courses = self.rows.iter().map(|row| {
            let ratings = row.ratings.iter().map(|(day, score)| (*day, *day, score.value()));
            let ends = row.ends().map_or_else(String::new, |(first, last)| {
                if row.ratings.len() == 1 {
                    return format!(": {}", self.about.style.plain(last.value()));
                }
                format!(
                    ": from {} to {}",
                    self.about.style.plain(first.value()),
                    self.about.style.plain(last.value())
                )
            });
            Course {
                name: format!("{}, 0 cannot, 10 as before{ends}", row.activity),
                marks: CourseMarks::Heights(ratings.collect(), MOST_PAIN),
            }
        });
        TextChart::Courses {
            range: (self.about.from, self.about.to),
            style: self.about.style,
            courses: courses.collect(),
        }
    }
}

/// The goals that were rated, for a program.
#[derive(Debug, Serialize)]
struct RatedGoalsView<'a> {
    days_rated: usize,
    goals: Vec<GoalRowView<'a>>,
}

impl<'a> From<&'a Goals> for RatedGoalsView<'a> {
    fn from(goals: &'a Goals) -> Self {
        Self { days_rated: goals.days, goals: goals.rows.iter().map(GoalRowView::from).collect() }
    }
}

/// One goal.
#[derive(Debug, Serialize)]
struct GoalRowView<'a> {
    activity: &'a str,
    ratings: Vec<GoalRatingView>,
}

impl<'a> From<&'a GoalRow> for GoalRowView<'a> {
    fn from(row: &'a GoalRow) -> Self {
        Self {
            activity: &row.activity,
            ratings: row.ratings.iter().map(GoalRatingView::from).collect(),
        }
    }
}
