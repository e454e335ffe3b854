//! The labels at the ends of the lines, right of the pain panel: a number level with its line, and
//! what it is.

use chrono::Datelike;
use plotters::style::text_anchor::{HPos, VPos};
use plotters::style::{Color, RGBColor};

use crate::domain::analysis::progress::Progress;
use crate::figure::canvas::theme::{MEAN, MUTED, TARGET, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult, font};
use crate::figure::layout::panel::Panel;
use crate::words::chart::progress::threshold;

/// The label at the end of a line.
struct EndLabel {
    /// The line's level there.
    value: f64,
    /// The number.
    number: String,
    /// How the number looks.
    style: TextStyle,
    /// What it is.
    words: String,
}

/// All of them, the highest line first.
pub struct LineEnds(Vec<EndLabel>);

/// White between a number and what it is.
fn gap(theme: &Theme) -> f64 {
    theme.mm(1.2)
}

impl EndLabel {
    /// The label of a line of a colour.
    fn new(value: f64, number: String, words: String, style: TextStyle, ink: RGBColor) -> Self {
        Self { value, number, style: style.inked(ink), words }
    }

    /// Its width.
    fn width(&self, theme: &Theme) -> f64 {
        self.style.width(&self.number) + gap(theme) + theme.note().width(&self.words)
    }

    /// Its height.
    fn height(&self, theme: &Theme) -> f64 {
        self.style.height().max(theme.note().height())
    }

    /// How far below its top the middle of its figures lies.
    fn middle(&self, theme: &Theme) -> f64 {
        (font::ASCENT - font::CAP_HEIGHT / 2.0) * self.style.em().max(theme.note().em())
    }
}

impl LineEnds {
    /// The labels of a chart; `None` where it has no line.
    pub fn new(progress: &Progress, theme: &Theme) -> Option<Self> {
        let number = |value: f64| progress.style.one_decimal(value);
        let small = theme.heading.sized(theme.label.pt);
        let mean = progress.trend.last().and_then(|run| run.last()).map(|(day, mean)| {
            let mut words = progress.mean_words();
            if *day < progress.to {
                let style = progress.style;
                let form = if day.year() == progress.to.year() {
                    style.dates.form("%-d %b", "%b %-d")
                } else {
                    style.dates.form("%-d %b %Y", "%b %-d, %Y")
                };
                words += &format!(", {}", day.format(form));
            }
            EndLabel::new(*mean, number(*mean), words, theme.figure, MEAN)
        });
        let before = progress.baseline.and_then(|baseline| baseline.mean);
        let before = before.map(|mean| {
            EndLabel::new(mean, number(mean), "first two weeks".to_owned(), small, MUTED)
        });
        let mark = progress.threshold().map(|mark| {
            let words = threshold(mark.reason).to_owned();
            EndLabel::new(mark.level, number(mark.level), words, small, TARGET)
        });
        let mut labels: Vec<EndLabel> = mean.into_iter().chain(before).chain(mark).collect();
        labels.sort_by(|one, other| other.value.total_cmp(&one.value));
        (!labels.is_empty()).then_some(Self(labels))
    }

    /// The room that they need right of the panel.
    pub fn width(&self, theme: &Theme) -> f64 {
        theme.mm(4.5) + self.0.iter().map(|label| label.width(theme)).fold(0.0, f64::max)
    }

    /// The height of a panel that has room for all of them.
    pub fn height(&self, theme: &Theme) -> f64 {
        self.0.iter().map(|label| label.height(theme)).sum()
    }

    /// Draws them, kept apart and joined to their lines.
    pub fn draw(&self, canvas: &mut Canvas<'_>, theme: &Theme, panel: &Panel) -> DrawResult {
        let heights: Vec<f64> = self.0.iter().map(|label| label.height(theme)).collect();
        let mut tops: Vec<f64> =
            self.0.iter().map(|label| panel.y(label.value) - label.middle(theme)).collect();
        // Pushed down by what stands above, and back up by the end of the panel.
        let mut above = panel.area.top;
        for (top, height) in tops.iter_mut().zip(&heights) {
            *top = top.max(above);
            above = *top + height;
        }
        let mut below = panel.area.bottom;
        for (top, height) in tops.iter_mut().zip(&heights).rev() {
            *top = top.min(below - height);
            below = *top;
        }
        let x = panel.area.right + theme.mm(4.5);
        for (label, top) in self.0.iter().zip(tops) {
            let middle = top + label.middle(theme);
            let from = (panel.area.right + theme.mm(0.6), panel.y(label.value));
            let ink = label.style.ink;
            canvas.line(&[from, (x - theme.mm(0.8), middle)], theme.mm(0.25), ink.mix(0.7))?;
            canvas.text((x, middle), (HPos::Left, VPos::Center), &label.number, &label.style)?;
            let words_x = x + label.style.width(&label.number) + gap(theme);
            let note = theme.note().inked(ink);
            canvas.text((words_x, middle), (HPos::Left, VPos::Center), &label.words, &note)?;
        }
        Ok(())
    }
}
