//! An ink for tests: draws nothing and remembers where every text and every stroke went.

use plotters_backend::{BackendColor, BackendCoord};

use super::Paper;
use super::font::{self, Font};
use super::label::Area;
use super::press::{self, Figure};
use super::sheet::{Ink, Words};

/// Units in a millimetre.
const UNITS: f64 = 63.0;

/// Where things went, in millimetres.
#[derive(Default)]
pub struct Record {
    /// Every text and its box.
    pub texts: Vec<(String, Area)>,
    /// The edges of everything else that was drawn.
    pub strokes: Vec<Area>,
}

impl Record {
    /// What is wrong with a layout: texts that meet, ink outside the paper.
    pub fn faults(&self, paper: Paper) -> Vec<String> {
        // A text's box is rounded to the paper's units twice.
        let hair = 0.05;
        let sheet = Area::inside(paper, -hair, -hair);
        let mut faults = Vec::new();
        for (n, (text, area)) in self.texts.iter().enumerate() {
            if !sheet.holds(area) {
                faults.push(format!("{text:?} leaves the paper: {area:?}"));
            }
            let smaller = Area {
                left: area.left + hair,
                top: area.top + hair,
                right: area.right - hair,
                bottom: area.bottom - hair,
            };
            for (other, _) in self.texts[n + 1..].iter().filter(|(_, other)| smaller.overlaps(other)) {
                faults.push(format!("{text:?} meets {other:?}"));
            }
        }
        faults.extend(self.strokes.iter().filter(|area| !sheet.holds(area)).map(|area| format!("ink at {area:?}")));
        faults
    }

    /// Whether some words are on the page, over as many lines as they took.
    pub fn says(&self, words: &str) -> bool {
        let all: String = self.texts.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>().join(" ");
        all.replace('\u{a0}', " ").contains(words)
    }
}

/// The ink.
struct Recorder<'a> {
    /// Its size in units.
    size: (u32, u32),
    /// What it remembers.
    record: &'a mut Record,
}

impl Recorder<'_> {
    /// Remembers the box around some points, so many units wider on every side.
    fn stroke(&mut self, points: &[BackendCoord], around: f64) {
        let xs = points.iter().map(|(x, _)| f64::from(*x));
        let ys = points.iter().map(|(_, y)| f64::from(*y));
        let (least, most) = (f64::INFINITY, f64::NEG_INFINITY);
        self.record.strokes.push(Area {
            left: (xs.clone().fold(least, f64::min) - around) / UNITS,
            top: (ys.clone().fold(least, f64::min) - around) / UNITS,
            right: (xs.fold(most, f64::max) + around) / UNITS,
            bottom: (ys.fold(most, f64::max) + around) / UNITS,
        });
    }
}

impl Ink for Recorder<'_> {
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

    fn words(&mut self, words: &Words<'_>) {
        let (em, (x, y)) = (words.em / UNITS, (words.start.0 / UNITS, words.start.1 / UNITS));
        let (cos, sin) = words.along();
        // The corners above the start and below the end, turned with the text.
        let width = Font::of(words.weight).width(words.text);
        let corner = |along: f64, down: f64| (x + em * (along * cos - down * sin), y + em * (along * sin + down * cos));
        let (one, other) = (corner(0.0, -font::ASCENT), corner(width, font::DESCENT));
        let area = Area {
            left: one.0.min(other.0),
            top: one.1.min(other.1),
            right: one.0.max(other.0),
            bottom: one.1.max(other.1),
        };
        self.record.texts.push((words.text.to_owned(), area));
    }
}

/// What a figure puts where.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
pub fn record(figure: &impl Figure, paper: Paper) -> Record {
    let mut record = Record::default();
    let units = |mm: f64| (mm * UNITS) as u32;
    let size = (units(paper.width_mm()), units(paper.height_mm()));
    press::ink(figure, paper, &mut Recorder { size, record: &mut record }, UNITS).expect("nothing can fail");
    record
}
