//! Where the rollback journal of a diary lies.

use std::path::{Path, PathBuf};

/// Where SQLite keeps the journal of the diary at `path`.
pub(super) fn path_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-journal");
    PathBuf::from(name)
}
