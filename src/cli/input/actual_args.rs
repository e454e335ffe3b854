//! What was really done of an exercise, as it is typed: the options that `done` and `edit` share.

use crate::cli::input::clearable::{Clearable, clearable};
use crate::cli::settings;
use crate::domain::diary::exercise_record::{Actual, Symptom};
use crate::domain::diary::score::Score;
use crate::domain::text::limits;

// What was really done, where it differs from the plan.
#[derive(Debug, Clone, clap::Args)]
pub struct ActualArgs {
    /// Effort, 0 (none) to 10 (all there is)
    #[arg(long, value_name = "0-10", value_parser = clearable(limits::within(limits::POINTS)), allow_hyphen_values = true)]
    pub effort: Option<Clearable<u32>>,
    /// Sets
    #[arg(long, value_name = "N", value_parser = clearable(limits::within(limits::record::SETS)), allow_hyphen_values = true)]
    pub sets: Option<Clearable<u32>>,
    /// Repeats in each set
    #[arg(long, value_name = "N", value_parser = clearable(limits::within(limits::record::REPS)), allow_hyphen_values = true)]
    pub reps: Option<Clearable<u32>>,
    /// Seconds held
    #[arg(long, value_name = "SECONDS", value_parser = clearable(limits::within(limits::record::HOLD_S)), allow_hyphen_values = true)]
    pub hold: Option<Clearable<u32>>,
    /// Minutes of steady work
    #[arg(long, value_name = "N", value_parser = clearable(limits::within(limits::record::MINUTES)), allow_hyphen_values = true)]
    pub minutes: Option<Clearable<u32>>,
    /// Weight, in kilograms unless your settings say pounds: 2.5, 5.5lb
    #[arg(long, value_name = "WEIGHT", value_parser = clearable(weight), allow_hyphen_values = true)]
    pub load: Option<Clearable<u32>>,
}

impl ActualArgs {
    /// What was really done, on top of what was known before.
    pub fn over(&self, pain: Option<Clearable<Score>>, before: &Actual) -> Actual {
        Actual {
            sets: over(self.sets, before.sets),
            reps: over(self.reps, before.reps),
            hold_s: over(self.hold, before.hold_s),
            minutes: over(self.minutes, before.minutes),
            load_g: over(self.load, before.load_g),
            pain: pain.map_or(before.pain, Clearable::into_option),
            effort: over(self.effort, before.effort),
            symptoms: before.symptoms.clone(),
            ..*before
        }
    }

    /// Whether one of them is to be cleared.
    pub fn clears(&self) -> bool {
        let all = [self.effort, self.sets, self.reps, self.hold, self.minutes, self.load];
        all.contains(&Some(Clearable::Clear))
    }
}

/// A number that was typed, or the one from before where none was.
fn over(typed: Option<Clearable<u32>>, before: Option<u32>) -> Option<u32> {
    typed.map_or(before, Clearable::into_option)
}

/// A sign as typed.
pub fn symptom(text: &str) -> Result<Symptom, String> {
    const FORM: &str = "a sign is leg-spread (pain or tingling went further down the leg) or \
                        numb-weak (numbness or weakness)";
    Symptom::from_word(&text.trim().to_lowercase().replace([' ', '_'], "-"))
        .filter(|symptom| Symptom::OFFERED.contains(symptom))
        .ok_or_else(|| FORM.to_owned())
}

/// A weight as typed, in grams.
pub fn weight(text: &str) -> Result<u32, String> {
    settings::weights().parse(text)
}
