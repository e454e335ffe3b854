//! The same drawing in the dots of a terminal: Unicode braille, two dots across and four down a
//! character.
//!
//! Dark limbs are full, light ones half the dots, so that near and far stay apart without colour.

use tiny_skia::{Color, FillRule, LineJoin, Paint, Path, PathBuilder, Pixmap, Stroke, Transform};

use super::scene::Scene;
use super::shape::{Shape, Tone};
use crate::domain::diary::place::Side;
use crate::domain::programme::exercise::Exercise;

/// The most rows of a drawing: one screen has room for the steps below it.
const ROWS: usize = 14;

/// White between the two panels, in characters.
const BETWEEN: usize = 3;

/// The fewest columns in which a limb is still a limb.
const NARROWEST: usize = 56;

/// How dark a tone is: 0 is full, 255 is nothing. Floors and faces of furniture would only be
/// noise.
fn darkness(tone: Tone) -> Option<u8> {
    match tone {
        Tone::Near
        | Tone::Tool
        | Tone::ArrowEdge
        | Tone::FarEdge
        | Tone::ThingEdge
        | Tone::SoftEdge
        | Tone::Force => Some(0),
        Tone::Trunk => Some(70),
        Tone::Far => Some(150),
        Tone::Halo | Tone::Arrow | Tone::Soft | Tone::Thing | Tone::ThingTop => Some(255),
        Tone::Ground | Tone::Mat | Tone::Water | Tone::Ghost | Tone::GhostEdge => None,
    }
}

/// An exercise in braille, captions below, no wider than `columns`; `None` where there is too
/// little room, or no pose to draw.
pub fn braille(exercise: &Exercise, side: Option<Side>, columns: usize) -> Option<Vec<String>> {
    if columns < NARROWEST {
        return None;
    }
    let scene = Scene::new(exercise, side)?;
    let panels = scene.panels.len();
    let across = (columns - BETWEEN * (panels - 1)) / panels.max(2);
    // A character of braille has two dots across and four down.
    let scale = (2.0 * across as f64 / scene.width()).min(4.0 * ROWS as f64 / scene.height());
    let wide = ((scene.width() * scale / 2.0).ceil() as usize).min(across);
    let high = ((scene.height() * scale / 4.0).ceil() as usize).min(ROWS);
    let drawn: Vec<Vec<String>> = scene
        .panels
        .iter()
        .map(|panel| dots(&panel.shapes, scene.corners.0, scale, wide, high))
        .collect::<Option<_>>()?;
    let gap = " ".repeat(BETWEEN);
    let mut rows: Vec<String> = (0..high)
        .map(|line| {
            let cells: Vec<&str> = drawn.iter().map(|panel| panel[line].as_str()).collect();
            cells.join(&gap).trim_end().to_owned()
        })
        .collect();
    let first = rows.iter().position(|row| !row.is_empty()).unwrap_or(0);
    rows.drain(..first);
    let labels = scene
        .panels
        .iter()
        .map(|panel| panel.label.as_ref().map_or(String::new(), |label| label.lines.join(" ")));
    let captions = scene.panels.iter().map(|panel| panel.caption.clone());
    for words in [captions.collect::<Vec<_>>(), labels.collect()] {
        let words: Vec<String> = words.iter().map(|words| format!("{words:^wide$}")).collect();
        let words = words.join(&gap).trim_end().to_owned();
        rows.extend((!words.is_empty()).then_some(words));
    }
    Some(rows)
}

/// One panel as rows of braille.
fn dots(
    shapes: &[Shape],
    (left, bottom): (f64, f64),
    scale: f64,
    wide: usize,
    high: usize,
) -> Option<Vec<String>> {
    let (across, down) = (2 * wide, 4 * high);
    let mut pixels = Pixmap::new(u32::try_from(across).ok()?, u32::try_from(down).ok()?)?;
    pixels.fill(Color::WHITE);
    for shape in shapes {
        let Some(grey) = darkness(shape.tone) else { continue };
        let mut paint = Paint::default();
        paint.set_color_rgba8(grey, grey, grey, 255);
        paint.anti_alias = true;
        // Pixels count downwards, and the picture's y grows upwards.
        let points = shape.points.iter().map(|(x, y)| {
            (((x - left) * scale) as f32, (down as f64 - (y - bottom) * scale) as f32)
        });
        let Some(path) = path(points, shape.line.is_none()) else { continue };
        match shape.line {
            None => pixels.fill_path(&path, &paint, FillRule::Winding, Transform::identity(), None),
            Some(width) => {
                // An outline is one dot, however thin it would be on paper.
                let width = ((width * scale) as f32).max(1.0);
                let stroke = Stroke { width, line_join: LineJoin::Round, ..Stroke::default() };
                pixels.stroke_path(&path, &paint, &stroke, Transform::identity(), None);
            }
        }
    }
    let data = pixels.data();
    let rows = (0..high).map(|row| {
        let cells = (0..wide).map(|column| {
            character(|x, y| {
                let (x, y) = (2 * column + x, 4 * row + y);
                is_lit(data[4 * (y * across + x)], x, y)
            })
        });
        cells.collect()
    });
    Some(rows.collect())
}

/// Whether a dot is drawn where the picture is so grey, 0 for black; greys are patterns of dots.
fn is_lit(grey: u8, x: usize, y: usize) -> bool {
    match grey {
        0..=60 => true,
        61..=120 => !(x + 2 * y).is_multiple_of(4),
        121..=200 => (x + y).is_multiple_of(2),
        _ => false,
    }
}

/// The character of braille with these of its dots, two across and four down.
fn character(has_dot: impl Fn(usize, usize) -> bool) -> char {
    /// The bit of each dot, row by row.
    const BITS: [[u32; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
    let dots = (0..4).flat_map(|y| (0..2).map(move |x| (x, y)));
    let lit: u32 = dots.filter(|(x, y)| has_dot(*x, *y)).map(|(x, y)| BITS[y][x]).sum();
    // The empty pattern is a blank, which a terminal may cut off at the end of a line.
    if lit == 0 { ' ' } else { char::from_u32(0x2800 + lit).unwrap_or(' ') }
}

/// A path through some points.
fn path(mut points: impl Iterator<Item = (f32, f32)>, close: bool) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let (x, y) = points.next()?;
    builder.move_to(x, y);
    for (x, y) in points {
        builder.line_to(x, y);
    }
    if close {
        builder.close();
    }
    builder.finish()
}
