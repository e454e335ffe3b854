//! What must come out for each body.

use crate::body::{Body, CYCLE_DAYS, FLARE_DAYS, HAPPENS_ON, is_period};
use crate::life::{Life, Story};
use crate::outcome::{ChangeKind, Day, Flare, Notice, StopReason};
use crate::shipped::SHELF;
use supple::domain::programme::condition::{PainRule, PhaseName};

/// A body with a programme, lived many times, and what must hold then.
#[derive(Debug)]
pub struct Row {
    /// Its name in the table and in commands.
    pub id: &'static str,
    /// What is lived.
    pub story: Story,
    /// The programmes it is lived with.
    pub programmes: Programmes,
    /// What must hold, beside what must hold for all.
    pub checks: Vec<Check>,
}

/// The programmes of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Programmes {
    /// Every one in which no bone is the trouble.
    NotBone,
    /// Every one in which a bone is.
    Bone,
    /// The ones that go by a cycle.
    Cycle,
}

impl Programmes {
    /// Their ids.
    pub fn ids(self) -> Vec<&'static str> {
        // A start without a diagnosis never grows: what it promises is in `tests/answers/start.rs`.
        let diagnoses = SHELF.conditions.values().filter(|condition| condition.is_diagnosis);
        let conditions = diagnoses.filter(|condition| {
            let is_bone = condition.pain_rule == PainRule::BoneZero;
            match self {
                Self::NotBone => !is_bone,
                Self::Bone => is_bone,
                Self::Cycle => condition.outcomes.iter().any(|outcome| outcome == "cycle-day"),
            }
        });
        conditions.map(|condition| condition.id.as_str()).collect()
    }
}

/// What is measured on one life: any number of values, all of which count; `None` where the rules
/// do not give it yet.
type Measure = fn(&Life) -> Option<Vec<f64>>;

/// One thing that must hold.
#[derive(Debug, Clone, Copy)]
pub struct Check {
    /// What, in words.
    pub what: &'static str,
    /// For which lives.
    pub who: fn(&Life) -> bool,
    /// What is measured; a share is measured by ones and noughts.
    pub measure: Measure,
    /// What must come out.
    pub limit: Limit,
}

/// What must come out over many lives.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// A share of at least this.
    ShareAtLeast(f64),
    /// A share of at most this.
    ShareAtMost(f64),
    /// A mean share of at most this.
    MeanShareAtMost(f64),
    /// A median share of at most this.
    MedianShareAtMost(f64),
    /// A median number of at least this.
    MedianAtLeast(f64),
    /// A share that is shown, and held to nothing.
    ShownShare,
}

/// One for yes, nought for no.
fn one(is_so: bool) -> Option<Vec<f64>> {
    Some(vec![f64::from(u8::from(is_so))])
}

/// Nothing to measure on this life.
fn nothing() -> Option<Vec<f64>> {
    Some(Vec::new())
}

/// The share of days for which something holds.
fn share_of<'a>(
    days: impl Iterator<Item = &'a Day>,
    holds: impl Fn(&Day) -> Option<bool>,
) -> Option<Vec<f64>> {
    let held: Vec<bool> = days.map(holds).collect::<Option<_>>()?;
    let count = held.iter().filter(|held| **held).count();
    Some(vec![count as f64 / held.len().max(1) as f64])
}

fn everybody(_: &Life) -> bool {
    true
}

fn is_ordinary(life: &Life) -> bool {
    life.keeping.noise.sd == 1.0
}

fn is_wide(life: &Life) -> bool {
    life.keeping.noise.sd > 1.0
}

fn is_wide_and_slow(life: &Life) -> bool {
    is_wide(life) && is_slow(life)
}

/// Whether days are like the days before them.
fn is_slow(life: &Life) -> bool {
    life.keeping.noise.autocorrelation > 0.0
}

fn has_all_mornings(life: &Life) -> bool {
    life.keeping.mornings == 100
}

fn has_most_mornings(life: &Life) -> bool {
    life.keeping.mornings == 70
}

