//! What a change that puts whole rows in keeps in mind from one row to the next.

use std::collections::HashMap;
use std::rc::Rc;

/// What a change that puts rows in knows of those before.
#[derive(Debug)]
pub(super) struct Copied {
    /// The columns of the tables that rows went into.
    pub(super) columns: HashMap<&'static str, Rc<[String]>>,
    /// The highest number of a row in each.
    pub(super) last_numbers: HashMap<&'static str, i64>,
    /// Whether the name of a row may be that of one that is gone.
    pub(super) has_removed: bool,
}

impl Default for Copied {
    fn default() -> Self {
        Self { columns: HashMap::new(), last_numbers: HashMap::new(), has_removed: true }
    }
}
