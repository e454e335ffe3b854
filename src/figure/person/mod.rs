//! Exercises drawn from their pose: a person at the start and at the end, with what they need and
//! what moves.
//!
//! `skeleton.rs` sets the joints in space, `body.rs` gives them an outline, `props.rs` puts things
//! around it, `arrow.rs` shows what moves, `lens.rs` makes a part larger, `scene.rs` joins them into
//! two panels of flat shapes.
//! What the shapes are painted on is only decided here: a page of millimetres, or the dots of a
//! terminal (`dots.rs`).

mod arrow;
mod body;
mod dots;
mod exercise;
mod faults;
mod lens;
mod props;
mod scene;
mod shape;
mod skeleton;
mod solid;
#[cfg(test)]
mod tests;
mod vector;

pub use dots::braille;
pub use exercise::SidedExercise;
pub use faults::faults;
use plotters::style::RGBColor;
use plotters::style::text_anchor::{HPos, VPos};

use self::scene::{CircleLabel, Scene};
use self::shape::{Shape, Tone, hull};
use crate::domain::diary::place::Side;
use crate::domain::programme::exercise::Exercise;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::font::FontWeight;
use crate::figure::canvas::theme::{self, TextStyle};
use crate::figure::canvas::{Canvas, DrawResult, font};
use crate::figure::layout::text::{at_most, wrapped};

/// The largest a person is drawn: millimetres of a unit, of which a standing person has eight.
const LARGEST_MM: f64 = 16.0;

/// White between the two panels, as a share of a unit.
const BETWEEN: f64 = 0.6;

/// The colour of a tone.
fn ink(tone: Tone) -> RGBColor {
    match tone {
        Tone::Ground => theme::GROUND,
        Tone::Mat => theme::MAT,
        Tone::Halo => theme::WHITE,
        Tone::Near => theme::NEAR,
        Tone::Trunk => theme::TRUNK,
        Tone::Far => theme::FAR,
        Tone::FarEdge => theme::FAR_EDGE,
        Tone::Thing => theme::THING,
        Tone::ThingTop => theme::THING_TOP,
        Tone::ThingEdge => theme::THING_EDGE,
        Tone::Tool => theme::TOOL,
        Tone::Soft => theme::SOFT,
        Tone::SoftEdge => theme::SOFT_EDGE,
        Tone::Ghost => theme::GHOST,
        Tone::GhostEdge => theme::GHOST_EDGE,
        Tone::Force => theme::FORCE,
        Tone::Arrow => theme::ARROW,
        Tone::ArrowEdge => theme::INK,
        Tone::Water => theme::WATER,
    }
}

/// How much larger a drawing has to get before its panels stand one above the other.
const WORTH_STACKING: f64 = 1.2;

/// The radius of a circle with a number in it, and the least type of the number, in points.
const NUMBER: f64 = 0.33;
const NUMBER_PT: f64 = 8.0;

/// The white between a circle and the words above it, in lines.
const LABEL_GAP: f64 = 0.15;

/// How many times as wide as high the box is that stands where nothing is drawn.
const NAME_BOX_SHAPE: f64 = 3.0;

/// The width of the line round that box, and the white between it and the name, in millimetres.
const NAME_BOX_LINE: f64 = 0.3;
const NAME_BOX_WHITE: f64 = 2.0;

/// How far an outline may run beside its points, in millimetres: less than half a dot of a printer
/// with 600 to the inch. A small drawing needs fewer points than a large one.
const BLUNT_MM: f64 = 0.02;

/// How large a drawing is in a box.
struct Fit {
    /// Millimetres of a unit.
    scale: f64,
    /// Whether its panels stand one above the other.
    stacked: bool,
    /// The height of what is written below and above each panel.
    around: f64,
}

impl Fit {
    /// As large as fits, with so much room below each panel and above it.
    fn new(scene: &Scene, area: Area, below: f64, above: f64) -> Self {
        let (panels, around) = (scene.panels.len() as f64, below + above);
        // One alone is drawn no larger than two would be, or only a little.
        let wide = area.width() / (panels.max(1.5) * scene.width() + (panels - 1.0) * BETWEEN);
        let beside = wide.min((area.height() - around) / scene.height());
        let on_top =
            (area.width() / scene.width()).min((area.height() / panels - around) / scene.height());
        let stacked = panels > 1.0 && on_top > WORTH_STACKING * beside;
        let scale = if stacked { on_top } else { beside }.clamp(0.0, LARGEST_MM);
        Self { scale, stacked, around }
    }
}