fn has_half_the_mornings(life: &Life) -> bool {
    life.keeping.mornings == 50
}

fn has_half_or_more(life: &Life) -> bool {
    life.keeping.mornings >= 50
}

/// Where pain before is unknown, all pain in an exercise counts as its own (rule 15).
fn gives_before(life: &Life) -> bool {
    life.keeping.before
}

fn never_gives_before(life: &Life) -> bool {
    !gives_before(life)
}

/// Enough to know the means that slow worsening and a review are told by.
fn has_half_the_days(life: &Life) -> bool {
    has_evenings(life) || has_half_or_more(life)
}

fn has_no_mornings(life: &Life) -> bool {
    life.keeping.mornings == 0
}

fn has_evenings(life: &Life) -> bool {
    life.keeping.evenings
}

fn has_half_the_mornings_alone(life: &Life) -> bool {
    has_half_the_mornings(life) && !has_evenings(life)
}

/// What must hold for every body.
pub const FOR_ALL: [Check; 4] = [
    Check {
        what: "days without a dose above its ceiling",
        who: everybody,
        measure: |life| {
            let is_below = |day: &Day| !day.tasks.iter().any(|task| task.is_above_ceiling);
            share_of(life.outcome.days.iter(), |day| Some(is_below(day)))
        },
        limit: Limit::ShareAtLeast(1.0),
    },
    Check {
        what: "days within 30 min, with walking 60",
        who: everybody,
        measure: |life| {
            let fits = |day: &Day| {
                day.exercise_seconds <= 30 * 60
                    && day.exercise_seconds + day.steady_seconds <= 60 * 60
            };
            share_of(life.outcome.days.iter(), |day| Some(fits(day)))
        },
        limit: Limit::ShareAtLeast(1.0),
    },
    Check {
        what: "nothing stops for good but by rule 16",
        who: everybody,
        measure: |life| one(!life.outcome.was_stopped(|why| why == StopReason::Other)),
        limit: Limit::ShareAtLeast(1.0),
    },
    Check {
        what: "every flare ends by its day 21",
        who: everybody,
        measure: |life| {
            let days = life.outcome.days.len() as u64;
            let lasted = |flare: &Flare| flare.end.unwrap_or(days) - flare.from;
            one(life.outcome.flares()?.iter().all(|flare| lasted(flare) <= 21))
        },
        limit: Limit::ShareAtLeast(1.0),
    },
];

/// What must hold for a body that does not change, and for one that flares.
const NOTHING_FOR_A_CLINICIAN: [Check; 2] = [
    Check {
        what: "nothing needs a clinician",
        who: gives_before,
        measure: needs_no_clinician,
        limit: Limit::ShareAtLeast(0.99),
    },
    Check {
        what: "the same, pain before never given",
        who: never_gives_before,
        measure: needs_no_clinician,
        limit: Limit::ShownShare,
    },
];

fn needs_no_clinician(life: &Life) -> Option<Vec<f64>> {
    one(!life.outcome.was_stopped(|_| true))
}

/// Days in flare, that are none, of a body that does not change.
const FALSE_FLARES: [Check; 2] = [
    Check {
        what: "days in flare, median at SD 1.0",
        who: is_ordinary,
        measure: days_in_flare,
        limit: Limit::MedianShareAtMost(0.05),
    },
    Check {
        what: "days in flare, mean at SD 1.3 with 0.4",
        who: is_wide_and_slow,
        measure: days_in_flare,
        limit: Limit::MeanShareAtMost(0.15),
    },
];

fn days_in_flare(life: &Life) -> Option<Vec<f64>> {
    share_of(life.outcome.days.iter(), |day| day.flare)
}

/// Steps that twelve weeks have room for.
const MOST_STEPS: f64 = 12.0;

