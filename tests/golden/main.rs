//! The charts against pictures that were looked at and found good.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` draws the pictures anew; look at them before you keep
//! them. When one differs, the picture drawn and the difference lie in `target/golden-failures/`.
//! `cargo test --test golden -- --ignored gallery` draws every case at full size into
//! `target/gallery/`.

mod diary;
mod exercises;
mod kinds;
mod marks;
mod picture;

use std::fs;
use std::time::Instant;

use supple::domain::analysis::progress::Progress;
use supple::figure::{Figure, Format, Paper, render, render_causes};
use supple::library::Library;

use picture::{MEAN_MAY_DIFFER, Picture, STRONG_MAY_DIFFER, check_file, target};

/// Compares PNG bytes with the picture that was kept.
fn check_bytes(name: &str, bytes: &[u8]) {
    check_file("tests/golden/pictures", name, bytes);
}

/// Compares a chart with the picture that was kept of it.
fn check(name: &str, figure: &impl Figure, paper: Paper) {
    check_bytes(name, &render(figure, paper, Format::Png).expect("a chart"));
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
fn two_places() {
    check("two-places", &diary::two_places(), small());
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
fn what_the_body_can_do() {
    check("function-twelve-weeks", &kinds::function(84), small());
    check("function-one-year", &kinds::function(365), small());
}

#[test]
fn cycles() {
    check("cycle-six-weeks", &kinds::cycle(42), small());
    check("cycle-twenty-weeks", &kinds::cycle(140), small());
}

#[test]
fn the_visit_page() {
    let paper = Paper::parse("a4-portrait", 100).expect("a paper");
    check("report-six-weeks", &kinds::report(42), paper);
    check("report-without-plan", &kinds::report_without_plan(42), paper);
}

#[test]
fn what_pain_can_come_from() {
    let causes = Library::builtin().causes().expect("they are shipped");
    for name in ["a4-portrait", "a4", "letter-portrait", "letter"] {
        let paper = Paper::parse(name, 72).expect("a paper");
        let bytes = render_causes(&causes, paper, Format::Png).expect("all of it has room");
        if name == "a4-portrait" {
            check_bytes("causes", &bytes);
        }
    }
}

#[test]
fn small_papers() {
    let paper = Paper::parse("80x60", 100).expect("a paper");
    check("calendar-small-paper", &kinds::calendar(84), paper);
    check("times-small-paper", &kinds::times(84), paper);
    check("sites-small-paper", &kinds::sites(84), paper);
    check("goals-small-paper", &kinds::goals(84), paper);
    check("function-small-paper", &kinds::function(84), paper);
    check("cycle-small-paper", &kinds::cycle(84), paper);
    check("exercise-small-paper", &kinds::practice(84, &kinds::EXERCISES), paper);
}

#[test]
fn the_same_diary_gives_the_same_bytes() {
    let bytes = || render(&diary::twelve_weeks(), small(), Format::Png).expect("a chart");
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_changed_chart_is_noticed() {
    let picture = |progress: &Progress| {
        Picture::read(&render(progress, small(), Format::Png).expect("a chart"))
    };
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
        show(&format!("function-{days}"), &kinds::function(days));
        show(&format!("cycle-{days}"), &kinds::cycle(days));
        show(&format!("sites-{days}"), &kinds::sites(days));
        show(&format!("exercise-{days}"), &kinds::practice(days, &kinds::EXERCISES));
    }
    show(
        "exercise-many",
        &kinds::practice(84, &[kinds::EXERCISES, ["Übung mit langem Namen"; 6]].concat()),
    );
}

/// Draws one case on papers of every shape into `target/gallery/`.
#[expect(clippy::print_stdout, reason = "run by hand, to be read")]
fn show(name: &str, figure: &impl Figure) {
    let folder = target().join("gallery");
    fs::create_dir_all(&folder).expect("a folder");
    for paper in ["a4", "a4-portrait", "80x60", "200x120"] {
        let started = Instant::now();
        let bytes = render(figure, Paper::parse(paper, 200).expect("a paper"), Format::Png)
            .expect("a chart");
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
