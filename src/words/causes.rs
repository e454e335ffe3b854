//! What is said to somebody who begins: what the program is for, and what buttock pain can come from.

use crate::domain::programme::cause::Cause;

/// What the table is.
pub const TITLE: &str = "What buttock pain can come from";

/// What has to be known before the table is read, in sentences.
pub const READ_FIRST: [&str; 2] = [
    "Nobody can tell from a list where a pain comes from, and several of these can be there at \
     once.",
    "They stand in the order of the alphabet, which says nothing about how likely one is.",
];

/// Where it is said what cannot wait.
pub const CANNOT_WAIT: &str = "Numbness between the legs, new bladder or bowel trouble, or a leg losing \
                               strength: emergency department now.";

/// What a row says beside its name and what happens, in the order of the columns.
pub const COLUMNS: [&str; 6] = [
    "Where it is felt",
    "What brings it on",
    "What eases it",
    "What goes with it",
    "Who can find out",
    "What helps, in general",
];

/// The cells of a row, below [`COLUMNS`]; `None` where nothing is known.
pub fn cells(cause: &Cause) -> [Option<&str>; COLUMNS.len()] {
    [
        Some(&cause.felt),
        Some(&cause.brings_on),
        Some(&cause.eases),
        cause.goes_with.as_deref(),
        Some(&cause.who_can_tell),
        Some(&cause.helps),
    ]
}

/// A row in a line: its name, and where it is felt.
pub fn in_short(cause: &Cause) -> String {
    format!("{}: {}", cause.name, cause.felt_short)
}

/// What the program is for, and what it cannot do.
pub const WHAT_IT_IS: &str = "A pain diary and safe first steps, kept on this machine. It cannot \
                              say what you have.";

/// The keys of the safety questions.
pub const KEYS: &str = "n none · y yes, or not sure · s skip · b back · q stop";

/// What stands above what it may come from.
pub const ABOUT_CAUSES: &str = "It can come from one or several of these; nobody can tell from a \
                                list.";
