//! A machine where supple was never used.

use insta::assert_snapshot;

use crate::world::World;

#[test]
fn the_first_score_makes_the_diary_and_says_where() {
    let mut world = World::new();
    world.types_all(&["supple log 4", "supple log 5", "supple history"]);
    assert_eq!(world.files(), [".local/share/supple/diary.db"]);
    assert_snapshot!(world.told(), @"
    $ supple log 4
    Logged 4 for today, Sun 22 Nov, 14:30. It is entry 1.
    2> Your diary is new. It is this one file:
    2> ~/.local/share/supple/diary.db
    2> That is all a diary needs. Safe first steps, what it may come from, and whom to
    2> see:
    2>   supple begin
    $ supple log 5
    Logged 5 for today, Sun 22 Nov, 14:31. It is entry 2.
    $ supple history
     entry  day         time   what
     2      Sun 22 Nov  14:31  pain 5
     1      Sun 22 Nov  14:30  pain 4
    ");
}

#[test]
fn the_first_word_may_be_the_diagnosis() {
    let mut world = World::unanswered();
    let output = world.types("supple assign ischial-bursitis --side left");
    assert!(output.stderr.contains("Your diary is new"), "{}", output.stderr);
    let output = world.types("supple log 4");
    assert_eq!(output.stderr, "", "nothing is left to suggest");
}

#[test]
fn reading_makes_nothing() {
    let mut world = World::new();
    world.types_all(&[
        "supple",
        "supple today",
        "supple history",
        "supple chart",
        "supple undo",
        "supple redo",
        "supple edit 1 --score 3",
        "supple remove 1",
        "supple --version",
    ]);
    for line in
        ["supple exercises", "supple conditions", "supple today --json", "supple history --json"]
    {
        world.quietly(line);
    }
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told(), @"
    $ supple
    A pain diary and safe first steps, kept on this machine. It cannot say what you
    have.
    Begin in a terminal, or with a file of answers: supple begin --answers FILE.
    Only a score from 0 to 10: supple log 4

    Numbness between the legs, new bladder or bowel trouble, or a leg losing
    strength: emergency department now.

    It can come from one or several of these; nobody can tell from a list.
     • Endometriosis: lower belly, buttock, low back
     • Ischial bursitis: sit bone, sitting
     • Ischiofemoral impingement: deep in the buttock, walking
     • Myofascial pain of the buttock: the buttock itself
     • Pelvic floor dysfunction: buttock, pelvis, upper thigh
     • Piriformis syndrome: buttock, like sciatica
     • Sciatica: buttock, down the leg
     • Stress fracture of the pelvis (rare): like bone, more with load
     • Tailbone pain (coccydynia): middle, sitting and getting up
     • Something else: groin, beside the low back, both buttocks

    A score: supple log. The whole table: supple conditions --table
    Whom to see: supple begin --whom. Six lines to bring: supple bring
    $ supple today
    2> There is no plan, and a diary needs none.
    2> Safe first steps, what it may come from, and whom to see:
    2>   supple begin
    2> For what a clinician has told you that you have:
    2>   supple conditions
    $ supple history
    2> There is no diary yet. Begin one with: supple log
    $ supple chart
    2> supple: there is nothing to draw yet.
    2> Log a score first: supple log
    => 1
    $ supple undo
    2> There is no diary yet, so there is nothing to undo.
    $ supple redo
    2> There is no diary yet, so there is nothing to redo.
    $ supple edit 1 --score 3
    2> supple: there is no entry 1.
    2> See the numbers: supple history
    => 2
    $ supple remove 1
    2> supple: there is no entry 1.
    2> See the numbers: supple history
    => 2
    $ supple --version
    supple 0.1.0
    ");
}

#[test]
fn a_slip_of_the_fingers_makes_no_diary() {
    let mut world = World::unanswered();
    for line in [
        "supple log 11",
        "supple log 4 --on tomorrow",
        "supple log 4 --at 25:00",
        "supple log 5 --worst 4",
        "supple assign nothing-known",
        "supple done nothing-known",
        "supple skip nothing-known",
    ] {
        assert_ne!(world.types(line).code, 0, "{line}");
    }
    assert_eq!(world.files(), [""; 0]);
}

#[test]
fn what_changes_nothing_makes_no_diary() {
    for line in ["supple assign piriformis-dgs --end", "supple done --all", "supple skip --all"] {
        let mut world = World::unanswered();
        world.types(line);
        assert_eq!(world.files(), [""; 0], "{line}");
        let output = world.types("supple log 4");
        assert!(output.stderr.contains("Your diary is new"), "after {line}: {output:?}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_what_is_kept() {
    use std::os::unix::fs::PermissionsExt;
    let mut world = World::new();
    for arguments in
        [vec!["log", "4"], vec!["chart"], vec!["chart", "--replace", "--out", "again.png"]]
    {
        let mut shell = world.program("sh");
        shell.args(["-c", "umask 000; exec \"$0\" \"$@\"", crate::world::PROGRAM]).args(&arguments);
        assert_eq!(world.finish(shell).code, 0, "{arguments:?}");
    }
    let mode = |path: &str| {
        let found = std::fs::metadata(world.home().join(path)).expect(path);
        found.permissions().mode() & 0o777
    };
    assert_eq!(mode(".local/share/supple/diary.db"), 0o600);
    assert_eq!(mode(".local/share/supple"), 0o700);
    assert_eq!(mode("desk/supple-2026-11-22.png"), 0o600);
    assert_eq!(mode("desk/again.png"), 0o600);
    assert_eq!(world.files().len(), 3, "nothing temporary is left: {:?}", world.files());
}
