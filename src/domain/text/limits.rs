//! Which numbers and how much text may be typed, read from a file or recorded: every range once.
//!
//! Arguments of commands, the readers of `exercises/` and the types of the domain take them from
//! here. SQL states them again in its CHECKs, because the diary must also refuse what another
//! program writes into it; the test below compares. A range may be widened together with a
//! migration. It is never narrowed: somebody's diary may hold the number.
//!
//! The ends are design choices: they catch slips of the fingers and ask for nothing clinical. A
//! range that only one reader of files knows, such as an angle, stands there.

use std::ops::RangeInclusive;

/// Pain and goals, in tenths of a point.
pub const SCORE_TENTHS: RangeInclusive<u32> = 0..=100;

/// A limit on pain, and effort, in whole points.
pub const POINTS: RangeInclusive<u32> = 0..=10;

/// The points of the impression of change.
pub const IMPRESSION: RangeInclusive<u32> = 1..=7;

/// A length of time within a day, in minutes: sleep, sitting.
pub const MINUTES_OF_DAY: RangeInclusive<u32> = 0..=24 * 60;

/// The day of the menstrual cycle. Far beyond a usual one: cycles may pause for months.
pub const CYCLE_DAY: RangeInclusive<u32> = 1..=400;

/// How often urine or stool leaked on a day.
pub const LEAKS: RangeInclusive<u32> = 0..=100;

/// A weight, in grams: up to 500 kg.
pub const LOAD_G: RangeInclusive<u32> = 0..=500_000;

/// Letters of a tag or a site.
pub const TAG_LETTERS: RangeInclusive<u32> = 1..=40;

/// How many places, tags or medicines one entry is given by hand. What is imported may have more.
pub const WORDS_OF_ENTRY: RangeInclusive<u32> = 0..=100;

/// Letters of a person's name, or of a goal.
pub const NAME_LETTERS: RangeInclusive<u32> = 1..=100;

/// Letters of whom to call: what stands on one line of a page.
pub const CONTACT_LETTERS: RangeInclusive<u32> = 1..=60;

/// Bytes of a note. A diary page's worth, and still cheap to keep for decades.
pub const NOTE_BYTES: RangeInclusive<u32> = 1..=100_000;

/// Weeks that a chart or a page may go back: a hundred years.
pub const WEEKS: RangeInclusive<u32> = 1..=5200;

/// Dots per inch as an argument. Wider than what prints: the paper knows how much that is, and
/// says so.
pub const DPI: RangeInclusive<u32> = 1..=100_000;

/// How many times as fast a guided session may run.
pub const SPEED: RangeInclusive<u32> = 1..=100;

/// What an exercise or a plan may ask for.
pub mod dose {
    use std::ops::RangeInclusive;

    /// Sets.
    pub const SETS: RangeInclusive<u32> = 1..=10;
    /// Repeats of a set.
    pub const REPS: RangeInclusive<u32> = 1..=100;
    /// Seconds that a repeat is held.
    pub const HOLD_S: RangeInclusive<u32> = 1..=300;
    /// Minutes of steady work.
    pub const MINUTES: RangeInclusive<u32> = 1..=180;
    /// Minutes of one step up.
    pub const MINUTES_STEP: RangeInclusive<u32> = 1..=30;
    /// Grams of one step up in weight. The least is the lightest disc there is.
    pub const LOAD_STEP_G: RangeInclusive<u32> = 250..=20_000;
    /// Stages of one exercise.
    pub const STAGES: RangeInclusive<u32> = 2..=20;
    /// Times on a day.
    pub const TIMES_PER_DAY: RangeInclusive<u32> = 1..=12;
    /// Days in a week.
    pub const DAYS_PER_WEEK: RangeInclusive<u32> = 1..=7;
    /// Seconds of rest between sets, and between repeats.
    pub const REST_S: RangeInclusive<u32> = 0..=600;
    /// Seconds of each of the three parts of a tempo.
    pub const TEMPO_S: RangeInclusive<u32> = 0..=60;
}

/// The day of a phase, counted from 1, and days in a row.
pub const PHASE_DAY: RangeInclusive<u32> = 1..=365;

/// What may have been done. Wider than a dose: what happened is recorded also where nobody would
/// ask for it.
pub mod record {
    use std::ops::RangeInclusive;

    /// Sets.
    pub const SETS: RangeInclusive<u32> = 1..=100;
    /// Repeats of a set.
    pub const REPS: RangeInclusive<u32> = 1..=1000;
    /// Seconds that a repeat was held.
    pub const HOLD_S: RangeInclusive<u32> = 1..=3600;
    /// Minutes of steady work.
    pub const MINUTES: RangeInclusive<u32> = 1..=24 * 60;
}

