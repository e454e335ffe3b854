//! Two diaries as one: every row of both, each once, whichever is joined to which and however often.
//!
//! A diary is read as what it knows of each row: the versions of it that nothing has taken the
//! place of, where being gone is a version too, and those that something has. Joining two is the
//! union of both, which has no order. What then stands in the diary is worked out from that alone:
//!
//! * of a row that is gone in one of its versions, nothing;
//! * of several versions, the one whose name sorts last;
//! * of two rows that exclude each other, such as one condition assigned on two machines, the same;
//! * of a row that belongs to another, only as long as that one stands.
//!
//! Every other version is set aside, and the person decides. A merge is no command of the journal:
//! undoing it would remove from both diaries what came from the other. The diary is copied before.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value as Json};

use super::change::Change;
use super::diary::Diary;
use super::error::StoreError;
use super::whole_rows::Wanted;
use super::{row_sum, versions};

/// The kinds of rows that are joined, each after those that its rows refer to.
const KINDS: [&str; 16] = [
    "rating",
    "medicine_intake",
    "session",
    "flare_word",
    "goal",
    "goal_rating",
    "plan",
    "plan_phase",
    "plan_item",
    "plan_pause",
    "exit_test",
    "week_answer",
    "visit",
    "visit_question",
    "screening_answer",
    "own_account",
];

/// The parts of a row, which are joined with it.
const PARTS: [(&str, &str, &str); 3] = [
    ("places", "rating_site", "rating"),
    ("tags", "rating_tag", "rating"),
    ("symptoms", "session_symptom", "session"),
];

/// The columns that name another row, which are also its kind.
const REFERENCES: [&str; 4] = ["rating", "goal", "plan", "visit"];

/// What stands for the kind of a row that is gone.
const GONE: &str = "gone";

/// A version of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Head {
    version: String,
    /// What it holds, without its number and without when it was written; of a row that is gone,
    /// nothing.
    row: String,
    /// Its kind, or that it is gone.
    kind: String,
    /// When it was written, or went: the earliest that is known.
    at: String,
}

impl Head {
    /// Whether it is that the row is gone.
    fn is_gone(&self) -> bool {
        self.kind == GONE
    }

    /// What it holds.
    fn object(&self) -> Map<String, Json> {
        serde_json::from_str(&self.row).unwrap_or_default()
    }
}

/// A row that may stand: its name, its version, and what it holds.
type Candidate<'h> = (&'h str, &'h Head, Map<String, Json>);

/// What a diary knows of its rows.
#[derive(Debug, Default)]
struct Known {
    heads: BTreeMap<String, Vec<Head>>,
    superseded: BTreeSet<(String, String)>,
    /// Of what stands in the diary, its number.
    numbers: BTreeMap<String, i64>,
}

/// What a merge has changed in a diary.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Merged {
    /// Rows that are new.
    pub added: usize,
    /// Rows that are otherwise now.
    pub changed: usize,
    /// Rows that were removed on the other side.
    pub removed: usize,
}

/// A version of a row that is set aside.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    /// The row's name in every copy of the diary.
    pub uuid: String,
    /// The version.
    pub version: String,
    /// What kind of row it is.
    pub kind: String,
    /// What it holds.
    pub row: Map<String, Json>,
    /// What stands in the diary in its place; `None` where nothing does.
    pub stands: Option<Map<String, Json>>,
}

impl Known {
    /// Adds a version, once.
    fn add(&mut self, uuid: String, head: Head) {
        let heads = self.heads.entry(uuid).or_default();
        let same = |known: &&mut Head| known.version == head.version && known.row == head.row;
        match heads.iter_mut().find(same) {
            Some(known) if !head.at.is_empty() => known.at = known.at.clone().min(head.at),
            Some(_) => {}
            None => heads.push(head),
        }
    }

    /// Both, as one.
    fn with(mut self, other: Self) -> Self {
        self.superseded.extend(other.superseded);
        for (uuid, heads) in other.heads {
            heads.into_iter().for_each(|head| self.add(uuid.clone(), head));
        }
        let superseded = &self.superseded;
        for (uuid, heads) in &mut self.heads {
            heads.retain(|head| !superseded.contains(&(uuid.clone(), head.version.clone())));
        }
        self.heads.retain(|_, heads| !heads.is_empty());
        self
    }

