//! Options that take a new value, or `none` for no value.

use crate::cli::failure::Failure;

/// What clears a field instead of setting it.
pub const NONE: &str = "none";

/// A new value for a field, or the wish to clear it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Clearable<T> {
    /// The value.
    Set(T),
    /// Nothing in its place.
    Clear,
}

impl<T> Clearable<T> {
    /// The new value; `None` to clear it.
    pub fn into_option(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Clear => None,
        }
    }
}

/// What is said of `none` where nothing was recorded that it could clear.
pub fn nothing_to_clear() -> Failure {
    Failure::usage("none clears what was recorded, and nothing is yet.")
        .next("Leave the option out: what is not given is not recorded.")
}

/// A value parser that also takes `none`.
pub fn clearable<T>(
    parse: impl Fn(&str) -> Result<T, String> + Clone + Send + Sync + 'static,
) -> impl Fn(&str) -> Result<Clearable<T>, String> + Clone + Send + Sync + 'static {
    move |text| {
        if text.trim().eq_ignore_ascii_case(NONE) {
            Ok(Clearable::Clear)
        } else {
            parse(text).map(Clearable::Set)
        }
    }
}
