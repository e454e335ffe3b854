//! Every colour, size and width of a figure, in one place.
//!
//! Chosen for a grey photocopy first: text stands at least 4.5 to 1 against its ground, what
//! differs in colour also differs in shape, lightness or line. TypeSizes are for A4 and follow the
//! shorter side of other papers.

use plotters::style::RGBColor;

use crate::figure::canvas::font::{self, Font, FontWeight};
use crate::figure::canvas::paper::Paper;

/// Millimetres in a typographic point.
pub const MM_PER_PT: f64 = 25.4 / 72.0;

/// The ground, and what lets a little of what is below show through.
pub const VEIL: RGBColor = RGBColor(255, 255, 255);
/// Titles and numbers.
pub const INK: RGBColor = RGBColor(0x14, 0x1B, 0x24);
/// Axis labels, hints and the footer.
pub const MUTED: RGBColor = RGBColor(0x50, 0x5A, 0x66);
/// Grid lines, laid thinly over whatever is below.
pub const GRID: RGBColor = RGBColor(0x3A, 0x46, 0x55);
/// The opacity of grid lines, 0 to 1.
pub const GRID_OPACITY: f64 = 0.14;
/// The line a panel stands on, and its ticks.
pub const AXIS: RGBColor = RGBColor(0x8A, 0x93, 0x9E);
/// The days that are looked at most.
pub const BAND: RGBColor = RGBColor(0xF2, 0xEC, 0xDF);
/// A day from its least to its worst.
pub const PAIN_SPAN: RGBColor = RGBColor(0x5F, 0x88, 0xB8);
/// The lines over days without a score.
pub const HATCH: RGBColor = RGBColor(0xB4, 0xBC, 0xC6);
/// Exercises that were stopped.
pub const STOPPED: RGBColor = RGBColor(0x8E, 0x24, 0x24);
/// Each rating.
pub const RATING: RGBColor = RGBColor(0x2A, 0x69, 0xAC);
/// The worst of a day.
pub const WORST: RGBColor = RGBColor(0x86, 0x8E, 0x99);
/// The mean of some days.
pub const MEAN: RGBColor = RGBColor(0x0E, 0x2A, 0x4F);
/// The level from which a fall counts.
pub const TARGET: RGBColor = RGBColor(0x1A, 0x66, 0x40);
/// A moment of severe pain in a day's cell: lighter than the darkest cells, darker than the lightest.
pub const SEVERE_MOMENT: RGBColor = RGBColor(0xC2, 0x41, 0x0C);
/// Phase changes, visits and flares.
pub const MARK: RGBColor = RGBColor(0x3F, 0x49, 0x55);
/// Sessions done.
pub const DONE: RGBColor = RGBColor(0x2F, 0x57, 0x82);
/// Sessions planned.
pub const PLANNED: RGBColor = RGBColor(0xE6, 0xEB, 0xF0);
/// Sessions planned where bars are too narrow for an outline: darker, so that it is seen without
/// one.
pub const PLANNED_NARROW: RGBColor = RGBColor(0xC3, 0xCC, 0xD6);
/// The outline of sessions planned.
pub const PLANNED_EDGE: RGBColor = RGBColor(0x86, 0x92, 0xA0);

/// White paper, and the light around a limb.
pub const WHITE: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Limbs of the near side.
pub const NEAR: RGBColor = RGBColor(0x1F, 0x2D, 0x3F);
/// Trunk and head.
pub const TRUNK: RGBColor = RGBColor(0x4F, 0x63, 0x7A);
/// Limbs of the far side.
pub const FAR: RGBColor = RGBColor(0xC4, 0xCD, 0xD7);
/// Their outline.
pub const FAR_EDGE: RGBColor = RGBColor(0x6F, 0x7F, 0x91);
/// The floor under a person.
pub const GROUND: RGBColor = RGBColor(0xEE, 0xEE, 0xEB);
/// A mat.
pub const MAT: RGBColor = RGBColor(0xDC, 0xE6, 0xDC);
/// Furniture.
pub const THING: RGBColor = RGBColor(0xE4, 0xDB, 0xCB);
/// The faces of furniture that look up.
pub const THING_TOP: RGBColor = RGBColor(0xF3, 0xEE, 0xE4);
/// The outline of things.
pub const THING_EDGE: RGBColor = RGBColor(0x84, 0x78, 0x64);
/// Straps, bands, sticks, balls and weights.
pub const TOOL: RGBColor = RGBColor(0x8C, 0x2F, 0x2A);
/// Arrows, which have an outline.
pub const ARROW: RGBColor = RGBColor(0xFF, 0xC4, 0x3D);
/// Water.
pub const WATER: RGBColor = RGBColor(0xE3, 0xEE, 0xF6);
/// Pillows, cushions, towels and rollers of a drawing: lighter than the mat, also on a copy.
pub const SOFT: RGBColor = RGBColor(0xFF, 0xF6, 0xF1);
/// Their outline.
pub const SOFT_EDGE: RGBColor = RGBColor(0x9C, 0x5F, 0x4E);
/// Where a drawn body was at the start.
pub const GHOST: RGBColor = RGBColor(0xF7, 0xF8, 0xFA);
/// Its outline.
pub const GHOST_EDGE: RGBColor = RGBColor(0xAE, 0xB9, 0xC6);
/// What presses or tightens in a drawing.
pub const FORCE: RGBColor = RGBColor(0xB3, 0x1B, 0x1B);
/// No pain and the worst imaginable, as the shade of a cell; what lies between is mixed from both,
/// so that in grey more pain is always darker.
const SHADES: (RGBColor, RGBColor) = (RGBColor(0xE4, 0xEC, 0xF5), RGBColor(0x06, 0x1C, 0x3A));

