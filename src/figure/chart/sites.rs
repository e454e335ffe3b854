//! Where it hurts: a row for each place and side, and when it was recorded.

use plotters_backend::DrawingBackend;

use crate::domain::about::{counted, plain};
use crate::domain::day::days_between;
use crate::domain::place::{Place, Side};
use crate::domain::sites::{SiteRow, Sites};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::{Drawn, Page};
use crate::figure::layout::head;
use crate::figure::layout::legend::Key;
use crate::figure::layout::rows::{Fill, Ink, Marks, Row, Rows, Track};
use crate::figure::render::Figure;

/// How a side's bars are filled.
fn fill(side: Option<Side>) -> Fill {
    match side {
        Some(Side::Left) => Fill::Solid,
        Some(Side::Right) => Fill::Hatched,
        Some(Side::Both | Side::Middle) | None => Fill::Light,
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

    fn draw<DB: DrawingBackend>(&self, page: &mut Page<'_, DB>, paper: Paper) -> Drawn<DB> {
        panel(self).draw_page(page, paper, &head::said(&self.about, self.sentence()), (self.rated, self.about.days()))
    }
}

/// The rows as a panel, for a page of their own or a part of another.
fn panel(facts: &Sites) -> Rows {
    let steps = facts.about.steps();
    let longest = steps.iter().map(|(from, to)| days_between(*from, *to) + 1).max();
    #[allow(clippy::cast_precision_loss)]
    let most = longest.unwrap_or(1) as f64;
    let keys = [(Fill::Solid, "left"), (Fill::Hatched, "right"), (Fill::Light, "both, middle or not said")];
    let shown = |(which, _): &(Fill, &str)| facts.rows.iter().any(|row| fill(row.place.side) == *which);
    let keys: Vec<Key<Ink>> = keys
        .into_iter()
        .filter(shown)
        .map(|(fill, words)| Key { sample: Ink::Bar(fill), words: words.to_owned() })
        .collect();
    let heading = match facts.about.step_word() {
        "day" => "Where it hurt, day by day".to_owned(),
        step => format!("Where it hurt: on how many days of each {step}"),
    };
    #[allow(clippy::cast_precision_loss)]
    let row = |row: &SiteRow| Row {
        name: name(&row.place),
        notes: vec![
            format!("{} of {}", row.days, counted(facts.placed, "day", "days")),
            format!("median pain {}", plain(row.median)),
        ],
        tracks: vec![Track {
            marks: Marks::Bars(
                fill(row.place.side),
                row.steps.iter().map(|(from, to, days)| (*from, *to, *days as f64)).collect(),
            ),
            most,
            share: 1.0,
        }],
    };
    Rows {
        range: (facts.about.from, facts.about.to),
        date_style: facts.about.date_style,
        heading,
        keys,
        rows: facts.rows.iter().map(row).collect(),
    }
}
