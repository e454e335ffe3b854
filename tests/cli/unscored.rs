//! Entries without a score, and with a score per place: no verb writes them yet, an import will.
//! What reads the diary shows them as they are, and no number comes of what was not rated.

use chrono::{DateTime, FixedOffset};
use insta::assert_snapshot;
use serde_json::{Value, json};
use supple::domain::diary::place::{Place, RatedPlace};
use supple::domain::diary::rating::Rating;
use supple::domain::diary::score::Score;
use supple::store::{IfMissing, Writer};

use crate::world::World;

/// When the entries are written: before the clock of a test begins.
fn written_at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-22T09:00:00+01:00").expect("a moment")
}

/// An entry of the clock's day with nothing in it.
fn bare() -> Rating {
    Rating::new(written_at().date_naive(), Some(written_at()), None, written_at())
}

/// Writes an entry, as a command of its own.
fn write(world: &World, entry: &Rating) {
    let mut writer = Writer::open(&world.diary(), IfMissing::Make, written_at())
        .expect("it opens")
        .expect("it is made");
    let mut change = writer.change(written_at()).expect("a change");
    change.add_rating(entry).expect("kept");
    change.commit("import").expect("kept");
}

/// A score of whole points.
fn points(points: i64) -> Score {
    Score::from_tenths(10 * points).expect("a score")
}

/// A night with leaks and a note, and nothing about pain.
fn night() -> Rating {
    Rating {
        sleep_minutes: Some(390),
        leaks: Some(2),
        heaviness: Some(points(3)),
        note: Some("woke up twice".to_owned()),
        ..bare()
    }
}

/// Two places of which each has a score, and none for the whole.
fn by_place() -> Rating {
    let place = |site: &str, score| RatedPlace {
        place: Place { site: site.to_owned(), side: None },
        score: Some(points(score)),
    };
    Rating { places: vec![place("buttock", 6), place("low-back", 3)], ..bare() }
}

#[test]
fn an_entry_without_a_score_is_shown_and_edited_as_what_it_is() {
    let mut world = World::new();
    write(&world, &night());
    world.types_all(&[
        "supple",
        "supple history",
        "supple stats",
        "supple edit 1 --slept 7",
        "supple edit 1 --worst 5",
        "supple edit 1 --score 4",
        "supple undo",
        "supple history --min 0",
    ]);
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
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  09:00  no score  slept 6 h 30 min · 2 leaks · heaviness 3 ·
                                         woke up twice
    $ supple stats
    2> There is nothing to count yet. Log a score first: supple log
    $ supple edit 1 --slept 7
    Entry 1 is now without a score for today, Sun 22 Nov, 09:00: slept 7 h, 2 leaks,
    heaviness 3, note “woke up twice”.
    $ supple edit 1 --worst 5
    2> supple: the worst of the day (5) has no score beside it.
    2> Give a worst of at least the score and a least of at most the score, or leave
    2> them out.
    => 2
    $ supple edit 1 --score 4
    Entry 1 is now 4 for today, Sun 22 Nov, 09:00: slept 7 h, 2 leaks, heaviness 3,
    note “woke up twice”.
    $ supple undo
    Undone: edit 1 --score 4 (Sun 22 Nov, 14:35).
    2> supple redo brings it back.
    $ supple history --min 0
    2> Nothing that is recorded fits.
    ");
    let entry = &world.json("supple history --json")[0];
    assert_eq!(
        (&entry["score"], &entry["leaks"], &entry["heaviness"], &entry["sleep_minutes"]),
        (&Value::Null, &json!(2), &json!(3), &json!(420))
    );
    let glance = world.json("supple --json");
    assert_eq!((&glance["logged"], &glance["last"]), (&json!(false), &Value::Null));
}

#[test]
fn an_entry_without_a_score_is_no_day_with_a_score() {
    let mut world = World::new();
    world.quietly("supple log 6 --on 2026-11-20 --site hip");
    world.quietly("supple log 2 --on 2026-11-21");
    let numbers = |world: &mut World| {
        [
            "supple stats --json",
            "supple patterns --json",
            "supple chart --kind sites --json --out sites.png --replace",
            "supple chart --json --out progress.png --replace",
        ]
        .map(|line| world.quietly(line).stdout)
    };
    let before = numbers(&mut world);
    // A night has patterns of its own.
    write(&world, &Rating { sleep_minutes: None, ..night() });
    write(&world, &Rating { places: vec![by_place().places[0].place.clone().into()], ..bare() });
    assert_eq!(numbers(&mut world), before);
}

#[test]
fn the_worst_place_is_the_score_of_an_entry_that_has_none_for_the_whole() {
    let mut world = World::new();
    write(&world, &by_place());
    world.types_all(&["supple", "supple history", "supple log same 2", "supple edit 1 --score 5"]);
    assert_snapshot!(world.told(), @"
    $ supple
    Sun 22 Nov
    Pain      6 today, 09:00
    2 weeks                ▅  1 of 14 days
    Exercises no plan, and a diary needs none
    Next      nothing more today; supple begin shows first steps and whom to see
    $ supple history
     entry  day         time   what
     1      Sun 22 Nov  09:00  pain 6  buttock 6 · low-back 3
    $ supple log same 2
    Logged 2 for today, Sun 22 Nov, 14:32: buttock, low-back. It is entry 2.
    2> Sites are as on Sun 22 Nov.
    $ supple edit 1 --score 5
    Entry 1 is now 5 for today, Sun 22 Nov, 09:00: buttock 6, low-back 3.
    ");
    let entries = world.json("supple history --json");
    let scores = |entry: &Value| (entry["score"].clone(), entry["places"].clone());
    assert_eq!(
        scores(&entries[0]),
        (
            json!(2),
            json!([
                { "site": "buttock", "side": null, "score": null },
                { "site": "low-back", "side": null, "score": null },
            ])
        ),
        "how much it hurt there then is not repeated"
    );
    assert_eq!(
        scores(&entries[1]),
        (
            json!(5),
            json!([
                { "site": "buttock", "side": null, "score": 6 },
                { "site": "low-back", "side": null, "score": 3 },
            ])
        )
    );
}
