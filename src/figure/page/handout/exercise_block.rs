//! One exercise of the handout: its picture and the boxes to tick on the left, its name, dose, steps
//! and when to stop on the right; on narrow paper one below the other.

use chrono::{Datelike, NaiveDate};
use plotters::style::text_anchor::{HPos, VPos};

use super::type_sizes::TypeSizes;
use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Boxes, HandoutItem};
use crate::domain::text::date::days_after;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::shortened;
use crate::figure::page::lines::{PageLine, Ruler, height, put};
use crate::figure::person::Drawing;

/// The width of pictures and boxes as a share of the page's, and its least and most in millimetres.
const LEFT_SHARE: f64 = 0.33;
const LEFT_MM: (f64, f64) = (61.0, 80.0);

/// The white between them and the words, in millimetres.
const BETWEEN_MM: f64 = 5.0;

/// The narrowest column of words beside a picture, in ems of its steps.
const NARROWEST_EMS: f64 = 19.0;

/// The least and the most height of a picture without its captions, in millimetres.
const PICTURE_MM: (f64, f64) = (20.0, 36.0);

/// How much higher a picture gets where there is room.
const TALLER: f64 = 1.35;

/// The most rows of boxes on a day; who does more than that ticks one of them more than once.
pub(super) const MOST_ROWS: u32 = 3;

/// The side of a box and the height of the room for a number, in millimetres: a hand writes a digit
/// of 5 mm.
const BOX_MM: f64 = 4.4;
const PAIN_MM: f64 = 7.0;

/// One exercise, its lines broken to their width.
pub(super) struct ExerciseBlock<'a> {
    item: &'a HandoutItem,
    drawing: &'a Drawing,
    /// The first day with a box.
    from: NaiveDate,
    sizes: TypeSizes,
    /// The width of the picture and the boxes.
    left: f64,
    /// Whether the words stand beside them, and not between them.
    beside: bool,
    name: Vec<PageLine>,
    dose: Vec<PageLine>,
    steps: Vec<PageLine>,
    stop: Vec<PageLine>,
}

impl<'a> ExerciseBlock<'a> {
    /// The block of an exercise on a page so wide.
    pub(super) fn new(
        item: &'a HandoutItem,
        drawing: &'a Drawing,
        from: NaiveDate,
        ruler: &Ruler,
        sizes: TypeSizes,
        width: f64,
    ) -> Self {
        let mm = sizes.mm;
        let left = (LEFT_SHARE * width).clamp(LEFT_MM.0 * mm, LEFT_MM.1 * mm).min(width);
        let words = width - left - BETWEEN_MM * mm;
        let beside = words >= NARROWEST_EMS * sizes.step.em();
        let words = if beside { words } else { width };
        let steps = item.exercise.steps.iter().enumerate().flat_map(|(number, step)| {
            ruler.marked_lines(&format!("{}.", number + 1), step, sizes.step, words)
        });
        let rules = std::iter::once(item.pain_rule()).chain(item.stop.iter().cloned());
        let rules = rules.chain(item.cautions.iter().cloned());
        let rules: Vec<String> = rules.chain(item.told.iter().cloned()).collect();
        let mut stop = ruler.lines(&rules.join(" "), sizes.sign, words - bar(sizes));
        for line in &mut stop {
            line.indent = bar(sizes);
        }
        Self {
            name: ruler.lines(&item.exercise.name, sizes.name, words),
            dose: ruler.lines(&item.dose_in_words(), sizes.dose, words - 2.0 * padding(sizes)),
            steps: steps.collect(),
            stop,
            item,
            drawing,
            from,
            sizes,
            left,
            beside,
        }
    }

    /// What it shows, for people who cannot see it.
    pub(super) fn description(&self) -> String {
        format!("{}: {}", self.item.exercise.name, self.item.dose_in_words())
    }

    /// The height of the picture and its captions.
    fn picture_height(&self) -> f64 {
        let (least, most) = PICTURE_MM;
        let mm = self.sizes.mm;
        let lines = 1.0 + self.drawing.lines_above() as f64;
        (self.left / self.drawing.shape()).clamp(least * mm, most * mm)
            + lines * self.sizes.caption.leading()
    }

    /// The height of the box with the dose.
    fn dose_height(&self) -> f64 {
        height(&self.dose) + 1.6 * self.sizes.mm
    }

    /// The height of everything in words.
    fn words_height(&self) -> f64 {
        height(&self.name)
            + self.dose_height()
            + height(&self.steps)
            + height(&self.stop)
            + 3.0 * self.sizes.mm
    }

    /// The height that it needs.
    pub(super) fn height(&self) -> f64 {
        let mm = self.sizes.mm;
        let left = self.picture_height() + 2.0 * mm + self.boxes_height();
        let needed =
            if self.beside { left.max(self.words_height()) } else { left + self.words_height() };
        needed + 3.4 * mm
    }

    /// Rows of boxes on a day: one for each time, and no more than three.
    fn rows(&self) -> u32 {
        self.item.dose.times_per_day.clamp(1, MOST_ROWS)
    }

    /// The height of a row of boxes.
    fn row_height(&self) -> f64 {
        (BOX_MM + 0.9) * self.sizes.mm
    }

    /// The height of the boxes with the days above them and the room for pain below.
    fn boxes_height(&self) -> f64 {
        2.0 * self.sizes.small.leading()
            + f64::from(self.rows()) * self.row_height()
            + (PAIN_MM + 0.6) * self.sizes.mm
    }

