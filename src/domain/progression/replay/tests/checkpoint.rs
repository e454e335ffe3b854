//! Whatever was recorded, going on from a checkpoint comes to the same as following all of it.

use super::*;
use crate::domain::progression::replay::checkpoint::Checkpoint;
use crate::domain::progression::replay::course::Course;

/// Days of a made-up history.
const DAYS: u64 = 240;

/// What one day of a history has, by numbers that are drawn.
#[derive(Debug, Clone)]
struct DrawnDay {
    scores: u8,
    noise: i64,
    late: u64,
    /// For each exercise: whether it is done or skipped, and how it went.
    sessions: [u8; 6],
}

fn drawn_day() -> impl Strategy<Value = DrawnDay> {
    (0u8..8, -10i64..25, 0u64..40, prop::array::uniform6(0u8..40))
        .prop_map(|(scores, noise, late, sessions)| DrawnDay { scores, noise, late, sessions })
}

/// Exercises of several kinds, in a plan that has another one for bad days.
fn mixed_shelf(is_bone: bool) -> LibrarySubset {
    let mut shelf = told_shelf(is_bone);
    for (id, kind, days_per_week) in [
        ("first", Kind::Strength, 3),
        ("here", Kind::Stretch, 7),
        ("heavy", Kind::Strength, 2),
        ("free", Kind::Aerobic, 5),
    ] {
        let exercise = shelf.exercises.get_mut(id).expect("it is there");
        exercise.kind = kind;
        exercise.dose.days_per_week = days_per_week;
        if kind == Kind::Aerobic {
            let dose = &mut exercise.dose;
            (dose.sets, dose.reps, dose.minutes, dose.minutes_max) = (1, None, Some(12), Some(30));
        }
    }
    let condition = shelf.conditions.get_mut("a").expect("it is there");
    condition.flare_plan = vec!["here".to_owned(), "free".to_owned()];
    shelf
}

/// The history of these days, with times of much pain, words of clinicians and of the person, and
/// rests.
fn history(
    days: &[DrawnDay],
    bad: &[(u64, u64)],
    words: &[(u64, usize, u8)],
    more: &[(u64, u8)],
    is_bone: bool,
) -> Diary {
    let mut diary = Diary::new(mixed_shelf(is_bone));
    let mut felt = Vec::new();
    let known = |n: u64, late: u64| day(n + if late < 6 { late } else { 0 });
    for (n, drawn) in (0..).zip(days) {
        let is_bad = bad.iter().any(|(from, long)| (*from..from + long).contains(&n));
        let level = (if is_bad { 60 } else { 25 } + drawn.noise).clamp(0, 100);
        for (bit, is_morning) in [(1, true), (2, false)] {
            if drawn.scores & bit != 0 {
                let score = scored(n, level, is_morning);
                felt.push(RecordedScore { known_on: known(n, drawn.late), ..score });
            }
        }
        for (which, how) in drawn.sessions.iter().enumerate() {
            let pain = |tenths| {
                Outcome::Done(Actual { pain: Score::from_tenths(tenths), ..Actual::default() })
            };
            let outcome = match how {
                0..18 => pain(10),
                18..22 => Outcome::Done(Actual::default()),
                22 | 23 => pain(60),
                24 if n % 7 == 0 => Outcome::Done(Actual {
                    symptoms: vec![Symptom::LegSpread],
                    ..Actual::default()
                }),
                25 if n % 11 == 0 => pain(95),
                26..30 => Outcome::Skipped { why: None },
                _ => continue,
            };
            let mut session = session(TOLD[which], n, outcome);
            let late = days_between(day(n), known(n, drawn.late));
            session.written_at += chrono::TimeDelta::days(late);
            diary.record.sessions.push(session);
        }
    }
    diary.rate(felt);
    words.iter().for_each(|word| tell(&mut diary, *word));
    for (n, kind) in more {
        match kind {
            0 => diary.answers.push(answer("filter", Says::Yes, *n)),
            1 => diary.record.pauses.push(Pause { from: day(*n), to: Some(day(n + 9)), why: None }),
            2 | 3 => {
                let change = if *kind == 2 { FlareChange::Began } else { FlareChange::Ended };
                let word = FlareWord { day: day(*n), change, written_at: noon(*n) };
                diary.record.flare_words.push(word);
            }
            _ => diary.record.cycle.push((day(*n), 1 + u32::from(*kind % 5))),
        }
    }
    diary.record.cycle.sort();
    diary
}

