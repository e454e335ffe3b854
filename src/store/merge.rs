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

use rusqlite::{OptionalExtension, Row};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::change::Change;
use super::diary::{CACHE_OF_MANY_ROWS_KIB, Diary};
use super::error::StoreError;
use super::value::from_moment;
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

/// How many statements a connection keeps ready.
const STATEMENTS: usize = 128;

/// What both diaries know, in tables beside the diary that go with the connection: of each row a
/// name, a version and a digest, so that neither of two diaries of a million rows is in memory.
///
/// `merge_head` has the versions that nothing has taken the place of, and where what they hold is
/// to be found; `merge_own` the rows that stand in the diary as it is, `merge_last` of each row the
/// version that may stand, `merge_number` the numbers of rows that were put in, and `merge_aside`
/// what is set aside.
const TABLES: &str = "
    DROP TABLE IF EXISTS temp.merge_head; DROP TABLE IF EXISTS temp.merge_own;
    DROP TABLE IF EXISTS temp.merge_superseded; DROP TABLE IF EXISTS temp.merge_last;
    DROP TABLE IF EXISTS temp.merge_number; DROP TABLE IF EXISTS temp.merge_aside;
    CREATE TEMP TABLE merge_head (
        uuid TEXT NOT NULL, version TEXT NOT NULL, digest BLOB NOT NULL, kind TEXT NOT NULL,
        at TEXT NOT NULL, source INTEGER NOT NULL, id INTEGER, refers TEXT, only_one TEXT,
        PRIMARY KEY (uuid, version, digest)) WITHOUT ROWID;
    CREATE TEMP TABLE merge_own (
        uuid TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, id INTEGER NOT NULL,
        digest BLOB NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
    CREATE TEMP TABLE merge_superseded (
        uuid TEXT NOT NULL, version TEXT NOT NULL, PRIMARY KEY (uuid, version)) WITHOUT ROWID;
    CREATE TEMP TABLE merge_last (
        uuid TEXT NOT NULL PRIMARY KEY, version TEXT NOT NULL, digest BLOB NOT NULL,
        kind TEXT NOT NULL, at TEXT NOT NULL, source INTEGER NOT NULL, id INTEGER, refers TEXT,
        only_one TEXT, stands INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX temp.merge_last_kind ON merge_last (kind, only_one);
    CREATE TEMP TABLE merge_number (
        uuid TEXT NOT NULL PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TEMP TABLE merge_aside (
        uuid TEXT NOT NULL, version TEXT NOT NULL, row TEXT NOT NULL, of TEXT NOT NULL,
        PRIMARY KEY (uuid, version, row)) WITHOUT ROWID";

/// Adds a version, once, and with the earliest moment that is known.
const ADD_HEAD: &str = "
    INSERT INTO merge_head (uuid, version, digest, kind, at, source, id, refers, only_one)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
    ON CONFLICT (uuid, version, digest) DO UPDATE SET
        source = excluded.source, id = excluded.id, at = excluded.at
    WHERE excluded.at <> '' AND excluded.at < at";

/// Of each row the version that sorts last, but for those that are gone in one.
const SETTLE: &str = "
    DELETE FROM merge_head WHERE EXISTS (
        SELECT 1 FROM merge_superseded s
        WHERE s.uuid = merge_head.uuid AND s.version = merge_head.version);
    INSERT INTO merge_last
        SELECT uuid, version, digest, kind, at, source, id, refers, only_one, 0
        FROM merge_head h
        WHERE NOT EXISTS (SELECT 1 FROM merge_head g WHERE g.uuid = h.uuid AND g.kind = 'gone')
            AND NOT EXISTS (SELECT 1 FROM merge_head n WHERE n.uuid = h.uuid
                AND (n.version, n.digest) > (h.version, h.digest))";

/// Of a kind, those stand whose own rows stand, and of several that exclude each other the last.
const STAND: [&str; 2] = [
    "UPDATE merge_last AS l SET stands = 1 WHERE kind = ?1 AND (refers IS NULL OR NOT EXISTS (
        SELECT 1 FROM json_each(l.refers) j WHERE NOT EXISTS (
            SELECT 1 FROM merge_last r WHERE r.uuid = j.value AND r.stands)))",
    "UPDATE merge_last AS l SET stands = 0 WHERE kind = ?1 AND only_one IS NOT NULL AND EXISTS (
        SELECT 1 FROM merge_last r WHERE r.kind = l.kind AND r.only_one = l.only_one AND r.stands
            AND (r.version, r.uuid) > (l.version, l.uuid))",
];

