//! The handout: a few exercises on one page to pin to the wall, each with its drawing, its dose,
//! its steps, when to stop, and boxes to tick; below them what cannot wait.
//!
//! TextStyle is as large as the page allows, measured before anything is drawn. Facts and their
//! words come from `domain/plan/handout.rs`.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::diary::place::Side;
use crate::domain::plan::handout::{Boxes, DAYS, Handout, Item, Signs};
use crate::domain::text::date::{self, days_after};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{Font, FontWeight, showable};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{self, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::error::FigureError;
use crate::figure::layout::text::{listed, shortened, wrapped};
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
    let tools = HandoutParts::new(handout);
    render(&HandoutLayout::new(handout, &tools, paper).ok_or(FigureError::NoRoom)?, paper, format)
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

/// TextStyle sizes to try, as shares of the usual one, the largest first.
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
    fn new(theme: &Theme, share: f64) -> Self {
        let by = |pt: f64, weight: FontWeight, ink| TextStyle {
            pt: pt * share * theme.scale,
            weight,
            ink,
        };
        Self {
            title: by(20.0, FontWeight::Bold, theme::INK),
            name: by(14.0, FontWeight::Bold, theme::INK),
            dose: by(11.5, FontWeight::Bold, theme::INK),
            step: by(10.5, FontWeight::Regular, theme::INK),
            stop: by(10.0, FontWeight::Regular, theme::INK),
            small: by(8.5, FontWeight::Regular, theme::INK),
            caption: by(9.5, FontWeight::Regular, theme::INK),
            mm: share * theme.scale,
        }
    }
}

/// One line of text.
struct HandoutLine {
    text: String,
    style: TextStyle,
    /// How far to the right of its text's left edge.
    indent: f64,
    /// What stands before it, on the left edge: a step's number, a bullet.
    mark: Option<String>,
}

/// The widths of words in ems, each measured once: a page tries many sizes of type, and the words
/// stay the same.
#[derive(Default)]
struct Ruler {
    widths: RefCell<HashMap<(bool, String), f64>>,
}

impl Ruler {
    /// The width of a word in ems.
    fn word(&self, weight: FontWeight, word: &str) -> f64 {
        let key = (weight == FontWeight::Bold, word.to_owned());
        *self
            .widths
            .borrow_mut()
            .entry(key)
            .or_insert_with(|| Font::with_weight(weight).width(word))
    }

    /// A text broken at words into lines of a width, in millimetres. A word that is longer than a
    /// line is broken as everywhere else.
    fn broken(&self, text: &str, style: &TextStyle, width: f64) -> Vec<String> {
        // Words and blanks may be kerned together; a hair is left for it.
        let most = (width - 0.2) / style.em();
        let blank = self.word(style.weight, " ");
        let mut lines: Vec<String> = Vec::new();
        let mut end = 0.0;
        for word in text.split(' ').filter(|word| !word.is_empty()) {
            let wide = self.word(style.weight, word);
            if wide > most {
                return wrapped(text, style, width);
            }
            match lines.last_mut().filter(|_| end + blank + wide <= most) {
                Some(line) => {
                    line.push(' ');
                    line.push_str(word);
                    end += blank + wide;
                }
                None => {
                    lines.push(word.to_owned());
                    end = wide;
                }
            }
        }
        lines
    }

    /// A text as lines of a width.
    fn lines(&self, text: &str, style: TextStyle, width: f64) -> Vec<HandoutLine> {
        let lines = self.broken(&showable(text), &style, width).into_iter();
        lines.map(|text| HandoutLine { text, style, indent: 0.0, mark: None }).collect()
    }

    /// A text behind a mark, hanging so that the mark stands alone.
    fn marked_lines(
        &self,
        mark: &str,
        text: &str,
        style: TextStyle,
        width: f64,
    ) -> Vec<HandoutLine> {
        let indent = (self.word(style.weight, "0.") + self.word(style.weight, " ")) * style.em();
        let mut lines = self.lines(text, style, width - indent);
        for line in &mut lines {
            line.indent = indent;
        }
        if let Some(first) = lines.first_mut() {
            first.mark = Some(mark.to_owned());
        }
        lines
    }
}

