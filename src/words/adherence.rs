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

/// The same as a sentence: `Exercise sessions done of planned up to 20 Nov: 12 of 15, 3 beyond.`
/// `until` is the last day that is counted, where that is not the last that is spoken of.
pub fn sentence(tally: Tally, until: Option<&str>) -> Option<String> {
    let of_planned = if tally.asked > 0 { " of planned" } else { "" };
    let until = until.map_or(String::new(), |until| format!(" up to {until}"));
    sessions(tally)
        .map(|sessions| format!("Exercise sessions done{of_planned}{until}: {sessions}."))
}

/// What was done of an exercise that is in the plan on neither day, for a row of its own.
pub fn not_in_plan(done: &ReportLine) -> ReportLine {
    ReportLine::new(done.lead.clone(), format!("sessions done: {}; not in the plan now", done.rest))
}

/// Weeks that are told one by one: what lies further back is in the totals.
const WEEKS: usize = 8;

/// Each of the last weeks, the oldest first: `8 of 12; 2 weeks with nothing planned; 12 of 12`.
fn weeks(adherence: &Adherence) -> String {
    let last = &adherence.by_week[adherence.by_week.len().saturating_sub(WEEKS)..];
    // Said once for all of them that follow each other.
    let runs = last.chunk_by(|one, next| one.tally.is_empty() && next.tally.is_empty());
    let weeks = runs.map(|run| {
        sessions(run[0].tally).unwrap_or_else(|| match run.len() {
            1 => "nothing planned".to_owned(),
            weeks => format!("{weeks} weeks with nothing planned"),
        })
    });
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
        before: None,
        reasons: reasons(adherence).map(|why| ReportLine::new("Reasons for leaving some out", why)),
    }
}

/// What was done of each exercise on the days before a plan began: `Bridge (8 of 12); Graded
/// walking (1, none planned)`; `None` where nothing was asked for and nothing done.
pub fn before_plan(before: &Adherence, name: impl Fn(&str) -> String) -> Option<ReportLine> {
    let exercises = before.by_exercise.iter();
    let done: Vec<String> = exercises
        .filter_map(|(id, tally)| Some(format!("{} ({})", name(id), sessions(*tally)?)))
        .collect();
    (!done.is_empty()).then(|| ReportLine::new("Before this plan", done.join("; ")))
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
    use crate::domain::analysis::adherence::WeekTally;
    use chrono::NaiveDate;

    #[test]
    fn sessions_say_what_they_are_of() {
        let tally = |done, asked, beyond| Tally { done, asked, beyond };
        for (tally, expected) in [
            (tally(0, 0, 0), None),
            (tally(0, 4, 0), Some("Exercise sessions done of planned: 0 of 4.")),
            (tally(128, 131, 5), Some("Exercise sessions done of planned: 128 of 131, 5 beyond.")),
            (tally(0, 0, 3), Some("Exercise sessions done: 3, none planned.")),
        ] {
            assert_eq!(sentence(tally, None).as_deref(), expected);
        }
        let until = sentence(tally(3, 4, 0), Some("20 Nov"));
        assert_eq!(
            until.as_deref(),
            Some("Exercise sessions done of planned up to 20 Nov: 3 of 4.")
        );
    }

    #[test]
    fn an_exercise_that_was_never_planned_is_told_as_one() {
        let bridge = |done| not_in_plan(&ReportLine::new("Bridge".to_owned(), done)).rest;
        let never = sessions(Tally { done: 0, asked: 0, beyond: 1 }).expect("one");
        assert_eq!(bridge(never), "sessions done: 1, none planned; not in the plan now");
        let left = sessions(Tally { done: 3, asked: 4, beyond: 0 }).expect("some");
        assert_eq!(bridge(left), "sessions done: 3 of 4; not in the plan now");
    }

    #[test]
    fn weeks_without_a_plan_are_said_once() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date");
        let said = |done: &[u32]| {
            let week = |done: &u32| WeekTally {
                from: day,
                to: day,
                tally: Tally::new(*done, if *done > 0 { 7 } else { 0 }),
            };
            let by_week = done.iter().map(week).collect();
            weeks(&Adherence { by_week, ..Adherence::default() })
        };
        assert_eq!(said(&[0, 0, 4, 7]), "2 weeks with nothing planned; 4 of 7; 7 of 7");
        assert_eq!(said(&[4, 0, 7]), "4 of 7; nothing planned; 7 of 7");
    }
}
