//! The safety questions: asked, answered, kept, and asked again in their time.

use std::fs;

use insta::assert_snapshot;
use serde_json::{Value, json};

use crate::safety_answers::{due, holds, says, says_lines, says_to_all};
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

/// How many answers were kept that a question got in this way: alone, by its group, by the weekly
/// screen.
fn asked(world: &World, way: &str) -> i64 {
    let count = "SELECT count(*) FROM screening_answer WHERE asked = ?1";
    world.database().query_row(count, [way], |row| row.get(0)).expect("a number")
}

/// What hides the routine today, by its kind; nothing where it is shown.
fn hidden_by(world: &mut World) -> Vec<String> {
    let today = world.json("supple today --json");
    let holds = today["holds"].as_array().expect("a list");
    let is_shown = today["due"].as_array().is_some_and(|due| !due.is_empty());
    assert_eq!(is_shown, holds.is_empty(), "{today}");
    holds.iter().map(|hold| hold["kind"].as_str().expect("a kind").to_owned()).collect()
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
    2> Give the answers in a file: supple screen --answers FILE. What is due:
    2> supple screen --json
    => 2
    $ supple screen --all
    2> supple: the questions are asked in a terminal, and this is none.
    2> Give the answers in a file: supple screen --answers FILE. What is due:
    2> supple screen --json
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
    let mut world = World::assigned_unanswered();
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
    let flags = all.iter().position(|id| id == "under-18").expect("the first set-up question");
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
fn a_sign_that_can_wait_is_skipped_for_a_week_and_an_urgent_one_not_for_a_day() {
    let mut world = World::new();
    says_to_all(&mut world, "no");
    world.clock("2026-11-29T09:00:00+01:00");
    let all = due(&mut world);
    says_to_all(&mut world, "skip");
    let urgent = due(&mut world);
    assert!(urgent.contains(&"ces-saddle".to_owned()) && urgent.contains(&"trauma".to_owned()));
    assert!(!urgent.contains(&"bone-weak".to_owned()) && !urgent.contains(&"cancer".to_owned()));
    world.clock("2026-12-05T09:00:00+01:00");
    assert_eq!(due(&mut world), urgent, "the sixth day");
    world.clock("2026-12-06T09:00:00+01:00");
    assert_eq!(due(&mut world), all, "the seventh day");
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
    let mut world = World::assigned_unanswered();
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
    ! WITHIN DAYS
      See a doctor within days.
      You said yes on Sun 22 Nov: Past cancer with this pain, weight loss you cannot
      explain, steady night pain that no position eases, or a new lump?

    No exercises until then
    When a clinician has looked at it, record who and when:
      supple screen --checked cancer --by 'Dr Name'
    2> If an answer was a slip: supple undo takes back this round of them.
    $ supple undo
    Undone: screen --answers answers.json (Sun 22 Nov, 14:31).
    2> supple redo brings it back.
    $ supple redo
    Done again: screen --answers answers.json (Sun 22 Nov, 14:31).
    2> supple undo takes it back.
    $ supple screen --checked cancer --by 'Dr Okafor'
    Nothing you answered needs a clinician first. Some questions are still open:
    supple screen
    $ supple undo
    Undone: screen --checked cancer --by 'Dr Okafor' (Sun 22 Nov, 14:36).
    2> supple redo brings it back.
    ");
}

#[test]
fn words_that_name_a_sign_bring_its_question_up() {
    let mut world = World::assigned();
    for line in [
        "supple log 4 --tag sitting",
        "supple log 4 --note 'my foot went numb on the stairs'",
        "supple log 4 --note 'Fever and chills since Friday'",
        "supple log 4 --note 'a week of rest'",
    ] {
        world.types(line);
    }
    assert_snapshot!(world.told(), @"
    $ supple log 4 --tag sitting
    Logged 4 for today, Sun 22 Nov, 14:31: after sitting. It is entry 1.
    $ supple log 4 --note 'my foot went numb on the stairs'
    Logged 4 for today, Sun 22 Nov, 14:32: note “my foot went numb on the stairs”.
    It is entry 2.
    2> ! One leg, foot or buttock newly numb or weak in a way that stays, without
    2>   getting worse? If yes: See a doctor within days. If it grows, or the strength
    2>   goes: an emergency department now. Do not drive with a weak foot or leg.
    2> Please answer that first:
    2>   supple screen
    2> supple knows a few words, and does not read notes as a doctor would.
    $ supple log 4 --note 'Fever and chills since Friday'
    Logged 4 for today, Sun 22 Nov, 14:33: note “Fever and chills since Friday”. It
    is entry 3.
    2> ! Fever, chills or feeling ill with this pain; a hot, red, swollen buttock,
    2>   tailbone or sit bone; or pain that grew over hours or days until you can
    2>   hardly stand, even without fever? If yes: Speak to a doctor today. If you
    2>   cannot speak to one within a few hours, go to an emergency department. Say so
    2>   if you have weak immunity, inject drugs, or had a recent infection or surgery.
    2> Please answer that first:
    2>   supple screen
    2> supple knows a few words, and does not read notes as a doctor would.
    $ supple log 4 --note 'a week of rest'
    Logged 4 for today, Sun 22 Nov, 14:34: note “a week of rest”. It is entry 4.
    ");
}

#[test]
fn a_warning_word_beside_an_exercise_or_in_a_correction_brings_its_question_up_too() {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    for line in [
        "supple done glute-squeeze --note 'my foot went numb'",
        "supple skip walking --why 'fever and chills'",
        "supple edit 1 --note 'numb between my legs when wiping'",
    ] {
        let output = world.quietly(line);
        let said = output.stdout.clone() + &output.stderr;
        assert!(said.contains("supple screen"), "{line}: {output:?}");
    }
}

#[test]
fn warning_words_wait_for_an_answer_wherever_one_looks() {
    let mut world = World::assigned();
    world.types("supple log 4 --note 'fever and chills since Friday'");
    world.types_all(&["supple", "supple remind", "supple today", "supple session --plain"]);
    world.set("COLUMNS", "40");
    world.types_all(&["supple", "supple remind"]);
    world.set("COLUMNS", "80");
    let question = world.json("supple screen --json")["closer_look"]["questions"][0].clone();
    let question = question.as_str().expect("a question").to_owned();
    for line in ["supple --json", "supple today --json", "supple screen --json"] {
        let look = world.json(line)["closer_look"].clone();
        assert_eq!(look["named"][0]["question"], *question, "{line}: {look}");
        // A phrase asks its own question and no other.
        assert_eq!(look["questions"].as_array().map(Vec::len), Some(1), "{line}: {look}");
    }
    // The days to come keep it, and no routine is shown before it was answered.
    world.clock("2026-11-24T09:00:00+01:00");
    assert_eq!(hidden_by(&mut world), ["raised"]);
    assert_eq!(due(&mut world), [question.as_str()]);
    world.types_all(&["supple undo", "supple remind"]);
    assert_eq!(hidden_by(&mut world), [""; 0]);
    world.types_all(&["supple redo", "supple remind"]);
    world.remark("skipped");
    says(&mut world, &question, "skip");
    assert_eq!(hidden_by(&mut world), ["raised"], "nobody answered it");
    world.remark("answered");
    says(&mut world, &question, "no");
    world.types_all(&["supple remind", "supple undo"]);
    assert_eq!(hidden_by(&mut world), ["raised"], "the answer was taken back");
    world.types("supple redo");
    assert!(world.json("supple --json")["closer_look"].is_null());
    assert_eq!(hidden_by(&mut world), [""; 0]);
    assert_snapshot!(world.told());
}

#[test]
fn words_that_came_in_later_ask_from_then_on() {
    let mut world = World::assigned();
    world.quietly("supple log 4 --note 'my foot went numb'");
    world.quietly("supple done glute-squeeze --pain 1");
    says_to_all(&mut world, "no");
    let asks = |world: &mut World| !world.json("supple screen --json")["closer_look"].is_null();
    assert!(!asks(&mut world));
    for (line, expected) in [
        // A correction that leaves the words as they were asks nothing.
        ("supple edit 1 --worst 6", false),
        ("supple edit 1 --note 'my foot went numb, and a bad night'", true),
        ("supple undo", false),
        ("supple edit 1 --tag 'numb between my legs'", true),
        ("supple edit 1 --tag none", false),
        ("supple edit 2 --symptom numb-weak", true),
        ("supple undo", false),
        ("supple done walking --symptom numb-weak", true),
        ("supple undo", false),
        ("supple skip walking --why 'fever and chills'", true),
        ("supple undo", false),
        ("supple log 3 --on yesterday --note 'fever and chills'", true),
        ("supple undo", false),
        ("supple log 3 --on 2026-11-01 --note 'fever and chills'", false),
        ("supple log 3 --note 'peeling potatoes'", false),
    ] {
        world.quietly(line);
        assert_eq!(asks(&mut world), expected, "{line}");
    }
}

#[test]
fn answers_come_by_groups_and_once_all_were_given_by_the_week() {
    let mut world = World::assigned_unanswered();
    for answers in [
        r#"{"week": "none"}"#,
        r#"{"pelvis": "yes"}"#,
        r#"{"first": "yes"}"#,
        r#"{"pelvic": "none"}"#,
        r#"{"pelvis": "skip", "legs": "none", "hip-replacement": "no"}"#,
    ] {
        fs::write(world.desk().join("a.json"), answers).expect("it is written");
        world.remark(&format!("a.json: {answers}"));
        world.types("supple screen --answers a.json");
    }
    assert_eq!((asked(&world, "group"), asked(&world, "alone")), (9, 1));
    assert_eq!(hidden_by(&mut world), ["unanswered"]);
    // What is due names the groups that answer it.
    let seen = world.json("supple screen --json");
    let questions = seen["due"].as_array().expect("a list").iter();
    let groups: Value = questions
        .map(|question| (question["group"].as_str().expect("a group").to_owned(), json!("none")))
        .collect();
    says_lines(&mut world, &groups);
    assert_eq!((hidden_by(&mut world), due(&mut world)), (vec![], vec![]));
    // What has a line of its own is not answered by its group.
    says_lines(&mut world, &json!({ "avn-risk": "yes", "first": "none" }));
    assert_eq!(holds(&mut world), ["avn-risk"]);
    says(&mut world, "avn-risk", "no");
    world.clock("2026-11-29T09:00:00+01:00");
    says_lines(&mut world, &json!({ "week": "none" }));
    assert_eq!((asked(&world, "week"), due(&mut world)), (35, vec![]));
    // A week says nothing of what was found: that takes its question.
    fs::write(world.desk().join("a.json"), r#"{"week": "yes"}"#).expect("it is written");
    world.types("supple screen --answers a.json");
    says_lines(&mut world, &json!({ "cancer": "yes", "week": "none" }));
    assert_eq!((asked(&world, "week"), holds(&mut world)), (35 + 34, vec!["cancer".to_owned()]));
    assert_snapshot!(world.told(), @r#"
    # a.json: {"week": "none"}
    $ supple screen --answers a.json
    2> supple: “week” says that nothing is new, and some questions were never answered.
    2> Answer the questions or their groups first: supple screen --json lists them.
    => 2
    # a.json: {"pelvis": "yes"}
    $ supple screen --answers a.json
    2> supple: “pelvis” stands for several questions, and a yes has to say to which.
    2> Answer them one by one: ces-saddle, ces-bladder, urine-retention, ces-bowel,
    2> ces-sexual, ces-older.
    => 2
    # a.json: {"first": "yes"}
    $ supple screen --answers a.json
    2> supple: “first” stands for several questions, and a yes has to say to which.
    2> Answer them one by one: under-18, pregnancy, recent-surgery, cancer-ever,
    2> heart-bp, avn-risk.
    => 2
    # a.json: {"pelvic": "none"}
    $ supple screen --answers a.json
    2> supple: there is no safety question “pelvic”.
    2> Did you mean pelvis?
    => 2
    # a.json: {"pelvis": "skip", "legs": "none", "hip-replacement": "no"}
    $ supple screen --answers a.json
    Nothing you answered needs a clinician first. Some questions are still open:
    supple screen
    # Sun 29 Nov 2026, 09:00 +01:00
    $ supple screen --answers a.json
    2> supple: “week” stands for several questions, and a yes has to say to which.
    2> Answer yes to the question itself, and the rest with “week”: {"cancer": "yes",
    2> "week": "none"}
    => 2
    "#);
}

#[test]
fn answers_that_are_missing_or_two_weeks_old_hide_the_routine() {
    let mut world = World::assigned_unanswered();
    world.types("supple today");
    assert_eq!(hidden_by(&mut world), ["unanswered"]);
    says_to_all(&mut world, "no");
    world.clock("2026-12-06T09:00:00+01:00");
    assert_eq!(hidden_by(&mut world), [""; 0], "the fourteenth day");
    world.clock("2026-12-07T09:00:00+01:00");
    assert_eq!(hidden_by(&mut world), ["stale"]);
    world.types("supple today");
    says_lines(&mut world, &json!({ "week": "none" }));
    assert_eq!(hidden_by(&mut world), [""; 0]);
    assert_snapshot!(world.told(), @"
    $ supple today
    ! ANSWER FIRST
      Answer the safety questions first: it takes two minutes.

    No exercises until then
      supple screen
    # Sun 6 Dec 2026, 09:00 +01:00
    # Mon 7 Dec 2026, 09:00 +01:00
    $ supple today
    ! ANSWER FIRST
      Answer this week's safety questions first: one screen, and one key if nothing
      on it is new.

    No exercises until then
      supple screen
    ");
}

#[test]
fn an_answer_to_an_older_wording_is_none_and_a_yes_stays_a_yes() {
    let mut world = World::assigned();
    let older = "UPDATE screening_answer SET wording = 1, asked = 'alone'";
    world.database().execute(older, []).expect("it is changed");
    assert_eq!(hidden_by(&mut world).len(), 1);
    assert!(due(&mut world).contains(&"ces-saddle".to_owned()));
    assert!(!due(&mut world).contains(&"pregnancy".to_owned()), "it asks what it asked");
    says_to_all(&mut world, "no");
    assert_eq!(hidden_by(&mut world), [""; 0]);
    // A yes stays a yes, however the question is put now.
    says(&mut world, "ces-saddle", "yes");
    world.database().execute(older, []).expect("it is changed");
    assert_eq!(holds(&mut world), ["ces-saddle"]);
}

#[test]
fn a_morning_much_worse_than_usual_wants_answers_of_its_day() {
    let mut world = World::new();
    for day in 2..=12 {
        world.at(&format!("2026-11-{day:02}T07:30:00+01:00"));
        if day == 2 {
            world.quietly("supple assign ischial-bursitis --side left");
        }
        world.quietly(&format!("supple log {} --morning", if day < 12 { 3 } else { 8 }));
    }
    assert_eq!(hidden_by(&mut world), ["worse-morning"]);
    world.types("supple today");
    says_lines(&mut world, &json!({ "week": "none" }));
    assert_eq!(hidden_by(&mut world), [""; 0]);
    world.at("2026-11-13T07:30:00+01:00");
    world.quietly("supple log 3 --morning");
    assert_eq!(hidden_by(&mut world), [""; 0], "it was that morning's");
    assert_snapshot!(world.told(), @"
    $ supple today
    ! ANSWER FIRST
      This morning is much worse than usual. Look at the safety questions first: one
      screen, and one key if nothing on it is new. Today's exercises wait for it.

    No exercises until then
      supple screen
    ");
}

#[test]
fn what_a_clinician_agrees_to_comes_back_into_the_routine() {
    let mut world = World::new();
    world.quietly("supple assign myofascial-gluteal");
    let has_ball = |world: &mut World| {
        let today = world.json("supple today --json");
        let due = today["due"].as_array().expect("a list");
        due.iter().any(|due| due["exercise"] == "ball-release-wall")
    };
    assert!(has_ball(&mut world));
    world.types("supple screen --checked blood-thinner --by 'Dr Okafor'");
    says(&mut world, "blood-thinner", "yes");
    assert!(!has_ball(&mut world));
    world.types("supple screen --checked blood-thinner --by 'Dr Okafor'");
    assert!(has_ball(&mut world));
    // What only leaves out questions needs nobody.
    world.types("supple screen --checked no-periods --by 'Dr Okafor'");
    assert_snapshot!(world.told(), @"
    $ supple screen --checked blood-thinner --by 'Dr Okafor'
    2> supple: blood-thinner is not open: it was not answered yes.
    2> Answer it first: supple screen --all
    => 2
    $ supple screen --checked blood-thinner --by 'Dr Okafor'
    Nothing here needs a clinician first. The warning signs are asked again in a
    week.
    $ supple screen --checked no-periods --by 'Dr Okafor'
    2> supple: no-periods needs nobody's agreement: it only leaves out questions.
    => 2
    ");
}

/// What only a terminal shows.
#[cfg(unix)]
mod on_a_terminal {
    use expectrl::ControlCode;

    use super::*;
    use crate::world::{PROGRAM, Watched};

    /// What the weekly screen ends with.
    const WEEK: &str = "or not sure · s skip · q stop";

    /// The world's safety questions, all of them answered today but the set-up ones.
    fn only_flags_due() -> World {
        let mut world = World::new();
        says_to_all(&mut world, "no");
        world.clock("2026-11-29T09:00:00+01:00");
        world
    }

    /// On the weekly screen: the bones, and yes to the fourth of their questions, which can wait.
    fn to_a_yes_that_can_wait(watched: &mut Watched) {
        for (asked, answer) in [
            (WEEK, "3"),
            ("[y/n/s/q]", "n"),
            ("[y/n/s/q]", "n"),
            ("[y/n/s/q]", "n"),
            ("[y/n/s/q]", "y"),
        ] {
            watched.until(asked);
            watched.types(answer);
        }
    }

    #[test]
    fn the_first_time_the_questions_come_in_groups() {
        let mut world = World::unanswered();
        let count = due(&mut world).len();
        // The fourth and the fifth are skipped; three are no answers.
        let answers = ["n", "N", "no", "s", "skip", "", "what?", "  none  ", "42"];
        let answers = [answers.as_slice(), &["n"; 4]].concat();
        let output = world.answers("supple screen", &answers);
        assert_eq!(output.code, 0);
        assert_eq!(kept(&world).iter().filter(|row| row.contains(" skipped ")).count(), 7);
        assert_eq!((kept(&world).len(), asked(&world, "group")), (count, 49));
        // What is urgent was not answered by skipping it.
        world.answers("supple screen", &["n", "n"]);
        // Then there is one screen, for whoever asks for questions before they are due.
        let week = world.answers_to("supple screen", &[(WEEK, "n")]);
        assert_eq!((week.code, asked(&world, "week")), (0, 35));
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_to_a_group_leads_to_its_questions_and_going_back_takes_it_back() {
        let mut world = World::assigned_unanswered();
        let mut watched = world.on_a_terminal("supple screen");
        for answer in ["n", "n", "y", "n", "n", "y"] {
            watched.until("[y/n/s/q]");
            watched.types(answer);
        }
        watched.until("[y/n/s/q]");
        assert!(kept(&world).contains(&"bone-weak yes 2026-11-22".to_owned()));
        // Back to the group over its questions, and it was a slip.
        for answer in ["b", "b", "b", "b", "n", "q"] {
            watched.types(answer);
            if answer != "q" {
                watched.until("[y/n/s/q]");
            }
        }
        let output = watched.ends();
        world.record_watched("supple screen", &output);
        assert_eq!(holds(&mut world), [""; 0]);
        let bones = kept(&world).iter().filter(|row| row.starts_with("bone-weak")).count();
        assert_eq!((bones, asked(&world, "group"), asked(&world, "alone")), (1, 14, 0));
        assert_snapshot!(world.told());
    }

    #[test]
    fn the_weekly_screen_asks_for_what_is_new_and_then_for_the_rest() {
        let mut world = only_flags_due();
        let (before, rest) = (kept(&world).len(), "Anything else on the list? [n/1-8/s/q]");
        world.answers_to(
            "supple screen",
            &[
                (WEEK, "9"),
                (WEEK, "5"),
                ("[y/n/s/q]", "n"),
                ("[y/n/s/q]", "n"),
                ("[y/n/s/q]", "n"),
                ("[y/n/s/q]", "y"),
                (rest, "none"),
                // The inflammatory questions are offered in the second week.
                ("[y/n/s/q]", "n"),
            ],
        );
        // The cramp is said and hides nothing, and the rest of the list is the week's answer.
        assert_eq!((asked(&world, "week"), kept(&world).len()), (31, before + 36));
        assert_eq!((holds(&mut world), due(&mut world)), (vec![], vec![]));
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_cramp_at_a_set_distance_says_what_to_do_and_hides_nothing() {
        let mut world = World::assigned();
        says(&mut world, "vascular-claudication", "yes");
        assert_eq!((holds(&mut world), hidden_by(&mut world)), (vec![], vec![]));
        // It is said with every routine, and neither “nothing is new” nor a no takes it back.
        world.clock("2026-11-29T09:00:00+01:00");
        let is_said = |world: &mut World| {
            let seen = world.quietly("supple today").stdout;
            seen.split_whitespace().collect::<Vec<_>>().join(" ").contains("walking itself is good")
        };
        assert!(is_said(&mut world));
        world.answers_to("supple screen", &[(WEEK, "n"), ("[y/n/s/q]", "s")]);
        assert!(is_said(&mut world));
        says(&mut world, "vascular-claudication", "no");
        assert!(is_said(&mut world));
        world.quietly("supple screen --checked vascular-claudication --by 'Dr Okafor'");
        assert!(!is_said(&mut world));
        assert_eq!(hidden_by(&mut world), [""; 0]);
    }

    #[test]
    fn no_periods_is_asked_before_what_it_leaves_out_and_leaves_it_out_from_then_on() {
        let mut world = World::assigned_unanswered();
        let on_periods = |world: &mut World| {
            let mut ids = due(world);
            ids.retain(|id| id.starts_with("gynae"));
            ids
        };
        assert_eq!(on_periods(&mut world), ["gynae-acute", "gynae-cyclic-nerve"]);
        // Skipping says nothing: it is asked again.
        world.answers("supple screen", &[["n"; 6].as_slice(), &["y", "s", "q"]].concat());
        let again = world.answers("supple screen", &["y", "q"]);
        assert!(again.stdout.contains("You cannot be pregnant, and have no periods?"), "{again:?}");
        world.quietly("supple undo");
        world.quietly("supple undo");
        world.forget();
        // Six groups with none, then blood: no periods, and its other three questions.
        let answers = [["n"; 6].as_slice(), &["y", "y", "n", "n", "n"], &["n"; 3]].concat();
        world.answers("supple screen", &answers);
        assert_eq!(hidden_by(&mut world), [""; 0]);
        let gynae = |row: &String| row.starts_with("gynae") && !row.contains("skipped");
        assert!(!kept(&world).iter().any(gynae));
        world.clock("2026-11-29T09:00:00+01:00");
        assert_eq!(on_periods(&mut world), [""; 0]);
        let week = [(WEEK, "7"), ("[y/n/s/q]", "n"), ("[y/n/s/q]", "q")];
        let again = world.answers_to("supple screen", &week);
        assert!(!again.stdout.contains("low in the belly"), "{again:?}");
        // Whoever takes it back is asked again.
        says(&mut world, "no-periods", "no");
        assert_eq!(on_periods(&mut world).len(), 2);
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_about_oneself_says_what_it_changes() {
        let mut world = World::assigned_unanswered();
        // Ten screens; the last is yes: the fourth of its questions are the blood thinners.
        let answers =
            [["n"; 9].as_slice(), &["y", "n", "n", "n", "y", "n", "n", "n", "n"]].concat();
        let output = world.answers("supple screen", &answers);
        assert!(output.stdout.contains("→ No ball or roller work."), "{output:?}");
        assert_eq!(hidden_by(&mut world), [""; 0]);
        assert_snapshot!(world.told());
    }

    #[test]
    fn warning_words_are_asked_about_though_nothing_is_due() {
        let mut world = World::assigned();
        world.quietly("supple log 4 --note 'my foot went numb'");
        // What is skipped stays open, and is asked again.
        world.answers_to("supple screen", &[("[y/n/s/q]", "s"), (WEEK, "n")]);
        world.answers_to("supple screen", &[("[y/n/s/q]", "n"), (WEEK, "n")]);
        assert_eq!(hidden_by(&mut world), [""; 0]);
        world.types("supple remind");
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_that_cannot_wait_ends_the_questions_at_once() {
        let mut world = World::assigned_unanswered();
        let output = world.answers("supple screen", &["y", "n", "y"]);
        assert_eq!(output.code, 0);
        assert!(output.stdout.contains("EMERGENCY: NOW"), "{output:?}");
        let answered: Vec<String> =
            kept(&world).into_iter().filter(|answer| !answer.contains("skipped")).collect();
        assert_eq!(answered, ["ces-bladder yes 2026-11-22", "ces-saddle no 2026-11-22"]);
        world.types("supple today");
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple screen
        Questions that keep you safe. Do you have any of this? They are asked of
        everybody, and most people have none.
        n none · y yes, or not sure · s skip · b back · q stop

        1/10 Numbness between the legs, in both buttocks or when wiping; new or
             unexamined trouble with bladder, bowel or genital feeling? [y/n/s/q]
        y
            Numbness, tingling or changed feeling, even a small patch or one side,
            around the genitals, the back passage or the inner thighs, in both buttocks,
            or when wiping? (One buttock asleep from sitting that is back within 10
            minutes: no.) [y/n/s/q]
        n
            New, getting worse, or clearly different from your usual in the last two
            weeks: difficulty starting, stopping or feeling urine, leaking urine, or not
            knowing when the bladder is full? (If you already leak or use a catheter:
            less warning, less feeling, a weaker stream, or not knowing when you are
            full counts.) [y/n/s/q]
        y
        ! EMERGENCY: NOW
          Go now to a hospital emergency department, not a walk-in or minor injuries
          clinic; do not wait for a call back. Do not drive; if nobody can take you, or
          your legs are weak, call an ambulance.
          Say there: “My bladder has changed, and I have back or buttock pain. Cauda
          equina must be ruled out.”
          You said yes on Sun 22 Nov: New, getting worse, or clearly different from your
          usual in the last two weeks: difficulty starting, stopping or feeling urine,
          leaking urine, or not knowing when the bladder is full?

        No exercises until then
        When a clinician has looked at it, record who and when:
          supple screen --checked ces-bladder --by 'Dr Name'
        If an answer was a slip: supple undo takes back this round of them.
        $ supple today
        ! EMERGENCY: NOW
          Go now to a hospital emergency department, not a walk-in or minor injuries
          clinic; do not wait for a call back. Do not drive; if nobody can take you, or
          your legs are weak, call an ambulance.
          Say there: “My bladder has changed, and I have back or buttock pain. Cauda
          equina must be ruled out.”
          You said yes on Sun 22 Nov: New, getting worse, or clearly different from your
          usual in the last two weeks: difficulty starting, stopping or feeling urine,
          leaking urine, or not knowing when the bladder is full?

        No exercises until then
        When a clinician has looked at it, record who and when:
          supple screen --checked ces-bladder --by 'Dr Name'
        ");
    }

    #[test]
    fn whoever_has_an_open_emergency_is_told_so_before_more_questions() {
        let mut world = World::assigned();
        says(&mut world, "ces-saddle", "yes");
        let seen = world.answers_to("supple screen", &[(WEEK, "q")]).stdout;
        let (what_to_do, question) = (seen.find("emergency department"), seen.find("new, or has"));
        assert!(what_to_do.is_some_and(|act| Some(act) < question), "{seen}");
    }

    #[test]
    fn a_yes_is_kept_before_the_next_question() {
        let mut world = only_flags_due();
        let before = kept(&world).len();
        let mut watched = world.on_a_terminal("supple screen");
        to_a_yes_that_can_wait(&mut watched);
        watched.until("[y/n/s/q]");
        let now = kept(&world);
        // Those of the group that were not answered yet are left open.
        assert_eq!(now.len(), before + 5);
        assert!(now.contains(&"bone-stress yes 2026-11-29".to_owned()), "{now:?}");
        watched.types("q");
        let output = watched.ends();
        assert_eq!(output.code, 0);
        world.record_watched("supple screen", &output);
        assert_snapshot!(world.told());
    }

    #[test]
    fn undo_is_offered_for_answers_of_this_round_alone() {
        let mut world = World::assigned_unanswered();
        let given = world.answers("supple screen", &["y", "y"]);
        assert!(given.stdout.contains("supple undo"), "{}", given.stdout);
        world.types("supple log 3");
        // Undo would take the score back.
        let none = world.answers("supple screen", &["q"]);
        assert!(!none.stdout.contains("supple undo"), "{}", none.stdout);
    }

    #[test]
    fn whoever_stops_keeps_what_was_answered() {
        let mut world = World::assigned_unanswered();
        let all = due(&mut world).len();
        world.answers("supple screen", &["n", "y", "q"]);
        let of_pelvis = kept(&world).len();
        // The group that was opened is left open: three rows that say so, and one that can wait.
        assert_eq!((of_pelvis, due(&mut world).len()), (9, all - 7));
        // The end of typing is a way to stop, too.
        let mut watched = world.on_a_terminal("supple screen");
        watched.until("[y/n/s/q]");
        watched.types("n");
        watched.until("[y/n/s/q]");
        watched.presses(ControlCode::EndOfTransmission);
        let output = watched.ends();
        assert_eq!((output.code, kept(&world).len()), (0, of_pelvis + 3));
        world.record_watched("supple screen", &output);
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple screen
        Questions that keep you safe. Do you have any of this? They are asked of
        everybody, and most people have none.
        n none · y yes, or not sure · s skip · b back · q stop

        1/10 Numbness between the legs, in both buttocks or when wiping; new or
             unexamined trouble with bladder, bowel or genital feeling? [y/n/s/q]
        n
        2/10 New or worse pain, tingling, numbness or weakness in both legs; one leg or
             foot newly numb, weak or dropping? [y/n/s/q]
        y
            New or worse in the last two weeks: shooting, burning or electric pain,
            tingling, numbness or weakness in both legs; pain that was in one leg and is
            now in both; or legs heavy, unsteady, not doing what you want? (Muscle ache
            in both thighs or calves in the days after exercise, or long-known unchanged
            tingling feet: no.) [y/n/s/q]
        q
        Nothing you answered needs a clinician first. Some questions are still open:
        supple screen
        # on a terminal
        $ supple screen
        Questions that keep you safe. Do you have any of this? They are asked of
        everybody, and most people have none.
        n none · y yes, or not sure · s skip · b back · q stop

        1/9 New or worse pain, tingling, numbness or weakness in both legs; one leg or
            foot newly numb, weak or dropping? [y/n/s/q]
        n
        2/9 An unexamined fall or knock in the last 3 months; groin pain on standing;
            pain at every step; a pop at the sit bone; weak bones, or over 65, with new
            pain? [y/n/s/q]
        Nothing you answered needs a clinician first. Some questions are still open:
        supple screen
        ");
    }

    #[test]
    fn stopping_at_the_first_question_leaves_nothing_to_undo() {
        let mut world = World::assigned_unanswered();
        world.answers("supple screen", &["q"]);
        let undone = world.types("supple undo");
        assert!(undone.stdout.contains("assign"), "{undone:?}");
    }

    #[test]
    fn what_was_not_answered_is_not_called_safe() {
        let mut world = World::assigned_unanswered();
        for answers in [&["q"][..], &["s"; 10]] {
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
        to_a_yes_that_can_wait(&mut watched);
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
        let mut watched = world.on_a_terminal("supple screen");
        to_a_yes_that_can_wait(&mut watched);
        watched.until("[y/n/s/q]");
        watched.types("n");
        watched.until("Anything else on the list? [n/1-8/s/q]");
        watched.types("n");
        watched.until("[y/n/s/q]");
        watched.types("q");
        watched.ends();
        assert_eq!(kept(&world).len(), before.len() + 35);
        world.quietly("supple undo");
        assert_eq!(kept(&world), before);
    }

    #[test]
    fn one_undo_takes_back_an_assignment_with_its_questions() {
        let mut world = World::unanswered();
        world.answers("supple assign coccydynia", &["n", "n", "q"]);
        world.types_all(&["supple undo", "supple today"]);
        let plans = &world.json("supple today --json")["plans"];
        assert_eq!(plans, &json!([]), "assigning was taken back: {}", world.told());
    }

    #[test]
    fn assigning_asks_before_it_shows_the_plan() {
        let mut world = World::unanswered();
        let output = world.answers("supple assign coccydynia", &["n"; 10]);
        let (question, plan) = (output.stdout.rfind("[y/n/s/q]"), output.stdout.find("Today: "));
        assert!(question < plan && plan.is_some(), "{output:?}");
        assert_snapshot!(world.told());
    }

    #[test]
    fn assigning_shows_no_exercise_before_the_urgent_questions_were_answered() {
        let mut world = World::unanswered();
        let output = world.answers("supple assign coccydynia", &["n", "n", "q"]);
        assert!(output.stdout.contains("ANSWER FIRST"), "{output:?}");
        assert!(!output.stdout.contains("Today: "), "{output:?}");
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_yes_while_assigning_shows_what_to_do_in_place_of_the_plan() {
        let mut world = World::unanswered();
        let output = world.answers("supple assign coccydynia", &["y", "y"]);
        assert!(output.stdout.contains("EMERGENCY: NOW"), "{output:?}");
        assert!(
            !output.stdout.contains("figure-four") && !output.stdout.contains("Figure-four"),
            "{output:?}"
        );
        assert_snapshot!(world.told(), @"
        # on a terminal
        $ supple assign coccydynia
        Questions that keep you safe. Do you have any of this? They are asked of
        everybody, and most people have none.
        n none · y yes, or not sure · s skip · b back · q stop

        1/10 Numbness between the legs, in both buttocks or when wiping; new or
             unexamined trouble with bladder, bowel or genital feeling? [y/n/s/q]
        y
            Numbness, tingling or changed feeling, even a small patch or one side,
            around the genitals, the back passage or the inner thighs, in both buttocks,
            or when wiping? (One buttock asleep from sitting that is back within 10
            minutes: no.) [y/n/s/q]
        y
        Tailbone pain (coccydynia) is in your plan.

        ! EMERGENCY: NOW
          Go now to a hospital emergency department, not a walk-in or minor injuries
          clinic; do not wait for a call back. Do not drive; if nobody can take you, or
          your legs are weak, call an ambulance.
          Say there: “I have numbness between my legs with back or buttock pain. Cauda
          equina must be ruled out.”
          You said yes on Sun 22 Nov: Numbness, tingling or changed feeling, even a
          small patch or one side, around the genitals, the back passage or the inner
          thighs, in both buttocks, or when wiping?

        No exercises until then
        When a clinician has looked at it, record who and when:
          supple screen --checked ces-saddle --by 'Dr Name'
        Your diary is new. It is this one file:
        ~/.local/share/supple/diary.db
        ");
    }

    #[test]
    fn the_questions_read_well_in_forty_columns() {
        let mut world = World::assigned_unanswered();
        world.set("COLUMNS", "40");
        let first = world.answers("supple screen", &["n", "x", "s", "y", "y"]);
        world.set("COLUMNS", "80");
        world.quietly("supple undo");
        says_to_all(&mut world, "no");
        world.set("COLUMNS", "40");
        let week = world.answers_to("supple screen", &[(WEEK, "0"), (WEEK, "n")]);
        let both = first.stdout + &week.stdout;
        let wide: Vec<&str> = both.lines().filter(|line| line.chars().count() > 40).collect();
        // A command is there to be copied, and stays whole.
        assert_eq!(wide, ["  supple screen --checked trauma --by 'Dr Name'"]);
        assert_snapshot!(world.told());
    }

    #[test]
    fn a_sign_that_was_checked_is_asked_as_new_or_worse() {
        let mut world = World::new();
        says_to_all(&mut world, "no");
        says(&mut world, "cancer", "yes");
        world.quietly("supple screen --checked cancer --by 'Dr Okafor'");
        world.clock("2026-11-29T09:00:00+01:00");
        let mut asked = vec![(WEEK, "8")];
        // Cancer is the fourth of its group.
        asked.extend(["n", "n", "n", "y"].map(|answer| ("[y/n/s/q]", answer)));
        asked.extend([("[n/1-8/s/q]", "n"), ("[y/n/s/q]", "q")]);
        let output = world.answers_to("supple screen", &asked);
        assert_eq!(output.stdout.matches("New or worse since").count(), 1, "{output:?}");
        assert_eq!(holds(&mut world), ["cancer"]);
        assert_snapshot!(world.told());
    }

    /// Answers the inflammatory questions, and tells how many answers the diary has afterwards.
    fn inflammatory(answers: &[&str]) -> (String, usize) {
        let mut world = World::unanswered();
        world.answers("supple screen --inflammatory", answers);
        (world.told(), kept(&world).len())
    }

    #[test]
    fn the_inflammatory_questions_end_where_they_do_not_apply() {
        let (told, kept) = inflammatory(&["n"]);
        assert_eq!(kept, 1);
        assert_snapshot!(told, @"
        # on a terminal
        $ supple screen --inflammatory
          Is this so: low back pain that began before age 45 and has lasted longer than
          3 months? [y/n/s/q]
        n
        Inflammatory questions (Sun 22 Nov): they do not apply.
        Where this comes from: NICE NG65 [seen: rightdecisions.scot.nhs.uk;
        bjgp.org/content/68/672/346; iatrox.com]
        Your diary is new. It is this one file:
        ~/.local/share/supple/diary.db
        ");
    }

    #[test]
    fn three_inflammatory_signs_ask_for_a_test_and_four_for_a_referral() {
        let with = |yes: usize| {
            let mut answers = vec!["y"];
            answers.extend((0..9).map(|number| if number < yes { "y" } else { "n" }));
            let (told, kept) = inflammatory(&answers);
            assert_eq!(kept, 10, "{told}");
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
            let told = with(yes).split_whitespace().collect::<Vec<_>>().join(" ");
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
    fn stopping_the_inflammatory_questions_keeps_what_was_answered_and_says_how_many_are_open() {
        let (told, kept) = inflammatory(&["y", "y", "y", "y", "q"]);
        assert_eq!(kept, 4);
        assert!(told.contains("6 not answered"), "{told}");
        let (told, kept) = inflammatory(&["q"]);
        assert!(kept == 0 && !told.contains("Inflammatory questions ("), "{told}");
    }

    #[test]
    fn the_inflammatory_questions_are_offered_once_in_the_second_week() {
        let mut world = World::new();
        says_to_all(&mut world, "no");
        world.clock("2026-11-28T09:00:00+01:00");
        let early = world.answers_to("supple screen", &[(WEEK, "n")]);
        assert!(!early.stdout.contains("began before age 45"), "{early:?}");
        world.clock("2026-12-05T09:00:00+01:00");
        // Skipping is an answer to an offer.
        world.answers_to("supple screen", &[(WEEK, "n"), ("[y/n/s/q]", "s")]);
        world.clock("2026-12-12T09:00:00+01:00");
        let later = world.answers_to("supple screen", &[(WEEK, "n")]);
        assert!(!later.stdout.contains("began before age 45"), "{later:?}");
        assert_snapshot!(world.told());
    }
}
