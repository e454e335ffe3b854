//! Which exercises are due on a day.
//!
//! A routine follows from the plan, the library and what was recorded before the day, or on its
//! morning. What is done on the day itself ticks exercises off, or leaves what was too much for
//! another day, and never changes the list, so a day has one routine from morning to night, and the
//! same one whenever it is asked for again. Only a bone that hurts rests from that hour on.
//!
//! Safety comes first. An open red flag, or a set-up answer that wants a clinician's agreement,
//! hides the whole routine; a phase that a clinician must agree to waits for that, and a bone that
//! waits makes everything wait; then come the exclusions of every condition together, and the
//! person's own set-up answers. How it is put together is in [`super::replay`].

use chrono::NaiveDate;
use strum::{IntoStaticStr, VariantNames};

use super::decision::Decision;
use super::response;
use crate::domain::diary::exercise_record::{Actual, ExerciseRecord, Outcome, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::flare::fold::FlareDay;
use crate::domain::plan::assignment::{Pause, SetBy, Setting, Term};
use crate::domain::programme::condition::PhaseName;
use crate::domain::programme::dose::Dose;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::programme::rules::Barred;
use crate::domain::screening::hold::Hold;

/// What is due on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Routine {
    /// The day.
    pub day: NaiveDate,
    /// What must be looked at before any exercise is shown; nothing is due while there is something
    /// here.
    pub holds: Vec<Hold>,
    /// The rest that the plan takes, if it does; nothing is due then.
    pub paused: Option<Pause>,
    /// Conditions of the plan whose exercises wait, and for what.
    pub waiting: Vec<Waiting>,
    /// Lines to keep in mind, from the set-up answers.
    pub notes: Vec<String>,
    /// The exercises due, in order of priority, at most as many as a day has by the rules.
    pub due: Vec<Due>,
    /// Exercises of the phase that are not due on this day, and why.
    pub not_today: Vec<NotToday>,
    /// The flare of the day, as far as there is one.
    pub flare: FlareDay,
}

impl Routine {
    /// The routine while there is something to be looked at first: nothing.
    pub fn hidden_by(self, holds: Vec<Hold>) -> Self {
        let (waiting, notes, due, not_today) = Default::default();
        Self { holds, paused: None, waiting, notes, due, not_today, ..self }
    }
}

/// A condition of the plan whose exercises wait.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// The condition's id.
    pub condition: String,
    /// For what.
    pub until: BlockedUntil,
}

/// What a condition's exercises wait for.
#[derive(Debug, Clone, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum BlockedUntil {
    /// A clinician's agreement to this phase, on record.
    Cleared(PhaseName),
    /// That another condition's programme, which must not run beside it, is taken out of the plan.
    Alone {
        /// That condition's id.
        other: String,
    },
}

impl BlockedUntil {
    /// The word that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}

/// An exercise that is due.
#[derive(Debug, Clone, PartialEq)]
pub struct Due {
    /// Its id.
    pub exercise: String,
    /// Whether it is walking, cycling or water, whose time is counted by itself.
    pub is_steady: bool,
    /// The dose for this day.
    pub dose: Dose,
    /// Why that is less than the dose it has reached, and that dose; `None` where it is not.
    pub lighter: Option<Lighter>,
    /// Ids of the conditions it is for.
    pub conditions: Vec<String>,
    /// The exercise that comes back in its place once it goes well, where that was too much.
    pub first_choice: Option<String>,
    /// Why it is due on this day.
    pub why: DueReason,
    /// Sets left out because the phase is in its first week; 0 for none.
    pub eased_sets: u32,
    /// Who set the dose, where somebody did.
    pub set_by: Option<SetBy>,
    /// What was told about it beside its dose, and about its place in the plan.
    pub terms: Vec<Setting<Term>>,
    /// What was decided about its dose, and why; `None` before its first day is over.
    pub decision: Option<Decision>,
    /// The most pain in it that is acceptable, in whole points: the strictest limit of the plan.
    pub pain_max: u32,
    /// What to mind in it, from the set-up answers.
    pub cautions: Vec<String>,
    /// Sessions of it done on this day so far.
    pub done: u32,
    /// The reason it was skipped on this day; an empty reason when none was given.
    pub skipped: Option<String>,
    /// What came of it on this day and forbids to do it again before the next, whether or not it
    /// was asked for again.
    pub left: Option<StoppedForToday>,
}

/// Why the dose of a day is less than what was reached.
#[derive(Debug, Clone, PartialEq)]
pub struct Lighter {
    /// Why.
    pub because: LighterDay,
    /// The dose that was reached, which stays.
    pub reached: Dose,
}

/// Why the doses of a day are lighter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum LighterDay {
    /// It is a day of a flare.
    Flare,
    /// It is on the way back from one.
    WayBack,
}

impl LighterDay {
    /// The word that programs read.
    pub fn word(self) -> &'static str {
        self.into()
    }
}

impl Due {
    /// Whether nothing of it is left to do on this day.
    pub fn is_settled(&self) -> bool {
        self.skipped.is_some() || self.left.is_some() || self.is_done()
    }

    /// How often it was done beyond what the day asks for.
    pub fn beyond(&self) -> u32 {
        self.done.saturating_sub(self.dose.times_per_day)
    }

    /// Whether it is still open from an earlier day. What nobody has had the time to do yet is not
    /// owed on the days to come.
    pub fn is_carried_over(&self) -> bool {
        self.why.carried_over_from().is_some()
    }

    /// Whether it was done as often as the day asks for.
    pub fn is_done(&self) -> bool {
        self.done >= self.dose.times_per_day
    }