    /// The version of each row that stands in the diary.
    fn standing(&self) -> BTreeMap<&str, &Head> {
        let last = self.heads.iter().filter_map(|(uuid, heads)| {
            let is_gone = heads.iter().any(Head::is_gone);
            let last = heads.iter().max().filter(|_| !is_gone)?;
            Some((uuid.as_str(), last, last.object()))
        });
        let mut of_kind: BTreeMap<&str, Vec<Candidate<'_>>> = BTreeMap::new();
        for (uuid, head, row) in last {
            of_kind.entry(head.kind.as_str()).or_default().push((uuid, head, row));
        }
        let mut standing: BTreeMap<&str, &Head> = BTreeMap::new();
        for kind in KINDS {
            let mut only: BTreeMap<String, (&str, &Head)> = BTreeMap::new();
            for (uuid, head, row) in of_kind.remove(kind).unwrap_or_default() {
                let is_whole = references(&row).all(|(_, name)| standing.contains_key(name));
                if !is_whole {
                    continue;
                }
                // A row that excludes nobody stands by its own name.
                let key = exclusive(kind, &row).unwrap_or_else(|| uuid.to_owned());
                let rival = only.entry(key).or_insert((uuid, head));
                if (&head.version, uuid) > (&rival.1.version, rival.0) {
                    *rival = (uuid, head);
                }
            }
            standing.extend(only.into_values());
        }
        standing
    }
}

/// The rows that a row refers to.
fn references(row: &Map<String, Json>) -> impl Iterator<Item = (&'static str, &str)> {
    REFERENCES.into_iter().filter_map(|name| Some((name, row.get(name)?.as_str()?)))
}

/// What only one row of a kind may have.
fn exclusive(kind: &str, row: &Map<String, Json>) -> Option<String> {
    let text = |key: &str| row.get(key).and_then(Json::as_str).unwrap_or_default();
    match kind {
        "own_account" => Some(format!("line {}", text("line"))),
        "plan" if !row.contains_key("ended_on") => Some(format!("plan {}", text("condition"))),
        "plan_phase" => Some(format!("phase {} {}", text("plan"), text("from_day"))),
        "goal_rating" => Some(format!("goal {} {}", text("goal"), text("day"))),
        _ => None,
    }
}

impl Diary {
    /// What a diary knows of its rows.
    fn known(&self) -> Result<Known, StoreError> {
        let mut known = Known::default();
        let pairs = |sql: &str| -> Result<Vec<(String, String)>, StoreError> {
            self.ask(|c| {
                c.prepare(sql)?.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
            })
        };
        let versions: BTreeMap<String, String> =
            pairs("SELECT uuid, version FROM row_version")?.into_iter().collect();
        known.superseded = pairs("SELECT uuid, version FROM superseded")?.into_iter().collect();
        // The names of the rows that others refer to, by their numbers.
        let mut names: BTreeMap<(&str, i64), String> = BTreeMap::new();
        self.each_row_now::<StoreError>(Wanted::ALL, |kind, mut row| {
            let Some(kind) = KINDS.into_iter().find(|each| *each == kind) else { return Ok(()) };
            let id = row.remove("id").and_then(|id| id.as_i64()).unwrap_or(0);
            let Some(Json::String(uuid)) = row.remove("uuid") else { return Ok(()) };
            if REFERENCES.contains(&kind) {
                names.insert((kind, id), uuid.clone());
            }
            for reference in REFERENCES {
                if let Some(number) = row.get(reference).and_then(Json::as_i64) {
                    let name = names.get(&(reference, number)).cloned();
                    row.insert(reference.to_owned(), name.map_or(Json::Null, Json::String));
                }
            }
            for (key, ..) in PARTS {
                if let Some(Json::Array(parts)) = row.get_mut(key) {
                    for part in parts.iter_mut().filter_map(Json::as_object_mut) {
                        part.remove("id");
                    }
                    // The order of tags says nothing, and is another in another copy.
                    parts.sort_by_key(ToString::to_string);
                }
            }
            let at = match row.remove("written_at") {
                Some(Json::String(at)) => at,
                _ => String::new(),
            };
            let version = versions.get(&uuid).cloned().unwrap_or_default();
            let row = Json::Object(row).to_string();
            known.numbers.insert(uuid.clone(), id);
            known.add(uuid, Head { version, row, kind: kind.to_owned(), at });
            Ok(())
        })?;
        for (uuid, at) in pairs("SELECT uuid, at FROM removed")? {
            // One that went before there were versions has none.
            let version = versions.get(&uuid).cloned().unwrap_or_else(|| GONE.to_owned());
            known.add(uuid, Head { version, row: String::new(), kind: GONE.to_owned(), at });
        }
        for (uuid, head) in self.aside()? {
            known.add(uuid, head);
        }
        Ok(known)
    }

