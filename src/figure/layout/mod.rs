//! What all pages share: where text and labels find room, the time axis, and the words around a
//! body.
//!
//! Knows the canvas and its millimetres. It must not know what a chart, a page or an exercise
//! shows.

pub mod axis;
pub mod flags;
pub mod frame;
pub mod head;
pub mod legend;
pub mod marked_range;
pub mod panel;
pub mod rows;
pub mod text;
pub mod ticks;
