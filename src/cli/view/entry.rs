//! An entry of the diary, as it is told when it is kept.

use crate::cli::context::Context;
use crate::domain::diary::day;
use crate::domain::diary::rating::Rating;
use crate::words;

/// A rating in a line, with `today` where it counts for the present day.
pub fn rating_line(rating: &Rating, context: &Context) -> String {
    let present = day::day_of(context.now.naive_local(), context.ends_at(rating.morning));
    words::entry::rating(rating, present, context.reader())
}
