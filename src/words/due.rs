//! What is due, in a few words.

use super::text::count;
use crate::domain::diary::visit::Visit;
use crate::domain::plan::due::{DueItem, DueKind};
use crate::domain::screening::closer_look::CloserLook;
use crate::domain::text::date::{self, Reader};

/// One thing that is due: `3 exercises`, `today's score`.
pub fn due(
    due: &DueItem,
    closer_look: Option<&CloserLook>,
    visit: Option<&Visit>,
    reader: Reader,
) -> String {
    match due.kind {
        DueKind::Warning => count(due.count, "warning sign", "warning signs"),
        DueKind::CloserLook => {
            let day = closer_look.map_or(reader.today, |look| look.day);
            format!("the safety questions after what you wrote on {}", date::short(day, reader))
        }
        DueKind::Answers => "the safety questions, before any exercise".to_owned(),
        DueKind::Morning => "the morning check".to_owned(),
        DueKind::Score => "today's score".to_owned(),
        DueKind::Exercises => count(due.count, "exercise", "exercises"),
        // How many they are says nothing of how long they take, and frightens.
        DueKind::Questions => "the safety questions".to_owned(),
        DueKind::WhomToSee => "whom to see, for the gentle start is over".to_owned(),
        DueKind::Look => "to see your physiotherapist about how it goes".to_owned(),
        DueKind::Goals => count(due.count, "goal to rate", "goals to rate"),
        DueKind::Visit => {
            let is_today = visit.is_some_and(|visit| visit.day == reader.today);
            let day = if is_today { "today" } else { "tomorrow" };
            let with = visit.and_then(|visit| visit.clinician.as_ref());
            with.map_or(format!("a visit {day}"), |name| format!("a visit {day} with {name}"))
        }
    }
}
