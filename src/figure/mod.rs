//! Pictures: `domain` facts in, PNG, SVG and PDF bytes out.
//!
//! The only room that names plotters. It writes no file, reads no clock, and needs neither a system font nor
//! a display: the font is embedded. It names `domain` and nothing else of the house.
//!
//! A figure is composed once, over plotters' `DrawingBackend` (`progress.rs` and its folder), and put on one of
//! three papers (`press.rs`): `skia.rs` for PNG, `svg.rs`, `pdf.rs`, each a handful of strokes and fills behind
//! `sheet.rs`, which does what they share. A new figure is a new file beside `progress.rs` that implements
//! [`Figure`]; it is then on all three papers. Everything else here is a tool of all figures: `page.rs` draws in
//! millimetres and refuses text that would collide or leave the paper, `theme.rs` holds every colour and size,
//! `font.rs` measures, `ticks.rs` reads the calendar, `label.rs` finds room.

mod axis;
mod calendar;
mod exercise;
mod font;
mod frame;
mod goals;
mod handout;
mod head;
mod label;
mod legend;
#[cfg(test)]
mod made;
mod page;
mod paper;
mod pdf;
mod person;
mod png;
mod practice;
mod press;
mod progress;
#[cfg(test)]
mod recorder;
mod report;
mod rows;
mod sheet;
mod sites;
mod sixel;
mod skia;
mod svg;
#[cfg(test)]
mod tests;
mod theme;
mod ticks;
mod times;

use std::fmt;

pub use handout::print_handout;
pub use paper::Paper;
pub use person::{braille, faults};
pub use press::{Figure, Format, print, sixels};

/// Why there is no picture.
#[derive(Debug)]
pub enum FigureError {
    /// The drawing could not be made.
    Drawing(String),
    /// The paper is too small for what has to be on it.
    NoRoom,
    /// The picture could not be written as PNG.
    Encoding(::png::EncodingError),
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drawing(reason) => write!(f, "the picture could not be drawn: {reason}"),
            Self::NoRoom => f.write_str("not all of it has room on this paper in type that can be read"),
            Self::Encoding(error) => write!(f, "the picture could not be written as PNG: {error}"),
        }
    }
}

impl std::error::Error for FigureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Drawing(_) | Self::NoRoom => None,
            Self::Encoding(error) => Some(error),
        }
    }
}
