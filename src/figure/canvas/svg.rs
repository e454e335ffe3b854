//! The SVG surface: lines and shapes as text, words as outlines.
//!
//! Outlines, not a font inside the file: half of the programs that show SVG ignore such a font and
//! take one of their own, whose words then overlap. Each glyph is written once and used wherever it
//! stands; every text says what it is in an `aria-label`. A unit of the page is the file's own
//! unit. Knows nothing of charts.

use std::collections::BTreeMap;
use std::fmt::Write;

use plotters_backend::{BackendColor, BackendCoord};
use ttf_parser::OutlineBuilder;

use crate::domain::text::hidden::without_hidden;
use crate::figure::canvas::font::{Font, FontWeight, Glyph};
use crate::figure::canvas::surface::{self, Surface, TextRun};

/// A drawing as text.
pub struct SvgSurface {
    /// Width and height in units.
    size: (u32, u32),
    /// What was drawn so far.
    body: String,
    /// Lines of one look that stand for each other: the look, and where they run. Only opaque ones,
    /// whose crossings are no darker.
    run: Option<(String, String)>,
    /// The outline of every glyph that is used, by its name.
    glyphs: BTreeMap<String, String>,
    /// What the names of glyphs begin with, where it is a part of a page of its own names.
    prefix: Option<String>,
}

impl SvgSurface {
    /// An empty drawing so many units wide and high.
    pub fn new(size: (u32, u32)) -> Self {
        Self { size, body: String::new(), run: None, glyphs: BTreeMap::new(), prefix: None }
    }

    /// The same as a part of a page for a browser, on which no other picture has this prefix.
    pub fn inline(size: (u32, u32), prefix: &str) -> Self {
        Self { prefix: Some(prefix.to_owned()), ..Self::new(size) }
    }

    /// The element of such a part, with what it shows in words.
    pub fn finish_inline(mut self, label: &str) -> String {
        self.end_run();
        let (width, height) = self.size;
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
             aria-label=\"{}\">\n{}<g stroke-linejoin=\"round\">\n{}</g>\n</svg>\n",
            escaped(label),
            self.definitions(),
            self.body,
        )
    }

    /// The outlines of the glyphs that are used.
    fn definitions(&self) -> String {
        let glyphs: String = self
            .glyphs
            .iter()
            .map(|(name, path)| format!("<path id=\"{name}\" d=\"{path}\"/>\n"))
            .collect();
        format!("<defs>\n{glyphs}</defs>\n")
    }

    /// The file, on paper of this width and height in millimetres.
    pub fn finish(
        mut self,
        (width_mm, height_mm): (f64, f64),
        title: &str,
        description: &str,
    ) -> Vec<u8> {
        self.end_run();
        let (width, height) = self.size;
        let file = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <svg xmlns=\"http://www.w3.org/2000/svg\" \
             xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" \
             width=\"{width_mm}mm\" height=\"{height_mm}mm\" viewBox=\"0 0 {width} {height}\" \
             role=\"img\" aria-labelledby=\"supple-title supple-desc\" xml:lang=\"en\">\n\
             <title id=\"supple-title\">{}</title>\n<desc id=\"supple-desc\">{}</desc>\n\
             {}\
             <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
             <g stroke-linejoin=\"round\">\n{}</g>\n</svg>\n",
            escaped(title),
            escaped(description),
            self.definitions(),
            self.body,
        );
        file.into_bytes()
    }

    /// Writes the lines that were waiting for more of their look.
    fn end_run(&mut self) {
        if let Some((look, path)) = self.run.take() {
            self.put(&format!("<path d=\"{path}\" {look}/>"));
        }
    }

    /// Writes an element.
    fn put(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    /// Writes an element after everything before it.
    fn element(&mut self, element: &str) {
        self.end_run();
        self.put(element);
    }
}

/// A text as XML may have it, without the characters that XML forbids, and without those that act
/// and are not seen.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in without_hidden(text).chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            _ if character.is_control() => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// A colour as the value of `fill` or `stroke`, with its opacity where it has one.
fn colour(what: &str, color: BackendColor) -> String {
    let (red, green, blue) = color.rgb;
    let solid = format!("{what}=\"#{red:02x}{green:02x}{blue:02x}\"");
    // Opaque is the default of the format; leaving it out keeps files small.
    let opacity = surface::opacity(color);
    if opacity < 1.0 {
        format!("{solid} {what}-opacity=\"{}\"", (opacity * 1000.0).round() / 1000.0)
    } else {
        solid
    }
}

