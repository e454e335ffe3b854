//! A surface for tests: draws nothing and remembers where every text and every stroke went.

use plotters_backend::{BackendColor, BackendCoord};

use crate::figure::canvas;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::{self, Font, FontWeight};
use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::skia::FINE;
use crate::figure::canvas::surface::{Surface, TextRun};
use crate::figure::canvas::theme::MM_PER_PT;
use crate::figure::render::{self, Figure};

/// Where things went, in millimetres.
#[derive(Default)]
pub struct Recording {
    /// Every text and its box.
    pub texts: Vec<(String, Area)>,
    /// The size of each of them, in points.
    pub points: Vec<f64>,
    /// The edges of everything else that was drawn.
    pub strokes: Vec<Area>,
    /// How far anything may be off, in millimetres: places are rounded to the paper's units.
    pub hair: f64,
    /// Texts that the layout had no room for and the page left out.
    pub lost: Vec<String>,
}

impl Recording {
    /// What is wrong with a layout: texts that meet or were lost, characters without a glyph, ink
    /// outside the paper.
    pub fn faults(&self, paper: Paper) -> Vec<String> {
        let hair = self.hair;
        let page = Area::inside(paper, -hair, -hair);
        let mut faults: Vec<String> =
            self.lost.iter().map(|text| format!("{text:?} had no room")).collect();
        for (n, (text, area)) in self.texts.iter().enumerate() {
            if !page.encloses(area) {
                faults.push(format!("{text:?} leaves the paper: {area:?}"));
            }
            if ![FontWeight::Regular, FontWeight::Bold]
                .iter()
                .all(|weight| Font::with_weight(*weight).has_all(text))
            {
                faults.push(format!("{text:?} has a character that the font lacks"));
            }
            // Boxes may touch by the rounding of the surface without being an overlap.
            let smaller = Area {
                left: area.left + hair,
                top: area.top + hair,
                right: area.right - hair,
                bottom: area.bottom - hair,
            };
            for (other, _) in
                self.texts[n + 1..].iter().filter(|(_, other)| smaller.overlaps(other))
            {
                faults.push(format!("{text:?} meets {other:?}"));
            }
        }
        faults.extend(
            self.strokes
                .iter()
                .filter(|area| !page.encloses(area))
                .map(|area| format!("ink at {area:?}")),
        );
        faults
    }

    /// Whether some words are on the page, over as many lines as they took.
    pub fn says(&self, words: &str) -> bool {
        let all: String =
            self.texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
        all.replace('\u{a0}', " ").contains(words)
    }
}

/// The surface.
struct RecordingSurface<'a> {
    /// Its size in units.
    size: (u32, u32),
    /// Units in a millimetre.
    units: f64,
    /// What it remembers.
    record: &'a mut Recording,
}

impl RecordingSurface<'_> {
    /// Remembers the box around some points, so many units wider on every side.
    fn stroke(&mut self, points: &[BackendCoord], around: f64) {
        let xs = points.iter().map(|(x, _)| f64::from(*x));
        let ys = points.iter().map(|(_, y)| f64::from(*y));
        let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
        self.record.strokes.push(Area {
            left: (xs.clone().fold(least, f64::min) - around) / self.units,
            top: (ys.clone().fold(least, f64::min) - around) / self.units,
            right: (xs.fold(most, f64::max) + around) / self.units,
            bottom: (ys.fold(most, f64::max) + around) / self.units,
        });
    }
}

impl Surface for RecordingSurface<'_> {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn line(&mut self, points: &[BackendCoord], _closed: bool, width: u32, _: BackendColor) {
        self.stroke(points, f64::from(width) / 2.0);
    }

    fn fill(&mut self, one: BackendCoord, other: BackendCoord, _: BackendColor) {
        self.stroke(&[one, other], 0.0);
    }

    fn shape(&mut self, corners: &[BackendCoord], _: BackendColor) {
        self.stroke(corners, 0.0);
    }

    fn disc(&mut self, centre: BackendCoord, radius: u32, _: BackendColor) {
        self.stroke(&[centre], f64::from(radius));
    }

    fn ring(&mut self, centre: BackendCoord, radius: u32, width: u32, _: BackendColor) {
        self.stroke(&[centre], f64::from(radius) + f64::from(width) / 2.0);
    }

    fn text(&mut self, text_run: &TextRun<'_>) {
        let units = self.units;
        let (em, (x, y)) =
            (text_run.em / units, (text_run.start.0 / units, text_run.start.1 / units));
        let (cos, sin) = text_run.along();
        // The corners above the start and below the end, turned with the text.
        let width = Font::with_weight(text_run.weight).width(text_run.text);
        let corner = |along: f64, down: f64| {
            (x + em * (along * cos - down * sin), y + em * (along * sin + down * cos))
        };
        let (one, other) = (corner(0.0, -font::ASCENT), corner(width, font::DESCENT));
        let area = Area {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            right: one.0.max(other.0),
            bottom: one.1.max(other.1),
        };
        self.record.texts.push((text_run.text.to_owned(), area));
        self.record.points.push(em / MM_PER_PT);
    }
}

/// What a figure puts where, rounded as on the pixels of its paper: no other surface has coarser
/// units.
pub fn record(figure: &dyn Figure, paper: Paper) -> Recording {
    let units = paper.pixels_per_mm() * f64::from(FINE);
    let mut record = Recording { hair: 3.0 / units, ..Recording::default() };
    let size = ((paper.width_mm() * units) as u32, (paper.height_mm() * units) as u32);
    canvas::lost();
    render::draw_on(
        figure,
        paper,
        &mut RecordingSurface { size, units, record: &mut record },
        units,
    )
    .expect("nothing can fail");
    record.lost = canvas::lost();
    record
}