    /// Why the rest of it is left for the day, where the day asks for more of it than was done.
    pub fn rest_left(&self) -> Option<StoppedForToday> {
        self.left.filter(|_| !self.is_done() && self.skipped.is_none())
    }
}

/// Why an exercise that was done is left for the rest of the day (the stop rules say "for today";
/// that a sign does the same as pain above the limit is a design choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StoppedForToday {
    /// This sign came with it.
    Sign(Symptom),
    /// The pain in it was above so many points, the most that is acceptable.
    Pain {
        /// The limit, in whole points.
        above: u32,
    },
    /// A bone rests after pain in another exercise of the day.
    BoneRests,
}

impl StoppedForToday {
    /// What came with a session of an exercise with this limit on pain, if it was too much for
    /// another on that day. Where a bone is the trouble all of the pain counts, else what it was
    /// above the pain before.
    pub fn after(
        session: &ExerciseRecord,
        pain_max: u32,
        is_bone: bool,
        rules: &RuleBook,
    ) -> Option<Self> {
        let Outcome::Done(actual) = &session.outcome else { return None };
        let sign = actual.symptoms.first().map(|sign| Self::Sign(*sign));
        sign.or_else(|| Self::by_pain(actual, pain_max, is_bone, rules))
    }

    /// The same by the pain in it alone.
    pub fn by_pain(
        actual: &Actual,
        pain_max: u32,
        is_bone: bool,
        rules: &RuleBook,
    ) -> Option<Self> {
        let pain = actual.pain.map_or(0, Score::tenths);
        let counted = if is_bone { pain } else { response::above(actual).unwrap_or(0) };
        let hurt = counted > i64::from(pain_max) * 10 || pain >= rules.pain_most;
        hurt.then_some(Self::Pain { above: pain_max })
    }

    /// Its word for a program.
    pub fn word(self) -> &'static str {
        match self {
            Self::Sign(sign) => sign.word(),
            Self::Pain { .. } => "pain",
            Self::BoneRests => "bone-rests",
        }
    }
}

/// Why an exercise is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum DueReason {
    /// It is for every day.
    Daily,
    /// It is one of its days of the week.
    ItsDay {
        /// Days a week.
        days_per_week: u32,
    },
    /// It was due on an earlier day and has not been done since.
    CarriedOver {
        /// That day.
        from: NaiveDate,
    },
}

impl DueReason {
    /// The word that programs read.
    pub fn word(self) -> &'static str {
        self.into()
    }

    /// The earlier day that it is still open from, where it is.
    pub fn carried_over_from(self) -> Option<NaiveDate> {
        match self {
            Self::CarriedOver { from } => Some(from),
            Self::Daily | Self::ItsDay { .. } => None,
        }
    }
}

/// An exercise of the phase that is not due.
#[derive(Debug, Clone, PartialEq)]
pub struct NotToday {
    /// Its id.
    pub exercise: String,
    /// Why not.
    pub because: NotDueReason,
}

/// Why an exercise of the phase is not due.
#[derive(Debug, Clone, PartialEq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "kebab-case")]
pub enum NotDueReason {
    /// Not one of its days.
    AnotherDay {
        /// Days a week.
        days_per_week: u32,
    },
    /// It was done the day before.
    Rest,
    /// Another exercise loaded the same muscle the day before.
    RestAfter {
        /// That exercise's id.
        other: String,
    },
    /// As many are due already as a day may have.
    Enough {
        /// How many.
        most: i64,
    },
    /// It would be too long a day with it.
    TooLong {
        /// The most minutes of a day for work of its sort.
        minutes: i64,
    },
    /// It is stopped until a clinician has looked; this is why.
    Stopped(Box<Decision>),
    /// In a flare it is left out.
    InFlare,
    /// Its phase shows it from a day on.
    FromDay {
        /// That day.
        day: NaiveDate,
    },
    /// Its phase shows it after days in a row without pain.
    FromPainlessDay {
        /// How many it needs.
        needs: u32,
        /// How many there are.
        now: u32,
    },
    /// Another one is due, and its phase keeps them on different days.
    NotSameDay {
        /// That exercise's id.
        other: String,
    },
    /// Another one is due, and its phase asks for one of them a day.
    OneOf {
        /// That exercise's id.
        other: String,
    },
    /// A bone rests after pain.
    BoneRests {
        /// The day of the pain.
        on: NaiveDate,
        /// The last day of rest.
        until: NaiveDate,
    },
    /// A condition of the plan keeps it out.
    Barred(Barred),
    /// A set-up answer keeps it out; this is the question's line.
    SetUp(String),
    /// A bone makes it wait: for a clinician's agreement, or for a phase of the bone's own that
    /// asks for it.
    BoneWaits,
}

impl NotDueReason {
    /// Whether it only lost its place to others, and so comes first next time.
    pub fn is_turn(&self) -> bool {
        matches!(
            self,
            Self::Enough { .. }
                | Self::TooLong { .. }
                | Self::NotSameDay { .. }
                | Self::OneOf { .. }
        )
    }

    /// Whether the plan kept it out on the day: its turn, the rest after another one, its phase or a
    /// flare. Such a day is no day without it.
    pub fn is_kept_out(&self) -> bool {
        let is_waiting = matches!(
            self,
            Self::RestAfter { .. }
                | Self::InFlare
                | Self::FromDay { .. }
                | Self::FromPainlessDay { .. }
                | Self::BoneRests { .. }
        );
        self.is_turn() || is_waiting
    }

    /// The word that programs read.
    pub fn word(&self) -> &'static str {
        self.into()
    }
}
