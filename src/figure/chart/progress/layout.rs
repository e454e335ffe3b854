//! Where the panels of the progress chart and all around them go: what `mod.rs` decides and the
//! panels draw by.

use super::marks::MarkLabels;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::Theme;
use crate::figure::layout::axis::DayAxis;
use crate::figure::layout::legend::Legend;
use crate::figure::layout::panel::Panel;

/// Where everything on a progress chart goes.
pub struct ProgressLayout {
    /// The sizes and colours.
    pub theme: Theme,
    /// The part of the paper inside the margins.
    pub content: Area,
    /// The words under the panels.
    pub axis: DayAxis,
    /// The top of the pain panel's title; `None` when it has none.
    pub heading: Option<f64>,
    /// What the shapes and lines mean.
    pub legend: Option<Legend>,
    /// The labels of phase changes and visits.
    pub flags: MarkLabels,
    /// The pain panel.
    pub pain: Panel,
    /// The exercise panel.
    pub work: Option<Panel>,
    /// Whether the lines are labelled at their ends, right of the panel.
    pub labels_at_ends: bool,
}
