//! Pictures: `domain` facts in, PNG, SVG and PDF bytes out.
//!
//! The only room that names plotters. It writes no file, reads no clock, and needs neither a system
//! font nor a display: the font is embedded, and for what it lacks a person may hand over the bytes
//! of another ([`use_face`]). It names `domain` and `words` and nothing else of the house.
//!
//! Its sub-rooms, each naming only those before it:
//!
//! * `canvas/`: a page in millimetres to draw on, over plotters' `DrawingBackend`, and the three
//!   surfaces behind it (PNG, SVG, PDF), with the font and every colour and size.
//! * `html/`: a page for a browser, and the one writer of its elements.
//! * `layout/`: what all pages share: text that fits, labels that never meet, the time axis, head,
//!   legend, rows.
//! * `chart/`: a file for each kind of chart.
//! * `person/`: exercises drawn from their pose.
//! * `page/`: the visit report, the handout, the table of what pain can come from, and the sheet
//!   to write an exercise on.
//! * `testing/`: made-up contents and a recorder, for tests alone.
//!
//! A figure is composed once ([`Figure`]) and rendered in any of three formats ([`render()`]).

mod canvas;
mod chart;
mod error;
mod html;
mod layout;
mod page;
mod person;
mod render;
#[cfg(test)]
mod testing;

pub use canvas::font::lacking;
pub use canvas::own_face::use_face;
pub use canvas::paper::Paper;
pub use canvas::png::is_made_here;
pub use error::{FaceError, FigureError};
pub use page::causes::render_causes;
pub use page::handout::{render_handout, render_handout_html};
pub use page::prescription::render_prescription;
pub use page::report::render_report_html;
pub use person::{SidedExercise, braille, faults};
pub use render::{Figure, Format, render, render_pages, render_sixels};
