//! The handout: a few exercises on one page to pin to the wall, each with its drawing, its dose,
//! its steps, when to stop, and boxes to tick; below them what cannot wait.
//!
//! Text is as large as the page allows, measured before anything is drawn. Facts and their
//! words come from `domain/plan/handout.rs`.

use chrono::{Datelike, NaiveDate};
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Boxes, DAYS, Handout, HandoutItem, Signs};
use crate::domain::text::date::{self, days_after};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{FontWeight, showable};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::error::FigureError;
use crate::figure::layout::text::{listed, shortened};
use crate::figure::page::lines::{PageLine, Ruler, height, put};
use crate::figure::person::Drawing;
use crate::figure::render::{Figure, Format, render};

/// The handout as the bytes of a file.
///
/// # Errors
/// When it has no room on the paper, there is no memory for the picture, or it cannot be encoded.
pub fn render_handout(
    handout: &Handout,
    paper: Paper,
    format: Format,
) -> Result<Vec<u8>, FigureError> {
    let parts = HandoutParts::new(handout);
    render(&HandoutLayout::new(handout, &parts, paper).ok_or(FigureError::NoRoom)?, paper, format)
}

impl Figure for HandoutLayout<'_> {
    fn title(&self) -> String {
        "Exercises".to_owned()
    }

    fn description(&self) -> String {
        let handout = self.handout;
        let items = handout
            .items
            .iter()
            .map(|item| format!("{}: {}", item.exercise.name, item.dose_in_words()));
        let (from, to) = (self.day(handout.from), self.day(handout.to));
        format!("Exercises from {from} to {to}. {}", items.collect::<Vec<_>>().join(" "))
    }

    /// It was planned for a paper already.
    fn draw(&self, canvas: &mut Canvas<'_>, _: Paper) -> DrawResult {
        draw(self, canvas)
    }
}

/// Draws what was planned on a page of its paper.
pub(super) fn draw(plan: &HandoutLayout<'_>, canvas: &mut Canvas<'_>) -> DrawResult {
    plan.head(canvas)?;
    for block in &plan.blocks {
        plan.block(canvas, block)?;
    }
    plan.signs(canvas)?;
    plan.foot(canvas)
}

/// Type sizes to try, as shares of the usual one, the largest first.
const SCALES: [f64; 15] =
    [1.35, 1.28, 1.21, 1.14, 1.07, 1.0, 0.95, 0.9, 0.85, 0.8, 0.76, 0.72, 0.68, 0.64, 0.6];

/// The smallest share with which steps can be read from where one lies; below it they stay in the
/// program.
const SMALLEST_WITH_STEPS: f64 = 0.72;

/// The least height of a picture, its captions included, in millimetres at the usual size of type;
/// and the least for a person who stands.
const LEAST_PICTURE: f64 = 22.0;
const TALL_PICTURE: f64 = 36.0;

/// The narrowest page, in ems of its steps.
const NARROWEST_EMS: f64 = 40.0;

/// The most rows of boxes on a day; who does more than that ticks one of them more than once.
const MOST_ROWS: u32 = 3;

/// The most lines that name the conditions, and the most notes below them.
const MOST_SUBJECT_LINES: usize = 2;
const MOST_NOTES: usize = 2;

/// The share of the width that drawings take.
const DRAWING_SHARE: f64 = 0.46;

/// The type of a page.
struct TypeSizes {
    title: TextStyle,
    name: TextStyle,
    dose: TextStyle,
    step: TextStyle,
    stop: TextStyle,
    small: TextStyle,
    caption: TextStyle,
    /// Millimetres that are one at the usual size.
    mm: f64,
}

