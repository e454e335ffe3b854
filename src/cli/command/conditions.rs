//! `supple conditions`: what supple knows about a diagnosis, to read.

mod table;

use std::collections::BTreeMap;

use clap_complete::engine::ArgValueCompleter;
use serde::Serialize;

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::input::complete;
use crate::cli::output::Output;
use crate::cli::output::json;
use crate::cli::output::json::programme::ConditionView;
use crate::cli::output::page::Page;
use crate::domain::programme::condition::{Code, Condition, DoseOverride, Exit, Phase};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::safety::Safety;
use crate::domain::text::date::Reader;
use crate::library::{FileKind, Library};
use crate::words::programme::{growth, phase_order, reviewed};
use crate::words::text::{and, capital};

use table::TableArgs;

// Arguments of `conditions`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// One of them, to read it whole: its id, or what you call it
    #[arg(value_name = "CONDITION", add = ArgValueCompleter::new(complete::conditions))]
    condition: Option<String>,
    #[command(flatten)]
    table: TableArgs,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// Runs `conditions`.
pub fn run(args: Args, context: &Context) -> Result<Output, Failure> {
    if args.table.table {
        return table::run(args.table, args.json, context);
    }
    let library = context.library();
    let Some(asked) = args.condition else { return list(args.json, &library, context) };
    let id = library.condition_id(&asked)?;
    let condition = library.condition(&id)?;
    let own = library.own_file_path(FileKind::Condition, &id)?;
    if args.json {
        return Ok(json::document(&ConditionView::new(&condition, own.as_deref())));
    }
    // Somebody who looks for the red flags must find them even where an exercise's file has a
    // mistake in it.
    let names = condition.phases.iter().flat_map(|phase| {
        let listed = phase.exercises.iter().chain(phase.alternatives.values().flatten());
        listed.chain(phase.instead.values().flatten())
    });
    let exercises = names
        .chain(&condition.flare_plan)
        .chain(&condition.upkeep)
        .filter_map(|id| Some((id.clone(), library.exercise(id).ok()?)));
    let leaflet = Leaflet {
        condition: &condition,
        exercises: exercises.collect(),
        safety: &*library.safety()?,
        rules: &library.rules()?,
        tags: library.tags()?,
        reader: context.reader(),
    };
    let mut page = context.page();
    leaflet.show(own, &mut page);
    let mut talk = context.page();
    talk.gap();
    let who = if condition.is_diagnosis {
        "If a clinician told you that you have it"
    } else {
        "If nobody has told you yet what it is"
    };
    talk.para(&format!("{who}: supple assign {id}"));
    Ok(Output { results: page.text(), talk: talk.text(), saved: false })
}

/// All of them, a line or two each.
fn list(as_json: bool, library: &Library, context: &Context) -> Result<Output, Failure> {
    let conditions = library
        .condition_ids()
        .iter()
        .map(|id| library.condition(id))
        .collect::<Result<Vec<_>, _>>()?;
    if as_json {
        let rows = conditions.iter().map(ListedConditionView::from);
        return Ok(json::document(&rows.collect::<Vec<_>>()));
    }
    let mut page = context.page();
    let (diagnoses, others): (Vec<_>, Vec<_>) =
        conditions.iter().partition(|condition| condition.is_diagnosis);
    for condition in diagnoses {
        page.gap();
        page.heading(&condition.id);
        page.para(&format!("{}. {}", condition.name, condition.plain));
    }
    if !others.is_empty() {
        page.gap();
        page.heading("Without a diagnosis");
    }
    for condition in others {
        page.gap();
        page.heading(&condition.id);
        page.para(&format!("{}. {}", condition.name, condition.plain));
    }
    let mut talk = context.page();
    talk.para("More about one: supple conditions ID");
    talk.para("What buttock pain can come from, in one table: supple conditions --table");
    Ok(Output { talk: format!("\n{}", talk.text()), ..Output::results(page.text()) })
}

/// A condition of the list, for a program.
#[derive(Debug, Serialize)]
struct ListedConditionView<'a> {
    id: &'a str,
    name: &'a str,
    also: &'a [String],
    plain: &'a str,
    diagnosis: bool,
}

impl<'a> From<&'a Condition> for ListedConditionView<'a> {
    fn from(condition: &'a Condition) -> Self {
        Self {
            id: &condition.id,
            name: &condition.name,
            also: &condition.also,
            plain: &condition.plain,
            diagnosis: condition.is_diagnosis,
        }
    }
}

/// What a leaflet about a condition is made of.
struct Leaflet<'a> {
    condition: &'a Condition,
    /// Every exercise it names whose file reads.
    exercises: BTreeMap<String, Exercise>,
    safety: &'a Safety,
    rules: &'a RuleBook,
    /// What the tags mean.
    tags: BTreeMap<String, String>,
    /// How days and weights are written.
    reader: Reader,
}