/// The versions that neither stand nor say why nothing does.
const ASIDE: &str = "
    SELECT uuid, version, digest, kind, at, source, id FROM merge_head h
    WHERE NOT EXISTS (SELECT 1 FROM merge_last l WHERE l.uuid = h.uuid AND l.stands
            AND l.version = h.version AND l.digest = h.digest)
        AND NOT (h.kind = 'gone' AND NOT EXISTS (SELECT 1 FROM merge_head n
            WHERE n.uuid = h.uuid AND n.kind = 'gone' AND n.version > h.version))";

/// Writes down which versions there are, and what is gone and set aside.
const KEEP: &str = "
    DELETE FROM row_version; DELETE FROM superseded; DELETE FROM set_aside; DELETE FROM removed;
    INSERT INTO superseded SELECT uuid, version FROM merge_superseded;
    INSERT INTO set_aside SELECT uuid, version, row, of FROM merge_aside;
    INSERT INTO removed SELECT uuid, at FROM merge_head h WHERE kind = 'gone' AND NOT EXISTS (
        SELECT 1 FROM merge_head n
        WHERE n.uuid = h.uuid AND n.kind = 'gone' AND n.version > h.version);
    INSERT INTO row_version
        SELECT uuid, version FROM merge_last WHERE stands AND version NOT IN ('', 'gone')
        UNION ALL
        SELECT uuid, max(version) FROM merge_head WHERE kind = 'gone'
            GROUP BY uuid HAVING max(version) NOT IN ('', 'gone')";

/// Where what a version holds is to be found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// In a row of the diary.
    Own,
    /// In a row of the other one.
    Theirs,
    /// In what the diary has set aside.
    OwnAside,
    /// In what the other one has.
    TheirAside,
}

impl Source {
    /// All, by their numbers.
    const ALL: [Self; 4] = [Self::Own, Self::Theirs, Self::OwnAside, Self::TheirAside];

    /// Its number in the tables.
    fn number(self) -> i64 {
        self as i64
    }
}

/// A version of a row, without what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Head {
    uuid: String,
    version: String,
    digest: Vec<u8>,
    kind: String,
    /// When it was written, or went: the earliest that is known.
    at: String,
    source: Source,
    id: Option<i64>,
}

impl Head {
    /// From the columns of `merge_head` in their order.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let source = usize::try_from(row.get::<_, i64>(5)?).unwrap_or(0);
        Ok(Self {
            uuid: row.get(0)?,
            version: row.get(1)?,
            digest: row.get(2)?,
            kind: row.get(3)?,
            at: row.get(4)?,
            source: *Source::ALL.get(source).unwrap_or(&Source::Own),
            id: row.get(6)?,
        })
    }

    /// Whether it is that the row is gone.
    fn is_gone(&self) -> bool {
        self.kind == GONE
    }
}

/// A row as every copy of the diary has it: without its number and without when it was written,
/// and with names where it refers to others.
struct NamedRow {
    kind: &'static str,
    id: i64,
    uuid: String,
    /// When it was written.
    at: String,
    row: Map<String, Json>,
}

