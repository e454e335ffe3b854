//! The PDF surface: lines, shapes, and text that can be selected and searched, with its fonts
//! inside.
//!
//! One page or several of the same size. The fonts are cut to the glyphs that are used; the title,
//! the description and the language are in the file, and each whole page is tagged as one figure
//! with its description as the alternative text. No date is written, so that the same drawing gives the same bytes. Knows
//! nothing of charts.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use pdf_writer::types::{
    CidFontType, FontFlags, LineCapStyle, LineJoinStyle, StructRole, SystemInfo, UnicodeCmap,
};
use pdf_writer::{Content, Filter, Finish, Name, Pdf as File, Rect, Ref, Str, TextStr};
use plotters_backend::{BackendColor, BackendCoord};
use subsetter::GlyphRemapper;

use crate::domain::text::hidden::without_hidden;
use crate::figure::canvas::font::{
    ASCENT, CAP_HEIGHT, DESCENT, Font, FontWeight, Glyph, PlacedGlyph,
};
use crate::figure::canvas::own_face;
use crate::figure::canvas::surface::{self, Surface, TextRun};
use crate::figure::error::FigureError;

/// Points in a millimetre, the unit of a PDF page.
const POINTS_PER_MM: f32 = 72.0 / 25.4;

/// The registry of glyph numbers without a meaning of their own.
const IDENTITY: SystemInfo<'_> =
    SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// The faces of a page's text: the name each has on the page, and its own. The last is that of a
/// person's own file.
const FACES: [(&[u8], &str); 3] = [(b"R", "Inter-Regular"), (b"B", "Inter-Bold"), (b"O", "Own")];

/// Pages being drawn, one after the other.
pub struct PdfSurface {
    /// Width and height in units.
    size: (u32, u32),
    /// Units in a millimetre.
    units: f64,
    /// The pages before.
    before: Vec<Content>,
    /// What was drawn on the page so far.
    content: Content,
    /// What the next stroke or fill would look like: only changes are written.
    look: PenState,
    /// The opacities used, in 255ths.
    opacities: BTreeSet<u8>,
    /// The glyphs used of each face, in the order of [`FACES`].
    fonts: [UsedGlyphs; 3],
}

/// A page of the file, and the numbers of its parts.
struct Leaf {
    drawn: Content,
    page: Ref,
    content: Ref,
    figure: Ref,
    parents: Ref,
}

/// The pen, as the page knows it.
#[derive(Default)]
struct PenState {
    /// The colour of fills.
    fill: Option<(u8, u8, u8)>,
    /// The colour of lines.
    stroke: Option<(u8, u8, u8)>,
    /// The width of lines.
    width: Option<u32>,
    /// Whether lines end round.
    round: Option<bool>,
    /// The opacity of both, in 255ths.
    opacity: Option<u8>,
}

/// The glyphs of one face that are used.
#[derive(Default)]
struct UsedGlyphs {
    /// Their numbers in the cut font.
    remapper: GlyphRemapper,
    /// By that number, what it stands for and its advance in ems.
    glyphs: BTreeMap<u16, (String, f64)>,
}

/// The place in [`FACES`] of the face that has a glyph.
fn index(weight: FontWeight, glyph: Glyph) -> usize {
    match glyph {
        Glyph::BuiltIn(_) => usize::from(weight == FontWeight::Bold),
        Glyph::Own(..) => 2,
    }
}

/// A colour as PDF has it, 0 to 1.
fn channels((red, green, blue): (u8, u8, u8)) -> [f32; 3] {
    [red, green, blue].map(|channel| f32::from(channel) / 255.0)
}

/// A place as PDF has it.
fn place((x, y): BackendCoord) -> (f32, f32) {
    (x as f32, y as f32)
}

/// The beginning of a page so many units wide and high.
fn page_content(size: (u32, u32), units: f64) -> Content {
    let mut content = Content::new();
    content.begin_marked_content_with_properties(Name(b"Figure")).properties().identify(0);
    // From here on a page's own units, y downwards.
    let scale = POINTS_PER_MM / units as f32;
    content.transform([scale, 0.0, 0.0, -scale, 0.0, scale * size.1 as f32]);
    content.set_line_join(LineJoinStyle::RoundJoin);
    content
}

