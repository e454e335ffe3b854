//! What a diary's tables are in each version: the numbered files of `migrations/`.

use include_dir::{Dir, include_dir};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// The numbered files, built in.
static MIGRATIONS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/migrations");

/// The structure all of them together make, as SQLite tells it; a test keeps it true.
pub(super) const EXPECTED_SCHEMA: &str = include_str!("expected_schema.sql");

/// Each statement of [`EXPECTED_SCHEMA`] by itself, taken apart while the program is built.
static EXPECTED_PARTS: [&str; ends(EXPECTED_SCHEMA)] = parts(EXPECTED_SCHEMA);

/// How many statements a text has, each of which ends in `;` and a new line.
const fn ends(text: &str) -> usize {
    let (mut at, mut count) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b';' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// The statements of a text, without their ends.
const fn parts<const COUNT: usize>(mut text: &str) -> [&str; COUNT] {
    let mut parts = [""; COUNT];
    let (mut at, mut found) = (0, 0);
    while at < text.len() {
        if text.as_bytes()[at] == b';' {
            let (part, rest) = text.split_at(at);
            parts[found] = part;
            // Past the `;` and the new line behind it.
            text = rest.split_at(2).1;
            (at, found) = (0, found + 1);
        } else {
            at += 1;
        }
    }
    parts
}

/// The version of a diary that is up to date: the number of the last file.
pub(super) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.files().count()).unwrap_or(0)
}

/// The SQL of each version after `version`, in order.
pub(super) fn steps_after(version: u32) -> impl Iterator<Item = &'static str> {
    let mut files: Vec<_> = MIGRATIONS.files().collect();
    files.sort_by_key(|file| file.path());
    files
        .into_iter()
        .skip(usize::try_from(version).unwrap_or(usize::MAX))
        .filter_map(|file| file.contents_utf8())
}

/// Whether the structure of a database is the one that this program makes, word for word. Every
/// command asks this first, so nothing is copied or sorted for it.
pub(super) fn is_expected(connection: &Connection) -> rusqlite::Result<bool> {
    let mut is_there = [false; EXPECTED_PARTS.len()];
    let mut statement = connection.prepare("SELECT sql FROM sqlite_schema")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        // An index that SQLite makes by itself, for a UNIQUE, has no text.
        let ValueRef::Text(sql) = row.get_ref(0)? else { continue };
        // The parts are sorted, as a test proves; the database may have another order.
        match EXPECTED_PARTS.binary_search_by(|expected| expected.as_bytes().cmp(sql)) {
            Ok(index) if !is_there[index] => is_there[index] = true,
            _ => return Ok(false),
        }
    }
    Ok(is_there.into_iter().all(|is_there| is_there))
}

/// The structure of a database as SQLite tells it: every table, index, trigger and view, in the
/// order of their texts, because a copied diary holds them in another order.
pub(super) fn schema(connection: &Connection) -> rusqlite::Result<String> {
    let sql = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL";
    let mut statement = connection.prepare(sql)?;
    let mut parts: Vec<String> =
        statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    parts.sort();
    Ok(parts.join(";\n") + ";\n")
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_expected_schema_is_what_the_migrations_make() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("diary.db");
        let connection = Connection::open(&path).expect("a database");
        for step in steps_after(0) {
            connection.execute_batch(step).expect("a step");
        }
        let sql = "SELECT group_concat(sql || ';' || char(10), '' ORDER BY sql)
             FROM sqlite_schema WHERE sql IS NOT NULL";
        let made: String = connection.query_row(sql, [], |row| row.get(0)).expect("a schema");
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/src/store/expected_schema.sql");
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            // What is built in is the file from before; the next build has the new one.
            fs::write(kept, &made).expect("the file is written");
            return;
        }
        assert_eq!(
            made,
            fs::read_to_string(kept).expect("the file"),
            "run: UPDATE_SCHEMA=1 cargo test schema"
        );
        assert_eq!(made, schema(&connection).expect("a schema"));
        assert_eq!(EXPECTED_PARTS.join(";\n") + ";\n", made);
        assert!(EXPECTED_PARTS.is_sorted());
        let is_ours = || is_expected(&connection).expect("asked");
        assert!(is_ours());
        connection.execute_batch("CREATE INDEX more ON goal (activity)").expect("made");
        assert!(!is_ours(), "one more");
        connection.execute_batch("DROP INDEX more; DROP INDEX session_day").expect("dropped");
        assert!(!is_ours(), "one less");
        connection.execute_batch("CREATE INDEX session_day ON session (day)").expect("made");
        assert!(!is_ours(), "another");
    }

    #[test]
    fn migrations_are_numbered_without_a_gap_and_say_why() {
        let mut names: Vec<_> =
            MIGRATIONS.files().map(|file| file.path().display().to_string()).collect();
        names.sort();
        for (index, name) in names.iter().enumerate() {
            assert!(
                name.starts_with(&format!("{:04}_", index + 1)) && name.ends_with(".sql"),
                "{name}"
            );
        }
        assert!(steps_after(0).all(|sql| sql.starts_with("-- ")));
    }
}
