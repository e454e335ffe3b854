//! Every exercise as it is drawn, on sheets to look through.
//!
//! `cargo test --test golden -- --ignored contact_sheets` draws them into `target/contact-sheets/`,
//! in colour and in grey. Look at each: feet on the floor, hands where the steps say, knees that
//! bend the right way.

use std::fs;

use supple::domain::diary::place::Side;
use supple::domain::plan::handout::{DAYS, Handout, HandoutItem, PainGuide};
use supple::domain::programme::exercise::Exercise;
use supple::domain::programme::pose::{Foot, Hand, Pose};
use supple::domain::text::style::Style;
use supple::figure::{Format, Paper, braille, faults, render, render_handout};
use supple::library::Library;

use crate::check_bytes;
use crate::picture::{MEAN_MAY_DIFFER, Picture, STRONG_MAY_DIFFER, target};

/// Drawings that between them use every view, most things, and every way to put hands and feet.
const KEPT: [&str; 14] = [
    "band-side-step",
    "bridge",
    "butterfly-supine",
    "child-pose-wide",
    "clamshell-band",
    "deep-water-running",
    "figure-four-seated",
    "hamstring-strap",
    "hip-flexor-edge-of-bed",
    "hip-hitch",
    "pelvic-floor-contract-relax",
    "prone-press-up",
    "sit-to-stand",
    "stationary-bike",
];

/// Drawings across and down a sheet.
const TILES: (usize, usize) = (2, 5);

/// Every exercise that is shipped.
pub fn exercises() -> Vec<Exercise> {
    // Files that are being mended are looked at without building anything anew.
    let library = Library::with_overrides(std::env::var_os("SUPPLE_SHEETS_OF").map(Into::into));
    library
        .exercise_ids()
        .into_iter()
        .map(|id| library.exercise(&id).expect("it is shipped"))
        .collect()
}

/// An exercise on a small paper.
pub fn tile(exercise: &Exercise) -> Vec<u8> {
    render(exercise, Paper::parse("130x64", 110).expect("a paper"), Format::Png).expect("a drawing")
}

/// A shipped exercise.
fn exercise(id: &str) -> Exercise {
    Library::builtin().exercise(id).expect("it is shipped")
}

/// The drawing of an exercise, small enough to keep.
fn small(exercise: &Exercise) -> Vec<u8> {
    render(exercise, Paper::parse("130x64", 72).expect("a paper"), Format::Png).expect("a drawing")
}

/// A made-up handout of five exercises.
pub fn five() -> Handout {
    let safety = Library::builtin().safety().expect("it is shipped");
    let item = |(id, days): (&str, [bool; DAYS])| {
        let exercise = exercise(id);
        let stop = safety.stop_rules_of(&exercise);
        let (dose, sore) = (exercise.dose.clone(), Some(Side::Left));
        HandoutItem {
            exercise,
            dose,
            style: Style::default(),
            sore,
            pain_max: 5,
            told: vec![],
            cautions: vec![],
            stop,
            days,
        }
    };
    let rules = Library::builtin().rules().expect("they are shipped");
    let [daily, other] = [[true; DAYS], std::array::from_fn(|day| day % 2 == 0)];
    let ids = ["clamshell", "bridge", "sciatic-slider-supine", "pelvic-floor-drop", "walking"];
    let from = chrono::NaiveDate::from_ymd_opt(2026, 11, 23).expect("a date");
    let day = |number: u64| from.checked_add_days(chrono::Days::new(number)).expect("a date");
    Handout {
        told: vec![],
        subjects: vec!["Piriformis / deep gluteal syndrome, left".to_owned()],
        from,
        to: day(DAYS as u64 - 1),
        items: ids.into_iter().zip([other, other, daily, daily, daily]).map(item).collect(),
        notes: vec![],
        pain: PainGuide::new(&rules, &safety.monitor, false, false),
        signs: safety.handout.clone(),
        next_visit: Some(day(9)),
        clinic: String::new(),
        emergency_number: "112".to_owned(),
        style: Style::default(),
    }
}

#[test]
fn drawings_are_as_they_were_found_good() {
    for id in KEPT {
        check_bytes(&format!("exercise-{id}"), &small(&exercise(id)));
    }
}

#[test]
fn a_handout() {
    let paper = Paper::parse("a4-portrait", 72).expect("a paper");
    let pages = render_handout(&five(), paper, Format::Png).expect("it has room");
    assert_eq!(pages.len(), 2);
    for (number, page) in (1..).zip(pages) {
        check_bytes(&format!("handout-{number}"), &page);
    }
}

#[test]
fn a_changed_drawing_is_noticed() {
    let bridge = exercise("bridge");
    let mut changed = bridge.clone();
    changed.pose.as_mut().expect("it is drawn").end.angles[0] += 8.0;
    let (mean, strong, _) =
        Picture::read(&small(&bridge)).difference(&Picture::read(&small(&changed)));
    assert!(mean > MEAN_MAY_DIFFER || strong > STRONG_MAY_DIFFER, "{mean} {strong}");
}

