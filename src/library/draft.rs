//! A file that is not in its place yet: read, and told apart as an exercise or a condition by what
//! stands in it.
//!
//! Looks no further into it than that; what is wrong inside is for the readers.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::ids::is_id;
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

impl Draft {
    /// Reads a file of any name.
    ///
    /// # Errors
    /// When it cannot be read, is not written as these files are, or is neither an exercise nor a
    /// condition.
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
        let file = SourceFile::read(path)?;
        let (kind, id) = {
            let fields = file.fields()?;
            if fields.contains_key("rule") {
                let what = "these are rules, and neither an exercise nor a condition";
                let right = "put the file into the folder of your own files as rules.toml, and \
                             check it there: supple library check";
                return Err(Problem::whole(&file.name, what, right).into());
            }
            if fields.contains_key(read_cause::TELLING) {
                let what = "this is a row of what pain can come from, and neither an exercise nor \
                            a condition";
                let right = "those rows are the same for everybody, and cannot be replaced";
                return Err(Problem::whole(&file.name, what, right).into());
            }
            let id = fields.get("id").and_then(|id| id.get_ref().as_str().map(str::to_owned));
            (kind_by_fields(&fields).or_else(|| kind_by_folder(path)), id)
        };
        let Some(kind) = kind else {
            let what = "this is neither an exercise nor a condition";
            let right = "an exercise says its steps and its dose, a condition its phases; \
                         start from a copy of ours";
            return Err(Problem::whole(&file.name, what, right).into());
        };
        // A broken id is no reason to stop: the readers tell of it, with its line.
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let id =
            id.into_iter().chain(stem).find(|id| is_id(id)).unwrap_or_else(|| "unnamed".to_owned());
        Ok(Self { kind, id, path: path.to_owned(), text: file.text })
    }

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
        SourceFile { name: display_name(&self.path), text: self.text.clone() }
    }
}

/// The kind whose own fields a file has more of; `None` when it has none of either. A file with
/// one field in the wrong place is still known by the others.
fn kind_by_fields(fields: &DeTable<'_>) -> Option<FileKind> {
    TELLING
        .iter()
        .map(|(kind, telling)| {
            (*kind, telling.iter().filter(|field| fields.contains_key(**field)).count())
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
