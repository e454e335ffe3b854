//! What the change in goals means, against the published marks.

use super::text::capital;
use crate::domain::diary::goal::{GoalChange, SINGLE_POINTS, SIZES, Size};
use crate::domain::text::style::Style;

/// Points up or down, in words.
fn points(change: &GoalChange, style: Style) -> String {
    let points = change.points();
    let unit = if points.abs() == 1.0 { "point" } else { "points" };
    match points {
        0.0 => "unchanged".to_owned(),
        points if points > 0.0 => format!("up {} {unit}", style.plain(points)),
        points => format!("down {} {unit}", style.plain(points.abs())),
    }
}

/// What a change in one activity means.
pub fn change_of_one(change: &GoalChange, style: Style) -> String {
    let verdict = match change.reaches_single() {
        // No change needs no yardstick.
        _ if change.points() == 0.0 => return "Unchanged.".to_owned(),
        true => "which passes",
        false => "which is less than",
    };
    format!(
        "{}, {verdict} the published mark ({}).",
        capital(&points(change, style)),
        single_source()
    )
}

/// What the change of the mean means.
pub fn change_of_mean(change: &GoalChange, style: Style) -> String {
    let size = match change.size() {
        Size::None => "less than a small change".to_owned(),
        size => format!("a {} change", size.word()),
    };
    format!(
        "{} goals together: from {} to {}, {}: {size} ({}).",
        change.goals,
        style.one_decimal(change.before),
        style.one_decimal(change.now),
        points(change, style),
        mean_source()
    )
}

/// The mark of the threshold for one activity.
pub fn single_source() -> String {
    format!("about {SINGLE_POINTS} points in one activity, Stratford 1995, recalled")
}

/// The mark of the thresholds for the mean.
pub fn mean_source() -> String {
    let sizes = SIZES.iter().rev().map(|(size, points)| format!("{} from {points}", size.word()));
    format!("{} points, Abbott & Schmitt 2014", sizes.collect::<Vec<_>>().join(", "))
}
