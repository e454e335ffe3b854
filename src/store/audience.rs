//! Who will see what is read.

/// Who will see what is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// The person, on their own screen: every entry.
    Person,
    /// Whoever a page or an export is handed to: no private entry.
    Others,
}

impl Audience {
    /// Whether private entries may be read, as SQL takes it.
    pub(super) fn sees_private(self) -> bool {
        self == Self::Person
    }
}
