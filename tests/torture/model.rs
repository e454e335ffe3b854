//! Random commands, beside a diary in memory that is as simple as can be.
//!
//! The program is typed at in a home of its own; after each command its history, its goals and its
//! visits must be what the model holds, and undo and redo must name the command that the model
//! names. With two commands at once, what came out must be that of the one before the other, in one
//! of the two orders.
//!
//! Every run is its seed again. `cargo test` types some hundred commands; `TORTURE=10` ten times
//! as many, and `MODEL_SEED=7 TORTURE=10` others.

mod chance;
mod diary;

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use chrono::{DateTime, Duration, Utc};
use serde_json::{Value as Json, json};

use super::home::{Home, Seen, both, ended, rounds, scatter};
use super::table::prove;
use chance::{Chance, Typed, file_row, no_sign};
use diary::{Deed, Ending, Model, Rows};

/// Tables that the model does not look into: what is in them is only to be undone and done again.
const TABLES: [&str; 7] = [
    "plan",
    "plan_item",
    "plan_phase",
    "plan_pause",
    "exit_test",
    "screening_answer",
    "flare_word",
];

/// A home, its model, its clock, and what was typed.
struct Run {
    home: Home,
    model: Model,
    now: DateTime<Utc>,
    typed: Vec<String>,
}

impl Run {
    /// A home with one entry, the files that are imported, and perhaps a plan.
    fn new(chance: &mut Chance) -> Self {
        let home = Home::new();
        fs::write(home.path().join("none.json"), no_sign()).expect("it is written");
        for (file, rows) in chance::FILES.iter().enumerate() {
            let rows = rows.clone().map(|row| file_row(row).0);
            let text: String = ["date,pain,note\n".to_owned()].into_iter().chain(rows).collect();
            fs::write(home.path().join(format!("{file}.csv")), text).expect("it is written");
        }
        let now = "2026-11-22T09:00:00Z".parse().expect("a moment");
        let mut run = Self { home, model: Model::default(), now, typed: Vec::new() };
        let first = chance.log(run.now);
        run.types(&first);
        run.model.rows.extend(tables(&run.home));
        if chance.below(2) == 0 {
            for line in ["screen --answers none.json", "assign piriformis-dgs --side left"] {
                run.types(&Typed { line: line.to_owned(), deed: Deed::Other });
            }
        }
        run
    }

    fn command(&self, line: &str) -> Command {
        let mut command = self.home.line(line);
        command.env("SUPPLE_NOW", self.now.to_rfc3339());
        command
    }

    /// A minute passes, or after many of them a night.
    fn wait(&mut self) {
        let minutes = if self.typed.len() % 40 == 39 { 24 * 60 - 39 } else { 1 };
        self.now += Duration::minutes(minutes);
    }

    /// Types a command, and holds what it says and leaves against the model.
    fn types(&mut self, typed: &Typed) {
        self.typed.push(typed.line.clone());
        let seen = ended(self.command(&typed.line));
        if matches!(typed.deed, Deed::Other) {
            if let Some(entry) = entry_of(&seen) {
                self.model.raise("entry", entry);
            }
            self.model.take_tables(&tables(&self.home), &typed.line, self.now);
        } else {
            let due = self.model.apply(&typed.deed, &typed.line, self.now);
            if let Some(wrong) = wrong_ending(typed, &due, &seen) {
                self.fails(&format!("{wrong}: {seen:?}"));
            }
        }
        self.wait();
        self.holds();
    }

    /// Two commands at once: what comes of them is what comes of them one after the other.
    fn types_both(&mut self, pair: &[Typed; 2], after: u64) {
        let [first, second] = pair;
        self.typed.push(format!("{}  beside  {}", first.line, second.line));
        let seen = both(self.command(&first.line), self.command(&second.line), after);
        let (seen, found) = ([&seen.0, &seen.1], self.found());
        let orders = [[0, 1], [1, 0]].map(|order| {
            let mut model = self.model.clone();
            let mut wrong: Vec<String> = Vec::new();
            for at in order {
                let due = model.apply(&pair[at].deed, &pair[at].line, self.now);
                wrong.extend(wrong_ending(&pair[at], &due, seen[at]));
            }
            wrong.extend(differs(&expected(&model), &found));
            (model, wrong)
        });
        let [one, other] = &orders;
        if !one.1.is_empty() && !other.1.is_empty() {
            let wrong = [&one.1, &other.1].map(|wrong| wrong.join("\n"));
            self.fails(&format!("{}\nand in the other order:\n{}\n{seen:?}", wrong[0], wrong[1]));
        }
        let [one, other] = orders;
        self.model = if one.1.is_empty() { one.0 } else { other.0 };
        self.wait();
    }

