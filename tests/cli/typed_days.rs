//! Days and times as people type them: looking ahead, weekdays, zones, slips of the year.

use crate::world::World;

/// Types a line in a new world and returns all that was seen.
fn seen(line: &str) -> String {
    let mut world = World::new();
    let output = world.types(line);
    output.stdout + &output.stderr
}

#[test]
fn a_visit_looks_ahead() {
    for (line, right) in [
        ("supple visit '5 dec'", "Visit: Sat 5 Dec, in 13 days."),
        ("supple visit friday", "Visit: Fri 27 Nov, in 5 days."),
        ("supple visit 'fri 4 dec'", "Visit: Fri 4 Dec, in 12 days."),
        ("supple visit 'fri 20 nov'", "Visit: Fri 20 Nov."),
        ("supple visit 'in 2 weeks'", "Visit: Sun 6 Dec, in 14 days."),
        ("supple visit 'in a month'", "Visit: Tue 22 Dec, in 30 days."),
        ("supple visit 'next monday'", "Visit: Mon 23 Nov, tomorrow."),
        ("supple visit 'next sunday'", "Visit: Sun 29 Nov, in 7 days."),
        ("supple visit 'day after tomorrow'", "Visit: Tue 24 Nov, in 2 days."),
        ("supple visit tomorow", "Did you mean “tomorrow”?"),
        ("supple visit '5 jan'", "Visit: Tue 5 Jan 2027, in 44 days."),
        ("supple visit '20 nov'", "Visit: Sat 20 Nov 2027, in 363 days."),
        ("supple visit '20 nov'", "supple undo, and supple visit 2026-11-20"),
        ("supple visit 'thu 4 dec'", "4 December 2026 is a Friday"),
        ("supple visit 5.12.", "Visit: Sat 5 Dec, in 13 days."),
        ("supple visit 15.1.", "Visit: Fri 15 Jan 2027, in 54 days."),
        ("supple visit 'sat 5.12.'", "Visit: Sat 5 Dec, in 13 days."),
        ("supple visit 5/12", "Type 2026-12-05 or 2027-05-12."),
        ("supple visit 5.12", "Type 2026-12-05 or 2027-05-12."),
        ("supple visit 15.12", "Visit: Tue 15 Dec, in 23 days."),
        ("supple visit 5 dec", "Visit: Sat 5 Dec, in 13 days."),
        ("supple visit 3 december --with 'Dr Okafor'", "Thu 3 Dec, in 11 days, with Dr Okafor."),
        ("supple visit in 2 weeks", "Visit: Sun 6 Dec, in 14 days."),
        ("supple visit 5 dec Dr Okafor", "Did you mean supple visit 5 dec --with 'Dr Okafor'?"),
        ("supple visit 5 dec at 10:30", "Did you mean supple visit 5 dec --note 10:30?"),
        ("supple visit yesterday", "Visit: Sat 21 Nov."),
        ("supple visit '3 days ago'", "Visit: Thu 19 Nov."),
    ] {
        let seen = seen(line);
        assert!(seen.replace('\n', " ").contains(right), "{line}: {seen}");
    }
}

#[test]
fn what_else_looks_ahead_does_so_too() {
    let mut world = World::assigned();
    for (line, right) in [
        ("supple visit '5 dec' --move 'fri 11 dec'", "Fri 11 Dec, in 19 days"),
        ("supple plan pause --until friday", "until Fri 27 Nov, in 5 days"),
        ("supple today --on tomorrow", "Mon 23 Nov"),
        ("supple week --on 'in 2 weeks'", "Mon 30 Nov to Sun 6 Dec"),
    ] {
        if line.contains("--move") {
            world.quietly("supple visit '5 dec'");
        }
        let output = world.types(line);
        let seen = (output.stdout + &output.stderr).replace('\n', " ");
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn a_score_looks_back_and_says_what_may_be_a_slip() {
    for (line, right) in [
        ("supple log 4 --on 'fri 5 dec'", "Fri 5 Dec 2025"),
        ("supple log 4 --on 21.11", "Logged 4 for Sat 21 Nov"),
        ("supple log 4 --on 11/12", "Type 2026-11-12. 11 December is still to come"),
        ("supple log 4 --at 2026-11-20", "To say on which day: --on 2026-11-20"),
        ("supple log 4 --on 21.30", "To say at which time: --at 21.30"),
        ("supple log 5 yesterday", "supple log 5 --on yesterday"),
        ("supple log 4 --on friday", "Fri 20 Nov"),
        ("supple log 4 --on tomorrow", "still to come"),
        ("supple log 4 --on 'in 2 weeks'", "still to come"),
        ("supple log 6 --on 2006-11-20", "That day is 20 years ago."),
        (
            "supple log 4 --on 2019-02-21 --at 02:37",
            "the night from Thu 21 Feb 2019 to Fri 22 Feb 2019",
        ),
        ("supple log 4 --on 2019-02-21 --at 02:37", "give --on 2019-02-20 --at 02:37."),
    ] {
        let seen = seen(line).replace('\n', " ");
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[cfg(unix)]
#[test]
fn a_zone_that_is_none_is_refused_and_the_zone_is_shown() {
    let mut world = World::new();
    world.set("TZ", "CEST");
    let output = world.types("supple log 4");
    assert_eq!(output.code, 2, "{}", output.stderr);
    assert!(output.stderr.contains("TZ is “CEST”"), "{}", output.stderr);
    assert!(!world.diary().exists());
    world.set("TZ", crate::world::BERLIN);
    let output = world.types("supple config");
    assert!(output.stderr.contains("+01:00"), "{}", output.stderr);
}

#[test]
fn a_day_months_back_is_kept_only_where_its_year_is_said() {
    let mut world = World::assigned();
    let candidates = "Type 2025-12-03 for that one, or 2026-11-03 if the month is a slip.";
    for line in [
        "supple log 5 --on 3.12.",
        "supple log 5 --on '3 december'",
        "supple done bridge --on 3.12.",
        "supple skip bridge --on 3.12.",
        "supple flare --on 3.12.",
        "supple goal rate walking 4 --on 3.12.",
    ] {
        let output = world.types(line);
        let seen = output.stderr.replace('\n', " ");
        assert_eq!(output.code, 2, "{line}: {seen}");
        assert!(seen.contains(candidates), "{line}: {seen}");
    }
    world.quietly("supple log 5");
    let seen = world.types("supple edit 1 --on 3.12.").stderr.replace('\n', " ");
    assert!(seen.contains(candidates), "{seen}");
    let kept = world.database().query_row("SELECT count(*) FROM rating", [], |row| row.get(0));
    assert_eq!(kept, Ok(1));
    // What only shows looks back.
    world.quietly("supple log 6 --on 2025-12-03");
    let shown = world.quietly("supple history --from '1 dec' --to '5 dec'").stdout;
    assert!(shown.contains('6'), "{shown}");
}

#[cfg(unix)]
#[test]
fn a_day_months_back_is_asked_about_in_a_terminal() {
    for (key, right) in [
        ("1", "Logged 5 for Wed 3 Dec 2025"),
        ("2", "Logged 5 for Tue 3 Nov"),
        ("n", "Type 2025-12-03 for that one"),
    ] {
        let mut world = World::new();
        let asked = [("neither; nothing is kept", key)];
        let seen = world.answers_to("supple log 5 --on 3.12.", &asked).stdout;
        let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(seen.contains("3 December is still to come. Which day is meant?"), "{seen}");
        assert!(seen.contains(right), "{key}: {seen}");
        assert_eq!(world.diary().exists(), key != "n", "{key}");
    }
}
