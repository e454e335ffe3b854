//! The charts against pictures that were looked at and found good.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` draws the pictures anew; look at them before you keep them.
//! When one differs, the picture drawn and the difference lie in `target/golden-failures/`.
//! `cargo test --test golden -- --ignored gallery` draws every case at full size into `target/gallery/`.

mod diary;
mod exercises;
mod kinds;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use supple::domain::progress::Progress;
use supple::figure::{Figure, Format, Paper, render};

/// The most a picture may differ in the mean of its channels, as a share of white: rounding, not drawing.
const MEAN_MAY_DIFFER: f64 = 0.005;

/// The most pixels that may differ strongly, as a share of all: a dashed line drawn solid is twice as many.
const STRONG_MAY_DIFFER: f64 = 0.0002;

/// What counts as a strong difference of one channel, of 255.
const STRONG: u8 = 48;

/// A picture as its width, its height and its RGB bytes.
#[derive(PartialEq)]
struct Picture {
    /// Pixels across.
    width: u32,
    /// Pixels down.
    height: u32,
    /// Red, green, blue, row by row.
    rgb: Vec<u8>,
}

impl Picture {
    /// Reads PNG bytes.
    fn read(bytes: &[u8]) -> Self {
        let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().expect("a PNG");
        let mut rgb = vec![0; reader.output_buffer_size().expect("a size")];
        reader.next_frame(&mut rgb).expect("pixels");
        let (width, height) = (reader.info().width, reader.info().height);
        assert_eq!(rgb.len(), 3 * width as usize * height as usize, "opaque RGB");
        Self { width, height, rgb }
    }

    /// Writes it as a PNG file.
    fn write(&self, path: &Path) {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        let mut writer = encoder.write_header().expect("a header");
        writer.write_image_data(&self.rgb).expect("pixels");
        writer.finish().expect("an end");
        fs::write(path, bytes).expect("written");
    }

    /// The shares by which two pictures differ, and the difference as a picture, dark where it is large.
    #[allow(clippy::cast_precision_loss)]
    fn difference(&self, other: &Self) -> (f64, f64, Self) {
        let apart: Vec<u8> = self.rgb.iter().zip(&other.rgb).map(|(one, other)| one.abs_diff(*other)).collect();
        let total: u64 = apart.iter().map(|apart| u64::from(*apart)).sum();
        let strong = apart.chunks_exact(3).filter(|pixel| pixel.iter().any(|apart| *apart > STRONG)).count();
        let mean = total as f64 / (apart.len() as f64 * 255.0);
        let picture = Self { rgb: apart.into_iter().map(|apart| 255 - apart).collect(), ..*self };
        (mean, strong as f64 / (f64::from(self.width) * f64::from(self.height)), picture)
    }
}

/// Compares a chart with the picture that was kept of it.
fn check(name: &str, figure: &impl Figure, paper: Paper) {
    check_bytes(name, &render(figure, paper, Format::Png).expect("a chart"));
}

