//! `supple exercises`: how an exercise is done, when to stop, and where its dose comes from.

use clap_complete::engine::ArgValueCompleter;
use serde_json::json;

use super::conditions::own_file;
use crate::cli::answer::Answer;
use crate::cli::complete;
use crate::cli::failure::Failure;
use crate::cli::json;
use crate::cli::page::Page;
use crate::cli::world::World;
use crate::domain::exercise::Exercise;
use crate::library::{FileKind, Library};

/// Arguments of `exercises`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One of them, to read it whole
    #[arg(value_name = "EXERCISE", add = ArgValueCompleter::new(complete::exercises))]
    exercise: Option<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `exercises`.
pub fn run(args: Args, world: &World) -> Result<Answer, Failure> {
    let library = world.library();
    let Some(id) = args.exercise else { return list(args.json, &library, world) };
    let exercise = library.exercise(&id)?;
    let safety = library.safety()?;
    let stop: Vec<String> = exercise.stop.iter().filter_map(|id| safety.stop_rules.get(id)).cloned().collect();
    let own = own_file(&library, FileKind::Exercise, &id);
    if args.json {
        return Ok(json::answer(&json::exercise(&exercise, &stop, own)));
    }
    let mut page = world.page();
    show(&exercise, &stop, own, &mut page);
    for question in exercise.contra.iter().filter_map(|id| safety.setup_question(id)) {
        page.item(" !", &format!("Not for you if you answer yes: {}", question.ask));
    }
    for question in exercise.caution.iter().filter_map(|id| safety.setup_question(id)) {
        page.item(" !", &format!("{} {}", question.ask, question.line));
    }
    Ok(Answer::results(page.text()))
}

/// All of them, a line each.
fn list(as_json: bool, library: &Library, world: &World) -> Result<Answer, Failure> {
    let exercises = library.exercise_ids().iter().map(|id| library.exercise(id)).collect::<Result<Vec<_>, _>>()?;
    if as_json {
        let rows = exercises
            .iter()
            .map(|exercise| json!({ "id": exercise.id, "name": exercise.name, "kind": exercise.kind.word() }));
        return Ok(json::answer(&rows.collect()));
    }
    let mut page = world.page();
    match page.has_room_for_table() {
        true => {
            let rows = exercises.iter().map(|e| vec![e.id.clone(), e.name.clone(), e.kind.word().to_owned()]);
            page.table(&["exercise", "", "kind"], rows.collect());
        }
        false => {
            for exercise in &exercises {
                page.para(&exercise.id);
                page.under(2, &format!("{} · {}", exercise.name, exercise.kind.word()));
            }
        }
    }
    Ok(Answer { talk: "\nMore about one: supple exercises ID\n".to_owned(), ..Answer::results(page.text()) })
}

/// An exercise like a leaflet.
fn show(exercise: &Exercise, stop: &[String], own: Option<String>, page: &mut Page) {
    page.heading(&format!("{}  ({})", exercise.name, exercise.id));
    page.aside(&format!(
        "{} · {} · for {}",
        exercise.kind.word(),
        exercise.position.word(),
        exercise.target.join(", ")
    ));
    if let Some(path) = own {
        page.aside(&format!("From your own file {path}"));
    }
    if !exercise.equipment.is_empty() {
        page.para(&format!("You need: {}", exercise.equipment.join(", ")));
    }
    page.gap();
    page.heading("How");
    for (number, step) in exercise.steps.iter().enumerate() {
        page.item(&format!(" {}.", number + 1), step);
    }
    page.list("What often goes wrong", &exercise.errors);
    page.list("Stop rules", stop);
    let dose = &exercise.dose;
    let effort = dose.effort.map_or(String::new(), |effort| format!(", effort {effort} of 10"));
    let rest =
        dose.rest_s.filter(|_| dose.sets > 1).map_or(String::new(), |rest| format!(", {rest} s rest between sets"));
    let pace = dose.tempo.map_or(String::new(), |tempo| {
        format!(", {} s up, {} s held, {} s down", tempo.up_s, tempo.hold_s, tempo.down_s)
    });
    page.section("Dose", &format!("{dose}{pace}{rest}{effort}; {}", dose.frequency()));
    page.under(1, &format!("Where it comes from: {}", exercise.dose_source.text()));
    for (heading, ids) in [("Easier", &exercise.easier), ("Harder", &exercise.harder)] {
        if !ids.is_empty() {
            page.section(heading, &ids.join(", "));
        }
    }
    if !(exercise.contra.is_empty() && exercise.caution.is_empty()) {
        page.gap();
        page.heading("Cautions");
    }
}
