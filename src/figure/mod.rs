//! Pictures: `domain` facts in, PNG bytes out.
//!
//! The only room that names plotters. It writes no file, reads no clock, and needs neither a system font nor
//! a display: the font is embedded. It names `domain` and nothing else of the house.
//!
//! A figure is composed once, over plotters' `DrawingBackend` (`progress.rs` and its folder), and put on
//! paper by a back end (`skia.rs` for PNG). A new back end is a new file beside `skia.rs`; a new figure is a
//! new file beside `progress.rs`. Everything else here is a tool of both: `page.rs` draws in millimetres and
//! refuses text that would collide or leave the paper, `theme.rs` holds every colour and size, `font.rs`
//! measures, `ticks.rs` reads the calendar, `label.rs` finds room.

mod font;
mod label;
mod page;
mod paper;
mod png;
mod progress;
#[cfg(test)]
mod recorder;
mod skia;
mod theme;
mod ticks;

use std::fmt;

pub use paper::Paper;
pub use progress::progress_png;

/// Why there is no picture.
#[derive(Debug)]
pub enum FigureError {
    /// The drawing could not be made.
    Drawing(String),
    /// The picture could not be written as PNG.
    Encoding(::png::EncodingError),
}

impl fmt::Display for FigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Drawing(reason) => write!(f, "the chart could not be drawn: {reason}"),
            Self::Encoding(error) => write!(f, "the chart could not be written as PNG: {error}"),
        }
    }
}

impl std::error::Error for FigureError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Drawing(_) => None,
            Self::Encoding(error) => Some(error),
        }
    }
}
