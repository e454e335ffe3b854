//! What begins and ends a flare, and what does not.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::diary::score::Score;
use crate::domain::testing;

/// The n-th day.
fn day(n: i64) -> NaiveDate {
    let first = NaiveDate::from_ymd_opt(2026, 9, 7).expect("a date");
    days_after(first, u64::try_from(n).expect("not before the first"))
}

/// The morning of the n-th day.
fn morning(n: i64, tenths: i64) -> RecordedScore {
    RecordedScore {
        day: day(n),
        score: Score::from_tenths(tenths).expect("a score"),
        morning: true,
        minute: Some(7 * 60),
        known_on: day(n),
    }
}

/// A diary with one morning a day, in whole points; `-` for none.
fn mornings(points: &str) -> Vec<RecordedScore> {
    let points = points.chars().filter(|c| !c.is_whitespace());
    (0..)
        .zip(points)
        .filter_map(|(n, c)| Some(morning(n, i64::from(c.to_digit(10)?) * 10)))
        .collect()
}

/// The fold over these scores and words.
fn fold(scores: &[RecordedScore], words: &[(i64, FlareChange)]) -> FlareFold {
    let scores = ScoreBook::new(scores.iter().copied(), testing::rules().evening_from);
    let mut fold = FlareFold::new(Arc::new(scores), Cycle::default(), FlareWords::new(), day(0));
    for (n, change) in words {
        fold.say(day(*n), *change);
    }
    fold
}

/// For each of so many days whether it is in a flare: `x` by the scores, `w` by word, `.` not.
fn days(fold: FlareFold, count: i64) -> String {
    let (rules, mut fold) = (testing::rules(), fold);
    (0..count)
        .map(|n| {
            fold.close_before(day(n), &rules, |_| false);
            match fold.on(day(n), &rules, false).flare.map(|flare| flare.cause) {
                Some(FlareCause::Scores) => 'x',
                Some(FlareCause::Word) => 'w',
                None => '.',
            }
        })
        .collect()
}

/// The same of one morning a day.
fn days_of(points: &str) -> String {
    let count = points.chars().filter(|c| !c.is_whitespace()).count();
    days(fold(&mornings(points), &[]), i64::try_from(count).expect("a short diary"))
}

/// Three weeks at 3.
const USUAL: &str = "333333333333333333333";

#[test]
fn what_begins_a_flare() {
    for (then, expected) in [
        // Three of the last five known days up by 2 or more, also with gaps.
        ("555", "..x"),
        ("5355", "...x"),
        ("5-3-5-3-5", "........x"),
        // Two days that are much worse: a mean of 2 with the days before.
        ("77", ".x"),
        ("66", ".."),
        ("7-7", "..x"),
        // One bad day does not, and neither does one point.
        ("83333", "....."),
        ("444444", "......"),
        // The day itself must be known, and up.
        ("95", ".x"),
        ("93", ".."),
        ("9-", ".."),
    ] {
        let found = days_of(&format!("{USUAL}{then}"));
        assert_eq!(&found[USUAL.len()..], expected, "{then}");
    }
    // Without a usual there is no rise.
    assert_eq!(days_of("33355555"), "........");
}

#[test]
fn what_ends_a_flare() {
    for (then, expected) in [
        ("77774333333", ".xxxxx....."),
        ("77743743333", ".xxxxxxx..."),
        // 21 days, then a new usual and no other for two weeks.
        ("7777777777777777777777777777", ".xxxxxxxxxxxxxxxxxxxx......."),
        // A week of which nothing is known.
        ("77---------", ".xxxxxxx..."),
    ] {
        let found = days_of(&format!("{USUAL}{then}"));
        assert_eq!(&found[USUAL.len()..], expected, "{then}");
    }
}