    /// The versions that are set aside.
    fn aside(&self) -> Result<Vec<(String, Head)>, StoreError> {
        let sql = "SELECT uuid, version, row, of FROM set_aside ORDER BY uuid, version, row";
        let found: Vec<(String, String, String, String)> = self.ask(|c| {
            c.prepare(sql)?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
                .collect()
        })?;
        let heads = found.into_iter().map(|(uuid, version, row, kind)| {
            if kind == GONE {
                return (uuid, Head { version, row: String::new(), kind, at: row });
            }
            let mut object: Map<String, Json> = serde_json::from_str(&row).unwrap_or_default();
            let at = match object.remove("written_at") {
                Some(Json::String(at)) => at,
                _ => String::new(),
            };
            (uuid, Head { version, row: Json::Object(object).to_string(), kind, at })
        });
        Ok(heads.collect())
    }

    /// The versions that were set aside, for the person to decide about: those that say something
    /// else than what stands in the diary.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        let aside = self.aside()?;
        if aside.is_empty() {
            return Ok(Vec::new());
        }
        let known = self.known()?;
        let standing = known.standing();
        let open = aside.into_iter().filter(|(uuid, head)| {
            let same = standing.get(uuid.as_str()).is_some_and(|stands| stands.row == head.row);
            !head.is_gone() && !same
        });
        Ok(open
            .map(|(uuid, head)| SetAside {
                stands: standing.get(uuid.as_str()).map(|head| head.object()),
                row: head.object(),
                version: head.version,
                kind: head.kind,
                uuid,
            })
            .collect())
    }
}

