//! For a screen reader: words in the places of bars, tables and signs.

use insta::assert_snapshot;

use crate::world::World;

/// What a screen reader leaves out, or reads by a name that says nothing.
const SIGNS: &str = "▁▂▃▄▅▆▇█│●○✕↑↓→•·■|#";

#[test]
fn nothing_that_is_read_aloud_is_a_sign() {
    let mut world = World::of_the_demo();
    let mut wrong = String::new();
    for line in [
        "supple",
        "supple today",
        "supple week",
        "supple plan",
        "supple plan --why sit-to-stand",
        "supple history",
        "supple stats",
        "supple patterns --all",
        "supple visit",
        "supple conditions",
        "supple conditions piriformis-dgs",
        "supple conditions --table",
        "supple exercises",
        "supple exercises clamshell",
        "supple session",
        "supple config",
        "supple report --text",
        "supple chart --show",
        "supple chart --kind exercise --show",
        "supple chart --kind calendar --show",
        "supple chart --kind sites --show",
        "supple chart --kind times --show",
    ] {
        let said = world.quietly(&format!("{line} --plain")).stdout;
        assert!(said.len() > 20, "{line}: {said}");
        for spoken in said.lines() {
            // A command is to be typed as it stands, and begins further in.
            let (text, is_command) = (spoken.trim_start(), spoken.starts_with("  "));
            let has_sign = !is_command && text.contains(|c| SIGNS.contains(c));
            let has_box = text.contains("[ ]") || text.contains("[x]") || text.contains("[-]");
            if has_sign || has_box || text.contains("  ") {
                wrong += &format!("{line}: {spoken:?}\n");
            }
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn a_setting_has_it_for_every_command() {
    let mut world = World::of_the_demo();
    let asked = world.quietly("supple --plain").stdout;
    world.quietly("supple config --init");
    let file = world.home().join(".config/supple/config.toml");
    let text = std::fs::read_to_string(&file).expect("settings");
    let text = text.replace("screen = \"drawn\"", "screen = \"plain\"");
    assert!(text.contains("\nscreen = \"plain\""), "{text}");
    std::fs::write(&file, text).expect("settings");
    assert_eq!(world.quietly("supple").stdout, asked);
    assert_snapshot!(asked);
    assert_snapshot!(world.quietly("supple today").stdout);
    assert_snapshot!(world.quietly("supple chart --show").stdout);
}
