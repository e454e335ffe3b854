//! What is due, with what to type for it.

use crate::app::DayNow;
use crate::cli::context::Context;
use crate::domain::plan::due::{DueItem, DueKind};
use crate::words;

/// What to type for something that is due.
pub fn command(kind: DueKind) -> &'static str {
    match kind {
        DueKind::Warning | DueKind::CloserLook | DueKind::Answers | DueKind::Questions => {
            "supple screen"
        }
        DueKind::Morning => "supple log --morning",
        DueKind::Score => "supple log",
        DueKind::Exercises => "supple today",
        DueKind::WhomToSee => "supple begin --whom",
        DueKind::Look => "supple plan",
        DueKind::Goals => "supple goal rate",
        DueKind::Visit => "supple visit",
    }
}

/// Something that is due, in a few words.
pub fn due_words(due: &DueItem, now: &DayNow, context: &Context) -> String {
    words::due::due(due, now.closer_look.as_ref(), now.visit.as_ref(), context.reader())
}