/// Steps of growth of each strength exercise of three days or fewer that was there throughout; one
/// that has come to its end counts as having grown enough.
fn growth(life: &Life) -> Option<Vec<f64>> {
    let days = &life.outcome.days;
    let mut lines: Vec<&str> = Vec::new();
    for task in days[..14].iter().flat_map(|day| &day.tasks) {
        if task.is_strength && task.days_per_week <= 3 && !lines.contains(&task.line) {
            lines.push(task.line);
        }
    }
    let steps = lines.iter().map(|line| {
        let grown = life.outcome.changes.iter().filter(|change| {
            change.line == *line && matches!(change.kind, ChangeKind::Grown | ChangeKind::Harder)
        });
        let newest = days.iter().rev().flat_map(|day| &day.tasks).find(|task| task.line == *line);
        let is_at_its_end = newest.is_some_and(|task| task.can_grow == Some(false));
        // Left out, it would leave those that grow slowest.
        if is_at_its_end { MOST_STEPS } else { grown.count() as f64 }
    });
    Some(steps.collect())
}

/// The flare that covers what began on [`HAPPENS_ON`], if it was found before `by` days of it were
/// over.
fn found(life: &Life, by: u64) -> Option<Option<Flare>> {
    let flares = life.outcome.flares()?;
    Some(
        flares.into_iter().find(|flare| {
            flare.from < HAPPENS_ON + by && flare.end.is_none_or(|end| end > HAPPENS_ON)
        }),
    )
}

fn is_found_by<const DAY: u64>(life: &Life) -> Option<Vec<f64>> {
    one(found(life, DAY)?.is_some())
}

fn is_still_in_it_on_day_9(life: &Life) -> Option<Vec<f64>> {
    if found(life, 9)?.is_none() {
        return nothing();
    }
    one(life.outcome.days[usize::try_from(HAPPENS_ON + 8).ok()?].flare?)
}

fn is_out_of_it_by_day_21(life: &Life) -> Option<Vec<f64>> {
    let Some(flare) = found(life, FLARE_DAYS)? else { return nothing() };
    one(flare.end.is_some_and(|end| end - flare.from <= 21))
}

fn says_see_somebody(life: &Life) -> Option<Vec<f64>> {
    let Some(flare) = found(life, FLARE_DAYS)? else { return nothing() };
    // One that is over before its day 14 has nothing to advise.
    if flare.end.is_some_and(|end| end - flare.from < 14) {
        return nothing();
    }
    one(life.outcome.notice(Notice::SeeSomebody, flare.from)?.is_some())
}

fn is_in_it_again_by_day_40(life: &Life) -> Option<Vec<f64>> {
    let Some(flare) = found(life, FLARE_DAYS)? else { return nothing() };
    let flares = life.outcome.flares()?;
    one(flares.iter().any(|next| next.from > flare.from && next.from < HAPPENS_ON + 40))
}

fn has_no_second_within_3_weeks(life: &Life) -> Option<Vec<f64>> {
    let Some(end) = found(life, FLARE_DAYS)?.and_then(|flare| flare.end) else {
        return nothing();
    };
    // What begins before it is over is no second one.
    let over = end.max(HAPPENS_ON + FLARE_DAYS);
    let flares = life.outcome.flares()?;
    one(!flares.iter().any(|next| (over..over + 21).contains(&next.from)))
}

/// For each exercise of the week before the flare that its phase still lists: whether it was due
/// with at least that dose again within three weeks after.
fn is_back_at_its_dose(life: &Life) -> Option<Vec<f64>> {
    let outcome = &life.outcome;
    let after = HAPPENS_ON + FLARE_DAYS;
    let range = |from: u64, to: u64| from as usize..(to as usize).min(outcome.days.len());
    let phase = outcome.phases.iter().rev().find(|(_, day)| *day <= after + 14)?.0;
    let variant = life.condition.default_variant.as_deref();
    let listed = life.condition.phase(phase)?.exercises_for(variant);
    let mut values = Vec::new();
    for line in listed {
        let Some(before) = outcome.last_due(line, HAPPENS_ON - 7, HAPPENS_ON - 1) else { continue };
        let days = outcome.days[range(after, after + 21)].iter();
        let mut tasks = days.flat_map(|day| &day.tasks).filter(|task| task.line == *line);
        values.push(f64::from(u8::from(tasks.any(|task| task.amount >= before))));
    }
    Some(values)
}