/// Compares PNG bytes with the picture that was kept.
fn check_bytes(name: &str, bytes: &[u8]) {
    let kept_at = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/pictures/{name}.png"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&kept_at, bytes).expect("written");
        return;
    }
    let drawn = Picture::read(bytes);
    let kept = fs::read(&kept_at).unwrap_or_else(|error| {
        panic!("{}: {error}. UPDATE_GOLDEN=1 draws it; look at it before you keep it.", kept_at.display())
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
fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("the build folder").to_path_buf()
}

/// A4 at a resolution that keeps the repository small and the labels legible.
fn small() -> Paper {
    Paper::parse("a4", 72).expect("a paper")
}

#[test]
fn one_week() {
    check("one-week", &diary::one_week(), small());
}

#[test]
fn twelve_weeks() {
    check("twelve-weeks", &diary::twelve_weeks(), small());
}

#[test]
fn ten_years() {
    check("ten-years", &diary::ten_years(), small());
}

#[test]
fn an_empty_diary() {
    check("empty", &diary::empty(), small());
}

#[test]
fn no_exercise() {
    check("no-exercise", &diary::no_exercise(), small());
}

#[test]
fn a_small_paper() {
    check("small-paper", &diary::twelve_weeks(), Paper::parse("80x60", 100).expect("a paper"));
}

#[test]
fn calendars() {
    check("calendar-twelve-weeks", &kinds::calendar(84), small());
    check("calendar-one-year", &kinds::calendar(365), small());
    check("calendar-ten-years", &kinds::calendar(3653), small());
}

#[test]
fn times() {
    check("times-twelve-weeks", &kinds::times(84), small());
    check("times-one-week", &kinds::times(7), small());
}

#[test]
fn sites() {
    check("sites-twelve-weeks", &kinds::sites(84), small());
    check("sites-ten-years", &kinds::sites(3653), small());
}

#[test]
fn exercises() {
    check("exercise-twelve-weeks", &kinds::practice(84, &kinds::EXERCISES), small());
    check("exercise-one-year", &kinds::practice(365, &kinds::EXERCISES[..3]), small());
}

#[test]
fn goals() {
    check("goals-twelve-weeks", &kinds::goals(84), small());
}

#[test]
fn the_visit_page() {
    check("report-six-weeks", &kinds::report(42), Paper::parse("a4-portrait", 100).expect("a paper"));
}

#[test]
fn small_papers() {
    let paper = Paper::parse("80x60", 100).expect("a paper");
    check("calendar-small-paper", &kinds::calendar(84), paper);
    check("times-small-paper", &kinds::times(84), paper);
    check("sites-small-paper", &kinds::sites(84), paper);
    check("goals-small-paper", &kinds::goals(84), paper);
    check("exercise-small-paper", &kinds::practice(84, &kinds::EXERCISES), paper);
}

#[test]
fn the_same_diary_gives_the_same_bytes() {
    let bytes = || render(&diary::twelve_weeks(), small(), Format::Png).expect("a chart");
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_changed_chart_is_noticed() {
    let picture = |progress: &Progress| Picture::read(&render(progress, small(), Format::Png).expect("a chart"));
    let mut changed = diary::twelve_weeks();
    changed.baseline = None;
    let (mean, strong, _) = picture(&diary::twelve_weeks()).difference(&picture(&changed));
    assert!(mean > MEAN_MAY_DIFFER && strong > STRONG_MAY_DIFFER, "{mean} {strong}");
}

/// Every case at full size, with how long it took.
#[test]
#[ignore = "for people to look at"]
fn gallery() {
    for (name, progress) in [
        ("one-day", diary::one_day()),
        ("one-week", diary::one_week()),
        ("three-weeks", diary::three_weeks()),
        ("twelve-weeks", diary::twelve_weeks()),
        ("one-year", diary::one_year()),
        ("ten-years", diary::ten_years()),
        ("a-million", diary::a_million()),
        ("empty", diary::empty()),
        ("no-exercise", diary::no_exercise()),
    ] {
        show(name, &progress);
    }
    for days in [1, 7, 30, 84, 365, 730, 3653, 11_000] {
        show(&format!("calendar-{days}"), &kinds::calendar(days));
        show(&format!("times-{days}"), &kinds::times(days));
        show(&format!("goals-{days}"), &kinds::goals(days));
        show(&format!("sites-{days}"), &kinds::sites(days));
        show(&format!("exercise-{days}"), &kinds::practice(days, &kinds::EXERCISES));
    }
    show("exercise-many", &kinds::practice(84, &[kinds::EXERCISES, ["Übung mit langem Namen"; 6]].concat()));
}

/// Draws one case on papers of every shape into `target/gallery/`.
#[allow(clippy::print_stdout)]
fn show(name: &str, figure: &impl Figure) {
    let folder = target().join("gallery");
    fs::create_dir_all(&folder).expect("a folder");
    for paper in ["a4", "a4-portrait", "80x60", "200x120"] {
        let started = Instant::now();
        let bytes = render(figure, Paper::parse(paper, 200).expect("a paper"), Format::Png).expect("a chart");
        println!("{name} on {paper}: {:.0?}, {} kB", started.elapsed(), bytes.len() / 1000);
        fs::write(folder.join(format!("{name}-{paper}.png")), bytes).expect("written");
    }
    for (format, ending) in [(Format::Svg, "svg"), (Format::Pdf, "pdf")] {
        let started = Instant::now();
        let bytes = render(figure, Paper::A4_LANDSCAPE, format).expect("a chart");
        println!("{name} as {ending}: {:.0?}, {} kB", started.elapsed(), bytes.len() / 1000);
        fs::write(folder.join(format!("{name}-a4.{ending}")), bytes).expect("written");
    }
}
