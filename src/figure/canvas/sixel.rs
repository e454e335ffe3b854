//! Pixels as sixels, the picture language of old and new terminals: six rows at a time, colour by
//! colour.
//!
//! Colours are brought to the 216 of six steps a channel; that is plenty for lines and text, and
//! the same picture always gives the same bytes. Knows nothing of charts.

use std::collections::BTreeMap;
use std::fmt::Write;

use tiny_skia::Pixmap;

/// Steps of a channel.
const STEPS: u32 = 6;

/// The step nearest to the value of a channel.
fn step(channel: u8) -> u32 {
    (u32::from(channel) * (STEPS - 1) + 127) / 255
}

/// The register of a colour.
fn register(pixel: &[u8]) -> usize {
    (step(pixel[0]) * STEPS * STEPS + step(pixel[1]) * STEPS + step(pixel[2])) as usize
}

/// A picture as the text a terminal with sixels shows it by.
pub fn encode(picture: &Pixmap) -> String {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let registers: Vec<usize> = picture.data().chunks_exact(4).map(register).collect();
    // Terminals want each register defined before it is used.
    let mut used: Vec<usize> = registers.clone();
    used.sort_unstable();
    used.dedup();
    // Writing to a string cannot fail.
    let mut text = format!("\x1bP0;1;0q\"1;1;{width};{height}");
    for colour in used {
        let percent =
            |divisor: u32| u32::try_from(colour).unwrap_or(0) / divisor % STEPS * 100 / (STEPS - 1);
        let _ = write!(
            text,
            "#{colour};2;{};{};{}",
            percent(STEPS * STEPS),
            percent(STEPS),
            percent(1)
        );
    }
    // One sixel is six pixels high: a row of the text is a band of six rows of the picture.
    for band in registers.chunks(6 * width) {
        let mut colours: BTreeMap<usize, Vec<u8>> = BTreeMap::new();
        for (row, line) in band.chunks(width).enumerate() {
            for (column, colour) in line.iter().enumerate() {
                colours.entry(*colour).or_insert_with(|| vec![0; width])[column] |= 1 << row;
            }
        }
        for (number, (colour, bits)) in colours.iter().enumerate() {
            if number > 0 {
                text.push('$');
            }
            let _ = write!(text, "#{colour}");
            for run in bits.chunk_by(|one, other| one == other) {
                let sixel = char::from(63 + run[0]);
                match run.len() {
                    length @ 4.. => {
                        let _ = write!(text, "!{length}{sixel}");
                    }
                    length => text.extend(std::iter::repeat_n(sixel, length)),
                }
            }
        }
        text.push('-');
    }
    text + "\x1b\\"
}

#[cfg(test)]
mod tests {
    use tiny_skia::{Color, Paint, Rect, Transform};

    use super::*;

    #[test]
    fn a_band_has_each_colour_once_and_runs_are_counted() {
        let mut picture = Pixmap::new(10, 7).expect("a picture");
        picture.fill(Color::WHITE);
        let mut black = Paint::default();
        black.set_color_rgba8(0, 0, 0, 255);
        picture.fill_rect(
            Rect::from_xywh(2.0, 0.0, 1.0, 6.0).expect("a box"),
            &black,
            Transform::identity(),
            None,
        );
        // A black column, white around it, and one row of white below.
        let expected =
            "\x1bP0;1;0q\"1;1;10;7#0;2;0;0;0#215;2;100;100;100#0??~!7?$#215~~?!7~-#215!10@-\x1b\\";
        assert_eq!(encode(&picture), expected);
    }
}
