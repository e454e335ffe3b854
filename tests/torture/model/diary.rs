//! A diary in memory, as simple as can be: what the program has to hold after each command.
//!
//! It is rows by their names. A command is the rows as they were and as they are; undo lays the
//! first in the place of the second, if all of them are as the command left them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde_json::{Value as Json, json};

/// What kind of thing a row is of, its number, and which part of it.
pub type Name = (&'static str, i64, String);

/// Everything that is recorded.
pub type Rows = BTreeMap<Name, Json>;

/// The goals that may be open at once.
const GOALS_MAX: usize = 5;

/// The characters of a command that the history remembers.
const SAID_MAX: usize = 120;

/// What a command is to do.
#[derive(Debug, Clone)]
pub enum Deed {
    /// An entry: its row, and its places, words and medicines.
    Log { row: Json, places: Json, words: Json, medicines: Json },
    /// Fields of an entry, as the options set them.
    Edit { entry: i64, field: &'static str, to: Json },
    /// The entry on another day, at its time.
    EditDay { entry: i64, day: NaiveDate },
    /// Entries, all or none.
    Remove(Vec<i64>),
    /// An exercise that was done or skipped.
    Exercise(Json),
    /// A goal in these words.
    GoalAdd(String),
    /// A score of a goal on a day.
    GoalRate(i64, i64, NaiveDate),
    /// A goal in other words.
    GoalEdit(i64, String),
    /// A goal that is reached.
    GoalEnd(i64),
    /// A goal that goes, with its scores.
    GoalRemove(i64),
    /// A column of the visit on a day, which is made where there is none.
    Visit { day: NaiveDate, field: &'static str, to: Json },
    /// The visit on another day.
    VisitMove(NaiveDate, NaiveDate),
    /// The visit goes; what was asked there waits again.
    VisitRemove(NaiveDate),
    /// A question to ask.
    Ask(String),
    /// It was asked at the last visit.
    Asked(i64),
    /// It goes.
    Drop(i64),
    /// A word in the place of another: of tags, or of medicines.
    Rename { kind: &'static str, from: String, to: String },
    /// Entries, for good.
    Erase(Vec<i64>),
    /// All of the days before, for good.
    EraseBefore(NaiveDate),
    /// Rows of a table: their number in the file, and the entry that each becomes.
    Import(Vec<(i64, Json)>),
    /// A copy of that name.
    Backup(String),
    /// Back to it.
    Restore(String),
    /// The last command taken back.
    Undo,
    /// What was taken back last, again.
    Redo,
    /// Something of which only that it can be undone is known: the tables that it changed.
    Other,
}

/// How a command has to end.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Ending {
    /// Whether it says that it was done.
    pub is_done: bool,
    /// The number of the new entry, of which it tells.
    pub entry: Option<i64>,
    /// The command that was undone or redone, of which it tells.
    pub turned: Option<String>,
}

impl Ending {
    fn done() -> Self {
        Self { is_done: true, ..Self::default() }
    }

    fn refused() -> Self {
        Self::default()
    }
}

/// A command that changed something.
#[derive(Debug, Clone)]
struct Step {
    id: i64,
    said: String,
    day: NaiveDate,
    before: Rows,
    after: Rows,
    /// The newest command that stood before it.
    follows: i64,
    is_undone: bool,
    is_passed_over: bool,
    /// What came from a file is not kept: only that it came.
    is_import: bool,
}

impl Step {
    /// The names of the rows that it changed.
    fn names(&self) -> BTreeSet<&Name> {
        let all = self.before.keys().chain(self.after.keys());
        all.filter(|name| self.before.get(*name) != self.after.get(*name)).collect()
    }

    /// Whether it stands, and can be undone.
    fn stands(&self) -> bool {
        !self.is_undone && !self.is_passed_over
    }
}

/// A diary.
#[derive(Debug, Clone, Default)]
pub struct Model {
    /// What is recorded.
    pub rows: Rows,
    steps: Vec<Step>,
    /// The last number of each kind; none is given twice.
    last: BTreeMap<&'static str, i64>,
    /// Rows of files that somebody removed: they do not come again.
    gone: BTreeSet<i64>,
    /// The day of the last copy that was made by itself, with which the history is bounded.
    copied_on: Option<NaiveDate>,
    copies: BTreeMap<String, Box<Model>>,
}

/// A moment as the program writes it.
pub fn moment(at: DateTime<Utc>) -> Json {
    json!(at.format("%Y-%m-%dT%H:%M:%S+00:00").to_string())
}

/// The day that a row is of.
fn day_of(row: Option<&Json>) -> Option<NaiveDate> {
    row?.get("day")?.as_str()?.parse().ok()
}

impl Model {
    /// The numbers that a kind of thing has now.
    pub fn numbers(&self, kind: &str) -> Vec<i64> {
        let all = self.rows.keys().filter(|(of, _, part)| *of == kind && part == "row");
        all.map(|(_, id, _)| *id).collect()
    }

    /// The row of a thing.
    pub fn row(&self, kind: &'static str, id: i64) -> Option<&Json> {
        self.part(kind, id, "row")
    }

    /// A part of a thing.
    pub fn part(&self, kind: &'static str, id: i64, part: &str) -> Option<&Json> {
        self.rows.get(&(kind, id, part.to_owned()))
    }

    /// The last number of a kind that was given.
    pub fn last(&self, kind: &str) -> i64 {
        self.last.get(kind).copied().unwrap_or_default()
    }

    /// Each command that it remembers, and what has become of it.
    pub fn history(&self) -> Vec<String> {
        let state = |step: &Step| match (step.is_passed_over, step.is_undone) {
            (true, _) => "passed over",
            (_, true) => "undone",
            _ => "done",
        };
        self.steps.iter().map(|step| format!("{}: {}", state(step), step.said)).collect()
    }

    /// The visit on a day.
    fn visit_on(&self, day: NaiveDate) -> Option<i64> {
        self.numbers("visit").into_iter().find(|id| day_of(self.row("visit", *id)) == Some(day))
    }

    fn next(&mut self, kind: &'static str) -> i64 {
        let last = self.last.entry(kind).or_default();
        *last += 1;
        *last
    }

    fn put(&mut self, kind: &'static str, id: i64, part: &str, row: Json) {
        self.rows.insert((kind, id, part.to_owned()), row);
    }

    fn take(&mut self, kind: &str, id: i64) {
        self.rows.retain(|(of, number, _), _| !(*of == kind && *number == id));
    }

    fn set(&mut self, kind: &'static str, id: i64, part: &str, field: &str, to: &Json) {
        let row = self.rows.get_mut(&(kind, id, part.to_owned())).expect("it is there");
        row[field] = to.clone();
    }

    /// Does it, and says how it has to end. `said` is what was typed, and `now` when.
    pub fn apply(&mut self, deed: &Deed, said: &str, now: DateTime<Utc>) -> Ending {
        let today = now.date_naive();
        match deed {
            Deed::Undo => return self.undo(),
            Deed::Redo => return self.redo(),
            Deed::Backup(file) => {
                let copy = Self { copies: BTreeMap::new(), ..self.clone() };
                self.copies.insert(file.clone(), Box::new(copy));
                return Ending::done();
            }
            Deed::Restore(file) => return self.restore(file),
            Deed::Erase(entries) => return self.erase(entries),
            Deed::EraseBefore(day) => return self.erase_before(*day),
            _ => {}
        }
        let (before, last) = (self.rows.clone(), self.last.clone());
        let ending = self.change(deed, now);
        if !ending.is_done {
            (self.rows, self.last) = (before, last);
            return ending;
        }
        let is_import = matches!(deed, Deed::Import(_));
        self.keep(before, said, today, is_import);
        ending
    }

    /// Keeps what a command has made of the rows as a step of the history.
    pub fn keep(&mut self, before: Rows, said: &str, today: NaiveDate, is_import: bool) {
        let is_change = before != self.rows;
        if (is_change || is_import) && self.copied_on != Some(today) {
            let is_over = |step: &Step| !step.stands() && step.day < today;
            self.steps.retain(|step| !is_over(step) || step.is_import && step.is_undone);
            self.copied_on = Some(today);
        }
        if !is_change {
            return;
        }
        self.note_gone(&before, false);
        let step = Step {
            id: self.next("step"),
            said: match said.char_indices().nth(SAID_MAX) {
                Some((end, _)) => format!("{} …", said[..end].trim_end()),
                None => said.to_owned(),
            },
            day: today,
            before,
            after: self.rows.clone(),
            follows: self.newest(),
            is_undone: false,
            is_passed_over: false,
            is_import,
        };
        self.steps.push(step);
    }

    /// What has gone of files since `before` was removed on purpose, or with its import.
    fn note_gone(&mut self, before: &Rows, is_import: bool) {
        let origins = |rows: &Rows| -> BTreeSet<i64> {
            rows.values().filter_map(|row| row.get("origin")?.as_i64()).collect()
        };
        let (was, is) = (origins(before), origins(&self.rows));
        if !is_import {
            self.gone.extend(was.difference(&is));
        }
        self.gone.retain(|origin| !is.contains(origin));
    }

    fn newest(&self) -> i64 {
        let standing = self.steps.iter().filter(|step| step.stands());
        standing.map(|step| step.id).max().unwrap_or_default()
    }

    fn undo(&mut self) -> Ending {
        while let Some(at) = self.steps.iter().rposition(Step::stands) {
            let step = self.steps[at].clone();
            if step.names().into_iter().all(|name| self.rows.get(name) == step.after.get(name)) {
                let before = self.rows.clone();
                self.lay(&step, &step.before);
                self.note_gone(&before, step.is_import);
                self.steps[at].is_undone = true;
                return Ending { turned: Some(step.said), ..Ending::done() };
            }
            self.steps[at].is_passed_over = true;
        }
        Ending::done()
    }

    fn redo(&mut self) -> Ending {
        let newest = self.newest();
        let is_next = |step: &Step| step.id > newest && step.follows == newest && step.is_undone;
        let Some(at) = self.steps.iter().rposition(is_next) else { return Ending::done() };
        let step = self.steps[at].clone();
        let is_as_left =
            step.names().into_iter().all(|name| self.rows.get(name) == step.before.get(name));
        if step.is_import || !is_as_left {
            return Ending::refused();
        }
        let before = self.rows.clone();
        self.lay(&step, &step.after);
        self.note_gone(&before, false);
        self.steps[at].is_undone = false;
        Ending { turned: Some(step.said), ..Ending::done() }
    }

    /// Lays the rows of one side of a step in their places.
    fn lay(&mut self, step: &Step, side: &Rows) {
        for name in step.names() {
            match side.get(name) {
                Some(row) => self.rows.insert(name.clone(), row.clone()),
                None => self.rows.remove(name),
            };
        }
    }

    fn restore(&mut self, file: &str) -> Ending {
        let Some(copy) = self.copies.get(file).cloned() else { return Ending::refused() };
        for (kind, number) in copy.last {
            let last = self.last.entry(kind).or_default();
            *last = number.max(*last);
        }
        (self.rows, self.steps, self.gone) = (copy.rows, copy.steps, copy.gone);
        Ending::done()
    }

    fn erase(&mut self, entries: &[i64]) -> Ending {
        let in_history: BTreeSet<i64> = self
            .steps
            .iter()
            .filter(|step| !step.is_import)
            .flat_map(Step::names)
            .filter(|(kind, ..)| *kind == "entry")
            .map(|(_, id, _)| *id)
            .collect();
        let is_known = |id: &i64| self.row("entry", *id).is_some() || in_history.contains(id);
        if !entries.iter().all(is_known) {
            return Ending::refused();
        }
        let before = self.rows.clone();
        entries.iter().for_each(|id| self.take("entry", *id));
        self.note_gone(&before, false);
        self.steps.retain(|step| {
            let has_some = || {
                step.names()
                    .into_iter()
                    .any(|(kind, id, _)| *kind == "entry" && entries.contains(id))
            };
            (step.is_import && step.is_undone) || !has_some()
        });
        Ending::done()
    }

    fn erase_before(&mut self, day: NaiveDate) -> Ending {
        let before = self.rows.clone();
        let is_old = |row: Option<&Json>| day_of(row).is_some_and(|of| of < day);
        let old: Vec<Name> = self
            .rows
            .iter()
            .filter(|((kind, _, part), row)| {
                is_old(Some(row)) && (part == "row" || *kind == "goal rating")
            })
            .map(|(name, _)| name.clone())
            .collect();
        // Of what was removed before, the history has nothing left either.
        let images = |step: &Step, name: &Name| {
            [step.before.get(name).cloned(), step.after.get(name).cloned()]
        };
        let has_old =
            |step: &Step, name: &Name| images(step, name).iter().any(|row| is_old(row.as_ref()));
        let mut doomed: BTreeSet<(&str, i64)> = old
            .iter()
            .filter(|(kind, ..)| *kind != "goal rating")
            .map(|(kind, id, _)| (*kind, *id))
            .collect();
        for step in self.steps.iter().filter(|step| !step.is_import) {
            for name in step.names() {
                if name.0 == "entry" && self.row("entry", name.1).is_none() && has_old(step, name) {
                    doomed.insert((name.0, name.1));
                }
            }
        }
        self.steps.retain(|step| {
            let has_some = step.names().into_iter().any(|name| {
                doomed.contains(&(name.0, name.1)) || (!step.is_import && has_old(step, name))
            });
            (step.is_import && step.is_undone) || !has_some
        });
        for (kind, id, part) in old {
            match kind {
                "goal rating" => drop(self.rows.remove(&(kind, id, part))),
                _ => self.take(kind, id),
            }
        }
        self.note_gone(&before, false);
        Ending::done()
    }

    /// What a command makes of the rows; where it is refused, they are of no account.
    fn change(&mut self, deed: &Deed, now: DateTime<Utc>) -> Ending {
        let today = now.date_naive();
        let is_done = match deed {
            Deed::Log { row, places, words, medicines } => {
                let id = self.next("entry");
                self.put("entry", id, "row", row.clone());
                self.put("entry", id, "places", places.clone());
                self.put("entry", id, "words", words.clone());
                let mut when = json!({ "list": medicines });
                (when["day"], when["at"]) = (row["day"].clone(), row["at"].clone());
                self.put("entry", id, "medicines", when);
                return Ending { entry: Some(id), ..Ending::done() };
            }
            Deed::Exercise(row) => {
                let id = self.next("entry");
                self.put("entry", id, "row", row.clone());
                true
            }
            Deed::Edit { entry, field, to } => self.edit(*entry, field, to),
            Deed::EditDay { entry, day } => self.edit_day(*entry, *day, now),
            Deed::Remove(entries) => {
                let are_there = entries.iter().all(|id| self.row("entry", *id).is_some());
                entries.iter().for_each(|id| self.take("entry", *id));
                are_there
            }
            Deed::Import(rows) => {
                for (origin, row) in rows {
                    let is_there =
                        self.rows.values().any(|row| row.get("origin") == Some(&json!(origin)));
                    if is_there || self.gone.contains(origin) {
                        continue;
                    }
                    let id = self.next("entry");
                    let mut row = row.clone();
                    row["origin"] = json!(origin);
                    let medicines = json!({ "list": [], "day": row["day"], "at": row["at"] });
                    self.put("entry", id, "row", row);
                    self.put("entry", id, "places", json!([]));
                    self.put("entry", id, "words", json!({"tags": [], "eased": [], "feels": []}));
                    self.put("entry", id, "medicines", medicines);
                }
                true
            }
            Deed::Rename { kind, from, to } => self.rename(kind, from, to),
            Deed::Other => true,
            goal @ (Deed::GoalAdd(_)
            | Deed::GoalRate(..)
            | Deed::GoalEdit(..)
            | Deed::GoalEnd(_)
            | Deed::GoalRemove(_)) => self.change_goal(goal, today),
            visit => self.change_visit(visit, today),
        };
        Ending { is_done, ..Ending::default() }
    }

    fn edit(&mut self, entry: i64, field: &str, to: &Json) -> bool {
        let Some(row) = self.row("entry", entry) else { return false };
        let is_score = row["kind"] == "rating";
        let of_scores = ["score", "worst", "least", "places", "tags", "eased", "medicines"];
        match field {
            "note" | "private" => self.set("entry", entry, "row", field, to),
            field if of_scores.contains(&field) != is_score => return false,
            "pain" if row["outcome"] != "done" => return false,
            "why" if row["outcome"] != "skipped" => return false,
            "places" => self.put("entry", entry, "places", to.clone()),
            "medicines" => self.set("entry", entry, "medicines", "list", to),
            "tags" | "eased" => self.set("entry", entry, "words", field, to),
            _ => self.set("entry", entry, "row", field, to),
        }
        let Some(row) = self.row("entry", entry) else { return false };
        let score = |field: &str| row.get(field).and_then(Json::as_i64);
        let (least, score, worst) = (score("least"), score("score"), score("worst"));
        let pairs = [(least, score), (score, worst), (least, worst)];
        pairs.into_iter().all(|(low, high)| low.zip(high).is_none_or(|(low, high)| low <= high))
    }

    fn edit_day(&mut self, entry: i64, day: NaiveDate, now: DateTime<Utc>) -> bool {
        let Some(row) = self.row("entry", entry) else { return false };
        let mut at = row["at"].clone();
        if let Some(time) = at.as_str().map(|at| at[10..].to_owned()) {
            let moved = format!("{day}{time}");
            if moved.parse::<DateTime<Utc>>().expect("a moment") > now {
                return false;
            }
            at = json!(moved);
        }
        for part in ["row", "medicines"] {
            if self.part("entry", entry, part).is_some() {
                self.set("entry", entry, part, "day", &json!(day.to_string()));
                self.set("entry", entry, part, "at", &at);
            }
        }
        true
    }

    fn rename(&mut self, kind: &str, from: &str, to: &str) -> bool {
        let mut is_found = false;
        for ((_, _, part), row) in &mut self.rows {
            let lists: Vec<&mut Json> = match (kind, part.as_str()) {
                ("tag", "words") => row.as_object_mut().expect("lists").values_mut().collect(),
                ("medicine", "medicines") => vec![&mut row["list"]],
                _ => continue,
            };
            for list in lists {
                let list = list.as_array_mut().expect("a list");
                for each in list.iter_mut() {
                    let word = if kind == "tag" { &mut *each } else { &mut each["medicine"] };
                    if word == from {
                        *word = json!(to);
                        is_found = true;
                    }
                }
                let mut once = BTreeSet::new();
                list.retain(|each| kind != "tag" || once.insert(each.to_string()));
            }
        }
        is_found
    }

    fn change_goal(&mut self, deed: &Deed, today: NaiveDate) -> bool {
        let active: Vec<i64> = self.numbers("goal");
        let active: Vec<i64> = active
            .into_iter()
            .filter(|id| self.row("goal", *id).is_some_and(|goal| goal["ended_on"].is_null()))
            .collect();
        match deed {
            Deed::GoalAdd(words) => {
                let is_same = |id: &i64| {
                    self.row("goal", *id).is_some_and(|goal| goal["activity"] == words.as_str())
                };
                if active.len() >= GOALS_MAX || active.iter().any(is_same) {
                    return false;
                }
                let id = self.next("goal");
                let goal =
                    json!({ "activity": words, "ended_on": null, "started_on": today.to_string() });
                self.put("goal", id, "row", goal);
            }
            Deed::GoalRate(id, ..)
            | Deed::GoalEdit(id, _)
            | Deed::GoalEnd(id)
            | Deed::GoalRemove(id)
                if !active.contains(id) =>
            {
                return false;
            }
            Deed::GoalRate(id, score, day) => {
                self.put(
                    "goal rating",
                    *id,
                    &day.to_string(),
                    json!({ "day": day.to_string(), "score": score }),
                );
            }
            Deed::GoalEdit(id, words) => self.set("goal", *id, "row", "activity", &json!(words)),
            Deed::GoalEnd(id) => {
                self.set("goal", *id, "row", "ended_on", &json!(today.to_string()))
            }
            Deed::GoalRemove(id) => {
                self.take("goal", *id);
                self.take("goal rating", *id);
            }
            other => unreachable!("{other:?}"),
        }
        true
    }

    fn change_visit(&mut self, deed: &Deed, today: NaiveDate) -> bool {
        match deed {
            Deed::Visit { day, field, to } => {
                let id = self.visit_on(*day).unwrap_or_else(|| {
                    let id = self.next("visit");
                    let visit = json!({
                        "day": day.to_string(), "with": null, "note": null, "impression": null,
                    });
                    self.put("visit", id, "row", visit);
                    id
                });
                self.set("visit", id, "row", field, to);
                *field != "impression" || *day <= today
            }
            Deed::VisitMove(from, to) => {
                let Some(id) = self.visit_on(*from) else { return false };
                if from != to && self.visit_on(*to).is_some() {
                    return false;
                }
                self.set("visit", id, "row", "day", &json!(to.to_string()));
                let has_impression =
                    self.row("visit", id).is_some_and(|row| !row["impression"].is_null());
                !has_impression || *to <= today
            }
            Deed::VisitRemove(day) => {
                let Some(id) = self.visit_on(*day) else { return false };
                self.take("visit", id);
                for question in self.numbers("question") {
                    let is_there = |row: &Json| row["visit"] == json!(id);
                    if self.row("question", question).is_some_and(is_there) {
                        self.set("question", question, "row", "visit", &Json::Null);
                    }
                }
                true
            }
            Deed::Ask(words) => {
                let id = self.next("question");
                let question =
                    json!({ "question": words, "day": today.to_string(), "visit": null });
                self.put("question", id, "row", question);
                true
            }
            Deed::Asked(question) => {
                let visits = self.numbers("visit").into_iter();
                let been = visits.filter_map(|id| Some((day_of(self.row("visit", id))?, id)));
                let last = been.filter(|(day, _)| *day <= today).max();
                let (Some((_, visit)), Some(_)) = (last, self.row("question", *question)) else {
                    return false;
                };
                self.set("question", *question, "row", "visit", &json!(visit));
                true
            }
            Deed::Drop(question) => {
                let is_there = self.row("question", *question).is_some();
                self.take("question", *question);
                is_there
            }
            other => unreachable!("{other:?}"),
        }
    }

    /// Takes what tables hold that are not looked into, and keeps it as a step where it changed.
    pub fn take_tables(&mut self, tables: &Rows, said: &str, now: DateTime<Utc>) {
        let before = self.rows.clone();
        self.rows.extend(tables.clone());
        self.keep(before, said, now.date_naive(), false);
    }

    /// Notes that a number was given to something that is not looked into.
    pub fn raise(&mut self, kind: &'static str, number: i64) {
        let last = self.last.entry(kind).or_default();
        *last = number.max(*last);
    }

    /// A day so many days before another.
    pub fn before(day: NaiveDate, days: i64) -> NaiveDate {
        day - Duration::days(days)
    }
}