    /// Draws it into a box at least as high as it needs.
    pub(super) fn draw(&self, canvas: &mut Canvas<'_>, area: Area) -> DrawResult {
        let mm = self.sizes.mm;
        canvas.line(&[(area.left, area.top), (area.right, area.top)], 0.25 * mm, theme::AXIS)?;
        let top = area.top + 1.8 * mm;
        let right = area.left + self.left;
        if self.beside {
            let free = area.bottom - top - 2.0 * mm - self.boxes_height() - mm;
            let bottom = top + free.min(TALLER * self.picture_height());
            self.drawing.draw(canvas, Area { top, right, bottom, ..area }, &self.sizes.caption)?;
            self.boxes(canvas, (area.left, bottom + 2.0 * mm))?;
            let left = right + BETWEEN_MM * mm;
            let below = self.name_and_dose(canvas, (left, top), area.right)?;
            return self.steps_and_stop(canvas, (left, below)).map(|_| ());
        }
        let below = self.name_and_dose(canvas, (area.left, top), area.right)?;
        let bottom = below + self.picture_height();
        let picture = Area { top: below, bottom, ..area };
        self.drawing.draw(canvas, picture, &self.sizes.caption)?;
        let below = self.steps_and_stop(canvas, (area.left, bottom + mm))?;
        self.boxes(canvas, (area.left, below + mm))
    }

    /// The name, and the dose in a box; returns where they end.
    fn name_and_dose(
        &self,
        canvas: &mut Canvas<'_>,
        at: (f64, f64),
        right: f64,
    ) -> DrawResult<f64> {
        let (mm, left) = (self.sizes.mm, at.0);
        let top = put(canvas, &self.name, at)? + 0.6 * mm;
        let bottom = top + self.dose_height();
        let frame = Area { left, top, right, bottom };
        canvas.fill(frame, theme::PLANNED)?;
        canvas.outline(frame, 0.35 * mm, theme::INK)?;
        put(canvas, &self.dose, (left + padding(self.sizes), top + 0.7 * mm))?;
        Ok(bottom + 1.4 * mm)
    }

    /// The steps, and when to stop beside a bar; returns where they end.
    fn steps_and_stop(&self, canvas: &mut Canvas<'_>, at: (f64, f64)) -> DrawResult<f64> {
        let (mm, left) = (self.sizes.mm, at.0);
        let top = put(canvas, &self.steps, at)? + mm;
        let bottom = put(canvas, &self.stop, (left, top))?;
        canvas.fill(Area { left, top, right: left + 0.9 * mm, bottom }, theme::INK)?;
        Ok(bottom)
    }

    /// The boxes to tick: a column a day, a row for each time of the day, and below them room for
    /// the pain.
    fn boxes(&self, canvas: &mut Canvas<'_>, (left, top): (f64, f64)) -> DrawResult {
        let (mm, small) = (self.sizes.mm, self.sizes.small);
        let muted = small.inked(theme::MUTED);
        let rows = self.rows();
        let labels = small.width("done") + 1.6 * mm;
        let column = (self.left - labels) / self.item.days.len() as f64;
        let first = top + 2.0 * small.leading();
        let pain = first + f64::from(rows) * self.row_height();
        let middles = [(first + BOX_MM * mm / 2.0, "done"), (pain + PAIN_MM * mm / 2.0, "pain")];
        for (middle, label) in middles {
            canvas.text((left, middle), (HPos::Left, VPos::Center), label, &small)?;
        }
        let letters: &[&str] = match self.item.boxes() {
            Boxes::One => &[""],
            Boxes::Side(Side::Right) => &["R"],
            Boxes::Side(_) => &["L"],
            Boxes::Both => &["L", "R"],
        };
        let between = 0.7 * mm;
        let side = ((column - 0.9 * mm - between) / 2.0).min(BOX_MM * mm);
        let side = if letters.len() == 1 { BOX_MM * mm } else { side };
        let wide = letters.len() as f64 * (side + between) - between;
        for (number, due) in self.item.days.iter().enumerate() {
            let day = days_after(self.from, number as u64);
            let x = left + labels + number as f64 * column;
            let middle = x + (column - 0.6 * mm) / 2.0;
            let style = if *due { small } else { muted };
            for (line, text) in
                [day.format("%a").to_string(), day.day().to_string()].iter().enumerate()
            {
                let text = shortened(text, &style, column);
                let at = (middle, top + line as f64 * small.leading());
                canvas.text(at, (HPos::Center, VPos::Top), &text, &style)?;
            }
            let pain = Area {
                left: x,
                top: pain,
                right: x + column - 0.6 * mm,
                bottom: pain + PAIN_MM * mm,
            };
            if *due {
                canvas.outline(pain, 0.25 * mm, theme::AXIS)?;
            }
            for row in 0..rows {
                let y = first + f64::from(row) * self.row_height();
                let from = middle - wide / 2.0;
                if !due {
                    let y = y + BOX_MM * mm / 2.0;
                    let ends = [(middle - 1.6 * mm, y), (middle + 1.6 * mm, y)];
                    canvas.line(&ends, 0.3 * mm, theme::AXIS)?;
                    continue;
                }
                for (place, letter) in letters.iter().enumerate() {
                    let left = from + place as f64 * (side + between);
                    let tick = Area { left, top: y, right: left + side, bottom: y + BOX_MM * mm };
                    canvas.outline(tick, 0.35 * mm, theme::INK)?;
                    let at = (left + side / 2.0, y + BOX_MM * mm / 2.0);
                    canvas.text(at, (HPos::Center, VPos::Center), letter, &muted)?;
                }
            }
        }
        Ok(())
    }
}

/// The room of the bar beside the stop rules.
fn bar(sizes: TypeSizes) -> f64 {
    2.2 * sizes.mm
}

/// The white beside the dose in its box.
fn padding(sizes: TypeSizes) -> f64 {
    2.0 * sizes.mm
}
