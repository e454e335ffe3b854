//! The names that rows have in every copy of a diary: random for what is new, worked out for what
//! is older than names.
//!
//! Before version 4 some rows had no uuid. They get one that rests on what they hold and never on
//! chance, so that two copies of one diary, brought up to date on two machines, agree about every
//! row. Two rows that hold exactly the same are told apart by their order, which is that of their
//! numbers and so the same in both copies.

use std::collections::HashSet;

use rusqlite::{Connection, OptionalExtension};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

use super::row_change;

/// What [`Uuid::new_v5`] puts before every name; ours alone, and never changed.
const NAMESPACE: Uuid = Uuid::from_u128(0x6d0f_7f0a_51a5_4c0b_9e0e_7d2b_70a1_9d04);

/// A table whose rows had no uuid before version 4.
struct Unnamed {
    table: &'static str,
    /// The column that names the row it belongs to, and that row's table.
    parent: Option<(&'static str, &'static str)>,
    /// The columns that stay as they are as long as the row is there. What an edit may change is
    /// not among them: two copies may have been edited apart.
    lasting: &'static [&'static str],
}

/// All of them. The parents have had uuids since the first version.
const UNNAMED: [Unnamed; 6] = [
    Unnamed { table: "plan_phase", parent: Some(("plan", "plan")), lasting: &["from_day"] },
    Unnamed {
        table: "plan_item",
        parent: Some(("plan", "plan")),
        lasting: &[
            "exercise",
            "from_day",
            "set_by",
            "reason",
            "in_place_of",
            "dropped",
            "sets",
            "reps",
            "hold_s",
            "minutes",
            "load_g",
            "times_per_day",
            "days_per_week",
            "told_by",
            "told_on",
            "handed_back",
        ],
    },
    Unnamed {
        table: "exit_test",
        parent: Some(("plan", "plan")),
        lasting: &["test", "day", "passed", "written_at"],
    },
    Unnamed { table: "plan_pause", parent: None, lasting: &["from_day", "written_at"] },
    Unnamed { table: "goal_rating", parent: Some(("goal", "goal")), lasting: &["day"] },
    Unnamed {
        table: "screening_answer",
        parent: None,
        lasting: &["question", "answer", "day", "checked_by", "checked_on", "written_at"],
    },
];

/// Whether the rows of a table had no uuid before version 4.
pub(super) fn had_none(table: &str) -> bool {
    UNNAMED.iter().any(|each| each.table == table)
}

/// What stands in the place of a uuid until it is worked out; the migration writes the same.
pub(super) fn placeholder(id: i64) -> String {
    format!("{id:036}")
}

/// The name of an entry that is imported: the same wherever the same row is imported, so that two
/// machines that import one file have one entry. One that has been an entry of a diary already, and
/// comes back by way of another program, has its name still.
pub(super) fn of_import(identity: &str) -> Uuid {
    let own = identity.strip_prefix("urn:uuid:").and_then(|name| Uuid::parse_str(name).ok());
    if let Some(name) = own {
        return name;
    }
    Uuid::new_v5(&NAMESPACE, format!("import\u{1f}{identity}").as_bytes())
}

/// The name of a part of an entry that is imported.
pub(super) fn of_part(entry: Uuid, number: usize) -> Uuid {
    Uuid::new_v5(&entry, number.to_string().as_bytes())
}

/// Gives every row that a migration has left with a placeholder its uuid.
pub(super) fn name_all(connection: &Connection) -> rusqlite::Result<()> {
    for unnamed in &UNNAMED {
        let sql = format!("SELECT id FROM {} ORDER BY id", unnamed.table);
        let ids: Vec<i64> =
            connection.prepare(&sql)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        // In memory: a diary of ten years has sixteen thousand answers, and uuids have no index.
        let mut taken = HashSet::new();
        for id in ids {
            let uuid = unnamed.first_free(connection, id, |uuid| Ok(!taken.contains(uuid)))?;
            unnamed.write(connection, id, &uuid)?;
            taken.insert(uuid);
        }
    }
    Ok(())
}

/// Gives one row its uuid, that an older journal has brought back with a placeholder.
pub(super) fn name_row(connection: &Connection, table: &str, id: i64) -> rusqlite::Result<()> {
    let Some(unnamed) = UNNAMED.iter().find(|each| each.table == table) else { return Ok(()) };
    let sql = format!("SELECT 1 FROM {table} WHERE uuid = ?1");
    let uuid = unnamed.first_free(connection, id, |uuid| {
        connection.query_row(&sql, [uuid], |_| Ok(())).optional().map(|found| found.is_none())
    })?;
    unnamed.write(connection, id, &uuid)
}

impl Unnamed {
    /// The first uuid for a row that no row of the same content has already.
    fn first_free(
        &self,
        connection: &Connection,
        id: i64,
        is_free: impl Fn(&str) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<String> {
        // Read back, so that a column which an older journal does not name has its default here too.
        let row = row_change::image(connection, self.table, id)?
            .ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let parent = self.parent_uuid(connection, &row)?;
        for copy in 0_u32.. {
            let uuid = self.derived(parent.as_deref(), &row, copy);
            if is_free(&uuid)? {
                return Ok(uuid);
            }
        }
        unreachable!("a diary has fewer rows than there are numbers")
    }

    /// The uuid of the row that a row belongs to.
    fn parent_uuid(
        &self,
        connection: &Connection,
        row: &Map<String, Json>,
    ) -> rusqlite::Result<Option<String>> {
        let Some((column, table)) = self.parent else { return Ok(None) };
        let sql = format!("SELECT uuid FROM {table} WHERE id = ?1");
        let id = row.get(column).and_then(Json::as_i64);
        connection.prepare_cached(&sql)?.query_row([id], |row| row.get(0)).optional()
    }

    /// The uuid of the `copy`-th row, from 0 on, that holds just this: version 5 of a JSON array of
    /// the table, the uuid of the parent, the lasting columns and the copy.
    fn derived(&self, parent: Option<&str>, row: &Map<String, Json>, copy: u32) -> String {
        let lasting = self.lasting.iter().map(|name| row.get(*name).cloned().unwrap_or_default());
        let name: Json = [Json::from(self.table), Json::from(parent)]
            .into_iter()
            .chain(lasting)
            .chain([Json::from(copy)])
            .collect();
        Uuid::new_v5(&NAMESPACE, name.to_string().as_bytes()).to_string()
    }

    /// Writes a row's uuid.
    fn write(&self, connection: &Connection, id: i64, uuid: &str) -> rusqlite::Result<()> {
        let sql = format!("UPDATE {} SET uuid = ?2 WHERE id = ?1", self.table);
        connection.prepare_cached(&sql)?.execute((id, uuid)).map(drop)
    }
}