/// A path through some places.
fn path(points: &[BackendCoord], closed: bool) -> String {
    let mut path = String::new();
    for (number, (x, y)) in points.iter().enumerate() {
        let step = if number == 0 { 'M' } else { 'L' };
        // Writing to a string cannot fail.
        let _ = write!(path, "{step}{x} {y}");
    }
    if closed {
        path.push('Z');
    }
    path
}

/// A glyph's outline as a path, in the units of the embedded font, y upwards.
struct SvgPathPen {
    /// The path so far.
    path: String,
    /// How many of those units one of the glyph's face is.
    scale: f32,
}

impl SvgPathPen {
    /// Writes a step of the path with its places.
    fn step(&mut self, step: char, places: &[f32]) {
        self.path.push(step);
        for (number, place) in places.iter().enumerate() {
            let between = if number == 0 { "" } else { " " };
            // Of another face a tenth of a unit is finer than any printer.
            let place = match self.scale {
                1.0 => *place,
                scale => (place * scale * 10.0).round() / 10.0,
            };
            // Writing to a string cannot fail.
            let _ = write!(self.path, "{between}{place}");
        }
    }
}

impl OutlineBuilder for SvgPathPen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.step('M', &[x, y]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.step('L', &[x, y]);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.step('Q', &[x1, y1, x, y]);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.step('C', &[x1, y1, x2, y2, x, y]);
    }

    fn close(&mut self) {
        self.path.push('Z');
    }
}

/// The name of a glyph's outline.
fn name(weight: FontWeight, glyph: Glyph) -> String {
    let face = match (glyph, weight) {
        (Glyph::Own(..), _) => 'o',
        (Glyph::BuiltIn(_), FontWeight::Regular) => 'r',
        (Glyph::BuiltIn(_), FontWeight::Bold) => 'b',
    };
    format!("{face}{}", glyph.number())
}

impl Surface for SvgSurface {
    fn size(&self) -> (u32, u32) {
        self.size
    }

    fn line(&mut self, points: &[BackendCoord], closed: bool, width: u32, color: BackendColor) {
        // Lines of one look follow each other by the dozen, as in a grid: they share one element.
        let look = format!("fill=\"none\" {} stroke-width=\"{width}\"", colour("stroke", color));
        let path = path(points, closed);
        match &mut self.run {
            Some((same, paths)) if *same == look => paths.push_str(&path),
            _ => {
                self.end_run();
                if surface::opacity(color) < 1.0 {
                    self.put(&format!("<path d=\"{path}\" {look}/>"))
                } else {
                    self.run = Some((look, path))
                }
            }
        }
    }

