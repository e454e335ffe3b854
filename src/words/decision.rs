//! Decisions in words: the rule that applied with its source, and the reason in a line.

use std::fmt;

use chrono::NaiveDate;

use crate::domain::analysis::response::Morning;
use crate::domain::progression::decision::{
    AGAIN_WITHIN, Decision, DoseChange, Finding, LOOKS_BACK, Missing, Over, Rule,
};
use crate::domain::progression::ladder::Step;
use crate::domain::progression::worse_week::WorseWeek;
use crate::domain::screening::safety::Limit;
use crate::domain::text::date::{self, Reader, days_after};
use crate::domain::text::load::WeightUnit;
use crate::domain::text::number::one_decimal;

impl Finding {
    /// The rule that was found to apply.
    pub fn rule(&self) -> Rule {
        let (name, source) = match self {
            Self::Sign { .. } => (
                "A sign stops an exercise",
                "leg pain that spreads: stop [seen: mdtherapeutics.com]; an easier exercise the \
                 first time, a clinician the second: design choice",
            ),
            Self::Bone { .. } => (
                "With bone, no pain at all",
                "0 of 10 [seen: achievepodiatry.com.au]; two days of rest: design choice",
            ),
            Self::TooMuch { .. } => (
                "Too much: step back",
                "up to 5 of 10, and back to usual next morning [recalled: Silbernagel 2007, Am J \
                 Sports Med 35:897]; halving, and stopping at the second time in 7 days: design \
                 choice",
            ),
            Self::Missed { .. } => ("After a break, one step down", "design choice"),
            Self::WorseWeek(_) => (
                "A worse week holds everything",
                "pain must not rise from week to week [recalled: Silbernagel 2007, Am J Sports \
                 Med 35:897]; one point: design choice",
            ),
            Self::NotSettled { .. } => (
                "Not settled: hold",
                "cut-points of 2 and 5 [recalled: Thomee 1997, Phys Ther 77:1690]; sources \
                 differ; design choice",
            ),
            Self::NotKnown { .. } => ("What is not known is not good", "design choice"),
            Self::TooHard { .. } | Self::Incomplete { .. } => {
                ("The dose first, then more", "all repeats, at the effort meant: design choice")
            }
            Self::TooSoon { .. } => (
                "A week between two steps",
                "steady work grows by 10 to 20 % a week, as its own steps say; a first week of \
                 two sets: design choice",
            ),
            Self::FirstWeekOver => ("Two sets in the first week of a phase", "design choice"),
            Self::TooFew { .. } | Self::Good => (
                "Three good sessions: one step up",
                "pain up to 2 and a settled morning [recalled: Thomee 1997; Silbernagel 2007]; \
                 three sessions, and repeats before sets before load: design choice",
            ),
        };
        Rule { name, source }
    }

    /// The reason in a few words; `reader` says how days are written.
    pub fn in_few_words(&self, limit: Limit, reader: Reader) -> String {
        let Reader { today, .. } = reader;
        let on = |of: &NaiveDate| date::short(*of, reader);
        match self {
            Self::Sign { day, symptom, again: false } => {
                format!("{} on {}", symptom.in_words(), on(day))
            }
            Self::Sign { day, symptom, again: true } => {
                format!("{} on {}, not for the first time", symptom.in_words(), on(day))
            }
            Self::Bone { day, pain } => format!("pain {pain} on {}, and bone allows none", on(day)),
            Self::TooMuch { day, over, again: false } => over.in_few_words(&on(day)),
            Self::TooMuch { day, over, again: true } => {
                format!("{}, the second time in {AGAIN_WITHIN} days", over.in_few_words(&on(day)))
            }
            Self::Missed { last, .. } => format!("a break since {}", on(last)),
            Self::WorseWeek(WorseWeek { before, now }) => {
                format!("your week is up, {} → {}", one_decimal(*before), one_decimal(*now))
            }
            Self::NotSettled { day, over } => over.in_few_words(&on(day)),
            Self::NotKnown { day, what: Missing::Pain } => {
                format!("no pain recorded on {}", on(day))
            }
            Self::NotKnown { day, what: Missing::Effort } => {
                format!("no effort recorded on {}", on(day))
            }
            // Not missing yet: it can still be logged, or is still to come.
            Self::NotKnown { day, what: Missing::Morning } if days_after(*day, 1) == today => {
                "this morning is not recorded yet".to_owned()
            }
            Self::NotKnown { day, what: Missing::Morning } if *day == today => {
                "tomorrow morning is still to come".to_owned()
            }
            Self::NotKnown { day, what: Missing::Morning } => {
                format!("no morning recorded after {}", on(day))
            }
            Self::NotKnown { what: Missing::Usual, .. } => {
                "too few mornings yet to know your usual one".to_owned()
            }
            Self::TooHard { day, effort, target } => {
                format!("effort {effort} on {}, meant is {target}", on(day))
            }
            Self::Incomplete { day } => format!("less than asked on {}", on(day)),
            Self::TooFew { sessions } => format!("{sessions} of {LOOKS_BACK} good sessions"),
            Self::TooSoon { until } => format!("good so far; it grows from {} on", on(until)),
            Self::FirstWeekOver => "the first week is over".to_owned(),
            Self::Good => format!("pain ≤ {} three times running", limit.safe_max),
        }
    }
}

