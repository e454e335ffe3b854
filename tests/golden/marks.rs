//! What was said of each drawing by somebody who looked at it, in `exercise-marks.toml`.
//!
//! A mark belongs to the drawing as it was then: once its pose or its picture differs, it has to be
//! looked at again. `cargo test --test golden -- --ignored contact_page` writes the page to do that
//! with, `target/contact-sheets/index.html`; then
//! `LOOKED_AT=bridge,clamshell cargo test --test golden marks` keeps what was looked at.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::PathBuf;

use serde::Deserialize;
use supple::domain::programme::exercise::Exercise;

use crate::exercises::{exercises, tile};
use crate::picture::{Picture, target};

/// Cells across and down a picture, of each of which the mean darkness is kept.
const CELLS: (usize, usize) = (26, 10);

/// How many of sixteen steps a cell may be darker or lighter: rounding, not drawing.
const STEPS: u32 = 1;

/// What somebody found who looked at a drawing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Mark {
    /// A stranger does the exercise right from the picture alone.
    Good,
    /// They do it right with the words beside it.
    Passable,
    /// The picture says something else than the words.
    Wrong,
}

/// A drawing that was looked at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Looked {
    mark: Mark,
    /// Why, in a line.
    reason: String,
    /// A digest of its pose.
    pose: String,
    /// How dark each cell of its picture was, a hexadecimal digit each.
    picture: String,
}

/// Where the marks are kept.
fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/exercise-marks.toml")
}

/// The marks that are kept, by the ids of the exercises.
fn marks() -> BTreeMap<String, Looked> {
    toml::from_str(&fs::read_to_string(path()).expect("the marks")).expect("they read well")
}

