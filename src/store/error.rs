//! What can go wrong with the diary's file, in the words of the person it belongs to.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use super::locks;
use crate::domain::text::shell::quoted;

/// Why the diary could not be read or written. Unless it is [`Trouble::Unknown`], nothing was
/// changed.
#[derive(Debug)]
pub struct StoreError {
    /// The diary's file.
    pub path: PathBuf,
    /// What is wrong.
    pub trouble: Trouble,
}

/// What is wrong with the diary.
#[derive(Debug)]
pub enum Trouble {
    /// The path is not an ordinary file: a folder, a link, a device.
    NotAFile(&'static str),
    /// A file stands where a folder of the path should be.
    NotAFolder(PathBuf),
    /// The file is something other than a diary.
    NotADiary,
    /// A diary, but not as this program makes them: something else has changed its structure.
    Altered,
    /// A newer program wrote it.
    Newer {
        /// Its version.
        found: u32,
        /// The newest this program knows.
        known: u32,
    },
    /// The file is empty or not there, and a copy of an earlier diary lies beside it.
    Emptied(PathBuf),
    /// A file that SQLite would act on beside the diary is not this program's: which, and how that
    /// shows.
    ForeignJournal(PathBuf, &'static str),
    /// The entry of that number was there when it was read, and is no longer.
    Gone(i64),
    /// A command cannot be brought back, because what it had changed was changed since: the
    /// command's words.
    Overtaken(String),
    /// Something stands already where a copy was to be written.
    IsThere,
    /// The row of that table and number is not as it was written.
    RowDamaged(String, i64),
    /// Its pages contradict each other.
    Damaged(String),
    /// Someone else is writing, and did not finish in time.
    Busy,
    /// The file system has no locks, so that nothing keeps two commands apart.
    NoLocks,
    /// The file or its folder does not let itself be written.
    ReadOnly,
    /// The disk reports an error.
    Disk(String),
    /// The disk is full.
    Full,
    /// The file or its folder cannot be opened.
    NoAccess(String),
    /// The diary holds something this program never writes.
    Strange(String),
    /// A command cannot be brought back, because what it had added was not kept a second time: the
    /// command's words.
    NotKept(String),
    /// A value is none that the diary takes or reads.
    Refused(String),
    /// SQLite reports something else.
    Other(String),
    /// The change was made but could not be proved to be on the disk.
    Unknown(String),
}

impl StoreError {
    /// Trouble with the diary at `path`.
    pub fn new(path: &Path, trouble: Trouble) -> Self {
        Self { path: path.to_owned(), trouble }
    }

    /// What SQLite says, in our words.
    pub(super) fn from_sqlite(path: &Path, error: &rusqlite::Error) -> Self {
        let code = error.sqlite_error_code();
        let trouble = match code {
            Some(ErrorCode::DatabaseBusy) if locks::has_none(path) => Trouble::NoLocks,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Trouble::Busy,
            Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => Trouble::ReadOnly,
            Some(ErrorCode::DiskFull) => Trouble::Full,
            Some(ErrorCode::SystemIoFailure) => Trouble::Disk(error.to_string()),
            Some(ErrorCode::DatabaseCorrupt) => Trouble::Damaged(error.to_string()),
            Some(ErrorCode::NotADatabase) => Trouble::NotADiary,
            Some(ErrorCode::CannotOpen) => Trouble::NoAccess(error.to_string()),
            _ if is_refusal(error) => Trouble::Refused(refused_words(&error.to_string())),
            _ => Trouble::Other(without_sql(error)),
        };
        Self::new(path, trouble)
    }

    /// Whether the file is not as this program left it, so that one may want to go back to a copy.
    pub fn is_damage(&self) -> bool {
        matches!(
            self.trouble,
            Trouble::Damaged(_)
                | Trouble::RowDamaged(..)
                | Trouble::NotADiary
                | Trouble::Altered
                | Trouble::Strange(_)
                | Trouble::Refused(_)
        )
    }

    /// Whether it may be that the file can be read, and not written.
    pub(super) fn is_unwritable(&self) -> bool {
        matches!(self.trouble, Trouble::ReadOnly | Trouble::NoAccess(_) | Trouble::Disk(_))
    }

    /// Whether a value was refused, and not the file.
    pub(super) fn is_refusal(&self) -> bool {
        matches!(self.trouble, Trouble::Refused(_))
    }

    /// Turns what the file system says of the diary at `path` into our words.
    pub(super) fn io_at(path: &Path) -> impl Fn(std::io::Error) -> Self + Copy {
        move |error| Self::from_io(path, &error)
    }

    /// What the file system says, in our words.
    pub(super) fn from_io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let trouble = match error.kind() {
            ErrorKind::ReadOnlyFilesystem => Trouble::ReadOnly,
            ErrorKind::StorageFull => Trouble::Full,
            ErrorKind::PermissionDenied => Trouble::NoAccess("permission denied".to_owned()),
            ErrorKind::NotADirectory => {
                let file = path.ancestors().skip(1).find(|above| above.is_file());
                Trouble::NotAFolder(file.unwrap_or(path).to_owned())
            }
            _ => Trouble::NoAccess(error.to_string()),
        };
        Self::new(path, trouble)
    }

    /// What to type next, where there is something.
    pub fn next(&self) -> Option<String> {
        match &self.trouble {
            Trouble::NotAFile(_) => {
                Some("Set SUPPLE_DB to the path of the diary file itself.".to_owned())
            }
            Trouble::NotAFolder(_) => Some(
                "Give that file another name, or set SUPPLE_DB to the path the diary should have."
                    .to_owned(),
            ),
            Trouble::NotADiary => {
                Some("It was left as it is. Set SUPPLE_DB to the path of your diary.".to_owned())
            }
            Trouble::Altered => Some(
                "It was left as it is. If another tool changed it, go back to a copy from before."
                    .to_owned(),
            ),
            Trouble::Newer { .. } => {
                Some("It was left as it is. Update supple, and try again.".to_owned())
            }
            Trouble::Damaged(_) => Some(
                "It was left as it is. See what is wrong: supple check\n\
                 Save what still reads into a good file: supple check --mend"
                    .to_owned(),
            ),
            Trouble::Busy => Some("Wait for the other one to finish, and try again.".to_owned()),
            Trouble::NoLocks => Some(
                "Nothing was done. Keep the diary in a folder on a disk of this computer, \
                 and set SUPPLE_DB to its path there."
                    .to_owned(),
            ),
            Trouble::ReadOnly | Trouble::NoAccess(_) => Some(format!(
                "See who may write there: ls -ld {}",
                quoted(&self.path.parent().unwrap_or(&self.path).display().to_string())
            )),
            Trouble::Disk(_) => Some(
                "Try again. If it says so again, copy what there is elsewhere: supple backup FILE"
                    .to_owned(),
            ),
            Trouble::Full => Some("Make some room on the disk, and try again.".to_owned()),
            Trouble::Unknown(_) => Some("See whether it is there: supple history".to_owned()),
            Trouble::Emptied(copy) => Some(format!(
                "Nothing was done. To go on with the copy: supple restore {}\n\
                 To begin a new diary, move the copies elsewhere first.",
                quoted(&copy.display().to_string())
            )),
            Trouble::ForeignJournal(file, _) => {
                let file = quoted(&file.display().to_string());
                Some(format!(
                    "Nothing was done, because SQLite would act on it. \
                     See what it is: ls -l {file}\n\
                     To go on without it, move it elsewhere, and keep it until you have seen that \
                     nothing is missing."
                ))
            }
            Trouble::Gone(_) => {
                Some("Nothing was changed. See what there is: supple history".to_owned())
            }
            Trouble::RowDamaged(..) => {
                Some("Nothing was changed. See what else there is: supple check".to_owned())
            }
            Trouble::Overtaken(_) => {
                Some("Nothing was changed. Type it again if you still want it.".to_owned())
            }
            Trouble::NotKept(_) => Some(
                "Nothing was changed. Import the file again: what was undone comes back."
                    .to_owned(),
            ),
            Trouble::Strange(_) | Trouble::Refused(_) | Trouble::Other(_) | Trouble::IsThere => {
                None
            }
        }
    }
}

/// What SQLite says, without the question that it was asked.
fn without_sql(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        error => error.to_string(),
    }
}