/// A digest of what a version holds, the same in every copy.
fn digest(row: &str) -> Vec<u8> {
    Uuid::new_v5(&Uuid::nil(), row.as_bytes()).as_bytes().to_vec()
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
    /// Hands over what a question of SQL finds, one row after the other.
    fn each_found(
        &self,
        sql: &str,
        parameters: impl rusqlite::Params,
        mut take: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let told = |error| StoreError::from_sqlite(self.path(), &error);
        let mut statement = self.connection.prepare(sql).map_err(told)?;
        let mut rows = statement.query(parameters).map_err(told)?;
        while let Some(row) = rows.next().map_err(told)? {
            take(row)?;
        }
        Ok(())
    }

    /// A row as every copy of the diary has it; `None` for kinds that are not joined.
    fn named_row(
        &self,
        kind: &str,
        mut row: Map<String, Json>,
    ) -> Result<Option<NamedRow>, StoreError> {
        let Some(kind) = KINDS.into_iter().find(|each| *each == kind) else { return Ok(None) };
        let id = row.remove("id").and_then(|id| id.as_i64()).unwrap_or(0);
        let Some(Json::String(uuid)) = row.remove("uuid") else { return Ok(None) };
        for reference in REFERENCES {
            if let Some(number) = row.get(reference).and_then(Json::as_i64) {
                let sql = format!("SELECT uuid FROM {reference} WHERE id = ?1");
                let name: Option<String> = self.ask(|c| {
                    c.prepare_cached(&sql)?.query_row([number], |row| row.get(0)).optional()
                })?;
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
        let at = moment_of(&mut row);
        Ok(Some(NamedRow { kind, id, uuid, at, row }))
    }

    /// What a version holds that is set aside here, under whichever name: one that was decided about
    /// has a new one.
    fn aside_row(&self, head: &Head) -> Result<Map<String, Json>, StoreError> {
        let mut found = None;
        let sql = "SELECT row FROM set_aside WHERE uuid = ?1 AND of <> 'gone'";
        self.each_found(sql, [&head.uuid], |row| {
            let text: String = row.get(0).unwrap_or_default();
            let mut row: Map<String, Json> = serde_json::from_str(&text).unwrap_or_default();
            moment_of(&mut row);
            if digest(&Json::Object(row.clone()).to_string()) == head.digest {
                found = Some(row);
            }
            Ok(())
        })?;
        found.ok_or_else(|| self.strange("a version that is set aside and does not read"))
    }

    /// What a version holds that is a row here.
    fn standing_row(&self, head: &Head) -> Result<Map<String, Json>, StoreError> {
        let row = match head.id {
            Some(id) => self.row_of(&head.kind, id)?,
            None => None,
        };
        let named = row.map(|row| self.named_row(&head.kind, row)).transpose()?.flatten();
        named.map(|named| named.row).ok_or_else(|| self.strange("a row that has gone meanwhile"))
    }

    /// The versions that were set aside, for the person to decide about: those that say something
    /// else than what stands in the diary.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        let mut open = Vec::new();
        let sql = "SELECT uuid, version, row, of FROM set_aside WHERE of <> 'gone'
             ORDER BY uuid, version, row";
        let told = |error| StoreError::from_sqlite(self.path(), &error);
        self.each_found(sql, [], |found| {
            let text: String = found.get(2).map_err(told)?;
            let mut row: Map<String, Json> = serde_json::from_str(&text).unwrap_or_default();
            moment_of(&mut row);
            let kind: String = found.get(3).map_err(told)?;
            open.push(SetAside {
                uuid: found.get(0).map_err(told)?,
                version: found.get(1).map_err(told)?,
                kind,
                row,
                stands: None,
            });
            Ok(())
        })?;
        for kind in KINDS {
            if !open.iter().any(|each| each.kind == kind) {
                continue;
            }
            // Names have no index: all of a kind are looked up at once.
            let sql = format!("SELECT id FROM {kind} WHERE uuid IN (SELECT uuid FROM set_aside)");
            let ids: Vec<i64> =
                self.ask(|c| c.prepare(&sql)?.query_map([], |row| row.get(0))?.collect())?;
            for id in ids {
                let row = self.row_of(kind, id)?;
                let named = row.map(|row| self.named_row(kind, row)).transpose()?.flatten();
                let Some(named) = named else { continue };
                for each in open.iter_mut().filter(|each| each.uuid == named.uuid) {
                    each.stands = Some(named.row.clone());
                }
            }
        }
        open.retain(|each| each.stands.as_ref() != Some(&each.row));
        Ok(open)
    }
}

/// Takes out of a row when it was written.
fn moment_of(row: &mut Map<String, Json>) -> String {
    match row.remove("written_at") {
        Some(Json::String(at)) => at,
        _ => String::new(),
    }
}

impl Change<'_> {
    /// Takes in everything that another diary knows. It is no command of the journal.
    ///
    /// # Errors
    /// When one of them cannot be read, or the other holds what this diary does not take.
    pub fn merge(&mut self, other: &Diary) -> Result<Merged, StoreError> {
        // More are asked in turn than are kept ready by themselves, and each is asked a million times.
        for diary in [&**self, other] {
            diary.connection.set_prepared_statement_cache_capacity(STATEMENTS);
            diary.hold_in_memory(CACHE_OF_MANY_ROWS_KIB)?;
        }
        self.ask(|c| c.execute_batch(TABLES))?;
        self.note_known(self, Source::Own, Source::OwnAside)?;
        let merged = other.in_one_look(|| {
            self.note_known(other, Source::Theirs, Source::TheirAside)?;
            self.make_so(Some(other))
        })?;
        self.bring_history();
        self.begin_import()?;
        Ok(merged)
    }

    /// Decides about a version that is set aside: it takes the place of what stands, or is dropped.
    ///
    /// # Errors
    /// When the diary cannot be written.
    pub fn decide(&mut self, aside: &SetAside, takes_it: bool) -> Result<(), StoreError> {
        self.ask(|c| c.execute_batch(TABLES))?;
        self.note_known(self, Source::Own, Source::OwnAside)?;
        let sql = "SELECT uuid, version, digest, kind, at, source, id FROM merge_head
             WHERE uuid = ?1 ORDER BY version, digest";
        let heads: Vec<Head> =
            self.ask(|c| c.prepare(sql)?.query_map([&aside.uuid], Head::read)?.collect())?;
        let held = digest(&Json::Object(aside.row.clone()).to_string());
        let wanted = heads
            .iter()
            .find(|head| head.version == aside.version && !head.is_gone() && head.digest == held);
        // What the person decided has seen all of them; what stands may stand under a new name.
        let kept = if takes_it { wanted } else { heads.iter().rfind(|head| Some(*head) != wanted) };
        let is_seen = |head: &&Head| takes_it || Some(*head) == wanted || Some(*head) == kept;
        let version = versions::new(self.now());
        self.ask(|c| {
            let sql = "INSERT OR IGNORE INTO merge_superseded VALUES (?1, ?2)";
            let mut superseded = c.prepare(sql)?;
            for head in heads.iter().filter(is_seen) {
                superseded.execute((&head.uuid, &head.version))?;
            }
            match kept {
                Some(kept) => {
                    let sql = "INSERT INTO merge_head
                         SELECT uuid, ?4, digest, kind, at, source, id, refers, only_one
                         FROM merge_head WHERE uuid = ?1 AND version = ?2 AND digest = ?3";
                    c.execute(sql, (&kept.uuid, &kept.version, &kept.digest, &version))?;
                }
                None => {
                    let at = from_moment(self.now());
                    let nothing = (None::<i64>, None::<String>, None::<String>);
                    c.prepare(ADD_HEAD)?.execute((
                        &aside.uuid,
                        &version,
                        digest(""),
                        GONE,
                        at,
                        Source::Own.number(),
                        nothing.0,
                        nothing.1,
                        nothing.2,
                    ))?;
                }
            }
            Ok(())
        })?;
        self.make_so(None)?;
        self.bring_history();
        self.begin_import()?;
        Ok(())
    }

    /// Notes what a diary knows of its rows: which versions, which were left behind, and what is
    /// gone or set aside.
    fn note_known(&self, from: &Diary, rows: Source, aside: Source) -> Result<(), StoreError> {
        let is_own = rows == Source::Own;
        let add = |uuid: &str,
                   version: &str,
                   held: &[u8],
                   kind: &str,
                   at: &str,
                   source: Source,
                   id: Option<i64>,
                   row: &Map<String, Json>| {
            let refers: Vec<&str> = references(row).map(|(_, name)| name).collect();
            let refers = (!refers.is_empty()).then(|| Json::from(refers).to_string());
            let only_one = exclusive(kind, row);
            let number = source.number();
            self.ask(|c| {
                c.prepare_cached(ADD_HEAD)?
                    .execute((uuid, version, held, kind, at, number, id, refers, only_one))
                    .map(drop)
            })
        };
        let told = |error| StoreError::from_sqlite(from.path(), &error);
        from.each_found("SELECT uuid, version FROM superseded", [], |row| {
            let (uuid, version): (String, String) =
                (row.get(0).map_err(told)?, row.get(1).map_err(told)?);
            let sql = "INSERT OR IGNORE INTO merge_superseded VALUES (?1, ?2)";
            self.ask(|c| c.prepare_cached(sql)?.execute((uuid, version)).map(drop))
        })?;
        from.each_row_now::<StoreError>(Wanted::ALL, |kind, row| {
            let Some(named) = from.named_row(kind, row.clone())? else { return Ok(()) };
            let NamedRow { kind, id, uuid, at, row } = named;
            let version = from.ask(|c| versions::of(c, &uuid))?;
            let held = digest(&Json::Object(row.clone()).to_string());
            if is_own {
                let sql = "INSERT OR REPLACE INTO merge_own VALUES (?1, ?2, ?3, ?4, ?5)";
                self.ask(|c| c.prepare_cached(sql)?.execute((&uuid, kind, id, &held, &at)))?;
            }
            add(&uuid, &version, &held, kind, &at, rows, Some(id), &row)
        })?;
        // One that went before there were versions has none.
        let sql = "SELECT r.uuid, r.at, coalesce(v.version, 'gone') FROM removed r
             LEFT JOIN row_version v ON v.uuid = r.uuid";
        from.each_found(sql, [], |row| {
            let text = |place| row.get::<_, String>(place).map_err(told);
            let (uuid, at, version) = (text(0)?, text(1)?, text(2)?);
            add(&uuid, &version, &digest(""), GONE, &at, rows, None, &Map::new())
        })?;
        let sql = "SELECT uuid, version, row, of FROM set_aside";
        from.each_found(sql, [], |row| {
            let text = |place| row.get::<_, String>(place).map_err(told);
            let (uuid, version, row, kind) = (text(0)?, text(1)?, text(2)?, text(3)?);
            if kind == GONE {
                return add(&uuid, &version, &digest(""), GONE, &row, aside, None, &Map::new());
            }
            let mut object: Map<String, Json> = serde_json::from_str(&row).unwrap_or_default();
            let at = moment_of(&mut object);
            let held = digest(&Json::Object(object.clone()).to_string());
            add(&uuid, &version, &held, &kind, &at, aside, None, &object)
        })
    }

    /// What a version holds, wherever that is.
    fn held(&self, head: &Head, other: Option<&Diary>) -> Result<Map<String, Json>, StoreError> {
        let theirs = || other.ok_or_else(|| self.strange("a version of another diary"));
        match head.source {
            Source::Own => self.standing_row(head),
            Source::Theirs => theirs()?.standing_row(head),
            Source::OwnAside => self.aside_row(head),
            Source::TheirAside => theirs()?.aside_row(head),
        }
    }

    /// Makes the diary one that knows what was noted.
    fn make_so(&mut self, other: Option<&Diary>) -> Result<Merged, StoreError> {
        self.ask(|c| c.execute_batch(SETTLE))?;
        for kind in KINDS {
            for sql in STAND {
                self.ask(|c| c.prepare_cached(sql)?.execute([kind]))?;
            }
        }
        // Before anything goes: it may be what is set aside.
        self.note_aside(other)?;
        self.ask(|c| c.execute_batch("PRAGMA defer_foreign_keys = ON"))?;
        let told = |error| StoreError::from_sqlite(self.path(), &error);
        // A number that a row is to have again is not free, though nothing has it just now.
        let sql = "SELECT coalesce(max(id), 0) FROM merge_own";
        let highest: i64 = self.ask(|c| c.query_row(sql, [], |row| row.get(0)))?;
        let mut merged = Merged::default();
        // All that goes goes first: what comes may take its place.
        let sql = "SELECT o.kind, o.id, l.uuid IS NULL FROM merge_own o
             LEFT JOIN merge_last l ON l.uuid = o.uuid AND l.stands
             WHERE l.uuid IS NULL OR l.digest <> o.digest OR l.at <> o.at";
        self.each_found(sql, [], |row| {
            let kind: String = row.get(0).map_err(told)?;
            self.take_out(&kind, row.get(1).map_err(told)?)?;
            merged.removed += usize::from(row.get::<_, bool>(2).map_err(told)?);
            Ok(())
        })?;
        for kind in KINDS {
            let sql = "SELECT EXISTS (SELECT 1 FROM merge_last WHERE kind = ?1)";
            if !self.ask(|c| c.prepare_cached(sql)?.query_row([kind], |row| row.get(0)))? {
                continue;
            }
            // A number of rows at a time: while they are put in, nothing else may be asked.
            let mut after = String::new();
            loop {
                let some = self.some_to_come(kind, &after)?;
                let Some((last, ..)) = some.last() else { break };
                after.clone_from(&last.uuid);
                for (head, number, is_change) in some {
                    match number {
                        Some(_) => merged.changed += usize::from(is_change),
                        None => merged.added += 1,
                    }
                    let row = self.held(&head, other)?;
                    self.put_in(&head, row, number, highest)?;
                }
            }
        }
        self.ask(|c| c.execute_batch(KEEP))?;
        match self.reads_back()? {
            Ok(()) => Ok(merged),
            Err(why) => Err(self.strange(why)),
        }
    }

    /// The next rows of a kind that are to be put in, after the one of that name; each with the
    /// number that it had, and whether it holds something else now.
    fn some_to_come(
        &self,
        kind: &str,
        after: &str,
    ) -> Result<Vec<(Head, Option<i64>, bool)>, StoreError> {
        let sql = "SELECT l.uuid, l.version, l.digest, l.kind, l.at, l.source, l.id, o.id,
                 coalesce(o.digest <> l.digest, 1)
             FROM merge_last l LEFT JOIN merge_own o ON o.uuid = l.uuid
             WHERE l.uuid > ?2 AND l.kind = ?1 AND l.stands
                 AND (o.uuid IS NULL OR l.digest <> o.digest OR l.at <> o.at)
             ORDER BY l.uuid LIMIT 256";
        self.ask(|c| {
            c.prepare_cached(sql)?
                .query_map([kind, after], |row| Ok((Head::read(row)?, row.get(7)?, row.get(8)?)))?
                .collect()
        })
    }

    /// Notes what is to be set aside, with what it holds.
    fn note_aside(&self, other: Option<&Diary>) -> Result<(), StoreError> {
        let told = |error| StoreError::from_sqlite(self.path(), &error);
        self.each_found(ASIDE, [], |row| {
            let head = Head::read(row).map_err(told)?;
            let text = if head.is_gone() {
                head.at.clone()
            } else {
                let mut row = self.held(&head, other)?;
                if !head.at.is_empty() {
                    row.insert("written_at".to_owned(), head.at.as_str().into());
                }
                Json::Object(row).to_string()
            };
            let sql = "INSERT OR REPLACE INTO merge_aside VALUES (?1, ?2, ?3, ?4)";
            self.ask(|c| {
                c.prepare_cached(sql)?
                    .execute((&head.uuid, &head.version, text, &head.kind))
                    .map(drop)
            })
        })
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

    /// Puts a row in under the number that it had, or the next that is free.
    fn put_in(
        &mut self,
        head: &Head,
        mut row: Map<String, Json>,
        number: Option<i64>,
        highest: i64,
    ) -> Result<(), StoreError> {
        let id = match number {
            Some(id) => id,
            None => self.next_number(&head.kind, highest)?,
        };
        let named: Vec<(&str, String)> =
            references(&row).map(|(column, name)| (column, name.to_owned())).collect();
        for (column, name) in named {
            let sql = "SELECT coalesce((SELECT id FROM merge_number WHERE uuid = ?1),
                 (SELECT id FROM merge_own WHERE uuid = ?1))";
            let number: Option<i64> =
                self.ask(|c| c.prepare_cached(sql)?.query_row([name], |row| row.get(0)))?;
            row.insert(column.to_owned(), number.into());
        }
        for (key, part, _) in PARTS {
            let Some(Json::Array(parts)) = row.get_mut(key) else { continue };
            let first = self.next_number(part, 0)?;
            for (number, part) in (first..).zip(parts.iter_mut().filter_map(Json::as_object_mut)) {
                part.insert("id".to_owned(), number.into());
            }
        }
        row.insert("id".to_owned(), id.into());
        row.insert("uuid".to_owned(), head.uuid.as_str().into());
        if !head.at.is_empty() {
            row.insert("written_at".to_owned(), head.at.as_str().into());
        }
        if let Err(why) = self.put_row(&head.kind, &mut row)? {
            return Err(self.strange(why));
        }
        let sql = "INSERT INTO merge_number VALUES (?1, ?2)";
        self.ask(|c| c.prepare_cached(sql)?.execute((&head.uuid, id)).map(drop))
    }

    /// The next free number of a table; above `highest` where nobody types those of the table.
    pub(super) fn next_number(&self, table: &str, highest: i64) -> Result<i64, StoreError> {
        self.ask(|c| match super::number::next(c, table)? {
            Some(number) => Ok(number),
            None => {
                let sql = format!("SELECT max(coalesce(max(id), 0), ?1) + 1 FROM {table}");
                c.prepare_cached(&sql)?.query_row([highest], |row| row.get(0))
            }
        })
    }
}