/// Whether the n-th phase after the first was entered within its own days and those of the phases
/// before it, and `more` days.
fn has_entered(life: &Life, n: usize, more: u64) -> Option<Vec<f64>> {
    let phases = &life.condition.phases[..n];
    let own: u64 = phases.iter().map(|phase| u64::from(phase.exit.min_days)).sum();
    one(life.outcome.entered(n).is_some_and(|day| day <= own + more))
}

fn is_strengthening_in_time(life: &Life) -> Option<Vec<f64>> {
    let mut days = life.outcome.days.iter().zip(0..);
    let first = days.find(|(day, _)| day.tasks.iter().any(|task| task.is_strength)).map(|(_, n)| n);
    // Where it is the third phase that brings it, the week in which that begins is early enough.
    let third = life.outcome.entered(2).map_or(0, |day| day + 7);
    one(first.is_some_and(|first: u64| first <= third.max(42)))
}

fn is_reviewed_in_time(life: &Life) -> Option<Vec<f64>> {
    let given = life.outcome.notice(Notice::Review, 0)?;
    one(given.is_some_and(|day| day <= u64::from(life.condition.review_weeks) * 7))
}

/// What an exercise came to in the first week after the absence, against the last before it.
fn share_of_before(life: &Life) -> Option<Vec<f64>> {
    let (from, days) = life.story.away?;
    let outcome = &life.outcome;
    let before = &outcome.days[from as usize - 7..from as usize];
    let back = from + days;
    let mut lines: Vec<&str> =
        before.iter().flat_map(|day| &day.tasks).map(|task| task.line).collect();
    lines.sort_unstable();
    lines.dedup();
    let (mut then, mut now) = (0, 0);
    for line in lines {
        let old = outcome.last_due(line, 0, from - 1);
        let new = (back..back + 7).find_map(|n| outcome.last_due(line, n, n));
        if let (Some(old), Some(new)) = (old, new) {
            then += old.seconds;
            now += new.seconds;
        }
    }
    if then == 0 { nothing() } else { Some(vec![f64::from(now) / f64::from(then)]) }
}

/// Whether nothing is due on the two days after pain in a bone, but for what loads nothing.
fn rests_after_bone_pain(life: &Life) -> Option<Vec<f64>> {
    let days = &life.outcome.days;
    let hurt = days.windows(3).filter(|window| window[0].bone_hurt);
    let rests = hurt.map(|window| {
        let is_free = |day: &Day| day.tasks.iter().all(|task| !task.is_strength);
        f64::from(u8::from(window[1..].iter().all(is_free)))
    });
    Some(rests.collect())
}

/// A story of a body that is there all the time.
fn story(body: Body, days: u64) -> Story {
    Story {
        body,
        days,
        begins_in: PhaseName::Calm,
        moves_on: true,
        away: None,
        stops_logging: false,
        has_clinician: true,
    }
}

/// Twelve weeks.
const TWELVE_WEEKS: u64 = 84;

/// The check whose number has to be the lower the longer one was away.
pub const DOSE_AFTER_AWAY: &str = "dose in the first week back, of the one before";

/// A row of a body at a level of 3 that is away for so many weeks.
fn away(id: &'static str, weeks: u64, at_most: f64) -> Row {
    Row {
        id,
        story: Story {
            away: Some((HAPPENS_ON, weeks * 7)),
            begins_in: PhaseName::Strengthen,
            moves_on: false,
            ..story(Body::Unchanging { level: 3.0 }, HAPPENS_ON + weeks * 7 + 7)
        },
        programmes: Programmes::NotBone,
        checks: vec![Check {
            what: DOSE_AFTER_AWAY,
            who: gives_before,
            measure: share_of_before,
            limit: Limit::MeanShareAtMost(at_most),
        }],
    }
}

