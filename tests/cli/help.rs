//! What `--help` says, in a terminal of 80 columns.

use insta::assert_snapshot;

use crate::world::World;

/// Every verb that `supple --help` lists.
pub fn verbs(help: &str) -> Vec<String> {
    let lists =
        help.split("Options:").next().and_then(|lists| lists.split_once(":\n")).expect("lists").1;
    let named = |line: &str| Some(line.strip_prefix("  ")?.split(' ').next()?.to_owned());
    lists.lines().filter_map(named).filter(|name| !name.is_empty()).collect()
}

#[test]
fn help_says_what_there_is() {
    let mut world = World::new();
    world.types_all(&["supple --help", "supple -h", "supple --version"]);
    assert_snapshot!(world.told());
}

#[test]
fn every_verb_explains_itself() {
    let mut world = World::new();
    let list =
        world.quietly("supple --help").stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let help = world.quietly("supple --help").stdout;
    assert!(verbs(&help).len() > 15, "{help}");
    for verb in verbs(&help) {
        let output = world.types(&format!("supple {verb} --help"));
        let first: Vec<&str> = output.stdout.lines().take_while(|line| !line.is_empty()).collect();
        assert!(
            list.contains(&format!("{verb} {}", first.join(" "))),
            "{verb} says of itself: {first:?}"
        );
        assert_eq!((output.code, output.stderr.as_str()), (0, ""), "{verb}");
    }
    assert_snapshot!(world.told());
}

#[test]
fn help_needs_nothing_of_the_machine() {
    let mut world = World::new();
    world.unset("HOME");
    world.unset("TZ");
    world.set("SUPPLE_DB", "");
    let mut command = world.command(&["--help"]);
    command.env("SUPPLE_NOW", "nonsense");
    assert_eq!(world.finish(command).code, 0);
}

/// The verbs below a verb, as its help lists them.
fn verbs_below(help: &str) -> Vec<String> {
    let Some((_, list)) = help.split_once("Commands:\n") else { return Vec::new() };
    let list = list.lines().take_while(|line| !line.is_empty());
    let named = list.filter_map(|line| line.strip_prefix("  ")?.split(' ').next());
    named.filter(|name| !name.is_empty() && *name != "help").map(str::to_owned).collect()
}

#[test]
fn the_help_of_every_verb_fits_80_and_40_columns_and_loses_no_word() {
    let mut world = World::new();
    let mut lines: Vec<String> = vec!["supple".to_owned()];
    for verb in verbs(&world.quietly("supple --help").stdout) {
        let below = verbs_below(&world.quietly(&format!("supple {verb} --help")).stdout);
        lines.extend(below.iter().map(|each| format!("supple {verb} {each}")));
        lines.push(format!("supple {verb}"));
    }
    assert!(lines.iter().any(|line| line == "supple words rename"), "{lines:?}");
    for line in lines {
        let mut help = |width: &str| {
            world.set("COLUMNS", width);
            world.quietly(&format!("{line} --help")).stdout
        };
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let whole = words(&help("200"));
        for width in [80, 40] {
            let text = help(&width.to_string());
            assert_eq!(words(&text), whole, "{line} in {width} columns");
            for shown in text.lines() {
                // A command stays in one piece, and so does a word.
                let is_command = shown.trim_start().starts_with("supple ")
                    || shown.contains(":  supple ")
                    || shown.starts_with("Usage: ");
                let longest = shown.split_whitespace().map(|word| word.chars().count()).max();
                let indent = shown.chars().count() - shown.trim_start().chars().count();
                let fits = shown.chars().count() <= width || longest.unwrap_or(0) + indent >= width;
                assert!(fits || is_command, "{line} in {width} columns: {shown:?}");
            }
        }
    }
}