#[test]
fn a_word_begins_and_ends_one_at_any_time() {
    use FlareChange::{Began, Ended};
    assert_eq!(days(fold(&[], &[(2, Began)]), 12), "..wwwwwww...");
    assert_eq!(days(fold(&[], &[(2, Began), (4, Ended), (4, Ended)]), 8), "..ww....");
    let scores = mornings(&format!("{USUAL}7777777"));
    let found = days(fold(&scores, &[(24, Ended)]), 28);
    // What is said to be over does not begin again by what it was made of, but by what follows.
    assert_eq!(&found[21..], ".xx..xx", "{found}");
    // Where a bone is the trouble there is none.
    let rules = testing::rules();
    let mut with_bone = fold(&scores, &[(23, Began)]);
    with_bone.close_before(day(27), &rules, |_| true);
    assert_eq!(with_bone.on(day(27), &rules, true).flare, None);
}

#[test]
fn what_is_written_late_changes_nothing() {
    let mut scores = mornings(&format!("{USUAL}3333"));
    scores.retain(|score| score.day < day(21));
    for n in 21..23 {
        scores.push(RecordedScore { known_on: day(n + 1), ..morning(n, 80) });
    }
    // Written on the day after, they are in time: seen from then on.
    assert_eq!(&days(fold(&scores, &[]), 25)[21..], "..xx");
    for score in &mut scores[21..] {
        score.known_on = days_after(score.day, 2);
    }
    assert_eq!(&days(fold(&scores, &[]), 25)[21..], "....");
}

#[test]
fn a_day_that_began_one_is_latched() {
    let mut scores = mornings(&format!("{USUAL}77"));
    // The evening of the second day is much better.
    scores.push(RecordedScore { morning: false, minute: Some(20 * 60), ..morning(22, 0) });
    assert_eq!(&days(fold(&scores, &[]), 23)[21..], ".x");
}

#[test]
fn a_period_is_usual_from_the_second_one_on() {
    // Three periods, from day 20, 48 and 76 on, of four days at 6 where 2 is usual.
    let points: String =
        (0..104).map(|n| if n >= 20 && (n - 20) % 28 < 4 { '6' } else { '2' }).collect();
    let mut found = fold(&mornings(&points), &[]);
    assert!(days(found.clone(), 104)[48..52].contains('x'));
    for start in [20, 48, 76] {
        found.log_cycle(day(start), 1);
    }
    let days = days(found, 104);
    assert!(days[..48].contains('x') && !days[48..].contains('x'), "{days}");
}

#[test]
fn a_much_worse_morning_is_spoken_of_once_a_week() {
    let rules = testing::rules();
    for (morning, usual, is_worse) in [
        (50, Some(20), true),
        (40, Some(0), false),
        (50, Some(21), false),
        (80, Some(60), true),
        (80, Some(70), false),
        (80, None, true),
        (79, None, false),
    ] {
        let (morning, usual) = (Tenths::from(morning), usual.map(Tenths::from));
        assert_eq!(is_much_worse(morning, usual, &rules), is_worse, "{morning} {usual:?}");
    }
    let mut fold = fold(&mornings(&format!("{USUAL}8888888888")), &[]);
    let spoken: Vec<i64> = (0..31)
        .filter(|n| {
            fold.close_before(day(*n), &rules, |_| false);
            fold.on(day(*n), &rules, false).is_much_worse
        })
        .collect();
    assert_eq!(spoken, [21, 28]);
}

proptest! {
    /// Whatever is recorded: a flare ends by its longest day, and what is recorded later changes no
    /// day that has gone by.
    #[test]
    fn a_flare_always_ends(points in prop::collection::vec(prop::option::of(0i64..=100), 1..120),
                           began in 0i64..100) {
        let scores: Vec<RecordedScore> = (0..)
            .zip(&points)
            .filter_map(|(n, points)| Some(morning(n, (*points)?)))
            .collect();
        let count = points.len() as i64;
        let began = began % count;
        let all = days(fold(&scores, &[(began, FlareChange::Began)]), count + 30);
        let longest = usize::try_from(testing::rules().flare_longest).expect("a small number");
        for flare in all.split('.') {
            prop_assert!(flare.len() < 2 * longest, "{all}");
        }
        prop_assert!(all.ends_with('.'));
        let half = count / 2;
        let known: Vec<_> = scores.iter().filter(|score| score.day <= day(half)).copied().collect();
        let earlier = days(fold(&known, &[(began, FlareChange::Began)]), half + 1);
        prop_assert_eq!(&all[..earlier.len()], &earlier);
    }
}
