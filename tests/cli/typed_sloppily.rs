//! What tired people type: amounts with a zero too many, units as words of their own, words and
//! options of other programs. Each is taken as it is meant, or answered with what to type.

use crate::world::World;

/// Types a line and returns all that was seen, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Types lines one after the other, each with what it must say.
fn says(world: &mut World, lines: &[(&str, &str)]) {
    for (line, right) in lines {
        let seen = seen(world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn an_amount_of_an_exercise_far_beyond_its_dose_is_kept_only_where_it_is_confirmed() {
    let mut world = World::assigned();
    says(
        &mut world,
        &[
            ("supple done walking --minutes 500", "500 min? The dose is "),
            ("supple done walking --minutes 500", "the same command with --yes"),
            ("supple done walking --sets 90", "90 sets?"),
            ("supple done clamshell --sets 90", "90 sets?"),
            ("supple done clamshell --reps 12,800,8", "800 reps?"),
            ("supple done clamshell --hold 3000", "a hold of 3000 s?"),
            ("supple done --all --minutes 500", "500 min?"),
            ("supple history", "Nothing"),
            ("supple done walking --minutes 12", "Done for today"),
            ("supple done walking --minutes 500 --yes", "Graded walking (500 min)."),
            ("supple edit 1 --minutes 600", "600 min?"),
            ("supple edit 1 --minutes 25", "25 min"),
            ("supple edit 1 --minutes 600 --yes", "600 min"),
        ],
    );
    let count = "SELECT count(*) FROM session";
    assert_eq!(world.database().query_row(count, [], |row| row.get(0)), Ok(2));
}

#[test]
fn an_amount_that_an_exercise_is_not_counted_in_is_kept_only_where_it_is_confirmed() {
    let mut world = World::assigned();
    let of_walk =
        "It goes by minutes, and has no repeats and no hold. How long it took: --minutes N.";
    says(
        &mut world,
        &[
            ("supple done walking --reps 100", "Graded walking, 100 reps?"),
            ("supple done walking --reps 100", of_walk),
            ("supple done walking --reps 100", "the same command with --yes"),
            ("supple done walking --hold 5", of_walk),
            ("supple done walking --load 5", "5 kg? It is not done with a weight."),
            ("supple done clamshell --minutes 10", "It goes by repeats, and not by minutes."),
            ("supple done clamshell --minutes 10", "How much it was: --sets N --reps N."),
            ("supple done clamshell walking --reps 12", "Graded walking, 12 reps?"),
            ("supple done --all --reps 12", "Graded walking, 12 reps?"),
            ("supple history", "Nothing"),
            ("supple done walking --reps 100 --yes", "100 reps"),
            ("supple edit 1 --hold 5", of_walk),
            ("supple edit 1 --reps none --minutes 12", "12 min"),
        ],
    );
}

#[cfg(unix)]
#[test]
fn an_amount_of_an_exercise_far_beyond_its_dose_is_asked_about_in_a_terminal() {
    for (key, right) in [("y", "Graded walking (500 min)."), ("n", "Nothing was recorded.")] {
        let mut world = World::assigned();
        let line = "supple done walking --minutes 500";
        let seen = world.answers_to(line, &[("Is it right? y/n", key)]).stdout;
        assert!(seen.contains(right), "{key}: {seen}");
    }
}

#[test]
fn a_unit_behind_a_number_belongs_to_it() {
    let mut world = World::new();
    says(
        &mut world,
        &[
            ("supple log 4 --sat 25 minutes", "sat 25 min without pain."),
            ("supple log 4 --sat '25 minutes'", "sat 25 min without pain."),
            ("supple log 4 --sat 25min", "sat 25 min without pain."),
            ("supple log --sat 1 h 20 min 4", "sat 1 h 20 min without pain."),
            ("supple log 4 --slept 7 hours", "slept 7 h."),
            ("supple log 4 --at 9 am", "09:00"),
            ("supple done walking --minutes 20 min", "(20 min)"),
            ("supple done walking --minutes 1h", "(60 min)"),
            (
                "supple done clamshell --hold 10 seconds --sets 3 sets --reps 8 reps",
                "3 × 8, hold 10 s",
            ),
            ("supple done clamshell --load 5 kg", "5 kg"),
            ("supple done clamshell --minutes 20 reps", "it is "),
            ("supple done clamshell --hold 1 min --yes", "hold 60 s"),
            ("supple done clamshell --reps 3x10", "sets and repeats: --sets 3 --reps 10"),
            ("supple done clamshell --sets 3x10", "sets and repeats: --sets 3 --reps 10"),
            ("supple done clamshell 3x10", "supple done clamshell --sets 3 --reps 10?"),
        ],
    );
}

#[test]
fn what_stands_behind_an_exercise_is_an_amount_or_why_and_never_another_exercise() {
    let mut world = World::assigned();
    for (line, right) in [
        ("supple done walking 15", "Did you mean supple done walking --minutes 15?"),
        ("supple done walking 15 --pain 3", "supple done walking --minutes 15 --pain 3?"),
        ("supple done walking 15 pain 3", "supple done walking --minutes 15 --pain 3?"),
        ("supple done walking for 1.5 h", "supple done walking --minutes 1.5h?"),
        ("supple done walking 0", "Did you mean supple done walking --pain 0?"),
        ("supple done bridge walking 20", "of one exercise: supple done walking --minutes 20"),
        ("supple done clamshell 12", "Did you mean supple done clamshell --reps 12?"),
        ("supple done clamshell 3 12", "supple done clamshell --sets 3 --reps 12?"),
        ("supple done clamshell 10 kg", "supple done clamshell --load 10kg?"),
        ("supple done figure-four 30", "supple done figure-four --hold 30?"),
        ("supple done sit to stand 10", "supple done sit-to-stand --reps 10?"),
        // On the list there is one with that number.
        ("supple done clamshell 2", "Or, as its pain: --pain 2"),
        ("supple done clamshell 2", "with that number, first: supple done 2 clamshell"),
        ("supple done 1 reps 10", "Did you mean supple done 1 --reps 10?"),
        ("supple skip bridge too tired", "Did you mean supple skip bridge --why 'too tired'?"),
        ("supple skip bridge walking sore", "supple skip bridge walking --why sore?"),
        ("supple skip bridge walkin", "Did you mean walking or walk-run? Or, as why: supple skip"),
    ] {
        let seen = seen(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
        assert_eq!(seen.matches("Did you mean").count(), usize::from(!right.starts_with("of one")));
    }
    assert_eq!(world.json("supple history --json").as_array().map(Vec::len), Some(0));
    says(
        &mut world,
        &[
            ("supple done clamshell 1-2", "Done for today: Clamshell, "),
            ("supple done 2 bridge", "and Bridge."),
            ("supple done sit to stand", "Done for today: Sit to stand."),
        ],
    );
}

#[test]
fn a_score_that_is_none_and_one_in_another_place_are_said_rightly() {
    let mut world = World::assigned();
    world.quietly("supple log 4");
    world.quietly("supple done clamshell --pain 1");
    for line in ["supple log 12", "supple done bridge --pain 12", "supple log 4 --worst 12"] {
        let seen = seen(&mut world, line);
        let right = line.replace("12", "10");
        let right =
            right.split_once(" --").map_or(right.clone(), |(_, option)| format!("--{option}"));
        let right = format!("The worst that you can imagine is 10: {right}");
        assert!(seen.contains(&right), "{line}: {seen}");
        assert!(!seen.contains("1.2"), "{line}: {seen}");
    }
    says(
        &mut world,
        &[
            ("supple log 45", "Did you mean 4.5? supple log 4.5"),
            ("supple log 4 --pain 12", "The score stands by itself: supple log 4"),
            ("supple log --pain 6", "The score stands by itself: supple log 6"),
            ("supple log 4 --pain 6", "and is one: supple log 4, or supple log 6"),
            ("supple edit 1 --pain 5", "Did you mean --score 5?"),
            ("supple edit 2 --score 5", "Did you mean --pain 5?"),
            ("supple log 7.", "Logged 7 for today"),
        ],
    );
}

#[test]
fn a_place_is_found_in_whatever_order_it_is_said() {
    let mut world = World::new();
    for site in [
        "left-buttock",
        "buttock-left",
        "left_buttock",
        "'buttock left'",
        "left:buttock",
        "left-bum",
    ] {
        says(&mut world, &[(&format!("supple log 4 --site {site}"), ": left buttock.")]);
    }
    says(
        &mut world,
        &[
            ("supple history --site buttock-left", "left buttock"),
            ("supple log 4 --site left-butock", "try buttock."),
            ("supple log 4 left-buttock", "supple log 4 --site buttock:left"),
            // A site of one's own stays whole.
            ("supple log 4 --own-site left-over-scar", ": left-over-scar."),
            ("supple log 4 --site left-over-scar", ": left-over-scar."),
        ],
    );
}

#[test]
fn verbs_and_options_of_other_programs_are_understood() {
    let mut world = World::new();
    says(
        &mut world,
        &[
            ("supple did walking", "Did you mean supple done walking?"),
            ("supple finish", "Did you mean supple done?"),
            ("supple finished clamshell --pain 1", "supple done clamshell --pain 1?"),
            ("supple search fall", "supple history --text fall"),
            ("supple start", "supple session"),
            ("supple report --pdf", "Did you mean --out report.pdf?"),
            ("supple report visit.png", "Did you mean --out visit.png?"),
            ("supple chart x.png", "Did you mean --out x.png?"),
            ("supple handout --svg", "Did you mean --out handout.svg?"),
            ("supple report -o visit.png", "Did you mean --out visit.png?"),
            ("supple report --force", "Did you mean --replace?"),
            ("supple done walking --duration 20", "Did you mean --minutes 20?"),
            ("supple chart --grey", "Did you mean --mono?"),
            ("supple log 4 --max 7", "Did you mean --worst 7?"),
            ("supple log 4 --tag sitting standing", "supple log 4 --tag standing --tag sitting"),
            ("supple log 4 --feels burning heavy odd", "--feels heavy,odd --feels burning"),
            ("supple log 4 --side left", "Such as: --site buttock:left"),
            ("supple log visit.png", "does not fit score"),
            ("supple goal 'sit an hour' 3", "Did you mean supple goal add 'sit an hour'?"),
            (
                "supple visit 8 dec 10am with Dr Okafor",
                "Did you mean supple visit 8 dec --note 10am --with 'Dr Okafor'?",
            ),
            ("supple visit 8 dec with Dr Okafor", "supple visit 8 dec --with 'Dr Okafor'?"),
            ("supple history sitting", "Did you mean --text sitting?"),
            ("supple stats 2 weeks", "Did you mean --weeks 2?"),
            ("supple chart --last 4", "Did you mean --weeks 4?"),
            ("supple report pdf", "Did you mean --out report.pdf?"),
            ("supple export csv", "Did you mean --format csv?"),
            ("supple export --csv", "Did you mean --format csv?"),
            ("supple chart calendar", "Did you mean --kind calendar?"),
            ("supple plan stop --why flu", "Did you mean supple plan pause --why flu?"),
            ("supple rest", "Did you mean supple plan pause?"),
            ("supple delete 3", "Did you mean supple remove 3?"),
            ("supple morning 3", "Did you mean supple log --morning 3?"),
            ("supple clamshell --pain 1", "Did you mean supple done clamshell --pain 1?"),
            ("supple done clamshell 20min", "supple done clamshell --minutes 20?"),
            ("supple done clamshell 10 reps", "supple done clamshell --reps 10?"),
            ("supple done sit to stand", "Sit to stand"),
        ],
    );
}

#[test]
fn times_and_days_in_figures_are_taken_where_they_have_one_meaning() {
    let mut world = World::new();
    says(
        &mut world,
        &[
            ("supple log 4 --at 8", "today, Sun 22 Nov, 08:00"),
            ("supple log 4 --at 0830", "08:30"),
            ("supple log 4 --on 20/11/2026", "Fri 20 Nov"),
            ("supple log 4 --on 11/20/2026", "Fri 20 Nov"),
            ("supple log 4 --on 20/11", "Fri 20 Nov"),
            ("supple log 4 --on 05/11/2026", "Type 2026-11-05 or 2026-05-11."),
            ("supple log 4 --on 'last night'", "apart: --on yesterday --at 22:00"),
            ("supple log 4 --at now", "Without --at it is now."),
            ("supple log 4 --at morning", "As near as you know it: --at 8am"),
            ("supple log 4 --on sun 10pm", "Did you mean --on sun --at 10pm?"),
            ("supple log 4 --on '20/11 10pm'", "Did you mean --on 20/11 --at 10pm?"),
            ("supple log 4 --at 'yesterday 10pm'", "Did you mean --on yesterday --at 10pm?"),
            ("supple log 4 --took 2xibuprofen", "--took 'ibuprofen 2 tablets'"),
            ("supple log 4 --took '2 x ibuprofen'", "--took 'ibuprofen 2 tablets'"),
        ],
    );
}

#[test]
fn a_time_that_is_still_to_come_is_answered_by_what_was_typed() {
    let mut world = World::new();
    world.clock("2026-11-22T14:30:00+01:00");
    says(
        &mut world,
        &[
            ("supple log 4 --on yesterday --at 21:30", "4 for Sat 21 Nov, 21:30"),
            ("supple log 4 --at 21:30", "For Sat 21 Nov add --on yesterday."),
            ("supple edit 1 --on today", "Say at which time it was, or leave that open: --at TIME"),
            ("supple edit 1 --on today --at 22:00", "or for Sat 21 Nov: --on yesterday"),
            ("supple log 4 --on today --at 22:00", "Give an earlier time, or for Sat 21 Nov:"),
            ("supple edit 1 --on today --at none", "4 for today, Sun 22 Nov"),
            ("supple edit 1 --at 22:00", "For Sat 21 Nov add --on yesterday."),
        ],
    );
}

#[cfg(unix)]
#[test]
fn a_day_with_two_meanings_is_asked_about_in_a_terminal() {
    for (key, right) in [("1", "Thu 5 Nov"), ("2", "Mon 11 May"), ("n", "Type 2026-11-05 or")] {
        let mut world = World::new();
        let asked = [("Which is meant?", key)];
        let output = world.answers_to("supple log 4 --on 05/11/2026", &asked);
        let seen = output.stdout + &output.stderr;
        assert!(seen.split_whitespace().collect::<Vec<_>>().join(" ").contains(right), "{seen}");
    }
}

#[test]
fn what_begins_at_once_names_its_undo() {
    let mut world = World::assigned();
    says(&mut world, &[("supple flare", "If that was not meant: supple undo")]);
    world.quietly("supple undo");
    let mut world = World::assigned();
    world.quietly("supple plan");
    let mut other = World::new();
    other.quietly("supple assign first-steps");
    says(
        &mut other,
        &[("supple assign piriformis-dgs --side left", "If that was not meant: supple undo")],
    );
}
