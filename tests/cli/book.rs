//! The README's pictures and the book's pages are what the program makes today.
//!
//! `UPDATE_GOLDEN=1 cargo test --test cli book` makes them anew; look at them before you keep them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anstyle::RgbColor;

use crate::output::on_a_terminal;
use crate::world::World;

#[path = "../golden/picture.rs"]
mod picture;

/// A file of the sources.
fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Compares a text with the one that was kept.
fn check_text(path: &str, made: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(source(path), made).expect("written");
    }
    let kept = fs::read_to_string(source(path)).unwrap_or_default();
    assert!(kept == made, "{path} is not what the program says today: UPDATE_GOLDEN=1 writes it");
}

#[test]
fn the_pages_of_the_readme_are_those_of_the_demo() {
    let mut world = World::of_the_demo();
    for (name, line) in [
        ("chart", "supple chart --dpi 100 --out chart.png"),
        ("visit-page", "supple report --dpi 100 --out visit-page.png"),
        ("handout", "supple handout --dpi 100 --out handout.png"),
    ] {
        world.quietly(line);
        let made = fs::read_dir(world.desk()).expect("a folder").flatten();
        let made = made.map(|entry| entry.file_name().to_string_lossy().into_owned());
        let made: BTreeSet<String> = made.filter(|file| file.starts_with(name)).collect();
        let first = made.first().expect("a page");
        let bytes = fs::read(world.desk().join(first)).expect("a page");
        picture::check_file("docs/pictures", name, &bytes);
    }
}

#[test]
fn the_terminal_of_the_readme_is_what_a_person_sees() {
    let mut world = World::of_the_demo();
    world.set("COLUMNS", "80");
    world.set("LANG", "en_GB.UTF-8");
    let shown = on_a_terminal(&world, "supple today", &[("TERM", "xterm-256color")]);
    let typed = format!("\u{1b}[2m$\u{1b}[0m supple today\n{}", shown.replace("\r\n", "\n"));
    let [ink, paper] = [RgbColor(27, 36, 48), RgbColor(246, 248, 250)];
    let terminal = anstyle_svg::Term::new().fg_color(ink.into()).bg_color(paper.into());
    let svg = terminal.min_width_px(700).render_svg(&typed);
    check_text("docs/pictures/today.svg", &svg);
}

#[test]
fn every_verb_stands_in_the_book() {
    let mut world = World::new();
    world.set("COLUMNS", "100");
    let mut page = "# Every verb\n\nWhat `supple help VERB` says of each.\n".to_owned();
    let help = world.quietly("supple --help").stdout;
    for verb in crate::help::verbs(&help) {
        let help = world.quietly(&format!("supple {verb} --help")).stdout;
        page += &format!("\n## supple {verb}\n\n```text\n{}\n```\n", help.trim_end());
    }
    check_text("docs/verbs.md", &page);
}

/// The pages of the book, in its order.
pub fn chapters() -> Vec<String> {
    let summary = fs::read_to_string(source("docs/SUMMARY.md")).expect("the table of contents");
    let links = summary.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    links.map(str::to_owned).collect()
}

/// The links of a page that lead to a file, without the place in it.
fn links(page: &str) -> impl Iterator<Item = &str> {
    let quoted = page.split("src=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let links = links.chain(quoted).map(|link| link.split('#').next().unwrap_or_default());
    links.filter(|link| !link.is_empty() && !link.contains("://") && !link.starts_with("mailto:"))
}

#[test]
fn every_chapter_is_in_the_book_and_every_link_leads_somewhere() {
    let chapters = chapters();
    let mut pages: Vec<PathBuf> = fs::read_dir(source("docs"))
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .collect();
    assert!(pages.len() > 10, "{pages:?}");
    let mut wrong = Vec::new();
    for page in &pages {
        let name = page.file_name().expect("a name").to_string_lossy();
        if name != "SUMMARY.md" && !chapters.iter().any(|chapter| *chapter == name) {
            wrong.push(format!("{name} is not in docs/SUMMARY.md"));
        }
    }
    pages.extend(
        ["README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "CHANGELOG.md"]
            .map(source),
    );
    for page in &pages {
        let text = fs::read_to_string(page).expect("a page");
        let folder = page.parent().expect("a folder");
        for link in links(&text).filter(|link| !folder.join(link).exists()) {
            wrong.push(format!("{}: {link} is not there", page.display()));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
