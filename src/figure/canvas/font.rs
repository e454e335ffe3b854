//! The embedded font: which characters it has, how wide a text is, and the outlines to draw it
//! with.
//!
//! Kerning comes from the font's own pair tables, the same for measuring and for drawing, so that a
//! text is exactly as wide as the layout believed. Knows nothing of pages or pixels.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tiny_skia::{Path, PathBuilder};
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};

use crate::domain::text::hidden::is_hidden;

/// The part of the em above the baseline that text may need, accents on capitals included.
pub const ASCENT: f64 = 1.0;

/// The part of the em below the baseline that text may need.
pub const DESCENT: f64 = 0.245;

/// The height of capitals and figures, by which a label is centred on a line.
pub const CAP_HEIGHT: f64 = 0.727;

/// plotters' font size of a text with an em of 1. Its own SVG back end divides by this, so ours
/// does too.
pub const SIZE_PER_EM: f64 = 1.24;

/// What stands for a character the font does not have.
const STAND_IN: char = '·';

/// How heavy a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FontWeight {
    /// Running text and labels.
    Regular,
    /// Titles and the numbers that matter.
    Bold,
}

/// One embedded face with its kerning tables at hand.
pub struct Font {
    /// The parsed face.
    face: Face<'static>,
    /// Each character's glyph and advance in font units, by the character's number; glyph 0 is
    /// none.
    letters: Vec<(u16, u16)>,
    /// The pair tables of its kerning feature, in the order in which the first match counts.
    pairs: Vec<PairAdjustment<'static>>,
    /// Pairs that were looked up already, [`KNOWN`] of them at most: a layout measures the same
    /// words many times.
    known: Vec<AtomicU64>,
    /// Font units in an em.
    em: f64,
}

/// How many pairs of glyphs a face remembers the kerning of; a power of two.
const KNOWN: usize = 4096;

/// Inter Regular, cut to the characters a diary needs.
static REGULAR: LazyLock<Font> =
    LazyLock::new(|| Font::parse(include_bytes!("../fonts/InterSub_400Regular.ttf")));

/// Inter Bold, cut the same.
static BOLD: LazyLock<Font> =
    LazyLock::new(|| Font::parse(include_bytes!("../fonts/InterSub_700Bold.ttf")));

