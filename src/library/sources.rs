//! Where the files are: inside the program, and before them in the person's own folder.
//!
//! Knows names, folders and bytes; does not look inside a file.

use std::borrow::Cow;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde::Deserialize;

use super::bounded::reason;
use super::draft::Draft;
use super::ids::{id_right, is_id};
use super::own_file;
use super::problem::LibraryError;
use super::problem::{FileKind, Problem, shown};
use super::read_cause;
use super::source_file::{SourceFile, display_name};
use crate::domain::text::suggest::closest;

// The shipped `exercises/`, as the program was built: `build.rs` says how they lie in it.
include!(concat!(env!("OUT_DIR"), "/shipped.rs"));
static TEXTS: &str = include_str!(concat!(env!("OUT_DIR"), "/shipped.txt"));
static PREPARED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/shipped.bin"));

/// The file of the rules, beside the folders, without its ending.
pub const RULES: &str = "rules";

/// Why a copy of one of ours is not read.
const SAME_FOR_ALL: &str = "this file is not read: it is the same for everybody";

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
    pub own_lists: OwnFileLists,
}

/// The TOML files of the person's folder, or why they cannot be listed, by kind.
#[derive(Debug, Clone, Default)]
pub(super) struct OwnFileLists {
    conditions: OnceLock<Result<Vec<OwnTomlFile>, Problem>>,
    exercises: OnceLock<Result<Vec<OwnTomlFile>, Problem>>,
}

/// A TOML file of the person's own.
#[derive(Debug, Clone)]
pub(super) struct OwnTomlFile {
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
        let own = self.own(kind).into_iter().flatten().map(|found| found.id.clone());
        let drafts =
            self.drafts.iter().filter(|draft| draft.kind == kind).map(|draft| draft.id.clone());
        // What is no id cannot be asked for; `strays` tells of such files.
        let others = own.chain(drafts).filter(|id| is_id(id));
        let mut ids: Vec<String> = shipped_ids(kind.folder()).map(str::to_owned).collect();
        ids.extend(others);
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Where the file of an id is; `None` when there is none.
    ///
    /// # Errors
    /// When the person's own folder cannot be listed: theirs might replace ours, so ours is not
    /// taken.
    pub fn find(&self, kind: FileKind, id: &str) -> Result<Option<Origin>, Problem> {
        // The id becomes part of a path: what is none could lead out of the folder.
        if !is_id(id) {
            return Ok(None);
        }
        // A draft stands for the file it would become, so it comes before what is there now.
        if let Some(draft) = self.draft(kind, id) {
            return Ok(Some(Origin::Own(draft.path.clone())));
        }
        if let Some(own) = self.own(kind)?.find(|found| found.id == id) {
            return Ok(Some(Origin::Own(own.path.clone())));
        }
        Ok(self.is_shipped(kind, id).then_some(Origin::BuiltIn))
    }

    /// Whether the file of an id is the person's own, or one tried out as theirs.
    pub fn is_own(&self, kind: FileKind, id: &str) -> bool {
        self.own(kind).is_ok_and(|mut files| files.any(|found| found.id == id))
            || self.draft(kind, id).is_some()
    }

    /// Whether the file of any id is.
    pub fn has_own(&self, kind: FileKind) -> bool {
        self.own(kind).is_ok_and(|mut files| files.next().is_some())
            || self.drafts.iter().any(|draft| draft.kind == kind)
    }

    /// The file of an id that is tried out, if there is one.
    fn draft(&self, kind: FileKind, id: &str) -> Option<&Draft> {
        self.drafts.iter().find(|draft| draft.kind == kind && draft.id == id)
    }

    /// The text of a file that [`Sources::find`] found.
    pub fn file_at(
        &self,
        kind: FileKind,
        id: &str,
        origin: &Origin,
    ) -> Result<SourceFile, Problem> {
        if let Some(draft) = self.draft(kind, id) {
            return Ok(draft.source_file());
        }
        match origin {
            Origin::BuiltIn => Ok(shipped(&shipped_path(kind, id))),
            Origin::Own(path) => read_own_file(path, id),
        }
    }

