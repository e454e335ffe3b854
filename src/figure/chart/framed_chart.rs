//! What every kind of chart but the progress chart shares: the page around it.

use crate::domain::analysis::page_scope::PageScope;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::Theme;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::frame::PageFrame;
use crate::figure::layout::head::{self, HeadText};
use crate::figure::layout::rows::RowChart;
use crate::figure::render::Figure;

/// The words around a chart, and what they stand on.
pub struct Caption<'a> {
    /// What the chart is about, for its title: `goals`.
    pub subject: &'static str,
    /// Whose days, and which.
    pub about: &'a PageScope,
    /// The days that have a record of what it is about.
    pub recorded: usize,
    /// What it shows, in a sentence or a few.
    pub sentence: String,
    /// Everything it shows, in plain language, for people who cannot see it.
    pub description: String,
}

/// A chart with the head and the footer that all but the progress chart have. Whatever is one is a
/// [`Figure`]: a kind of chart is a caption and a body.
pub trait FramedChart {
    /// The words around it.
    fn caption(&self) -> Caption<'_>;

    /// The height in millimetres that its body is due: the words around it give way to that.
    fn due_height(&self, paper: Paper) -> f64;

    /// Draws what is between head and footer.
    ///
    /// # Errors
    /// Only what the surface refuses; none of ours ever does.
    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult;
}

/// A framed chart whose body is rows over one time axis.
pub trait RowFigure {
    /// The words around it.
    fn caption(&self) -> Caption<'_>;

    /// Its rows.
    fn row_chart(&self) -> RowChart;
}

impl<T: RowFigure> FramedChart for T {
    fn caption(&self) -> Caption<'_> {
        RowFigure::caption(self)
    }

    fn due_height(&self, paper: Paper) -> f64 {
        self.row_chart().due_height(paper)
    }

    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        self.row_chart().draw(canvas, theme, body)
    }
}

impl<T: FramedChart> Figure for T {
    fn title(&self) -> String {
        let Caption { subject, about, .. } = self.caption();
        format!("{}, {subject}, {}", head::subjects(&about.titles()), about.range())
    }

    fn description(&self) -> String {
        self.caption().description
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        let Caption { about, recorded, sentence, .. } = self.caption();
        let head_text = HeadText::new(about, sentence);
        let days = (recorded, about.days());
        let frame = PageFrame::new(&head_text, days, paper, self.due_height(paper));
        frame.draw(canvas, |canvas| self.draw_body(canvas, &frame.theme, frame.body))
    }
}
