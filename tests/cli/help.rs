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
