//! A year of each of the programmes with three made-up bodies: one that gets better, one that
//! flares, and one that stays as it is. What the rules made of it is printed, so that a
//! physiotherapist can read it.

use std::fmt::Write;

use crate::shipped::{RULES, SAFETY, SHELF, day};
use supple::domain::flare::fold::FlareEnd;
use supple::domain::programme::condition::Condition;
use supple::domain::progression::replay::Progression;
use supple::domain::text::date::days_between;
use supple::domain::trial::{Body, Event, Happened, Person, Programme, Room};

/// Days that are told.
const YEAR: u64 = 364;

/// What happened, in a line; `None` for what a year has no room for: it stays a page.
fn line(happened: &Happened) -> Option<String> {
    let told = match &happened.what {
        Event::Begins { .. } => return None,
        Event::Changed { exercise, words } => format!("{exercise:<28} {words}"),
        Event::Looked { exercise } => {
            format!("{exercise:<28} Dr A has looked: it may be tried again")
        }
        Event::FlareBegins { due } => {
            let doses: Vec<String> = due.iter().map(|(id, dose)| format!("{id} {dose}")).collect();
            format!("~~ a flare begins: {}", doses.join("; "))
        }
        Event::FlareEnds { days, because } => {
            format!("~~ over after {days} days: {}", because.map_or("", FlareEnd::word))
        }
        Event::Review { note } => format!("!! {note}"),
        Event::Phase { next, agreed } => {
            let agreed = if *agreed { ", as Dr A agrees" } else { "" };
            format!("── {next} phase{agreed} ──")
        }
        Event::Stays { phase, open } => {
            let words: Vec<String> = open
                .iter()
                .map(|open| open.in_words(supple::domain::text::style::Style::default()))
                .collect();
            format!("stays in {phase}: {}", words.join("; "))
        }
    };
    let is_rare = matches!(happened.what, Event::Stays { .. });
    (!is_rare || happened.day.is_multiple_of(56)).then(|| format!("{:>4}  {told}", happened.day))
}

/// A year of a condition with a body, told.
fn year(condition: &'static Condition, body: Body) -> String {
    let programme = Programme {
        condition,
        added: None,
        shelf: &SHELF,
        rules: &RULES,
        safety: &SAFETY,
        from: day(0),
    };
    let room = Room::new(YEAR);
    let mut person = Person::begin(programme, body, &room).expect("there is room");
    for n in 1..=YEAR {
        person.live(n == YEAR);
    }
    let lived = person.progression();
    // Told from the first day at one go, it is the same year.
    let (plans, record) = person.recorded();
    let again = Progression::replay(programme.case(&plans, &record), day(0), day(YEAR - 1));
    assert_eq!(again.changes(), lived.changes());
    assert!(again.standings().eq(lived.standings()) && again.routine() == lived.routine());
    assert!(again.planned() == lived.planned(), "another plan was counted");
    let mut told: String =
        person.told().iter().filter_map(line).map(|line| format!("{line}\n")).collect();
    for standing in lived.standings() {
        let stopped = if standing.is_stopped { " (stopped)" } else { "" };
        let _ = writeln!(told, " end  {:<28} {}{stopped}", standing.exercise, standing.dose);
    }
    let flares = lived.flares().past();
    let days: i64 =
        flares.iter().filter_map(|flare| Some(days_between(flare.began, flare.ended?.0))).sum();
    let _ = writeln!(told, " end  {} flares, {days} days in them", flares.len());
    told
}

/// The three years of one condition.
fn years(id: &str) {
    let condition = &SHELF.conditions[id];
    let mut told = String::new();
    for (body, name) in
        [(Body::Better, "gets better"), (Body::Flare, "flares"), (Body::Same, "stays as it is")]
    {
        let _ =
            writeln!(told, "# {}: a body that {name}\n\n{}", condition.name, year(condition, body));
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("year-of-{id}"), told));
}

macro_rules! a_year_of {
    ($($name:ident: $id:literal,)*) => { $(#[test] fn $name() { years($id); })* };
}

a_year_of! {
    a_year_of_coccydynia: "coccydynia",
    a_year_of_endometriosis: "endometriosis",
    a_year_of_first_steps: "first-steps",
    a_year_of_ischial_bursitis: "ischial-bursitis",
    a_year_of_ischiofemoral_impingement: "ischiofemoral-impingement",
    a_year_of_myofascial_gluteal: "myofascial-gluteal",
    a_year_of_pelvic_floor_overactive: "pelvic-floor-overactive",
    a_year_of_pelvic_floor_underactive: "pelvic-floor-underactive",
    a_year_of_pelvic_stress_fracture: "pelvic-stress-fracture",
    a_year_of_piriformis_dgs: "piriformis-dgs",
    a_year_of_sciatica: "sciatica",
}

#[test]
fn every_shipped_programme_has_its_year() {
    let here = include_str!("year.rs");
    for id in SHELF.conditions.keys() {
        assert!(here.contains(&format!("\"{id}\",")), "{id} has no year");
    }
}
