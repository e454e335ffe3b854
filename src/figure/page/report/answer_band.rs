//! The band of large figures that the visit page begins with.

use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::report::{AnswerFigure, AnswerTone};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::together;
use crate::figure::canvas::theme::{AXIS, INK, MUTED, STOPPED, TARGET, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::{at_most, shortened, wrapped};

/// The white between two figures, in millimetres on A4.
const BETWEEN_MM: f64 = 4.0;

/// The most lines of the words under a figure.
const NOTE_LINES: usize = 3;

/// The lines that the words under a figure are given room for: fewer than two, because lines are
/// never full.
const NOTE_DUE_LINES: f64 = 1.7;

/// The size of the figures, in points.
const FIGURE_PT: f64 = 15.0;

/// The band, laid out.
pub struct AnswerBand {
    cells: Vec<Cell>,
    figure: TextStyle,
    area: Area,
}

/// A figure with its words.
struct Cell {
    left: f64,
    label: String,
    figure: String,
    ink: RGBColor,
    note: Vec<String>,
}

/// The colour of a figure.
fn ink(tone: AnswerTone) -> RGBColor {
    match tone {
        AnswerTone::Better => TARGET,
        AnswerTone::Worse => STOPPED,
        // On a grey copy what counts is not paler than what does not.
        AnswerTone::Plain => MUTED,
    }
}

impl AnswerBand {
    /// The band from the top of an area downwards: as many columns as there are figures, each as
    /// wide as its words need.
    pub fn new(answers: &[AnswerFigure], theme: &Theme, area: Area) -> Self {
        let (note, figure) = (theme.note(), theme.heading.sized(FIGURE_PT));
        let between = theme.mm(BETWEEN_MM);
        // Label and figure at least, and what is left by what the words would like.
        let least =
            |answer: &AnswerFigure| figure.width(&answer.figure).max(note.width(&answer.label));
        let more = |answer: &AnswerFigure| {
            let words = note.width(&answer.note) / NOTE_DUE_LINES;
            (words - least(answer)).max(1.0)
        };
        let spare = area.width()
            - between * answers.len().saturating_sub(1) as f64
            - answers.iter().map(least).sum::<f64>();
        let share = spare / answers.iter().map(more).sum::<f64>().max(1.0);
        let mut left = area.left;
        let cells = answers.iter().map(|answer| {
            let width = least(answer) + more(answer) * share;
            let lines = wrapped(&together(&answer.note), &note, width);
            let cell = Cell {
                left,
                label: shortened(&answer.label, &note, width),
                figure: shortened(&answer.figure, &figure, width),
                ink: ink(answer.tone),
                note: at_most(lines, NOTE_LINES, &note, width),
            };
            left += width + between;
            cell
        });
        let cells: Vec<Cell> = cells.collect();
        let lines = cells.iter().map(|cell| cell.note.len()).max().unwrap_or(0);
        let height = theme.mm(1.6) + note.leading() * (1 + lines) as f64 + figure.leading();
        Self { cells, figure, area: Area { bottom: area.top + height, ..area } }
    }

    /// Where it ends.
    pub fn bottom(&self) -> f64 {
        self.area.bottom
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme) -> DrawResult {
        let corner = (HPos::Left, VPos::Top);
        let note = theme.note();
        let Area { left, right, top, .. } = self.area;
        canvas.line(&[(left, top), (right, top)], theme.mm(0.4), INK)?;
        canvas.line(&[(left, self.area.bottom), (right, self.area.bottom)], theme.mm(0.2), AXIS)?;
        for cell in &self.cells {
            let mut y = top + theme.mm(1.0);
            canvas.text((cell.left, y), corner, &cell.label, &note)?;
            y += note.leading();
            canvas.text((cell.left, y), corner, &cell.figure, &self.figure.inked(cell.ink))?;
            y += self.figure.leading();
            for line in &cell.note {
                canvas.text((cell.left, y), corner, line, &note)?;
                y += note.leading();
            }
        }
        Ok(())
    }
}