impl Leaflet<'_> {
    /// A condition like a leaflet: what it is, when to be seen, how to live with it, what to do,
    /// how sure it is.
    fn show(&self, own: Option<String>, page: &mut Page) {
        let condition = self.condition;
        page.heading(&format!("{}  ({})", condition.name, condition.id));
        page.para(&condition.plain);
        if !condition.also.is_empty() {
            page.indented(1, &format!("Also found as: {}", condition.also.join(", ")));
        }
        if let Some(path) = own {
            page.note(&format!("From your own file {path}"));
        }
        // Before anything about exercise: it is what a worried reader must not miss.
        page.list("Stop, and see a doctor, with", &condition.red_flags);
        if condition.clinician_gate {
            page.section(
                "Starts only when your clinician agrees",
                "Exercise begins only once a clinician has said yes, and you have noted who and \
                 when.",
            );
        }
        let not_with = &condition.not_with;
        let asks = not_with.iter().filter_map(|id| self.safety.setup_question(id));
        let asks: Vec<&String> = asks.map(|question| &question.ask).collect();
        page.list("Only when a clinician agrees, with a yes to", &asks);
        page.section("How much pain is all right in exercise", &self.pain_limit());
        for (heading, words) in [
            ("It tends to get worse with", &condition.aggravators),
            ("It tends to ease with", &condition.easers),
        ] {
            if !words.is_empty() {
                page.section(heading, &words.join(", "));
            }
        }
        page.list("Keep away from", &condition.avoid);
        page.list("Every day", &condition.advice);
        page.indented(3, &format!("Where this comes from: {}", condition.advice_source.text()));
        self.variants(page);
        for (number, phase) in condition.listed_phases().enumerate() {
            self.phase(number + 1, phase, page);
        }
        page.gap();
        page.note(
            "Which exercise stands in which phase, doses set for a phase, how long a phase lasts \
             and when it may be \
             left are design choices. supple exercises ID says where an exercise's own dose comes \
             from.",
        );
        if !condition.upkeep.is_empty() {
            page.gap();
            page.heading("After the last phase, on 2 to 3 days a week");
            for id in &condition.upkeep {
                page.item(" •", &format!("{} ({id})", self.name(id)));
            }
            let own = condition.rules.iter().map(|(id, value)| (id.as_str(), *value));
            let days = self.rules.with(own).upkeep_days;
            page.item(" →", &format!("After {days} days of it you can end the plan."));
        }
        if !condition.flare_plan.is_empty() {
            page.gap();
            page.heading("On bad days, only this");
            for id in &condition.flare_plan {
                self.exercise(id, condition.flare_doses.get(id), "on bad days", page);
            }
        }
        self.kept_out(page);
        page.section(&format!("After {} weeks", condition.review_weeks), &condition.review_note);
        page.indented(1, &format!("Where this comes from: {}", condition.review_source.text()));
        page.section(
            "How sure this is",
            &format!(
                "{}. {}",
                capital(&condition.evidence),
                reviewed(condition.review.as_ref(), self.reader)
            ),
        );
        codes("ICD-10-CM", &condition.icd10cm, page);
        codes("SNOMED CT", &condition.snomed, page);
    }

    /// The pain limit in words.
    fn pain_limit(&self) -> String {
        let monitor = &self.safety.monitor;
        let limit = |kind| monitor.limit_for(kind, [self.condition.pain_rule]);
        let of_any = limit(crate::domain::programme::exercise::Kind::Strength);
        if of_any.acceptable_max == 0 {
            return format!(
                "None. With bone, any pain at all is too much: stop, rest {} days, and tell your \
                 clinician.",
                self.rules.bone_rest
            );
        }
        let mut words = format!(
            "Pain may rise by up to {} above what it was before, when it is back to usual by the \
             next morning. More is too much, and so is 8 of 10.",
            of_any.acceptable_max
        );
        let nerve =
            self.exercises.values().find(|exercise| monitor.nerve_kinds.contains(&exercise.kind));
        if let Some(nerve) = nerve {
            let most = limit(nerve.kind).acceptable_max;
            words +=
                &format!(" In nerve exercises by up to {most}, and nothing may move down the leg.");
        }
        words
    }

    /// The programmes to choose from.
    fn variants(&self, page: &mut Page) {
        let condition = self.condition;
        let (Some(chosen), Some(note)) = (&condition.default_variant, &condition.variant_note)
        else {
            return;
        };
        let heading = format!("There are {} programmes", condition.variants.len());
        page.section(
            &heading,
            &format!("{}. {chosen} is taken when none is chosen.", and(&condition.variants)),
        );
        page.indented(1, note);
    }

    /// One phase of its programme.
    fn phase(&self, number: usize, phase: &Phase, page: &mut Page) {
        page.gap();
        page.heading(&if self.condition.is_diagnosis {
            format!("Phase {number}, {}: {}", phase.name, phase.goal)
        } else {
            phase.goal.clone()
        });
        for id in &phase.exercises {
            self.phase_exercise(id, phase, page);
        }
        for (variant, exercises) in &phase.alternatives {
            page.indented(1, &format!("In the programme {variant} instead:"));
            for id in exercises {
                if phase.exercises.contains(id) {
                    page.item(" •", &format!("{} ({id}), as above", self.name(id)))
                } else {
                    self.phase_exercise(id, phase, page)
                }
            }
        }
        for line in phase_order(phase, |id| self.name(id)) {
            page.indented(1, &line);
        }
        if let Some(note) = &phase.note {
            page.indented(1, note);
        }
        for line in &phase.education {
            page.indented(1, line);
        }
        if self.condition.is_diagnosis {
            page.item(" →", &exit(&phase.exit));
        }
    }

    /// One exercise with the dose it has in a phase.
    fn phase_exercise(&self, id: &str, phase: &Phase, page: &mut Page) {
        self.exercise(id, phase.overrides.get(id), "set for this phase", page);
    }

    /// One exercise with the dose it has here; `fields` of it are set, which `set` says.
    fn exercise(&self, id: &str, fields: Option<&DoseOverride>, set: &str, page: &mut Page) {
        let Some(exercise) = self.exercises.get(id) else {
            page.item(
                " •",
                &format!("{id}: its file has a mistake in it; supple library says which"),
            );
            return;
        };
        let dose =
            fields.map_or_else(|| exercise.dose.clone(), |fields| fields.apply(&exercise.dose));
        let here = fields.map_or(String::new(), |_| format!(" ({set})"));
        let growth =
            growth(&dose, self.reader.style).map_or(String::new(), |growth| format!("; {growth}"));
        let often = dose.frequency();
        page.item(" •", &format!("{} ({id}): {dose}; {often}{growth}{here}", exercise.name));
    }

    /// An exercise's name, or its id when its file does not read.
    fn name<'a>(&'a self, id: &'a str) -> &'a str {
        self.exercises.get(id).map_or(id, |exercise| &exercise.name)
    }

    /// A tag in words, with what it means where that is known.
    fn tag(&self, tag: &str) -> String {
        match self.tags.get(tag) {
            Some(meaning) => format!("{} ({meaning})", tag.replace('-', " ")),
            None => tag.replace('-', " "),
        }
    }

    /// What the programme never shows or holds back.
    fn kept_out(&self, page: &mut Page) {
        let excludes = &self.condition.excludes;
        let mut lines: Vec<String> =
            excludes.tags.iter().map(|tag| format!("never: {}", self.tag(tag))).collect();
        lines.extend(excludes.exercises.iter().map(|id| format!("never: {id}")));
        for (variant, tags) in &excludes.variant_tags {
            lines.extend(tags.iter().map(|tag| format!("never in {variant}: {}", self.tag(tag))));
        }
        lines.extend(
            excludes
                .delays
                .iter()
                .map(|(tag, from)| format!("only from {from} on: {}", self.tag(tag))),
        );
        lines.extend(
            self.condition
                .excludes_conditions
                .iter()
                .map(|id| format!("never beside: the programme {id}")),
        );
        if !self.condition.is_diagnosis {
            lines.push("never: anything that is not on its own list".to_owned());
            lines.push("never beside: the programme of a diagnosis".to_owned());
        }
        page.list("What the programme keeps out", &lines);
    }
}

