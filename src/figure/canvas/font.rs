//! The embedded font: which characters it has, how wide a text is, and the outlines to draw it
//! with.
//!
//! Kerning comes from the font's own pair tables, the same for measuring and for drawing, so that a
//! text is exactly as wide as the layout believed. A text with characters that the embedded font
//! lacks and the face of a person's own has is laid out with both ([`Font::mixed`]). Knows nothing
//! of pages or pixels.

use std::ops::Range;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use tiny_skia::{Path, PathBuilder};
use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag};
use unicode_segmentation::UnicodeSegmentation;

use crate::domain::text::hidden::is_hidden;
use crate::figure::canvas::direction::{DirectedRun, mirrored, visual_runs};
use crate::figure::canvas::own_face::{self, OwnFace};

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
        if let Some(line) = self.mixed(text, own_face::chosen()) {
            return line.width();
        }
        let mut end = 0.0;
        self.place(text, |_, _, _, after| end = after);
        end
    }

    /// The beginning of a text that is no wider than so many ems.
    pub fn fitting<'a>(&self, text: &'a str, width: f64) -> &'a str {
        if let Some(line) = self.mixed(text, own_face::chosen()) {
            return self.fitting_mixed(text, &line, width);
        }
        let mut fits = 0;
        self.place(text, |_, _, _, after| fits += usize::from(after <= width));
        let shown = text.char_indices().filter(|(_, character)| self.glyph(*character).is_some());
        shown.map(|(at, _)| at).nth(fits).map_or(text, |end| &text[..end])
    }

    /// The same where two faces have the text, which are laid out as `line`.
    fn fitting_mixed<'a>(&self, text: &'a str, line: &MixedLine, width: f64) -> &'a str {
        let ends = text.grapheme_indices(true).map(|(at, letter)| at + letter.len());
        let mut ends: Vec<usize> = ends.take_while(|end| line.width_until(*end) <= width).collect();
        // A letter at the end of a line may be another, wider form of itself.
        while let Some(end) = ends.pop() {
            if self.width(&text[..end]) <= width {
                return &text[..end];
            }
        }
        ""
    }

    /// The outline of a text with its baseline's start at the origin, in ems, y downwards; `None`
    /// when there is nothing to draw.
    pub fn outline(&self, text: &str) -> Option<Path> {
        let mut pen = PathPen { builder: PathBuilder::new(), x: 0.0, y: 0.0, em: self.em as f32 };
        for placed in self.glyphs(text) {
            (pen.x, pen.y) = (placed.x as f32, placed.y as f32);
            pen.em = placed.glyph.units_per_em(self) as f32;
            self.outline_glyph(placed.glyph, &mut pen);
        }
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
    pub fn advance(&self, glyph: Glyph) -> f64 {
        match glyph {
            Glyph::BuiltIn(glyph) => {
                f64::from(self.face.glyph_hor_advance(glyph).unwrap_or(0)) / self.em
            }
            Glyph::Own(own, glyph) => own.advance(glyph),
        }
    }

    /// Draws one glyph's outline, in the font units of its face, y upwards.
    pub fn outline_glyph(&self, glyph: Glyph, pen: &mut dyn OutlineBuilder) {
        match glyph {
            Glyph::BuiltIn(glyph) => drop(self.face.outline_glyph(glyph, pen)),
            Glyph::Own(own, glyph) => own.outline(glyph, pen),
        }
    }

    /// The glyphs of a text, from left to right.
    pub fn glyphs(&self, text: &str) -> Vec<PlacedGlyph> {
        if let Some(line) = self.mixed(text, own_face::chosen()) {
            return line.glyphs;
        }
        let mut glyphs = Vec::new();
        let mut end = 0;
        self.place(text, |character, glyph, x, _| {
            // What has no glyph is passed over, and the next one is looked for behind it.
            let at = text[end..].find(character).map_or(end, |found| end + found);
            end = at + character.len_utf8();
            glyphs.push(PlacedGlyph { glyph: Glyph::BuiltIn(glyph), source: at..end, x, y: 0.0 });
        });
        glyphs
    }

    /// A text that the embedded face cannot show by itself, laid out with the face of a person's
    /// own; `None` where the embedded face has all of it that can be shown.
    fn mixed(&self, text: &str, own: Option<&'static OwnFace>) -> Option<MixedLine> {
        let own = own?;
        text.chars().find(|character| self.glyph(*character).is_none() && own.has(*character))?;
        let mut line = MixedLine::default();
        for run in visual_runs(text) {
            let mut pieces = self.pieces(text, &run, own);
            if run.is_rtl {
                pieces.reverse();
            }
            for (piece, is_own) in pieces {
                if is_own {
                    line.push_word(text, piece, run.is_rtl, own);
                } else if run.is_rtl {
                    for (at, character) in text[piece.clone()].char_indices().rev() {
                        let at = piece.start + at;
                        let source = at..at + character.len_utf8();
                        line.push_built_in(self, mirrored(character).to_string().as_str(), &source);
                    }
                } else {
                    line.push_built_in(self, &text[piece.clone()], &piece);
                }
            }
        }
        Some(line)
    }

    /// The parts of a run that one of the faces has, in the order of the text, and whether it is
    /// the person's own. Of that, every word is a part by itself: a word has one script.
    fn pieces(&self, text: &str, run: &DirectedRun, own: &OwnFace) -> Vec<(Range<usize>, bool)> {
        let mut pieces: Vec<(Range<usize>, bool)> = Vec::new();
        for (at, letter) in text[run.range.clone()].grapheme_indices(true) {
            let range = run.range.start + at..run.range.start + at + letter.len();
            let seen = || letter.chars().filter(|character| !is_inkless(*character));
            let built_in = seen().all(|character| self.glyph(character).is_some());
            let is_own = seen().all(|character| own.has(character)) && (run.is_rtl || !built_in);
            match pieces.last_mut() {
                Some((piece, same)) if *same == is_own && !(is_own && letter == " ") => {
                    piece.end = range.end;
                }
                _ => pieces.push((range, is_own)),
            }
        }
        pieces
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

/// A glyph of one of the two faces.
#[derive(Clone, Copy)]
pub enum Glyph {
    /// Of the embedded face.
    BuiltIn(GlyphId),
    /// Of the face from a person's file.
    Own(&'static OwnFace, u16),
}

impl Glyph {
    /// Its number in its face.
    pub fn number(self) -> u16 {
        match self {
            Self::BuiltIn(glyph) => glyph.0,
            Self::Own(_, glyph) => glyph,
        }
    }

    /// Font units in an em of its face, where `font` is the embedded one.
    pub fn units_per_em(self, font: &Font) -> f64 {
        match self {
            Self::BuiltIn(_) => font.em,
            Self::Own(own, _) => own.units_per_em(),
        }
    }
}

/// A glyph in its place on a line.
pub struct PlacedGlyph {
    /// The glyph.
    pub glyph: Glyph,
    /// The bytes of the text that it stands for; none where another glyph stands for them too.
    pub source: Range<usize>,
    /// Where it starts, in ems from the text's start.
    pub x: f64,
    /// How far it is lifted above the baseline, in ems.
    pub y: f64,
}

/// A line of two faces.
#[derive(Default)]
struct MixedLine {
    /// Its glyphs from left to right.
    glyphs: Vec<PlacedGlyph>,
    /// Where each piece of the text begins, in bytes, and how wide it is, in ems.
    steps: Vec<(usize, f64)>,
}

impl MixedLine {
    /// How wide it is, in ems.
    fn width(&self) -> f64 {
        self.steps.iter().map(|(_, step)| step).sum()
    }

    /// How wide its text is up to a byte, in ems.
    fn width_until(&self, end: usize) -> f64 {
        self.steps.iter().filter(|(at, _)| *at < end).map(|(_, step)| step).sum()
    }

    /// Adds a text of the embedded face, which stands for the bytes `source` of the line's.
    fn push_built_in(&mut self, font: &Font, text: &str, source: &Range<usize>) {
        let start = self.width();
        let (mut end, mut at) = (0.0, source.start);
        font.place(text, |character, glyph, x, after| {
            let source = at..(at + character.len_utf8()).min(source.end);
            self.steps.push((at, after - end));
            at = source.end;
            let glyph = Glyph::BuiltIn(glyph);
            self.glyphs.push(PlacedGlyph { glyph, source, x: start + x, y: 0.0 });
            end = after;
        });
    }

    /// Adds a word of the person's own face.
    fn push_word(&mut self, text: &str, word: Range<usize>, is_rtl: bool, own: &'static OwnFace) {
        let shaped = own.shaped(&text[word.clone()], is_rtl);
        let mut starts: Vec<usize> = shaped.iter().map(|glyph| glyph.cluster).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut pen = self.width();
        for glyph in shaped {
            let at = starts.binary_search(&glyph.cluster).ok();
            let next = at.and_then(|at| starts.get(at + 1)).copied().unwrap_or(word.len());
            let source = word.start + glyph.cluster..word.start + next;
            // Of several glyphs for the same characters the first stands for them.
            let is_told = self.glyphs.iter().any(|placed| placed.source == source);
            self.glyphs.push(PlacedGlyph {
                glyph: Glyph::Own(own, glyph.glyph),
                source: if is_told { source.end..source.end } else { source.clone() },
                x: pen + glyph.shift.0,
                y: glyph.shift.1,
            });
            self.steps.push((source.start, glyph.step));
            pen += glyph.step;
        }
    }
}

/// Collects glyph outlines into one path.
struct PathPen {
    /// The path so far.
    builder: PathBuilder,
    /// Where the current glyph starts, in ems.
    x: f32,
    /// How far it is lifted above the baseline, in ems.
    y: f32,
    /// Font units in an em.
    em: f32,
}

impl PathPen {
    /// A point of the glyph on the page's axes.
    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        (self.x + x / self.em, -y / self.em - self.y)
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

/// A person's text as the faces can show it: one line, no empty boxes. Emoji and invisible
/// characters go, any other character they lack becomes a middle dot, and white space becomes
/// single blanks.
pub fn showable(text: &str) -> String {
    showable_with(text, own_face::chosen())
}

/// The same with a face of the person's own.
fn showable_with(text: &str, own: Option<&OwnFace>) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            _ if character.is_whitespace() => shown.push(' '),
            // A joiner or a selector says how a letter of the person's own face is written.
            _ if is_inkless(character) => {
                if is_joining(character) && shown.ends_with(|last| !is_built_in(last)) {
                    shown.push(character);
                }
            }
            _ if is_shown(character, own) => shown.push(character),
            _ if is_emoji(character) => {}
            _ => shown.push(STAND_IN),
        }
    }
    shown.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Whether the embedded face has a character. Both weights have the same, so one answers for both.
fn is_built_in(character: char) -> bool {
    REGULAR.glyph(character).is_some()
}

/// Whether one of the faces has a character.
fn is_shown(character: char, own: Option<&OwnFace>) -> bool {
    is_built_in(character) || own.is_some_and(|own| own.has(character))
}

/// The characters of a text that the faces lack, each once: those for which `showable` has a dot,
/// or nothing.
pub fn lacking(text: &str) -> String {
    lacking_with(text, own_face::chosen())
}

/// The same with a face of the person's own.
fn lacking_with(text: &str, own: Option<&OwnFace>) -> String {
    let mut lacking = String::new();
    for character in text.chars() {
        let is_shown = character.is_whitespace() || is_shown(character, own);
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

/// Whether a character has no ink: what is hidden, and besides the soft hyphen, and what shapes its
/// neighbours.
fn is_inkless(character: char) -> bool {
    is_hidden(character)
        || is_joining(character)
        || matches!(character, '\u{ad}' | '\u{e0000}'..='\u{e0fff}')
}

/// Whether a character is a joiner or a variation selector, which shape their neighbours.
fn is_joining(character: char) -> bool {
    matches!(character, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}')
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

    /// A face of the fixtures.
    fn own(name: &str) -> &'static OwnFace {
        let path = format!("{}/tests/fixtures/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
        let face = OwnFace::parse(std::fs::read(path).expect("a fixture"));
        // Glyphs name their face for as long as the program runs.
        Box::leak(Box::new(face.expect("a font")))
    }

    /// A text laid out with a face of the fixtures: what each glyph stands for, from left to right,
    /// and whether it is of that face.
    fn laid_out(text: &str, name: &str) -> (Vec<(String, bool)>, MixedLine) {
        let font = Font::with_weight(FontWeight::Regular);
        let line = font.mixed(text, Some(own(name))).expect("both faces");
        let glyphs = line.glyphs.iter();
        let glyphs = glyphs.map(|placed| {
            (text[placed.source.clone()].to_owned(), matches!(placed.glyph, Glyph::Own(..)))
        });
        (glyphs.collect(), line)
    }

    #[test]
    fn hebrew_is_written_from_the_right_within_a_line() {
        let (glyphs, line) = laid_out("see אבג (1)", "hebrew.ttf");
        let seen: String = glyphs.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(seen, "see גבא (1)");
        let own: String =
            glyphs.iter().filter(|(_, own)| *own).map(|(text, _)| text.as_str()).collect();
        assert_eq!(own, "גבא");
        assert!(line.glyphs.windows(2).all(|pair| pair[0].x < pair[1].x));
        // A sentence of its own turns as a whole, its brackets too; its numbers do not.
        let (glyphs, _) = laid_out("אב (12)", "hebrew.ttf");
        let seen: String = glyphs.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(seen, ")12( בא");
        let font = Font::with_weight(FontWeight::Regular);
        let (_, line) = laid_out("(אב", "hebrew.ttf");
        let bracket = line.glyphs.last().map(|placed| placed.glyph.number());
        assert_eq!(bracket, font.glyph(')').map(|glyph| glyph.0), "it opens the other way");
    }

    #[test]
    fn points_sit_on_their_letter() {
        let (glyphs, line) = laid_out("ש\u{5b8}לום", "hebrew.ttf");
        // The point has no width of its own, and stands within the letter it belongs to.
        let (letter, _) = laid_out("שלום", "hebrew.ttf")
            .1
            .steps
            .iter()
            .fold((0.0, ()), |(sum, ()), (_, step)| (sum + step, ()));
        assert!((line.width() - letter).abs() < 1e-6, "{} {letter}", line.width());
        assert_eq!(glyphs.len(), 5);
    }

    #[test]
    fn arabic_letters_are_joined() {
        let own = own("arabic.ttf");
        let alone: Vec<u16> = "ظهر"
            .chars()
            .flat_map(|letter| own.shaped(&letter.to_string(), true))
            .map(|glyph| glyph.glyph)
            .collect();
        let mut joined: Vec<u16> =
            own.shaped("ظهر", true).iter().map(|glyph| glyph.glyph).collect();
        joined.reverse();
        assert_eq!((alone.len(), joined.len()), (3, 3));
        assert!(alone.iter().zip(&joined).all(|(alone, joined)| alone != joined), "{joined:?}");
        // Lam and alef are one shape, which stands for both.
        let (glyphs, _) = laid_out("سلام", "arabic.ttf");
        let stands_for: String = glyphs.iter().rev().map(|(text, _)| text.as_str()).collect();
        assert_eq!(stands_for, "سلام");
    }

    #[test]
    fn chinese_characters_stand_beside_letters_of_the_built_in_face() {
        let (glyphs, line) = laid_out("腰痛 low back 3", "japanese.otf");
        let own = glyphs.iter().filter(|(_, own)| *own).count();
        assert_eq!((own, glyphs.len()), (2, 13));
        let built_in = Font::with_weight(FontWeight::Regular).width(" low back 3");
        assert!((line.width() - 2.0 - built_in).abs() < 1e-6, "each is one em wide");
        let ink = line.glyphs.iter().filter(|placed| {
            let mut pen = PathPen { builder: PathBuilder::new(), x: 0.0, y: 0.0, em: 1000.0 };
            Font::with_weight(FontWeight::Regular).outline_glyph(placed.glyph, &mut pen);
            pen.builder.finish().is_some()
        });
        assert_eq!(ink.count(), 13 - 3, "all but the blanks");
    }

    #[test]
    fn what_fits_is_counted_in_the_order_of_the_text() {
        let font = Font::with_weight(FontWeight::Regular);
        for (text, name) in [("אבגדה וזח", "hebrew.ttf"), ("腰痛みが少し", "japanese.otf")]
        {
            let line = font.mixed(text, Some(own(name))).expect("both faces");
            let half = line.width_until(text.chars().take(4).map(char::len_utf8).sum());
            let fits = font.fitting_mixed(text, &line, half + 1e-6);
            assert_eq!(fits, text.chars().take(4).collect::<String>());
            assert_eq!(font.fitting_mixed(text, &line, 0.1), "");
        }
    }

    #[test]
    fn a_face_of_ones_own_is_for_what_the_built_in_one_lacks() {
        let face = own("hebrew.ttf");
        for (text, shown, named) in [
            ("כאב 痛み", "כאב ··", "痛み"),
            ("כ\u{200d}א\u{202e}ב a\u{200d}b", "כ\u{200d}אב ab", ""),
            ("run 🏃 again", "run again", "🏃"),
        ] {
            assert_eq!(showable_with(text, Some(face)), shown, "{text:?}");
            assert_eq!(lacking_with(text, Some(face)), named, "{text:?}");
        }
        let font = Font::with_weight(FontWeight::Regular);
        assert!(font.mixed("low back", Some(face)).is_none(), "nothing changes for English");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn a_broken_font_is_refused_or_drawn_with_gaps(
            name in proptest::sample::select(vec!["hebrew.ttf", "arabic.ttf", "japanese.otf"]),
            breaks in proptest::collection::vec((0usize..12_000, any::<u8>()), 1..40),
            length in 0usize..14_000,
        ) {
            let path = format!("{}/tests/fixtures/fonts/{name}", env!("CARGO_MANIFEST_DIR"));
            let mut bytes = std::fs::read(path).expect("a fixture");
            for (at, byte) in breaks {
                if let Some(broken) = bytes.get_mut(at) {
                    *broken = byte;
                }
            }
            bytes.truncate(length);
            if let Ok(face) = OwnFace::parse(bytes) {
                for text in ["שלום", "سلام", "腰痛"] {
                    for glyph in face.shaped(text, text != "腰痛") {
                        let mut pen =
                            PathPen { builder: PathBuilder::new(), x: 0.0, y: 0.0, em: 1000.0 };
                        face.outline(glyph.glyph, &mut pen);
                        prop_assert!(face.advance(glyph.glyph).is_finite());
                    }
                }
            }
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
