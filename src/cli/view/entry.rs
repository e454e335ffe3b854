//! An entry of the diary, as it is told when it is kept.

use crate::cli::world::World;
use crate::domain::diary::day;
use crate::domain::diary::rating::Rating;
use crate::words;

/// A rating in a line, with `today` where it counts for the present day.
pub fn rating_line(rating: &Rating, world: &World) -> String {
    let present = day::day_of(world.now.naive_local(), world.ends_at(rating.morning));
    words::entry::rating(rating, present, world.reader())
}