/// A digest of the pose of an exercise as its file gives it, without notes.
fn pose_digest(id: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("exercises/library");
    let text = fs::read_to_string(folder.join(format!("{id}.toml"))).expect("it is shipped");
    let (_, pose) = text.split_once("[pose]").expect("it is drawn");
    let lines = pose.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    // FNV-1a: it need not be hard to forge, only to change.
    let digest = lines.flat_map(str::bytes).fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| {
        (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{digest:016x}")
}

/// How dark each cell of an exercise's picture is, row by row.
fn darkness(exercise: &Exercise) -> String {
    let picture = Picture::read(&tile(exercise));
    let (width, height) = (picture.width as usize, picture.height as usize);
    let (across, down) = CELLS;
    let mut sums = vec![(0_u64, 0_u64); across * down];
    for (number, pixel) in picture.rgb.chunks_exact(3).enumerate() {
        let (x, y) = (number % width * across / width, number / width * down / height);
        let (sum, count) = &mut sums[y * across + x];
        *sum += pixel.iter().map(|byte| u64::from(255 - byte)).sum::<u64>();
        *count += 3 * 255;
    }
    sums.iter().fold(String::new(), |mut digits, (sum, count)| {
        // The lightest step is kept for white alone, so that the thinnest line is noticed.
        let step = (16 * sum).div_ceil(*count).min(15);
        let _ = write!(digits, "{step:x}");
        digits
    })
}

/// Whether a picture is as it was.
fn is_as_before(kept: &str, now: &str) -> bool {
    let digit = |letter: char| letter.to_digit(16).expect("a hexadecimal digit");
    kept.len() == now.len()
        && kept.chars().zip(now.chars()).all(|(a, b)| digit(a).abs_diff(digit(b)) <= STEPS)
}

/// Writes the marks with the drawings as they are now for those exercises.
fn keep(ids: &str) {
    let mut marks = marks();
    for exercise in exercises().iter().filter(|each| ids.split(',').any(|id| id == each.id)) {
        let looked = marks.get_mut(&exercise.id).unwrap_or_else(|| {
            panic!("{} has no mark; write it into exercise-marks.toml first", exercise.id)
        });
        (looked.pose, looked.picture) = (pose_digest(&exercise.id), darkness(exercise));
    }
    let text = fs::read_to_string(path()).expect("the marks");
    let notes: Vec<&str> = text.lines().take_while(|line| line.starts_with('#')).collect();
    let mut text = notes.join("\n");
    for (id, Looked { mark, reason, pose, picture }) in marks {
        let mark = match mark {
            Mark::Good => "good",
            Mark::Passable => "passable",
            Mark::Wrong => "wrong",
        };
        let _ = write!(
            text,
            "\n\n[{id}]\nmark = \"{mark}\"\nreason = {reason:?}\npose = \"{pose}\"\npicture = \"{picture}\""
        );
    }
    text.push('\n');
    fs::write(path(), text).expect("written");
}

#[test]
fn every_drawing_has_a_mark_and_is_as_it_was_marked() {
    if let Ok(ids) = std::env::var("LOOKED_AT") {
        keep(&ids);
    }
    let mut marks = marks();
    let mut told = Vec::new();
    for exercise in exercises().iter().filter(|each| each.pose.is_some()) {
        let id = &exercise.id;
        let Some(looked) = marks.remove(id) else {
            told.push(format!("{id} has no mark"));
            continue;
        };
        if looked.pose != pose_digest(id) || !is_as_before(&looked.picture, &darkness(exercise)) {
            told.push(format!("{id} is drawn anew since it was marked"));
        }
        if looked.mark == Mark::Wrong {
            told.push(format!("{id} is wrong: {}", looked.reason));
        }
        if looked.reason.split_whitespace().count() < 3 {
            told.push(format!("{id}: “{}” is no reason", looked.reason));
        }
    }
    told.extend(marks.into_keys().map(|id| format!("{id} is marked, and is no exercise")));
    assert!(
        told.is_empty(),
        "{}\nLook at them (exercises/README.md, “Look at a drawing, and mark it”), then keep what you saw with \
         LOOKED_AT=id,id cargo test --test golden marks",
        told.join("\n")
    );
}

#[test]
fn a_changed_picture_is_another() {
    let all = exercises();
    let bridge = all.iter().find(|each| each.id == "bridge").expect("it is shipped");
    let before = darkness(bridge);
    let mut changed = bridge.clone();
    changed.pose.as_mut().expect("it is drawn").end.angles[0] += 8.0;
    assert!(is_as_before(&before, &darkness(bridge)));
    assert!(!is_as_before(&before, &darkness(&changed)));
}

/// An exercise without the words that stand above and below its drawing.
fn without_words(exercise: &Exercise) -> Exercise {
    let mut bare = Exercise { name: String::new(), ..exercise.clone() };
    bare.dose.hold_s = None;
    if let Some(pose) = bare.pose.as_mut().filter(|pose| pose.start != pose.end) {
        pose.captions = Some([String::new(), String::new()]);
    }
    bare
}

/// Every drawing without its words, beside its steps and its mark, and a box to cover those with.
/// A picture's name is a number, so that it can be shown to somebody alone.
#[test]
#[ignore = "for people to look at"]
fn contact_page() {
    let folder = target().join("contact-sheets");
    fs::create_dir_all(&folder).expect("a folder");
    let marks = marks();
    let mut page = String::from(
        "<!DOCTYPE html><meta charset=\"utf-8\"><title>Drawings</title><style>\
         body{font:16px sans-serif;margin:2em}section{border-top:1px solid;padding:1em 0}\
         img{width:100%;max-width:60em}#cover:checked~section div{visibility:hidden}</style>\
         <input type=\"checkbox\" id=\"cover\"><label for=\"cover\">cover the words</label>",
    );
    let escaped = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
    for (number, exercise) in (1..).zip(exercises()) {
        let id = &exercise.id;
        let picture = format!("{number}.png");
        fs::write(folder.join(&picture), tile(&without_words(&exercise))).expect("written");
        let steps: String =
            exercise.steps.iter().map(|step| format!("<li>{}", escaped(step))).collect();
        let mark = marks.get(id).map_or("no mark yet".to_owned(), |looked| {
            format!("{:?}: {}", looked.mark, escaped(&looked.reason))
        });
        let _ = write!(
            page,
            "<section><img src=\"{picture}\" alt=\"\"><div><b>{id}</b><ol>{steps}</ol>{mark}</div></section>"
        );
    }
    fs::write(folder.join("index.html"), page).expect("written");
}