    /// What the program says that it holds.
    fn found(&self) -> Json {
        let read = |line: &str| -> Json {
            let seen = ended(self.command(line));
            assert!(seen.is_done(), "{line}: {seen:?}");
            serde_json::from_str(&seen.stdout).expect(line)
        };
        let entries = read("history --from 2026-01-01 --json");
        let entries: BTreeMap<i64, Json> = entries
            .as_array()
            .expect("a list")
            .iter()
            .filter(|entry| entry["kind"] == "rating" || entry["kind"] == "session")
            .map(|entry| (entry["id"].as_i64().expect("a number"), entry.clone()))
            .collect();
        json!({
            "entries": entries,
            "goals": read("goal --json")["goals"],
            "visits": read("visit --json"),
            "tables": shown(&tables(&self.home)),
            "history": self.home.ask(
                "SELECT CASE WHEN passed_over THEN 'passed over' ELSE state END || ': ' || said
                 FROM journal ORDER BY id",
            ).join("\n"),
        })
    }

    /// Holds what the program says against the model.
    fn holds(&self) {
        if let Some(wrong) = differs(&expected(&self.model), &self.found()) {
            self.fails(&wrong);
        }
    }

    fn fails(&self, wrong: &str) -> ! {
        panic!("{wrong}\nafter:\n{}", self.typed.join("\n"))
    }

    /// Takes everything back that can be, and ends with what the model ends with.
    fn ends(&mut self) {
        self.home.proves_sound();
        let checked = ended(self.command("check"));
        assert!(checked.is_done(), "{checked:?}");
        for _ in 0..self.typed.len() {
            let mut model = self.model.clone();
            let is_over = model.apply(&Deed::Undo, "undo", self.now).turned.is_none();
            self.types(&Typed { line: "undo".to_owned(), deed: Deed::Undo });
            if is_over {
                break;
            }
        }
        self.home.proves_sound();
    }
}

/// The rows of the tables that are not looked into.
fn tables(home: &Home) -> Rows {
    let diary = home.database();
    let table = |table: &'static str| {
        let mut statement =
            diary.prepare(&format!("SELECT * FROM {table} ORDER BY id")).expect("it reads");
        let columns = statement.column_count();
        let row = |row: &rusqlite::Row<'_>| {
            let values = (0..columns).map(|at| row.get::<_, rusqlite::types::Value>(at));
            Ok(format!("{:?}", values.collect::<rusqlite::Result<Vec<_>>>()?))
        };
        let rows = statement.query_map([], row).expect("it reads");
        let rows: Vec<String> = rows.map(|row| row.expect("it reads")).collect();
        (("table", 0, table.to_owned()), json!(rows))
    };
    TABLES.into_iter().map(table).collect()
}

/// The same by the names of the tables; one that holds nothing is left out.
fn shown(tables: &Rows) -> Json {
    let shown = tables.iter().filter(|((kind, ..), rows)| *kind == "table" && **rows != json!([]));
    shown.map(|((.., name), rows)| (name.clone(), rows.clone())).collect()
}

/// What the program has to say that it holds.
fn expected(model: &Model) -> Json {
    let entry = |id: i64| {
        let mut entry = model.row("entry", id).expect("it is there").clone();
        let fields = entry.as_object_mut().expect("an object");
        fields.remove("origin");
        if fields["kind"] == "rating" {
            let part = |part: &str| model.part("entry", id, part).expect("it has all").clone();
            fields.insert("places".to_owned(), part("places"));
            fields.insert("medicines".to_owned(), part("medicines")["list"].clone());
            fields.extend(part("words").as_object().expect("lists").clone());
        }
        (id, entry)
    };
    let entries: BTreeMap<i64, Json> = model.numbers("entry").into_iter().map(entry).collect();
    let goal = |id: i64| {
        let mut goal = model.row("goal", id).expect("it is there").clone();
        let ratings =
            model.rows.iter().filter(|((kind, of, _), _)| *kind == "goal rating" && *of == id);
        goal["ratings"] = ratings.map(|(_, rating)| rating.clone()).collect();
        goal["number"] = json!(id);
        goal
    };
    let question = |id: i64| {
        let row = model.row("question", id).expect("it is there");
        json!({ "number": id, "question": row["question"], "day": row["day"] })
    };
    let questions = |visit: Json| -> Json {
        let all = model.numbers("question").into_iter();
        all.filter(|id| model.row("question", *id).expect("it is there")["visit"] == visit)
            .map(question)
            .collect()
    };
    let mut visits: Vec<Json> = model
        .numbers("visit")
        .into_iter()
        .map(|id| {
            let mut visit = model.row("visit", id).expect("it is there").clone();
            visit["asked"] = questions(json!(id));
            visit
        })
        .collect();
    visits.sort_by_key(|visit| visit["day"].to_string());
    json!({
        "entries": entries,
        "goals": model.numbers("goal").into_iter().map(goal).collect::<Vec<_>>(),
        "visits": { "visits": visits, "to_ask": questions(Json::Null) },
        "tables": shown(&model.rows),
        "history": model.history().join("\n"),
    })
}