/// Every row, in the order of the table.
pub fn rows() -> Vec<Row> {
    let unchanging = |level: f64| story(Body::Unchanging { level }, TWELVE_WEEKS);
    let row = |id, story, checks| Row { id, story, programmes: Programmes::NotBone, checks };
    vec![
        row(
            "unchanging-at-3",
            unchanging(3.0),
            [
                NOTHING_FOR_A_CLINICIAN.to_vec(),
                FALSE_FLARES.to_vec(),
                vec![
                    Check {
                        what: "slow worsening found falsely, at SD 1.0",
                        who: |life| is_ordinary(life) && !is_slow(life),
                        measure: |life| one(life.outcome.notice(Notice::Creep, 0)?.is_some()),
                        limit: Limit::ShareAtMost(0.1),
                    },
                    Check {
                        what: "the same with 0.4",
                        who: |life| is_ordinary(life) && is_slow(life),
                        measure: |life| one(life.outcome.notice(Notice::Creep, 0)?.is_some()),
                        limit: Limit::ShownShare,
                    },
                ],
            ]
            .concat(),
        ),
        row(
            "strength-at-3",
            Story { begins_in: PhaseName::Strengthen, moves_on: false, ..unchanging(3.0) },
            vec![
                Check {
                    what: "steps of growth, half or more mornings",
                    who: |life| has_half_or_more(life) && gives_before(life),
                    measure: growth,
                    limit: Limit::MedianAtLeast(6.0),
                },
                Check {
                    what: "steps of growth, no mornings",
                    who: |life| has_no_mornings(life) && gives_before(life),
                    measure: growth,
                    limit: Limit::MedianAtLeast(4.0),
                },
            ],
        ),
        row(
            "unchanging-at-7",
            unchanging(7.0),
            [
                // At 7 a spike of 8 that rises by 2 is near: twice in two weeks it waits for a look.
                vec![
                    Check { limit: Limit::ShareAtLeast(0.97), ..NOTHING_FOR_A_CLINICIAN[0] },
                    NOTHING_FOR_A_CLINICIAN[1],
                ],
                FALSE_FLARES.to_vec(),
                vec![Check {
                    what: "mornings of 8 that are news, once a usual is known, SD to 1.0",
                    who: |life| has_half_or_more(life) && !is_wide(life),
                    measure: |life| {
                        let notices = life.outcome.notices.as_ref()?;
                        let is_news = |n: u64| notices.contains(&(Notice::HighMorning, n));
                        let days = life.outcome.days.iter().zip(0..).skip(21);
                        let eights = days.filter(|(day, _)| day.ratings.morning == Some(8));
                        let news: Vec<bool> = eights.map(|(_, n)| is_news(n)).collect();
                        let share =
                            news.iter().filter(|is| **is).count() as f64 / news.len() as f64;
                        // The mornings of one life go together: a life is one value.
                        Some(if news.is_empty() { vec![] } else { vec![share] })
                    },
                    // By chance usual itself may be 6.
                    limit: Limit::MeanShareAtMost(0.08),
                }],
            ]
            .concat(),
        ),
        row(
            "usual-0-to-1",
            unchanging(0.5),
            vec![Check {
                what: "a high morning at most once in 12 weeks",
                who: everybody,
                measure: |life| {
                    let notices = life.outcome.notices.as_ref()?;
                    let high = notices.iter().filter(|(notice, _)| *notice == Notice::HighMorning);
                    one(high.count() <= 1)
                },
                limit: Limit::ShareAtLeast(0.99),
            }],
        ),
        row(
            "improving",
            story(Body::Improving, TWELVE_WEEKS + 7),
            vec![
                Check {
                    what: "first phase left by its days + 7, with evenings",
                    who: |life| has_evenings(life) && gives_before(life),
                    measure: |life| has_entered(life, 1, 7),
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "the same, half the mornings alone",
                    who: |life| has_half_the_mornings_alone(life) && gives_before(life),
                    measure: |life| has_entered(life, 1, 7),
                    limit: Limit::ShareAtLeast(0.75),
                },
                Check {
                    what: "the same, pain before never given",
                    who: never_gives_before,
                    measure: |life| has_entered(life, 1, 7),
                    limit: Limit::ShownShare,
                },
                Check {
                    what: "past the second phase by week 12",
                    who: gives_before,
                    measure: |life| one(life.outcome.entered(2).is_some_and(|day| day <= 84)),
                    limit: Limit::ShareAtLeast(0.95),
                },
            ],
        ),
        row(
            "flare",
            story(Body::Flaring { days: Some(FLARE_DAYS) }, 70),
            vec![
                Check {
                    what: "found by its day 5, all mornings",
                    who: has_all_mornings,
                    measure: is_found_by::<5>,
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "found by its day 7, 70 % of mornings",
                    who: has_most_mornings,
                    measure: is_found_by::<7>,
                    limit: Limit::ShareAtLeast(0.85),
                },
                Check {
                    what: "found by its day 10, 50 % of mornings",
                    who: has_half_the_mornings,
                    measure: is_found_by::<10>,
                    limit: Limit::ShareAtLeast(0.8),
                },
                Check {
                    what: "still in it on its day 9, of those found",
                    who: has_half_or_more,
                    measure: is_still_in_it_on_day_9,
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "doses of before within 3 weeks after",
                    who: |life| !is_wide(life) && gives_before(life),
                    measure: is_back_at_its_dose,
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "the same at SD 1.3",
                    who: |life| is_wide(life) && gives_before(life),
                    measure: is_back_at_its_dose,
                    limit: Limit::ShareAtLeast(0.85),
                },
                Check {
                    what: "the same, pain before never given",
                    who: never_gives_before,
                    measure: is_back_at_its_dose,
                    limit: Limit::ShownShare,
                },
                Check {
                    what: "no second one within 3 weeks",
                    who: |life| !is_wide(life),
                    measure: has_no_second_within_3_weeks,
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "the same at SD 1.3",
                    who: is_wide,
                    measure: has_no_second_within_3_weeks,
                    limit: Limit::ShownShare,
                },
            ]
            .into_iter()
            .chain(NOTHING_FOR_A_CLINICIAN)
            .collect(),
        ),
        row("step-up", story(Body::Flaring { days: None }, 84), long_flare()),
        row("flare-of-28-days", story(Body::Flaring { days: Some(28) }, 84), long_flare()),
        row(
            "stops-logging",
            Story { stops_logging: true, ..story(Body::Flaring { days: Some(FLARE_DAYS) }, 63) },
            vec![Check {
                what: "out of the flare within 7 days of silence",
                who: everybody,
                measure: |life| {
                    // Rules without flares have none to be silent in.
                    life.outcome.flares()?;
                    let Some(silent) = life.silent_from else { return nothing() };
                    let days = &life.outcome.days;
                    let Some(day) = days.get(silent as usize + 7) else { return nothing() };
                    one(!day.flare?)
                },
                limit: Limit::ShareAtLeast(1.0),
            }],
        ),
        row(
            "steady-at-5",
            story(Body::Unchanging { level: 5.0 }, 91),
            vec![
                Check {
                    what: "past two phases by their days + 14, SD 1.0",
                    who: |life| is_ordinary(life) && gives_before(life),
                    measure: |life| has_entered(life, 2, 14),
                    limit: Limit::ShareAtLeast(0.84),
                },
                Check {
                    what: "the same at SD 1.3",
                    who: |life| is_wide(life) && gives_before(life),
                    measure: |life| has_entered(life, 2, 14),
                    limit: Limit::ShareAtLeast(0.75),
                },
                Check {
                    what: "the same, pain before never given",
                    who: never_gives_before,
                    measure: |life| has_entered(life, 2, 14),
                    limit: Limit::ShownShare,
                },
                Check {
                    what: "strengthening by week 6 or the third phase",
                    who: gives_before,
                    measure: is_strengthening_in_time,
                    limit: Limit::ShareAtLeast(0.84),
                },
                Check {
                    what: "asked to see somebody by review_weeks, half the days",
                    who: has_half_the_days,
                    measure: is_reviewed_in_time,
                    limit: Limit::ShareAtLeast(0.95),
                },
            ],
        ),
        row(
            "worsening",
            story(Body::Worsening { a_week: 0.15 }, TWELVE_WEEKS),
            vec![Check {
                what: "slow worsening found by week 12, half the days",
                who: has_half_the_days,
                measure: |life| one(life.outcome.notice(Notice::Creep, 0)?.is_some()),
                limit: Limit::ShareAtLeast(0.9),
            }],
        ),
        Row {
            id: "cycle",
            story: story(Body::Cycle, 168),
            programmes: Programmes::Cycle,
            checks: vec![
                Check {
                    what: "calm left within 6 weeks",
                    who: everybody,
                    measure: |life| one(life.outcome.entered(1).is_some_and(|day| day <= 42)),
                    limit: Limit::ShareAtLeast(0.9),
                },
                Check {
                    what: "periods on most days of which something is due",
                    who: everybody,
                    measure: |life| {
                        let goes_on = |cycle: &[Day]| {
                            let days = cycle.iter().zip(0..).filter(|(_, n)| is_period(*n));
                            let (due, not): (Vec<_>, Vec<_>) =
                                days.partition(|(day, _)| !day.tasks.is_empty());
                            f64::from(u8::from(due.len() > not.len()))
                        };
                        let cycles = life.outcome.days.chunks(CYCLE_DAYS as usize);
                        Some(cycles.map(goes_on).collect())
                    },
                    limit: Limit::ShareAtLeast(1.0),
                },
                Check {
                    what: "days in flare from the second cycle on",
                    who: everybody,
                    measure: |life| share_of(life.outcome.days[28..].iter(), |day| day.flare),
                    limit: Limit::MeanShareAtMost(0.05),
                },
            ],
        },
        Row {
            id: "bone",
            story: story(Body::Bone { hurts: 0.0 }, 120),
            programmes: Programmes::Bone,
            checks: vec![
                never_a_flare(),
                Check {
                    what: "past the second phase by its days + 28",
                    who: has_evenings,
                    measure: |life| has_entered(life, 2, 28),
                    limit: Limit::ShareAtLeast(0.75),
                },
            ],
        },
        Row {
            id: "bone-alone",
            story: Story { has_clinician: false, ..story(Body::Bone { hurts: 0.0 }, 84) },
            programmes: Programmes::Bone,
            checks: vec![Check {
                what: "no phase is entered without a clinician",
                who: everybody,
                measure: |life| one(life.outcome.entered(1).is_none()),
                limit: Limit::ShareAtLeast(1.0),
            }],
        },
        Row {
            id: "bone-that-hurts",
            story: story(Body::Bone { hurts: 0.02 }, 120),
            programmes: Programmes::Bone,
            checks: vec![
                never_a_flare(),
                Check {
                    what: "two days of rest after any pain",
                    who: everybody,
                    measure: rests_after_bone_pain,
                    limit: Limit::ShareAtLeast(1.0),
                },
            ],
        },
        away("away-1-week", 1, 0.97),
        away("away-4-weeks", 4, 0.9),
        away("away-12-weeks", 12, 0.9),
    ]
}

/// What must hold for what is no ordinary flare any more.
fn long_flare() -> Vec<Check> {
    vec![
        Check {
            what: "out of the mode by its day 21, of those found",
            who: everybody,
            measure: is_out_of_it_by_day_21,
            limit: Limit::ShareAtLeast(1.0),
        },
        Check {
            what: "asked to see somebody, where it lasts 14 days",
            who: everybody,
            measure: says_see_somebody,
            limit: Limit::ShareAtLeast(1.0),
        },
        Check {
            what: "in it again by day 40",
            who: everybody,
            measure: is_in_it_again_by_day_40,
            limit: Limit::ShareAtMost(0.1),
        },
    ]
}

fn never_a_flare() -> Check {
    Check {
        what: "never a day in flare",
        who: everybody,
        measure: |life| one(life.outcome.flares()?.is_empty()),
        limit: Limit::ShareAtLeast(1.0),
    }
}
