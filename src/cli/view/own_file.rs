//! Whose file an exercise or a condition comes from.

use crate::cli::failure::Failure;
use crate::library::{FileKind, Library, Origin};

/// The person's own file for an id, when it stands in for ours.
pub fn own_file(library: &Library, kind: FileKind, id: &str) -> Result<Option<String>, Failure> {
    Ok(match library.origin(kind, id)? {
        Some(Origin::Own(path)) => Some(path.display().to_string()),
        _ => None,
    })
}
