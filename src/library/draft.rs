//! A file that is not in its place yet: read, and told apart as an exercise, a condition or rules by
//! what stands in it.
//!
//! Looks no further into it than that; what is wrong inside is for the readers.

use std::path::{Path, PathBuf};

use super::fields::Fields;
use super::ids::is_id;
use super::own_file;
use super::problem::{FileKind, LibraryError, Problem};
use super::read_cause;
use super::source_file::{SourceFile, display_name};

/// A file as it would stand in the person's own folder.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Whether it is an exercise or a condition.
    pub kind: FileKind,
    /// The id it would have: the one inside it, else its file name.
    pub id: String,
    /// Where it is now.
    pub path: PathBuf,
    text: String,
}

/// Numbers of the rules as they would stand in the person's own folder.
#[derive(Debug, Clone)]
pub struct RulesDraft {
    /// Where the file is now.
    pub path: PathBuf,
    text: String,
}

impl RulesDraft {
    /// What stands in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file as the readers take it.
    pub(super) fn source_file(&self) -> SourceFile {
        SourceFile::new(display_name(&self.path), self.text.clone())
    }
}

/// A file that is not in its place yet.
#[derive(Debug, Clone)]
pub enum AnyDraft {
    /// An exercise or a condition.
    File(Draft),
    /// Numbers of the rules.
    Rules(RulesDraft),
}

/// Fields that only one kind of file has.
const TELLING: [(FileKind, &[&str]); 2] = [
    (
        FileKind::Exercise,
        &[
            "kind", "target", "position", "steps", "errors", "stop", "tags", "contra", "caution",
            "dose",
        ],
    ),
    (
        FileKind::Condition,
        &["plain", "icd10cm", "red_flags", "avoid", "pain_rule", "advice", "excludes", "phase"],
    ),
];

impl AnyDraft {
    /// Reads a file of any name.
    ///
    /// # Errors
    /// When it cannot be read, is not written as these files are, or is none of an exercise, a
    /// condition and rules.
    pub fn read(path: &Path) -> Result<Self, LibraryError> {
        // Only what is not there at all; a link to nothing is told as such when it is read.
        if std::fs::symlink_metadata(path)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        {
            return Err(Problem::whole(
                &display_name(path),
                "there is no such file",
                "see how its name is spelt",
            )
            .into());
        }
        Self::of(path, own_file::read(path)?)
    }

    /// The same of a text that is in no file yet; `path` is where it will be.
    ///
    /// # Errors
    /// As [`AnyDraft::read`].
    pub fn of_text(path: &Path, text: &str) -> Result<Self, LibraryError> {
        Self::of(path, SourceFile::new(display_name(path), text.to_owned()))
    }

    /// What a file is, by what stands in it.
    fn of(path: &Path, file: SourceFile) -> Result<Self, LibraryError> {
        let (kind, id) = {
            let fields = file.fields()?;
            if fields.contains("rule") {
                let text = file.text.clone().into_owned();
                return Ok(Self::Rules(RulesDraft { path: path.to_owned(), text }));
            }
            if fields.contains(read_cause::TELLING) {
                let what = "this is a row of what pain can come from, and neither an exercise nor \
                            a condition";
                let right = "those rows are the same for everybody, and cannot be replaced";
                return Err(Problem::whole(&file.name, what, right).into());
            }
            let id = fields.get("id").and_then(|id| id.text().map(str::to_owned));
            (kind_by_fields(&fields).or_else(|| kind_by_folder(path)), id)
        };
        let Some(kind) = kind else {
            let what = "this is neither an exercise nor a condition";
            let right = "an exercise says its steps and its dose, a condition its phases; \
                         to begin one: supple library new exercise";
            return Err(Problem::whole(&file.name, what, right).into());
        };
        // A broken id is no reason to stop: the readers tell of it, with its line.
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let id =
            id.into_iter().chain(stem).find(|id| is_id(id)).unwrap_or_else(|| "unnamed".to_owned());
        Ok(Self::File(Draft { kind, id, path: path.to_owned(), text: file.text.into_owned() }))
    }
}

impl Draft {
    /// What stands in the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The name it would have in the person's folder.
    pub fn file_name(&self) -> String {
        format!("{}.toml", self.id)
    }

    /// The file as the readers take it.
    pub(super) fn source_file(&self) -> SourceFile {
        SourceFile::new(display_name(&self.path), self.text.clone())
    }
}

/// The kind whose own fields a file has more of; `None` when it has none of either. A file with
/// one field in the wrong place is still known by the others.
fn kind_by_fields(fields: &Fields<'_>) -> Option<FileKind> {
    TELLING
        .iter()
        .map(|(kind, telling)| {
            (*kind, telling.iter().filter(|field| fields.contains(field)).count())
        })
        .max_by_key(|(_, count)| *count)
        .filter(|(_, count)| *count > 0)
        .map(|(kind, _)| kind)
}

/// The kind of file that the folder it lies in is for.
fn kind_by_folder(path: &Path) -> Option<FileKind> {
    let folder = path.parent()?.file_name()?;
    TELLING.iter().map(|(kind, _)| *kind).find(|kind| folder == kind.folder())
}