impl PdfSurface {
    /// An empty page so many units wide and high.
    pub fn new(size: (u32, u32), units: f64) -> Self {
        let (look, opacities) = (PenState::default(), BTreeSet::new());
        let content = page_content(size, units);
        Self { size, units, before: vec![], content, look, opacities, fonts: Default::default() }
    }

    /// Ends the page; what is drawn from here on stands on the next.
    pub fn begin_page(&mut self) {
        let next = page_content(self.size, self.units);
        self.before.push(std::mem::replace(&mut self.content, next));
        // A page begins with a pen of its own.
        self.look = PenState::default();
    }

    /// Makes sure fills have this colour.
    fn fills(&mut self, color: BackendColor) {
        if self.look.fill != Some(color.rgb) {
            let [red, green, blue] = channels(color.rgb);
            self.content.set_fill_rgb(red, green, blue);
            self.look.fill = Some(color.rgb);
        }
        self.opacity(color);
    }

    /// Makes sure lines have this colour, width and end.
    fn strokes(&mut self, color: BackendColor, width: u32, round: bool) {
        if self.look.stroke != Some(color.rgb) {
            let [red, green, blue] = channels(color.rgb);
            self.content.set_stroke_rgb(red, green, blue);
            self.look.stroke = Some(color.rgb);
        }
        if self.look.width != Some(width) {
            self.content.set_line_width(width as f32);
            self.look.width = Some(width);
        }
        if self.look.round != Some(round) {
            self.content.set_line_cap(if round {
                LineCapStyle::RoundCap
            } else {
                LineCapStyle::ButtCap
            });
            self.look.round = Some(round);
        }
        self.opacity(color);
    }

    /// Makes sure everything has this colour's opacity.
    fn opacity(&mut self, color: BackendColor) {
        // Each opacity needs a resource of its own, so there are no more of them than an eye can
        // tell.
        let opacity = (surface::opacity(color) * 255.0).round() as u8;
        if self.look.opacity.unwrap_or(u8::MAX) != opacity {
            self.content.set_parameters(Name(format!("A{opacity}").as_bytes()));
            self.opacities.insert(opacity);
        }
        self.look.opacity = Some(opacity);
    }

    /// A path through some places.
    fn path(&mut self, points: &[BackendCoord]) {
        for (number, point) in points.iter().enumerate() {
            let (x, y) = place(*point);
            match number {
                0 => self.content.move_to(x, y),
                _ => self.content.line_to(x, y),
            };
        }
    }

