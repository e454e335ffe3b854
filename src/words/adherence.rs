//! What was done of what was asked: numbers without praise and without blame.

use super::text::{and, count};
use crate::domain::analysis::adherence::{Adherence, Tally};
use crate::domain::analysis::report::{PracticeLines, ReportLine};

/// Sessions in a few words: `12 of 15`, `12 of 15, 3 beyond`, `3, none planned`; `None` where
/// nothing was asked for and nothing done.
pub fn sessions(tally: Tally) -> Option<String> {
    match tally {
        tally if tally.is_empty() => None,
        Tally { asked: 0, beyond, .. } => Some(format!("{beyond}, none planned")),
        Tally { done, asked, beyond: 0 } => Some(format!("{done} of {asked}")),
        Tally { done, asked, beyond } => Some(format!("{done} of {asked}, {beyond} beyond")),
    }
}

/// The same as a sentence: `Exercise sessions done of planned: 12 of 15, 3 beyond.`
pub fn sentence(tally: Tally) -> Option<String> {
    let of_planned = if tally.asked > 0 { " of planned" } else { "" };
    sessions(tally).map(|sessions| format!("Exercise sessions done{of_planned}: {sessions}."))
}

/// Weeks that are told one by one: what lies further back is in the totals.
const WEEKS: usize = 8;

/// Each of the last weeks, the oldest first: `8 of 12; nothing planned; 12 of 12`.
fn weeks(adherence: &Adherence) -> String {
    let last = &adherence.by_week[adherence.by_week.len().saturating_sub(WEEKS)..];
    let weeks = last
        .iter()
        .map(|week| sessions(week.tally).unwrap_or_else(|| "nothing planned".to_owned()));
    weeks.collect::<Vec<_>>().join("; ")
}

/// All of it line by line: each exercise, the one that was done least first, then the weeks and the
/// reasons; none where nothing was asked for and nothing done.
pub fn lines(adherence: &Adherence, name: impl Fn(&str) -> String) -> PracticeLines {
    if adherence.total.is_empty() {
        return PracticeLines::default();
    }
    let mut exercises: Vec<_> = adherence.by_exercise.iter().collect();
    // What nobody planned has no share, and comes last.
    exercises.sort_by(|(_, one), (_, other)| {
        let is_beyond = |tally: &Tally| tally.asked == 0;
        let shares = (one.done * other.asked).cmp(&(other.done * one.asked));
        is_beyond(one).cmp(&is_beyond(other)).then(shares)
    });
    let which = match adherence.by_week.len() > WEEKS {
        true => format!("The last {WEEKS} weeks"),
        false => "Week by week".to_owned(),
    };
    PracticeLines {
        exercises: exercises
            .into_iter()
            .filter_map(|(id, tally)| Some(ReportLine::new(name(id), sessions(*tally)?)))
            .collect(),
        weeks: Some(ReportLine::new(which, weeks(adherence))),
        reasons: reasons(adherence).map(|why| ReportLine::new("Reasons for leaving some out", why)),
    }
}

/// The reasons given for leaving exercises out: `tired (3 times) and no time (once)`; `None` where
/// none was given.
fn reasons(adherence: &Adherence) -> Option<String> {
    let reasons: Vec<String> = adherence
        .skipped_reasons
        .iter()
        .map(|(why, times)| match times {
            1 => format!("{} (once)", super::text::shortened(why)),
            times => {
                format!("{} ({})", super::text::shortened(why), count(*times, "time", "times"))
            }
        })
        .collect();
    (!reasons.is_empty()).then(|| and(&reasons))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sessions_say_what_they_are_of() {
        let tally = |done, asked, beyond| Tally { done, asked, beyond };
        for (tally, expected) in [
            (tally(0, 0, 0), None),
            (tally(0, 4, 0), Some("Exercise sessions done of planned: 0 of 4.")),
            (tally(128, 131, 5), Some("Exercise sessions done of planned: 128 of 131, 5 beyond.")),
            (tally(0, 0, 3), Some("Exercise sessions done: 3, none planned.")),
        ] {
            assert_eq!(sentence(tally).as_deref(), expected);
        }
    }
}
