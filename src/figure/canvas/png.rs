//! Pixels to PNG: opaque RGB, with the resolution and a description in plain words inside the file.
//!
//! Knows nothing of charts.

use std::io::Cursor;

use ::png::{BitDepth, ColorType, Compression, Encoder, PixelDimensions, Unit};
use tiny_skia::Pixmap;

use crate::domain::text::hidden::without_hidden;
use crate::figure::canvas::paper::Paper;
use crate::figure::error::FigureError;

/// Inches in a metre, the unit of a PNG's resolution.
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// The picture as the bytes of a PNG file; the same pixels always give the same bytes.
pub fn encode(picture: Pixmap, paper: Paper, description: &str) -> Result<Vec<u8>, FigureError> {
    let (width, height) = (picture.width(), picture.height());
    // PNG knows no dots per inch, only pixels per metre.
    let per_metre = (f64::from(paper.dpi()) * INCHES_PER_METRE).round() as u32;
    // The page is opaque: a quarter of the bytes would say so for every pixel.
    let rgb = without_alpha(picture.take());
    let mut bytes = Vec::with_capacity(rgb.len() / 16);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
    // Somebody waits for the chart; a somewhat smaller file is not worth the time.
    encoder.set_compression(Compression::Fast);
    encoder.set_pixel_dims(Some(PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: Unit::Meter,
    }));
    let software = concat!("supple ", env!("CARGO_PKG_VERSION")).to_owned();
    encoder
        .add_text_chunk("Software".to_owned(), software)
        .and_then(|()| {
            encoder.add_itxt_chunk("Description".to_owned(), without_hidden(description))
        })
        .and_then(|()| encoder.write_header())
        .and_then(|mut writer| writer.write_image_data(&rgb).and_then(|()| writer.finish()))
        .map_err(FigureError::Encoding)?;
    Ok(bytes)
}

/// Whether bytes are a PNG that `encode` has made for this paper, with a description that begins
/// with these words.
pub fn is_made_here(bytes: &[u8], paper: Paper, begins: &str) -> bool {
    let Ok(reader) = ::png::Decoder::new(Cursor::new(bytes)).read_info() else { return false };
    let info = reader.info();
    let software = info.uncompressed_latin1_text.iter().find(|text| text.keyword == "Software");
    let description = info.utf8_text.iter().find(|text| text.keyword == "Description");
    (info.width, info.height) == paper.pixels()
        && software.is_some_and(|text| text.text.starts_with("supple "))
        && description
            .and_then(|text| text.get_text().ok())
            .is_some_and(|text| text.starts_with(begins))
}

/// RGBA to RGB in place: the page is opaque, and a second buffer would cost as much memory as the
/// first.
fn without_alpha(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / 4;
    for pixel in 0..count {
        // Byte by byte: as a move of memory each pixel would be a call of its own.
        let from = 4 * pixel;
        let rgb = [pixels[from], pixels[from + 1], pixels[from + 2]];
        pixels[3 * pixel..3 * pixel + 3].copy_from_slice(&rgb);
    }
    pixels.truncate(3 * count);
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_says_its_size_its_resolution_and_what_it_shows() {
        let paper = Paper::parse("80x60", 200).expect("paper");
        let mut picture = Pixmap::new(3, 2).expect("a picture");
        picture.fill(tiny_skia::Color::from_rgba8(10, 20, 30, 255));
        let bytes = encode(picture, paper, "Schmerz in Łódź\u{202e}: 5 → 3").expect("bytes");
        let mut reader = ::png::Decoder::new(Cursor::new(&bytes))
            .read_info()
            .expect("a PNG that can be read back");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut pixels).expect("pixels");
        assert_eq!(pixels, [10, 20, 30].repeat(6));
        let info = reader.info();
        assert_eq!((info.width, info.height, info.color_type), (3, 2, ColorType::Rgb));
        let dims = info.pixel_dims.expect("a resolution");
        assert_eq!((dims.xppu, dims.yppu, dims.unit), (7874, 7874, Unit::Meter));
        assert_eq!(info.utf8_text[0].get_text().expect("text"), "Schmerz in Łódź: 5 → 3");
        assert!(info.uncompressed_latin1_text[0].text.starts_with("supple "));
    }

    #[test]
    fn a_picture_of_its_own_is_known_by_who_made_it_its_size_and_what_it_shows() {
        let [paper, larger] =
            ["80x60", "90x60"].map(|size| Paper::parse(size, 100).expect("a paper"));
        let (width, height) = paper.pixels();
        let picture = Pixmap::new(width, height).expect("a picture");
        let bytes = encode(picture, paper, "Bridge, drawn.").expect("bytes");
        assert!(is_made_here(&bytes, paper, "Bridge, "));
        assert!(!is_made_here(&bytes, larger, "Bridge, "));
        assert!(!is_made_here(&bytes, paper, "Clamshell, "));
        assert!(!is_made_here(&bytes[..40], paper, "Bridge, "));
        let mut made = Vec::new();
        let mut encoder = Encoder::new(&mut made, width, height);
        encoder.set_color(ColorType::Rgb);
        let mut writer = encoder.write_header().expect("a header");
        let pixels = vec![0; 3 * width as usize * height as usize];
        writer.write_image_data(&pixels).expect("pixels");
        writer.finish().expect("an end");
        assert!(!is_made_here(&made, paper, "Bridge, "));
    }
}