    /// The file, with what each of its pages shows.
    ///
    /// # Errors
    /// When a font cannot be cut, which a test would have found.
    pub fn finish(self, title: &str, descriptions: &[String]) -> Result<Vec<u8>, FigureError> {
        let title = &without_hidden(title);
        let descriptions: Vec<String> = descriptions.iter().map(|d| without_hidden(d)).collect();
        let mut file = File::new();
        let mut last = 0;
        let mut next = || {
            last += 1;
            Ref::new(last)
        };
        // References are numbered in the order in which they are handed out, so the same page has
        // the same bytes.
        let [catalog, info, pages, tags] = std::array::from_fn(|_| next());
        let contents = self.before.into_iter().chain([self.content]);
        let leaves: Vec<Leaf> = contents
            .map(|drawn| {
                let [page, content, figure, parents] = std::array::from_fn(|_| next());
                Leaf { drawn, page, content, figure, parents }
            })
            .collect();

        let mut root = file.catalog(catalog);
        root.pages(pages).lang(TextStr("en"));
        root.mark_info().marked(true);
        root.viewer_preferences().display_doc_title(true);
        root.pair(Name(b"StructTreeRoot"), tags);
        root.finish();
        let mut about = file.document_info(info);
        about.title(TextStr(title)).subject(TextStr(&descriptions.join(" ")));
        about.creator(TextStr(concat!("supple ", env!("CARGO_PKG_VERSION"))));
        about.finish();
        let count = i32::try_from(leaves.len()).unwrap_or(i32::MAX);
        file.pages(pages).kids(leaves.iter().map(|leaf| leaf.page)).count(count);

        // A face without a glyph on the page has no font in the file.
        let fonts: Vec<(usize, Ref)> = (0..FACES.len())
            .filter(|at| !self.fonts[*at].glyphs.is_empty())
            .map(|at| (at, next()))
            .collect();
        let states: Vec<(u8, Ref)> =
            self.opacities.iter().map(|opacity| (*opacity, next())).collect();
        let [width, height] = [self.size.0, self.size.1]
            .map(|units| units as f32 / self.units as f32 * POINTS_PER_MM);
        let paper = Rect::new(0.0, 0.0, width, height);
        for (number, leaf) in (0..).zip(&leaves) {
            let mut page = file.page(leaf.page);
            page.parent(pages).media_box(paper).contents(leaf.content).struct_parents(number);
            let mut resources = page.resources();
            let mut names = resources.fonts();
            for (at, id) in &fonts {
                names.pair(Name(FACES[*at].0), *id);
            }
            names.finish();
            let mut names = resources.ext_g_states();
            for (opacity, id) in &states {
                names.pair(Name(format!("A{opacity}").as_bytes()), *id);
            }
        }
        for (opacity, id) in states {
            let share = f32::from(opacity) / 255.0;
            file.ext_graphics(id).stroking_alpha(share).non_stroking_alpha(share);
        }

        // Each page is one figure: its marked content has the number 0 on the page.
        let mut root = file.indirect(tags).dict();
        root.pair(Name(b"Type"), Name(b"StructTreeRoot"));
        root.insert(Name(b"K")).array().items(leaves.iter().map(|leaf| leaf.figure));
        let mut tree = root.insert(Name(b"ParentTree")).dict();
        let mut numbers = tree.insert(Name(b"Nums")).array();
        for (number, leaf) in (0..).zip(&leaves) {
            numbers.item(number).item(leaf.parents);
        }
        numbers.finish();
        tree.finish();
        root.finish();
        for (leaf, description) in leaves.into_iter().zip(&descriptions) {
            let mut element = file.struct_element(leaf.figure);
            element
                .kind(StructRole::Figure)
                .parent(tags)
                .page(leaf.page)
                .alt(TextStr(description))
                .title(TextStr(title));
            element.children().marked_content_id(0);
            element.finish();
            file.indirect(leaf.parents).array().item(leaf.figure);
            let mut drawn = leaf.drawn;
            drawn.end_marked_content();
            // Packed at the end: only the whole stream compresses well.
            let drawn = packed(&drawn.finish())?;
            file.stream(leaf.content, &drawn).filter(Filter::FlateDecode);
        }
        for (at, id) in fonts {
            let parts = std::array::from_fn(|_| next());
            embed(&mut file, &self.fonts[at], at, id, parts)?;
        }
        Ok(file.finish())
    }
}

/// Bytes packed with zlib.
fn packed(bytes: &[u8]) -> Result<Vec<u8>, FigureError> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_err(|error| FigureError::Drawing(format!("it could not be packed: {error}")))
}

/// Six capitals that stand for a set of glyphs, so that two cuts of one font are never taken for
/// the same (FNV-1a).
fn tag(glyphs: &BTreeMap<u16, (String, f64)>) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for character in glyphs.values().flat_map(|(text, _)| text.chars()) {
        hash = (hash ^ u64::from(u32::from(character))).wrapping_mul(0x0100_0000_01b3);
    }
    (0..6)
        .map(|place| char::from(b'A' + u8::try_from(hash >> (8 * place) & 0xff).unwrap_or(0) % 26))
        .collect()
}

/// A length in ems as thousandths, the unit of a font's own numbers.
fn thousandths(ems: f64) -> f32 {
    (1000.0 * ems) as f32
}

