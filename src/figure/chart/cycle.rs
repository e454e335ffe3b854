//! Pain by day of the menstrual cycle: each cycle's rated days as dots, and the median of every few
//! days.

use plotters::style::text_anchor::{HPos, VPos};

use crate::domain::analysis::cycle::{CyclePain, TOGETHER};
use crate::figure::canvas::area::Area;
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::theme::{AXIS, INK, MEAN, RATING, Theme, VEIL};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::chart::framed_chart::{Caption, FramedChart};
use crate::figure::layout::frame::PanelHeading;
use crate::figure::layout::legend::{LegendEntry, Sample};
use crate::figure::layout::marked_range::MarkedRange;
use crate::figure::layout::panel::Panel;

/// The highest score.
const MOST: f64 = 10.0;

/// The radius of a dot, in millimetres on A4.
const DOT_MM: f64 = 0.9;

/// What marks mean.
enum CycleSample {
    /// A day of the newest cycle.
    Newest,
    /// A day of an earlier one.
    Earlier,
    /// The median of a few days.
    Median,
}

impl Sample for CycleSample {
    fn width(&self, theme: &Theme) -> f64 {
        match self {
            Self::Newest | Self::Earlier => theme.mm(2.0),
            Self::Median => theme.mm(6.0),
        }
    }

    fn draw(&self, canvas: &Canvas<'_>, theme: &Theme, from: f64, to: f64, y: f64) -> DrawResult {
        let middle = (f64::midpoint(from, to), y);
        match self {
            Self::Newest => canvas.disc(middle, theme.mm(DOT_MM), RATING.into()),
            Self::Earlier => {
                canvas.disc(middle, theme.mm(DOT_MM), RATING.into())?;
                canvas.disc(middle, 0.6 * theme.mm(DOT_MM), VEIL.into())
            }
            Self::Median => canvas.line(&[(from, y), (to, y)], theme.mm(0.9), MEAN),
        }
    }
}

impl FramedChart for CyclePain {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "pain by day of the cycle",
            about: &self.about,
            recorded: self.rated,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn due_height(&self, paper: Paper) -> f64 {
        0.45 * paper.height_mm()
    }

    fn draw_body(&self, canvas: &mut Canvas<'_>, theme: &Theme, body: Area) -> DrawResult {
        let mut keys = vec![LegendEntry::new(CycleSample::Newest, "a day of the newest cycle")];
        if self.cycles.len() > 1 {
            keys.push(LegendEntry::new(CycleSample::Earlier, "a day of an earlier one"));
        }
        if !self.groups.is_empty() {
            let words = format!("median of {TOGETHER} days, all cycles");
            keys.push(LegendEntry::new(CycleSample::Median, words));
        }
        let title = "Mean pain by day of the cycle";
        let heading = PanelHeading::new(title, keys, theme, body);
        heading.draw(canvas, theme)?;
        let left = body.left + theme.label.width("10") + theme.mm(2.0);
        let bottom = body.bottom - theme.mm(1.6) - theme.label.leading();
        let area = Area {
            left,
            top: heading.bottom,
            right: body.right,
            bottom: bottom.max(heading.bottom + 1.0),
        };
        let longest = self.longest();
        let wide = area.width() / f64::from(longest);
        // As many days are numbered as have room, the first always.
        let every = [1, 2, 7, 14, 28]
            .into_iter()
            .find(|every| f64::from(*every) * wide > 1.5 * theme.label.width("28"))
            .unwrap_or(28);
        let marked: Vec<u32> = (0..longest).filter(|day| day % every == 0).collect();
        let pad = theme.mm(DOT_MM).min(0.1 * area.height());
        let panel = Panel::new(
            area,
            (pad, pad),
            MarkedRange::new(
                f64::from(longest),
                marked.iter().map(|day| f64::from(*day)).collect(),
            ),
            MarkedRange::new(MOST, vec![0.0, 2.0, 4.0, 6.0, 8.0, 10.0]),
        );
        panel.draw_grid(canvas, theme)?;
        // The ends first: on a low panel the numbers between them give way.
        for score in [10, 0, 4, 8, 2, 6] {
            let at = (left - theme.mm(2.0), panel.y(f64::from(score)));
            let words = score.to_string();
            canvas.text_if_free(at, (HPos::Right, VPos::Center), &words, &theme.label)?;
        }
        canvas.line(&[(left, area.bottom), (area.right, area.bottom)], theme.mm(0.3), AXIS)?;
        for day in marked {
            let x = panel.place((f64::from(day) + 0.5, 0.0)).0;
            let at = (x, area.bottom + theme.mm(1.6));
            canvas.text_if_free(
                at,
                (HPos::Center, VPos::Top),
                &(day + 1).to_string(),
                &theme.label,
            )?;
        }
        self.draw_days(canvas, theme, &panel, wide)?;
        self.draw_medians(canvas, theme, &panel)
    }
}

impl CyclePain {
    /// Draws each rated day, the newest cycle last and over the others.
    fn draw_days(
        &self,
        canvas: &Canvas<'_>,
        theme: &Theme,
        panel: &Panel,
        wide: f64,
    ) -> DrawResult {
        let plot = panel.plot(canvas);
        let radius = theme.mm(DOT_MM).min(0.4 * wide);
        let newest = self.cycles.len().saturating_sub(1);
        for (at, cycle) in self.cycles.iter().enumerate() {
            for (day, pain) in &cycle.days {
                let place = (f64::from(*day) - 0.5, *pain);
                plot.dot(place, radius, RATING)?;
                if at < newest {
                    plot.dot(place, 0.6 * radius, VEIL)?;
                }
            }
        }
        Ok(())
    }

    /// Draws the median of every few days, with its number.
    fn draw_medians(&self, canvas: &mut Canvas<'_>, theme: &Theme, panel: &Panel) -> DrawResult {
        for group in &self.groups {
            let to = group.to.min(self.longest());
            let ends = [f64::from(group.from) - 1.0, f64::from(to)].map(|day| (day, group.median));
            panel.plot(canvas).line(ends, theme.mm(0.9), MEAN)?;
            let (x, y) = panel.place((f64::midpoint(ends[0].0, ends[1].0), group.median));
            let style = theme.label.inked(INK);
            let at = (x, y - theme.mm(0.8));
            canvas.text_if_free(
                at,
                (HPos::Center, VPos::Bottom),
                &self.about.style.plain(group.median),
                &style,
            )?;
        }
        Ok(())
    }
}