/// An exercise ready to be drawn.
pub enum Drawing {
    /// The person in two positions.
    Person(Scene),
    /// The name alone: the exercise's file has no pose.
    Name(String),
}

impl Drawing {
    /// The drawing of an exercise; with a side, of the leg the words name as the leg of that side.
    pub fn new(exercise: &Exercise, side: Option<Side>) -> Self {
        Scene::new(exercise, side)
            .map_or_else(|| Self::Name(font::showable(&exercise.name)), Self::Person)
    }

    /// How many times as wide as high it is, its panels side by side.
    pub fn shape(&self) -> f64 {
        let Self::Person(scene) = self else { return NAME_BOX_SHAPE };
        let panels = scene.panels.len() as f64;
        (panels * scene.width() + (panels - 1.0) * BETWEEN) / scene.height()
    }

    /// How many lines of words stand above its panels.
    pub fn lines_above(&self) -> usize {
        let Self::Person(scene) = self else { return 0 };
        let labels = scene.panels.iter().filter_map(|panel| panel.label.as_ref());
        labels.map(|label| label.lines.len()).max().unwrap_or_default()
    }

    /// What stands below its panels, as far as it has any.
    pub fn captions(&self) -> Vec<&str> {
        match self {
            Self::Person(scene) => {
                scene.panels.iter().map(|panel| panel.caption.as_str()).collect()
            }
            Self::Name(_) => Vec::new(),
        }
    }

    /// Draws it into a box, captions below the panels; as large as fits. The panels stand side by
    /// side, or one above the other where that makes them clearly larger.
    pub fn draw(&self, canvas: &mut Canvas<'_>, area: Area, caption: &TextStyle) -> DrawResult {
        let scene = match self {
            Self::Person(scene) => scene,
            Self::Name(name) => return name_box(name, canvas, area, caption),
        };
        let words = caption.leading();
        let widths = |texts: &mut dyn Iterator<Item = &str>| {
            texts.map(|text| caption.width(text)).fold(0.0, f64::max)
        };
        let panels = scene.panels.iter();
        let widest_caption = widths(&mut panels.clone().map(|panel| panel.caption.as_str()));
        let labels = || scene.panels.iter().filter_map(|panel| panel.label.as_ref());
        let widest_label = widths(&mut labels().flat_map(|label| label.lines));
        // Words above a circle are left out where they would meet.
        let room = (area.width() + caption.em()) / panels.len() as f64 - caption.em();
        let is_labelled = widest_label <= room;
        let above_circle = (2.0 + LABEL_GAP) * words;
        let plain = Fit::new(scene, area, words, 0.0);
        let has_no_room =
            |label: &CircleLabel| (scene.corners.1.1 - label.at.1) * plain.scale < above_circle;
        let Fit { scale, stacked, around } = if is_labelled && labels().any(has_no_room) {
            Fit::new(scene, area, words, above_circle)
        } else {
            plain
        };
        let panels = scene.panels.len() as f64;
        let (columns, rows) = if stacked { (1.0, panels) } else { (panels, 1.0) };
        let (width, height) = (scene.width() * scale, scene.height() * scale + around);
        // Captions keep their distance as well: panels of a narrow drawing move apart for them.
        // Captions may be wider than what they stand under.
        let widest = if is_labelled { widest_caption.max(widest_label) } else { widest_caption };
        let pitch = (width + BETWEEN * scale).max(widest + caption.em());
        let step = if stacked { (0.0, height) } else { (pitch, 0.0) };
        let left = area.left + (area.width() - width - (columns - 1.0) * pitch) / 2.0;
        let top = area.top + (area.height() - rows * height) / 2.0;
        let (from, lowest) = scene.corners.0;
        for (number, panel) in scene.panels.iter().enumerate() {
            let (left, top) = (left + number as f64 * step.0, top + number as f64 * step.1);
            // A pose's y points up from its floor, the page's down.
            let floor = top + height - words;
            let place =
                |(x, y): (f64, f64)| (left + (x - from) * scale, floor - (y - lowest) * scale);
            for Shape { points, tone, line } in &panel.shapes {
                let points: Vec<_> = points.iter().map(|point| place(*point)).collect();
                let points = thinned(&points, BLUNT_MM);
                match line {
                    None => canvas.shape(&points, ink(*tone))?,
                    Some(width) => canvas.line(&points, width * scale, ink(*tone))?,
                }
            }
            for (number, at) in (1..).zip(&panel.in_turn) {
                numbered(number, place(*at), scale, canvas)?;
            }
            let middle = left + width / 2.0;
            if let Some(label) = panel.label.as_ref().filter(|_| is_labelled) {
                let (x, y) = place(label.at);
                // No farther out than where the next panel's begin.
                let spare = (width.max(pitch - caption.em()) - widest_label).max(0.0) / 2.0;
                let ends = (area.left + widest_label / 2.0, area.right - widest_label / 2.0);
                let x = x.clamp(middle - spare, middle + spare).min(ends.1).max(ends.0);
                for (number, line) in label.lines.iter().rev().enumerate() {
                    let y = y - (number as f64 + LABEL_GAP) * words;
                    canvas.text((x, y), (HPos::Center, VPos::Bottom), line, caption)?;
                }
            }
            canvas.text(
                (middle, top + height),
                (HPos::Center, VPos::Bottom),
                &panel.caption,
                caption,
            )?;
        }
        Ok(())
    }
}