impl TypeSizes {
    /// The type of a page, as a share of its usual size.
    fn new(theme: &Theme, share: f64) -> Self {
        let mm = share * theme.scale;
        let [title, name, dose] = [20.0, 14.0, 11.5].map(|pt| TextStyle {
            pt: pt * mm,
            weight: FontWeight::Bold,
            ink: theme::INK,
        });
        let [step, stop, small, caption] = [10.5, 10.0, 8.5, 9.5].map(|pt| TextStyle {
            pt: pt * mm,
            weight: FontWeight::Regular,
            ink: theme::INK,
        });
        Self { title, name, dose, step, stop, small, caption, mm }
    }
}

/// What does not depend on the size of type: made once, and tried with many.
pub(super) struct HandoutParts {
    ruler: Ruler,
    /// The drawing of each exercise.
    drawings: Vec<Drawing>,
}

impl HandoutParts {
    /// The parts for a handout.
    pub(super) fn new(handout: &Handout) -> Self {
        let drawings = handout.items.iter().map(|item| Drawing::new(&item.exercise)).collect();
        Self { ruler: Ruler::default(), drawings }
    }
}

/// One exercise and where it stands.
struct ExerciseBlock<'a> {
    item: &'a HandoutItem,
    drawing: &'a Drawing,
    area: Area,
    /// Whether its boxes stand below its picture, and not below its words.
    boxes_left: bool,
}

/// Where everything goes.
pub(super) struct HandoutLayout<'a> {
    handout: &'a Handout,
    ruler: &'a Ruler,
    sizes: TypeSizes,
    content: Area,
    blocks: Vec<ExerciseBlock<'a>>,
    /// The box with the signs that cannot wait.
    signs: Area,
    with_steps: bool,
}

impl<'a> HandoutLayout<'a> {
    /// The largest type with which everything has room; `None` when nothing that can be read has.
    pub(super) fn new(handout: &'a Handout, parts: &'a HandoutParts, paper: Paper) -> Option<Self> {
        let theme = Theme::new(paper);
        // Narrower than a chart's: what is pinned to a wall is not filed.
        let margin = 0.72 * theme.margin;
        let content = Area::inside(paper, margin, margin);
        // Smaller type before fewer words: steps leave only when nobody could read them any more.
        let with = SCALES
            .into_iter()
            .filter(|share| *share >= SMALLEST_WITH_STEPS)
            .map(|share| (share, true));
        let without = SCALES.into_iter().filter(|share| *share <= 1.0).map(|share| (share, false));
        let mut plans = with.chain(without).map(|(share, steps)| {
            Self::with_sizes(handout, parts, TypeSizes::new(&theme, share), content, steps)
        });
        plans.find(Self::fits)
    }

    /// The plan with type of a size.
    fn with_sizes(
        handout: &'a Handout,
        parts: &'a HandoutParts,
        sizes: TypeSizes,
        content: Area,
        with_steps: bool,
    ) -> Self {
        let none = Area { bottom: content.top, ..content };
        let mut plan = Self {
            handout,
            ruler: &parts.ruler,
            sizes,
            content,
            blocks: Vec::new(),
            signs: none,
            with_steps,
        };
        let foot = content.bottom - height(&plan.foot_lines()) - 1.5 * plan.sizes.mm;
        let signs_height = plan.signs_height();
        plan.signs = Area { top: foot - signs_height, bottom: foot, ..content };
        let top = content.top + plan.head_height();
        let count = handout.items.len().max(1) as f64;
        let heights = handout
            .items
            .iter()
            .zip(&parts.drawings)
            .map(|(item, drawing)| plan.block_height(item, drawing));
        let heights: Vec<(f64, bool)> = heights.collect();
        let needed: f64 = heights.iter().map(|(height, _)| height).sum();
        // What is left over goes to all alike, up to half as much again: drawings grow with it.
        let room = plan.signs.top - 2.0 * plan.sizes.mm - top;
        // A few exercises do not fill a page by force: beyond half as much again drawings look
        // lost.
        let spare = ((room - needed) / count).clamp(0.0, 0.45 * needed / count);
        let mut at = top;
        for ((item, drawing), (height, boxes_left)) in
            handout.items.iter().zip(&parts.drawings).zip(heights)
        {
            let area = Area { top: at, bottom: at + height + spare, ..content };
            at = area.bottom;
            plan.blocks.push(ExerciseBlock { item, drawing, area, boxes_left });
        }
        plan
    }

