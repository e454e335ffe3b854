//! `supple conditions`: what supple knows about a diagnosis, to read.

use clap_complete::engine::ArgValueCompleter;
use serde_json::json;

use crate::cli::answer::Answer;
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::page::{self, Page};
use crate::cli::world::World;
use crate::domain::condition::{Condition, Phase};
use crate::library::{FileKind, Library, Origin};

/// Arguments of `conditions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One of them, to read it whole
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::conditions))]
    condition: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The person's own file for an id, when it stands in for ours.
pub fn own_file(library: &Library, kind: FileKind, id: &str) -> Option<String> {
    match library.origin(kind, id) {
        Some(Origin::Own(path)) => Some(path.display().to_string()),
        _ => None,
    }
}

/// Runs `conditions`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let library = world.library();
    let Some(id) = args.condition else { return list(args.json, &library, world) };
    let condition = library.condition(&id)?;
    let own = own_file(&library, FileKind::Condition, &id);
    if args.json {
        return Ok(json::answer(&json::condition(&condition, own)));
    }
    let mut page = world.page();
    show(&condition, own, &mut page);
    let mut talk = world.page();
    talk.gap();
    talk.para(&format!("If a clinician told you that you have it: supple assign {id}"));
    Ok(Answer { results: page.text(), talk: talk.text(), saved: false })
}

/// All of them, a line or two each.
fn list(as_json: bool, library: &Library, world: &World) -> Result<Answer, Failure> {
    let conditions = library.condition_ids().iter().map(|id| library.condition(id)).collect::<Result<Vec<_>, _>>()?;
    if as_json {
        let rows = conditions
            .iter()
            .map(|condition| json!({ "id": condition.id, "name": condition.name, "plain": condition.plain }));
        return Ok(json::answer(&rows.collect()));
    }
    let mut page = world.page();
    for condition in &conditions {
        page.gap();
        page.heading(&condition.id);
        page.para(&format!("{}. {}", condition.name, condition.plain));
    }
    Ok(Answer { talk: "\nMore about one: supple conditions ID\n".to_owned(), ..Answer::results(page.text()) })
}

/// A condition like a leaflet.
fn show(condition: &Condition, own: Option<String>, page: &mut Page) {
    page.heading(&format!("{}  ({})", condition.name, condition.id));
    page.para(&condition.plain);
    if let Some(path) = own {
        page.aside(&format!("From your own file {path}"));
    }
    let codes = |seen: bool| {
        let of = condition.icd10cm.iter().filter(move |code| code.seen == seen);
        of.map(|code| code.code.as_str()).collect::<Vec<_>>().join(", ")
    };
    for (codes, mark) in [(codes(true), "seen in a source"), (codes(false), "to be verified")] {
        if !codes.is_empty() {
            page.aside(&format!("ICD-10-CM: {codes} ({mark})"));
        }
    }
    page.list("See a doctor at once, and stop exercising, with", &condition.red_flags);
    for (heading, words) in
        [("It tends to get worse with", &condition.aggravators), ("It tends to ease with", &condition.easers)]
    {
        if !words.is_empty() {
            page.section(heading, &words.join(", "));
        }
    }
    page.list("Keep away from", &condition.avoid);
    page.list("Every day", &condition.advice);
    page.under(1, &format!("Where this comes from: {}", condition.advice_source.text()));
    for phase in &condition.phases {
        show_phase(phase, page);
    }
    if let Some(note) = &condition.variant_note {
        page.section(&format!("Programmes: {}", condition.variants.join(", ")), note);
    }
    page.section(&format!("After {} weeks", condition.review_weeks), &condition.review_note);
    page.under(1, &format!("Where this comes from: {}", condition.review_source.text()));
    page.section("How sure this is", &format!("{}. No physiotherapist has signed it off.", condition.evidence));
}

/// One phase of its programme.
fn show_phase(phase: &Phase, page: &mut Page) {
    page.section(&format!("{} phase", page::capital(phase.name.word())), &format!("{}.", phase.goal));
    page.item(" •", &format!("Exercises: {}", phase.exercises.join(", ")));
    for (variant, exercises) in &phase.alternatives {
        page.item(" •", &format!("Exercises, {variant}: {}", exercises.join(", ")));
    }
    if let Some(note) = &phase.note {
        page.item(" •", note);
    }
    for line in &phase.education {
        page.item(" •", line);
    }
    let tests: Vec<&str> = phase.exit.tests.iter().map(|test| test.line.as_str()).collect();
    let mut exit = format!("Goes on after {} days or more", phase.exit.min_days);
    if let Some(most) = phase.exit.pain_avg7_max {
        exit += &format!(", with pain averaging {most} or less over 7 days");
    }
    if let Some(most) = phase.exit.pain_avg28_max {
        exit += &format!(", with pain averaging {most} or less over 28 days");
    }
    if !tests.is_empty() {
        exit += &format!(", when you: {}", tests.join("; "));
    }
    page.item(" •", &format!("{exit} (design choice)"));
}
