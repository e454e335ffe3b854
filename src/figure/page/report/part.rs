//! A part of the visit page with a drawing beside its lines: where it hurts, and the goals.

use plotters::style::Color;
use plotters::style::text_anchor::{HPos, VPos};

use super::body;
use crate::domain::analysis::report::GoalThen;
use crate::domain::analysis::report::{Report, ReportLine, Section, SectionKind};
use crate::figure::canvas::area::{Area, HAIR_MM};
use crate::figure::canvas::font::{FontWeight, showable, together};
use crate::figure::canvas::theme::{AXIS, MEAN, TextStyle, Theme, VEIL};
use crate::figure::canvas::{Canvas, DrawResult, Point};
use crate::figure::layout::text::{at_most, shortened, wrapped};

/// The most lines of one item.
const ITEM_LINES: usize = 2;

/// The height of outlines that are left out.
const NO_OUTLINE: f64 = 0.0;

/// The part, laid out.
pub struct Part {
    section: Section,
    text: TextStyle,
    area: Area,
    /// The height of the outlines of a body, where there are such.
    tall: f64,
    /// The lines of each item.
    lines: Vec<Vec<ItemLine>>,
    /// How many items are shown.
    shown: usize,
}

/// A line of an item: its bold beginning and the rest.
struct ItemLine {
    lead: String,
    rest: String,
}

impl Part {
    /// The part from the top of an area downwards, no higher than the area: the outlines of a body
    /// go before an item does.
    pub fn new(section: Section, theme: &Theme, text: TextStyle, area: Area) -> Self {
        let heights = match section.part {
            SectionKind::Places => [body::TALL_MM, NO_OUTLINE],
            _ => [NO_OUTLINE; 2],
        };
        let shown = section.items.len();
        let mut part = Self { section, text, area, tall: NO_OUTLINE, lines: Vec::new(), shown };
        for tall in heights {
            part.tall = tall;
            let (_, width) = part.words(theme);
            part.lines = part.section.items.iter().map(|item| part.item(item, width)).collect();
            if part.fits(theme) {
                break;
            }
        }
        while part.shown > 1 && !part.fits(theme) {
            part.shown -= 1;
        }
        part.area.bottom = part.area.top + part.height(theme);
        part
    }

    /// Where it ends.
    pub fn bottom(&self) -> f64 {
        self.area.bottom
    }

    /// The same from another height downwards.
    pub fn moved_to(mut self, top: f64) -> Self {
        self.area = Area { top, bottom: top + self.area.height(), ..self.area };
        self
    }

    /// Whether what is shown has room.
    fn fits(&self, theme: &Theme) -> bool {
        self.height(theme) <= self.area.height() + HAIR_MM
    }

    /// Its height with what it shows.
    fn height(&self, theme: &Theme) -> f64 {
        let more = usize::from(self.shown < self.section.items.len());
        let lines = self.lines[..self.shown].iter().map(Vec::len).sum::<usize>() + more;
        let lines = lines as f64 * self.text.leading();
        let outlines = if self.tall > NO_OUTLINE { body::height(theme, self.tall) } else { 0.0 };
        self.head_height(theme) + lines.max(outlines)
    }

    /// Whether what explains the title has room beside it.
    fn has_aside_beside(&self, theme: &Theme) -> bool {
        let words = theme.heading.width(&self.section.heading)
            + theme.mm(4.0)
            + theme.note().width(&self.section.aside);
        words <= self.area.width()
    }

    /// The height of the title, with what explains it.
    fn head_height(&self, theme: &Theme) -> f64 {
        let below = if self.has_aside_beside(theme) { 0.0 } else { theme.note().leading() };
        theme.mm(1.3) + theme.heading.leading() + below
    }

    /// The room for the words, its left end and its width: the body outlines stand left of the
    /// places, the scales right of the goals.
    fn words(&self, theme: &Theme) -> (f64, f64) {
        let Area { left, right, .. } = self.area;
        match self.section.part {
            SectionKind::Places if self.tall > NO_OUTLINE => {
                let left = left + body::width(theme, self.tall) + theme.mm(3.0);
                (left, right - left)
            }
            SectionKind::Goals => (left, right - left - dots_width(theme) - theme.mm(3.0)),
            _ => (left, right - left),
        }
    }

