//! Ratings as dots: few are large and plain, a million are a fine cloud, and either is quick to
//! draw.
//!
//! Ratings are counted in cells a tenth of a millimetre wide and a tenth of a point high, far finer
//! than a dot. Each cell is drawn once, the darker the more ratings it holds, so nothing is lost
//! and nothing is drawn twice.

use plotters::style::Color;

use crate::domain::analysis::progress::Progress;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{RATING, Theme};
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::panel::Panel;

/// The width of a cell in millimetres.
const CELL_MM: f64 = 0.1;

/// Scores in tenths, 0 to 100.
const LEVELS: usize = 101;

/// The opacity of a dot that has no neighbours.
const ALONE: f64 = 0.7;

/// The least opacity that is still seen once neighbours are added.
const FAINTEST: f64 = 0.03;

/// The smallest and largest dots, in millimetres across.
const DIAMETER_MM: (f64, f64) = (0.55, 3.0);

/// Ratings on a millimetre from which they are a cloud rather than dots.
const CLOUD_PER_MM: f64 = 300.0;

/// The diameter in a cloud, as a share of the axis: tenths of a point then close up into one
/// surface.
const CLOUD_SHARE: f64 = 0.0042;

/// The ratings of a range, counted by place.
pub struct RatingDots {
    /// How many, column by column, each of [`LEVELS`] cells.
    counts: Vec<u32>,
    /// The opacity of one rating.
    opacity: f64,
    /// The diameter of a dot in millimetres.
    pub diameter: f64,
}

/// The diameter of dots on an axis: the more there is on a millimetre, the smaller.
pub fn diameter(progress: &Progress, theme: &Theme, axis: &DayAxis) -> f64 {
    if progress.readings.len() as f64 > CLOUD_PER_MM * axis.width() {
        return CLOUD_SHARE * axis.width();
    }
    let on_a_day =
        (progress.readings.len() as f64 / progress.days_total().max(1) as f64 / 3.0).max(1.0);
    // The power keeps a day's dot well inside a day of a week and still visible in a decade.
    // On paper smaller than A4 a panel is lower too, and rows of dots would run together.
    (1.2 * theme.scale.min(1.0).sqrt() * (axis.per_day / on_a_day).powf(0.27))
        .clamp(DIAMETER_MM.0, DIAMETER_MM.1)
}

/// A number of things as a number to reckon with.
fn number(count: usize) -> f64 {
    count as f64
}

impl RatingDots {
    /// Counts the ratings.
    pub fn new(progress: &Progress, theme: &Theme, axis: &DayAxis) -> Self {
        // Cells a tenth of a millimetre wide: no printer shows the difference, and a million
        // ratings become few.
        let columns = (axis.width() / CELL_MM).ceil().max(1.0) as usize;
        let mut counts = vec![0u32; columns * LEVELS];
        let mut per_level = [0.0f64; LEVELS];
        for of_day in progress.readings.chunk_by(|one, next| one.day == next.day) {
            // Once a day, not once a rating: a diary may have thousands on one day.
            let midnight = axis.x(of_day[0].day, 0.0) - axis.left;
            for reading in of_day {
                let share = reading.minute.map_or(0.5, |minute| f64::from(minute) / 1440.0);
                let column = ((midnight + share * axis.per_day) / CELL_MM).max(0.0) as usize;
                let level = usize::try_from(reading.score.tenths()).unwrap_or(0).min(LEVELS - 1);
                let cell = &mut counts[column.min(columns - 1) * LEVELS + level];
                *cell = cell.saturating_add(1);
                per_level[level] += 1.0;
            }
        }
        let diameter = diameter(progress, theme, axis);
        // How many other dots an average dot lies on: the darker a crowd would be, the lighter each
        // in it.
        let all = number(progress.readings.len()).max(1.0);
        let crowd = per_level.iter().map(|count| count * count).sum::<f64>() / all * diameter
            / axis.width();
        let lighter = 0.45 + 0.65 * crowd / (crowd + 5.0);
        Self { counts, opacity: ALONE / (1.0 + lighter * crowd), diameter }
    }

    /// The cells that hold anything: where, how high, how many.
    fn cells(&self) -> impl Iterator<Item = (f64, f64, u32)> {
        self.counts.chunks_exact(LEVELS).enumerate().flat_map(|(column, levels)| {
            let x = (number(column) + 0.5) * CELL_MM;
            let filled = levels.iter().enumerate().filter(|(_, count)| **count > 0);
            filled.map(move |(level, count)| (x, number(level) / 10.0, *count))
        })
    }

    /// Draws them.
    pub fn draw(&self, canvas: &Canvas<'_>, axis: &DayAxis, panel: &Panel) -> DrawResult {
        let plot = panel.plot(canvas);
        for (x, score, count) in self.cells() {
            // As if that many dots were laid over each other, in one step.
            let opacity = 1.0 - (1.0 - self.opacity).powf(f64::from(count));
            let ink = RATING.mix(opacity.max(FAINTEST));
            plot.dot((x / axis.per_day, score), self.diameter / 2.0, ink)?;
        }
        Ok(())
    }

    /// How many cells with a rating lie in an area, their dots' edges included.
    pub fn within(&self, axis: &DayAxis, panel: &Panel, area: &Area) -> usize {
        let radius = self.diameter / 2.0;
        self.cells()
            .filter(|(x, score, _)| {
                let (x, y) = (axis.left + x, panel.y(*score));
                x > area.left - radius
                    && x < area.right + radius
                    && y > area.top - radius
                    && y < area.bottom + radius
            })
            .count()
    }
}