    fn fill(
        &mut self,
        (left, top): BackendCoord,
        (right, bottom): BackendCoord,
        color: BackendColor,
    ) {
        let (width, height) = ((right - left).max(1), (bottom - top).max(1));
        let ink = colour("fill", color);
        self.element(&format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" {ink}/>"
        ));
    }

    fn shape(&mut self, corners: &[BackendCoord], color: BackendColor) {
        self.element(&format!("<path d=\"{}\" {}/>", path(corners, true), colour("fill", color)));
    }

    fn disc(&mut self, (x, y): BackendCoord, radius: u32, color: BackendColor) {
        self.element(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {}/>",
            colour("fill", color)
        ));
    }

    fn ring(&mut self, (x, y): BackendCoord, radius: u32, width: u32, color: BackendColor) {
        let ink = colour("stroke", color);
        self.element(&format!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" fill=\"none\" {ink} \
             stroke-width=\"{width}\"/>"
        ));
    }

    fn text(&mut self, text_run: &TextRun<'_>) {
        let font = Font::with_weight(text_run.weight);
        let units = font.units_per_em();
        let mut uses = String::new();
        for placed in font.glyphs(text_run.text) {
            // An outline is written when its glyph is used for the first time, and referred to
            // after that.
            let prefix = self.prefix.as_deref().unwrap_or_default();
            let name = format!("{prefix}{}", name(text_run.weight, placed.glyph));
            let outline = self.glyphs.entry(name.clone()).or_insert_with(|| {
                let scale = (units / placed.glyph.units_per_em(font)) as f32;
                let mut pen = SvgPathPen { path: String::new(), scale };
                font.outline_glyph(placed.glyph, &mut pen);
                pen.path
            });
            if !outline.is_empty() {
                // Browsers know the name without its namespace; older programs do not.
                let link = if self.prefix.is_some() { "href" } else { "xlink:href" };
                let _ =
                    write!(uses, "<use {link}=\"#{name}\" x=\"{}\"", (placed.x * units).round());
                if placed.y != 0.0 {
                    let _ = write!(uses, " y=\"{}\"", (placed.y * units).round());
                }
                uses.push_str("/>");
            }
        }
        if uses.is_empty() {
            return;
        }
        // Whole units are finer than any printer, and shorter to write.
        let (x, y) = (text_run.start.0.round(), text_run.start.1.round());
        // A glyph's y points up, the page's down.
        let scale = text_run.em / units;
        let (cos, sin) = text_run.along();
        let (a, b, c, d) = (cos * scale, sin * scale, sin * scale, -cos * scale);
        // A part of a page is described as a whole.
        let label = match self.prefix {
            Some(_) => String::new(),
            None => format!("aria-label=\"{}\" ", escaped(text_run.text)),
        };
        self.element(&format!(
            "<g {label}transform=\"matrix({a:.5} {b:.5} {c:.5} {d:.5} {x} {y})\" {}>{uses}</g>",
            colour("fill", text_run.color)
        ));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A dark ink.
    const INK: BackendColor = BackendColor { alpha: 1.0, rgb: (20, 27, 36) };

    /// A drawing, finished.
    fn drawn(draw: impl FnOnce(&mut SvgSurface)) -> String {
        let mut svg = SvgSurface::new((1000, 500));
        draw(&mut svg);
        String::from_utf8(svg.finish((10.0, 5.0), "<Łódź> & \u{1b}co", "5 → 3 a\u{202e}b\u{200b}c"))
            .expect("text")
    }

    #[test]
    fn it_says_what_it_is_and_needs_no_font() {
        let text = drawn(|svg| {
            for (x, text) in [(10.0, "a \"pain\""), (200.0, "again")] {
                svg.text(&TextRun {
                    text,
                    weight: FontWeight::Bold,
                    em: 40.0,
                    start: (x, 90.0),
                    turns: 0,
                    color: INK,
                });
            }
        });
        let file = roxmltree::Document::parse(&text).expect("well-formed");
        let root = file.root_element();
        assert_eq!((root.attribute("role"), root.attribute("width")), (Some("img"), Some("10mm")));
        for (name, text) in [("title", "<Łódź> &  co"), ("desc", "5 → 3 abc")] {
            let tag = ("http://www.w3.org/2000/svg", name);
            let node = root.children().find(|node| node.has_tag_name(tag));
            assert_eq!(node.and_then(|node| node.text()), Some(text));
        }
        let labels: Vec<_> =
            file.descendants().filter_map(|node| node.attribute("aria-label")).collect();
        assert_eq!(labels, ["a \"pain\"", "again"]);
        let names: Vec<_> = file.descendants().filter_map(|node| node.attribute("id")).collect();
        let used: Vec<_> = file
            .descendants()
            .filter_map(|node| node.attribute(("http://www.w3.org/1999/xlink", "href")))
            .collect();
        // Nine letters of which two are quotes and five are new, then five of which four are known.
        assert_eq!((used.len(), names.len()), (12, 2 + 7));
        assert!(
            used.iter()
                .all(|name| name.strip_prefix('#').is_some_and(|name| names.contains(&name))),
            "{used:?}"
        );
        assert!(!text.contains("<text") && !text.contains("font") && !text.contains("<image"));
    }

    #[test]
    fn every_stroke_has_its_width_and_only_opaque_lines_are_joined() {
        let thin = BackendColor { alpha: 0.5, ..INK };
        let text = drawn(|svg| {
            svg.line(&[(1, 2), (3, 4)], false, 7, INK);
            svg.line(&[(5, 6), (7, 8), (9, 9)], true, 7, INK);
            svg.line(&[(1, 2), (3, 4)], false, 7, thin);
            svg.line(&[(5, 6), (7, 8)], false, 7, thin);
            svg.ring((10, 10), 4, 2, INK);
        });
        assert!(
            text.contains(
                "d=\"M1 2L3 4M5 6L7 8L9 9Z\" fill=\"none\" stroke=\"#141b24\" stroke-width=\"7\""
            ),
            "{text}"
        );
        assert_eq!(text.matches("stroke-opacity=\"0.5\" stroke-width=\"7\"").count(), 2);
        assert!(text.contains(
            "cx=\"10\" cy=\"10\" r=\"4\" fill=\"none\" stroke=\"#141b24\" stroke-width=\"2\""
        ));
    }
}