impl Font {
    /// The face of a weight.
    pub fn with_weight(weight: FontWeight) -> &'static Self {
        match weight {
            FontWeight::Regular => &REGULAR,
            FontWeight::Bold => &BOLD,
        }
    }

    /// Reads an embedded face.
    fn parse(bytes: &'static [u8]) -> Self {
        // The bytes are part of the program and a test draws with them: they cannot be wrong at run
        // time.
        let face = Face::parse(bytes, 0).expect("the embedded font is a font");
        let kern = Tag::from_bytes(b"kern");
        let pairs = face.tables().gpos.map_or_else(Vec::new, |table| {
            // A face may list a lookup under several scripts; each counts once, in the order of the
            // table.
            let mut lookups: Vec<u16> = table
                .features
                .into_iter()
                .filter(|feature| feature.tag == kern)
                .flat_map(|feature| feature.lookup_indices)
                .collect();
            lookups.sort_unstable();
            lookups.dedup();
            let subtables = lookups.into_iter().filter_map(|index| table.lookups.get(index));
            subtables
                .flat_map(|lookup| lookup.subtables.into_iter::<PositioningSubtable>())
                .filter_map(|subtable| match subtable {
                    PositioningSubtable::Pair(pair) => Some(pair),
                    _ => None,
                })
                .collect()
        });
        let em = f64::from(face.units_per_em());
        let known = (0..KNOWN).map(|_| AtomicU64::new(0)).collect();
        Self { letters: letters(&face), face, pairs, known, em }
    }

    /// Whether every character of a text has a glyph.
    #[cfg(test)]
    pub fn has_all(&self, text: &str) -> bool {
        text.chars().all(|character| self.glyph(character).is_some())
    }

    /// The glyph of a character, where the face has one.
    fn glyph(&self, character: char) -> Option<GlyphId> {
        self.letters
            .get(character as usize)
            .map(|(glyph, _)| GlyphId(*glyph))
            .filter(|glyph| glyph.0 != 0)
    }

    /// The width of a text in ems.
    pub fn width(&self, text: &str) -> f64 {
        let mut end = 0.0;
        self.place(text, |_, _, _, after| end = after);
        end
    }

    /// The beginning of a text that is no wider than so many ems.
    pub fn fitting<'a>(&self, text: &'a str, width: f64) -> &'a str {
        let mut fits = 0;
        self.place(text, |_, _, _, after| fits += usize::from(after <= width));
        let shown = text.char_indices().filter(|(_, character)| self.glyph(*character).is_some());
        shown.map(|(at, _)| at).nth(fits).map_or(text, |end| &text[..end])
    }

    /// The outline of a text with its baseline's start at the origin, in ems, y downwards; `None`
    /// when there is nothing to draw.
    pub fn outline(&self, text: &str) -> Option<Path> {
        let mut pen = PathPen { builder: PathBuilder::new(), x: 0.0, em: self.em as f32 };
        self.place(text, |_, glyph, x, _| {
            pen.x = x as f32;
            self.face.outline_glyph(glyph, &mut pen);
        });
        pen.builder.finish()
    }

    /// The bytes of the whole face, to embed it.
    pub fn bytes(&self) -> &'static [u8] {
        self.face.raw_face().data
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f64 {
        self.em
    }

    /// How far the next glyph stands from the start of this one, in ems, before kerning.
    pub fn advance(&self, glyph: GlyphId) -> f64 {
        f64::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) / self.em
    }

    /// Draws one glyph's outline, in font units, y upwards.
    pub fn outline_glyph(&self, glyph: GlyphId, pen: &mut dyn OutlineBuilder) {
        self.face.outline_glyph(glyph, pen);
    }

    /// Each character that has a glyph, its glyph, and where it starts, in ems from the text's
    /// start.
    pub fn glyphs(&self, text: &str) -> Vec<(char, GlyphId, f64)> {
        let mut glyphs = Vec::new();
        self.place(text, |character, glyph, x, _| glyphs.push((character, glyph, x)));
        glyphs
    }

    /// Visits each character's glyph with where it starts and where the next one would, in ems.
    fn place(&self, text: &str, mut visit: impl FnMut(char, GlyphId, f64, f64)) {
        let mut x = 0.0;
        let mut previous: Option<GlyphId> = None;
        for character in text.chars() {
            let Some(glyph) = self.glyph(character) else { continue };
            x += previous.map_or(0.0, |previous| self.kerning(previous, glyph));
            let advance = f64::from(self.letters[character as usize].1) / self.em;
            visit(character, glyph, x, x + advance);
            x += advance;
            previous = Some(glyph);
        }
    }

    /// The correction between two neighbours, in ems.
    fn kerning(&self, left: GlyphId, right: GlyphId) -> f64 {
        // The pair in the upper half; below it the correction, above a bit that tells it from
        // nothing.
        let pair = u64::from(left.0) << 48 | u64::from(right.0) << 32 | 1 << 16;
        // Two pairs may share a place: then the later one takes it, and the earlier is looked up
        // again.
        let place = &self.known[(usize::from(left.0) * 31 + usize::from(right.0)) % KNOWN];
        let seen = place.load(Ordering::Relaxed);
        let units = if seen & !0xFFFF == pair {
            (seen & 0xFFFF) as u16
        } else {
            let units = self.looked_up(left, right).cast_unsigned();
            place.store(pair | u64::from(units), Ordering::Relaxed);
            units
        };
        f64::from(units.cast_signed()) / self.em
    }

    /// The correction between two neighbours, in font units.
    fn looked_up(&self, left: GlyphId, right: GlyphId) -> i16 {
        for pair in &self.pairs {
            let Some(index) = pair.coverage().get(left) else { continue };
            let records = match pair {
                PairAdjustment::Format1 { sets, .. } => {
                    sets.get(index).and_then(|set| set.get(right))
                }
                PairAdjustment::Format2 { classes, matrix, .. } => {
                    matrix.get((classes.0.get(left), classes.1.get(right)))
                }
            };
            if let Some((first, _)) = records {
                return first.x_advance;
            }
        }
        0
    }
}