#[test]
fn nothing_of_a_drawing_is_cut_off() {
    for exercise in exercises() {
        let picture = Picture::read(&tile(&exercise));
        let (width, height) = (picture.width as usize, picture.height as usize);
        let white = |x: usize, y: usize| picture.rgb[3 * (y * width + x)..][..3] == [255; 3];
        // The margin is wider than this on any paper.
        let clear = |x: usize, y: usize| x >= 10 && x < width - 10 && y >= 10 && y < height - 10;
        let stray = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .find(|(x, y)| !clear(*x, *y) && !white(*x, *y));
        assert_eq!(stray, None, "{}", exercise.id);
        assert!(
            picture.rgb.iter().filter(|byte| **byte < 120).count() > 3000,
            "{} is drawn",
            exercise.id
        );
    }
}

#[test]
fn faults_are_found() {
    let told = |change: fn(&mut Pose)| {
        let mut exercise = exercise("bridge");
        change(exercise.pose.as_mut().expect("it is drawn"));
        faults(&exercise).join("; ")
    };
    assert_eq!(told(|_| ()), "");
    // A knee that bends forwards, with the foot in the air so that nothing puts it right.
    let forwards = told(|pose| {
        pose.end.feet = [Foot::Air; 2];
        pose.end.angles[2..6].copy_from_slice(&[25.0, 100.0, 25.0, 100.0]);
    });
    assert!(forwards.contains("the near knee is bent by -75 degrees"), "{forwards}");
    let broken = told(|pose| pose.end.angles[1] = 90.0);
    assert!(broken.contains("the back is bent by"), "{broken}");
    let short = told(|pose| pose.end.hands = [Hand::NearFoot; 2]);
    assert!(short.contains("the near hand does not reach"), "{short}");
    let sinks = told(|pose| {
        pose.end.hands = [Hand::Air; 2];
        pose.end.angles[6..].copy_from_slice(&[270.0; 4]);
    });
    assert!(sinks.contains("below the floor"), "{sinks}");
    let mut floats = exercise("rock-back");
    let pose = floats.pose.as_mut().expect("it is drawn");
    pose.end.feet = [Foot::Air; 2];
    pose.end.angles[2..6]
        .copy_from_slice(&[200.0, 180.0, 200.0, 180.0].map(|angle: f32| angle - 60.0));
    let floats = faults(&floats).join("; ");
    assert!(floats.contains("floats"), "{floats}");
    let still = told(|pose| {
        pose.end = pose.start.clone();
        pose.end.head = Some(180.5);
    });
    assert!(still.contains("nothing in the drawing moves"), "{still}");
}

/// Pictures of one size side by side.
fn sheet(pictures: &[Picture]) -> Picture {
    let (width, height) = (pictures[0].width as usize, pictures[0].height as usize);
    let (across, down) = (TILES.0 * width, TILES.1 * height);
    let mut rgb = vec![255; 3 * across * down];
    for (number, picture) in pictures.iter().enumerate() {
        let (column, row) = (number % TILES.0, number / TILES.0);
        for y in 0..height {
            let to = 3 * ((row * height + y) * across + column * width);
            rgb[to..to + 3 * width]
                .copy_from_slice(&picture.rgb[3 * y * width..3 * (y + 1) * width]);
        }
    }
    let size = |pixels: usize| u32::try_from(pixels).expect("a sheet is small");
    Picture { width: size(across), height: size(down), rgb }
}

/// All drawings, ten a sheet; `SUPPLE_ONLY=bridge,clamshell` draws those alone.
#[test]
#[ignore = "for people to look at"]
fn contact_sheets() {
    let folder = target().join("contact-sheets");
    fs::create_dir_all(&folder).expect("a folder");
    let only = std::env::var("SUPPLE_ONLY").ok();
    let wanted = |exercise: &Exercise| {
        only.as_ref().is_none_or(|only| only.split(',').any(|id| id == exercise.id))
    };
    let pictures: Vec<Picture> = exercises()
        .iter()
        .filter(|each| wanted(each))
        .map(|each| Picture::read(&tile(each)))
        .collect();
    let name = if only.is_some() { "some" } else { "sheet" };
    for (number, pictures) in pictures.chunks(TILES.0 * TILES.1).enumerate() {
        let mut sheet = sheet(pictures);
        sheet.write(&folder.join(format!("{name}-{}.png", number + 1)));
        for pixel in sheet.rgb.chunks_exact_mut(3) {
            // ITU-R BT.601, as photocopiers and office printers turn colour into grey.
            let grey =
                (299 * u32::from(pixel[0]) + 587 * u32::from(pixel[1]) + 114 * u32::from(pixel[2]))
                    / 1000;
            pixel.fill(u8::try_from(grey).expect("a mean of bytes"));
        }
        sheet.write(&folder.join(format!("{name}-{}-grey.png", number + 1)));
    }
}

/// Every drawing as a terminal shows it.
#[test]
#[ignore = "for people to look at"]
#[expect(clippy::print_stdout, reason = "run by hand, to be read")]
fn terminal_drawings() {
    for exercise in exercises() {
        println!(
            "{}\n{}\n",
            exercise.name,
            braille(&exercise, None, 78).expect("there is room").join("\n")
        );
    }
}

#[test]
fn no_body_is_drawn_as_none_can_be() {
    let told: Vec<String> = exercises()
        .iter()
        .flat_map(|each| {
            faults(each)
                .into_iter()
                .map(|fault| format!("{}: {fault}", each.id))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}
