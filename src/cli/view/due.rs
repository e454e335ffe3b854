//! What is due and what seems a slip, with what to type for it.

use crate::app::DayNow;
use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::domain::plan::due::{DueItem, DueKind};
use crate::store::Diary;
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
    words::routine::due_item(due, now.closer_look.as_ref(), now.visit.as_ref(), context.reader())
}

/// Points out visits that seem to have been booked a year too early, with what puts them right.
pub fn show_early_visits(diary: &Diary, context: &Context, page: &mut Page) -> Result<(), Failure> {
    let visits = diary.visits()?;
    for early in diary.visits_a_year_early(context.today)? {
        // Where the right day has its visit already there is nothing to move.
        let is_there = visits.iter().any(|visit| visit.value.day == early.meant);
        page.para(&format!(
            "The visit on {} was noted on {}. If {} was meant:",
            context.day(early.day),
            context.day(early.written_on),
            context.day(early.meant)
        ));
        page.command(&if is_there {
            format!("supple visit {} --remove", early.day)
        } else {
            format!("supple visit {} --move {}", early.day, early.meant)
        });
    }
    Ok(())
}