/// A range in words: `1 to 10`.
pub fn in_words(range: &RangeInclusive<u32>) -> String {
    format!("{} to {}", range.start(), range.end())
}

/// A whole number within a range.
///
/// # Errors
/// A sentence that says which numbers are possible.
pub fn whole(text: &str, range: &RangeInclusive<u32>) -> Result<u32, String> {
    let number = text.trim().parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("it is a whole number from {}", in_words(range)))
}

/// Reads whole numbers within a range, as an argument of a command does.
pub fn within(range: RangeInclusive<u32>) -> impl Fn(&str) -> Result<u32, String> + Clone {
    move |text| whole(text, &range)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    /// The ranges of numbers in the CHECKs of a schema, by `table.column` or
    /// `length(table.column)`.
    fn ranges_of(schema: &str) -> BTreeMap<String, RangeInclusive<u32>> {
        let mut ranges = BTreeMap::new();
        let mut table = "";
        for line in schema.lines() {
            if let Some(rest) = line.strip_prefix("CREATE TABLE ") {
                table = rest.split(' ').next().unwrap_or_default().trim_matches('"');
            }
            for check in line.split("CHECK (").skip(1) {
                let Some((what, rest)) = check.split_once(" BETWEEN ") else { continue };
                // What is compared with another column, or depends on one, is no range of numbers.
                if what.contains(' ') {
                    continue;
                }
                let (least, rest) = rest.split_once(" AND ").expect("BETWEEN has two ends");
                let most = rest.split([')', ' ', ',']).next().unwrap_or_default();
                let name = match what.strip_prefix("length(") {
                    Some(column) => format!("length({table}.{column}"),
                    None => format!("{table}.{what}"),
                };
                let [least, most] = [(least, 0), (most, 100)].map(|(end, of_score)| match end {
                    // The worst and the least of a day are bounded by its score.
                    "coalesce(score" | "coalesce(score, 101)" => of_score,
                    number => number.parse().expect("an end is a number"),
                });
                assert_eq!(ranges.insert(name, least..=most), None, "two ranges of one column");
            }
        }
        ranges
    }

    #[test]
    fn the_diary_refuses_what_the_program_does() {
        let expected = BTreeMap::from(
            [
                ("goal_rating.score", SCORE_TENTHS),
                ("rating.score", SCORE_TENTHS),
                ("rating.worst", SCORE_TENTHS),
                ("rating.least", SCORE_TENTHS),
                ("rating.sleep_minutes", MINUTES_OF_DAY),
                ("rating.sitting_minutes", MINUTES_OF_DAY),
                ("rating.cycle_day", CYCLE_DAY),
                ("rating.leaks", LEAKS),
                ("rating.heaviness", SCORE_TENTHS),
                ("rating_site.score", SCORE_TENTHS),
                ("length(rating_site.site)", TAG_LETTERS),
                ("length(rating_tag.tag)", TAG_LETTERS),
                ("plan_item.sets", dose::SETS),
                ("plan_item.reps", dose::REPS),
                ("plan_item.hold_s", dose::HOLD_S),
                ("plan_item.minutes", dose::MINUTES),
                ("plan_item.load_g", LOAD_G),
                ("plan_item.times_per_day", dose::TIMES_PER_DAY),
                ("plan_item.days_per_week", dose::DAYS_PER_WEEK),
                ("session.sets", record::SETS),
                ("session.reps", record::REPS),
                ("session.hold_s", record::HOLD_S),
                ("session.minutes", record::MINUTES),
                ("session.load_g", LOAD_G),
                ("session.pain", SCORE_TENTHS),
                ("session.pain_before", SCORE_TENTHS),
                ("week_answer.average", SCORE_TENTHS),
                ("session.effort", POINTS),
                ("visit.impression", IMPRESSION),
            ]
            .map(|(column, range)| (column.to_owned(), range)),
        );
        assert_eq!(ranges_of(include_str!("../../store/expected_schema.sql")), expected);
    }

    #[test]
    fn what_was_done_may_be_whatever_is_asked_for() {
        for (asked, done) in [
            (dose::SETS, record::SETS),
            (dose::REPS, record::REPS),
            (dose::HOLD_S, record::HOLD_S),
            (dose::MINUTES, record::MINUTES),
        ] {
            assert!(done.contains(asked.start()) && done.contains(asked.end()), "{asked:?}");
        }
    }

    #[test]
    fn a_number_is_read_up_to_both_ends() {
        let read = within(1..=12);
        assert_eq!([read("1"), read(" 12 ")], [Ok(1), Ok(12)]);
        for text in ["0", "13", "", "x", "-1", "1.5", "99999999999"] {
            assert_eq!(read(text), Err("it is a whole number from 1 to 12".to_owned()), "{text}");
        }
    }
}