/// A share as a whole percentage.
fn percent(share: f64) -> f64 {
    (share * 100.0).round()
}

/// When a phase may be left, in a sentence.
fn exit(exit: &Exit) -> String {
    let mut needs = vec![format!("{} days or more", exit.min_days)];
    for (most, days) in [(exit.pain_avg7_max, 7), (exit.pain_avg28_max, 28)] {
        needs.extend(most.map(|most| {
            if most == 0.0 {
                format!("no pain over {days} days")
            } else {
                format!("pain averaging {most} or less over {days} days")
            }
        }));
    }
    needs.extend(
        exit.next_morning_ok_min
            .map(|share| format!("{} % of sessions settled by the next morning", percent(share))),
    );
    needs.extend(
        exit.adherence_min.map(|share| format!("{} % of planned sessions done", percent(share))),
    );
    let mut words = format!("Goes on after {}", and(&needs));
    if !exit.tests.is_empty() {
        let tests: Vec<&str> = exit.tests.iter().map(|test| test.line.as_str()).collect();
        words += &format!(". You tick off: {}", tests.join("; "));
    }
    if let Some(with) = &exit.compare {
        words += &format!(". Compare your pain with {with}");
    }
    if exit.clinician_gate {
        words += ". And only when your clinician agrees, noted with who and when";
    }
    words + "."
}

/// The codes of a classification, with their marks; nothing where there are none.
fn codes(system: &str, codes: &[Code], page: &mut Page) {
    let mut marked = Vec::new();
    for (is_seen, mark) in [(true, "seen in a source"), (false, "to be verified")] {
        let codes = codes.iter().filter(|code| code.seen == is_seen);
        let codes: Vec<&str> = codes.map(|code| code.code.as_str()).collect();
        if !codes.is_empty() {
            marked.push(format!("{} ({mark})", codes.join(", ")));
        }
    }
    if !marked.is_empty() {
        page.note(&format!("{system}: {}", marked.join("; ")));
    }
}
