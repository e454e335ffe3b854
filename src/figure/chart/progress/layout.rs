//! Where the panels of the progress chart and all around them go: what `mod.rs` decides and the
//! panels draw by.

use super::ends::LineEnds;
use super::marks::MarkLabels;
use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::Theme;
use crate::figure::layout::axis::DayAxis;
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
    /// What the marks mean, line by line, each with its upper left corner; `None` where there is no
    /// room to say it: then only what the sentence speaks of is drawn.
    pub key: Option<Vec<(f64, f64, String)>>,
    /// The labels of phase changes, visits, stops and flares.
    pub flags: MarkLabels,
    /// The pain panel.
    pub pain: Panel,
    /// The lines of places that were rated apart; `None` where there are none.
    pub places: Option<Area>,
    /// The strip with what was done, and whether it has a title.
    pub strip: Option<(Area, bool)>,
    /// The labels at the lines' ends, right of the panel; `None` where there is no room for them.
    pub ends: Option<LineEnds>,
}
