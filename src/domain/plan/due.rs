//! What can be due on a day, in the order of urgency.

/// Something that is due. The order is that of urgency: a sign of danger first, then what a dose is
/// decided from, then what can wait for the evening (design choice).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DueKind {
    /// A sign of danger that a clinician must look at.
    Warning,
    /// The safety questions that something written down asks for.
    CloserLook,
    /// The urgent safety questions, without whose answers no exercise is shown.
    Answers,
    /// The morning check after exercises.
    Morning,
    /// The score of the day.
    Score,
    /// Exercises of the routine that are open.
    Exercises,
    /// Safety questions that are due again.
    Questions,
    /// The end of a start without a diagnosis: whom to see.
    WhomToSee,
    /// A condition about which somebody should look.
    Look,
    /// Goals that were not rated for a week.
    Goals,
    /// A visit today or tomorrow.
    Visit,
}

impl DueKind {
    /// Every kind, the most urgent first.
    pub const ALL: [Self; 11] = [
        Self::Warning,
        Self::CloserLook,
        Self::Answers,
        Self::Morning,
        Self::Score,
        Self::Exercises,
        Self::Questions,
        Self::WhomToSee,
        Self::Look,
        Self::Goals,
        Self::Visit,
    ];

    /// The word that programs read.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::CloserLook => "closer-look",
            Self::Answers => "answers",
            Self::Morning => "morning",
            Self::Score => "score",
            Self::Exercises => "exercises",
            Self::Questions => "questions",
            Self::WhomToSee => "whom-to-see",
            Self::Look => "look",
            Self::Goals => "goals",
            Self::Visit => "visit",
        }
    }
}

/// Something that is due, and how much of it; never nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DueItem {
    /// What it is.
    pub kind: DueKind,
    /// How many of it.
    pub count: usize,
}
