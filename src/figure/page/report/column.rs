//! A column of the visit page: its parts one under the other, shortened until they fit.

use plotters::style::text_anchor::{HPos, VPos};

use super::body;
use crate::domain::analysis::report::{ReportLine, Section, SectionKind};
use crate::domain::analysis::sites::Sites;
use crate::figure::canvas::area::{Area, HAIR_MM};
use crate::figure::canvas::font::{FontWeight, showable, together};
use crate::figure::canvas::theme::{AXIS, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::{at_most, shortened, unfinished, wrapped};

/// The most lines of one item while there is room.
const ITEM_LINES: usize = 4;

/// Parts from the least important on: what is too much for the sheet goes in this order.
const LEAST_FIRST: [SectionKind; 9] = [
    SectionKind::Practice,
    SectionKind::Medicines,
    SectionKind::Patterns,
    SectionKind::Flares,
    SectionKind::Safety,
    SectionKind::Goals,
    SectionKind::Places,
    SectionKind::Doses,
    SectionKind::Questions,
];

/// Items of a part that stay until every other part is down to as many.
const KEPT: [usize; 4] = [4, 2, 1, 0];

/// A column.
pub struct Column {
    parts: Vec<SectionLayout>,
    text: TextStyle,
    area: Area,
    /// The height of the outlines of a body.
    tall: f64,
    /// The height that all of it in full would take.
    pub full: f64,
}

/// A part as it is shown.
struct SectionLayout {
    section: Section,
    /// How many of its items are shown.
    shown: usize,
    /// The lines of each of them, laid out once.
    lines: Vec<Vec<ItemLine>>,
}

impl SectionLayout {
    /// A part with all of its items, not yet broken into lines.
    fn whole(section: Section) -> Self {
        Self { shown: section.items.len(), lines: Vec::new(), section }
    }
}

/// A line of a part: its bold beginning and the rest.
#[derive(Clone)]
struct ItemLine {
    lead: String,
    rest: String,
}

/// The white between two parts.
fn between(theme: &Theme) -> f64 {
    theme.mm(3.6)
}

impl Column {
    /// The parts in an area, as much of them as fits.
    pub fn new(sections: Vec<Section>, theme: &Theme, text: TextStyle, area: Area) -> Self {
        let parts = sections.into_iter().map(SectionLayout::whole).collect();
        let [tall, less_tall] = body::TALL_MM;
        let mut column = Self { parts, text, area, tall, full: 0.0 };
        column.lay_out(ITEM_LINES, theme);
        column.full = column.height(theme);
        for lines in [ITEM_LINES, 2, 1] {
            if column.fits(theme) {
                break;
            }
            // An outline is as clear when it is smaller.
            column.tall = less_tall;
            column.lay_out(lines, theme);
            // The same few of each before any of them goes; and before words are cut short, long
            // lists are.
            let kept = if lines == 1 { &KEPT[..] } else { &KEPT[..2] };
            for (least, part) in
                kept.iter().flat_map(|least| LEAST_FIRST.map(|part| (*least, part)))
            {
                column.shorten(part, least, theme);
            }
        }
        // What is still free goes to the most important.
        LEAST_FIRST.iter().rev().for_each(|part| column.lengthen(*part, theme));
        column.parts.retain(|part| part.shown > 0);
        column
    }

    /// Breaks every item into at most so many lines.
    fn lay_out(&mut self, most: usize, theme: &Theme) {
        // Broken into lines once: which items are shown changes many times, their lines never do.
        for at in 0..self.parts.len() {
            let part = &self.parts[at];
            let (_, width) = self.words(part, theme);
            let items = part.section.items.iter();
            self.parts[at].lines = items.map(|item| self.item(item, most, width)).collect();
        }
    }

    /// Leaves items of a part out until the column fits, or only so many are left.
    fn shorten(&mut self, part: SectionKind, least: usize, theme: &Theme) {
        let Some(at) = self.parts.iter().position(|laid| laid.section.part == part) else { return };
        let (all, before) = (self.parts[at].shown, self.height(theme));
        while self.parts[at].shown > least && !self.fits(theme) {
            self.parts[at].shown -= 1;
        }
        // Beside the outlines of a body a line less is no gain.
        if self.height(theme) >= before {
            self.parts[at].shown = all;
        }
    }

    /// Brings items of a part back as long as there is room.
    fn lengthen(&mut self, part: SectionKind, theme: &Theme) {
        let Some(at) = self.parts.iter().position(|laid| laid.section.part == part) else { return };
        let (few, all) = (self.parts[at].shown, self.parts[at].section.items.len());
        // The last item may have room where it takes the place of the line that counts it.
        for shown in (few..=all).rev() {
            self.parts[at].shown = shown;
            if self.fits(theme) {
                break;
            }
        }
    }

    /// Whether what is shown has room.
    fn fits(&self, theme: &Theme) -> bool {
        // The panels leave a column exactly what it asked for, but for rounding.
        self.height(theme) <= self.area.height() + HAIR_MM
    }

    /// The height of what is shown.
    fn height(&self, theme: &Theme) -> f64 {
        let shown = self.parts.iter().filter(|part| part.shown > 0);
        let heights: Vec<f64> = shown.map(|part| self.part_height(part, theme)).collect();
        let gaps = heights.len().saturating_sub(1) as f64 * between(theme);
        heights.iter().sum::<f64>() + gaps
    }

    /// The room for the words of a part: the body outlines stand left of the places.
    fn words(&self, part: &SectionLayout, theme: &Theme) -> (f64, f64) {
        let left = match part.section.part {
            SectionKind::Places => self.area.left + body::width(theme, self.tall) + theme.mm(3.0),
            _ => self.area.left,
        };
        (left, self.area.right - left)
    }

    /// The height of the title of a part, with what explains it.
    fn head_height(&self, part: &SectionLayout, theme: &Theme) -> f64 {
        let aside_lines = self.aside_lines(part, theme).len();
        theme.heading.leading() + aside_lines as f64 * theme.note().leading() + theme.mm(0.8)
    }

    /// What explains the title of a part.
    fn aside_lines(&self, part: &SectionLayout, theme: &Theme) -> Vec<String> {
        let style = theme.note();
        at_most(
            wrapped(&part.section.aside, &style, self.area.width()),
            2,
            &style,
            self.area.width(),
        )
    }

    /// The height of a part.
    fn part_height(&self, part: &SectionLayout, theme: &Theme) -> f64 {
        let more = usize::from(part.shown < part.section.items.len());
        let lines = part.lines[..part.shown].iter().map(Vec::len).sum::<usize>() + more;
        let lines = lines as f64 * self.text.leading();
        let least = if part.section.part == SectionKind::Places {
            body::height(theme, self.tall)
        } else {
            0.0
        };
        self.head_height(part, theme) + lines.max(least)
    }

    /// The lines of a part, with how many items there was no room for.
    fn lines(part: &SectionLayout) -> Vec<ItemLine> {
        let mut lines: Vec<ItemLine> = part.lines[..part.shown].iter().flatten().cloned().collect();
        let more = part.section.items.len() - part.shown;
        if more > 0 {
            lines.push(ItemLine { lead: String::new(), rest: format!("and {more} more") });
        }
        lines
    }

    /// An item: what it is about in bold, and what is said of it from there on.
    fn item(&self, item: &ReportLine, most: usize, width: f64) -> Vec<ItemLine> {
        let (bold, gap) =
            (TextStyle { weight: FontWeight::Bold, ..self.text }, 0.5 * self.text.em());
        // A long name must leave room for what is said of it.
        let lead = shortened(&showable(&item.lead), &bold, 0.7 * width);
        let taken = if lead.is_empty() { 0.0 } else { bold.width(&lead) + gap };
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
        let mut after = wrapped(&after, &self.text, width);
        let mut first = words.join(" ");
        // The last line there is room for takes the words that follow as far as they go.
        if most == 1 && !after.is_empty() {
            first = unfinished(&format!("{first} {}", after[0]), &self.text, width - taken);
            after.clear();
        } else if after.len() >= most {
            let tail: Vec<String> = after.split_off(most - 2).into_iter().take(2).collect();
            after.push(unfinished(&tail.join(" "), &self.text, width));
        }
        let begins =
            (!lead.is_empty() || !first.is_empty()).then_some(ItemLine { lead, rest: first });
        begins
            .into_iter()
            .chain(after.into_iter().map(|rest| ItemLine { lead: String::new(), rest }))
            .collect()
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, sites: &Sites) -> DrawResult {
        let mut top = self.area.top;
        let corner = (HPos::Left, VPos::Top);
        for part in &self.parts {
            canvas.line(&[(self.area.left, top), (self.area.right, top)], theme.mm(0.2), AXIS)?;
            let mut y = top + theme.mm(0.5);
            canvas.text((self.area.left, y), corner, &part.section.heading, &theme.heading)?;
            y += theme.heading.leading();
            for line in self.aside_lines(part, theme) {
                canvas.text((self.area.left, y), corner, &line, &theme.note())?;
                y += theme.note().leading();
            }
            let mut y = top + self.head_height(part, theme);
            let below_head = (self.area.left, y);
            let (left, _) = self.words(part, theme);
            let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
            for line in Self::lines(part) {
                canvas.text((left, y), corner, &line.lead, &bold)?;
                let after = if line.lead.is_empty() {
                    0.0
                } else {
                    bold.width(&line.lead) + 0.5 * self.text.em()
                };
                canvas.text((left + after, y), corner, &line.rest, &self.text)?;
                y += self.text.leading();
            }
            if part.section.part == SectionKind::Places {
                body::draw(canvas, theme, below_head, self.tall, sites)?;
            }
            top += self.part_height(part, theme) + between(theme);
        }
        Ok(())
    }
}
