//! Medicines as they stand on packs and as people say them, typed into the real program. What each
//! string is read as is a table in `domain/diary/medicine.rs`; here is what the diary makes of it.

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