/// A table of a font file, by its tag.
fn table<'a>(font: &'a [u8], tag: &[u8; 4]) -> Option<&'a [u8]> {
    // Behind a head of 12 bytes a line for each table: tag, checksum, place and length.
    let line = font.get(12..)?.chunks_exact(16).find(|line| line.starts_with(tag))?;
    let number = |at: usize| {
        let bytes = line.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    font.get(number(8)?..)?.get(..number(12)?)
}

/// Embeds one font, cut to the glyphs that are used.
fn embed(
    file: &mut File,
    used: &UsedGlyphs,
    at: usize,
    id: Ref,
    parts: [Ref; 4],
) -> Result<(), FigureError> {
    let (_, name) = FACES[at];
    let source: &[u8] = match at {
        0 => Font::with_weight(FontWeight::Regular).bytes(),
        1 => Font::with_weight(FontWeight::Bold).bytes(),
        _ => own_face::chosen().map_or(&[], |own| own.bytes()),
    };
    let is_cff = at == 2 && own_face::chosen().is_some_and(|own| own.is_cff());
    let [cid_id, descriptor_id, file_id, cmap_id] = parts;
    let name = format!("{}+{name}", tag(&used.glyphs));
    let name = Name(name.as_bytes());
    file.type0_font(id)
        .base_font(name)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid_id)
        .to_unicode(cmap_id);
    let mut cid = file.cid_font(cid_id);
    cid.subtype(if is_cff { CidFontType::Type0 } else { CidFontType::Type2 })
        .base_font(name)
        .system_info(IDENTITY)
        .font_descriptor(descriptor_id);
    if !is_cff {
        cid.cid_to_gid_map_predefined(Name(b"Identity"));
    }
    cid.default_width(0.0);
    let mut widths = cid.widths();
    for (glyph, (_, advance)) in &used.glyphs {
        widths.consecutive(*glyph, [(1000.0 * advance) as f32]);
    }
    widths.finish();
    cid.finish();
    let mut descriptor = file.font_descriptor(descriptor_id);
    descriptor.name(name).flags(FontFlags::NON_SYMBOLIC).italic_angle(0.0);
    descriptor.bbox(Rect::new(-800.0, thousandths(-DESCENT), 2700.0, thousandths(ASCENT)));
    descriptor
        .ascent(thousandths(ASCENT))
        .descent(thousandths(-DESCENT))
        .cap_height(thousandths(CAP_HEIGHT));
    descriptor.stem_v(if at == 1 { 140.0 } else { 90.0 });
    if is_cff {
        descriptor.font_file3(file_id);
    } else {
        descriptor.font_file2(file_id);
    }
    descriptor.finish();
    // The whole font would be far larger than the drawing.
    let cut = subsetter::subset(source, 0, &used.remapper)
        .map_err(|error| FigureError::Drawing(format!("the font could not be cut: {error}")))?;
    if is_cff {
        // Of such a font a page wants the outlines alone.
        let outlines = table(&cut, b"CFF ")
            .ok_or_else(|| FigureError::Drawing("the font has no outlines".to_owned()))?;
        file.stream(file_id, &packed(outlines)?)
            .filter(Filter::FlateDecode)
            .pair(Name(b"Subtype"), Name(b"CIDFontType0C"));
    } else {
        file.stream(file_id, &packed(&cut)?)
            .filter(Filter::FlateDecode)
            .pair(Name(b"Length1"), cut.len() as i32);
    }
    let mut cmap = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (glyph, (text, _)) in used.glyphs.iter().filter(|(_, (text, _))| !text.is_empty()) {
        cmap.pair_with_multiple(*glyph, text.chars());
    }
    file.cmap(cmap_id, &cmap.finish());
    Ok(())
}

impl Surface for PdfSurface {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn line(&mut self, points: &[BackendCoord], closed: bool, width: u32, color: BackendColor) {
        self.strokes(color, width, false);
        self.path(points);
        if closed {
            self.content.close_path();
        }
        self.content.stroke();
    }

    fn fill(&mut self, upper_left: BackendCoord, lower_right: BackendCoord, color: BackendColor) {
        self.fills(color);
        let ((left, top), (right, bottom)) = (place(upper_left), place(lower_right));
        self.content
            .rect(left, top, (right - left).max(1.0), (bottom - top).max(1.0))
            .fill_nonzero();
    }