impl Over {
    /// What was above a limit, and when.
    fn in_few_words(self, day: &str) -> String {
        match self {
            Self::Pain(pain) => format!("pain {pain} on {day}"),
            Self::Morning(Morning { score, usual }) => {
                format!("morning {score} after {day}, usual {usual}")
            }
        }
    }
}

impl Decision {
    /// The decision in a few words, with a mark that stands for it without colour: `↑ 12 reps: pain
    /// ≤ 2 three times running`. `name` gives an exercise's name, `reader` says how days and
    /// weights are written.
    pub fn in_few_words(&self, name: impl Fn(&str) -> String, reader: impl Into<Reader>) -> String {
        let reader = reader.into();
        let why = self.finding.in_few_words(self.limit, reader);
        let change = match &self.change {
            // Said by itself, or a good week with nothing left to grow would read as a refusal.
            DoseChange::Hold if self.finding == Finding::Good => {
                return format!("= at the top of its dose: {why}");
            }
            DoseChange::Hold => {
                // What only waits for its third session or its week was not held back, so it does
                // not “stay”.
                let waits =
                    matches!(self.finding, Finding::TooFew { .. } | Finding::TooSoon { .. });
                return format!("= {}{why}", if waits { "" } else { "stays: " });
            }
            DoseChange::Dose(step) => {
                format!(
                    "{} {}",
                    if step.is_up() { "↑" } else { "↓" },
                    step.in_words(reader.weights)
                )
            }
            DoseChange::Back { to: None, dose } => format!("↓ {dose}"),
            DoseChange::Back { to: Some(to), dose } => format!("↓ {}, {dose}", name(to)),
            DoseChange::Swap { to, harder } => {
                format!(
                    "{} {} in place of {}",
                    if *harder { "↑" } else { "↓" },
                    name(to),
                    name(&self.exercise)
                )
            }
            DoseChange::Stop => "■ stopped".to_owned(),
        };
        match &self.kept_for {
            None => format!("{change}: {why}"),
            // Whoever set the dose is obeyed; what the rule would have done may still change their
            // mind.
            Some(by) => format!("= kept as {}; the rule says {change}: {why}", by.set_it()),
        }
    }
}

impl Step {
    /// What it leads to: `14 reps`, `1 set`, `17 min`, `5.5 kg`.
    pub fn in_words(self, weights: WeightUnit) -> String {
        match self {
            Self::Reps { to: 1, .. } => "1 rep".to_owned(),
            Self::Reps { to, .. } => format!("{to} reps"),
            Self::Sets { to: 1, .. } => "1 set".to_owned(),
            Self::Sets { to, .. } => format!("{to} sets"),
            Self::Minutes { to, .. } => format!("{to} min"),
            Self::Load { to, .. } => weights.shown(to),
        }
    }
}

/// What it leads to, with a weight in kilograms.
impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(WeightUnit::Kilograms))
    }
}