/// A colour channel so far, 0 to 1, from a low to a high value.
fn mixed(low: u8, high: u8, share: f64) -> u8 {
    (f64::from(low) + share * (f64::from(high) - f64::from(low))).round() as u8
}

/// The shade of a score, 0 to 10.
pub fn shade(score: f64) -> RGBColor {
    // A straight mix of two colours: in grey it stays a straight line from light to dark.
    let share = (score / 10.0).clamp(0.0, 1.0);
    let (RGBColor(a, b, c), RGBColor(d, e, f)) = SHADES;
    RGBColor(mixed(a, d, share), mixed(b, e, share), mixed(c, f, share))
}

/// Where some scores lie between light and dark on the ramp of a calendar, 0 to 1: most of it lies
/// between 2 and 6, where most days are and a point matters most (design choice).
const CALENDAR_STOPS: [(f64, f64); 6] =
    [(0.0, 0.0), (2.0, 0.15), (4.0, 0.43), (6.0, 0.7), (8.0, 0.85), (10.0, 1.0)];

/// The ground of a score from 0 to 10 on a calendar: steeper in the middle than [`shade`].
pub fn calendar_shade(score: f64) -> RGBColor {
    let score = score.clamp(0.0, 10.0);
    let at = CALENDAR_STOPS.partition_point(|(stop, _)| *stop < score).max(1);
    let ((low, from), (high, to)) = (CALENDAR_STOPS[at - 1], CALENDAR_STOPS[at]);
    shade(10.0 * (from + (to - from) * (score - low) / (high - low)))
}

/// The ink that is read on the [`calendar_shade`] of a score: black or white.
pub fn on_calendar_shade(score: f64) -> RGBColor {
    if score < CALENDAR_TURN { RGBColor(0, 0, 0) } else { VEIL }
}

/// The score from which white is read better than black on a [`calendar_shade`].
const CALENDAR_TURN: f64 = 5.0;

/// The usual size of what explains something else, in points.
const NOTE_PT: f64 = 7.6;

/// The side of paper the sizes are chosen for, in millimetres.
const USUAL_SIDE_MM: f64 = 210.0;

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TextStyle {
    /// Its size in points.
    pub pt: f64,
    /// Its weight.
    pub weight: FontWeight,
    /// Its colour.
    pub ink: RGBColor,
}

impl TextStyle {
    /// Text of a size in points, but never smaller than the least that can be read.
    fn at_least(pt: f64, least: f64, weight: FontWeight, ink: RGBColor) -> Self {
        Self { pt: pt.max(least), weight, ink }
    }

    /// The em in millimetres.
    pub fn em(&self) -> f64 {
        self.pt * MM_PER_PT
    }

    /// The width of a text in millimetres.
    pub fn width(&self, text: &str) -> f64 {
        Font::with_weight(self.weight).width(text) * self.em()
    }

    /// The beginning of a text that is no wider than so many millimetres.
    pub fn fitting<'a>(&self, text: &'a str, width: f64) -> &'a str {
        // What is exactly as wide fits, however the division was rounded.
        Font::with_weight(self.weight).fitting(text, width / self.em() + 1e-9)
    }

    /// The height of a line's ink, accents and descenders included, in millimetres.
    pub fn height(&self) -> f64 {
        self.em() * (font::ASCENT + font::DESCENT)
    }

    /// The distance from one line to the next, in millimetres.
    pub fn leading(&self) -> f64 {
        self.em() * 1.34
    }

    /// The same text in another size, in points.
    pub fn sized(self, pt: f64) -> Self {
        Self { pt, ..self }
    }

    /// The same text in another colour.
    pub fn inked(self, ink: RGBColor) -> Self {
        Self { ink, ..self }
    }

    /// The same text, not bold.
    pub fn regular(self) -> Self {
        Self { weight: FontWeight::Regular, ..self }
    }
}

/// The sizes for one paper, in millimetres where a name does not say otherwise.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// How much larger or smaller than on A4 things are.
    pub scale: f64,
    /// White on every side.
    pub margin: f64,
    /// The title.
    pub title: TextStyle,
    /// The sentence under the title.
    pub sentence: TextStyle,
    /// Panel titles.
    pub heading: TextStyle,
    /// Axis labels and everything beside them.
    pub label: TextStyle,
    /// The footer.
    pub footer: TextStyle,
    /// A number that matters at the end of its line.
    pub figure: TextStyle,
    /// The size of what explains something else, in points.
    pub note_pt: f64,
}