/// The glyph and the advance of every character of a face, by the character's number.
fn letters(face: &Face<'_>) -> Vec<(u16, u16)> {
    // Looked up once for every character: asking the face for every letter of a text is slower.
    let mut characters = Vec::new();
    for subtable in
        face.tables().cmap.iter().flat_map(|cmap| cmap.subtables).filter(|table| table.is_unicode())
    {
        subtable.codepoints(|number| characters.extend(char::from_u32(number)));
    }
    let mut letters = vec![(0, 0); characters.iter().max().map_or(0, |last| *last as usize + 1)];
    for character in characters {
        if let Some(glyph) = face.glyph_index(character) {
            letters[character as usize] = (glyph.0, face.glyph_hor_advance(glyph).unwrap_or(0));
        }
    }
    letters
}

/// Collects glyph outlines into one path.
struct PathPen {
    /// The path so far.
    builder: PathBuilder,
    /// Where the current glyph starts, in ems.
    x: f32,
    /// Font units in an em.
    em: f32,
}

impl PathPen {
    /// A point of the glyph on the page's axes.
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x / self.em, -y / self.em)
    }
}

impl OutlineBuilder for PathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.builder.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.builder.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.builder.cubic_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.builder.close();
    }
}

/// A person's text as the font can show it: one line, no empty boxes. Emoji and invisible
/// characters go, any other character the font lacks becomes a middle dot, and white space becomes
/// single blanks.
pub fn showable(text: &str) -> String {
    // Both weights have the same characters, so one of them answers for both.
    let shown: String = text
        .chars()
        .filter_map(|character| match character {
            _ if character.is_whitespace() => Some(' '),
            _ if is_inkless(character) => None,
            _ if REGULAR.glyph(character).is_some() => Some(character),
            _ if is_emoji(character) => None,
            _ => Some(STAND_IN),
        })
        .collect();
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The characters of a text that the font lacks, each once: those for which `showable` has a dot,
/// or nothing.
pub fn lacking(text: &str) -> String {
    let mut lacking = String::new();
    for character in text.chars() {
        let is_shown = character.is_whitespace() || REGULAR.glyph(character).is_some();
        if !is_shown && !is_inkless(character) && !lacking.contains(character) {
            lacking.push(character);
        }
    }
    lacking
}

/// The same text with its numbers kept together with what they count, and its days whole: blanks
/// that no line breaks at.
pub fn together(text: &str) -> String {
    const AFTER: [&str; 19] = [
        "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun", "Jan", "Feb", "Mar", "Apr", "May", "Jun",
        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let mut kept = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        kept.push_str(word);
        let Some(next) = words.peek() else { break };
        let ends_with_a_digit = word.ends_with(|last: char| last.is_ascii_digit());
        let stays = if next.starts_with(['%', '×']) {
            ends_with_a_digit
        } else if next.starts_with(|first: char| first.is_ascii_digit()) {
            AFTER.contains(&word) || word == "×"
        } else {
            // “12 November” is a day, and “Sat” behind a number is the next one.
            ends_with_a_digit && AFTER[7..].iter().any(|month| next.starts_with(month))
        };
        kept.push(if stays { '\u{a0}' } else { ' ' });
    }
    kept
}

/// Whether a character has no ink: what is hidden, and besides the soft hyphen, the joiners and the
/// variation selectors, which shape their neighbours.
fn is_inkless(character: char) -> bool {
    is_hidden(character)
        || matches!(
            character,
            '\u{ad}' | '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Pictographs: a middle dot in their place would say less than nothing.
fn is_emoji(character: char) -> bool {
    matches!(
        character,
        '\u{203c}' | '\u{2049}' | '\u{20e3}'
            | '\u{2300}'..='\u{23ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}'
            | '\u{1f000}'..='\u{1faff}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn widths_are_the_fonts_own_and_pairs_are_kerned() {
        for weight in [FontWeight::Regular, FontWeight::Bold] {
            let font = Font::with_weight(weight);
            assert!((0.4..0.8).contains(&font.width("0")), "{}", font.width("0"));
            let apart = font.width("A") + font.width("V");
            assert!(font.width("AV") < apart - 0.02, "{} {apart}", font.width("AV"));
            assert_eq!(font.width(""), 0.0);
            assert_eq!(font.fitting("Łódź AV", font.width("Łód")), "Łód");
            assert_eq!(
                [font.fitting("Łódź", 9.0), font.fitting("Łódź", 0.1), font.fitting("", 1.0)],
                ["Łódź", "", ""]
            );
        }
        assert!(
            Font::with_weight(FontWeight::Bold).width("pain")
                > Font::with_weight(FontWeight::Regular).width("pain")
        );
    }

    #[test]
    fn ink_stays_within_the_heights_the_layout_reckons_with() {
        for weight in [FontWeight::Regular, FontWeight::Bold] {
            let bounds =
                Font::with_weight(weight).outline("ŘÅĵgçpqΆЙ0189()").expect("ink").bounds();
            assert!(
                f64::from(-bounds.top()) <= ASCENT && f64::from(bounds.bottom()) <= DESCENT,
                "{bounds:?}"
            );
            let digits = Font::with_weight(weight).outline("H").expect("ink").bounds();
            assert!((f64::from(-digits.top()) - CAP_HEIGHT).abs() < 0.01, "{digits:?}");
        }
        assert!(Font::with_weight(FontWeight::Regular).outline(" ").is_none());
    }

    #[test]
    fn what_the_font_lacks_is_dropped_or_a_dot_and_never_a_box() {
        for (text, shown) in [
            (
                "Tiefe Gesäßschmerzen, Łódź, Ισχιαλγία, боль",
                "Tiefe Gesäßschmerzen, Łódź, Ισχιαλγία, боль",
            ),
            ("run 🏃‍♀️ again", "run again"),
            ("🏃", ""),
            ("痛み", "··"),
            ("a\u{202e}b\u{1b}[1m\tc\n d", "ab[1m c d"),
        ] {
            assert_eq!(showable(text), shown, "{text:?}");
        }
    }

    #[test]
    fn what_the_font_lacks_is_named_once() {
        for (text, named) in [
            ("Łódź, Ισχιαλγία, боль", ""),
            ("run 🏃\u{200d}♀\u{fe0f} again 🏃", "🏃♀"),
            ("痛み 痛い\u{202e}\n", "痛みい"),
        ] {
            assert_eq!(lacking(text), named);
        }
    }

    #[test]
    fn what_is_remembered_of_a_pair_is_what_the_tables_say() {
        let font = Font::with_weight(FontWeight::Bold);
        let characters: Vec<char> =
            "AVTWYoeatyЯГΛΔŁąß.,1470–→ ".chars().chain('\u{20}'..'\u{17f}').collect();
        let glyphs: Vec<GlyphId> =
            characters.into_iter().filter_map(|character| font.glyph(character)).collect();
        // Far more pairs than are remembered at a time, each of them twice.
        for (left, right) in
            glyphs.iter().flat_map(|left| glyphs.iter().map(move |right| (*left, *right)))
        {
            let found = f64::from(font.looked_up(left, right)) / font.em;
            assert_eq!(
                [font.kerning(left, right), font.kerning(left, right)],
                [found; 2],
                "{left:?} {right:?}"
            );
        }
        assert!(
            glyphs.len() * glyphs.len() > KNOWN && font.face.glyph_index('Ж') == font.glyph('Ж')
        );
    }

    #[test]
    fn days_and_amounts_are_kept_together() {
        for (text, kept) in [
            ("since Sun 22 Nov. It may", "since Sun~22~Nov. It may"),
            ("from Nov 5 on, 2 × 10, hold 5 s", "from Nov~5 on, 2~×~10, hold 5 s"),
            ("48 % lower, 12 Oct – 22 Nov 2026", "48~% lower, 12~Oct – 22~Nov~2026"),
            ("on Monday 3 of May I  ran", "on Monday 3 of May I  ran"),
            ("", ""),
        ] {
            assert_eq!(together(text).replace('\u{a0}', "~"), kept);
        }
    }

    proptest! {
        #[test]
        fn whatever_is_shown_has_a_glyph(text in ".*") {
            for character in showable(&text).chars() {
                for weight in [FontWeight::Regular, FontWeight::Bold] {
                    let glyph = Font::with_weight(weight).face.glyph_index(character);
                prop_assert!(glyph.is_some(), "{character:?}");
                }
            }
        }
    }
}
