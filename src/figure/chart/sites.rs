//! Where it hurts: a row for each place and side, and when it was recorded.

use crate::domain::analysis::sites::{SiteRow, Sites};
use crate::domain::diary::place::{Place, Side};
use crate::domain::text::date::days_between;
use crate::domain::text::number::counted;
use crate::domain::text::style::Style;
use crate::figure::chart::framed_chart::{Caption, RowFigure};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{BarFill, ChartRow, RowChart, RowSample, Track, TrackMarks};

/// How a side's bars are filled.
fn fill(side: Option<Side>) -> BarFill {
    match side {
        Some(Side::Left) => BarFill::Solid,
        Some(Side::Right) => BarFill::Hatched,
        Some(Side::Both | Side::Middle) | None => BarFill::Light,
    }
}

/// A place by its site first, so that its sides stand together.
fn name(place: &Place) -> String {
    let side = match place.side {
        Some(Side::Both) => ", both sides".to_owned(),
        Some(side) => format!(", {side}"),
        None => String::new(),
    };
    place.site.replace('-', " ") + &side
}

impl RowFigure for Sites {
    fn caption(&self) -> Caption<'_> {
        Caption {
            subject: "where it hurts",
            about: &self.about,
            recorded: self.rated,
            sentence: self.sentence(),
            description: Self::description(self),
        }
    }

    fn row_chart(&self) -> RowChart {
        let steps = self.about.steps();
        // The scale ends at the days of the longest step, so that a full bar means every day.
        let longest = steps.iter().map(|(from, to)| days_between(*from, *to) + 1).max();
        let most = longest.unwrap_or(1) as f64;
        // Only the fills that occur are explained.
        let keys = [
            (BarFill::Solid, "left"),
            (BarFill::Hatched, "right"),
            (BarFill::Light, "both, middle or not said"),
        ];
        let keys: Vec<LegendEntry> = keys
            .into_iter()
            .filter(|(which, _)| self.rows.iter().any(|row| fill(row.place.side) == *which))
            .map(|(fill, words)| LegendEntry::new(RowSample::Bar(fill), words))
            .collect();
        let heading = match self.about.step_word() {
            "day" => "Where it hurt, day by day".to_owned(),
            step => format!("Where it hurt: on how many days of each {step}"),
        };
        RowChart {
            range: (self.about.from, self.about.to),
            heading,
            keys,
            style: self.about.style,
            rows: self
                .rows
                .iter()
                .map(|row| chart_row(row, self.placed, most, self.about.style))
                .collect(),
        }
    }
}

/// One place as a row, of `placed` days that say where it hurt; its scale ends at `most` days.
fn chart_row(row: &SiteRow, placed: usize, most: f64, style: Style) -> ChartRow {
    let bars = row.steps.iter().map(|(from, to, days)| (*from, *to, *days as f64)).collect();
    ChartRow {
        name: name(&row.place),
        notes: vec![
            format!("{} of {}", row.days, counted(placed, "day", "days")),
            format!("median pain {}", style.plain(row.median)),
        ],
        tracks: vec![Track {
            marks: TrackMarks::Bars(fill(row.place.side), bars),
            most,
            share: 1.0,
        }],
    }
}
