//! What came of one simulated person.

use crate::reference::Ratings;
use supple::domain::programme::condition::PhaseName;

/// What an exercise comes to in a week, so that two doses can be compared: the harder exercise is
/// more than any dose of the easier one, and weight more than time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Amount {
    /// Times it grew into a harder exercise, less the times it fell back to an easier one.
    pub rank: i32,
    /// Weight, in grams.
    pub load_g: u32,
    /// Seconds in a week.
    pub seconds: u32,
}

/// An exercise as it was due on a day.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Task {
    /// The exercise that it began as, by its id: the same through harder and easier ones.
    pub line: &'static str,
    /// How much.
    pub amount: Amount,
    /// Days a week.
    pub days_per_week: u32,
    /// Whether it is strength work.
    pub is_strength: bool,
    /// Whether repeats or minutes are above what their file allows.
    pub is_above_ceiling: bool,
    /// Whether there is anything in it that could still grow, where that is known.
    pub can_grow: Option<bool>,
}

/// One day.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// What was due.
    pub tasks: Vec<Task>,
    /// Seconds of what was due: exercises, all rounds and rests.
    pub exercise_seconds: u32,
    /// Seconds of what was due: walking, bike and pool.
    pub steady_seconds: u32,
    /// Whether it was a day in a flare; `None` where the rules do not know of flares.
    pub flare: Option<bool>,
    /// What was logged of it.
    pub ratings: Ratings,
    /// Whether a bone hurt in an exercise.
    pub bone_hurt: bool,
}

/// What happened to the dose of an exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It grew by one step.
    Grown,
    /// The harder exercise took its place.
    Harder,
    /// Sets of a first week came back.
    FirstWeekOver,
    /// It was lowered.
    Lowered,
    /// It was lowered after a break.
    LoweredAfterBreak,
    /// The easier exercise took its place.
    Easier,
    /// It was stopped until a clinician looks.
    Stopped(StopReason),
}

/// Why an exercise was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopReason {
    /// Pain in a bone, a sign, or what else rule 16 has a clinician look at.
    Rule16,
    /// Anything else, which is no reason.
    Other,
}

/// A change of one exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The day, counted from 0.
    pub day: u64,
    /// The exercise, by the id that it began as.
    pub line: &'static str,
    /// What happened.
    pub kind: ChangeKind,
}

/// What the person was told beside the doses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notice {
    /// A high morning (rule 14).
    HighMorning,
    /// Advice to see somebody: a long flare, or many (rules 11, 13).
    SeeSomebody,
    /// Slow worsening (rule 25).
    Creep,
    /// No clear change by the weeks of the review (rule 26).
    Review,
}

/// What came of one person.
#[derive(Debug, Clone, Default)]
pub struct Outcome {
    /// Each day, from 0.
    pub days: Vec<Day>,
    /// Each change, in order.
    pub changes: Vec<Change>,
    /// Each phase with the day it was entered on, the first on day 0.
    pub phases: Vec<(PhaseName, u64)>,
    /// What was told, with its day; `None` where the rules know of no notices.
    pub notices: Option<Vec<(Notice, u64)>>,
}

/// Days in a row in a flare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Flare {
    /// The first day.
    pub from: u64,
    /// The first day out of it; `None` if it lasted to the end.
    pub end: Option<u64>,
}

impl Outcome {
    /// The flares, in order; `None` where the rules know of none.
    pub fn flares(&self) -> Option<Vec<Flare>> {
        let mut found: Vec<Flare> = Vec::new();
        for (day, n) in self.days.iter().zip(0..) {
            let open = found.last_mut().filter(|flare| flare.end.is_none());
            match (day.flare?, open) {
                (true, None) => found.push(Flare { from: n, end: None }),
                (false, Some(flare)) => flare.end = Some(n),
                _ => {}
            }
        }
        Some(found)
    }

    /// The day of the first notice of a kind from a day on; `None` within where none was given.
    pub fn notice(&self, kind: Notice, from: u64) -> Option<Option<u64>> {
        let notices = self.notices.as_ref()?;
        let given = notices.iter().find(|(notice, day)| *notice == kind && *day >= from);
        Some(given.map(|(_, day)| *day))
    }

    /// The day on which the n-th phase after the first was entered.
    pub fn entered(&self, n: usize) -> Option<u64> {
        self.phases.get(n).map(|(_, day)| *day)
    }

    /// The exercise of this line as it was last due by the end of `day`, not before `from`.
    pub fn last_due(&self, line: &str, from: u64, day: u64) -> Option<Amount> {
        let within = self.days.iter().take(day as usize + 1).skip(from as usize);
        let mut due = within.flat_map(|day| &day.tasks).filter(|task| task.line == line);
        due.next_back().map(|task| task.amount)
    }

    /// Whether anything was stopped for a reason that `counts`.
    pub fn was_stopped(&self, counts: impl Fn(StopReason) -> bool) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change.kind, ChangeKind::Stopped(reason) if counts(reason)))
    }
}
