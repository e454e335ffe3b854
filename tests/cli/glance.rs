//! `supple` alone and `supple remind`: where the day stands, and what is due.

use std::sync::OnceLock;

use insta::assert_snapshot;

use crate::world::World;

/// A made-up week with a plan, a gap, a goal and a visit ahead.
fn a_week() -> World {
    let mut world = World::new();
    world.clock("2026-11-14T20:00:00+01:00");
    world.quietly("supple assign piriformis-dgs --side left");
    world.quietly("supple goal add 'walk the dog'");
    world.quietly("supple visit 2026-11-24 --with 'Dr Okafor' --ask 'May I run?'");
    for (score, day) in ["6", "8", "5.5", "", "4", "3", "0"].iter().zip(15..) {
        world.clock(&format!("2026-11-{day}T20:00:00+01:00"));
        if !score.is_empty() {
            world.quietly(&format!("supple log {score}"));
        }
    }
    std::fs::write(world.desk().join("no.json"), no_to_everything(&mut world)).expect("written");
    world.quietly("supple screen --answers no.json");
    world.quietly("supple goal rate 1 4");
    world.quietly("supple done --all --pain 1");
    world
}

/// Answers to all that is due.
fn no_to_everything(world: &mut World) -> String {
    let due = world.json("supple screen --json")["due"].clone();
    let answers =
        due.as_array().expect("a list").iter().map(|due| format!("{}: \"no\"", due["id"]));
    format!("{{{}}}", answers.collect::<Vec<_>>().join(","))
}

/// The same, on the Sunday after and with a clean record.
fn sunday() -> World {
    static ONCE: OnceLock<Vec<u8>> = OnceLock::new();
    let mut world = World::with_diary_of(&ONCE, a_week);
    world.clock("2026-11-22T14:30:00+01:00");
    world.forget();
    world
}