    /// Whether the exercises end above the box.
    fn fits(&self) -> bool {
        let end = self.blocks.last().map_or(self.content.top, |block| block.area.bottom);
        // Small paper is narrow as well: a word that takes a line of its own is no text any more.
        end <= self.signs.top && self.content.width() >= NARROWEST_EMS * self.sizes.step.em()
    }

    /// Where the words of a block begin.
    fn words_left(&self) -> f64 {
        self.content.left + DRAWING_SHARE * self.content.width() + 4.0 * self.sizes.mm
    }

    /// What an exercise is and how it is done.
    fn lines(&self, item: &HandoutItem) -> Vec<PageLine> {
        let width = self.content.right - self.words_left();
        let sizes = &self.sizes;
        let mut lines = self.ruler.lines(&item.exercise.name, sizes.name, width);
        lines.extend(self.ruler.lines(&item.dose_in_words(), sizes.dose, width));
        if self.with_steps {
            for (number, step) in item.exercise.steps.iter().enumerate() {
                lines.extend(self.ruler.marked_lines(
                    &format!("{}.", number + 1),
                    step,
                    sizes.step,
                    width,
                ));
            }
        }
        lines
    }

    /// When to stop it, and what to take care of.
    fn stop_lines(&self, item: &HandoutItem) -> Vec<PageLine> {
        let rules = std::iter::once(item.pain_rule()).chain(item.stop.iter().cloned());
        let rules = rules.chain(item.cautions.iter().cloned());
        let rules: Vec<String> = rules.chain(item.told.iter().cloned()).collect();
        let width = self.content.right - self.words_left() - self.bar();
        let mut lines = self.ruler.lines(&rules.join(" "), self.sizes.stop, width);
        for line in &mut lines {
            line.indent = self.bar();
        }
        lines
    }

    /// The room of the bar beside the stop rules.
    fn bar(&self) -> f64 {
        2.2 * self.sizes.mm
    }

    /// The height of an exercise, and whether its boxes stand below its picture: wherever they make
    /// it lower.
    fn block_height(&self, item: &HandoutItem, drawing: &Drawing) -> (f64, bool) {
        let mm = self.sizes.mm;
        let words = height(&self.lines(item)) + height(&self.stop_lines(item)) + 5.0 * mm;
        let width = self.words_left() - 4.0 * mm - self.content.left;
        let picture =
            (width / drawing.shape()).clamp(LEAST_PICTURE * mm, TALL_PICTURE * mm) + 3.0 * mm;
        let boxes = self.boxes_height(item) + mm;
        let (left, right) = (words.max(picture + boxes), picture.max(words + boxes));
        (left.min(right), left <= right)
    }

    /// Rows of boxes on a day: one for each time, and no more than three.
    fn rows(item: &HandoutItem) -> u32 {
        item.dose.times_per_day.clamp(1, MOST_ROWS)
    }

    /// The side of a box.
    fn box_side(&self) -> f64 {
        4.4 * self.sizes.mm
    }

    /// The height of the boxes with the days above them.
    fn boxes_height(&self, item: &HandoutItem) -> f64 {
        self.sizes.small.leading()
            + f64::from(Self::rows(item)) * (self.box_side() + 0.8 * self.sizes.mm)
    }

