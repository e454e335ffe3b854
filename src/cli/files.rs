//! Writes files so that an old one is never half replaced.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::failure::Failure;

/// Writes `bytes` to `path`: to a temporary neighbour first, which is synced and then renamed. A file that
/// is there already stays unless `replace`.
pub fn write(path: &Path, bytes: &[u8], replace: bool) -> Result<(), Failure> {
    let shown = path.display();
    let could_not = |error: std::io::Error| Failure::could_not(format!("{shown} could not be written: {error}."));
    if path.is_dir() {
        return Err(Failure::usage(format!("{shown} is a folder.")).next("Name a file in it."));
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
    let mut temporary = tempfile::NamedTempFile::new_in(folder).map_err(|error| {
        could_not(error)
            .next(format!("See whether the folder is there and may be written: ls -ld '{}'", folder.display()))
    })?;
    temporary.write_all(bytes).and_then(|()| temporary.as_file().sync_all()).map_err(could_not)?;
    match replace {
        true => temporary.persist(path).map_err(|error| could_not(error.error))?,
        false => temporary.persist_noclobber(path).map_err(|error| match error.error.kind() {
            std::io::ErrorKind::AlreadyExists => exists(),
            _ => could_not(error.error),
        })?,
    };
    // The name is only safe once the folder is; a folder that cannot be synced is no reason to fail now.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
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