/// Why SQLite refuses a value, for somebody who never saw a table.
fn refused_words(text: &str) -> String {
    // Behind the colon stands a column with its table, or the rule itself.
    let column = text.rsplit_once(['.', ' ']).map_or("", |(_, column)| column);
    if text.starts_with("UNIQUE constraint failed") {
        "there is one like it already".to_owned()
    } else if text.starts_with("NOT NULL constraint failed") {
        format!("“{column}” is missing")
    } else if text.starts_with("FOREIGN KEY constraint failed") {
        "it belongs to an entry that is not there".to_owned()
    } else if text.starts_with("CHECK constraint failed") {
        let rule = text.split_once(": ").map_or("", |(_, rule)| rule);
        let column = rule.split(|letter: char| !letter.is_ascii_lowercase() && letter != '_');
        let column = column.into_iter().find(|word| !word.is_empty() && *word != "length");
        format!("“{}” is not in its range", column.unwrap_or("a value"))
    } else if text.starts_with("cannot store") {
        format!("“{column}” is not of its kind")
    } else {
        text.to_owned()
    }
}

/// Whether SQLite refuses a value, or we cannot read one.
fn is_refusal(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ConstraintViolation | ErrorCode::TypeMismatch)
    ) || matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
    )
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.trouble {
            Trouble::NotAFile(what) => write!(f, "{path} is {what}, not a diary."),
            Trouble::NotAFolder(file) => {
                let file = file.display();
                write!(f, "the diary {path} has no place: {file} is a file, and not a folder.")
            }
            Trouble::NotADiary => write!(f, "{path} is not a supple diary."),
            Trouble::Altered => write!(f, "the diary {path} is not built as supple builds one."),
            Trouble::Newer { found, known } => {
                write!(
                    f,
                    "the diary {path} was written by a newer supple \
                     (version {found}; this one knows {known})."
                )
            }
            Trouble::Emptied(copy) => {
                let copy = copy.display();
                write!(
                    f,
                    "there is nothing in {path}, and a copy of an earlier diary beside it: {copy}."
                )
            }
            Trouble::ForeignJournal(file, how) => {
                let file = file.display();
                write!(f, "{file} stands where SQLite keeps the journal of the diary, and {how}.")
            }
            Trouble::Gone(id) => {
                write!(f, "entry {id} was removed or taken back by another command meanwhile.")
            }
            Trouble::IsThere => write!(f, "{path} is there already, and was left as it is."),
            Trouble::RowDamaged(table, id) => {
                // Those are the numbers that a person knows.
                let is_entry = ["rating", "session", "flare_word", "week_answer"];
                let what = if is_entry.contains(&table.as_str()) { "entry" } else { table };
                write!(
                    f,
                    "{} {id} is not as it was written: the diary {path} is damaged.",
                    what.replace('_', " ")
                )
            }
            Trouble::Overtaken(said) => {
                write!(
                    f,
                    "“{said}” can no longer be brought back: \
                     what it had changed was changed since."
                )
            }
            Trouble::Damaged(detail) => write!(f, "the diary {path} is damaged ({detail})."),
            Trouble::Busy => {
                write!(f, "another program is using the diary {path}, and did not finish in time.")
            }
            Trouble::NoLocks => write!(
                f,
                "the folder with the diary {path} cannot lock files, as some network folders \
                 cannot, so two commands at once could damage it."
            ),
            Trouble::Disk(detail) => write!(
                f,
                "the disk with the diary {path} reports an error, and nothing was saved ({detail})."
            ),
            Trouble::ReadOnly => write!(f, "the diary {path} cannot be written."),
            Trouble::Full => {
                write!(f, "the disk with the diary {path} is full; nothing was saved.")
            }
            Trouble::NoAccess(detail) => write!(f, "the diary {path} cannot be opened: {detail}."),
            Trouble::Strange(detail) => {
                write!(f, "the diary {path} holds something unexpected: {detail}.")
            }
            Trouble::NotKept(said) => {
                write!(f, "“{said}” cannot be brought back from the diary itself.")
            }
            Trouble::Refused(detail) | Trouble::Other(detail) => {
                write!(f, "the diary {path} could not be used: {detail}.")
            }
            Trouble::Unknown(detail) => {
                write!(f, "the diary {path} may or may not have kept this: {detail}.")
            }
        }
    }
}

impl std::error::Error for StoreError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_is_told_without_sql() {
        for (sqlite, words) in [
            ("UNIQUE constraint failed: rating_tag.rating, rating_tag.tag", "one like it already"),
            ("CHECK constraint failed: score BETWEEN 0 AND 100", "“score” is not in its range"),
            ("CHECK constraint failed: length(uuid) = 36", "“uuid” is not in its range"),
            ("NOT NULL constraint failed: rating.day", "“day” is missing"),
            ("FOREIGN KEY constraint failed", "an entry that is not there"),
            (
                "cannot store TEXT value in INTEGER column rating.score",
                "“score” is not of its kind",
            ),
        ] {
            let told = refused_words(sqlite);
            assert!(told.contains(words), "{sqlite}: {told}");
            assert!(!told.contains("constraint"), "{told}");
        }
    }
}
