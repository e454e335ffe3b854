//! What every page but the progress chart's has around its body: the head, the footer, the white at
//! the edges.
//!
//! When a paper is small the words give way in a fixed order until the body has its due.

use plotters::style::text_anchor::{HPos, VPos};

use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::head::{Footer, Head, HeadText};
use crate::figure::layout::legend::{Legend, LegendEntry};

/// How much of the words stays, from everything to the least: the size of the head, the lines of
/// its sentence, whether there is a footer.
const DETAILS: [(f64, usize, bool); 5] =
    [(1.0, 99, true), (1.0, 99, false), (0.85, 99, false), (0.7, 8, false), (0.7, 3, false)];

/// A page's words, and the room they leave.
pub struct PageFrame {
    /// The sizes and colours.
    pub theme: Theme,
    /// Title and sentence.
    head: Head,
    /// The line at the very bottom.
    foot: Option<Footer>,
    /// What is left between them.
    pub body: Area,
}

impl PageFrame {
    /// The frame with the most words that leaves a body at least `due` millimetres high; `days` are
    /// the days with a record and all days.
    pub fn new(head_text: &HeadText, days: (usize, i64), paper: Paper, due: f64) -> Self {
        let [fuller @ .., least] = &DETAILS;
        fuller
            .iter()
            .map(|detail| Self::with_detail(head_text, days, paper, *detail))
            .find(|frame| frame.body.height() >= due)
            .unwrap_or_else(|| Self::with_detail(head_text, days, paper, *least))
    }

    /// The frame at one level of [`DETAILS`].
    fn with_detail(
        head_text: &HeadText,
        days: (usize, i64),
        paper: Paper,
        (share, lines, foot): (f64, usize, bool),
    ) -> Self {
        let theme = Theme::new(paper);
        let content = Area::inside(paper, theme.margin, theme.margin);
        let head = Head::new(head_text, &theme, content, share, lines);
        let foot = foot.then(|| Footer::new(days, &theme, content));
        // Without a footer the body reaches down to the margin.
        let bottom = foot.as_ref().map_or(content.bottom, |foot| foot.top - theme.mm(3.0));
        // On the smallest paper the head may be longer than the page: the body then keeps a sliver.
        let top = (head.bottom + theme.mm(4.0)).min(bottom - 1.0);
        Self { theme, head, foot, body: Area { top, bottom, ..content } }
    }

    /// Draws head, body and footer in reading order, which is the order a screen reader takes.
    pub fn draw(
        &self,
        canvas: &mut Canvas<'_>,
        body: impl FnOnce(&mut Canvas<'_>) -> DrawResult,
    ) -> DrawResult {
        self.head.draw(canvas)?;
        body(canvas)?;
        self.foot.as_ref().map_or(Ok(()), |foot| foot.draw(canvas))
    }
}

/// The title of a panel with what its colours and shapes mean.
pub struct PanelHeading {
    /// The title.
    text: String,
    /// Its upper left corner.
    at: (f64, f64),
    /// What the colours and shapes mean.
    legend: Legend,
    /// Where it ends.
    pub bottom: f64,
}

impl PanelHeading {
    /// A heading at the top of an area, its legend beside it or in rows under it.
    pub fn new(text: &str, keys: Vec<LegendEntry>, theme: &Theme, area: Area) -> Self {
        let legend = Legend::new(keys, theme, area, area.top, theme.heading.width(text));
        let bottom =
            (area.top + theme.heading.leading()).max(legend.bottom) + theme.under_heading();
        Self { text: text.to_owned(), at: (area.left, area.top), legend, bottom }
    }

    /// Draws it.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme) -> DrawResult {
        let middle = (self.at.0, self.at.1 + theme.heading.leading() / 2.0);
        canvas.text(middle, (HPos::Left, VPos::Center), &self.text, &theme.heading)?;
        self.legend.draw(canvas, theme)
    }
}
