//! An exercise of the handout in words that need no legend.

use super::screening;
use crate::domain::diary::place::Side;
use crate::domain::plan::handout::HandoutItem;
use crate::domain::programme::dose::Sides;
use crate::domain::text::number::counted;

impl HandoutItem {
    /// When pain ends it.
    pub fn pain_rule(&self) -> String {
        screening::pain_rule(self.pain_max)
    }

    /// How much, in words that need no legend. On which days is for the boxes to say: on some of
    /// them other exercises may come first.
    pub fn dose_in_words(&self) -> String {
        let dose = &self.dose;
        let mut words: Vec<String> = Vec::new();
        match (dose.minutes, dose.reps) {
            (Some(minutes), _) if dose.sets == 1 => {
                words.push(counted(minutes, "minute", "minutes"))
            }
            (Some(minutes), _) => {
                words.push(format!("{} times {}", dose.sets, counted(minutes, "minute", "minutes")))
            }
            (None, Some(1) | None) => words.push(counted(dose.sets, "time", "times")),
            (None, Some(reps)) => {
                let unit = dose.unit.as_deref().map_or(String::new(), |unit| format!(" {unit}"));
                words.push(match dose.sets {
                    1 if unit.is_empty() => counted(reps, "time", "times"),
                    1 => format!("{reps}{unit}"),
                    sets => format!("{sets} sets of {reps}{unit}"),
                });
            }
        }
        if let Some(hold) = dose.hold_s {
            words.push(format!("hold {}", counted(hold, "second", "seconds")));
        }
        if let Some(grams) = dose.load_g {
            words.push(format!("with {}", self.weights.shown(grams)));
        }
        match (dose.sides, self.sore) {
            (Sides::Together, _) => {}
            (Sides::Each, _) | (Sides::Sore, Some(Side::Both)) => {
                words.push("on each side".to_owned())
            }
            (Sides::Sore, Some(side @ (Side::Left | Side::Right))) => {
                words.push(format!("on the {side} side only"))
            }
            // Nobody has said which side is sore, and a page on the wall must not guess.
            (Sides::Sore, _) => words.push("on the sore side only".to_owned()),
        }
        // Between sets there is a rest only where there are two of them.
        if let Some(rest) = dose.rest_s.filter(|rest| *rest > 0 && dose.sets > 1) {
            words.push(format!("rest {} between sets", counted(rest, "second", "seconds")));
        }
        match dose.times_per_day {
            1 => {}
            2 => words.push("twice a day".to_owned()),
            more => words.push(format!("{more} times a day")),
        }
        format!("{}.", words.join(", "))
    }
}