/// The height of some lines.
fn height(lines: &[HandoutLine]) -> f64 {
    lines.iter().map(|line| line.style.leading()).sum()
}

/// Draws lines from a corner down, and says where they end.
fn put(canvas: &mut Canvas<'_>, lines: &[HandoutLine], (left, top): (f64, f64)) -> DrawResult<f64> {
    let mut y = top;
    for line in lines {
        if let Some(mark) = &line.mark {
            canvas.text((left, y), (HPos::Left, VPos::Top), mark, &line.style)?;
        }
        canvas.text((left + line.indent, y), (HPos::Left, VPos::Top), &line.text, &line.style)?;
        y += line.style.leading();
    }
    Ok(y)
}

/// What does not depend on the size of type: made once, and tried with many.
pub(super) struct HandoutParts {
    ruler: Ruler,
    /// The drawing of each exercise.
    drawings: Vec<Drawing>,
}

impl HandoutParts {
    /// The tools for a handout.
    pub(super) fn new(handout: &Handout) -> Self {
        let drawings = handout.items.iter().map(|item| Drawing::new(&item.exercise)).collect();
        Self { ruler: Ruler::default(), drawings }
    }
}

/// One exercise and where it stands.
struct ExerciseBlock<'a> {
    item: &'a Item,
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
    pub(super) fn new(handout: &'a Handout, tools: &'a HandoutParts, paper: Paper) -> Option<Self> {
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
            Self::with(handout, tools, TypeSizes::new(&theme, share), content, steps)
        });
        plans.find(Self::fits)
    }

    /// The plan with type of a size.
    fn with(
        handout: &'a Handout,
        tools: &'a HandoutParts,
        sizes: TypeSizes,
        content: Area,
        with_steps: bool,
    ) -> Self {
        let none = Area { bottom: content.top, ..content };
        let mut plan = Self {
            handout,
            ruler: &tools.ruler,
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
            .zip(&tools.drawings)
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
            handout.items.iter().zip(&tools.drawings).zip(heights)
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
    fn lines(&self, item: &Item) -> Vec<HandoutLine> {
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
    fn stop_lines(&self, item: &Item) -> Vec<HandoutLine> {
        let rules = std::iter::once(item.pain_rule()).chain(item.stop.iter().cloned());
        let rules: Vec<String> = rules.chain(item.cautions.iter().cloned()).collect();
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
    fn block_height(&self, item: &Item, drawing: &Drawing) -> (f64, bool) {
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
    fn rows(item: &Item) -> u32 {
        item.dose.times_per_day.clamp(1, MOST_ROWS)
    }

    /// The side of a box.
    fn box_side(&self) -> f64 {
        4.4 * self.sizes.mm
    }

    /// The height of the boxes with the days above them.
    fn boxes_height(&self, item: &Item) -> f64 {
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
    fn head_lines(&self) -> Vec<HandoutLine> {
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
        lines.extend(below.into_iter().map(|text| HandoutLine {
            text,
            style,
            indent: 0.0,
            mark: None,
        }));
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
    fn sign_columns(&self) -> [Vec<HandoutLine>; 2] {
        let width = self.sign_column();
        let (plain, bold) =
            (self.sizes.small, TextStyle { weight: FontWeight::Bold, ..self.sizes.small });
        let together = |signs: &Signs| {
            let mut lines = self.ruler.lines(&signs.act, bold, width);
            for ask in &signs.asks {
                lines.extend(self.ruler.marked_lines("•", ask, plain, width));
            }
            lines
        };
        let mut groups: Vec<Vec<HandoutLine>> = self.handout.signs.iter().map(together).collect();
        let all: usize = groups.iter().map(Vec::len).sum();
        let mut left = 0;
        let longer = |at: usize, groups: &[Vec<HandoutLine>]| {
            groups[..at].iter().map(Vec::len).sum::<usize>()
        };
        while left < groups.len()
            && longer(left, &groups).max(all - longer(left, &groups))
                > longer(left + 1, &groups).max(all - longer(left + 1, &groups))
        {
            left += 1;
        }
        let right = groups.split_off(left);
        [groups, right].map(|groups| groups.into_iter().flatten().collect())
    }

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

    /// The next visit, and what this page is.
    fn foot_lines(&self) -> Vec<HandoutLine> {
        let visit = self.handout.next_visit.map(|day| format!("Next visit: {}.", self.day(day)));
        let about = "Made with supple, a diary on your own computer. No clinician has signed \
                     these exercises off: ask yours. In each pair of pictures the arrow shows \
                     what moves.";
        let steps = if self.with_steps { "" } else { " The steps of each: supple exercises." };
        let style = self.sizes.small;
        let bold = TextStyle { weight: FontWeight::Bold, ..style };
        let width = self.content.width();
        let mut lines = visit.map_or_else(Vec::new, |visit| self.ruler.lines(&visit, bold, width));
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

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::programme::dose::Sides;
    use crate::domain::programme::pose::{Hand, PelvicFloor, Pose, Prop, View};
    use crate::domain::testing;
    use crate::domain::text::date::DateStyle;
    use crate::domain::text::load::WeightUnit;
    use crate::figure::testing::{fixtures, recorder};

    /// An exercise of the page.
    fn item(name: &str, steps: Vec<String>, sides: Sides, times: u32, view: View) -> Item {
        let mut exercise = testing::exercise("bridge", 3);
        exercise.name = name.to_owned();
        exercise.steps = steps;
        let mut pose = Pose { view, props: vec![Prop::Mat, Prop::Chair], ..Pose::default() };
        pose.end.angles[2] = 300.0;
        pose.end.hands = [Hand::Hip, Hand::Air];
        pose.end.pelvic_floor = (times > 2).then_some(PelvicFloor::Lift);
        exercise.pose = pose;
        exercise.dose.sides = sides;
        exercise.dose.times_per_day = times;
        let dose = exercise.dose.clone();
        let stop = vec!["Stop if pain or tingling moves further down the leg.".to_owned()];
        Item {
            exercise,
            dose,
            weights: WeightUnit::Kilograms,
            sore: Some(Side::Left),
            pain_max: 5,
            cautions: vec![],
            stop,
            days: [true; DAYS],
        }
    }

    /// A page of some exercises.
    fn page_of(items: Vec<Item>, subjects: Vec<String>) -> Handout {
        let from = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
        let asks =
            || vec!["New loss of bowel control, or no feeling when passing stool?".to_owned(); 5];
        let signs =
            ["Go to an emergency department now. Do not exercise.", "Speak to a doctor today."];
        let signs = signs.map(|act| Signs { act: act.to_owned(), asks: asks() }).to_vec();
        let next_visit = Some(days_after(from, 9));
        Handout {
            subjects,
            from,
            to: days_after(from, 6),
            items,
            notes: vec![],
            signs,
            next_visit,
            date_style: DateStyle::DayFirst,
        }
    }

    /// Names, steps and rules of every length.
    fn any_handout() -> impl Strategy<Value = Handout> {
        let step = prop_oneof!["[a-zäöüß ,.]{5,90}", fixtures::text()];
        let sides = prop::sample::select(vec![Sides::Together, Sides::Each, Sides::Sore]);
        let view = prop::sample::select(vec![View::Side, View::Front, View::Oblique]);
        let cautions = prop::collection::vec(fixtures::text(), 0..3);
        let days = prop::array::uniform::<_, DAYS>(any::<bool>());
        let each = (
            fixtures::name(),
            prop::collection::vec(step, 1..6),
            sides,
            1u32..6,
            view,
            cautions,
            days,
        );
        let each = each.prop_map(|(name, steps, sides, times, view, cautions, days)| Item {
            cautions,
            days,
            ..item(&name, steps, sides, times, view)
        });
        let notes = prop::collection::vec(fixtures::text(), 0..3);
        (prop::collection::vec(each, 1..12), fixtures::subjects(), notes)
            .prop_map(|(items, subjects, notes)| Handout { notes, ..page_of(items, subjects) })
    }

    /// A page of up to five exercises with names, steps and rules as long as those of the library,
    /// without the letter of the left boxes.
    fn five() -> impl Strategy<Value = Handout> {
        let plain = |handout: &mut Handout| {
            let short = |text: &mut String, most: usize| {
                *text = text.chars().take(most).collect::<String>().replace('L', "l")
            };
            for item in &mut handout.items {
                short(&mut item.exercise.name, 60);
                item.cautions.truncate(1);
                item.cautions
                    .iter_mut()
                    .chain(&mut item.exercise.steps)
                    .for_each(|text| short(text, 90));
            }
            handout.notes.iter_mut().for_each(|note| short(note, 120));
            handout.subjects.iter_mut().for_each(|subject| short(subject, 60));
            handout.items.truncate(5);
        };
        any_handout().prop_map(move |mut handout| {
            plain(&mut handout);
            handout
        })
    }

    proptest! {
        #![proptest_config(fixtures::cases(64))]
        #[test]
        fn nothing_meets_and_nothing_leaves_the_paper(
            handout in any_handout(),
            paper in fixtures::paper(),
        ) {
            let tools = HandoutParts::new(&handout);
            let Some(plan) = HandoutLayout::new(&handout, &tools, paper) else { return Ok(()) };
            let record = recorder::record(&plan, paper);
            prop_assert!(record.faults(paper).is_empty(), "{:#?}", record.faults(paper));
            let days = "Monday 23 November 2026 – Sunday 29 November 2026";
            prop_assert!(record.says(days), "{:?}", record.texts);
        }

        #[test]
        fn a_page_of_five_says_everything(handout in five(), paper in fixtures::upright()) {
            let tools = HandoutParts::new(&handout);
            let plan = HandoutLayout::new(&handout, &tools, paper).expect("five have room");
            let record = recorder::record(&plan, paper);
            for item in &handout.items {
                prop_assert!(record.says(&item.dose_in_words()), "{:?}", record.texts);
                prop_assert!(record.says(&item.pain_rule()), "{:?}", record.texts);
            }
            prop_assert!(record.says("Go to an emergency department now. Do not exercise."));
            prop_assert!(record.says("Next visit: Wednesday 2 December 2026."));
            prop_assert!(record.says("No clinician has signed these exercises off"));
            // A box for each day, side and time has its letter.
            let letters = record.texts.iter().filter(|(text, _)| text == "L").count();
            let wanted: usize = handout.items.iter().map(|item| match item.boxes() {
                Boxes::One | Boxes::Side(Side::Right) => 0,
                _ => {
                    let days = item.days.iter().filter(|due| **due).count();
                    days * item.dose.times_per_day.min(MOST_ROWS) as usize
                }
            }).sum();
            prop_assert_eq!(letters, wanted);
        }
    }

    #[test]
    fn type_on_a4_can_be_read_at_arms_length() {
        let steps = || {
            vec![
                "Lie on your back, knees bent to a right angle, feet hip-width apart.".to_owned();
                4
            ]
        };
        let name = "Beckenbodenentspannungsübung in Rückenlage mit Kissen";
        let items = (0..5).map(|_| item(name, steps(), Sides::Each, 2, View::Side)).collect();
        let handout = page_of(items, vec!["Piriformis / deep gluteal syndrome, left".to_owned()]);
        let tools = HandoutParts::new(&handout);
        let plan = HandoutLayout::new(
            &handout,
            &tools,
            Paper::parse("a4-portrait", 100).expect("a paper"),
        )
        .expect("it has room");
        assert!(plan.with_steps);
        let (name, step, small) = (plan.sizes.name.pt, plan.sizes.step.pt, plan.sizes.small.pt);
        assert!(name >= 10.0 && step >= 7.5 && small >= 6.0, "{name} {step} {small}");
    }
}
