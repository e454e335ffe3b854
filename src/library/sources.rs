//! Where the files are: inside the program, and before them in the person's own folder.
//!
//! Knows names, folders and bytes; does not look inside a file.

use std::collections::BTreeSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use include_dir::{Dir, File as Shipped, include_dir};

use super::bounded::reason;
use super::draft::Draft;
use super::form::{ID_RIGHT, is_id};
use super::page::{Page, name_of, read_page};
use super::problem::LibraryError;
use super::problem::{FileKind, Problem, shown};
use crate::domain::text::suggest::closest;

/// The shipped `exercises/`, read when the program was built.
static SHIPPED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/exercises");

/// Whose file an id names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// It came with the program.
    BuiltIn,
    /// It is the person's own, at this path.
    Own(PathBuf),
}

/// The shipped files and the person's own folder.
#[derive(Debug, Clone, Default)]
pub(super) struct Sources {
    /// The person's folder; it may not exist.
    pub own: Option<PathBuf>,
    /// Files tried out as though they stood in that folder.
    pub drafts: Vec<Draft>,
    /// Files of that folder that are looked past, as though they were gone.
    pub left_out: Vec<(FileKind, String)>,
    /// What lies in that folder, listed once: a question about today asks for several ids, and they
    /// should all be answered from the same state of the folder.
    pub listed: Listed,
}

/// The TOML files of the person's folder, or why they cannot be listed, by kind.
#[derive(Debug, Clone, Default)]
pub(super) struct Listed {
    conditions: OnceLock<Result<Vec<Found>, Problem>>,
    exercises: OnceLock<Result<Vec<Found>, Problem>>,
}

/// A TOML file of the person's own.
#[derive(Debug, Clone)]
pub(super) struct Found {
    /// The file name without `.toml`.
    stem: String,
    /// The id it stands for: `Bridge.toml` is meant to replace `bridge.toml`, and reading it then
    /// says that the name must be smaller.
    id: String,
    path: PathBuf,
}

impl Sources {
    /// Every id of a kind, sorted, by file names alone.
    pub fn ids(&self, kind: FileKind) -> Vec<String> {
        let shipped = shipped_files(kind.folder());
        let shipped = shipped
            .filter_map(|file| file.path().file_name()?.to_str())
            .filter_map(stem)
            .map(str::to_owned);
        let own = self.own(kind).into_iter().flatten().map(|found| found.id.clone());
        let drafts =
            self.drafts.iter().filter(|draft| draft.kind == kind).map(|draft| draft.id.clone());
        let ids: BTreeSet<String> =
            shipped.chain(own).chain(drafts).filter(|id| is_id(id)).collect();
        ids.into_iter().collect()
    }

    /// Where the file of an id is; `None` when there is none.
    ///
    /// # Errors
    /// When the person's own folder cannot be listed: theirs might replace ours, so ours is not
    /// taken.
    pub fn find(&self, kind: FileKind, id: &str) -> Result<Option<Origin>, Problem> {
        if !is_id(id) {
            return Ok(None);
        }
        if let Some(draft) = self.drafts.iter().find(|draft| draft.kind == kind && draft.id == id) {
            return Ok(Some(Origin::Own(draft.path.clone())));
        }
        let own = self.own(kind)?.find(|found| found.id == id);
        let shipped = || self.is_shipped(kind, id).then_some(Origin::BuiltIn);
        Ok(own.map(|found| Origin::Own(found.path.clone())).or_else(shipped))
    }

    /// Whether the file of an id is the person's own, or one tried out as theirs.
    pub fn is_own(&self, kind: FileKind, id: &str) -> bool {
        let draft = || self.drafts.iter().any(|draft| draft.kind == kind && draft.id == id);
        self.own(kind).is_ok_and(|mut files| files.any(|found| found.id == id)) || draft()
    }

    /// The text of a file that [`Sources::find`] found.
    pub fn page(&self, kind: FileKind, id: &str, origin: &Origin) -> Result<Page, Problem> {
        if let Some(draft) = self.drafts.iter().find(|draft| draft.kind == kind && draft.id == id) {
            return Ok(draft.page());
        }
        match origin {
            Origin::BuiltIn => Ok(shipped(&shipped_path(kind, id))),
            Origin::Own(path) => own_page(path, id),
        }
    }

    /// The text of the file of an id.
    ///
    /// # Errors
    /// When there is no such id, or its file cannot be read.
    pub fn text_of(&self, kind: FileKind, id: &str) -> Result<Page, LibraryError> {
        match self.find(kind, id)? {
            Some(origin) => Ok(self.page(kind, id, &origin)?),
            None => Err(self.unknown(kind, id)),
        }
    }

    /// There is no such id; these are near it.
    pub fn unknown(&self, kind: FileKind, id: &str) -> LibraryError {
        let known = self.ids(kind);
        let suggestions =
            closest(id, known.iter().map(String::as_str)).into_iter().map(str::to_owned).collect();
        LibraryError::Unknown { kind, id: id.to_owned(), suggestions }
    }

