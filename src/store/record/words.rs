//! Words of entries over the whole diary: rows of `rating_tag`, `rating_site` and
//! `medicine_intake`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rusqlite::types::Value;

use crate::domain::diary::word::{Renamed, UsedWord, WordKind};
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value;

impl Diary {
    /// The words of one kind, the most used first.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn used_words(&self, kind: WordKind) -> Result<Vec<UsedWord>, StoreError> {
        let (table, column) = column_of(kind);
        let sql = match kind {
            // A medicine has its own day, and may have been taken without a score.
            WordKind::Medicine => format!(
                "SELECT {column}, coalesce(rating, -id) AS entry, day FROM {table} ORDER BY entry"
            ),
            // From its index, which is in the order of the ratings.
            WordKind::Tag | WordKind::Site => format!(
                "SELECT {column}, {table}.rating AS entry, day
                 FROM {table} CROSS JOIN rating ON rating.id = {table}.rating ORDER BY entry"
            ),
        };
        // Counted here: SQLite would keep the number of every entry to count it once.
        let mut found: BTreeMap<String, (UsedWord, i64)> = BTreeMap::new();
        self.ask(|c| {
            let mut statement = c.prepare(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let (entry, day) = (row.get(1)?, value::day(row.get_ref(2)?)?);
                let word = row.get_ref(0)?.as_str()?;
                let Some((used, last)) = found.get_mut(word) else {
                    let word = word.to_owned();
                    let used =
                        UsedWord { kind, word: word.clone(), entries: 1, first: day, last: day };
                    found.insert(word, (used, entry));
                    continue;
                };
                (used.first, used.last) = (used.first.min(day), used.last.max(day));
                // An entry may have a word twice: as what came before, and as what eased it.
                if std::mem::replace(last, entry) != entry {
                    used.entries += 1;
                }
            }
            Ok(())
        })?;
        let mut words: Vec<UsedWord> = found.into_values().map(|(used, _)| used).collect();
        words.sort_by_key(|used| Reverse(used.entries));
        Ok(words)
    }
}

/// A row that holds the word, and what has to be known of it.
struct Holder {
    id: i64,
    rating: Option<i64>,
    /// The row beside it that holds the new word already, where the two would be one.
    twin: Option<i64>,
    /// Scores of both, in tenths, where they are sites.
    scores: (Option<i64>, Option<i64>),
}

impl Change<'_> {
    /// Puts a word in the place of another, in every entry of the diary, private ones too. An entry
    /// that has both has the new one once; of two scores of what is one site then, the higher
    /// stays, as [`Rating::score`](crate::domain::diary::rating::Rating::score) goes by it.
    ///
    /// # Errors
    /// When the diary does not take it.
    pub fn rename_word(
        &mut self,
        kind: WordKind,
        from: &str,
        to: &str,
    ) -> Result<Renamed, StoreError> {
        let (table, column) = column_of(kind);
        let sql = match kind {
            WordKind::Tag => {
                "SELECT one.id, one.rating, other.id, NULL, NULL FROM rating_tag AS one
                 LEFT JOIN rating_tag AS other
                     ON other.rating = one.rating AND other.role = one.role AND other.tag = ?2
                 WHERE one.tag = ?1 ORDER BY one.id"
            }
            WordKind::Site => {
                "SELECT one.id, one.rating, other.id, one.score, other.score
                 FROM rating_site AS one
                 LEFT JOIN rating_site AS other
                     ON other.rating = one.rating AND other.side IS one.side AND other.site = ?2
                 WHERE one.site = ?1 ORDER BY one.id"
            }
            // Two intakes of one medicine stay two.
            WordKind::Medicine => {
                "SELECT id, rating, NULL, NULL, NULL FROM medicine_intake
                 WHERE medicine = ?1 AND ?2 <> '' ORDER BY id"
            }
        };
        let holders: Vec<Holder> = self.ask(|c| {
            c.prepare(sql)?
                .query_map([from, to], |row| {
                    Ok(Holder {
                        id: row.get(0)?,
                        rating: row.get(1)?,
                        twin: row.get(2)?,
                        scores: (row.get(3)?, row.get(4)?),
                    })
                })?
                .collect()
        })?;
        let (mut entries, mut with_both) = (BTreeSet::new(), BTreeSet::new());
        for Holder { id, rating, twin, scores } in holders {
            let entry = rating.unwrap_or(-id);
            entries.insert(entry);
            let Some(twin) = twin else {
                self.reword(table, id, column, (from, to), rating)?;
                continue;
            };
            with_both.insert(entry);
            let (own, other) = scores;
            if own > other {
                self.update(table, twin, &[("score", own.map_or(Value::Null, Value::Integer))])?;
            }
            self.delete(table, "id", id)?;
        }
        let count = |set: BTreeSet<i64>| u32::try_from(set.len()).unwrap_or(u32::MAX);
        Ok(Renamed { entries: count(entries), with_both: count(with_both) })
    }
}

/// The table and the column that hold the words of a kind.
fn column_of(kind: WordKind) -> (&'static str, &'static str) {
    match kind {
        WordKind::Tag => ("rating_tag", "tag"),
        WordKind::Site => ("rating_site", "site"),
        WordKind::Medicine => ("medicine_intake", "medicine"),
    }
}
