//! An empty prescription of an exercise: one page with boxes to fill in by hand, in the order in
//! which `supple library new exercise --from-sheet` asks.

use plotters::style::text_anchor::{HPos, VPos};

use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::error::FigureError;
use crate::figure::layout::text::shortened;
use crate::figure::render::{Figure, Format, render};

/// The sheet as the bytes of a file.
///
/// # Errors
/// When there is no memory for the picture, or it cannot be encoded.
pub fn render_prescription(paper: Paper, format: Format) -> Result<Vec<u8>, FigureError> {
    render(&PrescriptionSheet, paper, format)
}

/// What the page is called.
const TITLE: &str = "An exercise for you";

/// What is to be done with it.
const BELOW: &str = "Circle or write. To type it in: supple library new exercise --from-sheet";

/// A box: what is written into it, what to circle in it, and its share of the row.
struct SheetBox(&'static str, &'static str, f64);

/// Rows of boxes, and how many times as high as the lowest each is.
const ROWS: [(f64, &[SheetBox]); 12] = [
    (1.0, &[SheetBox("Exercise: name, or its id in supple", "", 1.0)]),
    (
        1.0,
        &[SheetBox(
            "Sort",
            "strength · coordination · stretch · mobility · aerobic · release · relaxation · neural",
            1.0,
        )],
    ),
    (
        1.0,
        &[SheetBox(
            "One begins",
            "on the back · front · side · hands and knees · kneeling · seated · standing",
            1.0,
        )],
    ),
    (1.0, &[SheetBox("For: muscles or joints", "", 1.0), SheetBox("Needed", "", 1.0)]),
    (4.0, &[SheetBox("How it is done, a step a line", "", 1.0)]),
    (
        1.0,
        &[
            SheetBox("Sets", "", 1.0),
            SheetBox("Repeats, or minutes", "", 1.0),
            SheetBox("Hold, seconds", "", 1.0),
            SheetBox("Load", "", 1.0),
        ],
    ),
    (
        1.0,
        &[
            SheetBox("Times a day", "", 1.0),
            SheetBox("Days a week", "", 1.0),
            SheetBox("Effort, 0 to 10", "", 1.0),
            SheetBox("Side", "both · each · sore", 1.0),
        ],
    ),
    (
        1.0,
        &[
            SheetBox("Not on the same day as", "", 2.0),
            SheetBox("Until which pain, 0 to 10", "", 1.0),
        ],
    ),
    (
        1.0,
        &[
            SheetBox("May grow", "yes · no", 1.0),
            SheetBox("In a flare", "goes on · rests", 1.0),
            SheetBox("Phase", "calm · restore · strengthen · return", 2.0),
        ],
    ),
    (1.6, &[SheetBox("When to stop", "", 1.0), SheetBox("What it asks of the body", "", 1.0)]),
    (1.0, &[SheetBox("Not for somebody who", "", 1.0)]),
    (1.0, &[SheetBox("Who says so, and what they are", "", 2.0), SheetBox("Date", "", 1.0)]),
];

/// The page.
struct PrescriptionSheet;

impl Figure for PrescriptionSheet {
    fn title(&self) -> String {
        TITLE.to_owned()
    }

    fn description(&self) -> String {
        let boxes = ROWS.iter().flat_map(|(_, row)| row.iter()).map(|each| each.0);
        format!("{TITLE}. Boxes to fill in: {}.", boxes.collect::<Vec<_>>().join("; "))
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        let theme = Theme::new(paper);
        let content = Area::inside(paper, theme.margin, theme.margin);
        let corner = (HPos::Left, VPos::Top);
        canvas.text((content.left, content.top), corner, TITLE, &theme.title)?;
        let below = shortened(BELOW, &theme.label, content.width());
        let foot = content.bottom - theme.label.leading();
        canvas.text((content.left, foot), corner, &below, &theme.label)?;
        let top = content.top + theme.title.leading() + theme.mm(2.0);
        let shares: f64 = ROWS.iter().map(|(share, _)| share).sum();
        let unit = (foot - theme.mm(3.0) - top) / shares;
        let white = theme.mm(1.2);
        let mut y = top;
        for (share, row) in &ROWS {
            let across: f64 = row.iter().map(|each| each.2).sum();
            let mut x = content.left;
            for SheetBox(label, choices, part) in *row {
                let right = x + content.width() * part / across;
                let area = Area { left: x, right, top: y, bottom: y + unit * share };
                canvas.outline(area, theme.mm(0.25), theme::INK)?;
                let room = area.inset(white);
                let label = shortened(label, &theme.label, room.width());
                canvas.text((room.left, room.top), corner, &label, &theme.label)?;
                if !choices.is_empty() {
                    let choices = shortened(choices, &theme.sentence, room.width());
                    let at = (room.left, room.bottom);
                    canvas.text(at, (HPos::Left, VPos::Bottom), &choices, &theme.sentence)?;
                }
                x = right;
            }
            y += unit * share;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::testing::recorder;

    #[test]
    fn no_texts_meet_and_all_are_whole_on_usual_paper() {
        for name in ["a4-portrait", "letter-portrait"] {
            let paper = Paper::parse(name, 100).expect("a paper");
            let record = recorder::record(&PrescriptionSheet, paper);
            assert!(record.faults(paper).is_empty(), "{name}: {:#?}", record.faults(paper));
            for SheetBox(label, choices, _) in ROWS.iter().flat_map(|(_, row)| row.iter()) {
                assert!(record.says(label) && record.says(choices), "{name}: {label} {choices}");
            }
        }
    }
}
