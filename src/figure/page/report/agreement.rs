//! A box on the visit page to write in by hand: what was agreed, by whom, when, and how it is put
//! into the diary.

use plotters::style::text_anchor::{HPos, VPos};

use crate::figure::canvas::area::Area;
use crate::figure::canvas::theme::{AXIS, INK, TextStyle, Theme};
use crate::figure::canvas::{Canvas, DrawResult, pattern};
use crate::words::report::AGREED;

/// The height of the box, in millimetres on A4.
const HIGH_MM: f64 = 14.6;

/// The side of a box to tick, in millimetres on A4.
const TICK_MM: f64 = 2.6;

/// The height of the box.
pub fn height(theme: &Theme) -> f64 {
    theme.mm(HIGH_MM)
}

/// Draws the box.
pub fn draw(canvas: &mut Canvas<'_>, theme: &Theme, text: TextStyle, area: Area) -> DrawResult {
    canvas.outline(area, theme.mm(0.25), INK)?;
    let pad = theme.mm(2.0);
    let (left, right) = (area.left + pad, area.right - pad);
    let line = theme.mm(4.4);
    let first = area.top + theme.mm(3.0);
    let bold = theme.heading.sized(text.pt);
    let level = (HPos::Left, VPos::Center);
    canvas.text((left, first), level, AGREED.heading, &bold)?;
    let mut x = left + bold.width(AGREED.heading) + 2.0 * text.em();
    for choice in AGREED.choices {
        let half = theme.mm(TICK_MM) / 2.0;
        let tick = Area { left: x, top: first - half, right: x + 2.0 * half, bottom: first + half };
        canvas.outline(tick, theme.mm(0.25), INK)?;
        x = tick.right + theme.mm(1.2);
        canvas.text((x, first), level, choice, &text)?;
        x += text.width(choice) + 1.6 * text.em();
    }
    // To write on: what, then who and when.
    let rule = |from: f64, to: f64, y: f64| {
        let y = y + theme.mm(1.6);
        canvas.patterned((from, y), (to, y), theme.mm(0.2), pattern::DOTTED, AXIS)
    };
    rule(x.min(right), right, first)?;
    let second = first + line;
    let middle = f64::midpoint(left, right);
    let who = left + text.width(AGREED.who) + theme.mm(1.5);
    let when = middle + text.width(AGREED.when) + theme.mm(1.5);
    rule(who, middle - theme.mm(3.0), second)?;
    rule(when, right, second)?;
    canvas.text((left, second), level, AGREED.who, &text)?;
    canvas.text((middle, second), level, AGREED.when, &text)?;
    canvas.text((left, second + line), level, AGREED.command, &theme.note())
}