#[test]
fn without_a_diary_the_first_command_is_told() {
    let mut world = World::new();
    world.types_all(&["supple", "supple --json", "supple remind"]);
    assert_eq!(
        world.types("supple remind --json").stdout,
        "{\n  \"due\": [],\n  \"flare\": null,\n  \"holds\": []\n}\n"
    );
    assert_eq!(world.files(), [""; 0]);
    assert_snapshot!(world.told(), @r#"
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
    $ supple --json
    {
      "day": "2026-11-22",
      "logged": false,
      "next": "supple begin"
    }
    $ supple remind
    $ supple remind --json
    {
      "due": [],
      "flare": null,
      "holds": []
    }
    "#);
}

#[test]
fn the_day_goes_by_at_a_glance() {
    let mut world = sunday();
    world.types_all(&["supple", "supple log 3", "supple", "supple done --all --pain 1", "supple"]);
    for _ in 0..3 {
        world.quietly("supple done --all --pain 1");
    }
    world.types("supple");
    world.clock("2026-11-23T20:00:00+01:00");
    world.types("supple");
    world.types("supple --json");
    assert_snapshot!(world.told());
}

#[test]
fn the_glance_fits_in_40_columns() {
    let mut world = sunday();
    world.set("COLUMNS", "40");
    let output = world.types("supple");
    assert!(output.stdout.lines().all(|line| line.chars().count() <= 40), "{}", output.stdout);
    assert_snapshot!(world.told(), @"
    $ supple
    Sun 22 Nov
    Pain      not logged today; last 0 on
              Sat 21 Nov
    2 weeks         ▅▇▅ ▄▃▁   6 of 14 days
    Exercises 4 left: figure-four-supine,
              sciatic-slider-supine,
              glute-squeeze and walking
    Phase     For the restore phase, only
              your own tests are left to
              try: supple plan advance
    Visit     Tue 24 Nov, in 2 days, with Dr
              Okafor, 1 question to ask
    Next      supple log
    ");
}

#[test]
fn an_open_flag_comes_first_at_a_glance_and_in_reminders() {
    let mut world = sunday();
    std::fs::write(world.desk().join("yes.json"), r#"{"ces-saddle": "yes"}"#).expect("written");
    world.quietly("supple screen --answers yes.json");
    world.types_all(&["supple", "supple remind"]);
    assert_snapshot!(world.told(), @"
    $ supple
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

    Sun 22 Nov
    Pain      not logged today; last 0 on Sat 21 Nov
    2 weeks         ▅▇▅ ▄▃▁   6 of 14 days
    Visit     Tue 24 Nov, in 2 days, with Dr Okafor, 1 question to ask
    $ supple remind
    ! Go now to a hospital emergency department, not a walk-in or minor injuries
      clinic; do not wait for a call back. Do not drive; if nobody can take you, or
      your legs are weak, call an ambulance.
    Due: 1 warning sign and today's score.
      supple screen
    => 3
    ");
}

#[test]
fn what_is_due_is_told_until_it_is_done() {
    let mut world = sunday();
    world.types("supple remind");
    world.quietly("supple log 3");
    world.types("supple remind");
    for _ in 0..4 {
        world.quietly("supple done --all --pain 1");
    }
    assert_eq!(world.types("supple remind").code, 0);
    world.clock("2026-11-23T08:00:00+01:00");
    world.types_all(&["supple remind", "supple log 2 --morning", "supple remind"]);
    world.clock("2026-11-23T11:00:00+01:00");
    world.types("supple undo");
    assert!(!world.types("supple remind").stdout.contains("morning"), "the morning is over");
    world.clock("2026-11-30T20:00:00+01:00");
    world.types("supple remind");
    world.types("supple remind --json");
    assert_snapshot!(world.told());
}

#[test]
fn a_diary_that_cannot_be_read_is_no_reminder() {
    let mut world = sunday();
    std::fs::write(world.diary(), "not a diary").expect("written");
    assert_eq!(world.types("supple remind").code, 1);
    assert_eq!(world.types("supple").code, 1);
    assert_eq!(world.types("supple --jsn").code, 2);
}

#[test]
fn a_diary_without_a_plan_is_whole_and_nothing_leads_to_a_diagnosis() {
    let mut world = World::new();
    world.quietly("supple log 4");
    let seen = world.quietly("supple").stdout;
    assert!(seen.contains("Exercises no plan, and a diary needs none\n"), "{seen}");
    let next = "Next      nothing more today; supple begin shows first steps and whom to see\n";
    assert!(seen.ends_with(next), "{seen}");
    assert_eq!(
        world.json("supple --json")["next"],
        "nothing more today; supple begin shows first steps and whom to see"
    );
    world.quietly("supple assign sciatica");
    world.quietly("supple assign sciatica --end");
    let seen = world.quietly("supple").stdout;
    assert!(
        seen.contains("Next      nothing more today"),
        "nobody is asked for another one: {seen}"
    );
}

#[cfg(unix)]
#[test]
fn the_timer_of_the_system_is_printed_or_written_once() {
    let mut world = World::new();
    let printed = world.quietly("supple remind --install systemd --at 7.30pm");
    assert!(printed.stdout.contains("OnCalendar=*-*-* 19:30\n"), "{printed:?}");
    assert!(printed.stdout.contains(crate::world::PROGRAM), "{printed:?}");
    assert!(printed.stderr.contains("systemctl --user enable --now supple.timer"));
    let cron = world.quietly("supple remind --install cron").stdout;
    assert!(
        cron.starts_with("0 20 * * * SUPPLE_DB=") || cron.starts_with("0 20 * * * /"),
        "{cron}"
    );
    assert!(world.run(&["remind", "--install", "cron", "--write"]).stderr.contains("no file"));
    world.quietly("supple remind --install systemd --write");
    let timer = world.home().join(".config/systemd/user/supple.timer");
    assert!(timer.exists());
    std::fs::write(&timer, "mine").expect("a file");
    let again = world.run(&["remind", "--install", "systemd", "--write"]);
    assert!(again.code == 1 && again.stderr.contains("Add --replace"), "{again:?}");
    assert_eq!(std::fs::read_to_string(&timer).expect("a file"), "mine");
    world.quietly("supple remind --install systemd --write --replace");
    // The line of cron runs as it stands, and ends as remind does.
    let line = cron.trim_start_matches("0 20 * * * ").trim();
    let mut shell = world.program("sh");
    shell.args(["-c", line]);
    assert_eq!(world.finish(shell).code, world.run(&["remind"]).code);
}
