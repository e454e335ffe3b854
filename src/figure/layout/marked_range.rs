//! Days, scores and amounts as an axis of plotters: from 0 upwards, with the values that have a
//! grid line.
//!
//! plotters' own axes of numbers choose their marks by themselves; a page of ours has decided them
//! already, by the room that their words need (`ticks.rs`).

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};

/// A range from 0. Where it is one of days, its values are days since midnight of the first one:
/// 1.5 is noon of the second.
#[derive(Debug, Clone, PartialEq)]
pub struct MarkedRange {
    /// Its end; above 0. With days, how many are shown.
    end: f64,
    /// The values that are marked, in rising order.
    marks: Vec<f64>,
}

impl MarkedRange {
    /// A range from 0 to `end`, with its marked values; those outside it are left out. An end below
    /// 1/1440, a minute of a day, is taken as that.
    pub fn new(end: f64, mut marks: Vec<f64>) -> Self {
        // A range of no length would divide by zero.
        let end = end.max(1.0 / 1440.0);
        marks.retain(|mark| (0.0..=end).contains(mark));
        Self { end, marks }
    }
}

impl Ranged for MarkedRange {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (first, last): (i32, i32)) -> i32 {
        first + (f64::from(last - first) * value / self.end).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, hint: Hint) -> Vec<f64> {
        // Fewer than all are every second, third, … one, so that they stay evenly apart.
        let step = self.marks.len().div_ceil(hint.max_num_points().max(1));
        let most = hint.max_num_points();
        self.marks.iter().copied().step_by(step.max(1)).take(most).collect()
    }

    fn range(&self) -> Range<f64> {
        0.0..self.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pixel range as wide as a page.
    const PIXELS: (i32, i32) = (40, 2400);

    #[test]
    fn later_days_are_never_further_left() {
        for days in [1.0, 1.25, 7.0, 84.0, 10_958.0] {
            let range = MarkedRange::new(days, Vec::new());
            let places: Vec<i32> = (0..=1000)
                .map(|step| range.map(&(days * f64::from(step) / 1000.0), PIXELS))
                .collect();
            assert!(places.is_sorted(), "{days}");
            assert_eq!((places[0], places[1000]), PIXELS, "{days}");
        }
    }

    #[test]
    fn the_first_and_the_last_day_reach_both_ends() {
        let week = MarkedRange::new(7.0, Vec::new());
        assert_eq!(week.map(&0.0, PIXELS), PIXELS.0);
        assert_eq!(week.map(&1.0, PIXELS) - PIXELS.0, PIXELS.1 - week.map(&6.0, PIXELS));
        assert_eq!(week.map(&7.0, PIXELS), PIXELS.1);
    }

    #[test]
    fn one_day_and_none_are_ranges_too() {
        let day = MarkedRange::new(1.0, vec![0.0, 0.5]);
        assert_eq!((day.map(&0.0, PIXELS), day.map(&0.5, PIXELS)), (40, 1220));
        assert_eq!(day.range(), 0.0..1.0);
        let none = MarkedRange::new(0.0, Vec::new());
        assert!(none.range().end > 0.0);
        assert_eq!(none.map(&0.0, PIXELS), PIXELS.0);
    }

    #[test]
    fn key_points_are_the_marks_inside_the_range() {
        let range = MarkedRange::new(10.0, vec![-3.0, 0.0, 2.0, 4.0, 6.0, 10.0, 12.0]);
        assert_eq!(range.key_points(usize::MAX), [0.0, 2.0, 4.0, 6.0, 10.0]);
        assert_eq!(range.key_points(3), [0.0, 4.0, 10.0]);
        assert_eq!(range.key_points(0), [0.0; 0]);
    }
}
