//! The paper a figure is made for: its size, its resolution, whether it has colours, and how a
//! person writes it.
//!
//! Knows nothing of what is drawn on it.

/// Millimetres in an inch.
const MM_PER_INCH: f64 = 25.4;

/// The shortest and longest side, in millimetres: below it no label is legible, above it no printer
/// prints.
const SIDE_MM: std::ops::RangeInclusive<f64> = 80.0..=1200.0;

/// The least height of a landscape sheet, in millimetres; a strip lower than this has no room for a
/// panel.
const LEAST_HEIGHT_MM: f64 = 50.0;

/// Resolutions worth asking for: below 50 nothing is legible, above 600 no eye sees a difference.
const DPI: std::ops::RangeInclusive<u32> = 50..=600;

/// The most pixels of a picture; 60 million take 240 MB while they are drawn.
const MOST_PIXELS: u64 = 60_000_000;

/// What a paper may look like; every message about a bad one ends with it.
const FORM: &str = "a paper is a4, a4-portrait, letter, letter-portrait, \
    or its width and height in millimetres: 200x120";

/// Paper size, resolution and colour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Paper {
    /// Width in millimetres.
    width_mm: f64,
    /// Height in millimetres.
    height_mm: f64,
    /// Pixels per inch.
    dpi: u32,
    /// Whether it is printed without colours.
    grey: bool,
}

impl Paper {
    /// The resolution when none is asked for.
    pub const USUAL_DPI: u32 = 200;

    /// A4, the long side lying, at 200 dpi: 2339 × 1654 pixels.
    pub const A4_LANDSCAPE: Self =
        Self { width_mm: 297.0, height_mm: 210.0, dpi: Self::USUAL_DPI, grey: false };

    /// Reads what a person typed: `a4`, `a4-portrait`, `letter`, `letter-portrait`, or `200x120` in
    /// millimetres; `dpi` is 50 to 600.
    ///
    /// # Errors
    /// A sentence that says what is wrong and what a paper looks like.
    pub fn parse(text: &str, dpi: u32) -> Result<Self, String> {
        // Forgiving about capitals and blanks, strict about everything else.
        let lower = text.trim().to_lowercase();
        let (width_mm, height_mm) = match lower.as_str() {
            "a4" | "a4-landscape" => (297.0, 210.0),
            "a4-portrait" => (210.0, 297.0),
            "letter" | "letter-landscape" => (279.4, 215.9),
            "letter-portrait" => (215.9, 279.4),
            size => {
                sides(size).ok_or_else(|| format!("`{}` is not a paper; {FORM}", text.trim()))?
            }
        };
        let (shortest, longest) = (SIDE_MM.start(), SIDE_MM.end());
        if !SIDE_MM.contains(&width_mm) {
            return Err(format!(
                "a paper {width_mm} mm wide is outside {shortest} to {longest} mm, \
                 the widths a chart can be drawn on"
            ));
        }
        if !(LEAST_HEIGHT_MM..=*longest).contains(&height_mm) {
            return Err(format!(
                "a paper {height_mm} mm high is outside {LEAST_HEIGHT_MM} to {longest} mm, \
                 the heights a chart can be drawn on"
            ));
        }
        if !DPI.contains(&dpi) {
            return Err(format!(
                "{dpi} dpi is outside {} to {}, the resolutions that print",
                DPI.start(),
                DPI.end()
            ));
        }
        Self { width_mm, height_mm, dpi, grey: false }.within_reason()
    }

    /// Refuses a picture too large to draw.
    fn within_reason(self) -> Result<Self, String> {
        let (width, height) = self.pixels();
        if u64::from(width) * u64::from(height) > MOST_PIXELS {
            Err(format!(
                "{} × {} mm at {} dpi would be {width} × {height} pixels, \
                 more than the {} million a picture may have; \
                 choose a smaller paper or a lower resolution",
                self.width_mm,
                self.height_mm,
                self.dpi,
                MOST_PIXELS / 1_000_000
            ))
        } else {
            Ok(self)
        }
    }

