//! Where it hurts: a row for each place and side, and when it was recorded.

use crate::domain::analysis::sites::{SiteRow, Sites};
use crate::domain::diary::place::{Place, Side};
use crate::domain::text::date::days_between;
use crate::domain::text::number::{counted, plain};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::{Canvas, DrawResult};
use crate::figure::layout::head::{self, HeadText};
use crate::figure::layout::legend::LegendEntry;
use crate::figure::layout::rows::{BarFill, ChartRow, RowChart, RowSample, Track, TrackMarks};
use crate::figure::render::Figure;

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

impl Figure for Sites {
    fn title(&self) -> String {
        format!("{}, where it hurts, {}", head::subjects(&self.about.subjects), self.about.range())
    }

    fn description(&self) -> String {
        Self::description(self)
    }

    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
        panel(self).draw_page(
            canvas,
            paper,
            &HeadText::new(&self.about, self.sentence()),
            (self.rated, self.about.days()),
        )
    }
}

/// The rows as a panel, for a page of their own or a part of another.
fn panel(facts: &Sites) -> RowChart {
    let steps = facts.about.steps();
    // The scale ends at the days of the longest step, so that a full bar means every day.
    let longest = steps.iter().map(|(from, to)| days_between(*from, *to) + 1).max();
    let most = longest.unwrap_or(1) as f64;
    // Only the fills that occur are explained.
    let keys = [
        (BarFill::Solid, "left"),
        (BarFill::Hatched, "right"),
        (BarFill::Light, "both, middle or not said"),
    ];
    let shown =
        |(which, _): &(BarFill, &str)| facts.rows.iter().any(|row| fill(row.place.side) == *which);
    let keys: Vec<LegendEntry> = keys
        .into_iter()
        .filter(shown)
        .map(|(fill, words)| LegendEntry::new(RowSample::Bar(fill), words))
        .collect();
    let heading = match facts.about.step_word() {
        "day" => "Where it hurt, day by day".to_owned(),
        step => format!("Where it hurt: on how many days of each {step}"),
    };
    let row = |row: &SiteRow| ChartRow {
        name: name(&row.place),
        notes: vec![
            format!("{} of {}", row.days, counted(facts.placed, "day", "days")),
            format!("median pain {}", plain(row.median)),
        ],
        tracks: vec![Track {
            marks: TrackMarks::Bars(
                fill(row.place.side),
                row.steps.iter().map(|(from, to, days)| (*from, *to, *days as f64)).collect(),
            ),
            most,
            share: 1.0,
        }],
    };
    RowChart {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading,
        keys,
        rows: facts.rows.iter().map(row).collect(),
    }
}
