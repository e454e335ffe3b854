//! Pixels to PNG: opaque RGB, with the resolution and a description in plain words inside the file.
//!
//! Knows nothing of charts.

use std::io::Cursor;

use ::png::{BitDepth, ColorType, Encoder, EncodingError, PixelDimensions, Unit, chunk};
use fdeflate::Compressor;
use tiny_skia::Pixmap;

use crate::domain::text::hidden::without_hidden;
use crate::figure::canvas::paper::Paper;
use crate::figure::error::FigureError;

/// Inches in a metre, the unit of a PNG's resolution.
const INCHES_PER_METRE: f64 = 1.0 / 0.0254;

/// The picture as the bytes of a PNG file; the same pixels always give the same bytes.
pub fn encode(picture: &Pixmap, paper: Paper, description: &str) -> Result<Vec<u8>, FigureError> {
    let (width, height) = (picture.width(), picture.height());
    // PNG knows no dots per inch, only pixels per metre.
    let per_metre = (f64::from(paper.dpi()) * INCHES_PER_METRE).round() as u32;
    let mut bytes = Vec::with_capacity(picture.data().len() / 20);
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgb);
    encoder.set_depth(BitDepth::Eight);
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
        .and_then(|mut writer| {
            let data = compressed(picture)?;
            writer.write_chunk(chunk::IDAT, &data).and_then(|()| writer.finish())
        })
        .map_err(FigureError::Encoding)?;
    Ok(bytes)
}

/// Bytes of a pixel as it is drawn: red, green, blue, and how opaque it is.
const DRAWN: usize = 4;

/// Bytes of a pixel as it is written. The page is opaque: a quarter of the bytes would say so for
/// every pixel.
const WRITTEN: usize = 3;

/// Pixels of a line that are compared at once with the line above.
const STRETCH: usize = 16;

/// The number of the filter `Paeth` (PNG, section 9.2).
const PAETH: u8 = 4;

/// The lines of a picture, filtered and deflated. The crate `png` would look at every byte of every
/// line; most of a chart is as it is in the line above, and of that nothing has to be worked out. Of
/// the filters this one alone makes files hardly larger than the best choice for each line.
fn compressed(picture: &Pixmap) -> Result<Vec<u8>, EncodingError> {
    let (drawn, width) = (picture.data(), picture.width() as usize);
    let mut deflated = Compressor::new(Vec::with_capacity(drawn.len() / 20))?;
    let mut above = &vec![0; DRAWN * width][..];
    let mut filtered = vec![PAETH; 1 + WRITTEN * width];
    for line in drawn.chunks_exact(DRAWN * width) {
        filter(line, above, &mut filtered[1..]);
        deflated.write_data(&filtered)?;
        above = line;
    }
    Ok(deflated.finish()?)
}

/// What the filter `Paeth` leaves of a line.
fn filter(line: &[u8], above: &[u8], left_over: &mut [u8]) {
    let (line, _) = line.as_chunks::<DRAWN>();
    let (above, _) = above.as_chunks::<DRAWN>();
    let (left_over, _) = left_over.as_chunks_mut::<WRITTEN>();
    // Left of the picture there is nothing, in either line.
    let (mut left, mut corner) = ([0; DRAWN], [0; DRAWN]);
    let stretches = line.chunks(STRETCH).zip(above.chunks(STRETCH));
    for ((line, above), left_over) in stretches.zip(left_over.chunks_mut(STRETCH)) {
        // What is the same as above, and has the same to its left, is foretold without fail.
        if left != corner || line.as_flattened() != above.as_flattened() {
            for ((own, above), left_over) in line.iter().zip(above).zip(left_over) {
                *left_over = [0; WRITTEN];
                if own != above || left != corner {
                    for (colour, left_over) in left_over.iter_mut().enumerate() {
                        let guess = foretold(left[colour], above[colour], corner[colour]);
                        *left_over = own[colour].wrapping_sub(guess);
                    }
                }
                (left, corner) = (*own, *above);
            }
        } else if let (Some(last), Some(last_above)) = (line.last(), above.last()) {
            left_over.fill([0; WRITTEN]);
            (left, corner) = (*last, *last_above);
        }
    }
}

/// What a byte is foretold to be from those to its left, above it, and above on the left (PNG,
/// section 9.4).
fn foretold(left: u8, above: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |from: u8| (guess - i16::from(from)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_file_says_its_size_its_resolution_and_what_it_shows() {
        let paper = Paper::parse("80x60", 200).expect("paper");
        let mut picture = Pixmap::new(3, 2).expect("a picture");
        picture.fill(tiny_skia::Color::from_rgba8(10, 20, 30, 255));
        let bytes = encode(&picture, paper, "Schmerz in Łódź\u{202e}: 5 → 3").expect("bytes");
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

    proptest! {
        /// Lines that repeat the one above but for a few pixels, as those of a chart do.
        #[test]
        fn every_pixel_reads_back(
            width in 1u32..70,
            changes in prop::collection::vec((0usize..20, 0usize..280, any::<u8>()), 0..60),
        ) {
            let mut picture = Pixmap::new(width, 20).expect("a picture");
            picture.fill(tiny_skia::Color::WHITE);
            let bytes_across = 4 * width as usize;
            for (line, at, value) in changes {
                for line in line..20 {
                    let at = line * bytes_across + at % bytes_across;
                    picture.data_mut()[at] = value;
                }
            }
            let colours = |pixel: &[u8]| [pixel[0], pixel[1], pixel[2]];
            let drawn: Vec<u8> = picture.data().chunks(DRAWN).flat_map(colours).collect();
            let bytes = encode(&picture, Paper::parse("80x60", 100).expect("paper"), "").expect("bytes");
            let mut reader = ::png::Decoder::new(Cursor::new(&bytes)).read_info().expect("a PNG");
            let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
            reader.next_frame(&mut pixels).expect("pixels");
            prop_assert_eq!(pixels, drawn);
        }
    }

    #[test]
    fn a_picture_of_its_own_is_known_by_who_made_it_its_size_and_what_it_shows() {
        let [paper, larger] =
            ["80x60", "90x60"].map(|size| Paper::parse(size, 100).expect("a paper"));
        let (width, height) = paper.pixels();
        let picture = Pixmap::new(width, height).expect("a picture");
        let bytes = encode(&picture, paper, "Bridge, drawn.").expect("bytes");
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
