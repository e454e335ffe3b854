//! What a page to pin to the wall says: the exercises of a few days, how much, when to stop, whom
//! to call.
//!
//! Facts and their words; where they stand on paper is for the `figure` room.

use chrono::NaiveDate;

use crate::domain::diary::place::Side;
use crate::domain::programme::dose::{Dose, Sides};
use crate::domain::programme::exercise::Exercise;
use crate::domain::programme::rule_book::RuleBook;
use crate::domain::screening::safety::{HandoutSigns, Monitor};
use crate::domain::text::style::Style;

/// Days a handout has tick boxes for.
pub const DAYS: usize = 7;

/// Everything on its pages.
#[derive(Debug, Clone)]
pub struct Handout {
    /// The conditions with their sides.
    pub subjects: Vec<String>,
    /// The first day of the tick boxes.
    pub from: NaiveDate,
    /// The last day of the tick boxes.
    pub to: NaiveDate,
    /// The exercises, the most important first.
    pub items: Vec<HandoutItem>,
    /// What a clinician has agreed to about the plan, in words.
    pub told: Vec<String>,
    /// Lines of the set-up answers to keep in mind.
    pub notes: Vec<String>,
    /// The signs that cannot wait and what to do about them, the most urgent first.
    pub signs: Vec<HandoutSigns>,
    /// The next visit, where one is recorded.
    pub next_visit: Option<NaiveDate>,
    /// How much pain is all right, and what follows from more.
    pub pain: PainGuide,
    /// The clinic whom the person calls, as they wrote it; empty where they did not say.
    pub clinic: String,
    /// The number of the emergency services where they live; empty where they did not say.
    pub emergency_number: String,
    /// How days are written.
    pub style: Style,
}

/// The numbers that the plan goes by, for somebody who has the page and not the program. Each is
/// the one of the rules, and has its source there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PainGuide {
    /// The greatest rise in an exercise that is fine by itself, in whole points of 10.
    pub fine_max: u32,
    /// Pain in an exercise from which it is left for the day, in tenths.
    pub most: i64,
    /// How far the day after is above usual where the exercise was too much for it, in tenths.
    pub settled_rise: i64,
    /// The days within which a second such day after makes an exercise smaller.
    pub unsettled_within: i64,
    /// Days of rest after pain where a bone is the trouble.
    pub bone_rest: i64,
    /// Whether a bone is the trouble, so that no pain at all is all right.
    pub has_bone: bool,
    /// How far above usual the days of a flare are, in tenths.
    pub flare_rise: i64,
    /// The share of the sets of loading work that is done in a flare, in percent.
    pub flare_sets: i64,
    /// On every so many days of a flare loading work is done.
    pub flare_every: i64,
    /// The share of the minutes of walks and rides that is done in a flare, in percent.
    pub flare_minutes: i64,
    /// Whether the doses of the page are those of a flare already.
    pub in_flare: bool,
}

impl PainGuide {
    /// The guide by the numbers of a plan.
    pub fn new(rules: &RuleBook, monitor: &Monitor, has_bone: bool, in_flare: bool) -> Self {
        Self {
            fine_max: monitor.limit.safe_max,
            most: rules.pain_most,
            settled_rise: rules.settled_rise,
            unsettled_within: rules.unsettled_within,
            bone_rest: rules.bone_rest,
            has_bone,
            flare_rise: rules.flare_rise,
            flare_sets: rules.flare_sets,
            flare_every: rules.flare_every,
            flare_minutes: rules.flare_minutes,
            in_flare,
        }
    }
}

/// One exercise of the page.
#[derive(Debug, Clone)]
pub struct HandoutItem {
    /// The exercise.
    pub exercise: Exercise,
    /// How much of it now.
    pub dose: Dose,
    /// The unit of its weight.
    pub style: Style,
    /// The sore side, where it is known.
    pub sore: Option<Side>,
    /// The most pain in it that is acceptable, in whole points of 10.
    pub pain_max: u32,
    /// What a clinician said about it, a sentence each.
    pub told: Vec<String>,
    /// What to take care of.
    pub cautions: Vec<String>,
    /// Its stop rules, the one on pain left out: [`HandoutItem::pain_rule`] says it.
    pub stop: Vec<String>,
    /// On which of the days it is due.
    pub days: [bool; DAYS],
}

/// The boxes of one day and one time: which side each is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Boxes {
    /// One box.
    One,
    /// One box for a side.
    Side(Side),
    /// A box for the left and one for the right.
    Both,
}

impl HandoutItem {
    /// The tick boxes of each time of a day.
    pub fn boxes(&self) -> Boxes {
        match (self.dose.sides, self.sore) {
            (Sides::Each, _) | (Sides::Sore, Some(Side::Both)) => Boxes::Both,
            (Sides::Sore, Some(side @ (Side::Left | Side::Right))) => Boxes::Side(side),
            (Sides::Sore | Sides::Together, _) => Boxes::One,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::testing;

    /// An exercise with a dose.
    fn item(dose: Dose, sore: Option<Side>) -> HandoutItem {
        let exercise = testing::exercise("bridge", 3);
        let style = Style::default();
        HandoutItem {
            exercise,
            dose,
            style,
            sore,
            pain_max: 5,
            told: vec![],
            cautions: vec![],
            stop: vec![],
            days: [true; DAYS],
        }
    }

    /// Three sets of ten on three days.
    fn dose() -> Dose {
        testing::exercise("bridge", 3).dose
    }

    #[test]
    fn a_dose_is_said_in_words() {
        let held = Dose { hold_s: Some(3), sides: Sides::Each, rest_s: Some(45), ..dose() };
        let walk = Dose { sets: 1, reps: None, minutes: Some(15), days_per_week: 7, ..dose() };
        let glide = Dose { sets: 1, reps: Some(1), sides: Sides::Sore, times_per_day: 2, ..dose() };
        let steps = Dose { unit: Some("steps".into()), rest_s: Some(0), ..dose() };
        let heavy = Dose { load_g: Some(2500), ..dose() };
        for (dose, sore, words) in [
            (dose(), None, "3 sets of 10."),
            (
                held,
                None,
                "3 sets of 10, hold 3 seconds, on each side, rest 45 seconds between sets.",
            ),
            (walk, None, "15 minutes."),
            (glide.clone(), Some(Side::Left), "1 time, on the left side only, twice a day."),
            (glide, None, "1 time, on the sore side only, twice a day."),
            (steps, None, "3 sets of 10 steps."),
            (heavy, None, "3 sets of 10, with 2.5 kg."),
        ] {
            assert_eq!(item(dose, sore).dose_in_words(), words);
        }
    }

    #[test]
    fn boxes_are_for_the_sides_that_are_worked() {
        for (sides, sore, boxes) in [
            (Sides::Together, Some(Side::Left), Boxes::One),
            (Sides::Each, None, Boxes::Both),
            (Sides::Sore, Some(Side::Right), Boxes::Side(Side::Right)),
            (Sides::Sore, Some(Side::Both), Boxes::Both),
            (Sides::Sore, None, Boxes::One),
        ] {
            assert_eq!(item(Dose { sides, ..dose() }, sore).boxes(), boxes, "{sides:?} {sore:?}");
        }
    }

    #[test]
    fn pain_that_ends_it_is_said_once() {
        let mut none = item(dose(), None);
        assert_eq!(none.pain_rule(), "Stop when pain in it rises by more than 5, or to 8 of 10.");
        none.pain_max = 0;
        assert_eq!(none.pain_rule(), "Stop at any pain at all.");
    }
}