impl Change<'_> {
    /// Takes in everything that another diary knows. It is no command of the journal.
    ///
    /// # Errors
    /// When one of them cannot be read, or the other holds what this diary does not take.
    pub fn merge(&mut self, other: &Diary) -> Result<Merged, StoreError> {
        let own = self.known()?;
        let theirs = other.in_one_look(|| other.known())?;
        let before = self.known()?;
        let merged = self.make_so(&before, &own.with(theirs))?;
        self.bring_history();
        self.begin_import();
        Ok(merged)
    }

    /// Decides about a version that is set aside: it takes the place of what stands, or is dropped.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn decide(&mut self, aside: &SetAside, takes_it: bool) -> Result<(), StoreError> {
        let before = self.known()?;
        let mut after = self.known()?;
        let heads = after.heads.remove(&aside.uuid).unwrap_or_default();
        let (at, version) = (self.now(), versions::new(self.now()));
        let wanted = heads.iter().find(|head| {
            head.version == aside.version && !head.is_gone() && head.object() == aside.row
        });
        let others = heads.iter().filter(|head| Some(*head) != wanted);
        // What the person decided has seen all of them; what stands may stand under a new name.
        let kept = if takes_it { wanted } else { others.clone().max() };
        let rest: Vec<Head> = if takes_it {
            Vec::new()
        } else {
            others.filter(|head| Some(*head) != kept).cloned().collect()
        };
        for head in heads.iter().filter(|head| !rest.contains(head)) {
            after.superseded.insert((aside.uuid.clone(), head.version.clone()));
        }
        let kept = match kept {
            Some(head) => Head { version, ..head.clone() },
            None => Head {
                version,
                row: String::new(),
                kind: GONE.to_owned(),
                at: super::value::from_moment(at),
            },
        };
        after.heads.insert(aside.uuid.clone(), [vec![kept], rest].concat());
        self.make_so(&before, &after.with(Known::default()))?;
        self.bring_history();
        self.begin_import();
        Ok(())
    }

    /// Makes of a diary that knows `before` one that knows `after`.
    fn make_so(&mut self, before: &Known, after: &Known) -> Result<Merged, StoreError> {
        let (was, is) = (before.standing(), after.standing());
        let mut merged = Merged::default();
        let mut numbers = before.numbers.clone();
        // A number that a row is to have again is not free, though nothing has it just now.
        let highest = numbers.values().copied().max().unwrap_or(0);
        self.ask(|c| c.execute_batch("PRAGMA defer_foreign_keys = ON"))?;
        // All that goes goes first: what comes may take its place.
        for (uuid, head) in &was {
            let stays = is.get(uuid).is_some_and(|new| new.row == head.row && new.at == head.at);
            if let (false, Some(id)) = (stays, before.numbers.get(*uuid)) {
                self.take_out(&head.kind, *id)?;
                merged.removed += usize::from(!is.contains_key(uuid));
            }
        }
        for kind in KINDS {
            for (uuid, head) in is.iter().filter(|(_, head)| head.kind == kind) {
                match was.get(uuid) {
                    Some(old) if old.row == head.row && old.at == head.at => continue,
                    Some(old) => merged.changed += usize::from(old.row != head.row),
                    None => merged.added += 1,
                }
                let id = self.put_in(uuid, head, &numbers, highest)?;
                numbers.insert((*uuid).to_owned(), id);
            }
        }
        self.keep_known(after, &is)?;
        match self.reads_back()? {
            Ok(()) => Ok(merged),
            Err(why) => Err(self.strange(why)),
        }
    }

    /// Takes a row out, with its parts.
    fn take_out(&self, kind: &str, id: i64) -> Result<(), StoreError> {
        self.ask(|c| {
            for (_, part, column) in PARTS.iter().filter(|(.., column)| *column == kind) {
                let sql = format!("DELETE FROM {part} WHERE {column} = ?1 RETURNING id");
                let mut statement = c.prepare_cached(&sql)?;
                let gone: Vec<i64> =
                    statement.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
                for part_id in gone {
                    row_sum::forget(c, part, (part_id, part_id))?;
                }
            }
            let sql = format!("DELETE FROM {kind} WHERE id = ?1");
            c.prepare_cached(&sql)?.execute([id])?;
            row_sum::forget(c, kind, (id, id))
        })
    }

    /// Puts a row in, and returns its number: the one that it had, or the next that is free.
    fn put_in(
        &mut self,
        uuid: &str,
        head: &Head,
        numbers: &BTreeMap<String, i64>,
        highest: i64,
    ) -> Result<i64, StoreError> {
        let mut row = head.object();
        let id = match numbers.get(uuid) {
            Some(id) => *id,
            None => self.next_number(&head.kind, highest)?,
        };
        let named: Vec<(&str, String)> =
            references(&row).map(|(column, name)| (column, name.to_owned())).collect();
        for (column, name) in named {
            row.insert(column.to_owned(), numbers.get(&name).copied().into());
        }
        for (key, part, _) in PARTS {
            let Some(Json::Array(parts)) = row.get_mut(key) else { continue };
            let first = self.next_number(part, 0)?;
            for (number, part) in (first..).zip(parts.iter_mut().filter_map(Json::as_object_mut)) {
                part.insert("id".to_owned(), number.into());
            }
        }
        row.insert("id".to_owned(), id.into());
        row.insert("uuid".to_owned(), uuid.into());
        if !head.at.is_empty() {
            row.insert("written_at".to_owned(), head.at.as_str().into());
        }
        match self.put_row(&head.kind, row)? {
            Ok(()) => Ok(id),
            Err(why) => Err(self.strange(why)),
        }
    }

    /// The next free number of a table; above `highest` where nobody types those of the table.
    fn next_number(&self, table: &str, highest: i64) -> Result<i64, StoreError> {
        self.ask(|c| match super::number::next(c, table)? {
            Some(number) => Ok(number),
            None => {
                let sql = format!("SELECT max(coalesce(max(id), 0), ?1) + 1 FROM {table}");
                c.prepare_cached(&sql)?.query_row([highest], |row| row.get(0))
            }
        })
    }

    /// Writes down which versions there are, and what is gone and set aside.
    fn keep_known(
        &self,
        known: &Known,
        standing: &BTreeMap<&str, &Head>,
    ) -> Result<(), StoreError> {
        self.ask(|c| {
            c.execute_batch(
                "DELETE FROM row_version; DELETE FROM superseded; DELETE FROM set_aside;
                 DELETE FROM removed;",
            )?;
            let mut version = c.prepare("INSERT INTO row_version VALUES (?1, ?2)")?;
            let mut superseded = c.prepare("INSERT INTO superseded VALUES (?1, ?2)")?;
            let mut removed = c.prepare("INSERT INTO removed VALUES (?1, ?2)")?;
            let mut aside = c.prepare("INSERT INTO set_aside VALUES (?1, ?2, ?3, ?4)")?;
            for (uuid, of) in &known.superseded {
                superseded.execute((uuid, of))?;
            }
            for (uuid, heads) in &known.heads {
                let gone = heads.iter().filter(|head| head.is_gone()).max();
                let stands = standing.get(uuid.as_str()).copied().or(gone);
                if let Some(head) = gone {
                    removed.execute((uuid, &head.at))?;
                }
                let has_name = |head: &&Head| !head.version.is_empty() && head.version != GONE;
                if let Some(head) = stands.filter(has_name) {
                    version.execute((uuid, &head.version))?;
                }
                for head in heads.iter().filter(|head| Some(*head) != stands) {
                    let mut row = head.object();
                    if !head.at.is_empty() {
                        row.insert("written_at".to_owned(), head.at.as_str().into());
                    }
                    let row = if head.is_gone() {
                        head.at.clone()
                    } else {
                        Json::Object(row).to_string()
                    };
                    aside.execute((uuid, &head.version, row, &head.kind))?;
                }
            }
            Ok(())
        })
    }
}