    /// Files in the person's folder that will never be read, because of where they lie or what they
    /// are called.
    pub fn strays(&self) -> Vec<Problem> {
        let mut strays = Vec::new();
        let Some(own) = &self.own else { return strays };
        let beside = toml_files(own).unwrap_or_else(|problem| {
            strays.push(problem);
            Vec::new()
        });
        for found in beside {
            let (what, right) = match found.stem.as_str() {
                "safety" | "tags" => (
                    "this file is not read: it is the same for everybody",
                    "take it out of this folder",
                ),
                _ => (
                    "this file is not read here",
                    "move it into the folder library or the folder conditions",
                ),
            };
            strays.push(Problem::whole(&name_of(&found.path), what, right));
        }
        for kind in [FileKind::Exercise, FileKind::Condition] {
            match self.own(kind) {
                Err(problem) => strays.push(problem),
                Ok(files) => strays.extend(files.filter(|found| !is_id(&found.id)).map(|found| {
                    let what = format!("“{}” cannot be the name of this file", shown(&found.stem));
                    Problem::whole(&name_of(&found.path), what, ID_RIGHT)
                })),
            }
        }
        strays
    }

    /// The person's own files of a kind; empty when they have no folder.
    fn own(&self, kind: FileKind) -> Result<impl Iterator<Item = &Found>, Problem> {
        let listed = match kind {
            FileKind::Condition => &self.listed.conditions,
            FileKind::Exercise => &self.listed.exercises,
        };
        let list =
            || self.own.as_ref().map_or(Ok(Vec::new()), |own| toml_files(&own.join(kind.folder())));
        let files = listed.get_or_init(list).as_ref().map_err(Clone::clone)?;
        let is_left_out = move |found: &Found| {
            self.left_out.iter().any(|(of, id)| *of == kind && *id == found.id)
        };
        Ok(files.iter().filter(move |found| !is_left_out(found)))
    }

    /// Ids and paths of the person's own files of a kind, sorted by id; drafts are not among them.
    ///
    /// # Errors
    /// When the folder cannot be listed.
    pub fn own_files(&self, kind: FileKind) -> Result<Vec<(String, PathBuf)>, Problem> {
        let files = self.own(kind)?.filter(|found| is_id(&found.id));
        let mut files: Vec<_> = files.map(|found| (found.id.clone(), found.path.clone())).collect();
        files.sort();
        Ok(files)
    }

    /// Whether the program came with a file of that id.
    pub fn is_shipped(&self, kind: FileKind, id: &str) -> bool {
        shipped_file(&shipped_path(kind, id)).is_some()
    }
}

/// A shipped file by its path inside `exercises/`; every path asked for is one the build put there.
pub(super) fn shipped(path: &str) -> Page {
    let text = shipped_file(path).and_then(Shipped::contents_utf8).unwrap_or_default();
    Page { name: format!("exercises/{path}"), text: text.to_owned() }
}

/// A shipped file by its path. The paths are compared as bytes: taken apart into folders and names,
/// as `Dir::get_file` does, seventy of them cost more than reading the file.
fn shipped_file(path: &str) -> Option<&'static Shipped<'static>> {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    shipped_files(folder).find(|file| file.path().as_os_str().as_encoded_bytes() == path.as_bytes())
}

/// The files of a folder inside `exercises/`; an empty name for those beside the folders.
fn shipped_files(folder: &str) -> impl Iterator<Item = &'static Shipped<'static>> {
    let named = |dir: &&Dir<'_>| dir.path().as_os_str().as_encoded_bytes() == folder.as_bytes();
    let dir = if folder.is_empty() { Some(&SHIPPED) } else { SHIPPED.dirs().find(named) };
    dir.into_iter().flat_map(Dir::files)
}

/// Where a shipped file lies inside `exercises/`.
fn shipped_path(kind: FileKind, id: &str) -> String {
    format!("{}/{id}.toml", kind.folder())
}

/// The id a file name stands for: nothing for other endings, hidden files and what editors leave
/// behind.
fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    (ending.eq_ignore_ascii_case("toml") && !stem.is_empty() && !stem.starts_with(['.', '#', '~']))
        .then_some(stem)
}

/// The TOML files of a folder by name; empty when there is no such folder.
fn toml_files(folder: &Path) -> Result<Vec<Found>, Problem> {
    let unreadable = |error: std::io::Error| {
        Problem::whole(
            &name_of(folder),
            format!("this folder cannot be read ({})", reason(&error)),
            "allow reading it, or move it away",
        )
    };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable(error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = stem(&name) {
            found.push(Found { stem: stem.to_owned(), id: stem.to_lowercase(), path });
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// The text of a person's own file, if it is a plain file of a sensible size with plain text in it.
fn own_page(path: &Path, id: &str) -> Result<Page, Problem> {
    if path.file_name().is_none_or(|file| file.to_string_lossy() != format!("{id}.toml")) {
        let what = "the file's name is not in lower-case letters";
        return Err(Problem::whole(&name_of(path), what, format!("call it {id}.toml")));
    }
    read_page(path)
}