impl Theme {
    /// The sizes for a paper: they grow with the root of its shorter side.
    pub fn new(paper: Paper) -> Self {
        let side = paper.width_mm().min(paper.height_mm());
        // The root: on half the paper text is smaller, but not half as small, or nobody could read
        // it.
        let scale = (side / USUAL_SIDE_MM).sqrt();
        // Below six points and a half nothing survives a copier, whatever the paper.
        let [title, heading, figure] = [(19.0, 8.5), (11.0, 7.0), (15.0, 8.0)]
            .map(|(pt, least)| TextStyle::at_least(pt * scale, least, FontWeight::Bold, INK));
        let [label, footer] = [(9.5, 6.5), (8.2, 6.0)]
            .map(|(pt, least)| TextStyle::at_least(pt * scale, least, FontWeight::Regular, MUTED));
        Self {
            scale,
            margin: (14.0 * side / USUAL_SIDE_MM).clamp(4.0, 14.0 * scale),
            title,
            sentence: TextStyle::at_least(11.5 * scale, 6.5, FontWeight::Regular, INK),
            heading,
            label,
            footer,
            figure,
            note_pt: NOTE_PT,
        }
    }

    /// What explains something else, in a smaller and lighter hand.
    pub fn note(&self) -> TextStyle {
        self.label.sized(self.note_pt).inked(MUTED)
    }

    /// White between a panel's title and the panel, whose highest number stands half above its
    /// edge.
    pub fn under_heading(&self) -> f64 {
        self.mm(1.5).max(0.75 * self.label.em())
    }

    /// A length that is `mm` on A4, in millimetres of this paper.
    pub fn mm(&self, mm: f64) -> f64 {
        mm * self.scale
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance, WCAG 2.
    fn luminance(RGBColor(red, green, blue): RGBColor) -> f64 {
        let [red, green, blue] = [red, green, blue].map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast of two colours, WCAG 2.
    fn contrast(one: RGBColor, other: RGBColor) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    #[test]
    fn text_and_lines_stand_out_from_their_ground() {
        let white = RGBColor(255, 255, 255);
        for text in [INK, MUTED, MEAN, TARGET, MARK, DONE, STOPPED] {
            assert!(contrast(text, white) >= 4.5 && contrast(text, BAND) >= 4.5, "{text:?}");
        }
        for shape in [RATING, WORST, AXIS, PLANNED_EDGE] {
            assert!(contrast(shape, white) >= 3.0, "{shape:?} {}", contrast(shape, white));
        }
        assert!(contrast(PAIN_SPAN, white) >= 3.0 && contrast(PAIN_SPAN, BAND) >= 3.0);
        assert!(contrast(MEAN, PAIN_SPAN) >= 3.0 && contrast(DONE, PLANNED) >= 4.5);
    }

    #[test]
    fn what_lies_on_a_mat_is_told_from_it_on_a_copy() {
        let grey = |RGBColor(red, green, blue): RGBColor| {
            i32::from(crate::figure::canvas::surface::as_grey((red, green, blue)))
        };
        for thing in [SOFT, NEAR, TRUNK, FAR, TOOL, GHOST, FORCE] {
            assert!((grey(thing) - grey(MAT)).abs() >= 20, "{thing:?}: {}", grey(thing));
        }
        // Their outline shows on white paper and on the mat.
        assert!(contrast(SOFT_EDGE, WHITE) >= 3.0 && contrast(SOFT_EDGE, MAT) >= 3.0);
    }

    #[test]
    fn more_pain_is_darker_and_its_number_stands_out() {
        for tenths in 0..=100 {
            let score = f64::from(tenths) / 10.0;
            assert!(contrast(calendar_shade(score), on_calendar_shade(score)) >= 4.5, "{score}");
        }
        // Two points more are a step that is seen, also on a copy.
        for score in [0.0, 2.0, 4.0, 6.0, 8.0] {
            let [lighter, darker] = [score, score + 2.0].map(|score| {
                let RGBColor(red, green, blue) = calendar_shade(score);
                i32::from(crate::figure::canvas::surface::as_grey((red, green, blue)))
            });
            let least = if (2.0..6.0).contains(&score) { 50 } else { 28 };
            assert!(lighter - darker >= least, "{score}: {}", lighter - darker);
        }
    }

    #[test]
    fn axis_text_survives_a_copier_on_a4() {
        for paper in ["a4", "a4-portrait", "letter", "letter-portrait"] {
            let theme = Theme::new(Paper::parse(paper, 200).expect("paper"));
            assert!(
                theme.label.pt >= 8.0 && theme.footer.pt >= 8.0 && theme.margin >= 12.0,
                "{paper} {theme:?}"
            );
        }
    }
}
