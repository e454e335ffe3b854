//! Visits that seem to have been booked a year too early.

use crate::cli::context::Context;
use crate::cli::failure::Failure;
use crate::cli::output::page::Page;
use crate::store::Diary;

/// Points each of them out, with what puts it right.
pub fn show_early_visits(diary: &Diary, context: &Context, page: &mut Page) -> Result<(), Failure> {
    for early in diary.visits_a_year_early(context.today)? {
        page.para(&format!(
            "The visit on {} was noted on {}. If {} was meant:",
            context.day(early.day),
            context.day(early.written_on),
            context.day(early.meant)
        ));
        page.command(&format!("supple visit {} --move {}", early.day, early.meant));
    }
    Ok(())
}
