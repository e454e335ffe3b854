//! Six lines to bring: asked for, kept, changed, cleared, watched, and printed on the visit page.

use insta::assert_snapshot;

use crate::world::World;

/// A world in which all six are written.
fn brought() -> World {
    let mut world = World::new();
    world.quietly(
        "supple bring --place 'deep in the left buttock' --since 'March, after a long drive' \
         --brings-on sitting --eases 'walking a little' --cannot 'sit through a film' \
         --fear 'that it stays'",
    );
    world.forget();
    world
}

#[test]
fn lines_are_kept_changed_cleared_and_taken_back() {
    let mut world = World::new();
    world.types("supple bring");
    assert_eq!(world.files(), [""; 0], "asking makes nothing");
    world.types_all(&[
        "supple bring --eases -",
        "supple bring --place '  deep in the   left buttock ' --since 'March'",
        "supple bring --since - --eases none",
        "supple bring",
        "supple undo",
        "supple bring",
        "supple bring --clear",
        "supple undo",
        "supple redo",
        "supple bring --place ' '",
        "supple bring --clear --place knee",
    ]);
    assert_snapshot!(world.told(), @"
    $ supple bring
    2> Nothing is written for a visit yet. In a terminal: supple bring. Elsewhere:
    2> supple bring --place '…' --since '…'
    $ supple bring --eases -
    2> Nothing is written for a visit yet. In a terminal: supple bring. Elsewhere:
    2> supple bring --place '…' --since '…'
    $ supple bring --place '  deep in the   left buttock ' --since 'March'
     • Where it hurts: deep in the left buttock
     • Since when: March
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> To hand over, on one page: supple report
    $ supple bring --since - --eases none
     • Where it hurts: deep in the left buttock
     • What eases it: none
    2> To hand over, on one page: supple report
    $ supple bring
     • Where it hurts: deep in the left buttock
     • What eases it: none
    $ supple undo
    Undone: bring --since - --eases none (Sun 22 Nov, 14:33).
    2> supple redo brings it back.
    $ supple bring
     • Where it hurts: deep in the left buttock
     • Since when: March
    $ supple bring --clear
    All six lines are clear. supple undo brings them back.
    $ supple undo
    Undone: bring --clear (Sun 22 Nov, 14:37).
    2> supple redo brings it back.
    $ supple redo
    Done again: bring --clear (Sun 22 Nov, 14:37).
    2> supple undo takes it back.
    $ supple bring --place ' '
    2> supple: “ ” does not fit --place: it is empty; - clears a line.
    => 2
    $ supple bring --clear --place knee
    2> supple: --clear and --place <TEXT> do not go together.
    2> Leave one of them out. More about it: supple bring --help
    => 2
    ");
}

#[cfg(unix)]
#[test]
fn in_a_terminal_the_six_are_asked_one_by_one() {
    let mut world = World::new();
    let mut watched = world.on_a_terminal("supple bring");
    for (asked, answer) in [
        ("1/6 Where does it hurt?", "left buttock"),
        ("2/6 Since when?", ""),
        ("3/6 What brings it on, or makes it worse?", "sitting"),
        ("4/6 What eases it?", "quiet"),
        ("5/6 What can you not do because of it?", "no long drives"),
        ("6/6 What do you fear it could be, or become?", "back surgery"),
    ] {
        watched.until(asked);
        watched.types(answer);
    }
    let output = watched.ends();
    world.record_watched("supple bring", &output);
    // The second time Enter keeps what is there, a dash clears it, and Ctrl-D keeps what was typed.
    let mut watched = world.on_a_terminal("supple bring");
    watched.until("Enter keeps: left buttock");
    watched.types("");
    watched.until("2/6 Since when?");
    watched.types("spring");
    watched.until("Enter keeps: sitting");
    watched.types("-");
    watched.until("Enter keeps: quiet");
    watched.presses(expectrl::ControlCode::EndOfTransmission);
    let output = watched.ends();
    world.record_watched("supple bring", &output);
    assert_snapshot!(world.told(), @"
    # on a terminal
    $ supple bring
    Six lines for whoever sees you, in your own words.
    Enter goes on · - clears a line · Esc goes back · Ctrl-C stops and keeps them
    1/6 Where does it hurt?
    left buttock
    2/6 Since when?

    3/6 What brings it on, or makes it worse?
    sitting
    4/6 What eases it?
    quiet
    5/6 What can you not do because of it?
    no long drives
    6/6 What do you fear it could be, or become?
    back surgery
     • Where it hurts: left buttock
     • What brings it on: sitting
     • What eases it: quiet
     • What I cannot do: no long drives
     • What I fear: back surgery
    Your diary is new. It is this one file:
    ~/.local/share/supple/diary.db
    To hand over, on one page: supple report
    # on a terminal
    $ supple bring
    Six lines for whoever sees you, in your own words.
    Enter goes on · - clears a line · Esc goes back · Ctrl-C stops and keeps them
    1/6 Where does it hurt?
        Enter keeps: left buttock

    2/6 Since when?
    spring
    3/6 What brings it on, or makes it worse?
        Enter keeps: sitting
    -
    4/6 What eases it?
        Enter keeps: quiet
     • Where it hurts: left buttock
     • Since when: spring
     • What eases it: quiet
     • What I cannot do: no long drives
     • What I fear: back surgery
    To hand over, on one page: supple report
    ");
}

#[test]
fn a_warning_word_in_a_line_is_answered_like_one_in_a_note() {
    let mut world = World::new();
    world.quietly("supple log 4");
    world.forget();
    world.types_all(&[
        "supple bring --fear 'my bladder is not as it was'",
        "supple remind",
        "supple bring --fear 'my bladder is not as it was' --json",
        "supple bring --fear 'that it stays'",
    ]);
    assert_snapshot!(world.told(), @r#"
    $ supple bring --fear 'my bladder is not as it was'
     • What I fear: my bladder is not as it was
    2> To hand over, on one page: supple report
    $ supple remind
    $ supple bring --fear 'my bladder is not as it was' --json
    {
      "lines": [
        {
          "about": "Where it hurts",
          "line": "place",
          "text": null,
          "written_at": null
        },
        {
          "about": "Since when",
          "line": "since",
          "text": null,
          "written_at": null
        },
        {
          "about": "What brings it on",
          "line": "brings-on",
          "text": null,
          "written_at": null
        },
        {
          "about": "What eases it",
          "line": "eases",
          "text": null,
          "written_at": null
        },
        {
          "about": "What I cannot do",
          "line": "cannot",
          "text": null,
          "written_at": null
        },
        {
          "about": "What I fear",
          "line": "fear",
          "text": "my bladder is not as it was",
          "written_at": "2026-11-22T14:31:00+01:00"
        }
      ]
    }
    $ supple bring --fear 'that it stays'
     • What I fear: that it stays
    2> To hand over, on one page: supple report
    "#);
}

#[test]
fn without_a_plan_or_a_score_the_page_has_the_lines_and_says_so_calmly() {
    let mut world = brought();
    world.types_all(&[
        "supple report --text",
        "supple report --no-own-words",
        "supple report --to yesterday --text",
        "supple report --out page.svg",
    ]);
    let picture = std::fs::read_to_string(world.desk().join("page.svg")).expect("it is there");
    for words in ["In my own words", "No plan: no diagnosis has been recorded", "that it stays"] {
        assert!(picture.contains(words), "{words}");
    }
    assert_snapshot!(world.told(), @"
    $ supple report --text
    Pain diary, 22 Nov 2026
    For the visit
    No plan: no diagnosis has been recorded

     • Pain since the first two weeks: not known (no score recorded yet)

    No pain has been recorded yet; 0 of 1 day recorded.

    In my own words
     • Where it hurts: deep in the left buttock
     • Since when: March, after a long drive
     • What brings it on: sitting
     • What eases it: walking a little
     • What I cannot do: sit through a film
     • What I fear: that it stays

    Red-flag questions
     • Warning signs: none of the 35 questions about them is answered yet.

    0 of 1 day recorded.
    supple keeps a pain diary and a home-exercise plan for one person. Pain is 0 to
    10 as the person recorded it; doses follow rules that are mostly its own
    proposals. No physiotherapist or doctor has signed the program off, and this
    page is not a diagnosis.
    $ supple report --no-own-words
    2> supple: there is nothing to report yet.
    2> Log a score first: supple log
    => 1
    $ supple report --to yesterday --text
    Pain diary, 21 Nov 2026
    For the visit
    No plan: no diagnosis has been recorded

     • Pain since the first two weeks: not known (no score recorded yet)

    No pain has been recorded yet; 0 of 1 day recorded.

    Red-flag questions
     • Warning signs: none of the 35 questions about them is answered yet.

    0 of 1 day recorded.
    supple keeps a pain diary and a home-exercise plan for one person. Pain is 0 to
    10 as the person recorded it; doses follow rules that are mostly its own
    proposals. No physiotherapist or doctor has signed the program off, and this
    page is not a diagnosis.
    $ supple report --out page.svg
    No pain has been recorded yet; 0 of 1 day recorded.
    Drawn to ~/desk/page.svg
    ");
}

#[test]
fn the_lines_can_be_left_out_of_the_page() {
    let mut world = brought();
    world.quietly("supple log 4");
    let json = world.json("supple report --text --json");
    assert_eq!(json["has_plan"], false);
    assert_eq!(json["own_words"][5]["text"], "that it stays");
    assert_eq!(json["sections"][0]["part"], "own-words");
    let json = world.json("supple report --text --json --no-own-words");
    assert_eq!(json["own_words"][5]["text"], serde_json::Value::Null);
    assert!(!json.to_string().contains("that it stays"));
    world.quietly("supple report --no-own-words --out page.svg");
    let picture = std::fs::read_to_string(world.desk().join("page.svg")).expect("it is there");
    assert!(!picture.contains("that it stays") && !picture.contains("In my own words"));
}

#[test]
fn what_steers_a_terminal_is_kept_and_never_obeyed() {
    let mut world = World::new();
    let line = "a\u{1b}[2Jb\u{202e}c\u{200b}d";
    let output = world.run(&["bring", "--place", line]);
    assert_eq!(output.code, 0, "{output:?}");
    let shown = world.quietly("supple bring").stdout;
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\u{200b}']), "{shown:?}");
    let json = world.json("supple bring --json");
    assert_eq!(json["lines"][0]["text"], line, "a reader of JSON gets back what was kept");
    world.quietly("supple report --out page.svg");
    let picture = std::fs::read_to_string(world.desk().join("page.svg")).expect("it is there");
    assert!(!picture.contains('\u{1b}'));
}
