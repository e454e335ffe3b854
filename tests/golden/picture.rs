//! Helper: a picture, how far it is from another, and the pictures that were kept.

use std::fs;
use std::path::{Path, PathBuf};

/// The most a picture may differ in the mean of its channels, as a share of white: rounding, not
/// drawing.
pub const MEAN_MAY_DIFFER: f64 = 0.005;

/// The most pixels that may differ strongly, as a share of all: a dashed line drawn solid is twice
/// as many.
pub const STRONG_MAY_DIFFER: f64 = 0.0002;

/// What counts as a strong difference of one channel, of 255.
const STRONG: u8 = 48;

/// A picture as its width, its height and its RGB bytes.
#[derive(PartialEq)]
pub struct Picture {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
    /// Red, green, blue, row by row.
    pub rgb: Vec<u8>,
}

impl Picture {
    /// Reads PNG bytes.
    pub fn read(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut rgb).expect("pixels");
        let (width, height) = (reader.info().width, reader.info().height);
        assert_eq!(rgb.len(), 3 * width as usize * height as usize, "opaque RGB");
        Self { width, height, rgb }
    }

    /// Writes it as a PNG file.
    pub fn write(&self, path: &Path) {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&self.rgb).expect("pixels");
        writer.finish().expect("an end");
        fs::write(path, bytes).expect("written");
    }

    /// The shares by which two pictures differ, and the difference as a picture, dark where it is
    /// large.
    pub fn difference(&self, other: &Self) -> (f64, f64, Self) {
        let apart: Vec<u8> =
            self.rgb.iter().zip(&other.rgb).map(|(one, other)| one.abs_diff(*other)).collect();
        let total: u64 = apart.iter().map(|apart| u64::from(*apart)).sum();
        let strong =
            apart.chunks_exact(3).filter(|pixel| pixel.iter().any(|apart| *apart > STRONG)).count();
        let mean = total as f64 / (apart.len() as f64 * 255.0);
        let picture = Self { rgb: apart.into_iter().map(|apart| 255 - apart).collect(), ..*self };
        (mean, strong as f64 / (f64::from(self.width) * f64::from(self.height)), picture)
    }
}

/// Compares PNG bytes with the picture `name` that was kept in a folder of the sources.
pub fn check_file(folder: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let kept_at = folder.join(format!("{name}.png"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept_at, bytes).expect("written");
        return;
    }
    let drawn = Picture::read(bytes);
    let kept = fs::read(&kept_at).unwrap_or_else(|error| {
        panic!(
            "{}: {error}. UPDATE_GOLDEN=1 draws it; look at it before you keep it.",
            kept_at.display()
        )
    });
    let kept = Picture::read(&kept);
    let failures = target().join("golden-failures");
    let keep = |what: &str, picture: &Picture| {
        fs::create_dir_all(&failures).expect("a folder");
        picture.write(&failures.join(format!("{name}-{what}.png")));
    };
    if (drawn.width, drawn.height) != (kept.width, kept.height) {
        keep("drawn", &drawn);
        panic!(
            "{name} is {} × {} pixels, the kept picture {} × {}; see {}",
            drawn.width,
            drawn.height,
            kept.width,
            kept.height,
            failures.display()
        );
    }
    let (mean, strong, difference) = drawn.difference(&kept);
    if mean > MEAN_MAY_DIFFER || strong > STRONG_MAY_DIFFER {
        keep("drawn", &drawn);
        keep("difference", &difference);
        panic!(
            "{name} differs from the kept picture: {:.2} % on average, {:.2} % of its pixels strongly. See {}; if \
             it is better so, UPDATE_GOLDEN=1 keeps it.",
            100.0 * mean,
            100.0 * strong,
            failures.display()
        );
    }
}

/// The build folder, wherever it is.
pub fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the build folder").to_path_buf()
}
