//! What is typed, by chance: mostly what makes sense, and now and then what is refused.

use std::ops::Range;

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::{Value as Json, json};

use super::super::home::{NONE_OF_IT, scatter};
use super::diary::{Deed, Model, moment};

/// A line, and what it is to do.
pub struct Typed {
    pub line: String,
    pub deed: Deed,
}

/// The rows that each file has.
pub const FILES: [Range<i64>; 3] = [0..2, 1..4, 3..4];

/// Words that supple has none of.
const WORDS: [&str; 4] = ["alpha", "beta", "gamma", "delta"];
const MEDICINES: [&str; 3] = ["ibuprofen", "naproxen", "metamizole"];
const EXERCISES: [&str; 3] = ["glute-squeeze", "walking", "clamshell"];

/// No to every safety question.
pub fn no_sign() -> &'static str {
    NONE_OF_IT
}

/// A row of a file, and the entry that it becomes.
pub fn file_row(number: i64) -> (String, Json) {
    let (day, score, note) =
        (format!("2026-11-0{}", 1 + number), 2 + number, format!("row {number}"));
    let entry = json!({
        "kind": "rating", "day": day, "at": null, "score": score, "worst": null, "least": null,
        "note": note, "private": false,
    });
    (format!("{day},{score},{note}\n"), entry)
}

