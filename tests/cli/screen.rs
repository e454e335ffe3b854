//! The safety questions: asked, answered, kept, and asked again in their time.

use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::safety_answers::{due, holds, says, says_to_all};
use crate::world::World;

/// Everything that was kept, in order: question, answer, day, and who checked it when.
fn kept(world: &World) -> Vec<String> {
    if !world.diary().exists() {
        return Vec::new();
    }
    let diary = world.database();
    let mut rows = diary
        .prepare("SELECT question || ' ' || answer || ' ' || day || coalesce(' ' || checked_by || ' ' || checked_on, '') FROM screening_answer ORDER BY id")
        .expect("a question");
    rows.query_map([], |row| row.get(0)).expect("rows").map(|row| row.expect("a row")).collect()
}

#[test]
fn without_a_terminal_the_questions_point_to_the_other_ways() {
    let mut world = World::new();
    world.types_all(&["supple screen", "supple screen --all", "supple screen --inflammatory"]);
    world.types_all(&[
        "supple screen --by 'Dr A'",
        "supple screen --checked cancer",
        "supple screen --on yesterday",
    ]);
    assert!(!world.diary().exists());
    assert_snapshot!(world.told(), @"
    $ supple screen
    2> supple: the questions are asked in a terminal, and this is none.
    2> Give the answers in a file: supple screen --answers FILE. What is due: supple
    2> screen --json
    => 2
    $ supple screen --all
    2> supple: the questions are asked in a terminal, and this is none.
    2> Give the answers in a file: supple screen --answers FILE. What is due: supple
    2> screen --json
    => 2
    $ supple screen --inflammatory
    2> supple: these questions are asked in a terminal, and this is none.
    2> To read them: supple screen --inflammatory --json
    => 2
    $ supple screen --by 'Dr A'
    2> supple: --checked <QUESTION> is missing.
    2> It goes like this: supple screen --by <NAME> --checked <QUESTION>
    2> More about it: supple screen --help
    => 2
    $ supple screen --checked cancer
    2> supple: --by <NAME> is missing.
    2> It goes like this: supple screen --checked <QUESTION> --by <NAME>
    2> More about it: supple screen --help
    => 2
    $ supple screen --on yesterday
    2> supple: --by <NAME> and --checked <QUESTION> are missing.
    2> It goes like this: supple screen --by <NAME> --checked <QUESTION> --on <DAY>
    2> More about it: supple screen --help
    => 2
    ");
}

#[test]
fn what_is_due_is_listed_for_a_program() {
    let mut world = World::new();
    let seen = world.types("supple screen --json");
    let seen: Value = serde_json::from_str(&seen.stdout).expect("JSON");
    let due = seen["due"].as_array().expect("a list");
    assert!(due.iter().all(|question| question["id"].is_string() && question["ask"].is_string()));
    assert!(
        due.iter()
            .any(|question| question["kind"] == "red-flag" && question["level"] == "emergency")
    );
    assert!(due.iter().any(|question| question["kind"] == "set-up"));
    assert!(!world.diary().exists(), "looking makes no diary");
    assert_snapshot!(world.told());
}

#[test]
fn answers_come_from_a_file_or_a_pipe() {
    let mut world = World::new();
    let answers = r#"{"ces-saddle": "no", "cancer": " No ", "pregnancy": "SKIP", "trauma": "skipped", "hip-replacement": "yes"}"#;
    fs::write(world.desk().join("answers.json"), answers).expect("it is written");
    world.types("supple screen --answers answers.json");
    assert_eq!(kept(&world).len(), 5);
    let mut command = world.command(&["screen", "--answers", "-"]);
    let (reader, mut writer) = std::io::pipe().expect("a pipe");
    std::io::Write::write_all(&mut writer, br#"{"ces-bowel": "no"}"#).expect("it is written");
    drop(writer);
    command.stdin(reader);
    let output = world.finish(command);
    world.record("supple screen --answers - <<< '{\"ces-bowel\": \"no\"}'", &output);
    assert_eq!(kept(&world).last().map(String::as_str), Some("ces-bowel no 2026-11-22"));
    fs::write(world.desk().join("answers.json"), r#"{"infection": "yes"}"#).expect("it is written");
    world.types("supple screen --answers answers.json --json");
    assert_snapshot!(world.told());
}

#[test]
fn answers_that_do_not_read_keep_nothing() {
    let mut world = World::new();
    world.types("supple screen --answers missing.json");
    for answers in [
        r#"{"ces-saddel": "yes", "cancer": "yes"}"#,
        r#"{"zzz": "no"}"#,
        r#"{"cancer": "yes", "infection": "maybe"}"#,
        r#"{"cancer": ""}"#,
        r#"{"cancer": true}"#,
        r#"["cancer"]"#,
        "cancer: no",
        "",
    ] {
        fs::write(world.desk().join("a.json"), answers).expect("it is written");
        world.remark(&format!("a.json: {answers}"));
        assert_eq!(world.types("supple screen --answers a.json").code, 2, "{answers}");
    }
    fs::write(world.desk().join("a.json"), b"\xff\xfe").expect("it is written");
    world.remark("a.json: no text");
    assert_ne!(world.types("supple screen --answers a.json").code, 0);
    assert!(!world.diary().exists(), "a slip makes no diary");
    assert_snapshot!(world.told());
}

#[test]
fn the_same_question_twice_in_a_file_takes_neither_answer_silently() {
    let mut world = World::new();
    fs::write(world.desk().join("a.json"), r#"{"ces-saddle": "yes", "ces-saddle": "no"}"#)
        .expect("it is written");
    let output = world.types("supple screen --answers a.json");
    assert!(
        output.code == 2 || holds(&mut world) == ["ces-saddle"],
        "a yes must not be lost: {output:?}"
    );
}

#[test]
fn some_answers_leave_the_others_due() {
    let mut world = World::assigned();
    let all = due(&mut world);
    says(&mut world, "ces-saddle", "no");
    says(&mut world, "pregnancy", "skip");
    let left = due(&mut world);
    assert_eq!(left.len(), all.len() - 2);
    assert!(!left.contains(&"ces-saddle".to_owned()) && !left.contains(&"pregnancy".to_owned()));
    world.types("supple today");
    says_to_all(&mut world, "no");
    assert_eq!(due(&mut world), [""; 0]);
    world.types("supple today");
    assert_snapshot!(world.told());
}

#[test]
fn the_warning_signs_are_asked_every_week_and_the_set_up_questions_every_year() {
    let mut world = World::new();
    let all = due(&mut world);
    let flags = all.iter().position(|id| id == "pregnancy").expect("the first set-up question");
    says_to_all(&mut world, "no");
    assert_eq!(due(&mut world), [""; 0]);
    world.clock("2026-11-28T09:00:00+01:00");
    assert_eq!(due(&mut world), [""; 0], "the sixth day");
    world.clock("2026-11-29T09:00:00+01:00");
    assert_eq!(due(&mut world), all[..flags], "the seventh day");
    says_to_all(&mut world, "no");
    assert_eq!(due(&mut world), [""; 0]);
    world.clock("2026-12-06T09:00:00+01:00");
    assert_eq!(due(&mut world), all[..flags], "weekly again");
    world.clock("2027-11-21T09:00:00+01:00");
    assert_eq!(due(&mut world), all[..flags], "the 364th day");
    world.clock("2027-11-22T09:00:00+01:00");
    assert_eq!(due(&mut world), all, "a year");
}

#[test]
fn a_warning_sign_that_was_skipped_comes_again_after_a_week() {
    let mut world = World::new();
    says_to_all(&mut world, "no");
    world.clock("2026-11-29T09:00:00+01:00");
    says_to_all(&mut world, "skip");
    assert_eq!(due(&mut world), [""; 0], "not twice on one day");
    world.clock("2026-12-05T09:00:00+01:00");
    assert_eq!(due(&mut world), [""; 0]);
    world.clock("2026-12-06T09:00:00+01:00");
    assert_eq!(due(&mut world).len(), 18);
}

#[test]
fn a_set_up_question_that_was_skipped_comes_again_after_a_week() {
    let mut world = World::new();
    says_to_all(&mut world, "no");
    says(&mut world, "pregnancy", "skip");
    world.clock("2026-11-28T09:00:00+01:00");
    assert_eq!(due(&mut world), [""; 0]);
    world.clock("2026-11-29T09:00:00+01:00");
    assert!(due(&mut world).contains(&"pregnancy".to_owned()), "nobody answered it");
}

#[test]
fn a_day_that_is_not_over_at_two_at_night_is_the_day_before() {
    let mut world = World::new();
    world.clock("2026-11-23T02:00:00+01:00");
    says(&mut world, "cancer", "no");
    assert_eq!(kept(&world), ["cancer no 2026-11-22"]);
}

#[test]
fn an_answer_is_undone_and_redone() {
    let mut world = World::assigned();
    fs::write(world.desk().join("answers.json"), r#"{"cancer": "yes", "ces-saddle": "no"}"#)
        .expect("it is written");
    world.types_all(&["supple screen --answers answers.json", "supple undo"]);
    assert_eq!((holds(&mut world), kept(&world)), (vec![], vec![]));
    world.types("supple redo");
    assert_eq!(holds(&mut world), ["cancer"]);
    world.types_all(&["supple screen --checked cancer --by 'Dr Okafor'", "supple undo"]);
    assert_eq!(holds(&mut world), ["cancer"], "the check is undone");
    assert_snapshot!(world.told(), @"
    $ supple screen --answers answers.json
    ! See a doctor within days. Do not start the programme until checked.

    No exercises until then
    The routine is hidden until a clinician has looked at this. When one has, record
    who and when:
      supple screen --checked cancer --by 'Dr Name'
    2> If an answer was a slip: supple undo takes back this round of them.
    $ supple undo
    Undone: screen --answers answers.json (Sun 22 Nov, 14:31).
    2> supple redo brings it back.
    $ supple redo
    Done again: screen --answers answers.json (Sun 22 Nov, 14:31).
    2> supple undo takes it back.
    $ supple screen --checked cancer --by 'Dr Okafor'
    Nothing you answered needs a clinician first. 30 questions are still open:
    supple screen
    $ supple undo
    Undone: screen --checked cancer --by 'Dr Okafor' (Sun 22 Nov, 14:36).
    2> supple redo brings it back.
    ");
}

#[test]
fn logging_a_warning_word_brings_the_questions_up() {
    let mut world = World::assigned();
    says_to_all(&mut world, "no");
    world.forget();
    for line in [
        "supple log 4 --tag numbness",
        "supple log 4 --tag sitting",
        "supple log 4 --note 'the left leg felt WEAK on the stairs'",
        "supple log 4 --note 'Fever since Friday'",
        "supple log 4 --note 'saddle feels strange'",
        "supple log 4 --note 'a week of rest'",
    ] {
        world.types(line);
    }
    assert_snapshot!(world.told(), @"
    $ supple log 4 --tag numbness
    Logged 4 for today, Sun 22 Nov, 14:33: after numbness. It is entry 1.
    $ supple log 4 --tag sitting
    Logged 4 for today, Sun 22 Nov, 14:34: after sitting. It is entry 2.
    $ supple log 4 --note 'the left leg felt WEAK on the stairs'
    Logged 4 for today, Sun 22 Nov, 14:35. It is entry 3.
    $ supple log 4 --note 'Fever since Friday'
    Logged 4 for today, Sun 22 Nov, 14:36. It is entry 4.
    $ supple log 4 --note 'saddle feels strange'
    Logged 4 for today, Sun 22 Nov, 14:37. It is entry 5.
    $ supple log 4 --note 'a week of rest'
    Logged 4 for today, Sun 22 Nov, 14:38. It is entry 6.
    ");
}

#[test]
fn a_warning_word_beside_an_exercise_or_in_a_correction_brings_the_questions_up_too() {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    says_to_all(&mut world, "no");
    for line in [
        "supple done glute-squeeze --note 'my foot went numb'",
        "supple skip walking --why 'a fever'",
        "supple edit 1 --note 'numb between the legs'",
    ] {
        let output = world.quietly(line);
        assert!(output.stderr.contains("supple screen"), "{line}: {output:?}");
    }
}

#[test]
fn warning_words_wait_for_answers_wherever_one_looks() {
    let mut world = World::assigned();
    says_to_all(&mut world, "no");
    world.forget();
    world.types("supple log 4 --note 'numb between the legs and cannot pee'");
    world.types_all(&["supple", "supple remind", "supple today", "supple session --plain"]);
    world.set("COLUMNS", "40");
    world.types_all(&["supple", "supple remind"]);
    world.set("COLUMNS", "80");
    for line in ["supple --json", "supple today --json", "supple screen --json"] {
        let look = world.json(line)["closer_look"].clone();
        assert_eq!(look["named"][0]["question"], "ces-bladder", "{line}: {look}");
        assert_eq!(look["questions"].as_array().map(Vec::len), Some(18), "{line}: {look}");
    }
    // The days to come keep it, and the routine stays: nobody has said yes.
    world.clock("2026-11-24T09:00:00+01:00");
    assert_eq!(world.json("supple today --json")["due"].as_array().map(Vec::len), Some(4));
    assert_eq!(world.json("supple screen --json")["due"].as_array().map(Vec::len), Some(18));
    world.types_all(&["supple undo", "supple remind", "supple redo", "supple remind"]);
    world.remark("answered");
    says_to_all(&mut world, "no");
    world.types_all(&["supple remind", "supple undo"]);
    assert!(!world.json("supple --json")["closer_look"].is_null(), "the answers were taken back");
    world.types("supple redo");
    assert!(world.json("supple --json")["closer_look"].is_null());
    assert_snapshot!(world.told());
}

#[test]
fn words_that_came_in_later_ask_from_then_on() {
    let mut world = World::assigned();
    world.quietly("supple log 4 --note 'a numb foot'");
    world.quietly("supple done glute-squeeze --pain 1");
    says_to_all(&mut world, "no");
    let asks = |world: &mut World| !world.json("supple screen --json")["closer_look"].is_null();
    assert!(!asks(&mut world));
    for (line, expected) in [
        // A correction that leaves the words as they were asks nothing.
        ("supple edit 1 --worst 6", false),
        ("supple edit 1 --note 'a numb foot, and a bad night'", true),
        ("supple undo", false),
        ("supple edit 1 --tag weakness", true),
        ("supple edit 1 --tag none", false),
        ("supple edit 1 --own-site saddle", true),
        ("supple undo", false),
        ("supple edit 2 --symptom numb-weak", true),
        ("supple undo", false),
        ("supple log 3 --own-site saddle", true),
        ("supple undo", false),
        ("supple done walking --symptom numb-weak", true),
        ("supple undo", false),
        ("supple skip walking --why 'a fever'", true),
        ("supple undo", false),
        ("supple log 3 --on yesterday --note fever", true),
        ("supple undo", false),
        ("supple log 3 --on 2026-11-01 --note fever", false),
        ("supple log 3 --note 'peeling potatoes'", false),
    ] {
        world.quietly(line);
        assert_eq!(asks(&mut world), expected, "{line}");
    }
}

/// What only a terminal shows.
#[cfg(unix)]
mod on_a_terminal {
    use expectrl::ControlCode;

    use super::*;
    use crate::world::PROGRAM;

    /// The world's safety questions, all of them answered today but the set-up ones.
    fn only_flags_due() -> World {
        let mut world = World::new();
        says_to_all(&mut world, "no");
        world.clock("2026-11-29T09:00:00+01:00");
        world
    }

    #[test]
    fn the_questions_come_one_by_one() {
        let mut world = World::new();
        let count = due(&mut world).len();
        let mut answers = vec!["n", "N", "no", "s", "skip", "", "what?", "  n  ", "42"];
        let nonsense = 3;
        answers.extend(vec!["n"; count + nonsense - answers.len()]);
        let output = world.answers("supple screen", &answers);
        assert_eq!(output.code, 0);
        assert_eq!(kept(&world).iter().filter(|row| row.contains(" skipped ")).count(), 2);
        assert_eq!(kept(&world).len(), count);
        let again = world.answers("supple screen", &[]);
        assert_eq!(again.code, 0);
        assert_snapshot!(world.told());
    }

    #[test]
    fn warning_words_are_asked_about_though_nothing_is_due() {
        let mut world = World::assigned();
        says_to_all(&mut world, "no");
        world.quietly("supple log 4 --feels numb");
        world.forget();
        // What is skipped stays open, and only that is asked again.
        let answers = [["n"; 17].as_slice(), &["s"]].concat();
        world.answers("supple screen", &answers);
        world.answers("supple screen", &["n"]);
        world.answers("supple screen", &[]);
        world.types("supple remind");
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_that_cannot_wait_ends_the_questions_at_once() {
        let mut world = World::assigned();
        let output = world.answers("supple screen", &["n", "y"]);
        assert_eq!(output.code, 0);
        assert!(output.stdout.contains("Go to an emergency department now."), "{output:?}");
        assert_eq!(kept(&world), ["ces-saddle no 2026-11-22", "ces-bladder yes 2026-11-22"]);
        world.types("supple today");
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple screen
        A few questions that keep you safe. They are asked of everybody, and most people
        say no to all of them.
        y yes · n no · s skip this one · b back · q stop asking

        1/32 Numbness, tingling or changed feeling around the genitals, back passage,
             inner thighs, or when wiping? [y/n/s/q]
        n
        2/32 New difficulty starting, stopping or feeling urine, leaking urine, or not
             knowing when the bladder is full? [y/n/s/q]
        y
        ! Go to an emergency department now. Do not exercise.

        No exercises until then
        The routine is hidden until a clinician has looked at this. When one has, record
        who and when:
          supple screen --checked ces-bladder --by 'Dr Name'
        If an answer was a slip: supple undo takes back this round of them.
        $ supple today
        ! Go to an emergency department now. Do not exercise.

        No exercises until then
        The routine is hidden until a clinician has looked at this. When one has, record
        who and when:
          supple screen --checked ces-bladder --by 'Dr Name'
        ");
    }

    #[test]
    fn whoever_has_an_open_emergency_is_told_so_before_more_questions() {
        let mut world = World::assigned();
        says(&mut world, "ces-saddle", "yes");
        let mut watched = world.on_a_terminal("supple screen");
        watched.until("[y/n/s/q]");
        watched.types("q");
        let seen = watched.ends().stdout;
        let (what_to_do, question) = (seen.find("emergency department"), seen.find("[y/n/s/q]"));
        assert!(what_to_do.is_some_and(|act| Some(act) < question), "{seen}");
    }

    #[test]
    fn a_yes_is_kept_before_the_next_question() {
        let mut world = only_flags_due();
        let before = kept(&world).len();
        let mut watched = world.on_a_terminal("supple screen");
        // Up to the first sign that can wait for days.
        for answer in ["n", "n", "n", "n", "n", "n", "n", "y"] {
            watched.until("[y/n/s/q]");
            watched.types(answer);
        }
        watched.until("[y/n/s/q]");
        let now = kept(&world);
        assert_eq!(now.len(), before + 8);
        assert_eq!(now.last().map(String::as_str), Some("bone-stress yes 2026-11-29"));
        watched.types("q");
        let output = watched.ends();
        assert_eq!(output.code, 0);
        world.record_watched("supple screen", &output);
        assert_snapshot!(world.told());
    }

    #[test]
    fn undo_is_offered_for_answers_of_this_round_alone() {
        let mut world = World::assigned();
        let given = world.answers("supple screen", &["y"]);
        assert!(given.stdout.contains("supple undo"), "{}", given.stdout);
        world.types("supple log 3");
        // Undo would take the score back.
        let none = world.answers("supple screen", &["q"]);
        assert!(!none.stdout.contains("supple undo"), "{}", none.stdout);
    }

    #[test]
    fn whoever_stops_keeps_what_was_answered() {
        let mut world = World::assigned();
        let all = due(&mut world).len();
        world.answers("supple screen", &["n", "s", "q"]);
        assert_eq!(kept(&world), ["ces-saddle no 2026-11-22", "ces-bladder skipped 2026-11-22"]);
        assert_eq!(due(&mut world).len(), all - 2);
        // The end of typing is a way to stop, too.
        let mut watched = world.on_a_terminal("supple screen");
        watched.until("[y/n/s/q]");
        watched.types("n");
        watched.until("[y/n/s/q]");
        watched.presses(ControlCode::EndOfTransmission);
        let output = watched.ends();
        assert_eq!((output.code, kept(&world).len()), (0, 3));
        world.record_watched("supple screen", &output);
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple screen
        A few questions that keep you safe. They are asked of everybody, and most people
        say no to all of them.
        y yes · n no · s skip this one · b back · q stop asking

        1/32 Numbness, tingling or changed feeling around the genitals, back passage,
             inner thighs, or when wiping? [y/n/s/q]
        n
        2/32 New difficulty starting, stopping or feeling urine, leaking urine, or not
             knowing when the bladder is full? [y/n/s/q]
        s
        3/32 New loss of bowel control, or no feeling when passing stool? [y/n/s/q]
        q
        Nothing you answered needs a clinician first. 30 questions are still open:
        supple screen
        # on a terminal
        $ supple screen
        A few questions that keep you safe. They are asked of everybody, and most people
        say no to all of them.
        y yes · n no · s skip this one · b back · q stop asking

        1/30 New loss of bowel control, or no feeling when passing stool? [y/n/s/q]
        n
        2/30 New loss of genital feeling, or of erection or ejaculation, together with
             back or leg pain? [y/n/s/q]
        Nothing you answered needs a clinician first. 29 questions are still open:
        supple screen
        ");
    }

    #[test]
    fn stopping_at_the_first_question_leaves_nothing_to_undo() {
        let mut world = World::assigned();
        world.answers("supple screen", &["q"]);
        let undone = world.types("supple undo");
        assert!(undone.stdout.contains("assign"), "{undone:?}");
    }

    #[test]
    fn what_was_not_answered_is_not_called_safe() {
        let mut world = World::assigned();
        let skipped = vec!["s"; due(&mut world).len()];
        for answers in [&["q"][..], &skipped] {
            let seen = world.answers("supple screen", answers).stdout;
            assert!(
                !seen.contains("Nothing here needs a clinician"),
                "nothing was answered: {seen}"
            );
        }
    }

    #[test]
    fn ctrl_c_keeps_the_yes_before_it_and_the_terminal_as_it_was() {
        let mut world = only_flags_due();
        let mut shell = world.program("sh");
        // Whether typing is echoed and read by lines; other bits come and go with the key itself.
        let modes = "$(stty -a | tr ' ;' '\\n' | grep -x -e '-*echo' -e '-*icanon')";
        // The terminal begins without echo, and gets it while the shell may have begun already.
        let script = format!(
            "stty echo; before={modes}; trap : INT; \"$0\" screen; [ \"$before\" = \"{modes}\" ] && echo the same"
        );
        shell.args(["-c", &script, PROGRAM]);
        let mut watched = world.watch(shell);
        for answer in ["n", "n", "n", "n", "n", "n", "n", "y", "n"] {
            watched.until("[y/n/s/q]");
            watched.types(answer);
        }
        watched.until("[y/n/s/q]");
        watched.presses(ControlCode::EndOfText);
        let output = watched.ends();
        assert!(output.stdout.ends_with("the same\n"), "{output:?}");
        assert_eq!(holds(&mut world), ["bone-stress"]);
        // And the diary is whole.
        world.quietly("supple log 4");
    }

    #[test]
    fn one_undo_takes_back_one_round_of_questions() {
        let mut world = only_flags_due();
        let before = kept(&world);
        // A yes that waits for days, and answers before and after it.
        world.answers("supple screen", &["n", "n", "n", "n", "n", "n", "n", "y", "n", "n", "q"]);
        assert_eq!(kept(&world).len(), before.len() + 10);
        world.quietly("supple undo");
        assert_eq!(kept(&world), before);
    }

    #[test]
    fn one_undo_takes_back_an_assignment_with_its_questions() {
        let mut world = World::new();
        world.answers("supple assign coccydynia", &["n", "n", "q"]);
        world.types_all(&["supple undo", "supple today"]);
        let plans = &world.json("supple today --json")["plans"];
        assert_eq!(plans, &json!([]), "assigning was taken back: {}", world.told());
    }

    #[test]
    fn assigning_asks_before_it_shows_the_plan() {
        let mut world = World::new();
        let output = world.answers("supple assign coccydynia", &["n", "n", "q"]);
        let (question, plan) = (output.stdout.find("[y/n/s/q]"), output.stdout.find("Today: "));
        assert!(question < plan && plan.is_some(), "{output:?}");
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_while_assigning_shows_what_to_do_in_place_of_the_plan() {
        let mut world = World::new();
        let output = world.answers("supple assign coccydynia", &["y"]);
        assert!(output.stdout.contains("Go to an emergency department now."), "{output:?}");
        assert!(
            !output.stdout.contains("figure-four") && !output.stdout.contains("Figure-four"),
            "{output:?}"
        );
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple assign coccydynia
        A few questions that keep you safe. They are asked of everybody, and most people
        say no to all of them.
        y yes · n no · s skip this one · b back · q stop asking

        1/32 Numbness, tingling or changed feeling around the genitals, back passage,
             inner thighs, or when wiping? [y/n/s/q]
        y
        Tailbone pain (coccydynia) is in your plan.

        ! Go to an emergency department now. Do not exercise.

        No exercises until then
        The routine is hidden until a clinician has looked at this. When one has, record
        who and when:
          supple screen --checked ces-saddle --by 'Dr Name'
        Your diary is new. It is this one file:
        ~/.local/share/supple/diary.db
        ");
    }

    #[test]
    fn the_questions_read_well_in_forty_columns() {
        let mut world = World::assigned();
        world.set("COLUMNS", "40");
        let output = world.answers("supple screen", &["n", "x", "s", "n", "y"]);
        let wide: Vec<&str> =
            output.stdout.lines().filter(|line| line.chars().count() > 40).collect();
        // A command is there to be copied, and stays whole.
        assert_eq!(wide, ["  supple screen --checked ces-sexual --by 'Dr Name'"]);
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_sign_that_was_checked_is_asked_as_new_or_worse() {
        let mut world = World::new();
        says_to_all(&mut world, "no");
        says(&mut world, "cancer", "yes");
        world.quietly("supple screen --checked cancer --by 'Dr Okafor'");
        world.clock("2026-11-29T09:00:00+01:00");
        let mut answers = vec!["n"; 18];
        // Cancer is the eleventh.
        answers[10] = "y";
        let output = world.answers("supple screen", &answers);
        assert_eq!(output.stdout.matches("New or worse since").count(), 1, "{output:?}");
        assert_eq!(holds(&mut world), ["cancer"]);
        assert_snapshot!(world.told());
    }

    /// Answers the inflammatory questions, and tells how many answers the diary has afterwards.
    fn inflammatory(answers: &[&str]) -> (String, bool) {
        let mut world = World::new();
        world.answers("supple screen --inflammatory", answers);
        (world.told(), world.diary().exists())
    }

    #[test]
    fn the_inflammatory_questions_end_where_they_do_not_apply() {
        let (told, kept) = inflammatory(&["n"]);
        assert!(!kept);
        assert_snapshot!(told, @"
        # on a terminal
        $ supple screen --inflammatory
          Is this so: low back pain that began before age 45 and has lasted longer than
          3 months? [y/n/s/q]
        n
        Then these questions do not apply.
        ");
    }

    #[test]
    fn three_inflammatory_signs_ask_for_a_test_and_four_for_a_referral() {
        let with = |yes: usize| {
            let mut answers = vec!["y"];
            answers.extend((0..9).map(|number| if number < yes { "y" } else { "n" }));
            let (told, kept) = inflammatory(&answers);
            assert!(!kept, "nothing of it is kept");
            told
        };
        let test = "ask your doctor about an HLA-B27 blood test";
        let refer = "ask your doctor about referral to rheumatology";
        for (yes, says_test, says_refer) in [
            (0, false, false),
            (2, false, false),
            (3, true, false),
            (4, false, true),
            (9, false, true),
        ] {
            let told = with(yes).replace('\n', " ");
            assert_eq!(
                (told.contains(test), told.contains(refer)),
                (says_test, says_refer),
                "{yes}: {told}"
            );
        }
        let told = [2, 3, 4].map(|yes| format!("\n# {yes} signs\n\n{}", with(yes)));
        assert_snapshot!(told.concat());
    }

    #[test]
    fn stopping_the_inflammatory_questions_concludes_nothing() {
        let (told, kept) = inflammatory(&["y", "y", "y", "y", "q"]);
        assert!(!kept && !told.contains("doctor"), "{told}");
    }
}
