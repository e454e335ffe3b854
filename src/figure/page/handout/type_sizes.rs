//! The type of the handout: no step smaller than 11 points, no sign smaller than 10, nothing smaller
//! than 8 (design choice: what is read from where one lies, or in a hurry).

use crate::figure::canvas::font::FontWeight;
use crate::figure::canvas::theme::{self, TextStyle};

/// The type of a page, and its lengths.
#[derive(Debug, Clone, Copy)]
pub(super) struct TypeSizes {
    /// What the page is.
    pub(super) title: TextStyle,
    /// The name of an exercise, and of the box with the signs.
    pub(super) name: TextStyle,
    /// How much of it.
    pub(super) dose: TextStyle,
    /// Headings within a box.
    pub(super) heading: TextStyle,
    /// Steps, and what the page is for.
    pub(super) step: TextStyle,
    /// Signs, when to stop, and how much pain is all right.
    pub(super) sign: TextStyle,
    /// Below pictures.
    pub(super) caption: TextStyle,
    /// Days above the boxes, and small print.
    pub(super) small: TextStyle,
    /// Millimetres that are one at the least size of type.
    pub(super) mm: f64,
}

impl TypeSizes {
    /// Type so many times its least size.
    pub(super) fn new(times: f64) -> Self {
        let style = |pt: f64, weight| TextStyle { pt: pt * times, weight, ink: theme::INK };
        let [title, name, dose, heading] =
            [20.0, 14.0, 12.0, 11.0].map(|pt| style(pt, FontWeight::Bold));
        let [step, sign, caption, small] =
            [11.0, 10.0, 9.0, 8.5].map(|pt| style(pt, FontWeight::Regular));
        Self { title, name, dose, heading, step, sign, caption, small, mm: times }
    }
}
