//! What `--help` says, in a terminal of 80 columns.

use insta::assert_snapshot;

use crate::world::World;

/// Every verb, as help lists them.
fn verbs(world: &mut World) -> Vec<String> {
    let help = world.quietly("supple --help").stdout;
    let list = help.split("Commands:\n").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a list");
    list.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
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
    let list = world.quietly("supple --help").stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    for verb in verbs(&mut world) {
        let output = world.types(&format!("supple {verb} --help"));
        let first: Vec<&str> = output.stdout.lines().take_while(|line| !line.is_empty()).collect();
        assert!(list.contains(&format!("{verb} {}", first.join(" "))), "{verb} says of itself: {first:?}");
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
