//! What is worth telling of a made-up course.

use crate::domain::flare::fold::FlareEnd;
use crate::domain::plan::exit::Criterion;
use crate::domain::programme::condition::PhaseName;
use crate::domain::programme::dose::Dose;

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Happened {
    /// The day, counted from 1.
    pub day: u64,
    /// What it was.
    pub what: Event,
}

/// What happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A phase begins with what is due on its first day.
    Begins {
        /// The ids of the exercises, with their doses.
        due: Vec<(String, Dose)>,
    },
    /// The rules changed a dose, an exercise, or stopped one.
    Changed {
        /// The id of the exercise.
        exercise: String,
        /// What changed and why, in few words.
        words: String,
    },
    /// A clinician has looked at what was stopped, and it may be tried again.
    Looked {
        /// The id of the exercise.
        exercise: String,
    },
    /// A flare begins, with what is due on its first day.
    FlareBegins {
        /// The ids of the exercises, with their doses.
        due: Vec<(String, Dose)>,
    },
    /// A flare is over.
    FlareEnds {
        /// Days that it lasted.
        days: i64,
        /// What ended it; `None` where it goes on under another name.
        because: Option<FlareEnd>,
    },
    /// The condition's note says that somebody should look.
    Review {
        /// The note.
        note: String,
    },
    /// The next phase begins on the day after.
    Phase {
        /// Which.
        next: PhaseName,
        /// Whether a clinician had to agree, and did.
        agreed: bool,
    },
    /// A week is over, and the phase may not be left yet.
    Stays {
        /// The phase.
        phase: PhaseName,
        /// What is not met.
        open: Vec<Criterion>,
    },
}
