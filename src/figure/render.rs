//! Anything that can draw itself on a page, rendered as the bytes of a PNG, SVG or PDF file.
//!
//! A figure says what it shows ([`Figure`]) and never in which format; this file chooses the
//! surface. The same figure on the same paper gives the same bytes: no file carries a date.

use tiny_skia::Pixmap;

use crate::figure::canvas::paper::Paper;
use crate::figure::canvas::pdf::PdfSurface;
use crate::figure::canvas::skia::{FINE, PixelSurface};
use crate::figure::canvas::surface::Surface;
use crate::figure::canvas::svg::SvgSurface;
use crate::figure::canvas::{Canvas, DrawResult, png, sixel};
use crate::figure::error::FigureError;

/// Units in a millimetre of the papers that have no pixels: a hundredth of one is finer than any
/// printer.
const VECTOR_UNITS: f64 = 100.0;

/// Something that can be drawn on a page. Object-safe: the renderer holds one copy for all figures.
pub trait Figure {
    /// What it is, in a few words: the title of the file, not of the page.
    fn title(&self) -> String;

    /// Everything it shows, in plain language, for people who cannot see it.
    fn description(&self) -> String;

    /// Draws it on a page of this paper.
    ///
    /// # Errors
    /// Only what the surface refuses; none of ours ever does.
    fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult;
}

/// The format of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Pixels, with their resolution and the description inside.
    Png,
    /// Lines and shapes; the words are outlines, so that they look the same everywhere.
    Svg,
    /// Lines, shapes and text that can be selected, with its fonts inside.
    Pdf,
}

impl Format {
    /// Every format with the ending of its files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Png, "png"), (Self::Svg, "svg"), (Self::Pdf, "pdf")];

    /// The format of files that end so, in capitals or not; `None` for any other ending.
    pub fn from_ending(ending: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(_, each)| each.eq_ignore_ascii_case(ending))
            .map(|(format, _)| *format)
    }
}

/// Renders a figure as the bytes of a file; the same figure on the same paper gives the same bytes.
///
/// # Errors
/// When there is no memory for the picture, or it cannot be encoded.
pub fn render(figure: &dyn Figure, paper: Paper, format: Format) -> Result<Vec<u8>, FigureError> {
    match format {
        Format::Png => png::encode(&raster(figure, paper)?, paper, &figure.description()),
        Format::Svg => {
            let mut svg = SvgSurface::new(size(paper));
            draw_on(figure, paper, &mut svg, VECTOR_UNITS)?;
            let millimetres = (paper.width_mm(), paper.height_mm());
            Ok(svg.finish(millimetres, &figure.title(), &figure.description()))
        }
        Format::Pdf => render_pdf(&[figure], paper),
    }
}

/// Renders the pages of one document, at least one: a PDF has all of them in one file, of the other
/// formats each page is a file of its own.
///
/// # Errors
/// As [`render`].
pub fn render_pages(
    pages: &[&dyn Figure],
    paper: Paper,
    format: Format,
) -> Result<Vec<Vec<u8>>, FigureError> {
    match format {
        Format::Pdf => Ok(vec![render_pdf(pages, paper)?]),
        Format::Png | Format::Svg => {
            pages.iter().map(|page| render(*page, paper, format)).collect()
        }
    }
}

/// Pages as a PDF, with the title of the first.
fn render_pdf(pages: &[&dyn Figure], paper: Paper) -> Result<Vec<u8>, FigureError> {
    let mut pdf = PdfSurface::new(size(paper), VECTOR_UNITS);
    for (number, page) in pages.iter().enumerate() {
        if number > 0 {
            pdf.begin_page();
        }
        draw_on(*page, paper, &mut pdf, VECTOR_UNITS)?;
    }
    let descriptions: Vec<String> = pages.iter().map(|page| page.description()).collect();
    pdf.finish(&pages.first().map_or(String::new(), |page| page.title()), &descriptions)
}

