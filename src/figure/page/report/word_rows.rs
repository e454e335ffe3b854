//! Rows of words on the visit page, each with what it is about: what there is to decide, and, in a
//! box, what the person wrote in their own words.

use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::report::{ReportLine, Section};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{FontWeight, showable, together};
use crate::figure::canvas::theme::{AXIS, INK, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::text::{at_most, shortened, wrapped};
use crate::words::report::shortened_lines;

/// How rows are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowsKind {
    /// In a box of their own.
    Boxed,
    /// Under a line, like every part of the page.
    Plain,
}

impl RowsKind {
    /// The most lines of one text.
    fn most_lines(self) -> usize {
        match self {
            Self::Boxed => 8,
            Self::Plain => 3,
        }
    }

    /// The white around the texts.
    fn pad(self, theme: &Theme) -> f64 {
        match self {
            Self::Boxed => theme.mm(2.2),
            Self::Plain => 0.0,
        }
    }
}

/// The share of the width that what the texts are about has at most.
const LEAD_SHARE: f64 = 0.3;

/// The white between two texts for each point that their type is larger than a label, as a share
/// of a line.
const BETWEEN: f64 = 0.15;

/// The rows, laid out.
pub struct WordRows {
    kind: RowsKind,
    area: Area,
    heading: String,
    /// What stands at the end of the heading's line: what is shortened; may be empty.
    aside: String,
    rows: Vec<Row>,
    text: TextStyle,
    /// The white between two texts.
    between: f64,
    /// Where the texts begin.
    texts_left: f64,
    pad: f64,
}

/// What a text is about, and its lines.
struct Row {
    lead: String,
    /// All lines of the text, broken once; one at least.
    lines: Vec<String>,
    /// How many of them are shown.
    shown: usize,
}

impl WordRows {
    /// The rows from the top of an area downwards, no higher than the area: in the largest of some
    /// sizes of type in which all of it has room; else in the smallest, with as much of every text
    /// as has room, and the last texts counted where not even a line of each has.
    pub fn new(
        kind: RowsKind,
        section: &Section,
        theme: &Theme,
        sizes: &[TextStyle],
        area: Area,
    ) -> Self {
        let layouts = sizes.iter().map(|text| Self::whole(kind, section, theme, *text, area));
        let mut layouts = layouts.collect::<Vec<_>>();
        let fits = |layout: &Self| layout.bottom_with(theme) <= area.bottom;
        let at = layouts.iter().position(fits);
        let mut layout = layouts.swap_remove(at.unwrap_or(layouts.len() - 1));
        if at.is_none() {
            layout.shorten(theme, area.bottom);
        }
        let count = |is_so: fn(&Row) -> bool| layout.rows.iter().filter(|row| is_so(row)).count();
        let cut = count(|row| (1..row.lines.len()).contains(&row.shown));
        layout.aside = shortened_lines(cut, count(|row| row.shown == 0));
        layout.area.bottom = layout.bottom_with(theme);
        layout
    }

    /// The rows with all of every text, as far as a text may be shown.
    fn whole(
        kind: RowsKind,
        section: &Section,
        theme: &Theme,
        text: TextStyle,
        area: Area,
    ) -> Self {
        let pad = kind.pad(theme);
        let bold = TextStyle { weight: FontWeight::Bold, ..text };
        let width = area.width() - 2.0 * pad;
        let leads = section.items.iter().map(|item| bold.width(&showable(&item.lead)));
        let lead_width = leads.fold(0.0, f64::max).min(LEAD_SHARE * width);
        let texts_left = area.left + pad + lead_width + text.em();
        let row = |item: &ReportLine| {
            let rest = together(&showable(&item.rest));
            let mut lines = wrapped(&rest, &text, area.right - pad - texts_left);
            // What has nothing in it to be seen still has its line.
            if lines.is_empty() {
                lines.push(String::new());
            }
            let shown = lines.len().min(kind.most_lines());
            Row { lead: shortened(&showable(&item.lead), &bold, lead_width), lines, shown }
        };
        Self {
            kind,
            area,
            heading: section.heading.clone(),
            aside: String::new(),
            rows: section.items.iter().map(row).collect(),
            text,
            // The wider the type, the more room there is.
            between: BETWEEN * (text.pt - theme.label.pt).max(0.0) * text.leading(),
            texts_left,
            pad,
        }
    }

    /// Shows as much as has room above a height: a line of every text first, and then more of each
    /// in turn, so that no long text takes the room of another.
    fn shorten(&mut self, theme: &Theme, bottom: f64) {
        let most: Vec<usize> = self.rows.iter().map(|row| row.shown).collect();
        self.rows.iter_mut().for_each(|row| row.shown = 0);
        for lines in 1..=self.kind.most_lines() {
            for (at, _) in most.iter().enumerate().filter(|(_, most)| **most >= lines) {
                // Who had no room for a line before has none for the next.
                if self.rows[at].shown + 1 < lines {
                    continue;
                }
                self.rows[at].shown = lines;
                // A box without a line would be none.
                if self.bottom_with(theme) > bottom && (lines, at) > (1, 0) {
                    self.rows[at].shown = lines - 1;
                }
            }
        }
    }

    /// Where it ends with what it shows.
    fn bottom_with(&self, theme: &Theme) -> f64 {
        let shown = self.rows.iter().filter(|row| row.shown > 0).count();
        let lines: usize = self.rows.iter().map(|row| row.shown).sum();
        let text = lines as f64 * self.text.leading();
        let gaps = shown.saturating_sub(1) as f64 * self.between;
        self.area.top
            + theme.mm(0.5)
            + theme.heading.leading()
            + theme.mm(0.8)
            + text
            + gaps
            + 1.6 * self.pad
    }

    /// Where it ends.
    pub fn bottom(&self) -> f64 {
        self.area.bottom
    }

    /// How high it is.
    pub fn height(&self) -> f64 {
        self.area.height()
    }

    /// The same from another height downwards.
    pub fn moved_to(mut self, top: f64) -> Self {
        self.area = Area { top, bottom: top + self.area.height(), ..self.area };
        self
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme) -> DrawResult {
        match self.kind {
            RowsKind::Boxed => canvas.outline(self.area, theme.mm(0.3), INK)?,
            RowsKind::Plain => {
                let Area { left, right, top, .. } = self.area;
                canvas.line(&[(left, top), (right, top)], theme.mm(0.2), AXIS)?;
            }
        }
        let corner = (HPos::Left, VPos::Top);
        let (left, right) = (self.area.left + self.pad, self.area.right - self.pad);
        let mut y = self.area.top + theme.mm(0.5) + 0.7 * self.pad;
        canvas.text((left, y), corner, &self.heading, &theme.heading)?;
        if !self.aside.is_empty() {
            canvas.text((right, y), (HPos::Right, VPos::Top), &self.aside, &theme.note())?;
        }
        y += theme.heading.leading() + theme.mm(0.8);
        let bold = TextStyle { weight: FontWeight::Bold, ..self.text };
        let width = right - self.texts_left;
        for row in self.rows.iter().filter(|row| row.shown > 0) {
            canvas.text((left, y), corner, &row.lead, &bold)?;
            for line in at_most(row.lines.clone(), row.shown, &self.text, width) {
                canvas.text((self.texts_left, y), corner, &line, &self.text)?;
                y += self.text.leading();
            }
            y += self.between;
        }
        Ok(())
    }
}