/// An outline without the points that lie on the way from one kept point to the next, give or take
/// so many millimetres.
fn thinned(points: &[(f64, f64)], blunt: f64) -> Vec<(f64, f64)> {
    let mut thin: Vec<(f64, f64)> = points.first().copied().into_iter().collect();
    let mut kept = 0;
    for next in 2..points.len() {
        let is_beside =
            |at: usize| distance_to_line(points[at], points[kept], points[next]) > blunt;
        if (kept + 1..next).any(is_beside) {
            kept = next - 1;
            thin.push(points[kept]);
        }
    }
    thin.extend(points.get(1..).and_then(<[_]>::last));
    thin
}

/// The distance of a point from the line between two others.
fn distance_to_line(point: (f64, f64), from: (f64, f64), to: (f64, f64)) -> f64 {
    let (along, off) = ((to.0 - from.0, to.1 - from.1), (point.0 - from.0, point.1 - from.1));
    let square = along.0 * along.0 + along.1 * along.1;
    let share = if square > 0.0 { (off.0 * along.0 + off.1 * along.1) / square } else { 0.0 };
    let share = share.clamp(0.0, 1.0);
    (off.0 - share * along.0).hypot(off.1 - share * along.1)
}

/// A number in a circle.
fn numbered(number: usize, at: (f64, f64), scale: f64, canvas: &mut Canvas<'_>) -> DrawResult {
    // However small the drawing is, the number can be read.
    let pt = (1.4 * NUMBER * scale / theme::MM_PER_PT).max(NUMBER_PT);
    let circle = hull(&[(at, pt * theme::MM_PER_PT / 1.4)], 0.0);
    canvas.shape(&circle, theme::WHITE)?;
    canvas.line(&[circle.as_slice(), &circle[..1]].concat(), 0.06 * scale, theme::INK)?;
    let style = TextStyle { pt, weight: FontWeight::Bold, ink: theme::INK };
    canvas.text(at, (HPos::Center, VPos::Center), &number.to_string(), &style)
}

/// A plain box with a name in its middle, as large as fits.
fn name_box(name: &str, canvas: &mut Canvas<'_>, area: Area, style: &TextStyle) -> DrawResult {
    let width = area.width().min(area.height() * NAME_BOX_SHAPE);
    let height = width / NAME_BOX_SHAPE;
    let (x, y) = ((area.left + area.right) / 2.0, (area.top + area.bottom) / 2.0);
    let frame = Area {
        left: x - width / 2.0,
        right: x + width / 2.0,
        top: y - height / 2.0,
        bottom: y + height / 2.0,
    };
    canvas.outline(frame.inset(NAME_BOX_LINE), NAME_BOX_LINE, theme::THING_EDGE)?;
    let room = frame.inset(NAME_BOX_WHITE);
    let most = ((room.height() / style.leading()) as usize).max(1);
    let lines = wrapped(name, style, room.width());
    let lines = at_most(lines, most, style, room.width());
    let middle = (lines.len() as f64 - 1.0) / 2.0;
    for (number, line) in lines.iter().enumerate() {
        let at = (x, y + (number as f64 - middle) * style.leading());
        canvas.text(at, (HPos::Center, VPos::Center), line, style)?;
    }
    Ok(())
}