/// The same as it is read for a checkpoint: no session, score or day of the cycle before it asks.
fn read_from(diary: &Diary, first: NaiveDate) -> Diary {
    let mut diary = diary.clone();
    diary.record.sessions.retain(|session| session.day >= first);
    diary.keep_scores(|score| score.day >= first);
    diary.record.cycle.retain(|(day, _)| *day >= first);
    diary
}

/// What a progression says of its last day, and of all since `from`.
fn said(progression: &Progression<'_>, from: NaiveDate) -> String {
    let since = |decision: &&Decision| decision.on >= from;
    let planned = progression.planned().into_iter().filter(|planned| planned.day >= from);
    let steps = progression.dose_steps().into_iter().filter(|step| step.day >= from);
    format!(
        "{:#?}",
        (
            progression.routine(),
            progression.standings().collect::<Vec<_>>(),
            progression.changes().iter().filter(since).collect::<Vec<_>>(),
            planned.collect::<Vec<_>>(),
            steps.collect::<Vec<_>>(),
            progression.flare(),
            progression.flares().past(),
        )
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn going_on_from_a_checkpoint_comes_to_the_same(
        days in prop::collection::vec(drawn_day(), DAYS as usize),
        bad in prop::collection::vec((20u64..DAYS, 1u64..26), 0..7),
        mut words in prop::collection::vec((1u64..DAYS, 0usize..6, 0u8..11), 0..14),
        mut more in prop::collection::vec((1u64..DAYS, 0u8..9), 0..8),
        is_bone in prop::bool::weighted(0.15),
        (at, moved, made, then) in (90u64..140, 1u64..30, 0u64..30, 0u64..40),
    ) {
        words.sort();
        more.sort();
        let mut diary = history(&days, &bad, &words, &more, is_bone);
        let (first, second) = (at, at + moved);
        // What is written afterwards about the days before a checkpoint is the end of it.
        for made_of in [first, second] {
            let (of, written) = (day(made_of), day(second + made));
            diary.keep_scores(|score| score.day >= of || score.known_on <= written);
            diary.record.sessions.retain(|session| session.day >= of || session.known_on() <= written);
        }
        let last = (second + made + then).min(DAYS - 1);
        let far = |first: NaiveDate| first;
        let Some(earlier) = Checkpoint::at(diary.case(), None, day(first), far) else {
            return Ok(());
        };
        // As they are kept.
        let kept = postcard::to_allocvec(&earlier).expect("it can be written");
        let earlier: (Checkpoint, Course) = postcard::from_bytes(&kept).expect("it reads");
        let trimmed = read_from(&diary, earlier.0.reads_from());
        let kept = Some((&earlier.0, &earlier.1));
        let later = Checkpoint::at(trimmed.case(), kept, day(second), far);
        for (checkpoint, course) in [Some(&earlier), later.as_ref()].into_iter().flatten() {
            let from = checkpoint.day();
            let trimmed = read_from(&diary, checkpoint.reads_from());
            for n in [second, second + made, last] {
                let resumed = Progression::replay_from(trimmed.case(), Some(checkpoint), day(n));
                prop_assert!(resumed.goes_on_from(checkpoint));
                let whole = diary.on(n);
                prop_assert_eq!(said(&resumed, from), said(&whole, from), "{} of {}", n, from);
                let course = course.clone().followed_by(&resumed, from);
                prop_assert_eq!(course, Course::of(&whole), "{} of {}", n, from);
            }
        }
    }
}
