//! What the person brings to whoever sees them: rows of `own_account` ↔ the domain's.

use rusqlite::types::{FromSqlError, Value};
use rusqlite::{OptionalExtension, Row};

use crate::domain::diary::own_account::{AccountEntry, AccountLine, OwnAccount};
use crate::store::change::Change;
use crate::store::diary::Diary;
use crate::store::error::StoreError;
use crate::store::value;

impl Diary {
    /// The six lines, as far as they were written.
    ///
    /// # Errors
    /// When the diary cannot be read.
    pub fn own_account(&self) -> Result<OwnAccount, StoreError> {
        let sql = "SELECT line, text, written_at FROM own_account";
        let entries = self.ask(|c| c.prepare(sql)?.query_map([], read_entry)?.collect())?;
        Ok(OwnAccount::new(entries))
    }
}

/// A line: `line, text, written_at`.
fn read_entry(row: &Row<'_>) -> rusqlite::Result<AccountEntry> {
    let line = AccountLine::from_word(row.get_ref(0)?.as_str()?);
    Ok(AccountEntry {
        line: line.ok_or(FromSqlError::InvalidType)?,
        text: row.get(1)?,
        written_at: value::moment(row.get_ref(2)?)?,
    })
}

impl Change<'_> {
    /// Sets what is written of one of the six lines, in place of what is there; `None` clears it.
    /// What is written again in the same words stays as old as it is.
    ///
    /// # Errors
    /// When the diary does not take it, for one because the text is empty.
    pub fn set_account_line(
        &mut self,
        line: AccountLine,
        text: Option<&str>,
    ) -> Result<(), StoreError> {
        let sql = "SELECT id, text FROM own_account WHERE line = ?1";
        let read = |row: &Row<'_>| Ok((row.get(0)?, row.get(1)?));
        let there: Option<(i64, String)> =
            self.ask(|c| c.query_row(sql, [line.word()], read).optional())?;
        let Some(text) = text else {
            return there.map_or(Ok(()), |(id, _)| self.delete("own_account", "id", id).map(drop));
        };
        let words = ("text", Value::Text(text.to_owned()));
        let written = ("written_at", self.written_at());
        match there {
            Some((_, same)) if same == text => Ok(()),
            // The line keeps its name: two copies of a diary know by it that it is the same one.
            Some((id, _)) => self.update("own_account", id, &[words, written]),
            None => {
                let line = ("line", Value::Text(line.word().to_owned()));
                let columns = [("uuid", self.uuid()), line, words, written];
                self.insert("own_account", &columns).map(drop)
            }
        }
    }
}
