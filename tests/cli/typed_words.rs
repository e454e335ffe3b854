//! A person's own words, everyday words for places, a score for each place, and the words other
//! programs have.

use crate::world::World;

/// Types each line and holds what is seen, on one line, against what is right.
fn check(world: &mut World, table: &[(&str, &str)]) {
    for (line, right) in table {
        let output = world.types(line);
        let seen = output.stdout + &output.stderr;
        let seen = seen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn a_word_is_one_however_it_is_typed() {
    check(
        &mut World::new(),
        &[
            ("supple log 4 --tag cafe\u{301}", "after café."),
            ("supple log 4 --tag दर्द", "after दर्द."),
            ("supple log 4 --tag นั่ง", "after นั่ง."),
            ("supple log 4 --tag meeting,sitting", "after meeting and sitting."),
            ("supple log 4 --tag '#sitting'", "after sitting."),
            ("supple log 4 --tag none", "a word of supple's own"),
            ("supple log 5 --note \"I don’t know the Straße\"", "note “I don’t know the Straße”"),
            ("supple history --text \"don't\"", "pain 5"),
            ("supple history --text strasse", "pain 5"),
            ("supple history --text CAFE", "#café"),
        ],
    );
}

#[test]
fn a_right_word_is_not_corrected_to_a_typo() {
    let mut world = World::new();
    world.quietly("supple log 4 --tag siting");
    let output = world.types("supple log 4 --tag sitting");
    assert!(!output.stderr.contains("If you meant"), "{}", output.stderr);
}

#[test]
fn places_have_everyday_words_and_scores_of_their_own() {
    let mut world = World::new();
    check(
        &mut world,
        &[
            ("supple log 4 --site butt", ": buttock."),
            ("supple log 4 --site 'left buttock'", ": left buttock."),
            ("supple log 4 --site hamstring:left", ": left thigh-back."),
            ("supple log 4 --site leg", "try thigh-back, thigh-side"),
            ("supple log 4 --site thigh", "try thigh-back, thigh-side"),
            ("supple log 4 --site back", "try low-back."),
            ("supple log 4 --site left", "left of what?"),
            ("supple log --site buttock:left=6 --site low-back=3", ": left buttock 6, low-back 3."),
            ("supple log --site hip=6,5", "Logged 6.5"),
            ("supple log --site hip=6 --site hip=3", "given twice"),
            ("supple log --site hip=11", "above 10"),
        ],
    );
    check(&mut world, &[("supple history --site butt", "left buttock 6")]);
}

#[test]
fn a_day_and_a_range_are_removed_and_brought_back() {
    let mut world = World::new();
    for score in [1, 2, 3, 4] {
        world.quietly(&format!("supple log {score}"));
    }
    check(
        &mut world,
        &[
            ("supple remove 2-3", "Removed entries 2 and 3."),
            ("supple undo", "Undone"),
            ("supple remove 3-2", "smaller number"),
            ("supple remove 8-9", "there is no entry 8."),
            ("supple edit last --score 5", "Entry 4 is now 5"),
            ("supple remove --on today", "Removed entries 1-4."),
            ("supple undo", "Undone"),
            ("supple history", "pain 5"),
            ("supple remove --on yesterday", "Nothing is recorded for Sat 21 Nov."),
        ],
    );
}

#[test]
fn words_of_other_programs_are_answered_with_what_is_right_here() {
    check(
        &mut World::new(),
        &[
            ("supple rm 3", "supple remove"),
            ("supple delete 3", "supple remove"),
            ("supple list", "supple history"),
            ("supple version", "supple --version"),
            ("supple yesterday", "supple today --on yesterday"),
        ],
    );
}

#[test]
fn the_beginning_of_a_name_is_enough_where_the_list_of_the_day_has_one() {
    let mut world = World::assigned();
    check(
        &mut world,
        &[
            ("supple done figure-four", "Done for today: Figure-four stretch lying"),
            ("supple done heel", "there is no exercise “heel”"),
        ],
    );
}

#[test]
fn a_pasted_dash_and_a_byte_order_mark_stand_in_nobodys_way() {
    let mut world = World::assigned_unanswered();
    let answers = world.desk().join("answers.json");
    std::fs::write(&answers, format!("\u{feff}{}", crate::world::NONE_OF_IT)).expect("written");
    check(
        &mut world,
        &[
            ("supple 4 –worst 8", "supple log 4 --worst 8"),
            ("supple log 4 –worst 8", "type two hyphens: --worst"),
        ],
    );
    assert_eq!(world.types("supple screen --answers answers.json").code, 0);
}

#[test]
fn a_day_of_the_cycle_that_contradicts_another_is_said() {
    let mut world = World::new();
    world.clock("2026-11-20T10:00:00+01:00");
    world.quietly("supple log 3 --cycle-day 3");
    world.clock("2026-11-21T10:00:00+01:00");
    check(
        &mut world,
        &[
            (
                "supple log 3 --cycle-day 20",
                "Fri 20 Nov was cycle day 3, and this day would be cycle day 4 by that.",
            ),
            ("supple edit 2 --cycle-day 4", "cycle day 4"),
        ],
    );
    world.clock("2026-11-24T10:00:00+01:00");
    for line in ["supple log 3 --cycle-day 7", "supple log 3 --period-started"] {
        let output = world.types(line);
        assert!(!output.stderr.contains("cycle day"), "{line}: {output:?}");
    }
}

#[test]
fn what_a_verb_does_not_have_is_answered_with_what_is_typed_instead() {
    check(
        &mut World::assigned(),
        &[
            ("supple plan pause until monday", "Did you mean --until monday?"),
            ("supple flare over", "Did you mean --over?"),
            ("supple history yesterday", "Did you mean --on yesterday?"),
            ("supple log --pain 4", "supple log 4"),
            ("supple log 4 -n hello", "--note"),
            ("supple log 4 left buttock", "--site buttock:left"),
            ("supple done all", "supple done --all"),
            ("supple done 1,2 --pain 1", "Done for today: Figure-four stretch lying and Sciatic"),
            ("supple remove last", "Removed entry 2."),
            ("supple remove last", "Removed entry 1."),
            ("supple remove last", "there is no entry yet."),
            ("supple session --on yesterday", "supple done EXERCISE --on DAY"),
            ("supple plan pause --by 'Dr Okafor'", "--why 'Dr Okafor, after the scan'"),
            ("supple plan pause --why 'Dr Okafor, after the scan'", "The plan rests"),
            ("supple config set", "supple config --init"),
        ],
    );
}

#[test]
fn words_beside_a_score_are_offered_with_their_options() {
    let mut world = World::new();
    world.quietly("supple log 3 --took 'vitamin b12' --own-site scar --tag long-drive");
    for (line, right) in [
        ("supple log 4/10 left bum", "supple log 4 --site buttock:left"),
        ("supple log left bum 4 --morning", "supple log 4 --site buttock:left --morning"),
        ("supple log 2 paracetamol", "supple log 2 --took paracetamol"),
        ("supple log 2 paracetamol", "supple log --took 'paracetamol 2 tablets'"),
        ("supple log 4 vitamin b12", "supple log 4 --took 'vitamin b12'"),
        ("supple log 4 scar", "supple log 4 --site scar"),
        ("supple log 4 after long drive", "supple log 4 --tag long-drive"),
        ("supple log 4 at 8am", "supple log 4 --at 8am"),
        ("supple log 4 on 12/11", "supple log 4 --on 2026-11-12"),
        ("supple log 4 on 11/12", "Type 2026-11-12. 11 December is still to come"),
        ("supple log 4 on 11/12", "supple log 4 --on 2026-11-12"),
        ("supple log 5 31.11.", "The days of November go from 1 to 30; there is no 31."),
        ("supple log 5 yesterday at 21:30", "supple log 5 --on yesterday --at 21:30"),
        ("supple log 4 bad day", "supple log 4 --note 'bad day'"),
        ("supple log 4 don't know", "supple log 4 --note"),
        ("supple log 4 out of 10 worst 6", "supple log 4 --worst 6"),
        ("supple log same 4 burning", "supple log same 4 --feels burning"),
        ("supple log 4 leg", "try thigh-back, thigh-side"),
        ("supple log paracetamol", "supple log --took paracetamol"),
        ("supple log left bum", "With N from 0 to 10: supple log N --site buttock:left"),
        ("supple log 3 this morning", "supple log 3 --morning"),
        ("supple log 4 --took ibu 400 mg", "--took 'ibu 400 mg'"),
        ("supple today tomorrow", "Did you mean --on tomorrow?"),
        ("supple week next", "supple week --on 'in a week'"),
        ("supple log 3-4", "a score is a number from 0 to 10"),
        ("supple log 4 -on monday", "Did you mean --on monday?"),
        ("supple assign sciatica left", "Did you mean --side left?"),
        ("supple edit last 3", "Did you mean --score 3?"),
        ("supple done bridge pain 3", "Did you mean supple done bridge --pain 3?"),
        ("supple done walking 20 min", "Did you mean supple done walking --minutes 20?"),
        ("supple skip bridge so tired", "Did you mean supple skip bridge --why 'so tired'?"),
        ("supple log four", "a score is a number from 0 to 10"),
        ("supple log 45", "Did you mean 4.5? supple log 4.5"),
        ("supple log 45", "supple log 4 --worst 5"),
        ("supple log 4 --worst 65", "Did you mean --worst 6.5?"),
    ] {
        let words: Vec<&str> = line.split(' ').skip(1).collect();
        let output = world.run(&words);
        let seen = output.stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(output.code, 2, "{line}: {seen}");
        assert!(seen.contains(right), "{line}: {seen}");
    }
    world.quietly("supple goal add sit through dinner");
    assert_eq!(world.json("supple goal --json")["goals"][0]["activity"], "sit through dinner");
    // What is offered can be typed as it stands.
    for line in ["supple log 4 --site buttock:left", "supple log --took 'paracetamol 2 tablets'"] {
        world.quietly(line);
    }
}