    /// An item: what it is about in bold, and what is said of it from there on.
    fn item(&self, item: &ReportLine, width: f64) -> Vec<ItemLine> {
        let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
        // A long name must leave room for what is said of it.
        let lead = shortened(&showable(&item.lead), &bold, 0.7 * width);
        let taken = bold.width(&lead) + 0.5 * self.text.em();
        let rest = together(&showable(&item.rest));
        // What still fits behind the bold words, and then whole lines.
        let mut words: Vec<&str> = rest.split(' ').collect();
        let mut fitting = 0;
        while fitting < words.len()
            && self.text.width(&words[..=fitting].join(" ")) <= width - taken
        {
            fitting += 1;
        }
        let after = words.split_off(fitting).join(" ");
        let after = at_most(wrapped(&after, &self.text, width), ITEM_LINES - 1, &self.text, width);
        let first = ItemLine { lead, rest: words.join(" ") };
        let after = after.into_iter().map(|rest| ItemLine { lead: String::new(), rest });
        [first].into_iter().chain(after).collect()
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, report: &Report) -> DrawResult {
        let corner = (HPos::Left, VPos::Top);
        let Area { left, right, top, .. } = self.area;
        canvas.line(&[(left, top), (right, top)], theme.mm(0.2), AXIS)?;
        let mut y = top + theme.mm(0.5);
        canvas.text((left, y), corner, &self.section.heading, &theme.heading)?;
        if self.has_aside_beside(theme) {
            let at = (right, y + theme.heading.leading() / 2.0);
            canvas.text(at, (HPos::Right, VPos::Center), &self.section.aside, &theme.note())?;
        } else {
            y += theme.heading.leading();
            let aside = shortened(&self.section.aside, &theme.note(), right - left);
            canvas.text((left, y), corner, &aside, &theme.note())?;
        }
        let first = top + self.head_height(theme);
        let (words, _) = self.words(theme);
        let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
        let mut y = first;
        for (n, lines) in self.lines[..self.shown].iter().enumerate() {
            if self.section.part == SectionKind::Goals {
                let at = (right, y + self.text.leading() / 2.0);
                draw_goal_dots(canvas, theme, at, &report.goals[n])?;
            }
            for line in lines {
                canvas.text((words, y), corner, &line.lead, &bold)?;
                let after = bold.width(&line.lead) + 0.5 * self.text.em();
                let x = if line.lead.is_empty() { words } else { words + after };
                canvas.text((x, y), corner, &line.rest, &self.text)?;
                y += self.text.leading();
            }
        }
        let more = self.section.items.len() - self.shown;
        if more > 0 {
            canvas.text((words, y), corner, &format!("and {more} more"), &self.text)?;
        }
        if self.tall > NO_OUTLINE {
            body::draw(canvas, theme, (left, first), self.tall, &report.sites)?;
        }
        Ok(())
    }
}

/// The width of a scale, in millimetres on A4.
const DOTS_WIDE_MM: f64 = 30.0;

/// The radius of a dot, in millimetres on A4.
const RADIUS_MM: f64 = 0.95;

/// The most that a goal is rated.
const MOST: f64 = 10.0;

/// The width of a scale with its dots.
fn dots_width(theme: &Theme) -> f64 {
    theme.mm(DOTS_WIDE_MM + 2.0 * RADIUS_MM)
}

/// Draws one whose right end is at a place.
fn draw_goal_dots(
    canvas: &Canvas<'_>,
    theme: &Theme,
    (right, y): Point,
    goal: &GoalThen,
) -> DrawResult {
    let radius = theme.mm(RADIUS_MM);
    let (left, right) = (right - dots_width(theme) + radius, right - radius);
    let x = |score: f64| left + (right - left) * score / MOST;
    canvas.line(&[(left, y), (right, y)], theme.mm(0.2), AXIS)?;
    for end in [left, right] {
        canvas.line(&[(end, y - radius), (end, y + radius)], theme.mm(0.2), AXIS)?;
    }
    let (then, now) = (x(goal.then.1.value()), x(goal.now.1.value()));
    if goal.then.0 < goal.now.0 {
        canvas.line(&[(then, y), (now, y)], theme.mm(0.7), MEAN)?;
        canvas.disc((then, y), radius, MEAN.to_rgba())?;
        canvas.disc((then, y), 0.6 * radius, VEIL.to_rgba())?;
    }
    canvas.disc((now, y), radius, MEAN.to_rgba())
}
