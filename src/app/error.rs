//! Why something could not be gathered.

use crate::library::LibraryError;
use crate::store::StoreError;

/// Why something could not be gathered; each names what happened and where.
#[derive(Debug)]
pub enum AppError {
    /// The diary cannot be read, or not changed.
    Store(StoreError),
    /// A file of the library cannot be read.
    Library(LibraryError),
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Store(error) => error.fmt(f),
            Self::Library(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for AppError {}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<LibraryError> for AppError {
    fn from(error: LibraryError) -> Self {
        Self::Library(error)
    }
}
