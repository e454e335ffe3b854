//! A back end for tests: draws nothing and remembers where every text and every stroke went.

use std::convert::Infallible;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::font::{self, Font};
use super::label::Area;
use super::skia::{FINE, anchored, weight};
use super::{Paper, progress};
use crate::domain::progress::Progress;

/// What every drawing step returns.
type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// Where things went, in millimetres.
#[derive(Default)]
pub struct Record {
    /// Every text and its box.
    pub texts: Vec<(String, Area)>,
    /// The edges of everything else that was drawn.
    pub strokes: Vec<Area>,
}

/// The back end.
struct Recorder<'a> {
    /// Its size in units.
    size: (u32, u32),
    /// Millimetres in a unit.
    mm: f64,
    /// What it remembers.
    record: &'a mut Record,
}

impl Recorder<'_> {
    /// Remembers the box around some points, so many units wider on every side.
    fn stroke(&mut self, points: impl IntoIterator<Item = BackendCoord>, around: f64) {
        let mut area: Option<Area> = None;
        for (x, y) in points {
            let (x, y) = (f64::from(x), f64::from(y));
            let one = Area { left: x, top: y, right: x, bottom: y };
            area = Some(area.map_or(one, |area| Area {
                left: area.left.min(x),
                top: area.top.min(y),
                right: area.right.max(x),
                bottom: area.bottom.max(y),
            }));
        }
        let Some(area) = area else { return };
        self.record.strokes.push(Area {
            left: (area.left - around) * self.mm,
            top: (area.top - around) * self.mm,
            right: (area.right + around) * self.mm,
            bottom: (area.bottom + around) * self.mm,
        });
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _color: BackendColor) -> Drawn {
        self.stroke([point], 0.0);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.stroke([from, to], f64::from(style.stroke_width()) / 2.0);
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, style: &S) -> Drawn {
        self.stroke(points, f64::from(style.stroke_width()) / 2.0);
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, one: BackendCoord, other: BackendCoord, _: &S, _fill: bool) -> Drawn {
        self.stroke([one, other], 0.0);
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, _: &S, _fill: bool) -> Drawn {
        self.stroke([center], f64::from(radius));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, points: I, _: &S) -> Drawn {
        self.stroke(points, 0.0);
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let em = style.size() / font::SIZE_PER_EM * self.mm;
        let width = Font::of(weight(style)).width(text);
        let (dx, dy) = anchored(style, width);
        let (left, baseline) = (f64::from(x) * self.mm + dx * em, f64::from(y) * self.mm + dy * em);
        let area = Area {
            left,
            top: baseline - font::ASCENT * em,
            right: left + width * em,
            bottom: baseline + font::DESCENT * em,
        };
        self.record.texts.push((text.to_owned(), area));
        Ok(())
    }
}

/// What the progress chart puts where.
pub fn progress(progress: &Progress, paper: Paper) -> Record {
    use plotters::drawing::IntoDrawingArea;
    let mut record = Record::default();
    let (width, height) = paper.pixels();
    let mm = 1.0 / (paper.pixels_per_mm() * f64::from(FINE));
    let size = (width * FINE.unsigned_abs(), height * FINE.unsigned_abs());
    let sheet = Recorder { size, mm, record: &mut record }.into_drawing_area();
    progress::draw(progress, paper, &sheet, FINE).expect("nothing can fail");
    drop(sheet);
    record
}
