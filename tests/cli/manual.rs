//! The manual pages.

use std::fs;

use crate::world::World;

#[test]
fn every_verb_has_a_page_where_man_looks() {
    let mut world = World::new();
    let output = world.types("supple manual");
    assert_eq!(output.code, 0, "{output:?}");
    let files = world.files();
    let help = world.quietly("supple --help").stdout;
    for verb in crate::help::verbs(&help) {
        let name = format!(".local/share/man/man1/supple-{verb}.1");
        let page = fs::read_to_string(world.home().join(&name))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(page.contains(".TH") && page.contains(".SH SYNOPSIS"), "{name}:\n{page}");
    }
    assert!(files.iter().any(|name| name.ends_with("man1/supple.1")), "{files:?}");
    assert!(files.iter().any(|name| name.ends_with("man1/supple-library-check.1")), "{files:?}");
    assert!(
        files.iter().all(|name| name.starts_with(".local/share/man/man1/supple")),
        "nothing else: {files:?}"
    );
}

#[test]
fn a_page_says_what_the_help_says() {
    let mut world = World::new();
    world.quietly("supple manual --dir pages");
    let page = fs::read_to_string(world.desk().join("pages/supple-log.1"))
        .expect("it is there")
        .replace("\\-", "-");
    for words in [
        "--worst",
        "The worst of the day, 0 to 10",
        "supple log 4",
        "supple 0.1.0",
        "Log a pain score",
    ] {
        assert!(page.contains(words), "{words}:\n{page}");
    }
    let again = fs::read(world.desk().join("pages/supple-log.1")).expect("it is there");
    world.quietly("supple manual --dir pages --replace");
    assert!(
        fs::read(world.desk().join("pages/supple-log.1")).expect("it is there") == again,
        "the same every time"
    );
}

#[test]
fn pages_that_are_there_stay_unless_told() {
    let mut world = World::new();
    fs::create_dir(world.desk().join("pages")).expect("it can be made");
    fs::write(world.desk().join("pages/supple-today.1"), "mine").expect("it can be written");
    let output = world.types("supple manual --dir pages");
    assert_eq!(output.code, 1);
    assert!(
        output.stderr.contains("supple-today.1") && output.stderr.contains("--replace"),
        "{output:?}"
    );
    assert_eq!(world.files(), ["desk/pages/supple-today.1"], "all or nothing");
    world.quietly("supple manual --dir pages --replace");
    assert_ne!(
        fs::read_to_string(world.desk().join("pages/supple-today.1")).expect("it is there"),
        "mine"
    );

    fs::write(world.desk().join("file"), "").expect("it can be written");
    let output = world.types("supple manual --dir file");
    assert_eq!(output.code, 1, "{output:?}");
}

#[cfg(unix)]
#[test]
fn everybody_may_read_the_manual() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = World::new();
    world.quietly("supple manual --dir pages");
    let page = fs::metadata(world.desk().join("pages/supple.1")).expect("it is there");
    assert_eq!(page.permissions().mode() & 0o777, 0o644);
}
