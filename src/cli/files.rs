//! Writes files so that an old one is never half replaced.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use super::failure::Failure;
use crate::domain::shell;
use crate::figure::Format;

/// Writes `bytes` to `path`: to a temporary neighbour first, which is synced and then renamed. A file that
/// is there already stays unless `replace`.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    let shown = path.display();
    let could_not = |error: std::io::Error| Failure::could_not(format!("{shown} could not be written: {error}."));
    if path.is_dir() {
        return Err(is_a_folder(path));
    }
    let exists = || {
        Failure::could_not(format!("{shown} is there already, and was left as it is."))
            .next("Choose another name with --out, or add --replace.")
    };
    if !replace && path.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(|error| no_room_in(folder, &error))?;
    temporary.write_all(bytes).and_then(|()| temporary.as_file().sync_all()).map_err(could_not)?;
    match replace {
        true => temporary.persist(path).map_err(|error| could_not(error.error))?,
        false => temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => exists(),
            _ => could_not(error.error),
        })?,
    };
    // The name is only safe once the folder is; a folder that cannot be synced is no reason to fail now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

/// Writes a page to `out`, or where none was named to a free name that begins with `stem` in this folder. Returns where it
/// is, to be shown.
pub fn write_page(out: Option<PathBuf>, stem: &str, bytes: &[u8], replace: bool) -> Result<String, Failure> {
    let path = out.unwrap_or_else(|| free_name(&std::env::current_dir().unwrap_or_default(), stem, "png"));
    write(&path, bytes, replace)?;
    Ok(std::path::absolute(&path).unwrap_or(path).display().to_string())
}

/// Why nothing can be written in a folder.
fn no_room_in(folder: &Path, error: &std::io::Error) -> Failure {
    let shown = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned()).display().to_string();
    let what = match error.kind() {
        ErrorKind::NotFound => format!("there is no folder {shown}."),
        ErrorKind::NotADirectory => {
            format!("{shown} is not a folder, or a file stands where one of its folders should be.")
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => format!("the folder {shown} cannot be written."),
        ErrorKind::StorageFull => format!("the disk with the folder {shown} is full."),
        kind => format!("nothing could be written in {shown}: {kind}."),
    };
    Failure::could_not(what).next("Name a file elsewhere with --out.")
}

/// The kind of picture a file is to be, by its ending.
pub fn format(path: &Path) -> Result<Format, Failure> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    if let Some(format) = Format::from_ending(&ending) {
        return Ok(format);
    }
    if path.is_dir() {
        return Err(is_a_folder(path));
    }
    let what = match ending.is_empty() {
        true => format!("`{}` does not say what kind of picture it is to be.", path.display()),
        false => format!("supple draws no .{ending} files."),
    };
    let png = path.with_extension("png");
    Err(Failure::usage(what).next(format!("End the name in .png, .svg or .pdf: --out {}", shell::path(&png))))
}

/// A folder stands where a file should be.
fn is_a_folder(path: &Path) -> Failure {
    Failure::usage(format!("{} is a folder.", path.display())).next("Name a file in it.")
}

/// Makes a folder, and those above it, for nobody else to read.
pub fn make_folder(folder: &Path) -> Result<(), Failure> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| {
        let why = match error.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => "there is a file in its place".to_owned(),
            _ => error.to_string(),
        };
        Failure::could_not(format!("the folder {} could not be made: {why}.", folder.display()))
    })
}

/// `folder/stem.ending`, or the first of `stem-2`, `stem-3` … that is still free.
pub fn free_name(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    (1..)
        .map(|number: u32| match number {
            1 => folder.join(format!("{stem}.{ending}")),
            number => folder.join(format!("{stem}-{number}.{ending}")),
        })
        .find(|path| path.symlink_metadata().is_err())
        .unwrap_or_default()
}
