//! The locks of the diary's file: when this process may look at the file again without dropping
//! them, and whether the file system has any.

use std::cell::Cell;
use std::path::Path;

thread_local! {
    /// Whether a change is under way. Looking at the file again would close a descriptor of it, and
    /// with that drop every lock that this process holds on it (`sqlite.org/howtocorrupt.html`,
    /// section 2.2).
    static CHANGING: Cell<bool> = const { Cell::new(false) };
}

/// Marks that a change is under way, for as long as it is kept.
pub(super) struct UnderWay(());

impl UnderWay {
    /// Begins one.
    pub(super) fn begin() -> Self {
        CHANGING.set(true);
        Self(())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        CHANGING.set(false);
    }
}

/// Whether a change is under way.
pub(super) fn is_changing() -> bool {
    CHANGING.get()
}

/// Whether the file system says that it has no locks, as some network folders do. SQLite takes that
/// for another program that holds one, and says no more than that the file is busy; so this asks
/// once more. Only for when nothing is locked: in the middle of a change it does not look.
#[cfg(unix)]
pub(super) fn has_none(path: &Path) -> bool {
    use rustix::fs::{FlockOperation, fcntl_lock};
    use rustix::io::Errno;
    if is_changing() {
        return false;
    }
    // The same kind of lock that SQLite takes.
    let tried = std::fs::File::open(path)
        .map(|file| fcntl_lock(file, FlockOperation::NonBlockingLockShared));
    matches!(tried, Ok(Err(Errno::NOLCK | Errno::NOTSUP | Errno::NOSYS)))
}

/// Elsewhere SQLite says it by itself.
#[cfg(not(unix))]
pub(super) fn has_none(_: &Path) -> bool {
    false
}