    /// The text of the file of an id.
    ///
    /// # Errors
    /// When there is no such id, or its file cannot be read.
    pub fn file(&self, kind: FileKind, id: &str) -> Result<SourceFile, LibraryError> {
        match self.find(kind, id)? {
            Some(origin) => Ok(self.file_at(kind, id, &origin)?),
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
        let mut listed = |folder: &Path| {
            toml_files(folder).unwrap_or_else(|problem| {
                strays.push(problem);
                Vec::new()
            })
        };
        let (beside, causes) = (listed(own), listed(&own.join(read_cause::FOLDER)));
        strays.extend(causes.into_iter().map(|found| {
            Problem::whole(&display_name(&found.path), SAME_FOR_ALL, "take it out of this folder")
        }));
        for found in beside.into_iter().filter(|found| found.id != RULES) {
            let (what, right) = match found.stem.as_str() {
                // Whoever puts a safety file here believes that it counts, so it is told why it
                // does not.
                "safety" | "tags" => (SAME_FOR_ALL, "take it out of this folder"),
                _ => (
                    "this file is not read here",
                    "move it into the folder library or the folder conditions",
                ),
            };
            strays.push(Problem::whole(&display_name(&found.path), what, right));
        }
        for kind in [FileKind::Exercise, FileKind::Condition] {
            match self.own(kind) {
                Err(problem) => strays.push(problem),
                Ok(files) => strays.extend(files.filter(|found| !is_id(&found.id)).map(|found| {
                    let what = format!("“{}” cannot be the name of this file", shown(&found.stem));
                    Problem::whole(&display_name(&found.path), what, id_right(&found.stem))
                })),
            }
        }
        strays
    }

    /// The person's own rules, where they have any.
    ///
    /// # Errors
    /// When the file is there and cannot be read.
    pub fn own_rules(&self) -> Result<Option<SourceFile>, Problem> {
        self.own_rules_path().map(|path| read_own_file(&path, RULES)).transpose()
    }

    /// Where the person's own rules are, where they have any.
    pub fn own_rules_path(&self) -> Option<PathBuf> {
        let own = self.own.as_ref()?;
        let path = own.join(format!("{RULES}.toml"));
        // A link to nothing is there, and is told as broken when it is read.
        if path.symlink_metadata().is_ok() {
            return Some(path);
        }
        // `Rules.toml` is meant to be it, and reading it then says that the name must be smaller.
        let mut beside = toml_files(own).unwrap_or_default().into_iter();
        beside.find(|found| found.id == RULES).map(|found| found.path)
    }

    /// The person's own files of a kind; empty when they have no folder.
    fn own(&self, kind: FileKind) -> Result<impl Iterator<Item = &OwnTomlFile>, Problem> {
        let listed = match kind {
            FileKind::Condition => &self.own_lists.conditions,
            FileKind::Exercise => &self.own_lists.exercises,
        };
        let files = listed
            .get_or_init(|| {
                let Some(own) = &self.own else { return Ok(Vec::new()) };
                toml_files(&own.join(kind.folder()))
            })
            .as_ref()
            .map_err(Clone::clone)?;
        Ok(files.iter().filter(move |found| !self.is_left_out(kind, &found.id)))
    }

    /// The path and the text of every file of the person's own; `None` where files are tried out or
    /// looked past, or one cannot be read.
    pub fn own_texts(&self) -> Option<Vec<(PathBuf, String)>> {
        if !self.drafts.is_empty() || !self.left_out.is_empty() {
            return None;
        }
        let kinds = [FileKind::Condition, FileKind::Exercise];
        let listed = kinds.map(|kind| self.own(kind).ok().map(Iterator::collect::<Vec<_>>));
        let [conditions, exercises] = listed;
        let paths = conditions?.into_iter().chain(exercises?).map(|found| found.path.clone());
        let texts = paths.chain(self.own_rules_path()).map(|path| {
            let text = own_file::read(&path).ok()?.text.into_owned();
            Some((path, text))
        });
        texts.collect()
    }

    /// Whether the file of an id is to be looked past.
    fn is_left_out(&self, kind: FileKind, id: &str) -> bool {
        self.left_out.iter().any(|(left_kind, left_id)| *left_kind == kind && left_id == id)
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
pub(super) fn shipped(path: &str) -> SourceFile {
    SourceFile { name: format!("exercises/{path}"), text: Cow::Borrowed(shipped_text(path)) }
}

/// What stands in such a file, as it was read when the program was built (`prepare.rs`);
/// `None` for one that did not read well.
pub(super) fn prepared<T: Deserialize<'static>>(path: &str) -> Option<T> {
    postcard::from_bytes(shipped_file(path)?.prepared).ok()
}

/// The text of such a file.
fn shipped_text(path: &str) -> &'static str {
    shipped_file(path).map_or("", |file| file.text)
}

/// The ids of the shipped files in a folder inside `exercises/`; an empty name for those beside the
/// folders.
pub(super) fn shipped_ids(folder: &str) -> impl Iterator<Item = &'static str> {
    let paths = PLACES.iter().map(|place| ShippedFile::at(place).path);
    let names = paths.filter_map(move |path| {
        let (its_folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        (its_folder == folder).then_some(name)
    });
    names.filter_map(stem)
}

/// A shipped file by its path.
fn shipped_file(path: &str) -> Option<ShippedFile> {
    let at = PLACES.binary_search_by_key(&path, |place| ShippedFile::at(place).path).ok()?;
    Some(ShippedFile::at(&PLACES[at]))
}

/// A shipped file as it lies in the program.
struct ShippedFile {
    path: &'static str,
    text: &'static str,
    prepared: &'static [u8],
}

impl ShippedFile {
    /// The file at a place.
    fn at(place: &[u32; 5]) -> Self {
        let [path, text, text_end, prepared, prepared_end] = place.map(|at| at as usize);
        Self {
            path: &TEXTS[path..text],
            text: &TEXTS[text..text_end],
            prepared: &PREPARED[prepared..prepared_end],
        }
    }
}

/// Where a shipped file lies inside `exercises/`.
pub(super) fn shipped_path(kind: FileKind, id: &str) -> String {
    format!("{}/{id}.toml", kind.folder())
}

/// The id a file name stands for: nothing for other endings, hidden files and what editors leave
/// behind.
fn stem(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    (ending.eq_ignore_ascii_case("toml") && !stem.is_empty() && !stem.starts_with(['.', '#', '~']))
        .then_some(stem)
}

/// The most files of a kind that a person may have of their own: beyond it something else was put
/// into the folder, and reading it all would take seconds of every command.
const OWN_FILES_MAX: usize = 500;

/// The TOML files of a folder by name; empty when there is no such folder.
fn toml_files(folder: &Path) -> Result<Vec<OwnTomlFile>, Problem> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        // A person need not have files of their own; only a folder that may not be read is told.
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(unreadable_folder(folder, &error)),
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.map_err(|error| unreadable_folder(folder, &error))?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if let Some(stem) = stem(&name) {
            found.push(OwnTomlFile { stem: stem.to_owned(), id: stem.to_lowercase(), path });
        }
        if found.len() > OWN_FILES_MAX {
            return Err(Problem::whole(
                &display_name(folder),
                format!("this folder has more than {OWN_FILES_MAX} files, and none was read"),
                "move away those that are no exercises or conditions of yours",
            ));
        }
    }
    // Systems list folders in any order, and problems should be told in the same one every time.
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Why a folder could not be listed.
fn unreadable_folder(folder: &Path, error: &std::io::Error) -> Problem {
    Problem::whole(
        &display_name(folder),
        format!("this folder cannot be read ({})", reason(error)),
        "allow reading it, or move it away",
    )
}

/// The text of a person's own file.
///
/// # Errors
/// When its name is not the id in lower-case letters, or as [`own_file::read`].
fn read_own_file(path: &Path, id: &str) -> Result<SourceFile, Problem> {
    // Some systems find `bridge.toml` under the name `Bridge.toml`; a copy on another would not.
    if path.file_name().is_none_or(|file| file.to_string_lossy() != format!("{id}.toml")) {
        let what = "the file's name is not in lower-case letters";
        return Err(Problem::whole(&display_name(path), what, format!("call it {id}.toml")));
    }
    own_file::read(path)
}
