//! A goal then and now as two dots on its scale from 0 to 10: hollow then, full now.

use plotters::style::Color;

use crate::domain::analysis::report::GoalThen;
use crate::figure::canvas::theme::{AXIS, MEAN, Theme, VEIL};
use crate::figure::canvas::{Canvas, DrawResult, Point};

/// The width of a scale, in millimetres on A4.
const WIDE_MM: f64 = 30.0;

/// The radius of a dot, in millimetres on A4.
const RADIUS_MM: f64 = 0.95;

/// The most that a goal is rated.
const MOST: f64 = 10.0;

/// The width of a scale with its dots.
pub fn width(theme: &Theme) -> f64 {
    theme.mm(WIDE_MM + 2.0 * RADIUS_MM)
}

/// Draws one whose right end is at a place.
pub fn draw(canvas: &Canvas<'_>, theme: &Theme, (right, y): Point, goal: &GoalThen) -> DrawResult {
    let radius = theme.mm(RADIUS_MM);
    let (left, right) = (right - width(theme) + radius, right - radius);
    let x = |score: f64| left + (right - left) * score / MOST;
    canvas.line(&[(left, y), (right, y)], theme.mm(0.2), AXIS)?;
    for end in [left, right] {
        canvas.line(&[(end, y - radius), (end, y + radius)], theme.mm(0.2), AXIS)?;
    }
    let (then, now) = (x(goal.then.1.value()), x(goal.now.1.value()));
    if goal.then.0 < goal.now.0 {
        canvas.line(&[(then, y), (now, y)], theme.mm(0.7), MEAN)?;
        canvas.disc((then, y), radius, MEAN.to_rgba())?;
        canvas.disc((then, y), 0.6 * radius, VEIL.to_rgba())?;
    }
    canvas.disc((now, y), radius, MEAN.to_rgba())
}