    /// Draws one exercise: the picture on the left, the words on the right, the boxes below either.
    fn block(&self, canvas: &mut Canvas<'_>, block: &ExerciseBlock<'_>) -> DrawResult {
        let (area, mm) = (block.area, self.sizes.mm);
        canvas.line(&[(area.left, area.top), (area.right, area.top)], 0.25 * mm, theme::AXIS)?;
        let top = area.top + 2.0 * mm;
        let ticks = area.bottom - self.boxes_height(block.item) - mm;
        let bottom = if block.boxes_left { ticks - mm } else { area.bottom - mm };
        let picture = Area { top, right: self.words_left() - 4.0 * mm, bottom, ..area };
        block.drawing.draw(canvas, picture, &self.sizes.caption)?;
        let left = self.words_left();
        let above = put(canvas, &self.lines(block.item), (left, top))? + mm;
        let below = put(canvas, &self.stop_lines(block.item), (left, above))?;
        let bar = Area { left, top: above, right: left + 0.9 * mm, bottom: below };
        canvas.fill(bar, theme::INK)?;
        self.boxes(canvas, block, ticks)
    }

    /// The boxes to tick: a column a day, a row for each time of the day.
    fn boxes(&self, canvas: &mut Canvas<'_>, block: &ExerciseBlock<'_>, top: f64) -> DrawResult {
        let (item, mm, side) = (block.item, self.sizes.mm, self.box_side());
        let (left, right) = if block.boxes_left {
            (self.content.left, self.words_left() - 4.0 * mm)
        } else {
            (self.words_left(), self.content.right)
        };
        let column = (right - left) / DAYS as f64;
        let muted = self.sizes.small.inked(theme::MUTED);
        for (number, due) in item.days.iter().enumerate() {
            let day = days_after(self.handout.from, number as u64);
            let x = left + number as f64 * column;
            let style = if *due { self.sizes.small } else { muted };
            let label = shortened(
                &format!("{} {}", day.format("%a"), day.day()),
                &style,
                column - 0.5 * mm,
            );
            canvas.text((x, top), (HPos::Left, VPos::Top), &label, &style)?;
            for row in 0..Self::rows(item) {
                let y = top + self.sizes.small.leading() + f64::from(row) * (side + 0.8 * mm);
                if !due {
                    let middle = y + side / 2.0;
                    canvas.line(&[(x, middle), (x + side, middle)], 0.3 * mm, theme::AXIS)?;
                    continue;
                }
                let letters: &[&str] = match item.boxes() {
                    Boxes::One => &[""],
                    Boxes::Side(Side::Right) => &["R"],
                    Boxes::Side(_) => &["L"],
                    Boxes::Both => &["L", "R"],
                };
                for (place, letter) in letters.iter().enumerate() {
                    let from = x + place as f64 * (side + 1.0 * mm);
                    let tick = Area { left: from, top: y, right: from + side, bottom: y + side };
                    canvas.outline(tick, 0.35 * mm, theme::INK)?;
                    let middle = (from + side / 2.0, y + side / 2.0);
                    canvas.text(middle, (HPos::Center, VPos::Center), letter, &muted)?;
                }
            }
        }
        Ok(())
    }

    /// A day in full.
    fn day(&self, day: NaiveDate) -> String {
        date::long(day, self.handout.date_style)
    }

    /// The title, what it is for, and the days.
    fn head_lines(&self) -> Vec<PageLine> {
        let width = self.content.width();
        let days = format!("{} – {}", self.day(self.handout.from), self.day(self.handout.to));
        let style = self.sizes.step;
        let subjects: Vec<String> =
            self.handout.subjects.iter().map(|subject| showable(subject)).collect();
        let mut below = listed(&subjects, " · ", MOST_SUBJECT_LINES, &style, width);
        // The days stand behind the last of them, or on a line of their own.
        match below.last_mut().filter(|last| style.width(&format!("{last} · {days}")) <= width) {
            Some(last) => last.push_str(&format!(" · {days}")),
            None => below.push(days),
        }
        let mut lines = self.ruler.lines("My exercises", self.sizes.title, width);
        lines.extend(below.into_iter().map(|text| PageLine::new(text, style)));
        for note in self.handout.notes.iter().take(MOST_NOTES) {
            lines.extend(self.ruler.lines(note, self.sizes.stop, width));
        }
        lines
    }

    fn head_height(&self) -> f64 {
        height(&self.head_lines()) + 2.5 * self.sizes.mm
    }