/// Where the second is not what the first says; it may say more of a thing, and the order of words
/// is nobody's.
fn differs(expected: &Json, found: &Json) -> Option<String> {
    match (expected, found) {
        (Json::Object(expected), Json::Object(found)) => {
            // The names of fields are the same in each thing; numbers of entries are things.
            let is_list = |key: &String| key.parse::<i64>().is_ok();
            let more = found.keys().find(|key| is_list(key) && !expected.contains_key(*key));
            let more = more.map(|key| format!("{key} is there, and should not be"));
            more.or_else(|| {
                expected.iter().find_map(|(key, value)| {
                    let wrong = differs(value, found.get(key).unwrap_or(&json!("nothing")))?;
                    Some(format!("{key}: {wrong}"))
                })
            })
        }
        (Json::Array(expected), Json::Array(found)) if expected.len() == found.len() => {
            let in_order = |list: &[Json]| {
                let mut list = list.to_vec();
                if list.iter().all(|each| each.is_string() || each.get("medicine").is_some()) {
                    list.sort_by_key(Json::to_string);
                }
                list
            };
            let (expected, found) = (in_order(expected), in_order(found));
            expected.iter().zip(&found).find_map(|(expected, found)| differs(expected, found))
        }
        (Json::Number(expected), Json::Number(found)) if expected.as_f64() == found.as_f64() => {
            None
        }
        (Json::String(expected), Json::String(found)) if expected.contains('\n') => {
            let line = |text: &str, at| text.lines().nth(at).unwrap_or("nothing").to_owned();
            let all = expected.lines().count().max(found.lines().count());
            let mut pairs = (0..all).map(|at| (at, line(expected, at), line(found, at)));
            let (at, expected, found) = pairs.find(|(_, expected, found)| expected != found)?;
            Some(format!("line {at} is “{found}” and not “{expected}”"))
        }
        _ => (expected != found).then(|| format!("{found} and not {expected}")),
    }
}

/// The number of the new entry that the program tells of.
fn entry_of(seen: &Seen) -> Option<i64> {
    let told = seen.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let (_, rest) = told.split_once(" entry ")?;
    rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

/// What is wrong with how a command ended.
fn wrong_ending(typed: &Typed, due: &Ending, seen: &Seen) -> Option<String> {
    let line = &typed.line;
    if seen.is_done() != due.is_done {
        return Some(format!("`{line}` should be done: {}", due.is_done));
    }
    if !seen.is_done() && (seen.code.is_none() || seen.stderr.is_empty()) {
        return Some(format!("`{line}` was refused without a word"));
    }
    let told = entry_of(seen);
    if due.entry.is_some() && told != due.entry {
        return Some(format!("`{line}` should be entry {:?}, and is {told:?}", due.entry));
    }
    let turns = matches!(typed.deed, Deed::Undo | Deed::Redo);
    let told = seen.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
    let told = ["Undone: ", "Done again: "].iter().find_map(|verb| told.strip_prefix(verb));
    let told = told.map(|told| told.rsplit_once(" (").map_or(told, |(said, _)| said));
    let said = due.turned.as_deref();
    (turns && told != said).then(|| format!("`{line}` should name {said:?}, and names {told:?}"))
}

/// A seed of this run; another one where `MODEL_SEED` says so.
fn seed(number: u64) -> u64 {
    let chosen = std::env::var("MODEL_SEED").ok().and_then(|seed| seed.parse().ok());
    scatter(chosen.unwrap_or(0_u64).wrapping_mul(1_000_003).wrapping_add(number))
}

#[test]
fn whatever_is_typed_the_diary_is_what_a_simple_one_would_be() {
    let each = 50;
    let runs = rounds();
    let mut commands = 0;
    for number in 0..runs {
        let mut chance = Chance::new(seed(number));
        let mut run = Run::new(&mut chance);
        for _ in 0..each {
            let typed = chance.command(&run.model, run.now);
            run.types(&typed);
        }
        run.ends();
        commands += run.typed.len();
    }
    prove("S11", commands, commands);
}

#[test]
fn two_at_once_are_one_after_the_other() {
    let each = 15;
    let runs = rounds();
    let mut pairs = 0;
    for number in 0..runs {
        let mut chance = Chance::new(seed(1_000 + number));
        let mut run = Run::new(&mut chance);
        for _ in 0..each {
            let pair = [(); 2].map(|()| chance.command_beside(&run.model, run.now));
            run.types_both(&pair, chance.below(3000));
            let typed = chance.command(&run.model, run.now);
            run.types(&typed);
            pairs += 1;
        }
        run.ends();
    }
    prove("S12", pairs, pairs);
}
