//! Pages for names and notes in scripts that the built-in typeface lacks.

use std::fs;
use std::path::{Path, PathBuf};

use insta::assert_snapshot;

use crate::world::World;

/// A font of the fixtures.
fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/fonts").join(name)
}

/// A diary with a score, and the fonts of the fixtures beside where commands are typed.
fn with_fonts() -> World {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    for name in ["hebrew.ttf", "arabic.ttf", "japanese.otf"] {
        fs::copy(fixture(name), world.desk().join(name)).expect("a copy");
    }
    world
}

#[test]
fn a_name_is_drawn_with_a_font_of_ones_own() {
    let mut world = with_fonts();
    for (name, font) in [("דנה לוי", "hebrew.ttf"), ("سلام", "arabic.ttf"), ("腰痛", "japanese.otf")]
    {
        let page = |world: &mut World, out: &str, font: &str| {
            let line = format!("supple report --name '{name}' --out {out} {font} --replace");
            let told = world.quietly(&line);
            assert_eq!(told.code, 0, "{told:?}");
            (fs::read(world.desk().join(out)).expect("a page"), told.stderr)
        };
        let (_, told) = page(&mut world, "a.svg", "");
        assert!(told.contains("could not be drawn"), "{told}");
        let (svg, told) = page(&mut world, "b.svg", &format!("--font {font}"));
        assert_eq!(told, "");
        let svg = String::from_utf8(svg).expect("text");
        assert!(svg.contains("id=\"o"), "the outlines of its letters");
        assert!(svg.contains(name), "and what they say");
        // Whoever searches the file finds what was written, in the order in which it was.
        let (pdf, told) = page(&mut world, "c.pdf", &format!("--font {font}"));
        assert_eq!(told, "");
        let pdf = String::from_utf8_lossy(&pdf).into_owned();
        assert!(pdf.contains("+Own"), "its own font is inside");
        let is_cff = pdf.contains("/CIDFontType0C") && pdf.contains("/FontFile3");
        assert_eq!(is_cff, font.ends_with(".otf"));
        // A page without a letter of it has nothing of the font.
        let line = format!("supple report --out d.pdf --font {font} --replace");
        assert_eq!(world.quietly(&line).code, 0);
        let pdf = fs::read(world.desk().join("d.pdf")).expect("a page");
        assert!(!String::from_utf8_lossy(&pdf).contains("+Own"));
    }
}

#[test]
fn a_setting_has_the_font_for_every_page() {
    let mut world = with_fonts();
    world.quietly("supple visit --ask 'כאב?'");
    let told = world.quietly("supple report --out a.png").stderr;
    assert!(told.contains("could not be drawn"), "{told}");
    world.quietly("supple config --init");
    let file = world.home().join(".config/supple/config.toml");
    let text = fs::read_to_string(&file).expect("settings");
    let font = world.desk().join("hebrew.ttf");
    let set = text.replace("font = \"\"", &format!("font = '{}'", font.display()));
    assert_ne!(set, text);
    fs::write(&file, set).expect("settings");
    for line in
        ["supple report --out b.png", "supple chart --out c.svg", "supple handout --out d.pdf"]
    {
        let told = world.quietly(line);
        assert_eq!((told.code, told.stderr.as_str()), (0, ""), "{line}");
    }
    // It is gone: a page would say less than it could, so there is none.
    fs::remove_file(&font).expect("it was there");
    let told = world.types("supple report --out e.png");
    assert_eq!(told.code, 1);
    assert!(told.stderr.contains("hebrew.ttf is not there"), "{told:?}");
    assert!(!world.desk().join("e.png").exists());
    // What draws nothing does not ask for it.
    assert_eq!(world.quietly("supple report --text").code, 0);
    assert_eq!(world.quietly("supple report --out f.html").code, 0);
}

#[test]
fn what_is_no_font_is_told_and_draws_nothing() {
    let mut world = with_fonts();
    fs::write(world.desk().join("notes.txt"), "not a font").expect("a file");
    fs::create_dir(world.desk().join("fonts")).expect("a folder");
    world.types_all(&[
        "supple report --font nothing.ttf",
        "supple chart --font notes.txt",
        "supple handout --font fonts",
    ]);
    assert_snapshot!(world.told());
    assert!(world.files().iter().all(|file| !file.ends_with(".png")), "{:?}", world.files());
}
