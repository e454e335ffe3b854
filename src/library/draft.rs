//! A file that is not in its place yet: read, and told apart as an exercise or a condition by what
//! stands in it.
//!
//! Looks no further into it than that; what is wrong inside is for the readers.

use std::path::{Path, PathBuf};

use super::form::is_id;
use super::page::{Page, name_of, read_page};
use super::problem::{FileKind, LibraryError, Problem};

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
        if std::fs::symlink_metadata(path)
            .is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        {
            return Err(Problem::whole(
                &name_of(path),
                "there is no such file",
                "see how its name is spelt",
            )
            .into());
        }
        let page = read_page(path)?;
        let (kind, id) = {
            let fields = page.fields()?;
            let id = fields.get("id").and_then(|id| id.get_ref().as_str().map(str::to_owned));
            let has =
                |kinds: &[&str]| kinds.iter().filter(|field| fields.contains_key(**field)).count();
            let best = TELLING
                .iter()
                .max_by_key(|(_, telling)| has(telling))
                .filter(|(_, telling)| has(telling) > 0);
            (best.map(|(kind, _)| *kind).or_else(|| by_folder(path)), id)
        };
        let Some(kind) = kind else {
            let what = "this is neither an exercise nor a condition";
            let right = "an exercise says its steps and its dose, a condition its phases; start from a copy of ours";
            return Err(Problem::whole(&page.name, what, right).into());
        };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
        let id =
            id.into_iter().chain(stem).find(|id| is_id(id)).unwrap_or_else(|| "unnamed".to_owned());
        Ok(Self { kind, id, path: path.to_owned(), text: page.text })
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
    pub(super) fn page(&self) -> Page {
        Page { name: name_of(&self.path), text: self.text.clone() }
    }
}

/// The kind of file that the folder it lies in is for.
fn by_folder(path: &Path) -> Option<FileKind> {
    let folder = path.parent()?.file_name()?;
    TELLING.iter().map(|(kind, _)| *kind).find(|kind| folder == kind.folder())
}