    fn shape(&mut self, corners: &[BackendCoord], color: BackendColor) {
        self.fills(color);
        self.path(corners);
        self.content.close_path().fill_nonzero();
    }

    fn disc(&mut self, centre: BackendCoord, radius: u32, color: BackendColor) {
        // A line of no length with round ends is a disc, in a tenth of the bytes of four curves.
        self.strokes(color, 2 * radius, true);
        self.path(&[centre, centre]);
        self.content.stroke();
    }

    fn ring(&mut self, centre: BackendCoord, radius: u32, width: u32, color: BackendColor) {
        self.strokes(color, width, false);
        let ((x, y), r) = (place(centre), radius as f32);
        // Four curves; the usual constant makes them round to a ten-thousandth.
        let k = 0.552_284_8 * r;
        self.content.move_to(x + r, y);
        self.content.cubic_to(x + r, y + k, x + k, y + r, x, y + r);
        self.content.cubic_to(x - k, y + r, x - r, y + k, x - r, y);
        self.content.cubic_to(x - r, y - k, x - k, y - r, x, y - r);
        self.content.cubic_to(x + k, y - r, x + r, y - k, x + r, y);
        self.content.close_path().stroke();
    }

    fn text(&mut self, text_run: &TextRun<'_>) {
        let glyphs = Font::with_weight(text_run.weight).glyphs(text_run.text);
        if glyphs.is_empty() {
            return;
        }
        self.fills(text_run.color);
        // Glyphs stand in the order in which they are seen, each with the characters it stands for:
        // readers turn what is written from the right by themselves.
        let face = |placed: &PlacedGlyph| (index(text_run.weight, placed.glyph), placed.y);
        for part in glyphs.chunk_by(|one, other| face(one) == face(other)) {
            self.show(part, text_run);
        }
    }
}