    fn head(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        put(canvas, &self.head_lines(), (self.content.left, self.content.top)).map(|_| ())
    }

    /// The width of a column of the box.
    fn sign_column(&self) -> f64 {
        (self.content.width() - 8.0 * self.sizes.mm) / 2.0
    }

    /// The lines of the box, in two columns; what calls for the same thing stays together.
    fn sign_columns(&self) -> [Vec<PageLine>; 2] {
        let mut groups: Vec<Vec<PageLine>> =
            self.handout.signs.iter().map(|signs| self.sign_lines(signs)).collect();
        let mut left = 0;
        // A group more on the left, as long as that makes the longer column shorter.
        while left < groups.len() && longer_column(&groups, left) > longer_column(&groups, left + 1)
        {
            left += 1;
        }
        let right = groups.split_off(left);
        [groups, right].map(|groups| groups.into_iter().flatten().collect())
    }

    /// What to do, and the signs that call for it.
    fn sign_lines(&self, signs: &Signs) -> Vec<PageLine> {
        let (width, plain) = (self.sign_column(), self.sizes.small);
        let bold = TextStyle { weight: FontWeight::Bold, ..plain };
        let mut lines = self.ruler.lines(&signs.act, bold, width);
        for ask in &signs.asks {
            lines.extend(self.ruler.marked_lines("•", ask, plain, width));
        }
        lines
    }

    /// The height of the box.
    fn signs_height(&self) -> f64 {
        let columns = self.sign_columns();
        let rows = columns.iter().map(|lines| height(lines)).fold(0.0, f64::max);
        self.sizes.name.leading() + rows + 4.5 * self.sizes.mm
    }

    /// The box with the signs that cannot wait.
    fn signs(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        let (area, mm) = (self.signs, self.sizes.mm);
        canvas.outline(area, 0.7 * mm, theme::INK)?;
        let (left, top) = (area.left + 2.5 * mm, area.top + 1.6 * mm);
        let heading = "Stop and get help if any of these begins";
        canvas.text((left, top), (HPos::Left, VPos::Top), heading, &self.sizes.name)?;
        let below = top + self.sizes.name.leading();
        let [one, other] = self.sign_columns();
        put(canvas, &one, (left, below))?;
        put(canvas, &other, (left + self.sign_column() + 3.0 * mm, below)).map(|_| ())
    }

    /// Whom to call, the next visit, and what this page is.
    fn foot_lines(&self) -> Vec<PageLine> {
        let visit = self.handout.next_visit.map(|day| format!("Next visit: {}.", self.day(day)));
        let about = "Made with supple, a diary on your own computer. No clinician has signed \
                     these exercises off: ask yours. In each pair of pictures the arrow shows \
                     what moves.";
        let steps = if self.with_steps { "" } else { " The steps of each: supple exercises." };
        let style = self.sizes.small;
        let bold = TextStyle { weight: FontWeight::Bold, ..style };
        let width = self.content.width();
        let told = self.handout.told.iter().cloned();
        let said = [self.handout.own_numbers.clone(), visit].into_iter().flatten().chain(told);
        let mut lines: Vec<PageLine> =
            said.flat_map(|text| self.ruler.lines(&text, bold, width)).collect();
        lines.extend(self.ruler.lines(&format!("{about}{steps}"), style, width));
        lines
    }

    fn foot(&self, canvas: &mut Canvas<'_>) -> DrawResult {
        put(
            canvas,
            &self.foot_lines(),
            (self.content.left, self.signs.bottom + 1.5 * self.sizes.mm),
        )
        .map(|_| ())
    }
}

/// The lines of the longer of two columns, when the first `left` groups stand in the left one.
fn longer_column(groups: &[Vec<PageLine>], left: usize) -> usize {
    let [left, right] =
        [&groups[..left], &groups[left..]].map(|groups| groups.iter().map(Vec::len).sum::<usize>());
    left.max(right)
}

#[cfg(test)]
mod tests;
