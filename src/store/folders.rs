//! Folders of a diary and of its copies: made for their owner alone, and names in them that last.

use std::fs::{self, File};
use std::path::Path;

use super::error::StoreError;

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes the names in a folder last.
///
/// # Errors
/// When the folder cannot be opened, or the disk refuses.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    // Windows opens no folders, and needs none to be synced.
    if cfg!(windows) { Ok(()) } else { File::open(folder).and_then(|folder| folder.sync_all()) }
}

/// Gives a file that was made just now to whom its folder belongs: what an administrator makes in
/// somebody's home is theirs, and they must be able to read it.
#[cfg(unix)]
pub fn give_to_owner(path: &Path) {
    use std::os::unix::fs::MetadataExt;
    let (Ok(about), Ok(above)) = (path.symlink_metadata(), folder(path).metadata()) else { return };
    // In a folder for everybody, such as /tmp, what is made stays whoever's made it.
    let is_shared = above.mode() & 0o1000 != 0;
    if about.uid() != above.uid() && !is_shared {
        // Only an administrator may; for anybody else it stays as it is.
        let _ = std::os::unix::fs::chown(path, Some(above.uid()), Some(above.gid()));
    }
}

/// Windows gives a new file to whom its folder says.
#[cfg(not(unix))]
pub fn give_to_owner(_: &Path) {}

/// Makes a folder that only its owner may look into, with those above it, and makes their names
/// last.
pub(super) fn make_folder(path: &Path) -> Result<(), StoreError> {
    let failed = StoreError::io_at(path);
    if path.is_dir() {
        return Ok(());
    }
    let missing: Vec<&Path> = path.ancestors().take_while(|each| !each.exists()).collect();
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path).map_err(failed)?;
    // From the top, so that each has the owner of the one above it.
    missing.iter().rev().for_each(|made| give_to_owner(made));
    for made in missing {
        sync_folder(folder(made)).map_err(failed)?;
    }
    Ok(())
}
