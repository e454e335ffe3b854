//! A face from a person's own file, for the scripts that the built-in one lacks.
//!
//! It is read, shaped and drawn by harfrust, which is made for fonts that nobody has looked at:
//! work and depth are bounded there, and what is broken in a font leaves a gap on the page.

use std::sync::{Arc, OnceLock};

use harfrust::font::Kind;
use harfrust::font::glyph::outline::{DrawMemory, DrawOptions, OutlineSource, PathSink};
use harfrust::{Buffer, BufferFlags, Direction, Font, GlyphId, ShapeOptions, ShaperFont, shape};
use ttf_parser::OutlineBuilder;

use crate::figure::error::FaceError;

/// The face that was chosen for this run of the program. One for all pages, as the built-in faces
/// are: every layout measures with it.
static CHOSEN: OnceLock<OwnFace> = OnceLock::new();

/// A face from a file.
pub struct OwnFace {
    /// The file, to cut it for a PDF.
    bytes: Arc<Vec<u8>>,
    /// The first face in it.
    font: Font,
    /// Font units in an em.
    em: f64,
}

/// One glyph of a text that was shaped. Lengths are in ems.
pub struct ShapedGlyph {
    /// Its number.
    pub glyph: u16,
    /// Where the characters it stands for begin in the text, in bytes.
    pub cluster: usize,
    /// How far the pen moves behind it.
    pub step: f64,
    /// How far right of the pen and above the baseline it is drawn.
    pub shift: (f64, f64),
}

/// Draws what the built-in face lacks with the first face of a font file (OpenType or TrueType) from
/// now on. Where one was chosen before, that one stays.
///
/// # Errors
/// What is wrong with the file.
pub fn use_face(bytes: Vec<u8>) -> Result<(), FaceError> {
    OwnFace::parse(bytes).map(|face| drop(CHOSEN.set(face)))
}

/// The face that was chosen.
pub fn chosen() -> Option<&'static OwnFace> {
    CHOSEN.get()
}

impl OwnFace {
    /// Reads the first face of a font file.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, FaceError> {
        let bytes = Arc::new(bytes);
        let shared: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(&bytes);
        let font = Font::new(shared, 0).ok_or(FaceError::NotAFont)?;
        let em = f64::from(font.units_per_em());
        // The sizes of an em that the format allows.
        if !matches!(font.kind(), Kind::Sfnt(..)) || !(16.0..=16384.0).contains(&em) {
            return Err(FaceError::NotAFont);
        }
        // What a PDF can hold: pictures have no outlines, and of CFF2 no part can be cut out.
        match font.outline_glyphs().source() {
            Some(OutlineSource::Glyf | OutlineSource::Cff) => Ok(Self { bytes, font, em }),
            _ => Err(FaceError::NoOutlines),
        }
    }

    /// Whether it has a character.
    pub fn has(&self, character: char) -> bool {
        self.font.charmap().map_unicode(character).is_some()
    }

    /// A word as glyphs from left to right; none where the font cannot shape it.
    pub fn shaped(&self, word: &str, is_rtl: bool) -> Vec<ShapedGlyph> {
        let mut buffer = Buffer::new();
        buffer.push_str(word);
        buffer.set_direction(if is_rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        if shape(&ShaperFont::new(&self.font), &mut buffer, ShapeOptions::new()).is_err() {
            return Vec::new();
        }
        let glyphs = buffer.glyph_infos().iter().zip(buffer.glyph_positions());
        let ems = |units: i32| f64::from(units) / self.em;
        glyphs
            .filter_map(|(info, place)| {
                Some(ShapedGlyph {
                    glyph: u16::try_from(info.glyph_id).ok()?,
                    cluster: info.cluster as usize,
                    step: ems(place.x_advance),
                    shift: (ems(place.x_offset), ems(place.y_offset)),
                })
            })
            .collect()
    }

    /// How far the next glyph stands from the start of this one, in ems.
    pub fn advance(&self, glyph: u16) -> f64 {
        f64::from(self.font.glyph_metrics().h_advance(GlyphId::from(glyph))) / self.em
    }

    /// Draws one glyph's outline, in font units, y upwards; nothing where it is broken.
    pub fn outline(&self, glyph: u16, pen: &mut dyn OutlineBuilder) {
        if let Some(outline) = self.font.outline_glyphs().get(GlyphId::from(glyph)) {
            // What was drawn before it broke stays: a gap, and no page lost.
            let _ = outline.draw(&DrawOptions::new(), DrawMemory::Scratch, &mut Nib(pen));
        }
    }

    /// Font units in an em.
    pub fn units_per_em(&self) -> f64 {
        self.em
    }

    /// Whether its outlines are those of PostScript, and not of TrueType.
    pub fn is_cff(&self) -> bool {
        self.font.outline_glyphs().source() == Some(OutlineSource::Cff)
    }

    /// The bytes of its file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A pen that draws what harfrust reads.
struct Nib<'a>(&'a mut dyn OutlineBuilder);

impl PathSink for Nib<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.move_to(x, y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.line_to(x, y);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.quad_to(x1, y1, x, y);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0.curve_to(x1, y1, x2, y2, x, y);
    }

    fn close(&mut self) {
        self.0.close();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_font_with_outlines_is_refused() {
        let built_in = include_bytes!("../fonts/InterSub_400Regular.ttf");
        assert!(OwnFace::parse(built_in.to_vec()).is_ok_and(|face| !face.is_cff()));
        for bytes in [&b""[..], b"name,score\n", b"%!PS-AdobeFont-1.0: A", b"OTTO", &built_in[..9]]
        {
            assert_eq!(OwnFace::parse(bytes.to_vec()).err(), Some(FaceError::NotAFont));
        }
        // Its table of outlines by another name: what is left is a font without any.
        let at = built_in.windows(4).position(|tag| tag == b"glyf").expect("its place");
        let mut without = built_in.to_vec();
        without[at..at + 4].copy_from_slice(b"glyx");
        assert_eq!(OwnFace::parse(without).err(), Some(FaceError::NoOutlines));
    }
}