/// Numbers by chance, the same for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(1);
        scatter(self.0) % end
    }

    fn number(&mut self, range: Range<i64>) -> i64 {
        let size = u64::try_from(range.end - range.start).expect("a range");
        range.start + i64::try_from(self.below(size)).expect("small")
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[usize::try_from(self.below(all.len() as u64)).expect("small")].clone()
    }

    fn day(&mut self, now: DateTime<Utc>) -> NaiveDate {
        let days = self.number(0..13);
        Model::before(now.date_naive(), days)
    }

    /// The number of a thing: most often one that is there, the newer the rather.
    fn number_of(&mut self, kind: &'static str, model: &Model) -> i64 {
        let there = model.numbers(kind);
        match self.below(12) {
            0 => self.number(1..model.last(kind) + 3),
            _ if there.is_empty() => 1,
            1..5 => self.one_of(&there),
            _ => self.one_of(&there[there.len().saturating_sub(4)..]),
        }
    }

    /// Words, each once.
    fn words(&mut self) -> Vec<&'static str> {
        let mut words = WORDS.to_vec();
        words.retain(|_| self.below(3) == 0);
        words
    }

    fn medicine(&mut self) -> (String, Json) {
        let (name, amount) = (self.one_of(&MEDICINES), 100 * self.number(1..5));
        let medicine = json!({ "medicine": name, "amount": amount, "unit": "mg" });
        (format!("{name}:{amount}mg"), medicine)
    }

    fn place(&mut self) -> (String, Json) {
        let all = [
            ("buttock:left", json!({ "site": "buttock", "side": "left", "score": null })),
            ("buttock:right=3", json!({ "site": "buttock", "side": "right", "score": 3 })),
            ("low-back", json!({ "site": "low-back", "side": null, "score": null })),
            ("tailbone=2", json!({ "site": "tailbone", "side": null, "score": 2 })),
        ];
        let (typed, place) = self.one_of(&all);
        (typed.to_owned(), place)
    }

    /// An entry with whatever belongs to one.
    pub fn log(&mut self, now: DateTime<Utc>) -> Typed {
        let score = self.number(3..6);
        let mut line = format!("log {score}");
        let today = now.date_naive().to_string();
        let mut row = json!({
            "kind": "rating", "day": today, "at": moment(now), "score": score,
            "worst": null, "least": null, "note": null, "private": false,
        });
        let mut words = json!({ "tags": [], "eased": [], "feels": [] });
        let (mut places, mut medicines) = (json!([]), json!([]));
        if self.below(3) == 0 {
            row["worst"] = json!(self.number(6..10));
            line += &format!(" --worst {}", row["worst"]);
        }
        if self.below(4) == 0 {
            row["least"] = json!(self.number(0..3));
            line += &format!(" --least {}", row["least"]);
        }
        if self.below(3) == 0 {
            let day = self.day(now);
            line += &format!(" --on {day}");
            if day != now.date_naive() {
                row["at"] = Json::Null;
            }
            row["day"] = json!(day.to_string());
        }
        if self.below(3) == 0 {
            row["note"] = json!(format!("note {}", self.number(0..50)));
            line += &format!(" --note '{}'", row["note"].as_str().expect("a text"));
        }
        if self.below(6) == 0 {
            row["private"] = json!(true);
            line += " --private";
        }
        for (option, key) in [("--tag", "tags"), ("--eased", "eased"), ("--feels", "feels")] {
            let chosen = if self.below(2) == 0 { self.words() } else { Vec::new() };
            chosen.iter().for_each(|word| line += &format!(" {option} {word}"));
            words[key] = json!(chosen);
        }
        if self.below(2) == 0 {
            let (typed, place) = self.place();
            line += &format!(" --site {typed}");
            places = json!([place]);
        }
        if self.below(3) == 0 {
            let (typed, medicine) = self.medicine();
            line += &format!(" --took {typed}");
            medicines = json!([medicine]);
        }
        Typed { line, deed: Deed::Log { row, places, words, medicines } }
    }

    fn edit(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        let entry = self.number_of("entry", model);
        let is_score = model.row("entry", entry).is_none_or(|row| row["kind"] == "rating");
        // Now and then what belongs to the other kind.
        let fields = if is_score == (self.below(12) > 0) { 0..9 } else { 9..12 };
        let (option, field, typed, to) = match self.number(fields) {
            0 => {
                let score = self.number(0..11);
                ("--score", "score", score.to_string(), json!(score))
            }
            1 => {
                let score = self.number(4..11);
                ("--worst", "worst", score.to_string(), json!(score))
            }
            2 => ("--worst", "worst", "none".to_owned(), Json::Null),
            3 => {
                let words = self.words();
                let typed = if words.is_empty() { "none".to_owned() } else { words.join(",") };
                ("--tag", "tags", typed, json!(words))
            }
            4 => {
                let word = self.one_of(&WORDS);
                ("--eased", "eased", word.to_owned(), json!([word]))
            }
            5 => {
                let (typed, place) = self.place();
                ("--site", "places", typed, json!([place]))
            }
            6 => {
                let (typed, medicine) = self.medicine();
                ("--took", "medicines", typed, json!([medicine]))
            }
            7 => ("--took", "medicines", "none".to_owned(), json!([])),
            8 => {
                let day = self.day(now);
                let line = format!("edit {entry} --on {day}");
                return Typed { line, deed: Deed::EditDay { entry, day } };
            }
            9 => {
                let score = self.number(0..11);
                ("--pain", "pain", score.to_string(), json!(score))
            }
            10 => ("--pain", "pain", "none".to_owned(), Json::Null),
            _ => {
                let why = format!("why{}", self.number(0..9));
                ("--why", "why", why.clone(), json!(why))
            }
        };
        let line = format!("edit {entry} {option} {typed}");
        Typed { line, deed: Deed::Edit { entry, field, to } }
    }

    fn annotate(&mut self, model: &Model) -> Typed {
        let entry = self.number_of("entry", model);
        let (line, field, to) = match self.below(4) {
            0 => ("--note none".to_owned(), "note", Json::Null),
            1 => ("--private".to_owned(), "private", json!(true)),
            2 => ("--no-private".to_owned(), "private", json!(false)),
            _ => {
                let note = format!("other {}", self.number(0..50));
                (format!("--note '{note}'"), "note", json!(note))
            }
        };
        Typed { line: format!("edit {entry} {line}"), deed: Deed::Edit { entry, field, to } }
    }

    fn exercise(&mut self, now: DateTime<Utc>) -> Typed {
        let exercise = self.one_of(&EXERCISES);
        let (line, mut row) = match self.below(3) {
            0 => {
                let line = format!("skip {exercise} --why tired");
                (line, json!({ "outcome": "skipped", "why": "tired", "note": null }))
            }
            1 => {
                let pain = self.number(0..4);
                let line = format!("done {exercise} --pain {pain} --note 'went well'");
                (line, json!({ "outcome": "done", "pain": pain, "note": "went well" }))
            }
            _ => (
                format!("done {exercise}"),
                json!({ "outcome": "done", "pain": null, "note": null }),
            ),
        };
        row["exercise"] = json!(exercise);
        (row["kind"], row["private"]) = (json!("session"), json!(false));
        (row["day"], row["at"]) = (json!(now.date_naive().to_string()), moment(now));
        Typed { line, deed: Deed::Exercise(row) }
    }

    fn goal(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        let goal = self.number_of("goal", model);
        let words = self.one_of(&["walk far", "swim again", "run once", "sit through a film"]);
        let (line, deed) = match self.below(8) {
            0..3 => (format!("goal add '{words}'"), Deed::GoalAdd(words.to_owned())),
            3..6 => {
                let (score, day) = (self.number(0..11), self.day(now));
                (format!("goal rate {goal} {score} --on {day}"), Deed::GoalRate(goal, score, day))
            }
            6 => {
                let words = format!("{words} {}", self.number(0..99));
                (format!("goal edit {goal} '{words}'"), Deed::GoalEdit(goal, words))
            }
            _ if self.below(2) == 0 => (format!("goal end {goal}"), Deed::GoalEnd(goal)),
            _ => (format!("goal remove {goal}"), Deed::GoalRemove(goal)),
        };
        Typed { line, deed }
    }

    fn visit(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        let days = [-3, -1, 0, 2, 9];
        let day = |chance: &mut Self| Model::before(now.date_naive(), -chance.one_of(&days));
        let (on, question) = (day(self), self.number_of("question", model));
        let (line, deed) = match self.below(9) {
            0 => {
                let note = format!("bring {}", self.number(0..9));
                (
                    format!("--note '{note}'"),
                    Deed::Visit { day: on, field: "note", to: json!(note) },
                )
            }
            1 => {
                let with = self.one_of(&["Okafor", "Lind"]);
                (format!("--with {with}"), Deed::Visit { day: on, field: "with", to: json!(with) })
            }
            2 => {
                let point = self.number(1..8);
                (
                    format!("--impression {point}"),
                    Deed::Visit { day: on, field: "impression", to: json!(point) },
                )
            }
            3 => {
                let to = day(self);
                (format!("--move {to}"), Deed::VisitMove(on, to))
            }
            4 => ("--remove".to_owned(), Deed::VisitRemove(on)),
            5 | 6 => {
                let words = format!("why {}", self.number(0..99));
                return Typed { line: format!("visit --ask '{words}'"), deed: Deed::Ask(words) };
            }
            7 => {
                let line = format!("visit --asked {question}");
                return Typed { line, deed: Deed::Asked(question) };
            }
            _ => {
                let line = format!("visit --drop {question}");
                return Typed { line, deed: Deed::Drop(question) };
            }
        };
        Typed { line: format!("visit {on} {line}"), deed }
    }

    fn rename(&mut self) -> Typed {
        let (kind, from, to) = if self.below(3) == 0 {
            ("medicine", self.one_of(&MEDICINES), self.one_of(&MEDICINES))
        } else {
            ("tag", self.one_of(&WORDS), self.one_of(&WORDS))
        };
        // The same word is refused for a reason of its own.
        let to = if from == to { "omega" } else { to };
        let line = format!("words rename {from} {to} --kind {kind}");
        Typed { line, deed: Deed::Rename { kind, from: from.to_owned(), to: to.to_owned() } }
    }

    fn import(&mut self) -> Typed {
        let file = self.below(FILES.len() as u64);
        let rows = FILES[usize::try_from(file).expect("small")].clone();
        let rows = rows.map(|row| (row, file_row(row).1)).collect();
        let line = format!("import {file}.csv --map score=pain,on=date,note=note");
        Typed { line, deed: Deed::Import(rows) }
    }

    fn erase(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        if self.below(3) == 0 {
            let days = self.number(8..12);
            let day = Model::before(now.date_naive(), days);
            let line = format!("erase --before {day} --yes");
            return Typed { line, deed: Deed::EraseBefore(day) };
        }
        let entry = match self.below(3) {
            0 => self.number(1..model.last("entry") + 2),
            _ => self.number_of("entry", model),
        };
        Typed { line: format!("erase {entry} --yes"), deed: Deed::Erase(vec![entry]) }
    }

    /// What changes a plan, and is not looked into.
    fn plan(&mut self, now: DateTime<Utc>) -> Typed {
        let until = Model::before(now.date_naive(), -self.number(3..9));
        let line = match self.below(8) {
            0 => "assign ischial-bursitis --side right".to_owned(),
            1 => "assign ischial-bursitis --end".to_owned(),
            2 => format!("plan set glute-squeeze --reps {}", self.number(5..9)),
            3 => format!("plan set walking --minutes {}", self.number(10..15)),
            4 => format!("plan pause --until {until} --why holiday"),
            5 => "plan resume".to_owned(),
            6 => "flare".to_owned(),
            _ => "flare --over".to_owned(),
        };
        Typed { line, deed: Deed::Other }
    }

    /// Any command.
    pub fn command(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        let number = self.number(0..3);
        match self.below(40) {
            0 | 1 => self.plan(now),
            2 => Typed {
                line: format!("backup {number}.db --replace"),
                deed: Deed::Backup(format!("{number}.db")),
            },
            3 => Typed {
                line: format!("restore {number}.db --yes"),
                deed: Deed::Restore(format!("{number}.db")),
            },
            _ => self.command_beside(model, now),
        }
    }

    /// A command that may be typed while another runs: all but those that put a whole diary in the
    /// place of another, and those that the model does not look into.
    pub fn command_beside(&mut self, model: &Model, now: DateTime<Utc>) -> Typed {
        match self.below(36) {
            0..6 => self.log(now),
            6..10 => self.edit(model, now),
            10 | 11 => self.annotate(model),
            12 | 13 => self.exercise(now),
            14..17 => self.goal(model, now),
            17..20 => self.visit(model, now),
            20 => self.rename(),
            21 | 22 => self.import(),
            23 | 24 => {
                let mut entries = vec![self.number_of("entry", model)];
                if self.below(3) == 0 {
                    entries.push(self.number_of("entry", model));
                    entries.dedup();
                }
                let typed = entries.iter().map(|entry| format!(" {entry}")).collect::<String>();
                Typed { line: format!("remove{typed}"), deed: Deed::Remove(entries) }
            }
            25 => self.erase(model, now),
            26..32 => Typed { line: "undo".to_owned(), deed: Deed::Undo },
            _ => Typed { line: "redo".to_owned(), deed: Deed::Redo },
        }
    }
}