/// Draws a part of a page for a browser, so many millimetres wide and high (no more than those of
/// the paper), as an `svg` element that says what it shows. `prefix` tells its names from those of
/// the page's other pictures.
///
/// # Errors
/// Only what the surface refuses.
pub fn inline_svg(
    label: &str,
    prefix: &str,
    (width, height): (f64, f64),
    paper: Paper,
    draw: impl FnOnce(&mut Canvas<'_>) -> DrawResult,
) -> Result<String, FigureError> {
    let [width, height] = [width, height].map(|mm| (mm * VECTOR_UNITS).round() as u32);
    let mut svg = SvgSurface::inline((width, height), prefix);
    let drawn = draw(&mut Canvas::new(&mut svg, paper, VECTOR_UNITS));
    drawn.map_err(|error| FigureError::Drawing(error.to_string()))?;
    Ok(svg.finish_inline(label))
}

/// Renders a figure as sixels, for terminals that show them.
///
/// # Errors
/// When there is no memory for the picture.
pub fn render_sixels(figure: &dyn Figure, paper: Paper) -> Result<String, FigureError> {
    Ok(sixel::encode(&raster(figure, paper)?))
}

/// A figure as pixels.
fn raster(figure: &dyn Figure, paper: Paper) -> Result<Pixmap, FigureError> {
    // The paper knows how many pixels it may have; memory for them is the only thing that can be
    // missing.
    let (width, height) = paper.pixels();
    let mut pixels = Pixmap::new(width, height)
        .ok_or_else(|| FigureError::Drawing(format!("{width} × {height} pixels are no picture")))?;
    // Drawing units are fractions of a pixel, so that smoothing has something to work with.
    let units = paper.pixels_per_mm() * f64::from(FINE);
    draw_on(figure, paper, &mut PixelSurface::new(&mut pixels), units)?;
    Ok(pixels)
}

/// A paper's size in vector units.
fn size(paper: Paper) -> (u32, u32) {
    // The sides of a paper are limited, so this is far within u32.
    let [width, height] =
        [paper.width_mm(), paper.height_mm()].map(|mm| (mm * VECTOR_UNITS).round() as u32);
    (width, height)
}

/// Draws a figure on a surface that has so many units in a millimetre.
pub(super) fn draw_on(
    figure: &dyn Figure,
    paper: Paper,
    surface: &mut dyn Surface,
    units: f64,
) -> Result<(), FigureError> {
    let drawn = figure.draw(&mut Canvas::new(surface, paper, units), paper);
    drawn.map_err(|error| FigureError::Drawing(error.to_string()))
}

#[cfg(test)]
mod tests {
    use plotters::style::RGBColor;
    use plotters::style::text_anchor::{HPos, VPos};

    use super::*;
    use crate::figure::canvas::theme::Theme;

    /// A square and a word, in colour.
    struct Square;

    impl Figure for Square {
        fn title(&self) -> String {
            "Square".to_owned()
        }

        fn description(&self) -> String {
            "A square: 5 → 3.".to_owned()
        }

        fn draw(&self, canvas: &mut Canvas<'_>, paper: Paper) -> DrawResult {
            let area = crate::figure::canvas::area::Area {
                left: 10.0,
                top: 10.0,
                right: 40.0,
                bottom: 40.0,
            };
            canvas.fill(area, RGBColor(0x2A, 0x69, 0xAC))?;
            canvas.text((50.0, 20.0), (HPos::Left, VPos::Top), "Łódź", &Theme::new(paper).title)
        }
    }

    #[test]
    fn the_same_figure_gives_the_same_bytes_on_every_paper() {
        for (format, ending) in Format::ALL {
            let bytes = || render(&Square, Paper::A4_LANDSCAPE, format).expect("a file");
            assert!(bytes() == bytes(), "{ending}");
            assert_eq!(Format::from_ending(&ending.to_uppercase()), Some(format));
        }
        assert_eq!(Format::from_ending("gif"), None);
    }

    #[test]
    fn in_grey_no_colour_is_left() {
        let svg = |grey| {
            let bytes =
                render(&Square, Paper::A4_LANDSCAPE.in_grey(grey), Format::Svg).expect("a file");
            String::from_utf8(bytes).expect("text")
        };
        assert!(svg(false).contains("#2a69ac") && !svg(true).contains("#2a69ac"));
        assert!(svg(true).contains("#5e5e5e"), "its luma");
        for colour in svg(true).split("=\"#").skip(1).filter(|rest| rest.as_bytes()[6] == b'"') {
            assert!(
                colour[..2] == colour[2..4] && colour[2..4] == colour[4..6],
                "{}",
                &colour[..6]
            );
        }
    }
}