    /// The same paper, printed in black, white and greys if `grey`.
    #[must_use]
    pub fn in_grey(self, grey: bool) -> Self {
        Self { grey, ..self }
    }

    /// Whether it is printed without colours.
    pub(in crate::figure) fn is_grey(self) -> bool {
        self.grey
    }

    /// The same paper at the resolution that makes it about so many pixels wide, from 50 to the
    /// usual 200 dpi.
    #[must_use]
    pub fn about_as_wide(self, pixels: u32) -> Self {
        // A terminal's picture needs no more pixels than the window has.
        let dpi = (f64::from(pixels) / self.width_mm * MM_PER_INCH).round();
        let dpi = dpi.clamp(f64::from(*DPI.start()), f64::from(Self::USUAL_DPI)) as u32;
        Self { dpi, ..self }
    }

    /// Width in millimetres.
    pub fn width_mm(self) -> f64 {
        self.width_mm
    }

    /// Height in millimetres.
    pub fn height_mm(self) -> f64 {
        self.height_mm
    }

    /// Pixels per inch.
    pub fn dpi(self) -> u32 {
        self.dpi
    }

    /// Pixels per millimetre.
    pub(in crate::figure) fn pixels_per_mm(self) -> f64 {
        f64::from(self.dpi) / MM_PER_INCH
    }

    /// Width and height in whole pixels.
    pub fn pixels(self) -> (u32, u32) {
        // The sides and the resolution are limited, so this is far within u32.
        let [width, height] =
            [self.width_mm, self.height_mm].map(|mm| (mm * self.pixels_per_mm()).round() as u32);
        (width, height)
    }
}

/// `200x120` as two plain numbers; also with a ×, a decimal comma, and `mm` behind either.
fn sides(text: &str) -> Option<(f64, f64)> {
    let (width, height) = text.split_once(['x', '×', '*'])?;
    Some((side(width)?, side(height)?))
}

/// One side in millimetres; nothing for what Rust reads as a number and people do not write, such
/// as `1e3` or `inf`.
fn side(part: &str) -> Option<f64> {
    let number = part.trim().trim_end_matches("mm").trim_end().replace(',', ".");
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    number.parse::<f64>().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paper_is_read_as_people_write_it() {
        for (text, size) in [
            ("a4", (297.0, 210.0)),
            (" A4-Portrait ", (210.0, 297.0)),
            ("letter", (279.4, 215.9)),
            ("letter-portrait", (215.9, 279.4)),
            ("200x120", (200.0, 120.0)),
            ("200 × 120 mm", (200.0, 120.0)),
            ("80x60", (80.0, 60.0)),
            ("210,5X99.5", (210.5, 99.5)),
        ] {
            let paper = Paper::parse(text, Paper::USUAL_DPI).expect(text);
            assert_eq!((paper.width_mm, paper.height_mm), size, "{text}");
        }
        assert_eq!(Paper::A4_LANDSCAPE.pixels(), (2339, 1654));
    }

    #[test]
    fn anything_else_is_refused_with_a_sentence() {
        for (text, says) in [
            ("", "200x120"),
            ("a3", "200x120"),
            ("200", "200x120"),
            ("x", "200x120"),
            ("-200x120", "200x120"),
            ("1e3x100", "200x120"),
            ("nanxinf", "200x120"),
            ("79x100", "80 to 1200"),
            ("100x49", "50 to 1200"),
            ("1201x100", "80 to 1200"),
            ("1200x1200", "60 million"),
        ] {
            let said = Paper::parse(text, Paper::USUAL_DPI).expect_err(text);
            assert!(said.contains(says), "{text}: {said}");
        }
        for dpi in [0, 49, 601, u32::MAX] {
            assert!(
                Paper::parse("a4", dpi).expect_err("too fine or too coarse").contains("50 to 600")
            );
        }
        assert!(Paper::parse("1000x300", 600).expect_err("huge").contains("60 million"));
    }

    proptest! {
        #[test]
        fn no_text_panics(text in ".*") {
            let _ = Paper::parse(&text, Paper::USUAL_DPI);
        }
    }
}