impl PdfSurface {
    /// Shows glyphs of one face and one height.
    fn show(&mut self, glyphs: &[PlacedGlyph], text_run: &TextRun<'_>) {
        let Some(first) = glyphs.first() else { return };
        let font = Font::with_weight(text_run.weight);
        let at = index(text_run.weight, first.glyph);
        // Each glyph's number in the cut font, and by how much of an em the next is closer than its
        // advance.
        let mut items = Vec::new();
        let mut after: Option<f64> = None;
        for placed in glyphs {
            let used = &mut self.fonts[at];
            let number = used.remapper.remap(placed.glyph.number());
            let advance = font.advance(placed.glyph);
            let text = &text_run.text[placed.source.clone()];
            used.glyphs.entry(number).or_insert_with(|| (text.to_owned(), advance));
            items.push((after.map_or(0.0, |after| after - placed.x), number));
            after = Some(placed.x + advance);
        }
        let (cos, sin) = text_run.along();
        let (dx, dy) = (first.x * text_run.em, -first.y * text_run.em);
        let (x, y) = text_run.start;
        let (x, y) = (x + dx * cos - dy * sin, y + dx * sin + dy * cos);
        let (cos, sin) = (cos as f32, sin as f32);
        self.content.begin_text().set_font(Name(FACES[at].0), text_run.em as f32);
        // A glyph's y points up, the page's down.
        self.content.set_text_matrix([cos, sin, sin, -cos, x as f32, y as f32]);
        let mut shown = self.content.show_positioned();
        let mut line = shown.items();
        let mut run: Vec<u8> = Vec::new();
        for (closer, number) in items {
            let closer = (1000.0 * closer).round() as f32;
            if closer != 0.0 {
                line.show(Str(&run)).adjust(closer);
                run.clear();
            }
            run.extend(number.to_be_bytes());
        }
        line.show(Str(&run));
        line.finish();
        shown.finish();
        self.content.end_text();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// The streams of a file that were packed, unpacked, and everything else as text.
    fn read(bytes: &[u8]) -> (Vec<Vec<u8>>, String) {
        let find = |from: usize, mark: &[u8]| {
            bytes[from..].windows(mark.len()).position(|window| window == mark).map(|at| from + at)
        };
        let (mut streams, mut at) = (Vec::new(), 0);
        while let Some(start) = find(at, b"\nstream\n") {
            let end = find(start, b"\nendstream").expect("an end");
            let mut unpacked = Vec::new();
            if flate2::read::ZlibDecoder::new(&bytes[start + 8..end])
                .read_to_end(&mut unpacked)
                .is_ok()
            {
                streams.push(unpacked);
            }
            at = end;
        }
        (streams, String::from_utf8_lossy(bytes).into_owned())
    }

    #[test]
    fn each_page_is_a_figure_of_one_file() {
        let color = BackendColor { alpha: 1.0, rgb: (20, 27, 36) };
        let mut pdf = PdfSurface::new((21_000, 29_700), 100.0);
        pdf.fill((0, 0), (9, 9), color);
        pdf.begin_page();
        pdf.fill((0, 0), (7, 7), color);
        let bytes = pdf.finish("Two", &["one".to_owned(), "other".to_owned()]).expect("a file");
        let (streams, text) = read(&bytes);
        for part in ["/Count 2", "/Alt (one)", "/Alt (other)", "/StructParents 1"] {
            assert!(text.contains(part), "{part} in {text}");
        }
        // Each page sets its own pen.
        for (stream, corner) in streams.iter().zip(["9 9 re", "7 7 re"]) {
            let drawn = String::from_utf8_lossy(stream);
            assert!(drawn.contains(" rg\n") && drawn.contains(corner), "{drawn}");
        }
        assert_eq!(streams.len(), 2);
    }

    #[test]
    fn words_can_be_read_back_and_both_fonts_are_inside() {
        let mut pdf = PdfSurface::new((29_700, 21_000), 100.0);
        let color = BackendColor { alpha: 0.5, rgb: (20, 27, 36) };
        for (weight, text) in [(FontWeight::Regular, "Łódź VA 30"), (FontWeight::Bold, "Schmerz")]
        {
            pdf.text(&TextRun { text, weight, em: 300.0, start: (100.0, 200.0), turns: 0, color });
        }
        let described = "5\u{202e} → 3\u{200b}".to_owned();
        let bytes = pdf.finish("Łódź\u{2066}", &[described]).expect("a file");
        let (streams, text) = read(&bytes);
        assert!(
            text.starts_with("%PDF-1.7") && text.contains("/MediaBox [0 0 841.8898 595.2756"),
            "{text}"
        );
        assert!(
            text.contains("/Lang (en)") && text.contains("/Alt") && !text.contains("CreationDate"),
            "{text}"
        );
        assert!(text.contains("/Type /StructTreeRoot"), "or no reader finds the alternative text");
        assert_eq!((text.matches("/FontFile2 ").count(), text.matches("+Inter-").count()), (2, 6));
        // The title and the description as UTF-16, and the way back from glyphs to characters.
        assert!(
            text.contains("<FEFF014100F30064017A>") && text.contains("<FEFF00350020219200200033>"),
            "{text}"
        );
        for character in "Łódź VA30Schmer".chars() {
            assert!(
                text.contains(&format!("<{:04X}>", u32::from(character))),
                "{character} in {text}"
            );
        }
        let drawn = String::from_utf8_lossy(&streams[0]).into_owned();
        assert!(
            drawn.contains("/R 300 Tf")
                && drawn.contains("/B 300 Tf")
                && drawn.contains("/A128 gs"),
            "{drawn}"
        );
        // The pair of V and A is pulled together.
        assert!(
            drawn.split("TJ").next().is_some_and(|line| line.matches('(').count() > 1),
            "{drawn}"
        );
        for font in &streams[1..] {
            let face = ttf_parser::Face::parse(font, 0);
            // A cut font has no character table; its glyphs are all there.
            assert!(face.is_ok_and(|face| face.number_of_glyphs() >= 7), "{} bytes", font.len());
        }
        assert_eq!(streams.len(), 3);
    }
}
