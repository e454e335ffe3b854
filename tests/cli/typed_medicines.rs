//! Medicines as they stand on packs and as people say them, typed into the real program. What each
//! string is read as is a table in `domain/diary/medicine.rs`; here is what the diary makes of it.

use std::fs;

use crate::world::World;

/// Types a line and returns all that was seen, on one line.
fn seen(world: &mut World, line: &str) -> String {
    let output = world.types(line);
    (output.stdout + &output.stderr).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_bare_number_has_a_unit_only_near_what_was_taken_before() {
    let mut world = World::new();
    for (line, right) in [
        ("supple log 4 --took 'ibuprofen 2 tablets'", "took ibuprofen 2 tablets."),
        ("supple log 4 --took 'ibuprofen 400'", "400 of what?"),
        ("supple log 4 --took 'ibuprofen 400'", "--took 'ibuprofen 400 mg'"),
        ("supple log 4 --took 'ibuprofen 1'", "took ibuprofen 1 tablet."),
        ("supple log 4 --took 'ibuprofen 400 mg'", "took ibuprofen 400 mg."),
        ("supple log 4 --took 'ibuprofen 600'", "took ibuprofen 600 mg."),
        ("supple log 4 --took 'ibuprofen 3'", "took ibuprofen 3 tablets."),
        ("supple log 4 --took 'paracetamol 1 g'", "took paracetamol 1 g."),
        ("supple log 4 --took 'paracetamol 500'", "500 of what?"),
    ] {
        let seen = seen(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn what_stands_on_a_box_is_read_or_refused_with_what_to_type() {
    let mut world = World::new();
    for (typed, right) in [
        ("Ibuprofen 400mg tablets", "took ibuprofen 400 mg."),
        ("½ tablet diazepam", "took diazepam 0.5 tablet."),
        ("2 x 400 mg ibuprofen", "took ibuprofen 800 mg."),
        ("ibuprofen 2×400mg", "took ibuprofen 800 mg."),
        ("levothyroxine 50 mcg", "took levothyroxine 50 µg."),
        ("fentanyl 25 mcg/h patch", "took fentanyl 25 µg/h 1 patch."),
        ("co-codamol 30/500", "took co-codamol 30/500."),
        (
            "Ibuprofen 400mg + Paracetamol 325mg",
            "--took 'ibuprofen 400 mg' --took 'paracetamol 325 mg'",
        ),
        ("ibuprofen and paracetamol", "that is two medicines"),
        ("ibuprofen, paracetamol", "that is two medicines"),
        ("Metamizol 1.000 mg", "write 1000 or 1"),
        ("none", "a word of supple's own"),
        ("same", "a word of supple's own"),
        ("left", "a word of supple's own"),
    ] {
        let line = format!("supple log 4 --took \"{typed}\"");
        let seen = seen(&mut world, &line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn what_is_recorded_without_a_score_stands_alone() {
    let mut world = World::new();
    for (line, right) in [
        ("supple log --took 'ibuprofen 400 mg'", "took ibuprofen 400 mg. It is entry 1."),
        ("supple log --slept 7", "slept 7 h. It is entry 2."),
        ("supple log --leaks 2", "2 leaks. It is entry 3."),
        ("supple log --cycle-day 3", "cycle day 3. It is entry 4."),
        ("supple log --note hello", "note “hello”. It is entry 5."),
        ("supple log --tag sitting", "after sitting. It is entry 6."),
        ("supple log --site buttock", "the score is missing."),
        ("supple log --took 'ibuprofen 400 mg' --worst 8", "the score is missing."),
    ] {
        let seen = seen(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}

#[test]
fn milligrams_and_grams_are_one_sum_on_the_page() {
    let mut world = World::new();
    for took in [
        "'paracetamol 1 g'",
        "'paracetamol 500 mg'",
        "'Paracetamol 500000 µg'",
        "'paracetamol 2 tablets'",
    ] {
        world.quietly(&format!("supple log 4 --took {took}"));
    }
    let page = seen(&mut world, "supple report --text");
    // Tablets are no grams, and stand beside them.
    assert!(page.contains("2000 mg") || page.contains("2 g"), "{page}");
    assert!(page.contains("2 tablets"), "{page}");
    assert!(!page.contains("501"), "{page}");
}

#[test]
fn an_amount_that_may_be_a_slip_is_kept_only_where_it_is_confirmed() {
    let mut world = World::new();
    for (line, right) in [
        ("supple log 4 --took 'ibu 4000 mg'", "ibu 4000 mg at once? That is more than is taken"),
        ("supple log 4 --took 'ibu 40000 mg'", "nobody was there to say yes"),
        ("supple log 4 --took 'ibu 400 mg'", "took ibu 400 mg."),
        ("supple log 4 --took 'ibu 4000'", "4000 of what?"),
        ("supple log 4 --took 'ibu 4000 mg'", "The most so far was ibu 400 mg."),
        ("supple log 4 --took 'ibu 4 g'", "the same command with --yes"),
        ("supple edit 1 --took 'ibu 4 g'", "The most so far was ibu 400 mg."),
        ("supple edit 1 --took 'ibu 800 mg'", "took ibu 800 mg."),
        ("supple log 4 --took 'macrogol 13 g' --yes", "took macrogol 13 g."),
        ("supple log 4 --took 'macrogol 13 g'", "took macrogol 13 g."),
    ] {
        let seen = seen(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
    let large = "SELECT count(*) FROM medicine_intake WHERE medicine = 'ibu' AND amount <> 800";
    assert_eq!(world.database().query_row(large, [], |row| row.get(0)), Ok(0));
}

#[test]
fn whoever_says_that_too_much_was_taken_hears_where_help_is() {
    let mut world = World::new();
    let help = "If ibuprofen 40000 mg is more than its leaflet or your doctor allows: call a \
                doctor, a poison centre or your emergency number now, even if you feel well.";
    for line in [
        "supple log 4 --took 'ibuprofen 40000 mg' --yes",
        "supple edit 1 --took 'ibuprofen 40000 mg' --yes",
    ] {
        assert_eq!(seen(&mut world, line).matches(help).count(), 1, "{line}");
        world.quietly("supple edit 1 --took 'ibuprofen 400 mg'");
    }
    // What is asked about and not kept, and what nobody would ask about.
    for line in
        ["supple log 4 --took 'ibuprofen 40000 mg'", "supple log 4 --took 'ibuprofen 400 mg'"]
    {
        assert!(!seen(&mut world, line).contains("poison"), "{line}");
    }
    // What is refused may have been taken all the same.
    for took in ["paracetamol 30 tablets", "paracetamol 500 g"] {
        let said = seen(&mut world, &format!("supple log 4 --took '{took}'"));
        assert!(said.contains("a poison centre or your emergency number now"), "{said}");
    }
    let folder = world.home().join(".config/supple");
    fs::create_dir_all(&folder).expect("it can be made");
    fs::write(folder.join("config.toml"), "emergency_number = \"112\"\n").expect("it is written");
    let said = seen(&mut world, "supple log --took 'ibuprofen 40000 mg' --yes");
    assert!(said.contains(help) && said.contains("Emergency: 112"), "{said}");
    let page = seen(&mut world, "supple report --text");
    assert!(page.contains("(unusual, as entered: 40000 mg at once)"), "{page}");
}

#[cfg(unix)]
#[test]
fn an_amount_that_may_be_a_slip_is_asked_about_in_a_terminal() {
    for (key, right) in [("y", "took ibu 4000 mg."), ("n", "Nothing was logged.")] {
        let mut world = World::new();
        let line = "supple log 4 --took 'ibu 4000 mg'";
        let seen = world.answers_to(line, &[("Is it right? y/n", key)]).stdout;
        assert!(seen.contains("ibu 4000 mg at once?"), "{seen}");
        assert!(seen.contains(right), "{key}: {seen}");
    }
}

#[test]
fn a_doctors_scheme_is_no_range_and_an_option_is_found_by_other_words() {
    let mut world = World::new();
    for (line, right) in [
        ("supple log 4 --took 'novalgin 1-0-1'", "when you took it: novalgin 1 tablet."),
        (
            "supple log 4 --took 'tilidin 20-30 drops'",
            "is a range; give how much you took: tilidin",
        ),
        ("supple log 4 --med 'ibu 400 mg'", "Did you mean --took 'ibu 400 mg'?"),
        ("supple log 4 --meds ibu", "Did you mean --took ibu?"),
        ("supple edit 1 --medicine ibu", "Did you mean --took ibu?"),
        ("supple log 4 --place buttock", "Did you mean --site buttock?"),
        ("supple log 4 --comment 'long drive'", "Did you mean --note 'long drive'?"),
        ("supple done bridge --date yesterday", "Did you mean --on yesterday?"),
    ] {
        let seen = seen(&mut world, line);
        assert!(seen.contains(right), "{line}: {seen}");
    }
}
