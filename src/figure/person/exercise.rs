//! One exercise on a paper of its own: its name, and the drawing.

use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::diary::place::Side;
use crate::domain::programme::exercise::Exercise;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::canvas::{Canvas, DrawResult, font};
use crate::figure::layout::text::shortened;
use crate::figure::person::Drawing;
use crate::figure::render::Figure;

impl Figure for Exercise {
    fn title(&self) -> String {
        self.name.clone()
    }

    fn description(&self) -> String {
        let drawn = match self.pose {
            Some(_) => "drawn at the start and at the end",
            None => "without a drawing",
        };
        format!("{}, {drawn}. {}", self.name, self.steps.join(" "))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        draw(self, None, canvas, paper)
    }
}

/// An exercise with the side that is sore.
pub struct SidedExercise<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// The sore side; `None`: it is drawn as its file has it.
    pub side: Option<Side>,
}

impl Figure for SidedExercise<'_> {
    fn title(&self) -> String {
        self.exercise.title()
    }

    fn description(&self) -> String {
        self.exercise.description()
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        draw(self.exercise, self.side, canvas, paper)
    }
}

/// Draws it on a page of this paper.
fn draw(
    exercise: &Exercise,
    side: Option<Side>,
    canvas: &mut Canvas<'_>,
    paper: Paper,
) -> DrawResult {
    let theme = Theme::new(paper);
    let content = Area::inside(paper, theme.margin, theme.margin);
    let name = shortened(&font::showable(&exercise.name), &theme.title, content.width());
    canvas.text((content.left, content.top), (HPos::Left, VPos::Top), &name, &theme.title)?;
    let area = Area { top: content.top + theme.title.leading() + theme.mm(2.0), ..content };
    Drawing::new(exercise, side).draw(canvas, area, &theme.sentence)
}
