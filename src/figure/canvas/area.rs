//! A box on the page, in millimetres.

use super::paper::Paper;

/// How far two boxes may come into each other before it counts: less than a hair's breadth of
/// rounding.
pub const HAIR_MM: f64 = 0.01;

/// A rectangle on the page, in millimetres from its upper left corner, y downwards.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Its left edge.
    pub left: f64,
    /// Its upper edge.
    pub top: f64,
    /// Its right edge.
    pub right: f64,
    /// Its lower edge.
    pub bottom: f64,
}

/// Whether what begins at `low` lies beyond what ends at `high`, but for a hair.
fn apart(low: f64, high: f64) -> bool {
    low >= high - HAIR_MM
}

impl Area {
    /// What a paper has inside a margin of so many millimetres on its sides, and at its top and
    /// bottom.
    pub fn inside(paper: Paper, sides: f64, ends: f64) -> Self {
        Self {
            left: sides,
            top: ends,
            right: paper.width_mm() - sides,
            bottom: paper.height_mm() - ends,
        }
    }

    /// Its width in millimetres.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// Its height in millimetres.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the two share any room, but for [`HAIR_MM`].
    pub fn overlaps(&self, other: &Self) -> bool {
        !(apart(self.left, other.right)
            || apart(other.left, self.right)
            || apart(self.top, other.bottom)
            || apart(other.top, self.bottom))
    }

    /// The part that is left inside a border `by` millimetres wide.
    pub fn inset(&self, by: f64) -> Self {
        Self {
            left: self.left + by,
            top: self.top + by,
            right: self.right - by,
            bottom: self.bottom - by,
        }
    }

    /// Whether a place lies within or on the edge.
    pub fn contains(&self, (x, y): (f64, f64)) -> bool {
        x >= self.left && x <= self.right && y >= self.top && y <= self.bottom
    }

    /// Whether the whole of `other` lies within, but for [`HAIR_MM`].
    pub fn encloses(&self, other: &Self) -> bool {
        other.left >= self.left - HAIR_MM
            && other.right <= self.right + HAIR_MM
            && other.top >= self.top - HAIR_MM
            && other.bottom <= self.bottom + HAIR_MM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn areas_that_only_touch_do_not_overlap() {
        let [first, near, right, below, shifted] =
            [(0.0, 0.0), (9.0, 4.0), (10.0, 0.0), (0.0, 5.0), (1.0, 0.0)].map(|(left, top)| Area {
                left,
                top,
                right: left + 10.0,
                bottom: top + 5.0,
            });
        assert!(first.overlaps(&near));
        assert!(!first.overlaps(&right) && !first.overlaps(&below));
        assert!(first.encloses(&first) && !first.encloses(&shifted));
    }
}
